"""Units and quantities for the tests of this room: small, and independent of the library's own unit data."""

from __future__ import annotations

from fractions import Fraction

from perfscore.formulas import Amount, Group, Missing

FACTORS = {
    "元": ("money", 1), "万元": ("money", 10_000), "亿元": ("money", 100_000_000),
    "人": ("people", 1), "家": ("firms", 1), "个": ("pieces", 1), "天": ("days", 1),
    "㎡": ("area", 1), "%": ("ratio", 10), "‰": ("ratio", 1), "个百分点": ("points", 1),
}  # fmt: skip


class Book:
    """A unit book of a dozen units."""

    def family(self, unit: str) -> str | None:
        return FACTORS[unit][0] if unit in FACTORS else None

    def convert(self, value: Fraction, source: str, target: str) -> Fraction | None:
        if source not in FACTORS or target not in FACTORS or FACTORS[source][0] != FACTORS[target][0]:
            return None
        return value * FACTORS[source][1] / FACTORS[target][1]


BOOK = Book()


def amount(text: str, unit: str | None = None, rests_on: str | None = None) -> Amount:
    return Amount(Fraction(text), unit, rests_on=rests_on)


DATA: dict[str, Amount | Missing] = {
    "在职人员数": amount("57", "人"),
    "编制数": amount("57", "人"),
    "三公经费": amount("43.41", "万元"),
    "三公经费上年": amount("33.21", "万元"),
    "公务用车购置和维护经费": amount("36.36", "万元"),
    "出国经费": amount("59300", "元"),
    "公务接待": amount("1.12", "万元"),
    "三公预算": amount("49", "万元"),
    "办公面积": amount("1200", "㎡"),
    "采购预算": amount("0", "万元"),
    "采购金额": amount("0", "万元"),
    "满意率": amount("96.5", "%"),
    "差错率": amount("2", "‰"),
    "减亏": amount("-3", "万元"),
    "无单位数": amount("12"),
    "培训人数": Missing("培训人数", "表中为空"),
    "人均标准": amount("150", "元/人"),
}
GROUPS = {
    "基本支出": Group(
        (
            Amount(Fraction("899.69"), "万元", "工资福利支出"),
            Amount(Fraction("150.26"), "万元", "商品和服务支出"),
            Amount(Fraction("1765400"), "元", "对个人和家庭补助支出"),
            Amount(Fraction("26.98"), "万元", "资本性支出"),
        )
    ),
    "空组": Group(()),
    "缺项组": Group((Amount(Fraction(1), "万元", "甲项"), Missing("乙项"))),
    "杂组": Group((Amount(Fraction(1), "万元", "甲项"), Amount(Fraction(2), "人", "乙项"))),
}
