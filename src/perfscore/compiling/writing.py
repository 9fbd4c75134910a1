"""What generated code is written with: lines, constants by name, the tests of a window and the points it gives."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import define, field, frozen

from ..base.exact import TRUNCATE, scaled
from .forms import Form, Linear, Points, Stairs
from .windows import Window, windows

__all__ = ["Elsewhere", "Emitted", "RowCode", "Writer", "rounded_constant"]

FAR = Decimal(10) ** 27
"""Figures beyond this, the infinite among them, are left to the interpreter."""
HAIR = 12
"""Decimal places of a break point that is no decimal itself."""


class Elsewhere(Exception):
    """The straight-line code does not cover a record."""


@frozen
class RowCode:
    """What the code needs to know of a row.

    ``own`` are the positions of all its values, ``positions`` of those its score depends on (actual value, reference).
    """

    number: int
    title: str
    own: tuple[int, ...]
    positions: tuple[int, ...]
    form: Form | None
    places: int
    mode: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the values in the code."""
        return tuple(f"v{p}" for p in self.positions)

    @property
    def quiet(self) -> tuple[int, ...]:
        """The positions of the values that cannot move its score."""
        return tuple(p for p in self.own if p not in self.positions)


def rounded_constant(points: Fraction, places: int, mode: str) -> int:
    """Return points (≥ 0) in units of the last place, rounded once."""
    n, d = points.numerator * int(10**places), points.denominator
    return n // d if mode == TRUNCATE else (2 * n + d) // (2 * d)


@frozen
class Emitted:
    """Generated source and the constants it names."""

    source: str
    constants: Mapping[str, Decimal]


