"""The rows of the table and random departments: a fixed seed, the same figures for every contender and every run.

The shape is the one of ``examples/yiyang-2024``: budget execution and 19 indicators, 100 points. Every figure has two
decimals, so each contender can be given the same value as ``Decimal``, as text, as float or as a whole number of
hundredths. About one figure in eight is built so that its score lies exactly halfway between two hundredths of a point:
that is where binary floats, half-even rounding and rounding twice go wrong.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

__all__ = ["GRADES", "KEYS", "ROWS", "SEED", "SHARES", "TIERS", "Row", "as_decimal", "as_records", "columns", "records"]

SEED = 20_261_125


class Row(NamedTuple):
    """One row of the table.

    ``kind``: ``budget`` (executed against budget), ``above`` (more than a reference of the record's own), ``least``
    (at least ``target``), ``most`` (at most ``target``) or ``words`` (one of :data:`TIERS`). ``unit`` is what the
    actual value is written with.
    """

    id: str
    name: str
    kind: str
    points: int
    target: int = 0
    unit: str = ""


ROWS = (
    Row("r00", "预算执行", "budget", 10, unit="万元"),
    Row("r01", "全市规模工业增加值增速", "least", 5, 7, "%"),
    Row("r02", "新增规模工业企业家数", "least", 5, 100, "家"),
    Row("r03", "工业投资增长", "above", 5, unit="%"),
    Row("r04", "工业技改投资增长", "above", 5, unit="%"),
    Row("r05", "工业企业用电量增长", "above", 5, unit="%"),
    Row("r06", "资金使用合规性", "words", 5),
    Row("r07", "中心工作落实情况", "words", 5),
    Row("r08", "主要工作按计划完成程度", "words", 3),
    Row("r09", "项目资金及时拨付使用", "words", 2),
    Row("r10", "工业对全市经济增长贡献情况", "words", 5),
    Row("r11", "促进就业", "words", 5),
    Row("r12", "工业领域生态环境保护", "words", 4),
    Row("r13", "链群建设", "words", 2),
    Row("r14", "企业科技攻关", "words", 2),
    Row("r15", "营商环境", "words", 2),
    Row("r16", "服务企业满意度", "least", 5, 90, "%"),
    Row("r17", "社会群众满意度", "least", 5, 90, "%"),
    Row("r18", "三公经费支出", "most", 10, 44, "万元"),
    Row("r19", "项目经费支出", "most", 10, 302, "万元"),
)
TIERS = ("达成", "基本达成", "部分达成", "未达成")
SHARES = (100, 85, 60, 0)
"""What each tier gives, in per cent of the points."""
GRADES = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))


def _keys() -> Iterator[str]:
    for row in ROWS:
        if row.kind == "words":
            yield f"t_{row.id}"
        else:
            yield f"a_{row.id}"
            if row.kind in ("budget", "above"):
                yield f"b_{row.id}"


KEYS = tuple(_keys())
"""The fields of a record: ``a_`` an actual value, ``b_`` the budget or reference beside it, ``t_`` a word."""


# --- drawing ------------------------------------------------------------------------------------------------------

_HALFWAY = 0.15
"""How often a halfway score is drawn where the row allows one; with the rows that do not, an eighth of all figures."""


class _Dice:
    """Whole numbers from ``random.Random.random`` alone, whose sequence Python keeps from version to version."""

    def __init__(self, seed: int) -> None:
        self.share = random.Random(seed).random

    def between(self, low: int, high: int) -> int:
        """Return one of low, …, high."""
        return low + int(self.share() * (high - low + 1))

    def part(self, whole: int) -> int:
        """Return 30 % to 160 % of ``whole``: half of the rows fall short."""
        return int(whole * (0.3 + 0.7 * self.share() if self.share() < 0.5 else 1.0 + 0.6 * self.share()))


def _budget(_row: Row, dice: _Dice) -> tuple[int, int]:
    """Executed and budget; 1000 · m(2k + 1) / 2000m hundredths lies halfway."""
    if dice.share() < _HALFWAY:
        m = dice.between(30, 250)
        return m * (2 * dice.between(300, 999) + 1), 2000 * m
    budget = dice.between(50_000, 500_000)
    return min(dice.part(budget), budget), budget


def _above(_row: Row, dice: _Dice) -> tuple[int, int]:
    """A rate and the reference it must exceed; some shrink, some equal the reference, some are nought."""
    if dice.share() < _HALFWAY:
        m = dice.between(1, 4)
        if dice.share() < 0.5:
            return m * (2 * dice.between(50, 499) + 1), 1000 * m
        return m * (2 * dice.between(10, 99) + 1), 200 * m
    reference = dice.between(50, 2000)
    luck = dice.share()
    if luck < 0.04:
        return -dice.part(reference), reference
    return (reference if luck < 0.06 else 0 if luck < 0.065 else dice.part(reference)), reference


_STEP = {"r01": 10, "r02": 100}
"""Growth is published with one decimal, firms are counted whole; no score of these two can lie halfway."""


def _least(row: Row, dice: _Dice) -> tuple[int, int]:
    target = row.target * 100
    step = _STEP.get(row.id, 1)
    luck = dice.share()
    if step == 1 and luck < _HALFWAY:
        return 9 * (2 * dice.between(150, 499) + 1), 0
    if luck > 0.98:
        return target, 0
    if row.id == "r01" and luck > 0.96:
        return -dice.between(10, 80) * step, 0
    return dice.part(target) // step * step, 0


@cache
def _halfway_spending(points: int, target: int) -> tuple[int, ...]:
    """Return the spendings above ``target`` (hundredths) whose score points·target/spending lies halfway."""
    twice = 2 * points * 100 * target
    return tuple(twice // odd for odd in range(1, 2 * points * 100, 2) if twice % odd == 0)


def _most(row: Row, dice: _Dice) -> tuple[int, int]:
    target = row.target * 100
    luck = dice.share()
    if luck < _HALFWAY:
        known = _halfway_spending(row.points, target)
        return known[dice.between(0, len(known) - 1)], 0
    if luck > 0.98:
        return (target if luck > 0.985 else 0), 0
    if dice.share() < 0.5:
        return int(target * (0.5 + 0.5 * dice.share())), 0
    return int(target * (1.0 + 1.5 * dice.share())), 0


def _word(_row: Row, dice: _Dice) -> tuple[int, int]:
    luck = dice.share()
    return (0 if luck < 0.7 else 1 if luck < 0.85 else 2 if luck < 0.95 else 3), 0


_DRAW: dict[str, Callable[[Row, _Dice], tuple[int, int]]] = {
    "budget": _budget,
    "above": _above,
    "least": _least,
    "most": _most,
    "words": _word,
}


def columns(n: int, seed: int = SEED) -> dict[str, list[int]]:
    """Return the first ``n`` departments by field, in hundredths; ``t_`` columns hold an index into :data:`TIERS`."""
    dice = _Dice(seed)
    out: dict[str, list[int]] = {key: [] for key in KEYS}
    plan = [
        (_DRAW[r.kind], r, out[("t_" if r.kind == "words" else "a_") + r.id].append, out.get(f"b_{r.id}", []).append)
        for r in ROWS
    ]
    for _ in range(n):
        for draw, row, actual, beside in plan:
            a, b = draw(row, dice)
            actual(a)
            if b:
                beside(b)
    return out


# --- records ------------------------------------------------------------------------------------------------------


def as_decimal(value: int) -> Decimal:
    """Return hundredths as the figure they stand for."""
    return Decimal(value).scaleb(-2)


def _float(value: int) -> float:
    return value / 100


_AS: dict[str, Callable[[int], object]] = {"decimal": as_decimal, "int": int, "float": _float}


def records(n: int, number: str = "decimal") -> list[dict[str, object]]:
    """Return the first ``n`` departments as mappings of :data:`KEYS`; see :func:`as_records`."""
    return as_records(columns(n), number)


def as_records(data: Mapping[str, Sequence[int]], number: str) -> list[dict[str, object]]:
    """Return columns (see :func:`columns`) as mappings of :data:`KEYS`.

    ``number``: ``decimal``, ``int`` (hundredths), ``float``, or ``text`` as a department writes it (``7.7%``,
    ``43.41万元``). Words are words in each of them.
    """
    units = {f"{p}_{r.id}": r.unit for r in ROWS for p in "ab"}
    lists: list[list[object]] = []
    for key in KEYS:
        if key.startswith("t_"):
            lists.append([TIERS[v] for v in data[key]])
        elif number == "text":
            lists.append([f"{_plain(v)}{units[key]}" for v in data[key]])
        else:
            lists.append([_AS[number](v) for v in data[key]])
    return [dict(zip(KEYS, values, strict=True)) for values in zip(*lists, strict=True)]


def _plain(value: int) -> str:
    text = f"{as_decimal(value):f}"
    return text.rstrip("0").rstrip(".")
