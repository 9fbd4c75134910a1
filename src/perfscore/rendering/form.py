"""The filled table in the form of the printed official one: what a spreadsheet and a document have in common.

The printed table has one line an indicator with first- and second-level indicators spanning their rows, the block's
points beneath its name, and a line of the total. The columns 得分 and 计分依据 are added to it; how each row was
scored and what was found follow in tables of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date  # noqa: N812
from typing import TYPE_CHECKING

from attrs import frozen

from ..base.problem import Problem
from ..evaluation.values import Evaluation, RowResult
from .escaping import printable
from .figures import date_text, number
from .grid import Cell, Grid, Kind, stacked
from .head import head
from .labels import Labels
from .view import (
    Section,
    Seen,
    basis_parts,
    basis_text,
    difference,
    finding_place,
    finding_reason,
    grade_text,
    likely_text,
    range_text,
    scheme_text,
    score_text,
    sections,
    see,
    total_likely_text,
    year_text,
)

if TYPE_CHECKING:
    from ..rules.facts import Facts

__all__ = ["Form", "form", "laid_out"]


@frozen
class Form:
    """A document: title, a line about whose it is, money and goals, the table, notes, a line to sign, two tables.

    Official forms have neither reasons nor findings with them, and name their sheet.
    """

    title: str
    about: str
    head: Grid | None
    table: Grid
    notes: tuple[str, ...]
    signed: str
    reasons: Grid | None
    findings: Grid | None
    landscape: bool = True
    sheet: str = ""


def form(evaluation: Evaluation, labels: Labels, day: Date | None, facts: Facts | None) -> Form:
    """Lay out ``evaluation``; ``day`` is the day of filing, left open where it is None; ``facts`` fill the head."""
    e, t, seen = evaluation, labels, see(evaluation)
    about = [(t.unit, e.unit), (t.year, year_text(e)), (t.scheme, scheme_text(e, t))]
    notes = [*(f"{t.notes}{t.colon}{step.text}" for step in e.notes)]
    if likely := total_likely_text(e, t):
        notes.append(f"{t.likely}{t.colon}{likely}")
    digests = ((t.digest, e.rules.digest), (t.facts_digest, e.facts_digest))
    notes += [f"{label}{t.colon}{text}" for label, text in digests if text]
    if e.version:
        notes.append(t.made_by.format(version=e.version))
    filed = "" if day is None else date_text(day, t)
    signed = [(t.preparer, ""), (t.date, filed), (t.phone, ""), (t.signature, "")]
    return Form(
        printable(e.title or e.rules.title),
        "    ".join(f"{label}{t.colon}{printable(text)}" for label, text in about if text),
        head(facts, e.goals, t, _WIDTHS),
        _table(e, t),
        tuple(map(printable, notes)),
        "    ".join(f"{label}{t.colon}{text or t.blank}" for label, text in signed),
        _reasons(e, t),
        _findings(seen, e, t),
    )


def laid_out(
    evaluation: Evaluation, labels: Labels, day: Date | None, facts: Facts | None, template: str | None
) -> Form:
    """Lay out ``evaluation`` as this module does, or in the official layout that ``template`` names."""
    if template is None:
        return form(evaluation, labels, day, facts)
    from .official import official
    from .template import template as layout

    return official(evaluation, labels, layout(template), day, facts)


# --- the table ------------------------------------------------------------------------------------------------------

_WIDTHS = (14, 20, 28, 22, 26, 8, 11, 13, 20, 28)


def _table(e: Evaluation, t: Labels) -> Grid:
    heads = [
        t.block, t.subcategory, t.name, t.target, t.actual, t.max_score, t.self_score, t.score, t.basis,
        t.deviation_note,
    ]  # fmt: skip
    cells = list(stacked(heads, "head", 0))
    row = 1
    for section in sections(e):
        cells += _section(section, row, t)
        row += section.height
    if not e.rows:
        cells.append(Cell(row, 0, t.no_rows, "label", 1, len(heads)))
        row += 1
    cells.append(Cell(row, 0, t.total, "label", 1, 5))
    cells.append(Cell(row, 5, "", "figure", number=e.full_score))
    cells.append(Cell(row, 6, "", "figure", number=e.self_total))
    cells.append(Cell(row, 7, "", "figure", number=e.total))
    pending = sum(r.outcome == "pending" for r in e.rows)
    cells.append(Cell(row, 8, t.pending_rows.format(count=pending) if pending else "", "text", 1, 2))
    facts = [(t.grade, printable(grade_text(e, t))), (t.range, range_text(e, t)), (t.by_basis, basis_parts(e, t))]
    for label, text in facts:
        row += 1
        cells += [Cell(row, 0, label, "label", 1, 2), Cell(row, 2, text, "text", 1, 8)]
    return Grid(_WIDTHS, 1, row + 1, tuple(cells))


def _section(section: Section, row: int, t: Labels) -> Iterator[Cell]:
    """Yield the cells of a block whose first row is ``row``."""
    bare = not any(group.subcategory for group in section.groups)
    label = printable(section.block)
    if section.result is not None:
        label += "\n" + t.block_points.format(value=number(section.result.max_score, t))
    yield Cell(row, 0, label, "label", section.height, 2 if bare else 1)
    for group in section.groups:
        if not bare:
            yield Cell(row, 1, printable(group.subcategory), "label", len(group.rows))
        for _, item in group.rows:
            yield from _row(item, row, t)
            row += 1


def _row(item: RowResult, row: int, t: Labels) -> Iterator[Cell]:
    waits = item.outcome == "pending"
    for column, text in enumerate((item.name, item.target, item.actual), 2):
        yield Cell(row, column, printable(text).strip(), waits=waits)
    yield Cell(row, 5, "", "figure", number=item.max_score, waits=waits)
    yield Cell(row, 6, "", "figure", number=item.self_score, waits=waits)
    if item.outcome == "scored":
        yield Cell(row, 7, "", "figure", number=item.score, waits=waits)
    else:
        yield Cell(row, 7, score_text(item, t), "figure", waits=waits)
    yield Cell(row, 8, basis_text(item, t), waits=waits)
    yield Cell(row, 9, printable(item.deviation_note).strip(), waits=waits)


# --- how it was scored, and what was found --------------------------------------------------------------------------


def _reasons(e: Evaluation, t: Labels) -> Grid:
    heads = [
        t.number, t.name, t.computed_score, t.review_score, t.score, t.difference, t.range_low, t.range_high,
        t.supporting, t.explanation,
    ]  # fmt: skip
    cells = list(stacked(heads, "head", 0))
    for place, row in enumerate(e.rows, 1):
        waits = row.outcome == "pending"
        scored = row.score if row.outcome == "scored" else None
        figures = (row.computed_score, row.review_score, scored, difference(row), row.low, row.high)
        texts: list[tuple[str, Kind]] = [(str(place), "label"), (printable(row.name).strip(), "text")]
        cells += [Cell(place, i, text, kind, waits=waits) for i, (text, kind) in enumerate(texts)]
        cells += [Cell(place, i, "", "figure", number=value, waits=waits) for i, value in enumerate(figures, 2)]
        cells.append(Cell(place, 8, t.supports[row.supporting], waits=waits))
        likely = likely_text(row, t)
        why = f"{row.explanation}\n{t.likely}{t.colon}{likely}" if likely else row.explanation
        cells.append(Cell(place, 9, printable(why), waits=waits))
    return Grid((6, 28, 12, 10, 8, 8, 8, 8, 12, 84), 1, len(e.rows) + 1, tuple(cells))


def _findings(seen: Seen, e: Evaluation, t: Labels) -> Grid:
    cells = list(stacked([t.severity, t.row_id, t.where, t.finding, t.hint], "head", 0))
    found = [item for severity in t.severities for item in seen.of_severity(severity)]
    for row, item in enumerate(found, 1):
        texts = [
            t.severities[item.severity], item.code, finding_place(item), item.text(t.lang),
            "\n".join(_advice(item, e, t)),
        ]  # fmt: skip
        cells += [Cell(row, column, printable(text).strip()) for column, text in enumerate(texts)]
    if not found:
        cells.append(Cell(1, 0, t.no_findings, "label", 1, 5))
    return Grid((10, 8, 44, 76, 46), 1, max(len(found), 1) + 1, tuple(cells))


def _advice(item: Problem, e: Evaluation, t: Labels) -> Iterator[str]:
    """Yield how a finding can be mended, and the likely reason of a difference."""
    yield from item.hints(t.lang)
    if likely := finding_reason(item, e, t):
        yield f"{t.likely}{t.colon}{likely}"
