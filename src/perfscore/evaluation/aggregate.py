"""From rows to blocks, total, range and grade: sums, and what becomes of the points of rows that do not apply."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, frozen

from ..base.exact import as_fraction, plain, plain_ratio, quotient, total
from ..base.problem import Problem, problem
from ..base.step import Step
from ..planning import Plan, PlanRow
from .values import BlockResult
from .verdict import Verdict, rounded

__all__ = ["Totals", "aggregate", "settle_absent"]


@frozen
class Judged:
    """A row with its verdict; ``points`` is what the row is worth after points were passed on (分)."""

    row: PlanRow
    verdict: Verdict
    points: Decimal


@frozen
class Totals:
    """Sums of a table (分)."""

    blocks: tuple[BlockResult, ...]
    total: Decimal
    full_score: Decimal
    settled: bool
    grade: str | None
    low: Decimal
    high: Decimal
    notes: tuple[Step, ...]


# --- rows that do not apply ---------------------------------------------------------------------------------------


def settle_absent(
    rows: Sequence[PlanRow], verdicts: Sequence[Verdict], plan: Plan
) -> tuple[tuple[Judged, ...], tuple[Step, ...], tuple[Problem, ...]]:
    """Apply the scheme's choice 不适用 to the rows that do not apply.

    分值转移: a block without an applicable row passes its points on to the block the scheme names. 同级分配: to the
    other rows of its second-level, else first-level indicator. 计满分: the row counts in full. 折算: the total is
    rescaled (in :func:`aggregate`). Points that nothing speaks of are left out, with a question.
    """
    judged = [Judged(r, v, r.indicator.max_score) for r, v in zip(rows, verdicts, strict=True)]
    absent = [j for j in judged if j.verdict.outcome == "not_applicable"]
    if not absent:
        return tuple(judged), (), ()
    match plan.conventions.value("不适用"):
        case "计满分":
            return (
                tuple(_full(j) for j in judged),
                (Step("调整", "不适用的行按评分办法约定计满分", "约定：不适用"),),
                (),
            )
        case "折算":
            return tuple(_left_out(j) for j in judged), (), ()
        case "同级分配":
            return _pass_on(judged, _siblings(judged), "同级各行")
        case "分值转移":
            return _pass_on(judged, _transfers(judged, plan), "")
    return tuple(_left_out(j) for j in judged), (), tuple(_unnamed(j) for j in absent)


def _unnamed(item: Judged) -> Problem:
    return problem("E760", where=item.row.where, row=item.row.indicator.name, points=plain(item.points))


def _full(item: Judged) -> Judged:
    if item.verdict.outcome != "not_applicable":
        return item
    step = Step("调整", f"按评分办法约定“不适用：计满分”计 {plain(item.points)} 分", "约定：不适用")
    points = item.points
    return evolve(
        item, verdict=evolve(item.verdict, score=points, low=points, high=points, steps=(*item.verdict.steps, step))
    )


def _left_out(item: Judged) -> Judged:
    return evolve(item, points=Decimal(0)) if item.verdict.outcome == "not_applicable" else item


def _applies(item: Judged) -> bool:
    return item.verdict.outcome != "not_applicable"


def _siblings(judged: Sequence[Judged]) -> dict[str, tuple[str, ...]]:
    """Return, by the id of each absent row, the ids of the rows that share its points."""
    out: dict[str, tuple[str, ...]] = {}
    for item in judged:
        if _applies(item):
            continue
        path = item.row.indicator.path
        for depth in (2, 1):
            near = tuple(
                j.row.id
                for j in judged
                if _applies(j) and path[:depth] and j.row.indicator.path[:depth] == path[:depth]
            )
            if near:
                out[item.row.id] = near
                break
    return out


def _transfers(judged: Sequence[Judged], plan: Plan) -> dict[str, tuple[str, ...]]:
    """Return the same for whole blocks that do not apply and pass their points on to another block."""
    goals = dict(plan.scheme.transfer)
    blocks: dict[str, list[Judged]] = defaultdict(list)
    for item in judged:
        blocks[item.row.indicator.path[0]].append(item)
    out: dict[str, tuple[str, ...]] = {}
    for name, items in blocks.items():
        near = tuple(j.row.id for j in blocks.get(goals.get(name, ""), []) if _applies(j))
        if near and not any(_applies(j) for j in items):
            out |= {j.row.id: near for j in items}
    return out


def _pass_on(
    judged: Sequence[Judged], receivers: dict[str, tuple[str, ...]], to: str
) -> tuple[tuple[Judged, ...], tuple[Step, ...], tuple[Problem, ...]]:
    """Give the points of absent rows to their receivers in proportion to what those are worth."""
    worth = {j.row.id: as_fraction(j.points) for j in judged}
    names = {j.row.id: j for j in judged}
    gain: dict[str, Fraction] = defaultdict(Fraction)
    notes: list[Step] = []
    problems: list[Problem] = []
    for item in judged:
        if _applies(item):
            continue
        near = receivers.get(item.row.id, ())
        base = sum((worth[i] for i in near), Fraction(0))
        if not base:
            problems.append(_unnamed(item))
            continue
        for i in near:
            gain[i] += worth[item.row.id] * worth[i] / base
        where = to or "、".join(dict.fromkeys(names[i].row.indicator.path[0] for i in near))
        text = f"“{item.row.indicator.name}”不适用，{plain(item.points)} 分按分值比例转入{where}"
        notes.append(Step("调整", text, "约定：不适用"))
    out = tuple(
        _scaled(j, (worth[j.row.id] + gain[j.row.id]) / worth[j.row.id]) if gain[j.row.id] else _left_out(j)
        for j in judged
    )
    return out, tuple(notes), tuple(problems)


def _scaled(item: Judged, factor: Fraction) -> Judged:
    """Scale a row's points and score by ``factor``; the score is rounded once, from its exact value."""
    verdict = item.verdict
    points = as_fraction(item.points) * factor
    exact = verdict.exact if verdict.exact is not None else None if verdict.score is None else Fraction(verdict.score)
    score = None if exact is None else _two(exact * factor)
    text = f"分值由 {plain(item.points)} 分调整为 {plain_ratio(points)} 分，得分同比例调整"
    verdict = evolve(
        verdict,
        exact=None if exact is None else exact * factor,
        score=score,
        computed=verdict.computed if verdict.computed is None or exact is None else score,
        low=_two(as_fraction(verdict.low) * factor),
        high=_two(as_fraction(verdict.high) * factor),
        steps=(*verdict.steps, Step("调整", text + ("" if score is None else f"为 {plain(score)} 分"), "约定：不适用")),
    )
    return evolve(item, verdict=verdict, points=_two(points))


