"""The terminal table: aligned, never too wide, complete."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.base.width import width
from perfscore.evaluation.values import Evaluation
from perfscore.rendering import render

from . import golden
from .tables import evaluation, mixed, nasty, row, said, seed, thousand


def text(table: Evaluation, lang: str = "zh", **options: int | bool) -> str:
    shown = render(table, "text", lang=lang, **options)
    assert isinstance(shown, str)
    return shown


def test_the_seed_as_it_was_looked_at() -> None:
    golden.check("seed-100.txt", text(seed()))
    golden.check("seed-80.txt", text(seed(), width=80))


def test_pending_rows_differences_and_remarks_as_they_were_looked_at() -> None:
    golden.check("mixed.txt", text(mixed()))
    golden.check("mixed-en.txt", text(mixed(), "en", width=120))


@pytest.mark.parametrize("cells", [1, 60, 80, 97, 100, 120, 140, 400])
@pytest.mark.parametrize("make", [seed, mixed, nasty, evaluation])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(make: type[Evaluation], cells: int, lang: str) -> None:
    shown = text(make(), lang, width=cells)
    assert max(map(width, shown.splitlines())) <= max(cells, 60)
    assert all(line == line.rstrip() for line in shown.splitlines())


def starts(line: str, words: str) -> int:
    """Return the cell at which ``words`` begin."""
    return width(line[: line.index(words)])


@pytest.mark.parametrize("cells", [80, 100, 140])
def test_columns_stand_under_their_heads(cells: int) -> None:
    lines = text(seed(), width=cells).splitlines()
    head = next(line for line in lines if line.startswith("三级指标"))
    first = next(line for line in lines if line.startswith("  预算执行率"))
    fees = next(line for line in lines if line.startswith("  三公经费支出"))
    for line in (first, fees):
        assert starts(line, "可复算") == starts(head, "计分依据")
    assert starts(fees, "≤44万元") == starts(head, "年度指标值")
    assert starts(fees, "43.41万元") == starts(head, "实际完成值")
    assert starts(fees, "10 ") + 2 == starts(head, "分值") + 4


def test_the_frame_fits_a_gbk_console() -> None:
    for make in (seed, mixed):
        text(make()).encode("gbk")
        text(make(), "en").encode("gbk")


def test_an_empty_table() -> None:
    shown = text(evaluation(title="空表", unit=""))
    assert "表中没有指标" in shown
    assert "等级：不评定" in shown
    assert "区间：0 至 0 分" in shown
    assert "问题与疑点：没有发现问题" in shown


def test_a_thousand_rows_and_large_points() -> None:
    shown = text(thousand(), width=120)
    assert shown.count("说明：达到目标，得满分") == 1000
    assert "500,500" in shown


def test_colour_only_paints() -> None:
    import re

    painted = text(mixed(), colour=True)
    assert "\x1b[" in painted
    assert re.sub(r"\x1b\[[0-9]+m", "", painted) == text(mixed())
    assert "\x1b" not in text(nasty())


def test_the_reason_does_not_repeat_what_stands_beside_it() -> None:
    shown = text(seed())
    assert "年度指标值“≥7%”" not in shown
    assert "说明：按完成比例计分，达到目标得满分；达到目标，得满分 5 分。" in shown


def test_a_reason_of_nothing_else_is_given_whole() -> None:
    from perfscore.base.step import Step

    steps = (Step("目标", "年度指标值“≥7%”"), Step("舍入", "得分 5 分"))
    assert "说明：年度指标值“≥7%”；得分 5 分。" in text(evaluation(row(steps=steps)))


def test_a_finding_stands_by_its_row_and_in_the_list() -> None:
    a, b = row("甲"), row("乙", problems=(said("A301", "warning", "乙的实际完成值可疑"),))
    table = evaluation(a, b, findings=(said("K801", "ask", "甲请说明", "产出指标/数量指标/甲/实际完成值"),))
    lines = text(table).splitlines()
    assert lines[lines.index("    问题与疑点：待说明 K801") - 1].lstrip().startswith("甲")
    assert lines[lines.index("    问题与疑点：疑点 A301") - 1].lstrip().startswith("乙")
    assert "问题与疑点：疑点 1、待说明 1" in lines
    assert "  疑点 A301：乙的实际完成值可疑" in lines
    assert "      位置：产出指标/数量指标/乙" in lines


def test_a_finding_about_several_rows_stands_by_each() -> None:
    both = said("K874", "ask", "两行", "产出指标/数量指标/甲；产出指标/数量指标/乙/实际完成值；别处")
    odd = said("K801", "warning", "一行", "产出指标/数量指标/丙；丁")
    shown = text(evaluation(row("甲"), row("乙"), row("丙；丁"), findings=(both, odd)))
    assert shown.count("    问题与疑点：待说明 K874\n") == 2
    assert shown.count("    问题与疑点：疑点 K801\n") == 1


NAMES = st.text("甲乙丙（）%≥ab 5。\n\t", max_size=40)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NAMES, NAMES, NAMES, st.integers(0, 10**9)), max_size=5), st.integers(40, 150))
def test_any_table_fits_any_terminal(rows: list[tuple[str, str, str, int]], cells: int) -> None:
    table = evaluation(
        *(row(n, target=t, actual=a, max_score=Decimal(p), score=Decimal(p)) for n, t, a, p in rows), title="表"
    )
    shown = text(table, width=cells)
    assert max(map(width, shown.splitlines())) <= max(cells, 60)
    for name, *_ in rows:
        assert not Counter("".join(name.split())) - Counter(shown)
