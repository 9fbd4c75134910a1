"""Which axis a clause needs, and the straight lines that proportions and formulas are on it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

from attrs import evolve, field

from ..base.problem import problem
from ..base.values import frozen
from ..curves import Curve, Named, Piece, Segment
from .algebra import (
    ACTUAL,
    POINTS,
    RATE,
    TARGET,
    Expression,
    Poly,
    as_polynomials,
    evaluate,
    filled,
    names,
)
from .bound import Reading
from .frame import Frame, Refusal
from .lexicon import TIME_UNITS
from .numbers import folded
from .pieces import kept
from .values import (
    Amount,
    Efficacy,
    Formula,
    Met,
    Prorata,
    Rule,
    Steps,
    Unmet,
    Within,
)

__all__ = ["axis_of", "efficacy_curve", "line_of", "named_reading"]

_TIMES = frozenset(TIME_UNITS)


def axis_of(rules: tuple[Rule, ...], frame: Frame, standard: Amount | None) -> Frame:
    """Return the frame with the axis that fits every rule. Raises :class:`Refusal` where none does."""
    needs: set[str] = set()
    time = None
    for rule in rules:
        needs |= _of_condition(rule, frame) | _of_award(rule, frame, anchored=standard is not None)
        if isinstance(rule.award, Steps) and rule.award.way == "late":
            if time is not None and time != rule.award.unit:
                raise Refusal(problem("C480", why="逾期时间的单位不止一种"))
            time = rule.award.unit
        elif isinstance(rule.condition, Within) and rule.condition.of in ("逾期", "次数"):
            time = time or rule.condition.unit
    if standard is not None:
        needs.add("V" if frame.ratio or standard.unit not in ("%", None) else "C")
    needs.discard("T")
    if (
        "L" in needs
        and frame.target is not None
        and folded(frame.unit) in _TIMES
        and time in (None, folded(frame.unit))
        and frame.op in ("<=", "<", "=")
    ):
        needs = (needs - {"L"}) | {"V"}
    space = _choose(needs, frame)
    name = next((r.condition.subject for r in rules if isinstance(r.condition, Within) and r.condition.subject), "")
    return evolve(frame, space=space, time_unit=time, name=name)


def _choose(needs: set[str], frame: Frame) -> str:
    if not needs:
        if frame.is_rank:
            return "K"
        if frame.band is not None:
            return "V"
        return "E" if frame.op is not None else _without_direction(frame)
    if len(needs) == 1 and needs != {"P"}:
        only = next(iter(needs))
        return "F" if frame.band is not None and only in ("R", "C") else only
    if "P" in needs:
        rest = needs - {"P"}
        if not rest:
            return "E" if frame.target is None else "V"
        needs = rest if frame.target is not None or rest == {"E"} else needs
        if len(needs) == 1:
            return next(iter(needs))
    if needs <= {"V", "C", "E"} and frame.target is not None:
        return "V" if frame.target > 0 else "C"
    if needs <= {"R", "C", "V", "E"} and "R" in needs and (frame.target is not None or needs == {"R", "C"}):
        return "R"
    raise Refusal(problem("C480", why="几部分量的不是同一个数"))


def _without_direction(frame: Frame) -> str:
    if frame.target is None:
        return "L"
    raise Refusal(problem("C492", what="是否达到目标"))


def _of_condition(rule: Rule, frame: Frame) -> set[str]:
    match rule.condition:
        case Within(of="值", unit=unit):
            return {"C"} if unit == "%" and not frame.ratio else {"V"}
        case Within(of="完成率"):
            return {"V"} if frame.option("完成率") == "实际值" else {"C"}
        case Within(of="目标", low=low, high=high):
            ends = {e for e in (low, high) if e is not None}
            return {"T"} if ends == {Fraction(1)} else {"C"}
        case Within(of="偏离" | "超出", subject=subject) if subject and frame.option("完成率") == "实际值":
            return {"V"}
        case Within(of="超出" | "低于", unit=unit):
            return {"C"} if unit == "%" else {"V"}
        case Within(of="偏离"):
            return {"D"}
        case Within(of="名次"):
            return {"K"}
        case Within(of="逾期"):
            return {"L"}
        case Within(of="次数"):
            return {"N"}
        case Met(on_time=True) | Unmet(on_time=True) if frame.target is None and frame.band is None:
            return {"L"}
        case _:
            return {"T"}


def _of_award(rule: Rule, frame: Frame, *, anchored: bool) -> set[str]:
    match rule.award:
        case Prorata("值"):
            return {"V"} if frame.ratio else {"C"}
        case Prorata("比例"):
            return {"R"} if frame.op in ("<=", "<") else {"C"}
        case Prorata("扣比例"):
            return {"C"}
        case Prorata("偏离比例"):
            return {"D"}
        case Steps(way="late"):
            return {"L"}
        case Steps(way="rank"):
            return {"K"}
        case Steps(way="each"):
            return {"N"}
        case Steps(unit=unit, relative=relative):
            if frame.is_rank:
                return {"K"}
            if not frame.ratio and unit in ("%", "个百分点"):
                return {"C"}
            if isinstance(rule.condition, Within) and rule.condition.of == "偏离":
                return {"D"}
            if frame.ratio and relative:
                return {"C"}
            return {"V"} if anchored else {"P"}
        case Formula(expression):
            return {_formula_line(expression, frame)[0]}
        case _:
            return set()


# --- straight lines -----------------------------------------------------------------------------------------------


def line_of(award: Formula | Prorata, frame: Frame) -> tuple[Fraction, Fraction]:
    """Return (slope, intercept) of an award on the frame's axis, in 分."""
    full = frame.points
    if isinstance(award, Formula):
        space, slope, intercept = _formula_line(award.expression, frame)
        return _on_axis(space, slope, intercept, frame)
    match award.by:
        case "比例":
            return _on_axis("R" if frame.op in ("<=", "<") and frame.band is None else "C", full, Fraction(0), frame)
        case "扣比例":
            if frame.space == "F":
                return full, Fraction(0)
            if frame.op in ("<=", "<"):
                return _on_axis("C", -full, 2 * full, frame)
            return _on_axis("C", full, Fraction(0), frame)
        case "偏离比例":
            if frame.space == "D":
                return -full, full
            raise Refusal(problem("C480", why="偏离比例与其余部分量的不是同一个数"))
        case "值":
            return _on_axis("V" if frame.ratio else "C", full, Fraction(0), frame)


