"""Which row and column of the bureau's form each value belongs to: rows by 三级指标, columns by heading.

Headings come from the one table of :mod:`perfscore.rules.headings`. A name that occurs twice is told apart by its
first- and second-level indicator; what stays doubtful is listed, never guessed.
"""

from __future__ import annotations

from decimal import Decimal
from difflib import get_close_matches

from attrs import define, field

from ..base.exact import decimal_of, total
from ..base.problem import Problem, problem
from ..documents.body import is_remark
from ..documents.header import Header, header_at
from ..documents.model import Document, Grid
from ..documents.words import compact, is_figure, is_unfilled, label, money_unit
from ..evaluation.values import Evaluation, RowResult
from ..rules.facts import Facts, Figure, FundRow
from ..rules.headings import fund_column
from ..rules.table import EXECUTION
from .entries import Entry

__all__ = ["Matching", "match_entries"]

_TOTALS = ("总分", "合计", "总计", "总得分", "自评总分")
_NUMBERING = "0123456789.．、()（）:： 　"


@define
class Matching:
    """Entries found, problems met, and which rows of the evaluation have a place in the document."""

    entries: list[Entry] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    placed: set[str] = field(factory=set)
    tables: int = 0


def match_entries(document: Document, evaluation: Evaluation, facts: Facts) -> Matching:
    """Return what is to be written into the tables of ``document``."""
    found = Matching()
    named: dict[str, list[RowResult]] = {}
    for row in evaluation.rows:
        named.setdefault(_names(row.name)[0], []).append(row)
    for number, grid in enumerate(document.grids):
        _Table(number, grid, evaluation, facts, found, named).read()
    if found.tables:
        for row in evaluation.rows:
            if row.id not in found.placed:
                found.problems.append(problem("I916", row=row.where))
    return found


