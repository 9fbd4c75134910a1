"""Names, types, texts nobody knows, and what is refused, each with its whole message."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

import perfscore
from perfscore import PerfscoreError, to_sql
from perfscore.cli.main import main
from perfscore.planning import Plan
from perfscore.rules.aggregation import CapBand
from perfscore.rules.scheme import Rounding
from perfscore.rules.table import Goal

from .engines import Engine
from .plans import ground, indicator, plan_of

ROOT = Path(__file__).parents[2]
EVIL = 'a"; DROP TABLE x; --'


def messages(**options: object) -> list[str]:
    plan = options.pop("plan", None) or plan_of([indicator("甲", "≥7%", "10")])
    with pytest.raises(PerfscoreError) as caught:
        to_sql(plan, **options)  # type: ignore[arg-type]
    return [p.message for p in caught.value.problems]


@pytest.mark.parametrize("name", [EVIL, "得分.x", "select", "甲 */ 乙 /* 丙", "引'号", "百%分", "很" * 30, "--"])
def test_names_are_only_names(engine: Engine, name: str) -> None:
    plan = plan_of([indicator(name, "≥7%", "10")])
    table = f"表{EVIL}"
    engine.fill(table, {"值": "DECIMAL(12,2)"}, [["3.5"]])
    (row,) = engine.run(to_sql(plan, dialect=engine.dialect, table=table, fields={"值": name}))
    (score,) = [v for k, v in row.items() if k.endswith("_得分")]
    assert score == Decimal("5.00")


def test_a_view(engine: Engine) -> None:
    plan = plan_of([indicator("甲", "≥7%", "10")])
    engine.fill("facts", {"甲": "DECIMAL(18,2)"}, [["3.50"], [None]])
    engine.run(to_sql(plan, dialect=engine.dialect, view="得分表"))
    found = engine.run('SELECT "甲_得分", "甲_结果" FROM "得分表" ORDER BY 2')
    assert [tuple(r.values()) for r in found] == [(None, "pending"), (Decimal("5.00"), "scored")]


def test_a_text_nobody_knows_is_unread_and_counted(engine: Engine) -> None:
    plan = plan_of(
        [indicator("甲", "达成", "10", "达成得100%，部分达成得60%，未达成不得分"), indicator("乙", "≥7%", "10")]
    )
    engine.fill("facts", {"甲": "TEXT", "乙": "DECIMAL(18,2)"}, [["差不多", "7"]])
    (row,) = engine.run(to_sql(plan, dialect=engine.dialect))
    assert (row["甲_结果"], row["甲_得分"], row["甲_最低"], row["甲_最高"]) == ("unread", None, 0, 10)
    assert (row["unread"], row["settled"], row["total"]) == (1, False, 10)
    (row,) = engine.run(to_sql(plan, dialect=engine.dialect, words={"甲": ["差不多"]}))
    assert (row["甲_结果"], row["unread"]) == ("pending", 0)


def test_a_number_that_is_not_of_the_declared_type_is_never_rounded(engine: Engine) -> None:
    plan = plan_of([indicator("甲", "≥7%", "10")])
    engine.fill("facts", {"甲": "DECIMAL(18,4)"}, [["3.5001"]])
    (row,) = engine.run(to_sql(plan, dialect=engine.dialect))
    assert (row["甲_结果"], row["甲_得分"], row["unread"]) == ("unread", None, 1)


def test_a_float_is_never_taken(engine: Engine) -> None:
    plan = plan_of([indicator("甲", "≥7%", "10")])
    engine.fill("facts", {"甲": "DOUBLE PRECISION" if engine.dialect == "postgres" else "DOUBLE"}, [["3.5"]])
    sql = to_sql(plan, dialect=engine.dialect)
    if engine.dialect == "duckdb":
        (row,) = engine.run(sql)
        assert (row["甲_结果"], row["甲_得分"]) == ("unread", None)
    else:
        with pytest.raises(Exception, match="min_scale"):
            engine.run(sql)


def test_whole_hundredths_and_other_units(engine: Engine) -> None:
    plan = plan_of([indicator("甲", "≤44万元", "10")])
    engine.fill("facts", {"甲": "BIGINT"}, [[44000000], [44440000]])
    sql = to_sql(plan, dialect=engine.dialect, types={"甲": "BIGINT*0.01"}, units={"甲": "元"})
    assert sorted(r["甲_得分"] for r in engine.run(sql)) == [Decimal("9.90"), Decimal("10.00")]


@pytest.mark.parametrize("dialect", ["duckdb", "postgres"])
def test_the_same_text_every_time(dialect: str) -> None:
    rules = ROOT / "benchmarks/table/规则.yaml"
    assert to_sql(perfscore.load(rules), dialect=dialect) == to_sql(perfscore.load(rules), dialect=dialect)


def test_what_cannot_be_done_is_told_all_at_once() -> None:
    plan = plan_of(
        [indicator("甲", "12月底前", "10", "每推迟1天扣1分，扣完为止"), indicator("乙", "≥7%", "10")],
        rounding=Rounding("总分", 2, "四舍六入"),
    )
    found = messages(plan=plan)
    assert "《试算》" not in "".join(found)
    assert any("的舍入环节是“总分”，SQL 只在三级指标得分处舍入" in m for m in found)
    assert any("的舍入方式是“四舍六入”，SQL 只做四舍五入和截尾" in m for m in found)
    assert any(m.startswith("指标“甲”不能用 SQL 计分：") for m in found)


def test_wrong_options() -> None:
    assert messages(dialect="oracle") == ["不能为“oracle”生成 SQL，可选：duckdb、postgres"]
    assert messages(types={"甲": "DOUBLE"}) == [
        "列“甲”的类型“DOUBLE”不能用，可以写 DECIMAL(18, 2)、BIGINT、INTEGER、BIGINT*0.01、TEXT、BOOLEAN"
    ]
    assert messages(types={"甲": "TEXT"}) == ["列“甲”应当是数字（DECIMAL、BIGINT、INTEGER），而不是 TEXT"]
    assert messages(types={"乙": "BIGINT"}) == ["types 里的“乙”不是要读的列"]
    assert messages(places=-1) == ["places 应当是 0 至 18 的整数，而不是 -1"]
    assert messages(table=("a", "b", "c")) == ["table 应当是一个表名，或模式名和表名两个，而不是“a.b.c”"]
    assert messages(table="") == ["“”不能作为表或列的名称"]
    assert messages(keep=["total"]) == ["带出的列“total”与结果里的另一列重名"]
    assert messages(words={"甲": ["好"]}) == ["words 里的“甲”不是文字指标"]
    assert messages(units={"甲": "万元"}) == ["指标“甲”的列以“万元”为单位，不能精确换成指标值的“%”"]
    assert messages(dialect="postgres", keep=["很" * 30]) == [f"名称“{'很' * 30}”有 90 个字节，PostgreSQL 只留前 63 个"]


def test_rules_of_another_kind_are_refused() -> None:
    with pytest.raises(PerfscoreError) as caught:
        to_sql("规则")  # type: ignore[arg-type]
    assert caught.value.problems[0].message == "to_sql() 需要 load() 得到的规则或 plan() 得到的计划，而不是 str"


def test_without_sqlglot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfscore.sql.writing.find_spec", lambda _name: None)
    assert messages() == ["生成 SQL 需要 sqlglot，这里没有安装"]


def test_commands_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs/数据库.md").read_text("utf-8")
    commands = [line for line in page.splitlines() if line.startswith("perfscore sql")]
    assert len(commands) >= 2
    monkeypatch.chdir(ROOT)
    for n, command in enumerate(commands):
        words = command.split()[1:]
        if "-o" in words:
            words[words.index("-o") + 1] = str(tmp_path / f"{n}.sql")
        assert main(words) == 0, (command, sys.stderr)


def test_a_pair_without_a_sign(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sql", str(ROOT / "benchmarks/table/规则.yaml"), "--type", "甲"]) == 1
    assert "--type 后面应当写成“名称=值”，而不是“甲”" in capsys.readouterr().err


# --- messages of schemes and columns that no SELECT holds -----------------------------------------------------------


def aggregated(**given: object) -> Plan:
    base = plan_of([indicator("甲", "≥7%", "10")])
    aggregation = evolve(base.scheme.aggregation, **given)
    return evolve(base, scheme=evolve(base.scheme, aggregation=aggregation))


def test_other_ways_of_adding_up_are_refused() -> None:
    title = ground().scheme.title
    assert messages(plan=aggregated(method="几何平均")) == [f"《{title}》的汇总方法是“几何平均”，SQL 只做求和"]
    weighted = aggregated(method="加权", weights=(("产出指标", Decimal(100)),))
    assert messages(plan=weighted) == [f"《{title}》的汇总里有“权重”，SQL 只把各行得分相加"]
    capped = aggregated(caps=(CapBand(Decimal(60), Decimal(80)),))
    assert messages(plan=capped) == [f"《{title}》的汇总里有“执行率封顶”，SQL 只把各行得分相加"]


def test_shares_of_goals_are_refused() -> None:
    base = aggregated(goals="按占比")
    row = evolve(base.table.indicators[0], goal="1")
    table = evolve(base.table, indicators=(row,), goals=(Goal("1", "目标一", share="100%"),))
    assert messages(plan=evolve(base, table=table)) == [
        f"《{ground().scheme.title}》的汇总里有“多目标”，SQL 只把各行得分相加"
    ]


def test_columns_that_differ_in_case_only_are_refused_for_duckdb() -> None:
    plan = plan_of([indicator("甲", "≥7%", "10"), indicator("乙", "≥7%", "10")])
    fields = {"a": "甲", "A": "乙"}
    assert messages(plan=plan, fields=fields) == ["列“A”与“a”只有大小写不同，DuckDB 分不开"]
    assert '"A"' in to_sql(plan, dialect="postgres", fields=fields)


def test_numbers_wider_than_any_integer_of_duckdb_are_refused() -> None:
    plan = plan_of([indicator("甲", "高于全省平均增速", "10", "完成目标的得满分，未完成的按完成比例计分")])
    types = dict.fromkeys(("甲", "甲_参照值"), "DECIMAL(38, 2)")
    assert messages(plan=plan, types=types) == [
        "“甲”的列太宽（甲 DECIMAL(38, 2)、甲_参照值 DECIMAL(38, 2)），算式可能超出 DuckDB 的 128 位整数"
    ]
    assert "DIV(" in to_sql(plan, dialect="postgres", types=types)


def test_more_patterns_of_absence_than_can_be_written_out_are_refused() -> None:
    names = [f"指标{n}" for n in range(9)]
    plan = plan_of([indicator(n, "≥7%", "10") for n in names], choices={"不适用": "分值转移"})
    assert messages(plan=plan, extra=[f"{n}_不适用" for n in names]) == [
        f"《{ground().scheme.title}》对不适用的行约定“分值转移”，有 9 列不适用，SQL 最多列举 8 列的各种组合"
    ]


def test_more_columns_than_postgres_holds_are_refused() -> None:
    plan = plan_of([indicator(f"指标{n}", "≥7%", "1") for n in range(200)])
    assert messages(plan=plan, dialect="postgres") == ["200 个指标需要 1610 列，PostgreSQL 的一个查询放不下（1600 列）"]


def test_a_column_of_the_result_that_is_none() -> None:
    assert messages(detail=["得分", "分数"]) == ["每个指标没有叫“分数”的列，可选：得分、结果、达标、依据、最低、最高"]
