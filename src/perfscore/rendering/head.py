"""The head of the printed table: money and how the year's goals came out, as they were filed.

The goals are the evaluation's; money and outcomes it does not hold, they come from the 填报数据 it was made of. Figures stay as filed: what is a plain
number is printed as one, anything else as the text it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..base.exact import decimal_of
from .escaping import one_line, printable
from .figures import amount
from .grid import Cell, Grid, stacked
from .labels import Labels

if TYPE_CHECKING:
    from ..rules.facts import Facts, Figure, FundRow, Funds
    from ..rules.table import Goal

__all__ = ["head"]

_SPANS = ((0, 3), (3, 1), (4, 1), (5, 2), (7, 1), (8, 1), (9, 1))
"""First column and number of columns of: name, 年初预算数, 全年预算数, 全年执行数, 执行率, 分值, 自评得分."""


def head(facts: Facts | None, goals: tuple[Goal, ...], labels: Labels, widths: tuple[int, ...]) -> Grid | None:
    """Return the head as a table of the columns of the main one; None without facts, or where nothing is to be told."""
    if facts is None:
        return None
    rows: list[list[Cell]] = []
    if facts.funds is not None:
        rows += _funds(facts.funds, labels)
    for goal in goals:
        label = f"{labels.goal_expected} {one_line(goal.number)}".strip()
        rows.append([Cell(0, 0, label, "label", 1, 3), Cell(0, 3, printable(goal.text).strip(), "text", 1, 7)])
    for answer in facts.goal_answers:
        numbers = f" {labels.comma.join(answer.goals)}" if answer.goals else ""
        label = f"{labels.goal_answer}{printable(numbers)}"
        rows.append([Cell(0, 0, label, "label", 1, 3), Cell(0, 3, printable(answer.text).strip(), "text", 1, 7)])
    if not rows:
        return None
    return Grid(widths, 0, len(rows), tuple(_placed(rows)))


def _placed(rows: list[list[Cell]]) -> Iterator[Cell]:
    from attrs import evolve

    return (evolve(cell, row=row) for row, cells in enumerate(rows) for cell in cells)


def _funds(funds: Funds, t: Labels) -> Iterator[list[Cell]]:
    unit = funds.total.adjusted.unit or funds.total.executed.unit
    money = t.named.format(title=t.money, id=one_line(unit)) if unit else t.money
    texts = [money, t.initial, t.adjusted, t.executed, t.execution_rate, t.max_score, t.self_score]
    heads = stacked(texts, "head", 0)
    yield [Cell(0, first, cell.text, "head", 1, count) for cell, (first, count) in zip(heads, _SPANS, strict=True)]
    for index, row in enumerate((funds.total, *funds.rows)):
        yield _money(row, index > 0, t)
    for name, parts in funds.splits:
        text = t.comma.join(f"{one_line(part)} {_with_unit(figure, t)}" for part, figure in parts)
        yield [Cell(0, 0, one_line(name), "label", 1, 3), Cell(0, 3, text, "text", 1, 7)]


def _money(row: FundRow, part: bool, t: Labels) -> list[Cell]:
    name = f"{t.of_which}{t.colon}{one_line(row.name)}" if part else one_line(row.name)
    figures = (row.initial, row.adjusted, row.executed, row.rate, row.max_score, row.self_score)
    cells = [_figure(figure, first, count) for figure, (first, count) in zip(figures, _SPANS[1:], strict=True)]
    return [Cell(0, 0, name, "label", 1, 3), *cells]


def _figure(figure: Figure, column: int, columns: int) -> Cell:
    text = one_line(figure.text)
    try:
        return Cell(0, column, "", "figure", 1, columns, decimal_of(text))
    except ValueError:
        return Cell(0, column, text, "figure", 1, columns)


def _with_unit(figure: Figure, t: Labels) -> str:
    text = one_line(figure.text)
    try:
        return amount(decimal_of(text), one_line(figure.unit), t).strip()
    except ValueError:
        return text
