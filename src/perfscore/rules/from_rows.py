"""Rows of dicts, as a finance system or a document holds them → :class:`Table` and :class:`Facts`.

Values are str, int or :class:`~decimal.Decimal`; a float is refused, because it does not hold decimal fractions
exactly. Nothing is read here: targets, actuals and clauses stay text for the readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import field

from ..base.exact import plain, total
from ..base.problem import Problem, problem
from ..base.values import define
from .cells import points_of
from .facts import Facts, Figure, Filing, FundRow, Funds, ReferenceValue
from .headings import column, is_goal, near
from .scheme import Scheme
from .table import EXECUTION, Block, Indicator, Table

__all__ = ["plain_cell", "table_and_facts"]

UNNAMED = "未注明一级指标"
DIRECTIONS = ("正向", "反向", "等于")
_FILLED = ("年度指标值", "指标值", "实际完成值", "分值", "自评得分", "复核得分")
"""A row without a name and without any of these is a line of the print that was left blank."""
_UNITS = ("元", "千元", "万元", "亿元", "%", "个", "家", "人", "次", "项")


def plain_cell(value: object, where: str, problems: list[Problem]) -> str:
    """Return a cell as text; a float, a bool or anything else that is no text or exact number is a problem."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Decimal):
        return plain(value) if value.is_finite() else str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        problems.append(problem("P952", where=where, cell=where, value=repr(value), text=repr(value)))
    else:
        problems.append(problem("P953", where=where, cell=where, kind=type(value).__name__))
    return ""


_Cells = dict[str, tuple[str, str]]
"""The cells of a row by column: the text, and the unit of its heading."""


@define
class _Collected:
    """What the rows come to so far."""

    indicators: list[Indicator] = field(factory=list)
    filings: list[Filing] = field(factory=list)
    references: list[ReferenceValue] = field(factory=list)
    blocks: dict[str, Block] = field(factory=dict)
    ids: set[str] = field(factory=set)
    unknown: dict[str, list[int]] = field(factory=dict)


def table_and_facts(
    rows: Iterable[object],
    scheme: Scheme,
    problems: list[Problem],
    *,
    title: str = "",
    organisation: str = "",
    year: int | None = None,
    scope: str = "",
    funds: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
) -> tuple[Table, Facts]:
    """Return table and facts; every problem of form is added to ``problems``.

    Budget execution is part of the table only where ``funds`` (资金) is given; its points are the 分值 printed there,
    else those of the scheme's points plan.
    """
    out = _Collected()
    above = ("", "")
    for number, row in enumerate(rows, 1):
        if not isinstance(row, Mapping):
            problems.append(problem("P959", where=f"第 {number} 行", kind=type(row).__name__))
            continue
        above = _add(out, _cells(row, number, out.unknown, problems), above, number, problems)
    problems += _unknown(out.unknown)
    money = None if funds is None else _funds(funds, problems)
    points = None if money is None else _execution_points(money, scheme, out, problems)
    table = Table(
        title=title,
        organisation=organisation,
        scheme_id=scheme.id,
        year=year,
        scope=scope,
        blocks=tuple(out.blocks.values()),
        indicators=tuple(out.indicators),
        execution_points=points,
    )
    facts = Facts(
        organisation=organisation,
        year=year,
        funds=money,
        filings=tuple(out.filings),
        references=tuple(out.references),
    )
    return table, facts


def _cells(row: Mapping[str, Any], number: int, unknown: dict[str, list[int]], problems: list[Problem]) -> _Cells:
    """Return the cells of a row whose headings are known; ``unknown`` gathers the others, with the rows they stand in."""
    out: _Cells = {}
    for heading, value in row.items():
        found = column(str(heading))
        if found is None:
            unknown.setdefault(str(heading), []).append(number)
            continue
        name, note = found
        text = plain_cell(value, f"第 {number} 行/{heading}", problems)
        if name == "年度指标值" and is_goal(str(heading)) and _has(row, "指标值"):
            name = "目标"
        if name not in out or not out[name][0]:
            out[name] = (text, note if note in _UNITS else "")
    return out


