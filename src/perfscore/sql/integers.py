"""Whole numbers in SQL with known ends, so that every sum and product is done in a type that holds it.

Three types: INTEGER, BIGINT, and the wide one of the database (HUGEINT of DuckDB, NUMERIC of PostgreSQL). An operation
takes the smallest that holds all its parts added up without regard to sign; what stands in a narrower type is cast
first. A division takes operands that are not negative, where cutting off and rounding down are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd
from typing import Literal

from attrs import frozen
from sqlglot import exp

__all__ = ["Int", "Integers", "TooWide", "cast_to", "lit"]

Dialect = Literal["duckdb", "postgres"]
_ENDS = (2**31 - 1, 2**63 - 1)
_HUGE = 2**127 - 1


class TooWide(Exception):
    """A number may come out that DuckDB's widest integer does not hold."""


@frozen
class Int:
    """A whole number: its expression, its ends, and the type it stands in (0 INTEGER, 1 BIGINT, 2 wide)."""

    node: exp.Expr
    low: int
    high: int
    tier: int

    @property
    def size(self) -> int:
        """How far from 0 it can be."""
        return max(abs(self.low), abs(self.high))

    @property
    def written(self) -> bool:
        """Whether it is a constant as written, which takes the type of what it stands beside."""
        return isinstance(self.node, exp.Literal) or (
            isinstance(self.node, exp.Neg) and isinstance(self.node.this, exp.Literal)
        )

    def within(self, low: int, high: int) -> Int:
        """Return the same where it is known to lie between narrower ends."""
        return Int(self.node, max(self.low, low), min(self.high, high), self.tier)


def lit(value: int) -> exp.Expr:
    """Return a whole number as written."""
    node: exp.Expr = exp.Literal(this=str(abs(value)), is_string=False)
    return exp.Neg(this=node) if value < 0 else node


def cast_to(value: exp.Expr, kind: str) -> exp.Expr:
    """Return CAST(value AS kind)."""
    return exp.Cast(this=value, to=exp.DataType.build(kind, dialect="duckdb" if kind == "HUGEINT" else "postgres"))


