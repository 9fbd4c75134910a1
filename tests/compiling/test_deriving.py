"""A form gives what the interpreter gives, for every kind of target, clause and figure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.base.exact import quotient
from perfscore.compiling.deriving import derive, unit_of
from perfscore.compiling.fields import ACTUAL, BUDGET, REFERENCE, SPENT, fields_of
from perfscore.compiling.forms import Form, Waits, at
from perfscore.evaluation.execution import judge_execution
from perfscore.evaluation.from_formula import Observed
from perfscore.evaluation.rows import judge
from perfscore.evaluation.verdict import Verdict
from perfscore.planning import Plan
from perfscore.rules.table import EXECUTION
from tests.compiling.tables import CLAUSES, TARGETS, plan_of

FORMLESS = {"合规", "12月底前", "约50家"}


def interpreted(plan: Plan, number: int, a: Decimal, b: Decimal | None) -> Verdict:
    row, fields = plan.rows[number], fields_of(plan)
    if row.id == EXECUTION:
        return judge_execution(row, fields.funds({SPENT: a, BUDGET: b}, []), plan)
    filing, references = fields.filing(row, number, {ACTUAL: a, REFERENCE: b}, [])
    return judge(row, Observed(filing), references, plan)


def by_form(form: Form, a: Decimal, b: Decimal | None) -> tuple[object, ...]:
    case, points, met = at(form, Fraction(a), Fraction(b or 0))
    if points is None:
        assert isinstance(case.result, Waits)
        return "pending", None, case.result.low, case.result.high, met
    score = quotient(points.numerator, points.denominator, 2)
    return "scored", score, score, score, met, form.basis


def figures(target: Decimal) -> st.SearchStrategy[Decimal]:
    """Figures around a target, at its edges, ten thousand times as large or small, and of the other sign."""
    edges = [target * k for k in (0, 1, -1, 2, 3000, 30000, -3000)]
    edges += [target / 3000, target / 30000, target + 1, target - 1, Decimal("0.01"), Decimal(1)]
    near = st.integers(-50, 250).map(lambda n: target * n / 100)
    halves = st.integers(-200, 2000).map(lambda n: Decimal(2 * n + 1) / 200)
    wild = st.decimals(-(10**9), 10**9, places=3, allow_nan=False, allow_infinity=False)
    return st.one_of(st.sampled_from(edges), near, halves, st.integers(-9, 130).map(Decimal), wild)


@settings(max_examples=1500, deadline=None)
@given(target=st.sampled_from(TARGETS), clause=st.sampled_from(CLAUSES), data=st.data())
def test_a_form_gives_what_the_interpreter_gives(target: str, clause: str, data: st.DataObject) -> None:
    plan = plan_of(((target, clause),))
    number = data.draw(st.integers(0, 1))
    row = plan.rows[number]
    form = derive(row, plan)
    if form is None:
        return
    size = Decimal(getattr(row.target, "value", None) or getattr(row.target, "high", None) or 10)
    a = data.draw(figures(size))
    if form.whole and a != int(a):
        return
    b = data.draw(figures(abs(a) or size)) if form.reference else None
    want = interpreted(plan, number, a, b)
    expected = (want.outcome, want.score, want.low, want.high, want.met)
    assert by_form(form, a, b) == (expected if want.outcome == "pending" else (*expected, want.basis))


@pytest.mark.parametrize("target", TARGETS)
def test_which_rows_have_a_form(target: str) -> None:
    plan = plan_of(((target, ""),))
    assert (derive(plan.rows[1], plan) is None) == (target in FORMLESS)


def test_other_units_than_the_targets_have_no_form() -> None:
    plan = plan_of((("≤44万元", ""),))
    row = plan.rows[1]
    assert unit_of(row) == "万元"
    assert derive(row, plan, "万元") is not None
    assert derive(row, plan, "元") is None
    assert derive(row, plan, "") is None
