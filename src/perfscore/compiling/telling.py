"""The explanation of a figure as generated code: one sentence for each window, with the figures printed into it.

It says, to the letter, what the interpreter's steps say (:meth:`~perfscore.evaluation.values.RowResult.explanation`): a
property test holds the two together. Windows whose words depend on more than the figures get no code here.

Quotients are printed exactly, or rounded behind ``≈``. They are worked out to :data:`TELLING`'s 64 digits from figures of
at most :data:`LONGEST` characters and constants below :data:`WIDEST`, and are below :data:`HIGHEST`: a quotient of such
that is no decimal of twelve places is further from every one, and from every half of the fourth place, than the error.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from fractions import Fraction

from attrs import frozen

from ..base.exact import plain, plain_ratio, scaled
from ..clauses.bound import Measured
from ..curves import Curve, Piece
from ..curves.faults import interval_text
from ..curves.measures import Completion, Measure, ReverseRatio, Value
from ..evaluation.applying import rule_step, target_steps
from ..language import Bound, Reference
from ..planning import Plan, PlanRow
from ..rules.table import EXECUTION
from .figures import digits, plain_figure
from .forms import Form, Points
from .windows import Window, windows
from .writing import Elsewhere, Emitted, RowCode, Writer, rounded_constant

__all__ = ["FOUR", "FULL", "TELLING", "TWELVE", "tell", "written"]

TELLING = Context(prec=64, rounding=ROUND_HALF_UP, traps=[InvalidOperation, DivisionByZero, Overflow])
"""Digits enough for every quotient that is printed."""
FOUR, TWELVE = Decimal("0.0001"), Decimal("0.000000000001")
"""To four places a quotient is rounded; within twelve it is printed exactly."""
FULL = Decimal(1).scaleb(-62)
"""The last place of a quotient from 10 to 100 that fills all 64 digits: one that does is no decimal of twelve places."""
LONGEST = 14
WIDEST = 10**9
HIGHEST = 10**12


@frozen
class Hole:
    """A place in a sentence where the code prints what it calls ``name``."""

    name: str


Parts = tuple[str | Hole, ...]
_A, _B, _EQUALS = Hole("ta"), Hole("tb"), Hole("=")


def written(number: Decimal | int, unit: str) -> str:
    """Print a figure without its unit as it would be written; raises :class:`Elsewhere` where that is not its text."""
    text = digits(number)
    if len(text) > LONGEST or text.endswith(".0") or not plain_figure(unit).match(text + unit):
        raise Elsewhere
    return text


@frozen
class _Axis:
    """How a measure is told.

    ``share`` is the expression of x as printed (100 times a ratio), ``points`` that of a multiple of it, both of the
    figures ``a`` and ``b``; ``say`` its sentence. ``share`` is empty where x is the figure itself or, with ``whole``,
    where it is 100.
    """

    say: Parts
    factor: Fraction
    over: str = "b"
    share: bool = True
    upside: bool = False
    whole: bool = False


def tell(code: RowCode, plan: Plan) -> Emitted | None:
    """Write ``sayN(row, state)``, which keeps and returns the explanation of a row; None where no window has words.

    ``state`` is that of a :class:`~.rowing.DeferredRow`. What only the interpreter can tell is left to ``ask(row, state)``.
    """
    form, w = code.form, Writer(f"k{code.number}_")
    if form is None:
        return None
    w.add(0, f"def say{code.number}(row, state):  # {code.title}")
    w.add(1, "own, units = state[1], state[2]")
    w.add(1, "try:")
    names = ("a", "b")[: 1 + form.reference]
    for name, position in zip(names, code.positions, strict=True):
        _figure(w, name, code.own.index(position), form)
    said = [_window(w, code, window, plan, n) for n, window in enumerate(windows(form))]
    for depth, text in ((1, "except LEFT:"), (2, "pass"), (1, "return ask(row, state)")):
        w.add(depth, text)
    return w.emitted() if any(said) else None


def _figure(w: Writer, name: str, index: int, form: Form) -> None:
    """Write how a value becomes the figure ``a`` or ``b`` and its digits ``ta`` or ``tb``."""
    unit, text = form.unit, f"t{name}"
    w.add(2, f"{name} = own[{index}]")
    w.add(2, f"if {name}.__class__ is str:")
    w.add(3, f"{text} = {name}[:{-len(unit)}]" if unit else f"{text} = {name}")
    w.add(3, f'if len({text}) > {LONGEST} or ({text}[-1] == "0" and "." in {text}):')
    w.add(4, "return ask(row, state)")
    w.add(3, f"{name} = Decimal({text})")
    w.add(2, "else:")
    w.add(3, f"{text} = str({name})")
    w.add(3, f'if {text}[-1] == "0" and "." in {text}:')
    w.add(4, f'{text} = {text}.rstrip("0").rstrip(".")')
    if unit == "%":  # 290% may be a misread ≥90%
        odd = f'({text}[0] in "-2" and not {w.constant(0)} < {name} < {w.constant(30)}) or len({text}) > 12'
    else:  # 20241231 is a date
        odd = f'(len({text}) > 7 and ({text}[0] == "2" or len({text}) > 12)) or {text}[0] == "-"'
    odd += f' or "E" in {text}'
    w.add(3, f"if {odd}:")
    w.add(4, f"{text} = written({name}, {unit!r})")


def _window(w: Writer, code: RowCode, window: Window, plan: Plan, number: int) -> bool:
    """Write one window's test and sentence; without words of its own it is left to the interpreter."""
    form = code.form
    assert form is not None
    begin, piece = _beginning(form.row, form), _piece(form, window)
    axis = None if piece is None else _axis(piece[0], form, window)
    word, test = (
        ("elif" if number else "if"),
        w.inside(window, ("a", "b"), positive=form.reference, times="times({}, {})"),
    )
    w.add(2, f"{word} {test}:")
    if begin is None or axis is None or piece is None or (form.reference and not _narrow(window)):
        w.add(3, "return ask(row, state)")
        return False
    _, curve, part = piece
    teller, start = _Teller(w, begin, axis, curve, part, code, window, plan), len(w.lines)
    if teller.straight() if part.slope else teller.flat():
        return True
    del w.lines[start:]
    w.add(3, "return ask(row, state)")
    return False


