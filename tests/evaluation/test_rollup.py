"""先汇总完成数，再计算得分: absolute values add, relative ones are weighted with money, silence is never 0."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import perfscore

TABLE = """\
格式: perfscore/1
自评表: 汇总表
适用办法: SCHEME
年度: 2024
指标:
  产出指标:
    分值: 100
    数量指标:
      - {三级指标: 补助人数, 年度指标值: ≥200人, 分值: 30}
      - {三级指标: 合格率, 年度指标值: ≥100%, 分值: 30}
      - {三级指标: 补助标准, 年度指标值: ≥80元/亩, 分值: 20}
      - {三级指标: 制度建设, 年度指标值: 健全, 分值: 20}
"""


def unit(name: str, money: str | None, **values: str) -> dict[str, Any]:
    out: dict[str, Any] = {"单位": name, "完成情况": [{"三级指标": k, "实际完成值": v} for k, v in values.items()]}
    return out if money is None else {**out, "资金（万元）": money}


def evaluate(*units: dict[str, Any], scheme: str = "hubei/self-evaluation", own: Any = ()) -> Any:
    facts = {"填报数据": "汇总表", "下级填报": list(units), "完成情况": list(own)}
    plan = perfscore.load(TABLE.replace("SCHEME", scheme))
    return perfscore.evaluate(plan, facts)


def codes(result: Any, row: str) -> list[str]:
    return [f.code for f in result.row(row).problems if f.code.startswith("E78")]


def test_the_example_of_the_filling_instructions() -> None:
    result = evaluate(
        unit("甲县", "200", 补助人数="120人", 合格率="95%"), unit("乙县", "100", 补助人数="70人", 合格率="80%")
    )
    assert (str(result.row("补助人数").score), str(result.row("合格率").score)) == ("28.50", "27.00")
    assert result.row("补助人数").actual == "190人"
    assert "先汇总完成数：甲县 120人 + 乙县 70人 = 190人" in result.row("补助人数").explanation
    assert "（甲县 95% × 200万元 + 乙县 80% × 100万元）÷ 300万元 = 90%" in result.row("合格率").explanation


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 900)), min_size=1, max_size=5))
def test_the_weighted_mean_is_exact(parts: list[tuple[int, int]]) -> None:
    units = [unit(f"县{i}", str(m), 合格率=f"{v}%") for i, (v, m) in enumerate(parts)]
    result = evaluate(*units)
    rate = Fraction(sum(v * m for v, m in parts), sum(m for _, m in parts))
    assert result.row("合格率").exact == rate / 100 * 30


def test_units_of_amounts_are_converted() -> None:
    result = evaluate(unit("甲县", "100", 补助人数="0.01万人"), unit("乙县", "100", 补助人数="50人"))
    assert result.row("补助人数").exact == Fraction(150, 200) * 30


def test_money_in_other_units_weighs_the_same() -> None:
    a = {**unit("甲县", None, 合格率="95%"), "资金（元）": "2000000"}
    assert evaluate(a, unit("乙县", "100", 合格率="80%")).row("合格率").exact == Fraction(27)


@pytest.mark.parametrize(
    ("units", "row", "code", "message"),
    [
        (
            (unit("甲县", "200", 补助人数="120人"), unit("乙县", "100")),
            "补助人数",
            "E785",
            "“补助人数”：乙县没有填报，不按 0 汇总；该行待人工认定",
        ),
        (
            (unit("甲县", "200", 补助人数="很多"), unit("乙县", "100", 补助人数="5人")),
            "补助人数",
            "E784",
            "“补助人数”：甲县填的“很多”不是一个数，不能汇总完成数；该行待人工认定",
        ),
        (
            (unit("甲县", "200", 补助人数="5人"), unit("乙县", "100", 补助人数="5万元")),
            "补助人数",
            "E786",
            "“补助人数”：各下级单位所填的单位不能换算成同一种：人、万元；该行待人工认定",
        ),
        (
            (unit("甲县", None, 合格率="95%"), unit("乙县", "100", 合格率="80%")),
            "合格率",
            "E788",
            "“合格率”按资金加权汇总，甲县没有可用的资金额度；该行待人工认定",
        ),
        (
            (unit("甲县", "200", 制度建设="健全"), unit("乙县", "100", 制度建设="健全")),
            "制度建设",
            "E784",
            "“制度建设”：甲县填的“健全”不是一个数，不能汇总完成数；该行待人工认定",
        ),
    ],
)
def test_what_cannot_be_rolled_up_waits(units: Any, row: str, code: str, message: str) -> None:
    result = evaluate(*units)
    got = result.row(row)
    assert (got.outcome, got.score) == ("pending", None)
    assert [(p.code, p.message) for p in got.problems if p.code == code] == [(code, message)]


def test_a_scheme_that_does_not_say_how() -> None:
    result = evaluate(unit("甲县", "200", 补助人数="120人"), scheme="national/self-evaluation-2021")
    assert codes(result, "补助人数") == ["E787"]
    assert result.row("补助人数").outcome == "pending"


def test_a_row_that_does_not_apply_to_one_unit() -> None:
    b = unit("乙县", "100")
    b["完成情况"] = [{"三级指标": "补助人数", "不适用": "没有这项任务"}]
    assert evaluate(unit("甲县", "200", 补助人数="120人"), b).row("补助人数").exact == Fraction(120, 200) * 30


def test_a_figure_of_the_tables_own_is_compared() -> None:
    own = [{"三级指标": "补助人数", "实际完成值": "200人"}]
    result = evaluate(unit("甲县", "200", 补助人数="120人"), unit("乙县", "100", 补助人数="70人"), own=own)
    assert codes(result, "补助人数") == ["E789"]
    assert result.row("补助人数").score == 30


def test_a_row_nobody_has() -> None:
    with pytest.raises(perfscore.PerfscoreError, match="D705"):
        evaluate(unit("甲县", "200", 补助人头="120人"))


# --- results of one table feeding another -------------------------------------------------------------------------

PART = """\
格式: perfscore/1
自评表: 项目NAME
适用办法: national/self-evaluation-2021
年度: 2024
指标:
  产出指标:
    分值: 100
    数量指标:
      - {三级指标: 培训人次, 年度指标值: ≥1000人次, 分值: 100}
