"""Published tables in the layouts of other provinces: rebuilt as documents, read back exactly, scored as they stand."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from perfscore import PerfscoreError, evaluate, load, read_facts, score_rows
from perfscore.documents import Imported, document_of_bytes, import_tables, write_yaml
from perfscore.documents.choosing import scheme_for
from perfscore.documents.words import is_nothing
from tests import golden
from tests.documents.building import WRITERS, At
from tests.documents.published import GOALS, layout, printed_rows, published, wanted

pytest.importorskip("docx")
pytest.importorskip("openpyxl")

TABLES = published()
READ = [t for t in TABLES if t["id"] != "he-handan-2019"]
"""The form of Hebei prints four thresholds (优、良、中、差) and no target: it is refused and listed, see below."""


@cache
def built(name: str, kind: str) -> bytes:
    return WRITERS[kind](layout(next(t for t in TABLES if t["id"] == name)))


def imported(table: dict[str, Any], kind: str = "docx") -> tuple[Imported, ...]:
    return import_tables(document_of_bytes(built(table["id"], kind), f"{table['id']}.{kind}"))


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
@pytest.mark.parametrize("table", TABLES, ids=lambda t: str(t["id"]))
def test_cells_and_spans_are_exact(table: dict[str, Any], kind: str) -> None:
    cells = layout(table)
    read = document_of_bytes(built(table["id"], kind), f"表.{kind}").grids[0].cells
    assert {At(c.row, c.column, c.text, c.rows, c.columns) for c in read if c.text} == {c for c in cells if c.text}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("table", READ, ids=lambda t: str(t["id"]))
def test_rows_are_read_verbatim(table: dict[str, Any], kind: str) -> None:
    assert [dict(r) for found in imported(table, kind) for r in found.rows] == wanted(table, kind)


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("table", READ, ids=lambda t: str(t["id"]))
def test_money_is_read_verbatim(table: dict[str, Any], kind: str) -> None:
    """The total first; points that only the label of the block prints (预算执行情况（20分）) are the total's."""
    rename = {"name": "名称", "得分": "自评得分"}
    funds = [{rename.get(k, k): v for k, v in f.items() if not is_nothing(v)} for f in table["funds"]]
    if table["id"] in GOALS:
        funds[0]["分值"] = "20"
    if table["id"] == "sc-leshan-2023":
        budgets = dict.fromkeys(r["预算数"] for r in table["indicators"])
        funds = [{"名称": "年度资金总额", "年初预算数": b} for b in budgets]
    assert [dict(f) for found in imported(table, kind) for f in found.funds] == funds


@pytest.mark.parametrize("table", TABLES, ids=lambda t: str(t["id"]))
def test_what_was_read_and_what_was_not(table: dict[str, Any]) -> None:
    """Everything an import says about each table, looked at once: head, goals, total, and all that is listed."""
    golden.check(Path(__file__).parent / "golden" / f"{table['id']}.txt", told(table))


def told(table: dict[str, Any]) -> str:
    try:
        found = imported(table)
    except PerfscoreError as error:
        return f"{error}\n"
    lines = []
    for one in found:
        lines += [
            f"表：{one.title}｜{one.organisation}｜{one.year}｜{one.project}｜{one.unit}",
            f"目标：{one.goal}｜{one.goal_answer}",
            f"合计：{'｜'.join(f'{k} {v}' for k, v in one.total.items())}｜{one.grade}",
            f"一级分值：{'｜'.join(f'{k} {v}' for k, v in one.blocks)}",
            f"资金 {len(one.funds)} 行，指标 {len(one.rows)} 行",
            *(f"{p.code} {p.where}：{p.message}" for p in one.problems),
        ]
    return "\n".join(lines) + "\n"


def test_projects_listed_together_become_tables() -> None:
    found = imported(next(t for t in TABLES if t["id"] == "sc-leshan-2023"))
    assert [(t.project, t.goal[:8], len(t.rows), t.unit) for t in found] == [
        ("村组干部报酬", "按时发放村组干部", 8, "元"),
        ("基层组织活动经费", "包括必要的办公用", 4, "元"),
    ]


def test_a_form_of_thresholds_is_refused_and_listed() -> None:
    with pytest.raises(PerfscoreError) as caught:
        imported(next(t for t in TABLES if t["id"] == "he-handan-2019"), "html")
    assert str(caught.value) == (
        "错误 I926：“he-handan-2019.html”里没有找到绩效指标表\n"
        "  = 表头里要有“三级指标”（或“指标名称”等），并有年度指标值、实际完成值、分值、得分中的一列\n\n"
        "疑点 I940：这张表没有绩效指标的表头，没有读入（7 行，开头是“提前下达2019年中央财政困难群众救助补助预算指标绩效目标表｜绩效目标｜"
        "保障农村低保金的发放,保障农村低保户的基本生活…”）\n  = 位置：第 1 张表\n\n"
        "待说明 I941：这些内容不属于表中各栏，没有读入：首页 > 预决算公开\n  = 位置：表格以外的正文（1 段）"
    )


