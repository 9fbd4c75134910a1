"""Other ways of computing a row's points that are in use: each named, each giving exact points.

They are those of published methods and of filled tables (other answers to what a clause leaves open, completion in
proportion, both reverse formulas, rates rounded first, pass lines, tiers, the cut for over-completion, other
denominators of budget execution). Nothing here scores a row: see :mod:`.reasons`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from attrs import evolve

from ..base.exact import as_fraction, plain, quotient
from ..base.values import frozen
from ..clauses import Binding, Choices, Clause, Inputs
from ..clauses.values import Steps
from ..planning import Plan, PlanRow
from ..planning.resolve import choices_of
from ..rules.facts import Figure, Funds
from ..rules.table import EXECUTION

__all__ = ["Way", "execution_ways", "ways"]

_PARTS = {
    "按比例": ("不足一档按比例算", "a part of a step counts in proportion"),
    "不足一档不扣": ("不足一档不算", "a part of a step does not count"),
    "不足一档按一档扣": ("不足一档按一档算", "a part of a step counts as a whole one"),
}
_PERCENTS = {
    "个百分点": ("每…%一档按个百分点算", "a step in % is one of percentage points"),
    "相对": ("每…%一档按目标的百分比算", "a step in % is a share of the target"),
}
_RATES = ((2, "百分之一", "a hundredth"), (3, "千分之一", "a thousandth"), (4, "万分之一", "a ten-thousandth"))
_SATISFACTION = ((Fraction(9, 10), Fraction(1)), (Fraction(8, 10), Fraction(8, 10)), (Fraction(6, 10), Fraction(5, 10)))
_SHARES = (80, 60, 50)
_OVER = Fraction(13, 10)


@frozen
class Way:
    """What a way is called in both languages (``zh`` stands after 按), and the exact points it gives (分).

    Of the ways of one ``kind`` (a formula, and the same with its rate rounded first) only the first that fits is said;
    a ``loose`` one, which fits round scores by chance, only where nothing else does.
    """

    zh: str
    en: str
    points: Fraction
    kind: str = ""
    loose: bool = False


def ways(row: PlanRow, plan: Plan, inputs: Inputs) -> Iterator[Way]:
    """Yield the other ways for a row of figures, the nearest to its clause first."""
    yield from _other_answers(row, plan, inputs)
    a, t = inputs.actual, inputs.target
    if a is None or t is None:
        return
    points = as_fraction(row.indicator.max_score)
    lower = row.op in ("<=", "<")
    yield from _by_ratio(points, a, t, lower=lower)
    yield from _by_own_rate(row, points, a)
    if t > 0 and not lower:
        yield from _over(points, a / t)
    yield from _tiers(row, points, a, t, lower=lower)


# --- the row's own clause, read otherwise -----------------------------------------------------------------------------


def _other_answers(row: PlanRow, plan: Plan, inputs: Inputs) -> Iterator[Way]:
    """The same clause under the other answers to what it leaves open or says of parts of a step."""
    clause = row.clause
    if clause is None or row.bound is None:
        return
    choices = choices_of(plan.conventions)
    unit = getattr(row.target, "unit", None)
    for (zh, en), other, chosen in _read_otherwise(clause, choices):
        bound = other.bind(Binding(row.indicator.max_score, row.target, row.op, unit, chosen))
        if any(p.severity == "error" for p in bound.problems):
            continue
        outcome = bound.apply(inputs)
        if outcome.pending is None:
            yield Way(zh, en, Fraction(outcome.num, outcome.den))


def _read_otherwise(clause: Clause, choices: Choices) -> Iterator[tuple[tuple[str, str], Clause, Choices]]:
    if any(isinstance(rule.award, Steps) for rule in clause.rules):
        for part, said in _PARTS.items():
            yield said, _with_steps(clause, part=part), choices
        for percent, said in _PERCENTS.items():
            other = _with_steps(clause, relative=percent == "相对")
            yield said, other, evolve(choices, percent_step=percent)


def _with_steps(clause: Clause, **changes: Any) -> Clause:
    rules = tuple(
        evolve(rule, award=evolve(rule.award, **changes)) if isinstance(rule.award, Steps) else rule
        for rule in clause.rules
    )
    return evolve(clause, rules=rules)


# --- other formulas -----------------------------------------------------------------------------------------------------


def _by_ratio(points: Fraction, a: Fraction, t: Fraction, *, lower: bool) -> Iterator[Way]:
    """Points in proportion: to completion, by either reverse formula, with the rate rounded first, beyond 100 %."""
    if t <= 0 or a < 0:
        return
    forward = ("实际÷目标×分值", "actual ÷ target × points", a / t)
    reverse = [("（1－超出目标的比例）×分值", "(1 - share above the target) × points", 1 - (a - t) / t)]
    if a > 0:
        reverse.append(("目标÷实际×分值", "target ÷ actual × points", t / a))
    ratios = [*reverse, forward] if lower else [forward, *reverse[1:]]
    for zh, en, ratio in ratios:
        if 0 <= ratio <= 1:
            yield Way(zh, en, points * ratio, zh)
    for zh, en, ratio in ratios[:2]:
        if not 0 <= ratio <= 1:
            continue
        for places, zh_rate, en_rate in _RATES:
            cut = Fraction(quotient(ratio.numerator, ratio.denominator, places))
            if cut != ratio:
                said = f"{zh}，比率先取整到{zh_rate}", f"{en}, the ratio rounded to {en_rate} first"
                yield Way(*said, points * cut, zh)
    zh, en, ratio = ratios[0]
    if ratio > 1:
        yield Way(f"{zh}，不以分值为限", f"{en} without a limit", points * ratio)
    elif not lower and ratio < Fraction(6, 10):
        yield Way("完成率低于60%不得分", "less than 60% of the target earns nothing", Fraction(0))


def _by_own_rate(row: PlanRow, points: Fraction, a: Fraction) -> Iterator[Way]:
    """The actual is a percentage, taken as the share of the points."""
    if getattr(row.target, "unit", None) == "%" and 0 <= a <= 100:
        yield Way("实际完成值（%）×分值", "the actual (%) × points", points * a / 100)


def _over(points: Fraction, ratio: Fraction) -> Iterator[Way]:
    """Cuts for an actual above its target: by the share it is over, a fixed one, or all."""
    if ratio <= 1:
        return
    if ratio <= 2:
        yield Way("超出目标的部分同比例扣分", "the share above the target is taken off", points * (2 - ratio))
    if ratio >= _OVER:
        if points > 2:
            yield Way("超出目标30%以上扣2分", "2 points off from 30% above the target on", points - 2)
        yield Way("超出目标30%以上不得分", "nothing from 30% above the target on", Fraction(0))


def _tiers(row: PlanRow, points: Fraction, a: Fraction, t: Fraction, *, lower: bool) -> Iterator[Way]:
    """Tiers in place of a line: met or not, the tiers of satisfaction, the shares of the three states."""
    met = a <= t if lower else a >= t
    if "满意" in row.where and getattr(row.target, "unit", None) == "%" and a >= 0:
        share = a / 100
        got = next((value for least, value in _SATISFACTION if share >= least), Fraction(0))
        name = "满意度分档（90%以上满分，80%以上得80%，60%以上得50%，其余不得分）"
        if got < 1:
            yield Way(name, "tiers of satisfaction (90%, 80%, 60%)", points * got)
    if not met:
        yield Way("未达到目标不得分", "a missed target earns nothing", Fraction(0))
        for percent in _SHARES:
            zh, en = f"按等级给分（分值的{percent}%）", f"{percent}% of the points for a state"
            yield Way(zh, en, points * percent / 100, loose=True)


# --- budget execution -------------------------------------------------------------------------------------------------


def execution_ways(row: PlanRow, plan: Plan, funds: Funds, inputs: Inputs) -> Iterator[Way]:
    """Other figures of the money rows that a rate may have been worked out from, and other points of the row."""
    points = as_fraction(row.indicator.max_score)
    total = funds.total
    spent, printed = _money(total.executed, plan), _money(total.rate, plan)
    initial = _money(total.initial, plan)
    if spent is not None and initial and 0 <= spent <= initial:
        yield Way("全年执行数÷年初预算数×分值", "executed ÷ initial budget × points", points * spent / initial)
    if printed is not None and 0 <= printed <= 1:
        shown = plain(quotient(100 * printed.numerator, printed.denominator, 4))
        yield Way(f"表上填写的执行率{shown}%×分值", f"the printed rate of {shown}% × points", points * printed)
    for part in funds.rows:
        budget, used = _money(part.adjusted, plan), _money(part.executed, plan)
        if budget and used is not None and 0 <= used <= budget:
            way = f"{part.name}一行的执行率×分值", f"the rate of {part.name} × points"
            yield Way(*way, points * used / budget)
    a, t = inputs.actual, inputs.target
    if a is None or not t:
        return
    for plan_points in {p.get(EXECUTION) for p in plan.scheme.points_plans} - {None, row.indicator.max_score}:
        assert plan_points is not None
        worth, rate = as_fraction(plan_points), min(max(a / t, Fraction(0)), Fraction(1))
        shown = plain(plan_points)
        yield Way(f"执行率×评分办法规定的分值{shown}分", f"the rate × the scheme's {shown} points", worth * rate)


def _money(figure: Figure, plan: Plan) -> Fraction | None:
    """Return an amount in 元 (a bare one as it is), or a percentage as a ratio; None where it is neither."""
    if not figure:
        return None
    read = plan.language.read_actual(figure.text, unit=figure.unit or None)
    if read.value is None or read.sign is not None or read.approx or any(p.severity == "error" for p in read.problems):
        return None
    value, unit = as_fraction(read.value), read.unit or figure.unit
    if unit == "%":
        return value / 100
    as_yuan = plan.language.units.convert(value, unit, "元") if unit else None
    return value if as_yuan is None else as_yuan
