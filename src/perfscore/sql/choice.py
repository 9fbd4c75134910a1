"""Which case a row is, as a tree of tests, and what is written from it: the number of the case, or what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen
from sqlglot import exp

from .claims import Out
from .integers import lit

__all__ = ["Choice", "Lookup", "Steps", "Then", "Value", "is_one_of", "render"]

Value = Callable[[Out], exp.Expr | None]
"""What is written for a case; None for NULL."""


@frozen
class Choice:
    """Tests asked in order, each with what follows where it holds; ``otherwise`` where none does.

    ``shortcut``: the tests only lead faster to what ``otherwise`` comes to as well.
    """

    branches: tuple[tuple[exp.Expr, Then], ...]
    otherwise: Then
    shortcut: bool = False


@frozen
class Lookup:
    """What a text comes to by the number that a list has for it.

    ``number`` is the expression of the number, from 1, NULL for a text that is not in the list; ``said`` the text, which
    may be NULL (``absent``). ``classes`` has what each number stands for, ``unknown`` what a text without one does.
    """

    said: exp.Expr
    number: exp.Expr
    classes: tuple[Then, ...]
    unknown: Then
    absent: Then


@frozen
class Steps:
    """What a figure comes to: ``cuts`` are the lowest and the highest of each stretch, from the lowest up, without gaps;
    ``absent`` what it comes to where it is NULL."""

    figure: exp.Expr
    cuts: tuple[tuple[int, int, Then], ...]
    absent: Then


Then = Out | Choice | Lookup | Steps
_MANY_CUTS = 4


def render(then: Then, value: Value, *, rare: bool = False) -> exp.Expr | None:
    """Return the value of the case that a record is; None where it is NULL for all of them.

    ``rare``: few records are asked, so that few expressions count for more than few steps.
    """
    match then:
        case Out():
            return value(then)
        case Choice(branches, otherwise, shortcut):
            asked = () if shortcut and rare else branches
            return _case([(t, render(n, value, rare=rare)) for t, n in asked], render(otherwise, value, rare=rare))
        case Steps(figure, cuts, empty):
            found = [(low, high, render(t, value, rare=rare)) for low, high, t in cuts]
            return _stepped(figure, found, render(empty, value, rare=rare))
        case Lookup(said, number, classes):
            unknown, absent = (render(t, value, rare=rare) for t in (then.unknown, then.absent))
            known = _looked_up(number, [render(t, value, rare=rare) for t in classes], unknown)
            return known if _says(absent) == _says(unknown) else _case([(_is_null(said), absent)], known)


def _says(node: exp.Expr | None) -> str:
    return "" if node is None else node.sql()


def _is_null(node: exp.Expr) -> exp.Expr:
    return exp.Is(this=node.copy(), expression=exp.Null())


def _case(branches: Sequence[tuple[exp.Expr, exp.Expr | None]], otherwise: exp.Expr | None) -> exp.Expr | None:
    """Return CASE WHEN …; branches that come to the same as the one behind them are asked together, or not at all."""
    rows: list[tuple[list[exp.Expr], exp.Expr | None]] = []
    for test, node in branches:
        if rows and _says(rows[-1][1]) == _says(node):
            rows[-1][0].append(test)
        else:
            rows.append(([test], node))
    while rows and _says(rows[-1][1]) == _says(otherwise):
        rows.pop()
    if not rows:
        return None if otherwise is None else otherwise.copy()
    case = exp.Case()
    for tests, node in rows:
        test = tests[0].copy() if len(tests) == 1 else exp.or_(*(t.copy() for t in tests))
        case = case.when(test, exp.Null() if node is None else node.copy())
    return case if otherwise is None else case.else_(otherwise.copy())


def _looked_up(number: exp.Expr, nodes: Sequence[exp.Expr | None], unknown: exp.Expr | None) -> exp.Expr | None:
    """Return what a number stands for: out of a list where all are constants, else by CASE."""
    if len({_says(n) for n in nodes}) == 1:
        return _case([(_is_null(number), unknown)], nodes[0])
    while nodes and _says(nodes[-1]) == _says(unknown):
        nodes = nodes[:-1]
    if all(node is None or isinstance(node, exp.Literal) for node in nodes):
        listed = exp.Array(expressions=[exp.Null() if n is None else n.copy() for n in nodes])
        got = exp.Bracket(this=listed, expressions=[number.copy()], offset=1)
        return got if unknown is None else exp.func("COALESCE", got, unknown.copy())
    case = exp.Case(this=number.copy())
    for n, node in enumerate(nodes, 1):
        case = case.when(lit(n), exp.Null() if node is None else node.copy())
    return case if unknown is None else case.else_(unknown.copy())


def _stepped(
    figure: exp.Expr, cuts: Sequence[tuple[int, int, exp.Expr | None]], absent: exp.Expr | None
) -> exp.Expr | None:
    """Return what a figure comes to: the widest stretches first where there are many, then from the lowest up."""
    joined: list[tuple[int, int, exp.Expr | None]] = []
    for low, high, node in cuts:
        same = bool(joined) and _says(joined[-1][2]) == _says(node)
        joined.append((joined.pop()[0] if same else low, high, node))
    if len(joined) == 1:
        return _case([(_is_null(figure), absent)], joined[0][2])
    first = _usual(joined)
    tests: list[tuple[exp.Expr, exp.Expr | None]] = [
        (exp.Between(this=figure.copy(), low=lit(joined[n][0]), high=lit(joined[n][1])), joined[n][2]) for n in first
    ]
    *rest, last = [n for n in range(len(joined)) if n not in first]
    tests += [(exp.LT(this=figure.copy(), expression=lit(joined[n][1] + 1)), joined[n][2]) for n in rest]
    rises = exp.GTE(this=figure.copy(), expression=lit(joined[last][0]))
    tests.append((exp.Not(this=_is_null(figure)) if first else rises, joined[last][2]))
    return _case(tests, absent)


def _usual(cuts: Sequence[tuple[int, int, exp.Expr | None]]) -> list[int]:
    """Return the stretches most figures lie in, where there are many: those that reach the furthest in proportion."""
    if len(cuts) <= _MANY_CUTS:
        return []
    spans = [(high // low if low > 0 else 0, n) for n, (low, high, _) in enumerate(cuts[:-1])]
    return sorted(n for _, n in sorted(spans, reverse=True)[:2])


def is_one_of(key: exp.Expr, ns: Sequence[int]) -> exp.Expr:
    """Return whether the number of the case is one of these."""
    if len(ns) == 1:
        return exp.EQ(this=key.copy(), expression=lit(ns[0]))
    return exp.In(this=key.copy(), expressions=[lit(n) for n in ns])
