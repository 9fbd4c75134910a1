"""The door: formats, languages and options, and what is said when they are wrong."""

from __future__ import annotations

import re
from typing import Any

import pytest

from perfscore.base.problem import PerfscoreError
from perfscore.rendering import FORMATS, render
from perfscore.rendering.labels import LANGUAGES

from .tables import evaluation, mixed, nasty, seed, thousand

TEXTS = ("text", "md", "csv", "json", "html")
KNOWN = "text、md、csv、json、html、xlsx、docx"


def message(*args: Any, **options: Any) -> str:
    with pytest.raises(PerfscoreError) as caught:
        render(*args, **options)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("markdwn", "md"), ("Markdown", "md"), ("txt", "text"), ("htm", "html"), ("Excel", "xlsx"), ("word", "docx"),
        ("xls", "xlsx"), (".csv", "csv"), ("jsn", "json"), ("TEXT", "text"),
    ],
)  # fmt: skip
def test_an_unknown_format_names_the_nearest(name: str, near: str) -> None:
    assert message(seed(), name) == (
        f"错误 I901：没有叫“{name}”的输出格式\n  = 是不是“{near}”？\n  = 可用的格式：{KNOWN}"
    )


def test_a_format_like_no_other_only_names_the_known() -> None:
    assert message(seed(), "pdf").splitlines() == ["错误 I901：没有叫“pdf”的输出格式", f"  = 可用的格式：{KNOWN}"]
    assert message(seed(), None).startswith("错误 I901：没有叫“None”的输出格式")


def test_an_unknown_language() -> None:
    assert message(seed(), "text", lang="fr") == "错误 I905：没有叫“fr”的语言\n  = 可用的语言：zh、en"


def test_something_else_than_an_evaluation() -> None:
    assert message({"total": "100"}, "text") == "错误 I907：render() 需要 evaluate() 得到的结果，而不是 dict"


def test_all_wrong_options_at_once() -> None:
    assert message(seed(), "text", width=0, color=True, colour="yes") == (
        "错误 I904：选项“width”应当是正整数（一行的字符格数），而不是 0\n\n"
        "错误 I903：text 格式没有“color”这个选项\n  = 是不是“colour”？\n  = 可用的选项：width、colour\n\n"
        "错误 I904：选项“colour”应当是True 或 False，而不是 'yes'"
    )
    assert message(seed(), "json", sources={"files": "a"}, about={"编号": 17}) == (
        "错误 I904：选项“sources”应当是文件名的映射（键只有 rules、facts），或 None，而不是 {'files': 'a'}\n\n"
        "错误 I904：选项“about”应当是文字到文字的映射，或 None，而不是 {'编号': 17}"
    )
    assert message(seed(), "json", indent=-1) == "错误 I904：选项“indent”应当是0 至 16 的整数，或 None，而不是 -1"
    assert message(seed(), "md", width=80) == "错误 I903：md 格式没有“width”这个选项"
    assert message(seed(), "text", width=True).endswith("而不是 True")
    assert message(seed(), "csv", totals=1).endswith("选项“totals”应当是True 或 False，而不是 1")


@pytest.mark.parametrize(("name", "extra", "package"), [("xlsx", "xlsx", "openpyxl"), ("docx", "docx", "docx")])
def test_a_missing_extra_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, name: str, extra: str, package: str
) -> None:
    monkeypatch.setattr("perfscore.rendering.find_spec", lambda wanted: None if wanted == package else wanted)
    assert message(seed(), name) == (
        f'错误 I902：输出 {name} 需要附加包 {extra}，现在没有安装\n  = 安装：pip install "perfscore[{extra}]"'
    )


def test_the_formats_are_those_of_the_contract() -> None:
    assert "、".join(FORMATS) == KNOWN


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("format_name", TEXTS)
@pytest.mark.parametrize("make", [seed, mixed, nasty, evaluation, thousand])
def test_equal_input_gives_equal_bytes(format_name: str, lang: str, make: Any) -> None:
    first = render(make(), format_name, lang=lang)
    assert isinstance(first, str)
    assert first == render(make(), format_name, lang=lang)
    assert first.endswith("\n")
    first.encode("utf-8")


@pytest.mark.parametrize("format_name", ["text", "md", "csv", "html"])
def test_every_row_figure_and_finding_is_in_every_format(format_name: str) -> None:
    table = seed()
    options = {"totals": True} if format_name == "csv" else {}
    shown = render(table, format_name, **options)
    assert isinstance(shown, str)
    for row in table.rows:
        for part in (row.path[0], row.name, row.target):
            assert part in shown
    for item in table.findings:
        assert item.code in shown


def test_both_languages_have_all_words() -> None:
    zh, en = LANGUAGES["zh"], LANGUAGES["en"]
    for name in zh.__attrs_attrs__:  # type: ignore[attr-defined]
        a, b = getattr(zh, name.name), getattr(en, name.name)
        assert type(a) is type(b)
        if isinstance(a, dict):
            assert list(a) == list(b)
        else:
            assert sorted(re.findall(r"\{\w*\}", a)) == sorted(re.findall(r"\{\w*\}", b))


def test_chinese_words_fit_a_gbk_console() -> None:
    for name in LANGUAGES["zh"].__attrs_attrs__:  # type: ignore[attr-defined]
        value = getattr(LANGUAGES["zh"], name.name)
        "".join(value.values() if isinstance(value, dict) else [value]).encode("gbk")
