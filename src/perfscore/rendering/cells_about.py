"""Which cell of its row a finding is about, so that it can stand beside it."""

from __future__ import annotations

from ..base.problem import Problem
from ..evaluation.values import RowResult
from ..rules.headings import column

__all__ = ["CELLS", "cell_about"]

CELLS = ("name", "target", "actual", "max_score", "self_score", "score", "why")
"""The cells findings stand in."""

_COLUMNS = {
    "三级指标": "name", "年度指标值": "target", "指标值": "target", "指标性质": "target", "度量单位": "target",
    "批复指标值": "target", "实际完成值": "actual", "参照值": "actual", "佐证材料": "actual", "分值": "max_score",
    "自评得分": "self_score", "复核得分": "score", "偏差原因": "why", "评分标准": "why",
}  # fmt: skip
_CODES = {
    "E751": "actual", "E752": "self_score", "E753": "actual", "E754": "score", "E755": "actual", "E756": "actual",
    "E757": "actual", "E758": "self_score", "E759": "self_score", "E763": "actual", "E764": "actual",
    "E765": "actual", "E766": "actual", "E767": "actual", "E768": "actual", "E769": "actual", "E770": "actual", "E771": "actual", "E784": "actual",
    "E785": "actual", "E786": "actual", "E789": "actual", "D709": "self_score", "K812": "self_score",
    "K871": "target", "K872": "actual", "K873": "target", "K874": "actual", "K875": "target", "K876": "target",
    "K879": "actual", "K881": "why", "K882": "why",
}  # fmt: skip
_ROOMS = {"T": "target", "A": "actual", "C": "why"}
"""What the readers of each room read."""


def cell_about(item: Problem, row: RowResult) -> str:
    """Return one of :data:`CELLS`: the column named behind the row, else what the code is about, else the name."""
    where = item.where or ""
    if where.startswith(f"{row.where}/"):
        known = column(where[len(row.where) + 1 :])
        if known is not None and known[0] in _COLUMNS:
            return _COLUMNS[known[0]]
    return _CODES.get(item.code) or _ROOMS.get(item.code[:1], "name")
