"""Headings of printed tables and what they mean: one table for rows of dicts and for documents that are read in.

Published forms print the same column in many ways (全年实际值, 实际完成值, 指标完成值 …). A heading may carry a unit or a
note in brackets (``全年执行数（B）``, ``年度指标值（万元）``); blanks and line breaks inside a heading do not count.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache

from .cells import fold

__all__ = ["COLUMNS", "FUND_COLUMNS", "column", "fund_column", "is_goal", "near"]

COLUMNS: dict[str, tuple[str, ...]] = {
    "编号": ("指标编码", "指标编号", "编码", "指标代码", "代码", "id"),
    "一级指标": ("一级", "一级指标名称", "指标类别", "类别"),
    "一级分值": ("一级指标分值", "一级权重", "一级指标权重"),
    "二级指标": ("二级", "二级指标名称", "指标类型"),
    "三级指标": ("三级", "三级指标名称", "指标名称", "绩效指标", "指标", "具体指标", "指标内容", "三级绩效指标", "绩效指标名称", "具体指标名称", "评价指标", "考核指标"),
    "年度指标值": (
        "年度目标值", "全年目标值", "年初目标值", "预期指标值", "预期目标值", "目标值", "计划指标值", "年初指标值", "年度绩效指标值", "绩效指标值",
        "绩效目标值", "年度目标", "预期值", "计划值", "年度预期指标值", "指标目标值", "全年指标值",
        "年初设定指标值", "年初设定目标值", "年度设定目标值", "设定目标值", "设定指标值", "计划完成值", "计划目标值", "全年计划值", "绩效指标目标值", "年度计划值", "年度目标指标值", "年度工作目标",
    ),
    "指标值": (),
    "指标性质": ("性质", "指标方向", "符号", "运算符", "指标值类型"),
    "度量单位": ("计量单位", "指标单位", "指标值单位"),
    "批复指标值": ("批复目标值", "批复值", "批复的指标值"),
    "实际完成值": (
        "全年实际值", "实际值", "完成值", "全年完成值", "实际完成", "实际完成指标值", "实际完成情况", "全年实际完成值", "指标完成值", "完成情况", "年度完成值",
        "自评完成值", "实际完成数", "全年完成情况", "指标完成情况", "年度实际完成值",
        "实际指标值", "年度实际值", "全年实际完成情况", "年度实际完成情况", "完成指标值", "自评实际值", "实际达成值", "指标实际值", "指标实际完成值", "年末完成值", "全年实际完成", "截至年底完成值",
    ),
    "分值": ("标准分", "指标分值", "权重分值", "三级分值", "三级指标分值", "满分", "权重分", "分数", "权重", "指标权重", "三级权重", "三级指标权重", "标准分值", "分值权重", "权重分数", "赋分", "配分", "计划分值", "参考分值", "权数"),
    "自评得分": ("得分", "自评分", "自评分数", "自评得分值", "实际得分", "指标得分", "评分", "单位自评得分", "部门自评得分", "自评分值", "评价得分", "评价分值", "得分情况", "评分结果", "自评评分", "考评得分"),
    "复核得分": ("复核分", "复评得分", "审核得分", "核定得分", "复核分数", "财政复核得分", "财政审核得分", "主管部门复核得分", "审核分"),
    "达成情况": ("达成程度",),
    "偏差原因": (
        "偏差原因分析及改进措施", "偏差原因分析", "未完成原因", "未完成原因分析", "未完成原因及改进措施", "未完成原因分析及改进措施", "原因分析", "偏差原因及改进措施",
        "偏差分析", "未完成原因和改进措施", "偏差原因分析与改进措施", "未完成原因及拟采取的改进措施", "偏离原因及改进措施",
    ),
    "佐证材料": ("佐证资料", "证明材料", "佐证", "支撑材料", "数据来源", "佐证资料名称", "证明资料", "佐证依据", "佐证材料名称", "证据资料"),
    "参照值": ("参照", "基准值", "对标值"),
    "参照来源": ("参照值来源",),
    "评分标准": ("评分规则", "计分办法", "计分标准", "评价标准", "评分办法", "赋分标准", "计分规则", "评分细则", "得分标准", "计分方法", "评分方法", "评分规则说明", "计分规则及标准", "指标评分标准", "评分说明", "评(扣)分标准", "评扣分标准"),
    "方向": ("指标方向性",),
    "公式": ("计算公式",),
    "目标": ("对应目标", "年度总体目标"),
    "不适用": ("不适用原因",),
    "指标说明": ("指标解释", "指标描述", "指标释义", "绩效指标说明", "绩效指标解释", "绩效指标描述"),
    "序号": ("行号", "行次"),
    "备注": ("说明", "备注说明"),
}  # fmt: skip
"""Column → the other headings it goes by. 指标说明, 序号 and 备注 are known and not scored."""

FUND_COLUMNS: dict[str, tuple[str, ...]] = {
    "名称": ("name", "项目", "资金", "项目资金", "资金来源", "资金名称", "预算资金"),
    "年初预算数": ("年初预算", "年初预算数(万元)", "预算批复数", "年初批复数"),
    "全年预算数": ("全年预算", "调整预算数", "调整后预算数", "全年预算数A", "预算数"),
    "全年执行数": ("全年执行", "执行数", "全年执行数B", "支出数", "实际支出数", "全年支出数", "预算执行数"),
    "执行率": ("预算执行率", "执行率B/A"),
    "分值": ("标准分", "满分", "权重"),
    "自评得分": ("得分", "自评分", "执行率得分"),
    "复核得分": (),
    "偏差原因": ("偏差原因分析及改进措施", "未完成原因", "未完成原因分析", "原因"),
    "其中": (),
    "出处": ("来源",),
    "说明": ("备注",),
}
"""The same for the money rows of the table's head."""

_WHY = ("偏差", "偏离", "未完成", "未达", "未实现")
"""What a heading with 原因 must name to be 偏差原因: forms word this column in more ways than any other."""
_GOALS = frozenset(("年度目标",))
"""Headings of a column that holds the target of a row, unless the row's target stands in 指标值: then it holds the goal."""
_BRACKETS = re.compile(r"\(([^()]{0,20})\)\Z")


@cache
def _index(funds: bool) -> dict[str, str]:
    table = FUND_COLUMNS if funds else COLUMNS
    return {alias: name for name, aliases in table.items() for alias in (name, *aliases)}


def _bare(heading: str) -> tuple[str, str]:
    """Return a heading without blanks and without what stands in brackets at its end, and that."""
    text = "".join(fold(heading).split()).strip("*:")
    found = _BRACKETS.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")


def column(heading: str, *, funds: bool = False) -> tuple[str, str] | None:
    """Return the column a heading stands for, and the unit or note in brackets behind it; None for an unknown one."""
    name, note = _bare(heading)
    known = _index(funds).get(name)
    if known is None and "原因" in name and any(word in name for word in _WHY):
        known = "偏差原因"
    return None if known is None else (known, note)


def fund_column(heading: str) -> tuple[str, str] | None:
    """Return the same for a heading of the money rows."""
    return column(heading, funds=True)


def is_goal(heading: str) -> bool:
    """Tell whether a heading beside 指标值 names the overall goal and not the target of the row."""
    return _bare(heading)[0] in _GOALS


def near(heading: str, *, funds: bool = False) -> str:
    """Return the nearest known heading, or an empty text."""
    for names, likeness in ((FUND_COLUMNS if funds else COLUMNS, 0.6), (_index(funds), 0.5)):
        if close := get_close_matches(_bare(heading)[0], names, 1, likeness):
            return close[0]
    return ""
