"""用词 of a scheme: words that cannot be set are named together, each at its own place."""

from __future__ import annotations

import pytest

from perfscore import PerfscoreError, check, load
from perfscore.base.problem import Problem
from perfscore.planning.ruleset import read_rules

SCHEME = """格式: perfscore/1
评分办法: 试行办法
编号: trial
用词:
  以下: 不含本数
  大概: ≥
  以上: 看情况
"""


def test_every_word_that_cannot_be_set_is_named_at_its_place() -> None:
    problems: list[Problem] = []
    rules = read_rules(SCHEME, problems)
    said = [(p.code, p.message, p.place and (p.place.line, p.place.column)) for p in problems]
    assert ("T291", "“大概”不是界限词，不能改它的读法", (6, 7)) in said
    assert ("T292", "“以上”的读法“看情况”不认识", (7, 7)) in said
    assert rules is not None
    assert rules.language.own_words == (("以下", "不含本数"),)
    assert str(rules.language.read_target("5个以下")) == "<5个"


def test_load_raises_them_all_at_once_and_check_names_them() -> None:
    with pytest.raises(PerfscoreError) as caught:
        load(SCHEME)
    assert [p.code for p in caught.value.problems if p.code[0] == "T"] == ["T291", "T292"]
    assert {"T291", "T292"} <= {p.code for p in check(SCHEME)}


def test_words_that_can_be_set_raise_nothing() -> None:
    problems: list[Problem] = []
    assert read_rules(SCHEME.replace("大概: ≥", "以内: 不含本数").replace("看情况", "不含本数"), problems) is not None
    assert not [p for p in problems if p.code[0] == "T"]
