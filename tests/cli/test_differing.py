"""``perfscore diff``: what changed, leaf by leaf with both places, and what it does to scores."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .running import run

OLD = """\
格式: perfscore/1
评分办法: 甲市办法
基于: national/self-evaluation-2021
约定:
  未填: 待人工认定
默认评分:
  正向: {评分标准: 完成目标的得满分，未完成的按完成比例计分, 依据: 甲文}
等级: [{名称: 优, 下限: 90}, {名称: 良, 下限: 80.0}, {名称: 差, 下限: 0}]
"""
NEW = """\
格式: perfscore/1
评分办法: 甲市新办法
基于: national/self-evaluation-2021
约定:
  未填: 零分
默认评分:
  正向: {评分标准: 达到目标的得满分，未达到目标的不得分, 依据: 乙文}
  定性: {评分标准: 酌情计分}
等级: [{名称: 优, 下限: 90}, {名称: 良, 下限: 80}, {名称: 合格, 下限: 60}, {名称: 差, 下限: 0}]
删除: [不适用转移]
"""
TABLE = """\
格式: perfscore/1
自评表: 甲局自评表
适用办法: 旧.yaml
年度: 2024
指标:
  产出指标:
    分值: 100
    数量指标:
      - {三级指标: 培训人次, 年度指标值: ≥100人次, 分值: 60}
      - {三级指标: 会议次数, 年度指标值: ≥10次, 分值: 40}
"""
FACTS = """\
格式: perfscore/1
填报数据: 甲局自评表
完成情况:
  - {三级指标: 培训人次, 实际完成值: 87人次}
  - {三级指标: 会议次数, 实际完成值: 10次}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("旧.yaml", OLD), ("新.yaml", NEW), ("表.yaml", TABLE), ("填报.yaml", FACTS)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_leaves_that_changed_with_both_places(folder: Path) -> None:
    got = run("diff", "旧.yaml", "新.yaml", cwd=folder)
    assert (got.status, got.err) == (0, "")
    assert "  约定/未填\n    旧：待人工认定    （旧.yaml:5:7）\n    新：零分    （新.yaml:5:7）\n" in got.out
    assert "  默认评分/正向\n    旧：完成目标的得满分，未完成的按完成比例计分    （旧.yaml:7:14）" in got.out
    assert "增加（1 处）\n  等级/合格/下限\n" in got.out
    assert "  等级/合格/下限\n    新：60" in got.out
    assert "  不适用转移/满意度指标\n    旧：效益指标    （rules/national/self-evaluation-2021.yaml:" in got.out
    assert "只改了写法，读法相同（1 处）\n  等级/良/下限\n    旧：80.0" in got.out
    assert "乙文" not in got.out
    assert "乙文" in run("diff", "--notes", "旧.yaml", "新.yaml", cwd=folder).out


def test_the_same_rules_do_not_differ(folder: Path) -> None:
    got = run("diff", "旧.yaml", "旧.yaml", cwd=folder)
    assert (got.status, got.out) == (0, "没有影响计分的不同\n")


def test_the_effect_on_scores(folder: Path) -> None:
    got = run("diff", "旧.yaml", "新.yaml", "--table", "表.yaml", "--facts", "填报.yaml", cwd=folder)
    assert got.status == 0
    assert "总分：92.2 分（满分 100，优） → 40 分（满分 100，差）" in got.out
    assert "  培训人次：52.2/60 → 0/60（-52.2）" in got.out
    assert "会议次数" not in got.out.split("总分：")[1]


def test_json_for_machines(folder: Path) -> None:
    got = run(
        "diff", "旧.yaml", "新.yaml", "--table", "表.yaml", "--facts", "填报.yaml", "--format", "json", cwd=folder
    )
    out = json.loads(got.out)
    kinds = {c["kind"] for c in out["changes"]}
    assert kinds == {"修改", "增加", "删除", "表述"}
    assert out["effect"]["rows"] == [
        {
            "name": "培训人次",
            "old": out["effect"]["rows"][0]["old"],
            "new": out["effect"]["rows"][0]["new"],
            "change": "-52.2",
        }
    ]
    assert (out["effect"]["old"]["total"], out["effect"]["new"]["total"]) == ("92.2", "40")


def test_tables_bring_their_schemes_with_them(folder: Path) -> None:
    other = TABLE.replace("旧.yaml", "新.yaml").replace("≥10次", "不少于10次").replace("分值: 60", "分值: 55")
    other = other.replace("分值: 40", "分值: 45")
    (folder / "新表.yaml").write_text(other, "utf-8")
    got = run("diff", "表.yaml", "新表.yaml", "--facts", "填报.yaml", cwd=folder)
    assert "  指标/产出指标/数量指标/培训人次/分值\n    旧：60" in got.out
    assert "  评分办法/约定/未填\n    旧：待人工认定" in got.out
    assert "只改了写法，读法相同（2 处）" in got.out
    assert "  会议次数：40/40 → 45/45（+5）" in got.out


def test_wrong_use(folder: Path) -> None:
    got = run("diff", "旧.yaml", "表.yaml", cwd=folder)
    assert (got.status, got.err.splitlines()[0]) == (
        1,
        "错误 R680：只能比较同一种文件：评分办法与评分办法，自评表与自评表；这里是评分办法与自评表",
    )
    got = run("diff", "旧.yaml", "新.yaml", "--facts", "填报.yaml", cwd=folder)
    assert got.status == 1
    assert "比较影响要有一张自评表，而“甲市办法”是评分办法" in got.err
    assert run("diff", "旧.yaml", "没有.yaml", cwd=folder).status == 1
    assert run("diff", "旧.yaml", cwd=folder).status == 2


def test_two_packs(tmp_path: Path) -> None:
    got = run("diff", "hunan/department-table", "hunan/yueyang-table", cwd=tmp_path)
    assert got.status == 0
    assert "  指标/投入/预算配置/重点支出安排率/公式" in got.out
