"""A printed score that differs from the computed one: which other way of computing gives it exactly, if any."""

from __future__ import annotations

import json
import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import perfscore
from perfscore import Evaluation, score_rows
from perfscore.base.exact import plain, quotient
from perfscore.evaluation.reason import Reason
from tests.documents.building import corpus
from tests.documents.published import printed_rows, published

SCHEME = "national/self-evaluation-2021"
RATIO = "按完成比例计分"


def scored(target: str, actual: str, stated: str, clause: str = "", points: str = "10", **more: str) -> Evaluation:
    row = {
        "三级指标": "甲",
        "年度指标值": target,
        "实际完成值": actual,
        "分值": points,
        "得分": stated,
        "评分标准": clause,
    }
    return score_rows([{k: v for k, v in (row | more).items() if v}], SCHEME)


def reason(target: str, actual: str, stated: str, clause: str = "", points: str = "10", **more: str) -> Reason | None:
    return scored(target, actual, stated, clause, points, **more).rows[0].likely_reason


def one(way: str, stated: str) -> str:
    return f"按“{way}”计算得到同样的数（{stated} 分），请核对是否采用该算法"


def several(ways: tuple[str, ...], stated: str, count: int = 0) -> str:
    named = "或".join(f"“{way}”" for way in ways) + (f"等 {count} 种算法" if count else "")
    return f"按{named}计算都得到同样的数（{stated} 分），请核对采用的是哪一种"


def none(stated: str, gap: str, share: str) -> str:
    return (
        f"常见的其他算法（取整、比例、反向公式、分档、预算口径）都得不到 {stated} 分；"
        f"它与测算分相差 {gap} 分，为分值的 {share}，请说明得分来源"
    )


STEPS = "每少2个扣1分，不足2个的按比例扣，扣完为止"
PERCENT = "每低于1%扣0.5分，扣完为止"
CASES = [
    ("≥300个", "266个", "8.86", RATIO, one("得分截尾到 2 位小数", "8.86")),
    ("≥300个", "266个", "8", RATIO, one("得分截尾到整数", "8")),
    ("≥300个", "241个", "9", RATIO, one("得分进到整数", "9")),
    ("≥90%", "81%", "8.1", RATIO, one("实际完成值（%）×分值", "8.1")),
    ("≥90%", "81%", "9", "达到目标得满分，未达到不得分", one("实际÷目标×分值", "9")),
    ("≥90%", "81%", "0", RATIO, one("未达到目标不得分", "0")),
    ("≥90%", "81%", "10", RATIO, one("满分", "10")),
    ("≥90%", "81%", "8", RATIO, one("按等级给分（分值的80%）", "8")),
    ("≤44万元", "49万元", "8.98", "", one("目标÷实际×分值", "8.98")),
    ("≤44万元", "49万元", "8.9", "", several(("得分四舍五入到 1 位小数", "（1－超出目标的比例）×分值，比率先取整到百分之一"), "8.9")),
    ("≥100个", "120个", "12", RATIO, one("实际÷目标×分值，不以分值为限", "12")),
    ("≥100个", "120个", "8", RATIO, one("超出目标的部分同比例扣分", "8")),
    ("≥100个", "150个", "8", RATIO, one("超出目标30%以上扣2分", "8")),
    ("≥100个", "97个", "8", STEPS, several(("得分截尾到整数", "不足一档按一档算"), "8")),
    ("≥100个", "97个", "9", STEPS, several(("得分四舍五入到整数", "不足一档不算"), "9")),
    ("≥100个", "97个", "9.7", STEPS, one("实际÷目标×分值", "9.7")),
    ("≥90%", "81%", "5", PERCENT, several(("得分截尾到整数", "每…%一档按目标的百分比算"), "5")),
    ("≥300个", "266个", "8.9", RATIO, several(("得分四舍五入到 1 位小数", "实际÷目标×分值，比率先取整到百分之一"), "8.9")),
    ("≥100个", "50个", "0", RATIO, several(("完成率低于60%不得分", "未达到目标不得分"), "0")),
    ("≥90%", "81%", "9.37", RATIO, none("9.37", "+0.37", "93.7%")),
    ("≥100个", "100个", "9", RATIO, none("9", "-1", "90%")),
    ("≥100个", "120个", "11", RATIO, none("11", "+1", "110%")),
    ("≥100个", "90个", "-1", RATIO, none("-1", "-10", "-10%")),
]  # fmt: skip


@pytest.mark.parametrize(("target", "actual", "stated", "clause", "message"), CASES)
def test_reasons(target: str, actual: str, stated: str, clause: str, message: str) -> None:
    found = reason(target, actual, stated, clause)
    assert found is not None
    assert (found.zh, found.found) == (message, "请说明得分来源" not in message)