def _on_axis(space: str, slope: Fraction, intercept: Fraction, frame: Frame) -> tuple[Fraction, Fraction]:
    """Carry a line on axis ``space`` over to the frame's axis."""
    if space == frame.space or (frame.space == "F" and space in ("C", "R")):
        return slope, intercept
    if space in ("C", "V", "E") and frame.space in ("C", "V", "E") and frame.target is not None and frame.target > 0:
        target = frame.target / frame.per
        if space == "C":
            slope = slope / target
        elif space == "E":
            intercept -= slope * target
        if frame.space == "C":
            return slope * target, intercept
        return slope, intercept + (slope * target if frame.space == "E" else 0)
    raise Refusal(problem("C480", why="算式与其余部分量的不是同一个数"))


def _formula_line(expression: Expression, frame: Frame) -> tuple[str, Fraction, Fraction]:
    """Return (axis, slope, intercept) of a formula of the points."""
    shape = as_polynomials(expression, {POINTS: frame.points}, "a/t")
    if shape is None:
        raise Refusal(problem("C480", why="算式里有这一行没有的数"))
    n, d = shape
    zero = Fraction(0)
    if set(d) == {(0, 1)} and set(n) <= {(0, 1), (1, 0)}:
        return "C", n.get((1, 0), zero) / d[0, 1], n.get((0, 1), zero) / d[0, 1]
    if set(d) == {(1, 0)} and set(n) <= {(0, 1), (1, 0)}:
        if frame.op in (">=", ">"):
            raise Refusal(problem("C480", why="算式是目标÷实际，指标却是越高越好"))
        return "R", n.get((0, 1), zero) / d[1, 0], n.get((1, 0), zero) / d[1, 0]
    if frame.target is not None:
        n, d = _known_target(n, frame), _known_target(d, frame)
    if set(d) == {(0, 0)} and set(n) <= {(0, 0), (1, 0)}:
        return "V", n.get((1, 0), zero) / d[0, 0], n.get((0, 0), zero) / d[0, 0]
    raise Refusal(problem("C480", why="算式不是一条直线"))


