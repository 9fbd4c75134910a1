"""The integer form of a row: what its score is, said in comparisons and divisions of whole numbers alone.

A row that compares figures is a list of cases. Each case holds where its tests hold (the first that does counts) and
gives points as a quotient, a staircase, or a stretch that waits for a person. Everything is linear in two figures: the
actual value ``a`` and the reference ``b`` (预算数 of budget execution, 全省平均 …; rows with a target of their own use
none). All coefficients are integers, so that the same form becomes Python, columns of 64-bit integers, and SQL.

Figures that carry decimals are handed over scaled: ``a·10^k`` and ``b·10^k`` for whole numbers, the constants of every
:class:`Linear` multiplied by ``10^k`` as well; tests and quotients then come to the same.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm

from attrs import field, frozen

from ..evaluation.values import Basis
from ..planning import PlanRow

__all__ = ["Case", "Form", "Linear", "Points", "Stairs", "Test", "Waits", "at", "const", "linear"]


@frozen
class Linear:
    """``a·x + b·y + c`` with integer coefficients; x is the actual value, y the reference."""

    a: int
    b: int
    c: int

    @property
    def constant(self) -> bool:
        """Say whether it is the same for all figures."""
        return not (self.a or self.b)

    def value(self, x: int, y: int, scale: int = 1) -> int:
        """Return the value for scaled figures (x and y are ``scale`` times the real ones)."""
        return self.a * x + self.b * y + self.c * scale

    def times(self, factor: int) -> Linear:
        """Return a multiple."""
        return Linear(self.a * factor, self.b * factor, self.c * factor)


@frozen
class Test:
    """``left > 0`` where strict, else ``left ≥ 0``."""

    left: Linear
    strict: bool = False

    def holds(self, x: int, y: int, scale: int = 1) -> bool:
        """Say whether it holds for scaled figures."""
        value = self.left.value(x, y, scale)
        return value > 0 if self.strict else value >= 0


@frozen
class Points:
    """Points (分): ``num / den``, with ``num ≥ 0`` and ``den > 0`` wherever the case holds."""

    num: Linear
    den: Linear

    @property
    def constant(self) -> bool:
        """Say whether the points are the same for all figures of the case."""
        return self.num.constant and self.den.constant


@frozen
class Stairs:
    """Points (分) by whole steps: ``start − points·k`` kept within ``least`` and ``most``.

    k is ``num / den`` (``den > 0``), down to a whole number, or ``up`` to one. Nothing falls below 0.
    """

    num: Linear
    den: Linear
    up: bool
    start: Fraction
    points: Fraction
    least: Fraction
    most: Fraction


@frozen
class Waits:
    """A person decides between ``low`` and ``high`` 分 (rounded). ``judged``: whether the target is met is known."""

    low: Decimal
    high: Decimal
    judged: bool = True


@frozen
class Case:
    """Where all ``tests`` hold, the row comes to ``result``. ``segment`` is that of the row's curve, None outside it."""

    tests: tuple[Test, ...]
    result: Points | Stairs | Waits
    segment: int | None = field(default=None, eq=False)


@frozen
class Form:
    """A row in integers.

    ``cases`` are tried in order; the last holds always. ``met`` are the tests that together say the target is met; None
    where figures do not say. ``reference`` says that y is used; ``whole`` that x is a place in a ranking, which only a
    whole number is. ``unit`` is that of both figures (empty: none), ``full`` what the row is worth (分), ``basis`` that of its scores.
    """

    row: PlanRow = field(eq=False, repr=False)
    cases: tuple[Case, ...]
    met: tuple[Test, ...] | None
    reference: bool
    unit: str
    full: Decimal
    basis: Basis
    whole: bool = False


def linear(a: Fraction, b: Fraction, c: Fraction) -> tuple[Linear, int]:
    """Return ``k·(a·x + b·y + c)`` with integer coefficients and the positive k it was multiplied by."""
    k = lcm(a.denominator, b.denominator, c.denominator)
    return Linear(int(a * k), int(b * k), int(c * k)), k


def const(value: Fraction) -> Points:
    """Return the same points for all figures (分)."""
    return Points(Linear(0, 0, value.numerator), Linear(0, 0, value.denominator))


def ratio(num: tuple[Fraction, Fraction, Fraction], den: tuple[Fraction, Fraction, Fraction]) -> tuple[Linear, Linear]:
    """Return numerator and denominator of a quotient of two linear terms, in lowest integer terms."""
    k = lcm(*(v.denominator for v in (*num, *den)))
    whole = [int(v * k) for v in (*num, *den)]
    by = gcd(*whole) or 1
    whole = [v // by for v in whole]
    return Linear(*whole[:3]), Linear(*whole[3:])


def at(form: Form, x: Fraction, y: Fraction) -> tuple[Case, Fraction | None, bool | None]:
    """Return the case for two figures, its exact points (分; None where it waits), and whether the target is met.

    This is the plain reading of a form that everything made from forms is held to.
    """
    scale = lcm(x.denominator, y.denominator)
    n, m = int(x * scale), int(y * scale)
    case = next(c for c in form.cases if all(t.holds(n, m, scale) for t in c.tests))
    met = None if form.met is None else all(t.holds(n, m, scale) for t in form.met)
    match case.result:
        case Points(num, den):
            return case, Fraction(num.value(n, m, scale), den.value(n, m, scale)), met
        case Stairs() as s:
            top, bottom = s.num.value(n, m, scale), s.den.value(n, m, scale)
            k = -(-top // bottom) if s.up else top // bottom
            return case, min(max(s.start - s.points * k, s.least), s.most), met
        case Waits(judged=judged):
            return case, None, met if judged else None
