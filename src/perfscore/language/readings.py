"""What a target (年度指标值) is read into: a closed union of frozen values.

Numbers are exact and in the unit as written: ``≤44万元`` holds 44 and ``万元``. Two readings are equal when they mean
the same; the text they were read from, remarks and problems travel with them and do not count. ``str()`` prints the
one canonical form, and reading that form again gives an equal reading.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from attrs import field

from ..base.exact import plain
from ..base.problem import Problem
from ..base.values import frozen

__all__ = [
    "OPS",
    "AllOf",
    "AnyOf",
    "Bound",
    "Change",
    "Deadline",
    "Op",
    "Period",
    "Range",
    "Rank",
    "Reference",
    "Target",
    "Unclear",
    "Words",
    "date_words",
    "leaves",
    "problem_dict",
]

Op = Literal[">=", ">", "<=", "<", "="]
Sense = Literal["increase", "decrease"]

OPS: dict[str | None, str] = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "=", None: ""}
"""The signs as they are printed."""

_REFERENCE_WORDS = {">": "高于", ">=": "不低于", "<": "低于", "<=": "不高于", "=": "等于", None: ""}


@frozen
class _Reading(ABC):
    """What every reading carries along: the text, remarks (what was taken how), problems, and whose figure it is."""

    text_read: str = field(default="", eq=False, repr=False, kw_only=True)
    remarks: tuple[str, ...] = field(default=(), eq=False, repr=False, kw_only=True)
    problems: tuple[Problem, ...] = field(default=(), eq=False, repr=False, kw_only=True)
    subject: str = field(default="", eq=False, repr=False, kw_only=True)

    @property
    def text(self) -> str:
        """The text this was read from."""
        return self.text_read

    @abstractmethod
    def _fields(self) -> dict[str, Any]:
        """Return what this kind of reading says, as plain JSON types."""

    def to_dict(self) -> dict[str, Any]:
        """Return the reading as plain JSON types, numbers as decimal strings, with its ``problems``."""
        return {**self._fields(), "problems": [problem_dict(p) for p in self.problems]}


def problem_dict(item: Problem) -> dict[str, Any]:
    """Return what a reading's dictionary holds of a problem: code, severity, message and span."""
    return {
        "code": item.code,
        "severity": item.severity,
        "message": item.message,
        "span": list(item.span) if item.span is not None else None,
    }


