"""The seed's case, as tests use it: annex 2 of the published self-evaluation, row by row."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
CASE = ROOT / "examples" / "yiyang-2024"
TABLE = CASE / "indicators.yaml"
FACTS = CASE / "facts.yaml"
FACTS_WITH_REFERENCES = CASE / "facts-with-references.yaml"

PRINTED = {
    "预算执行率": "10",
    "全市规模工业增加值增速": "5",
    "新增规模工业企业家数": "5",
    "工业投资增长": "5",
    "工业技改投资增长": "5",
    "工业企业用电量增长": "5",
    "资金使用合规性": "5",
    "中心工作落实情况": "5",
    "主要工作按计划完成程度": "3",
    "项目资金及时拨付使用": "2",
    "工业对全市经济增长贡献情况": "5",
    "促进就业": "5",
    "工业领域生态环境保护": "4",
    "链群建设": "2",
    "企业科技攻关": "2",
    "营商环境": "2",
    "服务企业满意度": "5",
    "社会群众满意度": "5",
    "三公经费支出": "10",
    "项目经费支出": "10",
}
"""Row → the score printed in annex 2 (分)."""

REFERENCES = ("工业投资增长", "工业技改投资增长", "工业企业用电量增长")


def without_self_scores(text: str, names: tuple[str, ...] | None = None) -> str:
    """Return the facts' text with the 自评得分 of these rows (default: all) taken away."""
    out = []
    for line in text.splitlines():
        row = "三级指标:" in line and "自评得分" in line
        if row and (names is None or any(f"三级指标: {n}," in line for n in names)):
            head, _, _ = line.partition(", 自评得分")
            out.append(head + "}")
            continue
        out.append(line)
    return "\n".join(out) + "\n"
