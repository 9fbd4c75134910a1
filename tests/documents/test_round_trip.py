"""Published tables rebuilt as documents and read back: every cell, every span, every row, in four formats."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from perfscore import evaluate, load, read_facts, score_rows
from perfscore.documents import Imported, document_of_bytes, import_tables, write_yaml
from perfscore.documents.choosing import scheme_for
from tests.documents.building import BLANK, WRITERS, At, corpus, grid, wanted

TABLES = [t for t in corpus() if t["indicators"]]
KINDS = tuple(WRITERS)
pytest.importorskip("docx")
pytest.importorskip("openpyxl")


@cache
def built(name: str, kind: str) -> bytes:
    return WRITERS[kind](grid(next(t for t in TABLES if t["id"] == name)))


def imported(table: dict[str, Any], kind: str) -> Imported:
    (found,) = import_tables(document_of_bytes(built(table["id"], kind), f"{table['id']}.{kind}"))
    return found


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
@pytest.mark.parametrize("table", TABLES, ids=lambda t: str(t["id"]))
def test_cells_and_spans_are_exact(table: dict[str, Any], kind: str) -> None:
    cells = grid(table)
    read = document_of_bytes(built(table["id"], kind), f"表.{kind}").grids[0].cells
    assert {At(c.row, c.column, c.text, c.rows, c.columns) for c in read if c.text} == {c for c in cells if c.text}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("table", TABLES, ids=lambda t: str(t["id"]))
def test_rows_are_read_verbatim(table: dict[str, Any], kind: str) -> None:
    assert [dict(r) for r in imported(table, kind).rows] == wanted(table)


@pytest.mark.parametrize("table", TABLES, ids=lambda t: str(t["id"]))
def test_money_is_read_verbatim(table: dict[str, Any]) -> None:
    funds = [
        {{"name": "名称", "得分": "自评得分"}.get(k, k): v for k, v in f.items() if v not in ("", "-")}
        for f in table["funds"]
    ]
    assert [dict(f) for f in imported(table, "docx").funds] == funds


def test_the_blank_row_is_listed_with_its_place() -> None:
    table = next(t for t in TABLES if t["id"] == "published-12")
    (said,) = [p for p in imported(table, "xlsx").problems if p.code == "I932"]
    assert (said.where, said.message) == ("Sheet!13:13", "这一行没有填写，没有读入：生态效益指标｜指标1:/｜/｜/")


def test_points_that_are_a_range_are_listed() -> None:
    table = next(t for t in TABLES if t["id"] == "published-03")
    found = imported(table, "html")
    assert found.rows[0]["一级指标"] == "成本指标"
    assert [p.message for p in found.problems if p.code == "I939"] == [
        "“成本指标（0-20分）”里的分值没有读入：不是一个数"
    ]


@pytest.mark.parametrize("table", TABLES, ids=lambda t: str(t["id"]))
def test_the_files_score_at_once_as_the_rows_do(table: dict[str, Any]) -> None:
    """What import writes is scored like the rows themselves: same totals, same scores, row by row."""
    found = imported(table, "docx")
    scheme_id, scheme = scheme_for(None, found.year)
    written = write_yaml(found, scheme, scheme_id)
    filed = evaluate(load(written.table), read_facts(written.facts))
    rows = [r for n, r in enumerate(table["indicators"]) if (table["id"], n) not in BLANK]
    funds = [f | {"单位": "万元"} for f in table["funds"]]
    direct = score_rows(rows, scheme_id, 资金=funds or None, 年度=table["year"])
    assert (filed.total, filed.low, filed.high, filed.full_score) == (
        direct.total,
        direct.low,
        direct.high,
        direct.full_score,
    )
    key = [(r.name, r.target, r.actual, r.max_score, r.score, r.self_score, r.computed_score) for r in direct.rows]
    assert sorted(map(str, key)) == sorted(
        str((r.name, r.target, r.actual, r.max_score, r.score, r.self_score, r.computed_score)) for r in filed.rows
    )


def test_the_same_document_gives_the_same_files() -> None:
    found = [imported(TABLES[0], "xlsx") for _ in range(2)]
    texts = [write_yaml(f, scheme_for(None, f.year)[1]) for f in found]
    assert (texts[0].table, texts[0].facts) == (texts[1].table, texts[1].facts)
