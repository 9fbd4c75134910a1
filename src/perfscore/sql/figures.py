"""Rows of figures: where one figure, or two, come to which case."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import evolve
from sqlglot import exp

from ..compiling.fields import LEVEL, NOTE
from ..compiling.forms import Case, Form, Points, Stairs, Test, Waits
from ..evaluation.values import Basis
from ..planning import PlanRow
from ..rules.table import EXECUTION
from .choice import Choice, Steps, Then
from .claims import Claim, Out, ask, unread
from .integers import cast_to, lit
from .kinds import Kind
from .pieces import Box, branches, stretches, threshold
from .rows import RowSQL, missing
from .shapes import without_excess
from .taking import stripped, text

__all__ = ["Given", "figures"]

Given = Mapping[str, tuple[exp.Expr, Kind]]
"""The caller's columns of a row, and their types, by what they are of it."""
_Branches = list[tuple[exp.Expr, Then]]


def figures(out: RowSQL, given: Given, wrong: list[exp.Expr]) -> None:
    """Add the cases of a row of figures; ``wrong`` says for each figure that it is there but not taken."""
    row, plan, scale = out.row, out.ground.plan, out.outs.scale
    strange = out.outs.known(unread(row))
    lost: _Branches = [(exp.or_(*(w.copy() for w in wrong)), strange)] if wrong else []
    if row.indicator.formula:  # only a review score counts: what the formula comes to is not known here
        out.otherwise = Choice(tuple(lost), out.outs.known(unread(row)))
        return
    nothing = ask(row, plan) if row.id != EXECUTION else Claim(_wide(row))
    gone = out.outs.known(nothing.without)
    if row.id == EXECUTION:
        if scale.x is None or scale.y is None:
            out.otherwise = Choice(tuple(lost), gone)
            return
        out.when(exp.or_(missing(scale.x.node), missing(scale.y.node)), Choice(tuple(lost), gone))
    elif scale.x is None and (row.nature != "参照" or LEVEL not in given):
        out.otherwise = Choice(tuple(lost), gone)
        return
    elif row.nature == "参照" and _compared(out, given, lost, gone):
        return
    assert out.form is not None
    _excused(out, out.form, given, Choice(tuple(lost), gone))


def _wide(row: PlanRow) -> Out:
    """Return a row that waits with all its points open; it counts from 0."""
    return Out("pending", None, None, None, Decimal(0), row.indicator.max_score)


def _compared(out: RowSQL, given: Given, lost: _Branches, gone: Out) -> bool:
    """A target outside the table: without a reference the self score may be adopted. Return whether that is all."""
    row, scale = out.row, out.outs.scale
    x_missing = exp.true() if scale.x is None else missing(scale.x.node)
    within = list(lost)
    if LEVEL in given:
        out.read.append((f"{out.tag}level", text(given[LEVEL][0], out.ground.ints)))
        level = exp.func("COALESCE", stripped(exp.column(f"{out.tag}level"), out.ground.ints), exp.Literal.string(""))
        within.append((exp.and_(x_missing.copy(), exp.EQ(this=level, expression=exp.Literal.string(""))), gone))
    else:
        within.append((x_missing.copy(), gone))
    unverified = out.claim(ask(row, out.ground.plan, "1", unit=out.form.unit if out.form else ""))
    if scale.y is None:
        out.branches += within
        out.otherwise = unverified
        return True
    if LEVEL not in given:
        tests = [missing(v.node) for v in (scale.x, scale.y) if v is not None]
        out.when(exp.or_(*tests), Choice(tuple(within), unverified))
        return False
    within.append((missing(scale.y.node), unverified))
    wide = out.outs.known(_wide(row))
    if scale.x is None:
        out.branches += within
        out.otherwise = wide
        return True
    out.when(exp.or_(x_missing, missing(scale.y.node)), Choice(tuple(within), wide))
    return False


def _excused(out: RowSQL, form: Form, given: Given, lost: Choice) -> None:
    """An actual far above its target waits for a person (超额完成) unless a reason was stated (偏差原因)."""
    if NOTE in given and out.ground.plan.conventions.value("超额完成") == "待人工认定":
        plain = without_excess(out.row, out.ground.plan, form.unit)
        if plain is not None and plain != form:
            out.read.append((f"{out.tag}note", cast_to(given[NOTE][0], "TEXT")))
            note = exp.func("COALESCE", stripped(exp.column(f"{out.tag}note"), out.ground.ints), exp.Literal.string(""))
            other = evolve(out, branches=[], otherwise=None)
            _forms(other, plain, lost)
            out.when(exp.NEQ(this=note, expression=exp.Literal.string("")), other.tree)
    _forms(out, form, lost)


def _forms(out: RowSQL, form: Form, lost: Choice) -> None:
    scale = out.outs.scale
    assert scale.x is not None
    if form.whole and scale.one > 1:
        odd = exp.NEQ(this=exp.Mod(this=scale.x.node.copy(), expression=lit(scale.one)), expression=lit(0))
        out.when(odd, out.outs.known(ask(out.row, out.ground.plan, "2.5").without))
    if form.reference:
        _two(out, form)
    else:
        _one(out, form, lost)


# --- one figure ---------------------------------------------------------------------------------------------------


def _one(out: RowSQL, form: Form, lost: Choice) -> None:
    """A figure in stretches, from the lowest up."""
    x, one = out.outs.scale.x, out.outs.scale.one
    assert x is not None
    cuts = stretches(form, one, x.low, x.high)
    found = tuple(
        (c.low, c.high, out.outs.known(_result(form, c.case, c.met), Box((c.low, c.high), (0, 0)))) for c in cuts
    )
    out.otherwise = Steps(x.node, found, lost)


# --- two figures --------------------------------------------------------------------------------------------------


def _two(out: RowSQL, form: Form) -> None:
    """Two figures, both there: the tests of each case."""
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
        case = out.outs.known(results[n], branch.box)
        tests = _asked(out, branch.tests)
        if after == len(found):
            out.otherwise = case
        else:
            out.when(exp.and_(*tests), case)


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
