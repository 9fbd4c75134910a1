"""The bench's table against its oracle of plain fractions, which shares no code with the library: no wrong cell."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="columns need the extra arrow")

import pyarrow as pa
from benchmarks.table.data import GRADES, KEYS, ROWS, TIERS, columns, records
from benchmarks.table.facts import RULES
from benchmarks.table.oracle import Expected, expected

import perfscore
from perfscore.columns.kernel import BLOCK

N = BLOCK + 617
"""More than one block of the kernel, the last not full."""
UNITS = {row.name: row.unit for row in ROWS if row.kind == "above"}


def key_of(field: str) -> str:
    """Return the column of a field of the bench's records."""
    if field in ("a_r00", "b_r00"):
        return "全年执行数" if field[0] == "a" else "全年预算数"
    name = next(r.name for r in ROWS if r.id == field[2:])
    return f"{name}_参照值" if field[0] == "b" else name


@cache
def data() -> tuple[dict[str, list[int]], Expected]:
    drawn = columns(N)
    return drawn, expected(drawn)


def tables(kind: str) -> tuple[dict[str, Any], dict[str, Any]]:
    drawn, _ = data()
    words = {k: pa.array([TIERS[i] for i in drawn[k]]) for k in KEYS if k[0] == "t"}
    figures: dict[str, Any]
    options: dict[str, Any] = {"units": UNITS}
    if kind == "int64":
        figures = {k: pa.array(drawn[k], pa.int64()) for k in KEYS if k[0] != "t"}
        words = {k: v.dictionary_encode() for k, v in words.items()}
        options |= {"places": 2, "scores": "int64"}
    elif kind == "decimal":
        figures = {
            k: pa.array([Decimal(v).scaleb(-2) for v in drawn[k]], pa.decimal128(18, 2)) for k in KEYS if k[0] != "t"
        }
    else:
        texts = records(N, "text")
        figures = {k: pa.array([r[k] for r in texts]) for k in KEYS if k[0] != "t"}
    return {key_of(k): (words[k] if k in words else figures[k]) for k in KEYS}, options


@pytest.mark.parametrize("kind", ["int64", "decimal", "text"])
def test_no_wrong_cell(kind: str) -> None:
    _, right = data()
    table, options = tables(kind)
    scored = perfscore.score_table(perfscore.load(RULES), table, **options)
    one = 1 if kind == "int64" else 100
    got = scored.table.to_pydict()
    assert [int(v * one) for v in got["总分"]] == right.totals
    assert got["等级"] == right.grades
    for n, name in enumerate(scored.names):
        assert [int(v * one) for v in got[f"{name}_得分"]] == right.scores[n :: len(ROWS)], name
    assert sum(right.halfway) > N, "the data has halfway cases in plenty"
    assert set(got["已定"]) == {True}
    assert {g for _, g in GRADES} >= set(got["等级"])


def test_the_fast_way_is_taken() -> None:
    """All figures of the bench go through one quotient without comparisons; nothing of them is judged one by one."""
    from perfscore.columns import TableScorer
    from perfscore.columns.patterns import pattern_of
    from perfscore.columns.running import prepare

    table, options = tables("int64")
    scorer = TableScorer(perfscore.load(RULES), **options)
    scored = scorer.score(table)
    own = scorer._rows(scored.fields, scored.inputs)
    parts = prepare(scorer.plan, own, N, pattern_of(scorer.plan, [False] * len(own)), 2)
    for row, split in zip(ROWS, (p.split for p in parts), strict=True):
        if row.kind == "words":
            assert split.plan is None and split.entries is not None and len(split.entries.items) == len(TIERS)
        else:
            assert split.plan is not None and split.plan.kept is not None and split.slow is None, row.name
