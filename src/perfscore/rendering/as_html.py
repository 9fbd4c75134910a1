"""A scored table as one HTML page: nothing fetched, readable on a screen and on A4 landscape paper.

What a colour says, words say too. Every cell of the table of rows has its headers by ``scope``; first- and
second-level indicators span their rows as they do in the printed table. The only script filters the rows; a content
security policy names it by its digest, so that nothing else can run.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date  # noqa: N812
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from ..base.exact import plain, quotient
from ..base.problem import Problem
from ..evaluation.values import BlockResult, Evaluation
from .escaping import html_text
from .figures import number
from .html_rows import RowTable, mark
from .labels import Labels
from .script import SCRIPT, script_source
from .style import STYLE
from .view import (
    Seen,
    basis_points,
    block_points,
    finding_place,
    finding_reason,
    grade_text,
    range_text,
    rate_of,
    scheme_text,
    see,
    total_likely_text,
    year_text,
)

if TYPE_CHECKING:
    from ..rules.facts import Facts

__all__ = ["render_html"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src {source}"


def render_html(
    evaluation: Evaluation,
    labels: Labels,
    *,
    template: str | None = None,
    date: Date | None = None,
    facts: Facts | None = None,
) -> str:
    """Return a whole HTML document: the report, or with ``template`` the form in an official layout."""
    if template is not None:
        from .as_form_html import form_html
        from .official import official
        from .template import template as layout

        return form_html(official(evaluation, labels, layout(template), date, facts), labels)
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
        yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY.format(source=script_source())}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{title.replace('<br>', ' ')}</title>"
        yield f"<style>\n{STYLE}\n</style>"
        yield "</head>"
        yield "<body>"
        yield f'<a class="skip" href="#each">{t.skip}</a>'
        yield "<header>"
        yield f"<h1>{title}</h1>"
        yield from self.meta()
        yield "</header>"
        yield "<main>"
        yield from self.cards()
        yield from self.basis()
        yield from self.sums()
        yield from RowTable(e, t, self.seen).lines()
        yield from self.findings()
        yield "</main>"
        yield from self.foot()
        yield f"<script>\n{SCRIPT}\n</script>"
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
        yield f"<div><dt>{t.range}</dt><dd>{range_text(e, t)}{self.span()}</dd></div>"
        yield "</dl>"

    def span(self) -> str:
        """Return the range and the total as a strip from 0 to the full score; the words stand before it."""
        e = self.evaluation
        if e.full_score <= 0:
            return ""
        low, high, total = (_share(value, e.full_score) for value in (e.low, e.high, e.total))
        place = f"left:{plain(low)}%;width:{plain(high - low)}%"
        return (
            f'<span class="span" aria-hidden="true"><i style="{place}"></i><b style="left:{plain(total)}%"></b></span>'
        )

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

    # --- totals and findings ------------------------------------------------------------------------------------

    def sums(self) -> Iterator[str]:
        e, t = self.evaluation, self.labels
        yield f"<h2>{t.blocks}</h2>"
        yield f'<table class="sums"><caption>{t.blocks}</caption>'
        figures = "".join(f'<th scope="col" class="n">{x}</th>' for x in (t.max_score, t.score, t.ratio))
        yield f'<thead><tr><th scope="col">{t.block}</th>{figures}<th scope="col">{t.by_basis}</th></tr></thead>'
        yield "<tbody>"
        for block in e.blocks:
            note = f"<small>{t.pending_rows.format(count=block.pending)}</small>" if block.pending else ""
            name = f'<th scope="row">{html_text(block.name)}{note}</th>'
            sums = _sums(block.max_score, block.score, rate_of(block, t), t)
            yield f"<tr>{name}{sums}<td>{self.block_bar(block)}</td></tr>"
        yield "</tbody>"
        sums = _sums(e.full_score, e.total, rate_of(e, t), t)
        yield f'<tfoot><tr><th scope="row">{t.total}</th>{sums}<td></td></tr></tfoot>'
        yield "</table>"
        yield from (f"<p>{t.notes}{t.colon}{html_text(step.text)}</p>" for step in e.notes)
        if likely := total_likely_text(e, t):
            yield f"<p>{t.likely}{t.colon}{html_text(likely)}</p>"

    def block_bar(self, block: BlockResult) -> str:
        """Return what the block's points rest on and how many are lost or open, as a bar with its words."""
        t = self.labels
        parts = [(name, value) for name, value in block_points(self.evaluation, block) if value > 0]
        if not parts or block.max_score <= 0:
            return ""
        words = {**t.bases, **t.outcomes, "lost": t.lost}
        bars = "".join(f'<i class="{name}" style="flex-grow:{plain(value)}"></i>' for name, value in parts)
        said = t.comma.join(f"{words[name]} {t.points.format(value=number(value, t))}" for name, value in parts)
        return f'<div class="bar" aria-hidden="true">{bars}</div><small>{said}</small>'

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
        shown = mark(item.severity, f"{t.severities[item.severity]} {html_text(item.code)}")
        details = []
        if place := finding_place(item):
            rows = [i for i, found in enumerate(self.seen.by_row, 1) if item in found]
            text = html_text(place)
            details.append((t.where, f'<a href="#r{rows[0]}">{text}</a>' if rows else text))
        details += [(t.hint, html_text(hint)) for hint in item.hints(t.lang)]
        if likely := finding_reason(item, self.evaluation, t):
            details.append((t.likely, html_text(likely)))
        notes = "".join(f'<p class="note">{label}{t.colon}{text}</p>' for label, text in details)
        index = self.seen.all.index(item) + 1
        return f'<li id="f{index}" class="{item.severity}"><p>{shown} {html_text(item.text(t.lang))}</p>{notes}</li>'

    def foot(self) -> Iterator[str]:
        e, t = self.evaluation, self.labels
        digests = [(t.digest, e.rules.digest), (t.facts_digest, e.facts_digest)]
        lines = [f"<p>{label}{t.colon}<code>{html_text(text)}</code></p>" for label, text in digests if text]
        if e.version:
            lines.append(f"<p>{t.made_by.format(version=html_text(e.version))}</p>")
        if lines:
            yield f"<footer>{''.join(lines)}</footer>"


def _share(part: Decimal, whole: Decimal) -> Decimal:
    """Return a place on a strip in percent of it, to two places, kept on the strip."""
    (n, d), (m, e) = part.as_integer_ratio(), whole.as_integer_ratio()
    return min(max(quotient(100 * n * e, d * m, 2), Decimal(0)), Decimal(100))


def _sums(full: Decimal, score: Decimal, rate: str, t: Labels) -> str:
    return "".join(f'<td class="n">{text}</td>' for text in (number(full, t), number(score, t), rate))
