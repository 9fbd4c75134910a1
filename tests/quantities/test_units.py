"""Units: spellings, families, exact conversion, and finding one in a text."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.quantities import default_units

U = default_units()


@pytest.mark.parametrize(
    ("value", "source", "target", "wanted"),
    [
        ("1.2", "亿元", "万元", "12000"),
        ("434100", "元", "万元", "43.41"),
        ("5", "亩", "公顷", "1/3"),
        ("1", "平方公里", "亩", "1500"),
        ("375", "万平方米", "平方米", "3750000"),
        ("1", "次/月", "次/年", "12"),
        ("1", "次/季度", "次/年", "4"),
        ("1", "元/亩", "万元/公顷", "3/2000"),
        ("780", "元/生/年", "万元/生/年", "0.078"),
        ("780", "元/年/生", "元/生/年", "780"),
        ("5", "万立方米/日", "立方米/天", "50000"),
        ("3.5", "‰", "%", "0.35"),
        ("0.97", "比例", "%", "97"),
        ("9", "成", "%", "90"),
        ("2", "名", "人", "2"),
        ("1", "千克", "公斤", "1"),
        ("2", "度", "千瓦时", "2"),
        ("36", "小时", "天", "1.5"),
        ("1", "万户", "户", "10000"),
        ("7", "天", "天", "7"),
    ],
)
def test_exact_conversion(value: str, source: str, target: str, wanted: str) -> None:
    assert U.convert(Fraction(value), source, target) == Fraction(wanted)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("人", "人次"), ("个百分点", "%"), ("月", "天"), ("个", "家"), ("元", "人"), ("工作日", "天"), ("元/亩", "元"), ("元", "不存在"), ("不存在", "元"), ("度", "℃"), ("倍", "%"),
        ("吨标准煤", "吨"), ("元/生", "元/人"), ("TB", "GB"), ("", "元"),
    ],
)  # fmt: skip
def test_nothing_is_converted_across_families(source: str, target: str) -> None:
    assert U.convert(Fraction(1), source, target) is None


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("百分比", "%"),
        ("百分点", "个百分点"),
        ("％", "%"),
        (" 万 元 ", "万元"),
        ("元每亩", "元/亩"),
        ("人(次)", "人次"),
        ("台(套)", "台（套）"),
        ("平方米", "平方米"),
        ("挂", "挂"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert U.fold(text) == folded


@pytest.mark.parametrize(
    ("text", "unit", "end"),
    [
        ("万元以上", "万元", 2), ("人次", "人次", 2), ("个百分点", "个百分点", 4), ("个工作日内", "个工作日", 4), ("元/生/年", "元/生/年", 5), ("次每月", "次/月", 3), ("万立方米/日", "万立方米/日", 6),
        ("元/人·次", "元/人·次", 5), ("亿千瓦时", "亿千瓦时", 4), ("万", "万", 1), ("μg/m³", "μg/m³", 5),
    ],
)  # fmt: skip
def test_longest_match(text: str, unit: str, end: int) -> None:
    assert U.match(text, 0) == (unit, end)


@pytest.mark.parametrize("text", ["", "挂", "满意", "%以上"[1:], "，"])
def test_no_unit(text: str) -> None:
    assert U.match(text, 0) is None


def test_unknown_units_have_no_family() -> None:
    assert U.family("挂") is None
    assert U.family("元/挂") is None
    assert U.unit("挂") is None
    assert not U.counts("挂")
    assert not U.counts("万元")
    assert U.counts("万人")


def test_every_family_has_its_citation() -> None:
    assert all(U.families.values())
    assert {u.family for u in U.known.values() if not U.families.get(u.family)} <= set(U.known)


@given(st.sampled_from(sorted(U.known)), st.fractions(max_denominator=1000))
def test_conversion_goes_there_and_back(name: str, value: Fraction) -> None:
    family = U.family(name)
    for other in ("元", "平方米", "千克", "天", "月", "%", "米", "立方米"):
        there = U.convert(value, name, other)
        assert (there is None) == (U.family(other) != family)
        if there is not None:
            assert U.convert(there, other, name) == value


def test_the_data_is_read_once() -> None:
    assert default_units() is default_units()
