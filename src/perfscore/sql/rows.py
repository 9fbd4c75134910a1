"""One row of the plan as columns of SQL: what is read, which case it is, what that case comes to."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from attrs import define, evolve, field, frozen
from sqlglot import exp

from ..clauses import Bound
from ..compiling.fields import ABSENT, ACTUAL, BUDGET, LEVEL, NOTE, REFERENCE, REVIEW, SELF, SPENT
from ..compiling.forms import Case, Form, Points, Stairs, Test, Waits
from ..curves.segments import Piece, Stair
from ..evaluation.values import Basis
from ..planning import Plan, PlanRow
from ..rules.table import EXECUTION
from .claims import Claim, Out, Vocabulary, ask, unread
from .integers import Int, Integers, cast_to, lit
from .kinds import FLAG, Kind
from .outs import Outs, Scale, units_of
from .pieces import Box, branches, scaled, stretches, threshold
from .taking import number, stripped, text

__all__ = ["Ground", "RowSQL", "row_sql"]

Absence = Literal["full", "out"]
_WORDS = "v"
"""The one-row query of words (用词), joined to every record."""


@frozen
class Ground:
    """What all rows share. ``places`` is where scores are rounded, ``shown`` their places in the output."""

    plan: Plan
    ints: Integers
    places: int
    shown: int
    cut: bool
    absence: Absence
    kinds: Mapping[str, Kind]


@define
class RowSQL:
    """The expressions of one row. Names of inner columns begin with ``tag`` (r03_).

    ``read`` are columns over the caller's table, ``key`` the number of the case, ``review`` the review score that
    stands in its place (units; NULL where none does), ``outs`` the cases. ``absent`` names the column that says the row
    does not apply, None where nothing can. ``high`` bounds a score (units).
    """

    row: PlanRow
    tag: str
    ground: Ground
    outs: Outs
    read: list[tuple[str, exp.Expr]] = field(factory=list)
    branches: list[tuple[exp.Expr, exp.Expr]] = field(factory=list)
    review: exp.Expr | None = None
    absent: str | None = None
    form: Form | None = None

    # --- the columns ----------------------------------------------------------------------------------------------

    @property
    def key(self) -> exp.Expr:
        """The column that holds the number of the case."""
        return exp.column(f"{self.tag}k")

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

    def choose(self) -> exp.Expr:
        """Return the number of the case."""
        *some, (_, last) = self.branches
        if not some:
            return last.copy()
        case = exp.Case()
        for test, then in some:
            case = case.when(test, then)
        return case.else_(last)

    def _over(self, base: exp.Expr, over: exp.Expr) -> exp.Expr:
        """Let ``over`` stand where a review score was adopted."""
        if self.review is None:
            return base
        return exp.Case().when(_there(exp.column(f"{self.tag}v")), over).else_(base)

    def score(self) -> exp.Expr:
        """Return the score in units; NULL where a person decides."""
        base = self.outs.case(self.key, lambda o: None if (s := self.outs.score(o, self.most)) is None else s.node)
        if isinstance(base, exp.Null):
            base = cast_to(base, self.ground.ints.type_of(self.tier(self.most)))
        return base if self.review is None else exp.func("COALESCE", exp.column(f"{self.tag}v"), base)

    def end(self, which: Literal["low", "high"]) -> exp.Expr:
        """Return an end of the range in units, in terms of the score where that is it."""
        score = exp.column(f"{self.tag}s")
        ends = {o: getattr(o, which) for o in self.outs.numbers}
        stated = {units_of(v, self.ground.shown) for v in ends.values() if v is not None}
        open_ = {o for o, v in ends.items() if v is None}
        if len(stated) <= 1 and open_ == {o for o in ends if o.score is not None}:
            return score if not stated else exp.func("COALESCE", score, lit(stated.pop()))
        if len(stated) == 1 and not open_:
            base: exp.Expr = lit(stated.pop())
        else:
            base = self.outs.case(self.key, lambda o: self._end(ends[o], score))
        return base if self.review is None else exp.func("COALESCE", exp.column(f"{self.tag}v"), base)

    def _end(self, value: Decimal | None, score: exp.Expr) -> exp.Expr:
        return score.copy() if value is None else lit(units_of(value, self.ground.shown))

    def outcome(self) -> exp.Expr:
        """Return the code of the outcome."""
        base = self.outs.case(self.key, lambda o: exp.Literal.string(str(o.outcome)))
        return self._over(base, exp.Literal.string("scored"))

    def basis(self) -> exp.Expr:
        """Return the code of what the score rests on."""
        base = self.outs.case(self.key, lambda o: None if o.basis is None else exp.Literal.string(o.basis))
        return self._over(base, exp.Literal.string("assessed"))

    def met(self) -> exp.Expr:
        """Return whether the target is met; NULL where figures do not say."""
        return self.outs.case(self.key, lambda o: None if o.met is None else self._met(o.met))

    def _met(self, met: bool | str) -> exp.Expr:
        if isinstance(met, bool):
            return exp.true() if met else exp.false()
        assert self.form is not None and self.form.met is not None
        return exp.and_(*(self.asks(t) for t in self.form.met))

    def unread(self) -> exp.Expr | None:
        """Return whether the value could not be taken and nobody reviewed the row; None where that cannot be."""
        test = self.outs.only(self.key, lambda o: o.outcome == "unread")
        if test is None or self.review is None:
            return test
        return exp.and_(test, exp.Is(this=exp.column(f"{self.tag}v"), expression=exp.Null()))

    # --- building -------------------------------------------------------------------------------------------------

    def take(self, name: str, column: exp.Expr, kind: Kind) -> tuple[Int, exp.Expr]:
        """Read a column of numbers; return it, and whether it is there but not taken."""
        given = exp.column(f"{self.tag}{name}_given")
        self.read += [(self.tag + name, number(column, kind, self.ground.ints)), (given.name, _there(column))]
        value = self.ground.ints.column(self.tag + name, kind.low, kind.high)
        return value, exp.and_(given, _missing(value.node))

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

    def when(self, test: exp.Expr, then: exp.Expr) -> None:
        """Add a branch."""
        self.branches.append((test, then))

    def claim(self, claim: Claim) -> exp.Expr:
        """Return the number of what a claim comes to, which may hang on the self score."""
        without = self.outs.number(claim.without)
        own = self.outs.scale.own
        if claim.adopts is None or own is None:
            return without
        one = 10**self.outs.scale.own_scale
        low, high = _up(Fraction(claim.adopts.low) * one), _down(Fraction(claim.adopts.high) * one)
        if not claim.adopts.high_closed and Fraction(claim.adopts.high) * one == high:
            high -= 1
        inside = exp.Between(this=own.node.copy(), low=lit(low), high=lit(high))
        return exp.Case().when(inside, self.outs.number(claim.adopts.out)).else_(without)


def row_sql(
    index: int, row: PlanRow, ground: Ground, form: Form | None, words: Vocabulary | None, columns: Mapping[str, str]
) -> RowSQL:
    """Return one row. ``columns`` names the caller's columns by what they are of the row (实际完成值, 自评得分 …)."""
    scale = Scale()
    outs = Outs(ground.ints, scale, ground.places, ground.shown, ground.cut)
    out = RowSQL(row, f"r{index:02d}_", ground, outs, form=form)
    given = {kind: (_column(name), ground.kinds[name]) for kind, name in columns.items()}
    bad: list[exp.Expr] = []
    if SELF in given:
        scale.own, wrong = out.take("own", *given[SELF])
        scale.own_scale = given[SELF][1].scale
        bad.append(wrong)
    _absent(out, given)
    if words is not None:
        _refuse(out, bad, _review(out, given, bad))
        _texts(out, words, given)
        return out
    figures = (SPENT, BUDGET) if row.id == EXECUTION else (ACTUAL, REFERENCE)
    for name, kind in zip("xy", figures, strict=True):
        if kind in given:
            value, wrong = out.take(name, *given[kind])
            setattr(scale, name, value)
            bad.append(wrong)
    places = {k: given[k][1].scale if k in given else 0 for k in figures}
    scale.one = int(10 ** max(places.values()))
    scale.fx, scale.fy = (scale.one // 10 ** places[k] for k in figures)
    _refuse(out, bad, _review(out, given, bad))
    _figures(out, given)
    return out


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


def _column(name: str) -> exp.Expr:
    return exp.column(exp.to_identifier(name, quoted=True), table="t")


def _there(node: exp.Expr) -> exp.Expr:
    return exp.Not(this=_missing(node))


def _missing(node: exp.Expr) -> exp.Expr:
    return exp.Is(this=node.copy(), expression=exp.Null())


def _up(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)


def _down(value: Fraction) -> int:
    return value.numerator // value.denominator


# --- what stands above the figures --------------------------------------------------------------------------------

Given = Mapping[str, tuple[exp.Expr, Kind]]


def _absent(out: RowSQL, given: Given) -> None:
    """Rows that do not apply come first of all."""
    if ABSENT not in given:
        return
    column, kind = given[ABSENT]
    if kind.what == FLAG:
        says: exp.Expr = column.copy()
    else:
        bare = stripped(cast_to(column, "TEXT"), out.ground.ints)
        says = exp.Not(this=exp.In(this=bare, expressions=[exp.Literal.string(""), exp.Literal.string("否")]))
    out.absent = f"{out.tag}absent"
    out.read.append((out.absent, exp.func("COALESCE", says, exp.false())))
    full = out.row.indicator.max_score
    zero = Decimal(0)
    gone = (
        Out("not_applicable", None, Fraction(full), None, None, None, full)
        if out.ground.absence == "full"
        else Out("not_applicable", None, None, None, zero, zero)
    )
    out.when(exp.column(out.absent), out.outs.number(gone))


def _refuse(out: RowSQL, bad: list[exp.Expr], review: exp.Expr | None) -> None:
    """Values that are not of the declared type are not taken; then the review score, where there is one."""
    out.review = review
    if bad:
        out.when(exp.or_(*(b.copy() for b in bad)), out.outs.number(unread(out.row)))


def _review(out: RowSQL, given: Given, bad: list[exp.Expr]) -> exp.Expr | None:
    """Return the review score in units where it stands: within 0 and the points, of a row that applies."""
    if REVIEW not in given:
        return None
    ints = out.ground.ints
    value, wrong = out.take("review", *given[REVIEW])
    bad.append(wrong)
    scale = given[REVIEW][1].scale
    tests: list[exp.Expr] = [
        exp.Between(
            this=value.node.copy(), low=lit(0), high=lit(_down(Fraction(out.row.indicator.max_score) * 10**scale))
        )
    ]
    if out.absent is not None:
        tests.append(exp.Not(this=exp.column(out.absent)))
    tests += [exp.Not(this=exp.Paren(this=b.copy())) for b in bad]
    if out.row.id == EXECUTION:
        filed = [exp.column(out.tag + n) for n, k in (("x", SPENT), ("y", BUDGET), ("own", SELF)) if k in given]
        if not filed:
            return None
        tests.append(exp.or_(*(_there(n) for n in filed)))
    most = out.full // 10 ** (out.ground.shown - scale) + 1
    units = ints.linear([(10 ** (out.ground.shown - scale), value.within(0, most))])
    units = ints.settled(units.within(0, out.full), out.tier(out.full))
    return exp.Case().when(exp.and_(*tests), units.node)


# --- words --------------------------------------------------------------------------------------------------------


def _texts(out: RowSQL, words: Vocabulary, given: Given) -> None:
    """The level where one is stated; else the text, first to the letter, then without blanks around it."""
    ints = out.ground.ints
    if LEVEL in given:
        out.read.append((f"{out.tag}level", text(given[LEVEL][0], ints)))
        level = stripped(exp.column(f"{out.tag}level"), out.ground.ints)
        case = exp.Case()
        for claim, texts in _by_claim(words.levels).items():
            case = case.when(_is_text(level, texts), out.claim(claim))
        stated = exp.func("COALESCE", level.copy(), exp.Literal.string(""))
        out.when(exp.NEQ(this=stated, expression=exp.Literal.string("")), case.else_(out.outs.number(unread(out.row))))
    if ACTUAL not in given:
        out.when(exp.true(), out.claim(words.blank))
        return
    name = f"{out.tag}w"
    out.read.append((name, text(given[ACTUAL][0], ints)))
    said = exp.column(name)
    out.when(_missing(said), out.claim(words.blank))
    groups = _by_claim(words.words)
    for claim, texts in groups.items():
        out.when(_is_text(said, texts), out.claim(claim))
    bare = stripped(said, ints, exp.column("blanks", table=_WORDS))
    case = exp.Case()
    for claim, texts in groups.items():
        case = case.when(_is_text(bare, texts), out.claim(claim))
    for kind, claim in words.claims.items():
        case = case.when(_listed(bare, kind, ints), out.claim(claim))
    blank = exp.or_(exp.EQ(this=bare.copy(), expression=exp.Literal.string("")), _listed(bare, "missing", ints))
    case = case.when(blank, out.claim(words.blank))
    out.when(exp.true(), case.else_(out.outs.number(unread(out.row))))


def _by_claim(words: Mapping[str, Claim]) -> dict[Claim, list[str]]:
    out: dict[Claim, list[str]] = {}
    for word, claim in words.items():
        out.setdefault(claim, []).append(word)
    return out


def _is_text(said: exp.Expr, texts: list[str]) -> exp.Expr:
    if len(texts) == 1:
        return exp.EQ(this=said.copy(), expression=exp.Literal.string(texts[0]))
    return exp.In(this=said.copy(), expressions=[exp.Literal.string(t) for t in texts])


def _listed(said: exp.Expr, kind: str, ints: Integers) -> exp.Expr:
    words = exp.column(kind, table=_WORDS)
    if ints.dialect == "duckdb":
        return exp.Anonymous(this="LIST_CONTAINS", expressions=[words, said.copy()])
    return exp.EQ(this=said.copy(), expression=exp.Any(this=exp.Paren(this=words)))


# --- figures ------------------------------------------------------------------------------------------------------


def _figures(out: RowSQL, given: Given) -> None:
    row, plan, scale, form = out.row, out.ground.plan, out.outs.scale, out.form
    if row.indicator.formula:  # only a review score counts: what the formula comes to is not known here
        out.when(exp.true(), out.outs.number(unread(row)))
        return
    nothing = ask(row, plan) if row.id != EXECUTION else Claim(_wide(row))
    if row.id == EXECUTION:
        gone = [_missing(v.node) for v in (scale.x, scale.y) if v is not None]
        if scale.x is None or scale.y is None:
            out.when(exp.true(), out.outs.number(nothing.without))
            return
        out.when(exp.or_(*gone), out.outs.number(nothing.without))
    elif scale.x is None and (row.nature != "参照" or LEVEL not in given):
        out.when(exp.true(), out.outs.number(nothing.without))
        return
    elif row.nature == "参照":
        if _compared(out, given, nothing):
            return
    else:
        assert scale.x is not None
        out.when(_missing(scale.x.node), out.outs.number(nothing.without))
    assert form is not None
    _excused(out, form, given)


def _wide(row: PlanRow) -> Out:
    return Out("pending", None, None, None, Decimal(0), row.indicator.max_score)


def _compared(out: RowSQL, given: Given, nothing: Claim) -> bool:
    """A target outside the table: without a reference the self score may be adopted. Return whether that is all."""
    row, scale = out.row, out.outs.scale
    x_missing = exp.true() if scale.x is None else _missing(scale.x.node)
    stated: exp.Expr = exp.false()
    if LEVEL in given:
        out.read.append((f"{out.tag}level", text(given[LEVEL][0], out.ground.ints)))
        level = exp.func("COALESCE", stripped(exp.column(f"{out.tag}level"), out.ground.ints), exp.Literal.string(""))
        stated = exp.NEQ(this=level, expression=exp.Literal.string(""))
        out.when(exp.and_(x_missing.copy(), exp.Not(this=exp.Paren(this=stated.copy()))), _n(out, nothing))
    else:
        out.when(x_missing.copy(), _n(out, nothing))
    unverified = ask(row, out.ground.plan, "1", unit=out.form.unit if out.form else "")
    if scale.y is None:
        out.when(exp.true(), out.claim(unverified))
        return True
    out.when(_missing(scale.y.node), out.claim(unverified))
    if LEVEL in given:
        out.when(x_missing.copy(), out.outs.number(_wide(row)))
    return scale.x is None


def _n(out: RowSQL, claim: Claim) -> exp.Expr:
    return out.outs.number(claim.without)


def _excused(out: RowSQL, form: Form, given: Given) -> None:
    """An actual far above its target waits for a person (超额完成) unless a reason was stated (偏差原因)."""
    if NOTE in given and out.ground.plan.conventions.value("超额完成") == "待人工认定":
        from .shapes import without_excess

        plain = without_excess(out.row, out.ground.plan, form.unit)
        if plain is not None and plain != form:
            out.read.append((f"{out.tag}note", cast_to(given[NOTE][0], "TEXT")))
            note = exp.func("COALESCE", stripped(exp.column(f"{out.tag}note"), out.ground.ints), exp.Literal.string(""))
            other = evolve(out, branches=[])
            _forms(other, plain)
            out.when(exp.NEQ(this=note, expression=exp.Literal.string("")), other.choose())
    _forms(out, form)


def _forms(out: RowSQL, form: Form) -> None:
    scale = out.outs.scale
    assert scale.x is not None
    if form.whole and scale.one > 1:
        odd = exp.NEQ(this=exp.Mod(this=scale.x.node.copy(), expression=lit(scale.one)), expression=lit(0))
        out.when(odd, _n(out, ask(out.row, out.ground.plan, "2.5")))
    if form.reference:
        _two(out, form)
    else:
        _one(out, form)


def _one(out: RowSQL, form: Form) -> None:
    """A figure in stretches, from the lowest up."""
    x, one = out.outs.scale.x, out.outs.scale.one
    assert x is not None
    cuts = stretches(form, one, x.low, x.high)
    for n, cut in enumerate(cuts):
        result = out.outs.number(_result(form, cut.case, cut.met), Box((cut.low, cut.high), (0, 0)))
        last = n == len(cuts) - 1
        out.when(exp.true() if last else exp.LT(this=x.node.copy(), expression=lit(cut.high + 1)), result)


def _two(out: RowSQL, form: Form) -> None:
    """Two figures: the tests of each case."""
    s = out.outs.scale
    assert s.x is not None and s.y is not None
    found = branches(form, (s.x.low, s.x.high), (s.y.low, s.y.high), (s.fx, s.fy, s.one))
    results = []
    for branch in found:
        waits = isinstance(branch.case.result, Waits) and not branch.case.result.judged
        results.append(_result(form, branch.case, None if form.met is None or waits else "tests"))
    for n, branch in enumerate(found):
        after = n + 1
        if after < len(found) and results[n] == results[after] and set(found[after].tests) <= set(branch.tests):
            continue
        number = out.outs.number(results[n], branch.box)
        tests = _asked(out, branch.tests)
        out.when(exp.and_(*tests) if tests else exp.true(), number)


def _asked(out: RowSQL, tests: tuple[Test, ...]) -> list[exp.Expr]:
    """Return tests as comparisons; a figure that is at least n and below n + 1 is n."""
    s = out.outs.scale
    marks = {(bool(t.left.a), *threshold(t)): t for t in tests if bool(t.left.a) != bool(t.left.b)}
    equal = {(axis, m) for axis, up, m in marks if up and (axis, False, m + 1) in marks}
    nodes: list[exp.Expr] = []
    for axis, m in sorted(equal):
        value = s.x if axis else s.y
        assert value is not None
        nodes.append(exp.EQ(this=value.node.copy(), expression=lit(m)))
    paired = {(axis, True, m) for axis, m in equal} | {(axis, False, m + 1) for axis, m in equal}
    settled = {marks[key] for key in paired}
    return nodes + [out.asks(t, given=True) for t in tests if t not in settled]


def _result(form: Form, case: Case, met: bool | str | None) -> Out:
    basis: Basis = form.basis
    match case.result:
        case Waits(low=low, high=high):
            return Out("pending", None, None, met, low, high)
        case Points() as p if p.constant:
            return Out("scored", basis, Fraction(p.num.c, p.den.c), met)
        case Points() | Stairs() as r:
            return Out("scored", basis, r, met)
