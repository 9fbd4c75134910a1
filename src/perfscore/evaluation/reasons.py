"""Why a printed score may differ from the computed one: other ways of computing that give the printed score exactly.

Each way is a pure function of the row's inputs, points and clause. A way is named only where it gives the printed
score to the digit; several may, and then the first of the list is said, which is the nearest to the clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, frozen

from ..base.exact import HALF_EVEN, HALF_UP, TRUNCATE, as_fraction, plain, quotient
from ..clauses import Binding, Inputs
from ..planning import Plan, PlanRow
from ..planning.resolve import choices_of
from .verdict import Verdict

__all__ = ["Reason", "reason_of", "told"]

_RATES = ((2, "百分之一", "a hundredth"), (3, "千分之一", "a thousandth"), (4, "万分之一", "a ten-thousandth"))
_PARTS = ("按比例", "不足一档不扣", "不足一档按一档扣")
_PERCENTS = ("个百分点", "相对")
_PARTS_EN = {
    "按比例": "part steps in proportion",
    "不足一档不扣": "part steps not counted",
    "不足一档按一档扣": "a part step as a whole one",
    "个百分点": "percentage points",
    "相对": "a share of the target",
}
_MOST_PLACES = 4


@frozen
class Reason:
    """A way of computing that gives the printed score; both texts go on from “若” and “if”."""

    zh: str
    en: str


_Way = tuple[str, str, Fraction]
"""What the way is called in both languages, and the exact points it gives."""


def reason_of(verdict: Verdict, row: PlanRow, plan: Plan, stated: Decimal) -> Reason | None:
    """Return the first way of computing that gives ``stated`` exactly, or None where none of those known does.

    ``verdict`` is the row as computed; without figures of its own (a claim, a reference) there is nothing to try.
    """
    found = _rounded_otherwise(verdict, stated, plan)
    if found is not None:
        return found
    for zh, en, points in _ways(verdict, row, plan):
        if _gives(points, stated, plan):
            return Reason(zh, en)
    if stated == row.indicator.max_score:
        return Reason("按满分计", "full points are given")
    if not stated and row.indicator.max_score:
        return Reason("未达到目标即不得分", "a missed target earns nothing")
    return None


def _gives(points: Fraction, stated: Decimal, plan: Plan) -> bool:
    """Tell whether exact points are the printed score: rounded as the scheme does, or to the places printed."""
    if quotient(points.numerator, points.denominator, plan.rounding.places, plan.rounding.mode) == stated:
        return True
    places = max(-int(stated.as_tuple().exponent), 0)
    return 0 < places <= _MOST_PLACES and quotient(points.numerator, points.denominator, places) == stated


def _rounded_otherwise(verdict: Verdict, stated: Decimal, plan: Plan) -> Reason | None:
    """The same points, rounded to other places or by another rule."""
    exact = verdict.exact
    if exact is None:
        return None
    rule = plan.rounding
    tries = [(rule.places, mode) for mode in (HALF_UP, HALF_EVEN, TRUNCATE) if mode != rule.mode]
    tries += [(n, rule.mode) for n in (1, 0, 3, 4) if n != rule.places]
    tries += [(n, TRUNCATE) for n in (1, 0)]
    for places, mode in tries:
        if quotient(exact.numerator, exact.denominator, places, mode) == stated:
            how = f"得分{mode}到整数" if not places else f"得分{mode}到 {places} 位小数"
            return Reason(how, f"the score is rounded to {places} places ({mode})")
    if -(-exact.numerator // exact.denominator) == stated:
        return Reason("得分一律进到整数", "the score is rounded up to a whole number")
    return None


def _ways(verdict: Verdict, row: PlanRow, plan: Plan) -> Iterator[_Way]:
    inputs = verdict.inputs
    if inputs is None:
        return
    yield from _other_choices(row, plan, inputs)
    a, t = inputs.actual, inputs.target
    if a is None or t is None:
        return
    points = as_fraction(row.indicator.max_score)
    yield from _by_ratio(row, points, a, t)
    yield from _by_own_rate(row, points, a)


def _other_choices(row: PlanRow, plan: Plan, inputs: Inputs) -> Iterator[_Way]:
    """The same clause under the other answers to what it leaves open."""
    clause = row.clause
    if clause is None or row.bound is None:
        return
    choices = choices_of(plan.conventions)
    others = [
        *((f"不足一档的约定为“{p}”", _PARTS_EN[p], evolve(choices, part_step=p)) for p in _PARTS if p != choices.part_step),
        *(
            (f"“每…%”按{'个百分点' if p == '个百分点' else '目标的百分比（相对）'}", f"a step in % is {_PARTS_EN[p]}",
             evolve(choices, percent_step=p))
            for p in _PERCENTS if p != choices.percent_step
        ),
    ]  # fmt: skip
    unit = getattr(row.target, "unit", None)
    for zh, en, chosen in others:
        bound = clause.bind(Binding(row.indicator.max_score, row.target, row.op, unit, chosen))
        if any(p.severity == "error" for p in bound.problems):
            continue
        outcome = bound.apply(inputs)
        if outcome.pending is None:
            yield zh, en, Fraction(outcome.num, outcome.den)


def _by_ratio(row: PlanRow, points: Fraction, a: Fraction, t: Fraction) -> Iterator[_Way]:
    """Points in proportion: to completion, by either reverse formula, with the rate rounded first, beyond 100 %."""
    ratios: list[tuple[str, str, Fraction]] = []
    lower = row.op in ("<=", "<")
    if t > 0:
        forward = ("按完成比例（实际÷目标）", "points follow actual ÷ target", a / t)
        reverse = [
            ("反向按“1-（实际-目标）÷目标”", "the reverse formula is 1-(actual-target)÷target", 1 - (a - t) / t),
            *([("反向按“目标÷实际”", "the reverse formula is target ÷ actual", t / a)] if a > 0 else []),
        ]  # fmt: skip
        ratios += [*reverse, forward] if lower else [forward, *reverse[1:]]
    for zh, en, ratio in ratios:
        if 0 <= ratio <= 1:
            yield f"{zh}计算", en, points * ratio
    for zh, en, ratio in ratios[:2]:
        if 0 <= ratio <= 1:
            for places, zh_rate, en_rate in _RATES:
                cut = Fraction(quotient(ratio.numerator, ratio.denominator, places))
                if cut != ratio:
                    said = f"{zh}，比率先取整到{zh_rate}"
                    yield said, f"{en}, rounded to {en_rate} first", points * cut
    for zh, en, ratio in ratios[:1]:
        if ratio > 1:
            yield f"{zh}计算且不以分值为限", f"{en} without a limit", points * ratio


def _by_own_rate(row: PlanRow, points: Fraction, a: Fraction) -> Iterator[_Way]:
    """The actual is a percentage, taken as the share of the points."""
    if getattr(row.target, "unit", None) == "%" and 0 <= a <= 100:
        yield "直接以实际完成值（%）乘以分值", "the actual, in percent, is the share of the points", points * a / 100


def told(found: Reason | None, stated: Decimal) -> tuple[str, str]:
    """Return how a finding goes on: what would give the printed score, or that nothing tried does."""
    if found is None:
        return "；按常见的其他算法都得不出这个分，请说明来源", "; no other common way of computing gives it"
    return f"；若{found.zh}，恰为 {plain(stated)} 分", f"; it is exactly {plain(stated)} if {found.en}"
