"""What every renderer says of a row or a table in the same words. Nothing here computes a score.

The only arithmetic is the difference of two scores that are already rounded, which is exact, and sums of the points
of rows by what they rest on. Figures come out as people read them (:mod:`.figures`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby

from attrs import frozen

from ..base.exact import plain, total
from ..base.problem import Problem
from ..base.step import Step
from ..evaluation.values import BASES, OUTCOMES, BlockResult, Evaluation, RowResult
from .figures import number, percent
from .labels import Labels

__all__ = [
    "Group",
    "Section",
    "Seen",
    "against_computed",
    "basis_parts",
    "basis_points",
    "basis_text",
    "block_points",
    "codes_text",
    "difference",
    "difference_note",
    "finding_place",
    "finding_reason",
    "grade_text",
    "likely_text",
    "names_of",
    "range_text",
    "rate_of",
    "reason",
    "scheme_text",
    "score_text",
    "sections",
    "see",
    "signed",
    "told_steps",
    "total_likely_text",
    "year_text",
]


def score_text(row: RowResult, labels: Labels) -> str:
    """Print the adopted score, or in words why there is none."""
    if row.outcome != "scored" or row.score is None:
        return labels.outcomes[row.outcome]
    return number(row.score, labels)


def basis_text(row: RowResult, labels: Labels) -> str:
    """Print what the score rests on; empty where nothing was decided."""
    return "" if row.basis is None else labels.bases[row.basis]


def reason(row: RowResult) -> str:
    """Return the explanation without the steps that only repeat the row's own target, actual or score.

    For places where those stand beside it. The whole explanation is returned where nothing else is in it.
    """
    steps = [step.text for step in told_steps(row)]
    return "；".join(steps) + "。" if steps else row.explanation


def told_steps(row: RowResult) -> tuple[Step, ...]:
    """Return the steps without those that only repeat the row's own target, actual or score."""
    known = {f"年度指标值“{row.target}”", f"实际完成值“{row.actual}”"}
    if row.score is not None:
        known.add(f"得分 {plain(row.score)} 分")
    return tuple(step for step in row.steps if step.text not in known)


def difference(row: RowResult) -> Decimal | None:
    """Return 自评得分 minus 采用得分 (分), exactly; None unless both exist."""
    if row.self_score is None or row.score is None:
        return None
    return total((row.self_score, row.score.copy_negate()))


def against_computed(row: RowResult) -> Decimal | None:
    """Return 自评得分 minus 系统测算分 (分), the printed against the recomputed score; None unless both exist."""
    if row.self_score is None or row.computed_score is None:
        return None
    return total((row.self_score, row.computed_score.copy_negate()))


def signed(value: Decimal, labels: Labels) -> str:
    """Print a difference with its sign; 0 has none."""
    return f"+{number(value, labels)}" if value > 0 else number(value, labels)


def difference_note(row: RowResult, labels: Labels) -> str:
    """Print the difference with its sign and the two scores it is made of; empty where there is none."""
    value = difference(row)
    if value is None or row.self_score is None or row.score is None:
        return ""
    return labels.difference_note.format(
        difference=signed(value, labels), stated=number(row.self_score, labels), adopted=number(row.score, labels)
    )


def likely_text(row: RowResult, labels: Labels) -> str:
    """Print the likely reason of the row's self score differing from the computed one; empty where there is none."""
    found = row.likely_reason
    return "" if found is None else found.text(labels.lang)


def total_likely_text(evaluation: Evaluation, labels: Labels) -> str:
    """Print what a difference of the stated total is made of; empty where no total is stated or nothing differs."""
    known = evaluation.self_total is not None or evaluation.told_reason is not None
    found = evaluation.total_reason if known else None
    return "" if found is None else found.text(labels.lang)


_ROW_CODES, _TOTAL_CODES = ("E758", "E759"), ("K805", "K807")


def finding_reason(item: Problem, evaluation: Evaluation, labels: Labels) -> str:
    """Print the likely reason that belongs to a finding about a printed score or total; empty for any other."""
    if item.code in _TOTAL_CODES:
        return total_likely_text(evaluation, labels)
    if item.code not in _ROW_CODES:
        return ""
    return next((likely_text(row, labels) for row in evaluation.rows if row.where == item.where), "")


def year_text(evaluation: Evaluation) -> str:
    """Print the year of the table; empty where it is not known."""
    return "" if evaluation.rules.year is None else str(evaluation.rules.year)


