"""From rows to blocks, total, range and grade, as 汇总 of the scheme names it.

The order is fixed: rows that do not apply (:mod:`.absent`) → sum or mean, goals by their shares → rescaling → limits
(:mod:`.limits`) → grade. Every stage the scheme names leaves a step in ``notes``; a plain sum leaves none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from ..base.exact import as_fraction, plain, scaled, total
from ..base.problem import Problem
from ..base.step import Step
from ..base.values import frozen
from ..planning import Plan
from ..planning.shares import SUMS, block_factors, goal_factors
from ..rules.facts import Facts
from ..rules.scheme import Scheme
from .absent import Judged, two_places
from .limits import Ends, Limited, apply_limits
from .means import Tree, arithmetic, geometric, lowest
from .values import BlockResult
from .verdict import Verdict, rounded

__all__ = ["Totals", "aggregate"]

End = Literal["score", "low", "high"]
_ONE = Fraction(1)
_DEPTHS = {"二级指标得分": 2, "一级指标得分": 1}


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
    problems: tuple[Problem, ...] = ()


@frozen
class _Shares:
    """What a row counts: the share of its goal (by row id) and the weight of its block (by name)."""

    goals: dict[str, Fraction]
    blocks: dict[str, Fraction]

    def goal(self, item: Judged) -> Fraction:
        return self.goals.get(item.row.id, _ONE)

    def block(self, item: Judged) -> Fraction:
        return self.blocks.get(item.row.indicator.path[0], _ONE)

    @property
    def plain(self) -> bool:
        return not self.goals and not self.blocks


def aggregate(judged: Sequence[Judged], plan: Plan, facts: Facts) -> Totals:
    """Add up rows to blocks and total, apply the limits the scheme names, and classify the total."""
    notes: list[Step] = []
    shares = _Shares(goal_factors(plan.table, plan.scheme), block_factors(plan.scheme))
    blocks = tuple(_block(name, judged, plan, shares) for name in plan.blocks)
    if plan.scheme.aggregation.method in SUMS:
        ends, full = _summed(judged, plan, shares, notes)
    else:
        ends, full = _meant(judged, plan, notes), plan.scheme.full_score
    waiting = any(j.verdict.outcome == "pending" for j in judged)
    got = apply_limits(ends, plan, facts)
    notes += got.notes
    settled = not waiting and not got.open
    grade = _grade(got, full, settled, plan, notes)
    grade = _marked(grade, judged, plan, notes)
    return Totals(blocks, got.ends.score, full, settled, grade, got.ends.low, got.ends.high, tuple(notes), got.problems)


# --- sums ---------------------------------------------------------------------------------------------------------


def _value(item: Judged, end: End, plan: Plan) -> Fraction:
    """Return a row's score (or an end of its range): rounded, or exact where a later site is the one that rounds."""
    verdict = item.verdict
    value = getattr(verdict, end) or Decimal(0)
    if plan.rounding.site == "三级指标得分":
        return as_fraction(value)
    return _exact(verdict, value, end)


def _exact(verdict: Verdict, value: Decimal, end: End) -> Fraction:
    """Return the unrounded score; bounds of a row that was computed are its score."""
    fixed = end == "score" or verdict.low == verdict.high == verdict.score
    if verdict.exact is None or not fixed or verdict.basis == "assessed":
        return as_fraction(value)
    return verdict.exact


def _sum(judged: Sequence[Judged], end: End, plan: Plan, shares: _Shares, *, weighted: bool = True) -> Fraction:
    """Add up rows with their shares; group sums are rounded first where the site is a second- or first-level score."""
    depth = _DEPTHS.get(plan.rounding.site)
    if shares.plain and depth is None:
        return _added(judged, end, plan)
    groups: dict[tuple[object, ...], list[Judged]] = defaultdict(list)
    for item in judged:
        path = item.row.indicator.path
        key: tuple[object, ...] = (item.row.id,) if depth is None else (item.row.indicator.goal, *path[:depth])
        groups[key].append(item)
    out = Fraction(0)
    for items in groups.values():
        got = _added(items, end, plan)
        if depth is not None:
            got = as_fraction(rounded(got.numerator, got.denominator, plan))
        out += got * shares.goal(items[0]) * (shares.block(items[0]) if weighted else 1)
    return out


def _added(judged: Sequence[Judged], end: End, plan: Plan) -> Fraction:
    """Add up rows as they are."""
    if plan.rounding.site == "三级指标得分":
        return as_fraction(total(v for j in judged if (v := getattr(j.verdict, end)) is not None))
    return sum((_value(j, end, plan) for j in judged), Fraction(0))


