"""Excel workbooks (.xlsx) → sheets of cells, with the standard library alone.

The stored text of a number is read together with its number format (:mod:`.numberformats`), so that 7.7 % is 7.7 %.
A formula is never computed: the result saved in the file counts, and says so.
"""

from __future__ import annotations

import re
from typing import TypeVar
from xml.etree.ElementTree import Element

from attrs import define, evolve, field, frozen

from ..base.problem import PerfscoreError, Problem, problem
from .markup import attribute, child, children
from .model import MAX_CELLS, Cell, Document, Grid, blanks_before, column_letters
from .numberformats import BUILT_IN, shown
from .package import Package
from .superscript import raised

__all__ = ["read_xlsx"]

_REF = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})\Z")
_CONSTANT = re.compile(r"[0-9][0-9,]{0,20}(?:\.[0-9]{1,20})?%?\Z")
MAX_SHEETS = 500
_T = TypeVar("_T")
_ERRORS = "e"


@frozen
class _Book:
    """What all sheets share."""

    package: Package
    strings: tuple[str, ...] = field(repr=False)
    formats: tuple[str, ...] = field(repr=False)
    indents: tuple[int, ...] = field(repr=False)
    date_1904: bool = False


def _rich(element: Element) -> str:
    """Return the text of a string item; readings aid (phonetic) left out, raised figures kept raised."""
    out = []
    for inner in element:
        if inner.tag == "t":
            out.append(inner.text or "")
        elif inner.tag == "r":
            text = "".join(t.text or "" for t in children(inner, "t"))
            lifted = attribute(child(inner, "rPr", "vertAlign"), "val") == "superscript"
            out.append(raised(text) if lifted else text)
    return _plain("".join(out))


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _plain(text: str) -> str:
    """Undo ``_x000D_`` and its like, by which Office writes control characters."""
    return (
        _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    )


