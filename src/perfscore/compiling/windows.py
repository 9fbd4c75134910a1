"""A form as windows on one line: stretches of the figure, or of its ratio to the reference, that give one result each.

The ordered cases of a :class:`~.forms.Form` overlap; laid out on a line they do not, and straight-line code can test
the likeliest stretch first.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from .forms import Case, Form, Linear, Points, Stairs, at

__all__ = ["Window", "on_ratio", "windows"]

_NEAR = Fraction(1, 1000)


@frozen
class Window:
    """From ``low`` to ``high`` (None: without end) the row comes to ``result``; closed ends belong to it.

    ``segment`` is that of the row's curve, None where comparison alone gives the points.
    """

    low: Fraction | None
    low_closed: bool
    high: Fraction | None
    high_closed: bool
    result: Points | Stairs
    segment: int | None = None


def on_ratio(form: Form) -> bool:
    """Say whether a form with a reference depends on the ratio of the two figures alone, the reference being above 0."""
    return form.reference and all(not term.c for term in _terms(form))


def _terms(form: Form) -> list[Linear]:
    out = [t.left for c in form.cases for t in c.tests]
    for case in form.cases:
        if isinstance(case.result, Stairs) or (isinstance(case.result, Points) and not case.result.constant):
            out += [case.result.num, case.result.den]
    return out


def windows(form: Form) -> tuple[Window, ...]:
    """Return the stretches that are scored, the likeliest first; empty where the form is no matter of one line.

    Without a reference the line is the figure; with one it is the ratio to it (:func:`on_ratio`).
    """
    if form.whole or (form.reference and not on_ratio(form)):
        return ()
    one = Fraction(1)
    breaks = sorted({-Fraction(t.b if form.reference else t.c, t.a) for t in _lines(form) if t.a})
    probes: list[tuple[Fraction | None, Fraction | None, Fraction]] = []
    if not breaks:
        probes.append((None, None, Fraction(0)))
    else:
        probes.append((None, breaks[0], breaks[0] - 1))
        for here, there in zip(breaks, [*breaks[1:], None], strict=True):
            probes.append((here, here, here))
            probes.append((here, there, here + 1 if there is None else (here + there) / 2))
    found: list[tuple[Case, Fraction | None, bool, Fraction | None, bool]] = []
    for low, high, inside in probes:
        case = at(form, inside, one)[0]
        point = low is not None and low == high
        if found and found[-1][0] is case:
            found[-1] = (case, found[-1][1], found[-1][2], high, point)
        else:
            found.append((case, low, point, high, point))
    out = [
        Window(low, low_closed, high, high_closed, case.result, case.segment)
        for case, low, low_closed, high, high_closed in found
        if isinstance(case.result, Points | Stairs) and not (form.reference and _remote(low, high))
    ]
    usual = one if form.reference else _size(form)
    return tuple(sorted(out, key=lambda window: _rarity(window, usual)))


def _remote(low: Fraction | None, high: Fraction | None) -> bool:
    """Say whether a ratio is so far from 1 that straight-line code need not speak of it; 0 is common, and is not."""
    tiny = low is not None and high is not None and low > 0 and high <= _NEAR
    return tiny or (low is not None and low >= 1 / _NEAR)


def _lines(form: Form) -> list[Linear]:
    return [t.left for c in form.cases for t in c.tests]


def _size(form: Form) -> Fraction | None:
    value = getattr(form.row.target, "value", None)
    return None if value is None or value <= 0 else Fraction(value)


def _rarity(window: Window, usual: Fraction | None) -> tuple[bool, bool, bool]:
    """Most figures are near their target and meet it: such windows first, constant points before quotients."""
    low, high = window.low, window.high
    far = usual is not None and ((high is not None and high <= usual / 10) or (low is not None and low >= usual * 10))
    constant = isinstance(window.result, Points) and window.result.constant
    return far, low == high, not constant
