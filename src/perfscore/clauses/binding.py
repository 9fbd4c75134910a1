"""Binding a clause to a row: which figure it measures, which of its readings hold, and what must be refused."""

from __future__ import annotations

import re
from calendar import monthrange
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve

from ..base.problem import Problem, problem
from ..curves.measures import per_unit
from ..curves.segments import number
from .algebra import ACTUAL, TARGET, Binary, Number, names
from .axes import axis_of, line_of, named_reading, with_roles
from .bound import Bound, Judgement, Measured, Reading, Yardstick
from .counting import bind_counts
from .frame import Frame, Refusal
from .lexicon import COUNT_UNITS
from .options import Binding, Choices, open_prorata, options_of
from .phrases import since_last
from .tiers import build
from .values import (
    Discretion,
    Efficacy,
    Formula,
    Full,
    Met,
    Off,
    Otherwise,
    Points,
    Prorata,
    Rule,
    Share,
    Spread,
    Steps,
    Unmet,
    Within,
    Words,
)
from .wording import bind_items, bind_words, is_worded

if TYPE_CHECKING:
    from .clause import Clause

__all__ = ["Binding", "Choices", "bind"]


def bind(clause: Clause, binding: Binding) -> Bound:
    """Bind a clause to a row. What cannot be computed becomes a :class:`Judgement` with its reason; nothing raises."""
    points = Fraction(binding.points)
    try:
        return _bind(clause, binding, points)
    except Refusal as refusal:
        why = refusal.why
        errors = (why,) if why.severity == "error" else ()
        return Judgement(points, why, problems=errors)


def _bind(clause: Clause, binding: Binding, points: Fraction) -> Bound:
    if not clause.rules and not clause.items:
        reason = clause.problems[0] if clause.problems else problem("C453", text=clause.text, near="")
        return Judgement(points, reason)
    clause = _for_direction(clause, binding.op)
    scale = _scale(clause, points)
    _check_maximum(clause, points, scale)
    if clause.items:
        return bind_items(clause, points, scale)
    frame = _frame(binding, points)
    rules, cautions = _exceptions(clause.rules)
    if len(rules) == 1 and isinstance(rules[0].award, Discretion) and rules[0].condition is None:
        most = rules[0].award.most
        low = Fraction(0) if most is None else max(points - most * scale, Fraction(0))
        return Judgement(points, problem("C473", text="酌情", low=number(low), high=number(points)), low)
    if is_worded(rules, frame):
        return bind_words(rules, points, scale)
    if any(isinstance(r.condition, Words) for r in rules):
        kept = tuple(r for r in rules if not isinstance(r.condition, Words))
        figures = any(
            isinstance(r.condition, Words)
            and _FIGURES.search(r.condition.text.replace("100%", ""))
            and not _by_deadline(r, binding)
            for r in rules
        )
        if figures or not all(isinstance(r.award, Steps) for r in kept) or not _fulls(rules):
            names = "、".join(f"“{r.condition.text}”" for r in rules if isinstance(r.condition, Words))
            raise Refusal(problem("C478", levels=names))
        rules = kept
    _one_figure(rules)
    _same_kind(rules, binding)
    rules = tuple(_faults(r, frame) for r in rules)
    if any(isinstance(r.award, Steps) and r.award.way == "each" for r in rules):
        return bind_counts(rules, frame, scale, binding.choices, cautions)
    return _measured(clause, binding, frame, rules, scale, cautions)


_DAY = re.compile(
    r"(?:于|在)?(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号]|(?P<end>底|末))(?:之?前|以前)(?:含当日)?"
    r"(?:全部|全面)?(?:完成|完工|竣工|到位|办结|建成|投入使用|实施完毕|完成任务|完成目标|支付完毕)?(?:任务|目标)?"
)
_YEAR_END = re.compile(
    r"(?:于|在)?(?P<year>\d{4})年(?:底|末|年底)(?:之?前|以前)?(?:全部|全面)?(?:完成|完工|竣工|到位|办结|建成)?"
)


def _by_deadline(rule: Rule, binding: Binding) -> bool:
    """Say whether words name the row's own deadline (2023年底前完成 against 2023年12月31日): then they say met in time.

    A row without a target of its own has the clause's date for its deadline; its lateness is given in days.
    """
    if not isinstance(rule.condition, Words):
        return False
    said = _said_date(rule.condition.text)
    if binding.target is None:
        return said is not None
    date = getattr(binding.target, "date", None)
    own = _last_day(date) if isinstance(date, str) else None
    return said is not None and own is not None and said in (own, (None, *own[1:]))


