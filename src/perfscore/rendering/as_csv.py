"""The rows as CSV for Excel and WPS: byte-order mark, CRLF, one line a row, every score in a column of its own.

The result is text that begins with U+FEFF; written as UTF-8 that is the mark Excel needs to read Chinese rightly.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from ..base.exact import plain
from ..base.problem import Problem
from ..evaluation.values import Evaluation, RowResult
from .escaping import csv_cell
from .labels import Labels
from .view import basis_text, difference, likely_text, names_of, see, total_likely_text

__all__ = ["render_csv"]


def render_csv(evaluation: Evaluation, labels: Labels, *, totals: bool = False) -> str:
    """Return one line a row, and with ``totals`` a last line of the sums with the findings that are about no row.

    Figures are plain digits (no grouping); cells that a spreadsheet might run are marked as text.
    """
    t = labels
    head = [
        t.row_id, t.block, t.subcategory, t.name, t.target, t.actual, t.max_score, t.score, t.self_score,
        t.computed_score, t.review_score, t.difference, t.range_low, t.range_high, t.outcome, t.basis, t.supporting,
        t.explanation, t.deviation_note, t.findings, t.likely,
    ]  # fmt: skip
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    seen = see(evaluation)
    for row, found in zip(evaluation.rows, seen.by_row, strict=True):
        texts = map(csv_cell, (row.id, *names_of(row), row.name, row.target, row.actual))
        writer.writerow([*texts, *_figures(row), *map(csv_cell, _words(row, found, t))])
    if totals:
        placed = {item for found in seen.by_row for item in found}
        writer.writerow(_totals(evaluation, [item for item in seen.all if item not in placed], t))
    return out.getvalue()


def _opt(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def _figures(row: RowResult) -> list[str]:
    scores = (row.score, row.self_score, row.computed_score, row.review_score)
    return [plain(row.max_score), *map(_opt, scores), _opt(difference(row)), plain(row.low), plain(row.high)]


def _words(row: RowResult, found: Iterable[Problem], t: Labels) -> list[str]:
    return [
        t.outcomes[row.outcome], basis_text(row, t), t.supports[row.supporting], row.explanation,
        row.deviation_note, _notes(found, t), likely_text(row, t),
    ]  # fmt: skip


def _notes(found: Iterable[Problem], t: Labels) -> str:
    return "\n".join(f"{t.severities[f.severity]} {f.code}{t.colon}{f.text(t.lang)}" for f in found)


def _totals(e: Evaluation, found: Iterable[Problem], t: Labels) -> list[str]:
    sums = [plain(e.full_score), plain(e.total), "", "", "", "", plain(e.low), plain(e.high)]
    said = [csv_cell(_notes(found, t)), csv_cell(total_likely_text(e, t))]
    return ["", t.total, "", "", "", "", *sums, csv_cell(e.grade or ""), "", "", "", "", *said]
