"""Dated rules: the year picks the version; an old year gives the same payload byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import perfscore
from perfscore.base.frames import frames
from tests.golden import check

OLD = """\
格式: perfscore/1
评分办法: 甲市自评办法（2020年）
编号: 甲市2020
适用年度: {起: 2020, 止: 2022}
默认评分:
  正向: 完成目标的得满分，未完成的按完成比例计分
约定: {不足一档: 按比例, 百分比步长: 个百分点}
"""
NEW = (
    OLD.replace("（2020年）", "（2023年）")
    .replace("甲市2020", "甲市2023")
    .replace("{起: 2020, 止: 2022}", "{起: 2023}")
)
NEW = NEW.replace("未完成的按完成比例计分", "未完成的不得分")
LIST = "格式: perfscore/1\n评分办法: 甲市自评办法\n版本:\n  - 旧.yaml\n  - 新.yaml\n"
TABLE = """\
格式: perfscore/1
自评表: 甲局自评表
适用办法: {scheme}
年度: {year}
指标:
  产出指标:
    分值: 100
    数量指标:
      - {{三级指标: 培训人次, 年度指标值: ≥100人次, 分值: 100}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("旧.yaml").write_text(OLD, "utf-8")
    Path("新.yaml").write_text(NEW, "utf-8")
    Path("办法.yaml").write_text(LIST, "utf-8")
    return tmp_path


def table(year: str, scheme: str = "办法.yaml") -> Path:
    path = Path(f"表{year}.yaml")
    path.write_text(TABLE.format(year=year, scheme=scheme), "utf-8")
    return path


FACTS = {"填报数据": "甲局自评表", "完成情况": [{"三级指标": "培训人次", "实际完成值": "87人次"}]}


def refused(path: Path, year: int | None = None) -> str:
    with pytest.raises(perfscore.PerfscoreError) as caught:
        perfscore.load(path).plan(year)
    return frames(caught.value.problems)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("year", "score"), [("2020", "87"), ("2022", "87"), ("2023", "0"), ("2030", "0")])
def test_the_year_of_the_table_picks_the_version(year: str, score: str) -> None:
    result = perfscore.evaluate(perfscore.load(table(year)), FACTS)
    assert result.to_dict()["total"] == score


@pytest.mark.usefixtures("folder")
def test_a_year_that_is_asked_for_picks_the_version_too() -> None:
    rules = perfscore.load(table("2020"))
    assert perfscore.evaluate(rules.plan(2024), FACTS).total == 0
    assert perfscore.evaluate(rules.plan(2021), FACTS).total == 87


@pytest.mark.usefixtures("folder")
def test_a_year_without_a_version() -> None:
    assert refused(table("2019")) == (
        "错误 R675：没有适用于 2019 年度的办法；有：甲市2020（2020年起至2022年）；甲市2023（2023年起）\n"
        " --> 表2019.yaml:3:7\n"
        "  |\n"
        "3 | 适用办法: 办法.yaml\n"
        "  | 　　　　  ^^^^＾＾\n".replace("^^^^＾＾", "＾＾^^^^^")
        + "  = 核对“年度”，或为这一年补一份办法"
    )


@pytest.mark.usefixtures("folder")
def test_no_year_at_all() -> None:
    path = table("2020")
    path.write_text(path.read_text("utf-8").replace("年度: 2020\n", ""), "utf-8")
    with pytest.raises(perfscore.PerfscoreError) as caught:
        perfscore.load(path)
    assert [p.message for p in caught.value.problems] == [
        "办法分年度，没有写年度，不能确定用哪一个：甲市2020（2020年起至2022年）；甲市2023（2023年起）"
    ]


@pytest.mark.usefixtures("folder")
def test_two_schemes_for_one_year_are_named_both() -> None:
    Path("新.yaml").write_text(NEW.replace("起: 2023", "起: 2022"), "utf-8")
    with pytest.raises(perfscore.PerfscoreError) as caught:
        perfscore.load(table("2024"))
    assert [p.message for p in caught.value.problems] == [
        "2022 年度有两个办法：“甲市2020”（2020年起至2022年）和“甲市2023”（2022年起）"
    ]
    assert [str(p) for p in caught.value.problems[0].also][:1] == ["新.yaml:2:7"]


@pytest.mark.usefixtures("folder")
def test_two_schemes_without_years() -> None:
    for name, text in (("旧.yaml", OLD), ("新.yaml", NEW)):
        lines = [line for line in text.splitlines() if not line.startswith("适用年度")]
        Path(name).write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(perfscore.PerfscoreError) as caught:
        perfscore.load(Path("办法.yaml"))
    assert [p.message for p in caught.value.problems] == [
        "任一 年度有两个办法：“甲市2020”（所有年度）和“甲市2023”（所有年度）"
    ]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("listed", "codes"),
    [("版本: []", ["R677"]), ("版本:\n  - 没有.yaml", ["Y001", "R677"]), ("版本:\n  - 办法.yaml", ["R635", "R677"])],
)
def test_a_list_of_versions_that_leads_nowhere(listed: str, codes: list[str]) -> None:
    Path("办法.yaml").write_text(f"格式: perfscore/1\n评分办法: 甲市自评办法\n{listed}\n", "utf-8")
    with pytest.raises(perfscore.PerfscoreError) as caught:
        perfscore.load(Path("办法.yaml"))
    assert [p.code for p in caught.value.problems] == codes


def test_a_family_of_packs() -> None:
    rules = perfscore.load("national/self-evaluation")
    assert [s.id for s in rules.versions] == ["national/self-evaluation-2020", "national/self-evaluation-2021"]
    assert rules.for_year(2020).scheme.id == "national/self-evaluation-2020"
    assert rules.for_year(2030).scheme.id == "national/self-evaluation-2021"
    with pytest.raises(perfscore.PerfscoreError, match="R675"):
        rules.for_year(2019)


def test_rows_of_other_systems_need_the_year_too() -> None:
    rows = [{"三级指标": "甲", "年度指标值": "≥100个", "实际完成值": "87个", "分值": "10"}]
    assert perfscore.score_rows(rows, "national/self-evaluation", 年度=2024).total == perfscore.score_rows(rows).total
    with pytest.raises(perfscore.PerfscoreError, match="R676"):
        perfscore.score_rows(rows, "national/self-evaluation")


# --- an old year, years later -------------------------------------------------------------------------------------

PINNED = Path(__file__).parent / "golden" / "2020.json"


def payload_of_2020() -> str:
    """A table of 2020 with every kind of row, under the scheme of its year."""
    facts = perfscore.read_facts(
        {
            "填报数据": "甲局2020年度项目支出绩效自评表",
            "年度": "2020",
            "资金（万元）": {"年初预算数": "100", "全年预算数": "120", "全年执行数": "101.3"},
            "完成情况": [
                {"三级指标": "培训人次", "实际完成值": "873人次"},
                {"三级指标": "合格率", "实际完成值": "96.4%"},
                {"三级指标": "增速", "实际完成值": "7.7%", "自评得分": "10"},
                {"三级指标": "制度建设", "实际完成值": "基本健全", "达成情况": "部分达成", "自评得分": "14"},
                {"三级指标": "满意度", "实际完成值": "84%"},
            ],
        }
    )
    source = Path(__file__).parent / "golden" / "2020.yaml"
    result = perfscore.evaluate(perfscore.load(source), facts).to_dict()
    return json.dumps(result, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def test_an_old_year_gives_the_same_payload_byte_for_byte() -> None:
    """If this fails, a change reached into a year that is closed: mend the change, not the pinned file."""
    check(PINNED, payload_of_2020())
