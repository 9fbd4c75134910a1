"""Rules of figures: every exact reading that the clause leaves, each a measure and a curve."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve

from ..base.problem import Problem, problem
from .axes import axis_of, efficacy_curve, line_of, named_reading
from .bound import Measured, Reading, Yardstick
from .building import build
from .frame import Frame, Refusal
from .options import Binding, open_prorata, options_of
from .roles import with_roles
from .values import (
    Efficacy,
    Formula,
    Full,
    Interpolated,
    Met,
    Off,
    Otherwise,
    Points,
    Prorata,
    Rule,
    Share,
    Unmet,
    Within,
)

if TYPE_CHECKING:
    from .clause import Clause

__all__ = ["bind_figures"]


def bind_figures(
    clause: Clause,
    binding: Binding,
    frame: Frame,
    rules: tuple[Rule, ...],
    scale: Fraction,
    cautions: tuple[Problem, ...],
) -> Measured:
    """Bind rules of figures. Raises :class:`Refusal` where one of the readings cannot be computed."""
    rules = tuple(_rate_below_zero(with_roles(r, frame, clause.definitions), frame) for r in rules)
    yardstick = _yardstick(binding, frame)
    if len(rules) == 1 and isinstance(rules[0].award, Formula) and (named := named_reading(rules[0].award, frame)):
        return Measured(frame.points, (named,), yardstick, unit=frame.unit, problems=cautions)
    readings, doubts = _readings(clause, binding, frame, rules, scale)
    found = [*cautions, *(p for p in doubts if p not in cautions), *_reverse_warning(binding, rules)]
    faults = [f for r in readings for f in r.curve.faults(frame.points) if f.code != "C464"]
    found += [f for f in faults if f not in found]
    return Measured(
        frame.points,
        readings,
        yardstick,
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


def _readings(
    clause: Clause, binding: Binding, frame: Frame, rules: tuple[Rule, ...], scale: Fraction
) -> tuple[tuple[Reading, ...], tuple[Problem, ...]]:
    """Return every reading that differs from the others, with the choices that matter, and what was doubtful."""
    readings: list[Reading] = []
    found: list[Problem] = []
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
    if refused is not None:
        raise refused
    readings = [_that_mattered(clause, frame, rules, scale, r) for r in readings]
    shared = set.intersection(*({(q, a) for q, a, _ in r.choices} for r in readings))
    told = tuple(
        evolve(r, choices=tuple(c for c in r.choices if c[2] is not None or c[:2] not in shared)) for r in readings
    )
    return told, tuple(found)


def _reading(
    clause: Clause,
    frame: Frame,
    rules: tuple[Rule, ...],
    scale: Fraction,
    choices: tuple[tuple[str, str, str | None], ...],
) -> tuple[Reading, tuple[Problem, ...]]:
    efficacy = next((r.award for r in rules if isinstance(r.award, Efficacy)), None)
    if efficacy is not None:
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