"""
WHOLE = PART.replace("项目NAME", "部门").replace("培训人次, 年度指标值: ≥1000人次", "项目绩效, 年度指标值: ≥100分")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "项目.yaml").write_text(PART.replace("NAME", "一"), "utf-8")
    (tmp_path / "部门.yaml").write_text(WHOLE, "utf-8")
    (tmp_path / "项目填报.yaml").write_text(
        "格式: perfscore/1\n填报数据: 项目一\n完成情况:\n  - {三级指标: 培训人次, 实际完成值: 873人次}\n", "utf-8"
    )
    return tmp_path


def linked(folder: Path, link: str) -> Any:
    path = folder / "部门填报.yaml"
    path.write_text(f"格式: perfscore/1\n填报数据: 部门\n取自结果:\n  - {link}\n", "utf-8")
    return perfscore.evaluate(perfscore.load(folder / "部门.yaml"), path)


def test_a_total_feeds_a_row(folder: Path) -> None:
    result = linked(folder, "{指标: 项目绩效, 自评表: 项目.yaml, 填报数据: 项目填报.yaml}")
    assert str(result.row("项目绩效").score) == "87.30"
    assert "取自“项目一”的总分：87.3分（规则 " in result.row("项目绩效").explanation


@pytest.mark.parametrize(("what", "actual"), [("总分", "87.3分"), ("产出指标", "87.3分"), ("得分率", "87.3%")])
def test_what_may_be_taken(folder: Path, what: str, actual: str) -> None:
    result = linked(folder, f"{{指标: 项目绩效, 自评表: 项目.yaml, 填报数据: 项目填报.yaml, 项目: {what}}}")
    assert result.row("项目绩效").actual == actual


def test_a_result_that_is_not_settled_waits(folder: Path) -> None:
    (folder / "项目填报.yaml").write_text("格式: perfscore/1\n填报数据: 项目一\n", "utf-8")
    result = linked(folder, "{指标: 项目绩效, 自评表: 项目.yaml, 填报数据: 项目填报.yaml}")
    assert result.row("项目绩效").outcome == "pending"
    assert "“项目绩效”取自“项目一”的结果，该表还有待人工认定的行（总分 0 至 100 分）；该行待人工认定" in [
        p.message for p in result.findings
    ]


def test_something_that_is_not_there(folder: Path) -> None:
    result = linked(folder, "{指标: 项目绩效, 自评表: 项目.yaml, 填报数据: 项目填报.yaml, 项目: 满意度指标}")
    assert "“取自结果”的项目“满意度指标”不存在，可用：总分、得分率、产出指标" in [p.message for p in result.findings]


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("{指标: 没有, 自评表: 项目.yaml, 填报数据: 项目填报.yaml}", "D705"),
        ("{指标: 项目绩效, 自评表: 没有.yaml, 填报数据: 项目填报.yaml}", "Y001"),
        ("{指标: 项目绩效, 自评表: 项目.yaml, 填报数据: 没有.yaml}", "Y001"),
        ("{指标: 项目绩效, 自评表: 项目填报.yaml, 填报数据: 项目填报.yaml}", "R636"),
        ("{指标: 项目绩效, 自评表: 部门.yaml, 填报数据: 部门填报.yaml}", "E791"),
    ],
)
def test_links_that_lead_nowhere(folder: Path, link: str, code: str) -> None:
    with pytest.raises(perfscore.PerfscoreError, match=code):
        linked(folder, link)
