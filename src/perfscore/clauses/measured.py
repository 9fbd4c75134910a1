"""A clause of figures bound to a row: a measure, a curve, and when the target is met."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from attrs import evolve, field

from ..base.exact import HALF_UP, quotient
from ..base.problem import Problem, problem
from ..base.step import Step
from ..base.values import frozen
from ..curves import Curve, Gap, Hit, Inputs, Measure, Open, Undefined
from ..curves.segments import number
from .outcome import Outcome, points_text, scored, waiting
from .telling import in_whole_steps, tell

__all__ = ["Measured", "Reading", "Yardstick"]


@frozen
class Yardstick:
    """When the row's target is met: ``op`` with its figure, or a range (in the target's own unit)."""

    op: str | None = None
    value: Fraction | None = None
    low: Fraction | None = None
    low_closed: bool = True
    high: Fraction | None = None
    high_closed: bool = True

    def met(self, inputs: Inputs) -> bool | None:
        """Say whether the target is met; None where the figures do not tell."""
        a = inputs.actual
        if self.low is not None or self.high is not None:
            return None if a is None else self._inside(a)
        t = inputs.target if inputs.target is not None else self.value
        if inputs.rank is not None and a is None:
            a = Fraction(inputs.rank)
        if a is not None and t is not None and self.op is not None:
            return {">=": a >= t, ">": a > t, "<=": a <= t, "<": a < t, "=": a == t}[self.op]
        if inputs.days is not None:
            return inputs.days <= 0
        if inputs.count is not None:
            return inputs.count == 0
        return {"达成": True, "部分达成": False, "未达成": False}.get(inputs.level or "")

    def _inside(self, a: Fraction) -> bool:
        above = self.low is None or a > self.low or (self.low_closed and a == self.low)
        return above and (self.high is None or a < self.high or (self.high_closed and a == self.high))


@frozen
class Reading:
    """One exact reading of a clause: a measure and its curve. ``choices`` names what was chosen, and where it rests.

    ``choices`` holds (question, answer, what it rests on); ``on_time`` readings take the figures of lateness.
    """

    measure: Measure
    curve: Curve
    choices: tuple[tuple[str, str, str | None], ...] = ()


@frozen
class Measured:
    """A measure and a curve. Several ``readings`` stand where the clause leaves a choice open that nobody made.

    They are all computed: where they agree the score is theirs, else the row waits with the scores named.
    ``for_met`` and ``for_unmet`` give the points by the comparison alone, where no ratio exists (None: a person).
    """

    points: Fraction
    readings: tuple[Reading, ...]
    yardstick: Yardstick
    for_met: Fraction | None = None
    for_unmet: Fraction | None = None
    zero_target: str | None = None
    ratio_places: int | None = None
    unit: str | None = None
    examples: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = field(default=(), eq=False)

    @property
    def curve(self) -> Curve:
        """The curve of the first reading."""
        return self.readings[0].curve

    def open_questions(self) -> tuple[str, ...]:
        """Return what the readings differ in."""
        said: dict[str, set[str]] = {}
        for reading in self.readings:
            for question, answer, _ in reading.choices:
                said.setdefault(question, set()).add(answer)
        return tuple(q for q, answers in said.items() if len(answers) > 1)

    def checks(self) -> tuple[Problem, ...]:
        """Return every static finding about the curves, cliffs included."""
        return tuple(dict.fromkeys(f for r in self.readings for f in r.curve.faults(self.points)))

    def apply(self, inputs: Inputs) -> Outcome:
        """Return what the clause gives for these inputs."""
        inputs = self._with_target(inputs)
        met = self.yardstick.met(inputs)
        got: list[tuple[Reading, Hit | Open | Gap | Undefined]] = []
        for reading in self.readings:
            pair = reading.measure.measure(inputs)
            got.append(
                (reading, pair if isinstance(pair, Undefined) else reading.curve.at(*self._rounded(reading, pair)))
            )
        first = got[0][1]
        hits = {h.points for _, h in got if isinstance(h, Hit)}
        if len(hits) == 1 and all(isinstance(h, Hit) for _, h in got):
            return scored(hits.pop(), met)
        if isinstance(first, Undefined):
            return self._without_figure(first, met)
        if isinstance(first, Gap) and len(got) == 1:
            pair = got[0][0].measure.measure(inputs)
            assert not isinstance(pair, Undefined)
            x = got[0][0].curve.x_text(Fraction(*pair))
            return waiting(problem("C477", x=x), Fraction(0), self.points, met)
        if isinstance(first, Open) and len(got) == 1:
            reason = problem("C473", text=first.why, low=points_text(first.low), high=points_text(first.high))
            return waiting(reason, first.low, first.high, met)
        return self._differing(got, met)

    def placed(self, inputs: Inputs) -> tuple[int, int] | None:
        """Return where on the first reading's curve these inputs lie, as an exact pair; None where there is no figure."""
        pair = self.readings[0].measure.measure(self._with_target(inputs))
        return None if isinstance(pair, Undefined) else self._rounded(self.readings[0], pair)

    def _with_target(self, inputs: Inputs) -> Inputs:
        if inputs.target is not None or self.yardstick.value is None:
            return inputs
        return evolve(inputs, target=self.yardstick.value)

    def _rounded(self, reading: Reading, pair: tuple[int, int]) -> tuple[int, int]:
        """Round the rate first where the scheme says so (``ratio_places`` of the percentage)."""
        if self.ratio_places is None or reading.curve.unit != "%":
            return pair
        n, d = pair
        n, d = quotient(n * 100, d, self.ratio_places, HALF_UP).as_integer_ratio()
        return n, d * 100

    def _without_figure(self, why: Undefined, met: bool | None) -> Outcome:
        if why.kind in ("zero_target", "negative", "missing") and met is not None:
            kept = self.by_comparison(why.kind, met=met)
            if kept is not None:
                return scored(kept, met)
            if why.kind == "negative" and not met:
                params = dict(why.reason.params)
                reason = problem("C485", target=params["target"], actual=params["actual"])
                return waiting(reason, Fraction(0), self.points, met)
        return waiting(why.reason, Fraction(0), self.points, met)

    def by_comparison(self, kind: str, *, met: bool) -> Fraction | None:
        """Return the points (分) that meeting the target or not gives by itself; None where a person decides.

        ``kind`` is that of :class:`~perfscore.curves.Undefined`.
        """
        if kind == "zero_target" and self.zero_target == "待人工认定":
            return None
        if met:
            return (
                self.for_met
                if self.for_met is not None
                else self.points
                if self.zero_target and kind == "zero_target"
                else None
            )
        if self.for_unmet is not None:
            return self.for_unmet
        return Fraction(0) if kind == "zero_target" and self.zero_target == "达到得满分" else None

    def _differing(self, got: list[tuple[Reading, Hit | Open | Gap | Undefined]], met: bool | None) -> Outcome:
        lows, highs, said = [], [], []
        for reading, hit in got:
            match hit:
                case Hit():
                    low = high = hit.points
                case Open():
                    low, high = hit.low, hit.high
                case _:
                    low, high = Fraction(0), self.points
            lows.append(low)
            highs.append(high)
            label = "、".join(answer for question, answer, _ in reading.choices if question in self.open_questions())
            text = (
                f"{label} {points_text(low)}分" if low == high else f"{label} {points_text(low)}至{points_text(high)}分"
            )
            if text not in said:
                said.append(text)
        questions = self.open_questions()
        example = "；".join(dict(self.examples).get(q, "") for q in questions).strip("；")
        reason = problem("C472", what="、".join(questions), scores="；".join(said), example=example)
        return waiting(reason, min(lows), max(highs), met)

    def explain(self, inputs: Inputs, outcome: Outcome) -> tuple[Step, ...]:
        """Return the steps with the numbers put in."""
        inputs = self._with_target(inputs)
        for reading in self.readings:
            pair = reading.measure.measure(inputs)
            if isinstance(pair, Undefined):
                continue
            steps = [Step("度量", reading.measure.formula(inputs, Fraction(*pair)))]
            used = self._rounded(reading, pair)
            if used != pair:
                shown = reading.curve.x_text(Fraction(*used))
                steps.append(Step("度量", f"先把比率取整为 {shown}", "约定：比率取舍"))
            hit = reading.curve.at(*used)
            if isinstance(hit, Hit):
                steps.append(Step("计分", tell(reading.curve, hit.index, Fraction(*used), hit.points, self.points)))
            if len(self.readings) == 1:
                steps += self._chosen(reading, hit, Fraction(*used))
            else:
                steps.append(Step("计分", "评分标准没有写明的几种算法，结果相同"))
            return tuple(steps)
        return self._told_by_comparison(inputs, outcome)

    def _chosen(self, reading: Reading, hit: Hit | Open | Gap, x: Fraction) -> list[Step]:
        """Return the choices this score rests on; what becomes of a part of a step only where there is one."""
        whole = isinstance(hit, Hit) and in_whole_steps(reading.curve, hit.index, x)
        return [
            Step("计分", f"{question}：{answer}", rests)
            for question, answer, rests in reading.choices
            if not (whole and question == "不足一档怎么算")
        ]

    def _told_by_comparison(self, inputs: Inputs, outcome: Outcome) -> tuple[Step, ...]:
        if outcome.pending is not None:
            return (Step("计分", outcome.pending.message),)
        state = "达到" if outcome.met else "没有达到"
        said = self.for_met if outcome.met else self.for_unmet
        rests = "约定：目标为零" if said is None else None
        why = "" if inputs.actual is None else "不能算比例，"
        return (Step("计分", f"{why}{state}目标，得 {points_text(Fraction(outcome.num, outcome.den))} 分", rests),)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        return {
            "kind": "measured",
            "points": number(self.points),
            "readings": [
                {"measure": r.measure.name, "choices": [list(c) for c in r.choices], "curve": r.curve.to_dict()}
                for r in self.readings
            ],
        }
