"""Tokens: figures before words, the longest word, numerals only before a unit; every token in its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.clauses.scanner import normalise, scan


def tokens(text: str, added: tuple[str, ...] = ()) -> str:
    return " ".join(f"{t.text}:{'/'.join(sorted(t.kinds))}" for t in scan(normalise(text), added))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("百分之五", "百分之五:HUNDREDTH/NUM"),
        ("1,200.5元", "1,200.5:NUM 元:UNIT"),
        ("1,20", "1:NUM ,:SEP 20:NUM"),
        ("两个", "两:CN/NUM 个:UNIT"),
        ("十五天", "十五:CN/NUM 天:UNIT"),
        ("第三", "第:NAME 三:CN/NUM"),
        ("半年", "半:CN/NUM 年:UNIT"),
        ("一致", "一致:TEXT"),
        ("5分", "5:NUM 分:FEN"),
        ("分钟", "分钟:UNIT"),
        ("≥90%", "≥:SIGN 90:NUM %:PCT"),
        ("①甲", "①:ENUM 甲:TEXT"),
        ("每低于1个百分点", "每:EACH 低于:BOUND/VERB 1:NUM 个百分点:PP"),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert tokens(text) == expected


def test_units_a_rule_set_adds_are_units_and_may_follow_a_numeral() -> None:
    assert "床位:UNIT" not in tokens("三床位")
    assert tokens("三床位", ("床位",)) == "三:CN/NUM 床位:UNIT"
    assert tokens("5万床位", ("床位",)).endswith("万床位:UNIT")


@settings(max_examples=200, deadline=None)
@given(st.text("每低于超过1个百分点扣0.5第三半年,，。%≥ 甲乙元万", max_size=40))
def test_tokens_cover_the_text(text: str) -> None:
    line = normalise(text)
    found = scan(line)
    assert "".join(t.text for t in found) == line.text
    assert [t.start for t in found] == [0, *(t.end for t in found[:-1])][: len(found)]
    assert all(line.text[t.start : t.end] == t.text for t in found)
