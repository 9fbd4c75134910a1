"""Terminal cells, and carets that stand under what they mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.base.width import caret_line, clip, pad, width

LINES = st.text("甲ab，1 　“＜㎡≥é\u0301\u200b", max_size=30)


@pytest.mark.parametrize(
    ("text", "cells"),
    [("", 0), ("abc", 3), ("甲乙", 4), ("≥7%", 3), ("，", 2), ("　", 2), ("e\u0301", 1), ("\u200b", 0), ("㎡", 2), ("ｱ", 1), ("𠮷", 2)],
)  # fmt: skip
def test_cells(text: str, cells: int) -> None:
    assert width(text) == cells


@pytest.mark.parametrize(("align", "expected"), [("left", "甲a  |"), ("right", "  甲a|"), ("center", " 甲a |")])
def test_padding(align: str, expected: str) -> None:
    assert pad("甲a", 5, align=align) + "|" == expected
    assert pad("甲乙丙", 3, align=align) == "甲乙丙"


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [("甲乙丙", 6, "甲乙丙"), ("甲乙丙", 5, "甲乙…"), ("甲乙丙", 4, "甲…"), ("abc", 2, "a…")],
)
def test_clipping(text: str, cells: int, expected: str) -> None:
    assert clip(text, cells) == expected


@given(LINES, st.integers(0, 20))
def test_clipped_text_fits(text: str, cells: int) -> None:
    got = clip(text, cells + 1)
    assert width(got) <= cells + 1
    assert got == text or (got.endswith("…") and text.startswith(got[:-1]))


@given(LINES, st.integers(0, 30), st.integers(0, 10))
def test_carets_stand_under_the_mark(line: str, start: int, length: int) -> None:
    start = min(start, len(line))
    drawn = caret_line(line, start, start + length)
    head = drawn.rstrip("^＾")
    assert width(head) == width(line[:start])
    assert width(drawn) - width(head) == max(width(line[start : start + length]), 1)


def test_a_tab_stays_a_tab_before_the_mark() -> None:
    assert caret_line("\t甲: x", 4, 5) == "\t　  ^"


@pytest.mark.parametrize(("start", "end"), [(1, 1), (2, 5), (1, 2)])
def test_a_mark_without_width_is_seen(start: int, end: int) -> None:
    assert caret_line("年\u200b度"[:2], start, end) == "　^"
