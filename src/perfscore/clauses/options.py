"""What a clause leaves open: the questions, the answers a scheme gives, and every reading that remains."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

from attrs import field

from ..base.values import frozen
from .frame import Frame
from .values import Between, Full, Points, Prorata, Rule, Share, Steps, Within

if TYPE_CHECKING:
    from .clause import Clause

__all__ = ["Binding", "Choices", "open_prorata", "options_of"]


@frozen
class Choices:
    """The scheme's named choices, each None where it makes none.

    ``part_step``: 按比例, 不足一档不扣 or 不足一档按一档扣. ``percent_step``: 个百分点 or 相对. ``ratio_places``: decimal places of the
    percentage to which a rate is rounded before it is scored. ``zero_target``: 达到得满分 or 待人工认定.
    ``over_completion`` is kept for the scheme's own check (说明原因, …); a clause's own words come before it.
    """

    part_step: str | None = None
    percent_step: str | None = None
    ratio_places: int | None = None
    over_completion: str | None = None
    zero_target: str | None = None


@frozen
class Binding:
    """A row: its points (分), its target as read, the effective direction and the unit of its figures."""

    points: Decimal
    target: Any = None
    op: str | None = None
    unit: str | None = None
    choices: Choices = field(factory=Choices)


def open_prorata(rule: Rule) -> bool:
    """Say whether 按比例 stands for a stretch between two tiers, where it may mean interpolation."""
    if not isinstance(rule.award, Prorata) or rule.award.by != "比例":
        return False
    two = isinstance(rule.condition, Within) and rule.condition.low is not None and rule.condition.high is not None
    return two or isinstance(rule.condition, Between)


Option = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str, str | None], ...]]


def options_of(clause: Clause, choices: Choices, frame: Frame, rules: tuple[Rule, ...]) -> Iterator[Option]:
    """Yield every combination of answers to what the clause leaves open, with what each rests on."""
    questions: list[tuple[str, str, tuple[str, ...], str | None]] = []
    steps = [r.award for r in rules if isinstance(r.award, Steps)]
    if any(s.part is None for s in steps):
        known = ("按比例", "不足一档不扣", "不足一档按一档扣")
        chosen = (choices.part_step,) if choices.part_step in known else known
        questions.append(("不足一档", "不足一档怎么算", chosen, "约定：不足一档" if len(chosen) == 1 else None))
    if frame.ratio and _percent_is_open(clause, frame, rules):
        answers: tuple[str, ...] = ("个百分点", "相对")
        if choices.percent_step in answers:
            answers = (choices.percent_step,)
        rests = "约定：百分比步长" if len(answers) == 1 else None
        questions.append(("百分比步长", "百分比是个百分点还是相对目标", answers, rests))
    own = _own_rate(frame, rules)
    if own:
        rests = _FULL_AT_TARGET if own == ("实际值",) and _full_at_target(frame, rules) else None
        questions.append(("完成率", "比率是实际值本身还是与目标之比", own, rests))
    if any(open_prorata(r) for r in rules):
        questions.append(("按比例", "“按比例”是按完成比例还是线性插值", _proportions(frame, rules), None))
    named = tuple(
        ("不足一档怎么算", s.part, "评分标准写明") for s in steps[:1] if s.part is not None and s.part != "按比例"
    )
    for combination in product(*(q[2] for q in questions)):
        options = tuple((q[0], answer) for q, answer in zip(questions, combination, strict=True))
        told = tuple((q[1], answer, q[3]) for q, answer in zip(questions, combination, strict=True))
        yield options, (*named, *told)


def _own_rate(frame: Frame, rules: tuple[Rule, ...]) -> tuple[str, ...]:
    """In a row whose figure is a rate, a rate the clause names may be that figure or its ratio to the target."""
    if not frame.ratio:
        return ()
    named = [r.condition for r in rules if isinstance(r.condition, Within)]
    if any(w.of == "偏离" and w.subject for w in named) and frame.op in ("<=", "<"):
        return ("实际值",)
    apart = any(w.of in ("偏离", "超出") and w.subject for w in named)
    done = frame.target not in (None, Fraction(frame.per)) and any(w.of == "完成率" for w in named)
    if done and not apart and _full_at_target(frame, rules):
        return ("实际值",)
    return ("实际÷目标", "实际值") if apart or done else ()


_FULL_AT_TARGET = "评分标准的满分档与年度指标值相同，按实际值本身计"


def _full_at_target(frame: Frame, rules: tuple[Rule, ...]) -> bool:
    """Say whether full points begin at the target's own figure: as a share of the target they would begin below it."""
    for rule in rules:
        w = rule.condition
        if not isinstance(w, Within) or w.of != "完成率" or not _all_points(rule, frame):
            continue
        end = w.low if frame.op in (">=", ">", "=") else w.high
        other = w.high if frame.op in (">=", ">", "=") else w.low
        if end is not None and other in (None, end, Fraction(100)) and end * frame.per / 100 == frame.target:
            return True
    return False


def _all_points(rule: Rule, frame: Frame) -> bool:
    match rule.award:
        case Full() | Share(1):
            return True
        case Points(value):
            return value in (frame.points, Fraction(100))
        case _:
            return False


def _percent_is_open(clause: Clause, frame: Frame, rules: tuple[Rule, ...]) -> bool:
    for rule in rules:
        award = rule.award
        if isinstance(award, Steps) and award.unit == "%" and not award.relative and award.way in ("down", "up", "off"):
            return True
        if isinstance(rule.condition, Within) and rule.condition.of in ("超出", "低于") and rule.condition.unit == "%":
            return True
    del clause, frame
    return False


def _proportions(frame: Frame, rules: tuple[Rule, ...]) -> tuple[str, ...]:
    """Where the two neighbours are both worth something, or lower is better, 按比例 between them is the straight line."""
    if any(open_prorata(r) and _ends_at_target(r.condition, frame) for r in rules):
        return ("按完成比例",)
    worth = [r.award.value for r in rules if isinstance(r.award, Points | Share) and r.award.value > 0]
    fulls = sum(isinstance(r.award, Full) for r in rules)
    if frame.op in ("<=", "<") or len(worth) + fulls >= 2 or (frame.target is None and not _is_execution(frame)):
        return ("线性插值",)
    return ("按完成比例", "线性插值")


def _ends_at_target(condition: object, frame: Frame) -> bool:
    """Say whether a stretch ends where the target is met: in proportion to completion it joins full points there."""
    if not isinstance(condition, Within) or frame.op not in (">=", ">", "="):
        return False
    match condition.of:
        case "目标":
            return condition.high == 1
        case "完成率":
            return condition.high == 100
        case "值" if frame.ratio:
            return condition.high is not None and condition.high == frame.target
        case "值":
            return condition.unit == "%" and condition.high == 100
    return False


def _is_execution(frame: Frame) -> bool:
    return frame.unit is None and frame.op == ">="
