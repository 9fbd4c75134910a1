"""From a row of the plan and the caller's columns to its cases: rows that do not apply, reviews, words and figures."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from sqlglot import exp

from ..compiling.fields import ABSENT, ACTUAL, BUDGET, LEVEL, REFERENCE, REVIEW, SELF, SPENT
from ..compiling.forms import Form
from ..planning import PlanRow
from ..rules.table import EXECUTION
from .choice import Choice, Then
from .claims import Claim, Out, Vocabulary, claims_of, empty_words, unread
from .figures import Given, figures
from .integers import cast_to, lit
from .kinds import FLAG
from .outs import Outs, Scale
from .rows import Ground, RowSQL, there
from .taking import stripped, text
from .texts import is_text

__all__ = ["row_sql"]


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
        out.review = _review(out, given, bad, [])
        _refuse(out, bad)
        _texts(out, words, given)
        return out
    kinds = (SPENT, BUDGET) if row.id == EXECUTION else (ACTUAL, REFERENCE)
    wrong_figures: list[exp.Expr] = []
    for name, kind in zip("xy", kinds, strict=True):
        if kind in given:
            value, wrong = out.take(name, *given[kind])
            setattr(scale, name, value)
            wrong_figures.append(wrong)
    places = {k: given[k][1].scale if k in given else 0 for k in kinds}
    scale.one = int(10 ** max(places.values()))
    scale.fx, scale.fy = (scale.one // 10 ** places[k] for k in kinds)
    out.review = _review(out, given, bad, wrong_figures)
    _refuse(out, bad)
    figures(out, given, wrong_figures)
    return out


def _column(name: str) -> exp.Expr:
    return exp.column(exp.to_identifier(name, quoted=True), table="t")


# --- what stands above the figures --------------------------------------------------------------------------------


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
    out.when(exp.column(out.absent), out.outs.known(gone))


def _refuse(out: RowSQL, bad: list[exp.Expr]) -> None:
    """Scores that are not of the declared type are not taken, whatever the row comes to."""
    if bad:
        out.when(exp.or_(*(b.copy() for b in bad)), out.outs.known(unread(out.row)))


def _review(out: RowSQL, given: Given, bad: list[exp.Expr], figures: list[exp.Expr]) -> exp.Expr | None:
    """Return the review score in units where it stands: within 0 and the points, of a row that applies and was read."""
    if REVIEW not in given:
        return None
    ints = out.ground.ints
    value, wrong = out.take("review", *given[REVIEW])
    bad.append(wrong)
    scale = given[REVIEW][1].scale
    most = Fraction(out.row.indicator.max_score) * 10**scale
    tests: list[exp.Expr] = [
        exp.Between(this=value.node.copy(), low=lit(0), high=lit(most.numerator // most.denominator))
    ]
    if out.absent is not None:
        tests.append(exp.Not(this=exp.column(out.absent)))
    tests += [exp.Not(this=exp.Paren(this=b.copy())) for b in (*bad, *figures)]
    if out.row.id == EXECUTION:
        filed = [exp.column(out.tag + n) for n, k in (("x", SPENT), ("y", BUDGET), ("own", SELF)) if k in given]
        if not filed:
            return None
        tests.append(exp.or_(*(there(n) for n in filed)))
    top = out.full // 10 ** (out.ground.shown - scale) + 1
    units = ints.linear([(10 ** (out.ground.shown - scale), value.within(0, top))])
    units = ints.settled(units.within(0, out.full), out.tier(out.full))
    return exp.Case().when(exp.and_(*tests), units.node)


# --- words --------------------------------------------------------------------------------------------------------


def _texts(out: RowSQL, words: Vocabulary, given: Given) -> None:
    """The level where one is stated; else the text, first to the letter, then without blanks around it."""
    ints = out.ground.ints
    blank, strange = out.claim(words.blank), out.outs.known(unread(out.row))
    if LEVEL in given:
        out.read.append((f"{out.tag}level", text(given[LEVEL][0], ints)))
        level = stripped(exp.column(f"{out.tag}level"), ints)
        stated = exp.func("COALESCE", level.copy(), exp.Literal.string(""))
        cases = tuple((is_text(level, texts), out.claim(c)) for c, texts in _by_claim(words.levels).items())
        out.when(exp.NEQ(this=stated, expression=exp.Literal.string("")), Choice(cases, strange))
    if ACTUAL not in given:
        out.otherwise = blank
        return
    name = f"{out.tag}w"
    out.read.append((name, text(given[ACTUAL][0], ints)))
    said = exp.column(name)
    groups = _by_claim(words.words)
    own = tuple((is_text(said, texts), out.claim(claim)) for claim, texts in groups.items())
    known = claims_of(out.ground.plan)
    listed: dict[str, Then] = {t: out.claim(c) for c, texts in groups.items() for t in texts}
    for kind, claim in words.claims.items():
        for word in known[kind]:
            listed.setdefault(word, out.claim(claim))
    for word in ("", *empty_words(out.ground.plan)):
        listed.setdefault(word, blank)
    bare = all(t == t.strip() for t in words.words)
    out.otherwise = Choice(own, out.ground.lists.lookup(said, listed, strange, blank), shortcut=bare)


def _by_claim(words: Mapping[str, Claim]) -> dict[Claim, list[str]]:
    out: dict[Claim, list[str]] = {}
    for word, claim in words.items():
        out.setdefault(claim, []).append(word)
    return out
