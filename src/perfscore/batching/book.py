"""The summary of a run as a workbook (openpyxl): figures digit by digit, everything else as text that is never run."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ..base.exact import decimal_of
from ..base.width import width
from ..rendering.archive import EPOCH, timeless
from ..rendering.grid import lines_in
from .sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["workbook"]

_MOST_CHARS = 32_000
_LEAST, _MOST, _MOST_LONG = 6, 20, 46
"""Widths of columns in cells: at least, at most, and at most where long texts stand."""
_HEAD_LINES = 3
_LINE = 15
_MOST_HEIGHT = 400


def workbook(made: Sequence[Sheet]) -> bytes:
    """Return the workbook: a sheet a table, its head in sight and on every printed page, A4 landscape."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator, book.properties.created = "perfscore", EPOCH
    for sheet in made:
        _sheet(book.create_sheet(sheet.name), sheet)
    out = BytesIO()
    book.save(out)
    return timeless(out.getvalue())


class _Styles:
    """The three styles of a sheet's cells. Each is looked up once: every cell then points to it, which is much faster."""

    def __init__(self, page: Any) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        side = Side(style="thin", color="FF808080")
        made = []
        for bold, alignment in (
            (True, Alignment(horizontal="center", vertical="center", wrap_text=True)),
            (False, Alignment(horizontal="left", vertical="top", wrap_text=True)),
            (False, Alignment(horizontal="right", vertical="top", indent=1)),
        ):
            cell: Any = WriteOnlyCell(page, None)
            cell.font = Font(name="宋体", size=10, bold=bold)
            cell.border = Border(left=side, right=side, top=side, bottom=side)
            cell.alignment = alignment
            if bold:
                cell.fill = PatternFill("solid", fgColor="FFE8EDF2")
            made.append(cell._style)
        self.head, self.text, self.figure = made


def _sheet(page: Any, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    widths, styles = _widths(sheet), _Styles(page)
    for column, cells in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(column)].width = cells
    page.freeze_panes = "B2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{len(sheet.rows) + 1}"
    for number, row in enumerate((sheet.heading, *sheet.rows), 1):
        lines = max((lines_in(text, cells) for text, cells in zip(row, widths, strict=True) if text), default=1)
        page.row_dimensions[number].height = min(lines * _LINE + 3, _MOST_HEIGHT)
        page.append(
            [_cell(page, sheet, head, text, styles, number == 1) for head, text in zip(sheet.heading, row, strict=True)]
        )


def _widths(sheet: Sheet) -> list[int]:
    """Return how wide each column is: its longest text, a head of up to three lines, within what one can read."""
    out = []
    for column, head in enumerate(sheet.heading):
        most = _MOST_LONG if head in sheet.long else _MOST
        text = max((width(row[column]) for row in sheet.rows), default=0)
        out.append(min(max(text + 3, -(-width(head) // _HEAD_LINES) + 4, _LEAST), most))
    return out


def _cell(page: Any, sheet: Sheet, head: str, text: str, styles: _Styles, is_head: bool) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell: Any = WriteOnlyCell(page, None)
    figure = not is_head and head in sheet.figures
    cell._style = styles.head if is_head else styles.figure if figure else styles.text
    if text:
        cell.value = text[:_MOST_CHARS]
        cell.data_type = "n" if figure and _is_number(text) else "s"
    return cell


def _is_number(text: str) -> bool:
    try:
        value = decimal_of(text)
    except ValueError:
        return False
    return isinstance(value, Decimal) and len(text.lstrip("-").replace(".", "")) <= 15
