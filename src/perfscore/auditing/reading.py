"""JSON text → plain values, and plain values against a layout. Problems are collected; nothing here raises them.

Every problem names its JSON path (``rows[3].score``) in ``where``. What JSON readers usually let pass in silence is
told: two equal keys, ``NaN``, figures that went through a binary float.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from .._version import __version__
from ..base.exact import plain
from ..base.problem import Place, Problem, problem
from ..evaluation.envelope import FILE_NAME
from ..rendering.escaping import one_line
from ..source import Source
from .shapes import Digest, Exactly, FileName, Items, Record, Score, Shape, Texts, Truth, Word, Year

__all__ = ["HEX", "MOST_PROBLEMS", "SCORE", "Found", "TooMany", "against", "copied", "parsed"]

SCORE = r"-?(?:[1-9][0-9]*(?:\.[0-9]*[1-9])?|0\.[0-9]*[1-9])|0"
HEX = "[0-9a-f]{64}"
MAX_DEPTH = 50
"""A result is seven levels deep; what is deeper is no result."""

_SCORE, _HEX, _FILE_NAME = (re.compile(f"(?:{text})\\Z") for text in (SCORE, HEX, FILE_NAME))
MOST_PROBLEMS = 100
"""Reading stops when so many problems of one file have been found."""
_LONGEST = 60
_BROKEN = object()
"""Stands for a value that a problem has been told of already."""


class TooMany(Exception):
    """There are more problems than anybody would read."""


Path = tuple[str | int, ...]
"""The way to a value: keys and places in lists; put into words only where there is something to say."""


class Found(list[Problem]):
    """The problems found so far; one too many raises :class:`TooMany`."""

    def append(self, item: Problem) -> None:
        """Add a problem."""
        if len(self) >= MOST_PROBLEMS:
            raise TooMany
        super().append(item)

    def say(self, code: str, path: Path, **params: object) -> None:
        """Add the problem ``code`` of the value at ``path``."""
        self.append(problem(code, where=_in_words(path), params=params))


class _Pairs(dict[str, Any]):
    """An object of the JSON text; ``twice`` are the keys that stand in it more than once."""

    twice: tuple[str, ...] = ()


class _Float:
    """A number with a point or an exponent, as written."""

    def __init__(self, text: str) -> None:
        self.text = text


class _Constant(_Float):
    """``NaN``, ``Infinity`` or ``-Infinity``."""


def _pairs(items: list[tuple[str, Any]]) -> _Pairs:
    out = _Pairs(items)
    if len(out) < len(items):
        counts = Counter(key for key, _ in items)
        out.twice = tuple(key for key, count in counts.items() if count > 1)
    return out


def _whole(text: str) -> int | _Float:
    return int(text) if len(text) <= 30 else _Float(text)


_REASONS = (
    ("Expecting property name", "这里应当是用双引号括起来的键", "a key in double quotes was expected"),
    ("Expecting ',' delimiter", "这里缺少逗号，或多了内容", "a comma is missing, or there is too much"),
    ("Expecting ':' delimiter", "这里缺少冒号", "a colon is missing"),
    ("Expecting value", "这里缺少值", "a value is missing"),
    ("Extra data", "结果已经结束，后面还有内容", "there is more after the end"),
    ("Unterminated string", "文字没有结束的引号", "a text has no closing quote"),
    ("Invalid control character", "文字里有换行等控制字符", "a text holds a control character"),
    ("Illegal trailing comma", "最后一项后面多了逗号", "there is a comma after the last item"),
)


def parsed(source: Source, problems: Found) -> Any:
    """Parse a text as JSON; problems are added, with line and column where the writing is wrong."""
    try:
        return json.loads(
            source.text, object_pairs_hook=_pairs, parse_float=_Float, parse_int=_whole, parse_constant=_Constant
        )
    except json.JSONDecodeError as error:
        known = (("", "写法不对", "it is written wrongly"),)
        zh, en = next((z, e) for start, z, e in (*_REASONS, *known) if error.msg.startswith(start))
        line = source.lines[error.lineno - 1] if error.lineno <= len(source.lines) else ""
        place = Place(source.name, error.lineno, error.colno, error.colno + 1, line)
        problems.append(problem("V001", place=place, reason=zh, reason_en=en))
    except RecursionError:
        problems.append(problem("V002", limit=MAX_DEPTH))
    return _BROKEN


def copied(value: Any, problems: Found, path: Path = ()) -> Any:
    """Return plain dicts, lists, texts, whole numbers, truths and None; all else is a problem with its path."""
    if len(path) > MAX_DEPTH:
        problems.say("V002", path, limit=MAX_DEPTH)
        return _BROKEN
    match value:
        case str() | bool() | None:
            return value
        case int() if value.bit_length() <= 100:
            return value
        case Mapping():
            return _copied_mapping(value, problems, path)
        case list() | tuple():
            return [copied(item, problems, (*path, n)) for n, item in enumerate(value)]
        case _ if value is _BROKEN:
            return value
        case _Float() | float() | Decimal():
            _not_exact(value, problems, path)
        case _:
            found = "太长的整数" if isinstance(value, int) else _short(value)
            problems.say("V005", path, want="JSON 的值", want_en="a JSON value", found=found)
    return _BROKEN


def _copied_mapping(value: Mapping[Any, Any], problems: Found, path: Path) -> dict[str, Any]:
    for key in getattr(value, "twice", ()):
        problems.say("V003", (*path, key), key=_shown(key))
    out = {}
    for key, item in value.items():
        if isinstance(key, str):
            out[key] = copied(item, problems, (*path, key))
        else:
            problems.say("V005", path, want="文字的键", want_en="keys that are texts", found=_short(key))
    return out


def _in_words(path: Path) -> str | None:
    """Return a path as JSON paths are written: ``rows[3].score``; None for the whole."""
    out = ""
    for step in path:
        if isinstance(step, int):
            out += f"[{step}]"
        else:
            shown = step if re.fullmatch(r"\w{1,60}", step) else json.dumps(_shown(step), ensure_ascii=False)
            out += f".{shown}" if out else shown
    return (out if len(out) <= 4 * _LONGEST else out[: 4 * _LONGEST] + "…") or None


def _not_exact(value: _Float | float | Decimal, problems: Found, path: Path) -> None:
    text = value.text if isinstance(value, _Float) else str(value)
    try:
        exact = Decimal(text)
    except InvalidOperation:
        exact = Decimal("NaN")
    if isinstance(value, _Constant) or not exact.is_finite():
        problems.say("V004", path, value=text)
        return
    broken = -30 < exact.adjusted() < 30 and len(text) <= 30 and exact.as_integer_ratio()[1] > 1
    fix = f'"{plain(exact)}"' if broken else ""
    problems.say("V006", path, value=_shown(text), fix=fix)


def against(shape: Shape, value: Any, problems: Found, path: Path = ()) -> None:
    """Hold a value against a shape; every difference is a problem. Keys the shape does not name are let pass."""
    if value is _BROKEN or (value is None and shape.nullable):
        return
    if isinstance(shape, Record) and isinstance(value, dict):
        for key, part in shape.fields:
            if key in value:
                against(part, value[key], problems, (*path, key))
            elif part.required:
                problems.say("V007", path, key=key)
        _row_holds_together(shape, value, problems, path)
    elif isinstance(shape, Items) and isinstance(value, list):
        for number, item in enumerate(value):
            against(shape.item, item, problems, (*path, number))
    elif isinstance(shape, Texts) and isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(item, str) and item is not _BROKEN:
                _wrong_kind("文字", "a text", item, problems, (*path, key))
    else:
        _leaf(shape, value, problems, path)


def _row_holds_together(shape: Record, value: dict[str, Any], problems: Found, path: Path) -> None:
    """A row that is scored has a score, any other has none."""
    outcome, score = value.get("outcome"), value.get("score", _BROKEN)
    if score is _BROKEN or not {"outcome", "score"} <= dict(shape.fields).keys():
        return
    if outcome == "scored" and score is None:
        problems.say("V011", path)
    elif outcome in ("pending", "not_applicable") and score is not None:
        problems.say("V012", path, outcome=str(outcome), value=_short(score))


_KINDS: dict[type[Shape], tuple[str, str, Callable[[Any], bool]]] = {
    Truth: ("true 或 false", "true or false", lambda v: isinstance(v, bool)),
    Year: ("四位的年份", "a year of four digits", lambda v: type(v) is int and 1000 <= v <= 9999),
    Record: ("映射（{ … }）", "an object", lambda v: isinstance(v, dict)),
    Texts: ("映射（{ … }）", "an object", lambda v: isinstance(v, dict)),
    Items: ("列表（[ … ]）", "a list", lambda v: isinstance(v, list)),
}


def _leaf(shape: Shape, value: Any, problems: Found, path: Path) -> None:
    zh, en, holds = _KINDS.get(type(shape), ("文字", "a text", lambda v: isinstance(v, str)))
    if isinstance(shape, Score):
        zh, en = "写成文字的分数", "a score written as a text"
    if not holds(value):
        _wrong_kind(zh, en, value, problems, path)
        return
    match shape:
        case Score() if not _SCORE.match(value):
            problems.say("V008", path, value=_shown(value), fix=_mended(value))
        case Digest() if not _HEX.match(value):
            problems.say("V009", path, value=_shown(value))
        case FileName() if not _FILE_NAME.match(value):
            problems.say("V013", path, value=_shown(value))
        case Word() if value not in dict(shape.known):
            known = "、".join(name for name, _ in shape.known)
            problems.say("V010", path, value=_shown(value), known=known)
        case Exactly() if value != shape.value:
            problems.say("V014", path, value=_shown(value), known=shape.value, version=__version__)
        case _:
            pass


def _shown(text: str) -> str:
    """Return a foreign text as it may be printed: on one line, without control characters, not too long."""
    line = one_line(text)
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


def _mended(text: str) -> str:
    """Return how a figure that is no score of ours is written, where that is plain; else an empty text."""
    if not re.fullmatch(r"[+-]?[0-9]{1,20}(\.[0-9]{1,20})?", text.strip().removesuffix("分")):
        return ""
    return plain(Decimal(text.strip().removesuffix("分")))


def _wrong_kind(zh: str, en: str, value: Any, problems: Found, path: Path) -> None:
    if isinstance(value, int) and not isinstance(value, bool) and zh == "写成文字的分数":
        problems.say("V021", path, value=str(value))
    else:
        problems.say("V005", path, want=zh, want_en=en, found=_short(value))


def _short(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case dict():
            return "{ … }"
        case list():
            return "[ … ]"
        case str():
            return f"“{_shown(value)}”"
        case int():
            return str(value)
        case _:
            return type(value).__name__
