"""The families: target, clause, what a person would write for it by hand, and what its score must be.

``floor`` is a line of straight Python on ``Decimal``: ``a`` is the actual value (``b`` the figure beside it), ``s`` the score,
``P`` ten points; it is written out once for each of the ten rows. ``exact`` gives the exact points of 10 as a
``Fraction``, None where a person must decide; it shares no code with the library, and neither does the floor with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

__all__ = ["EXECUTION", "FAMILIES", "Family"]

EXECUTION = "预算执行"

F = Fraction
Exact = Callable[..., Fraction | None]


class Family(NamedTuple):
    """``figures`` are drawn from ``low`` to ``high`` in steps of ``step`` (hundredths); ``words`` are texts with their shares.

    ``beside``: the kind of a second column of figures. Without a ``floor`` the one-record scorer stands in its place.
    ``unit``: what figures are written with.
    """

    name: str
    target: str
    clause: str
    floor: str
    exact: Exact
    low: int = 0
    high: int = 0
    step: int = 1
    unit: str = ""
    beside: str = ""
    words: Sequence[str] = ()


def _ratio(a: Fraction) -> Fraction:
    return F(0) if a < 0 else min(F(10), 10 * a / 500)


def _interval(a: Fraction) -> Fraction | None:
    return F(10) if 5 <= a <= 10 else None


def _tiers(a: Fraction) -> Fraction:
    return F(10) if a >= 90 else F(8) if a >= 80 else F(5) if a >= 60 else F(0)


def _by_completion(a: Fraction) -> Fraction:
    return F(10) if a >= 40 else F(8) if a >= 36 else F(6) if a >= 32 else F(0)


def _per_point(a: Fraction) -> Fraction:
    return max(F(0), 10 - F(1, 2) * floor(max(F(0), a - 100)))


def _per_five(a: Fraction) -> Fraction:
    return max(F(0), F(10) - 2 * ceil(max(F(0), (100 - a) / 5)))


def _off_target(a: Fraction) -> Fraction:
    return max(F(0), 10 - abs(a - 100) / 100 / F(3, 100))


def _line(a: Fraction) -> Fraction:
    return F(10) if a <= 25 else F(0) if a > 50 else 10 * (50 - a) / 25


def _efficacy(a: Fraction) -> Fraction:
    return 6 + min(F(4), 4 * (a - 60) / 35)


def _rank(a: Fraction) -> Fraction:
    return F(10) if a == 1 else F(9) if a == 2 else F(8) if a == 3 else max(F(0), 8 - (a - 3))


def _too_much(a: Fraction) -> Fraction:
    return 8 + F(0) if a >= 130 else F(10) if a >= 100 else max(F(0), a) / 100 * 10


def _reference(a: Fraction, b: Fraction) -> Fraction:
    return F(10) if a > b else F(0) if a < 0 else 10 * a / b


def _execution(a: Fraction, b: Fraction) -> Fraction:
    return min(F(10), 10 * a / b)


def _days_late(text: str) -> Fraction:
    day = date(*(int(n) for n in re.findall("[0-9]+", text)))
    return max(F(0), 10 - F(1, 2) * max(0, (day - date(2024, 12, 31)).days))


def _spending(a: Fraction) -> Fraction:
    return F(10) if a <= 44 else max(F(0), 10 * (1 - (a - 44) / 44))


FAMILIES: tuple[Family, ...] = (
    Family(
        "按完成比例", "≥500人次", "未完成的按完成比例计分，完成目标的得满分，实际完成值小于0的不得分",
        's = P if a >= D("500") else Z if a <= Z else (P * a / D("500")).quantize(C, UP)',
        _ratio, 0, 80_000, unit="人次",
    ),
    Family(
        "反向：目标÷实际", "≤302.5万元", "得分=年度指标值÷实际完成值×分值，得分不超过分值",
        's = P if a <= D("302.5") else (P * D("302.5") / a).quantize(C, UP)',
        lambda a: min(F(10), 10 * F(605, 2) / a), 10_000, 90_000, unit="万元",
    ),
    Family(
        "反向：超额比例扣分", "≤44万元", "未超过目标的得满分，超过目标的得分=（1-（实际完成值-年度指标值）÷年度指标值）×分值，扣完为止",
        's = P if a <= D("44") else Z if a >= D("88") else (P * (D("88") - a) / D("44")).quantize(C, UP)',
        _spending, 2_000, 12_000, unit="万元",
    ),
    Family(
        "等于目标，偏离按比例扣", "=100个", "与计划每相差3%扣1分，不足一档的按比例扣，扣完为止",
        'd = abs(a - D("100")); s = Z if d >= D("30") else (P - d / D("3")).quantize(C, UP)',
        _off_target, 5_000, 15_000, unit="个",
    ),
    Family(
        "分档（按数值）", "≥90%", "≥90%得100%，80%（含）-90%得80%，60%（含）-80%得50%，60%以下不得分",
        's = P if a >= D("90") else E if a >= D("80") else V if a >= D("60") else Z',
        _tiers, 4_000, 10_000, unit="%",
    ),
    Family(
        "分档（按完成率）", "≥40公里", "完成率≥100%得100%；90%≤完成率<100%得80%；80%≤完成率<90%，得60%；完成率<80%不得分",
        's = P if a >= D("40") else E if a >= D("36") else X if a >= D("32") else Z',
        _by_completion, 2_000, 5_000, unit="公里",
    ),
    Family(
        "每超过1个百分点扣分（阶梯）", "≤100%", "控制率≤100%得满分，每超过1个百分点扣0.5分，不足1个百分点的不扣分，扣完为止",
        's = P if a <= D("100") else Z if a >= D("120") else (P - H * ((a - D("100")) // ONE)).quantize(C)',
        _per_point, 8_000, 13_000, unit="%",
    ),
    Family(
        "每低于5%扣分，不足一档按一档", "≥100%", "每低于5个百分点扣2分，不足一档的按一档扣，扣完为止",
        's = P if a >= D("100") else Z if a <= D("75") else (P + D("2") * ((a - D("100")) / D("5")).to_integral_value(DOWN)).quantize(C)',
        _per_five, 6_000, 12_000, unit="%",
    ),
    Family(
        "线性插值", "≤25天", "25天以内得满分，超过50天不得分，之间按线性插值计分",
        's = P if a <= D("25") else Z if a >= D("50") else (P * (D("50") - a) / D("25")).quantize(C, UP)',
        _line, 1_000, 7_000, unit="天",
    ),
    Family(
        "功效系数", "≥95%", "功效系数法：满意值95%，不允许值60%",
        's = P if a >= D("95") else (D("6") + D("4") * (a - D("60")) / D("35")).quantize(C, UP)',
        _efficacy, 5_000, 10_000, unit="%",
    ),
    Family(
        "名次", "前5名", "第1名得10分，第2名得9分，第3名得8分，第4名及以后每退后1名扣1分",
        's = P if a == ONE else D("9.00") if a == D("2") else E if a <= D("3") else Z if a >= D("11") else D("11.00") - a',
        _rank, 100, 1_500, 100,
    ),
    Family(
        "超额过多扣分", "≥100个", "达到目标的得满分，超额完成30%及以上的扣2分，未完成的按完成比例计分",
        's = E if a >= D("130") else P if a >= D("100") else (P * a / D("100")).quantize(C, UP)',
        _too_much, 0, 18_000, unit="个",
    ),
    Family(
        "区间目标，区间外待认定", "5-10个", "",
        's = P if D("5") <= a <= D("10") else None',
        _interval, 300, 1_150, unit="个",
    ),
    Family(
        "对标：高于全省平均增速", "高于全省平均增速", "完成目标的得满分，未完成的按完成比例计分，实际完成值小于0的不得分",
        's = P if a > b else Z if a <= Z else (P * a / b).quantize(C, UP)',
        _reference, 0, 1_500, unit="%", beside="参照值",
    ),
    Family(
        "定性：分级", "达成", "达成得100%，基本达成得85%，部分达成得60%，未达成不得分",
        "s = W[a]",
        lambda w: {"达成": F(10), "基本达成": F(17, 2), "部分达成": F(6), "未达成": F(0)}[w],
        words=("达成", "达成", "达成", "基本达成", "部分达成", "未达成"),
    ),
    Family(
        "时限：每延迟1天扣分", "12月底前", "按时完成得满分，每延迟1天扣0.5分，扣完为止",
        "",
        _days_late,
        words=tuple(f"{d.year}年{d.month}月{d.day}日" for d in (date(2024, 11, 20) + timedelta(n) for n in range(75))),
    ),
    Family(
        "定性，单位自报，采信自评得分", "合规", "",
        "",
        lambda _word, claimed: claimed,
        800, 1_001, words=("合规",), beside="自评得分",
    ),
    Family(
        "预算执行", EXECUTION, "",
        's = P if a >= b else (P * a / b).quantize(C, UP)',
        _execution, 30_000, 100_000, beside="预算",
    ),
)  # fmt: skip
