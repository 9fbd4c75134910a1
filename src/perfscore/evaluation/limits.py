"""What is done to a total once it is added up: bonus and penalty, the cap by execution rate, one-vote vetoes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from attrs import evolve, field

from ..base.exact import as_fraction, decimal_of, plain, plain_ratio, scaled, total
from ..base.problem import Problem, problem
from ..base.step import Step
from ..base.values import frozen
from ..planning import Plan
from ..rules.aggregation import CapBand, Extra, Extras, Veto
from ..rules.facts import ExtraFiling, Facts, Figure
from ..rules.scheme import GradeBand

__all__ = ["Ends", "Limited", "apply_limits", "execution_rate"]


@frozen
class Ends:
    """A total with the ends of its range (分)."""

    score: Decimal
    low: Decimal
    high: Decimal


@frozen
class Limited:
    """A total after all limits; ``forced`` is the grade a veto sets, ``open`` says that a cap could not be settled."""

    ends: Ends
    forced: str = ""
    open: bool = False
    notes: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def apply_limits(ends: Ends, plan: Plan, facts: Facts) -> Limited:
    """Apply what 汇总 names, in this order: 加减分, 执行率封顶, 一票否决."""
    got = _extras(Limited(ends), plan, facts)
    got = _caps(got, plan, facts)
    return _vetoes(got, plan, facts)


def _each_end(ends: Ends, floor: Decimal, top: Decimal) -> Ends:
    return Ends(*(min(max(v, floor), top) for v in (ends.score, ends.low, ends.high)))


# --- bonus and penalty --------------------------------------------------------------------------------------------


def _extras(got: Limited, plan: Plan, facts: Facts) -> Limited:
    extras = plan.scheme.aggregation.extras
    if not facts.extras:
        return got
    if extras is None:
        found = tuple(
            problem("E781", place=f.place, name=f.item, scheme=plan.scheme.title, known="") for f in facts.extras
        )
        return evolve(got, problems=(*got.problems, *found))
    sums = {"加分": Decimal(0), "扣分": Decimal(0)}
    notes: list[Step] = []
    problems: list[Problem] = []
    for name in dict.fromkeys(f.item for f in facts.extras):
        filings = [f for f in facts.extras if f.item == name]
        rule = extras.get(name)
        if rule is None:
            known = "、".join(i.name for i in extras.items)
            problems.append(problem("E781", place=filings[0].place, name=name, scheme=plan.scheme.title, known=known))
            continue
        points = _item(rule, filings, notes, problems)
        sums[rule.sense] = total((sums[rule.sense], points))
    return _add(evolve(got, notes=(*got.notes, *notes), problems=(*got.problems, *problems)), sums, extras, plan)


def _item(rule: Extra, filings: list[ExtraFiling], notes: list[Step], problems: list[Problem]) -> Decimal:
    """Return the points of one item, limited by what the item may give at most."""
    parts = [p for f in filings if (p := _points(rule, f, problems)) is not None]
    points = total(parts)
    text = f"{rule.sense}：{rule.name} {plain(points)} 分"
    if rule.each is not None and parts:
        text += f"（每次 {plain(rule.each)} 分）"
    if rule.most is not None and points > rule.most:
        text += f"，不超过上限 {plain(rule.most)} 分，按 {plain(rule.most)} 分计"
        points = rule.most
    if parts:
        notes.append(Step("汇总", text, "汇总：加减分"))
    return points


def _points(rule: Extra, filing: ExtraFiling, problems: list[Problem]) -> Decimal | None:
    count, points = _number(filing.count), _number(filing.points)
    if filing.count and rule.each is not None and count is not None:
        value = as_fraction(count) * as_fraction(rule.each)
        return Decimal(value.numerator) if value.denominator == 1 else _exact(value)
    if filing.points and points is not None:
        return points
    figure = filing.count or filing.points
    problems.append(
        problem("E782", place=figure.place or filing.place, name=filing.item, text=figure.text, key="次数或分")
    )
    return None


def _exact(value: Fraction) -> Decimal:
    """Return a product of decimals as a decimal; it always terminates."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    return scaled(int(value * 10**places), places)


def _number(figure: Figure) -> Decimal | None:
    """Return a number that is not negative; None for anything else."""
    text = figure.text.strip()
    for unit in ("分", "次", "项", "例", "个", "起", "件"):
        text = text.removesuffix(unit).strip()
    try:
        value = decimal_of(text)
    except ValueError:
        return None
    return value if value >= 0 else None


