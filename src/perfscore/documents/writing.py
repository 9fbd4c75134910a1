"""An imported table → the YAML of an indicator table and of a facts file that ``perfscore score`` runs at once.

Values are those of the document, as text; everything is quoted where YAML might read it otherwise. The table says
``照录: 是``: sums that do not add up and missing points are findings about it, not errors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from attrs import frozen

from ..base.exact import plain
from ..base.problem import Problem
from ..rules.cells import points_of
from ..rules.facts import BaseEntry, Facts, Figure, Filing, FundRow
from ..rules.from_rows import table_and_facts
from ..rules.scheme import Scheme
from ..rules.table import Indicator, Table
from .importing import Imported
from .yamltext import yaml_text

__all__ = ["Written", "write_base_data", "write_yaml"]

UNNAMED_SECOND = "未注明二级指标"
_LEVELS = {"达成预期指标": "达成", "部分达成预期指标": "部分达成", "未达成预期指标": "未达成"}
_DIRECTIONS = ("正向", "反向", "等于")
_YES_NO: dict[bool | None, str] = {True: "是", False: "否"}
_RESERVED = ("分值", "说明")


@frozen
class Written:
    """The two texts; ``problems`` are what came up while the rows became a table."""

    table: str
    facts: str
    problems: tuple[Problem, ...] = ()


def write_yaml(imported: Imported, scheme: Scheme, scheme_id: str = "") -> Written:
    """Return table and facts as YAML. ``scheme`` settles the points of budget execution where none are printed."""
    problems: list[Problem] = []
    rows = [_row(row) for row in imported.rows]
    notes = [row.pop("备注", "") for row in rows]
    about = [row.pop("指标说明", "") for row in rows]
    funds = [dict(f) for f in imported.funds]
    table, facts = table_and_facts(
        rows, scheme, problems, title=imported.title, year=imported.year, funds=_money(funds, imported.unit) or None
    )
    problems = [p for p in problems if p.code != "P955"]
    names = Counter(r.name for r in table.indicators)
    where = imported.where if imported.where != "表" else ""
    remark = f"由“{imported.source}”{where}导入，各值照录原文"
    return Written(
        yaml_text(_table(imported, table, about, scheme_id or scheme.id, names), remark),
        yaml_text(_facts(imported, facts, notes, names), remark),
        tuple(problems),
    )


def write_base_data(imported: Imported) -> str:
    """Return a facts file of the base data alone, for a document that holds nothing else."""
    where = imported.where if imported.where != "表" else ""
    out = _given(
        格式="perfscore/1",
        填报数据=imported.title,
        单位=imported.organisation,
        年度="" if imported.year is None else str(imported.year),
        基础数据=[_entry(e) for e in imported.base_data],
    )
    return yaml_text(out, f"由“{imported.source}”{where}导入，各值照录原文")


def _row(row: Mapping[str, str]) -> dict[str, str]:
    """Return a row with a second level, and choices that the files know."""
    out = dict(row)
    second = out.get("二级指标") or UNNAMED_SECOND
    bare = second.replace("(", "（").split("（")[0].strip()
    out["二级指标"] = f"二级指标“{second}”" if bare in _RESERVED else second
    said = out.get("达成情况", "")
    level = next((v for k, v in _LEVELS.items() if said.startswith(k)), said)
    if level and level not in _LEVELS.values():
        out["备注"] = "；".join(t for t in (out.get("备注", ""), f"达成情况：{said}") if t)
        level = ""
    out["达成情况"] = level
    out["方向"] = out.get("方向", "").removesuffix("指标")
    for key, allowed in (("方向", _DIRECTIONS), ("目标", ())):
        if (text := out.get(key, "")) and text not in allowed:
            out["备注"] = "；".join(t for t in (out.get("备注", ""), f"{key}：{text}") if t)
            del out[key]
    return {k: v for k, v in out.items() if v}


def _money(funds: list[dict[str, str]], unit: str) -> list[dict[str, str]]:
    return [{**f, "单位": unit} if unit else f for f in funds]


def _number(item: Indicator | Filing, names: Counter[str]) -> str:
    """Return the number to write: a row's own, and that of rows whose name alone does not find them."""
    return item.id if names[item.name] > 1 or item.id != "/".join((*item.path, item.name)) else ""


def _given(**values: Any) -> dict[str, Any]:
    return {k: v for k, v in values.items() if v not in ("", None, [], {})}


# --- the table ----------------------------------------------------------------------------------------------------


