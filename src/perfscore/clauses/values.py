"""What a clause (评分标准) says, as frozen values: rules of a condition and an award, and what holds for all of them.

Numbers are as written: 90 with unit ``%`` for 90 %, never 0.9. Closedness is ``None`` where the clause does not say
(``80%-90%``); binding decides it together with the neighbouring tiers. Which figure a bare ``90%`` speaks of (the
rate itself or the completion of the target) is decided when the clause is bound to a row.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from attrs import field, frozen

__all__ = [
    "Amount",
    "Award",
    "Between",
    "Condition",
    "Discretion",
    "Efficacy",
    "Formula",
    "Full",
    "Interpolated",
    "Met",
    "Off",
    "Otherwise",
    "PartStep",
    "Points",
    "Prorata",
    "Rule",
    "Share",
    "Spread",
    "Steps",
    "TableNote",
    "Unmet",
    "Within",
    "Words",
    "Zero",
]

Basis = Literal["值", "完成率", "超出", "低于", "偏离", "目标", "名次", "逾期", "次数"]
"""What an interval is about.

值: the figure itself, or where the row's unit is no ratio the completion rate · 完成率: actual ÷ target · 超出/低于/偏离:
how far above/below/off the target, as a share of it or in its unit · 目标: the actual in multiples of the target ·
名次: rank · 逾期: how late · 次数: how often.
"""
PartStep = Literal["按比例", "不足一档不扣", "不足一档按一档扣"]


@frozen
class Amount:
    """A number with its unit as written."""

    value: Fraction
    unit: str | None = None


@frozen
class Within:
    """A figure lies in an interval. ``subject`` is what the clause calls the figure, as written ("" where it does not).

    ``sure`` is False where a bare 超过X% may speak of the rate itself or of the excess over the target.
    """

    of: Basis
    low: Fraction | None
    low_closed: bool | None
    high: Fraction | None
    high_closed: bool | None
    unit: str | None = None
    subject: str = ""
    reference: str = ""


@frozen
class Met:
    """The target is met (达到目标值), as the target's own sign has it. ``reference`` names another yardstick."""


@frozen
class Unmet:
    """The target is not met."""


@frozen
class Words:
    """A state of affairs in words, which a person finds to hold or not."""

    text: str


@frozen
class Otherwise:
    """Everything the other rules do not cover (否则, 其余)."""


@frozen
class Between:
    """What lies between two neighbouring rules (之间)."""


Condition = Within | Met | Unmet | Words | Otherwise | Between


@frozen
class Points:
    """So many 分."""

    value: Fraction


@frozen
class Share:
    """A share of the row's points (1 = 100 %)."""

    value: Fraction


@frozen
class Full:
    """All points of the row."""


@frozen
class Zero:
    """No points."""


@frozen
class Off:
    """So many 分, or such a share of the row's points, taken off what the row has otherwise."""

    value: Fraction
    share: bool = False


@frozen
class Prorata:
    """In proportion. ``by``: 完成率 (the target's direction decides), 目标÷实际, 1-偏差率, 1-偏离率 or 值 (rate × points)."""

    by: Literal["完成率", "目标÷实际", "1-偏差率", "1-偏离率", "值"] = "完成率"


@frozen
class Interpolated:
    """On the straight line between the two neighbouring rules."""


@frozen
class Steps:
    """So many points for each step.

    ``way``: ``down`` (每低于), ``up`` (每超过), ``off`` (每相差), or ``each`` (每发现一例). ``points`` in 分, or a share of
    the row's points where ``share``; ``gain`` adds instead of taking off. ``relative`` says that a percentage is
    meant of the target (每低于目标值的5%). ``part`` is what becomes of a part of a step, None where not said. ``once``
    marks a fault that costs its points once however often it occurs.
    """

    way: Literal["down", "up", "off", "each", "late", "rank"]
    amount: Fraction
    unit: str | None
    points: Fraction
    share: bool = False
    gain: bool = False
    relative: bool = False
    part: PartStep | None = None
    once: bool = False


@frozen
class Spread:
    """A band of shares of the points within which a person rates (100-80%（含）)."""

    low: Fraction
    low_closed: bool | None
    high: Fraction
    high_closed: bool | None


@frozen
class Discretion:
    """Left to a person (酌情扣分); ``most`` is the most that may be taken off, in 分, where the clause says so."""

    most: Fraction | None = None


@frozen
class Efficacy:
    """功效系数法: standard values with their coefficients (1 = all points), joined by straight lines."""

    standards: tuple[tuple[Fraction, Fraction], ...]
    unit: str | None = None


@frozen
class Formula:
    """A formula for the points; see :mod:`.algebra`."""

    text: str
    expression: object = field(default=None, eq=False, repr=False)


Award = (
    Points | Share | Full | Zero | Off | Prorata | Interpolated | Steps | Spread | Discretion | Efficacy | Formula
)


@frozen
class Rule:
    """One rule of a clause; without a condition it is the ground the others stand on."""

    condition: Condition | None
    award: Award
    span: tuple[int, int] = field(default=(0, 0), eq=False)


@frozen
class TableNote:
    """Something a clause says that belongs to the whole table, not to the row: 一票否决, limits of a bonus, …"""

    what: str
    text: str
