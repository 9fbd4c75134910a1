"""Located nodes → :class:`Facts`, all problems collected. Figures stay text; readers see them later."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from attrs import evolve

from ..base.problem import Problem, problem
from ..source import Mapping, Node, Scalar, Sequence, Shape, Taken, take
from . import shapes
from .cells import names, pairs, read_year, text_of, unit_in_heading, yes_no
from .facts import (
    BaseEntry,
    ExtraFiling,
    Facts,
    Figure,
    Filing,
    FundRow,
    Funds,
    GoalAnswer,
    ReferenceValue,
    ResultLink,
    Split,
    Statement,
    SubUnit,
    VetoFiling,
)

__all__ = ["read_facts_node"]

T = TypeVar("T")
_NONE = Figure("")
MAX_DEPTH = 20
"""Base data nest at most so deep (其中 in 其中)."""


def read_facts_node(node: Node, problems: list[Problem]) -> Facts | None:
    """Read a facts file; None where there is nothing to go on. Every problem found is added to ``problems``."""
    taken = take(node, shapes.FACTS, problems)
    if taken is None:
        return None
    totals_node = taken.node("总分")
    totals = take(totals_node, shapes.TOTALS, problems) if totals_node is not None else None
    return Facts(
        title=taken.text("填报数据") or "",
        organisation=taken.text("单位") or "",
        year=read_year(taken, "年度", problems),
        funds=_funds(taken, problems),
        filings=_each(taken.node("完成情况"), shapes.FILING, _filing, problems),
        goal_answers=_goal_answers(taken.node("总体目标完成情况")),
        base_data=_entries(taken.node("基础数据"), problems, 0),
        references=_each(taken.node("参照值"), shapes.REFERENCE, lambda t, _: _reference(t), problems),
        statements=_each(taken.node("报告陈述"), shapes.STATEMENT, _statement, problems),
        total_max=_figure(totals, "分值") if totals else Figure(""),
        total_self=_figure(totals, "自评得分") if totals else Figure(""),
        grade=taken.text("自评等级") or "",
        notes=names(taken.node("说明")),
        place=taken.place("填报数据"),
        extras=_each(taken.node("加减分"), shapes.EXTRA_FILING, lambda t, _: _extra(t), problems),
        vetoes=_each(taken.node("一票否决"), shapes.VETO_FILING, lambda t, _: _veto(t), problems),
        sub_units=_each(taken.node("下级填报"), shapes.SUB_UNIT, _sub_unit, problems),
        links=_each(taken.node("取自结果"), shapes.RESULT_LINK, lambda t, _: _link(t), problems),
    )


def _extra(taken: Taken) -> ExtraFiling:
    return ExtraFiling(
        taken.text("项目") or "",
        _figure(taken, "次数"),
        _figure(taken, "分"),
        taken.text("理由") or "",
        names(taken.node("佐证材料")),
        taken.place("项目"),
    )


def _veto(taken: Taken) -> VetoFiling:
    return VetoFiling(
        taken.text("事项") or "", taken.text("理由") or "", names(taken.node("佐证材料")), taken.place("事项")
    )


def _sub_unit(taken: Taken, problems: list[Problem]) -> SubUnit:
    filings = _each(taken.node("完成情况"), shapes.FILING, _filing, problems)
    return SubUnit(taken.text("单位") or "", _figure(taken, "资金"), filings, taken.place("单位"))


def _link(taken: Taken) -> ResultLink:
    return ResultLink(
        taken.text("指标") or "",
        taken.text("自评表") or "",
        taken.text("填报数据") or "",
        taken.text("项目") or "总分",
        taken.place("指标"),
    )


def _figure(taken: Taken, key: str, unit: str = "") -> Figure:
    scalar = taken.scalar(key)
    if scalar is None:
        return _NONE
    return Figure(scalar.text.strip(), taken.heading_unit(key) or unit, scalar.place)


def _each(
    node: Node | None, shape: Shape, read: Callable[[Taken, list[Problem]], T], problems: list[Problem]
) -> tuple[T, ...]:
    items = node.items if isinstance(node, Sequence) else ()
    return tuple(read(inner, problems) for item in items if (inner := take(item, shape, problems)) is not None)


def _fund_row(taken: Taken, unit: str, name: str) -> FundRow:
    return FundRow(
        taken.text("名称") or name,
        _figure(taken, "年初预算数", unit),
        _figure(taken, "全年预算数", unit),
        _figure(taken, "全年执行数", unit),
        _figure(taken, "执行率"),
        _figure(taken, "分值"),
        _figure(taken, "自评得分"),
    )


def _funds(taken: Taken, problems: list[Problem]) -> Funds | None:
    node = taken.node("资金")
    inner = take(node, shapes.FUNDS, problems) if node is not None else None
    if inner is None:
        return None
    unit = taken.heading_unit("资金") or ""
    return Funds(
        total=_fund_row(inner, unit, "年度资金总额"),
        rows=_each(inner.node("其中"), shapes.FUNDS, lambda t, _: _fund_row(t, unit, ""), problems),
        splits=tuple(
            (key, _figures(inner.node(key), unit))
            for key in ("按收入性质分", "按支出性质分")
            if inner.node(key) is not None
        ),
        source=inner.text("出处") or "",
        review_score=_figure(inner, "复核得分"),
        deviation_note=inner.text("偏差原因") or "",
        supporting=names(inner.node("佐证材料")),
        place=inner.place(),
    )


def _figures(node: Node | None, unit: str) -> tuple[tuple[str, Figure], ...]:
    if not isinstance(node, Mapping):
        return ()
    return tuple(
        (k.text.strip(), Figure(v.text.strip(), unit, v.place)) for k, v in node.entries if isinstance(v, Scalar)
    )


def _columns(node: Node | None, unit: str) -> tuple[tuple[str, Figure], ...]:
    """Read the columns of a line of base data; one may state a unit of its own: ``预算投资（万元）``."""
    out = []
    for name, figure in _figures(node, unit):
        column, own = unit_in_heading(name)
        out.append((column, evolve(figure, unit=own or figure.unit)))
    return tuple(out)


def _filing(taken: Taken, problems: list[Problem]) -> Filing:
    stated = taken.scalar("不适用")
    return Filing(
        name=taken.text("三级指标") or "",
        id=taken.text("编号") or "",
        path=tuple(t for key in ("一级指标", "二级指标") if (t := taken.text(key))),
        actual=_figure(taken, "实际完成值"),
        self_score=_figure(taken, "自评得分"),
        review_score=_figure(taken, "复核得分"),
        level=taken.text("达成情况") or "",
        deviation_note=taken.text("偏差原因") or "",
        supporting=names(taken.node("佐证材料")),
        verified=yes_no(taken, "佐证已核", problems) or False,
        not_applicable=stated.text.strip() if stated is not None and stated.text.strip() not in ("", "否") else None,
        inputs=_figures(taken.node("评分数据"), ""),
        place=taken.place("三级指标"),
    )


def _goal_answers(node: Node | None) -> tuple[GoalAnswer, ...]:
    if isinstance(node, Scalar):
        return (GoalAnswer((), node.text.strip()),) if node.text.strip() else ()
    out = []
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Mapping):
            out.append(GoalAnswer(names(item.get("目标")), text_of(item.get("实际完成情况"))))
        elif text_of(item):
            out.append(GoalAnswer((), text_of(item)))
    return tuple(out)


def _reference(taken: Taken) -> ReferenceValue:
    return ReferenceValue(
        taken.text("指标") or "",
        taken.text("名称") or "",
        _figure(taken, "值"),
        taken.text("来源") or "",
        taken.place("值"),
    )


def _entries(node: Node | None, problems: list[Problem], depth: int) -> tuple[BaseEntry, ...]:
    if depth > MAX_DEPTH:
        problems.append(problem("D701", place=node.place if node is not None else None, limit=MAX_DEPTH))
        return ()
    return _each(node, shapes.BASE_ENTRY, lambda t, p: _entry(t, p, depth), problems)


def _entry(taken: Taken, problems: list[Problem], depth: int) -> BaseEntry:
    unit = taken.text("单位") or ""
    return BaseEntry(
        taken.text("名称") or "",
        _columns(taken.node("数值"), unit),
        _splits(taken.node("其中"), problems, depth),
        taken.text("出处") or "",
        taken.text("组") or "",
        taken.text("备注") or "",
        taken.place("名称"),
    )


def _splits(node: Node | None, problems: list[Problem], depth: int) -> tuple[Split, ...]:
    def read(taken: Taken, problems: list[Problem]) -> Split:
        exhaustive = yes_no(taken, "穷尽", problems)
        return Split(taken.text("拆分") or "", exhaustive, _entries(taken.node("分项"), problems, depth + 1))

    return _each(node, shapes.SPLIT, read, problems)


def _statement(taken: Taken, problems: list[Problem]) -> Statement:
    return Statement(
        taken.text("项目") or "",
        taken.text("口径") or "",
        _figure(taken, "值"),
        taken.text("类型") or "数值",
        taken.text("出处") or "",
        pairs(taken.node("对应")),
        names(taken.node("涉及指标")),
        _splits(taken.node("其中"), problems, 0),
        taken.place("项目"),
    )
