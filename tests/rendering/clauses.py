"""Tables scored by the library itself, with rules of every shape: for pictures of curves."""

from __future__ import annotations

from pathlib import Path

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


LIST = "①制度健全，并经单位领导班子集体研究通过后以正式文件印发执行（4分）；②执行到位（3分）；③检查有记录（3分）"
LONG = "；".join(f"{chr(0x2460 + n)}第{n + 1}项要求（1分）" for n in range(14))
WITHOUT_CURVE = (
    ("清单", "健全", LIST, "评分数据: {符合要点: 1、3}"),
    ("长清单", "健全", LONG, "评分数据: {符合要点: 2}"),
    ("清单没有填", "健全", LIST, "实际完成值: 健全, 自评得分: 8"),
    ("酌情", "良好", "酌情给分", "实际完成值: 良好, 自评得分: 8"),
    ("酌情待定", "良好", "酌情给分", "实际完成值: 良好"),
    ("缺参照值", "高于全省平均", "", "实际完成值: 7%, 自评得分: 10"),
)


def without_curve(folder: Path) -> Evaluation:
    """Score one row of every kind that has no curve or no point on it; files are written to ``folder``."""
    head = [
        "格式: perfscore/1",
        "自评表: 没有曲线的行",
        "适用办法: national/self-evaluation-2021",
        "年度: 2024",
        "照录: 是",
    ]
    rows = ["指标:", "  产出指标:", "    质量指标:"]
    filed = ["格式: perfscore/1", "填报数据: 没有曲线的行", "完成情况:"]
    for name, target, clause, said in WITHOUT_CURVE:
        points = 14 if clause == LONG else 10
        rule = f", 评分标准: {clause}" if clause else ""
        rows.append(f"      - {{三级指标: {name}, 年度指标值: {target}, 分值: {points}{rule}}}")
        filed.append(f"  - {{三级指标: {name}, {said}}}")
    (folder / "表.yaml").write_text("\n".join([*head, *rows, ""]), "utf-8")
    (folder / "数据.yaml").write_text("\n".join([*filed, ""]), "utf-8")
    return perfscore.evaluate(perfscore.load(folder / "表.yaml"), folder / "数据.yaml")
