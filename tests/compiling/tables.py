"""Tables to compile: every kind of target with every kind of clause, and values that try their edges."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import perfscore
from perfscore.planning import Plan

TARGETS = (
    "≥7%",
    "100家",
    "≤44万元",
    "5-10个",
    "≥-2%",
    "0起",
    "≤0起",
    "≥90%",
    "=100%",
    "较上年增长5%",
    "较上年下降3%",
    "前5名",
    "高于全省平均增速",
    "低于全国平均2个百分点",
    "高于全省平均10%",
    "≥3.5",
    "<20天",
    "≥43.41万元",
    "1.2-1.5万元",
    "≥99.95%",
    "合规",
    "12月底前",
    "约50家",
    "≥95%且≤100%",
)
CLAUSES = (
    "",
    "按完成比例计分",
    "每低于1个百分点扣0.5分，扣完为止",
    "每低于5%扣2分，扣完为止",
    "≥90%得满分，80%（含）-90%得8分，其余不得分",
    "每超过1%扣1分，不足1%的按比例扣，扣完为止",
    "目标÷实际×分值",
    "偏差在±10%以内得满分，每超出1%扣0.5分，扣完为止",
    "每发生1起扣2分，扣完为止",
    "完成率低于60%不得分，60%（含）以上按完成比例计分",
    "第1名得满分，每下降1名扣1分，扣完为止",
    "每低于目标值的10%扣1分，不足10%的不扣，扣完为止",
    "完成目标的得满分，未完成的按完成比例计分，实际完成值小于0的不得分",
    "达成得100%，基本达成得85%，部分达成得60%，未达成不得分",
    "①制度健全（4分）；②执行到位（6分）",
    "酌情给分",
)
HEAD = """格式: perfscore/1
自评表: 试算表
照录: 是
适用办法: {scheme}
年度: 2024
预算执行: {{分值: 10}}
指标:
  产出指标:
    数量指标:
"""


def text_of(rows: tuple[tuple[str, str], ...], scheme: str = "national/self-evaluation-2021") -> str:
    """Return a table with a row for each target and clause, named 甲1, 甲2, …; 90 points in all."""
    points = Decimal(90) / len(rows) if 90 % len(rows) == 0 else Decimal(7)
    lines = []
    for number, (target, clause) in enumerate(rows, 1):
        said = f", 评分标准: '{clause}'" if clause else ""
        lines.append(f"      - {{三级指标: 甲{number}, 年度指标值: '{target}', 分值: {points}{said}}}\n")
    return HEAD.format(scheme=scheme) + "".join(lines)


@cache
def plan_of(rows: tuple[tuple[str, str], ...], scheme: str = "national/self-evaluation-2021") -> Plan:
    """Return the plan of such a table."""
    return perfscore.load(text_of(rows, scheme)).plan()
