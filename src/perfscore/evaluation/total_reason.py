"""What a difference between the stated and the computed total is made of, to the digit, and what is left to explain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from ..base.exact import HALF_UP, TRUNCATE, as_fraction, plain, quotient, total
from ..base.values import frozen
from .reason import Reason
from .reasons import Named, said

if TYPE_CHECKING:
    from .values import Evaluation, RowResult

__all__ = ["total_reason"]


def total_reason(result: Evaluation) -> Reason | None:
    """Return an account of the difference between the stated total and ``result.total``; None where nothing differs.

    It has one part for each cause: rows whose self score differs from the adopted one, rows that wait or do not
    apply, rows without a self score, what the scheme does to the sum, and a stated total that is not the sum of its
    own rows. The parts add up to the difference exactly. For the last part the ways that give the total are named.
    """
    rows = [r for r in result.rows if r.self_score is not None]
    own = total(r.self_score for r in rows if r.self_score is not None)
    stated = result.self_total
    if not rows or (stated is None and own == result.total) or (stated == own == result.total):
        return None
    parts = list(_parts(result))
    ways: tuple[Named, ...] = ()
    if stated is not None and stated != own:
        ways = tuple(dict.fromkeys(_ways(result, own, stated)))
        parts.append(_unlike_sum(own, stated, ways))
    zh, en = _head(result, own)
    return Reason(
        f"{zh}：{'；'.join(p.zh for p in parts)}" if parts else zh,
        f"{en}: {'; '.join(p.en for p in parts)}" if parts else en,
        tuple(name for name, _ in ways) or tuple(p.zh for p in parts if p.known),
    )


@frozen
class _Part:
    """One part of the difference in both languages; ``known`` says that the figures account for it."""

    zh: str
    en: str
    known: bool = True


def _minus(a: Decimal, b: Decimal) -> Decimal:
    return total((a, b.copy_negate()))


def _signed(value: Decimal) -> str:
    return f"+{plain(value)}" if value > 0 else plain(value)


def _head(result: Evaluation, own: Decimal) -> tuple[str, str]:
    name, name_en = (
        ("填报总分", "stated total") if result.self_total is not None else ("各行自评得分之和", "sum of self scores")
    )
    stated = own if result.self_total is None else result.self_total
    gap = _minus(stated, result.total)
    if not gap:
        return f"{name} {plain(stated)} 分与采用的合计相同", f"the {name_en} {plain(stated)} is the adopted total"
    return (
        f"{name} {plain(stated)} 分，采用的合计 {plain(result.total)} 分，相差 {_signed(gap)} 分",
        f"the {name_en} is {plain(stated)}, the adopted total {plain(result.total)}, a difference of {_signed(gap)}",
    )


def _parts(result: Evaluation) -> Iterator[_Part]:
    """Yield what rows and the scheme's own sums make of the difference."""
    differing = [r for r in result.rows if _gap(r)]
    if differing:
        gap = _signed(total(_gap(r) for r in differing))
        n = len(differing)
        yield _Part(
            f"{n} 行自评得分与采用得分不同，合计 {gap} 分", f"rows that differ from the adopted score: {n}, by {gap}"
        )
    for outcome, zh, en in (
        ("pending", "待人工认定", "wait for a person"),
        ("not_applicable", "不适用", "do not apply"),
    ):
        out = [r for r in result.rows if r.outcome == outcome and r.score is None and r.self_score]
        if out:
            worth = plain(total(r.self_score for r in out if r.self_score is not None))
            yield _Part(
                f"{len(out)} 行{zh}，自评得分合计 {worth} 分没有计入",
                f"rows that {en}: {len(out)}, their self scores of {worth} are not counted",
            )
    silent = [r for r in result.rows if r.self_score is None and r.score]
    if silent:
        worth = plain(total(r.score for r in silent if r.score is not None))
        n = len(silent)
        yield _Part(
            f"{n} 行没有自评得分，采用得分合计 {worth} 分", f"rows without a self score: {n}, adopted with {worth}"
        )
    adjusted = _minus(result.total, total(r.score for r in result.rows if r.score is not None))
    if adjusted:
        yield _Part(
            f"评分办法的汇总约定（舍入、折算、限制、加减分等）使合计变动 {_signed(adjusted)} 分",
            f"the scheme's rules for the total (rounding, rescaling, limits, extras) change it by {_signed(adjusted)}",
        )


