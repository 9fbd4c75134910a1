"""Hostile and huge input: a message, never a traceback, and in time that grows with the size."""

from __future__ import annotations

import pytest

from perfscore.source import parse, source_from_bytes, source_from_text
from perfscore.source.composing import MAX_DEPTH
from tests.effort import effort

ROW = "      - {{三级指标: 指标{}, 年度指标值: ≥7%, 分值: 5}}\n"

HOSTILE = {
    "brackets": "[" * 10_000,
    "braces": "a: " + "{a: [" * 10_000,
    "dashes": "- " * 10_000,
    "indents": "".join(" " * n + "a:\n" for n in range(600)),
    "quotes": 'a: "x\n' * 20_000,
    "open braces": 'a: {b: "x\n' * 10_000,
    "long line": "{" + "a: >1, " * 50_000 + "}",
    "cuts": "{a: " + "x," * 100_000 + "b: 1}",
    "tabs": "\ta: 1\n" * 20_000,
    "hashes": "a: b #c\n" * 20_000,
    "colons": ":" * 500_000,
    "double colons": "a: b: c\n" * 20_000,
    "wide colons": "甲：" * 100_000,
    "invisible": "\u200b" * 100_000,
    "quote signs": "a: '" + "'" * 200_000,
    "backslashes": 'a: "' + "\\" * 200_000,
    "blank lines": "a:\n" + "\n" * 200_000 + "b: >1\n",
    "surrogates": "a: \ud800\n",
    "same keys": "a: 1\n" * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_end_with_a_problem(text: str) -> None:
    _, problems = parse(source_from_text(text))
    assert any(p.severity == "error" for p in problems) or "#" in text
    assert len(problems) <= 501


@pytest.mark.parametrize("loader", ["auto", "python"])
def test_ten_thousand_brackets(loader: str) -> None:
    node, problems = parse(source_from_text("甲: " + "[" * 10_000, "表.yaml"), loader=loader)
    assert node is None
    assert [str(p) for p in problems] == ["表.yaml:1:103: [Y041] 嵌套超过 100 层"]


def test_the_deepest_that_is_read() -> None:
    fine = "甲: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert parse(source_from_text(fine))[1] == ()
    assert [p.code for p in parse(source_from_text(fine.replace("甲: ", "甲: [") + "]"))[1]] == ["Y041"]


def test_five_megabytes() -> None:
    rows = "".join(ROW.format(n) for n in range(71_000))
    text = "指标:\n  产出:\n    数量:\n" + rows
    assert len(text.encode()) > 5_000_000
    source = source_from_bytes(text.encode(), "大.yaml")
    node, problems = parse(source)
    assert (node is not None, problems) == (True, ())
    broken = source_from_bytes((text + "年度:2024\n值: >=7%\n").encode(), "大.yaml")
    _, problems = parse(broken)
    assert [str(p) for p in problems] == [
        "大.yaml:71004:1: [Y012] “年度:2024”的冒号后面缺一个空格",
        "大.yaml:71005:4: [Y021] “>=7%”没有加引号：以“>”开头的值，YAML 当作多行文字的记号，内容会丢失",
    ]


@pytest.mark.parametrize("mistake", ["分值:5", ">=7%", "“", "：", "{", '"', "\t"])
def test_time_grows_with_the_size(mistake: str) -> None:
    def spent(count: int) -> int:
        source = source_from_text("甲: 1\n" + f"乙: {mistake}\n" * count)
        return effort(lambda: parse(source, loader="python"))

    spent(100)
    assert spent(1_200) < 5 * spent(300) + 5_000
