"""A scored table for a terminal: aligned under wide characters, every row with its reason beneath it.

The text columns whose content often holds characters of ambiguous width (``≥``, ``—``, ``‰``: one cell on most
terminals, two on some) stand last, so that the figures before them line up everywhere. Rules are drawn in ASCII for
the same reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from ..base.problem import Problem
from ..base.width import pad, width
from ..evaluation.values import Evaluation, RowResult
from .escaping import one_line
from .figures import number
from .labels import Labels
from .view import (
    Section,
    Seen,
    basis_parts,
    basis_text,
    codes_text,
    difference,
    difference_note,
    finding_place,
    grade_text,
    likely_text,
    range_text,
    rate_of,
    reason,
    scheme_text,
    score_text,
    sections,
    see,
    total_likely_text,
    year_text,
)
from .wrapping import columns, wrap

__all__ = ["LEAST_WIDTH", "render_text"]

LEAST_WIDTH = 60
"""Narrower terminals get lines of this many cells."""

_GAP = "  "
_INDENT = 2
_BOLD, _DIM, _YELLOW, _RED, _CYAN, _OFF = "\x1b[1m", "\x1b[2m", "\x1b[33m", "\x1b[31m", "\x1b[36m", "\x1b[0m"
_SEVERITY_COLOURS = {"error": _RED, "warning": _YELLOW, "ask": _CYAN}


def render_text(evaluation: Evaluation, labels: Labels, *, width: int = 100, colour: bool = False) -> str:
    """Return the table as text of at most ``width`` cells a line (at least :data:`LEAST_WIDTH`)."""
    page = _Page(evaluation, labels, max(width, LEAST_WIDTH), colour, see(evaluation))
    return "\n".join(page.lines()) + "\n"


@frozen
class _Columns:
    """Cells of each column: name, points, score, basis, target, actual."""

    name: int
    points: int
    score: int
    basis: int
    target: int
    actual: int


@frozen
class _Page:
    """One table on its way to the terminal."""

    evaluation: Evaluation
    labels: Labels
    width: int
    colour: bool
    seen: Seen

    def lines(self) -> Iterator[str]:
        yield from self.head()
        yield from self.table()
        yield from self.summary()
        yield from self.findings()
        yield from self.foot()

    def paint(self, text: str, *codes: str) -> str:
        return f"{''.join(codes)}{text}{_OFF}" if self.colour and codes and text else text

    def item(self, label: str, text: str, indent: int = 0) -> list[str]:
        """Return a labelled paragraph with a hanging indent."""
        lead = f"{label}{self.labels.colon}" if label else ""
        blank = " " * indent
        hang = min(width(lead), self.width // 3)
        return [blank + line for line in wrap(lead + text, self.width - indent, hang=hang)]

    # --- head ---------------------------------------------------------------------------------------------------

    def head(self) -> Iterator[str]:
        e, t = self.evaluation, self.labels
        for line in wrap(one_line(e.title or e.rules.title), self.width):
            yield self.paint(line, _BOLD)
        parts = [(t.unit, one_line(e.unit)), (t.year, year_text(e)), (t.scheme, one_line(scheme_text(e, t)))]
        shown = [f"{label}{t.colon}{text}" for label, text in parts if text]
        joined = "    ".join(shown)
        if width(joined) <= self.width:
            yield joined
        else:
            for label, text in parts:
                if text:
                    yield from self.item(label, text)

    # --- rows ---------------------------------------------------------------------------------------------------

    def table(self) -> Iterator[str]:
        t = self.labels
        if not self.evaluation.rows:
            yield "=" * self.width
            yield t.no_rows
            yield "=" * self.width
            return
        cols = self.columns()
        head = [t.name, t.max_score, t.score, t.basis, t.target, t.actual]
        yield "=" * self.width
        for line in self.cells(cols, head, indent=0):
            yield self.paint(line, _BOLD)
        yield "=" * self.width
        for index, section in enumerate(sections(self.evaluation)):
            if index:
                yield "-" * self.width
            yield from self.block_line(section)
            for group in section.groups:
                if group.subcategory:
                    yield from (self.paint(x, _BOLD) for x in wrap(f"【{one_line(group.subcategory)}】", self.width))
                for place, row in group.rows:
                    yield from self.row(cols, row, self.seen.by_row[place - 1])
        yield "=" * self.width

    def block_line(self, section: Section) -> Iterator[str]:
        text, result, t = one_line(section.block), section.result, self.labels
        if result is not None:
            text = f"{text}  {t.out_of.format(score=number(result.score, t), full=number(result.max_score, t))}"
            if result.pending:
                text = f"{text}  {t.pending_rows.format(count=result.pending)}"
        return (self.paint(line, _BOLD) for line in wrap(text, self.width))

    def columns(self) -> _Columns:
        """Share the line among the columns; figures get what they need up to a fifth of it, texts share the rest."""
        t, rows = self.labels, self.evaluation.rows
        points = max(width(t.max_score), *(width(number(r.max_score, t)) for r in rows))
        score = max(width(t.score), *(width(score_text(r, t)) for r in rows))
        basis = max(width(t.basis), *(width(basis_text(r, t)) for r in rows))
        points, score, basis = (min(cells, self.width // 5) for cells in (points, score, basis))
        room = self.width - points - score - basis - 5 * len(_GAP)
        cells = ((one_line(r.name), one_line(r.target), one_line(r.actual)) for r in rows)
        texts = [(width(name) + _INDENT, width(target), width(actual)) for name, target, actual in cells]
        heads = (width(t.name), width(t.target), width(t.actual))
        name, target, actual = columns([heads, *texts], min(8, room // 3), room)
        return _Columns(name, points, score, basis, target, actual)

    def cells(self, cols: _Columns, texts: list[str], indent: int = _INDENT) -> Iterator[str]:
        """Lay the six cells of a row side by side, each wrapped in its column."""
        name, points, score, basis, target, actual = texts
        blank = " " * indent
        parts = [
            [blank + line for line in wrap(name, cols.name - indent)],
            [pad(line, cols.points, align="right") for line in wrap(points, cols.points)],
            [pad(line, cols.score, align="right") for line in wrap(score, cols.score)],
            wrap(basis, cols.basis),
            wrap(target, cols.target),
            wrap(actual, cols.actual),
        ]
        widths = [cols.name, cols.points, cols.score, cols.basis, cols.target, cols.actual]
        for i in range(max(map(len, parts))):
            line = [pad(p[i] if i < len(p) else "", w) for p, w in zip(parts, widths, strict=True)]
            yield _GAP.join(line).rstrip()

    def row(self, cols: _Columns, row: RowResult, found: tuple[Problem, ...]) -> Iterator[str]:
        t = self.labels
        texts = [row.name, number(row.max_score, t), score_text(row, t), basis_text(row, t), row.target, row.actual]
        for line in self.cells(cols, [one_line(x) for x in texts]):
            yield self.paint(line, _YELLOW) if row.outcome == "pending" else line
        for label, text in self.remarks(row, found):
            yield from (self.paint(x, _DIM) for x in self.item(label, one_line(text), _INDENT + 2))

    def remarks(self, row: RowResult, found: tuple[Problem, ...]) -> Iterator[tuple[str, str]]:
        """Yield what is said beneath a row, with its label."""
        t = self.labels
        if why := reason(row):
            yield t.explanation, why
        if difference(row):
            yield t.difference, difference_note(row, t)
        elif row.outcome == "pending" and row.self_score is not None:
            yield t.self_score, t.points.format(value=number(row.self_score, t))
        if likely := likely_text(row, t):
            yield t.likely, likely
        if row.supporting != "none":
            yield t.supporting, t.supports[row.supporting]
        if row.deviation_note:
            yield t.deviation_note, row.deviation_note
        if found:
            yield t.findings, codes_text(found, t)

    # --- totals -------------------------------------------------------------------------------------------------

    def summary(self) -> Iterator[str]:
        e, t = self.evaluation, self.labels
        yield from self.sums()
        yield ""
        facts = [(t.grade, one_line(grade_text(e, t))), (t.range, range_text(e, t)), (t.by_basis, basis_parts(e, t))]
        for label, text in facts:
            if text:
                yield from self.item(label, text)
        for step in e.notes:
            yield from self.item(t.notes, one_line(step.text))
        if likely := total_likely_text(e, t):
            yield from self.item(t.likely, one_line(likely))

    def sums(self) -> Iterator[str]:
        """Yield the small table of the blocks and the total."""
        e, t = self.evaluation, self.labels
        head = (t.blocks, t.max_score, t.score, t.ratio)
        lines = [(one_line(b.name), number(b.max_score, t), number(b.score, t), rate_of(b, t)) for b in e.blocks]
        lines.append((t.total, number(e.full_score, t), number(e.total, t), rate_of(e, t)))
        pending = [*(b.pending for b in e.blocks), sum(r.outcome == "pending" for r in e.rows)]
        notes = [t.pending_rows.format(count=count) if count else "" for count in pending]
        first, *others = (max(map(width, column)) for column in zip(head, *lines, strict=True))
        first = min(first, self.width - sum(others) - max(map(width, notes)) - 4 * len(_GAP))
        rule = "-" * (first + sum(others) + len(others) * len(_GAP))
        yield self.paint(_sum_line(head, first, others), _BOLD)
        for index, ((name, *figures), note) in enumerate(zip(lines, notes, strict=True), 1):
            if index == len(lines):
                yield rule
            *before, last = wrap(name, first)
            yield from before
            yield f"{_sum_line([last, *figures], first, others)}{_GAP}{note}".rstrip()

    # --- findings -----------------------------------------------------------------------------------------------

    def findings(self) -> Iterator[str]:
        t = self.labels
        yield ""
        if not self.seen.all:
            yield f"{t.findings}{t.colon}{t.no_findings}"
            return
        counts = [(words, len(self.seen.of_severity(s))) for s, words in t.severities.items()]
        shown = t.comma.join(f"{words} {count}" for words, count in counts if count)
        yield self.paint(f"{t.findings}{t.colon}{shown}", _BOLD)
        for severity in t.severities:
            for item in self.seen.of_severity(severity):
                yield from self.finding(item)

    def finding(self, item: Problem) -> Iterator[str]:
        t = self.labels
        lead = f"{t.severities[item.severity]} {item.code}"
        first, *more = self.item(lead, one_line(item.text(t.lang)), 2)
        colour = _SEVERITY_COLOURS[item.severity]
        yield f"  {self.paint(lead, colour)}{first[2 + len(lead) :]}"
        yield from more
        details = [(t.where, finding_place(item)), *((t.hint, hint) for hint in item.hints(t.lang))]
        for label, text in details:
            if text:
                yield from self.item(label, one_line(text), _INDENT + 4)

    def foot(self) -> Iterator[str]:
        e, t = self.evaluation, self.labels
        yield ""
        if e.rules.digest:
            yield from self.item(t.digest, e.rules.digest)
        if e.facts_digest:
            yield from self.item(t.facts_digest, e.facts_digest)
        if e.version:
            yield t.made_by.format(version=one_line(e.version))


def _sum_line(texts: Sequence[str], first: int, others: Sequence[int]) -> str:
    name, *figures = texts
    cells = [pad(text, cells, align="right") for text, cells in zip(figures, others, strict=True)]
    return _GAP.join([pad(name, first), *cells])
