"""What stands above the indicators: whose table it is, the year, the money rows, the overall goals."""

from __future__ import annotations

import re

from attrs import define, field

from ..base.problem import Problem, problem
from ..rules.headings import fund_column
from .model import Cell, Grid, one_line
from .words import compact, is_figure, is_nothing, joined, label, money_unit, plain_label

__all__ = ["MONEY", "Head", "head_key", "is_head_row", "is_money_heading", "read_head", "read_paragraphs", "year_in"]

MONEY = frozenset(("年初预算数", "全年预算数", "全年执行数"))
_KEYS = {
    "单位": (
        "单位名称", "预算部门", "部门名称", "预算单位", "填报单位", "部门单位名称", "预算部门、单位名称", "预算部门单位名称", "预算单位名称", "部门单位", "单位",
        "预算部门名称", "部门(单位)名称", "预算部门(单位)名称", "评价单位", "填报部门", "部门",
    ),
    "实施单位": ("实施单位", "项目实施单位", "项目单位", "实施单位(盖章)"),
    "主管部门": ("主管部门", "主管部门及代码", "项目主管部门", "中央主管部门", "省级主管部门"),
    "项目名称": ("项目名称", "专项名称", "专项资金名称", "资金名称", "转移支付名称"),
    "年度": ("年度", "评价年度", "预算年度", "自评年度", "所属年度", "填报年度"),
    "评价范围": ("评价范围", "自评范围"),
    "自评等级": ("自评等级", "评价等级", "自评等次", "等级"),
}  # fmt: skip
_KEY_OF = {alias: key for key, aliases in _KEYS.items() for alias in aliases}
_GOALS = (
    "年度总体目标",
    "年度绩效目标",
    "总体目标",
    "年度总体绩效目标",
    "整体绩效目标",
    "项目年度总体目标",
    "年度目标",
    "绩效目标",
)
_EXPECTED = (
    "预期目标",
    "年初设定目标",
    "年初预期目标",
    "预期总体目标",
    "年度预期目标",
    "设定目标",
    "目标内容",
    "年初目标",
    "项目年度目标",
)
_ANSWERED = (
    "实际完成情况",
    "全年完成情况",
    "目标实际完成情况",
    "年度总体目标完成情况",
    "完成情况",
    "全年实际完成情况",
    "总体完成情况",
    "实际完成目标",
    "年度目标完成情况",
)
_LONGER = ("实施期目标", "实施期总目标", "中长期目标", "长期目标", "中期目标", "总体实施目标")
"""Goals of more than the year: known, and listed."""
_GOAL_LABEL = re.compile(r"(?:[0-9一二三四五]{1,2}[.、])?.{0,16}(?:情况|目标)\Z")
_MONEY_LABELS = frozenset(
    ("资金情况", "项目资金", "项目资金情况", "预算资金", "预算情况", "资金安排情况", "项目资金申请", "年度预算")
)
_SPLITS = ("按收入性质分", "按支出性质分")
_PART = re.compile(
    r"(?:其中:)?(?:[0-9一二三四五六]{1,2}[、.])?([^:]{2,40}):([-+]?[0-9][0-9,]{0,20}(?:\.[0-9]{1,8})?(?:万元|亿元|元)?)\Z"
)
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})年?(?:度|自评|部门|项目|预算)?")
_TITLE = re.compile(r".*表(?:\([^()]{0,16}\)|\))?\Z")
_UNIT_ONLY = re.compile(r"(?:金额)?(?:计量)?单位:(元|千元|万元|亿元)\Z")
_YEAR_ONLY = re.compile(r"[(]?(20[0-9]{2})年?度?[)]?\Z")
_FUNDS = re.compile(
    r"(?:其中:?)?(?:年度|项目|预算|财政|本年|当年|中央|省级|市级|县级|下达|上年|结转|其他|地方).{0,18}(?:资金|拨款|总额|预算|投资|安排|执行率|数)(?:总额|数|安排)?(?:\([^()]{1,8}\))?\Z|资金总额\Z|预算数\Z|总额\Z"
)


