"""Points and scores: totals, labels, what the text says of blocks, grades, reviews."""

from __future__ import annotations

from tests.checks.made import FACTS, TABLE, checked, codes, messages, passed


def test_a_sound_table_gives_no_finding_and_counts_what_holds() -> None:
    found = checked(FACTS + "总分: {分值: 100, 自评得分: 99.5}\n自评等级: 优\n")
    assert codes(found) == ["K881"]
    assert messages(found) == ["“预算执行率”自评 9.5 分，分值 10 分，“偏差原因分析及改进措施”没有填写"]
    assert passed(found, "分值合计") == ["分值合计 100 分：预算执行 10、产出指标 70、成本指标 20"]
    assert passed(found, "一级指标分值") == ["“产出指标”70 分 = 70", "“成本指标”20 分 = 20"]
    assert passed(found, "自评合计") == ["自评总分 99.5 分 = 各行自评得分之和"]
    assert passed(found, "等级") == ["等级“优”与总分 99.5 分相符"]
    assert found.counts()["一级指标分值"] == 2


def test_rows_that_do_not_add_up_to_the_full_score() -> None:
    found = checked(table=TABLE.replace("分值: 20}", "分值: 30}").replace("分值: 20\n", "分值: 30\n"))
    assert messages(found, "K801") == ["各行分值合计 110 分，满分是 100 分：预算执行 10、产出指标 70、成本指标 30"]
    assert next(f for f in found.findings if f.code == "K801").severity == "error"


def test_rows_below_the_full_score_may_not_all_have_been_passed_on() -> None:
    found = checked(table=TABLE.replace("分值: 20}", "分值: 10}").replace("分值: 20\n", "分值: 10\n"))
    finding = next(f for f in found.findings if f.code == "K801")
    assert finding.message == "各行分值合计 90 分，满分是 100 分：预算执行 10、产出指标 70、成本指标 10"
    assert finding.severity == "warning"


def test_a_ninety_point_table_without_budget_execution_is_sound() -> None:
    table = TABLE.replace("预算执行: {分值: 10}\n", "")
    found = checked("完成情况:\n" + FACTS.split("完成情况:\n")[1], table=table)
    assert "K801" not in codes(found)


def test_the_printed_total_of_points() -> None:
    found = checked(FACTS + "总分: {分值: 110}\n")
    assert messages(found, "K801", "K802") == [
        "表上总分的分值为 110 分，各行分值合计 100 分：预算执行 10、产出指标 70、成本指标 20"
    ]


def test_a_label_that_is_not_the_sum_of_its_rows_names_all_places() -> None:
    found = checked(table=TABLE.replace("分值: 70\n", "分值: 75\n"))
    finding = next(f for f in found.findings if f.code == "K803")
    assert finding.message == "“产出指标”标明 75 分，所列各行分值合计 70 分（70）"
    assert finding.where == "产出指标"
    assert finding.place is not None and finding.place.line == 9
    assert [p.line for p in finding.also] == [11]


def test_points_of_budget_execution_in_the_funds() -> None:
    found = checked(FACTS.replace("分值: 10", "分值: 20"))
    assert messages(found, "K804") == ["预算执行率的分值，资金一行写 20 分，自评表为 10 分"]


def test_a_stated_total_that_is_not_the_sum() -> None:
    found = checked(FACTS + "总分: {自评得分: 98.5}\n")
    assert messages(found, "K805") == ["总分一栏自评 98.5 分，各行自评得分合计 99.5 分，相差 1 分"]


def test_missing_self_scores_are_named_and_the_total_is_left_alone() -> None:
    found = checked(FACTS.replace(", 自评得分: 20", "") + "总分: {自评得分: 99.5}\n")
    assert messages(found, "K805", "K806") == ["有 1 行没有填自评得分：项目成本；总分未能核对"]


def test_a_table_of_targets_alone_is_not_asked_for_scores() -> None:
    assert codes(checked("完成情况: []\n")) == []


def test_a_computed_total_that_differs_names_the_rows() -> None:
    found = checked(FACTS + "总分: {自评得分: 99.5}\n", computed={"项目成本": "18.64"})
    assert messages(found, "K807") == [
        "自评总分 99.5 分，按评分办法测算合计 98.14 分（自评/测算：项目成本 20/18.64），请核对"
    ]


