"""The judgement of one row before it becomes a result: the one place where the four scores meet.

The rule computes where it can. A claimed or unverifiable row adopts the department's 自评得分 only if the scheme
accepts that and the score lies in its band; without one it is pending; a score outside its band is a finding and
pending, never trimmed.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from ..base.exact import decimal_of, plain, quotient
from ..base.problem import Problem, problem
from ..base.step import Step
from ..base.values import frozen
from ..clauses import Inputs
from ..planning import Plan, PlanRow
from ..rules.facts import Figure
from .values import Basis, Outcome

__all__ = ["Band", "Verdict", "adopt_claim", "apply_review", "pending", "rounded", "score_of"]


@frozen
class Band:
    """The scores that are possible for a row (分): from ``low`` (included) to ``high``."""

    low: Decimal
    high: Decimal
    high_closed: bool = True

    def holds(self, score: Decimal) -> bool:
        """Tell whether ``score`` lies in the band."""
        return self.low <= score and (score <= self.high if self.high_closed else score < self.high)

    def __str__(self) -> str:
        return f"{plain(self.low)}（含）至 {plain(self.high)}（{'含' if self.high_closed else '不含'}）分"


@frozen
class Verdict:
    """What was decided for a row, with the steps in words; ``inputs`` is what its curve was asked about."""

    outcome: Outcome
    basis: Basis | None
    score: Decimal | None
    computed: Decimal | None
    met: bool | None
    low: Decimal
    high: Decimal
    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()
    level: str | None = None
    exact: Fraction | None = None
    inputs: Inputs | None = None


def score_of(figure: Figure, what: str, row: PlanRow, problems: list[Problem]) -> Decimal | None:
    """Read a stated score (分); a text that is none is a problem and counts as not stated."""
    text = figure.text.strip().removesuffix("分").strip()
    if text in ("", "-", "—", "——", "/"):
        return None
    try:
        return decimal_of(text)
    except ValueError:
        problems.append(
            problem("D709", place=figure.place, where=row.where, row=row.indicator.name, what=what, text=figure.text)
        )
        return None


def pending(
    row: PlanRow,
    reason: str,
    steps: tuple[Step, ...] = (),
    problems: tuple[Problem, ...] = (),
    *,
    band: Band | None = None,
    level: str | None = None,
    basis: Basis | None = None,
    met: bool | None = None,
) -> Verdict:
    """A row that waits for a person, within ``band`` (default: anything from 0 to its points)."""
    span = band or Band(Decimal(0), row.indicator.max_score)
    where = f"，得分应在 {plain(span.low)} 至 {plain(span.high)} 分之间" if row.indicator.max_score else ""
    last = Step("采用", f"待人工认定：{reason}{where}")
    return Verdict("pending", basis, None, None, met, span.low, span.high, (*steps, last), problems, level)


def adopt_claim(
    row: PlanRow,
    plan: Plan,
    self_score: Decimal | None,
    *,
    basis: Basis,
    choice: str,
    band: Band,
    why: str,
    steps: tuple[Step, ...],
    problems: tuple[Problem, ...],
    level: str | None = None,
) -> Verdict:
    """Adopt the department's own score where the scheme's ``choice`` (自报 or 缺参照) accepts it, within ``band``."""
    value = plan.conventions.value(choice)
    full = Band(Decimal(0), row.indicator.max_score)
    if value == "零分":
        zero = Decimal(0)
        note = Step("采用", f"{why}，按评分办法约定“{choice}：零分”计 0 分", f"约定：{choice}")
        return Verdict("scored", basis, zero, None, None, zero, full.high, (*steps, note), problems, level)
    if value != "采信自评":
        return pending(row, why, steps, problems, band=band, level=level)
    if self_score is None:
        return pending(row, f"{why}，且没有自评得分", steps, problems, band=band, level=level)
    if not row.indicator.max_score:
        return pending(row, f"{why}，该行没有分值", steps, problems, band=band, level=level)
    if not band.holds(self_score):
        found = problem(
            "E752",
            where=row.where,
            row=row.indicator.name,
            score=plain(self_score),
            band=str(band),
            level=level or "未说明",
        )
        reason = f"{why}，自评得分 {plain(self_score)} 分不在 {band} 之内"
        return pending(row, reason, steps, (*problems, found), band=band, level=level)
    note = Step(
        "采用", f"{why}，按评分办法约定“{choice}：采信自评”采用自评得分 {plain(self_score)} 分", f"约定：{choice}"
    )
    return Verdict("scored", basis, self_score, None, None, full.low, full.high, (*steps, note), problems, level)


def apply_review(verdict: Verdict, row: PlanRow, review: Decimal | None) -> Verdict:
    """Let a reviewer's score (复核得分) stand in place of the adopted one, where one was given."""
    if review is None:
        return verdict
    full = row.indicator.max_score
    if not Decimal(0) <= review <= full:
        found = problem("E754", where=row.where, row=row.indicator.name, score=plain(review), full=plain(full))
        return evolve(verdict, problems=(*verdict.problems, found))
    before = "" if verdict.score is None else f"（原采用 {plain(verdict.score)} 分）"
    note = Step("采用", f"采用复核得分 {plain(review)} 分{before}", "复核得分")
    return evolve(
        verdict,
        outcome="scored",
        basis="assessed",
        score=review,
        low=review,
        high=review,
        steps=(*verdict.steps, note),
    )


def rounded(num: int, den: int, plan: Plan) -> Decimal:
    """Return an exact score as it is shown and, unless only the total is rounded, adopted (分)."""
    return quotient(num, den, plan.rounding.places, plan.rounding.mode)
