"""A rule set may define a word otherwise (用词); the explanation says so, and clauses are never read in the usual sense."""

from __future__ import annotations

import pytest

from perfscore import PerfscoreError
from tests.evaluation.cases import one_row

OWN = "用词:\n  以下: 不含本数\n"


def test_a_redefined_word_of_a_target() -> None:
    usual, own = one_row("80以下", "80", sub="经济成本指标"), one_row("80以下", "80", sub="经济成本指标", choices=OWN)
    assert (usual.met, own.met) == (True, False)
    assert "本评分办法约定“以下”不含本数" in own.explanation
    assert "约定" not in usual.explanation


def test_a_redefined_word_of_a_clause_is_refused_with_the_sign_to_write() -> None:
    clause = "60以下不得分，其余得满分"
    assert one_row("≥60", "60", 评分标准=clause).outcome == "scored"
    row = one_row("≥60", "60", 评分标准=clause, choices=OWN)
    assert (row.outcome, row.score) == ("pending", None)
    assert "评分办法另行规定“以下”为“不含本数”，评分标准里的“以下”不能按通常的读法计分" in row.explanation
    assert one_row("≥60", "60", 评分标准="＜60不得分，其余得满分", choices=OWN).outcome == "scored"


@pytest.mark.parametrize("words", ["以下: 随便", "没有这个词: 含本数"])
def test_definitions_that_are_none(words: str) -> None:
    with pytest.raises(PerfscoreError, match=r"T29[12]"):
        one_row("80以下", "80", choices=f"用词:\n  {words}\n")