class Integers:
    """Arithmetic of one database."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.wide = "HUGEINT" if dialect == "duckdb" else "NUMERIC"

    def tier_of(self, size: int) -> int:
        """Return the smallest type that holds numbers so far from 0. Raises :class:`TooWide` where none does."""
        for tier, end in enumerate(_ENDS):
            if size <= end:
                return tier
        if self.dialect == "duckdb" and size > _HUGE:
            raise TooWide
        return 2

    def type_of(self, tier: int) -> str:
        """Return the SQL name of a type."""
        return ("INTEGER", "BIGINT", self.wide)[tier]

    def const(self, value: int) -> Int:
        """Return a constant."""
        return Int(lit(value), value, value, self.tier_of(abs(value)))

    def home(self, low: int, high: int) -> int:
        """Return the type of a column of such whole numbers, BIGINT or the wide one."""
        return 1 if low >= -_ENDS[1] - 1 and high <= _ENDS[1] else self.tier_of(max(-low - 1, high))

    def column(self, name: str, low: int, high: int) -> Int:
        """Return a column of an inner query that holds whole numbers between these ends."""
        return Int(exp.column(name), low, high, self.home(low, high))

    def raised(self, value: Int, tier: int) -> exp.Expr:
        """Return the expression in at least this type."""
        node = value.node.copy()
        return node if value.tier >= tier or value.written else cast_to(node, self.type_of(tier))

    def settled(self, value: Int, tier: int) -> Int:
        """Return a number in exactly this type, which must hold it: what a column is declared as is what it is."""
        if value.tier == tier or value.written:
            return value
        return Int(cast_to(value.node.copy(), self.type_of(tier)), value.low, value.high, tier)

    def linear(self, parts: Sequence[tuple[int, Int]], constant: int = 0) -> Int:
        """Return the sum of multiples and a constant."""
        used = [(k, v) for k, v in parts if k]
        low = constant + sum(min(k * v.low, k * v.high) for k, v in used)
        high = constant + sum(max(k * v.low, k * v.high) for k, v in used)
        if not used:
            return self.const(constant)
        if len(used) == 1 and used[0][0] == 1 and not constant:
            return used[0][1]
        tier = self.tier_of(abs(constant) + sum(abs(k) * v.size for k, v in used))
        node: exp.Expr | None = None
        for factor, value in sorted(used, key=lambda p: p[0] < 0):
            term = self._multiple(abs(factor), value, tier)
            if node is None:
                node = exp.Neg(this=term) if factor < 0 else term
            else:
                node = (exp.Sub if factor < 0 else exp.Add)(this=node, expression=term)
        assert node is not None
        if constant:
            node = (exp.Sub if constant < 0 else exp.Add)(this=node, expression=lit(abs(constant)))
        return Int(node, low, high, max(tier, *(v.tier for _, v in used)))

    def _multiple(self, factor: int, value: Int, tier: int) -> exp.Expr:
        node = _grouped(self.raised(value, tier))
        return node if factor == 1 else exp.Mul(this=lit(factor), expression=node)

    def quotient(self, num: Int, den: Int) -> Int:
        """Return num / den cut off to a whole number; ``num ≥ 0`` and ``den > 0`` where this is asked."""
        num, den = num.within(0, num.high), den.within(1, den.high)
        low, high = num.low // max(den.high, 1), num.high // den.low
        if den.low == den.high == 1:
            return num
        tier = max(num.tier, den.tier)
        left, right = self.raised(num, tier), self.raised(den, tier)
        node: exp.Expr
        if self.dialect == "duckdb":
            node = exp.IntDiv(this=_grouped(left), expression=_grouped(right))
        elif tier == 2:
            node = exp.Anonymous(this="DIV", expressions=[left, right])
        else:
            node = exp.Div(this=_grouped(left), expression=_grouped(right), typed=True, safe=False)
        return Int(node, low, high, tier)

    def rounded(self, num: Sequence[tuple[int, Int]], num_const: int, den: Sequence[tuple[int, Int]], den_const: int,
                units: int, *, cut: bool = False) -> Int:  # fmt: skip
        """Return ``units·num/den`` rounded half up (or cut off) to a whole number; both are not negative, den > 0."""
        top = [(k * units * (1 if cut else 2), v) for k, v in num]
        top_const = num_const * units * (1 if cut else 2)
        if not cut:
            top, top_const = [*top, *den], top_const + den_const
        bottom = [(k * (1 if cut else 2), v) for k, v in den]
        bottom_const = den_const * (1 if cut else 2)
        top = _gathered(top)
        by = gcd(*(k for k, _ in top), top_const, *(k for k, _ in bottom), bottom_const) or 1
        return self.quotient(
            self.linear([(k // by, v) for k, v in top], top_const // by),
            self.linear([(k // by, v) for k, v in bottom], bottom_const // by),
        )

    def floor(self, num: Int, den: Int) -> Int:
        """Return num / den down to a whole number, whatever the sign of num."""
        if num.low >= 0:
            return self.quotient(num, den)
        below = self._away(num, den)
        if num.high < 0:
            return below
        return self._either(num, self.quotient(num, den), below)

    def ceiling(self, num: Int, den: Int) -> Int:
        """Return num / den up to a whole number, whatever the sign of num."""
        if num.high <= 0:
            return self._minus(self.quotient(self._minus(num), den))
        above = self.quotient(self.linear([(1, num.within(0, num.high)), (1, den)], -1), den)
        if num.low >= 0:
            return above
        below = self._minus(self.quotient(self._minus(num.within(num.low, 0)), den))
        return self._either(num, above, below)

    def _away(self, num: Int, den: Int) -> Int:
        """num < 0: −((−num + den − 1) / den)."""
        return self._minus(self.quotient(self.linear([(-1, num.within(num.low, -1)), (1, den)], -1), den))

    def _minus(self, value: Int) -> Int:
        return self.linear([(-1, value)])

    def _either(self, num: Int, above: Int, below: Int) -> Int:
        case = exp.Case().when(exp.GTE(this=num.node.copy(), expression=lit(0)), above.node.copy()).else_(below.node)
        return Int(case, min(above.low, below.low), max(above.high, below.high), max(above.tier, below.tier))

    def clamp(self, value: Int, least: int, most: int) -> Int:
        """Return the value kept within ends."""
        node = value.node.copy()
        if value.high > most:
            node = exp.Anonymous(this="LEAST", expressions=[node, lit(most)])
        if value.low < least:
            node = exp.Anonymous(this="GREATEST", expressions=[node, lit(least)])
        low, high = min(max(value.low, least), most), max(min(value.high, most), least)
        return Int(node, low, high, value.tier)


def _gathered(parts: Sequence[tuple[int, Int]]) -> list[tuple[int, Int]]:
    """Add up multiples of one number."""
    out: list[tuple[int, Int]] = []
    for factor, value in parts:
        same = next((i for i, (_, v) in enumerate(out) if v.node == value.node), None)
        if same is None:
            out.append((factor, value))
        else:
            out[same] = (out[same][0] + factor, value)
    return out


def _grouped(node: exp.Expr) -> exp.Expr:
    return exp.Paren(this=node) if isinstance(node, exp.Binary | exp.Neg) else node
