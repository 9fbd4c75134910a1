"""JSON as exact values; what is refused, with the whole message."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.base.problem import Problem
from perfscore.serving.exactjson import MAX_DEPTH, read_json, write_json


def read(text: str | bytes) -> tuple[object, list[str]]:
    problems: list[Problem] = []
    value = read_json(text if isinstance(text, bytes) else text.encode("utf-8"), problems)
    return value, [f"{p.code} {p.message}" for p in problems]


@pytest.mark.parametrize("text", ["0.1", "7.70", "1e2", "1234567890123456789.0123456789", "-0.5", "1E-5"])
def test_a_number_with_a_point_is_the_decimal_written(text: str) -> None:
    value, problems = read(text)
    assert problems == []
    assert isinstance(value, Decimal)
    assert value == Decimal(text)
    assert str(value) == str(Decimal(text))


def test_no_float_comes_out() -> None:
    value, _ = read('{"a": [0.1, {"b": 2.5e3}], "c": 3}')
    assert value == {"a": [Decimal("0.1"), {"b": Decimal("2500")}], "c": 3}
    assert isinstance(value, dict)
    assert isinstance(value["a"][0], Decimal)
    assert isinstance(value["a"][1]["b"], Decimal)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["H001 请求体不是 JSON：第 1 行第 1 列附近应当是一个值"]),
        ('{\n"a": 1,\n"b" 2}', ["H001 请求体不是 JSON：第 3 行第 5 列附近缺少冒号"]),
        ('{"a": 1 "b": 2}', ["H001 请求体不是 JSON：第 1 行第 9 列附近缺少逗号"]),
        ('{"a": "b}', ["H001 请求体不是 JSON：第 1 行第 7 列附近引号没有配对"]),
        ('"a\nb"', ["H001 请求体不是 JSON：第 1 行第 3 列附近文字里有控制字符"]),
        ('"\\x"', ["H001 请求体不是 JSON：第 1 行第 2 列附近反斜杠写法有误"]),
        ("{} {}", ["H001 请求体不是 JSON：第 1 行第 4 列附近后面还有多余的内容"]),
        ("{'a': 1}", ["H001 请求体不是 JSON：第 1 行第 2 列附近应当是带双引号的键"]),
        (b'{"a": "\xd6\xd0"}', ["H002 请求体不是 UTF-8：第 8 个字节读不了"]),
        ('{"a": 1, "b": 2, "a": 1}', ["H006 “a”在同一层写了不止一次"]),
        ("[NaN, -Infinity]", ["H007 NaN 不是数", "H007 -Infinity 不是数"]),
        ("1e999999999", ["H008 数“1e999999999”太长，最多 100 位"]),
        ("1e-999999999", ["H008 数“1e-999999999”太长，最多 100 位"]),
        ("1e99999999999999999999999", ["H008 数“1e9999999999999999999999…”太长，最多 100 位"]),
        ("9" * 5000, [f"H008 数“{'9' * 24}…”太长，最多 100 位"]),
        ("0." + "1" * 5000, [f"H008 数“0.{'1' * 22}…”太长，最多 100 位"]),
        ("[" * 100_000, ["H009 嵌套太深，最多 32 层"]),
        ("[" * 33 + "]" * 33, ["H009 嵌套太深，最多 32 层"]),
        ('{"甲": "\\ud800"}', ["H010 “甲”里有半个代理对（\\ud800），不是完整的字符"]),
        ('{"\\udfff": 1}', ["H010 “?”里有半个代理对（\\udfff），不是完整的字符"]),
    ],
)
def test_what_is_refused(text: str | bytes, said: list[str]) -> None:
    assert read(text)[1] == said


def test_the_deepest_that_is_taken() -> None:
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH)[1] == []


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert read(b'\xef\xbb\xbf{"a": 1}') == ({"a": 1}, [])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=20,
)


@given(JSON)
def test_what_is_written_is_read_back(value: object) -> None:
    assert read(write_json(value)) == (value, [])


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_every_digit_comes_through(value: Decimal) -> None:
    got, problems = read(f"{value:f}")
    assert problems == []
    assert got == value


@given(st.binary())
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    value, problems = read(body)
    try:
        plain = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        assert problems
        return
    assert problems or value == plain


def test_half_a_pair_is_written_as_an_escape() -> None:
    assert write_json({"a": "\ud800"}) == b'{"a":"\\ud800"}'