def _gap(row: RowResult) -> Decimal:
    if row.self_score is None or row.score is None:
        return Decimal(0)
    return _minus(row.self_score, row.score)


def _unlike_sum(own: Decimal, stated: Decimal, ways: tuple[Named, ...]) -> _Part:
    gap = _minus(stated, own)
    more = "多" if gap > 0 else "少"
    zh = f"填报总分比各行自评得分之和 {plain(own)} 分{more} {plain(gap.copy_abs())} 分"
    en = f"the stated total differs from the sum of its self scores ({plain(own)}) by {_signed(gap)}"
    if not ways:
        return _Part(f"{zh}，请说明总分来源", f"{en}; please say where it comes from", known=False)
    found = said(ways, stated)
    return _Part(f"{zh}，{found.zh}", f"{en}; {found.en}")


# --- ways to come to a total that is not the sum of its rows ----------------------------------------------------------


def _ways(result: Evaluation, own: Decimal, stated: Decimal) -> Iterator[Named]:
    """Yield the names of the ways that give the stated total exactly."""
    yield from _rounded(as_fraction(own), stated, "各行自评得分之和", "the sum of the self scores")
    if stated == result.total and result.settled:
        yield "评分标准测算的合计", "the computed total"
    elif result.settled:
        exact = (r.exact if r.exact is not None and r.computed_score == r.score else r.score for r in result.rows)
        once = sum((as_fraction(v) for v in exact if v is not None), Fraction(0))
        zh, en = "各行测算分不先取整、合计后", "the unrounded scores, added and then"
        yield from _rounded(once, stated, zh, en, places=(2, 1, 0))
    yield from _left_out(result, own, stated)
    yield from _rescaled(result, own, stated)
    if stated == result.full_score:
        yield "满分", "the full score"


def _rounded(value: Fraction, stated: Decimal, zh: str, en: str, places: Iterable[int] = (1, 0)) -> Iterator[Named]:
    for digits in places:
        where = f"到 {digits} 位小数" if digits else "到整数"
        for mode in (HALF_UP, TRUNCATE):
            if quotient(value.numerator, value.denominator, digits, mode) == stated:
                yield f"{zh}{mode}{where}", f"{en} rounded to {digits} places ({mode})"
                return


def _left_out(result: Evaluation, own: Decimal, stated: Decimal) -> Iterator[Named]:
    """A block or a single row that the stated total leaves out or has twice."""
    gap = _minus(stated, own)
    sums = [
        (b.name, total(r.self_score for r in result.rows if r.block == b.name and r.self_score)) for b in result.blocks
    ]
    rows = [(r.name, r.self_score) for r in result.rows if r.self_score]
    for kind, kind_en, parts in (("这一类", "block", sums), ("这一行", "row", rows)):
        for sign, zh, en in ((-1, "减去", "less"), (1, "再加一次", "and once more")):
            fitting = [name for name, worth in parts if worth and gap == (worth if sign > 0 else worth.copy_negate())]
            if len(fitting) == 1:
                yield f"各行自评得分之和{zh}{fitting[0]}{kind}", f"the sum {en} the {kind_en} {fitting[0]}"
                return


def _rescaled(result: Evaluation, own: Decimal, stated: Decimal) -> Iterator[Named]:
    """The sum rescaled to 100 points from those of the rows that were scored."""
    points = total(r.max_score for r in result.rows if r.self_score is not None)
    if points <= 0 or points == 100:
        return
    value = as_fraction(own) * 100 / as_fraction(points)
    if quotient(value.numerator, value.denominator, 2) == stated:
        shown = plain(points)
        yield f"各行之和由{shown}分折算为100分", f"the sum rescaled from {shown} to 100 points"
