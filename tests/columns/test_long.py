"""Columns of more than one block: few texts looked up, decimals by their low words; always as the same column in parts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="columns need the extra arrow")

import pyarrow as pa

import perfscore
from perfscore.columns.intake import FEW, MANY, column_of
from perfscore.columns.kernel import BLOCK
from tests.columns.cases import CHOICES, SHOW, plan_with

PLAIN = tuple(v[0] for v in CHOICES.values())
N = MANY + 1900


def texts(words: list[str | None], rare: dict[int, str | None], kind: Any = None) -> pa.Array:
    values = [words[(k * 7 + k // 13) % len(words)] for k in range(N)]
    for at, word in rare.items():
        values[at] = word
    return pa.array(values, kind or pa.string())


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()], ids=str)
@pytest.mark.parametrize(
    ("words", "rare"),
    [
        (["合规", "不合规"], {}),
        (["合规", "不合规", "基本合规"], {3: "一般", 4097: "较好", N - 1: "无"}),
        (["合规", None], {5: ""}),
        (["合规"], {17: None, 18: "不合规"}),
        (["合规", "不合规"], {k: f"第{k}种" for k in range(1, 4 * FEW, 3)}),
        (["合规" + "字" * 200, "", "合规"], {}),
        ([f"词{k}" for k in range(3 * FEW)], {}),
    ],
    ids=["two", "rare", "nulls", "one null", "many rare", "long", "many"],
)
def test_few_texts_of_a_long_column(words: list[str | None], rare: dict[int, str | None], kind: Any) -> None:
    array = texts(words, rare, kind)
    for part in (array, array.slice(1), array.slice(700, MANY + 3)):
        got = column_of("列", part, 0, [])
        assert got is not None
        assert [got.value(k) for k in range(len(got))] == part.to_pylist()


def in_parts(plan: Any, table: pa.Table, size: int, **options: Any) -> pa.Table:
    parts = [perfscore.score_table(plan, b, **options).table for b in table.to_batches(max_chunksize=size)]
    return pa.concat_tables(parts)


def test_a_long_table_is_its_parts() -> None:
    """Every kind of row, with nulls, rows that do not apply and figures beyond 64 bits in the second block."""
    rows = [("≥7%", "", "5"), ("≤44万元", "", "10"), ("合规", "", "5"), ("≥100家", "", "2.5")]
    plan = plan_with(rows, PLAIN, execution="10")
    n = BLOCK + 700
    figures = [Decimal((k * 7919) % 20011 - 500) / 100 for k in range(n)]
    wide = [Decimal(10) ** 25 if k in (BLOCK + 1, BLOCK + 600) else v for k, v in enumerate(figures)]
    table = pa.table(
        {
            "全年预算数": pa.array([abs(v) + 1 for v in figures], pa.decimal128(18, 2)),
            "全年执行数": pa.array(figures, pa.decimal128(18, 2)),
            "第0项": pa.array([None if k % 97 == 0 else v for k, v in enumerate(figures)], pa.decimal128(38, 2)),
            "第1项": pa.array(wide, pa.decimal256(60, 2)),
            "第2项": [("合规", "不合规", None)[k % 3] for k in range(n)],
            "第3项": pa.array([int(v) for v in figures]),
            "第3项_不适用": ["没有" if k % 401 == 0 else None for k in range(n)],
        }
    )
    whole = perfscore.score_table(plan, table, show=SHOW)
    assert whole.table == in_parts(plan, table, 3000, show=SHOW)
    for k in (0, 97, BLOCK - 1, BLOCK, BLOCK + 1, BLOCK + 600, n - 1):
        want = whole.evaluation(k)
        assert whole.table["总分"][k].as_py() == want.total
        for name, row in zip(whole.names, want.rows, strict=True):
            assert whole.table[f"{name}_得分"][k].as_py() == row.score, (k, name)
