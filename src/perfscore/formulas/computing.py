"""Compute a formula exactly, with units carried and checked, and say how in steps with the figures put in."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import evolve

from ..base.problem import problem
from ..base.step import Step
from .amounts import Groups, Resolver, UnitBook
from .marks import shown
from .measured import aligned, unit_text
from .results import Result
from .telling import inputs, put_in, side, verdict
from .tree import Expr, Formula, Name, print_name
from .working import Work

__all__ = ["evaluate_check", "evaluate_formula"]

_ZERO = Fraction(0)


def evaluate_formula(
    formula: Formula,
    resolve: Resolver,
    *,
    units: UnitBook,
    groups: Groups | None = None,
    tolerance: Fraction = _ZERO,
    known: Iterable[str] = (),
) -> Result:
    """Compute ``formula``; a definition ``名 = 式`` gives the value of 式, a comparison whether it holds.

    ``resolve`` gives the quantity of a name, ``groups`` the members for ``合计(组名)``, ``known`` the names to suggest
    where one is unknown. ``tolerance`` (in the unit of the left side; ratios: 1 = 100 %) is how far a comparison may
    be off. Never raises for what people filed.
    """
    if formula.expr is None:
        return Result(None, None, (), formula.problems, "error")
    work = Work(str(formula), resolve, groups, units, tuple(known))
    if formula.op is not None and formula.right is not None:
        return _compared(work, formula.expr, formula.op, formula.right, tolerance)
    return _computed(work, formula.name, formula.expr)


def evaluate_check(
    formula: Formula,
    resolve: Resolver,
    *,
    units: UnitBook,
    groups: Groups | None = None,
    tolerance: Fraction = _ZERO,
    known: Iterable[str] = (),
) -> Result:
    """Compute ``formula`` as a cross-check: ``名 = 式`` compares the figure filed under 名 with 式.

    Everything else is as in :func:`evaluate_formula`; a bare expression is no check and gives an error.
    """
    if formula.expr is not None and formula.op is None:
        if formula.name is None:
            return Result(None, None, (), (problem("F583", formula=shown(str(formula))),), "error")
        left = Name(formula.name, formula.name_span or (0, 0))
        formula = evolve(formula, name=None, expr=left, op="=", right=formula.expr)
    return evaluate_formula(formula, resolve, units=units, groups=groups, tolerance=tolerance, known=known)


def _computed(work: Work, name: str | None, expr: Expr) -> Result:
    value = work.value(expr)
    head = "" if name is None else f"{print_name(name)} = "
    step = Step("度量", head + put_in(work, expr, value), f"公式：{work.formula}")
    steps = (*inputs(work), step)
    if value is None:
        return Result(None, None, (*steps, *_reasons(work)), tuple(work.problems.values()), work.outcome)
    return Result(value.value, unit_text(value.units), steps, (), "value", value.percent and not value.units)


def _compared(work: Work, left: Expr, op: str, right: Expr, tolerance: Fraction) -> Result:
    a, b = work.value(left), work.value(right)
    other = None
    if a is not None and b is not None:
        other = aligned(b, a, work.units)
        if other is None:
            work.mismatch((left, a), (right, b), "比较")
        else:
            a = evolve(a, units=other.units)
            work.converted(right, b, a)
    rests_on = f"公式：{work.formula}"
    sides = [Step("度量", side("左边", work, left, a), rests_on), Step("度量", side("右边", work, right, b), rests_on)]
    steps = (*inputs(work), *sides)
    if a is None or other is None:
        return Result(None, None, (*steps, *_reasons(work)), tuple(work.problems.values()), work.outcome)
    gap = a.value - other.value
    holds = _holds(op, gap, tolerance)
    steps = (*steps, Step("度量", verdict(a, op, other, holds, tolerance)))
    percent = (a.percent or other.percent) and not a.units
    return Result(None, unit_text(a.units), steps, (), "value", percent, a.value, other.value, gap, holds)


def _reasons(work: Work) -> list[Step]:
    return [Step("度量", p.message) for p in work.problems.values()]


def _holds(op: str, gap: Fraction, tolerance: Fraction) -> bool:
    """Tell whether the comparison holds; the tolerance widens what holds, except for ``≠``, which it narrows."""
    match op:
        case "=":
            return abs(gap) <= tolerance
        case "≠":
            return abs(gap) > tolerance
        case "≤":
            return gap <= tolerance
        case "≥":
            return gap >= -tolerance
        case "<":
            return gap < tolerance
        case _:
            return gap > -tolerance
