"""Mappings of texts as YAML that people go on editing: short rows on one line, quotes only where they are needed.

Every scalar comes back from the reader of files exactly as it was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..base.width import width

__all__ = ["yaml_text"]

_PLAIN = re.compile(r"[0-9A-Za-z\u4e00-\u9fff≥≤][0-9A-Za-z\u4e00-\u9fff≥≤（）、。%.‰/+~—-]{0,200}\Z")
_MOST_WIDE = 118
_INSIDE_LIST = 4
"""The keys of a list's items are set in at least so far; what stands in them may go on one line as the items do."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def scalar(text: str) -> str:
    """Return text as one scalar: plain where nothing in it can be taken otherwise, else in double quotes."""
    if _PLAIN.match(text):
        return text
    return '"' + "".join(_ESCAPES.get(c) or (c if c.isprintable() else _escaped(c)) for c in text) + '"'


def _escaped(char: str) -> str:
    number = ord(char)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def yaml_text(value: Mapping[str, Any], remark: str = "") -> str:
    """Return a mapping of texts, lists and mappings as YAML; ``remark`` becomes a comment below the first line."""
    lines = list(_mapping(value, 0))
    if remark and remark.isprintable():
        lines.insert(1, f"# {remark}")
    return "\n".join(lines) + "\n"


def _mapping(value: Mapping[str, Any], indent: int) -> Iterator[str]:
    for key, item in value.items():
        head = f"{' ' * indent}{scalar(key)}:"
        if isinstance(item, str):
            yield f"{head} {scalar(item)}"
        elif not item:
            yield f"{head} {{}}" if isinstance(item, Mapping) else f"{head} []"
        elif isinstance(item, Mapping):
            line = f"{head} {_flow(item)}" if indent >= _INSIDE_LIST and _only_texts(item) else ""
            if line and width(line) <= _MOST_WIDE:
                yield line
                continue
            yield head
            yield from _mapping(item, indent + 2)
        else:
            yield head
            for part in item:
                yield from _part(part, indent + 2)


def _only_texts(value: Mapping[str, Any]) -> bool:
    return all(isinstance(v, str) for v in value.values())


def _flow(value: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{scalar(k)}: {scalar(v)}' for k, v in value.items())}}}"


def _part(part: Any, indent: int) -> Iterator[str]:
    """Yield an item of a list: a row of texts on one line where it fits, else one line a key."""
    if isinstance(part, str):
        yield f"{' ' * indent}- {scalar(part)}"
        return
    if _only_texts(part):
        line = f"{' ' * indent}- {_flow(part)}"
        if width(line) <= _MOST_WIDE:
            yield line
            return
    lines = list(_mapping(part, indent + 2))
    yield f"{' ' * indent}- {lines[0].lstrip()}"
    yield from lines[1:]
