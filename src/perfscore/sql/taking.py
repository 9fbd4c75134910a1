"""Columns of the caller's table as whole numbers and texts; what is not of the declared type is never taken.

A number is taken only where it is exactly one of the declared type: a third decimal in a DECIMAL(12, 2), a DOUBLE or a
text makes the row ``unread`` (DuckDB) or an error of the database before the first row (PostgreSQL, whose functions of
exact numbers do not take them).
"""

from __future__ import annotations

from sqlglot import exp

from .integers import Integers, cast_to, lit
from .kinds import Kind

__all__ = ["blanks", "number", "stripped", "text"]

_BLANKS = (9, 10, 11, 12, 13, 160)
_NARROW, _WIDE = 18, 38
"""Digits of the decimals DuckDB keeps in 64 and in 128 bits; products of narrow ones stay narrow."""
_INEXACT = ("FLOAT", "DOUBLE", "VARCHAR", "BOOLEAN")


def number(column: exp.Expr, kind: Kind, ints: Integers) -> exp.Expr:
    """Return the column as a whole number; NULL where it is not filled in or cannot be taken."""
    wide = ints.type_of(ints.home(kind.low, kind.high))
    sound = _sound_in_duckdb(column, kind) if ints.dialect == "duckdb" else _sound_in_postgres(column, kind)
    value = _duckdb(column, kind, wide) if ints.dialect == "duckdb" else _postgres(column, kind, wide)
    return exp.Case().when(sound, value)


def _sound_in_duckdb(column: exp.Expr, kind: Kind) -> exp.Expr:
    """TYPEOF is settled before the first row, so that a column of the declared type costs nothing."""
    kind_of = exp.Anonymous(this="TYPEOF", expressions=[column.copy()])
    name = kind.name.replace(", ", ",")
    same = exp.EQ(this=kind_of, expression=exp.Literal.string(name))
    exact = exp.Not(this=exp.In(this=kind_of.copy(), expressions=[exp.Literal.string(n) for n in _INEXACT]))
    equal = exp.EQ(this=_tried(column, kind), expression=column.copy())
    return exp.or_(same, exp.and_(exact, equal))


def _tried(column: exp.Expr, kind: Kind) -> exp.Expr:
    return exp.TryCast(this=column.copy(), to=exp.DataType.build(kind.name, dialect="duckdb"))


def _duckdb(column: exp.Expr, kind: Kind, wide: str) -> exp.Expr:
    value = _tried(column, kind)
    if kind.stored or not kind.scale:
        return value if kind.name == wide else cast_to(value, wide)
    one = lit(10**kind.scale)
    if kind.precision + kind.scale <= _NARROW:
        return cast_to(exp.Mul(this=value, expression=one), wide)
    end = _NARROW - 2 * kind.scale
    slow = _whole_and_rest(value, one, kind, wide)
    if end < 1:
        return slow
    near = exp.Between(this=column.copy(), low=lit(1 - 10**end), high=lit(10**end - 1))
    small = cast_to(value.copy(), f"DECIMAL({_NARROW}, {kind.scale})")
    quick = cast_to(exp.Mul(this=small, expression=one.copy()), wide)
    return exp.Case().when(near, quick).else_(slow)


def _whole_and_rest(value: exp.Expr, one: exp.Expr, kind: Kind, wide: str) -> exp.Expr:
    """Return a decimal of many digits as a whole number: products of decimals have no more than 38 digits."""
    if kind.precision + kind.scale <= _WIDE:
        product = exp.Mul(this=cast_to(value, f"DECIMAL({_WIDE}, {kind.scale})"), expression=one)
        return cast_to(product, wide)
    whole = exp.Anonymous(this="TRUNC", expressions=[value])
    rest = exp.Paren(this=exp.Sub(this=value.copy(), expression=whole.copy()))
    return exp.Add(
        this=exp.Mul(this=cast_to(whole, wide), expression=one),
        expression=cast_to(exp.Mul(this=rest, expression=one.copy()), wide),
    )


def _sound_in_postgres(column: exp.Expr, kind: Kind) -> exp.Expr:
    scale = 0 if kind.stored else kind.scale
    places = exp.Anonymous(this="MIN_SCALE", expressions=[column.copy()])
    fits = exp.LTE(this=places, expression=lit(scale))
    over = lit(kind.high // 10**scale + (1 if scale else 0))
    if scale or kind.precision > 19:
        size = exp.LT if scale else exp.LTE
        return exp.and_(fits, size(this=exp.Anonymous(this="ABS", expressions=[column.copy()]), expression=over))
    between = exp.Between(this=column.copy(), low=lit(kind.low), high=lit(kind.high))
    return exp.and_(fits, between)


def _postgres(column: exp.Expr, kind: Kind, wide: str) -> exp.Expr:
    value: exp.Expr = column.copy()
    if not kind.stored and kind.scale:
        value = exp.Mul(this=value, expression=lit(10**kind.scale))
    return cast_to(value, wide)


# --- texts --------------------------------------------------------------------------------------------------------


def text(column: exp.Expr, ints: Integers) -> exp.Expr:
    """Return the column as text, to be compared letter by letter whatever the collation of the database."""
    node = cast_to(column.copy(), "TEXT")
    if ints.dialect == "duckdb":
        return node
    return exp.Collate(this=node, expression=exp.column(exp.to_identifier("C", quoted=True)))


def stripped(value: exp.Expr, ints: Integers, chars: exp.Expr | None = None) -> exp.Expr:
    """Return a text without the blanks around it."""
    name = "TRIM" if ints.dialect == "duckdb" else "BTRIM"
    return exp.Anonymous(this=name, expressions=[value, blanks() if chars is None else chars])


def blanks() -> exp.Expr:
    """Return the characters that count as blank."""
    out: exp.Expr = exp.Literal.string(" 　")
    for code in _BLANKS:
        out = exp.DPipe(this=out, expression=exp.Anonymous(this="CHR", expressions=[lit(code)]))
    return out
