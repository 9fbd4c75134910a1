"""What is written from a tree of tests: no branch that cannot matter, and no test asked twice."""

from __future__ import annotations

from fractions import Fraction

import pytest

pytest.importorskip("sqlglot", reason="sqlglot 没有安装")

from sqlglot import exp, parse_one

from perfscore.sql.choice import Choice, Lookup, Steps, Then, render
from perfscore.sql.claims import Out
from perfscore.sql.integers import lit

FULL, HALF, NONE = (Out("scored", "recomputed", Fraction(n)) for n in (10, 5, 0))
WAITS, UNREAD = Out("pending"), Out("unread")


def points(out: Out) -> exp.Expr | None:
    return None if out.score is None else lit(int(out.score))


def unread(out: Out) -> exp.Expr:
    return lit(int(out.outcome == "unread"))


def written(then: Then, value=points, **options: bool) -> str | None:  # type: ignore[no-untyped-def]
    node = render(then, value, **options)
    return None if node is None else node.sql("duckdb")


def test(text: str) -> exp.Expr:
    return parse_one(text, dialect="duckdb")


test.__test__ = False  # type: ignore[attr-defined]


def test_a_case_is_its_value() -> None:
    assert (written(FULL), written(WAITS)) == ("10", None)


def test_branches_that_come_to_the_same_are_one_or_none() -> None:
    tree = Choice(((test("a"), HALF), (test("b"), HALF), (test("c"), WAITS), (test("d"), UNREAD)), WAITS)
    assert written(tree) == "CASE WHEN a OR b THEN 5 END"
    assert written(Choice(((test("a"), WAITS),), UNREAD)) is None
    assert (
        written(Choice(((test("a"), WAITS), (test("b"), HALF)), FULL))
        == "CASE WHEN a THEN NULL WHEN b THEN 5 ELSE 10 END"
    )


def test_stretches_with_the_same_value_are_joined() -> None:
    x = exp.column("x")
    steps = Steps(x, ((-99, -1, WAITS), (0, 4, NONE), (5, 9, HALF), (10, 99, FULL)), UNREAD)
    assert written(steps) == "CASE WHEN x < 0 THEN NULL WHEN x < 5 THEN 0 WHEN x < 10 THEN 5 WHEN x >= 10 THEN 10 END"
    assert written(Steps(x, ((-9, 0, NONE), (1, 9, NONE)), WAITS)) == "CASE WHEN x IS NULL THEN NULL ELSE 0 END"
    assert written(steps, unread) == "CASE WHEN x IS NULL THEN 1 ELSE 0 END"


def test_of_many_stretches_the_widest_come_first() -> None:
    cuts = ((-9, -1, WAITS), (0, 0, HALF), (1, 1, WAITS), (2, 4400, FULL), (4401, 900000, NONE), (900001, 10**6, WAITS))
    assert written(Steps(exp.column("x"), cuts, WAITS)) == (
        "CASE WHEN x BETWEEN 2 AND 4400 THEN 10 WHEN x BETWEEN 4401 AND 900000 THEN 0 "
        "WHEN x < 0 THEN NULL WHEN x < 1 THEN 5 END"
    )


def test_a_text_is_looked_up_in_one_list() -> None:
    found = Lookup(exp.column("w"), exp.column("n"), (FULL, HALF, WAITS), UNREAD, WAITS)
    assert written(found) == "[10, 5][n]"
    assert written(found, unread) == ("CASE WHEN w IS NULL THEN 0 ELSE CASE WHEN n IS NULL THEN 1 ELSE 0 END END")
    nested = Choice(((test("own"), FULL),), HALF)
    some = Lookup(exp.column("w"), exp.column("n"), (nested, NONE), UNREAD, NONE)
    assert written(some) == (
        "CASE WHEN w IS NULL THEN 0 ELSE CASE n WHEN 1 THEN CASE WHEN own THEN 10 ELSE 5 END WHEN 2 THEN 0 END END"
    )


def test_a_shortcut_is_left_out_where_few_are_asked() -> None:
    tree = Choice(((test("w = '达成'"), FULL),), Lookup(exp.column("w"), exp.column("n"), (FULL,), WAITS, WAITS), True)
    assert written(tree) == "CASE WHEN w = '达成' THEN 10 ELSE CASE WHEN n IS NULL THEN NULL ELSE 10 END END"
    assert written(tree, rare=True) == "CASE WHEN n IS NULL THEN NULL ELSE 10 END"
