"""The summary of a run as one HTML page: what the run came to, then its tables, for a screen and for A4 landscape paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..base.width import width
from ..rendering.escaping import html_text
from .sheet import Sheet
from .tables import Record

__all__ = ["MOST_ROWS", "html_page"]

MOST_ROWS = 5000
"""A page with more rows is slow to open; the CSV beside it holds them all."""
_SHORT = 8
"""A column whose texts are at most so many cells wide is kept on one line."""
_GRADES = ("优", "良", "中", "差")
_SEVERITIES = {"error": "错误", "warning": "疑点", "ask": "待说明"}
_STYLE = (
    "body{font:14px/1.6 'Microsoft YaHei','PingFang SC','Noto Sans CJK SC',sans-serif;margin:24px;color:#1b1f23;background:#fff}"
    "h1{font-size:24px;margin:0 0 8px}h2{font-size:18px;margin:28px 0 8px}p{margin:4px 0}a{color:#0b57a4}"
    "nav a{margin-right:1.5em}.scroll{overflow-x:auto}"
    "table{border-collapse:collapse;width:100%}caption{position:absolute;width:1px;height:1px;overflow:hidden;"
    "clip-path:inset(50%)}th,td{border:1px solid #8a8f98;padding:3px 7px;text-align:left;vertical-align:top;"
    "overflow-wrap:anywhere;font-weight:400}thead th{background:#e8edf2;color:#1b1f23;font-weight:600;vertical-align:bottom;"
    "overflow-wrap:normal;min-width:2.2em}td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
    "td.s{white-space:nowrap}th.t{min-width:8em}th.l{min-width:18em}tr:target{outline:2px solid #0b57a4}"
    "@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#16181c}thead th{background:#2b3038;color:#e6e6e6}"
    "a{color:#8fc1ff}tr:target{outline-color:#8fc1ff}}"
    "@page{size:A4 landscape;margin:10mm}"
    "@media print{body{margin:0;font-size:9pt;color:#000;background:#fff}h1{font-size:15pt}h2{font-size:11pt;break-after:avoid}"
    "nav{display:none}.scroll{overflow:visible}table{font-size:6.6pt;line-height:1.35}th,td{padding:1pt 2pt}"
    "thead{display:table-header-group}thead th{min-width:2em;background:#e8edf2;color:#000;print-color-adjust:exact;"
    "-webkit-print-color-adjust:exact}th.t{min-width:7em}th.l{min-width:17em}tr{break-inside:avoid}a{color:inherit;"
    "text-decoration:none}}"
)


def html_page(made: Sequence[Sheet], records: Sequence[Record]) -> str:
    """Return one self-contained page."""
    shown = [sheet for sheet in made if sheet.rows]
    places = {row[0]: f"t{n}" for n, row in enumerate(made[0].rows[:MOST_ROWS], 1)}
    parts = [
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>批量计分汇总</title>',
        f"<style>{_STYLE}</style></head><body><h1>批量计分汇总</h1>",
        *(f"<p>{line}</p>" for line in _overview(records)),
        "<nav>",
        *(f'<a href="#s{n}">{html_text(s.name)}（{len(s.rows)} 行）</a>' for n, s in enumerate(shown, 1)),
        "</nav>\n",
    ]
    for number, sheet in enumerate(shown, 1):
        parts += _table(sheet, number, places, first=sheet is made[0])
    return "".join([*parts, "</body></html>\n"])


def _overview(records: Sequence[Record]) -> Iterator[str]:
    """Yield what a reviewer asks first: how many tables, of which grade, with how much to look at."""
    scored = [r for r in records if r["status"] == "scored"]
    tables = sum(r["status"] != "skipped" for r in records)
    yield f"{tables} 张表，{len(scored)} 张已计分，{tables - len(scored)} 张未能计分。"
    if not scored:
        return
    grades = Counter(r["grade"] or "待定" for r in scored)
    order = [*(g for g in _GRADES if g in grades), *sorted(g for g in grades if g not in (*_GRADES, "待定"))]
    listed = "，".join(f"{html_text(g)} {grades[g]} 张" for g in (*order, *(["待定"] if "待定" in grades else [])))
    yield f"等级：{listed}。"
    found = Counter(f["severity"] for r in scored for f in r["findings"])
    counts = "，".join(f"{words} {found[s]} 件" for s, words in _SEVERITIES.items())
    differing = sum(len(r["differences"]) for r in scored)
    waiting = sum(r["pending"] for r in scored)
    yield f"{counts}；自评与测算不符 {differing} 行，待人工认定 {waiting} 行。"


def _table(sheet: Sheet, number: int, places: dict[str, str], *, first: bool) -> Iterator[str]:
    name = html_text(sheet.name)
    rows = sheet.rows[:MOST_ROWS]
    kinds = [_kind(head, [row[i] for row in rows], sheet) for i, head in enumerate(sheet.heading)]
    yield f'<h2 id="s{number}">{name}</h2><div class="scroll" role="region" aria-label="{name}" tabindex="0">'
    yield f"<table><caption>{name}</caption><thead><tr>"
    yield "".join(f'<th scope="col"{_class(k)}>{html_text(h)}</th>' for h, k in zip(sheet.heading, kinds, strict=True))
    yield "</tr></thead><tbody>\n"
    whose = sheet.heading.index("表")
    for row in rows:
        at = places.get(row[whose], "")
        cells = [f"<td{_class(kind)}>{html_text(text)}</td>" for text, kind in zip(row, kinds, strict=True)]
        if first:
            cells[whose] = f'<th scope="row">{html_text(row[whose])}</th>'
        elif at:
            cells[whose] = f'<td><a href="#{at}">{html_text(row[whose])}</a></td>'
        anchor = f' id="{at}"' if first and at else ""
        yield f"<tr{anchor}>{''.join(cells)}</tr>\n"
    yield "</tbody></table></div>\n"
    if len(sheet.rows) > MOST_ROWS:
        yield f"<p>只列前 {MOST_ROWS} 行，共 {len(sheet.rows)} 行，全部见 {name}.csv。</p>"


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _kind(head: str, texts: Sequence[str], sheet: Sheet) -> str:
    """Say how a column is set: figures, short texts on one line, long texts, or texts."""
    if head in sheet.figures:
        return "n"
    if head in sheet.long:
        return "l"
    return "s" if all(width(text) <= _SHORT for text in texts) else "t"
