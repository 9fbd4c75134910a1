"""What every renderer says of a row or a table in the same words. Nothing here computes a score.

The only arithmetic is the difference of two scores that are already rounded, which is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby

from attrs import frozen

from ..base.exact import plain, total
from ..base.problem import Problem
from ..evaluation.values import OUTCOMES, BlockResult, Evaluation, RowResult
from .labels import Labels

__all__ = [
    "Group",
    "Seen",
    "basis_parts",
    "basis_text",
    "codes_text",
    "difference",
    "difference_note",
    "difference_text",
    "grade_text",
    "groups",
    "optional",
    "range_text",
    "scheme_text",
    "score_text",
    "see",
]


def optional(value: Decimal | None, missing: str = "") -> str:
    """Print a score, or ``missing`` where there is none."""
    return missing if value is None else plain(value)


def score_text(row: RowResult, labels: Labels) -> str:
    """Print the adopted score, or in words why there is none."""
    if row.outcome != "scored" or row.score is None:
        return labels.outcomes[row.outcome]
    return plain(row.score)


def basis_text(row: RowResult, labels: Labels) -> str:
    """Print what the score rests on; empty where nothing was decided."""
    return "" if row.basis is None else labels.bases[row.basis]


def difference(row: RowResult) -> Decimal | None:
    """Return 自评得分 minus 采用得分 (分), exactly; None unless both exist."""
    if row.self_score is None or row.score is None:
        return None
    return total((row.self_score, row.score.copy_negate()))


def difference_text(row: RowResult) -> str:
    """Print the difference with its sign: ``+1.14``, ``0``; empty where there is none."""
    value = difference(row)
    if value is None:
        return ""
    return f"+{plain(value)}" if value > 0 else plain(value)


def difference_note(row: RowResult, labels: Labels) -> str:
    """Print the difference with the two scores it is made of; empty where there is none."""
    if difference(row) is None:
        return ""
    return labels.difference_note.format(
        difference=difference_text(row), stated=optional(row.self_score), adopted=optional(row.score)
    )


def scheme_text(evaluation: Evaluation, labels: Labels) -> str:
    """Print the rules' title with their id."""
    rules = evaluation.rules
    if not rules.id or rules.id == rules.title:
        return rules.title
    return labels.named.format(title=rules.title, id=rules.id) if rules.title else rules.id


def grade_text(evaluation: Evaluation, labels: Labels) -> str:
    """Print the grade, or why there is none."""
    if evaluation.grade is not None:
        return evaluation.grade
    pending = sum(r.outcome == "pending" for r in evaluation.rows)
    return labels.grade_open.format(count=pending) if pending else labels.grade_none


def range_text(evaluation: Evaluation, labels: Labels) -> str:
    """Print the range of the total."""
    return labels.range_text.format(low=plain(evaluation.low), high=plain(evaluation.high))


def basis_parts(evaluation: Evaluation, labels: Labels) -> list[tuple[str, str]]:
    """Return how many points rest on what, then the points that are not scored: pairs of words and points."""
    parts = [(labels.bases[name], plain(points)) for name, points in evaluation.points_by_basis().items()]
    for outcome in OUTCOMES:
        rows = [r.max_score for r in evaluation.rows if r.outcome == outcome]
        if outcome != "scored" and rows:
            parts.append((labels.outcomes[outcome], plain(total(rows))))
    return parts


@frozen
class Group:
    """Neighbouring rows of one first- and second-level indicator; ``opens`` marks the first group of its block."""

    block: str
    subcategory: str
    opens: bool
    result: BlockResult | None
    rows: tuple[tuple[int, RowResult], ...]


def groups(evaluation: Evaluation) -> Iterator[Group]:
    """Yield the rows in their order, by block and second-level indicator; rows are numbered from 1."""
    blocks = {b.name: b for b in evaluation.blocks}
    before: str | None = None
    for (block, sub), rows in groupby(enumerate(evaluation.rows, 1), lambda item: _key(item[1])):
        yield Group(block, sub, block != before, blocks.get(block), tuple(rows))
        before = block


def _key(row: RowResult) -> tuple[str, str]:
    return (row.path[0] if row.path else row.name, "/".join(row.path[1:]))


@frozen
class Seen:
    """The findings of a table, those of the readers included, and which of them speak of which row (by index)."""

    all: tuple[Problem, ...]
    by_row: tuple[tuple[Problem, ...], ...]

    def of_severity(self, severity: str) -> tuple[Problem, ...]:
        """Return the findings of one severity, in their order."""
        return tuple(f for f in self.all if f.severity == severity)


def see(evaluation: Evaluation) -> Seen:
    """Collect the findings and put each beside the rows it names; a finding about a cell belongs to its row."""
    named: dict[str, list[int]] = {}
    for index, row in enumerate(evaluation.rows):
        for name in {row.where, row.id}:
            named.setdefault(name, []).append(index)
    by_row: list[list[Problem]] = [[] for _ in evaluation.rows]
    found = list(dict.fromkeys(evaluation.findings))
    for item in found:
        for index in _rows_named(item.where, named):
            by_row[index].append(item)
    known = {(f.code, f.params) for f in found}
    for index, row in enumerate(evaluation.rows):
        for item in row.problems:
            if (item.code, item.params) not in known:
                found.append(item if item.where else item.in_row(row.where))
                known.add((item.code, item.params))
            if all((f.code, f.params) != (item.code, item.params) for f in by_row[index]):
                by_row[index].append(item)
    return Seen(tuple(found), tuple(map(tuple, by_row)))


def codes_text(found: Iterable[Problem], labels: Labels) -> str:
    """Name findings by severity and code, each once."""
    return labels.comma.join(dict.fromkeys(f"{labels.severities[f.severity]} {f.code}" for f in found))


def _rows_named(where: str | None, named: dict[str, list[int]]) -> list[int]:
    name = where or ""
    while name:
        if name in named:
            return named[name]
        name = name.rpartition("/")[0]
    return []
