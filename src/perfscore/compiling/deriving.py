"""A row of the plan → its integer :class:`Form`, or None where only the interpreter can tell.

The form says exactly what the interpreter (:mod:`perfscore.evaluation`) gives for plain figures in one unit: the figure
itself, no sign, no remark. Rows of words, rows that are computed from others, clauses with an open question and
roundings other than towards the nearest or towards 0 have none.
"""

from __future__ import annotations

from fractions import Fraction

from ..base.exact import HALF_EVEN, as_fraction
from ..clauses import Bound as BoundClause
from ..clauses.bound import Judgement, Measured, Yardstick
from ..curves import Curve, Rank
from ..curves.segments import Judged, Piece, Stair
from ..evaluation.applying import ends
from ..evaluation.references import row_for
from ..evaluation.values import Basis
from ..language import Bound, Change, Range, Reference
from ..language.comparing import SLIP_HIGH, SLIP_LOW, is_money
from ..planning import Plan, PlanRow
from ..rules.table import EXECUTION
from .forms import Case, Form, Points, Stairs, Test, Waits, const, ratio
from .yards import Term, Yard, above, measure_cases, minus, term

__all__ = ["derive", "unit_of"]


def unit_of(row: PlanRow) -> str:
    """Return the unit in which a plain number of this row counts: that of its target; empty where it has none."""
    target = row.target
    if isinstance(target, Reference):
        return "%" if target.offset_unit == "个百分点" else ""
    return getattr(target, "unit", None) or ""


def derive(row: PlanRow, plan: Plan, unit: str | None = None) -> Form | None:
    """Return the form of a row for figures in ``unit`` (default: :func:`unit_of`), or None where it has none."""
    if plan.rounding.mode == HALF_EVEN or row.indicator.formula:
        return None
    own = unit_of(row) if unit is None else unit
    if row.id == EXECUTION:
        return _execution(row, plan, own)
    if row.nature == "参照":
        return _reference(row, plan, own)
    if row.nature in ("定性", "复合", "时限") or own != unit_of(row):
        return None
    if row.nature == "名次":
        return _rank(row, plan)
    target = row.target
    if isinstance(target, Bound | Range | Change) and not getattr(target, "approx", False):
        return _figure(row, target, plan, own)
    return None


def _waits(
    row: PlanRow, plan: Plan, low: Fraction | None = None, high: Fraction | None = None, *, judged: bool = True
) -> Waits:
    return Waits(*ends(low, high, row, plan), judged)


def _anything(row: PlanRow, plan: Plan) -> Waits:
    """What is asked about before anything is compared: any score, and not known whether the target is met."""
    return _waits(row, plan, judged=False)


# --- kinds of rows ------------------------------------------------------------------------------------------------


def _figure(row: PlanRow, target: Bound | Range | Change, plan: Plan, unit: str) -> Form | None:
    """A figure against the target's own, or against a range."""
    cases: list[Case] = []
    if isinstance(target, Change):
        if target.sense == "decrease":
            cases.append(Case((Test(above(minus(term(0), term(x=1))), strict=True),), _anything(row, plan)))
    else:
        size = target.high or target.low if isinstance(target, Range) else target.value
        if not unit or is_money(plan.language.units, unit):
            cases += _slips(row, plan, term(as_fraction(size)))
    if row.bound is None:
        return _form(row, [*cases, Case((), _anything(row, plan))], None, unit, "recomputed")
    goal = None if isinstance(target, Range) else term(as_fraction(target.value))
    counts = goal is not None and goal.constant == 0
    found = _clause(row, row.bound, plan, goal, unit, counted=counts)
    if found is None:
        return None
    excess = _excess(row, plan, goal)
    return _form(row, [*cases, *excess, *found[0]], found[1], unit, "recomputed")


def _excess(row: PlanRow, plan: Plan, goal: Term | None) -> list[Case]:
    """Far above the target the scheme may want a person to decide (超额完成：待人工认定)."""
    choice = plan.conventions.get("超额完成")
    if choice is None or choice.value != "待人工认定" or row.nature != "正向" or goal is None or goal.constant <= 0:
        return []
    limit = plan.language.read_actual(choice.get("幅度") or "")
    if limit.value is None or limit.unit != "%":
        return []
    from_here = term(goal.constant * (1 + as_fraction(limit.value) / 100))
    return [Case((Test(above(minus(term(x=1), from_here))),), _waits(row, plan))]


