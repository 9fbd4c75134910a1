"""From the tiers of a clause to the segments of one curve: fixed points, steps, straight lines, bands for a person."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from ..base.problem import Problem, problem
from ..curves import Curve, Judged, Piece, Segment, Stair
from .frame import Frame, Refusal
from .pieces import empty, kept
from .printing import print_award, print_condition
from .tiers import Stretch, Tier, Tiers
from .values import (
    Between,
    Discretion,
    Efficacy,
    Formula,
    Full,
    Interpolated,
    Otherwise,
    Points,
    Prorata,
    Rule,
    Spread,
    Steps,
    Unmet,
    Within,
)

__all__ = ["build"]

Line = Callable[[Formula | Prorata], tuple[Fraction, Fraction]]
"""Gives (slope, intercept) of an award that is a straight line on the axis."""
_ZERO = Fraction(0)


class _Build:
    """One curve in the making; ``standard`` is where the clause itself says that steps are counted from."""

    def __init__(
        self, frame: Frame, rules: tuple[Rule, ...], scale: Fraction, line: Line, standard: Fraction | None
    ) -> None:
        self.frame = frame
        self.rules = rules
        self.scale = scale
        self.line = line
        self.standard = standard
        self.full = frame.points
        self.tiers = Tiers(frame, scale)

    def run(self) -> Curve:
        tiers, steps = self.tiers, [r for r in self.rules if isinstance(r.award, Steps)]
        others = [r for r in self.rules if not isinstance(r.award, Steps)]
        tiers.place(self.rules)
        for rule in steps:
            if not isinstance(rule.condition, Within):
                self._step_sides(rule)
        for rule in others:
            if rule.condition is None:
                tiers.fill(rule)
        for rule in self.rules:
            if isinstance(rule.condition, Between):
                tiers.fill_between(rule)
        for rule in others:
            if isinstance(rule.condition, Otherwise):
                tiers.fill(rule)
        self._implied_full()
        segments = [s for i, tier in enumerate(tiers.items) for s in self.segments(i, tier)]
        measure = self.frame.measure()
        return Curve(tuple(s for s in segments if not empty(s)), measure.axis, None, measure.name)

    # --- where steps are counted from ---------------------------------------------------------------------------

    def _origin(self, rule: Rule, way: str) -> tuple[Fraction, Fraction]:
        """Return where steps are counted from, and the points there."""
        if self.standard is not None:
            return self.standard, self.tiers.at(self.standard)
        best = self._best(rule)
        if best is not None:
            end = best.low if way == "down" else best.high
            if end is not None:
                return end, self.tiers.constant(best.rule) or self.full
            if best.low is not None and best.high is None and way in ("up", "late", "rank"):
                raise Refusal(problem("C480", why="达到目标的一侧已是满分，又写了每超过一档的扣分"))
            if best.high is not None and best.low is None and way == "down":
                raise Refusal(problem("C480", why="达到目标的一侧已是满分，又写了每低于一档的扣分"))
        at = self.frame.target_at() if self.frame.band is None else self._band_end(way)
        return at, self.tiers.at(at)

    def _best(self, rule: Rule) -> Tier | None:
        """Return the first tier of the most points that another rule gives."""
        best: Tier | None = None
        most = _ZERO
        for tier in self.tiers.items:
            worth = self.tiers.constant(tier.rule)
            if worth and tier.rule is not rule and (best is None or worth > most):
                best, most = tier, worth
        return best

    def _band_end(self, way: str) -> Fraction:
        assert self.frame.band is not None
        return (self.frame.band[0] if way == "down" else self.frame.band[2]) / self.frame.per

    def _step_sides(self, rule: Rule) -> None:
        """Let steps without an interval hold on their side of the place they are counted from."""
        assert isinstance(rule.award, Steps)
        ways = (
            ("down", "up")
            if rule.award.way == "off"
            else ("up",)
            if rule.award.way in ("late", "rank")
            else (rule.award.way,)
        )
        if isinstance(rule.condition, Unmet):
            self.tiers.items = [t for t in self.tiers.items if t.rule is not rule]
        for way in ways:
            origin, _ = self._origin(rule, way)
            if way == "down":
                self.tiers.fill(rule, (None, False, origin, False))
            else:
                self.tiers.fill(rule, (origin, False, None, False))

    def _implied_full(self) -> None:
        """What lies on the good side of steps is worth the points they begin with."""
        if any(isinstance(r.condition, Otherwise) and not isinstance(r.award, Steps) for r in self.rules):
            return
        for rule in self.rules:
            if not isinstance(rule.award, Steps) or rule.award.way == "each":
                continue
            for tier in [t for t in self.tiers.items if t.rule is rule]:
                way = self._way(rule.award, tier)
                origin, start = self._start(rule, tier, way)
                full = Rule(None, Points(start / self.scale) if self.scale else Full())
                down_side = any(
                    isinstance(r.award, Steps) and r is not rule and r.award.way in ("down", "off") for r in self.rules
                )
                if way == "down":
                    self.tiers.fill(full, (origin, True, None, False))
                elif not down_side:
                    self.tiers.fill(full, (None, False, origin, True))

    def _way(self, steps: Steps, tier: Tier) -> str:
        """Return which way along the axis the steps of a tier go: ``down`` or ``up``."""
        if steps.way in ("late", "rank", "each"):
            return "up"
        if steps.way != "off":
            return steps.way
        return "down" if tier.low is None else "up"

    def _start(self, rule: Rule, tier: Tier, way: str) -> tuple[Fraction, Fraction]:
        """Return where the steps of a tier are counted from, and the points there: an end of its own interval first."""
        if isinstance(rule.condition, Within):
            end = tier.high if way == "down" else tier.low
            if (rule.condition.high is None and way == "down") or (rule.condition.low is None and way == "up"):
                end = None
            if end is not None and self.frame.space == "K" and tier.low_closed:
                return end - 1, self.tiers.at(end - 1)
            if end is None and rule.condition.low != rule.condition.high:
                raise Refusal(
                    problem("C480", why=f"“{print_condition(rule.condition)}”与“{print_award(rule.award)}”方向相反")
                )
            if end is not None:
                return end, self._across(tier, end)
        return self._origin(rule, way)

    def _across(self, tier: Tier, end: Fraction) -> Fraction:
        """Return the points just across the end that steps are counted from."""
        for other in self.tiers.items:
            if other is not tier and end in (other.low, other.high) and (worth := self.tiers.worth(other)):
                return worth
        return self.full

    # --- segments -----------------------------------------------------------------------------------------------

    def segments(self, index: int, tier: Tier) -> list[Segment]:
        """Return the segments of one tier."""
        rule = tier.rule
        ends = (tier.low, bool(tier.low_closed), tier.high, bool(tier.high_closed))
        said = "" if rule.condition is None else print_condition(rule.condition)
        worth = self.tiers.worth(tier)
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

    def _joined(self, index: int, ends: Stretch, said: str) -> Segment:
        """Return the straight line between the neighbours of the tier at ``index``."""
        low, _, high, _ = ends
        items = self.tiers.items
        a = self.tiers.worth(items[index - 1]) if index else None
        b = self.tiers.worth(items[index + 1]) if index + 1 < len(items) else None
        if low is None or high is None or low == high or a is None or b is None:
            raise Refusal(problem("C480", why="线性插值的两端没有写明得分"))
        slope = (b - a) / (high - low)
        return Piece(*ends, slope, a - slope * low, said, joins=True)

    def _stairs(self, rule: Rule, steps: Steps, tier: Tier) -> list[Segment]:
        """Return the steps of a tier as a staircase, or as straight lines where a part of a step counts in part."""
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
    return making.run(), tuple(making.tiers.problems)
