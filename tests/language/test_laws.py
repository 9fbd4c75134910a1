"""Laws of reading: any text, any context, the short way and the long way, print and read again."""

from __future__ import annotations

import json
import pickle
from decimal import ROUND_DOWN, Context, Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.base.exact import plain
from perfscore.language import (
    Actual,
    AllOf,
    AnyOf,
    Bound,
    Change,
    Deadline,
    Language,
    Period,
    Range,
    Rank,
    Reference,
    Target,
    Words,
    compare,
    default_language,
    describe,
)
from perfscore.quantities import default_units
from tests.effort import effort

L = default_language()
PIECES = [
    "≥",
    "≤",
    ">",
    "<",
    "=",
    "±",
    "%",
    "‰",
    "个",
    "次",
    "万元",
    "元/亩",
    "个百分点",
    "每",
    "每年",
    "不低于",
    "不超过",
    "高于",
    "以上",
    "以下",
    "以内",
    "（含）",
    "（不含）",
    "约",
    "左右",
    "余",
    "增长",
    "下降",
    "到",
    "较上年",
    "同比",
    "全省",
    "平均",
    "第",
    "前",
    "名",
    "排名",
    "年",
    "月",
    "日",
    "底",
    "前",
    "2024年",
    "12月",
    "31日",
    "-",
    "~",
    "至",
    "，",
    "；",
    "、",
    "且",
    "或",
    "(",
    ")",
    "“",
    "”",
    "一",
    "十",
    "百",
    "万",
    "点",
    "零",
    "0",
    "1",
    "2",
    "90",
    "100",
    ".",
    ",",
    "XX",
    "O",
    "达到",
    "合格",
    "Ⅲ类",
    "PM2.5",
    "无",
    "完成",
    "已",
    "未",
    "由",
    "提高",
    "达成预期指标",
    "：",
    "/",
    "满意度",
    "培训",
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.text(max_size=30),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=2)), max_size=6).map("".join),
)
NUMBERS = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)
SIGNED = st.decimals(min_value=-(10**6), max_value=10**6, places=2, allow_nan=False, allow_infinity=False)
OPS = st.sampled_from([">=", ">", "<=", "<", "="])
UNITS = st.sampled_from(
    [
        None,
        "%",
        "‰",
        "万元",
        "元",
        "亿元",
        "家",
        "个",
        "人",
        "人次",
        "次/年",
        "元/亩",
        "元/生/年",
        "个百分点",
        "个工作日",
        "小时",
        "平方米",
        "万平方米",
        "公里",
        "天",
        "℃",
        "吨/日",
        "个月",
    ]
)
MONTHS = st.tuples(st.integers(2000, 2099), st.integers(1, 12))


def date(year: int | None, month: int, day: int) -> str:
    return (f"{year}" if year else "-") + f"-{month:02d}-{day:02d}"


READINGS: st.SearchStrategy[Target] = st.one_of(
    st.builds(Bound, OPS, NUMBERS, UNITS),
    st.builds(Range, SIGNED, SIGNED, UNITS, st.booleans(), st.booleans()).filter(lambda r: r.low < r.high),
    st.builds(
        Change, st.none() | OPS, NUMBERS, st.sampled_from(["%", "个百分点", "位", "家", "万元"]),
        st.sampled_from([None, "上年", "上年同期", "上期", "2023年", "年初"]), st.sampled_from(["increase", "decrease"]),
    ),
    st.builds(Reference, st.sampled_from([">", ">=", "<", "<=", "="]), st.sampled_from(["全省平均增速", "上年水平", "GDP增速", "全国平均水平的90%"])),
    st.builds(Reference, st.sampled_from([">", ">=", "<", "<="]), st.sampled_from(["全国平均", "全省平均水平"]), NUMBERS, st.sampled_from(["个百分点", "%"])),
    st.builds(lambda y, m, d: Deadline("<=", date(y, m, d)), st.none() | st.integers(2000, 2099), st.integers(1, 12), st.integers(1, 28)),
    st.builds(lambda a, b: Period(f"{min(a, b)[0]}-{min(a, b)[1]:02d}", f"{max(a, b)[0]}-{max(a, b)[1]:02d}"), MONTHS, MONTHS).filter(lambda p: p.start != p.end),
    st.builds(Rank, st.sampled_from([None, "<="]), st.integers(1, 999).map(Decimal), st.sampled_from([None, "全省", "全市", "全国"])),
    st.sampled_from(["合规", "成效明显", "按年度计划完成", "达到Ⅲ类及以上"]).map(Words),
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_gives_a_reading_or_a_problem_inside_it(text: str) -> None:
    target, actual = L._target(text, None, None), L._actual(text)
    for reading in (target, actual):
        json.dumps(reading.to_dict(), ensure_ascii=False)
        assert describe(reading).endswith("。")
        for item in reading.problems:
            assert item.span is None or 0 <= item.span[0] <= item.span[1] <= len(text)
            assert item.message
    assert L._target(str(target), None, None) == target
    assert L._actual(str(actual)) == actual
    compare(target, actual, language=L)


@settings(max_examples=300, deadline=None)
@given(READINGS)
def test_what_is_printed_reads_as_the_same(reading: Target) -> None:
    assert L._target(str(reading), None, None) == reading


@settings(max_examples=100, deadline=None)
@given(st.lists(READINGS.filter(lambda r: not isinstance(r, Words)), min_size=2, max_size=3), st.booleans())
def test_compounds_read_as_printed(parts: list[Target], either: bool) -> None:
    whole: Target = AnyOf(tuple(parts)) if either else AllOf(tuple(parts))
    again = L._target(str(whole), None, None)
    closed = not either and any(isinstance(a, Bound) and isinstance(b, Bound) for a, b in pairwise(parts))
    assert again == whole or closed


@settings(max_examples=200, deadline=None)
@given(st.none() | OPS, NUMBERS, UNITS)
def test_plain_actuals_and_targets_read_the_same_the_short_way_and_the_long_way(
    op: str | None, value: Decimal, unit: str | None
) -> None:
    sign = {">=": "≥", "<=": "≤", None: ""}.get(op, op)
    text = f"{sign}{plain(value)}{unit or ''}"
    short, long = L._target(text, None, None), L._full_target(text)
    assert (short, short.text, short.problems) == (long, long.text, long.problems)
    assert L._actual(text) == L._full_actual(text)


TRIALS = [
    line.split("\t")[0]
    for name in ("trials_targets.tsv", "trials_actuals.tsv")
    for line in (Path(__file__).parent / name).read_text("utf-8").splitlines()[1:]
]


@pytest.mark.parametrize("text", TRIALS)
def test_short_and_long_way_agree_on_the_trials(text: str) -> None:
    short, long = L._target(text, None, None), L._full_target(text)
    assert (short, short.problems) == (long, long.problems)
    assert (L._actual(text), L._actual(text).problems) == (L._full_actual(text), L._full_actual(text).problems)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 10**30), st.integers(0, 9))
