"""A layout of a printed table, read from YAML: which rows stand above the indicators, which columns they have.

A layout is data: the grid's columns with their widths, the rows of the head, the columns of the indicators, the line
to sign. The layouts that ship stand in ``templates/``; a path to a file of the same form is as good.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import yaml
from attrs import frozen

from ..base.problem import PerfscoreError, problem
from ..plugins import LAYOUTS, available, choose

__all__ = ["BaseData", "Box", "Column", "Funds", "Goals", "Indicators", "Line", "Template", "names", "template"]

LINE_FIELDS = (
    "标题", "单位", "年度", "评分办法", "总分", "满分", "等级", "区间", "填报日期", "资金单位", "执行分值", "指标分值",
)  # fmt: skip
"""What a cell of a head row or a ``{…}`` in a text may be filled with."""
FUND_FIELDS = ("名称", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分", "偏差原因")
GOAL_FIELDS = ("预期目标", "实际完成情况")
ROW_FIELDS = (
    "一级指标", "二级指标", "三级指标", "年度指标值", "指标性质", "指标值", "度量单位", "实际完成值", "分值", "自评得分", "得分", "系统测算分", "复核得分",
    "计分依据", "佐证", "偏差原因", "说明",
)  # fmt: skip
_MOST_COLUMNS = 60
_MOST_BYTES = 200_000


@frozen
class Box:
    """A cell of a head row over ``columns`` columns: a text, or what ``field`` names."""

    text: str = ""
    field: str = ""
    columns: int = 1


@frozen
class Line:
    """A row of the head."""

    boxes: tuple[Box, ...]


@frozen
class Column:
    """A column: what it holds, its heading, how many columns of the grid it takes; ``points`` adds a block's points.

    ``over`` is a heading that stands over it and its neighbours of the same (``年度指标值`` over three columns).
    """

    field: str
    heading: str
    columns: int = 1
    points: bool = False
    over: str = ""


@frozen
class Funds:
    """The money rows; ``splits`` says how 按收入性质分 and its like are printed."""

    left: Box
    columns: tuple[Column, ...]
    splits: Literal["不印", "并列", "逐行"] = "逐行"


@frozen
class Goals:
    """年度总体目标: what was expected beside what came of it.

    ``inner`` is a second label beside these; ``more`` are lines below them that the first label stands beside as well.
    """

    left: Box
    columns: tuple[Column, ...]
    inner: Box | None = None
    more: tuple[Line, ...] = ()


@frozen
class BaseData:
    """基础数据; ``names`` is how many columns of the grid the names take, the figures share the others."""

    names: int


@frozen
class Indicators:
    """The table of indicators; ``total`` and ``grade`` are the labels of its last lines, empty for none.

    ``grade_in`` is the column in which the grade stands in the line of the total. ``before`` and ``after`` are lines of
    the form before and below these.
    """

    left: Box | None
    columns: tuple[Column, ...]
    total: str = ""
    grade: str = ""
    grade_in: str = ""
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()


@frozen
class Template:
    """A layout. ``widths`` are the grid's columns in terminal cells; every row fills them exactly."""

    id: str
    name: str
    landscape: bool
    title: str
    subtitle: str
    widths: tuple[int, ...]
    head: tuple[Line | Funds | Goals | BaseData, ...]
    indicators: Indicators | None
    signed: str


def names() -> tuple[str, ...]:
    """Return the names of the layouts that ship, sorted."""
    folder = files(__package__).joinpath("templates")
    return tuple(sorted(item.name.removesuffix(".yaml") for item in folder.iterdir() if item.name.endswith(".yaml")))


def template(name: str | os.PathLike[str]) -> Template:
    """Return a layout by its name (the library's own, or of a plug-in), or from a file ending in ``.yaml``/``.yml``.

    Raises :class:`PerfscoreError` for an unknown name, a file that cannot be read and a layout that does not fit.
    """
    shown = os.fspath(name)
    if not isinstance(shown, str):
        raise PerfscoreError([problem("I904", name="template", want="文字", want_en="text", value=repr(name)[:60])])
    if shown.endswith((".yaml", ".yml")) or not isinstance(name, str):
        text, known = _file(Path(shown)), Path(shown).name
    else:
        if shown not in names():
            return _of_plugin(shown)
        text = files(__package__).joinpath("templates").joinpath(f"{shown}.yaml").read_text("utf-8")
        known = shown
    return _Reader(known).read(text)


def _of_plugin(name: str) -> Template:
    """Return the layout a plug-in brings under this name (``名称`` or ``包名/名称``)."""
    plugin = choose(LAYOUTS, name, names())
    if plugin is None:
        known = (*names(), *available(LAYOUTS))
        near = get_close_matches(name, known, 1, 0.4)
        raise PerfscoreError([problem("I910", name=name, known="、".join(known), near=near[0] if near else "")])
    return _Reader(plugin.id).read(plugin.value.text)