def _known_target(poly: Poly, frame: Frame) -> Poly:
    assert frame.target is not None
    target = frame.target / frame.per
    out: Poly = {}
    for (i, j), value in poly.items():
        out[i, 0] = out.get((i, 0), Fraction(0)) + value * target**j
    return {k: v for k, v in out.items() if v}


# --- formulas that are no line ------------------------------------------------------------------------------------


@frozen
class _Points:
    """A formula of the points over named quantities, as the measure :class:`~perfscore.curves.Named` wants it."""

    expression: Expression
    points: Fraction
    per: int = field(default=1)

    def __str__(self) -> str:
        return str(self.expression)

    def names(self) -> tuple[str, ...]:
        """Return the names whose values are needed."""
        own = {ACTUAL: "实际值", TARGET: "目标值"}
        return tuple(own.get(n, n) for n in names(self.expression) if n not in (POINTS, RATE))

    def _values(self, values: Mapping[str, Fraction]) -> dict[str, Fraction]:
        out = {**values, POINTS: self.points}
        for own, name in (("实际值", ACTUAL), ("目标值", TARGET)):
            if own in values:
                out[name] = values[own] / self.per
        if out.get(TARGET) and ACTUAL in out:
            out[RATE] = out[ACTUAL] / out[TARGET]
        return out

    def evaluate(self, values: dict[str, Fraction]) -> Fraction | None:
        """Return the points (分)."""
        try:
            return evaluate(self.expression, self._values(values))
        except KeyError:
            return None

    def filled(self, values: dict[str, Fraction]) -> str:
        """Return the formula with the numbers put in."""
        return filled(self.expression, self._values(values))


def named_reading(award: Formula, frame: Frame) -> Reading | None:
    """Return the reading of a formula that is no straight line in the row's own figure; None where it is one."""
    shape = as_polynomials(award.expression, {POINTS: frame.points}, "a/t")
    if shape is not None:
        try:
            _formula_line(award.expression, frame)
        except Refusal:
            if frame.op in (">=", ">") and set(shape[1]) == {(1, 0)} and set(shape[0]) == {(0, 1)}:
                return None
        else:
            return None
    measure = Named(_Points(award.expression, frame.points, frame.per), name="得分", unit="分")
    zero, one = Fraction(0), Fraction(1)
    pieces: tuple[Segment, ...] = (
        Piece(None, False, zero, False, zero, zero),
        Piece(zero, True, frame.points, True, one, zero),
        Piece(frame.points, False, None, False, zero, frame.points),
    )
    return Reading(measure, Curve(pieces, "分", None, "得分"))


# --- 功效系数 -------------------------------------------------------------------------------------------------------


def efficacy_curve(award: Efficacy, frame: Frame) -> Curve:
    """Return the curve of standard values and coefficients; two standards make one line, five end at the lowest."""
    full, zero = frame.points, Fraction(0)
    points = sorted((frame.of_value(v, award.unit), k * full) for v, k in award.standards)
    lines: list[Piece] = []
    for (x1, y1), (x2, y2) in pairwise(points):
        slope = (y2 - y1) / (x2 - x1)
        lines.append(Piece(x1, True, x2, False, slope, y1 - slope * x1, joins=True))
    if len(points) == 2:
        whole = evolve(lines[0], low=None, low_closed=False, high=None, high_closed=False)
        return Curve(tuple(kept(whole, zero, full)), "%", None, "实际值")
    (low, at_low), (high, at_high) = points[0], points[-1]
    below = Piece(None, False, low, False, zero, at_low if at_low > at_high else zero)
    if at_low > at_high:
        above = [Piece(high, True, high, True, zero, at_high), Piece(high, False, None, False, zero, zero)]
    else:
        above = [Piece(high, True, None, False, zero, at_high)]
    return Curve((below, *lines, *above), frame.measure().axis, None, "实际值")
