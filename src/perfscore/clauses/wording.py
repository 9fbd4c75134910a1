"""Clauses in words: levels with points or bands, and checklists."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from ..base.problem import problem
from ..curves import Listed
from ..curves.segments import number
from .bound import Band, Banded, Bound, Checklist
from .frame import Frame, Refusal
from .values import (
    Discretion,
    Full,
    Item,
    Met,
    Off,
    Otherwise,
    Points,
    Rule,
    Share,
    Spread,
    Steps,
    Unmet,
    Words,
)

if TYPE_CHECKING:
    from .clause import Clause

__all__ = ["bind_items", "bind_words", "is_worded"]

_ZERO = Fraction(0)
_PARTIAL = re.compile(
    r"^(?:部分|基本|较为?|比较|一般|大部分|仅|有一定)|部分达成|基本达成|部分完成|基本完成|基本相符|不够|不完全|不完整|欠"
)
_MISSED = re.compile(r"^(?:未|不|没|无|否|差|缺|违反|虚假)|未达成|未完成|不相符|不符合|不健全|较差")


def level_of(text: str) -> str:
    """Return 达成, 部分达成 or 未达成 by how the words begin."""
    if _PARTIAL.search(text):
        return "部分达成"
    return "未达成" if _MISSED.search(text) else "达成"


def is_worded(rules: tuple[Rule, ...], frame: Frame) -> bool:
    """Say whether every rule is of words: a state of affairs and what it gives."""
    worded = all(
        isinstance(r.condition, Words | Met | Unmet | Otherwise | None)
        and isinstance(r.award, Points | Share | Full | Spread | Discretion | Off)
        for r in rules
    )
    if not worded:
        return False
    if any(isinstance(r.condition, Words) or isinstance(r.award, Spread) for r in rules):
        return True
    figures = frame.target is not None or frame.band is not None or frame.op is not None
    timely = any(isinstance(r.condition, Met | Unmet) and r.condition.on_time for r in rules)
    return not figures and not timely and any(isinstance(r.condition, Met | Unmet) for r in rules)


def bind_words(rules: tuple[Rule, ...], points: Fraction, scale: Fraction) -> Bound:
    """Bind levels in words, or items that add up. Raises :class:`Refusal` where neither fits the row's points."""
    fixed = [r for r in rules if isinstance(r.award, Points) and isinstance(r.condition, Words) and r.award.value]
    if (
        len(fixed) == len(rules)
        and len(fixed) > 1
        and not any(r.award.value * scale == points for r in fixed if isinstance(r.award, Points))
    ):
        items = tuple(
            Item(r.condition.text, r.award.value)
            for r in fixed
            if isinstance(r.condition, Words) and isinstance(r.award, Points)
        )
        return _listed(items, points, scale)
    bands = [_band(rule, i, rules, points, scale) for i, rule in enumerate(rules)]
    seen = [b.level for b in bands]
    bands = [b if seen.count(b.level) == 1 else Band(b.text, b.low, b.high, b.high_closed, None) for b in bands]
    return Banded(points, tuple(bands))


def _band(rule: Rule, index: int, rules: tuple[Rule, ...], points: Fraction, scale: Fraction) -> Band:
    text, level = _named(rule, index, rules)
    match rule.award:
        case Points(value):
            low = high = value * scale
        case Share(value):
            low = high = value * points
        case Full():
            low = high = points
        case Off(value, share, gain):
            off = value * (points if share else scale)
            low = high = points if gain else max(points - off, _ZERO)
        case Spread(a, _, b, closed, share):
            by = points if share else scale
            low, high = a * by, b * by
            return Band(text, low, high, _top_closed(rule, closed, high, points), level)
        case Discretion(most):
            low, high = (_ZERO if most is None else max(points - most * scale, _ZERO)), points
            return Band(text, low, high, True, level)
        case _:
            raise Refusal(problem("C478", levels=text))
    if high > points:
        raise Refusal(problem("C461", points=number(high), most=number(points)))
    return Band(text, low, high, True, level)


def _top_closed(rule: Rule, closed: bool | None, high: Fraction, points: Fraction) -> bool:
    del rule
    return high == points if closed is None else closed


def _named(rule: Rule, index: int, rules: tuple[Rule, ...]) -> tuple[str, str | None]:
    match rule.condition:
        case Words(text) if (
            len(rules) == 2 and not _graded(rules) and {_all_or_nothing(r) for r in rules} == {"达成", "未达成"}
        ):
            return text, _all_or_nothing(rule)
        case Words(text):
            fixed_words = len(rules) > 3 or _graded(rules)
            return text, None if fixed_words else level_of(text)
        case Met():
            return "达到目标", "达成"
        case Unmet():
            return "未达到目标", "未达成"
        case Otherwise():
            return "其余", "未达成" if len(rules) == 2 else None
        case _:
            names = ("达成", "部分达成", "未达成")
            if len(rules) == 3:
                return names[index], names[index]
            return f"第{index + 1}档", None


def _all_or_nothing(rule: Rule) -> str | None:
    match rule.award:
        case Full():
            return "达成"
        case Points(value) | Share(value):
            return "达成" if value else "未达成"
        case _:
            return None


_GRADES = frozenset(
    ["好", "较好", "一般", "差", "较差", "优", "良", "中", "优秀", "良好", "合格", "不合格", "充分", "没有"]
)


def _graded(rules: tuple[Rule, ...]) -> bool:
    """Say whether the levels are grades of their own (好, 一般, 差), which 达成 does not name."""
    return any(isinstance(r.condition, Words) and r.condition.text in _GRADES for r in rules)


def bind_items(clause: Clause, points: Fraction, scale: Fraction) -> Bound:
    """Bind a checklist. Items that are steps of one scale (优5分 … 差0分) are levels instead."""
    total = sum((i.points for i in clause.items), _ZERO) * scale
    most = max(i.points for i in clause.items) * scale
    off = [r.award for r in clause.rules if isinstance(r.award, Steps)]
    if off and any(s.way not in ("each", "down") for s in off):
        raise Refusal(problem("C480", why="逐项计分之外又有别的扣分"))
    if total == points:
        if off and any(s.share or {i.points for i in clause.items} != {s.points} for s in off):
            raise Refusal(problem("C480", why="逐项得分与每少一项扣的分数不一致"))
        return _listed(clause.items, points, scale)
    if most == points and not off:
        rules = tuple(Rule(Words(i.text), Points(i.points)) for i in clause.items)
        return bind_words(rules, points, scale)
    raise Refusal(problem("C483", sum=number(total), most=number(points)))


def _listed(items: tuple[Item, ...], points: Fraction, scale: Fraction) -> Checklist:
    total = sum((i.points for i in items), _ZERO) * scale
    if total != points:
        raise Refusal(problem("C483", sum=number(total), most=number(points)))
    return Checklist(points, Listed(tuple((i.text, i.points) for i in items)), scale)