def _opt(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


@frozen
class Bound(_Reading):
    """``≥7%``, ``100家``: one figure with a sign, or None where the text has none. ``approx``: 约, 左右."""

    op: Op | None
    value: Decimal
    unit: str | None = None
    approx: bool = False

    def _fields(self) -> dict[str, Any]:
        return {"kind": "bound", "op": self.op, "value": plain(self.value), "unit": self.unit}

    def __str__(self) -> str:
        return f"{'约' if self.approx else ''}{OPS[self.op]}{plain(self.value)}{self.unit or ''}"


@frozen
class Range(_Reading):
    """``5-10个``: from ``low`` to ``high``, the ends included or not."""

    low: Decimal
    high: Decimal
    unit: str | None = None
    low_closed: bool = True
    high_closed: bool = True

    def _fields(self) -> dict[str, Any]:
        return {
            "kind": "range",
            "low": plain(self.low),
            "high": plain(self.high),
            "unit": self.unit,
            "low_closed": self.low_closed,
            "high_closed": self.high_closed,
        }

    def __str__(self) -> str:
        unit = self.unit or ""
        if self.low_closed and self.high_closed:
            return f"{plain(self.low)}~{plain(self.high)}{unit}"
        ends = [(self.low, self.low_closed), (self.high, self.high_closed)]
        return "~".join(f"{plain(v)}{unit}（{'含' if closed else '不含'}）" for v, closed in ends)


@frozen
class Reference(_Reading):
    """``高于全省平均增速``: compared with a figure that stands elsewhere.

    ``offset`` (in ``offset_unit``) is how far beyond it, counted in the direction of ``op``: 低于全国平均2个百分点 has
    ``<`` and 2, and means at most that figure less 2 个百分点.
    """

    op: Op | None
    reference: str
    offset: Decimal | None = None
    offset_unit: str | None = None

    def _fields(self) -> dict[str, Any]:
        return {
            "kind": "reference",
            "op": self.op,
            "reference": self.reference,
            "offset": _opt(self.offset),
            "offset_unit": self.offset_unit,
        }

    def __str__(self) -> str:
        if self.offset is None:
            return f"{_REFERENCE_WORDS[self.op]}{self.reference}"
        tail = "以上" if self.op in (">=", "<=") else ""
        verb = "低于" if self.op in ("<", "<=") else "高于"
        return f"{verb}{self.reference}{plain(self.offset)}{self.offset_unit or ''}{tail}"


_CHANGE_WORDS = {"increase": "增长", "decrease": "下降"}
_UNIT_WORDS = {"位": ("前移", "后移"), "个百分点": ("提高", "降低")}
BASE_WORDS = {"上年同期": "同比", "上期": "环比"}


@frozen
class Change(_Reading):
    """``较上年增长5%``: a rise or a fall against ``base`` (None where none is written), ``op`` bounding its size."""

    op: Op | None
    value: Decimal
    unit: str | None
    base: str | None
    sense: Sense

    def _fields(self) -> dict[str, Any]:
        return {
            "kind": "change",
            "op": self.op,
            "value": plain(self.value),
            "unit": self.unit,
            "base": self.base,
            "sense": self.sense,
        }

    def __str__(self) -> str:
        words = _UNIT_WORDS.get(self.unit or "")
        verb = words[self.sense == "decrease"] if words else _CHANGE_WORDS[self.sense]
        base = "" if self.base is None else BASE_WORDS.get(self.base, f"较{self.base}")
        return f"{base}{verb}{OPS[self.op]}{plain(self.value)}{self.unit or ''}"


def date_words(date: str) -> str:
    """Print ``2021-12-31`` or ``--12-31`` in words."""
    year, month, day = _split(date)
    return f"{year}{month}月" + (f"{day}日" if day else "")


def _split(date: str) -> tuple[str, int, int | None]:
    bare = date.startswith("--")
    parts = date[2:].split("-") if bare else date.split("-")
    year = "" if bare else f"{int(parts[0])}年"
    rest = parts if bare else parts[1:]
    return year, int(rest[0]), int(rest[1]) if len(rest) > 1 else None


@frozen
class Deadline(_Reading):
    """``11月底前``: a day by which (``<=``) or from which (``>=``) something holds; ``--11-30`` where no year is written."""

    op: Op | None
    date: str

    def _fields(self) -> dict[str, Any]:
        return {"kind": "deadline", "op": self.op, "date": self.date}

    def __str__(self) -> str:
        tail = {"<=": "前", ">=": "以后"}.get(self.op or "", "")
        return f"{date_words(self.date)}{tail}"


@frozen
class Period(_Reading):
    """``2020年1月至2020年11月``: months (or days) from ``start`` to ``end``; ``--01`` where no year is written."""

    start: str
    end: str

    def _fields(self) -> dict[str, Any]:
        return {"kind": "period", "start": self.start, "end": self.end}

    def __str__(self) -> str:
        return f"{date_words(self.start)}至{date_words(self.end)}"


@frozen
class Rank(_Reading):
    """``全省前三``: a place in a ranking; ``<=`` is that place or a better one."""

    op: Op | None
    value: Decimal
    scope: str | None = None

    def _fields(self) -> dict[str, Any]:
        return {"kind": "rank", "op": self.op, "value": plain(self.value), "scope": self.scope}

    def __str__(self) -> str:
        if self.op == "<=":
            return f"{self.scope or ''}前{plain(self.value)}名"
        return f"{self.scope or ''}第{plain(self.value)}名"


@frozen
class Words(_Reading):
    """``合规``: words. Only where no number, sign or near-sign is left unexplained in them."""

    words: str

    @property
    def text(self) -> str:
        """The words."""
        return self.words

    def _fields(self) -> dict[str, Any]:
        return {"kind": "text", "text": self.words}

    def __str__(self) -> str:
        return self.words


@frozen
class AllOf(_Reading):
    """``90%以上且不低于上年``: every part must hold."""

    parts: tuple[Target, ...]

    def _fields(self) -> dict[str, Any]:
        return {"kind": "all", "parts": [p._fields() for p in self.parts]}

    def __str__(self) -> str:
        return "；".join(map(str, self.parts))


@frozen
class AnyOf(_Reading):
    """``通过验收或得分≥80分``: one of the parts must hold."""

    parts: tuple[Target, ...]

    def _fields(self) -> dict[str, Any]:
        return {"kind": "any", "parts": [p._fields() for p in self.parts]}

    def __str__(self) -> str:
        return "，或".join(map(str, self.parts))


@frozen
class Unclear(_Reading):
    """A text that cannot be read for sure; ``why`` says why, and the problems where and what to write instead."""

    unread: str
    why: str = field(default="", eq=False)

    @property
    def text(self) -> str:
        """The text as written."""
        return self.unread

    def _fields(self) -> dict[str, Any]:
        return {"kind": "unclear", "why": self.why}

    def __str__(self) -> str:
        return self.unread


Target: TypeAlias = Bound | Range | Reference | Change | Deadline | Period | Rank | Words | AllOf | AnyOf | Unclear
"""Every reading of a target; take it apart with ``match``."""


def leaves(target: Target) -> Iterator[Target]:
    """Yield the parts of a compound, or the reading itself."""
    match target:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from leaves(part)
        case _:
            yield target