def _add(got: Limited, sums: dict[str, Decimal], extras: Extras, plan: Plan) -> Limited:
    notes = list(got.notes)
    for sense, most in (("加分", extras.bonus_most), ("扣分", extras.penalty_most)):
        if most is not None and sums[sense] > most:
            text = f"{sense}合计 {plain(sums[sense])} 分，超过上限 {plain(most)} 分，按 {plain(most)} 分计"
            notes.append(Step("汇总", text, "汇总：加减分"))
            sums[sense] = most
    top = plan.scheme.full_score if extras.ceiling is None else extras.ceiling
    before = got.ends.score
    moved = Ends(*(total((v, sums["加分"], -sums["扣分"])) for v in (before, got.ends.low, got.ends.high)))
    ends = _each_end(moved, Decimal(0), top)
    if any(sums.values()):
        text = f"总分 {plain(before)} + {plain(sums['加分'])} - {plain(sums['扣分'])} = {plain(moved.score)} 分"
        if ends.score != moved.score:
            text += f"，总分限于 0 至 {plain(top)} 分，为 {plain(ends.score)} 分"
        notes.append(Step("汇总", text, "汇总：加减分"))
    return evolve(got, ends=ends, notes=tuple(notes))


# --- the cap by execution rate ------------------------------------------------------------------------------------


def execution_rate(facts: Facts, plan: Plan) -> Fraction | None:
    """Return 全年执行数 ÷ 全年预算数 of the total row in percent; None where it cannot be computed."""
    if facts.funds is None:
        return None
    read = [
        plan.language.read_actual(f.text, unit=f.unit or None)
        for f in (facts.funds.total.adjusted, facts.funds.total.executed)
    ]
    if any(r.value is None or r.missing or r.sign is not None for r in read):
        return None
    adjusted, executed = (as_fraction(r.value) for r in read if r.value is not None)
    if read[0].unit and read[1].unit and read[0].unit != read[1].unit:
        converted = plan.language.units.convert(executed, read[1].unit, read[0].unit)
        if converted is None:
            return None
        executed = converted
    return None if adjusted <= 0 or executed < 0 else executed / adjusted * 100


def _caps(got: Limited, plan: Plan, facts: Facts) -> Limited:
    caps = plan.scheme.aggregation.caps
    if not caps:
        return got
    rate = execution_rate(facts, plan)
    if rate is None:
        lowest = min(c.cap for c in caps)
        found = problem("E780", scheme=plan.scheme.title)
        ends = evolve(got.ends, low=min(got.ends.low, lowest))
        return evolve(got, ends=ends, open=True, problems=(*got.problems, found))
    band = _band(caps, rate)
    shown = f"预算执行率 {plain_ratio(rate, 2)}%，总分最高 {plain(band.cap)} 分"
    if got.ends.score > band.cap:
        text = f"{shown}：由 {plain(got.ends.score)} 分减为 {plain(band.cap)} 分"
    else:
        text = f"{shown}，没有超过"
    ends = _each_end(got.ends, Decimal(0), band.cap)
    return evolve(got, ends=ends, notes=(*got.notes, Step("汇总", text, "汇总：执行率封顶")))


def _band(caps: tuple[CapBand, ...], rate: Fraction) -> CapBand:
    for band in caps:
        if rate >= as_fraction(band.rate):
            return band
    return caps[-1]


# --- vetoes -------------------------------------------------------------------------------------------------------


def _vetoes(got: Limited, plan: Plan, facts: Facts) -> Limited:
    known = {v.matter: v for v in plan.scheme.aggregation.vetoes}
    for filing in facts.vetoes:
        rule = known.get(filing.matter)
        if rule is None:
            params = {"name": filing.matter, "scheme": plan.scheme.title, "known": "、".join(known)}
            got = evolve(got, problems=(*got.problems, problem("E783", place=filing.place, params=params)))
            continue
        got = _vetoed(got, rule, filing.reason, plan.scheme.grades)
    return got


def _vetoed(got: Limited, rule: Veto, reason: str, grades: tuple[GradeBand, ...]) -> Limited:
    head = f"一票否决“{rule.matter}”（{reason}）" if reason else f"一票否决“{rule.matter}”"
    ends, forced = got.ends, got.forced
    match rule.way:
        case "计零":
            zero = Decimal(0)
            ends, text = Ends(zero, zero, zero), "总分计 0 分"
        case "封顶":
            top = rule.cap if rule.cap is not None else ends.score
            ends = _each_end(ends, Decimal(0), top)
            text = f"总分最高 {plain(top)} 分"
        case _:
            names = [g.name for g in grades]
            forced = max((n for n in (forced, rule.grade) if n), key=names.index)
            text = f"等级定为“{rule.grade}”"
    return evolve(got, ends=ends, forced=forced, notes=(*got.notes, Step("汇总", f"{head}：{text}", "汇总：一票否决")))
