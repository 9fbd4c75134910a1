"""Why a printed score may differ from the computed one: other ways of computing that give it exactly.

Each way is a pure function of the row's inputs, points and clause. A way is named only where it gives the printed
score to the digit; where several do, they are named together, because the figures cannot tell which was used.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ..base.exact import HALF_EVEN, HALF_UP, TRUNCATE, as_fraction, plain, quotient, total
from ..planning import Plan, PlanRow
from ..rules.facts import Funds
from ..rules.table import EXECUTION
from .other_ways import Way, execution_ways, ways
from .reason import Reason
from .verdict import Verdict

__all__ = ["MOST_WAYS", "difference_reason", "row_reason", "said"]

MOST_WAYS = 3
"""More ways than these are counted, not named."""
_MOST_PLACES = 4

Named = tuple[str, str]
"""What a way is called in both languages."""


def row_reason(
    verdict: Verdict, row: PlanRow, plan: Plan, stated: Decimal, points: Decimal, funds: Funds | None
) -> Reason | None:
    """Return the likely reason of a self score that differs from the computed one; None where the two agree.

    ``verdict`` is the row as computed, ``points`` what it is worth after points of rows that do not apply were passed
    on. Without a computed score there is nothing to compare with.
    """
    if verdict.computed is None or stated == verdict.computed:
        return None
    found = tuple(dict.fromkeys(_giving(verdict, row, plan, stated, points, funds)))
    if found:
        return said(found, stated)
    return difference_reason(stated, verdict.computed, points)


def said(found: tuple[Named, ...], stated: Decimal) -> Reason:
    """Return the reason that names ways which give the printed figure exactly."""
    shown, more = found[:MOST_WAYS], len(found) - MOST_WAYS
    zh, en = "或".join(f"“{zh}”" for zh, _ in shown), " or ".join(f"“{en}”" for _, en in shown)
    if more > 0:
        zh, en = f"{zh}等 {len(found)} 种算法", f"{en} (and {more} more)"
    ask = "是否采用该算法" if len(found) == 1 else "采用的是哪一种"
    return Reason(
        f"按{zh}计算{'都' if len(found) > 1 else ''}得到同样的数（{plain(stated)} 分），请核对{ask}",
        f"{en} gives the same figure ({plain(stated)} points); please check whether it was used",
        tuple(zh for zh, _ in found),
    )


def difference_reason(stated: Decimal, computed: Decimal, points: Decimal) -> Reason:
    """Return the reason where no way gives the printed score: the figures, and the question where it comes from."""
    gap = total((stated, computed.copy_negate()))
    signed = f"+{plain(gap)}" if gap > 0 else plain(gap)
    share = ""
    if points > 0:
        (n, d), (m, e) = stated.as_integer_ratio(), points.as_integer_ratio()
        share = plain(quotient(100 * n * e, d * m, 2)) + "%"
    zh_share, en_share = (f"，为分值的 {share}", f", {share} of the points") if share else ("", "")
    return Reason(
        f"常见的其他算法（取整、比例、反向公式、分档、预算口径）都得不到 {plain(stated)} 分；"
        f"它与测算分相差 {signed} 分{zh_share}，请说明得分来源",
        f"no other common way of computing gives {plain(stated)} points; it differs by {signed}{en_share}; "
        "please say where it comes from",
    )


def _giving(
    verdict: Verdict, row: PlanRow, plan: Plan, stated: Decimal, points: Decimal, funds: Funds | None
) -> Iterator[Named]:
    """Yield the names of the ways that give ``stated``, the nearest to what was computed first."""
    scale = as_fraction(points) / as_fraction(row.indicator.max_score) if row.indicator.max_score else Fraction(1)
    exact = verdict.exact
    if exact is not None and scale != 1 and _gives(exact / scale, stated, plan) is not None:
        full = plain(row.indicator.max_score)
        yield f"调整前的分值{full}分", f"the {full} points before others were passed on"
    near = [*_rounded_otherwise(exact, stated, plan)]
    near += [("满分", "full points")] if stated == points else []
    yield from near
    kinds: set[str] = set()
    for way in _all(verdict, row, plan, funds):
        kind, worth = way.kind or way.zh, way.points * scale
        if worth == exact or kind in kinds or (way.loose and (near or kinds)):
            continue
        how = _gives(worth, stated, plan)
        if how is not None and (not how[0] or kind == way.zh):
            kinds.add(kind)
            yield way.zh + how[0], way.en + how[1]


def _all(verdict: Verdict, row: PlanRow, plan: Plan, funds: Funds | None) -> Iterator[Way]:
    if verdict.inputs is None:
        return
    if row.id == EXECUTION and funds is not None:
        yield from execution_ways(row, plan, funds, verdict.inputs)
    yield from ways(row, plan, verdict.inputs)


def _gives(points: Fraction, stated: Decimal, plan: Plan) -> Named | None:
    """Say how exact points become the printed score: rounded as the scheme does (no words), or to the places printed."""
    if quotient(points.numerator, points.denominator, plan.rounding.places, plan.rounding.mode) == stated:
        return "", ""
    places = len(plain(stated).partition(".")[2])
    if 0 < places <= _MOST_PLACES and quotient(points.numerator, points.denominator, places) == stated:
        return f"，四舍五入到 {places} 位小数", f", rounded to {places} places"
    return None


def _rounded_otherwise(exact: Fraction | None, stated: Decimal, plan: Plan) -> Iterator[Named]:
    """Yield the first other rounding of the computed points that gives the printed score."""
    if exact is None:
        return
    rule = plan.rounding
    tries = [(rule.places, mode) for mode in (HALF_UP, HALF_EVEN, TRUNCATE) if mode != rule.mode]
    tries += [(n, rule.mode) for n in (1, 0, 3, 4) if n != rule.places]
    tries += [(n, TRUNCATE) for n in (1, 0)]
    for places, mode in tries:
        if quotient(exact.numerator, exact.denominator, places, mode) == stated:
            where = f"到 {places} 位小数" if places else "到整数"
            yield f"得分{mode}{where}", f"the score rounded to {places} places ({mode})"
            return
    if -(-exact.numerator // exact.denominator) == stated:
        yield "得分进到整数", "the score rounded up to a whole number"
