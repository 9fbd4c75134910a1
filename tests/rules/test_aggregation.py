"""汇总: what may stand there, and the whole message for what may not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from perfscore.base.frames import frames
from perfscore.base.problem import Problem
from perfscore.language import default_language
from perfscore.planning.resolve import resolve
from perfscore.rules.loading import load_document, read_document, resolve_scheme
from perfscore.rules.read_aggregation import percent_of
from perfscore.rules.scheme import Scheme
from perfscore.source import source_from_text
from tests.golden import check

FOLDER = Path(__file__).parent / "golden"
HEAD = "格式: perfscore/1\n评分办法: 甲市办法\n等级: [{名称: 优, 下限: 90}, {名称: 差, 下限: 0}]\n"


def scheme(text: str) -> tuple[Scheme | None, list[Problem]]:
    document = read_document(source_from_text(text, "办法.yaml"))
    problems = list(document.problems)
    return resolve_scheme(document, problems), problems


WRONG = {
    "方法写错": "汇总: {方法: 平均}\n",
    "加权没有权重": "汇总: {方法: 加权}\n",
    "有权重不加权": "汇总: {权重: {甲: 100%}}\n",
    "权重合计不对": "汇总: {方法: 加权, 权重: {甲: 60%, 乙: 50%}}\n",
    "权重没有百分号": "汇总: {方法: 加权, 权重: {甲: 0.6, 乙: 40}}\n",
    "封顶顺序不对": "汇总:\n  执行率封顶:\n    - {执行率: 60%, 总分上限: 79}\n    - {执行率: 80%, 总分上限: 100}\n"
    "    - {执行率: 0%, 总分上限: 59}\n",
    "封顶低档反而高": "汇总:\n  执行率封顶:\n    - {执行率: 80%, 总分上限: 79}\n    - {执行率: 0%, 总分上限: 89}\n",
    "封顶没有到零": "汇总:\n  执行率封顶:\n    - {执行率: 80%, 总分上限: 100}\n    - {执行率: 60%, 总分上限: 79}\n",
    "加减分项目重复": "汇总:\n  加减分:\n    项目:\n      - {项目: 创新, 方向: 加分}\n      - {项目: 创新, 方向: 扣分}\n",
    "加减分方向写错": "汇总:\n  加减分:\n    项目:\n      - {项目: 创新, 方向: 奖励}\n",
    "否决缺等级": "汇总:\n  一票否决:\n    - {事项: 弄虚作假, 处理: 定级}\n",
    "否决缺上限": "汇总:\n  一票否决:\n    - {事项: 弄虚作假, 处理: 封顶}\n",
    "否决的等级不存在": "汇总:\n  一票否决:\n    - {事项: 弄虚作假, 处理: 定级, 等级: 不合格}\n",
    "下级相对值写错": "汇总: {下级相对值: 相加}\n",
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_aggregation(name: str) -> None:
    _, problems = scheme(HEAD + WRONG[name])
    assert any(p.severity == "error" for p in problems)
    check(FOLDER / f"汇总-{name}.txt", frames(problems) + "\n")


GRADES = {
    "有空档": "[{名称: 优, 下限: 90}, {名称: 良, 下限: 80, 上限: 89}, {名称: 差, 下限: 0, 上限: 79.99}]",
    "有重叠": "[{名称: 优, 下限: 90}, {名称: 良, 下限: 80, 上限: 95}, {名称: 差, 下限: 0}]",
    "最高不到满分": "[{名称: 优, 下限: 90, 上限: 99}, {名称: 差, 下限: 0}]",
}


@pytest.mark.parametrize("name", GRADES)
def test_grades_must_meet(name: str) -> None:
    _, problems = scheme(f"格式: perfscore/1\n评分办法: 甲市办法\n等级: {GRADES[name]}\n")
    check(FOLDER / f"等级-{name}.txt", frames(problems) + "\n")


def test_grades_that_meet_are_fine() -> None:
    text = "[{名称: 优, 下限: 90, 上限: 100}, {名称: 良, 下限: 80, 上限: 90}, {名称: 差, 下限: 0, 上限: 80}]"
    found, problems = scheme(f"格式: perfscore/1\n评分办法: 甲市办法\n等级: {text}\n")
    assert problems == []
    assert found is not None
    assert [found.grade_of(Decimal(x)) for x in ("89.99", "90", "80", "79.99", "0")] == ["良", "优", "良", "差", "差"]


TABLE = """\
格式: perfscore/1
自评表: 甲局自评表
适用办法: national/self-evaluation-2021
年度总体目标:
  - {编号: 1, 目标: 一, 占比: 60%}
  - {编号: 2, 目标: 二, 占比: SHARE}
