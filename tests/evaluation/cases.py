"""Short ways to score rows in tests."""

from __future__ import annotations

from typing import Any

from perfscore import Evaluation, RuleSet, load, score_rows
from perfscore.evaluation.values import RowResult

SCHEME = "格式: perfscore/1\n评分办法: 试算办法\n编号: 试算\n基于: national/self-evaluation-2021\n"


def scheme(choices: str = "") -> RuleSet:
    """Return the national scheme with ``choices`` (YAML) put over it."""
    return load(SCHEME + choices)


def one_row(
    target: str, actual: str, *, points: str = "10", sub: str = "经济效益指标", choices: str = "", **cells: Any
) -> RowResult:
    """Score one row; ``cells`` are further columns."""
    row = {
        "一级指标": "效益指标",
        "二级指标": sub,
        "三级指标": "甲",
        "年度指标值": target,
        "实际完成值": actual,
        "分值": points,
        **cells,
    }
    (result,) = score_rows([row], scheme=scheme(choices)).rows
    return result


def execution(adjusted: str, executed: str, *, choices: str = "", **cells: Any) -> Evaluation:
    """Score a table of budget execution alone (10 分)."""
    funds = {"全年预算数": adjusted, "全年执行数": executed, "分值": "10", **cells}
    return score_rows([], scheme=scheme(choices), 资金=funds)