def _narrow(window: Window) -> bool:
    ends = [e for e in (window.low, window.high) if e is not None]
    return all(abs(e.numerator) < WIDEST and e.denominator < WIDEST for e in ends)


def _piece(form: Form, window: Window) -> tuple[Measure, Curve, Piece] | None:
    """Return the measure, curve and piece of a window, if the words depend on nothing else."""
    bound = form.row.bound
    if window.segment is None or not isinstance(bound, Measured):
        return None
    if len(bound.readings) != 1 or bound.readings[0].choices:
        return None
    reading = bound.readings[0]
    piece = reading.curve.segments[window.segment]
    if not isinstance(piece, Piece) or piece.origin is not None:
        return None
    return reading.measure, reading.curve, piece


# --- what stands before the measure -------------------------------------------------------------------------------


def _beginning(row: PlanRow, form: Form) -> Parts | None:
    """Return what stands before the measure: the figures and the rule."""
    rule, unit = "".join(f"{step.text}；" for step in rule_step(row)), form.unit
    if row.id == EXECUTION:
        return "全年预算数 ", _B, f"{unit}；全年执行数 ", _A, f"{unit}；{rule}"
    head = "".join(f"{step.text}；" for step in target_steps(row)) + "实际完成值“"
    target = row.target
    if isinstance(target, Reference) and target.offset is None:
        return head, _A, f"{unit}”；{target.reference} ", _B, f"{unit}；{rule}"
    if isinstance(target, Bound) and not form.reference:
        return head, _A, f"{unit}”；{rule}"
    return None


# --- the measure --------------------------------------------------------------------------------------------------


def _axis(measure: Measure, form: Form, window: Window) -> _Axis | None:
    unit = (measure.unit if isinstance(measure, Completion | ReverseRatio | Value) else None) or ""
    if unit != form.unit and not (form.reference and not unit):
        return None
    goal = getattr(form.row.target, "value", None) if not form.reference else None
    if goal is not None and not 0 < goal < WIDEST:
        return None
    match measure:
        case Value(name=name):
            scale = Fraction(1, 100) if measure.axis == "%" else Fraction(1)
            return _Axis((f"{name} = ", _A, unit), scale, over="", share=False)
        case Completion(name=name) if goal is not None:
            words = (f"{name} = ", _A, f"{unit} ÷ {plain(goal)}{unit} ", _EQUALS, Hole("x"), "%")
            return _Axis(words, 1 / Fraction(goal), over="")
        case Completion(name=name) if form.reference:
            return _Axis((f"{name} = ", _A, f"{unit} ÷ ", _B, f"{unit} ", _EQUALS, Hole("x"), "%"), Fraction(1))
        case ReverseRatio(name=name) if goal is not None:
            return _reverse(name, Fraction(goal), f"{plain(goal)}{unit}", unit, window)
        case _:
            return None