@define
class Writer:
    """Collects lines and constants; ``letter`` begins the names of constants."""

    letter: str = "c"
    lines: list[str] = field(factory=list)
    names: dict[Decimal, str] = field(factory=dict)

    def add(self, depth: int, text: str) -> None:
        self.lines.append("    " * depth + text)

    def constant(self, value: int | Decimal) -> str:
        number = Decimal(value)
        return self.names.setdefault(number, f"{self.letter}{len(self.names)}")

    def emitted(self) -> Emitted:
        """Return what was written."""
        return Emitted("\n".join(self.lines) + "\n", {name: number for number, name in self.names.items()})

    # --- one row ------------------------------------------------------------------------------------------------------

    def row(self, code: RowCode, depth: int, out: str) -> bool:
        """Write the windows of a row as a chain of comparisons; False where it has none."""
        form = code.form
        lines = windows(form) if form is not None else ()
        if form is None or not lines or len(code.names) != (2 if form.reference else 1):
            return False
        word = "if"
        for window in lines:
            test = self.inside(window, code.names, positive=form.reference)
            if isinstance(window.result, Stairs):
                self.add(depth, f"{word} {test}:")
                self.stairs(window.result, code, depth + 1, out)
            else:
                self.add(depth, f"{word} {test}:")
                self.add(depth + 1, f"{out} = {self.points(window.result, code)}")
            word = "elif"
        self.add(depth, "else:")
        self.add(depth + 1, "raise Elsewhere")
        return True

    def inside(self, window: Window, names: tuple[str, ...], *, positive: bool, times: str = "{} * {}") -> str:
        """Write the test of a window; with a reference the reference must be above 0. ``times`` writes a product."""
        if not positive:
            return self.between(window, names[0])
        a, b = names
        far = self.constant(FAR)
        tests = []
        if window.low is not None:
            left, right = self.shares(window.low, a, b, times)
            tests.append(f"{left} {'>=' if window.low_closed else '>'} {right}")
        if window.high is not None:
            left, right = self.shares(window.high, a, b, times)
            tests.append(f"{left} {'<=' if window.high_closed else '<'} {right}")
        else:
            tests.append(f"{a} < {far}")
        return " and ".join([*tests, f"{self.constant(0)} < {b} < {far}"])

    def shares(self, share: Fraction, a: str, b: str, times: str) -> tuple[str, str]:
        """Write ``a`` against ``share`` of ``b`` without dividing."""
        left = a if share.denominator == 1 else times.format(a, self.constant(share.denominator))
        if share == 0:
            return left, self.constant(0)
        return left, b if share.numerator == 1 else times.format(b, self.constant(share.numerator))

    def between(self, window: Window, name: str) -> str:
        """Write a test that also keeps out the infinite."""
        low = self.constant(-FAR) if window.low is None else self.number(window.low, up=True)
        high = self.constant(FAR) if window.high is None else self.number(window.high, up=False)
        return f"{low} {'<=' if window.low_closed else '<'} {name} {'<=' if window.high_closed else '<'} {high}"

    def number(self, value: Fraction, *, up: bool) -> str:
        """Name a break point; one that is no decimal is moved a hair into the window, and the interpreter takes the gap."""
        n, d = value.numerator * 10**HAIR, value.denominator
        whole = -(-n // d) if up else n // d
        return self.constant(scaled(whole, HAIR))

    # --- results --------------------------------------------------------------------------------------------------

    def points(self, result: Points, code: RowCode) -> str:
        """Write the rounded points in units of the last place."""
        if result.constant:
            exact = Fraction(result.num.c, result.den.c)
            return self.constant(rounded_constant(exact, code.places, code.mode))
        unit = 10**code.places
        if code.mode == TRUNCATE:
            return self.quotient(result.num.times(unit), result.den, code)
        top = result.num.times(2 * unit)
        top = Linear(top.a + result.den.a, top.b + result.den.b, top.c + result.den.c)
        return self.quotient(top, result.den.times(2), code)

    def quotient(self, top: Linear, bottom: Linear, code: RowCode) -> str:
        above, below = self.sum(top, code), self.sum(bottom, code)
        above = f"({above})" if " " in above else above
        below = f"({below})" if " " in below else below
        return f"{above} // {below}"

    def sum(self, value: Linear, code: RowCode) -> str:
        out = ""
        pairs = [*zip((value.a, value.b), (*code.names, ""), strict=False), (value.c, "")]
        for factor, name in sorted(pairs, key=lambda p: p[0] < 0):
            if not factor:
                continue
            size = abs(factor)
            if not name:
                text = self.constant(size)
            elif size == 1:
                text = name
            elif size == 2:
                text = f"{name} + {name}" if factor > 0 else f"{name} - {name}"
            else:
                text = f"{name} * {self.constant(size)}"
            if not out:
                out = text if factor > 0 else f"-{text}"
            else:
                out += f" {'+' if factor > 0 else '-'} {text}"
        return out or self.constant(0)

    def stairs(self, s: Stairs, code: RowCode, depth: int, out: str) -> None:
        """Write a staircase; only steps counted upwards from its origin are covered."""
        top, bottom = self.sum(s.num, code), self.sum(s.den, code)
        self.add(depth, f"n, d = {top}, {bottom}")
        self.add(depth, f"if n < {self.constant(0)}:")
        self.add(depth + 1, "raise Elsewhere")
        self.add(depth, "k = n // d")
        if s.up:
            self.add(depth, "if k * d != n:")
            self.add(depth + 1, f"k += {self.constant(1)}")
        unit, start, points = 10**code.places, s.start, s.points
        q = start.denominator * points.denominator
        at_start, each = start.numerator * points.denominator * unit, points.numerator * start.denominator * unit
        if code.mode == TRUNCATE:
            down = f"({self.constant(at_start)} - k * {self.constant(each)}) // {self.constant(q)}"
        else:
            down = f"({self.constant(2 * at_start + q)} - k * {self.constant(2 * each)}) // {self.constant(2 * q)}"
        least = self.constant(rounded_constant(s.least, code.places, code.mode))
        most = self.constant(rounded_constant(s.most, code.places, code.mode))
        self.add(depth, f"{out} = max({least}, min({most}, {down}))")
