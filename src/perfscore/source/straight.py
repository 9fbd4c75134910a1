"""The plain part of YAML, read in one pass over the lines: what tables and packs are written in, and nothing else.

Entries ``键: 值``, lists with dashes, plain and quoted texts of one line, braces and brackets within a line, even blocks
of text (``|``, ``>``), comments. Whatever lies beyond, and whatever might deserve a message, makes :func:`read_straight` give up, and the text goes to
a parser of YAML (:mod:`.composing`). What it does read it reads as they do: the tests hold that nodes and places are
equal, on whole files and on damaged ones. It is several times as fast as libyaml's events, and it needs no libyaml.

A text in which :func:`~perfscore.source.signs.unusual` finds something must not be read here.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

from .files import Source
from .nodes import Mapping, Node, Scalar, Sequence, Spot
from .signs import HASH, WISHED

__all__ = ["read_straight"]

_DEEPEST = 40
"""Deeper nesting is left to the parsers, which know where to stop."""
_SIGNS = r"\s?:,\[\]{}#&*!|>'\"%@`"
"""A plain text that begins with one of these is none, or has its pitfalls."""
_FLOW = r":#,\[\]{}?"
"""Signs that a plain text between braces may have in YAML, sometimes; here it has none of them."""
_KEY = rf"[^\-.<{_SIGNS}](?:[^:#]{{0,98}}[^:# ])?"
_LINE = re.compile(rf"( *)(- +)?(?:({_KEY}):(?: +|\Z))?(.*)")
_FLOW_KEY = rf"[^\-.<{_SIGNS}](?:[^{_FLOW}]{{0,98}}[^{_FLOW} ])?"
_FLOW_TEXT = rf"(?:[^\-{_SIGNS}]|-(?=[^ {_FLOW}]))(?:[^{_FLOW}]*[^{_FLOW} ])?"
_FLOW_VALUE = rf"(?:(?:({_FLOW_TEXT})|\"([^\"\\]*)\") *([,}}\]])|(?=[{{\[]))"
_PAIR = re.compile(rf" *({_FLOW_KEY}): +{_FLOW_VALUE}")
_ITEM = re.compile(rf" *(){_FLOW_VALUE}")
_QUOTED_KEY = re.compile(r"( *)(- +)?\"([^\"\\]{1,98})\":(?: +|\Z)(.*)")
_BLOCK = re.compile(r"([|>])(-?) *\Z")
_SIGN = re.compile(r" *([,}\]])")
_QUOTED = re.compile(r"(?:\"([^\"\\]*)\"|'([^']*)')")
_NOT_PLAIN = re.compile(rf"[{_SIGNS}]|-(?: |\Z)")
_REST = re.compile(r" *(?: #.*)?\Z")


_new = tuple.__new__
"""Makes a node without the handling of arguments, which costs as much again; in the two places that make most."""


class _Beyond(Exception):
    """The text is more than this reader reads."""


def read_straight(source: Source) -> Mapping | None:
    """Read the text of ``source`` as one mapping; None where it must go to a parser of YAML."""
    try:
        return _Reader(source).run()
    except _Beyond:
        return None


class _Open:
    """A mapping or list that is being read; ``key`` waits for its value on the lines below."""

    __slots__ = ("at", "column", "entries", "items", "key", "known")

    def __init__(self, column: int, listed: bool, at: Spot) -> None:
        self.column = column
        self.at = at
        self.items: list[Node] | None = [] if listed else None
        self.entries: list[tuple[Scalar, Node]] = []
        self.known: set[str] = set()
        self.key: Scalar | None = None


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.stack: list[_Open] = []
        self.line = ""
        self.number = 0

    def run(self) -> Mapping:
        match, lines = _LINE.match, self.source.lines
        while self.number < len(lines):
            line = self.line = lines[self.number]
            found = match(line)
            assert found is not None
            value = found[4]
            if found[3] is None and value[:1] == '"' and (again := _QUOTED_KEY.match(line)) is not None:
                self.content(again, again[4], '"')
            elif found[2] is not None or found[3] is not None:
                self.content(found, value, "")
            elif value and value[0] != "#":
                _give_up()
            self.number += 1
        while len(self.stack) > 1:
            self.close()
        if not self.stack:
            _give_up()
        return self.mapping(self.stack[0])

    def content(self, found: re.Match[str], value: str, style: str) -> None:
        """Read what a line holds: ``key: value``, ``- value`` or ``- key: value``; ``style`` is that of the key."""
        if "#" in value and HASH.search(self.line) is not None:
            _give_up()
        _, dash, key, _ = found.groups()
        top = self.settle(found.end(1), dash is not None)
        if key is None:
            assert top.items is not None
            top.items.append(self.value(found.start(4), value))
            return
        begin, end = found.start(3) - len(style), found.end(3) + len(style)
        if top.items is not None:
            top = self.open(begin, listed=False)
        name = _new(Scalar, (key, style, (self.source, self.number, begin, end), False))
        self.entry(top, name, found.start(4), value)

    def settle(self, column: int, listed: bool) -> _Open:
        """Close what the line ends and open what it begins; return what it belongs to."""
        if not self.stack:
            return self.open(column, listed) if column == 0 and not listed else _give_up()
        top = self.stack[-1]
        if top.key is not None and (column > top.column or (listed and column == top.column)):
            return self.open(column, listed)
        while column < top.column or (column == top.column and not listed and top.items is not None):
            self.close()
            top = self.stack[-1]
        if column != top.column or listed != (top.items is not None):
            _give_up()
        return top

    def open(self, column: int, listed: bool) -> _Open:
        """Begin a mapping or list in ``column``."""
        if len(self.stack) >= _DEEPEST:
            _give_up()
        top = _Open(column, listed, (self.source, self.number, column, column + 1))
        self.stack.append(top)
        return top

    def close(self) -> None:
        """End what is open and put it where it belongs."""
        done = self.stack.pop()
        node: Node = self.mapping(done) if done.items is None else Sequence(tuple(done.items), done.at)
        top = self.stack[-1]
        if top.items is not None:
            top.items.append(node)
        else:
            assert top.key is not None
            top.entries.append((top.key, node))
            top.key = None

    def mapping(self, done: _Open) -> Mapping:
        self.leave_out(done)
        return Mapping(tuple(done.entries), done.entries[0][0].at)

    def leave_out(self, top: _Open) -> None:
        """A key without a value: its empty value stands right behind the colon."""
        if top.key is not None:
            source, line, _, end = top.key.at  # type: ignore[misc]
            at = (source, line, end + 1, end + 2)
            top.entries.append((top.key, Scalar("", "", at, True)))
            top.key = None

    def entry(self, top: _Open, key: Scalar, start: int, value: str) -> None:
        """``key: value``; without a value the key waits for what the next lines bring."""
        self.leave_out(top)
        if key.text in top.known:
            _give_up()
        top.known.add(key.text)
        if not value or value[0] == "#":
            top.key = key
        elif value[0] in "|>":
            top.entries.append((key, self.block(top.column, start, value)))
        else:
            top.entries.append((key, self.value(start, value)))

    def value(self, at: int, value: str) -> Node:
        """Read the value that begins in column ``at`` and fills the rest of the line, but for a comment."""
        first = value[:1]
        if first in ("{", "["):
            node, end = self.flow(at, 1)
            self.rest(end)
            return node
        if first in ("'", '"'):
            found = _QUOTED.match(self.line, at) or _give_up()
            self.rest(found.end())
            text = found[1] if first == '"' else found[2]
            return Scalar(text, first, (self.source, self.number, at, found.end()))
        if not value or _NOT_PLAIN.match(value) is not None:
            _give_up()
        if " #" in value:
            value = value[: value.index(" #")]
        value = value.rstrip(" ")
        if ": " in value or value[-1] == ":":
            _give_up()
        return self.plain(value, at)

    def block(self, column: int, start: int, value: str) -> Scalar:
        """Read the text below ``|`` or ``>``: lines of one indentation, with nothing blank between them."""
        found = _BLOCK.match(value) or _give_up()
        number, lines = self.number + 1, self.source.lines
        indent = _indent(lines[number]) if number < len(lines) else 0
        texts: list[str] = []
        while number < len(lines) and lines[number].startswith(" " * indent) and indent > column:
            texts.append(lines[number][indent:])
            number += 1
        after = next((line for line in lines[number:] if line), "-")
        if not texts or _indent(after) > column or not after.strip(" "):
            _give_up()
        if any(not text or text[0] == " " or HASH.search(text) for text in texts):
            _give_up()
        end = "" if found[2] or number == len(lines) else "\n"
        at = (self.source, self.number, start, max(len(self.line.rstrip()), start + 1))
        self.number = number - 1
        return Scalar(("\n" if found[1] == "|" else " ").join(texts) + end, found[1], at)

    def plain(self, text: str, at: int) -> Scalar:
        if text[0] == "“" and WISHED.match(text) is not None:
            _give_up()
        return _new(Scalar, (text, "", (self.source, self.number, at, at + len(text)), False))

    def rest(self, end: int) -> None:
        """Nothing but a comment may follow quotes and brackets."""
        if end < len(self.line) and _REST.match(self.line, end) is None:
            _give_up()

    def flow(self, start: int, depth: int) -> tuple[Node, int]:
        """Read braces or brackets that open in column ``start``; returns the node and the column behind it."""
        line, source, number = self.line, self.source, self.number
        pairs = line[start] == "{"
        match = (_PAIR if pairs else _ITEM).match
        out: list[Any] = []
        end, sign = start + 1, ","
        while sign == ",":
            found = match(line, end) or _give_up()
            key, text, quoted, sign = found.groups()
            end = found.end()
            value: Node
            if text is not None:
                at = found.start(2)
                value = _new(Scalar, (text, "", (source, number, at, at + len(text)), False))
                if text[0] == "“" and WISHED.match(text) is not None:
                    _give_up()
            elif quoted is not None:
                at = found.start(3)
                value = _new(Scalar, (quoted, '"', (source, number, at - 1, at + len(quoted) + 1), False))
            else:
                value, end = self.flow(end, depth + 1) if depth < _DEEPEST else _give_up()
                closing = _SIGN.match(line, end) or _give_up()
                sign, end = closing[1], closing.end()
            if pairs:
                at = found.start(1)
                out.append((_new(Scalar, (key, "", (source, number, at, at + len(key)), False)), value))
            else:
                out.append(value)
        if sign != ("}" if pairs else "]") or (pairs and len({key.text for key, _ in out}) != len(out)):
            _give_up()
        spot = (source, number, start, end)
        return (Mapping(tuple(out), spot) if pairs else Sequence(tuple(out), spot)), end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _give_up() -> NoReturn:
    raise _Beyond