def _reverse(name: str, goal: Fraction, text: str, unit: str, window: Window) -> _Axis | None:
    if window.high is not None and window.high <= goal:
        words = ("实际 ", _A, f"{unit} 未超过目标 {text}，按 100% 计")
        return _Axis(words, Fraction(1), over="", share=False, whole=True)
    if window.low is None or window.low < goal or (window.low == goal and window.low_closed):
        return None
    return _Axis((f"{name} = {text} ÷ ", _A, f"{unit} ", _EQUALS, Hole("x"), "%"), goal, over="a", upside=True)


def _factor(factor: Fraction, axis: _Axis) -> Fraction | None:
    """Return what the figures are multiplied by for ``factor`` times x; None where that is no plain number."""
    k = factor * axis.factor
    return k if 0 < k.numerator < WIDEST and k.denominator < WIDEST else None


def _quotient(w: Writer, k: Fraction, axis: _Axis) -> str:
    """Write ``k`` times what the axis divides: one division, the last thing done."""
    if axis.upside:
        return f"div({w.constant(k.numerator)}, {_times(w, 'a', k.denominator)})"
    if axis.over:
        return f"div({_times(w, 'a', k.numerator)}, {_times(w, axis.over, k.denominator)})"
    if _finite(1 / k):
        return f"div(a, {w.constant(_decimal(1 / k))})"
    return f"div({_times(w, 'a', k.numerator)}, {w.constant(k.denominator)})"


def _times(w: Writer, name: str, by: int) -> str:
    return name if by == 1 else f"times({name}, {w.constant(by)})"


def _finite(value: Fraction) -> bool:
    return 10**9 % value.denominator == 0


def _decimal(value: Fraction) -> Decimal:
    places = next(n for n in range(10) if 10**n % value.denominator == 0)
    return scaled(int(value * 10**places), places)


def _bound(w: Writer, k: Fraction, axis: _Axis, window: Window) -> None:
    """Write what leaves a quotient ``f`` to the interpreter where it might be negative or huge."""
    below = window.high is not None and window.high * k < HIGHEST
    if axis.upside or (below and window.low is not None and window.low >= 0):
        return
    w.add(3, f"if not {w.constant(0)} <= f < {w.constant(HIGHEST)}:")
    w.add(4, "return ask(row, state)")


def _fork(w: Writer, depth: int, name: str, quotient: str, go_on: Callable[[int, bool], None]) -> None:
    """Write how ``quotient`` is printed into ``name``, and what is said where that is rounded and where it is exact."""
    w.add(depth, f"q = near({quotient}, FOUR)")
    w.add(depth, f"if q != {quotient} and ({quotient}.same_quantum(FULL) or {quotient} != near({quotient}, TWELVE)):")
    _rounded(w, depth + 1, name, "q")
    go_on(depth + 1, False)
    w.add(depth, f"{name} = plain({quotient})")
    go_on(depth, True)


def _rounded(w: Writer, depth: int, name: str, quotient: str) -> None:
    w.add(depth, f"{name} = str({quotient})")
    w.add(depth, f'if {name}[-1] == "0":')
    w.add(depth + 1, f'{name} = {name}.rstrip("0").rstrip(".")')


# --- the points ---------------------------------------------------------------------------------------------------


