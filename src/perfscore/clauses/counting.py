"""Clauses that count faults: 每发现一例扣1分, 缺一项扣0.5分, several faults with points of their own."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from attrs import evolve

from ..base.problem import Problem, problem
from ..curves import Count, Curve, Piece, Segment, Stair
from ..curves.segments import number
from .bound import Bound, Measured, Reading, Yardstick
from .frame import Frame, Refusal
from .pieces import kept
from .printing import print_award, print_condition
from .values import Full, Met, Off, Otherwise, Points, Rule, Steps, Unmet, Within

if TYPE_CHECKING:
    from .options import Choices

__all__ = ["bind_counts"]

_ZERO = Fraction(0)


def bind_counts(
    rules: tuple[Rule, ...], frame: Frame, scale: Fraction, choices: Choices, cautions: tuple[Problem, ...]
) -> Bound:
    """Bind faults that are counted. Raises :class:`Refusal` where other figures stand beside them."""
    steps = [r.award for r in rules if isinstance(r.award, Steps)]
    others = [r for r in rules if not isinstance(r.award, Steps)]
    pass_lines = [r for r in others if isinstance(r.condition, Within) and _counts(r.condition, steps)]
    others = [r for r in others if r not in pass_lines]
    if any(s.way != "each" for s in steps):
        raise Refusal(problem("C470", names="、".join(s.name or print_award(s) for s in steps)))
    for rule in others:
        fine = isinstance(rule.condition, Met | Otherwise | Unmet | None) and (
            isinstance(rule.award, Full)
            or (isinstance(rule.award, Points) and rule.award.value * scale in (frame.points, _ZERO))
            or (isinstance(rule.award, Off) and rule.award.value == 0)
        )
        if not fine:
            said = [] if rule.condition is None else [print_condition(rule.condition)]
            raise Refusal(problem("C470", names="、".join(["次数", *said])))
    weights = tuple(s.points * (frame.points if s.share else scale) for s in steps)
    if len(steps) == 1:
        readings = _of_one_kind(steps[0], weights[0], frame, choices, pass_lines, scale)
    elif pass_lines or any(s.gain or s.amount != 1 for s in steps):
        raise Refusal(problem("C480", why="几种情形的计数方法不同"))
    else:
        readings = (_several(steps, weights, frame, scale),)
    return Measured(frame.points, readings, Yardstick(frame.op, frame.target), examples=_EXAMPLES, problems=cautions)


_EXAMPLES = (("不足一档怎么算", "不足一档的不扣分"),)


def _counts(w: Within, steps: list[Steps]) -> bool:
    return w.of in ("值", "次数") and any(s.unit == w.unit for s in steps)


def _several(steps: list[Steps], weights: tuple[Fraction, ...], frame: Frame, scale: Fraction) -> Reading:
    """Return the reading of faults of several kinds: every one counts with its own weight."""
    full = frame.points
    caps = tuple(None if s.most is None else s.most * (full if s.most_share else scale) for s in steps)
    measure = Count(weights, tuple(s.name for s in steps), tuple(s.once for s in steps), caps)
    return Reading(measure, _line(_Course(full, Fraction(1), _ZERO, full), "分", "扣分合计"))


class _Course(NamedTuple):
    """How the points run with the number of faults: from ``start``, less ``worth`` for each step, within two limits."""

    start: Fraction
    worth: Fraction
    least: Fraction
    top: Fraction


def _course(step: Steps, worth: Fraction, full: Fraction, scale: Fraction) -> _Course:
    most = None if step.most is None else step.most * (full if step.most_share else scale)
    if not step.gain:
        return _Course(full, worth, _ZERO if most is None else max(full - most, _ZERO), full)
    if not step.from_zero:
        raise Refusal(problem("C480", why="没有写明在什么基础上加分"))
    return _Course(_ZERO, -worth, _ZERO, full if most is None else min(most, full))


def _of_one_kind(
    step: Steps, worth: Fraction, frame: Frame, choices: Choices, pass_lines: list[Rule], scale: Fraction
) -> tuple[Reading, ...]:
    """Return the readings of faults of one kind: one for every thing that may become of a part of a step."""
    course = _course(step, worth, frame.points, scale)
    measure = Count((Fraction(1),), (step.name,), (step.once,), unit=step.unit or "次")
    if step.amount <= 0:
        raise Refusal(problem("C466"))
    rule = print_award(step)
    if step.amount == 1:
        curve = _line(course, measure.axis, "次数", rule, Fraction(1))
        return (Reading(measure, _with_pass_lines(curve, pass_lines)),)
    chosen = step.part or choices.part_step
    answers = (chosen,) if chosen else ("按比例", "不足一档不扣", "不足一档按一档扣")
    rests = None if not chosen else "评分标准写明" if step.part else "约定：不足一档"
    out = []
    for answer in answers:
        if answer == "按比例":
            curve = _line(course, measure.axis, "次数", rule, step.amount)
        else:
            whole = answer == "不足一档按一档扣"
            limits = (course.start, course.worth, whole, course.least, course.top)
            stair = Stair(_ZERO, True, None, False, _ZERO, step.amount, *limits, rule)
            curve = Curve((stair,), measure.axis, None, "次数")
        out.append(Reading(measure, _with_pass_lines(curve, pass_lines), (("不足一档怎么算", answer, rests),)))
    return tuple(out)


def _line(course: _Course, unit: str, name: str, rule: str = "", step: Fraction | None = None) -> Curve:
    """Return the straight line of a course, a step being ``step`` faults (None: said of no step)."""
    slope = -course.worth / (step or 1)
    piece = Piece(_ZERO, True, None, False, slope, course.start, rule, _ZERO if step else None, step)
    return Curve(tuple(kept(piece, course.least, course.top)), unit, None, name)


def _with_pass_lines(curve: Curve, rules: list[Rule]) -> Curve:
    """Let 出现3例以上不得分 cut the line of faults."""
    segments: list[Segment] = list(curve.segments)
    for rule in rules:
        w = rule.condition
        assert isinstance(w, Within)
        if w.low is None or w.high is not None or not (isinstance(rule.award, Points) and rule.award.value == 0):
            raise Refusal(problem("C480", why=f"次数的分档“{number(w.low)}”"))
        left: list[Segment] = []
        for s in segments:
            if s.low is not None and s.low >= w.low and not (s.low == w.low and not w.low_closed and s.high == s.low):
                continue
            left.append(
                s if s.high is not None and s.high < w.low else evolve(s, high=w.low, high_closed=not w.low_closed)
            )
        segments = [*left, Piece(w.low, bool(w.low_closed), None, False, _ZERO, _ZERO, "不得分")]
    return Curve(tuple(segments), curve.unit, None, curve.name)
