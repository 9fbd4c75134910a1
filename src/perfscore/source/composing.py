"""YAML events → nodes, with both of PyYAML's parsers, no recursion and a limit to the depth.

Events are taken instead of ``yaml.compose`` because they still show what composing hides: aliases, tags, directives,
a second document; and because a file of ten thousand brackets must end in a message. No scalar is resolved.

What YAML reads without complaint but the writer did not mean is found here, where the context is known for sure: a
comma that cuts a value in two, a heading ``>7`` that swallows its line, keys that stand twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from attrs import field

from ..base.problem import Place, Problem, problem
from ..base.values import define
from .blanks import blank_name
from .nodes import Loader, Mapping, Node, Scalar, Sequence
from .notes import MAX_PROBLEMS
from .pureloader import PureLoader
from .repairs import Repaired
from .signs import WISHED
from .wording import quoted, short

__all__ = ["MAX_DEPTH", "Composed", "compose", "has_libyaml"]

MAX_DEPTH = 100
"""Deeper nesting is refused; the deepest table has about twenty levels."""

_ENTRY = re.compile(r"((?!-)[^\s:：,，。；;\"'“”(（]{1,16})([:：])(?!//)[ \u3000]*(?=\S)")
_ODD = " \t\u3000\u00a0\u2002\u2003\u2009\u200b\ufeff"


@define
class Composed:
    """What composing one text gave: a tree as far as it could be read, problems, and the YAML error that ended it."""

    node: Node | None = None
    problems: list[Problem] = field(factory=list)
    error: yaml.MarkedYAMLError | yaml.reader.ReaderError | None = None
    complete: bool = True


def has_libyaml() -> bool:
    """Tell whether PyYAML was built with libyaml (it is not in a browser)."""
    return hasattr(yaml, "CSafeLoader")


def compose(text: Repaired, loader: Loader = "auto") -> Composed:
    """Compose the one document of ``text``; never raises."""
    fast = loader != "python" and has_libyaml()
    builder = _Builder(text)
    parser: Any = None
    try:
        parser = yaml.CSafeLoader(text.text) if fast else PureLoader(text.text)
        builder.run(parser)
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError) as error:
        builder.out.error = error
    finally:
        if parser is not None:
            parser.dispose()
    return builder.out


class _Open:
    """A collection that is being read."""

    __slots__ = ("cuts", "flow", "items", "keys", "mapping", "mark", "pending")

    def __init__(self, mapping: bool, flow: bool, mark: Any) -> None:
        self.mapping = mapping
        self.flow = flow
        self.mark = mark
        self.items: list[Any] = []
        self.keys: dict[str, Scalar] = {}
        self.pending: Node | None = None
        self.cuts: list[int] = []


class _Builder:
    def __init__(self, text: Repaired) -> None:
        self.text = text
        self.lines = text.source.lines
        self.name = text.source.name
        self.edited = text.edits
        self.out = Composed()
        self.stack: list[_Open] = []

    def run(self, parser: Any) -> None:
        """Take events one by one; the hot loop of loading."""
        get = parser.get_event
        scalar_event, mapping_start, sequence_start = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
        mapping_end, sequence_end = yaml.MappingEndEvent, yaml.SequenceEndEvent
        while True:
            event = get()
            kind = event.__class__
            if kind is scalar_event:
                if event.anchor is not None or event.tag is not None:
                    self.refuse(event)
                self.add(self.scalar(event))
            elif kind is mapping_start or kind is sequence_start:
                if event.anchor is not None or event.tag is not None:
                    self.refuse(event)
                if len(self.stack) >= MAX_DEPTH:
                    self.report("Y041", self.at(event.start_mark, None), limit=MAX_DEPTH)
                    self.out.complete = False
                    return
                self.stack.append(_Open(kind is mapping_start, bool(event.flow_style), event.start_mark))
            elif kind is mapping_end or kind is sequence_end:
                self.add(self.closed(self.stack.pop(), event.end_mark))
            elif not self.other(event):
                return

    def other(self, event: Any) -> bool:
        """Aliases and the frame of documents; False when there is nothing more to read."""
        kind = event.__class__
        if kind is yaml.AliasEvent:
            place = self.at(event.start_mark, event.end_mark)
            self.report("Y042", place, mark="*", text=f"*{event.anchor}", fix=quoted(f"*{event.anchor}"))
            self.add(Scalar("*" + event.anchor, "", place))
        elif kind is yaml.DocumentStartEvent:
            if self.out.node is not None:
                self.report("Y044", self.at(event.start_mark, event.end_mark))
                return False
            if event.version or event.tags:
                self.report("Y045", self.line_place(0))
        return kind is not yaml.StreamEndEvent

    def add(self, node: Node) -> None:
        """Put a finished node into what is open."""
        if not self.stack:
            self.out.node = node
            return
        top = self.stack[-1]
        if not top.mapping:
            top.items.append(node)
        elif top.pending is None:
            top.pending = node
        else:
            self.entry(top, top.pending, node)
            top.pending = None

    def entry(self, top: _Open, key: Node, value: Node) -> None:
        if not isinstance(key, Scalar):
            self.report("Y046", key.place)
            return
        if value.__class__ is Scalar and value.is_empty and top.flow and not self.has_colon(key, value):
            top.cuts.append(len(top.items))
            top.items.append((key, value))
            return
        if value.__class__ is Scalar and value.is_empty:
            value = self.nothing(key)
        text = key.text
        if text in top.keys:
            self.report("S110", key.place, also=(top.keys[text].place,), key=short(text.strip()))
        else:
            top.keys[text] = key
            if not text:
                self.report("Y047", key.place)
            elif text == "<<" and not key.style:
                self.report("Y043", key.place)
            elif text[0] == "-" and not key.style and len(text) > 1:
                self.report("Y017", key.place, fix=f"- {short(text[1:].strip())}: …")
            elif text[0] in _ODD and not key.style:
                name, name_en = blank_name(text[0])
                self.report("Y013", key.place, key=text.strip(_ODD), blank=name, blank_en=name_en, fix=text.strip(_ODD))
                key = Scalar(text.strip(_ODD), "", key.place)
        top.items.append((key, value))

    def nothing(self, key: Scalar) -> Scalar:
        """The value of a key that has none stands right behind the colon (the parsers do not agree where)."""
        place = key.place
        at = place.excerpt.find(":", place.end_column - 1)
        if at < 0:
            return Scalar("", "", place, is_empty=True)
        return Scalar("", "", Place(place.source, place.line, at + 2, at + 3, place.excerpt), is_empty=True)

    def scalar(self, event: Any) -> Scalar:
        value, style = event.value, event.style or ""
        start, end = event.start_mark, event.end_mark
        place = self.at(start, end)
        if not style:
            if end.line != start.line:
                self.continued(start, end, place)
            if value[:1] == "“" and (found := WISHED.match(value)):
                self.report("Y026", place, text=found[1], fix=quoted(found[1]))
            return Scalar(value, "", place, not value and start.index == end.index)
        if style in "|>":
            return self.block(value, style, place)
        return Scalar(value, style, place)

    def block(self, value: str, style: str, place: Place) -> Scalar:
        """A block text; one whose head has a number and whose body is empty was meant as ``>7``, and ``|#`` as a text."""
        head = place.excerpt[place.column - 1 :].rstrip()
        if (not value.strip() and head[1:2].isdigit()) or head.lstrip("|>+-0123456789")[:1] == "#":
            self.report("Y021", place, mark=style, text=head, fix=quoted(head), better=_sign(head))
            return Scalar(head, "", place)
        return Scalar(value, style, place)

    def continued(self, start: Any, end: Any, place: Place) -> None:
        """A plain text over several lines: say so where a further line looks like an entry of its own."""
        for number in range(start.line + 1, min(end.line, len(self.lines) - 1) + 1):
            line = self.lines[number]
            found = _ENTRY.match(line.strip())
            if found and not found[1].isdigit():
                indent = len(line) - len(line.lstrip())
                where = Place(self.name, number + 1, indent + 1, indent + found.end() + 1, line)
                fix = f"{found[1]}: {line.strip()[found.end() :]}"
                self.report("Y014", where, also=(place,), key=found[1], fix=fix)

    def closed(self, top: _Open, end: Any) -> Node:
        """Make the node of a collection that has ended."""
        if top.mapping:
            if top.cuts:
                self.mend(top)
            entries = tuple(top.items)
            place = self.at(top.mark, end) if top.flow or not entries else entries[0][0].place
            return Mapping(entries, place)
        place = self.at(top.mark, end) if top.flow else self.at(top.mark, None)
        return Sequence(tuple(top.items), place)

    def has_colon(self, key: Scalar, value: Scalar) -> bool:
        """Tell whether a colon was written between a key and its empty value."""
        line = key.place.excerpt
        stop = value.place.column - 1 if value.place.line == key.place.line else len(line)
        return ":" in line[key.place.end_column - 1 : max(stop, key.place.end_column)]

    def mend(self, top: _Open) -> None:
        """Join pieces that a comma cut off to the value before them, and report each value once."""
        kept: list[Any] = []
        cuts = set(top.cuts)
        last: dict[int, Scalar] = {}
        for i, (key, value) in enumerate(top.items):
            found = _ENTRY.match(key.text) if i in cuts and not key.style else None
            if i not in cuts:
                kept.append((key, value))
            elif found and not found[1].isdigit():
                kept.append(self.colon(key, found))
            elif kept and self.joins(kept[-1][1], key):
                last[len(kept) - 1] = key
            else:
                self.report("Y033", key.place, text=short(key.text), fix=f"{short(key.text)}: …")
        for i, piece in last.items():
            key, value = kept[i]
            place = Place(self.name, value.place.line, value.place.column, piece.place.end_column, value.place.excerpt)
            whole = Scalar(place.excerpt[place.column - 1 : place.end_column - 1], "", place)
            kept[i] = (key, whole)
            self.cut(key, whole)
        top.items = kept

    def colon(self, key: Scalar, found: re.Match[str]) -> tuple[Scalar, Scalar]:
        """``分值：5`` or ``分值:5`` between braces: an entry whose colon YAML does not see."""
        place, rest = key.place, key.text[found.end() :]
        code = "Y011" if found[2] == "：" else "Y012"
        self.report(code, place, text=short(key.text), fix=f"{found[1]}: {short(rest)}")
        middle = place.column + found.end()
        left = Place(place.source, place.line, place.column, place.column + len(found[1]), place.excerpt)
        right = Place(place.source, place.line, middle, max(place.end_column, middle + 1), place.excerpt)
        return Scalar(found[1], "", left), Scalar(rest, "", right)

    @staticmethod
    def joins(value: Node, piece: Scalar) -> bool:
        """Tell whether a piece can be put back behind a plain text on its line."""
        plain = isinstance(value, Scalar) and not value.style and not value.is_empty and not piece.style
        return plain and value.place.line == piece.place.line

    def cut(self, key: Scalar, value: Scalar) -> None:
        text = value.text
        at = text.index(",")
        piece = text[at + 1 :].strip()
        place = value.place
        start = place.column + at
        if text[0] == "“" and text[-1] == "”":
            text = text[1:-1]
        fix = f"{key.text}: {quoted(text)}"
        wide = f"{key.text}: {text.replace(', ', '，').replace(',', '，')}"
        digits = re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?\D{0,4}", text)
        self.report(
            "Y032" if digits else "Y031",
            Place(place.source, place.line, start, place.end_column, place.excerpt),
            key=key.text.strip(),
            piece=short(piece),
            fix=fix,
            wide="" if digits else wide,
            plain=f"{key.text}: {text.replace(',', '')}" if digits else "",
        )

    def refuse(self, event: Any) -> None:
        """Anchors and tags."""
        line = self.lines[event.start_mark.line] if event.start_mark.line < len(self.lines) else ""
        place = self.at(event.start_mark, None)
        value = line[place.column - 1 : place.column + 80].strip()
        flow = bool(self.stack) and self.stack[-1].flow
        fix = "" if flow or any(c in value for c in "{[#") or " " not in value else quoted(value)
        text = value.split()[0].rstrip(",]}") if value else ""
        self.report("Y042", place, mark="&" if event.anchor is not None else "!", text=text, fix=fix)

    def report(self, code: str, place: Place, also: tuple[Place, ...] = (), **params: object) -> None:
        if len(self.out.problems) <= MAX_PROBLEMS:
            self.out.problems.append(problem(code, place=place, also=also, params=params))

    def at(self, start: Any, end: Any) -> Place:
        """Return the place between two marks, in columns of the file as written; one column where ``end`` is None."""
        number, column = start.line, start.column
        line = self.lines[number] if number < len(self.lines) else ""
        if end is None:
            stop = column + 1
        elif end.line == number:
            stop = end.column if end.column > column else column + 1
        else:
            stop = max(len(self.text.lines[number].rstrip()), column + 1) if number < len(self.lines) else column + 1
        if number in self.edited:
            column, stop = self.text.column(number, column), self.text.column(number, stop, end=True)
        return Place(self.name, number + 1, column + 1, stop + 1, line)

    def line_place(self, number: int) -> Place:
        line = self.lines[number]
        return Place(self.name, number + 1, 1, len(line.rstrip()) + 1, line)


def _sign(head: str) -> str:
    """``>7`` → ``＞7``: the sign that needs no quotes."""
    return "＞" + head[1:].strip() if head[0] == ">" else ""


def walk(node: Node) -> Iterator[Node]:
    """Yield every node, keys included, in the order of the file."""
    stack: list[Node] = [node]
    while stack:
        current = stack.pop()
        yield current
        if isinstance(current, Mapping):
            stack += [n for pair in reversed(current.entries) for n in reversed(pair)]
        elif isinstance(current, Sequence):
            stack += reversed(current.items)
