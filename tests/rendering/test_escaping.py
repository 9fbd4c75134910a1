"""Foreign text does no harm where it is printed, and is otherwise left alone."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.rendering.escaping import csv_cell, html_text, is_formula_like, markdown, one_line, printable

from .tables import NASTY

ANY = st.one_of(st.sampled_from(NASTY), st.text(max_size=60), st.text("=+-@<>&|\\`*\t\r\n 5%.,（甲\u3000", max_size=12))


@pytest.mark.parametrize(
    "text",
    ["=100%", "=1+1", "+1+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "＝100%", "＋甲", "－甲", "＠甲", " =1", "-A1",
     "\u3000=1", "+5-3", "-3%+1", "=", "+", "- 5", "-5(1)", "+86-737-4222"],
)  # fmt: skip
def test_what_a_spreadsheet_might_run_is_marked_as_text(text: str) -> None:
    assert is_formula_like(text)
    assert csv_cell(text) == "'" + text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "-3%",
        "-3.25%",
        "+5",
        "+1,234.5万元",
        "-2.5个百分点",
        "-0.5‰",
        "-",
        "--",
        "≥-2%",
        "5-10个",
        "甲=乙",
        "——",
        "100%",
        "",
    ],
)
def test_figures_and_dashes_are_left_alone(text: str) -> None:
    assert not is_formula_like(text)
    assert csv_cell(text) == text


@given(ANY)
def test_no_csv_cell_begins_a_formula(text: str) -> None:
    cell = csv_cell(text)
    assert not cell.startswith(("=", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"))
    assert not cell.startswith(("+", "-")) or re.fullmatch(r"[+-][0-9][^+\-*/^&=<>:!()|'\"]*|-+", cell)


@given(ANY)
def test_printable_text_steers_nothing(text: str) -> None:
    shown = printable(text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]", shown)
    assert printable(shown) == shown
    shown.encode("utf-8")
    assert "\n" not in one_line(text)


def test_printable_keeps_what_can_be_seen() -> None:
    assert printable("≥7%（含）±0.5‰ m² 𠮷") == "≥7%（含）±0.5‰ m² 𠮷"
    assert printable("甲\r\n乙\u2028丙\v丁") == "甲\n乙\n丙\n丁"
    assert printable("\x1b[31m红\x00") == "?[31m红?"
    assert one_line(" 甲\t\n  乙 ") == "甲 乙"


@given(ANY)
def test_html_says_the_text_and_nothing_else(text: str) -> None:
    shown = html_text(text)
    assert not re.search(r"<(?!br>)|>(?<!<br>)|[\"']|&(?!amp;|lt;|gt;|quot;|#x27;)", shown)
    assert html.unescape(shown.replace("<br>", "\n")) == printable(text).strip()


def read_markdown(text: str) -> str:
    """Undo backslash escapes; raise where a mark of markup stands without one."""
    out, i = [], 0
    while i < len(text):
        if text[i] == "\\":
            out.append(text[i + 1])
            i += 2
        elif text.startswith("<br>", i):
            out.append("\n")
            i += 4
        else:
            assert text[i] not in "\\`*_{}[]<>|~$&#\n", text
            out.append(text[i])
            i += 1
    return "".join(out)


@given(ANY)
def test_markdown_says_the_text_and_nothing_else(text: str) -> None:
    lines = [one_line(line) for line in printable(text).strip().split("\n")]
    assert read_markdown(markdown(text)) == "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- 甲", "\\- 甲"),
        ("1. 甲", "1\\. 甲"),
        ("-3%", "-3%"),
        ("---", "---"),
        ("+ 甲", "\\+ 甲"),
        ("1) 甲", "1\\) 甲"),
    ],
)
def test_markdown_starts_no_list(text: str, shown: str) -> None:
    assert markdown(text) == shown
