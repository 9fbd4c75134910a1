"""The benchmark's table: its data, its oracle and its rules in perfscore's language agree."""

from __future__ import annotations

import ast
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from benchmarks.table.data import KEYS, ROWS, TIERS, columns, records
from benchmarks.table.facts import RULES, facts_of
from benchmarks.table.oracle import Expected, cents, expected, is_halfway, points_of

from perfscore import check, evaluate, load

N = 400


@pytest.fixture(scope="module")
def right() -> Expected:
    return expected(columns(N))


@pytest.mark.parametrize("file", ["规则.yaml", "办法.yaml"])
def test_the_rules_hold_no_problem(file: str) -> None:
    assert check(RULES.parent / file) == []


def test_the_rules_are_the_rows_of_the_generator() -> None:
    plan = load(RULES).plan()
    got = [(r.indicator.name, r.indicator.max_score, r.indicator.target) for r in plan.rows]
    signs = {
        "least": "≥{0.target}{0.unit}",
        "most": "≤{0.target}{0.unit}",
        "above": "高于全省平均增速",
        "words": "达成",
    }
    want = [(r.name, Decimal(r.points), signs[r.kind].format(r)) for r in ROWS[1:]]
    assert got[1:] == want
    assert (got[0][1], sum(r.points for r in ROWS), len(got)) == (10, 100, 20)


def test_a_prefix_of_the_data_is_the_same_data() -> None:
    few, many = columns(30), columns(50)
    assert {key: values[:30] for key, values in many.items()} == few
    assert tuple(few) == KEYS


def test_the_data_hold_what_they_claim(right: Expected) -> None:
    data = columns(N)
    figures = sum(r.kind != "words" for r in ROWS) * N
    assert 0.11 < sum(right.halfway) / figures < 0.14
    for row in (r for r in ROWS if r.kind == "above"):
        pairs = list(zip(data[f"a_{row.id}"], data[f"b_{row.id}"], strict=True))
        assert any(a < 0 for a, _ in pairs), row
        assert any(a == b for a, b in pairs), row
        assert all(b > 0 for _, b in pairs), row
    assert set(data["t_r06"]) == set(range(len(TIERS)))
    assert len(set(right.grades)) >= 3


def test_records_say_the_same_in_each_form() -> None:
    as_text, as_decimal, as_int, as_float = (records(20, n) for n in ("text", "decimal", "int", "float"))
    for text, exact, whole, binary in zip(as_text, as_decimal, as_int, as_float, strict=True):
        assert text["t_r06"] == exact["t_r06"] == whole["t_r06"] == binary["t_r06"]
        assert [Decimal(str(text["a_r18"]).removesuffix("万元")), Decimal(repr(binary["a_r18"]))] == [
            exact["a_r18"]
        ] * 2
        assert exact["a_r18"] == Decimal(int(str(whole["a_r18"]))) / 100


@pytest.mark.parametrize(
    ("row", "a", "b", "points"),
    [
        (0, 9010, 10000, "9.01"),
        (3, -325, 1000, "0"),
        (3, 725, 2000, "1.8125"),
        (3, 200, 200, "5"),
        (6, 1, 0, "4.25"),
        (16, 8109, 0, "4.505"),
        (18, 4900, 0, "440/49"),
        (18, 4400, 0, "10"),
    ],
)
def test_the_oracle_by_hand(row: int, a: int, b: int, points: str) -> None:
    assert points_of(ROWS[row], a, b) == Fraction(points)


@pytest.mark.parametrize(
    ("points", "halfway", "rounded"), [("4.505", True, 451), ("4.5049", False, 450), ("0", False, 0)]
)
def test_halves_go_up(points: str, halfway: bool, rounded: int) -> None:
    assert (is_halfway(Fraction(points)), cents(Fraction(points))) == (halfway, rounded)


def test_the_oracle_shares_no_code_with_the_library() -> None:
    folder = Path(RULES).parent
    for name in ("oracle.py", "data.py"):
        tree = ast.parse((folder / name).read_text("utf-8"))
        modules = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
        modules |= {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
        assert not any("perfscore" in (m or "") for m in modules), name


@pytest.mark.parametrize("number", ["decimal", "text"])
def test_evaluate_equals_the_oracle(number: str, right: Expected) -> None:
    plan = load(RULES).plan()
    wrong = []
    halfway = 0
    for i, record in enumerate(records(60, number)):
        result = evaluate(plan, facts_of(record))
        got = [None if row.score is None else row.score * 100 for row in result.rows]
        want = right.scores[20 * i : 20 * i + 20]
        halfway += sum(right.halfway[20 * i : 20 * i + 20])
        if (got, result.total * 100, result.grade) != (want, right.totals[i], right.grades[i]):
            wrong.append((i, got, want))
    assert wrong == []
    assert halfway > 50
