"""A scored table as a Word document (extra ``docx``, python-docx) in the form of the printed official table.

The tables are written as the format has them (``w:gridSpan``, ``w:vMerge``, ``w:tblHeader``), because python-docx
walks the whole table for every merge.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date  # noqa: N812
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from ..evaluation.values import Evaluation
from .archive import EPOCH, timeless
from .escaping import one_line
from .figures import number
from .form import laid_out
from .grid import Cell, Grid
from .labels import Labels

if TYPE_CHECKING:
    from docx.document import Document

    from ..rules.facts import Facts

__all__ = ["render_docx"]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FONT, _TITLE_FONT = "宋体", "黑体"
_PAGE_WIDTH, _PAGE_HEIGHT, _MARGIN = 16838, 11906, 850
"""A4 landscape and its margins, in twentieths of a point."""
_MOST_KEPT = 6
"""A merged cell of more rows may be divided by a page: keeping it whole would leave too much of a page blank."""
_HAIRLINE = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
"""What keeps two tables apart that are to look like one: Word would join them."""
_ALIGN = {"head": "center", "label": "center", "text": "left", "figure": "center"}
_CELL_MARGINS = {"top": 30, "left": 70, "bottom": 30, "right": 70}
_FILLS = {"head": "E8EDF2", "waits": "FBE9E7"}


def render_docx(
    evaluation: Evaluation,
    labels: Labels,
    *,
    date: Date | None = None,
    facts: Facts | None = None,
    template: str | None = None,
) -> bytes:
    """Return the document. ``date`` is the day of filing printed at its foot, ``facts`` fill the head of its table."""
    import docx

    page = laid_out(evaluation, labels, date, facts, template)
    document = docx.Document()
    _set_up(document, one_line(page.title), landscape=page.landscape)
    room = _room(page.landscape)
    _paragraph(document, page.title, size=18, font=_TITLE_FONT, align="center", after=6)
    if page.about:
        _paragraph(document, page.about, after=4)
    if page.head is not None:
        _table(document, page.head, labels, room)
        document.element.body.insert_element_before(_parsed(_HAIRLINE), "w:sectPr")
    _table(document, page.table, labels, room)
    for index, text in enumerate(page.notes):
        _paragraph(document, text, size=9, before=0 if index else 4)
    if page.signed:
        _paragraph(document, page.signed, before=6)
    for title, grid in ((labels.details, page.reasons), (labels.findings, page.findings)):
        if grid is None:
            continue
        _paragraph(document, title, size=14, font=_TITLE_FONT, before=14, after=4, style="Heading 1")
        _table(document, grid, labels, room)
    out = BytesIO()
    document.save(out)
    return timeless(out.getvalue())


def _room(landscape: bool) -> int:
    """Return the width between the margins, in twentieths of a point."""
    return (_PAGE_WIDTH if landscape else _PAGE_HEIGHT) - 2 * _MARGIN


def _set_up(document: Document, title: str, *, landscape: bool) -> None:
    """Set the page, the fonts by name and the properties; nothing of the template's own stays."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Twips

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    long, short = Twips(_PAGE_WIDTH), Twips(_PAGE_HEIGHT)
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Twips(_MARGIN)
    for name in ("Normal", "Heading 1"):
        properties = document.styles[name].element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            del fonts.attrib[attribute]
        for attribute in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(f"{{{_W}}}{attribute}", _FONT)
    core = document.core_properties
    core.author, core.title, core.comments, core.keywords = "perfscore", title[:255], "", ""
    core.created = core.modified = EPOCH
    core.last_modified_by = "perfscore"
    core.revision = 1


def _paragraph(document: Document, text: str, **given: Any) -> None:
    """Add a paragraph before the section's end."""
    style = given.pop("style", "")
    document.element.body.insert_element_before(_parsed(_paragraph_xml(text, style=style, **given)), "w:sectPr")


def _table(document: Document, grid: Grid, labels: Labels, room: int) -> None:
    document.element.body.insert_element_before(_parsed("".join(_table_xml(grid, labels, room))), "w:sectPr")


def _parsed(xml: str) -> Any:
    from docx.oxml import parse_xml

    at = xml.index(">") if xml[xml.index(">") - 1] != "/" else xml.index("/>")
    return parse_xml(f'{xml[:at]} xmlns:w="{_W}"{xml[at:]}')


# --- the format itself ----------------------------------------------------------------------------------------------


def _paragraph_xml(
    text: str, *, size: float = 10.5, font: str = _FONT, align: str = "left", bold: bool = False, before: int = 0,
    after: int = 0, style: str = "", keep: bool = False,
) -> str:  # fmt: skip
    """Return a paragraph; a line end in ``text`` becomes a line break. Sizes and distances are in points."""
    properties = "".join([
        '<w:pStyle w:val="Heading1"/>' if style else "",
        "<w:keepNext/>" if keep or style else "",
        f'<w:spacing w:before="{before * 20}" w:after="{after * 20}" w:line="240" w:lineRule="auto"/>',
        f'<w:jc w:val="{align}"/>',
    ])  # fmt: skip
    run = "".join([
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>',
        "<w:b/>" if bold else '<w:b w:val="0"/>' if style else "",
        '<w:color w:val="000000"/>' if style else "",
        f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>',
    ])  # fmt: skip
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")]
    runs = f"<w:r><w:rPr>{run}</w:rPr>{'<w:br/>'.join(lines)}</w:r>" if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _table_xml(grid: Grid, labels: Labels, room: int) -> Iterator[str]:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="404040"/>' for edge in edges)
    widths = [cells * room // sum(grid.widths) for cells in grid.widths]
    yield f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
    yield f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in _CELL_MARGINS.items())
    yield f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield f"<w:tblGrid>{columns}</w:tblGrid>"
    kept = _kept(grid)
    for row, cells in enumerate(_rows(grid)):
        head = "<w:tblHeader/>" if row < grid.heads else ""
        yield f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>"
        yield from (_cell_xml(cell, cell.row == row, widths, labels, keep=row in kept) for cell in cells)
        yield "</w:tr>"
    yield "</w:tbl>"


def _kept(grid: Grid) -> set[int]:
    """Return the rows that stay on one page with the next: those of a short merged cell, whose label a break would cut."""
    short = (cell for cell in grid.cells if 1 < cell.rows <= _MOST_KEPT)
    return {row for cell in short for row in range(cell.row, cell.row + cell.rows - 1)}


def _rows(grid: Grid) -> list[list[Cell]]:
    """Return for each row the cells that begin or go on in it, from left to right."""
    rows: list[list[Cell]] = [[] for _ in range(grid.height)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rows):
            rows[row].append(cell)
    return [sorted(row, key=lambda cell: cell.column) for row in rows]


def _cell_xml(cell: Cell, begins: bool, widths: list[int], labels: Labels, *, keep: bool) -> str:
    """Return a cell; in the rows it goes on in, an empty one that continues the merge."""
    width = sum(widths[cell.column : cell.column + cell.columns])
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if cell.columns > 1:
        properties += f'<w:gridSpan w:val="{cell.columns}"/>'
    if cell.rows > 1:
        properties += '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    if cell.kind == "head" or cell.waits:
        fill = _FILLS["head" if cell.kind == "head" else "waits"]
        properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    properties += '<w:vAlign w:val="center"/>'
    text = cell.text if cell.number is None else number(cell.number, labels)
    bold = cell.kind in ("head", "label")
    paragraph = _paragraph_xml(text if begins else "", size=9, align=_ALIGN[cell.kind], bold=bold, keep=keep)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph}</w:tc>"