@define
class Head:
    """What was found above a table. Figures are texts as written."""

    title: str = ""
    keys: dict[str, str] = field(factory=dict)
    funds: list[dict[str, str]] = field(factory=list)
    unit: str = ""
    splits: dict[str, list[tuple[str, str]]] = field(factory=dict)
    goal: list[str] = field(factory=list)
    answer: list[str] = field(factory=list)
    problems: list[Problem] = field(factory=list)

    def __bool__(self) -> bool:
        return bool(self.keys or self.funds or self.goal or self.answer)


def _fund_heads(cells: tuple[Cell, ...] | list[Cell]) -> dict[int, tuple[str, str]]:
    """Return grid column → money column and note, for a row that is a heading of money."""
    out: dict[int, tuple[str, str]] = {}
    for cell in cells:
        found = fund_column(cell.text) if len(cell.text) <= 30 else None
        if found is not None and found[0] not in ("名称", "其中", "出处", "说明"):
            for at in range(cell.column, cell.column + cell.columns):
                out[at] = found
    return out


def is_money_heading(cells: tuple[Cell, ...]) -> bool:
    """Tell whether a row is the heading of the money rows of an official form."""
    heads = _fund_heads(cells)
    names = {name for name, _ in heads.values()}
    return bool(names & MONEY) and len(names) >= 2


def head_key(text: str) -> str:
    """Return what a label of the head names (``项目名称``, ``单位`` …), or an empty text."""
    return _KEY_OF.get(plain_label(text), "")


def is_head_row(grid: Grid, row: int) -> bool:
    """Tell whether a row below an indicator table already belongs to the head of the next one."""
    cells = grid.starting(row)
    if not cells:
        return False
    if is_money_heading(cells) or any(head_key(c.text) for c in cells[:3] if len(cells) > 1):
        return True
    only = cells[0]
    return len(cells) == 1 and only.columns >= max(grid.width - 1, 2) and compact(only.text).endswith(("表", "表)"))


def read_paragraphs(head: Head, texts: tuple[str, ...]) -> list[str]:
    """Take title, year, unit and names from the lines above a table; return the lines that were not needed."""
    rest = []
    for text in texts:
        line = compact(text)
        if _inline(head, text):
            continue
        if found := _YEAR_ONLY.match(line):
            head.keys.setdefault("年度", found[1])
        elif unit := money_unit(text) if len(line) < 20 else "":
            head.unit = head.unit or unit
        elif len(line) <= 80 and _TITLE.match(line):
            head.title = joined(text)
        else:
            rest.append(text)
    return rest


def _inline(head: Head, text: str) -> bool:
    """Take ``单位名称：…`` out of a line; several may stand on one line, divided by wide blanks."""
    took = False
    for piece in re.split(r"[ \u3000\t]{2,}|\n", text.strip()):
        name, colon, value = piece.replace("：", ":").partition(":")
        key = head_key(name)
        if colon and key and value.strip() and value.strip() not in ("元", "万元", "亿元", "千元"):
            head.keys.setdefault(key, value.strip())
            took = True
    return took


def read_head(grid: Grid, rows: range, head: Head) -> None:
    """Read the rows above the heading of the indicators into ``head``; what is not understood is reported."""
    _Reading(grid, rows, head).read()


