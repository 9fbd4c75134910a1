"""A scored table as an Excel workbook (extra ``xlsx``, openpyxl): the printed table, how it was scored, findings.

Figures are numbers written digit by digit as they are (openpyxl itself would send them through a binary float);
everything else is text, also where it begins with ``=``: a target ``=100%`` is never run.
"""

from __future__ import annotations

from datetime import date as Date  # noqa: N812
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from ..base.exact import plain
from ..evaluation.values import Evaluation
from .archive import EPOCH, timeless
from .escaping import is_formula_like, one_line
from .form import Form, laid_out
from .grid import Cell, Grid, lines_in
from .labels import Labels

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from ..rules.facts import Facts

__all__ = ["render_xlsx"]

_MOST_CHARS = 32_767
_MOST_DIGITS = 15
_MOST_HEIGHT = 409
_LINE = 16
_MOST_FROZEN = 12
"""Lines of the head that may stay in sight while one scrolls; a higher one would leave no room to scroll in."""
_FONT = "宋体"
_TITLE_FONT = "黑体"
_ALIGN = {"head": "center", "label": "center", "text": "left", "figure": "center"}


def render_xlsx(
    evaluation: Evaluation,
    labels: Labels,
    *,
    date: Date | None = None,
    facts: Facts | None = None,
    template: str | None = None,
) -> bytes:
    """Return the workbook. ``date`` is the day of filing printed at its foot, ``facts`` fill its head."""
    from openpyxl import Workbook

    page = laid_out(evaluation, labels, date, facts, template)
    book = Workbook()
    book.properties.creator = "perfscore"
    book.properties.title = one_line(page.title)[:255]
    book.properties.created = EPOCH
    first = book.active
    assert first is not None
    _main(first, page, labels)
    for name, grid in ((labels.details, page.reasons), (labels.findings, page.findings)):
        if grid is not None:
            _plain_sheet(book.create_sheet(), name, grid)
    out = BytesIO()
    book.save(out)
    return timeless(out.getvalue())


def _main(sheet: Worksheet, page: Form, labels: Labels) -> None:
    """Write the printed table with its title above and the line to sign below it."""
    sheet.title = page.sheet or labels.rows
    columns = len(page.table.widths)
    _line(sheet, 1, columns, page.title, sum(page.table.widths) // 2, title=True)
    top = 2
    if page.about:
        _line(sheet, 2, columns, page.about, sum(page.table.widths))
        top = 3
    if page.head is not None:
        _grid(sheet, page.head, top)
        top += page.head.height
    _grid(sheet, page.table, top)
    row = top + page.table.height
    for text in filter(None, (*page.notes, page.signed)):
        _line(sheet, row, columns, text, sum(page.table.widths))
        row += 1
    low = page.head is None or sum(page.head.lines()) <= _MOST_FROZEN
    body = top + page.table.heads
    _page(sheet, (top, body - 1), f"D{body}" if low else "D1", landscape=page.landscape)


def _plain_sheet(sheet: Worksheet, name: str, grid: Grid) -> None:
    sheet.title = name
    _grid(sheet, grid, 1)
    _page(sheet, (1, 1), "C2")
    last = sheet.cell(grid.height, len(grid.widths)).coordinate
    sheet.auto_filter.ref = f"A1:{last}"


def _page(sheet: Worksheet, heads: tuple[int, int], frozen: str, *, landscape: bool = True) -> None:
    """A4, as wide as the paper, heads (first and last row) on every page; heads stay in sight on the screen."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.freeze_panes = frozen
    sheet.print_title_rows = f"{heads[0]}:{heads[1]}"
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = 0.5
    margins.bottom = 0.75
    margins.footer = 0.35
    if (footer := sheet.oddFooter) is not None and footer.center is not None:
        footer.center.text = "&P / &N"


def _line(sheet: Worksheet, row: int, columns: int, text: str, room: int, *, title: bool = False) -> None:
    """Write a line over the whole width without borders."""
    from openpyxl.styles import Alignment, Font

    cell = sheet.cell(row, 1)
    _text(cell, text)
    cell.font = Font(name=_TITLE_FONT if title else _FONT, size=18 if title else 11)
    cell.alignment = Alignment(horizontal="center" if title else "left", vertical="center", wrap_text=True)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
    height = lines_in(text, room) * (28 if title else 18)
    sheet.row_dimensions[row].height = min(height, _MOST_HEIGHT)


def _grid(sheet: Worksheet, grid: Grid, top: int) -> None:
    """Write a grid whose first row is row ``top`` of the sheet (from 1)."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    side = Side(style="thin", color="FF808080")
    border = Border(left=side, right=side, top=side, bottom=side)
    fonts = {bold: Font(name=_FONT, size=11, bold=bold) for bold in (False, True)}
    aligned = {k: Alignment(horizontal=v, vertical="center", wrap_text=True) for k, v in _ALIGN.items()}
    fills = {"head": PatternFill("solid", fgColor="FFE8EDF2"), "waits": PatternFill("solid", fgColor="FFFBE9E7")}
    for column, cells in enumerate(grid.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = cells
    for row, lines in enumerate(grid.lines(), top):
        sheet.row_dimensions[row].height = min(lines * _LINE + 6, _MOST_HEIGHT)
    for item in grid.cells:
        row, column = top + item.row, 1 + item.column
        for covered_row in range(row, row + item.rows):
            for covered in range(column, column + item.columns):
                sheet.cell(covered_row, covered).border = border
        cell = sheet.cell(row, column)
        _fill_in(cell, item)
        cell.font = fonts[item.kind in ("head", "label")]
        cell.alignment = aligned[item.kind]
        if item.kind == "head" or item.waits:
            cell.fill = fills["head" if item.kind == "head" else "waits"]
        if item.rows > 1 or item.columns > 1:
            sheet.merge_cells(
                start_row=row, start_column=column, end_row=row + item.rows - 1, end_column=column + item.columns - 1
            )


def _fill_in(cell: SheetCell | MergedCell, item: Cell) -> None:
    """Write a figure as a number where a spreadsheet can hold it exactly, anything else as text."""
    if item.number is None:
        _text(cell, item.text)
    elif _digits(item.number) <= _MOST_DIGITS:
        cell.value = plain(item.number)
        cell.data_type = "n"
    else:
        _text(cell, plain(item.number))


def _digits(value: Decimal) -> int:
    """Return how many digits a spreadsheet would have to keep; it keeps fifteen."""
    return len(plain(value).replace(".", "").lstrip("-0"))


def _text(cell: SheetCell | MergedCell, text: str) -> None:
    """Write text that stays text; longer than a cell can hold it is cut, ending with ``…``."""
    if not text:
        return
    cell.value = text if len(text) <= _MOST_CHARS else text[: _MOST_CHARS - 1] + "…"
    cell.data_type = "s"
    cell.number_format = "@"
    if is_formula_like(text):
        cell.quotePrefix = True