def test_a_rate_multiplied_by_the_actual_although_the_target_is_met() -> None:
    found = reason("=98%", "98%", "19.6", points="20")
    assert found is not None and found.zh == one("实际完成值（%）×分值", "19.6")


def test_tiers_of_satisfaction_are_for_satisfaction() -> None:
    tiers = "满意度分档（90%以上满分，80%以上得80%，60%以上得50%，其余不得分）"
    found = reason("≥90%", "62%", "5", RATIO, 一级指标="满意度指标")
    assert found is not None and found.zh == one(tiers, "5")
    elsewhere = reason("≥90%", "62%", "5", RATIO, 一级指标="产出指标")
    assert elsewhere is not None and elsewhere.zh == one("按等级给分（分值的50%）", "5")


def test_more_than_three_ways_are_counted() -> None:
    found = reason("≥100个", "99.66个", "10", RATIO)
    assert found is not None
    ways = ("得分四舍五入到 1 位小数", "满分", "实际÷目标×分值，比率先取整到百分之一")
    assert (found.zh, found.ways) == (several(ways, "10"), ways)
    assert found.text("en") == (
        "“the score rounded to 1 places (四舍五入)” or “full points” or “actual ÷ target × points, the ratio rounded to "
        "a hundredth first” gives the same figure (10 points); please check whether it was used"
    )


# --- budget execution ---------------------------------------------------------------------------------------------------


def executed(stated: str, **more: str) -> str:
    money = {"年初预算数": "200", "全年预算数": "100", "全年执行数": "90", "分值": "10", "得分": stated} | more
    parts = {"名称": "当年财政拨款", "全年预算数": "80", "全年执行数": "76"}
    result = score_rows(
        [{"三级指标": "甲", "年度指标值": "≥1个", "实际完成值": "1个", "分值": "90"}], SCHEME, 资金=[money, parts]
    )
    found = result.rows[0].likely_reason
    return "" if found is None else found.zh


def test_other_figures_of_the_money_rows() -> None:
    assert executed("9") == ""
    assert executed("4.5") == one("全年执行数÷年初预算数×分值", "4.5")
    assert executed("9.5") == one("当年财政拨款一行的执行率×分值", "9.5")
    assert executed("9.12", 执行率="91.2%") == one("表上填写的执行率91.2%×分值", "9.12")
    assert executed("9", 分值="100") == one("执行率×评分办法规定的分值10分", "9")
    assert executed("7.77") == none("7.77", "-1.23", "77.7%")


# --- points passed on ---------------------------------------------------------------------------------------------------


def test_points_before_others_were_passed_on(tmp_path: Any) -> None:
    (tmp_path / "办法.yaml").write_text(
        "格式: perfscore/1\n评分办法: 试\n编号: 试/试-2024\n基于: national/self-evaluation-2021\n约定:\n  不适用: 同级分配\n",
        "utf-8",
    )
    (tmp_path / "表.yaml").write_text(
        "格式: perfscore/1\n自评表: 试\n适用办法: 办法.yaml\n年度: 2024\n照录: 是\n指标:\n  产出指标:\n    数量指标:\n"
        "      - {三级指标: 甲, 年度指标值: ≥10个, 分值: 50}\n      - {三级指标: 乙, 年度指标值: ≥10个, 分值: 40}\n",
        "utf-8",
    )
    facts = {"格式": "perfscore/1", "填报数据": "试", "完成情况": [
        {"三级指标": "甲", "实际完成值": "5个", "自评得分": "25"}, {"三级指标": "乙", "不适用": "没有任务"}]}  # fmt: skip
    result = perfscore.evaluate(perfscore.load(tmp_path / "表.yaml"), facts)
    row = result.row("甲")
    assert (row.max_score, row.computed_score) == (Decimal("90.00"), Decimal("45.00"))
    assert row.likely_reason is not None
    assert row.likely_reason.zh == one("调整前的分值50分", "25")


# --- where there is nothing to explain -----------------------------------------------------------------------------------


def test_a_score_that_agrees_says_nothing() -> None:
    assert reason("≥300个", "266个", "8.87", RATIO) is None
    assert reason("≥300个", "266个", "", RATIO) is None
    assert reason("≥300个", "", "9", RATIO) is None
    assert reason("合规", "合规", "12") is None