def _has(row: Mapping[str, Any], name: str) -> bool:
    """Tell whether a row has something in the column of that very name."""
    return any(value not in (None, "") and column(str(key)) == (name, "") for key, value in row.items())


def _add(
    out: _Collected, cells: _Cells, above: tuple[str, str], number: int, problems: list[Problem]
) -> tuple[str, str]:
    """Add one row. Blank first- and second-level cells are merged cells of the print: they repeat what stands above."""
    first = _text(cells, "一级指标") or above[0]
    second = _text(cells, "二级指标") or (above[1] if first == above[0] else "")
    name = _text(cells, "三级指标")
    if not name:
        problems.append(_unnamed(cells, number, new=first != above[0] or bool(_text(cells, "二级指标"))))
        return first, second
    path = tuple(p for p in (first or UNNAMED, second) if p)
    where = "/".join((*path, name))
    points = _points(_text(cells, "分值"), where, problems)
    row_id = _fresh(_text(cells, "编号") or where, out.ids)
    block = path[0]
    if block not in out.blocks:
        out.blocks[block] = Block(block, points_of(_text(cells, "一级分值")))
    direction = _direction(_text(cells, "方向"), where, problems)
    out.indicators.append(_indicator(cells, row_id, path, points, direction))
    out.filings.append(_filing(row_id, name, path, cells))
    if _text(cells, "参照值"):
        value = Figure(*cells["参照值"])
        out.references.append(ReferenceValue(row_id, "", value, _text(cells, "参照来源")))
    return first, second


def _text(cells: _Cells, name: str) -> str:
    return cells.get(name, ("", ""))[0]


def _unnamed(cells: _Cells, number: int, *, new: bool) -> Problem:
    """Return what is wrong with a row without a name; ``new`` says that it names a level of its own."""
    where = f"第 {number} 行"
    if not new or any(_text(cells, key) for key in _FILLED):
        return problem("P955", where=where, number=number, key="三级指标")
    shown = "、".join(t for t in (_text(cells, "一级指标"), _text(cells, "二级指标")) if t)
    return problem("P964", where=where, number=number, text=" ".join(shown.split()))


def _indicator(cells: _Cells, row_id: str, path: tuple[str, ...], points: Decimal, direction: str) -> Indicator:
    target, target_unit = cells.get("年度指标值", ("", ""))
    return Indicator(
        id=row_id,
        name=_text(cells, "三级指标"),
        path=path,
        target=target or _text(cells, "指标值"),
        max_score=points,
        nature=_text(cells, "指标性质"),
        unit=_text(cells, "度量单位") or target_unit,
        clause=_text(cells, "评分标准"),
        approved_target=_text(cells, "批复指标值"),
        direction=direction,
        formula=_text(cells, "公式"),
        goal=_text(cells, "目标") or None,
    )


def _direction(text: str, where: str, problems: list[Problem]) -> str:
    """Return 方向 as the plan knows it; anything else is reported and not used."""
    direction = "".join(text.split()).removesuffix("指标")
    if not direction or direction in DIRECTIONS:
        return direction
    problems.append(problem("P965", where=where, text=text, known="、".join(DIRECTIONS)))
    return ""


def _fresh(wanted: str, taken: set[str]) -> str:
    """Return an id nobody has yet: two rows of one name are both kept."""
    row_id, n = wanted, 1
    while row_id in taken:
        n += 1
        row_id = f"{wanted}#{n}"
    taken.add(row_id)
    return row_id


def _filing(row_id: str, name: str, path: tuple[str, ...], cells: _Cells) -> Filing:
    def figure(key: str) -> Figure:
        return Figure(*cells.get(key, ("", "")))

    supporting = figure("佐证材料").text
    absent = figure("不适用").text
    return Filing(
        name=name,
        id=row_id,
        path=path,
        actual=figure("实际完成值"),
        self_score=figure("自评得分"),
        review_score=figure("复核得分"),
        level=figure("达成情况").text,
        deviation_note=figure("偏差原因").text,
        supporting=(supporting,) if supporting else (),
        not_applicable=absent if absent not in ("", "否") else None,
    )


