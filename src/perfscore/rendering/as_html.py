"""A scored table as one HTML page: no scripts, nothing fetched, readable on a screen and on A4 landscape paper.

What a colour says, words say too. Every cell of the table of rows has its headers by ``scope``; first- and
second-level indicators span their rows as they do in the printed table.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import frozen

from ..base.exact import plain
from ..base.problem import Problem
from ..evaluation.values import Evaluation, RowResult
from .escaping import html_text
from .figures import number
from .labels import Labels
from .style import STYLE
from .view import (
    Section,
    Seen,
    basis_points,
    difference,
    difference_note,
    finding_place,
    grade_text,
    range_text,
    rate_of,
    reason,
    scheme_text,
    score_text,
    sections,
    see,
    year_text,
)

__all__ = ["render_html"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render_html(evaluation: Evaluation, labels: Labels) -> str:
    """Return a whole HTML document."""
    page = _Page(evaluation, labels, see(evaluation))
    return "\n".join(page.lines()) + "\n"


@frozen
class _Page:
    """One table on its way to the browser."""

    evaluation: Evaluation
    labels: Labels
    seen: Seen

    def lines(self) -> Iterator[str]:
        e, t = self.evaluation, self.labels
        title = html_text(e.title or e.rules.title)
        yield "<!DOCTYPE html>"
        yield f'<html lang="{t.html_lang}">'
        yield "<head>"
        yield '<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{title.replace('<br>', ' ')}</title>"
        yield f"<style>\n{STYLE}\n</style>"
        yield "</head>"
        yield "<body>"
        yield "<header>"
        yield f"<h1>{title}</h1>"
        yield from self.meta()
        yield "</header>"
        yield "<main>"
        yield from self.cards()
        yield from self.basis()
        yield from self.rows()
        yield from self.sums()
        yield from self.findings()
        yield "</main>"
        yield from self.foot()
        yield "</body>"
        yield "</html>"

    # --- head ---------------------------------------------------------------------------------------------------

    def meta(self) -> Iterator[str]:
        e, t = self.evaluation, self.labels
        facts = [(t.unit, e.unit), (t.year, year_text(e)), (t.scheme, scheme_text(e, t))]
        items = [f"<div><dt>{k}{t.colon}</dt><dd>{html_text(v)}</dd></div>" for k, v in facts if v]
        if items:
            yield f'<dl class="meta">{"".join(items)}</dl>'

    def cards(self) -> Iterator[str]:
        e, t = self.evaluation, self.labels
        total = t.out_of.format(score=number(e.total, t), full=number(e.full_score, t))
        grade = ' class="words"' if e.grade is None else ""
        yield '<dl class="cards">'
        yield f"<div><dt>{t.total}</dt><dd>{total}</dd></div>"
        yield f"<div><dt>{t.grade}</dt><dd{grade}>{html_text(grade_text(e, t))}</dd></div>"
        yield f"<div><dt>{t.range}</dt><dd>{range_text(e, t)}</dd></div>"
        yield "</dl>"

    def basis(self) -> Iterator[str]:
        t, points = self.labels, basis_points(self.evaluation)
        if not points:
            return
        words = {**t.bases, **t.outcomes}
        shares = [(name, value) for name, value in points if value > 0]
        yield f"<h2>{t.by_basis}</h2>"
        if shares:
            bars = "".join(f'<i class="{name}" style="flex-grow:{plain(value)}"></i>' for name, value in shares)
            yield f'<div class="bar" aria-hidden="true">{bars}</div>'
        yield '<ul class="legend">'
        for name, value in points:
            yield f'<li class="{name}">{words[name]} {t.points.format(value=number(value, t))}</li>'
        yield "</ul>"

    # --- rows ---------------------------------------------------------------------------------------------------

    def rows(self) -> Iterator[str]:
        e, t = self.evaluation, self.labels
        yield f"<h2>{t.rows}</h2>"
        if not e.rows:
            yield f"<p>{t.no_rows}</p>"
            return
        claimed = any(r.self_score is not None for r in e.rows)
        figures = [t.max_score, *([t.self_score] if claimed else []), t.score]
        head = [*(f'<th scope="col">{x}</th>' for x in (t.block, t.subcategory, t.name, t.target, t.actual))]
        head += [f'<th scope="col" class="n">{x}</th>' for x in figures]
        head += [f'<th scope="col">{x}</th>' for x in (t.basis, t.explanation)]
        yield f'<div class="scroll" role="region" aria-label="{t.rows}" tabindex="0">'
        yield f'<table class="rows"><caption>{t.rows}</caption>'
        yield f"<thead><tr>{''.join(head)}</tr></thead>"
        for section in sections(e):
            yield "<tbody>"
            yield from self.section(section, claimed)
            yield "</tbody>"
        yield "</table>"
        yield "</div>"

    def section(self, section: Section, claimed: bool) -> Iterator[str]:
        """Yield the rows of a block; its name, and those of second-level indicators, stand in their first row."""
        bare = not any(group.subcategory for group in section.groups)
        block = self.block(section, wide=bare)
        for group in section.groups:
            sub = "" if bare else _spanning("td" if not group.subcategory else "th", group.subcategory, len(group.rows))
            for place, row in group.rows:
                state = "" if row.outcome == "scored" else f' class="{row.outcome}"'
                yield f'<tr id="r{place}"{state}>{block}{sub}{self.cells(place, row, claimed)}</tr>'
                block = sub = ""

    def block(self, section: Section, *, wide: bool) -> str:
        t, result, sums = self.labels, section.result, ""
        if result is not None:
            out_of = t.out_of.format(score=number(result.score, t), full=number(result.max_score, t))
            sums = f"<small>{out_of}</small>"
            if result.pending:
                sums += f"<small>{t.pending_rows.format(count=result.pending)}</small>"
        span = ' colspan="2"' if wide else ""
        rows = f' rowspan="{section.height}"' if section.height > 1 else ""
        return f'<th scope="row" class="cat block"{span}{rows}>{html_text(section.block)}{sums}</th>'

    def cells(self, place: int, row: RowResult, claimed: bool) -> str:
        t = self.labels
        stated = "" if row.self_score is None else number(row.self_score, t)
        cells = [
            f'<th scope="row">{html_text(row.name)}</th>',
            f"<td>{html_text(row.target)}</td>",
            f"<td>{html_text(row.actual)}</td>",
            f'<td class="n">{number(row.max_score, t)}</td>',
        ]
        if claimed:
            cells.append(f'<td class="n">{stated}</td>')
        score = score_text(row, t)
        cells.append(
            f'<td class="n">{score}</td>' if row.outcome == "scored" else f"<td>{_mark(row.outcome, score)}</td>"
        )
        cells.append(f"<td>{'' if row.basis is None else _mark(row.basis, t.bases[row.basis])}</td>")
        cells.append(f'<td class="why">{"".join(self.why(place, row))}</td>')
        return "".join(cells)

    def why(self, place: int, row: RowResult) -> Iterator[str]:
        """Yield what is said of a row: the reason, remarks, findings, and all steps to open."""
        t = self.labels
        if why := reason(row):
            yield f"<p>{html_text(why)}</p>"
        notes = [
            (t.difference, difference_note(row, t) if difference(row) else ""),
            (t.supporting, "" if row.supporting == "none" else t.supports[row.supporting]),
            (t.deviation_note, row.deviation_note),
        ]
        for label, text in notes:
            if text:
                yield f'<p class="note">{label}{t.colon}{html_text(text)}</p>'
        if found := self.seen.by_row[place - 1]:
            links = dict.fromkeys(self.link(item) for item in found)
            yield f'<p class="note">{t.findings}{t.colon}{t.comma.join(links)}</p>'
        if row.steps:
            steps = "".join(f"<li>{html_text(step.text)}</li>" for step in row.steps)
            yield f"<details><summary>{t.details}</summary><ol>{steps}</ol></details>"

    def link(self, item: Problem) -> str:
        severity = self.labels.severities[item.severity]
        return f'<a href="#f{self.seen.all.index(item) + 1}">{severity} {html_text(item.code)}</a>'

    # --- totals and findings ------------------------------------------------------------------------------------

    def sums(self) -> Iterator[str]:
        e, t = self.evaluation, self.labels
        yield f"<h2>{t.blocks}</h2>"
        yield f'<table class="sums"><caption>{t.blocks}</caption>'
        figures = "".join(f'<th scope="col" class="n">{x}</th>' for x in (t.max_score, t.score, t.ratio))
        yield f'<thead><tr><th scope="col">{t.block}</th>{figures}</tr></thead>'
        yield "<tbody>"
        for block in e.blocks:
            note = f"<small>{t.pending_rows.format(count=block.pending)}</small>" if block.pending else ""
            name = f'<th scope="row" class="cat">{html_text(block.name)}{note}</th>'
            yield f"<tr>{name}{_sums(block.max_score, block.score, rate_of(block, t), t)}</tr>"
        yield "</tbody>"
        yield f'<tfoot><tr><th scope="row">{t.total}</th>{_sums(e.full_score, e.total, rate_of(e, t), t)}</tr></tfoot>'
        yield "</table>"
        yield from (f"<p>{t.notes}{t.colon}{html_text(step.text)}</p>" for step in e.notes)

    def findings(self) -> Iterator[str]:
        t = self.labels
        yield f"<h2>{t.findings}</h2>"
        if not self.seen.all:
            yield f"<p>{t.no_findings}</p>"
            return
        yield '<ul class="finds">'
        for severity in t.severities:
            for item in self.seen.of_severity(severity):
                yield self.finding(item)
        yield "</ul>"

    def finding(self, item: Problem) -> str:
        t = self.labels
        mark = _mark(item.severity, f"{t.severities[item.severity]} {html_text(item.code)}")
        details = []
        if place := finding_place(item):
            rows = [i for i, found in enumerate(self.seen.by_row, 1) if item in found]
            text = html_text(place)
            details.append((t.where, f'<a href="#r{rows[0]}">{text}</a>' if rows else text))
        details += [(t.hint, html_text(hint)) for hint in item.hints(t.lang)]
        notes = "".join(f'<p class="note">{label}{t.colon}{text}</p>' for label, text in details)
        index = self.seen.all.index(item) + 1
        return f'<li id="f{index}" class="{item.severity}"><p>{mark} {html_text(item.text(t.lang))}</p>{notes}</li>'

    def foot(self) -> Iterator[str]:
        e, t = self.evaluation, self.labels
        digests = [(t.digest, e.rules.digest), (t.facts_digest, e.facts_digest)]
        lines = [f"<p>{label}{t.colon}<code>{html_text(text)}</code></p>" for label, text in digests if text]
        if e.version:
            lines.append(f"<p>{t.made_by.format(version=html_text(e.version))}</p>")
        if lines:
            yield f"<footer>{''.join(lines)}</footer>"


def _mark(name: str, words: str) -> str:
    """Return a coloured mark; ``words`` is HTML already."""
    return f'<span class="mark {name}">{words}</span>'


def _spanning(tag: str, text: str, rows: int) -> str:
    scope = ' scope="row"' if tag == "th" else ""
    span = f' rowspan="{rows}"' if rows > 1 else ""
    return f'<{tag}{scope} class="cat"{span}>{html_text(text)}</{tag}>'


def _sums(full: Decimal, score: Decimal, rate: str, t: Labels) -> str:
    return "".join(f'<td class="n">{text}</td>' for text in (number(full, t), number(score, t), rate))
