"""What a tool takes: JSON Schema for the assistant to read, and holding a call against it, with problems in Chinese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Literal

from attrs import frozen

from ..base.problem import Problem, problem

__all__ = ["MAX_CHARACTERS", "MAX_DEPTH", "Argument", "held", "schema_of"]

MAX_CHARACTERS = 500_000
"""Characters of all texts of one call; a table of a thousand rows has some two hundred thousand."""
MAX_DEPTH = 32
"""Nested values of one call; facts are at most some ten deep."""

Kind = Literal["text", "whole", "choice", "texts", "rows", "mapping", "text or mapping", "mapping or rows"]

_WORDS: dict[Kind, tuple[str, str]] = {
    "text": ("文字", "a string"),
    "whole": ("整数", "a whole number"),
    "choice": ("所列的词之一", "one of the words listed"),
    "texts": ("一段或几段文字", "a string or a list of strings"),
    "rows": ("若干行，每行是“列名: 值”", "a list of objects"),
    "mapping": ("若干“键: 值”", "an object"),
    "text or mapping": ("文字，或若干“键: 值”", "a string or an object"),
    "mapping or rows": ("若干“键: 值”，或若干行", "an object or a list of objects"),
}


@frozen
class Argument:
    """One argument: what it is for (Chinese, for the assistant), its kind, and for lists how many at most."""

    name: str
    doc: str
    kind: Kind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    most: int = 0


def schema_of(arguments: Sequence[Argument]) -> dict[str, Any]:
    """Return the JSON Schema of a call."""
    return {
        "type": "object",
        "properties": {a.name: {**_shape(a), "description": a.doc} for a in arguments},
        "required": [a.name for a in arguments if a.required],
        "additionalProperties": False,
    }


def _shape(a: Argument) -> dict[str, Any]:
    cell = {"type": ["string", "integer", "null", "array", "object", "boolean"]}
    mapping = {"type": "object", "additionalProperties": cell}
    rows = {"type": "array", "items": mapping, "minItems": 1, **({"maxItems": a.most} if a.most else {})}
    match a.kind:
        case "text":
            return {"type": "string"}
        case "whole":
            return {"type": "integer"}
        case "choice":
            return {"type": "string", "enum": list(a.choices), "default": a.choices[0]}
        case "texts":
            several = {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": a.most}
            return {"anyOf": [{"type": "string"}, several]}
        case "rows":
            return rows
        case "mapping":
            return mapping
        case "text or mapping":
            return {"anyOf": [{"type": "string"}, mapping]}
        case "mapping or rows":
            return {"anyOf": [mapping, rows]}


def held(given: Mapping[str, Any], arguments: Sequence[Argument], problems: list[Problem]) -> dict[str, Any]:
    """Return the arguments that were given (null is not given); whatever is wrong is added to ``problems``."""
    known = {a.name: a for a in arguments}
    said = {name: value for name, value in given.items() if value is not None}
    size, depth = _measure(said)
    if size > MAX_CHARACTERS:
        problems.append(problem("M014", size=size, limit=MAX_CHARACTERS))
    if depth > MAX_DEPTH:
        problems.append(problem("M015", limit=MAX_DEPTH))
    for name in said:
        if name not in known:
            near = get_close_matches(name[:60], known, 1, 0.5)
            problems.append(problem("M011", name=name[:60], near=near[0] if near else "", known="、".join(known)))
    for a in arguments:
        if a.name not in said:
            if a.required:
                problems.append(problem("M012", name=a.name, doc=a.doc))
        elif not _fits(said[a.name], a):
            zh, en = _WORDS[a.kind]
            kind = type(said[a.name]).__name__
            problems.append(problem("M013", name=a.name, want=zh, want_en=en, kind=kind, known="、".join(a.choices)))
        elif a.most and isinstance(said[a.name], list) and len(said[a.name]) > a.most:
            problems.append(problem("M016", name=a.name, size=len(said[a.name]), limit=a.most))
    return said


def _fits(value: Any, a: Argument) -> bool:
    rows = isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)
    match a.kind:
        case "text":
            return isinstance(value, str)
        case "whole":
            return isinstance(value, int) and not isinstance(value, bool)
        case "choice":
            return value in a.choices
        case "texts":
            several = isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)
            return isinstance(value, str) or several
        case "rows":
            return rows
        case "mapping":
            return isinstance(value, dict)
        case "text or mapping":
            return isinstance(value, str | dict)
        case "mapping or rows":
            return isinstance(value, dict) or rows


def _measure(value: Any) -> tuple[int, int]:
    """Return how many characters the texts of a value have, and how deep it is nested, without recursion."""
    size, deepest = 0, 0
    stack = [(value, 0)]
    while stack:
        item, depth = stack.pop()
        deepest = max(deepest, depth)
        if isinstance(item, str):
            size += len(item)
        elif isinstance(item, dict):
            size += sum(len(str(key)) for key in item)
            stack += [(inner, depth + 1) for inner in item.values()]
        elif isinstance(item, list):
            stack += [(inner, depth + 1) for inner in item]
    return size, deepest
