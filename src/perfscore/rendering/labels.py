"""The words of a rendered evaluation, in Chinese and in English.

Only the frame is translated: texts that were filled in, and the steps of an explanation, stay as they are. Every
Chinese character here can be encoded in GBK, so that a Chinese Windows console prints it.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from ..evaluation.values import BASES, OUTCOMES, SUPPORTING

__all__ = ["LANGUAGES", "Labels", "labels_for"]


@frozen
class Labels:
    """One language's words. ``locale`` is the name Babel knows it by; ``html_lang`` the one browsers know."""

    lang: str
    locale: str
    html_lang: str
    colon: str
    comma: str
    unit_gap: str
    named: str
    difference_note: str
    unit: str
    year: str
    scheme: str
    block: str
    subcategory: str
    name: str
    target: str
    actual: str
    max_score: str
    score: str
    self_score: str
    computed_score: str
    review_score: str
    difference: str
    basis: str
    supporting: str
    outcome: str
    explanation: str
    deviation_note: str
    goal: str
    total: str
    grade: str
    grade_open: str
    grade_none: str
    range: str
    range_text: str
    range_low: str
    range_high: str
    points: str
    by_basis: str
    notes: str
    findings: str
    no_findings: str
    where: str
    hint: str
    blocks: str
    rows: str
    ratio: str
    no_rows: str
    pending_rows: str
    digest: str
    facts_digest: str
    made_by: str
    number: str
    row_id: str
    date: str
    preparer: str
    phone: str
    signature: str
    blank: str
    block_points: str
    money: str
    initial: str
    adjusted: str
    executed: str
    execution_rate: str
    of_which: str
    goal_answer: str
    severity: str
    finding: str
    out_of: str
    details: str
    all: str
    with_findings: str
    without_findings: str
    show_all: str
    shown: str
    difference_of: str
    skip: str
    lost: str
    curve: str
    curve_key: str
    goal_expected: str
    computed_stands_in: str
    entry: str
    no_base_data: str
    likely: str
    no_curve: str
    no_point: str
    no_items: str
    unplaced: str
    bases: Mapping[str, str]
    outcomes: Mapping[str, str]
    supports: Mapping[str, str]
    severities: Mapping[str, str]


_ZH = Labels(
    lang="zh",
    locale="zh_CN",
    html_lang="zh-CN",
    colon="：",
    comma="、",
    unit_gap="",
    named="{title}（{id}）",
    difference_note="{difference} 分（自评得分 {stated}，采用得分 {adopted}）",
    unit="单位",
    year="年度",
    scheme="评分办法",
    block="一级指标",
    subcategory="二级指标",
    name="三级指标",
    target="年度指标值",
    actual="实际完成值",
    max_score="分值",
    score="得分",
    self_score="自评得分",
    computed_score="系统测算分",
    review_score="复核得分",
    difference="差异",
    basis="计分依据",
    supporting="佐证",
    outcome="结果",
    explanation="说明",
    deviation_note="偏差原因分析及改进措施",
    goal="对应目标",
    total="总分",
    grade="等级",
    grade_open="待定（尚有 {count} 行待人工认定）",
    grade_none="不评定",
    range="区间",
    range_text="{low} 至 {high} 分",
    range_low="最低",
    range_high="最高",
    points="{value} 分",
    by_basis="按计分依据",
    notes="汇总说明",
    findings="问题与疑点",
    no_findings="没有发现问题",
    where="位置",
    hint="建议",
    blocks="各部分得分",
    rows="逐项得分",
    ratio="得分率",
    no_rows="表中没有指标",
    pending_rows="{count} 行待人工认定",
    digest="规则摘要（SHA-256）",
    facts_digest="数据摘要（SHA-256）",
    made_by="由 perfscore {version} 计算",
    number="序号",
    row_id="编号",
    date="填报日期",
    preparer="填表人",
    phone="联系电话",
    signature="单位负责人签字",
    blank="　　　　　　",
    block_points="（{value}分）",
    money="年度预算申请",
    initial="年初预算数",
    adjusted="全年预算数",
    executed="全年执行数",
    execution_rate="执行率",
    of_which="其中",
    goal_answer="年度总体目标实际完成情况",
    severity="级别",
    finding="内容",
    out_of="{score} / {full} 分",
    details="计分过程",
    all="全部",
    with_findings="有问题或疑点",
    without_findings="没有问题或疑点",
    show_all="全部显示",
    shown="显示 {shown} / {all} 行",
    difference_of="自评 - 测算",
    skip="跳到逐项得分",
    lost="未得",
    curve="评分曲线",
    curve_key="圆点是本行的完成情况；线段实心的端点属于该段，空心的不属于；浅色区域由人工在其中认定；清单的勾、叉、问号是符合、不符合、没有填",
    goal_expected="年度总体目标预期目标",
    computed_stands_in="各行没有填报自评得分，表中为采用得分。",
    entry="项目",
    no_base_data="没有填报基础数据",
    likely="可能的原因",
    no_curve="没有评分曲线：{why}",
    no_point="图上没有本行的点：{why}",
    no_items="没有填是否符合的要点：{count} 项",
    unplaced="填报的内容没有对应到图上的位置",
    bases={str(k): v for k, v in BASES.items()},
    outcomes={str(k): v for k, v in OUTCOMES.items()},
    supports={str(k): v for k, v in SUPPORTING.items()},
    severities={"error": "错误", "warning": "疑点", "ask": "待说明"},
)

