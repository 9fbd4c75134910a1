"""Small readings of what stands in the cells of a printed table: labels with points, figures, marks for nothing."""

from __future__ import annotations

import re

from attrs import frozen

from ..rules.cells import fold

__all__ = [
    "Label",
    "compact",
    "is_figure",
    "is_foot",
    "is_nothing",
    "is_unfilled",
    "joined",
    "label",
    "money_unit",
    "plain_label",
]

_POINTS = r"([0-9]{1,4}(?:\.[0-9]{1,4})?)"
_LABEL = re.compile(rf"(.+?)(?:\({_POINTS}分\)|(?<![0-9/.~-])\({_POINTS}\)|(?<![0-9/.~-]){_POINTS}分)\Z")
_DOUBTFUL = re.compile(r"(.+?)\(([^()]{0,20}(?:分|[0-9]%)[^()]{0,10})\)\Z")
_FIGURE = re.compile(r"[-+]?[0-9][0-9,]{0,24}(?:\.[0-9]{1,12})?(?:%|‰|分|元|万元|亿元|千元|万|亿)?\Z")
_NOTHING = frozenset(("", "/", "／", "-", "－", "—", "——", "--", "–", "…", "……", "...", "\\", "、", "无数据"))
_UNFILLED = re.compile(r"(?:指标[0-9一二三四五六七八九十]{0,3})?[:：.、…⋯.]{0,6}[/\\-]?\Z")
_UNIT = re.compile(r"[(（:：](?:单位[:：])?(万元|亿元|千元|元)[)）]?|金额单位[:：]?(万元|亿元|千元|元)")

_FOOT = (
    "填表人",
    "填报人",
    "填表日期",
    "填报日期",
    "联系电话",
    "联系人",
    "单位负责人",
    "负责人签字",
    "注:",
    "注1",
    "说明:",
    "备注:",
    "填表说明",
    "填报说明",
    "审核人",
)


def compact(text: str) -> str:
    """Return text folded to half width, without any blanks or line ends, for looking words up."""
    return "".join(fold(text).split())


def is_nothing(text: str) -> bool:
    """Tell whether a cell holds nothing: blank, or a stroke that stands for it."""
    return "".join(text.split()) in _NOTHING


def is_figure(text: str) -> bool:
    """Tell whether a cell of money or points holds a plain figure."""
    return bool(_FIGURE.match(compact(text)))


def is_foot(text: str) -> bool:
    """Tell whether a compact text begins a line below a table: who filled it in, notes."""
    return text.startswith(_FOOT)


def is_unfilled(name: str) -> bool:
    """Tell whether a name is only what the blank form prints: ``指标1：``, ``……``, ``指标2:/``."""
    return bool(_UNFILLED.match(compact(name)))


def joined(text: str) -> str:
    """Return a name on one line: a line end inside it is a wrap of the page, and stands for a blank only between words."""
    parts = [part.strip() for part in text.split("\n") if part.strip()]
    out = parts[0] if parts else ""
    for part in parts[1:]:
        latin = out[-1:].isascii() and out[-1:].isalnum() and part[:1].isascii() and part[:1].isalnum()
        out += (" " if latin else "") + part
    return out


def plain_label(text: str) -> str:
    """Return a label of the head for looking it up: compact, without the star of a required field and the colon."""
    return compact(text).strip(":*")


@frozen
class Label:
    """The label of a level: its name, the points printed in it (as written), and points that could not be read."""

    name: str
    points: str = ""
    doubtful: str = ""


def label(text: str) -> Label:
    """Read ``产出指标（40分）``, ``产出指标 40分``, ``产出\\n指标(50)``; ``成本指标（0-20分）`` keeps its points unread."""
    folded = compact(text)
    plain = "".join(text.split())
    if found := _LABEL.match(folded):
        return Label(plain[: len(found[1])], found[2] or found[3] or found[4])
    if found := _DOUBTFUL.match(folded):
        return Label(plain[: len(found[1])], doubtful=found[2])
    return Label(plain)


def money_unit(text: str) -> str:
    """Return the unit of money that a heading or line states, or an empty text."""
    found = _UNIT.search("".join(text.split()))
    return (found[1] or found[2]) if found else ""