def _summed(judged: Sequence[Judged], plan: Plan, shares: _Shares, notes: list[Step]) -> tuple[Ends, Decimal]:
    """Return the total with its range, and the full marks, for 求和 and 加权."""
    if shares.plain:
        full = total(j.points for j in judged)
    else:
        parts = (as_fraction(j.points) * shares.goal(j) * shares.block(j) for j in judged)
        full = two_places(sum(parts, Fraction(0)))
    _note_shares(judged, plan, shares, notes)
    factor = _rescale(full, judged, plan, notes)
    sums = [_sum(judged, end, plan, shares) * factor for end in _ENDS]
    if plan.rounding.site != "总分" and shares.plain and factor == 1:
        ends = Ends(*(_decimal(v, plan) for v in sums))
    else:
        ends = Ends(*(rounded(v.numerator, v.denominator, plan) for v in sums))
    return ends, full if factor == 1 else two_places(as_fraction(full) * factor)


_ENDS: tuple[End, End, End] = ("score", "low", "high")


def _decimal(value: Fraction, plan: Plan) -> Decimal:
    """Return a sum of decimals as it is: it was rounded where the site says, and not again."""
    n, d, places = value.numerator, value.denominator, plan.rounding.places
    while n * 10**places % d:
        places += 1
    return scaled(n * 10**places // d, places)


def _note_shares(judged: Sequence[Judged], plan: Plan, shares: _Shares, notes: list[Step]) -> None:
    """Tell what each goal and each weighted block comes to."""
    if shares.goals:
        parts = []
        for goal in plan.goals:
            rows = [j for j in judged if j.row.indicator.goal == goal.number and j.row.id in shares.goals]
            if rows:
                got = _sum(rows, "score", plan, _Shares({}, shares.blocks))
                parts.append(f"目标“{goal.number}” {_shown(got, plan)} 分 × {goal.share}")
        notes.append(Step("汇总", "各年度目标按占比计入总分：" + "，".join(parts), "汇总：多目标"))
    if shares.blocks:
        parts = []
        for name, weight in plan.scheme.aggregation.weights:
            rows = [j for j in judged if j.row.indicator.path[0] == name]
            got = _sum(rows, "score", plan, shares, weighted=False)
            parts.append(f"{name} {_shown(got, plan)} 分 × {plain(weight)}%")
        notes.append(Step("汇总", "各一级指标按权重计入总分：" + "，".join(parts), "汇总：权重"))


def _shown(value: Fraction, plan: Plan) -> str:
    return plain(rounded(value.numerator, value.denominator, plan))


def _rescale(full: Decimal, judged: Sequence[Judged], plan: Plan, notes: list[Step]) -> Fraction:
    """Return the factor the scheme's choices give: rows that do not apply, or a table without budget execution."""
    goal = plan.scheme.full_score
    absent = any(j.verdict.outcome == "not_applicable" for j in judged)
    short = plan.table.execution_points is None and full < goal
    if not full or full == goal:
        return _ONE
    for applies, choice, value in ((absent, "不适用", "折算"), (short and not absent, "九十分表", "折算")):
        if applies and plan.conventions.value(choice) == value:
            text = (
                f"适用的各行分值合计 {plain(full)} 分，总分按满分 {plain(goal)} 分折算（×{plain(goal)}÷{plain(full)}）"
            )
            notes.append(Step("汇总", text, f"约定：{choice}"))
            return as_fraction(goal) / as_fraction(full)
    return _ONE


def _block(name: str, judged: Sequence[Judged], plan: Plan, shares: _Shares) -> BlockResult:
    rows = [j for j in judged if j.row.indicator.path[0] == name]
    waiting = sum(j.verdict.outcome == "pending" for j in rows)
    if shares.goals:
        full = two_places(sum((as_fraction(j.points) * shares.goal(j) for j in rows), Fraction(0)))
    else:
        full = total(j.points for j in rows)
    got = _sum(rows, "score", plan, shares, weighted=False)
    exact = plan.rounding.site == "三级指标得分" and not shares.goals
    score = _decimal(got, plan) if exact else rounded(got.numerator, got.denominator, plan)
    return BlockResult(name, full, score, waiting)


# --- means --------------------------------------------------------------------------------------------------------


def _tree(judged: Sequence[Judged], end: End, plan: Plan) -> Tree:
    """Return score ratios by level: first level → second level → rows. Rows that do not apply are left out."""
    levels: dict[str, dict[str, list[Tree]]] = {}
    for item in judged:
        if item.verdict.outcome == "not_applicable" or not item.points:
            continue
        path = (*item.row.indicator.path, "", "")
        ratio = _value(item, end, plan) / as_fraction(item.points)
        levels.setdefault(path[0], {}).setdefault(path[1], []).append(ratio)
    return [[list(rows) for rows in second.values()] for second in levels.values()]


def _meant(judged: Sequence[Judged], plan: Plan, notes: list[Step]) -> Ends:
    """Return the total with its range for the methods that take means of score ratios."""
    full, method = as_fraction(plan.scheme.full_score), plan.scheme.aggregation.method
    out = []
    for end in _ENDS:
        tree = _tree(judged, end, plan)
        if not tree:
            out.append(Decimal(0))
            continue
        if method == "几何平均":
            got = geometric(tree, full, plan.rounding.places, plan.rounding.mode)
        else:
            got = (arithmetic(tree) if method == "算术平均" else lowest(tree)) * full
        out.append(rounded(got.numerator, got.denominator, plan))
    says = {
        "算术平均": "各级得分率逐级取算术平均",
        "几何平均": "各级得分率逐级取几何平均",
        "最弱环节": "总分取各行中最低的得分率",
    }[method]
    weakest = ""
    if method == "最弱环节":
        names = [j.row.indicator.name for j in judged if _lowest(j, judged, plan)]
        weakest = f"（{'、'.join(names)}）"
    notes.append(Step("汇总", f"{says}{weakest}，乘以满分 {plain(plan.scheme.full_score)} 分", "汇总：方法"))
    return Ends(*out)


def _lowest(item: Judged, judged: Sequence[Judged], plan: Plan) -> bool:
    if item.verdict.outcome == "not_applicable" or not item.points:
        return False
    least = lowest(_tree(judged, "score", plan))
    return _value(item, "score", plan) / as_fraction(item.points) == least


# --- grades -------------------------------------------------------------------------------------------------------


def _grade(got: Limited, full: Decimal, settled: bool, plan: Plan, notes: list[Step]) -> str | None:
    """Classify the rounded total.

    None where the table is not out of the full score, or while rows wait and the range spans two grades. A grade that
    a veto sets stands where the total would give a better one.
    """
    scheme, ends = plan.scheme, got.ends
    if not scheme.grades:
        return None
    order = [g.name for g in scheme.grades]
    if full != scheme.full_score:
        text = f"各行分值合计 {plain(full)} 分，不是满分 {plain(scheme.full_score)} 分，不定等级"
        notes.append(Step("等级", text, "约定：九十分表" if plan.table.execution_points is None else None))
        return None
    low, high = (ends.score, ends.score) if settled else (ends.low, ends.high)
    worst, best = scheme.grade_of(low), scheme.grade_of(high)
    if got.forced:
        worst, best = (got.forced if g is None else max(g, got.forced, key=order.index) for g in (worst, best))
    if worst != best:
        text = f"有待人工认定的行，总分在 {plain(low)} 至 {plain(high)} 分之间，跨两个等级，暂不定等级"
        notes.append(Step("等级", text))
        return None
    if worst is not None:
        notes.append(Step("等级", _grade_says(worst, ends, scheme, got.forced), scheme.title))
    return worst


def _grade_says(grade: str, ends: Ends, scheme: Scheme, forced: str) -> str:
    low = next(b.low for b in scheme.grades if b.name == grade)
    if forced == grade and scheme.grade_of(ends.score) != grade:
        return f"总分 {plain(ends.score)} 分，按一票否决定为“{grade}”"
    return f"总分 {plain(ends.score)} 分，不低于“{grade}”的下限 {plain(low)} 分"


def _marked(grade: str | None, judged: Sequence[Judged], plan: Plan, notes: list[Step]) -> str | None:
    """Add the sign of 高于最低时加注 (weakest link) where another row has a better grade than the lowest."""
    rule = plan.scheme.aggregation
    if grade is None or not rule.mark or rule.method != "最弱环节":
        return grade
    full = as_fraction(plan.scheme.full_score)
    for item in judged:
        if item.verdict.outcome == "not_applicable" or not item.points:
            continue
        ratio = _value(item, "score", plan) / as_fraction(item.points) * full
        if plan.scheme.grade_of(rounded(ratio.numerator, ratio.denominator, plan)) != grade:
            text = f"“{item.row.indicator.name}”高于最低一档，等级加注“{rule.mark}”"
            notes.append(Step("等级", text, "汇总：高于最低时加注"))
            return grade + rule.mark
    return grade
