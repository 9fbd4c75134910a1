"""What an evaluation is: rows with their steps, blocks, totals, grade and range.

All scores are 分, all of them :class:`~decimal.Decimal`, already rounded at their named site. ``None`` stands for a
score that does not exist (nobody stated it, or a person has yet to decide), never for 0.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from attrs import field

from ..base.exact import plain, quotient
from ..base.problem import Problem
from ..base.step import Step
from ..base.values import frozen
from ..rules.table import Goal
from .curve_view import CurveView
from .reason import Reason

if TYPE_CHECKING:
    from .pictures import Picture

__all__ = [
    "BASES",
    "OUTCOMES",
    "SUPPORTING",
    "Basis",
    "BlockResult",
    "Evaluation",
    "Outcome",
    "RowResult",
    "RulesRef",
    "Supporting",
    "TargetParts",
]

Outcome = Literal["scored", "pending", "not_applicable"]
Basis = Literal["recomputed", "benchmarked", "reference_missing", "self_reported", "assessed"]
Supporting = Literal["none", "named", "verified"]

OUTCOMES: dict[Outcome, str] = {"scored": "已计分", "pending": "待人工认定", "not_applicable": "不适用"}
BASES: dict[Basis, str] = {
    "recomputed": "可复算",
    "benchmarked": "对标测算",
    "reference_missing": "缺参照值，待核实",
    "self_reported": "单位自报",
    "assessed": "评审认定",
}
SUPPORTING: dict[Supporting, str] = {"none": "未列佐证", "named": "已列佐证", "verified": "佐证已核"}

SCHEMA = "perfscore/evaluation/1"


def _nothing() -> tuple[Step, ...]:
    return ()


def _no_picture() -> Picture | None:
    return None


def _no_reason() -> Reason | None:
    return None


@frozen
class TargetParts:
    """A target in the split columns 指标性质, 指标值 and 度量单位; as in the table where it has them, else as read."""

    nature: str = ""
    value: str = ""
    unit: str = ""


@frozen
class RowResult:
    """One row of the scored table.

    ``target`` and ``actual`` are the texts as filled in. Four scores are kept apart: ``self_score`` (自评得分),
    ``computed_score`` (系统测算分), ``review_score`` (复核得分) and the adopted ``score`` (采用得分). ``low`` and
    ``high`` bound the score once everything that waits for verification has been verified. ``met`` says whether the
    target is met, apart from the score; None where that is not decided by figures.
    """

    id: str
    path: tuple[str, ...]
    goal: str | None
    name: str
    target: str
    actual: str
    max_score: Decimal
    score: Decimal | None
    self_score: Decimal | None
    computed_score: Decimal | None
    review_score: Decimal | None
    met: bool | None
    outcome: Outcome
    basis: Basis | None
    supporting: Supporting
    low: Decimal
    high: Decimal
    problems: tuple[Problem, ...] = field(default=(), eq=False)
    explain: Callable[[], tuple[Step, ...]] = field(default=_nothing, eq=False, repr=False)
    deviation_note: str = ""
    clause: str = ""
    level: str | None = None
    exact: Fraction | None = field(default=None, eq=False, repr=False)
    draw: Callable[[], Picture | None] = field(default=_no_picture, eq=False, repr=False)
    divide: Callable[[], TargetParts] = field(default=TargetParts, eq=False, repr=False)
    guess: Callable[[], Reason | None] = field(default=_no_reason, eq=False, repr=False)

    @cached_property
    def picture(self) -> Picture | None:
        """What there is to see of the row: curve, checklist or possible scores; made when first asked for.

        None for a row that does not apply, and in a result that was read back.
        """
        return self.draw()

    @property
    def curve(self) -> CurveView | None:
        """The curve of the row's rule with the achieved point; None without one."""
        picture = self.picture
        return picture if isinstance(picture, CurveView) else None

    @cached_property
    def parts(self) -> TargetParts:
        """The target in the columns 指标性质, 指标值 and 度量单位; made when first asked for."""
        return self.divide()

    @cached_property
    def likely_reason(self) -> Reason | None:
        """Why the self score may differ from the computed one; made when first asked for, no part of ``to_dict``.

        None where the two agree or one of them does not exist; of a result that was read back, what its envelope says.
        """
        return self.guess()

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps that led to the score; made when first asked for, the same every time."""
        return self.explain()

    @cached_property
    def explanation(self) -> str:
        """The steps in one Chinese sentence."""
        return "；".join(step.text for step in self.steps) + "。" if self.steps else ""

    @property
    def block(self) -> str:
        """The first-level block the row belongs to."""
        return self.path[0] if self.path else ""

    @property
    def where(self) -> str:
        """The row named in full, for findings."""
        return "/".join((*self.path, self.name))

    def to_dict(self) -> dict[str, Any]:
        """Return the row as design.md section 7 fixes it."""
        return {
            "id": self.id,
            "path": list(self.path),
            "goal": self.goal,
            "name": self.name,
            "target": self.target,
            "actual": self.actual,
            "max_score": plain(self.max_score),
            "score": _opt(self.score),
            "self_score": _opt(self.self_score),
            "computed_score": _opt(self.computed_score),
            "review_score": _opt(self.review_score),
            "met": self.met,
            "outcome": self.outcome,
            "basis": self.basis,
            "supporting": self.supporting,
            "range": {"low": plain(self.low), "high": plain(self.high)},
            "explanation": self.explanation,
            "steps": [s.to_dict() for s in self.steps],
        }


def _opt(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


RATIO_PLACES = 4


def score_ratio(score: Decimal, max_score: Decimal) -> Decimal | None:
    """Return 得分率, score ÷ points (1 = 100 %), half up to four places, for display; None without points."""
    if max_score <= 0:
        return None
    (n, d), (m, e) = score.as_integer_ratio(), max_score.as_integer_ratio()
    return quotient(n * e, d * m, RATIO_PLACES)


@frozen
class BlockResult:
    """A first-level block: the sum of its rows that apply. ``score`` leaves out what is still pending."""

    name: str
    max_score: Decimal
    score: Decimal
    pending: int = 0

    @property
    def score_ratio(self) -> Decimal | None:
        """得分率 (1 = 100 %); None while rows are pending and for a block without points."""
        return None if self.pending else score_ratio(self.score, self.max_score)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        return {"name": self.name, "max_score": plain(self.max_score), "score": plain(self.score)}


@frozen
class RulesRef:
    """Which rules a result rests on; ``digest`` is the SHA-256 of the canonical JSON of the resolved plan."""

    id: str
    title: str
    year: int | None
    digest: str

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        return {"id": self.id, "title": self.title, "year": self.year, "digest": self.digest}


@frozen
class Evaluation:
    """A scored table.

    ``total`` sums the rows that are scored; ``settled`` says whether none is pending. ``low``/``high`` is the exact
    range of the total: rows whose score rests on figures count as they are, all others with their bounds. ``grade``
    is None while pending rows could still change it, and for a table that is not out of the scheme's full score.
    ``goals`` are the year's overall goals (年度总体目标) as the table states them, ``self_total`` the 自评总分 it states
    (分), ``told_reason`` what a written result says of it; none of them is part of ``to_dict``.
    """

    rules: RulesRef
    unit: str
    title: str
    rows: tuple[RowResult, ...]
    blocks: tuple[BlockResult, ...]
    total: Decimal
    full_score: Decimal
    settled: bool
    grade: str | None
    low: Decimal
    high: Decimal
    findings: tuple[Problem, ...] = ()
    facts_digest: str = ""
    version: str = ""
    notes: tuple[Step, ...] = ()
    goals: tuple[Goal, ...] = ()
    self_total: Decimal | None = field(default=None, eq=False)
    told_reason: Reason | None = field(default=None, eq=False, repr=False)

    @property
    def total_reason(self) -> Reason | None:
        """What a difference of the stated total is made of, and its likely reason; no part of ``to_dict``.

        Without a stated total the sum of the self scores takes its place. None where nothing differs.
        """
        from .total_reason import total_reason

        return self.told_reason or total_reason(self)

    def likely_reasons(self) -> list[dict[str, str | None]]:
        """Return the likely reasons as they stand in the envelope: ``row`` is the row's id, None for the stated total."""
        told = [(row.id, row.likely_reason) for row in self.rows]
        total = self.total_reason if self.self_total is not None or self.told_reason is not None else None
        return [{"row": name, "text": found.zh} for name, found in (*told, (None, total)) if found is not None]

    def row(self, name_or_id: str) -> RowResult:
        """Return the row with this id, or else with this name; raises :class:`KeyError` where there is none."""
        for row in self.rows:
            if row.id == name_or_id:
                return row
        for row in self.rows:
            if row.name == name_or_id:
                return row
        raise KeyError(name_or_id)

    @property
    def score_ratio(self) -> Decimal | None:
        """得分率 of the table (1 = 100 %); None while rows are pending."""
        return score_ratio(self.total, self.full_score) if self.settled else None

    def points_by_basis(self) -> dict[str, Decimal]:
        """Return how many points of the table rest on each basis (分), in the order of :data:`BASES`."""
        from ..base.exact import total

        out = {b: total(r.max_score for r in self.rows if r.basis == b and r.outcome == "scored") for b in BASES}
        return {str(b): v for b, v in out.items() if v}

    def to_dict(self) -> dict[str, Any]:
        """Return the contract ``perfscore/evaluation/1`` (design.md section 7): plain JSON types only."""
        return {
            "schema": SCHEMA,
            "rules": self.rules.to_dict(),
            "unit": self.unit,
            "title": self.title,
            "total": plain(self.total),
            "full_score": plain(self.full_score),
            "settled": self.settled,
            "grade": self.grade,
            "range": {"low": plain(self.low), "high": plain(self.high)},
            "rows": [r.to_dict() for r in self.rows],
            "blocks": [b.to_dict() for b in self.blocks],
            "findings": [finding_dict(f) for f in self.findings],
            "notes": [s.to_dict() for s in self.notes],
            "facts_digest": self.facts_digest,
        }


def finding_dict(item: Problem) -> dict[str, Any]:
    """Return a finding as the contract has it: code, severity, message, where."""
    return {"code": item.code, "severity": item.severity, "message": item.message, "where": item.where}
