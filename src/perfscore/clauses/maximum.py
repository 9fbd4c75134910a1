"""The points a clause is written for, against those of the row: what one of its points is worth, and whether it fits."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..base.problem import problem
from ..curves.segments import number
from .algebra import ACTUAL, TARGET, Binary, Number, names
from .frame import Refusal
from .values import (
    Discretion,
    Efficacy,
    Formula,
    Full,
    Met,
    Off,
    Otherwise,
    Points,
    Prorata,
    Rule,
    Share,
    Spread,
    Steps,
    Unmet,
    Words,
)

if TYPE_CHECKING:
    from .clause import Clause

__all__ = ["check_maximum", "scale_of"]


def _stated_points(clause: Clause) -> list[Fraction]:
    out = [r.award.value for r in clause.rules if isinstance(r.award, Points)]
    out += [r.award.high for r in clause.rules if isinstance(r.award, Spread) and not r.award.share]
    return out


def scale_of(clause: Clause, points: Fraction) -> Fraction:
    """Return what one point of the clause is worth in 分: 分值 ÷ 100 where the clause is out of 100."""
    hundred = Fraction(100)
    most = max([*_stated_points(clause), *(i.points for i in clause.items)], default=Fraction(0))
    total = sum((i.points for i in clause.items), Fraction(0))
    if points != hundred and (hundred in (clause.stated, most) or (clause.items and total == hundred)):
        return points / hundred
    return Fraction(1)


def check_maximum(clause: Clause, points: Fraction, scale: Fraction) -> None:
    """Refuse a clause written for another maximum than the row's points."""
    if clause.stated is not None and clause.stated * scale != points:
        raise Refusal(problem("C461", points=number(clause.stated), most=number(points)))
    if clause.items:
        return
    shares = [r.award.value for r in clause.rules if isinstance(r.award, Share)]
    shares += [r.award.high for r in clause.rules if isinstance(r.award, Spread) and r.award.share]
    if max(shares, default=Fraction(0)) > 1:
        raise Refusal(problem("C461", points=number(max(shares) * points), most=number(points)))
    for rule in clause.rules:
        factor = _factor(rule) if rule.condition is None else None
        if factor is not None and factor * scale != points:
            raise Refusal(problem("C461", points=number(factor), most=number(points)))
    given = _stated_points(clause)
    most = max(given, default=None)
    others = any(
        isinstance(r.award, Full | Prorata | Formula | Efficacy | Spread)
        or (isinstance(r.award, Share) and r.award.value == 1)
        or (isinstance(r.award, Steps | Off) and r.award.gain)
        or isinstance(r.award, Discretion)
        for r in clause.rules
    )
    if most is None:
        return
    worded = [r for r in clause.rules if isinstance(r.condition, Words | Met | Unmet | Otherwise)]
    adds_up = len(worded) == len(clause.rules) and sum(given, Fraction(0)) * scale == points
    if most * scale > points or (most > 0 and not others and most * scale < points and not adds_up):
        raise Refusal(problem("C461", points=number(most), most=number(points)))


def _factor(rule: Rule) -> Fraction | None:
    """Return the points a formula multiplies a rate by (得分=完成率×10 is written for 10 分); None where it does not."""
    match rule.award:
        case Formula(Binary("×", left, Number(value, False))) if value > 0:
            known = names(left)
            rate = len(known) == 1 and known[0].endswith("率")
            ratio = set(known) == {ACTUAL, TARGET} and "÷" in str(left) and not set("+-") & set(str(left))
            return value if rate or ratio else None
        case _:
            return None
