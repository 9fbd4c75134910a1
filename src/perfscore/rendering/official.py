"""The scored table in the layout of an official form (:mod:`.template`): what a department files.

The layout says where things stand; what stands there is the evaluation's and, for money, goals' outcome and base data,
the facts' as they were filed. Budget execution is one of the money rows where the form has them, else an indicator.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date  # noqa: N812
from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from ..base.exact import decimal_of, total
from ..evaluation.values import Evaluation, RowResult
from ..rules.table import EXECUTION
from .base_data import base_data
from .escaping import one_line, printable
from .figures import date_text, number
from .form import Form
from .grid import Cell, Grid
from .labels import Labels
from .template import BaseData, Box, Column, Funds, Goals, Indicators, Line, Template
from .view import basis_text, grade_text, range_text, scheme_text, score_text, sections, year_text

if TYPE_CHECKING:
    from ..rules.facts import Facts, Figure, FundRow

__all__ = ["official"]


def official(evaluation: Evaluation, labels: Labels, layout: Template, day: Date | None, facts: Facts | None) -> Form:
    """Lay out ``evaluation`` as ``layout`` says; ``day`` and ``facts`` as in :func:`.form.form`."""
    return _Filling(evaluation, labels, layout, day, facts).form()


@frozen
class _Filling:
    """One table on its way into one layout."""

    evaluation: Evaluation
    labels: Labels
    layout: Template
    day: Date | None
    facts: Facts | None

    def form(self) -> Form:
        layout = self.layout
        rows: list[list[Cell]] = []
        for part in layout.head:
            placed = [[evolve(c, row=c.row + len(rows)) for c in line] for line in self.part(part)]
            rows += placed
        head = None if not rows else Grid(layout.widths, 0, len(rows), tuple(c for line in rows for c in line))
        table = None if layout.indicators is None else self.indicators(layout.indicators)
        if table is None:
            head, table = None, head
        assert table is not None
        return Form(
            self.filled(layout.title) or self.evaluation.title,
            self.filled(layout.subtitle),
            head,
            table,
            tuple(self.notes()),
            self.filled(layout.signed),
            None,
            None,
            landscape=layout.landscape,
            sheet=_sheet_name(layout.name),
        )

    # --- texts ---------------------------------------------------------------------------------------------------

    def field(self, name: str) -> str:
        e, t = self.evaluation, self.labels
        match name:
            case "标题":
                return e.title or e.rules.title
            case "单位":
                return e.unit
            case "年度":
                return year_text(e)
            case "评分办法":
                return scheme_text(e, t)
            case "总分":
                return number(e.total, t)
            case "满分":
                return number(e.full_score, t)
            case "等级":
                return grade_text(e, t)
            case "区间":
                return range_text(e, t)
            case "填报日期":
                return t.blank if self.day is None else date_text(self.day, t)
            case "执行分值" | "指标分值":
                points = [r.max_score for r in e.rows if (r.id == EXECUTION) == (name == "执行分值")]
                return number(total(points), t) if points else ""
            case _:
                funds = None if self.facts is None else self.facts.funds
                return (funds.total.adjusted.unit or funds.total.executed.unit) if funds is not None else ""

    def filled(self, text: str) -> str:
        """Put what was filed into a text of the layout; brackets left empty for want of it go too."""
        head, *parts = text.split("{")
        out = head
        for part in parts:
            name, _, rest = part.partition("}")
            out += self.field(name) + rest
        return printable(out.replace("（）", "").replace("（分）", ""))

    def box(self, box: Box, column: int, kind: str = "label") -> Cell:
        if box.field:
            return Cell(0, column, printable(self.field(box.field)).strip(), "text", 1, box.columns)
        return Cell(
            0, column, self.filled(box.text), "label" if kind == "label" and box.text else "text", 1, box.columns
        )

    def notes(self) -> Iterator[str]:
        e, t = self.evaluation, self.labels
        waiting = [r.name for r in e.rows if r.outcome == "pending"]
        if waiting:
            yield f"{t.pending_rows.format(count=len(waiting))}{t.colon}{printable(t.comma.join(waiting))}"
        part = self.layout.indicators
        if self.unclaimed and part is not None and any(c.field == "自评得分" for c in part.columns):
            yield t.computed_stands_in

    @property
    def unclaimed(self) -> bool:
        """Whether nobody stated a self-score; then what was computed stands in its column, and a note says so."""
        return all(r.self_score is None for r in self.evaluation.rows)

    # --- the head ------------------------------------------------------------------------------------------------

    def part(self, part: Line | Funds | Goals | BaseData) -> list[list[Cell]]:
        match part:
            case Line():
                return [list(_across([self.box(b, 0) for b in part.boxes]))]
            case Funds():
                return self.funds(part)
            case Goals():
                return self.goals(part)
            case BaseData():
                entries = () if self.facts is None else self.facts.base_data
                return base_data(entries, len(self.layout.widths), part.names, self.labels)

    def left(self, box: Box, lines: list[list[Cell]]) -> list[list[Cell]]:
        """Put a cell over all rows to the left of ``lines``, which begin behind it."""
        placed = [[evolve(c, row=i, column=c.column + box.columns) for c in line] for i, line in enumerate(lines)]
        placed[0].insert(0, evolve(self.box(box, 0), rows=len(lines)))
        return placed

    def goals(self, part: Goals) -> list[list[Cell]]:
        heads = _across([Cell(0, 0, c.heading, "head", 1, c.columns) for c in part.columns])
        texts = {"预期目标": self.expected(), "实际完成情况": self.achieved()}
        cells = _across([Cell(0, 0, texts[c.field], "text", 1, c.columns) for c in part.columns])
        lines = [list(heads), list(cells)]
        if part.inner is not None:
            lines = self.left(part.inner, lines)
        for line in part.more:
            lines.append([evolve(c, row=len(lines)) for c in self.part(line)[0]])
        return self.left(part.left, lines)

    def expected(self) -> str:
        goals = self.evaluation.goals
        if len(goals) == 1:
            return printable(goals[0].text).strip()
        return "\n".join(f"{one_line(goal.number)}、{printable(goal.text).strip()}" for goal in goals)

    def achieved(self) -> str:
        answers = () if self.facts is None else self.facts.goal_answers
        texts = []
        for answer in answers:
            of = "、".join(answer.goals)
            said = printable(answer.text).strip()
            texts.append(f"{one_line(of)}：{said}" if of and len(answers) > 1 else said)
        return "\n".join(texts)

    def funds(self, part: Funds) -> list[list[Cell]]:
        funds = None if self.facts is None else self.facts.funds
        lines = [list(_across([Cell(0, 0, self.filled(c.heading), "head", 1, c.columns) for c in part.columns]))]
        if funds is None:
            lines.append(list(_across([Cell(0, 0, "", "figure", 1, c.columns) for c in part.columns])))
            return self.left(part.left, lines)
        for place, row in enumerate((funds.total, *funds.rows)):
            lines.append(list(_across([self.money(row, place, c) for c in part.columns])))
        if funds.splits and part.splits != "不印":
            width = sum(c.columns for c in part.columns)
            beside = part.splits == "并列" and len(funds.splits) <= width
            lines += list(self.beside(funds.splits, width) if beside else self.below(funds.splits, width))
        return self.left(part.left, lines)

    def money(self, row: FundRow, place: int, column: Column) -> Cell:
        name = one_line(row.name)
        if column.field == "名称":
            part = place == 1 and not name.startswith(("其中", self.labels.of_which))
            return Cell(
                0, 0, f"{self.labels.of_which}{self.labels.colon}{name}" if part else name, "label", 1, column.columns
            )
        execution = next((r for r in self.evaluation.rows if r.id == EXECUTION), None) if place == 0 else None
        if column.field == "偏差原因":
            funds = None if self.facts is None or place else self.facts.funds
            return Cell(0, 0, printable(funds.deviation_note).strip() if funds else "", "text", 1, column.columns)
        if column.field == "分值" and execution is not None:
            return Cell(0, 0, "", "figure", 1, column.columns, execution.max_score)
        if column.field == "得分" and execution is not None:
            return evolve(self.score(execution), columns=column.columns)
        figures = {
            "年初预算数": row.initial, "全年预算数": row.adjusted, "全年执行数": row.executed, "执行率": row.rate,
            "分值": row.max_score, "得分": row.self_score,
        }  # fmt: skip
        return evolve(_figure(figures[column.field]), columns=column.columns)

    def beside(
        self, splits: tuple[tuple[str, tuple[tuple[str, Figure], ...]], ...], width: int
    ) -> Iterator[list[Cell]]:
        """Yield the splits side by side, each in its share of the columns."""
        shares = [width // len(splits) + (i < width % len(splits)) for i in range(len(splits))]
        height = max(len(parts) for _, parts in splits)
        for line in range(height + 1):
            cells = []
            for (name, parts), share in zip(splits, shares, strict=True):
                text = f"{one_line(name)}{self.labels.colon}" if line == 0 else self.share(parts, line - 1)
                cells.append(Cell(0, 0, text, "text", 1, share))
            yield list(_across(cells))

    def share(self, parts: tuple[tuple[str, Figure], ...], index: int) -> str:
        if index >= len(parts):
            return ""
        name, figure = parts[index]
        first = f"{self.labels.of_which}{self.labels.colon}" if index == 0 else ""
        return f"{first}{one_line(name)}{self.labels.colon}{one_line(figure.text)}"

    def below(self, splits: tuple[tuple[str, tuple[tuple[str, Figure], ...]], ...], width: int) -> Iterator[list[Cell]]:
        for name, parts in splits:
            said = self.labels.comma.join(f"{one_line(part)} {one_line(figure.text)}" for part, figure in parts)
            yield [Cell(0, 0, f"{one_line(name)}{self.labels.colon}{said}", "text", 1, width)]

    # --- indicators ----------------------------------------------------------------------------------------------

    def indicators(self, part: Indicators) -> Grid:
        """Return the table. The cell to its left begins below the heads: heads that repeat cannot be part of a merge."""
        columns = part.columns
        first = 0 if part.left is None else part.left.columns
        starts = _starts(columns, first)
        cells, heads = self.headings(columns, starts)
        row = heads
        funded = self.facts is not None and self.facts.funds is not None
        above = funded and any(isinstance(p, Funds) for p in self.layout.head)
        rows = tuple(r for r in self.evaluation.rows if not (above and r.id == EXECUTION))
        for section in sections(evolve(self.evaluation, rows=rows)):
            deep = [c.field for c in columns[:2]]
            bare = deep == ["一级指标", "二级指标"] and not any(g.subcategory for g in section.groups)
            if "一级指标" in deep:
                label = printable(section.block)
                if columns[0].points and section.result is not None:
                    label += "\n" + self.labels.block_points.format(value=number(section.result.max_score, self.labels))
                wide = columns[0].columns + (columns[1].columns if bare else 0)
                cells.append(Cell(row, first, label, "label", section.height, wide))
            for group in section.groups:
                if "二级指标" in deep and not bare:
                    cells.append(
                        Cell(row, starts[1], printable(group.subcategory), "label", len(group.rows), columns[1].columns)
                    )
                for _, item in group.rows:
                    for x, column in zip(starts, columns, strict=True):
                        if column.field not in ("一级指标", "二级指标"):
                            cells.append(evolve(self.cell(item, column), row=row, column=x, columns=column.columns))
                    row += 1
        if row == heads:
            cells.append(Cell(heads, first, self.labels.no_rows, "label", 1, sum(c.columns for c in columns)))
            row += 1
        if part.left is not None:
            cells.append(Cell(0, 0, "", "head", heads, part.left.columns))
            cells.append(evolve(self.box(part.left, 0), row=heads, rows=row - heads))
        for line in part.before:
            cells += [evolve(c, row=row) for c in self.part(line)[0]]
            row += 1
        cells += self.last_lines(part, starts, row)
        for line in part.after:
            below = max(c.row + c.rows for c in cells)
            cells += [evolve(c, row=below) for c in self.part(line)[0]]
        height = max(c.row + c.rows for c in cells)
        return Grid(self.layout.widths, heads, height, tuple(sorted(cells, key=lambda c: (c.row, c.column))))

    def headings(self, columns: tuple[Column, ...], starts: list[int]) -> tuple[list[Cell], int]:
        """Return the headings and how many rows they take: two where some stand under a common one."""
        heads = 2 if any(c.over for c in columns) else 1
        cells: list[Cell] = []
        for i, (x, column) in enumerate(zip(starts, columns, strict=True)):
            under = bool(column.over)
            if under and (i == 0 or columns[i - 1].over != column.over):
                same = list(takewhile(lambda c, over=column.over: c.over == over, columns[i:]))  # type: ignore[misc]
                cells.append(Cell(0, x, column.over, "head", 1, sum(c.columns for c in same)))
            heading = self.filled(column.heading)
            cells.append(Cell(int(under), x, heading, "head", 1 if under else heads, column.columns))
        return cells, heads

    def cell(self, row: RowResult, column: Column) -> Cell:
        t = self.labels
        texts = {
            "三级指标": row.name, "年度指标值": row.target, "指标性质": row.parts.nature, "指标值": row.parts.value,
            "度量单位": row.parts.unit, "实际完成值": row.actual, "计分依据": basis_text(row, t), "佐证": t.supports[row.supporting],
            "偏差原因": row.deviation_note,
        }  # fmt: skip
        if column.field in texts:
            return Cell(0, 0, printable(texts[column.field]).strip(), "text", waits=False)
        match column.field:
            case "说明":
                return Cell(0, 0, printable(row.explanation), "text")
            case "自评得分" if not self.unclaimed:
                return Cell(0, 0, "", "figure", number=row.self_score)
            case "得分" | "自评得分":
                return self.score(row)
            case "分值":
                return Cell(0, 0, "", "figure", number=row.max_score)
            case "系统测算分":
                return Cell(0, 0, "", "figure", number=row.computed_score)
            case _:
                return Cell(0, 0, "", "figure", number=row.review_score)

    def score(self, row: RowResult) -> Cell:
        if row.outcome == "scored":
            return Cell(0, 0, "", "figure", number=row.score)
        return Cell(0, 0, score_text(row, self.labels), "figure", waits=row.outcome == "pending")

    def last_lines(self, part: Indicators, starts: list[int], row: int) -> Iterator[Cell]:
        """Yield 总分 under the figures, and the grade: their labels reach as far as the first column of figures."""
        fields = [c.field for c in part.columns]
        figures = {"分值": self.evaluation.full_score, "自评得分": self.claimed(), "得分": self.evaluation.total}
        first = min((i for i, f in enumerate(fields) if f in figures), default=len(fields) - 1)
        if part.total:
            yield Cell(row, 0, part.total, "label", 1, max(starts[first], 1))
            for x, column in list(zip(starts, part.columns, strict=True))[first if starts[first] else 1 :]:
                if column.field == part.grade_in:
                    grade = printable(grade_text(self.evaluation, self.labels))
                    yield Cell(row, x, grade, "text", 1, column.columns)
                    continue
                yield Cell(row, x, "", "figure", 1, column.columns, figures.get(column.field))
            row += 1
        if part.grade:
            width = len(self.layout.widths)
            yield Cell(row, 0, part.grade, "label", 1, max(starts[first], 1))
            yield Cell(
                row,
                max(starts[first], 1),
                printable(grade_text(self.evaluation, self.labels)),
                "text",
                1,
                width - max(starts[first], 1),
            )

    def claimed(self) -> Decimal | None:
        """Return the sum of the self-scores: the stated one, else that of the rows if every one that counts has one."""
        if self.unclaimed:
            return self.evaluation.total
        if self.facts is not None and self.facts.total_self:
            stated = _figure(self.facts.total_self).number
            if stated is not None:
                return stated
        scores = [r.self_score for r in self.evaluation.rows if r.outcome != "not_applicable"]
        return None if None in scores else total(s for s in scores if s is not None)


def _sheet_name(name: str) -> str:
    """Return the layout's name without its region, as a sheet may be called."""
    kept = "".join(c for c in one_line(name).partition("（")[0] if c not in "[]:*?/\\'")
    return kept[:31]


def _across(cells: list[Cell]) -> Iterator[Cell]:
    """Place cells side by side from the first column on."""
    column = 0
    for cell in cells:
        yield evolve(cell, column=column)
        column += cell.columns


def _starts(columns: tuple[Column, ...], first: int) -> list[int]:
    return [first + sum(c.columns for c in columns[:i]) for i in range(len(columns))]


def _figure(figure: Figure) -> Cell:
    text = one_line(figure.text)
    try:
        return Cell(0, 0, "", "figure", number=decimal_of(text))
    except ValueError:
        return Cell(0, 0, text, "figure")
