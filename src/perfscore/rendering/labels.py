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
    adopted: str
    difference: str
    difference_full: str
    basis: str
    supporting: str
    outcome: str
    explanation: str
    rests_on: str
    clause: str
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
    by_outcome: str
    notes: str
    findings: str
    no_findings: str
    see_findings: str
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
    curve: str
    curve_at: str
    curve_scores: str
    open_end: str
    filter: str
    filter_basis: str
    filter_finding: str
    filter_all: str
    filter_none: str
    filter_any: str
    filter_shown: str
    filter_reset: str
    date: str
    out_of: str
    details: str
    bases: Mapping[str, str]
    outcomes: Mapping[str, str]
    supports: Mapping[str, str]
    severities: Mapping[str, str]
    met: Mapping[bool, str]


_ZH = Labels(
    lang="zh",
    locale="zh_CN",
    html_lang="zh-CN",
    colon="：",
    comma="、",
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
    adopted="采用得分",
    difference="差异",
    difference_full="差异（自评得分减采用得分）",
    basis="计分依据",
    supporting="佐证",
    outcome="结果",
    explanation="说明",
    rests_on="依据",
    clause="评分标准",
    deviation_note="偏差原因分析及改进措施",
    goal="对应目标",
    total="合计",
    grade="等级",
    grade_open="待定（尚有 {count} 行待人工认定）",
    grade_none="不评定",
    range="区间",
    range_text="{low} 至 {high} 分",
    range_low="最低",
    range_high="最高",
    points="{value} 分",
    by_basis="按计分依据",
    by_outcome="未计分",
    notes="汇总说明",
    findings="问题与疑点",
    no_findings="没有发现问题",
    see_findings="见问题与疑点",
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
    curve="计分曲线",
    curve_at="{x} 对应 {y} 分",
    curve_scores="得分",
    open_end="空心圆点表示不含该点",
    filter="筛选",
    filter_basis="按计分依据",
    filter_finding="按问题",
    filter_all="全部",
    filter_none="没有问题的行",
    filter_any="有问题的行",
    filter_shown="显示 {shown} 行，共 {all} 行",
    filter_reset="显示全部",
    date="日期",
    out_of="{score} / {full} 分",
    details="计分过程",
    bases=dict(BASES),
    outcomes=dict(OUTCOMES),
    supports=dict(SUPPORTING),
    severities={"error": "错误", "warning": "疑点", "ask": "待说明"},
    met={True: "达到目标", False: "未达到目标"},
)

_EN = Labels(
    lang="en",
    locale="en",
    html_lang="en",
    colon=": ",
    comma=", ",
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
    adopted="Adopted",
    difference="Diff.",
    difference_full="Difference (self-score minus adopted score)",
    basis="Basis",
    supporting="Supporting",
    outcome="Outcome",
    explanation="Why",
    rests_on="rests on",
    clause="Scoring clause",
    deviation_note="Reasons and measures",
    goal="Goal",
    total="Total",
    grade="Grade",
    grade_open="open ({count} rows pending)",
    grade_none="not graded",
    range="Range",
    range_text="{low} to {high} points",
    range_low="Lowest",
    range_high="Highest",
    points="{value} points",
    by_basis="By basis",
    by_outcome="Not scored",
    notes="Notes on the total",
    findings="Findings",
    no_findings="No findings",
    see_findings="see findings",
    where="where",
    hint="hint",
    blocks="Score by block",
    rows="Row by row",
    ratio="Score ratio",
    no_rows="The table has no indicators",
    pending_rows="{count} rows pending",
    digest="Rules digest (SHA-256)",
    facts_digest="Facts digest (SHA-256)",
    made_by="computed by perfscore {version}",
    number="No.",
    row_id="Id",
    curve="Scoring curve",
    curve_at="{x} gives {y} points",
    curve_scores="score",
    open_end="a hollow dot is not part of the curve",
    filter="Filter",
    filter_basis="By basis",
    filter_finding="By finding",
    filter_all="All",
    filter_none="Rows without findings",
    filter_any="Rows with findings",
    filter_shown="{shown} of {all} rows shown",
    filter_reset="Show all",
    date="Date",
    out_of="{score} / {full} points",
    details="How it was scored",
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
    met={True: "target met", False: "target not met"},
)

LANGUAGES: Mapping[str, Labels] = {"zh": _ZH, "en": _EN}
"""The languages a result can be shown in."""


def labels_for(lang: str) -> Labels:
    """Return the words of ``lang``; raises :class:`KeyError` for a language that is not known."""
    return LANGUAGES[lang]
