"""What an interval is about: the words before it, the label of its paragraph, the interval of the rule before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from .lexicon import COUNT_UNITS
from .pending import Pending
from .phrases import (
    HAPPENS,
    RANKING,
    SUBJECT,
    bare_subject,
    by_subject,
    compared,
    is_subject,
    plain,
    since_last,
)
from .values import Rule, Within, Words

__all__ = ["inherited", "with_subject"]


_DONE = re.compile(r"(?:已|实际|全部|累计)?完成.{0,16}(?:任务|目标|计划|指标|量|数)$")


def with_subject(value: Within, pending: Pending, label: str) -> Within:
    """Return an interval with what the words before it name, which are taken off; else with the paragraph's label."""
    last = pending.last_words()
    if last is None:
        headed = not value.subject and label and SUBJECT.search(label)
        return by_subject(value, label if headed else value.subject)
    if re.fullmatch(r"[A-Za-z]", last[0]):
        pending.found.pop()
        return by_subject(value, value.subject)
    return by_subject(value, value.subject) if value.subject else _named(value, pending)


def _named(value: Within, pending: Pending) -> Within:
    """Return an interval with what the last words name."""
    text = _joined(pending)
    if _DONE.search(text) and value.unit == "%" and value.of == "值":
        pending.found.pop()
        return evolve(value, of="完成率")
    value, text = compared(value, text)
    if value.unit in COUNT_UNITS and HAPPENS.match(text):
        pending.found.pop()
        return evolve(value, of="次数")
    ranked = value.of == "名次" and RANKING.match(text)
    if ranked or since_last(text) or bare_subject(text, value.unit) or is_subject(text):
        pending.found.pop()
        return by_subject(value, plain(text))
    return by_subject(value, "")


def _joined(pending: Pending) -> str:
    """Return the words before a figure, with what 、 parts from them (非常满意、满意占比)."""
    last, _ = pending.found[-1]
    assert isinstance(last, Words)
    text = last.text
    while len(pending.found) > 1:
        before, atom = pending.found[-2]
        if not isinstance(before, Words) or pending.text[atom.end : atom.end + 1] != "、" or len(text) > 30:
            break
        if not SUBJECT.search(text):
            break
        text = f"{before.text}、{text}"
        pending.found[-2:] = [(Words(text), atom)]
    return text


def inherited(value: Within, rules: Sequence[Rule]) -> Within:
    """Return a bare interval as going on with what the one before it was about (偏离度10%以内…，10%-20%…)."""
    last = next((r.condition for r in reversed(rules) if isinstance(r.condition, Within)), None)
    if last is None or value.of != "值" or value.subject:
        return value
    if value.unit is None and last.unit is not None and last.of in ("值", "完成率"):
        value = evolve(value, unit=last.unit)
    if last.of in ("偏离", "名次", "逾期", "完成率") and value.unit in (last.unit, None):
        subject = last.subject if last.of == "偏离" else value.subject
        return evolve(value, of=last.of, unit=last.unit, subject=subject)
    if last.of in ("超出", "低于") and value.unit == last.unit and value.low is not None:
        return evolve(value, of=last.of)
    if last.of == "目标" and value.unit == "%" and not (last.low in (1, None) and last.high in (1, None)):
        low, high = (None if e is None else e / 100 for e in (value.low, value.high))
        return evolve(value, of="目标", low=low, high=high, unit=None)
    return value
