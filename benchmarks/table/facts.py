"""One generated record as 填报数据: the mapping ``perfscore.read_facts`` takes.

The names and keys here are those of ``规则.yaml``; figures may be Decimal or text with its unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .data import ROWS

__all__ = ["FIELDS", "REFERENCE", "RULES", "UNITS", "facts_of"]

RULES = Path(__file__).parent / "规则.yaml"
REFERENCE = "全省平均增速"
FIELDS = {
    **{("t_" if r.kind == "words" else "a_") + r.id: r.id for r in ROWS},
    **{f"b_{r.id}": f"{r.id}_参照值" for r in ROWS if r.kind == "above"},
    "a_r00": "全年执行数",
    "b_r00": "全年预算数",
}
"""The keys of a generated record, and what ``perfscore.scorer`` and ``perfscore.score_table`` call each of them."""
UNITS = {row.id: row.unit for row in ROWS if row.kind == "above"}
"""The units of rows whose target (高于全省平均增速) names none."""


def facts_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return one record (see :func:`.data.records`, ``decimal`` or ``text``) as a mapping of 填报数据."""
    filed, references = [], []
    for row in ROWS[1:]:
        actual = record[f"{'t' if row.kind == 'words' else 'a'}_{row.id}"]
        filed.append({"编号": row.id, "三级指标": row.name, "实际完成值": actual})
        if row.kind == "above":
            value = {"指标": row.name, "名称": REFERENCE, "值": record[f"b_{row.id}"], "来源": "基准数据"}
            references.append(value)
    funds = {"全年预算数": record["b_r00"], "全年执行数": record["a_r00"]}
    return {
        "填报数据": "基准测试用自评表",
        "年度": "2024",
        "资金（万元）": funds,
        "完成情况": filed,
        "参照值": references,
    }