def _points(text: str, where: str, problems: list[Problem]) -> Decimal:
    if not text:
        return Decimal(0)
    points = points_of(text)
    if points is None or points < 0:
        problems.append(problem("R601", where=where, key="分值", text=text))
        return Decimal(0)
    return points


def _unknown(found: Mapping[str, list[int]]) -> Iterator[Problem]:
    """Yield what is said of columns nobody knows: once for each, with the rows it stands in."""
    for heading, numbers in found.items():
        first, last = numbers[0], numbers[-1]
        text = "、".join(map(str, numbers[:5])) + (f" 等 {len(numbers)}" if len(numbers) > 5 else "")
        if len(numbers) > 1 and last - first == len(numbers) - 1:
            text = f"{first} 至 {last}"
        yield problem("P954", where=f"第 {text} 行", number=text, key=heading, near=near(heading))


# --- 资金 ---------------------------------------------------------------------------------------------------------


def _funds(given: Mapping[str, Any] | Sequence[Mapping[str, Any]], problems: list[Problem]) -> Funds | None:
    rows = [given] if isinstance(given, Mapping) else list(given)
    read = [_fund_row(row, i, problems) for i, row in enumerate(rows) if isinstance(row, Mapping)]
    if not read:
        problems.append(problem("P953", where="资金", cell="资金", kind=type(given).__name__))
        return None
    total_row, review, note = read[0]
    return Funds(total=total_row, rows=tuple(r[0] for r in read[1:]), review_score=review, deviation_note=note.text)


def _fund_row(row: Mapping[str, Any], number: int, problems: list[Problem]) -> tuple[FundRow, Figure, Figure]:
    cells: dict[str, Figure] = {}
    unit = ""
    for heading, value in row.items():
        found = column(str(heading), funds=True)
        if found is None and str(heading) in ("单位", "金额单位"):
            unit = plain_cell(value, "资金", problems)
            continue
        if found is None:
            hint = near(str(heading), funds=True)
            problems.append(problem("P954", where="资金", number=number + 1, key=heading, near=hint))
            continue
        if found[0] in ("其中", "说明"):
            continue
        text = plain_cell(value, f"资金/{heading}", problems)
        cells[found[0]] = Figure(text, found[1] if found[1] in _UNITS else "")

    def money(name: str) -> Figure:
        figure = cells.get(name, Figure(""))
        return figure if figure.unit or not unit else Figure(figure.text, unit)

    name = cells.get("名称", Figure("")).text or ("年度资金总额" if number == 0 else f"第 {number + 1} 行")
    fund = FundRow(
        name,
        money("年初预算数"),
        money("全年预算数"),
        money("全年执行数"),
        cells.get("执行率", Figure("")),
        cells.get("分值", Figure("")),
        cells.get("自评得分", Figure("")),
    )
    return fund, cells.get("复核得分", Figure("")), cells.get("偏差原因", Figure(""))


def _execution_points(money: Funds, scheme: Scheme, out: _Collected, problems: list[Problem]) -> Decimal | None:
    """Return the points of budget execution: as printed, else of the plan that has the table's blocks."""
    stated = points_of(money.total.max_score.text)
    if stated is not None:
        return stated
    got = total(i.max_score for i in out.indicators)
    plans = [p for p in scheme.points_plans if p.get(EXECUTION) is not None]
    fitting = [p for p in plans if set(out.blocks) <= {name for name, _ in p.points}] or plans
    points = {p.get(EXECUTION) for p in fitting}
    if len(points) == 1:
        return points.pop()
    rest = scheme.full_score - got
    if rest in points:
        return rest
    problems.append(problem("P955", where="资金", number=1, key="分值"))
    return None
