"""Writing into the cells of a Word document: the text of one paragraph, with the look the form gave it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from .offsets import Change, Node, tree

__all__ = ["WordTables"]

_INSIDE = frozenset(
    ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo", "oMathPara")
)
"""Elements that only wrap others, as the reader of documents has them."""
_NOT_THERE = frozenset(
    ("del", "moveFrom", "tbl", "pPrChange", "rPrChange", "drawing", "pict", "object", "AlternateContent", "txbxContent")
)


class WordTables:
    """The tables of a document's main part, numbered as :mod:`perfscore.documents` numbers them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.cells: list[dict[tuple[int, int], Node]] = []
        for body in tree(data).of("body"):
            self._body(body)

    def _body(self, element: Node) -> None:
        for inner in element.children:
            if inner.tag == "tbl":
                self._table(inner)
            elif inner.tag in _INSIDE:
                self._body(inner)

    def _table(self, table: Node) -> None:
        places: dict[tuple[int, int], Node] = {}
        nested: list[Node] = []
        self.cells.append(places)
        for number, row in enumerate(_rows(table)):
            column = _number(row.child("trPr", "gridBefore"), 0)
            for cell in _wrapped(row, "tc"):
                places[number, column] = cell
                nested += _wrapped(cell, "tbl")
                column += min(max(_number(cell.child("tcPr", "gridSpan"), 1), 1), 200)
        for inner in nested:
            self._table(inner)

    def write(self, grid: int, row: int, column: int, text: str) -> list[Change] | None:
        """Return the changes that put ``text`` into a cell; None where the document has no such cell."""
        cell = self.cells[grid].get((row, column)) if grid < len(self.cells) else None
        if cell is None:
            return None
        shown = list(cell.below("t", but=_NOT_THERE))
        if shown:
            first, *others = shown
            tag = first.qualified("t")
            new = f'<{tag} xml:space="preserve">{_lines(text, first)}</{tag}>'
            return [(first.start, first.end, new.encode()), *((t.start, t.end, b"") for t in others)]
        paragraph = next(cell.below("p", but=_NOT_THERE), None)
        if paragraph is None:
            return None
        return [self._run(paragraph, text)]

    def _run(self, paragraph: Node, text: str) -> Change:
        """Return the change that adds a run to a paragraph without text, looking as its paragraph mark does."""
        look = self._look(paragraph)
        run, tag = paragraph.qualified("r"), paragraph.qualified("t")
        new = f'<{run}>{look}<{tag} xml:space="preserve">{_lines(text, paragraph)}</{tag}></{run}>'.encode()
        if not paragraph.closed:
            return (paragraph.tail, paragraph.tail, new)
        start = self.data[paragraph.start : paragraph.inner - 2].rstrip()
        return (paragraph.start, paragraph.end, start + b">" + new + f"</{paragraph.qualified('p')}>".encode())

    def _look(self, paragraph: Node) -> str:
        source = paragraph.child("pPr", "rPr")
        if source is None or source.closed:
            run = next(iter(paragraph.of("r")), None)
            source = run.child("rPr") if run is not None else None
        if source is None or source.closed:
            return ""
        parts = [c for c in source.children if c.tag not in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "vanish")]
        inner = b"".join(self.data[c.start : c.end] for c in parts).decode()
        tag = paragraph.qualified("rPr")
        return f"<{tag}>{inner}</{tag}>" if inner else ""


def _lines(text: str, like: Node) -> str:
    """Return the contents of a ``t``; a line end closes it, breaks the line and opens another."""
    tag, line_break = like.qualified("t"), like.qualified("br")
    return f'</{tag}><{line_break}/><{tag} xml:space="preserve">'.join(map(escape, text.split("\n")))


def _rows(table: Node) -> Iterator[Node]:
    return (row for row in _wrapped(table, "tr") if row.child("trPr", "del") is None)


def _wrapped(element: Node, tag: str) -> Iterator[Node]:
    for inner in element.children:
        if inner.tag == tag:
            yield inner
        elif inner.tag in _INSIDE:
            yield from _wrapped(inner, tag)


def _number(element: Node | None, default: int) -> int:
    text = "" if element is None else element.attributes.get("val", "")
    return min(int(text), 200) if text.isascii() and text.isdigit() and len(text) < 6 else default
