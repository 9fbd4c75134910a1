"""An actual value that reads 不适用 or 无: asked about as such, never decided, the score left as it is."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import perfscore
from perfscore import score_rows
from perfscore.base.problem import Problem
from perfscore.evaluation.undeclared import reads_absent
from perfscore.evaluation.values import RowResult

SCHEME = "national/self-evaluation-2021"
PAGE = (Path(__file__).parents[2] / "docs" / "汇总.md").read_text("utf-8")
ABSENT = (
    "不适用", "不适用。", " 不 适用 ", "不涉及", "不涉及该项工作", "本年度不涉及", "我单位不涉及此项业务", "不适用（本年度无任务）", "不适用，本年度没有任务",
    "无此任务", "无此项", "无该项目", "没有此项工作", "不适用于本单位", "N/A", "NA", "n/a",
)  # fmt: skip
OTHER = (
    "", "/", "——", "无事故", "无投诉", "不涉及违规资金", "不适用条款0起", "未开展", "没有", "暂无", "合规", "0起", "10个", "NANA", "无需整改", "已完成",
)  # fmt: skip


@pytest.mark.parametrize("text", ABSENT)
def test_texts_that_say_the_row_does_not_apply(text: str) -> None:
    assert reads_absent(text) == "不适用"


@pytest.mark.parametrize("text", OTHER)
def test_texts_that_say_something_else(text: str) -> None:
    assert reads_absent(text) == ""


@pytest.mark.parametrize("text", ["无", " 无 ", "无。", "无；"])
def test_a_bare_none_may_be_anything(text: str) -> None:
    assert reads_absent(text) == "无"


def row(target: str, actual: str, **more: Any) -> RowResult:
    given = {"三级指标": "甲", "年度指标值": target, "实际完成值": actual, "分值": "10", **more}
    return score_rows([given], SCHEME).rows[0]


def asked(result: RowResult) -> list[Problem]:
    return [p for p in result.problems if p.code in ("A302", "E751", "E770", "E771")]


@pytest.mark.parametrize("target", ["≥10个", "≤0起", "合规", "高于全省平均", "12月底前", "前5名"])
@pytest.mark.parametrize("actual", ["不适用", "不涉及", "N/A"])
def test_one_question_and_no_score(target: str, actual: str) -> None:
    result = row(target, actual, 得分="10")
    assert (result.outcome, result.score, result.low, result.high) == ("pending", None, Decimal(0), Decimal(10))
    [found] = asked(result)
    assert found.message == (
        f"“甲”的实际完成值写“{actual}”，没有声明该行不适用；它的 10 分照常计入满分，该行待人工认定"
    )
    assert result.explanation.endswith(
        f"待人工认定：实际完成值“{actual}”没有声明不适用的原因，得分应在 0 至 10 分之间。"
    )


def test_none_is_asked_about_with_the_unit_of_the_target() -> None:
    [found] = asked(row("≤0起", "无"))
    assert (found.code, found.severity, found.message) == (
        "E771", "ask",
        "“甲”的实际完成值写“无”，可能是零、没有统计或者不适用，没有按其中任何一种处理；它的 10 分照常计入满分，该行待人工认定",
    )  # fmt: skip
    assert found.hints() == ("为零的写“0起”；没有统计的补填；不适用的写“不适用: <原因>”，表格里加一列“不适用原因”",)
    assert found.text("en") == (
        "“甲”: the actual reads “无”, which may be zero, not counted or not applicable, and was taken as none of them; "
        "its 10 points count, the row waits for a person"
    )


def test_a_self_score_that_is_adopted_is_said() -> None:
    """The scheme accepts self scores of words; that the words say 不适用 was silent before."""
    result = row("合规", "不适用（本年度无任务）", 得分="10")
    assert (result.outcome, result.score, result.basis) == ("scored", Decimal(10), "self_reported")
    assert [p.message for p in result.problems] == [
        "“甲”的实际完成值写“不适用（本年度无任务）”，没有声明该行不适用；它的 10 分照常计入满分，该行现计 10 分"
    ]


def test_zero_points_for_what_is_not_filed_stay_and_are_said(tmp_path: Path) -> None:
    (tmp_path / "办法.yaml").write_text(
        f"格式: perfscore/1\n评分办法: 试\n编号: 试/试-2024\n基于: {SCHEME}\n约定:\n  未填: 零分\n  不适用: 折算\n",
        "utf-8",
    )
    given = {"三级指标": "甲", "年度指标值": "≥10个", "分值": "90"}
    for actual, code, why in (
        ("不适用", "E770", "实际完成值“不适用”没有声明不适用的原因"),
        ("无", "E771", "实际完成值“无”不说明是零、没有统计还是不适用"),
    ):
        result = score_rows([{**given, "实际完成值": actual}], perfscore.load(tmp_path / "办法.yaml")).rows[0]
        assert (result.score, [p.code for p in result.problems]) == (Decimal(0), [code])
        assert result.explanation == f"{why}，按评分办法约定“未填：零分”计 0 分。"
        assert result.problems[0].message.endswith("它的 90 分照常计入满分，该行现计 0 分")
    [found] = score_rows([{**given, "实际完成值": "不涉及"}], perfscore.load(tmp_path / "办法.yaml")).rows[0].problems
    assert found.hints()[1] == "声明以后：剔除该行，总分按满分折算；适用的，填写完成的数"


def test_a_declared_reason_is_not_asked_about() -> None:
    for actual in ("不适用", "无", ""):
        result = row("≥10个", actual, 不适用原因="没有这项任务")
        assert (result.outcome, asked(result)) == ("not_applicable", [])


def test_a_blank_cell_is_asked_about_as_before() -> None:
    for actual in ("", "/", "——"):
        assert [p.code for p in asked(row("≥10个", actual))] == ["E751"]


def test_the_page_shows_what_is_said() -> None:
    rows = [
        {"三级指标": "出国（境）任务", "年度指标值": "100%", "实际完成值": "不适用", "分值": "5"},
        {"三级指标": "安全事故", "年度指标值": "≤0起", "实际完成值": "无", "分值": "5"},
    ]
    found = [p for r in score_rows(rows, SCHEME).rows for p in asked(r)]
    said = "".join(f"{p.code} {p.message}\n" + "".join(f"  = {h}\n" for h in p.hints()) for p in found)
    assert re.findall(r"^```不适用\n(.*?)^```$", PAGE, re.M | re.S) == [said]


# --- the same everywhere ------------------------------------------------------------------------------------------------

TABLE = (
    f"格式: perfscore/1\n自评表: 试\n适用办法: {SCHEME}\n年度: 2024\n照录: 是\n指标:\n  产出指标:\n    数量指标:\n"
    "      - {三级指标: 甲, 年度指标值: ≥10个, 分值: 50, 评分标准: 按完成比例计分}\n"
    "      - {三级指标: 乙, 年度指标值: 合规, 分值: 40}\n"
)
TEXTS = ("不适用", "无", "不涉及", "N/A", "不适用（无任务）", "10个")


@pytest.mark.parametrize("text", TEXTS)
def test_compiled_rules_say_the_same(text: str, tmp_path: Path) -> None:
    (tmp_path / "表.yaml").write_text(TABLE, "utf-8")
    rules = perfscore.load(tmp_path / "表.yaml")
    score = perfscore.scorer(rules, fields=("甲", "乙", "乙_自评得分"))
    record = {"甲": text, "乙": text, "乙_自评得分": "40"}
    assert score(record).to_dict() == perfscore.evaluate(rules, score.facts(record)).to_dict()


def test_columns_have_the_same_outcomes(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason='needs the extra arrow: pip install "perfscore[arrow]"')
    pytest.importorskip("numpy", reason='needs the extra arrow: pip install "perfscore[arrow]"')
    (tmp_path / "表.yaml").write_text(TABLE, "utf-8")
    rules = perfscore.load(tmp_path / "表.yaml")
    score = perfscore.scorer(rules, fields=("甲", "乙", "乙_自评得分"))
    columns = {"甲": list(TEXTS), "乙": list(TEXTS), "乙_自评得分": ["40"] * len(TEXTS)}
    got = perfscore.score_table(rules, columns).table.to_pylist()
    for line, text in zip(got, TEXTS, strict=True):
        want = score({"甲": text, "乙": text, "乙_自评得分": "40"})
        for of in (want.row("甲"), want.row("乙")):
            assert (line[f"{of.name}_结果"], line[f"{of.name}_得分"]) == (of.outcome, of.score)
