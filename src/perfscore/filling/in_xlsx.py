"""Writing into the cells of an Excel sheet: numbers as numbers, texts as texts, the cell's style kept."""

from __future__ import annotations

from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from ..base.exact import plain
from ..documents.model import column_letters
from .offsets import Change, Node, tree

__all__ = ["Sheet", "recalculated"]

_MOST_DIGITS = 15
_MOST_CHARS = 32_767


class Sheet:
    """The rows and cells of a sheet by their places (from 0)."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.root = tree(data)
        self.rows: dict[int, Node] = {}
        self.cells: dict[tuple[int, int], Node] = {}
        number = -1
        body = self.root.child("sheetData")
        self.body = body
        for row in [] if body is None else body.of("row"):
            given = row.attributes.get("r", "")
            number = int(given) - 1 if given.isascii() and given.isdigit() and len(given) < 8 else number + 1
            self.rows[number] = row
            column = -1
            for cell in row.of("c"):
                place = _place(cell.attributes.get("r", ""))
                here, column = place if place is not None else (number, column + 1)
                self.cells[here, column] = cell

    def holds_formula(self, row: int, column: int) -> bool:
        """Tell whether a cell computes its value."""
        cell = self.cells.get((row, column))
        return cell is not None and cell.child("f") is not None

    @property
    def computes(self) -> bool:
        """Whether any cell of the sheet computes its value."""
        return any(cell.child("f") is not None for cell in self.cells.values())

    def write(self, values: dict[tuple[int, int], str | Decimal]) -> list[Change] | None:
        """Return the changes that write ``values``; None where the sheet has no cells at all to put them among."""
        if self.body is None or self.body.closed:
            return None
        changes: dict[tuple[int, int], bytes] = {}
        added: dict[int, dict[int, bytes]] = {}
        for (row, column), value in values.items():
            cell = self.cells.get((row, column))
            if cell is not None:
                changes[cell.start, cell.end] = _cell(cell.qualified("c"), row, column, value, cell.attributes)
            else:
                added.setdefault(row, {})[column] = _cell(self.body.qualified("c"), row, column, value, {})
        out = [(start, end, new) for (start, end), new in changes.items()]
        new_rows: dict[int, list[bytes]] = {}
        for row, cells in sorted(added.items()):
            node = self.rows.get(row)
            if node is None:
                new_rows.setdefault(self._before(row), []).append(self._row(row, cells))
            elif node.closed:
                start = self.data[node.start : node.inner - 2].rstrip()
                inner = b"".join(new for _, new in sorted(cells.items()))
                out.append((node.start, node.end, start + b">" + inner + f"</{node.qualified('row')}>".encode()))
            else:
                out += self._between(row, node, cells)
        out += [(at, at, b"".join(rows)) for at, rows in new_rows.items()]
        return out

    def _row(self, row: int, cells: dict[int, bytes]) -> bytes:
        assert self.body is not None
        tag = self.body.qualified("row")
        inner = b"".join(new for _, new in sorted(cells.items()))
        return f'<{tag} r="{row + 1}">'.encode() + inner + f"</{tag}>".encode()

    def _before(self, row: int) -> int:
        """Return the byte before which a new row belongs."""
        assert self.body is not None
        return min((node.start for at, node in self.rows.items() if at > row), default=self.body.tail)

    def _between(self, row: int, node: Node, cells: dict[int, bytes]) -> list[Change]:
        spots: dict[int, list[bytes]] = {}
        for column, new in sorted(cells.items()):
            later = [c.start for (r, at), c in self.cells.items() if r == row and at > column]
            spots.setdefault(min(later, default=node.tail), []).append(new)
        return [(at, at, b"".join(found)) for at, found in spots.items()]


def _cell(tag: str, row: int, column: int, value: str | Decimal, attributes: dict[str, str]) -> bytes:
    """Return a cell; a figure of more digits than a spreadsheet keeps is written as text."""
    kept = {k: v for k, v in attributes.items() if k not in ("t", "r", "vm", "cm")}
    given = "".join(f" {k}={quoteattr(v)}" for k, v in kept.items())
    prefix = tag.rpartition(":")[0]
    p = f"{prefix}:" if prefix else ""
    place = f"{column_letters(column)}{row + 1}"
    text = value if isinstance(value, str) else plain(value)
    if isinstance(value, Decimal) and len(text.replace(".", "").lstrip("-0")) <= _MOST_DIGITS:
        return f'<{tag} r="{place}"{given}><{p}v>{text}</{p}v></{tag}>'.encode()
    shown = escape(text[:_MOST_CHARS])
    return f'<{tag} r="{place}"{given} t="inlineStr"><{p}is><{p}t xml:space="preserve">{shown}</{p}t></{p}is></{tag}>'.encode()


def _place(ref: str) -> tuple[int, int] | None:
    letters = ref.rstrip("0123456789")
    digits = ref[len(letters) :]
    if not (letters.isascii() and letters.isalpha() and letters.isupper() and len(letters) < 4 and 0 < len(digits) < 8):
        return None
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1


def recalculated(workbook: bytes) -> bytes:
    """Return the workbook part asking for its formulas to be computed anew when it is opened."""
    from .offsets import changed

    root = tree(workbook)
    node = root.child("calcPr")
    if node is not None:
        if node.attributes.get("fullCalcOnLoad") in ("1", "true"):
            return workbook
        at = node.inner - (2 if node.closed else 1)
        if "fullCalcOnLoad" in node.attributes:
            return workbook.replace(b'fullCalcOnLoad="0"', b'fullCalcOnLoad="1"')
        return changed(workbook, [(at, at, b' fullCalcOnLoad="1"')])
    before = next((c for c in root.children if c.tag in _AFTER_CALC), None)
    at = before.start if before is not None else root.tail
    return changed(workbook, [(at, at, f'<{root.qualified("calcPr")} fullCalcOnLoad="1"/>'.encode())])


_AFTER_CALC = (
    "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr",
    "webPublishObjects", "extLst",
)  # fmt: skip
"""What stands behind calcPr in a workbook."""
