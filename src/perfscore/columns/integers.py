"""A form over columns: every test and quotient in whole numbers of the columns as they are stored.

A column of figures holds whole numbers ``X`` of ``10^-scale``. Scales are folded into the coefficients here, roundings
into the quotients, so that a score in units of ``10^-places`` is ``num // den`` of two linear terms in X and Y, and a
test is ``a·X + b·Y + c ≥ 0``. ``limit`` says how large X and Y may be for all of that to fit into 64 bits.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm

from attrs import frozen

from ..base.exact import HALF_UP
from ..compiling.forms import Form, Linear, Points, Stairs, Test, Waits

__all__ = [
    "Flat",
    "IntCase",
    "IntForm",
    "Ints",
    "Quotient",
    "Rounds",
    "Scales",
    "Steps",
    "Wait",
    "decimals",
    "half_up",
    "int_form",
    "tens",
    "units",
]

Ints = tuple[int, int, int]
"""``a·X + b·Y + c``."""
LARGEST = 2**63 - 1


@frozen
class Scales:
    """The decimal places of the two columns, and of the scores that come out."""

    x: int
    y: int
    out: int


@frozen
class Rounds:
    """How points become a score: to ``places``, towards the nearest (half up) or down.

    ``factor``: the row is worth so many times its points (points of rows that do not apply were passed on); then the
    bounds of what was rounded before are rounded once more.
    """

    places: int
    mode: str = HALF_UP
    factor: Fraction | None = None

    @property
    def times(self) -> Fraction:
        """The factor, 1 where there is none."""
        return Fraction(1) if self.factor is None else self.factor


@frozen
class Flat:
    """The same score for every record, in units."""

    units: int


@frozen
class Quotient:
    """``(num // den) · times`` units; ``num`` is not negative and ``den`` positive wherever the case holds."""

    num: Ints
    den: Ints
    times: int


@frozen
class Steps:
    """``k = num // den`` (``up``: to the next whole number), then ``clip(start − fall·k, least, most)`` in parts.

    The score is ``(parts · mul + add) // div · times`` units.
    """

    num: Ints
    den: Ints
    up: bool
    start: int
    fall: int
    least: int
    most: int
    mul: int
    add: int
    div: int
    times: int


@frozen
class Wait:
    """A person decides between ``low`` and ``high`` units; ``judged``: whether the target is met is known."""

    low: int
    high: int
    judged: bool


Result = Flat | Quotient | Steps | Wait


@frozen
class IntCase:
    """Where all ``tests`` (``≥ 0``) hold, the row comes to ``result``."""

    tests: tuple[Ints, ...]
    result: Result


@frozen
class IntForm:
    """A row over two columns of whole numbers. ``met`` is None where figures do not say. |X|, |Y| ≤ ``limit``."""

    cases: tuple[IntCase, ...]
    met: tuple[Ints, ...] | None
    limit: int


def int_form(form: Form, scales: Scales, rounds: Rounds) -> IntForm:
    """Return a form over columns with these scales."""
    cases = tuple(
        IntCase(tuple(_test(t, scales) for t in c.tests), _result(c.result, scales, rounds)) for c in form.cases
    )
    met = None if form.met is None else tuple(_test(t, scales) for t in form.met)
    tests = [t for c in cases for t in c.tests] + list(met or ())
    limit = min([_reach(t) for t in tests] + [_result_reach(c.result) for c in cases], default=LARGEST)
    return IntForm(cases, met, limit)


def half_up(value: Fraction, places: int) -> int:
    """Return a value that is not negative in units of ``10^-places``, half up."""
    n, d = value.numerator * tens(places), value.denominator
    return (2 * n + d) // (2 * d)


def _scaled(v: Linear, scales: Scales) -> Ints:
    k = max(scales.x, scales.y)
    return v.a * 10 ** (k - scales.x), v.b * 10 ** (k - scales.y), v.c * 10**k


def _test(test: Test, scales: Scales) -> Ints:
    """``left > 0`` is ``left − 1 ≥ 0``; a common factor goes, the constant down to a whole number."""
    a, b, c = _scaled(test.left, scales)
    if test.strict:
        c -= 1
    by = gcd(a, b) or 1
    return a // by, b // by, c // by


def _reach(t: Ints) -> int:
    """Return how large |X| and |Y| may be for a linear term to stay within 64 bits; −1 where no figure is safe."""
    room, slope = LARGEST - abs(t[2]), abs(t[0]) + abs(t[1])
    reach = room // slope if slope else LARGEST
    return reach if room >= 0 and reach >= 1 else -1


def _result_reach(result: Result) -> int:
    match result:
        case Quotient(num, den, times):
            return min(_reach(_times(num, times)), _reach(_times(den, times)))
        case Steps():
            k = abs(result.fall) + 1
            ends = _reach((0, 0, max(abs(result.least), abs(result.most)) * result.mul + result.add))
            walk = _reach(_plus(_times(result.num, k), (0, 0, abs(result.start))))
            return min(ends, walk, _reach(result.den), _reach((0, 0, result.div)))
        case Flat(units):
            return _reach((0, 0, units))
        case Wait(low, high):
            return min(_reach((0, 0, low)), _reach((0, 0, high)))


def _times(t: Ints, k: int) -> Ints:
    return t[0] * k, t[1] * k, t[2] * k


def _plus(t: Ints, u: Ints) -> Ints:
    """Add without cancelling: a bound for what is added in any order."""
    a, b, c = (abs(p) + abs(q) for p, q in zip(t, u, strict=True))
    return a, b, c


def _result(result: Points | Stairs | Waits, scales: Scales, rounds: Rounds) -> Result:
    match result:
        case Waits(low, high, judged):
            return Wait(_ends(low, scales, rounds), _ends(high, scales, rounds), judged)
        case Stairs():
            return _steps(result, scales, rounds)
    exact = Fraction(result.num.c, result.den.c) if result.constant else None
    if exact is not None:
        return Flat(rounded(exact, scales, rounds))
    return _quotient(_scaled(result.num, scales), _scaled(result.den, scales), scales, rounds)


def rounded(exact: Fraction, scales: Scales, rounds: Rounds) -> int:
    """Return points as a score in units."""
    value = exact * rounds.times
    if rounds.mode == HALF_UP:
        got = half_up(value, rounds.places)
    else:
        got = value.numerator * tens(rounds.places) // value.denominator
    return got * tens(scales.out - rounds.places)


def tens(places: int) -> int:
    """Return ``10^places``; ``places`` is not negative."""
    return int(10**places)


def units(value: Decimal | None, places: int) -> int:
    """Return points (分) in units; 0 for None."""
    if value is None:
        return 0
    n, d = value.as_integer_ratio()
    return n * tens(places) // d


def decimals(value: Decimal | None) -> int:
    """Return how many decimals a value needs."""
    if value is None:
        return 0
    n, d = value.as_integer_ratio()
    places, power = 0, 1
    while n * power % d:
        places, power = places + 1, power * 10
    return places


def _ends(value: Decimal, scales: Scales, rounds: Rounds) -> int:
    if rounds.factor is not None:
        return rounded(Fraction(value), scales, rounds)
    return int(Fraction(value) * 10**scales.out)


def _quotient(num: Ints, den: Ints, scales: Scales, rounds: Rounds) -> Quotient:
    """Half up is ``(2·num + den) // (2·den)``."""
    u, v = rounds.times.numerator * 10**rounds.places, rounds.times.denominator
    top, bottom = _times(num, u), _times(den, v)
    if rounds.mode == HALF_UP:
        top = (2 * top[0] + bottom[0], 2 * top[1] + bottom[1], 2 * top[2] + bottom[2])
        bottom = _times(bottom, 2)
    by = gcd(*top, *bottom)
    return Quotient(
        (top[0] // by, top[1] // by, top[2] // by),
        (bottom[0] // by, bottom[1] // by, bottom[2] // by),
        10 ** (scales.out - rounds.places),
    )


def _steps(s: Stairs, scales: Scales, rounds: Rounds) -> Steps:
    parts = lcm(*(v.denominator for v in (s.start, s.points, s.least, s.most)))
    u, v = rounds.times.numerator * 10**rounds.places, rounds.times.denominator * parts
    twice = 2 if rounds.mode == HALF_UP else 1
    start, fall, least, most = (int(p * parts) for p in (s.start, s.points, s.least, s.most))
    num, den = _scaled(s.num, scales), _scaled(s.den, scales)
    add = v if rounds.mode == HALF_UP else 0
    times = 10 ** (scales.out - rounds.places)
    return Steps(num, den, s.up, start, fall, least, most, twice * u, add, twice * v, times)