@frozen
class _Teller:
    """What the sentences of one window are made of."""

    w: Writer
    begin: Parts
    axis: _Axis
    curve: Curve
    piece: Piece
    code: RowCode
    window: Window
    plan: Plan

    def say(self, depth: int, *words: str | Hole) -> None:
        """Write the return of a sentence that begins with the figures and the rule."""
        self.w.add(depth, f"said = state[3] = {_sentence((*self.begin, *words))}")
        self.w.add(depth, "return said")

    def measure(self, exact: bool) -> Parts:
        """Return the sentence of the measure."""
        return tuple(("= " if exact else "≈ ") if p == _EQUALS else p for p in self.axis.say)

    def flat(self) -> bool:
        """On a flat piece: where x lies, and its points."""
        result, curve, piece, code = self.window.result, self.curve, self.piece, self.code
        if not isinstance(result, Points) or not result.constant:
            return False
        points = plain_ratio(piece.intercept, 4)
        units = rounded_constant(Fraction(result.num.c, result.den.c), code.places, code.mode)
        shown = plain(scaled(units, code.places))
        where = f"符合“{piece.rule}”" if piece.rule else f"在 {interval_text(curve, piece)} 内"
        words = f"{curve.unit} {where}，得 {points} 分；得分 {shown} 分{'' if shown == points else self.inexact}。"

        def go_on(depth: int, exact: bool) -> None:
            self.say(depth, *self.measure(exact), "；" if exact else "；≈", self.x, words)

        return self.with_share(go_on)

    def straight(self) -> bool:
        """On a straight piece through 0: x times what full marks are worth."""
        slope, window = self.piece.slope, self.window
        if self.piece.intercept or self.plan.rounding.places > 4 or window.low is None or window.low < 0 or slope <= 0:
            return False
        k = _factor(slope, self.axis)
        if k is None:
            return False
        w, certain = self.w, self.axis.share and (100 / slope).denominator == 1 and _finite(slope / 100)

        def go_on(depth: int, exact: bool) -> None:
            def end(depth: int, exactly: bool) -> None:
                self.points(depth, exact, exactly)

            if self.axis.whole:
                w.add(depth, f"p = {plain_ratio(slope, 4)!r}")
                end(depth, True)
            elif certain and not exact:
                # x is a whole multiple of the points: where it is no decimal of twelve places, they are none either
                _rounded(w, depth, "p", f"near(times(f, {w.constant(_decimal(slope / 100))}), FOUR)")
                end(depth, False)
            else:
                w.add(depth, f"{'g' if self.axis.share else 'f'} = {_quotient(w, k, self.axis)}")
                if not self.axis.share:
                    _bound(w, k, self.axis, window)
                _fork(w, depth, "p", "g" if self.axis.share else "f", end)

        return self.with_share(go_on)

    def points(self, depth: int, exact: bool, exactly: bool) -> None:
        """Write the sentence of a straight piece; ``exact`` is how x is printed, ``exactly`` how the points are."""
        assert self.code.form is not None
        full, slope, unit, w = Fraction(self.code.form.full), self.piece.slope, self.curve.unit, self.w
        once = slope in (full, Fraction(1))
        times = f" × {plain_ratio(slope, 4)}分 "
        if not once:
            times = f" ÷ {self.curve.x_text(full / slope)} × {plain_ratio(full, 4)}分 "
        how: Parts = () if once and unit != "%" else ("= ", self.x, unit if exact else f"{unit}（约）", times)
        w.add(depth, "shown = texts.get(units) or print_units(units)")
        last: str | Hole = f"{self.inexact}。"
        if exactly:
            w.add(depth, f"last = '。' if shown == p else {last!r}")
            last = Hole("last")
        equals = "= " if exactly else "≈ "
        self.say(
            depth, *self.measure(exact), "；得分 ", *how, equals, Hole("p"), "分；得分 ", Hole("shown"), " 分", last
        )

    @property
    def x(self) -> str | Hole:
        """What is printed of x."""
        return Hole("x") if self.axis.share else "100" if self.axis.whole else _A

    @property
    def inexact(self) -> str:
        """What is said where points were rounded."""
        rule = self.plan.rounding
        tail = "，合计时不先取整）" if rule.site != "三级指标得分" else "）"
        return f"（{rule.mode}到 {rule.places} 位小数{tail}"

    def with_share(self, go_on: Callable[[int, bool], None]) -> bool:
        """Write how x is printed and what follows; False where it cannot be printed."""
        if not self.axis.share:
            go_on(3, True)
            return True
        k = _factor(Fraction(100), self.axis)
        if k is None:
            return False
        self.w.add(3, f"f = {_quotient(self.w, k, self.axis)}")
        _bound(self.w, k, self.axis, self.window)
        _fork(self.w, 3, "x", "f", go_on)
        return True


def _sentence(parts: Parts) -> str:
    """Return the f-string of a sentence."""
    text = "".join(f"{{{p.name}}}" if isinstance(p, Hole) else p.replace("{", "{{").replace("}", "}}") for p in parts)
    return f"f{text!r}"
