"""The rows as CSV for Excel and WPS: byte-order mark, CRLF, every score in a column of its own.

The result is text that begins with U+FEFF; written as UTF-8 that is the mark Excel needs to read Chinese rightly.
"""

from __future__ import annotations

import csv
import io

from ..base.exact import plain
from ..evaluation.values import Evaluation, RowResult
from .escaping import csv_cell
from .labels import Labels
from .view import basis_text, difference_text, optional, see

__all__ = ["render_csv"]


def render_csv(evaluation: Evaluation, labels: Labels) -> str:
    """Return the rows and a last row of totals; cells that a spreadsheet might run are marked as text."""
    t, seen = labels, see(evaluation)
    head = [
        t.row_id, t.block, t.subcategory, t.name, t.target, t.actual, t.max_score, t.score, t.self_score,
        t.computed_score, t.review_score, t.difference, t.range_low, t.range_high, t.outcome, t.basis, t.supporting,
        t.explanation, t.deviation_note, t.findings,
    ]  # fmt: skip
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    for row, found in zip(evaluation.rows, seen.by_row, strict=True):
        notes = [f"{t.severities[f.severity]} {f.code}{t.colon}{f.text(t.lang)}" for f in found]
        writer.writerow([*_texts(row), *_figures(row), *map(csv_cell, _words(row, t, notes))])
    last = ["", csv_cell(t.total), "", "", "", "", plain(evaluation.full_score), plain(evaluation.total)]
    last += ["", "", "", "", plain(evaluation.low), plain(evaluation.high), csv_cell(evaluation.grade or "")]
    writer.writerow(last + [""] * (len(head) - len(last)))
    return out.getvalue()


def _texts(row: RowResult) -> list[str]:
    block = row.path[0] if row.path else ""
    return [csv_cell(x) for x in (row.id, block, "/".join(row.path[1:]), row.name, row.target, row.actual)]


def _figures(row: RowResult) -> list[str]:
    scores = [row.score, row.self_score, row.computed_score, row.review_score]
    return [
        plain(row.max_score), *map(optional, scores), difference_text(row), plain(row.low), plain(row.high)
    ]  # fmt: skip


def _words(row: RowResult, labels: Labels, notes: list[str]) -> list[str]:
    return [
        labels.outcomes[row.outcome], basis_text(row, labels), labels.supports[row.supporting], row.explanation,
        row.deviation_note, "\n".join(notes),
    ]  # fmt: skip
