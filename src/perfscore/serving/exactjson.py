"""JSON as exact values: numbers with a point become Decimal from their digits, never a binary float.

What JSON leaves open is refused: a key that stands twice, NaN, half a surrogate pair; and what nobody writes:
numbers of hundreds of digits, nesting without end.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from ..base.problem import Place, Problem, problem

__all__ = ["MAX_DEPTH", "MAX_DIGITS", "read_json", "write_json"]

MAX_DEPTH = 32
"""Deeper bodies are refused; what a mapping of facts may hold is at most so deep."""
MAX_DIGITS = 100
"""Digits of a number, written out without an exponent."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_ASK = "<请求>"


def read_json(body: bytes, problems: list[Problem]) -> Any:
    """Return the value; every problem is added to ``problems``, and with an error among them the value is no use."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(problem("H002", at=error.start + 1))
        return None
    reader = _Reader(problems)
    try:
        value = json.loads(
            text,
            parse_float=reader.decimal,
            parse_int=reader.integer,
            parse_constant=reader.constant,
            object_pairs_hook=reader.mapping,
        )
    except json.JSONDecodeError as error:
        zh, en = _reason(error.msg)
        place = Place(_ASK, error.lineno, error.colno, error.colno + 1)
        params = {"line": error.lineno, "column": error.colno, "reason": zh, "reason_en": en}
        problems.append(problem("H001", place=place, params=params))
        return None
    except RecursionError:
        problems.append(problem("H009", limit=MAX_DEPTH))
        return None
    _walk(value, problems)
    return value


_REASONS = (
    ("Expecting value", "应当是一个值"),
    ("Expecting property name", "应当是带双引号的键"),
    ("Expecting ':'", "缺少冒号"),
    ("Expecting ','", "缺少逗号"),
    ("Unterminated string", "引号没有配对"),
    ("Invalid control character", "文字里有控制字符"),
    ("Invalid \\escape", "反斜杠写法有误"),
    ("Extra data", "后面还有多余的内容"),
    ("Illegal trailing comma", "多了逗号"),
)


def _reason(said: str) -> tuple[str, str]:
    return next((zh for en, zh in _REASONS if said.startswith(en)), "写法有误"), said.lower()


class _Reader:
    """The hooks of the parser."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def decimal(self, text: str) -> Decimal:
        if len(text) > 2 * MAX_DIGITS:
            return Decimal(self._too_long(text))
        try:
            value = Decimal(text)
        except ArithmeticError:
            return Decimal(self._too_long(text))
        _, digits, exponent = value.as_tuple()
        if max(len(digits), len(digits) + int(exponent), 1 - int(exponent)) > MAX_DIGITS:
            return Decimal(self._too_long(text))
        return value

    def integer(self, text: str) -> int:
        return int(text) if len(text) <= MAX_DIGITS else self._too_long(text)

    def _too_long(self, text: str) -> int:
        shown = text if len(text) <= 24 else text[:24] + "…"
        self.problems.append(problem("H008", text=shown, limit=MAX_DIGITS))
        return 0

    def constant(self, text: str) -> int:
        self.problems.append(problem("H007", text=text))
        return 0

    def mapping(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        out = dict(pairs)
        if len(out) < len(pairs):
            seen: set[str] = set()
            for key, _ in pairs:
                if key in seen:
                    self.problems.append(problem("H006", key=shown(key)))
                seen.add(key)
        return out


def shown(text: str) -> str:
    """Return a key as messages show it: short, and printable whatever it holds."""
    safe = _SURROGATE.sub("?", text)
    return safe if len(safe) <= 40 else safe[:40] + "…"


def _walk(value: Any, problems: list[Problem]) -> None:
    """Look for nesting and half characters, without recursion."""
    open_values: list[tuple[Any, str, int]] = [(value, "", 0)]
    while open_values:
        item, key, depth = open_values.pop()
        if isinstance(item, str):
            _half(item, key, problems)
        elif isinstance(item, dict | list):
            if depth >= MAX_DEPTH:
                problems.append(problem("H009", limit=MAX_DEPTH))
                return
            if isinstance(item, dict):
                for name, inner in item.items():
                    _half(name, name, problems)
                    open_values.append((inner, name, depth + 1))
            else:
                open_values += [(inner, key, depth + 1) for inner in item]


def _half(text: str, key: str, problems: list[Problem]) -> None:
    if not text.isascii() and (found := _SURROGATE.search(text)) is not None:
        problems.append(problem("H010", key=shown(key), hex=f"{ord(found[0]):04x}"))


def write_json(value: Any) -> bytes:
    """Return plain data as UTF-8 on one line; half a surrogate pair is written as an escape."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode("utf-8")