def _rank(row: PlanRow, plan: Plan) -> Form | None:
    """A place in a ranking; only a whole number is one."""
    bound = row.bound
    if not isinstance(bound, Measured) or not all(isinstance(r.measure, Rank) for r in bound.readings):
        return None
    value = getattr(row.target, "value", None)
    found = _clause(row, bound, plan, None if value is None else term(as_fraction(value)), "", rank=True)
    return None if found is None else _form(row, found[0], found[1], "", "recomputed", whole=True)


def _execution(row: PlanRow, plan: Plan, unit: str) -> Form | None:
    """Spent against budget: a budget that is not above 0, and a negative amount, wait for a person."""
    budget, spent, nothing = term(y=1), term(x=1), term(0)
    doubtful = [
        Case((Test(above(minus(nothing, budget))),), _anything(row, plan)),
        Case((Test(above(minus(nothing, spent)), strict=True),), _anything(row, plan)),
    ]
    if row.bound is None:
        return _form(row, [Case((), _anything(row, plan))], None, unit, "recomputed", reference=True)
    found = _clause(row, row.bound, plan, budget, unit)
    if found is None:
        return None
    met = (Test(above(minus(spent, budget))),)
    return _form(row, [*doubtful, *found[0]], met, unit, "recomputed", reference=True)


def _reference(row: PlanRow, plan: Plan, unit: str) -> Form | None:
    """A figure against one from outside the table, with the offset the target names."""
    target = row.target
    assert isinstance(target, Reference)
    bar: Term | None = term(y=1)
    if target.offset is not None:
        offset = as_fraction(target.offset) * (-1 if row.op in ("<", "<=") else 1)
        if target.offset_unit == "%":
            bar = None if unit == "%" else term(y=1 + offset / 100)
        elif target.offset_unit in (None, unit or None) or (target.offset_unit == "个百分点" and unit == "%"):
            bar = term(offset, y=1)
        else:
            bar = None
    if bar is None:
        return _form(row, [Case((), _anything(row, plan))], None, unit, "benchmarked", reference=True)
    cases = _slips(row, plan, term(y=1)) if not unit or is_money(plan.language.units, unit) else []
    row_then = row_for(row, plan)
    if row_then.bound is None:
        return None
    yard = Yard(row_then.op or ">=", bar)
    if plan.conventions.value("未达参照") == "待人工认定":
        reached = Case(yard.tests(), _anything(row, plan))
        found = _clause(row_then, row_then.bound, plan, bar, unit)
        if found is None:
            return None
        unmet = _waits(row, plan)
        kept = [Case((*reached.tests, *c.tests), c.result, c.segment) for c in found[0]]
        return _form(row, [*cases, *kept, Case((), unmet)], found[1], unit, "benchmarked", reference=True)
    found = _clause(row_then, row_then.bound, plan, bar, unit)
    if found is None:
        return None
    return _form(row, [*cases, *found[0]], found[1], unit, "benchmarked", reference=True)


def _form(
    row: PlanRow,
    cases: list[Case],
    met: tuple[Test, ...] | None,
    unit: str,
    basis: Basis,
    *,
    reference: bool = False,
    whole: bool = False,
) -> Form:
    last = next((n for n, c in enumerate(cases) if not c.tests), len(cases) - 1)
    return Form(row, tuple(cases[: last + 1]), met, reference, unit, row.indicator.max_score, basis, whole)


def _slips(row: PlanRow, plan: Plan, size: Term) -> list[Case]:
    """A figure some ten thousand times its target, or a ten thousandth of it, is asked about (元 for 万元)."""
    out = []
    for actual in (term(x=1), term(x=-1)):
        for wanted in (size, minus(term(0), size)):
            positive = (Test(above(actual), strict=True), Test(above(wanted), strict=True))
            if wanted.fixed and wanted.constant <= 0:
                continue
            for small, large in ((wanted, actual), (actual, wanted)):
                near = (
                    Test(above(minus(large, small.times(SLIP_LOW)))),
                    Test(above(minus(small.times(SLIP_HIGH), large))),
                )
                out.append(Case((*positive, *near), _anything(row, plan)))
    return out


# --- the clause ---------------------------------------------------------------------------------------------------

Found = tuple[list[Case], tuple[Test, ...] | None]