# --- scored as they stand -----------------------------------------------------------------------------------------


def scored(table: dict[str, Any]) -> Any:
    """``score_rows`` with the headings of the print as keys, line ends and all."""
    funds = [f | ({"单位": table["unit"]} if "unit" in table else {}) for f in table["funds"]]
    scheme_id, _ = scheme_for(None, table["year"])
    return score_rows(printed_rows(table), scheme_id, 资金=funds or None, 年度=table["year"])


@pytest.mark.parametrize("table", TABLES, ids=lambda t: str(t["id"]))
def test_score_rows_takes_every_table_as_it_stands(table: dict[str, Any]) -> None:
    """No table is refused for what was printed in it, and no scored row leaves its points."""
    result = scored(table)
    assert [r for r in result.rows if r.score is not None and not 0 <= r.score <= r.max_score] == []
    named = [r for r in table["indicators"] if r.get("三级")]
    assert len([r for r in result.rows if r.path[0] != "预算执行"]) == len(named)


@pytest.mark.parametrize("table", READ, ids=lambda t: str(t["id"]))
def test_the_files_score_at_once(table: dict[str, Any]) -> None:
    for found in imported(table):
        scheme_id, scheme = scheme_for(None, found.year)
        written = write_yaml(found, scheme, scheme_id)
        result = evaluate(load(written.table), read_facts(written.facts))
        rows = [r for r in result.rows if r.path[0] != "预算执行"]
        assert sorted(r.name for r in rows) == sorted(r["三级指标"] for r in found.rows)


DISAGREEMENTS = {
    "yn-lincang-2022": [("资金到位及时率", "7", "10"), ("政策知晓率", "9", "9.8")],
    "yn-lijiang-2020": [
        ("卫片执法补助经费", "9", "10"),
        ("项目验收合格率", "19", "20"),
        ("项目完成及时率", "19", "20"),
        ("违法行为责停率", "27", "30"),
    ],
    "he-langfang-2019": [("预算执行率", "9", "8.62"), ("指标1工程资金金额", "9", "8.62")],
    "nx-yinchuan-2021": [("公用经费完成时间", "4", "5")],
    "hb-wuhan-2020": [("演出设备成本件/件", "18", "20")],
    "sx-yuncheng-2021": [
        ("指标8:适龄儿童疫苗接种率", "1.9", "1.95"),
        ("指标12:孕产妇7天访视数", "1.8", "1.9"),
        ("指标13:孕产妇42天访视数", "1.8", "1.9"),
        ("指标14:早孕建册数", "1", "1.15"),
        ("指标15:老年人体检数", "1.4", "1.43"),
        ("指标16:高血压规范管理数", "1.9", "1.69"),
        ("指标17:高血压随访控制数", "1.8", "1.69"),
        ("指标18:糖尿病规范管理数", "1.8", "1.61"),
        ("指标19:糖尿病随访控制数", "1.7", "1.58"),
        ("指标20:严重精神障碍患者管理数", "1.8", "1.97"),
        ("指标22:老年人中医药规范管理数", "1.4", "1.43"),
        ("指标23:0-36月龄中医药规范管理数", "1.8", "1.25"),
        ("指标25:家庭医生签约率", "1.7", "1.83"),
    ],
}
"""Rows whose printed score is not what target and actual come to: name, printed, recomputed. Checked by hand."""


@pytest.mark.parametrize("table", TABLES, ids=lambda t: str(t["id"]))
def test_every_disagreement_is_named(table: dict[str, Any]) -> None:
    result = scored(table)
    differing = [
        r for r in result.rows if r.computed_score is not None and r.self_score not in (None, r.computed_score)
    ]
    if table["id"] in GOALS:
        differing = [r for r in differing if r.max_score]
        assert [(r.name, str(r.self_score)) for r in differing] == [("预算执行率", "20")]
        return
    found = [(r.name, plain(r.self_score), plain(r.computed_score)) for r in differing]
    assert found == DISAGREEMENTS.get(table["id"], [])
    told = [f.where for f in result.findings if f.code == "E759"]
    assert told == ["/".join((*r.path, r.name)) for r in differing]


def plain(score: Any) -> str:
    return format(score.normalize(), "f")


def test_a_whole_table_recomputed() -> None:
    """Lincang 2022: printed 96; two rows differ, by 3 and by 0.8."""
    result = scored(next(t for t in TABLES if t["id"] == "yn-lincang-2022"))
    assert (plain(result.total), plain(result.full_score), result.grade) == ("99.8", "100", "优")
    assert [f.message for f in result.findings if f.code == "P964"] == [
        "第 7 行没有填写三级指标，没有计分：效益指标、生态效益 指标"
    ]
