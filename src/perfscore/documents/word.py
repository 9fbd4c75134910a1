"""Word documents (.docx) → tables and paragraphs, with the standard library alone.

What a reader of the page does not see as text is not taken for text and is reported: deleted words of tracked
changes, hidden words, pictures, text boxes, symbols of a symbol font. Inserted words count.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from attrs import define, field

from ..base.problem import Problem, problem
from .markup import attribute, child, children
from .model import Document, Grid, blanks_before
from .package import Package
from .spans import Layout
from .superscript import raised

__all__ = ["read_docx"]

_INSIDE = frozenset(
    ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo", "oMathPara")
)
"""Elements that only wrap others."""
_DELETED = frozenset(("del", "moveFrom"))
_NOT_TEXT = {
    "drawing": ("图片或文本框", "a picture or text box"),
    "pict": ("图片或文本框", "a picture or text box"),
    "object": ("嵌入的对象", "an embedded object"),
    "sym": ("符号字体的字符", "a character of a symbol font"),
    "altChunk": ("嵌入的文档片段", "an embedded piece of a document"),
    "footnoteReference": ("脚注", "a footnote"),
    "endnoteReference": ("尾注", "an endnote"),
}
MAX_SPAN = 200


@define
class _Texts:
    """Collects the text of one cell or paragraph, and what in it is not text."""

    parts: list[str] = field(factory=list)
    aside: dict[str, str] = field(factory=dict)
    set_in: int = 0
    """How far the format of the first paragraph with text sets it in, in half-width cells."""

    def block(self, element: Element) -> None:
        """Add the paragraphs below ``element``; tables inside are left to the caller."""
        for inner in element:
            if inner.tag == "p":
                if self.parts and self.parts[-1] != "\n":
                    self.parts.append("\n")
                bare = not "".join(self.parts).strip()
                self.runs(inner)
                if bare and "".join(self.parts).strip():
                    self.set_in = _set_in(child(inner, "pPr", "ind"))
            elif inner.tag in _INSIDE:
                self.block(inner)
            elif inner.tag in _NOT_TEXT:
                self._note(inner.tag)

    def runs(self, element: Element) -> None:
        for inner in element:
            if inner.tag == "r":
                self._run(inner)
            elif inner.tag == "oMath":
                self._math(inner)
            elif inner.tag in _INSIDE:
                self.runs(inner)
            elif inner.tag in _DELETED:
                if any(e.tag in ("delText", "t") and e.text for e in inner.iter()):
                    self.aside["修订中已删除的文字"] = "words deleted in a tracked change"
            elif inner.tag == "AlternateContent":
                self.runs(_first(inner))
            elif inner.tag in _NOT_TEXT:
                self._note(inner.tag)

    def _run(self, run: Element) -> None:
        look = child(run, "rPr")
        if _on(child(look, "vanish")):
            if any(e.tag == "t" and e.text for e in run.iter()):
                self.aside["隐藏的文字"] = "hidden words"
            return
        lifted = attribute(child(look, "vertAlign"), "val") == "superscript"
        for inner in run:
            if inner.tag == "t":
                self.parts.append(raised(inner.text or "") if lifted else inner.text or "")
            elif inner.tag == "tab":
                self.parts.append(" ")
            elif (inner.tag == "br" and attribute(inner, "type") in ("", "textWrapping")) or inner.tag == "cr":
                self.parts.append("\n")
            elif inner.tag == "noBreakHyphen":
                self.parts.append("-")
            elif inner.tag == "AlternateContent":
                self._run(_first(inner))
            elif inner.tag in _NOT_TEXT:
                self._note(inner.tag)

    def _math(self, element: Element) -> None:
        for inner in element:
            if inner.tag == "t":
                self.parts.append(inner.text or "")
            elif inner.tag == "sup":
                self.parts.append(raised("".join(e.text or "" for e in inner.iter("t"))))
            else:
                self._math(inner)

    def _note(self, tag: str) -> None:
        zh, en = _NOT_TEXT[tag]
        self.aside[zh] = en

    def indent(self) -> int:
        """Return how far the first line of text is set in, by blanks before it and by its format."""
        first = next((line for line in "".join(self.parts).split("\n") if line.strip()), "")
        return blanks_before(first) + self.set_in

    def text(self) -> str:
        lines = "".join(self.parts).replace("\xa0", " ").split("\n")
        return "\n".join(line.strip() for line in lines).strip()


def _first(alternate: Element) -> Element:
    """Return the first branch of an AlternateContent, or the element itself where it has none."""
    for inner in alternate:
        if inner.tag in ("Choice", "Fallback"):
            return inner
    return Element("none")


def _on(switch: Element | None) -> bool:
    return switch is not None and attribute(switch, "val", "1") not in ("0", "false", "off")


@define
class _Reading:
    package: Package
    grids: list[Grid] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    loose: list[str] = field(factory=list)
    """Paragraphs since the last table."""

    def body(self, element: Element) -> None:
        for inner in element:
            if inner.tag == "p":
                texts = _Texts()
                texts.runs(inner)
                if text := texts.text():
                    self.loose.append(text)
                self._aside(texts, f"第 {len(self.grids) + 1} 张表之前的正文")
            elif inner.tag == "tbl":
                self.table(inner)
            elif inner.tag == "altChunk":
                zh, en = _NOT_TEXT["altChunk"]
                self.problems.append(problem("I943", where="正文", what=zh, what_en=en))
            elif inner.tag in _INSIDE:
                self.body(inner)

    def _aside(self, texts: _Texts, where: str) -> None:
        self.problems += [problem("I943", where=where, what=zh, what_en=en) for zh, en in texts.aside.items()]

    def table(self, table: Element) -> None:
        """Read a table, then the tables inside its cells."""
        before, self.loose = tuple(self.loose), []
        name = f"第 {len(self.grids) + 1} 张表"
        layout = Layout(name, "docx", self.package.name)
        nested: list[Element] = []
        open_cells: dict[int, int] = {}
        for number, row in enumerate(_rows(table)):
            open_cells = self._row(row, number, layout, open_cells, nested)
        self.problems += layout.problems
        self.grids.append(layout.grid(before))
        for inner in nested:
            self.table(inner)

    def _row(
        self, row: Element, number: int, layout: Layout, above: dict[int, int], nested: list[Element]
    ) -> dict[int, int]:
        """Place a row's cells. ``above`` holds column → cell of those that a merge may go on from, as does the result."""
        column = _number(child(row, "trPr", "gridBefore"))
        below: dict[int, int] = {}
        for cell in _cells(row):
            span = min(max(_number(child(cell, "tcPr", "gridSpan"), 1), 1), MAX_SPAN)
            merge = child(cell, "tcPr", "vMerge")
            texts = _Texts()
            texts.block(cell)
            nested += _nested(cell)
            where = Grid(layout.name, "docx", ()).where(number, column)
            goes_on = merge is not None and attribute(merge, "val", "continue") == "continue"
            if goes_on and column in above and layout.cells[above[column]].columns == span:
                layout.extend(above[column])
                below[column] = above[column]
                if texts.text():
                    self.problems.append(
                        problem("I943", where=where, what="合并单元格盖住的文字", what_en="words under a merged cell")
                    )
            else:
                if goes_on:
                    layout.broken(number, column, "没有可以接续的上一格", "continues no cell above")
                layout.place(number, column, texts.text(), 1, span, texts.indent())
                if merge is not None:
                    below[column] = len(layout.cells) - 1
            self._aside(texts, where)
            column += span
        return below