def _clause(
    row: PlanRow,
    bound: BoundClause,
    plan: Plan,
    goal: Term | None,
    unit: str,
    *,
    counted: bool = False,
    rank: bool = False,
) -> Found | None:
    """Return the cases of a clause with one reading and the tests of its yardstick; None where it has no form."""
    if isinstance(bound, Judgement):
        return [Case((), _waits(row, plan, bound.low, bound.points, judged=False))], None
    if not isinstance(bound, Measured) or len(bound.readings) != 1 or bound.ratio_places is not None:
        return None
    reading = bound.readings[0]
    if goal is None and bound.yardstick.value is not None:
        goal = term(bound.yardstick.value)
    met = _yardstick(bound.yardstick, goal, rank=rank)
    if met is None and bound.yardstick != Yardstick(value=bound.yardstick.value):
        return None
    parts = measure_cases(reading.measure, goal, unit, row.target, counted=counted, rank=rank)
    if parts is None or not _never_negative(reading.curve):
        return None
    cases: list[Case] = []
    for part in parts:
        if part.undefined is not None:
            cases += _undefined(part.undefined, part.tests, bound, met, row, plan)
        else:
            assert part.num is not None and part.den is not None
            cases += _along(reading.curve, part.num, part.den, part.tests, row, plan)
    return cases, met


def _yardstick(yard: Yardstick, goal: Term | None, *, rank: bool) -> tuple[Test, ...] | None:
    """Return the tests that say whether the target is met (see :class:`~perfscore.clauses.bound.Yardstick`)."""
    actual = term(x=1)
    if yard.low is not None or yard.high is not None:
        if rank:
            return None
        tests: list[Test] = []
        if yard.low is not None:
            tests.append(Test(above(minus(actual, term(yard.low))), strict=not yard.low_closed))
        if yard.high is not None:
            tests.append(Test(above(minus(term(yard.high), actual)), strict=not yard.high_closed))
        return tuple(tests)
    if goal is None or yard.op is None:
        return None
    return Yard(yard.op, goal).tests()


def _undefined(
    kind: str, tests: tuple[Test, ...], bound: Measured, met: tuple[Test, ...] | None, row: PlanRow, plan: Plan
) -> list[Case]:
    """Where there is no ratio the clause may say what comparison alone gives."""
    wide = _waits(row, plan, Fraction(0), bound.points)
    if met is None:
        return [Case(tests, wide)]
    out = []
    for more, reached in ((met, True), ((), False)):
        kept = bound.by_comparison(kind, met=reached)
        out.append(Case((*tests, *more), wide if kept is None else const(kept)))
    return out


def _along(curve: Curve, num: Term, den: Term, tests: tuple[Test, ...], row: PlanRow, plan: Plan) -> list[Case]:
    """Return the cases of a curve over x = num/den (den > 0 where ``tests`` hold)."""
    out = []
    for index, s in enumerate(curve.segments):
        inside = list(tests)
        if s.low is not None:
            inside.append(Test(above(minus(num, den.times(s.low))), strict=not s.low_closed))
        if s.high is not None:
            inside.append(Test(above(minus(den.times(s.high), num)), strict=not s.high_closed))
        out.append(Case(tuple(inside), _result(s, num, den, row, plan), index))
    return [*out, Case(tests, _waits(row, plan, Fraction(0), _points_of(row)))]


def _points_of(row: PlanRow) -> Fraction:
    return as_fraction(row.indicator.max_score)


def _result(s: Piece | Stair | Judged, num: Term, den: Term, row: PlanRow, plan: Plan) -> Points | Stairs | Waits:
    match s:
        case Piece() if not s.slope:
            return const(s.intercept)
        case Piece():
            return Points(*ratio((num.times(s.slope).plus(den.times(s.intercept))).parts, den.parts))
        case Stair():
            sign = 1 if s.step > 0 else -1
            top, bottom = minus(num, den.times(s.origin)).times(Fraction(sign)), den.times(abs(s.step))
            return Stairs(*ratio(top.parts, bottom.parts), s.up, s.start, s.points, s.least, s.most)
        case Judged():
            return _waits(row, plan, s.least, s.most)


def _never_negative(curve: Curve) -> bool:
    """Tell whether the curve stays at or above 0, so that dividing whole numbers rounds in one direction."""
    for s in curve.segments:
        if isinstance(s, Stair):
            if s.least < 0:
                return False
        elif isinstance(s, Piece) and s.slope:
            low, high = s.low, s.high
            if (low is None and s.slope > 0) or (high is None and s.slope < 0):
                return False
            if any(s.limit(x) < 0 for x in (low, high) if x is not None):
                return False
        elif isinstance(s, Piece) and s.intercept < 0:
            return False
    return True
