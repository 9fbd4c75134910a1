"""Located nodes → :class:`Table`, all problems collected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from ..base.exact import plain, total
from ..base.problem import Place, Problem, problem
from ..source import Mapping, Node, Scalar, Sequence, Taken, take
from . import shapes
from .cells import names, read_points, read_year, yes_no
from .table import EXECUTION, Block, Goal, Indicator, Table

__all__ = ["check_sums", "read_table"]


def read_table(node: Node, problems: list[Problem]) -> Table | None:
    """Read an indicator table; None where there is nothing to go on. Every problem found is added to ``problems``."""
    taken = take(node, shapes.TABLE, problems)
    if taken is None:
        return None
    as_printed = yes_no(taken, "照录", problems) or False
    blocks, indicators = _blocks(taken, problems, as_printed)
    points, clause, place = _execution(taken, problems)
    table = Table(
        title=taken.text("自评表") or "",
        organisation=taken.text("单位") or "",
        scheme_id=taken.text("适用办法") or "",
        year=read_year(taken, "年度", problems),
        scope=taken.text("评价范围") or "",
        goals=_goals(taken, problems),
        blocks=blocks,
        indicators=indicators,
        execution_points=points,
        execution_clause=clause,
        notes=names(taken.node("说明")),
        place=taken.place("自评表"),
        execution_place=place,
        as_printed=as_printed,
    )
    if not as_printed:
        _check_names(table, problems, "name")
        problems.extend(check_sums(table))
    _check_names(table, problems, "id")
    return table


def _execution(taken: Taken, problems: list[Problem]) -> tuple[Decimal | None, str, Place | None]:
    node = taken.node(EXECUTION)
    inner = take(node, shapes.EXECUTION_ROW, problems) if node is not None else None
    if inner is None:
        return None, "", None
    return read_points(inner, "分值", problems), inner.text("评分标准") or "", inner.place("分值")


def _goals(taken: Taken, problems: list[Problem]) -> tuple[Goal, ...]:
    node = taken.node("年度总体目标")
    if isinstance(node, Scalar):
        return (Goal("1", node.text.strip(), place=node.place),) if node.text.strip() else ()
    out = []
    for i, item in enumerate(node.items if isinstance(node, Sequence) else (), 1):
        if isinstance(item, Scalar):
            out.append(Goal(str(i), item.text.strip(), place=item.place))
        elif (inner := take(item, shapes.GOAL, problems)) is not None:
            out.append(
                Goal(
                    inner.text("编号") or str(i),
                    inner.text("目标") or "",
                    names(inner.node("指标")),
                    inner.place("目标"),
                    inner.text("占比") or "",
                    inner.place("占比"),
                )
            )
    return tuple(out)


def _blocks(taken: Taken, problems: list[Problem], as_printed: bool) -> tuple[tuple[Block, ...], tuple[Indicator, ...]]:
    node = taken.node("指标")
    blocks: list[Block] = []
    rows: list[Indicator] = []
    for key, value in node.entries if isinstance(node, Mapping) else ():
        inner = take(value, shapes.BLOCK, problems)
        if inner is None:
            continue
        name = key.text.strip()
        points = read_points(inner, "分值", problems)
        blocks.append(Block(name, points, inner.place("分值") if points is not None else key.place))
        for sub, items in inner.rest:
            rows += _rows((name, sub.text.strip()), items, problems, as_printed)
    if not rows and not as_printed:
        problems.append(problem("R621", place=node.place if node is not None else taken.place()))
    return tuple(blocks), tuple(rows)


def _rows(path: tuple[str, str], items: Node, problems: list[Problem], as_printed: bool) -> Iterable[Indicator]:
    if not isinstance(items, Sequence):
        problems.append(problem("R622", place=items.place, block=path[0], name=path[1]))
        return
    for item in items.items:
        inner = take(item, shapes.PRINTED_INDICATOR if as_printed else shapes.INDICATOR, problems)
        if inner is None:
            continue
        points = read_points(inner, "分值", problems)
        if points == 0 and not as_printed:
            problems.append(problem("R623", place=inner.place("分值"), name=inner.text("三级指标") or ""))
        yield _indicator(inner, path, points if points is not None else Decimal(0), problems)


def _indicator(taken: Taken, path: tuple[str, str], points: Decimal, problems: list[Problem]) -> Indicator:
    name = taken.text("三级指标") or ""
    target, value = taken.text("年度指标值") or "", taken.text("指标值") or ""
    if target and value:
        problems.append(problem("R624", place=taken.place("指标值"), name=name))
    return Indicator(
        id=taken.text("编号") or "/".join((*path, name)),
        name=name,
        path=path,
        target=target or value,
        max_score=points,
        nature=taken.text("指标性质") or "",
        unit=taken.text("度量单位") or "",
        clause=taken.text("评分标准") or "",
        approved_target=taken.text("批复指标值") or "",
        direction=taken.text("方向") or "",
        formula=taken.text("公式") or "",
        goal=taken.text("目标"),
        place=taken.place("三级指标"),
        target_place=taken.place("年度指标值")
        if target
        else taken.place("指标值")
        if value
        else taken.place("三级指标"),
        clause_place=taken.place("评分标准"),
        points_place=taken.place("分值"),
    )


def _check_names(table: Table, problems: list[Problem], what: Literal["name", "id"]) -> None:
    seen: dict[tuple[str, ...], Indicator] = {}
    for row in table.indicators:
        key = (*row.path, row.name) if what == "name" else (row.id,)
        first = seen.setdefault(key, row)
        if first is row or row.place is None or (what == "id" and row.id == "/".join((*row.path, row.name))):
            continue
        problems.append(
            problem(
                "R625" if what == "name" else "R626",
                place=row.place,
                also=[p for p in (first.place,) if p],
                name=row.name,
                id=row.id,
                block="/".join(row.path),
            )
        )


def check_sums(table: Table) -> list[Problem]:
    """Return one problem for each block whose label is not the sum of its rows, naming all the places."""
    out = []
    by_block: dict[str, list[Indicator]] = defaultdict(list)
    for row in table.indicators:
        by_block[row.path[0]].append(row)
    for block in table.blocks:
        rows = by_block[block.name]
        got = total(r.max_score for r in rows)
        if block.points is not None and rows and got != block.points:
            parts = " + ".join(plain(r.max_score) for r in rows)
            out.append(
                problem(
                    "R627",
                    place=block.place,
                    also=[r.points_place for r in rows if r.points_place],
                    block=block.name,
                    label=plain(block.points),
                    parts=parts,
                    sum=plain(got),
                )
            )
    return out