def _said_date(text: str) -> tuple[int | None, int, int] | None:
    """Return the (year, month, day) until which words say something is done; None where they say more or less."""
    if found := _YEAR_END.fullmatch(text):
        return int(found["year"]), 12, 31
    found = _DAY.fullmatch(text)
    if found is None or not 1 <= int(found["month"]) <= 12:
        return None
    year, month = found["year"] and int(found["year"]), int(found["month"])
    if found["day"]:
        return year or None, month, int(found["day"])
    return None if month == 2 and not year else (year or None, month, monthrange(year or 2023, month)[1])


def _last_day(date: str) -> tuple[int | None, int, int] | None:
    """Return the last day of a written date (2024-12-05, 2024-12, 2024, --12-05)."""
    year = None if date.startswith("--") else int(date[:4])
    parts = [int(p) for p in date.removeprefix("--").split("-")][0 if year is None else 1 :]
    month = parts[0] if parts else 12
    if len(parts) > 1:
        return year, month, parts[1]
    return None if month == 2 and year is None else (year, month, monthrange(year or 2023, month)[1])


def _fulls(rules: tuple[Rule, ...]) -> bool:
    worded = [r for r in rules if isinstance(r.condition, Words)]
    most = max((r.award.value for r in worded if isinstance(r.award, Points)), default=None)
    return all(
        isinstance(r.award, Full) or (isinstance(r.award, Points) and r.award.value == most != 0) for r in worded
    )


def _for_direction(clause: Clause, op: str | None) -> Clause:
    """Keep the rules written for this row's direction (正向指标…，反向指标…)."""
    directed = [r for r in clause.rules if isinstance(r.award, Formula) and r.award.for_op]
    if not directed:
        return clause
    way = {">": ">=", "<": "<=", "=": ">="}.get(op or "", op)
    kept = tuple(
        r for r in clause.rules if r not in directed or (isinstance(r.award, Formula) and r.award.for_op == way)
    )
    if not any(r in directed for r in kept):
        raise Refusal(problem("C486", op=op or "没有写方向"))
    return evolve(clause, rules=kept)


def _stated_points(clause: Clause) -> list[Fraction]:
    out = [r.award.value for r in clause.rules if isinstance(r.award, Points)]
    out += [r.award.high for r in clause.rules if isinstance(r.award, Spread) and not r.award.share]
    return out


def _scale(clause: Clause, points: Fraction) -> Fraction:
    """Return what one point of the clause is worth in 分: 分值 ÷ 100 where the clause is out of 100."""
    hundred = Fraction(100)
    most = max([*_stated_points(clause), *(i.points for i in clause.items)], default=Fraction(0))
    total = sum((i.points for i in clause.items), Fraction(0))
    if points != hundred and (hundred in (clause.stated, most) or (clause.items and total == hundred)):
        return points / hundred
    return Fraction(1)


def _check_maximum(clause: Clause, points: Fraction, scale: Fraction) -> None:
    """Refuse a clause written for another maximum than the row's points."""
    if clause.stated is not None and clause.stated * scale != points:
        raise Refusal(problem("C461", points=number(clause.stated), most=number(points)))
    if clause.items:
        return
    shares = [r.award.value for r in clause.rules if isinstance(r.award, Share)]
    shares += [r.award.high for r in clause.rules if isinstance(r.award, Spread) and r.award.share]
    if max(shares, default=Fraction(0)) > 1:
        raise Refusal(problem("C461", points=number(max(shares) * points), most=number(points)))
    for rule in clause.rules:
        factor = _factor(rule) if rule.condition is None else None
        if factor is not None and factor * scale != points:
            raise Refusal(problem("C461", points=number(factor), most=number(points)))
    given = _stated_points(clause)
    most = max(given, default=None)
    others = any(
        isinstance(r.award, Full | Prorata | Formula | Efficacy | Spread)
        or (isinstance(r.award, Share) and r.award.value == 1)
        or (isinstance(r.award, Steps | Off) and r.award.gain)
        or isinstance(r.award, Discretion)
        for r in clause.rules
    )
    if most is None:
        return
    worded = [r for r in clause.rules if isinstance(r.condition, Words | Met | Unmet | Otherwise)]
    adds_up = len(worded) == len(clause.rules) and sum(given, Fraction(0)) * scale == points
    if most * scale > points or (most > 0 and not others and most * scale < points and not adds_up):
        raise Refusal(problem("C461", points=number(most), most=number(points)))


