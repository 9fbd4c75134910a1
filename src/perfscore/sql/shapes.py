"""Which rows a database can score, and the reason in words why it cannot score the others."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve

from ..base.exact import HALF_EVEN
from ..base.problem import Problem, problem
from ..clauses.bound import Measured
from ..compiling.deriving import derive, unit_of
from ..compiling.fields import ACTUAL, REFERENCE, REVIEW
from ..compiling.forms import Case, Form, Linear, Points, Stairs, Test, Waits, at
from ..curves import Count, Rank
from ..evaluation.from_formula import Observed
from ..evaluation.rows import judge
from ..planning import Plan, PlanRow
from ..planning.shares import SUMS, block_factors, goal_factors
from ..rules.facts import Figure, Filing
from ..rules.table import EXECUTION

__all__ = ["form_of", "is_words", "refusals", "unusable", "without_excess", "without_form"]


def is_words(row: PlanRow) -> bool:
    """Tell whether the row compares words, as the interpreter sees it."""
    if row.indicator.formula or row.id == EXECUTION:
        return False
    return row.nature in ("定性", "复合") or (row.nature in ("名次", "时限") and row.bound is None)


def form_of(row: PlanRow, plan: Plan, unit: str) -> Form | None:
    """Return the form of a row for figures in ``unit``, which may be another one of the target's family (元 for 万元)."""
    if (form := derive(row, plan, unit)) is not None:
        return form
    own = unit_of(row)
    if row.nature == "参照" or unit == own or _asks_for_units(row):
        return None
    form = derive(row, plan)
    factor = plan.language.units.convert(Fraction(1), unit, own) if form is not None else None
    if form is None or factor is None:
        return None
    other = _counted_in(form, factor, unit)
    return other if _agrees(row, plan, other, unit) else None


def _asks_for_units(row: PlanRow) -> bool:
    """Tell whether the unit itself decides what a figure is: faults counted in 起, places in a ranking."""
    return any(isinstance(r.measure, Count | Rank) for r in getattr(row.bound, "readings", ()))


def _counted_in(form: Form, factor: Fraction, unit: str) -> Form:
    """Return a form over figures of which one is ``factor`` of the old ones."""
    n, d = factor.numerator, factor.denominator

    def line(v: Linear) -> Linear:
        return Linear(v.a * n, v.b * d, v.c * d)

    def test(t: Test) -> Test:
        return Test(line(t.left), t.strict)

    def result(r: Points | Stairs | Waits) -> Points | Stairs | Waits:
        return r if isinstance(r, Waits) else evolve(r, num=line(r.num), den=line(r.den))

    cases = tuple(Case(tuple(map(test, c.tests)), result(c.result), c.segment) for c in form.cases)
    return evolve(form, cases=cases, met=None if form.met is None else tuple(map(test, form.met)), unit=unit)


def _agrees(row: PlanRow, plan: Plan, form: Form, unit: str) -> bool:
    """Hold a converted form to the interpreter at its own turning points."""
    marks = {0, 1, -1, 10**8}
    for case in form.cases:
        for t in case.tests:
            if t.left.a and not t.left.b:
                mark = -t.left.c // t.left.a
                marks |= {mark - 1, mark, mark + 1}
    for x in sorted(marks):
        filing = Filing(row.indicator.name, id=row.id, actual=Figure(f"{x}.0", unit))
        seen = judge(row, Observed(filing), (), plan)
        case, exact, met = at(form, Fraction(x), Fraction(0))
        waits = isinstance(case.result, Waits)
        if waits != (seen.outcome == "pending") or exact != seen.exact or met != seen.met:
            return False
    return True


def without_excess(row: PlanRow, plan: Plan, unit: str) -> Form | None:
    """Return the form of a row whose reason for a high actual was stated."""
    kept = tuple(c for c in plan.conventions.items if c.name != "超额完成")
    scheme = evolve(plan.scheme, conventions=evolve(plan.conventions, items=kept))
    return form_of(row, evolve(plan, scheme=scheme), unit)


# --- what is refused ----------------------------------------------------------------------------------------------


def refusals(plan: Plan) -> list[Problem]:
    """Return what the scheme asks for that no SELECT made here does."""
    scheme, out = plan.scheme, []
    place = scheme.place
    if scheme.aggregation.method not in SUMS:
        out.append(problem("Q854", place=place, scheme=scheme.title, method=scheme.aggregation.method))
    if plan.rounding.site != "三级指标得分":
        out.append(problem("Q855", place=plan.rounding.place or place, scheme=scheme.title, site=plan.rounding.site))
    if plan.rounding.mode == HALF_EVEN:
        out.append(problem("Q856", place=plan.rounding.place or place, scheme=scheme.title, mode=HALF_EVEN))
    if block_factors(scheme):
        out.append(problem("Q857", place=place, scheme=scheme.title, key="权重"))
    if goal_factors(plan.table, scheme):
        out.append(problem("Q857", place=place, scheme=scheme.title, key="多目标"))
    if scheme.aggregation.caps:
        out.append(problem("Q857", place=place, scheme=scheme.title, key="执行率封顶"))
    return out


def without_form(row: PlanRow, plan: Plan, unit: str) -> Problem:
    """Return why a row cannot be scored in SQL."""
    own = unit_of(row)
    if unit != own and row.nature != "参照" and derive(row, plan) is not None:
        return problem("Q865", where=row.where, row=row.indicator.name, unit=unit, wanted=own or "（无单位）")
    return problem("Q859", where=row.where, row=row.indicator.name, why=_why(row), key=f"{_key(row, plan)}_复核得分")


def _key(row: PlanRow, plan: Plan) -> str:
    names = [r.indicator.name for r in plan.rows]
    return row.indicator.name if names.count(row.indicator.name) == 1 else row.id


def _why(row: PlanRow) -> str:
    bound = row.bound
    if row.indicator.formula:
        return "实际完成值由公式计算"
    if bound is None:
        return row.problems[0].message if row.problems else "年度指标值或评分标准不能识别"
    if row.nature == "时限":
        return "按日期计分"
    if isinstance(bound, Measured) and len(bound.readings) > 1:
        return "评分标准有几种读法，评分办法没有写明用哪一种"
    if isinstance(bound, Measured) and bound.ratio_places is not None:
        return "比率先取舍再计分"
    if getattr(row.target, "approx", False):
        return "年度指标值是约数"
    return "评分标准不是单个数字的分段函数"


def unusable(row: PlanRow, plan: Plan, unit: str, own: Mapping[str, str]) -> Problem | None:
    """Return why a row without a form cannot be scored with these columns; None where it needs no form.

    A row whose actual value is in no column is not scored here: it waits, or takes its review score. A target outside
    the table whose reference is in no column needs no form either.
    """
    if row.indicator.formula and (ACTUAL in own or REVIEW not in own):
        return without_form(row, plan, unit)
    if ACTUAL not in own and row.id != EXECUTION:
        return None
    if row.nature == "参照" and REFERENCE not in own and not row.indicator.formula:
        return None
    return without_form(row, plan, unit)
