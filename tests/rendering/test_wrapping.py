"""Lines are never too wide, nothing is lost, and long hostile text takes linear time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.base.width import width
from perfscore.rendering.wrapping import columns, wrap
from tests.effort import effort

TEXT = st.text("甲乙（），。“”%5 ab.-≥\u0301", max_size=120)


@settings(deadline=None)
@given(TEXT, st.integers(min_value=2, max_value=40), st.integers(min_value=0, max_value=8))
def test_no_line_is_too_wide_and_no_letter_is_lost(text: str, cells: int, hang: int) -> None:
    hang = min(hang, cells - 2)
    lines = wrap(text, cells, hang=hang)
    assert all(width(line) <= cells for line in lines)
    assert all(line.startswith(" " * hang) for line in lines[1:])
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_breaks_where_chinese_typesetting_does() -> None:
    assert wrap("得分为五分。再看", 12) == ["得分为五分。", "再看"]
    assert wrap("得分为五分，", 10) == ["得分为五", "分，"]
    assert wrap("目标（不含）", 6) == ["目标", "（不", "含）"]
    assert wrap("增长15.75%以上", 8) == ["增长", "15.75%以", "上"]
    assert wrap("得满分 10 分", 9, hang=2) == ["得满分", "  10 分"]
    assert wrap("", 5) == [""]
    assert wrap("abcdefgh", 3) == ["abc", "def", "gh"]


@pytest.mark.parametrize("piece", ["。", "a", "（", "\u0301", "中a ", " ", "5 个"])
def test_long_text_takes_linear_time(piece: str) -> None:
    small, large = (effort(lambda n=n: wrap(piece * n, 80, hang=6)) for n in (1_000, 8_000))
    assert large < 9 * small + 1_000
    assert "".join(wrap(piece * 20_000, 80)).count(piece[0]) == 20_000 * piece.count(piece[0]) or piece == " "


@given(st.lists(st.tuples(*[st.integers(0, 60)] * 3), min_size=1, max_size=12), st.integers(24, 120))
def test_columns_fit_the_room(rows: list[tuple[int, int, int]], room: int) -> None:
    shares = columns(rows, 8, room)
    natural = [max(*column, 8) for column in zip(*rows, (8, 8, 8), strict=True)]
    assert sum(shares) <= room
    assert all(share >= 8 for share in shares)
    if sum(natural) <= room:
        assert shares == natural
