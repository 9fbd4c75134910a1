"""Tiers: the stretches of the axis that rules hold on, who owns a common border, and what no rule covers."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from ..base.problem import Problem, problem
from ..base.values import define
from ..curves import Curve, Piece
from ..curves.faults import interval_text
from ..curves.segments import number
from .frame import Frame, Refusal
from .pieces import earlier, later
from .values import Full, Met, Off, Points, Rule, Share, Steps, Unmet, Within

__all__ = ["Tier", "Tiers"]

_ZERO = Fraction(0)
Stretch = tuple[Fraction | None, bool, Fraction | None, bool]
"""A low end and a high one (None: infinity), each with whether it belongs to the stretch."""
EVERYWHERE: Stretch = (None, False, None, False)


@define
class Tier:
    """A stretch of the axis and the rule that holds there. ``low_closed``/``high_closed`` None: not said."""

    low: Fraction | None
    low_closed: bool | None
    high: Fraction | None
    high_closed: bool | None
    rule: Rule
    loose: bool = False
    base: Rule | None = None

    @property
    def key(self) -> tuple[int, Fraction, int]:
        """What tiers are sorted by: the low end, closed before open."""
        if self.low is None:
            return (0, _ZERO, 0)
        return (1, self.low, 0 if self.low_closed is not False else 1)

    def text(self, frame: Frame) -> str:
        """Print the interval."""
        curve = Curve((), frame.measure().axis)
        if self.low is not None and self.high is not None:
            marks = ["" if c is None else "（含）" if c else "（不含）" for c in (self.low_closed, self.high_closed)]
            return f"{curve.x_text(self.low)}{marks[0]}–{curve.x_text(self.high)}{marks[1]}"
        return interval_text(
            curve, Piece(self.low, bool(self.low_closed), self.high, bool(self.high_closed), _ZERO, _ZERO)
        )


class Tiers:
    """The tiers of the rules of a clause in a row, in order of the axis; ``problems`` are what was doubtful.

    ``scale`` turns points of the clause into 分 of the row.
    """

    def __init__(self, frame: Frame, scale: Fraction) -> None:
        self.frame = frame
        self.scale = scale
        self.full = frame.points
        self.items: list[Tier] = []
        self.problems: list[Problem] = []

    def constant(self, rule: Rule | None, base: Rule | None = None) -> Fraction | None:
        """Return the points of a rule that gives a fixed number of them."""
        if rule is None:
            return None
        match rule.award:
            case Points(value):
                return value * self.scale
            case Share(value):
                return value * self.full
            case Full():
                return self.full
            case Off(value, share, gain):
                start = self.constant(base) if base is not None else self.full
                if start is None:
                    return None
                off = value * (self.full if share else self.scale)
                return min(start + off, self.full) if gain else max(start - off, _ZERO)
        return None

    def worth(self, tier: Tier) -> Fraction | None:
        """Return the points of a tier that gives a fixed number of them."""
        return self.constant(tier.rule, tier.base)

    def at(self, x: Fraction) -> Fraction:
        """Return the points of the tier that holds x, all of them where none gives any there."""
        for tier in self.items:
            after = tier.low is None or x > tier.low or (x == tier.low and tier.low_closed)
            before = tier.high is None or x < tier.high or (x == tier.high and tier.high_closed)
            worth = self.constant(tier.rule) if after and before else None
            if worth:
                return worth
        return self.full

    # --- stretches ----------------------------------------------------------------------------------------------

    def place(self, rules: tuple[Rule, ...]) -> None:
        """Give every rule with an interval its stretch of the axis, and settle every border."""
        for rule in rules:
            match rule.condition:
                case Within() as w:
                    self.items.append(Tier(*self.frame.interval(w), rule, w.loose))
                case Met():
                    self.items += [Tier(*i, rule) for i in self.frame.met()]
                case Unmet():
                    self.items += [Tier(*i, rule) for i in self.frame.unmet()]
        self._gain_room(rules)
        self._nest()
        self._meet()

    def _gain_room(self, rules: tuple[Rule, ...]) -> None:
        """Let 每超过1%加0.5分 take the stretch beyond the target from the rule that meets it."""
        for rule in rules:
            if isinstance(rule.award, Steps) and rule.award.gain and not isinstance(rule.condition, Within):
                for tier in self.items:
                    if rule.award.way == "up" and tier.low is not None and tier.high is None:
                        tier.high, tier.high_closed = tier.low, True
                        return
                    if rule.award.way == "down" and tier.high is not None and tier.low is None:
                        tier.low, tier.low_closed = tier.high, True
                        return

    def _nest(self) -> None:
        """One-sided tiers of one direction hold only up to the next (≥90% … ≥80% … ≥60%)."""
        ups = sorted((t for t in self.items if t.low is not None and t.high is None), key=lambda t: t.key)
        for inner, outer in pairwise(ups):
            if inner.low == outer.low and inner.low_closed == outer.low_closed:
                raise self._overlap(inner, outer)
            inner.high, inner.high_closed = outer.low, not outer.low_closed
            outer.base = inner.rule
        downs = sorted(
            (t for t in self.items if t.low is None and t.high is not None), key=lambda t: (t.high, bool(t.high_closed))
        )
        for outer, inner in pairwise(downs):
            if inner.high == outer.high and inner.high_closed == outer.high_closed:
                raise self._overlap(inner, outer)
            inner.low, inner.low_closed = outer.high, not outer.high_closed
            outer.base = inner.rule
        self.items.sort(key=lambda t: t.key)

    def _overlap(self, a: Tier, b: Tier) -> Refusal:
        return Refusal(problem("C458", first=a.text(self.frame), second=b.text(self.frame)))

    def _meet(self) -> None:
        """Settle who includes a common border, and find overlaps."""
        for a, b in pairwise(self.items):
            if a.high is None or b.low is None or a.high > b.low:
                raise self._overlap(a, b)
            if a.high < b.low:
                continue
            if a.high_closed and b.low_closed:
                self._both_closed(a, b)
            elif (
                (a.high_closed is None and b.low_closed is None)
                or (a.high_closed is None and b.loose)
                or (b.low_closed is None and a.loose)
            ):
                self._unsaid(a, b)
            elif a.high_closed is None:
                a.high_closed = not b.low_closed
            elif b.low_closed is None:
                b.low_closed = not a.high_closed
        for tier in self.items:
            tier.low_closed = True if tier.low_closed is None else tier.low_closed
            tier.high_closed = True if tier.high_closed is None else tier.high_closed

    def _both_closed(self, a: Tier, b: Tier) -> None:
        first, second = self.worth(a), self.worth(b)
        if first is not None and first == second:
            b.low_closed = False
        elif a.loose and b.loose:
            self._unsaid(a, b)
        elif a.loose:
            a.high_closed = False
        elif b.loose:
            b.low_closed = False
        elif first is None or second is None:
            b.low_closed = False
            if second is not None:
                a.high_closed, b.low_closed = False, True
        else:
            raise self._overlap(a, b)
        if a.low is not None and a.low == a.high and not a.high_closed:
            raise self._overlap(a, b)

    def _unsaid(self, a: Tier, b: Tier) -> None:
        """Give a border nobody claims, or both claim by 以上 and 以下, to the better tier, with a warning."""
        first, second = self.worth(a), self.worth(b)
        one_side = first is not None or second is None
        better_first = one_side if first is None or second is None else first > second
        a.high_closed, b.low_closed = better_first, not better_first
        points = first if better_first else second
        literal = (a.loose and not b.loose and not better_first) or (b.loose and not a.loose and better_first)
        said = literal or (a.loose == b.loose)
        if points is not None and a.high is not None and first != second and said:
            x = Curve((), self.frame.measure().axis).x_text(a.high)
            self.problems.append(problem("C460", x=x, points=number(points)))

    # --- gaps ---------------------------------------------------------------------------------------------------

    def gaps(self) -> list[Stretch]:
        """Return the stretches no tier covers, in order."""
        out: list[Stretch] = []
        at: Fraction | None = None
        closed = False
        for tier in sorted(self.items, key=lambda t: t.key):
            if tier.low is not None and (
                at is None or at < tier.low or (at == tier.low and closed and not tier.low_closed)
            ):
                out.append((at, closed, tier.low, not tier.low_closed))
            if tier.high is None:
                return out
            at, closed = tier.high, not tier.high_closed
        out.append((at, closed, None, False))
        return out

    def fill(self, rule: Rule, within: Stretch = EVERYWHERE) -> None:
        """Let ``rule`` hold wherever nothing else does, within the given stretch."""
        low, low_closed, high, high_closed = within
        for g_low, g_low_closed, g_high, g_high_closed in self.gaps():
            a, ac = later(g_low, g_low_closed, low, low_closed)
            b, bc = earlier(g_high, g_high_closed, high, high_closed)
            if a is not None and b is not None and (a > b or (a == b and not (ac and bc))):
                continue
            self.items.append(Tier(a, ac, b, bc, rule))
        self.items.sort(key=lambda t: t.key)

    def fill_between(self, rule: Rule) -> None:
        """Let ``rule`` hold in every gap with a tier on both sides (之间)."""
        for low, low_closed, high, high_closed in self.gaps():
            if low is not None and high is not None:
                self.items.append(Tier(low, low_closed, high, high_closed, rule))
        self.items.sort(key=lambda t: t.key)
