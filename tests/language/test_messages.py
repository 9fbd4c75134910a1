"""Whole Chinese messages, with their fixes and places, pinned; every code of the room has one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from perfscore import PerfscoreError
from perfscore.base.catalogue import codes, entry
from perfscore.base.problem import Problem
from perfscore.language import compare, default_language

MESSAGES = [json.loads(x) for x in (Path(__file__).parent / "messages.jsonl").read_text("utf-8").splitlines()]
PINNED_HERE = {"A345", "T203", "T204", "T218", "T220", "T291", "T292"}


def found(case: dict[str, Any]) -> tuple[Problem, ...]:
    language = default_language()
    match case["as"]:
        case "target":
            return language.read_target(case["text"], nature=case.get("nature"), unit=case.get("unit")).problems
        case "actual":
            return language.read_actual(case["text"]).problems
        case _:
            target, actual = language.read_target(case["text"]), language.read_actual(case["actual"])
            comparison = compare(target, actual, language=language)
            assert comparison.state == case["state"]
            return comparison.problems


@pytest.mark.parametrize("case", MESSAGES, ids=lambda c: f"{c['code']} {c['text']}")
def test_message(case: dict[str, Any]) -> None:
    item = next(p for p in found(case) if p.code == case["code"])
    assert item.message == case["message"]
    assert list(item.hints()) == case["hints"]
    assert item.severity == case["severity"]
    assert (None if item.span is None else list(item.span)) == case["span"]


def test_every_code_is_pinned() -> None:
    assert {c for c in codes() if c[0] in "TA"} == {c["code"] for c in MESSAGES} | PINNED_HERE


def test_every_sentence_can_be_printed_on_a_gbk_console() -> None:
    for code in codes():
        if code[0] in "TAU":
            item = entry(code)
            for sentence in (item.zh, *item.hints_zh):
                sentence.encode("gbk")
            assert item.en
            assert len(item.hints_en) == len(item.hints_zh)


def test_too_long() -> None:
    (item,) = default_language().read_target("好" * 100_000).problems
    assert (item.code, item.message) == ("T203", "文字太长，不能识别（最多 2000 个字符）")
    assert item.hints() == ("只写指标值，说明文字写到备注里",)


def test_too_deep() -> None:
    (item,) = default_language().read_target("≥90%" + "（" * 900 + "）" * 900).problems
    assert (item.code, item.message) == ("T204", "括号套得太深，不能识别（最多 8 层）")
    assert item.hints() == ("去掉多余的括号",)


def test_what_does_not_read_back_is_refused() -> None:
    reading = default_language().read_target("持且提升提升］提-12月")
    assert next(p.code for p in reading.problems) in ("T218", "T266", "T249")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("符合规定（5次）", "“5次”里的“5次”读不出来"),
        ("附件95%以上以下", "“以下”里的“以下”读不出来"),
        ("%", "“%”里的“%”读不出来"),
    ],
)
def test_left_over(text: str, message: str) -> None:
    reading = default_language().read_target(text)
    assert [p.message for p in reading.problems] == [message]
    assert reading.problems[0].hints() == ("把数字目标单独写成“≥90%”“≤44万元”这样的形式，其余文字写到备注里",)


def test_unit_of_the_heading_differs() -> None:
    (item,) = default_language().read_actual("43.41万元", unit="元").problems
    assert (item.code, item.message) == ("A345", "实际完成值“43.41万元”的单位与表头的“元”不同，以数后面的为准")


@pytest.mark.parametrize(
    ("words", "code", "start"),
    [
        ({"大概": "≥"}, "T291", "“大概”不是界限词，不能改它的读法"),
        ({"以下": "看情况"}, "T292", "“以下”的读法“看情况”不认识"),
    ],
)
def test_words_that_cannot_be_set(words: dict[str, str], code: str, start: str) -> None:
    with pytest.raises(PerfscoreError) as caught:
        default_language().with_words(words)
    (item,) = caught.value.problems
    assert (item.code, item.message) == (code, start)
    assert item.hints()
