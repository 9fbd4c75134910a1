"""HTML pages (also those a finance system saves as ``.xls``) → tables and the text between them.

A reader of its own, because the standard library's takes quadratic time on hostile input: one pass, no look-ahead
that starts over. Scripts, styles and comments are left out; nothing is fetched.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from attrs import define, field

from ..base.problem import Problem, problem
from .model import Document, Grid, blanks_before
from .spans import Layout
from .superscript import raised

__all__ = ["read_html"]

_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:-]{0,40}")
_ATTRIBUTE = re.compile(r"""([a-zA-Z_:][\w:.-]{0,60})(?:\s{0,20}=\s{0,20}("[^"]*"|'[^']*'|[^\s"'>]{1,500}))?""")
_MARKS = re.compile("[>\"']")
_RAW = frozenset(("script", "style", "template", "noscript", "title", "textarea", "iframe"))
_BREAKS = frozenset(
    ("p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "ul", "ol", "pre")
)
_SOURCE_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
"""Blanks of the source are no indentation; only those that cannot be collapsed are."""
_SET_IN = re.compile(r"(?:padding-left|text-indent|margin-left)\s{0,9}:\s{0,9}([0-9]{1,4})(?:\.[0-9]{1,9})?(em|px|pt)")
_HALF_WIDTHS = {"em": (2, 1), "px": (1, 7), "pt": (1, 5)}
_BLANKS = re.compile(r"[ \t\r\n\f\v\xa0]+")
MAX_SPAN = 1000
MAX_TAG = 20_000
MAX_NESTED = 50


def _tokens(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield ``(kind, name, content)``: ``text``, ``open`` (content: the attributes) and ``close``."""
    at, size = 0, len(text)
    uncommented = False
    while at < size:
        start = text.find("<", at)
        if start < 0:
            yield "text", "", text[at:]
            return
        if start > at:
            yield "text", "", text[at:start]
        if not uncommented and text.startswith("<!--", start):
            end = text.find("-->", start + 4)
            uncommented = end < 0
            at = start + 4 if end < 0 else end + 3
            continue
        closing = text.startswith("</", start)
        name = _NAME.match(text, start + (2 if closing else 1))
        special = text[start + 1 : start + 2] in ("!", "?")
        if name is None and not special:
            yield "text", "", "<"
            at = start + 1
            continue
        end = _tag_end(text, start)
        if end < 0:
            yield "text", "", text[start : start + MAX_TAG]
            at = start + MAX_TAG
            continue
        if name is not None:
            yield "close" if closing else "open", name[0].lower(), text[name.end() : end]
        at = end + 1


def _tag_end(text: str, start: int) -> int:
    """Return where a tag ends; a ``>`` inside quotes does not end it. A tag is not longer than :data:`MAX_TAG`."""
    quote, stop = "", min(len(text), start + MAX_TAG)
    for found in _MARKS.finditer(text, start + 1, stop):
        char = found[0]
        if quote:
            quote = "" if char == quote else quote
        elif char == ">":
            return found.start()
        elif text[found.start() - 1] in "= ":
            quote = char
    return text.find(">", start, stop)


def _attributes(text: str) -> dict[str, str]:
    return {m[1].lower(): html.unescape((m[2] or "").strip("\"'")) for m in _ATTRIBUTE.finditer(text[:4000])}


@define
class _Table:
    """A table being read."""

    layout: Layout
    before: tuple[str, ...]
    row: int = -1
    column: int = 0
    cell: list[str] | None = None
    spans: tuple[int, int] = (1, 1)
    to_end: list[int] = field(factory=list)
    indent: int = 0


@define
class _Reading:
    name: str
    grids: dict[int, Grid] = field(factory=dict)
    problems: list[Problem] = field(factory=list)
    stack: list[_Table] = field(factory=list)
    loose: list[str] = field(factory=list)
    count: int = 0
    skipping: str = ""
    lifted: int = 0

    def text(self, raw: str) -> None:
        if self.skipping:
            return
        written = html.unescape(raw)
        text = _BLANKS.sub(" ", written)
        if self.stack and self.stack[-1].cell is not None and not "".join(self.stack[-1].cell).strip():
            self.stack[-1].indent += blanks_before(_SOURCE_BLANKS.sub("", written))
        if self.lifted:
            text = raised(text)
        if not self.stack:
            self.loose.append(text)
        elif self.stack[-1].cell is not None:
            self.stack[-1].cell.append(text)
        elif text.strip():
            self.loose.append(text)

    def line_break(self) -> None:
        if not self.stack or self.stack[-1].cell is None:
            self.loose.append("\n")
        else:
            self.stack[-1].cell.append("\n")

    def open(self, name: str, rest: str) -> None:
        if self.skipping:
            return
        if name in _RAW:
            self.skipping = "" if rest.endswith("/") else name
        elif name == "sup":
            self.lifted += 1
        elif name == "br" or name in _BREAKS - {"tr"}:
            self.line_break()
        elif name == "table" and len(self.stack) < MAX_NESTED:
            self._table()
        elif self.stack:
            self._in_table(name, rest)
        if "style" in rest and self.stack and self.stack[-1].cell is not None:
            self._set_in(self.stack[-1], rest)
        if name == "img" and self.stack and self.stack[-1].cell is not None:
            table = self.stack[-1]
            where = Grid(table.layout.name, "html", ()).where(max(table.row, 0), table.column)
            self.problems.append(problem("I943", where=where, what="图片", what_en="a picture"))

    def _set_in(self, table: _Table, rest: str) -> None:
        """Add what a style sets the text of a cell in by, before there is any."""
        if not "".join(table.cell or ()).strip():
            for found in _SET_IN.finditer(_attributes(rest).get("style", "")):
                times, by = _HALF_WIDTHS[found[2]]
                table.indent += int(found[1]) * times // by

    def _table(self) -> None:
        self.count += 1
        layout = Layout(f"第 {self.count} 张表", "html", self.name)
        self.stack.append(_Table(layout, self.paragraphs() if not self.stack else ()))

    def paragraphs(self) -> tuple[str, ...]:
        lines = [line.strip() for line in "".join(self.loose).split("\n")]
        self.loose = []
        return tuple(line for line in lines if line)

    def _in_table(self, name: str, rest: str) -> None:
        table = self.stack[-1]
        if name == "tr":
            self._end_cell(table)
            table.row += 1
            table.column = 0
        elif name in ("td", "th"):
            self._end_cell(table)
            table.row = max(table.row, 0)
            given = _attributes(rest)
            table.cell, table.indent = [], 0
            table.spans = (_span(given.get("rowspan")), max(_span(given.get("colspan")), 1))
            table.column = table.layout.free(table.row, table.column)

    def _end_cell(self, table: _Table) -> None:
        if table.cell is None:
            return
        lines = "".join(table.cell).split("\n")
        text = "\n".join(line for line in (_BLANKS.sub(" ", line).strip() for line in lines) if line)
        rows, columns = table.spans
        tall, wide = min(max(rows, 1), MAX_SPAN), min(columns, MAX_SPAN)
        placed = table.layout.place(table.row, table.column, text, tall, wide, table.indent)
        if rows == 0:
            table.to_end.append(len(table.layout.cells) - 1)
        table.column = placed.column + placed.columns
        table.cell = None

    def close(self, name: str) -> None:
        if self.skipping:
            self.skipping = "" if name == self.skipping else self.skipping
        elif name == "sup":
            self.lifted = max(self.lifted - 1, 0)
        elif name in ("td", "th", "tr") and self.stack:
            self._end_cell(self.stack[-1])
        elif name == "table" and self.stack:
            self._end_table()
        elif name in _BREAKS:
            self.line_break()

    def _end_table(self) -> None:
        table = self.stack.pop()
        self._end_cell(table)
        for index in table.to_end:
            while table.layout.cells[index].last < table.row:
                cell = table.layout.cells[index]
                if any((cell.last + 1, cell.column + c) in table.layout.taken for c in range(cell.columns)):
                    break
                table.layout.extend(index)
        self.problems += table.layout.problems
        number = int(table.layout.name.split()[1])
        self.grids[number] = table.layout.grid(table.before)


def _span(text: str | None) -> int:
    """Return a span; 0 stands for “to the end of the table”."""
    clean = (text or "1").strip()
    return int(clean) if clean.isascii() and clean.isdigit() and len(clean) < 6 else 1


def read_html(text: str, name: str) -> Document:
    """Return the tables of a page, outer ones before those inside them. Never raises for what is in it but its size."""
    reading = _Reading(name)
    for kind, tag, content in _tokens(text):
        if kind == "text":
            reading.text(content)
        elif kind == "open":
            reading.open(tag, content)
        else:
            reading.close(tag)
    while reading.stack:
        reading._end_table()
    grids = tuple(reading.grids[n] for n in sorted(reading.grids))
    return Document(name, "html", grids, reading.paragraphs(), tuple(reading.problems))
