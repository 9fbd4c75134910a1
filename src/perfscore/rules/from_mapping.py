"""A mapping from Python as a facts file: written out as YAML and read like any other, so both get the same care."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..base.problem import Problem
from .from_rows import plain_cell

__all__ = ["as_yaml"]

MAX_DEPTH = 40


def as_yaml(value: Mapping[str, Any], problems: list[Problem]) -> str:
    """Return a mapping of str, int, Decimal, lists and mappings as YAML text; floats are problems, named by their path."""
    lines: list[str] = []
    _mapping(value, "", "", lines, problems, 0)
    return "\n".join(lines) + "\n"


def _mapping(
    value: Mapping[str, Any], indent: str, path: str, lines: list[str], problems: list[Problem], depth: int
) -> None:
    for key, item in value.items():
        _item(
            f"{indent}{_quoted(str(key))}:", item, indent, f"{path}/{key}" if path else str(key), lines, problems, depth
        )


def _item(head: str, item: Any, indent: str, path: str, lines: list[str], problems: list[Problem], depth: int) -> None:
    if isinstance(item, Mapping) and item and depth < MAX_DEPTH:
        lines.append(head)
        _mapping(item, indent + "  ", path, lines, problems, depth + 1)
    elif isinstance(item, list | tuple) and item and depth < MAX_DEPTH:
        lines.append(head)
        for number, part in enumerate(item, 1):
            _item(f"{indent}  -", part, indent + "  ", f"{path}/{number}", lines, problems, depth + 1)
    elif isinstance(item, Mapping | list | tuple):
        lines.append(f"{head} {'{}' if isinstance(item, Mapping) else '[]'}")
    else:
        lines.append(f"{head} {_quoted(plain_cell(item, path, problems))}")


_PLAIN_STOPS = set("\"'\\#:,[]{}&*!|>%@`?-~=")


def _quoted(text: str) -> str:
    """Return text as a YAML scalar that comes back exactly: plain where that is safe, else in double quotes."""
    safe = text and text == text.strip() and not set(text) & _PLAIN_STOPS and text.isprintable()
    return text if safe else '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in ('"', "\\"):
        return "\\" + char
    return char if char.isprintable() else f"\\U{ord(char):08x}"
