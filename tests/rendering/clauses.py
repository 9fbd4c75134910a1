"""Tables scored by the library itself, with rules of every shape: for pictures of curves."""

from __future__ import annotations

import perfscore
from perfscore.evaluation.values import Evaluation

CLAUSES = (
    ("比例", "≥90%", "85%", "按完成比例计分"),
    ("比例二", "≥100个", "250个", "按完成比例计分，扣完为止"),
    ("阶梯", "≥95%", "91.5%", "每低于1个百分点扣0.5分，扣完为止"),
    ("分档", "≥90%", "83%", "≥90%得10分，80%（含）-90%得8分，60%（含）-80%得6分，其余不得分"),
    ("达不达", "≥7%", "7.7%", "达到目标得满分，未达到不得分"),
    ("反向", "≤44万元", "50万元", "每超过1%扣1分，不足1%的按比例扣，扣完为止"),
    ("次数", "0次", "2次", "每发生1次扣2分，扣完为止"),
    ("文字", "合规", "合规", ""),
    ("远处", "≥1家", "5000家", "按完成比例计分"),
    ("未填", "≥90%", "", "按完成比例计分"),
)


def shapes() -> Evaluation:
    """Score one row a clause; each has 10 points and claims all of them."""
    rows = [
        {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": name, "年度指标值": target, "实际完成值": actual,
         "分值": "10", "得分": "10", **({"评分标准": clause} if clause else {})}
        for name, target, actual, clause in CLAUSES
    ]  # fmt: skip
    return perfscore.score_rows(rows, 标题="各种评分标准的曲线", 年度=2024)
