"""What a clause (评分标准) says, as frozen values: rules of a condition and an award, and what holds for all of them.

Numbers are as written: 90 with unit ``%`` for 90 %, never 0.9. Closedness is ``None`` where the clause does not say
(``80%-90%``); binding decides it together with the neighbouring tiers. Which figure a bare ``90%`` speaks of (the
rate itself or the completion of the target) is decided when the clause is bound to a row.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from attrs import field

from ..base.values import frozen
from .algebra import Expression

__all__ = [
    "Amount",
    "Award",
    "Basis",
    "Between",
    "Condition",
    "Definition",
    "Discretion",
    "Efficacy",
    "Formula",
    "Full",
    "Interpolated",
    "Item",
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
]

Basis = Literal["值", "完成率", "超出", "低于", "偏离", "目标", "名次", "逾期", "次数"]
"""What an interval is about.

值: the figure itself, or where the row's unit is no ratio the completion rate · 完成率: actual ÷ target · 超出/低于/偏离:
how far above/below/off the target, as a share of it or in its unit · 目标: the actual in multiples of the target (1 =
the target) · 名次: rank · 逾期: how late · 次数: how often.
"""
PartStep = Literal["按比例", "不足一档不扣", "不足一档按一档扣"]
"""What becomes of a part of a step."""
Way = Literal["down", "up", "off", "each", "late", "rank"]
"""每低于 · 每超过 · 每相差 · 每发现一例 · 每逾期 · 每后退一名."""


@frozen
class Amount:
    """A number with its unit as written."""

    value: Fraction
    unit: str | None = None


@frozen
class Within:
    """A figure lies in an interval; ``None`` is infinity.

    ``subject`` is what the clause calls the figure, as written ("" where it does not). ``loose`` says that an end is
    closed only because of 以上/以下 (Civil Code art. 1259), which real clauses use for both neighbours at once.
    """

    of: Basis
    low: Fraction | None
    low_closed: bool | None
    high: Fraction | None
    high_closed: bool | None
    unit: str | None = None
    subject: str = ""
    loose: bool = False


@frozen
class Met:
    """The target is met, as the target's own sign has it; ``on_time`` where the clause speaks of time (按期完成)."""

    on_time: bool = False


@frozen
class Unmet:
    """The target is not met; ``on_time`` where the clause speaks of time (逾期)."""

    on_time: bool = False


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
class Off:
    """So many 分, or such a share of the row's points, taken off (``gain``: added to) what the row has otherwise."""

    value: Fraction
    share: bool = False
    gain: bool = False


@frozen
class Prorata:
    """In proportion.

    ``by``: 比例 (按比例计分: a ÷ t, for 越低越好 t ÷ a), 扣比例 (按比例扣分: less the share missing or exceeded), 偏离比例 (less
    the share it is off on either side), 值 (the rate itself × points).
    """

    by: Literal["比例", "扣比例", "偏离比例", "值"] = "比例"


@frozen
class Interpolated:
    """On the straight line between the two neighbouring rules."""


@frozen
class Steps:
    """So many points for each step.

    ``points`` in 分, or a share of the row's points where ``share``; ``gain`` adds instead of taking off, ``from_zero``
    to nothing (每完成一项得1分) instead of to what the row has (每超过1%加0.5分).
    ``relative`` says that a percentage is meant of the target (每低于目标值的5%). ``part`` is what becomes of a part of a
    step, None where not said. ``once`` marks a fault that costs its points once however often it occurs. ``most``
    limits the sum, in 分 (or a share of the row's points where ``most_share``). ``name`` is the fault in words.
    """

    way: Way
    amount: Fraction
    unit: str | None
    points: Fraction
    share: bool = False
    gain: bool = False
    from_zero: bool = False
    relative: bool = False
    part: PartStep | None = None
    once: bool = False
    most: Fraction | None = None
    most_share: bool = False
    name: str = ""


@frozen
class Spread:
    """A band within which a person rates: shares of the points (1 = 100 %), or 分 where ``share`` is False."""

    low: Fraction
    low_closed: bool | None
    high: Fraction
    high_closed: bool | None
    share: bool = True


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
    """A formula for the points (得分 = …); ``for_op`` limits it to rows of one direction (``>=`` or ``<=``)."""

    expression: Expression
    for_op: str | None = None


Award = Points | Share | Full | Off | Prorata | Interpolated | Steps | Spread | Discretion | Efficacy | Formula


@frozen
class Rule:
    """One rule of a clause; without a condition it is the ground the others stand on."""

    condition: Condition | None
    award: Award
    span: tuple[int, int] = field(default=(0, 0), eq=False)


@frozen
class Item:
    """One item of a checklist and its points (分)."""

    text: str
    points: Fraction


@frozen
class Definition:
    """How the clause defines the figure it measures (执行率 = 执行数 ÷ 预算数 × 100%)."""

    name: str
    expression: Expression


@frozen
class TableNote:
    """Something a clause says that belongs to the whole table, not to the row.

    ``what``: 一票否决, 总分封顶, 加减分, 等级, 不适用, 汇总, 分值.
    """

    what: str
    text: str
