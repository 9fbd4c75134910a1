"""What there is to see of a row without a curve: checklist and possible scores, in figures and in words."""

from __future__ import annotations

import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import perfscore
from perfscore.evaluation.curve_view import CurveView
from perfscore.evaluation.pictures import ChecklistView, Item, SpanView
from perfscore.evaluation.values import RowResult

CLAUSE = "①制度健全（4分）；②执行到位（3分）；③检查有记录（3分）"
TABLE = "\n".join((
    "格式: perfscore/1", "自评表: 试", "适用办法: national/self-evaluation-2021", "年度: 2024", "照录: 是", "指标:",
    "  产出指标:", "    质量指标:", f"      - {{三级指标: 制度, 年度指标值: 健全, 分值: 10, 评分标准: {CLAUSE}}}",
))  # fmt: skip


def listed(tmp_path: Any, **filed: Any) -> RowResult:
    path = tmp_path / "表.yaml"
    path.write_text(TABLE + "\n", "utf-8")
    facts = {"格式": "perfscore/1", "填报数据": "试", "完成情况": [{"三级指标": "制度", **filed}]}
    return perfscore.evaluate(perfscore.load(path), facts).row("制度")


def seen(row: RowResult) -> ChecklistView:
    assert isinstance(row.picture, ChecklistView)
    assert row.curve is None
    return row.picture


def one(target: str, actual: str, **more: str) -> RowResult:
    given = {"一级指标": "产出", "三级指标": "甲", "年度指标值": target, "实际完成值": actual, "分值": "10", **more}
    return perfscore.score_rows([given], "national/self-evaluation-2021").rows[0]


def test_items_met_and_not_met(tmp_path: Any) -> None:
    row = listed(tmp_path, 评分数据={"符合要点": "1、3"})
    view = seen(row)
    assert view.items == (
        Item("制度健全", Fraction(4), True), Item("执行到位", Fraction(3), False), Item("检查有记录", Fraction(3), True),
    )  # fmt: skip
    assert (view.score, view.points) == (row.score, row.max_score) == (Decimal("7.00"), Decimal(10))
    assert view.summary == (
        "清单：“制度健全”4 分，符合；“执行到位”3 分，不符合；“检查有记录”3 分，符合。本行：得 7 分，满分 10 分。"
    )


def test_items_nobody_spoke_of(tmp_path: Any) -> None:
    view = seen(listed(tmp_path, 实际完成值="健全", 自评得分="8"))
    assert [item.met for item in view.items] == [None, None, None]
    assert view.summary.startswith("清单：“制度健全”4 分，没有填；")
    assert view.summary.endswith("本行：得 8 分，满分 10 分。")
    waiting = seen(listed(tmp_path))
    assert waiting.score is None
    assert waiting.summary.endswith("本行：待人工认定，满分 10 分。")


@settings(max_examples=20, deadline=None)
@given(met=st.sets(st.integers(1, 3)))
def test_the_items_met_are_the_score(met: set[int], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Law: the points of the items drawn as met are the row's score."""
    said = "、".join(map(str, sorted(met))) or "无"
    row = listed(tmp_path_factory.mktemp("表"), 评分数据={"符合要点": said})
    view = seen(row)
    assert sum((i.points for i in view.items if i.met), Fraction(0)) == row.score == view.score
    assert {n for n, i in enumerate(view.items, 1) if i.met} == met


def test_a_person_decides() -> None:
    row = one("良好", "良好", 评分标准="酌情给分", 得分="8")
    assert isinstance(row.picture, SpanView)
    assert (row.picture.low, row.picture.high, row.picture.points, row.picture.score) == (
        Decimal(0), Decimal(10), Decimal(10), Decimal(8),
    )  # fmt: skip
    assert row.picture.why == "评分标准写“酌情”，由人工认定得分，应在 0 至 10 分之间"
    assert row.picture.summary == "得分可在 0 至 10 分之间，满分 10 分；本行：采用 8 分。"


@pytest.mark.parametrize(("target", "actual", "more", "why"), [
    ("不抵于5个", "6个", {}, "无法识别“不抵于”"),
    ("100家", "114家", {}, "年度指标值“100家”没有写方向，指标和评分办法也没有指明，该行待人工认定"),
    ("良好", "良好", {"评分标准": "按某某办法另行规定"}, "没有读懂评分标准“按某某办法另行规定”"),
])  # fmt: skip
def test_why_there_is_no_curve(target: str, actual: str, more: dict[str, str], why: str) -> None:
    picture = one(target, actual, **more).picture
    assert isinstance(picture, SpanView)
    assert picture.why == why


def test_a_review_narrows_what_is_possible() -> None:
    picture = one("不抵于5个", "6个", 复核得分="7").picture
    assert isinstance(picture, SpanView)
    assert picture.summary == "得分为 7 分，满分 10 分；本行：采用 7 分。"


def test_every_row_that_applies_has_a_picture() -> None:
    rules, facts = "examples/yiyang-2024/indicators.yaml", "examples/yiyang-2024/facts.yaml"
    for row in perfscore.evaluate(perfscore.load(rules), facts).rows:
        assert isinstance(row.picture, CurveView)
    assert one("≥5个", "5个").picture == one("≥5个", "5个").curve is not None
    assert one("≥5个", "", 不适用原因="没有任务").picture is None


def test_pictures_survive_pickling() -> None:
    row = one("良好", "良好", 评分标准="酌情给分", 得分="8")
    assert pickle.loads(pickle.dumps(row)).picture == row.picture is not None
