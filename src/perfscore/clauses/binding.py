"""Binding a clause to a row: which of its rules hold there, what they count or measure, and what must be refused."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import evolve

from ..base.problem import Problem, problem
from ..curves.measures import per_unit
from ..curves.segments import number
from .bound import Bound, Judgement
from .counting import bind_counts
from .deadlines import names_deadline
from .frame import Frame, Refusal
from .lexicon import COUNT_UNITS
from .maximum import check_maximum, scale_of
from .measuring import bind_figures
from .options import Binding, Choices
from .phrases import since_last
from .values import Discretion, Formula, Full, Off, Points, Prorata, Rule, Steps, Within, Words
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
    scale = scale_of(clause, points)
    check_maximum(clause, points, scale)
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
    rules = _without_words(rules, binding.target)
    _one_figure(rules)
    _same_kind(rules, binding)
    rules = tuple(_faults(r, frame) for r in rules)
    if any(isinstance(r.award, Steps) and r.award.way == "each" for r in rules):
        return bind_counts(rules, frame, scale, binding.choices, cautions)
    return bind_figures(clause, binding, frame, rules, scale, cautions)


def _without_words(rules: tuple[Rule, ...], target: Any) -> tuple[Rule, ...]:
    """Drop words that give full points beside steps, which begin with them; refuse any other words beside figures."""
    worded = [r.condition for r in rules if isinstance(r.condition, Words)]
    if not worded:
        return rules
    kept = tuple(r for r in rules if not isinstance(r.condition, Words))
    figures = any(_FIGURES.search(w.text.replace("100%", "")) and not names_deadline(w, target) for w in worded)
    if figures or not all(isinstance(r.award, Steps) for r in kept) or not _fulls(rules):
        raise Refusal(problem("C478", levels="、".join(f"“{w.text}”" for w in worded)))
    return kept


def _fulls(rules: tuple[Rule, ...]) -> bool:
    """Say whether everything in words gives full points, or the most that words give."""
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


def _frame(binding: Binding, points: Fraction) -> Frame:
    """Return the row as the clause sees it; its axis is chosen later."""
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
    target = binding.target
    level = binding.unit is not None and per_unit(binding.unit) is None
    for rule in rules:
        w = rule.condition
        if not isinstance(w, Within):
            continue
        in_part = _PER.match(w.subject) and getattr(target, "value", None) not in (w.low, w.high)
        rise = since_last(w.subject) and not hasattr(target, "base")
        if in_part or rise or (level and _is_change(w)):
            raise Refusal(problem("C470", names=f"{w.subject}、年度指标值"))


def _is_change(w: Within) -> bool:
    return w.of == "值" and w.unit in (None, "%", "‰", "个百分点") and bool(_CHANGE.search(w.subject))


def _faults(rule: Rule, frame: Frame) -> Rule:
    """Decide whether steps of a classifier are counted faults (每少一项) or distances in the row's own unit (每少1个)."""
    award = rule.award
    if not isinstance(award, Steps):
        return rule
    sized = frame.target is not None or frame.band is not None
    own = sized and not frame.is_rank and frame.unit is not None and award.unit == frame.unit
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
