"""One row of the plan as columns of SQL: what is read, which case it is, what that case comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from attrs import define, field, frozen
from sqlglot import exp

from ..clauses import Bound
from ..compiling.forms import Form, Test
from ..curves.segments import Piece, Stair
from ..planning import Plan, PlanRow
from .choice import Choice, Then, Value, is_one_of, render
from .claims import Claim, Out
from .integers import Int, Integers, cast_to, lit
from .kinds import Kind
from .outs import Outs, units_of
from .pieces import scaled, threshold
from .taking import number
from .texts import Lists

__all__ = ["Ground", "RowSQL", "missing", "there"]

Absence = Literal["full", "out"]
End = Literal["low", "high"]


@frozen
class Ground:
    """What all rows share. ``places`` is where scores are rounded, ``shown`` their places in the output; ``keyed`` says
    that the number of each row's case is a column of its own."""

    plan: Plan
    ints: Integers
    places: int
    shown: int
    cut: bool
    absence: Absence
    kinds: Mapping[str, Kind]
    keyed: bool
    lists: Lists


@define
class RowSQL:
    """The expressions of one row. Names of inner columns begin with ``tag`` (r03_).

    ``read`` are columns over the caller's table, ``branches`` the tests that tell the cases apart, ``otherwise`` the case
    where none holds; ``review`` the review score that stands in its place (units; NULL where none does), ``outs`` the
    cases. ``absent`` names the column that says the row does not apply, None where nothing can.
    """

    row: PlanRow
    tag: str
    ground: Ground
    outs: Outs
    read: list[tuple[str, exp.Expr]] = field(factory=list)
    branches: list[tuple[exp.Expr, Then]] = field(factory=list)
    otherwise: Then | None = None
    review: exp.Expr | None = None
    absent: str | None = None
    form: Form | None = None

    # --- the columns ----------------------------------------------------------------------------------------------

    @property
    def key(self) -> exp.Expr:
        """The column that holds the number of the case."""
        return exp.column(f"{self.tag}k")

    @property
    def reviewed(self) -> exp.Expr:
        """The column that holds the review score."""
        return exp.column(f"{self.tag}v")

    @property
    def units(self) -> exp.Expr:
        """The column that holds the score in units."""
        return exp.column(f"{self.tag}s")

    @property
    def full(self) -> int:
        """What the row is worth in units of the last place shown."""
        return units_of(self.row.indicator.max_score, self.ground.shown)

    @property
    def most(self) -> int:
        """At least the highest score the row can get, in units of the last place shown."""
        stated = [Fraction(o.shown) for o in self.outs.numbers if o.shown is not None]
        highest = max([Fraction(self.row.indicator.max_score), _highest(self.row.bound), *stated])
        return _up(highest * 10**self.ground.shown)

    def tier(self, most: int) -> int:
        """Return the type scores stand in."""
        return self.ground.ints.tier_of(most)

    @property
    def tree(self) -> Then:
        """Which case the row is."""
        assert self.otherwise is not None
        return Choice(tuple(self.branches), self.otherwise) if self.branches else self.otherwise

    def choose(self) -> exp.Expr:
        """Return the number of the case."""
        number = render(self.tree, self.outs.number)
        assert number is not None
        return number

    def pick(self, value: Value, *, rare: bool = False) -> exp.Expr:
        """Return what the case comes to, by its number where that is a column, else by the tests themselves.

        ``rare``: it is asked for few records only.
        """
        if self.ground.keyed:
            return self.outs.case(self.key, value)
        node = render(self.tree, value, rare=rare)
        return exp.Null() if node is None else node

    def _over(self, base: exp.Expr, over: exp.Expr) -> exp.Expr:
        """Let ``over`` stand where a review score was adopted."""
        if self.review is None:
            return base
        return exp.Case().when(there(self.reviewed), over).else_(base)

    def score(self) -> exp.Expr:
        """Return the score in units; NULL where a person decides."""
        base = self.pick(lambda o: None if (s := self.outs.score(o, self.most)) is None else s.node)
        if isinstance(base, exp.Null):
            base = cast_to(base, self.ground.ints.type_of(self.tier(self.most)))
        return base if self.review is None else exp.func("COALESCE", self.reviewed, base)

    # --- the range ------------------------------------------------------------------------------------------------

    @property
    def closed(self) -> bool:
        """Whether a row that has a score lies nowhere else."""
        return all(o.low is None and o.high is None for o in self.outs.numbers if o.score is not None)

    def one_end(self, which: End) -> int | None:
        """Return the end (units) that every case without a score has; None where they differ, or cases with one have ends."""
        stated = {units_of(v, self.ground.shown) for o in self.outs.numbers if (v := getattr(o, which)) is not None}
        open_ = {o for o in self.outs.numbers if getattr(o, which) is None}
        alike = len(stated) == 1 and open_ == {o for o in self.outs.numbers if o.score is not None}
        return stated.pop() if alike else None

    def end(self, which: End) -> exp.Expr:
        """Return an end of the range in units, in terms of the score where that is it."""
        ends = {o: getattr(o, which) for o in self.outs.numbers}
        stated = {units_of(v, self.ground.shown) for v in ends.values() if v is not None}
        if not stated:
            return self.units
        if (one := self.one_end(which)) is not None:
            return exp.func("COALESCE", self.units, lit(one))
        if len(stated) == 1 and all(v is not None for v in ends.values()):
            base: exp.Expr = lit(stated.pop())
        else:
            base = self.pick(lambda o: self._end(ends[o]))
        return base if self.review is None else exp.func("COALESCE", self.reviewed, base)

    def _end(self, value: Decimal | None) -> exp.Expr:
        return self.units if value is None else lit(units_of(value, self.ground.shown))

    # --- words ----------------------------------------------------------------------------------------------------

    def outcome(self) -> exp.Expr:
        """Return the code of the outcome."""
        if all((o.score is not None) == (o.outcome == "scored") for o in self.outs.numbers):
            return self._unless_scored("scored", lambda o: None if o.score is not None else str(o.outcome))
        base = self.pick(lambda o: exp.Literal.string(str(o.outcome)))
        return self._over(base, exp.Literal.string("scored"))

    def basis(self) -> exp.Expr:
        """Return the code of what the score rests on."""
        scored = {o.basis for o in self.outs.numbers if o.score is not None}
        if self.review is None and len(scored) == 1 and None not in scored:
            return self._unless_scored(str(next(iter(scored))), lambda o: None if o.score is not None else o.basis)
        base = self.pick(lambda o: None if o.basis is None else exp.Literal.string(o.basis))
        return self._over(base, exp.Literal.string("assessed"))

    def _unless_scored(self, word: str, other: Callable[[Out], str | None]) -> exp.Expr:
        """Return the word where there is a score: most records need no more than that."""
        case = exp.Case().when(there(self.units), exp.Literal.string(word))
        waits = self.pick(lambda o: None if (w := other(o)) is None else exp.Literal.string(w))
        return case if isinstance(waits, exp.Null) else case.else_(waits)

    def met(self) -> exp.Expr:
        """Return whether the target is met; NULL where figures do not say."""
        return self.pick(lambda o: None if o.met is None else self._met(o.met))

    def _met(self, met: bool | str) -> exp.Expr:
        if isinstance(met, bool):
            return exp.true() if met else exp.false()
        assert self.form is not None and self.form.met is not None
        return exp.and_(*(self.asks(t) for t in self.form.met))

    def unread(self) -> exp.Expr | None:
        """Return 1 where the value could not be taken and nobody reviewed the row, else 0; None where that cannot be."""
        if not any(o.outcome == "unread" for o in self.outs.numbers):
            return None
        if self.ground.keyed:
            wanted = [n for o, n in self.outs.numbers.items() if o.outcome == "unread"]
            base: exp.Expr = exp.Case().when(is_one_of(self.key, wanted), lit(1)).else_(lit(0))
        else:
            base = self.pick(lambda o: lit(int(o.outcome == "unread")), rare=True)
        return self._over(base, lit(0))

    # --- building -------------------------------------------------------------------------------------------------

    def take(self, name: str, column: exp.Expr, kind: Kind) -> tuple[Int, exp.Expr]:
        """Read a column of numbers; return it, and whether it is there but not taken."""
        given = exp.column(f"{self.tag}{name}_given")
        self.read += [(self.tag + name, number(column, kind, self.ground.ints)), (given.name, column)]
        value = self.ground.ints.column(self.tag + name, kind.low, kind.high)
        return value, exp.and_(missing(value.node), there(given))

    def asks(self, test: Test, *, given: bool = False) -> exp.Expr:
        """Return a test of the row's figures as a comparison without negative factors."""
        scale = self.outs.scale
        line = test.left if given else scaled(test.left, scale.fx, scale.fy, scale.one)
        if bool(line.a) != bool(line.b):
            value = scale.x if line.a else scale.y
            assert value is not None
            up, mark = threshold(Test(line, test.strict))
            return (exp.GTE if up else exp.LT)(this=value.node.copy(), expression=lit(mark))
        parts = [(k, v) for k, v in ((line.a, scale.x), (line.b, scale.y)) if k and v is not None]
        left = self.ground.ints.linear([(k, v) for k, v in parts if k > 0], max(line.c, 0))
        right = self.ground.ints.linear([(-k, v) for k, v in parts if k < 0], max(-line.c, 0))
        return (exp.GT if test.strict else exp.GTE)(this=left.node, expression=right.node)

    def when(self, test: exp.Expr, then: Then) -> None:
        """Add a branch."""
        self.branches.append((test, then))

    def claim(self, claim: Claim) -> Then:
        """Return what a claim comes to, which may hang on the self score."""
        without = self.outs.known(claim.without)
        own = self.outs.scale.own
        if claim.adopts is None or own is None:
            return without
        one = 10**self.outs.scale.own_scale
        low, high = _up(Fraction(claim.adopts.low) * one), _down(Fraction(claim.adopts.high) * one)
        if not claim.adopts.high_closed and Fraction(claim.adopts.high) * one == high:
            high -= 1
        inside = exp.Between(this=own.node.copy(), low=lit(low), high=lit(high))
        return Choice(((inside, self.outs.known(claim.adopts.out)),), without)


def _highest(bound: Bound | None) -> Fraction:
    """Return the most that the curve of a clause gives (分); far more than any table is worth where it has no end."""
    out = Fraction(0)
    for reading in getattr(bound, "readings", ()):
        for s in reading.curve.segments:
            match s:
                case Piece(slope=slope) if slope:
                    ends = [s.limit(x) for x in (s.low, s.high) if x is not None]
                    out = max(out, *ends) if len(ends) == 2 or slope < 0 < len(ends) else max(out, Fraction(10**9))
                case Piece():
                    out = max(out, s.intercept)
                case Stair():
                    out = max(out, s.most)
    return out


def there(node: exp.Expr) -> exp.Expr:
    """Return IS NOT NULL."""
    return exp.Not(this=missing(node))


def missing(node: exp.Expr) -> exp.Expr:
    """Return IS NULL."""
    return exp.Is(this=node.copy(), expression=exp.Null())


def _up(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)


def _down(value: Fraction) -> int:
    return value.numerator // value.denominator