def test_the_same_digits_under_any_context(n: int, places: int) -> None:
    text = f"{n}.{7:0{places + 1}d}万元"
    wanted = L._actual(text).value
    with localcontext(Context(prec=2, rounding=ROUND_DOWN)):
        assert L._actual(text).value == wanted
        assert L._target(f"≥{text}", None, None).to_dict()["value"] == plain(wanted or Decimal(0))
        assert L._target("100.123456±5.1", None, None) == Range(Decimal("95.023456"), Decimal("105.223456"))


def test_long_and_nested_texts_are_refused_at_once() -> None:
    for text in (
        "≥" * 100_000,
        "9" * 100_000,
        "（" * 10_000,
        "不低于" * 40_000,
        "每" * 100_000,
        "一" * 100_000,
        "1,000" * 20_000,
        "且或" * 50_000,
    ):
        assert effort(lambda t=text: L.read_target(t)) + effort(lambda t=text: L.read_actual(t)) < 1_000
        assert L.read_target(text).problems
        assert L.read_actual(text).problems


def test_time_grows_with_the_text_not_faster() -> None:
    for piece in (
        "不低于全省",
        "≥90%，",
        "每季度",
        "第",
        "较上年",
        "一百",
        "全省",
        "（1）",
        "1-",
        "由5",
        "约",
        "2024年",
    ):
        costs = []
        for size in (450, 1800):
            text = piece * (size // len(piece))
            costs.append(effort(lambda t=text: L._target(t, None, None)))
        assert costs[1] < 6 * costs[0] + 5_000, piece  # four times the text


def test_cache_is_bounded_and_belongs_to_the_language() -> None:
    mine = L.with_words({"以下": "不含本数"})
    for i in range(20_000):
        mine.read_target(f"≥{i}个")
        mine.read_actual(f"{i}个")
    assert len(mine._targets.young) + len(mine._targets.old) <= 8192
    assert len(mine._actuals.young) + len(mine._actuals.old) <= 8192
    assert mine.read_target("≥19999个") is mine.read_target("≥19999个")
    assert default_language().read_target("80%以下") != mine.read_target("80%以下")


def test_own_words_are_said() -> None:
    mine = L.with_words({"以下": "不含本数", "超过": "≥"})
    for text in ("80%以下", "降至80%以下"):
        reading = mine.read_target(text)
        assert reading == Bound("<", Decimal(80), "%")
        assert reading.remarks == ("本评分办法约定“以下”不含本数",)
    assert mine.read_target("超过全省平均") == Reference(">=", "全省平均")
    assert mine.read_target("超过5个") == Bound(">=", Decimal(5), "个")
    assert mine.own_words == (("以下", "不含本数"), ("超过", "≥"))


def test_a_language_can_be_pickled() -> None:
    mine = pickle.loads(pickle.dumps(L.with_words({"以下": "不含本数"})))
    assert isinstance(mine, Language)
    assert mine.read_target("80%以下") == Bound("<", Decimal(80), "%")
    reading = pickle.loads(pickle.dumps(L.read_actual("43.41万元")))
    assert reading == L.read_actual("43.41万元") == Actual(Decimal("43.41"), "万元")
    assert reading.text == "43.41万元"


@settings(max_examples=100, deadline=None)
@given(
    st.decimals(min_value=1, max_value=10**6, places=3, allow_nan=False, allow_infinity=False),
    st.sampled_from([("元", 1), ("千元", 1000), ("万元", 10**4), ("亿元", 10**8)]),
)
def test_comparing_converts_exactly(value: Decimal, unit: tuple[str, int]) -> None:
    exact = Fraction(value) * unit[1] / 10**4
    found = compare(Bound("<=", Decimal(str(max(int(exact), 1))), "万元"), L.read_actual(f"{plain(value)}{unit[0]}"))
    if found.state == "figure":
        assert found.value == exact
    assert default_units().convert(Fraction(value), unit[0], "万元") == exact