@define
class _Reading:
    grid: Grid
    rows: range
    head: Head
    money: dict[int, tuple[str, str]] = field(factory=dict)
    money_points: str = ""
    split_columns: dict[int, str] = field(factory=dict)
    goal_columns: dict[int, str] = field(factory=dict)
    left: list[tuple[int, str]] = field(factory=list)
    blank: list[tuple[int, str]] = field(factory=list)

    def read(self) -> None:
        for row in self.rows:
            cells = self.grid.starting(row)
            if cells:
                self.row(row, cells)
        listed = [(row, "I941", text) for row, text in self.left] + [(row, "I932", text) for row, text in self.blank]
        for row, code, text in sorted(listed):
            self.head.problems.append(problem(code, where=self.grid.where(row), params={"text": text}))

    def row(self, row: int, cells: tuple[Cell, ...]) -> None:
        """Read one row by the first of the forms that fits."""
        if is_money_heading(cells):
            self.money = _fund_heads(cells)
            self.split_columns, self.goal_columns = {}, {}
            self.money_points = self._label_points(row)
            for text in (c.text for c in self.grid.row(row)):
                self.head.unit = self.head.unit or money_unit(text)
            return
        if self._goals(row, cells):
            return
        if self.money and self._fund(row, cells):
            return
        if self._split(cells):
            return
        if self._blank_fund(cells):
            self.blank.append((row, one_line(c.text for c in cells)))
            return
        self._pairs(row, cells)

    # --- money ----------------------------------------------------------------------------------------------------

    def _fund(self, row: int, cells: tuple[Cell, ...]) -> bool:
        values: dict[str, str] = {}
        for cell in cells:
            over = [self.money[c] for c in range(cell.column, cell.column + cell.columns) if c in self.money]
            fits = len(over) == cell.columns or cell.columns == 1
            if over and fits and (is_figure(cell.text) or is_nothing(cell.text)):
                name, note = over[0]
                values[f"{name}({note})" if note in ("元", "万元", "亿元") else name] = cell.text
        if not any(is_figure(v) for v in values.values()):
            return False
        first = min(self.money)
        labels = [c for c in cells if c.column < first and not is_figure(c.text)]
        name = joined(labels[-1].text) if labels else ""
        for cell in labels:
            self.head.unit = self.head.unit or money_unit(cell.text)
        taken = {id(c) for c in labels[-1:]}
        rest = [
            c
            for c in cells
            if id(c) not in taken and not any(a in self.money for a in range(c.column, c.column + c.columns))
        ]
        name = name.strip("：: ") or ("年度资金总额" if not self.head.funds else f"第 {len(self.head.funds) + 1} 行")
        if not self.head.funds and self.money_points:
            values.setdefault("分值", self.money_points)
        self.head.funds.append({"名称": name, **values})
        if rest and any(not money_unit(c.text) for c in rest):
            self.left.append((row, one_line(c.text for c in rest)))
        return True

    def _label_points(self, row: int) -> str:
        """Return the points in the label of the money block (``预算执行情况（10分）``), where no column states them."""
        if any(name == "分值" for name, _ in self.money.values()):
            return ""
        first = min(self.money)
        return next((p for c in self.grid.row(row) if c.column < first and (p := label(c.text).points)), "")

    def _blank_fund(self, cells: tuple[Cell, ...]) -> bool:
        """Tell whether a row names a part of the money and states none."""
        if not (self.money or self.head.funds):
            return False
        name = plain_label(cells[0].text)
        return bool(_FUNDS.match(name) or name.startswith("其中")) and all(is_nothing(c.text) for c in cells[1:])

    def _split(self, cells: tuple[Cell, ...]) -> bool:
        """``按收入性质分：`` with its parts below: ``其中：一般公共预算：1554.21``."""
        heads = {c.column: name for c in cells for name in _SPLITS if compact(c.text).startswith(name)}
        if heads:
            self.split_columns = heads
            return True
        took = False
        for cell in cells:
            name = self.split_columns.get(cell.column)
            found = [_PART.match(compact(line)) for line in cell.text.split("\n")]
            if name and all(found):
                self.head.splits.setdefault(name, []).extend((f[1], f[2]) for f in found if f is not None)
                took = True
        return took

    # --- goals ----------------------------------------------------------------------------------------------------

    def _goals(self, row: int, cells: tuple[Cell, ...]) -> bool:
        label = next((c for c in self.grid.row(row) if plain_label(c.text) in _GOALS), None)
        under = label is not None and label.row == row
        heads = {c.column: key for c in cells if c is not label and (key := _goal_key(c.text, under))}
        if heads and (label is not None or len(heads) == 2):
            self.goal_columns = heads
            self.money = {}
            for cell in cells:
                if cell.column not in heads and cell is not label and not _GOAL_LABEL.match(plain_label(cell.text)):
                    self.left.append((row, one_line(cell.text)))
            return True
        if any(c.column < min(self.goal_columns, default=0) and c is not label for c in cells):
            self.goal_columns = {}
        if self.goal_columns:
            took = [c for c in cells if c.column in self.goal_columns and c is not label]
            for cell in took:
                key = self.goal_columns[cell.column]
                if key == "longer":
                    self.left.append((row, one_line(cell.text)))
                else:
                    (self.head.goal if key == "goal" else self.head.answer).append(cell.text)
            if took:
                return True
        if label is not None and label.row == row and len(cells) >= 2:
            self.head.goal.extend(c.text for c in cells if c.column > label.column)
            return True
        return False

    # --- names and the rest ---------------------------------------------------------------------------------------

    def _pairs(self, row: int, cells: tuple[Cell, ...]) -> None:
        """Labels with their value in the cell to the right; a wide cell alone is the title."""
        if len(cells) == 1:
            self._line(row, cells[0])
            return
        skip, left = False, []
        for cell, value in zip(cells, (*cells[1:], None), strict=True):
            if skip:
                skip = False
                continue
            key = head_key(cell.text)
            if unit := _UNIT_ONLY.match(compact(cell.text)):
                self.head.unit = self.head.unit or unit[1]
                continue
            if value is not None and key and (head_key(value.text) or _UNIT_ONLY.match(compact(value.text))):
                continue
            if value is not None and key:
                self.head.keys.setdefault(key, joined(value.text))
                skip = True
            elif value is not None and _FUNDS.match(plain_label(cell.text)) and is_figure(value.text):
                self.head.unit = self.head.unit or money_unit(cell.text)
                self.head.funds.append({"名称": joined(cell.text).strip("：:"), "年初预算数": value.text})
                skip = True
            elif not (key or _inline(self.head, cell.text) or self._only_label(cell)):
                left.append(cell.text)
        if left:
            self.left.append((row, one_line(left)))

    def _only_label(self, cell: Cell) -> bool:
        """Tell whether a cell is the label of the money block, which only states the unit."""
        unit = money_unit(cell.text)
        if plain_label(cell.text) in _MONEY_LABELS:
            return True
        if unit and ("资金" in cell.text or "预算" in compact(cell.text)):
            self.head.unit = self.head.unit or unit
            return True
        return False

    def _line(self, row: int, cell: Cell) -> None:
        rest = read_paragraphs(self.head, tuple(line for line in (cell.text,) if line))
        if not rest:
            return
        wide = cell.columns >= max(self.grid.width - 1, 2) or row == 0
        if not self.head.title and wide and len(cell.text) <= 80 and ":" not in compact(cell.text):
            self.head.title = joined(cell.text)
        elif not self._only_label(cell):
            self.left.append((row, one_line(cell.text)))


def _goal_key(text: str, under: bool) -> str:
    """Tell what a heading of goals stands for; beside a label (``总体目标``), ``年度目标`` is one too."""
    clean = plain_label(re.sub(r"\([^()]{0,20}\)\Z", "", plain_label(text)))
    clean = re.sub(r"\A[0-9]{1,2}[.、]", "", clean)
    if under and clean in _LONGER:
        return "longer"
    return "goal" if clean in _EXPECTED or (under and clean in _GOALS) else "answer" if clean in _ANSWERED else ""


def year_in(text: str) -> int | None:
    """Return the year that a title names: the first four figures that are one."""
    found = _YEAR.search(compact(text))
    return int(found[1]) if found else None
