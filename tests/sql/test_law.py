"""The law: the databases give what the interpreter gives, digit by digit."""

from __future__ import annotations

import random

import pytest

from perfscore import load, to_sql
from perfscore.compiling.fields import fields_of

from .engines import Engine, expected, result_of
from .plans import Case, case_of, rows_of

RULES = "benchmarks/table/规则.yaml"
TABLE = ("total", "full_score", "settled", "grade", "low", "high", "unread")


def scored(engine: Engine, case: Case, records: list[list[object]], **options: object) -> list[dict[str, object]]:
    engine.fill("facts", {"编号": "INTEGER", **case.types}, [[n, *r] for n, r in enumerate(records)])
    sql = to_sql(
        case.plan,
        dialect=engine.dialect,
        fields=case.names,
        units=case.units,
        types=case.types,
        keep=["编号"],
        **options,
    )
    return [result_of(r) for r in sorted(engine.run(sql), key=lambda r: r["编号"])]


@pytest.mark.parametrize("seed", range(3000, 3012))
def test_random_plans_and_records(engine: Engine, seed: int) -> None:
    """Every curve family, references, words, blanks, reviews, rows that do not apply; texts nobody knows are unread."""
    case = case_of(seed, engine.dialect)
    records = rows_of(case, random.Random(seed), 25)
    for record, found in zip(records, scored(engine, case, records), strict=True):
        got, values = found, ["是" if v is True else None if v is False else v for v in record]
        want = expected(case.plan, case.fields, values)
        unread = {k.removesuffix("_结果") for k, v in got.items() if v == "unread"}
        assert got["unread"] == len(unread)
        assert all(got[f"{name}_得分"] is None for name in unread)
        if unread:
            keys = [k for k in want if k not in TABLE and k.rpartition("_")[0] not in unread]
            got, want = {k: got[k] for k in keys}, {k: want[k] for k in keys}
        assert got == want


ROW = ("得分", "结果", "达标", "依据", "最低", "最高")


@pytest.mark.parametrize("seed", range(3100, 3102))
def test_fewer_columns_hold_the_same(engine: Engine, seed: int) -> None:
    """Scores alone are written from the tests themselves, without the number of the case; the digits stay."""
    case = case_of(seed, engine.dialect)
    records = rows_of(case, random.Random(seed), 25)
    every = scored(engine, case, records)
    for detail in (False, ("最低", "最高"), ("结果", "得分")):
        found = scored(engine, case, records, detail=detail)
        wanted = ("得分",) if detail is False else detail
        assert {k.rpartition("_")[2] for k in found[0] if k not in TABLE} == set(wanted)
        assert found == [{k: r[k] for k in found[0]} for r in every]


@pytest.mark.parametrize("detail", [True, False, ("最低",)])
def test_whole_units_are_the_same_points(engine: Engine, detail: object) -> None:
    case = case_of(3200, engine.dialect)
    records = rows_of(case, random.Random(3200), 20)
    points, units = (scored(engine, case, records, detail=detail, whole=w) for w in (False, True))
    counted = [
        k for k in points[0] if k in ("total", "full_score", "low", "high") or k[-2:] in ("得分", "最低", "最高")
    ]
    shown = max(0, *(-v.as_tuple().exponent for r in points for k in counted if (v := r[k]) is not None))
    for a, b in zip(points, units, strict=True):
        assert {k: v for k, v in a.items() if k not in counted} == {k: v for k, v in b.items() if k not in counted}
        assert all(type(b[k]) is int or b[k] is None for k in counted)
        assert [None if a[k] is None else int(a[k] * 10**shown) for k in counted] == [b[k] for k in counted]


def test_the_table_of_the_benchmark(engine: Engine) -> None:
    """Against an oracle of fractions that shares no code with the library, halfway scores included."""
    from benchmarks.contenders import Source
    from benchmarks.contenders.sql_ import FIELDS, NUMBERS, query
    from benchmarks.table.data import KEYS, ROWS
    from benchmarks.table.oracle import expected as oracle

    source = Source(2000)
    types = {k: "DECIMAL(12, 2)" if k in NUMBERS else "TEXT" for k in KEYS}
    records = source.records("decimal")
    engine.fill("d", types, [[r[k] for k in KEYS] for r in records])
    assert set(FIELDS) == set(KEYS)
    found = engine.run(query(engine.dialect, "DECIMAL(12, 2)"))
    right = oracle(source.columns)
    names = ["预算执行率" if row.kind == "budget" else row.name for row in ROWS]
    scores = [int(r[f"{n}_得分"].scaleb(2)) for r in found for n in names]
    assert scores == list(right.scores)
    assert [int(r["total"].scaleb(2)) for r in found] == list(right.totals)
    assert [r["grade"] for r in found] == list(right.grades)
    assert sum(right.halfway) > 1000


def test_figures_as_long_as_the_type_allows(engine: Engine) -> None:
    plan = load(RULES).plan()
    fields = ["全年预算数", "全年执行数"]
    types = dict.fromkeys(fields, "DECIMAL(18, 2)")
    most = "9999999999999999.99"
    records = [
        [most, most],
        [most, "9999999999999999.98"],
        [most, "0.01"],
        ["0.01", most],
        [most, "5000000000000000.00"],
    ]
    engine.fill("facts", {"编号": "INTEGER", **types}, [[n, *r] for n, r in enumerate(records)])
    sql = to_sql(plan, dialect=engine.dialect, fields=fields, types=types, keep=["编号"])
    found = sorted(engine.run(sql), key=lambda r: r["编号"])
    from decimal import Decimal

    for record, got in zip(records, found, strict=True):
        want = expected(plan, fields_of(plan, fields), [Decimal(v) for v in record])
        assert result_of(got) == want