指标:
  产出指标:
    数量指标:
      - {三级指标: 甲, 目标: 1, 年度指标值: ≥1个, 分值: 100}
      - {三级指标: 乙, 目标: GOAL, 年度指标值: ≥1个, 分值: POINTS}
"""


def planned(text: str, aggregation: str) -> str:
    from perfscore.rules.loading import scheme_and_table

    problems: list[Problem] = []
    _, table = scheme_and_table(read_document(source_from_text(text, "表.yaml")), problems)
    base = "格式: perfscore/1\n评分办法: 甲市办法\n基于: national/self-evaluation-2021\n删除: [分值方案]\n"
    loaded = load_document(read_document(source_from_text(base + aggregation, "办法.yaml")), problems)
    assert problems == []
    assert table is not None
    assert loaded.scheme is not None
    plan = resolve(table, loaded.scheme, default_language(), year=None)
    return frames(plan.problems)


GOALS = {
    "占比合计不对": ("50%", "2", "100"),
    "占比没有百分号": ("0.4", "2", "100"),
    "没有对应的行": ("40%", "1", "100"),
    "目标编号写错": ("40%", "3", "100"),
    "目标分值不满": ("40%", "2", "90"),
}


@pytest.mark.parametrize("name", GOALS)
def test_wrong_goals(name: str) -> None:
    share, goal, points = GOALS[name]
    text = TABLE.replace("SHARE", share).replace("GOAL", goal).replace("POINTS", points)
    check(FOLDER / f"多目标-{name}.txt", planned(text, "汇总: {多目标: 按占比}\n") + "\n")


def test_goals_that_add_up_are_fine() -> None:
    text = TABLE.replace("SHARE", "40%").replace("GOAL", "2").replace("POINTS", "100")
    assert planned(text, "汇总: {多目标: 按占比}\n") == ""


def test_weights_that_do_not_fit_the_table() -> None:
    text = TABLE.replace("SHARE", "40%").replace("GOAL", "2").replace("POINTS", "100")
    got = planned(text, "汇总: {方法: 加权, 权重: {产出: 70%, 效益: 30%}}\n")
    check(FOLDER / "权重-与表不符.txt", got + "\n")


def test_only_what_is_stated_is_digested() -> None:
    found, problems = scheme(HEAD)
    assert problems == []
    assert found is not None
    assert found.aggregation.to_dict() == {}
    found, problems = scheme(HEAD + "汇总: {方法: 加权, 权重: {甲: 60%, 乙: 40%}, 依据: 某文, 状态: 待核}\n")
    assert problems == []
    assert found is not None
    assert found.aggregation.to_dict() == {"method": "加权", "weights": {"甲": "60", "乙": "40"}}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("60%", "60"),
        ("６０％", "60"),
        (" 12.5 % ", "12.5"),
        ("0%", "0"),
        ("60", None),
        ("0.6", None),
        ("", None),
        ("六成", None),
    ],
)
def test_percents(text: str, value: str | None) -> None:
    assert percent_of(text) == (None if value is None else Decimal(value))


def test_shares_of_goals_reach_the_digest() -> None:
    from perfscore.rules.loading import scheme_and_table

    digests = set()
    for share in ("40%", "30%", ""):
        text = TABLE.replace("SHARE", share or '""').replace("GOAL", "2").replace("POINTS", "100")
        found, table = scheme_and_table(read_document(source_from_text(text, "表.yaml")), [])
        assert found is not None
        assert table is not None
        plan = resolve(table, found, default_language(), year=None, lenient=True)
        assert ("goals" in plan.to_dict()) is True
        digests.add(plan.digest)
    assert len(digests) == 3
