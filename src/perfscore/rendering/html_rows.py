"""The table of rows of the HTML page: scores, marks, findings beside their cells, steps and the curve."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from ..base.problem import Problem
from ..evaluation.curve_view import CurveView
from ..evaluation.pictures import ChecklistView, SpanView
from ..evaluation.values import Evaluation, RowResult
from .cells_about import cell_about
from .escaping import html_text, one_line
from .figures import number
from .labels import Labels
from .svg_marks import picture_svg
from .view import (
    Section,
    Seen,
    against_computed,
    difference,
    difference_note,
    likely_text,
    score_text,
    sections,
    signed,
    told_steps,
)

__all__ = ["RowTable", "mark"]


def mark(name: str, words: str) -> str:
    """Return a coloured mark; ``words`` is HTML already."""
    return f'<span class="mark {name}">{words}</span>'


@frozen
class RowTable:
    """The rows on their way to the browser."""

    evaluation: Evaluation
    labels: Labels
    seen: Seen

    def lines(self) -> Iterator[str]:
        e, t = self.evaluation, self.labels
        yield f'<h2 id="each">{t.rows}</h2>'
        if not e.rows:
            yield f"<p>{t.no_rows}</p>"
            return
        yield from self.filter()
        if any(row.picture is not None for row in e.rows):
            yield f'<p class="key">{t.curve}{t.colon}{t.curve_key}</p>'
        head = [*(f'<th scope="col">{x}</th>' for x in (t.block, t.subcategory, t.name, t.target, t.actual))]
        head += [f'<th scope="col" class="n">{x}</th>' for x in self.figure_heads()]
        head += [f'<th scope="col">{x}</th>' for x in (t.basis, t.curve, t.explanation)]
        yield f'<div class="scroll" role="region" aria-label="{t.rows}" tabindex="0">'
        yield f'<table class="rows" id="rows"><caption>{t.rows}</caption>'
        yield f"<thead><tr>{''.join(head)}</tr></thead>"
        for section in sections(e):
            yield "<tbody>"
            yield from self.section(section)
            yield "</tbody>"
        yield "</table>"
        yield "</div>"

    @property
    def claimed(self) -> bool:
        """Whether any self-score was stated; without one the columns about it are left out."""
        return any(r.self_score is not None for r in self.evaluation.rows)

    def figure_heads(self) -> list[str]:
        t = self.labels
        stated = [t.self_score, t.computed_score, f"{t.difference}<small>{t.difference_of}</small>"]
        return [t.max_score, *(stated if self.claimed else []), t.score]

    def filter(self) -> Iterator[str]:
        """Yield the filter; the script shows it. Only what occurs can be chosen."""
        t, rows = self.labels, self.evaluation.rows
        words = {**t.bases, **t.outcomes}
        kinds = dict.fromkeys(_kind(row) for row in rows)
        codes = dict.fromkeys(item.code for found in self.seen.by_row for item in found)
        yield f'<form id="filter" class="filter" data-shown="{t.shown}" hidden>'
        options = "".join(f'<option value="{name}">{words[name]}</option>' for name in words if name in kinds)
        yield f'<label>{t.basis} <select name="basis"><option value="">{t.all}</option>{options}</select></label>'
        options = f'<option value="any">{t.with_findings}</option><option value="none">{t.without_findings}</option>'
        options += "".join(f'<option value="{html_text(c)}">{self.code_text(c)}</option>' for c in sorted(codes))
        yield f'<label>{t.findings} <select name="found"><option value="">{t.all}</option>{options}</select></label>'
        yield f'<button type="reset">{t.show_all}</button> <output id="shown" aria-live="polite"></output>'
        yield "</form>"

    def code_text(self, code: str) -> str:
        """Name a code by its severity and the beginning of what it says."""
        t = self.labels
        first = next(item for item in self.seen.all if item.code == code)
        said = one_line(first.text(t.lang))
        return html_text(f"{t.severities[first.severity]} {code} {said[:24]}{'…' if len(said) > 24 else ''}")

    def section(self, section: Section) -> Iterator[str]:
        """Yield the rows of a block; its name, and those of second-level indicators, stand in their first row."""
        bare = not any(group.subcategory for group in section.groups)
        block = self.block(section, wide=bare)
        for group in section.groups:
            tag = "th" if group.subcategory else "td"
            sub = "" if bare else _spanning(tag, group.subcategory, len(group.rows))
            for place, row in group.rows:
                state = "" if row.outcome == "scored" else f' class="{row.outcome}"'
                codes = " ".join(dict.fromkeys(item.code for item in self.seen.by_row[place - 1]))
                data = f' data-basis="{_kind(row)}" data-codes="{html_text(codes)}"'
                yield f'<tr id="r{place}"{state}{data}>{block}{sub}{self.cells(place, row)}</tr>'
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
        return f'<th scope="rowgroup" class="cat block"{span}{rows}>{html_text(section.block)}{sums}</th>'

    def cells(self, place: int, row: RowResult) -> str:
        t = self.labels
        flags = self.flags(place, row)
        stated = "" if row.self_score is None else number(row.self_score, t)
        computed = "" if row.computed_score is None else number(row.computed_score, t)
        cells = [
            f'<th scope="row">{html_text(row.name)}{flags("name")}</th>',
            f"<td>{html_text(row.target)}{flags('target')}</td>",
            f"<td>{html_text(row.actual)}{flags('actual')}</td>",
            f'<td class="n">{number(row.max_score, t)}{flags("max_score")}</td>',
        ]
        if self.claimed:
            gap = against_computed(row)
            differs = ' class="n differs"' if gap else ' class="n"'
            cells.append(f'<td class="n">{stated}{flags("self_score")}</td>')
            cells.append(f'<td class="n">{computed}</td>')
            cells.append(f"<td{differs}>{'' if gap is None else signed(gap, t)}</td>")
        score = score_text(row, t)
        kind, score = ("n", score) if row.outcome == "scored" else ("w", mark(row.outcome, score))
        alone = "" if self.claimed else flags("self_score")
        cells.append(f'<td class="{kind}">{score}{flags("score")}{alone}</td>')
        cells.append(f"<td>{self.marks(row)}</td>")
        cells.append(f'<td class="cv">{self.picture(place, row)}</td>')
        cells.append(f'<td class="why">{"".join(self.why(row))}{flags("why")}</td>')
        return "".join(cells)

    def picture(self, place: int, row: RowResult) -> str:
        """Return the row's picture, and in words why it has no curve or no point on it."""
        t, view = self.labels, row.picture
        if view is None:
            return ""
        note = ""
        if isinstance(view, SpanView):
            note = t.no_curve.format(why=html_text(view.why))
        elif isinstance(view, ChecklistView) and (unknown := sum(item.met is None for item in view.items)):
            note = t.no_items.format(count=unknown)
        elif isinstance(view, CurveView) and view.achieved is None:
            why = t.bases["reference_missing"] if row.basis == "reference_missing" else t.unplaced
            note = t.no_point.format(why=t.outcomes["pending"] if row.outcome == "pending" else why)
        return picture_svg(view, f"c{place}") + (f'<p class="note">{note}</p>' if note else "")

    def flags(self, place: int, row: RowResult) -> _Flags:
        by_cell: dict[str, list[Problem]] = {}
        for item in self.seen.by_row[place - 1]:
            by_cell.setdefault(cell_about(item, row), []).append(item)
        return _Flags(by_cell, self)

    def marks(self, row: RowResult) -> str:
        """Return what the score rests on and what supports it, each as a mark in words."""
        t = self.labels
        if row.outcome == "not_applicable":
            return ""
        rests = "" if row.basis is None else mark(row.basis, t.bases[row.basis])
        return rests + mark(f"support {row.supporting}", t.supports[row.supporting])

    def why(self, row: RowResult) -> Iterator[str]:
        """Yield the steps that are not already in the row's cells, and the remarks."""
        t = self.labels
        steps = "".join(
            f"<li><b>{html_text(step.name)}</b> {html_text(step.text)}"
            f"{f'<small>{html_text(step.rests_on)}</small>' if step.rests_on else ''}</li>"
            for step in told_steps(row)
        )
        if steps:
            yield f'<ol class="steps">{steps}</ol>'
        notes = [
            (t.difference, difference_note(row, t) if difference(row) else ""),
            (t.likely, likely_text(row, t)),
            (t.deviation_note, row.deviation_note),
        ]
        for label, text in notes:
            if text:
                yield f'<p class="note">{label}{t.colon}{html_text(text)}</p>'

    def link(self, item: Problem) -> str:
        severity = self.labels.severities[item.severity]
        title = html_text(one_line(item.text(self.labels.lang)))
        index = self.seen.all.index(item) + 1
        return f'<a class="flag {item.severity}" href="#f{index}" title="{title}">{severity} {html_text(item.code)}</a>'


@frozen
class _Flags:
    """The findings of one row, by the cell they are about."""

    by_cell: dict[str, list[Problem]]
    table: RowTable

    def __call__(self, cell: str) -> str:
        links = dict.fromkeys(self.table.link(item) for item in self.by_cell.get(cell, ()))
        return f'<span class="flags">{"".join(links)}</span>' if links else ""


def _kind(row: RowResult) -> str:
    """Return what the filter goes by: the basis of a scored row, else the outcome."""
    return row.basis if row.outcome == "scored" and row.basis is not None else row.outcome


def _spanning(tag: str, text: str, rows: int) -> str:
    scope = ' scope="rowgroup"' if tag == "th" else ""
    span = f' rowspan="{rows}"' if rows > 1 else ""
    return f'<{tag}{scope} class="cat"{span}>{html_text(text)}</{tag}>'
