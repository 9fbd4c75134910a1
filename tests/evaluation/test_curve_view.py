"""The picture of a rule lies on the rule: every corner and point is what the curve itself gives."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import perfscore
from perfscore.clauses import Inputs, Judgement, Measured, read_clause
from perfscore.curves import Hit, Judged
from perfscore.evaluation.curve_view import CurveView, Dot, Mark, Stretch, curve_view
from perfscore.evaluation.values import RowResult

from ..clauses.cases import inputs_of, table


def scored(clause: str, target: str, actual: str, **more: str) -> RowResult:
    row = {
        "一级指标": "产出指标",
        "二级指标": "数量指标",
        "三级指标": "甲",
        "年度指标值": target,
        "实际完成值": actual,
        "分值": "10",
        **more,
    }
    return perfscore.score_rows([{**row, "评分标准": clause} if clause else row], 年度=2024).rows[0]


def drawn(clause: str, target: str, actual: str, **more: str) -> CurveView:
    view = scored(clause, target, actual, **more).curve
    assert view is not None
    return view


@st.composite
def tiers(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    """Draw a clause of tiers and its thresholds (in percent) with their points, downwards."""
    bars = sorted(draw(st.sets(st.integers(1, 99), min_size=1, max_size=5)), reverse=True)
    lower = draw(st.sets(st.integers(1, 9), min_size=len(bars) - 1, max_size=len(bars) - 1))
    points = [10, *sorted(lower, reverse=True)]
    text = "，".join(f"≥{bar}%得{p}分" for bar, p in zip(bars, points, strict=True))
    return f"{text}，其余不得分", list(zip(bars, points, strict=True))


@settings(max_examples=25, deadline=None)
@given(tiers(), st.integers(0, 1200))
def test_tiers_against_plain_arithmetic(drawn_tiers: tuple[str, list[tuple[int, int]]], tenths: int) -> None:
    clause, steps = drawn_tiers
    view = drawn(clause, "≥90%", f"{Decimal(tenths) / 10}%")
    x = Fraction(tenths, 1000)
    want = next((p for bar, p in steps if x >= Fraction(bar, 100)), 0)
    assert view.achieved is not None
    assert (view.achieved.x, view.achieved.y) == (x, want)
    for line in view.lines:
        (left, y), (right, same) = line.points
        middle = (left + right) / 2
        assert y == same == next((p for bar, p in steps if middle >= Fraction(bar, 100)), 0)
    closed = {(d.x, d.y) for d in view.dots if d.closed}
    assert closed == {(Fraction(bar, 100), Fraction(p)) for bar, p in steps}


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 500), st.integers(0, 3000))
def test_proportion_against_plain_arithmetic(target: int, actual: int) -> None:
    view = drawn("按完成比例计分，扣完为止", f"≥{target}个", f"{actual}个")
    assert view.achieved is not None
    ratio = Fraction(actual, target)
    assert (view.achieved.x, view.achieved.y) == (ratio, min(ratio, Fraction(1)) * 10)
    assert view.achieved.beyond == ("right" if ratio > 3 else "")
    for line in view.lines:
        assert [y for _, y in line.points] == [min(x, Fraction(1)) * 10 for x, _ in line.points]


def bounds() -> list[tuple[str, Measured, Inputs]]:
    found = []
    for case in table("wordings.tsv"):
        bound = read_clause(case.clause).bind(case.binding())
        if isinstance(bound, Measured):
            found.append((case.clause, bound, inputs_of(case.inputs)))
    return found


def test_every_wording_has_a_picture_that_lies_on_its_curve() -> None:
    seen = bounds()
    assert len(seen) > 50
    for text, bound, given_inputs in seen:
        for inputs in (None, given_inputs):
            view = curve_view(bound, inputs)
            assert view is not None
            assert view.x_low < view.x_high, text
            assert view.y_low <= 0 < view.y_high, text
            assert view.summary.endswith("。")
            dense = any("阶梯很密" in note for note in view.notes)
            for line in (line for line in view.lines if line.reading == 0 and not dense):
                for (a, y), (b, z) in zip(line.points, line.points[1:], strict=False):
                    if a == b:
                        continue
                    hit = bound.curve.at(*((a + b) / 2).as_integer_ratio())
                    assert isinstance(hit, Hit), text
                    assert hit.points == (y + z) / 2, text
            if view.achieved is not None and view.achieved.y is not None:
                assert isinstance(bound.curve.at(*view.achieved.x.as_integer_ratio()), Hit)


def test_a_stretch_that_a_person_decides() -> None:
    judged = [(text, b) for text, b, _ in bounds() if any(isinstance(s, Judged) for s in b.curve.segments)]
    assert judged
    for text, bound in judged:
        view = curve_view(bound, None)
        assert view is not None
        assert view.stretches, text


def test_steps_are_drawn_as_steps_and_very_many_as_a_line() -> None:
    few = drawn("每低于1个百分点扣1分，不足1个百分点的按1个百分点计，扣完为止", "≥95%", "92.5%")
    assert few.achieved == Mark(Fraction(925, 1000), Fraction(7), "实际值 92.5%，7 分")
    levels = [y for line in few.lines for _, y in line.points]
    assert {Fraction(n) for n in range(11)} == set(levels)
    assert few.notes == ()
    many = drawn("每低于0.01个百分点扣0.01分，不足0.01个百分点的按0.01个百分点计，扣完为止", "≥95%", "92.5%")
    assert many.notes == ("阶梯很密，画成连接各级末端的线",)
    assert sum(len(line.points) for line in many.lines) < 20


def test_words_with_their_bands() -> None:
    row = scored("", "合规", "合规", 得分="9")
    view = row.curve
    assert view is not None
    assert view.achieved == Mark(Fraction(1, 2), Fraction(9), "“达成年度指标”，采用 9 分")
    assert view.stretches[0] == Stretch(Fraction(0), Fraction(1), Fraction(8), Fraction(10), "达成年度指标")
    assert [tick.text for tick in view.x_ticks] == [
        "达成年度指标", "部分达成年度指标并具有一定效果", "未达成年度指标且效果较差",
    ]  # fmt: skip


def test_jumps_have_an_end_that_counts_and_one_that_does_not() -> None:
    view = drawn("达到目标得满分，未达到不得分", "≥90%", "90%")
    assert view.dots == (Dot(Fraction(0), Fraction(0), False), Dot(Fraction(0), Fraction(10), True))


def test_without_an_actual_there_is_a_curve_and_no_point() -> None:
    view = drawn("按完成比例计分", "≥90%", "")
    assert view.achieved is None
    assert "本行" not in view.summary


def test_without_a_curve_there_is_no_picture() -> None:
    assert curve_view(None, None) is None
    found = perfscore.read_clause("按完成比例计分").problems
    assert found == ()
    judged = Judgement(Fraction(5), perfscore.read_target("？？").problems[0])
    assert curve_view(judged, Inputs()) is None


@pytest.mark.parametrize(
    ("target", "actual", "parts"),
    [
        ("≥7%", "7.7%", ("≥", "7", "%")),
        ("100家", "114家", ("≥", "100", "家")),
        ("5-10个", "6个", ("", "5~10", "个")),
        ("合规", "合规", ("定性", "合规", "")),
        ("", "", ("", "", "")),
    ],
)
def test_split_columns(target: str, actual: str, parts: tuple[str, str, str]) -> None:
    got = scored("", target, actual).parts
    assert (got.nature, got.value, got.unit) == parts


def test_split_columns_stay_as_written() -> None:
    row = {"三级指标": "甲", "指标性质": "≤", "指标值": "44", "度量单位": "万元", "实际完成值": "43.41", "分值": "10"}
    got = perfscore.score_rows([row], 年度=2024).rows[0].parts
    assert (got.nature, got.value, got.unit) == ("≤", "44", "万元")
