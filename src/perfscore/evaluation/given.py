"""评分数据: what a clause needs besides target and actual — lateness, faults, ranks, items met, a grade, named figures.

==============  ==================================================================================
key             read into
==============  ==================================================================================
逾期            how late, with its unit of time (``2个月``); 逾期天数, 逾期月数, 逾期年数 as plain numbers
问题数          a number of faults (also 次数, 例数, 件数); ``1、0、2`` for a clause that names several
名次            a rank
符合要点        the items of a checklist that are met: ``1、3``, 全部 or 无
评价等级        a word of the clause (优, 良, 充分 …)
anything else   a quantity a formula names; percents as ratios
==============  ==================================================================================

What cannot be read is not given: the row then waits, naming what it lacks.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ..base.exact import as_fraction
from ..clauses import Bound
from ..planning import Plan, PlanRow
from ..rules.facts import Figure, Filing

__all__ = ["given_inputs", "lateness"]

_LATE = {"逾期": "", "逾期天数": "天", "逾期工作日数": "工作日", "逾期月数": "个月", "逾期年数": "年"}
_COUNTS = ("问题数", "次数", "例数", "件数", "项数")
_MET = ("符合要点", "符合项", "符合要素")
_LEVEL = ("评价等级", "等级", "档次")
_SPELT = {
    "日": "天",
    "个自然日": "天",
    "自然日": "天",
    "个工作日": "工作日",
    "月": "个月",
    "个年度": "年",
    "年度": "年",
    "个季度": "季度",
}


def given_inputs(filing: Filing, row: PlanRow, plan: Plan) -> dict[str, Any]:
    """Return what 评分数据 gives, as arguments of :class:`~perfscore.clauses.Inputs`."""
    out: dict[str, Any] = {}
    quantities: dict[str, Fraction] = {}
    for key, figure in filing.inputs:
        if key in _LATE:
            late = _late(_LATE[key], figure, row.bound, plan)
            out |= {} if late is None else {"days": late}
        elif key in _COUNTS:
            out |= _counts(figure)
        elif key in _MET:
            met = _checklist(figure, row.bound)
            out |= {} if met is None else {"checklist": met}
        elif key in _LEVEL:
            out["level"] = figure.text.strip()
        elif key == "名次":
            rank = _number(figure, plan)
            out |= {} if rank is None or rank.denominator != 1 else {"rank": int(rank)}
        else:
            value = _quantity(figure, plan)
            if value is not None:
                quantities[key] = value
    return {**out, "quantities": quantities} if quantities else out


def _number(figure: Figure, plan: Plan) -> Fraction | None:
    read = plan.language.read_actual(figure.text, unit=figure.unit or None)
    if read.rank is not None and read.value is None:
        return Fraction(read.rank.value)
    return None if read.value is None or read.sign is not None else as_fraction(read.value)


def _quantity(figure: Figure, plan: Plan) -> Fraction | None:
    read = plan.language.read_actual(figure.text, unit=figure.unit or None)
    if read.value is None or read.sign is not None:
        return None
    return as_fraction(read.value) / 100 if read.unit == "%" else as_fraction(read.value)


def _counts(figure: Figure) -> dict[str, Any]:
    """Read ``3`` or ``3个`` as one count, ``1、0、2`` as one for each fault of the clause."""
    parts = [p.strip() for p in figure.text.replace("，", "、").replace(",", "、").split("、")]
    numbers = [_whole(p) for p in parts]
    if None in numbers:
        return {}
    if len(numbers) == 1:
        return {"count": numbers[0]}
    return {"counts": tuple(numbers)}


def _whole(text: str) -> int | None:
    digits = text.rstrip("个次例件项起处条人 ")
    return int(digits) if digits.isascii() and digits.isdigit() else None


# --- lateness -----------------------------------------------------------------------------------------------------


def _late(unit: str, figure: Figure, bound: Bound | None, plan: Plan) -> Fraction | None:
    """Return how late, in the clause's unit of time; None where the two units have no fixed relation (月, 天)."""
    read = plan.language.read_actual(figure.text, unit=unit or figure.unit or None)
    if read.value is None or read.sign is not None:
        return None
    stated, wanted = _spelt(read.unit or unit), _spelt(_unit_of_time(bound))
    value = as_fraction(read.value)
    if not stated or not wanted or stated == wanted:
        return value
    return plan.language.units.convert(value, stated, wanted)


def lateness(days: Fraction, bound: Bound | None, plan: Plan) -> Fraction | None:
    """Return a number of days late in the clause's unit of time; None where days do not say (工作日, 个月)."""
    wanted = _spelt(_unit_of_time(bound))
    return days if wanted in ("", "天", "自然日") or days <= 0 else plan.language.units.convert(days, "天", wanted)


def _spelt(unit: str) -> str:
    return _SPELT.get(unit, unit)


def _unit_of_time(bound: Bound | None) -> str:
    return next((r.measure.unit for r in _readings(bound) if type(r.measure).__name__ == "Late"), "")


def _readings(bound: Bound | None) -> Iterator[Any]:
    yield from getattr(bound, "readings", ())


# --- checklists ---------------------------------------------------------------------------------------------------


def _checklist(figure: Figure, bound: Bound | None) -> dict[int, bool] | None:
    """Return which items are met; None for anything but numbers of items, 全部 and 无."""
    items = len(getattr(getattr(bound, "measure", None), "items", ()))
    text = figure.text.strip()
    if text in ("全部", "全部符合"):
        return dict.fromkeys(range(1, items + 1), True)
    if text in ("无", "没有", "全部不符合"):
        return dict.fromkeys(range(1, items + 1), False)
    numbers = [_item(p) for p in text.replace("，", "、").replace(",", "、").split("、")]
    if None in numbers or any(n is not None and not 1 <= n <= items for n in numbers):
        return None
    return {i: i in numbers for i in range(1, items + 1)}


def _item(text: str) -> int | None:
    circled = "①②③④⑤⑥⑦⑧⑨⑩"
    bare = text.strip()
    if len(bare) == 1 and bare in circled:
        return circled.index(bare) + 1
    return int(bare) if bare.isascii() and bare.isdigit() else None
