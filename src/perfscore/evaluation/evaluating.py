"""Plan + facts → :class:`Evaluation`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from attrs import evolve

from ..base.problem import Problem
from ..base.step import Step
from ..planning import Plan, PlanRow
from ..rules.cells import points_of
from ..rules.facts import Facts, Filing, Funds
from ..rules.loading import demand
from ..rules.table import EXECUTION
from .absent import Judged, settle_absent
from .aggregate import aggregate
from .digest import facts_digest
from .dividing import divided
from .execution import execution_texts, judge_execution
from .feeding import feed
from .filing import match
from .from_formula import Observed, from_formulas
from .pictures import Picture, picture_of
from .reason import Reason
from .reasons import row_reason
from .rollup import roll_up
from .rows import judge
from .values import Evaluation, RowResult, RulesRef, Supporting
from .verdict import Verdict, score_of

__all__ = ["evaluate_plan", "row_result"]


def evaluate_plan(plan: Plan, facts: Facts, *, version: str = "", chain: tuple[str, ...] = ()) -> Evaluation:
    """Score a table.

    Raises :class:`~perfscore.PerfscoreError` where the facts belong to another table or name rows it does not have;
    everything else that is wrong with what was filed becomes a finding, and the row concerned waits for a person.
    ``chain`` names the tables that are being evaluated on top of this one (取自结果).
    """
    matched = match(plan, facts)
    demand(matched.problems)
    filings = dict(matched.filings)
    rolled = roll_up(plan, facts, filings)
    fed, broken = feed(plan, facts, filings, lambda p, f, c: evaluate_plan(p, f, version=version, chain=c), chain)
    demand((*rolled.problems, *broken))
    given = {**from_formulas(plan, facts, filings), **rolled.observed, **fed}
    verdicts: list[Verdict] = []
    for row in plan.rows:
        if row.id == EXECUTION:
            verdicts.append(judge_execution(row, facts.funds, plan))
            continue
        seen = given.get(row.id) or Observed(filings.get(row.id))
        if seen.filing is not None:
            filings[row.id] = seen.filing
        verdict = judge(row, seen, matched.references.get(row.id, ()), plan)
        verdicts.append(_with(verdict, seen.steps, seen.problems))
    judged, notes, left_out = settle_absent(plan.rows, verdicts, plan)
    totals = aggregate(judged, plan, facts)
    rows = tuple(row_result(j, filings.get(j.row.id), facts, plan) for j in judged)
    found = (*plan.problems, *matched.problems, *left_out, *totals.problems, *(p for r in rows for p in r.problems))
    return Evaluation(
        rules=RulesRef(plan.id, plan.scheme.title, plan.year, plan.digest),
        unit=facts.organisation or plan.organisation,
        title=plan.title,
        rows=rows,
        blocks=totals.blocks,
        total=totals.total,
        full_score=totals.full_score,
        settled=totals.settled,
        grade=totals.grade,
        low=totals.low,
        high=totals.high,
        findings=unique(found),
        facts_digest=facts_digest(facts),
        version=version,
        notes=(*notes, *totals.notes),
        goals=plan.goals,
        self_total=points_of(facts.total_self.text),
    )


def unique(items: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return findings without repetition, in order."""
    seen: dict[tuple[object, ...], Problem] = {}
    for item in items:
        seen.setdefault((item.code, item.params, item.where, item.place, item.span), item)
    return tuple(seen.values())


def _with(verdict: Verdict, steps: tuple[Step, ...], problems: tuple[Problem, ...]) -> Verdict:
    if not steps and not problems:
        return verdict
    return evolve(verdict, steps=(*steps, *verdict.steps), problems=(*problems, *verdict.problems))


def _told(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return steps


def row_result(item: Judged, filing: Filing | None, facts: Facts, plan: Plan) -> RowResult:
    """Return the row as it stands in an evaluation; of ``facts`` only 资金 is used."""
    row, verdict = item.row, item.verdict
    filing = filing or Filing(row.indicator.name)
    target, actual = row.indicator.target, filing.actual.text.strip()
    note, supporting, verified = filing.deviation_note, filing.supporting, filing.verified
    stated, reviewed = filing.self_score, filing.review_score
    if row.id == EXECUTION:
        target, actual = execution_texts(facts.funds, plan, row)
        if facts.funds is not None:
            note, supporting = facts.funds.deviation_note, facts.funds.supporting
            stated, reviewed = facts.funds.total.self_score, facts.funds.review_score
    support: Supporting = "verified" if verified else "named" if supporting else "none"
    unread: list[Problem] = []
    self_score = score_of(stated, "自评得分", row, unread)
    return RowResult(
        id=row.id,
        path=row.indicator.path,
        goal=row.indicator.goal,
        name=row.indicator.name,
        target=_cell(target, row),
        actual=actual,
        max_score=item.points if verdict.outcome != "not_applicable" else row.indicator.max_score,
        score=verdict.score,
        self_score=self_score,
        computed_score=verdict.computed,
        review_score=score_of(reviewed, "复核得分", row, unread),
        met=verdict.met,
        outcome=verdict.outcome,
        basis=verdict.basis,
        supporting=support,
        low=verdict.low,
        high=verdict.high,
        problems=(*verdict.problems,),
        explain=partial(_told, verdict.steps),
        draw=_drawing(item),
        divide=partial(divided, row.indicator, row.target, row.op),
        guess=_guess(item, plan, self_score, facts.funds if row.id == EXECUTION else None),
        deviation_note=note,
        clause="" if row.clause is None else str(row.clause),
        level=verdict.level,
        exact=verdict.exact,
    )


def _drawing(item: Judged) -> Callable[[], Picture | None]:
    """Return what draws the row."""
    row, verdict = item.row, item.verdict
    why = row.problems[0].message if row.problems else "年度指标值不能识别"
    span = verdict.low, verdict.high
    read = row.bound, verdict.inputs, verdict.level, verdict.score
    return partial(picture_of, *read, span, item.points, verdict.outcome, why)


def _guess(item: Judged, plan: Plan, stated: Decimal | None, funds: Funds | None) -> Callable[[], Reason | None]:
    """Return what works out why the self score may differ, where it does."""
    verdict = item.verdict
    if stated is None or verdict.computed is None or stated == verdict.computed:
        return _agreed
    return partial(row_reason, verdict, item.row, plan, stated, item.points, funds)


def _agreed() -> Reason | None:
    return None


def _cell(target: str, row: PlanRow) -> str:
    """Return the target as printed in one cell: split columns are put together by the reader."""
    if row.id == EXECUTION or not (row.indicator.nature or row.indicator.unit):
        return target
    return str(row.target) if not row.target.problems else target