def _table(imported: Imported, table: Table, about: list[str], scheme: str, names: Counter[str]) -> dict[str, Any]:
    printed = {name: points for name, points in imported.blocks if points_of(points) is not None}
    blocks: dict[str, dict[str, Any]] = {}
    for block in table.blocks:
        blocks[block.name] = {"分值": printed[block.name]} if block.name in printed else {}
    stated = {i: "分值" in row for i, row in zip((r.id for r in table.indicators), imported.rows, strict=True)}
    for row, says in zip(table.indicators, about, strict=True):
        written = _indicator(row, stated[row.id], _number(row, names)) | _given(说明=says)
        blocks[row.path[0]].setdefault(row.path[1], []).append(written)
    head = _given(
        格式="perfscore/1",
        自评表=table.title,
        单位=imported.organisation,
        项目名称=imported.project,
        主管部门=imported.department,
        适用办法=scheme,
        年度="" if imported.year is None else str(imported.year),
        评价范围=imported.scope,
        照录="是",
        年度总体目标=imported.goal,
        预算执行={"分值": plain(table.execution_points)} if table.execution_points is not None else "",
    )
    return {**head, "指标": blocks}


def _indicator(row: Indicator, stated: bool, number: str) -> dict[str, Any]:
    return _given(
        编号=number,
        三级指标=row.name,
        年度指标值=row.target,
        指标性质=row.nature,
        度量单位=row.unit,
        批复指标值=row.approved_target,
        分值=plain(row.max_score) if stated else "",
        评分标准=row.clause,
        方向=row.direction,
        公式=row.formula,
    )


# --- the facts ----------------------------------------------------------------------------------------------------


def _facts(imported: Imported, facts: Facts, notes: list[str], names: Counter[str]) -> dict[str, Any]:
    filings = [_filing(f, note, _number(f, names)) for f, note in zip(facts.filings, notes, strict=True)]
    out = _given(格式="perfscore/1", 填报数据=imported.title, 单位=imported.organisation)
    if imported.year is not None:
        out["年度"] = str(imported.year)
    if facts.funds is not None:
        first = _fund(facts.funds.total, imported.unit)
        first |= _given(
            偏差原因=facts.funds.deviation_note,
            其中=[_fund(row, imported.unit) for row in facts.funds.rows],
            **{name: dict(parts) for name, parts in imported.splits},
        )
        out[f"资金（{imported.unit}）" if imported.unit else "资金"] = first
    out |= _given(
        完成情况=filings,
        总体目标完成情况=imported.goal_answer,
        总分=dict(imported.total),
        自评等级=imported.grade,
        基础数据=[_entry(e) for e in imported.base_data],
        参照值=[
            _given(指标=r.indicator, 名称=r.name or "参照值", **_figure("值", r.value), 来源=r.source)
            for r in facts.references
        ],
    )
    return out


def _entry(entry: BaseEntry) -> dict[str, Any]:
    """Return a line of the base data; a unit that all its figures share is written once."""
    units = [f.unit for _, f in entry.values]
    unit = "" if "" in units else max(units, key=units.count, default="")
    values: dict[str, str] = {}
    for column, figure in entry.values:
        values |= _figure(column, Figure(figure.text, "" if figure.unit == unit else figure.unit))
    return _given(
        名称=entry.name,
        单位=unit,
        组=entry.group,
        数值=values,
        备注=entry.note,
        其中=[
            _given(拆分=s.by, 穷尽=_YES_NO.get(s.exhaustive, ""), 分项=[_entry(p) for p in s.parts])
            for s in entry.splits
        ],
    )


def _figure(key: str, figure: Figure) -> dict[str, str]:
    return {f"{key}（{figure.unit}）" if figure.unit else key: figure.text} if figure.text else {}


def _filing(filing: Filing, note: str, own: str) -> dict[str, Any]:
    return _given(
        编号=own,
        三级指标=filing.name,
        **_figure("实际完成值", filing.actual),
        达成情况=filing.level,
        自评得分=filing.self_score.text,
        复核得分=filing.review_score.text,
        偏差原因=filing.deviation_note,
        佐证材料=list(filing.supporting),
        不适用=filing.not_applicable or "",
        说明=note,
    )


def _fund(row: FundRow, unit: str) -> dict[str, Any]:
    def money(key: str, figure: Figure) -> dict[str, str]:
        return _figure(key, Figure(figure.text) if figure.unit == unit else figure)

    return _given(
        名称=row.name,
        **money("年初预算数", row.initial),
        **money("全年预算数", row.adjusted),
        **money("全年执行数", row.executed),
        执行率=row.rate.text,
        分值=row.max_score.text,
        自评得分=row.self_score.text,
    )