def _formats(package: Package, part: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the number format of every cell style, and how far it sets a text in."""
    if not part:
        return (), ()
    root = package.xml(part)
    own = {attribute(f, "numFmtId"): attribute(f, "formatCode") for f in children(child(root, "numFmts"), "numFmt")}
    out, indents = [], []
    for style in children(child(root, "cellXfs"), "xf"):
        level = attribute(child(style, "alignment"), "indent", "0")
        indents.append(2 * int(level) if level.isascii() and level.isdigit() and len(level) < 4 else 0)
        number = attribute(style, "numFmtId", "0")
        known = BUILT_IN.get(int(number), "General") if number.isascii() and number.isdigit() else "General"
        out.append(own.get(number, known))
    return tuple(out), tuple(indents)


def read_xlsx(package: Package, main: str) -> Document:
    """Return the visible sheets of a workbook. Raises :class:`~perfscore.PerfscoreError` where it cannot be read."""
    problems = package.aside()
    links = package.links(main)
    parts = dict(links.values())
    root = package.xml(main)
    strings: tuple[str, ...] = ()
    if "sharedStrings" in parts:
        strings = tuple(_rich(item) for item in children(package.xml(parts["sharedStrings"]), "si"))
    switch = attribute(child(root, "workbookPr"), "date1904", "0") in ("1", "true")
    book = _Book(package, strings, *_formats(package, parts.get("styles", "")), switch)
    grids = []
    for sheet in children(child(root, "sheets"), "sheet")[:MAX_SHEETS]:
        name = attribute(sheet, "name")
        if attribute(sheet, "state", "visible") != "visible":
            problems.append(problem("I943", where=name, what="隐藏的工作表", what_en="a hidden sheet"))
            continue
        kind, target = links.get(attribute(sheet, "id"), ("", ""))
        if kind != "worksheet":
            continue
        reading = _Sheet(book, name)
        grids.append(reading.read(package.xml(target)))
        problems += reading.problems
    return Document(package.name, "xlsx", tuple(grids), (), tuple(problems))


def _position(ref: str) -> tuple[int, int] | None:
    found = _REF.match(ref)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    return (row - 1, column - 1) if 0 < row <= 1_048_576 and column <= 16_384 else None


@define
class _Sheet:
    """One sheet being read."""

    book: _Book
    name: str
    cells: dict[tuple[int, int], Cell] = field(factory=dict)
    problems: list[Problem] = field(factory=list)

    def read(self, root: Element) -> Grid:
        row_number = -1
        for row in children(child(root, "sheetData"), "row"):
            given = attribute(row, "r")
            row_number = int(given) - 1 if given.isascii() and given.isdigit() and len(given) < 8 else row_number + 1
            column = -1
            for cell in children(row, "c"):
                at = _position(attribute(cell, "r"))
                row_here, column = at if at is not None else (row_number, column + 1)
                raw = self._text(cell, f"{self.name}!{column_letters(column)}{row_here + 1}")
                if text := raw.strip():
                    indent = blanks_before(raw.lstrip("\n")) + self._style(cell, self.book.indents, 0)
                    self.cells[row_here, column] = Cell(row_here, column, text, indent=indent)
        if len(self.cells) > MAX_CELLS:
            raise self._too_large()
        self._merge([attribute(m, "ref") for m in children(child(root, "mergeCells"), "mergeCell")])
        return Grid(self.name, "xlsx", tuple(self.cells[at] for at in sorted(self.cells)))

    def _too_large(self) -> PerfscoreError:
        what = f"工作表“{self.name}”"
        limit = f"{MAX_CELLS} 格"
        return PerfscoreError(
            [
                problem(
                    "I922",
                    name=self.book.package.name,
                    what=what,
                    what_en=self.name,
                    limit=limit,
                    limit_en=f"{MAX_CELLS} cells",
                )
            ]
        )

    def _merge(self, refs: list[str]) -> None:
        """Apply merged ranges, cut back to the part of the sheet that holds something."""
        last_row = max((r for r, _ in self.cells), default=0)
        last_column = max((c for _, c in self.cells), default=0)
        covered: set[tuple[int, int]] = set()
        for ref in refs:
            first, _, second = ref.partition(":")
            start, end = _position(first), _position(second or first)
            if start is None or end is None or end[0] < start[0] or end[1] < start[1]:
                self.problems.append(
                    problem("I929", where=f"{self.name}!{ref[:30]}", why="范围写得不对", why_en="is no range")
                )
                continue
            rows = max(min(end[0], last_row) - start[0] + 1, 1)
            columns = max(min(end[1], last_column) - start[1] + 1, 1)
            if len(covered) + rows * columns > MAX_CELLS:
                raise self._too_large()
            places = {(r, c) for r in range(start[0], start[0] + rows) for c in range(start[1], start[1] + columns)}
            if places & covered:
                self.problems.append(
                    problem(
                        "I929",
                        where=f"{self.name}!{ref}",
                        why="与别的合并单元格重叠",
                        why_en="overlaps another merged range",
                    )
                )
                continue
            covered |= places
            self._join(start, rows, columns, places)

    def _join(self, start: tuple[int, int], rows: int, columns: int, places: set[tuple[int, int]]) -> None:
        for at in sorted(places - {start}):
            if (hidden := self.cells.pop(at, None)) is not None:
                where = f"{self.name}!{column_letters(hidden.column)}{hidden.row + 1}"
                self.problems.append(
                    problem("I943", where=where, what="合并单元格盖住的文字", what_en="words under a merged cell")
                )
        cell = self.cells.get(start)
        if cell is not None:
            self.cells[start] = evolve(cell, rows=rows, columns=columns)
        elif rows * columns > 1:
            self.cells[start] = Cell(*start, "", rows, columns)

    def _text(self, cell: Element, where: str) -> str:
        kind = attribute(cell, "t", "n")
        value = child(cell, "v")
        raw = (value.text or "") if value is not None else ""
        formula = child(cell, "f")
        if kind == "inlineStr":
            inline = child(cell, "is")
            return _rich(inline) if inline is not None else ""
        if kind == "s":
            number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 9 else -1
            return self.book.strings[number] if 0 <= number < len(self.book.strings) else ""
        if kind == _ERRORS:
            self.problems.append(problem("I935", where=where, value=raw))
            return ""
        if formula is not None and not raw:
            return self._without_result(formula.text or "", where)
        text = self._number(cell, raw, where) if kind == "n" else _plain(raw)
        if kind == "b":
            text = {"1": "是", "0": "否"}.get(raw, raw)
        if formula is not None and text:
            said = formula.text or "…"
            self.problems.append(problem("I933", where=where, formula="=" + said[:80], value=text))
        return text

    def _without_result(self, formula: str, where: str) -> str:
        """A formula whose result is not saved. ``=100%`` is no formula but a target that was typed as one."""
        if _CONSTANT.match(formula):
            self.problems.append(problem("I933", where=where, formula=f"={formula}", value=f"={formula}"))
            return f"={formula}"
        self.problems.append(problem("I934", where=where, formula="=" + formula[:80]))
        return ""

    def _style(self, cell: Element, of_styles: tuple[_T, ...], default: _T) -> _T:
        """Return what a cell's style says."""
        style = attribute(cell, "s", "0")
        index = int(style) if style.isascii() and style.isdigit() and len(style) < 7 else 0
        return of_styles[index] if index < len(of_styles) else default

    def _number(self, cell: Element, raw: str, where: str) -> str:
        if not raw:
            return ""
        code = self._style(cell, self.book.formats, "General")
        got = shown(raw, code, date_1904=self.book.date_1904)
        if got is None:
            return _plain(raw)
        if got.odd:
            self.problems.append(problem("I937", where=where, format=code[:60], value=got.text))
        elif got.printed:
            self.problems.append(problem("I936", where=where, shown=got.printed, value=got.text))
        return got.text