def test_the_payload_knows_nothing_of_reasons() -> None:
    result = scored("≥90%", "81%", "8.1", RATIO)
    before = json.dumps(result.to_dict(), ensure_ascii=False)
    assert result.rows[0].likely_reason is not None
    assert json.dumps(result.to_dict(), ensure_ascii=False) == before
    assert "×分值" not in "".join(f["message"] for f in result.to_dict()["findings"])
    assert [f["message"] for f in result.to_dict()["findings"] if f["code"] == "E759"] == [
        "“甲”自评 8.1 分，按评分标准测算为 9 分，两者不一致，请核对"
    ]


def test_reasons_survive_pickling() -> None:
    result = scored("≥90%", "81%", "8.1", RATIO)
    again = pickle.loads(pickle.dumps(result))
    assert again == result
    assert again.rows[0].likely_reason == result.rows[0].likely_reason is not None


def test_a_compiled_row_has_the_same_reason(tmp_path: Any) -> None:
    path = tmp_path / "表.yaml"
    path.write_text(
        "格式: perfscore/1\n自评表: 试\n适用办法: national/self-evaluation-2021\n年度: 2024\n照录: 是\n指标:\n  产出指标:\n"
        "    数量指标:\n      - {三级指标: 甲, 年度指标值: ≥90%, 分值: 90, 评分标准: 按完成比例计分}\n",
        "utf-8",
    )
    score = perfscore.scorer(perfscore.load(path), fields=("甲", "甲_自评得分"))
    record = {"甲": Decimal(81), "甲_自评得分": "72.9"}
    row = score(record).row("甲")
    assert row.likely_reason == perfscore.evaluate(perfscore.load(path), score.facts(record)).row("甲").likely_reason
    assert row.likely_reason is not None and row.likely_reason.zh == one("实际完成值（%）×分值", "72.9")


# --- laws ---------------------------------------------------------------------------------------------------------------


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 400), st.integers(1, 400), st.integers(0, 4))
def test_rounding_to_other_places_is_named(a: int, t: int, places: int) -> None:
    """Law: completion rounded to any number of places is recognised, and agreeing scores need no reason."""
    exact = min(Fraction(10 * a, t), Fraction(10))
    stated = quotient(exact.numerator, exact.denominator, places)
    found = reason(f"≥{t}个", f"{a}个", plain(stated), RATIO)
    if stated == quotient(exact.numerator, exact.denominator, 2):
        assert found is None
    else:
        assert found is not None and found.found
        assert f"（{plain(stated)} 分）" in found.zh


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 300), st.integers(1, 300), st.integers(0, 1000))
def test_a_way_that_is_named_gives_the_printed_score(a: int, t: int, cents: int) -> None:
    """Law: where the plain ratio is named, it gives the printed score; a figure of no known way is never explained."""
    stated = Decimal(cents).scaleb(-2)
    found = reason(f"≥{t}个", f"{a}个", plain(stated), "达到目标得满分，未达到不得分")
    ratio = Fraction(10 * a, t)
    if found is not None and "实际÷目标×分值" in found.ways:
        assert quotient(ratio.numerator, ratio.denominator, 2) == stated
    if found is not None and a < t and quotient(ratio.numerator, ratio.denominator, 2) == stated:
        assert any(way.startswith("实际÷目标×分值") for way in found.ways)
    if found is not None:
        assert found.found == bool(found.ways) == ("请说明得分来源" not in found.zh)


def test_every_disagreement_of_the_corpus_has_its_reason() -> None:
    found = []
    for table in corpus():
        money = {"资金": table["funds"]} if table.get("funds") else {}
        result = score_rows(table["indicators"], SCHEME, 年度=table.get("year"), **money)
        rows = [r for r in result.rows if any(p.code in ("E758", "E759") for p in r.problems)]
        found += [(table["id"], r.likely_reason.ways) for r in rows if r.likely_reason is not None]
        assert all(r.likely_reason is not None for r in rows)
    assert found == [("published-01", ("执行率×评分办法规定的分值10分",))]


def test_every_disagreement_of_other_published_tables_has_its_reason() -> None:
    """Rows printed by other provinces, scored as they stand: most scores off are rounded, or lowered by a round share."""
    found: list[Reason] = []
    for table in published():
        result = score_rows(printed_rows(table), SCHEME, 年度=table["year"])
        for row in result.rows:
            if any(p.code == "E759" for p in row.problems):
                assert row.likely_reason is not None, (table["id"], row.name)
                assert f" {plain(row.self_score or Decimal(0))} 分" in row.likely_reason.zh.replace("（", " ")
                found.append(row.likely_reason)
    told = [reason for reason in found if reason.found]
    assert len(found) >= 20
    assert 8 <= len(told) < len(found)
    assert all("请核对" in reason.zh for reason in told)
