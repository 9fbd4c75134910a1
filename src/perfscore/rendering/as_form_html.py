"""A form in an official layout as one HTML page for A4: the tables alone, nothing fetched, no script."""

from __future__ import annotations

from collections.abc import Iterator

from .escaping import html_text
from .figures import number
from .form import Form
from .grid import Cell, Grid
from .labels import Labels

__all__ = ["form_html"]

_STYLE = """
:root{{color-scheme:light}}
@page{{size:A4 {paper};margin:15mm 12mm}}
body{{margin:16px auto;max-width:{width}mm;background:#fff;color:#000;
font:14px/1.5 SimSun,"宋体",NSimSun,"Songti SC","Noto Serif CJK SC","Source Han Serif SC",serif}}
h1{{font:22px/1.4 SimHei,"黑体","Heiti SC","Noto Sans CJK SC",sans-serif;text-align:center;margin:0 0 6px}}
p{{margin:6px 0;white-space:pre-wrap}}.sub{{text-align:center}}
table{{border-collapse:collapse;table-layout:fixed;width:100%}}table+table{{margin-top:-1px}}
th,td{{border:1px solid #000;padding:3px 4px;vertical-align:middle;overflow-wrap:anywhere;font-weight:400}}
th,.label,.figure{{text-align:center}}
thead{{display:table-header-group}}tr{{break-inside:avoid}}
@media print{{body{{margin:0;max-width:none;font-size:10pt}}h1{{font-size:16pt}}}}
""".strip()
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def form_html(page: Form, labels: Labels) -> str:
    """Return the page."""
    return "\n".join(_lines(page, labels)) + "\n"


def _lines(page: Form, labels: Labels) -> Iterator[str]:
    title = html_text(page.title)
    yield "<!DOCTYPE html>"
    yield f'<html lang="{labels.html_lang}">'
    yield '<head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title.replace('<br>', ' ')}</title>"
    style = _STYLE.format(paper="landscape" if page.landscape else "portrait", width=270 if page.landscape else 186)
    yield f"<style>\n{style}\n</style>"
    yield "</head>"
    yield "<body>"
    yield f"<h1>{title}</h1>"
    if page.about:
        yield f'<p class="sub">{html_text(page.about)}</p>'
    for grid in (page.head, page.table):
        if grid is not None:
            yield from _table(grid, page.title, labels)
    yield from (f"<p>{html_text(text)}</p>" for text in (*page.notes, page.signed) if text)
    yield "</body>"
    yield "</html>"


def _table(grid: Grid, title: str, labels: Labels) -> Iterator[str]:
    """Yield a table; a heading that spans into the body would end with its row group, so heads stay in one body then."""
    yield f'<table aria-label="{html_text(title).replace("<br>", " ")}">'
    columns = "".join(f'<col style="width:{_percent(width, sum(grid.widths))}%">' for width in grid.widths)
    yield f"<colgroup>{columns}</colgroup>"
    apart = all(c.row + c.rows <= grid.heads for c in grid.cells if c.row < grid.heads) and grid.heads
    rows: list[list[Cell]] = [[] for _ in range(grid.height)]
    for cell in grid.cells:
        rows[cell.row].append(cell)
    for index, row in enumerate(rows):
        if index == 0:
            yield "<thead>" if apart else "<tbody>"
        elif apart and index == grid.heads:
            yield "</thead><tbody>"
        yield f"<tr>{''.join(_cell(c, labels, head=c.kind == 'head') for c in sorted(row, key=lambda c: c.column))}</tr>"
    yield "</tbody>" if not apart or grid.height > grid.heads else "</thead>"
    yield "</table>"


def _percent(width: int, whole: int) -> str:
    hundredths = 10000 * width // whole
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _cell(cell: Cell, labels: Labels, *, head: bool) -> str:
    spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    set_in = "&#12288;" * (len(cell.text) - len(cell.text.lstrip("\u3000")))
    text = number(cell.number, labels) if cell.number is not None else set_in + html_text(cell.text)
    if head:
        return f'<th scope="col"{spans}>{text}</th>'
    kind = "" if cell.kind == "text" else f' class="{cell.kind}"'
    return f"<td{kind}{spans}>{text}</td>"