def _factor(rule: Rule) -> Fraction | None:
    """Return the points a formula multiplies a rate by (得分=完成率×10 is written for 10 分); None where it does not."""
    match rule.award:
        case Formula(Binary("×", left, Number(value, False))) if value > 0:
            known = names(left)
            rate = len(known) == 1 and known[0].endswith("率")
            ratio = set(known) == {ACTUAL, TARGET} and "÷" in str(left) and not set("+-") & set(str(left))
            return value if rate or ratio else None
        case _:
            return None


def _frame(binding: Binding, points: Fraction) -> Frame:
    target = binding.target
    value = getattr(target, "value", None)
    low, high = getattr(target, "low", None), getattr(target, "high", None)
    band = None
    if low is not None and high is not None:
        closed_low, closed_high = getattr(target, "low_closed", True), getattr(target, "high_closed", True)
        band = (Fraction(low), closed_low is not False, Fraction(high), closed_high is not False)
    figure = Fraction(value) if isinstance(value, Decimal | int | Fraction) and not isinstance(value, bool) else None
    return Frame(points, binding.op, binding.unit, figure, band, hasattr(target, "scope"), "?")


def _exceptions(rules: tuple[Rule, ...]) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
    """Part off rules in words that only take points away beside rules of figures; a person must watch them."""
    numeric = any(isinstance(r.condition, Within) or isinstance(r.award, Steps | Prorata | Formula) for r in rules)
    if not numeric:
        return rules, ()
    apart = [
        r
        for r in rules
        if isinstance(r.condition, Words)
        and (_takes_away(r) or (isinstance(r.award, Full) and _ABSENT.fullmatch(r.condition.text)))
        and not _FIGURES.search(r.condition.text)
    ]
    kept = tuple(r for r in rules if r not in apart)
    said = tuple(
        problem("C469", text=f"{r.condition.text}的{'得满分' if isinstance(r.award, Full) else '不得分'}")
        for r in apart
        if isinstance(r.condition, Words)
    )
    return kept, said


_ABSENT = re.compile(r"(?:没有|无|未安排|不涉及)[^,;。]{1,20}(?:的部门|的单位|的地区|的县|的市县|的项目|单位|部门)")
"""Who has nothing to measure: 没有楼堂馆所项目的部门. A row with a figure is scored by its figure."""


_FIGURES = re.compile(r"[\d≥≤<>=%]")


def _takes_away(rule: Rule) -> bool:
    return (isinstance(rule.award, Points) and rule.award.value == 0) or (
        isinstance(rule.award, Off) and not rule.award.gain
    )


def _one_figure(rules: tuple[Rule, ...]) -> None:
    """Refuse a clause whose conditions name different figures."""
    names: list[str] = []
    for rule in rules:
        if isinstance(rule.condition, Within) and rule.condition.subject:
            name = rule.condition.subject
            if not any(name in other or other in name for other in names):
                names.append(name)
    if len(names) > 1:
        raise Refusal(problem("C470", names="、".join(names)))


_CHANGE = re.compile(
    r"(?:节约|节支|节省|增长|增收|下降|降低|压减|压缩|减少|提高|提升|上升|结余|结转|变动|变化|调整)(?:率|比例|幅度)$|增幅$|降幅$|增速$"
)
"""Rates that are no completion of a target counted in pieces or money."""
_PER = re.compile(r"每(?:个)?(?:季度?|月|周|旬|半年|天|日)")
"""A figure of a part of the year, which a target of the year does not measure."""


def _same_kind(rules: tuple[Rule, ...], binding: Binding) -> None:
    """Refuse a rise since last year, or a rate of change, against a target that is a level."""
    level = binding.unit is not None and per_unit(binding.unit) is None
    for rule in rules:
        w = rule.condition
        if (
            isinstance(w, Within)
            and _PER.match(w.subject)
            and getattr(binding.target, "value", None) not in (w.low, w.high)
        ):
            raise Refusal(problem("C470", names=f"{w.subject}、年度指标值"))
        if (
            level
            and isinstance(rule.condition, Within)
            and rule.condition.of == "值"
            and _CHANGE.search(rule.condition.subject)
            and rule.condition.unit in (None, "%", "‰", "个百分点")
        ):
            raise Refusal(problem("C470", names=f"{rule.condition.subject}、年度指标值"))
        if (
            isinstance(rule.condition, Within)
            and since_last(rule.condition.subject)
            and not hasattr(binding.target, "base")
        ):
            raise Refusal(problem("C470", names=f"{rule.condition.subject}、年度指标值"))