def _file(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PerfscoreError([problem("I911", name=path.name, why=f"读不了：{error.strerror or error}")]) from None
    if len(data) > _MOST_BYTES:
        raise PerfscoreError([problem("I911", name=path.name, why=f"超过 {_MOST_BYTES} 字节")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PerfscoreError([problem("I911", name=path.name, why="不是 UTF-8 编码")]) from None


@frozen
class _Reader:
    """Takes a layout apart; whatever does not fit ends the reading with its place in the file in words."""

    name: str

    def fail(self, why: str) -> PerfscoreError:
        return PerfscoreError([problem("I911", name=self.name, why=why)])

    def read(self, text: str) -> Template:
        try:
            root = yaml.load(text, Loader=yaml.BaseLoader)
        except (yaml.YAMLError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            where = f"第 {mark.line + 1} 行附近" if mark is not None else ""
            raise self.fail(f"{where}不是正确的 YAML") from None
        found = self.mapping(root, "版式", ("版式", "依据", "纸张", "标题", "副题", "列宽", "表首", "指标", "落款"))
        widths = tuple(self.whole(w, "列宽", 2, 200) for w in self.listed(found.get("列宽"), "列宽"))
        if not 1 <= len(widths) <= _MOST_COLUMNS:
            raise self.fail(f"“列宽”应当有 1 至 {_MOST_COLUMNS} 个数")
        paper = self.chosen(found.get("纸张", "横向"), "纸张", ("横向", "纵向"))
        head = tuple(
            self.part(item, f"表首第 {i} 项", len(widths))
            for i, item in enumerate(self.listed(found.get("表首", []), "表首"), 1)
        )
        indicators = None if "指标" not in found else self.indicators(found["指标"], len(widths))
        if not head and indicators is None:
            raise self.fail("没有“表首”也没有“指标”，什么也印不出")
        return Template(
            self.name, self.text(found.get("版式", ""), "版式"), paper == "横向", self.filled(found.get("标题", "{标题}"), "标题"),
            self.filled(found.get("副题", ""), "副题"), widths, head, indicators, self.filled(found.get("落款", ""), "落款"),
        )  # fmt: skip

    # --- parts ---------------------------------------------------------------------------------------------------

    def part(self, item: Any, where: str, width: int) -> Line | Funds | Goals | BaseData:
        found = self.mapping(item, where, ("行", "资金", "总体目标", "基础数据"))
        if len(found) != 1:
            raise self.fail(f"{where}应当只有一个键")
        [(kind, inner)] = found.items()
        match kind:
            case "行":
                return self.line(inner, where, width)
            case "资金":
                return self.funds(inner, where, width)
            case "总体目标":
                return self.goals(inner, where, width)
            case _:
                got = self.mapping(inner, where, ("名称列",))
                return BaseData(self.whole(got.get("名称列", "1"), f"{where}的“名称列”", 1, width - 1))

    def line(self, item: Any, where: str, width: int) -> Line:
        boxes = tuple(self.box(b, where) for b in self.listed(item, where))
        self.fits(boxes, width, where)
        return Line(boxes)

    def lines(self, got: Mapping[str, Any], key: str, where: str, width: int) -> tuple[Line, ...]:
        items = self.listed(got.get(key, []), f"{where}的“{key}”")
        return tuple(self.line(item, f"{where}的“{key}”第 {i} 行", width) for i, item in enumerate(items, 1))

    def goals(self, item: Any, where: str, width: int) -> Goals:
        got = self.mapping(item, where, ("左", "栏", "续"))
        lefts = got.get("左")
        boxes = [self.box(b, where) for b in (lefts if isinstance(lefts, list) else [lefts])]
        if not 1 <= len(boxes) <= 2:
            raise self.fail(f"{where}的“左”应当是一格或两格")
        inner = boxes[1] if len(boxes) > 1 else None
        more = self.lines(got, "续", where, width - boxes[0].columns)
        goals = Goals(boxes[0], self.columns(got.get("栏"), where, GOAL_FIELDS), inner, more)
        self.fits((*boxes, *goals.columns), width, where)
        return goals

    def funds(self, item: Any, where: str, width: int) -> Funds:
        got = self.mapping(item, where, ("左", "栏", "拆分"))
        splits = self.chosen(got.get("拆分", "逐行"), f"{where}的“拆分”", ("不印", "并列", "逐行"))
        funds = Funds(self.box(got.get("左"), where), self.columns(got.get("栏"), where, FUND_FIELDS), splits)  # type: ignore[arg-type]
        self.fits((funds.left, *funds.columns), width, where)
        if not funds.columns or funds.columns[0].field != "名称":
            raise self.fail(f"{where}的第一栏应当是“名称”")
        return funds

    def indicators(self, item: Any, width: int) -> Indicators:
        got = self.mapping(item, "指标", ("左", "栏", "总分", "等级", "等级栏", "总分前", "总分后"))
        left = None if "左" not in got else self.box(got["左"], "指标")
        columns = self.columns(got.get("栏"), "指标", ROW_FIELDS)
        self.fits((*([] if left is None else [left]), *columns), width, "指标")
        if all(c.field != "三级指标" for c in columns):
            raise self.fail("“指标”的栏里没有三级指标")
        groups = [c.field for c in columns if c.field in ("一级指标", "二级指标")]
        if groups != [c.field for c in columns[: len(groups)]] or groups not in (
            [],
            ["一级指标"],
            ["一级指标", "二级指标"],
        ):
            raise self.fail("一级指标、二级指标两栏应当依次排在最前")
        total, grade = self.text(got.get("总分", ""), "总分"), self.text(got.get("等级", ""), "等级")
        fields = tuple(c.field for c in columns if c.field not in ("分值", "得分", "自评得分"))
        grade_in = self.chosen(got.get("等级栏", ""), "指标的“等级栏”", ("", *fields))
        before, after = (self.lines(got, key, "指标", width) for key in ("总分前", "总分后"))
        return Indicators(left, columns, total, grade, grade_in, before, after)

    def columns(self, items: Any, where: str, known: tuple[str, ...]) -> tuple[Column, ...]:
        out = []
        for item in self.listed(items, f"{where}的“栏”"):
            got = self.mapping(item, where, ("填", "印作", "列", "带分值", "上栏"))
            field = self.chosen(got.get("填", ""), f"{where}的“填”", known)
            points = self.chosen(got.get("带分值", "否"), f"{where}的“带分值”", ("是", "否")) == "是"
            heading = self.filled(got.get("印作", "" if field == "名称" else field), where)
            wide = self.whole(got.get("列", "1"), f"{where}的“列”", 1, _MOST_COLUMNS)
            over = self.text(got.get("上栏", ""), where)
            if over and known is not ROW_FIELDS:
                raise self.fail(f"{where}的栏不能写“上栏”，只有“指标”的栏可以")
            out.append(Column(field, heading, wide, points, over))
        if len({c.field for c in out}) != len(out):
            raise self.fail(f"{where}里同一栏写了两次")
        return tuple(out)

    def box(self, item: Any, where: str) -> Box:
        got = self.mapping(item, where, ("文字", "填", "列"))
        if ("文字" in got) == ("填" in got):
            raise self.fail(f"{where}的每一格应当写“文字”或“填”中的一个")
        columns = self.whole(got.get("列", "1"), f"{where}的“列”", 1, _MOST_COLUMNS)
        if "填" in got:
            return Box("", self.chosen(got["填"], f"{where}的“填”", LINE_FIELDS), columns)
        return Box(self.filled(got["文字"], where), "", columns)

    def fits(self, boxes: tuple[Box | Column, ...], width: int, where: str) -> None:
        taken = sum(box.columns for box in boxes)
        if taken != width:
            raise self.fail(f"{where}占 {taken} 列，“列宽”有 {width} 列")

    # --- scalars -------------------------------------------------------------------------------------------------

    def mapping(self, item: Any, where: str, known: tuple[str, ...]) -> Mapping[str, Any]:
        if not isinstance(item, dict):
            raise self.fail(f"{where}应当是“键: 值”")
        for key in item:
            if key not in known:
                raise self.fail(f"{where}里不认识的键“{str(key)[:20]}”，可用：{'、'.join(known)}")
        return item

    def listed(self, item: Any, where: str) -> list[Any]:
        if not isinstance(item, list):
            raise self.fail(f"{where}应当是一个列表")
        return item

    def text(self, item: Any, where: str) -> str:
        if not isinstance(item, str):
            raise self.fail(f"{where}应当是文字")
        return item

    def filled(self, item: Any, where: str) -> str:
        """Return a text whose ``{…}`` are all known."""
        text = self.text(item, where)
        for part in text.split("{")[1:]:
            name, closed, _ = part.partition("}")
            if not closed or name not in LINE_FIELDS:
                raise self.fail(f"{where}里的“{{{name[:20]}}}”不能填，可用：{'、'.join(LINE_FIELDS)}")
        return text

    def whole(self, item: Any, where: str, least: int, most: int) -> int:
        if not (
            isinstance(item, str) and item.isascii() and item.isdigit() and len(item) < 5 and least <= int(item) <= most
        ):
            raise self.fail(f"{where}应当是 {least} 至 {most} 的整数")
        return int(item)

    def chosen(self, item: Any, where: str, known: tuple[str, ...]) -> str:
        if item not in known:
            raise self.fail(f"{where}写作“{str(item)[:20]}”，可用：{'、'.join(known)}")
        return str(item)