_EN = Labels(
    lang="en",
    locale="en",
    html_lang="en",
    colon=": ",
    comma=", ",
    unit_gap=" ",
    named="{title} ({id})",
    difference_note="{difference} points (self-score {stated}, adopted {adopted})",
    unit="Unit",
    year="Year",
    scheme="Scheme",
    block="Category",
    subcategory="Subcategory",
    name="Indicator",
    target="Target",
    actual="Actual",
    max_score="Points",
    score="Score",
    self_score="Self-score",
    computed_score="Computed",
    review_score="Review score",
    difference="Diff.",
    basis="Basis",
    supporting="Supporting",
    outcome="Outcome",
    explanation="Why",
    deviation_note="Reasons and measures",
    goal="Goal",
    total="Total",
    grade="Grade",
    grade_open="open (pending rows: {count})",
    grade_none="not graded",
    range="Range",
    range_text="{low} to {high} points",
    range_low="Lowest",
    range_high="Highest",
    points="{value} points",
    by_basis="By basis",
    notes="Notes on the total",
    findings="Findings",
    no_findings="No findings",
    where="where",
    hint="hint",
    blocks="Score by block",
    rows="Row by row",
    ratio="Score ratio",
    no_rows="The table has no indicators",
    pending_rows="pending rows: {count}",
    digest="Rules digest (SHA-256)",
    facts_digest="Facts digest (SHA-256)",
    made_by="computed by perfscore {version}",
    number="No.",
    row_id="Id",
    date="Date",
    preparer="Prepared by",
    phone="Phone",
    signature="Signed",
    blank="____________",
    block_points="({value} points)",
    money="Annual budget",
    initial="Initial budget",
    adjusted="Adjusted budget",
    executed="Executed",
    execution_rate="Execution rate",
    of_which="of which",
    goal_answer="Outcome of the year's goals",
    severity="Severity",
    finding="Finding",
    out_of="{score} / {full} points",
    details="How it was scored",
    all="all",
    with_findings="with findings",
    without_findings="without findings",
    show_all="show all",
    shown="{shown} of {all} rows",
    difference_of="self - computed",
    skip="Skip to the rows",
    lost="lost",
    curve="Curve",
    curve_key="the dot is what was achieved; a filled end belongs to its segment, a hollow one does not; in a shaded area a person decides; tick, cross and question mark: an item met, not met, not filed",
    goal_expected="Goal of the year",
    computed_stands_in="No self-scores were stated; the table shows the adopted scores.",
    entry="Item",
    no_base_data="No base data were filed",
    likely="Likely reason",
    no_curve="no curve: {why}",
    no_point="no point in the picture: {why}",
    no_items="items nobody said to be met or not: {count}",
    unplaced="what was filed has no place in it",
    bases={
        "recomputed": "recomputed",
        "benchmarked": "benchmarked",
        "reference_missing": "reference missing, to be verified",
        "self_reported": "self-reported",
        "assessed": "assessed",
    },
    outcomes={"scored": "scored", "pending": "pending", "not_applicable": "not applicable"},
    supports={"none": "none listed", "named": "named", "verified": "verified"},
    severities={"error": "error", "warning": "warning", "ask": "question"},
)

LANGUAGES: Mapping[str, Labels] = {"zh": _ZH, "en": _EN}
"""The languages a result can be shown in."""


def labels_for(lang: str) -> Labels:
    """Return the words of ``lang``; raises :class:`KeyError` for a language that is not known."""
    return LANGUAGES[lang]
