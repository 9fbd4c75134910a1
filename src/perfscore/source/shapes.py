"""What keys a mapping may have, and holding a mapping against that.

One :class:`Shape` serves the reader, the editor's schema and the documentation. :func:`take` reports everything that
is wrong in one mapping at once and hands out what can be used; it never looks below the values.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from attrs import field

from ..base.problem import Place, Problem, problem
from ..base.values import frozen
from .nodes import Mapping, Node, Scalar, Sequence

__all__ = ["Key", "Kind", "Shape", "Taken", "take"]

Kind = Literal["text", "list", "mapping", "any"]

_KINDS = {"text": "一个值", "list": "列表", "mapping": "若干“键: 值”"}
_HEADING = re.compile(r"([^（(]+)[（(]([^（）()]+)[）)]\Z")
_JOINED = re.compile(r"([^\s:：，,。；]{1,20})([:：])[ \u3000]*(?=\S)(?!//)")
_MOST_SUGGESTIONS = 200


@frozen
class Key:
    """One key: its name, the kind of its value, whether it must be there, other spellings, and what it is for.

    ``choices`` are the only texts its value may be; empty means any.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    aliases: tuple[str, ...] = ()
    doc: str = ""
    choices: tuple[str, ...] = ()

    def takes(self, value: Node) -> bool:
        """Tell whether ``value`` is plainly of the kind wanted; what is not needs a closer look."""
        if value.__class__ is Scalar:
            return self.kind in ("text", "any") and not self.choices
        return self.kind == ("list" if value.__class__ is Sequence else "mapping")


@frozen(cache_hash=True)
class Shape:
    """The keys of one kind of mapping. An open shape takes further keys, which come back in ``Taken.rest``."""

    name: str
    keys: tuple[Key, ...]
    open: bool = False


@frozen
class Taken:
    """A mapping held against a shape: values by the name of their key, whatever alias the file used."""

    shape: Shape
    mapping: Mapping
    found: dict[str, tuple[Scalar, Node | None, str]] = field(repr=False, eq=False)
    """name → key as written, value (None if of the wrong kind), unit of the heading."""
    rest: tuple[tuple[Scalar, Node], ...] = ()

    def node(self, key: str) -> Node | None:
        """Return the value of ``key``, or None where it is missing, left out, or of the wrong kind."""
        got = self.found.get(key)
        if got is None or (isinstance(got[1], Scalar) and got[1].is_empty):
            return None
        return got[1]

    def scalar(self, key: str) -> Scalar | None:
        """Return the value of ``key`` if it is a text."""
        got = self.found.get(key)
        return got[1] if got and isinstance(got[1], Scalar) else None

    def text(self, key: str) -> str | None:
        """Return the text of ``key`` without blanks around it; None where there is none."""
        got = self.found.get(key)
        return got[1].text.strip() or None if got is not None and isinstance(got[1], Scalar) else None

    def place(self, key: str | None = None) -> Place:
        """Return where the value of ``key`` stands (the key itself if it has none), or where the mapping does."""
        got = self.found.get(key) if key is not None else None
        if got is None:
            return self.mapping.place
        if got[1] is None or (isinstance(got[1], Scalar) and got[1].is_empty):
            return got[0].place
        return got[1].place

    def heading_unit(self, key: str) -> str | None:
        """Return the unit in the heading: ``资金（万元）`` was written for ``资金`` → ``万元``."""
        got = self.found.get(key)
        return (got[2] or None) if got else None


@cache
def _index(shape: Shape) -> dict[str, Key]:
    return {name: key for key in shape.keys for name in (key.name, *key.aliases)}


@cache
def _required(shape: Shape) -> tuple[Key, ...]:
    return tuple(key for key in shape.keys if key.required)


def take(node: Node, shape: Shape, problems: list[Problem]) -> Taken | None:
    """Hold ``node`` against ``shape``; None if it is not a mapping. Whatever is wrong is added to ``problems``."""
    if not isinstance(node, Mapping):
        problems.append(_no_mapping(node, shape))
        return None
    index = _index(shape)
    found: dict[str, tuple[Scalar, Node | None, str]] = {}
    rest: list[tuple[Scalar, Node]] = []
    for key, value in node.entries:
        name = key.text.strip()
        spec, unit = index.get(name), ""
        if spec is None:
            spec, unit = _heading(name, index)
        if spec is None:
            if shape.open:
                rest.append((key, value))
            else:
                problems.append(_unknown(key, value, shape, index, len(problems) < _MOST_SUGGESTIONS))
            continue
        before = found.get(spec.name)
        if before is None:
            found[spec.name] = (key, value if spec.takes(value) else _fitting(spec, key, value, problems), unit)
        elif before[0].text != key.text:
            problems.append(
                problem("S105", place=key.place, also=(before[0].place,), key=name, first=before[0].text.strip())
            )
    for spec in _required(shape):
        got = found.get(spec.name)
        if got is None or (isinstance(got[1], Scalar) and not got[1].text.strip()):
            _require(spec, got, node, shape, problems)
    return Taken(shape, node, found, tuple(rest))


