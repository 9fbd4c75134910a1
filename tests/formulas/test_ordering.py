"""Formulas that rest on one another: order, circles, double definitions."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.base.problem import Problem
from perfscore.formulas import Formula, order, read_formula


def read(*texts: str) -> list[Formula]:
    return [read_formula(text) for text in texts]


def test_each_formula_comes_after_those_it_rests_on() -> None:
    given_ = read("丙 = 乙 + 甲", "乙 = 甲 × 2", "甲 = 底数 + 1", "丙 ≤ 5", "丁 = 底数")
    ordered = order(given_)
    assert not isinstance(ordered, Problem)
    assert [str(f) for f in ordered] == ["甲 = 底数 + 1", "乙 = 甲 × 2", "丙 = 乙 + 甲", "丙 ≤ 5", "丁 = 底数"]


def test_a_bare_expression_comes_after_what_it_rests_on() -> None:
    ordered = order(read("甲 + 1", "甲 = 乙"))
    assert not isinstance(ordered, Problem)
    assert [str(f) for f in ordered] == ["甲 = 乙", "甲 + 1"]


def test_a_circle_is_named() -> None:
    found = order(read("总 = 甲", "甲 = 乙 + 丁", "乙 = 丙", "丙 = 甲 ÷ 2", "丁 = 1"))
    assert isinstance(found, Problem)
    assert (found.code, found.message) == ("F581", "公式互相引用，绕成了圈：甲 → 乙 → 丙 → 甲")
    assert found.hints() == ("改写其中一个，使“甲”不再由自己算出",)


def test_a_name_that_rests_on_itself_is_a_circle() -> None:
    found = order(read("甲 = 甲 + 1"))
    assert isinstance(found, Problem)
    assert found.message == "公式互相引用，绕成了圈：甲 → 甲"


def test_two_formulas_for_one_name_are_refused() -> None:
    found = order(read("甲 = 1", "甲 = 2"))
    assert isinstance(found, Problem)
    assert (found.code, found.message) == ("F582", "“甲”有两个公式：甲 = 1；甲 = 2")
    assert found.hints() == ("只保留一个，或改其中一个的名称",)


def test_a_diamond_is_no_circle() -> None:
    ordered = order(read("顶 = 左 + 右", "左 = 底", "右 = 底", "底 = 1"))
    assert not isinstance(ordered, Problem)
    assert [f.name for f in ordered] == ["底", "左", "右", "顶"]


def test_long_chains_and_long_circles_need_no_recursion() -> None:
    chain = [f"量{i} = 量{i + 1}" for i in range(5000)]
    ordered = order(read(*chain))
    assert not isinstance(ordered, Problem)
    assert ordered[0].name == "量4999"
    found = order(read(*chain, "量5000 = 量0"))
    assert isinstance(found, Problem)
    assert found.message == (
        "公式互相引用，绕成了圈：量0 → 量1 → 量2 → 量3 → 量4 → 量5 → … → "
        "量4996 → 量4997 → 量4998 → 量4999 → 量5000 → 量0"
    )


def test_nothing_to_order() -> None:
    assert order([]) == ()
    unreadable = read_formula("甲 ÷")
    assert order([unreadable]) == (unreadable,)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(st.sets(st.integers(0, 7), max_size=3), min_size=1, max_size=8))
def test_order_agrees_with_a_plain_search_for_circles(edges: list[set[int]]) -> None:
    formulas = [
        read_formula(f"量{i} = " + (" + ".join(f"量{j}" for j in sorted(on)) or "1")) for i, on in enumerate(edges)
    ]
    reach = {i: {j for j in on if j < len(edges)} for i, on in enumerate(edges)}
    for _ in edges:
        reach = {i: on | {k for j in on for k in reach[j]} for i, on in reach.items()}
    ordered = order(formulas)
    if any(i in on for i, on in reach.items()):
        assert isinstance(ordered, Problem)
        return
    assert not isinstance(ordered, Problem)
    place = {f.name: n for n, f in enumerate(ordered)}
    assert len(place) == len(edges)
    assert all(place[f"量{j}"] < place[f"量{i}"] for i, on in enumerate(edges) for j in on if j < len(edges))
