"""A scored table as Markdown: a table of the rows, their reasons as a list, totals and findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..evaluation.values import BlockResult, Evaluation, RowResult
from .escaping import markdown
from .figures import number
from .labels import Labels
from .view import (
    Seen,
    basis_parts,
    basis_text,
    codes_text,
    difference,
    difference_note,
    finding_place,
    grade_text,
    likely_text,
    names_of,
    range_text,
    rate_of,
    reason,
    scheme_text,
    score_text,
    see,
    total_likely_text,
    year_text,
)

__all__ = ["render_markdown"]


def render_markdown(evaluation: Evaluation, labels: Labels) -> str:
    """Return the table as Markdown with GitHub's tables; nothing that was filled in acts as markup."""
    seen = see(evaluation)
    parts = [
        _head(evaluation, labels),
        _rows(evaluation, labels),
        _reasons(evaluation, seen, labels),
        _blocks(evaluation, labels),
        _findings(seen, labels),
        _foot(evaluation, labels),
    ]
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part))) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int]) -> Iterator[str]:
    """Yield a table; ``right`` are the columns that hold figures."""
    yield "| " + " | ".join(head) + " |"
    yield "| " + " | ".join("--:" if i in right else "---" for i in range(len(head))) + " |"
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def _head(e: Evaluation, t: Labels) -> Iterator[str]:
    yield f"# {markdown(e.title or e.rules.title)}"
    yield ""
    facts = [
        (t.unit, e.unit),
        (t.year, year_text(e)),
        (t.scheme, scheme_text(e, t)),
        (t.total, t.out_of.format(score=number(e.total, t), full=number(e.full_score, t))),
        (t.grade, grade_text(e, t)),
        (t.range, range_text(e, t)),
        (t.by_basis, basis_parts(e, t)),
    ]
    for label, text in facts:
        if text:
            yield f"- {label}{t.colon}{markdown(text)}"


def _rows(e: Evaluation, t: Labels) -> Iterator[str]:
    yield f"## {t.rows}"
    yield ""
    if not e.rows:
        yield t.no_rows
        return
    head = [t.number, t.block, t.subcategory, t.name, t.target, t.actual, t.max_score, t.score, t.basis]
    yield from _table(head, (_cells(n, row, t) for n, row in enumerate(e.rows, 1)), right=(0, 6, 7))


def _cells(place: int, row: RowResult, t: Labels) -> list[str]:
    texts = [markdown(x) for x in (*names_of(row), row.name, row.target, row.actual)]
    score = score_text(row, t)
    marked = score if row.outcome == "scored" else f"**{score}**"
    return [str(place), *texts, number(row.max_score, t), marked, basis_text(row, t)]


def _reasons(e: Evaluation, seen: Seen, t: Labels) -> Iterator[str]:
    if not e.rows:
        return
    yield f"## {t.details}"
    yield ""
    for place, (row, found) in enumerate(zip(e.rows, seen.by_row, strict=True), 1):
        yield f"{place}. **{markdown(row.name or row.id)}**{t.colon}{markdown(reason(row))}".rstrip()
        if difference(row):
            yield f"   - {t.difference}{t.colon}{difference_note(row, t)}"
        if likely := likely_text(row, t):
            yield f"   - {t.likely}{t.colon}{markdown(likely)}"
        if row.supporting != "none":
            yield f"   - {t.supporting}{t.colon}{t.supports[row.supporting]}"
        if row.deviation_note:
            yield f"   - {t.deviation_note}{t.colon}{markdown(row.deviation_note)}"
        if found:
            yield f"   - {t.findings}{t.colon}{codes_text(found, t)}"


def _blocks(e: Evaluation, t: Labels) -> Iterator[str]:
    yield f"## {t.blocks}"
    yield ""
    rows = [[_block_name(b, t), number(b.max_score, t), number(b.score, t), rate_of(b, t)] for b in e.blocks]
    sums = [number(e.full_score, t), number(e.total, t), rate_of(e, t)]
    rows.append([f"**{text}**" if text else "" for text in (t.total, *sums)])
    yield from _table([t.block, t.max_score, t.score, t.ratio], rows, right=(1, 2, 3))
    if e.notes:
        yield ""
        yield from (f"- {t.notes}{t.colon}{markdown(step.text)}" for step in e.notes)
    if likely := total_likely_text(e, t):
        yield ""
        yield f"- {t.likely}{t.colon}{markdown(likely)}"


def _block_name(block: BlockResult, t: Labels) -> str:
    name = markdown(block.name)
    return t.named.format(title=name, id=t.pending_rows.format(count=block.pending)) if block.pending else name


def _findings(seen: Seen, t: Labels) -> Iterator[str]:
    yield f"## {t.findings}"
    yield ""
    if not seen.all:
        yield t.no_findings
    for severity, words in t.severities.items():
        for item in seen.of_severity(severity):
            yield f"- **{words} {item.code}**{t.colon}{markdown(item.text(t.lang))}"
            if place := finding_place(item):
                yield f"  - {t.where}{t.colon}{markdown(place)}"
            yield from (f"  - {t.hint}{t.colon}{markdown(hint)}" for hint in item.hints(t.lang))


def _foot(e: Evaluation, t: Labels) -> Iterator[str]:
    if e.rules.digest:
        yield f"- {t.digest}{t.colon}{markdown(e.rules.digest)}"
    if e.facts_digest:
        yield f"- {t.facts_digest}{t.colon}{markdown(e.facts_digest)}"
    if e.version:
        yield f"- {t.made_by.format(version=markdown(e.version))}"