def test_the_computed_total_waits_while_rows_wait() -> None:
    assert "K807" not in codes(checked(FACTS + "总分: {自评得分: 99.5}\n", computed={"项目成本": "1"}, pending=True))


BLOCKS = """
总分: {自评得分: 99.5}
报告陈述:
  - {项目: 产出类得分, 口径: 得分, 值: 60分, 出处: 六（三）, 对应: {得分: 产出指标}}
  - {项目: 成本类得分, 口径: 得分, 值: 30分, 出处: 六（三）, 对应: {得分: 成本指标}}
  - {项目: 执行率得分, 口径: 得分, 值: 9.5分, 出处: 六（三）, 对应: {得分: 预算执行}}
"""


def test_block_scores_of_the_text_though_the_totals_agree() -> None:
    found = checked(FACTS + BLOCKS)
    finding = next(f for f in found.findings if f.code == "K808")
    assert finding.message == (
        "报告（六（三））写的各类得分与自评表不一致：产出指标 报告 60、自评表 70；成本指标 报告 30、自评表 20"
        "；两处合计都是 99.5 分"
    )
    assert finding.where == "产出指标；成本指标"
    assert len(finding.also) == 2
    assert passed(found, "各类得分") == ["预算执行得分：报告 9.5 分，自评表 9.5 分"]


def test_block_scores_that_agree_pass() -> None:
    found = checked(FACTS + BLOCKS.replace("60分", "70分").replace("30分", "20分"))
    assert "K808" not in codes(found)
    assert found.counts()["各类得分"] == 3


def test_a_block_named_twice_and_one_not_at_all() -> None:
    text = BLOCKS.replace("60分", "70分").replace("得分: 成本指标", "得分: 产出指标")
    assert messages(checked(FACTS + text), "K808") == [
        (
            "报告（六（三））写的各类得分与自评表不一致：产出指标 报告 70、30（写了2次）、自评表 70；"
            "成本指标 报告没有写、自评表 20"
        )
    ]


def test_a_block_that_the_table_does_not_have() -> None:
    text = BLOCKS.replace("60分", "70分").replace("30分", "20分").replace("得分: 预算执行", "得分: 决策指标")
    assert messages(checked(FACTS + text), "K808") == [
        (
            "报告（六（三））写的各类得分与自评表不一致：预算执行 报告没有写、自评表 9.5；"
            "报告写有“执行率得分” 9.5分，自评表没有这一类；两处合计都是 99.5 分"
        )
    ]


def test_the_grade_word_against_the_bands() -> None:
    found = checked(FACTS + "总分: {自评得分: 99.5}\n自评等级: 良\n")
    assert messages(found, "K809") == ["自评等级写“良”，自评总分 99.5 分对应的等级是“优”（优≥90、良≥80、中≥60、差≥0）"]


def test_the_grade_of_the_computed_total() -> None:
    found = checked(FACTS + "总分: {自评得分: 99.5}\n自评等级: 优\n", computed={"培训人数": "50"})
    assert messages(found, "K810") == ["自评等级为“优”，按测算总分 79.5 分为“中”，请核对"]


def test_results_far_ahead_of_spending() -> None:
    facts = FACTS.replace("自评得分: 9.5", "自评得分: 7")
    assert messages(checked(facts), "K811") == [
        "各指标得分率 100%，预算执行率得分率 70%，前者高出超过 5%；请说明支出进度与完成情况的关系"
    ]
    assert "K811" not in codes(checked(facts, checks="勾稽: {得分与执行率: {阈值: 40%}}\n"))


def test_a_review_that_changes_much() -> None:
    found = checked(FACTS + "总分: {自评得分: 99.5}\n", review={"培训人数": "55"})
    assert messages(found, "K812") == ["自评 99.5 分，复核 84.5 分，相差 15 分，等级由“优”变为“良”"]
    assert "K807" not in codes(found)


def test_a_review_that_changes_little() -> None:
    found = checked(FACTS + "总分: {自评得分: 99.5}\n", review={"培训人数": "68"})
    assert "K812" not in codes(found)
    assert passed(found, "自评与复核") == ["自评 99.5 分，复核 97.5 分"]