@define
class _Table:
    """One table of the document being matched."""

    number: int
    grid: Grid
    evaluation: Evaluation
    facts: Facts
    found: Matching
    named: dict[str, list[RowResult]]
    """The rows of the evaluation by their names as compared."""

    def read(self) -> None:
        row = 0
        while row < self.grid.height:
            header = header_at(self.grid, row)
            if header is not None and self.writable(header):
                self.found.tables += 1
                row = self.indicators(header)
            elif (money := self.money_columns(row)) is not None:
                row = self.money(row, money)
            elif (goal := self.goal_column(row)) is not None:
                self.goals(row, goal)
                row += 1
            else:
                row += 1

    def text(self, row: int, column: int) -> str:
        cell = self.grid.at(row, column)
        return "" if cell is None else cell.text

    def add(self, row: int, column: int, value: str | Decimal | None, name: str, what: str) -> None:
        """Note a value; nothing is noted where there is none to write."""
        if value is None or value == "":
            return
        cell = self.grid.at(row, column)
        if cell is not None and (cell.row != row or cell.rows > 1):
            self.found.problems.append(
                problem(
                    "I917",
                    where=self.grid.where(row, column),
                    why="合并单元格跨了几行",
                    why_en="the merged cell covers several rows",
                )
            )
            return
        self.found.entries.append(
            Entry(self.number, row, cell.column if cell is not None else column, value, name, what)
        )

    # --- indicators ----------------------------------------------------------------------------------------------

    def writable(self, header: Header) -> dict[int, str]:
        """Return grid column → what belongs there."""
        wanted = ("实际完成值", "自评得分", "复核得分", "偏差原因")
        return {column: name for column, name in header.names.items() if name in wanted}

    def indicators(self, header: Header) -> int:
        """Match the rows below a heading; return the first row that is no longer theirs."""
        columns = self.writable(header)
        names = header.columns_of("三级指标")
        row = header.last + 1
        while row < self.grid.height and header_at(self.grid, row) is None and self.money_columns(row) is None:
            self.indicator(row, names, header, columns)
            row += 1
        return row

    def indicator(self, row: int, names: tuple[int, ...], header: Header, columns: dict[int, str]) -> None:
        first = next((c.text for c in self.grid.row(row) if c.row == row and c.text), "")
        if compact(first).rstrip(":") in _TOTALS:
            self.total(row, header, columns)
            return
        cells = [cell for at in names if (cell := self.grid.at(row, at)) is not None and cell.text]
        if not cells:
            return
        cell = cells[-1]
        if is_unfilled(cell.text) and not any(name in self.named for name in _names(cell.text)):
            return
        if cell.row != row or all(self.grid.at(row, column) is cell for column in columns):
            return
        if is_remark(self.grid, header, row) and not any(name in self.named for name in _names(cell.text)):
            return
        result = self.result(row, cell.text, header)
        if result is None:
            return
        if result.id in self.found.placed:
            self.found.problems.append(
                problem(
                    "I917",
                    where=self.grid.where(row),
                    why=f"“{result.name}”前面已经填过一行",
                    why_en=f"“{result.name}” was filled in a row above",
                )
            )
            return
        self.found.placed.add(result.id)
        for column, what in columns.items():
            if self.grid.at(row, column) is cell:
                continue
            self.add(row, column, self.value(row, column, result, what, header), result.name, what)

    def result(self, row: int, text: str, header: Header) -> RowResult | None:
        """Return the row of the evaluation that a row of the form means; None, with a problem, where that is open."""
        by_id = [text for at in header.columns_of("编号") if (text := self.text(row, at))]
        if by_id and (exact := [r for r in self.evaluation.rows if r.id in by_id]):
            return exact[0]
        names = _names(text)
        same = [r for name in names for r in self.named.get(name, ())]
        if len(same) > 1:
            same = [r for r in same if self.path_fits(row, r, header)]
        if len(same) == 1:
            return same[0]
        where = self.grid.where(row)
        if same:
            self.found.problems.append(
                problem(
                    "I917",
                    where=where,
                    why=f"“{text}”在自评表里有 {len(same)} 行，分不清是哪一行",
                    why_en=f"“{text}” is {len(same)} rows of the table",
                )
            )
        elif not is_figure(text):
            near = get_close_matches(text, [r.name for r in self.evaluation.rows], 1, 0.6)
            self.found.problems.append(
                problem("I915", where=where, name=" ".join(text.split())[:60], near=near[0] if near else "")
            )
        return None

    def path_fits(self, row: int, result: RowResult, header: Header) -> bool:
        """Tell whether the levels printed beside a row are those of ``result``; a blank one says nothing."""
        for level, name in zip(("一级指标", "二级指标"), result.path, strict=False):
            for at in header.columns_of(level):
                printed = label(self.text(row, at)).name
                if printed and compact(printed) != compact(name):
                    return False
        return True

    def value(self, row: int, column: int, result: RowResult, what: str, header: Header) -> str | Decimal | None:
        """Return what belongs into a column; a score that is not there is listed."""
        match what:
            case "实际完成值":
                return result.actual.strip()
            case "偏差原因":
                return result.deviation_note.strip()
            case "复核得分":
                return result.review_score
            case _:
                return self.score(row, column, result, claimed="自评" in header.headings.get(what, ""))

    def score(self, row: int, column: int, result: RowResult, *, claimed: bool) -> Decimal | None:
        """Return the self-score for a column 自评得分 if any was stated in the table, else the adopted score."""
        if claimed and any(r.self_score is not None for r in self.evaluation.rows):
            if result.self_score is None and result.outcome != "not_applicable":
                self.waits(row, column, "没有填报自评得分", "no self-score was stated")
            return result.self_score
        if result.outcome == "pending":
            self.waits(row, column, "该行待人工认定，没有得分", "the row waits for a person")
        return result.score

    def waits(self, row: int, column: int, why: str, why_en: str) -> None:
        self.found.problems.append(problem("I917", where=self.grid.where(row, column), why=why, why_en=why_en))

    def total(self, row: int, header: Header, columns: dict[int, str]) -> None:
        for column, what in columns.items():
            if what != "自评得分":
                continue
            claimed = "自评" in header.headings.get(what, "")
            stated = self.claimed_total() if claimed else None
            if stated is None and not self.evaluation.settled:
                self.waits(row, column, "有待人工认定的行，没有总分", "rows wait for a person, there is no total")
                continue
            if stated is None and claimed and any(r.self_score is not None for r in self.evaluation.rows):
                self.waits(row, column, "没有填报自评总分", "no self-scored total was stated")
                continue
            self.add(row, column, self.evaluation.total if stated is None else stated, "总分", what)

    def claimed_total(self) -> Decimal | None:
        """Return the stated self-scored total, else the sum where every row that applies states a self-score."""
        stated = _decimal(self.facts.total_self)
        if stated is not None:
            return stated
        scores = [r.self_score for r in self.evaluation.rows if r.outcome != "not_applicable"]
        return None if None in scores else total(s for s in scores if s is not None)

    # --- money and goals -----------------------------------------------------------------------------------------

    def money_columns(self, row: int) -> dict[int, str] | None:
        """Return grid column → money column where ``row`` is the heading of the money rows."""
        names: dict[int, str] = {}
        for cell in self.grid.starting(row):
            known = fund_column(cell.text) if len(cell.text) < 30 else None
            if known is not None and known[0] not in (*names.values(), "名称"):
                names[cell.column] = known[0]
        return names if {"全年预算数", "全年执行数"} <= set(names.values()) else None

    def money(self, row: int, columns: dict[int, str]) -> int:
        """Match the money rows below their heading; return the first row that is no longer theirs."""
        funds = self.facts.funds
        unit = next(filter(None, (money_unit(c.text) for c in self.grid.row(row))), "")
        first = min(columns)
        last = row + 1
        while last < self.grid.height and header_at(self.grid, last) is None and self.goal_column(last) is None:
            names = [c.text for c in self.grid.row(last) if c.column < first and c.text and c.row == last]
            part = None if funds is None or not names else self.fund(names[-1], (funds.total, *funds.rows))
            if part is not None and funds is not None:
                self.fund_row(last, columns, part, unit, whole=part is funds.total)
            last += 1
        return last

    def fund(self, text: str, rows: tuple[FundRow, ...]) -> FundRow | None:
        name = _money_name(text)
        return next((r for r in rows if _money_name(r.name) == name), None)

    def fund_row(self, row: int, columns: dict[int, str], part: FundRow, unit: str, *, whole: bool) -> None:
        figures = {
            "年初预算数": part.initial,
            "全年预算数": part.adjusted,
            "全年执行数": part.executed,
            "执行率": part.rate,
        }
        for column, what in columns.items():
            if what in figures:
                figure = figures[what]
                if figure and figure.unit and unit and figure.unit != unit:
                    self.waits(
                        row,
                        column,
                        f"表上的单位是{unit}，填报的是{figure.unit}",
                        f"the form counts in {unit}, the facts in {figure.unit}",
                    )
                    continue
                exact = _decimal(figure)
                self.add(row, column, figure.text.strip() if exact is None else exact, part.name, what)
            elif what == "自评得分" and whole:
                result = next((r for r in self.evaluation.rows if r.id == EXECUTION), None)
                if result is not None:
                    self.found.placed.add(EXECUTION)
                    claimed = "自评" in self.text_above(row, column)
                    self.add(row, column, self.score(row, column, result, claimed=claimed), result.name, what)

    def text_above(self, row: int, column: int) -> str:
        """Return the heading of a money column."""
        return next((t for r in range(row, -1, -1) if fund_column(t := self.text(r, column)) is not None), "")

    def goal_column(self, row: int) -> int | None:
        """Return the column of 实际完成情况 where ``row`` heads the year's goals."""
        said = {compact(c.text): c.column for c in self.grid.starting(row)}
        if not any("预期目标" in text for text in said):
            return None
        return next((at for text, at in said.items() if "实际完成情况" in text), None)

    def goals(self, row: int, column: int) -> None:
        text = "\n".join(answer.text.strip() for answer in self.facts.goal_answers)
        if text and row + 1 < self.grid.height:
            self.add(row + 1, column, text, "年度总体目标", "实际完成情况")


def _names(text: str) -> tuple[str, ...]:
    """Return a name as compared, and without the numbering that forms print before it."""
    whole = compact(text)
    bare = whole.lstrip(_NUMBERING)
    after = whole.partition(":")[2] if whole.startswith("指标") else ""
    return tuple(dict.fromkeys(t for t in (whole, bare, after) if t)) or ("",)


def _money_name(text: str) -> str:
    return compact(text).removeprefix("其中").lstrip(":").rstrip(":")


def _decimal(figure: Figure) -> Decimal | None:
    try:
        return decimal_of(figure.text.strip())
    except ValueError:
        return None
