"""A row's integer form over columns of known range: where it comes to what, with tests that can never decide left out.

A form of one figure falls into stretches of that figure, cut at whole numbers; which stretch comes to what is asked of
:func:`~perfscore.compiling.forms.at`, the plain reading every form is held to. A form of two figures keeps its list of
tests, from which those that are settled by the ones before are dropped.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd

from attrs import frozen

from ..compiling.forms import Case, Form, Linear, Test, at

__all__ = ["Box", "Branch", "Cut", "branches", "scaled", "stretches", "threshold"]

Met = bool | None


@frozen
class Box:
    """Between which whole numbers both figures lie."""

    x: tuple[int, int]
    y: tuple[int, int]

    def ends(self, line: Linear) -> tuple[int, int]:
        """Return the least and the greatest value of a linear term."""
        low, high = line.c, line.c
        for k, (a, b) in ((line.a, self.x), (line.b, self.y)):
            low, high = low + min(k * a, k * b), high + max(k * a, k * b)
        return low, high

    def cut(self, test: Test) -> Box | None:
        """Return the box where a test of one figure holds; None where nowhere. Tests of two figures leave it as it is."""
        line = test.left
        if line.a and line.b:
            return self
        if not (line.a or line.b):
            holds = line.c > 0 if test.strict else line.c >= 0
            return self if holds else None
        up, at_ = threshold(test)
        low, high = self.x if line.a else self.y
        low, high = (max(low, at_), high) if up else (low, min(high, at_ - 1))
        if low > high:
            return None
        return Box((low, high), self.y) if line.a else Box(self.x, (low, high))


@frozen
class Cut:
    """A stretch of one figure, from ``low`` to ``high`` (both included): what it comes to, and whether that is met."""

    low: int
    high: int
    case: Case
    met: Met


@frozen
class Branch:
    """A case of two figures: the tests left to ask, and the box its figures lie in."""

    tests: tuple[Test, ...]
    case: Case
    box: Box


def scaled(line: Linear, x: int, y: int, one: int) -> Linear:
    """Return a term over whole numbers: figures count in steps of 1/one·x and 1/one·y."""
    return Linear(line.a * x, line.b * y, line.c * one)


def threshold(test: Test) -> tuple[bool, int]:
    """Return the whole number m from which on (True) or below which (False) a test of one figure holds."""
    line = test.left
    k = line.a or line.b
    c = line.c if k > 0 else -line.c
    exact = Fraction(-c, abs(k))
    floor = exact.numerator // exact.denominator
    whole = exact.denominator == 1
    if k > 0:
        return True, floor + 1 if test.strict or not whole else floor
    return False, floor if test.strict and whole else floor + 1


def stretches(form: Form, one: int, low: int, high: int) -> list[Cut]:
    """Return the stretches of a form of one figure that counts in steps of 1/one, from low to high."""
    tests = [t for c in form.cases for t in c.tests] + list(form.met or ())
    marks = {low}
    for test in tests:
        line = scaled(test.left, 1, 1, one)
        if line.a:
            mark = threshold(Test(line, test.strict))[1]
            if low < mark <= high:
                marks.add(mark)
    out: list[Cut] = []
    starts = sorted(marks)
    for start, after in zip(starts, [*starts[1:], high + 1], strict=True):
        case, _, met = at(form, Fraction(start, one), Fraction(0))
        if out and out[-1].case.result == case.result and out[-1].met == met:
            out[-1] = Cut(out[-1].low, after - 1, out[-1].case, met)
        else:
            out.append(Cut(start, after - 1, case, met))
    return out


def branches(form: Form, x: tuple[int, int], y: tuple[int, int], steps: tuple[int, int, int]) -> list[Branch]:
    """Return the cases of a form of two figures that can occur, in order.

    ``steps`` are the factors that bring both figures to one common scale, and 1 in that scale. Where a case is left
    without a test it is the last.
    """
    box: Box | None = Box(x, y)
    out: list[Branch] = []
    known: set[Test] = set()
    for case in form.cases:
        assert box is not None
        inside: Box | None = box
        left: list[Test] = []
        for test in case.tests:
            own = reduced(Test(scaled(test.left, *steps), test.strict))
            if inside is None:
                break
            low, high = inside.ends(own.left)
            if high < 0 or (own.strict and high <= 0):
                inside = None
            elif not (low > 0 or (low == 0 and not own.strict) or own in known):
                left.append(own)
                inside = inside.cut(own)
        if inside is None:
            continue
        out.append(Branch(tuple(left), case, inside))
        if not left:
            return out
        if len(left) == 1:
            otherwise = Test(left[0].left.times(-1), not left[0].strict)
            known.add(otherwise)
            box = box.cut(otherwise)
            if box is None:
                return out
    return out


def reduced(test: Test) -> Test:
    """Return the same test in smallest whole numbers."""
    line = test.left
    by = gcd(line.a, line.b, line.c) or 1
    return Test(Linear(line.a // by, line.b // by, line.c // by), test.strict)
