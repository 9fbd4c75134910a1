"""Rows that do not apply (不适用): what becomes of their points is a named choice of the scheme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from ..base.exact import as_fraction, plain, quotient
from ..base.problem import Problem, problem
from ..base.step import Step
from ..base.values import frozen
from ..planning import Plan, PlanRow
from .verdict import Verdict

__all__ = ["Judged", "settle_absent", "two_places"]


@frozen
class Judged:
    """A row with its verdict; ``points`` is what the row is worth after points were passed on (分)."""

    row: PlanRow
    verdict: Verdict
    points: Decimal


def settle_absent(
    rows: Sequence[PlanRow], verdicts: Sequence[Verdict], plan: Plan
) -> tuple[tuple[Judged, ...], tuple[Step, ...], tuple[Problem, ...]]:
    """Apply the scheme's choice 不适用 to the rows that do not apply.

    分值转移: a block without an applicable row passes its points on to the block the scheme names. 同级分配: to the
    other rows of its second-level, else first-level indicator. 计满分: the row counts in full. 折算: the total is
    rescaled (in :mod:`.aggregate`). Points that nothing speaks of are left out, with a question.
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
    """Give the points of absent rows to their receivers in proportion to what those are worth.

    Points are kept to two places; what rounding leaves over goes to the last receiver of the block, so that the block
    is worth exactly what it was.
    """
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
    points = _new_points([j for j in judged if gain[j.row.id]], worth, gain)
    out = tuple(_scaled(j, points[j.row.id]) if j.row.id in points else _left_out(j) for j in judged)
    return out, tuple(notes), tuple(problems)


def _new_points(
    receivers: Sequence[Judged], worth: dict[str, Fraction], gain: dict[str, Fraction]
) -> dict[str, Decimal]:
    """Return what each receiver is worth, to two places, the last of each block taking what rounding leaves over."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for item in receivers:
        blocks[item.row.indicator.path[0]].append(item.row.id)
    out: dict[str, Decimal] = {}
    for ids in blocks.values():
        exact = {i: worth[i] + gain[i] for i in ids}
        out |= {i: two_places(v) for i, v in exact.items()}
        rest = sum(exact.values(), Fraction(0)) - sum((as_fraction(out[i]) for i in ids[:-1]), Fraction(0))
        out[ids[-1]] = _decimal(rest)
    return out


def _scaled(item: Judged, points: Decimal) -> Judged:
    """Make a row worth ``points``; its score follows in proportion and is rounded once, from its exact value."""
    verdict = item.verdict
    factor = as_fraction(points) / as_fraction(item.points)
    by_rule = verdict.exact if verdict.basis != "assessed" else None
    exact = by_rule if by_rule is not None else None if verdict.score is None else Fraction(verdict.score)
    score = None if exact is None else two_places(exact * factor)
    computed = verdict.exact if verdict.exact is not None else verdict.computed
    text = f"分值由 {plain(item.points)} 分调整为 {plain(points)} 分，得分同比例调整"
    verdict = evolve(
        verdict,
        exact=None if exact is None else exact * factor,
        score=score,
        computed=None if verdict.computed is None or computed is None else two_places(Fraction(computed) * factor),
        low=two_places(as_fraction(verdict.low) * factor),
        high=two_places(as_fraction(verdict.high) * factor),
        steps=(*verdict.steps, Step("调整", text + ("" if score is None else f"为 {plain(score)} 分"), "约定：不适用")),
    )
    return evolve(item, verdict=verdict, points=points)


def two_places(value: Fraction) -> Decimal:
    """Return points as they are shown (分)."""
    return quotient(value.numerator, value.denominator, 2)


def _decimal(value: Fraction) -> Decimal:
    """Return a sum of decimals as a decimal: exactly, to as many places as it has (at least two)."""
    places = 2
    while places < 12 and (value * 10**places).denominator != 1:
        places += 1
    return quotient(value.numerator, value.denominator, places)
