"""The catalogue: every message in two languages, with the same parameters, on any console."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from perfscore.base.catalogue import codes, entry

RANGES = {
    "Y": (1, 99), "S": (101, 199), "T": (201, 299), "A": (301, 399), "U": (401, 449), "C": (451, 549), "F": (551, 599),
    "R": (601, 699), "D": (701, 749), "E": (751, 799), "K": (801, 899), "I": (901, 999), "P": (951, 999),
    "X": (851, 899), "G": (1, 49), "H": (1, 99), "M": (1, 49), "V": (1, 49), "Q": (851, 899),
}  # fmt: skip
ALL = codes()


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def base(found: set[str]) -> set[str]:
    """Parameters that are themselves words have an English twin: ``reason`` and ``reason_en``."""
    return {name.removesuffix("_en") for name in found}


@pytest.mark.parametrize("code", ALL)
def test_an_entry(code: str) -> None:
    item = entry(code)
    low, high = RANGES[code[0]]
    assert re.fullmatch(r"[A-Z][0-9]{3}", code)
    assert low <= int(code[1:]) <= high
    assert item.severity in ("error", "warning", "ask")
    assert item.zh.strip()
    assert item.en.strip()
    assert len(item.hints_zh) == len(item.hints_en)
    assert base(names(item.zh)) >= base(names(item.en))
    for zh, en in zip(item.hints_zh, item.hints_en, strict=True):
        assert base(names(en)) <= base(names(zh))


@pytest.mark.parametrize("code", ALL)
def test_a_gbk_console_can_print_it(code: str) -> None:
    item = entry(code)
    for text in (item.zh, item.en, *item.hints_zh, *item.hints_en):
        text.encode("gbk")


@pytest.mark.parametrize("code", ALL)
def test_the_chinese_is_chinese_and_ends_without_a_full_stop(code: str) -> None:
    item = entry(code)
    assert re.search("[一-鿿]", item.zh)
    assert not item.zh.endswith(("。", "！", "!"))


def test_sentences_are_not_written_twice() -> None:
    sentences = [entry(code).zh for code in ALL if code[0] in "YS"]
    assert len(set(sentences)) == len(sentences)
