"""An actual value beside its target."""

from __future__ import annotations

from fractions import Fraction

import pytest

from perfscore.language import compare, default_language

L = default_language()


@pytest.mark.parametrize(
    ("target", "actual", "state", "value", "codes"),
    [
        ("≥7%", "7.7%", "figure", "7.7", ""),
        ("100家", "114家", "figure", "114", ""),
        ("≤44万元", "43.41万元", "figure", "43.41", ""),
        ("≤44万元", "434100元", "figure", "43.41", ""),
        ("≤44万元", "0.004341亿元", "figure", "43.41", ""),
        ("≤44万元", "43.41", "figure", "43.41", ""),
        ("≤44万元", "434100", "question", None, "A334"),
        ("≤44万元", "43.41元", "question", None, "A334"),
        ("≤440000元", "43.41", "question", None, "A334"),
        ("≤44万元", "43人", "question", None, "A335"),
        ("≥97%", "0.96", "question", None, "A333"),
        ("≥97%", "1", "question", None, "A333"),
        ("≥97%", "0", "figure", "0", ""),
        ("≤0.9%", "0.5", "figure", "0.5", ""),
        ("≥0.97比例", "96%", "figure", "0.96", ""),
        ("≤3‰", "0.2%", "figure", "2", ""),
        ("≥2000人", "2100人次", "question", None, "A335"),
        ("≥2000人", "2100名", "figure", "2100", ""),
        ("≥2000人", "0.21万人", "figure", "2100", ""),
        ("≥42个", "43家", "figure", "43", "A336"),
        ("≥2%", "2个百分点", "question", None, "A337"),
        ("较上年提高2个百分点", "3%", "question", None, "A337"),
        ("较上年提高2个百分点", "提高3个百分点", "figure", "3", ""),
        ("较上年增长5%", "6%", "figure", "6", ""),
        ("较上年增长5%", "同比增长6.5%", "figure", "13/2", ""),
        ("较上年增长5%", "同比下降3%", "figure", "-3", "A338"),
        ("同比下降3%以上", "下降4%", "figure", "4", ""),
        ("≥7%", "下降3%", "figure", "-3", "A338"),
        ("≥7%", "同比增长7.7%", "figure", "7.7", ""),
        ("较上年增长5%", "100万元，同比增长6%", "figure", "6", ""),
        ("≥80万元", "100万元，同比增长6%", "figure", "100", ""),
        ("≥12次/年", "每月1次", "figure", "12", ""),
        ("≥12次/年", "13次", "figure", "13", ""),
        ("每季度1次", "4次", "question", None, "A343"),
        ("≥5万元", "5万", "figure", "5", ""),
        ("1", "1", "figure", "1", ""),
        ("1", "2个", "figure", "2", ""),
        ("5", "100%", "question", None, "A344"),
        ("≥95%", "≥95%", "claim", None, "A331"),
        ("≥95%", "95%以上", "claim", None, "A331"),
        ("≥95%", "已完成", "claim", None, ""),
        ("100%", "达成预期指标", "claim", None, ""),
        ("100%", "5个达成预期指标", "question", None, "A335"),
        ("≥95%", "成效明显", "words", None, ""),
        ("≥95%", "", "missing", None, ""),
        ("≥95%", "未统计", "missing", None, ""),
        ("≥1万人", "新增就业1.2万人，完成年度目标的109%", "several", None, "A319"),
        ("≥95%", "9O%", "question", None, "A341"),
        ("≥5个", "5-10个", "question", None, "A339"),
        ("5-10个", "7个", "figure", "7", ""),
        ("较上年下降5%", "-6%", "question", None, "A350"),
        ("较上年增长5%", "-6%", "figure", "-6", ""),
        ("较上年下降5%", "降至93%", "question", None, "A340"),
        ("下降≥5%", "由100下降到93", "question", None, "A340"),
        ("≥95%", "由90%提高到96%", "figure", "96", ""),
        ("≥5个", "其中省级3个", "question", None, "A349"),
        ("较上年增长5%", "目标的6%", "question", None, "A349"),
        ("≤2小时", "90min", "figure", "1.5", ""),
        ("前5名", "第3名", "rank", "3", ""),
        ("前5名", "3", "rank", "3", ""),
        ("全省前三", "排名全省第2位", "rank", "2", ""),
        ("全省前三", "全市第2名", "question", None, "A346"),
        ("全省前三", "全省前三", "claim", None, "A331"),
        ("≥95%", "第3名", "question", None, "A340"),
        ("2024年11月底前", "2024年11月25日", "date", "-5", ""),
        ("2024年11月底前", "2024年12月5日", "date", "5", ""),
        ("11月底前", "2024.12.5", "question", None, "A342"),
        ("2024年11月底前", "12月5日", "question", None, "A342"),
        ("11月底前", "12月5日", "date", "5", ""),
        ("2024年12月底前", "2025年1月", "question", None, "A348"),
        ("2024年12月底前", "2024年11月", "date", "-31", ""),
        ("2024年12月15日前", "2024年12月", "question", None, "A340"),
        ("2024年12月底前", "2024年12月", "date", "0", ""),
        ("2024年1月-12月", "2024年12月31日", "date", "0", ""),
        ("合规", "合规", "words", None, ""),
        ("合规", "已完成", "claim", None, ""),
        ("合规", "50.2%", "words", None, ""),
        ("1:2", "5", "question", None, "A340"),
    ],
)  # fmt: skip
def test_compare(target: str, actual: str, state: str, value: str | None, codes: str) -> None:
    found = compare(L.read_target(target), L.read_actual(actual), language=L)
    assert found.state == state, found
    assert found.value == (None if value is None else Fraction(value))
    assert " ".join(p.code for p in found.problems) == codes


def test_remarks_say_what_was_done() -> None:
    found = compare(L.read_target("≤44万元"), L.read_actual("434100元"), language=L)
    assert found.remarks == ("434100元 = 43.41万元",)
    found = compare(L.read_target("≥95%"), L.read_actual("96"), language=L)
    assert found.remarks == ("实际完成值没有写单位，按目标的“%”处理",)
    found = compare(L.read_target("2024年6月底前"), L.read_actual("2024年7月1日"), language=L)
    assert found.remarks == ("逾期 1 天",)


def test_without_a_language_the_librarys_own_is_taken() -> None:
    assert compare(L.read_target("≥7%"), L.read_actual("7.7%")).value == Fraction("7.7")


@pytest.mark.parametrize(
    ("target", "actual", "value", "remark"),
    [
        ("12月底前", "2025年1月10日", 10, "目标没有写年份，按2024年处理"),
        ("12月底前", "2024年12月10日", -21, "目标没有写年份，按2024年处理"),
        ("2024年11月底前", "12月5日", 5, "实际完成值没有写年份，按2024年处理"),
        ("2025年11月底前", "12月5日", -360, "实际完成值没有写年份，按2024年处理"),
        ("12月底前", "11月30日", -31, "按期"),
        ("2月28日前", "3月1日", 2, "逾期 2 天"),
    ],
)
def test_a_date_without_a_year_is_of_the_tables_year(target: str, actual: str, value: int, remark: str) -> None:
    found = compare(L.read_target(target), L.read_actual(actual), language=L, year=2024)
    assert (found.state, found.value, found.problems) == ("date", value, ())
    assert found.remarks[0] == remark


def test_a_common_year_has_no_29_february() -> None:
    found = compare(L.read_target("2月28日前"), L.read_actual("3月1日"), language=L, year=2023)
    assert found.value == 1