def _faults(rule: Rule, frame: Frame) -> Rule:
    """Decide whether steps of a classifier are counted faults (每少一项) or distances in the row's own unit (每少1个)."""
    award = rule.award
    if not isinstance(award, Steps):
        return rule
    own = frame.target is not None and not frame.is_rank and frame.unit is not None and award.unit == frame.unit
    zero = frame.target == 0 and frame.op in ("<=", "<", "=", None) and not frame.ratio
    if (
        award.way == "each"
        and not award.gain
        and (own or zero)
        and frame.op in ("<=", "<", "=")
        and award.unit not in ("%", "个百分点")
    ):
        unit = frame.unit if award.unit is None or zero else award.unit
        return evolve(rule, award=evolve(award, way="up", unit=unit, name=""))
    if (
        award.way in ("down", "up", "off")
        and award.unit in (None, *COUNT_UNITS)
        and not own
        and not isinstance(rule.condition, Within)
    ):
        bare = frame.target is not None and frame.unit is None and award.unit is not None
        if not bare and not (award.unit is None and frame.target is not None):
            name = award.name or f"{number(award.amount)}{award.unit or '项'}不符合"
            return evolve(rule, award=evolve(award, way="each", name=name))
    return rule


# --- figures ------------------------------------------------------------------------------------------------------


def _measured(
    clause: Clause,
    binding: Binding,
    frame: Frame,
    rules: tuple[Rule, ...],
    scale: Fraction,
    cautions: tuple[Problem, ...],
) -> Bound:
    rules = tuple(_rate_below_zero(with_roles(r, frame, clause.definitions), frame) for r in rules)
    if len(rules) == 1 and isinstance(rules[0].award, Formula) and (named := named_reading(rules[0].award, frame)):
        return Measured(frame.points, (named,), _yardstick(binding, frame), unit=frame.unit, problems=cautions)
    readings: list[Reading] = []
    found: list[Problem] = [*cautions]
    refused: Refusal | None = None
    for options, choices in options_of(clause, binding.choices, frame, rules):
        try:
            reading, problems = _reading(clause, evolve(frame, options=options), rules, scale, choices)
        except Refusal as refusal:
            refused = refusal
            continue
        found += [p for p in problems if p not in found]
        if all((reading.measure, reading.curve) != (r.measure, r.curve) for r in readings):
            readings.append(reading)
    if refused is not None or not readings:
        assert refused is not None
        raise refused
    readings = [_that_mattered(clause, frame, rules, scale, r) for r in readings]
    said = [{(q, a) for q, a, _ in r.choices} for r in readings]
    shared = set.intersection(*said)
    readings = [
        evolve(r, choices=tuple(c for c in r.choices if c[2] is not None or c[:2] not in shared)) for r in readings
    ]
    found += _reverse_warning(binding, rules)
    faults = [f for r in readings for f in r.curve.faults(frame.points) if f.code != "C464"]
    found += [f for f in faults if f not in found]
    return Measured(
        frame.points,
        tuple(readings),
        _yardstick(binding, frame),
        for_met=_by_comparison(rules, Met, frame, scale),
        for_unmet=_by_comparison(rules, Unmet, frame, scale),
        zero_target=binding.choices.zero_target,
        ratio_places=binding.choices.ratio_places,
        unit=frame.unit,
        examples=_EXAMPLES,
        problems=tuple(found),
    )


_EXAMPLES = (
    ("不足一档怎么算", "不足一档的按比例扣"),
    ("百分比是个百分点还是相对目标", "每低于1个百分点，或每低于目标值的1%"),
    ("比率是实际值本身还是与目标之比", "得分=实际完成值÷年度指标值×分值"),
    ("“按比例”是按完成比例还是线性插值", "按线性插值计分"),
)


def _reading(
    clause: Clause,
    frame: Frame,
    rules: tuple[Rule, ...],
    scale: Fraction,
    choices: tuple[tuple[str, str, str | None], ...],
) -> tuple[Reading, tuple[Problem, ...]]:
    efficacy = next((r.award for r in rules if isinstance(r.award, Efficacy)), None)
    if efficacy is not None:
        from .axes import efficacy_curve

        frame = evolve(frame, space="V")
        return Reading(frame.measure(), efficacy_curve(efficacy, frame), choices), ()
    if frame.option("按比例") == "线性插值":
        rules = tuple(_interpolate(r) for r in rules)
    frame = evolve(axis_of(rules, frame, clause.standard), signed=any(_says_below_zero(r) for r in rules))
    origin = None if clause.standard is None else frame.of_value(clause.standard.value, clause.standard.unit)
    curve, problems = build(frame, rules, scale, lambda award: line_of(award, frame), origin)
    return Reading(frame.measure(), curve, choices), problems