def _set_in(look: Element | None) -> int:
    """Return an indentation in half-width cells: hundredths of a character where given, else twentieths of a point."""
    wide = 0
    for sides in (("left", "start"), ("firstLine",)):
        hundredths = next((attribute(look, f"{s}Chars") for s in sides if attribute(look, f"{s}Chars")), "")
        twips = next((attribute(look, s) for s in sides if attribute(look, s)), "")
        if hundredths.isascii() and hundredths.isdigit() and hundredths.strip("0") and len(hundredths) < 6:
            wide += int(hundredths) // 50
        elif twips.isascii() and twips.isdigit() and len(twips) < 6:
            wide += int(twips) // 105
    return wide


def _number(element: Element | None, default: int = 0) -> int:
    text = attribute(element, "val")
    return min(int(text), MAX_SPAN) if text.isascii() and text.isdigit() and len(text) < 6 else default


def _rows(table: Element) -> Iterator[Element]:
    for inner in table:
        if inner.tag == "tr":
            if child(inner, "trPr", "del") is None:
                yield inner
        elif inner.tag in _INSIDE:
            yield from _rows(inner)


def _cells(row: Element) -> Iterator[Element]:
    for inner in row:
        if inner.tag == "tc":
            yield inner
        elif inner.tag in _INSIDE:
            yield from _cells(inner)


def _nested(cell: Element) -> list[Element]:
    found = []
    for inner in cell:
        if inner.tag == "tbl":
            found.append(inner)
        elif inner.tag in _INSIDE:
            found += _nested(inner)
    return found


def read_docx(package: Package, main: str) -> Document:
    """Return the tables of a Word document. Raises :class:`~perfscore.PerfscoreError` where it cannot be read."""
    reading = _Reading(package, problems=package.aside())
    for body in children(package.xml(main), "body"):
        reading.body(body)
    return Document(package.name, "docx", tuple(reading.grids), tuple(reading.loose), tuple(reading.problems))
