"""From rules to the segments of one curve, on the axis of a :class:`~.frame.Frame`."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from ..base.problem import Problem, problem
from ..base.values import define
from ..curves import Curve, Judged, Piece, Segment, Stair
from ..curves.faults import interval_text
from ..curves.segments import number
from .frame import Frame, Refusal
from .pieces import earlier, empty, kept, later
from .printing import print_award, print_condition
from .values import (
    Between,
    Discretion,
    Efficacy,
    Formula,
    Full,
    Interpolated,
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
    Within,
)

__all__ = ["Tier", "build"]

Line = Callable[[Formula | Prorata], tuple[Fraction, Fraction]]
"""Gives (slope, intercept) of an award that is a straight line on the axis."""
_ZERO = Fraction(0)


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


class _Build:
    def __init__(
        self, frame: Frame, rules: tuple[Rule, ...], scale: Fraction, line: Line, origin: Fraction | None
    ) -> None:
        self.frame = frame
        self.rules = rules
        self.scale = scale
        self.line = line
        self.standard = origin
        self.full = frame.points
        self.problems: list[Problem] = []
        self.tiers: list[Tier] = []

    # --- values -------------------------------------------------------------------------------------------------

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

    # --- stretches ----------------------------------------------------------------------------------------------

    def place(self) -> None:
        """Give every rule with an interval its stretch of the axis."""
        for rule in self.rules:
            match rule.condition:
                case Within() as w:
                    self.tiers.append(Tier(*self.frame.interval(w), rule, w.loose))
                case Met():
                    self.tiers += [Tier(*i, rule) for i in self.frame.met()]
                case Unmet():
                    self.tiers += [Tier(*i, rule) for i in self.frame.unmet()]

    def nest(self) -> None:
        """One-sided tiers of one direction hold only up to the next (≥90% … ≥80% … ≥60%)."""
        ups = sorted((t for t in self.tiers if t.low is not None and t.high is None), key=lambda t: t.key)
        for inner, outer in pairwise(ups):
            if inner.low == outer.low and inner.low_closed == outer.low_closed:
                raise self._overlap(inner, outer)
            inner.high, inner.high_closed = outer.low, not outer.low_closed
            outer.base = inner.rule
        downs = sorted(
            (t for t in self.tiers if t.low is None and t.high is not None), key=lambda t: (t.high, bool(t.high_closed))
        )
        for outer, inner in pairwise(downs):
            if inner.high == outer.high and inner.high_closed == outer.high_closed:
                raise self._overlap(inner, outer)
            inner.low, inner.low_closed = outer.high, not outer.high_closed
            outer.base = inner.rule
        self.tiers.sort(key=lambda t: t.key)

    def _overlap(self, a: Tier, b: Tier) -> Refusal:
        return Refusal(problem("C458", first=a.text(self.frame), second=b.text(self.frame)))

    def meet(self) -> None:
        """Settle who includes a common border, and find overlaps."""
        for a, b in pairwise(self.tiers):
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
        for tier in self.tiers:
            tier.low_closed = True if tier.low_closed is None else tier.low_closed
            tier.high_closed = True if tier.high_closed is None else tier.high_closed

    def _both_closed(self, a: Tier, b: Tier) -> None:
        first, second = self._worth(a), self._worth(b)
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

    def _worth(self, tier: Tier) -> Fraction | None:
        return self.constant(tier.rule, tier.base)

    def _unsaid(self, a: Tier, b: Tier) -> None:
        """A border nobody claims, or both claim by 以上 and 以下, goes to the better tier, with a warning."""
        first, second = self._worth(a), self._worth(b)
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

    def gaps(self) -> list[tuple[Fraction | None, bool, Fraction | None, bool]]:
        """Return the stretches no tier covers, in order."""
        out: list[tuple[Fraction | None, bool, Fraction | None, bool]] = []
        at: Fraction | None = None
        closed = False
        for tier in sorted(self.tiers, key=lambda t: t.key):
            if tier.low is not None and (
                at is None or at < tier.low or (at == tier.low and closed and not tier.low_closed)
            ):
                out.append((at, closed, tier.low, not tier.low_closed))
            if tier.high is None:
                return out
            at, closed = tier.high, not tier.high_closed
        out.append((at, closed, None, False))
        return out

    def fill(
        self, rule: Rule, low: Fraction | None, low_closed: bool, high: Fraction | None, high_closed: bool
    ) -> None:
        """Let ``rule`` hold wherever nothing else does, within the given stretch."""
        for g_low, g_low_closed, g_high, g_high_closed in self.gaps():
            a, ac = later(g_low, g_low_closed, low, low_closed)
            b, bc = earlier(g_high, g_high_closed, high, high_closed)
            if a is not None and b is not None and (a > b or (a == b and not (ac and bc))):
                continue
            self.tiers.append(Tier(a, ac, b, bc, rule))
        self.tiers.sort(key=lambda t: t.key)

    # --- the whole ----------------------------------------------------------------------------------------------

    def run(self) -> Curve:
        self.place()
        self._gain_room()
        self.nest()
        self.meet()
        for rule in self.rules:
            if isinstance(rule.award, Steps) and not isinstance(rule.condition, Within):
                self._step_sides(rule)
        for rule in self.rules:
            if rule.condition is None and not isinstance(rule.award, Steps):
                self.fill(rule, None, False, None, False)
        for rule in self.rules:
            if isinstance(rule.condition, Between):
                for low, low_closed, high, high_closed in self.gaps():
                    if low is not None and high is not None:
                        self.tiers.append(Tier(low, low_closed, high, high_closed, rule))
                self.tiers.sort(key=lambda t: t.key)
        for rule in self.rules:
            if isinstance(rule.condition, Otherwise) and not isinstance(rule.award, Steps):
                self.fill(rule, None, False, None, False)
        self._implied_full()
        segments = [s for i, tier in enumerate(self.tiers) for s in self.segments(i, tier)]
        return Curve(
            tuple(s for s in segments if not empty(s)), self.frame.measure().axis, None, self.frame.measure().name
        )

    def _gain_room(self) -> None:
        """每超过1%加0.5分 takes the stretch beyond the target from the rule that meets it."""
        for rule in self.rules:
            if isinstance(rule.award, Steps) and rule.award.gain and not isinstance(rule.condition, Within):
                for tier in self.tiers:
                    if rule.award.way == "up" and tier.low is not None and tier.high is None:
                        tier.high, tier.high_closed = tier.low, True
                        return
                    if rule.award.way == "down" and tier.high is not None and tier.low is None:
                        tier.low, tier.low_closed = tier.high, True
                        return

    def _origin(self, rule: Rule, way: str) -> tuple[Fraction, Fraction]:
        """Return where steps are counted from, and the points there."""
        if self.standard is not None:
            return self.standard, self._points_at(self.standard)
        best: Tier | None = None
        for tier in self.tiers:
            worth = self.constant(tier.rule)
            if worth is None or worth == 0 or tier.rule is rule:
                continue
            if best is None or worth > (self.constant(best.rule) or _ZERO):
                best = tier
        if best is not None:
            end = best.low if way == "down" else best.high
            if end is not None:
                return end, self.constant(best.rule) or self.full
            if best.low is not None and best.high is None and way in ("up", "late", "rank"):
                raise Refusal(problem("C480", why="达到目标的一侧已是满分，又写了每超过一档的扣分"))
            if best.high is not None and best.low is None and way == "down":
                raise Refusal(problem("C480", why="达到目标的一侧已是满分，又写了每低于一档的扣分"))
        at = self.frame.target_at() if self.frame.band is None else self._band_end(way)
        return at, self._points_at(at)

    def _band_end(self, way: str) -> Fraction:
        assert self.frame.band is not None
        return (self.frame.band[0] if way == "down" else self.frame.band[2]) / self.frame.per

    def _points_at(self, x: Fraction) -> Fraction:
        for tier in self.tiers:
            after = tier.low is None or x > tier.low or (x == tier.low and tier.low_closed)
            before = tier.high is None or x < tier.high or (x == tier.high and tier.high_closed)
            if after and before:
                worth = self.constant(tier.rule)
                if worth:
                    return worth
        return self.full

    def _step_sides(self, rule: Rule) -> None:
        assert isinstance(rule.award, Steps)
        ways = (
            ("down", "up")
            if rule.award.way == "off"
            else ("up",)
            if rule.award.way in ("late", "rank")
            else (rule.award.way,)
        )
        if isinstance(rule.condition, Unmet):
            self.tiers = [t for t in self.tiers if t.rule is not rule]
        for way in ways:
            origin, _ = self._origin(rule, way)
            if way == "down":
                self.fill(rule, None, False, origin, False)
            else:
                self.fill(rule, origin, False, None, False)

    def _implied_full(self) -> None:
        """What lies on the good side of steps is worth the points they begin with."""
        if any(isinstance(r.condition, Otherwise) and not isinstance(r.award, Steps) for r in self.rules):
            return
        for rule in self.rules:
            if not isinstance(rule.award, Steps) or rule.award.way == "each":
                continue
            for tier in [t for t in self.tiers if t.rule is rule]:
                way = self._way(rule.award, tier)
                origin, start = self._start(rule, tier, way)
                full = Rule(None, Points(start / self.scale) if self.scale else Full())
                down_side = any(
                    isinstance(r.award, Steps) and r is not rule and r.award.way in ("down", "off") for r in self.rules
                )
                if way == "down":
                    self.fill(full, origin, True, None, False)
                elif not down_side:
                    self.fill(full, None, False, origin, True)

    # --- segments -----------------------------------------------------------------------------------------------

    def segments(self, index: int, tier: Tier) -> list[Segment]:
        """Return the segments of one tier."""
        rule = tier.rule
        ends = (tier.low, bool(tier.low_closed), tier.high, bool(tier.high_closed))
        said = "" if rule.condition is None else print_condition(rule.condition)
        worth = self.constant(rule, tier.base)
        if worth is not None:
            return [Piece(*ends, _ZERO, worth, said)]
        match rule.award:
            case Steps() as steps:
                return self._stairs(rule, steps, tier)
            case Prorata() | Formula():
                slope, intercept = self.line(rule.award)
                return list(kept(Piece(*ends, slope, intercept, said), _ZERO, self.full))
            case Interpolated():
                return [self._joined(index, ends, said)]
            case Spread(low, _, high, _, share):
                by = self.full if share else self.scale
                return [Judged(*ends, low * by, high * by, print_award(rule.award), said)]
            case Discretion(most):
                low_points = _ZERO if most is None else max(self.full - most * self.scale, _ZERO)
                return [Judged(*ends, low_points, self.full, "酌情扣分", said)]
            case Efficacy():
                raise Refusal(problem("C480", why="功效系数法要单独写"))
        raise Refusal(problem("C480", why=print_award(rule.award)))

    def _joined(self, index: int, ends: tuple[Fraction | None, bool, Fraction | None, bool], said: str) -> Segment:
        low, _, high, _ = ends
        before = self.tiers[index - 1] if index else None
        after = self.tiers[index + 1] if index + 1 < len(self.tiers) else None
        a = self.constant(before.rule, before.base) if before else None
        b = self.constant(after.rule, after.base) if after else None
        if low is None or high is None or low == high or a is None or b is None:
            raise Refusal(problem("C480", why="线性插值的两端没有写明得分"))
        slope = (b - a) / (high - low)
        return Piece(*ends, slope, a - slope * low, said, joins=True)

    def _way(self, steps: Steps, tier: Tier) -> str:
        if steps.way in ("late", "rank", "each"):
            return "up"
        if steps.way != "off":
            return steps.way
        return "down" if tier.low is None else "up"

    def _start(self, rule: Rule, tier: Tier, way: str) -> tuple[Fraction, Fraction]:
        if isinstance(rule.condition, Within):
            end = tier.high if way == "down" else tier.low
            if (rule.condition.high is None and way == "down") or (rule.condition.low is None and way == "up"):
                end = None
            if end is not None and self.frame.space == "K" and tier.low_closed:
                return end - 1, self._points_at(end - 1)
            if end is None and rule.condition.low != rule.condition.high:
                raise Refusal(
                    problem("C480", why=f"“{print_condition(rule.condition)}”与“{print_award(rule.award)}”方向相反")
                )
            if end is not None:
                return end, self._across(tier, end)
        return self._origin(rule, way)

    def _across(self, tier: Tier, end: Fraction) -> Fraction:
        """Return the points just across the end that steps are counted from."""
        for other in self.tiers:
            if other is not tier and end in (other.low, other.high):
                worth = self.constant(other.rule, other.base)
                if worth:
                    return worth
        return self.full

    def _stairs(self, rule: Rule, steps: Steps, tier: Tier) -> list[Segment]:
        way = self._way(steps, tier)
        origin, start = self._start(rule, tier, way)
        width = self.frame.step_size(steps.amount, steps.unit, origin, relative=steps.relative)
        if width <= 0:
            raise Refusal(problem("C466"))
        worth = steps.points * (self.full if steps.share else self.scale)
        most = None if steps.most is None else steps.most * (self.full if steps.most_share else self.scale)
        least, top = max(start - most, _ZERO) if most is not None and not steps.gain else _ZERO, self.full
        if steps.gain:
            top = min(start + most, self.full) if most is not None else self.full
            worth = -worth
        part = steps.part or self.frame.option("不足一档")
        ends = (tier.low, bool(tier.low_closed), tier.high, bool(tier.high_closed))
        sign = -1 if way == "down" else 1
        said = print_award(steps)
        if part == "按比例":
            slope = -worth / width * sign
            piece = Piece(*ends, slope, start - slope * origin, said, origin, width)
            return list(kept(piece, least, top))
        return [Stair(*ends, origin, sign * width, start, worth, part == "不足一档按一档扣", least, top, said)]


def build(
    frame: Frame, rules: tuple[Rule, ...], scale: Fraction, line: Line, origin: Fraction | None = None
) -> tuple[Curve, tuple[Problem, ...]]:
    """Return the curve of the rules on the frame's axis, and what was doubtful about it.

    ``scale`` turns points of the clause into 分 of the row (百分制). Raises :class:`Refusal`.
    """
    making = _Build(frame, rules, scale, line, origin)
    return making.run(), tuple(making.problems)