def _rate_below_zero(rule: Rule, frame: Frame) -> Rule:
    """Read 实际完成值小于0 as a rate below 0 where the target is a reference known only with the facts.

    An actual is below 0 exactly where its ratio to a target above 0 is; against any other target there is no ratio.
    """
    w = rule.condition
    if frame.target is None and frame.op in (">=", ">") and isinstance(w, Within) and w.of == "值" and _ends_at_zero(w):
        return evolve(rule, condition=evolve(w, of="完成率", unit=None))
    return rule


def _says_below_zero(rule: Rule) -> bool:
    """Say whether a rule gives a fixed number of points to every rate below 0."""
    w = rule.condition
    fixed = isinstance(rule.award, Points | Share)
    return fixed and isinstance(w, Within) and w.of == "完成率" and _ends_at_zero(w)


def _ends_at_zero(within: Within) -> bool:
    return within.low is None and within.high == 0


_ANSWERS = {
    "不足一档怎么算": ("不足一档", ("按比例", "不足一档不扣", "不足一档按一档扣")),
    "百分比是个百分点还是相对目标": ("百分比步长", ("个百分点", "相对")),
}


def _that_mattered(clause: Clause, frame: Frame, rules: tuple[Rule, ...], scale: Fraction, reading: Reading) -> Reading:
    """Leave out a choice that changes nothing: every 5 % below 100 % is 5 个百分点 either way."""
    kept = []
    for question, answer, rests in reading.choices:
        option, answers = _ANSWERS.get(question, ("", ()))
        if rests is None or rests == "评分标准写明" or not option:
            kept.append((question, answer, rests))
            continue
        base = {_ANSWERS[q][0]: a for q, a, _ in reading.choices if q in _ANSWERS}
        for other in answers:
            if other == answer:
                continue
            options = tuple({**base, option: other}.items())
            try:
                variant, _ = _reading(clause, evolve(frame, options=options), rules, scale, ())
            except Refusal:
                continue
            if variant.curve != reading.curve:
                kept.append((question, answer, rests))
                break
    return evolve(reading, choices=tuple(kept))


def _interpolate(rule: Rule) -> Rule:
    from .values import Interpolated

    return evolve(rule, award=Interpolated()) if open_prorata(rule) else rule


def _reverse_warning(binding: Binding, rules: tuple[Rule, ...]) -> list[Problem]:
    by = {r.award.by for r in rules if isinstance(r.award, Prorata)}
    if by and getattr(binding.target, "low", None) is not None:
        return [problem("C481", used="：低于下限按实际÷下限，高于上限按1-超出比例")]
    if binding.op not in ("<=", "<"):
        return []
    if "比例" in by:
        return [problem("C481", used="目标÷实际")]
    return [problem("C481", used="1-超出比例")] if "扣比例" in by else []


def _by_comparison(
    rules: tuple[Rule, ...], kind: type[Met] | type[Unmet], frame: Frame, scale: Fraction
) -> Fraction | None:
    """Return the points a rule gives for met or unmet alone, where it is a fixed number of them."""
    for rule in rules:
        here = isinstance(rule.condition, kind)
        if isinstance(rule.condition, Within) and rule.condition.of == "目标" and not here:
            w = rule.condition
            one = Fraction(1)
            kept = w.high == one and w.high_closed is True and w.low is None and frame.op in ("<=", "<")
            reached = w.low == one and w.low_closed is True and w.high is None and frame.op in (">=", ">")
            here = kind is Met and (kept or reached)
        if kind is Unmet and isinstance(rule.condition, Otherwise):
            here = any(isinstance(r.condition, Met) for r in rules) and len(rules) == 2
        if not here:
            continue
        match rule.award:
            case Points(value):
                return value * scale
            case Share(value):
                return value * frame.points
            case Full():
                return frame.points
            case Off(value, share, False):
                return max(frame.points - value * (frame.points if share else scale), Fraction(0))
    return None


def _yardstick(binding: Binding, frame: Frame) -> Yardstick:
    if frame.band is not None:
        low, low_closed, high, high_closed = frame.band
        return Yardstick(None, None, low, low_closed, high, high_closed)
    return Yardstick(binding.op, frame.target)