def _heading(name: str, index: dict[str, Key]) -> tuple[Key | None, str]:
    match = _HEADING.match(name)
    if match is None:
        return None, ""
    return index.get(match[1].strip()), match[2].strip()


def _no_mapping(node: Node, shape: Shape) -> Problem:
    if isinstance(node, Scalar):
        if not node.text.strip():
            return problem("S108", place=node.place, name=shape.name)
        joined = _JOINED.match(node.text)
        fix = f"{joined[1]}: {node.text[joined.end() :].strip()}" if joined else ""
        return problem("S104", place=node.place, name=shape.name, text=_short(node.text), fix=fix)
    return problem("S109", place=node.place, name=shape.name)


def _unknown(key: Scalar, value: Node, shape: Shape, index: dict[str, Key], suggest: bool) -> Problem:
    name = key.text.strip()
    near = _nearest(name, tuple(index)) if suggest else ""
    joined = _JOINED.match(name) if isinstance(value, Scalar) and value.is_empty else None
    fix = f"{joined[1]}: {name[joined.end() :].strip()}" if joined and joined[1] in index else ""
    known = "" if near or fix else "、".join(k.name for k in shape.keys)
    return problem(
        "S101", place=key.place, key=_short(name), name=shape.name, near="" if fix else near, fix=fix, known=known
    )


@cache
def _folded(names: tuple[str, ...]) -> dict[str, str]:
    return {_fold(name): name for name in names}


_FOLD = {c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)} | {0x3000: None, 0x20: None, 0xA0: None}


def _fold(name: str) -> str:
    return name.translate(_FOLD)


def _nearest(name: str, known: tuple[str, ...]) -> str:
    """Return the known name that ``name`` is most like; an empty text where none is near."""
    from difflib import get_close_matches

    folded = _folded(known)
    plain = _fold(name)[:40]
    if plain in folded:
        return folded[plain]
    near = get_close_matches(plain, folded, 1, 0.5)
    return folded[near[0]] if near else ""


def _fitting(spec: Key, key: Scalar, value: Node, problems: list[Problem]) -> Node | None:
    """Return ``value`` if it is of the kind the key wants, else None."""
    kind = "text" if isinstance(value, Scalar) else "list" if isinstance(value, Sequence) else "mapping"
    if isinstance(value, Scalar) and not value.text.strip():
        return value
    if spec.kind in ("any", kind):
        if spec.choices and isinstance(value, Scalar) and value.text.strip() not in spec.choices:
            text = value.text.strip()
            near = _nearest(text, spec.choices)
            problems.append(
                problem(
                    "S106",
                    place=value.place,
                    key=key.text.strip(),
                    text=_short(text),
                    known="、".join(spec.choices),
                    near=near,
                )
            )
        return value
    problems.append(_wrong_kind(spec, key, value, kind))
    return None


def _wrong_kind(spec: Key, key: Scalar, value: Node, kind: str) -> Problem:
    name = key.text.strip()
    params = {"key": name, "wanted": _KINDS[spec.kind], "given": _KINDS[kind]}
    params |= {"wanted_en": spec.kind, "given_en": kind}
    if spec.kind == "list":
        params["as_list"] = name
    elif spec.kind == "mapping":
        joined = _JOINED.match(value.text) if isinstance(value, Scalar) else None
        if joined and isinstance(value, Scalar):
            params["joined"] = f"{joined[1]}: {value.text[joined.end() :].strip()}"
        else:
            params["as_mapping"] = name
    else:
        text = value.place.excerpt[value.place.column - 1 : value.place.end_column - 1]
        if text[:1] in ("{", "[") and '"' not in text:
            params["quoted"] = f'{name}: "{text}"'
    return problem("S103", place=value.place, params=params)


def _require(
    spec: Key, got: tuple[Scalar, Node | None, str] | None, node: Mapping, shape: Shape, problems: list[Problem]
) -> None:
    if got is None:
        problems.append(problem("S102", place=node.place, key=spec.name, name=shape.name, doc=spec.doc))
    else:
        problems.append(problem("S107", place=got[0].place, key=got[0].text.strip(), name=shape.name, doc=spec.doc))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