def _two(value: Fraction) -> Decimal:
    return quotient(value.numerator, value.denominator, 2)


# --- sums ---------------------------------------------------------------------------------------------------------


def aggregate(judged: Sequence[Judged], plan: Plan) -> Totals:
    """Add up rows to blocks and total; classify the total."""
    notes: list[Step] = []
    blocks = tuple(_block(name, judged, plan) for name in plan.blocks)
    full = total(j.points for j in judged)
    settled = all(j.verdict.outcome != "pending" for j in judged)
    factor = _rescale(full, judged, plan, notes)
    sums = [
        _sum([getattr(j.verdict, end) or Decimal(0) for j in judged], judged, end, plan, factor)
        for end in ("score", "low", "high")
    ]
    got, low, high = sums
    if factor != 1:
        full = _two(as_fraction(full) * factor)
    grade = _grade(got, low, high, full, settled, plan, notes)
    return Totals(blocks, got, full, settled, grade, low, high, tuple(notes))


def _rescale(full: Decimal, judged: Sequence[Judged], plan: Plan, notes: list[Step]) -> Fraction:
    """Return the factor the scheme's choices give: rows that do not apply, or a table without budget execution."""
    goal = plan.scheme.full_score
    absent = any(j.verdict.outcome == "not_applicable" for j in judged)
    short = plan.table.execution_points is None and full < goal
    if not full or full == goal:
        return Fraction(1)
    for applies, choice, value in ((absent, "不适用", "折算"), (short and not absent, "九十分表", "折算")):
        if applies and plan.conventions.value(choice) == value:
            text = (
                f"适用的各行分值合计 {plain(full)} 分，总分按满分 {plain(goal)} 分折算（×{plain(goal)}÷{plain(full)}）"
            )
            notes.append(Step("汇总", text, f"约定：{choice}"))
            return as_fraction(goal) / as_fraction(full)
    return Fraction(1)


def _sum(values: Sequence[Decimal], judged: Sequence[Judged], end: str, plan: Plan, factor: Fraction) -> Decimal:
    """Add rounded row scores, or, where only the total is rounded, the exact ones."""
    if plan.rounding.site == "总分":
        exact = sum((_exact(j.verdict, v, end) for j, v in zip(judged, values, strict=True)), Fraction(0)) * factor
        return rounded(exact.numerator, exact.denominator, plan)
    if factor == 1:
        return total(values)
    exact = as_fraction(total(values)) * factor
    return rounded(exact.numerator, exact.denominator, plan)


def _exact(verdict: Verdict, value: Decimal, end: str) -> Fraction:
    """Return the unrounded score; bounds of a row that was computed are its score."""
    fixed = end == "score" or verdict.low == verdict.high == verdict.score
    return verdict.exact if fixed and verdict.exact is not None else Fraction(value)


def _block(name: str, judged: Sequence[Judged], plan: Plan) -> BlockResult:
    rows = [j for j in judged if j.row.indicator.path[0] == name]
    scores = [j.verdict.score if j.verdict.score is not None else Decimal(0) for j in rows]
    waiting = sum(j.verdict.outcome == "pending" for j in rows)
    return BlockResult(name, total(j.points for j in rows), _sum(scores, rows, "score", plan, Fraction(1)), waiting)


def _grade(
    got: Decimal, low: Decimal, high: Decimal, full: Decimal, settled: bool, plan: Plan, notes: list[Step]
) -> str | None:
    """Classify the rounded total; None where the table is not out of the full score, or while rows wait and the range spans two grades."""
    scheme = plan.scheme
    if not scheme.grades:
        return None
    if full != scheme.full_score:
        text = f"各行分值合计 {plain(full)} 分，不是满分 {plain(scheme.full_score)} 分，不定等级"
        notes.append(Step("等级", text, "约定：九十分表" if plan.table.execution_points is None else None))
        return None
    grade = scheme.grade_of(got) if settled else scheme.grade_of(low)
    if not settled and grade != scheme.grade_of(high):
        text = f"有待人工认定的行，总分在 {plain(low)} 至 {plain(high)} 分之间，跨两个等级，暂不定等级"
        notes.append(Step("等级", text))
        return None
    band = next((b for b in scheme.grades if b.name == grade), None)
    if band is not None:
        notes.append(
            Step("等级", f"总分 {plain(got)} 分，不低于“{band.name}”的下限 {plain(band.low)} 分", scheme.title)
        )
    return grade
