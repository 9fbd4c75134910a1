"""The law of columns: every digit is what ``evaluate`` gives for the record, whatever the plan and the columns."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

pytest.importorskip("pyarrow", reason="columns need the extra arrow")

import pyarrow as pa

import perfscore
from perfscore.columns import TableScorer
from tests.columns.cases import MENU, SHOW, Case, differences, plan_with, plans_and_tables

CALM = tuple(HealthCheck)
PLAIN = ("采信自评", "待人工认定", "按比例", "待人工认定", "同级分配", "不扣分", "达到得满分")


@settings(max_examples=60, deadline=None, suppress_health_check=CALM)
@given(plans_and_tables())
def test_every_cell_is_what_evaluate_gives(case: Case) -> None:
    scored = TableScorer(case.plan, places=case.places, show=SHOW).score(case.table)
    assert not differences(scored)


FIGURES = [
    *(Decimal(n) / 8 for n in range(-40, 1200, 37)),
    *(Decimal(n) for n in (0, 1, 2, 3, 4, 5, 6, 7, 9, 44, 60, 80, 90, 95, 99, 100, 101, 103, 110, 130, 200)),
    Decimal("440000"),
    Decimal("0.0044"),
    Decimal("-0.5"),
    Decimal(10) ** 30,
    Decimal("1E-15"),
    Decimal("43.999999999"),
]


@pytest.mark.parametrize(("target", "clause"), MENU, ids=[f"{t} {c}"[:40] for t, c in MENU])
def test_each_family_over_many_figures(target: str, clause: str) -> None:
    """Figures around every threshold, halves, slips of 10^4, and beyond 64 bits, all in one column."""
    plan = plan_with([(target, clause, "10"), ("≥100家", "", "33.3")], PLAIN, execution=None)
    name = plan.rows[0].indicator.name
    table: dict[str, Any] = {name: FIGURES, "第1项": [Decimal(n) for n in range(len(FIGURES))]}
    if plan.rows[0].nature == "参照":
        table[f"{name}_参照值"] = [(None, Decimal("7.5"), Decimal(-3), Decimal(0))[n % 4] for n in range(len(FIGURES))]
    scored = perfscore.score_table(plan, table, show=SHOW)
    assert not differences(scored)


@pytest.mark.parametrize("choice", ["分值转移", "同级分配", "折算", "计满分"])
def test_rows_that_do_not_apply(choice: str) -> None:
    """Every pattern of absent rows; points passed on round anew from the exact score."""
    rows = [(t, c, p) for (t, c), p in zip(MENU[1:7], ["10", "5", "2.5", "33.3", "7", "8"], strict=True)]
    plan = plan_with(rows, (*PLAIN[:4], choice, *PLAIN[5:]), execution="10")
    n = 64
    table: dict[str, Any] = {"全年预算数": [Decimal("300.7")] * n, "全年执行数": [Decimal(k) for k in range(n)]}
    for k, row in enumerate(plan.rows[1:]):
        table[row.indicator.name] = [Decimal((7 * i + k) % 130) / 8 for i in range(n)]
        table[f"{row.indicator.name}_不适用"] = ["没有" if i >> k & 1 else None for i in range(n)]
    assert not differences(perfscore.score_table(plan, table, show=SHOW))


def test_many_sets_of_rows_that_do_not_apply() -> None:
    """Hundreds of sets at once, in blocks of records; each set is a table of its own."""
    import random

    rows = [(t, c, p) for (t, c), p in zip(MENU[1:13], ["10", "5", "2.5", "33.3", "7", "8"] * 2, strict=True)]
    for choice in ("分值转移", "折算", "计满分", "同级分配"):
        plan = plan_with(rows, (*PLAIN[:4], choice, *PLAIN[5:]), execution="10")
        dice = random.Random(choice)
        n = 3000
        table: dict[str, Any] = {
            "全年预算数": [Decimal("300.7")] * n,
            "全年执行数": [Decimal(k % 301) for k in range(n)],
        }
        for k, row in enumerate(plan.rows[1:]):
            name = row.indicator.name
            table[name] = [None if dice.random() < 0.1 else Decimal((7 * i + k) % 130) / 8 for i in range(n)]
            table[f"{name}_不适用"] = [f"原因{i % 7}" if dice.random() < 0.2 else None for i in range(n)]
        whole = perfscore.score_table(plan, table, show=SHOW)
        some = sorted(dice.sample(range(n), 40))
        part = perfscore.score_table(plan, {k: [v[i] for i in some] for k, v in table.items()}, show=SHOW)
        assert not differences(part)
        assert whole.table.take(pa.array(some)).to_pylist() == part.table.to_pylist()


def test_a_column_with_two_units_is_decided_text_by_text() -> None:
    """万元 and 元 in one column: each text is what the interpreter makes of it, nothing is refused or rescaled."""
    plan = plan_with([("≤44万元", "", "10")], PLAIN, execution=None)
    texts = ["43.41万元", "434100元", "50万元", "500000元", "43.41", "434100", "0.00434亿元", None, "未完成"]
    scored = perfscore.score_table(plan, {"第0项": pa.array(texts)}, show=SHOW)
    assert not differences(scored)
    assert scored.table["第0项_得分"].to_pylist()[:2] == [Decimal(10), Decimal(10)]


@pytest.mark.parametrize("scores", ["decimal", "int64"])
def test_whole_numbers_of_a_fixed_scale(scores: Any) -> None:
    plan = plan_with([("≥7%", "", "5")], PLAIN, execution=None)
    table = {"第0项": pa.array([770, 693, None, 0], pa.int32())}
    scored = perfscore.score_table(plan, table, places=2, scores=scores)
    want = [Decimal("5.00"), Decimal("4.95"), None, Decimal("0.00")]
    assert scored.places == 2
    got = scored.table["第0项_得分"].to_pylist()
    assert got == (want if scores == "decimal" else [500, 495, None, 0])
    assert scored.record(1) == {"第0项": Decimal("6.93")}


def test_numbers_are_whole_units_unless_said_otherwise() -> None:
    plan = plan_with([("≥100家", "", "5")], PLAIN, execution=None)
    scored = perfscore.score_table(plan, {"第0项": pa.array([87, 100], pa.int8())})
    assert scored.table["第0项_得分"].to_pylist() == [Decimal("4.35"), Decimal(5)]


def test_an_empty_table_has_the_same_columns() -> None:
    plan = plan_with([("≥100家", "", "5")], PLAIN, execution=None)
    full = perfscore.score_table(plan, {"第0项": pa.array([87])})
    empty = perfscore.score_table(plan, {"第0项": pa.array([], pa.int64())})
    assert len(empty) == 0
    assert empty.table.schema == full.table.schema


def test_the_decimal_context_does_not_matter() -> None:
    import decimal

    plan = plan_with([("≥7%", "", "5"), ("≤44万元", "", "10")], PLAIN, execution=None)
    table = {"第0项": [Decimal("6.123456789"), "6.9%", None], "第1项": pa.array([4400, 4500, 4600])}
    with decimal.localcontext(decimal.Context(prec=2, rounding=decimal.ROUND_UP)):
        scored = perfscore.score_table(plan, table, places=2, show=SHOW)
        got = scored.table.to_pydict()
    assert got == perfscore.score_table(plan, table, places=2, show=SHOW).table.to_pydict()
    assert not differences(scored)