def scheme_text(evaluation: Evaluation, labels: Labels) -> str:
    """Print the rules' title with their id; a title that is the table's own is not said twice."""
    rules = evaluation.rules
    if rules.id and rules.title == evaluation.title:
        return rules.id
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
    return labels.range_text.format(low=number(evaluation.low, labels), high=number(evaluation.high, labels))


def basis_points(evaluation: Evaluation) -> list[tuple[str, Decimal]]:
    """Return how many points (分) rest on what, then the points that are not scored, by basis or outcome."""
    parts = list(evaluation.points_by_basis().items())
    for outcome in OUTCOMES:
        rows = [r.max_score for r in evaluation.rows if r.outcome == outcome]
        if outcome != "scored" and rows:
            parts.append((outcome, total(rows)))
    return parts


def block_points(evaluation: Evaluation, block: BlockResult) -> list[tuple[str, Decimal]]:
    """Return the block's points (分) by what the scores rest on, then those that are pending and those ``lost``.

    Rows that do not apply are not among the block's points. What is lost is what is left of the block's full score.
    """
    rows = [r for r in evaluation.rows if names_of(r)[0] == block.name]
    parts = [
        (str(b), total(r.score for r in rows if r.outcome == "scored" and r.basis == b and r.score is not None))
        for b in BASES
    ]
    parts.append(("pending", total(r.max_score for r in rows if r.outcome == "pending")))
    lost = total((block.max_score, *(value.copy_negate() for _, value in parts)))
    return [*parts, ("lost", max(lost, Decimal(0)))]


def basis_parts(evaluation: Evaluation, labels: Labels) -> str:
    """Print how many points rest on what: ``可复算 50 分 · 单位自报 35 分``; empty for a table without rows."""
    words = {**labels.bases, **labels.outcomes}
    points = basis_points(evaluation)
    return " · ".join(f"{words[name]} {labels.points.format(value=number(value, labels))}" for name, value in points)


def rate_of(part: BlockResult | Evaluation, labels: Labels) -> str:
    """Print the 得分率 of a block or the table; empty while rows are pending, for the score is then only a part."""
    ratio = part.score_ratio
    return "" if ratio is None else percent(ratio, labels)


@frozen
class Group:
    """Neighbouring rows of one second-level indicator, numbered from 1 through the table."""

    subcategory: str
    rows: tuple[tuple[int, RowResult], ...]


@frozen
class Section:
    """Neighbouring rows of one first-level block; ``result`` is the block's sums, where the evaluation has them."""

    block: str
    result: BlockResult | None
    groups: tuple[Group, ...]

    @property
    def height(self) -> int:
        """How many rows the section has."""
        return sum(len(group.rows) for group in self.groups)


def names_of(row: RowResult) -> tuple[str, str]:
    """Return the first- and second-level indicator; deeper levels are joined into the second."""
    return (row.path[0] if row.path else row.name, "/".join(row.path[1:]))


def sections(evaluation: Evaluation) -> Iterator[Section]:
    """Yield the rows in their order, by block and second-level indicator."""
    blocks = {b.name: b for b in evaluation.blocks}
    numbered = enumerate(evaluation.rows, 1)
    for block, rows in groupby(numbered, lambda item: names_of(item[1])[0]):
        parts = groupby(rows, lambda item: names_of(item[1])[1])
        yield Section(block, blocks.get(block), tuple(Group(sub, tuple(items)) for sub, items in parts))


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


def finding_place(item: Problem) -> str:
    """Print where a finding stands: the row in words, else file, line and column."""
    return item.where or ("" if item.place is None else str(item.place))


def codes_text(found: Iterable[Problem], labels: Labels) -> str:
    """Name findings by severity and code, each once."""
    return labels.comma.join(dict.fromkeys(f"{labels.severities[f.severity]} {f.code}" for f in found))


def _rows_named(where: str | None, named: dict[str, list[int]]) -> list[int]:
    """Return the rows a finding names; ``where`` may be a cell of a row, or several rows with ``；`` between them."""
    if not where:
        return []
    if where in named or "；" not in where:
        return _row_named(where, named)
    return list(dict.fromkeys(index for part in where.split("；") for index in _row_named(part, named)))


def _row_named(name: str, named: dict[str, list[int]]) -> list[int]:
    while name:
        if name in named:
            return named[name]
        name = name.rpartition("/")[0]
    return []
