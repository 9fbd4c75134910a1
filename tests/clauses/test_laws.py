"""Laws, held against an oracle of fractions that shares no code with the library."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.clauses import Binding, Choices, Inputs, read_clause
from perfscore.language import default_language

from .cases import table

POINTS = st.integers(1, 40).map(lambda n: Decimal(n) / 2)
FIGURE = st.integers(1, 400000).map(lambda n: Decimal(n) / 100)
FEW = settings(max_examples=60, deadline=None)


def target(op: str, value: Decimal, unit: str | None) -> SimpleNamespace:
    return SimpleNamespace(op=op, value=value, unit=unit)


def score(
    text: str, points: Decimal, op: str, t: Decimal, unit: str | None, actual: Decimal, **choices: str
) -> Fraction:
    bound = read_clause(text).bind(Binding(points, target(op, t, unit), op, unit, Choices(**choices)))
    outcome = bound.apply(Inputs(actual=actual))
    assert outcome.pending is None, outcome.pending
    return Fraction(outcome.num, outcome.den)


@FEW
@given(POINTS, FIGURE, FIGURE)
def test_in_proportion(points: Decimal, t: Decimal, a: Decimal) -> None:
    got = score("完成目标的得满分，未完成的按完成比例计分", points, ">=", t, "个", a)
    assert got == Fraction(points) * min(Fraction(a) / Fraction(t), 1)


@FEW
@given(POINTS, FIGURE, FIGURE)
def test_reverse_both_ways(points: Decimal, t: Decimal, a: Decimal) -> None:
    w, ratio = Fraction(points), Fraction(a) / Fraction(t)
    ratio_way = score("得分=年度指标值÷实际完成值×分值", points, "<=", t, "万元", a)
    assert ratio_way == (w if ratio <= 1 else w / ratio)
    line = "未超过目标的得满分，超过目标的得分=（1-（实际完成值-年度指标值）÷年度指标值）×分值，扣完为止"
    assert score(line, points, "<=", t, "万元", a) == (w if ratio <= 1 else max(w * (2 - ratio), Fraction(0)))


@FEW
@given(
    POINTS,
    st.integers(0, 15000),
    st.integers(1, 20),
    st.integers(1, 8),
    st.sampled_from(["按比例", "不足一档不扣", "不足一档按一档扣"]),
)
def test_steps_of_percentage_points(points: Decimal, hundredths: int, step: int, quarter: int, part: str) -> None:
    a = Decimal(hundredths) / 100
    off = Fraction(quarter, 4)
    short = max(Fraction(100) - Fraction(a), Fraction(0)) / step
    count = {
        "按比例": short,
        "不足一档不扣": Fraction(math.floor(short)),
        "不足一档按一档扣": Fraction(math.ceil(short)),
    }[part]
    text = f"完成率100%得满分，每低于{step}个百分点扣{Decimal(quarter) / 4}分，扣完为止"
    assert score(text, points, ">=", Decimal(100), "%", a, part_step=part) == max(Fraction(points) - count * off, 0)


@FEW
@given(st.integers(0, 12000), st.lists(st.integers(1, 9999), min_size=1, max_size=5, unique=True))
def test_tiers(hundredths: int, cuts: list[int]) -> None:
    a = Decimal(hundredths) / 100
    marks = sorted(cuts, reverse=True)
    worth = [10 - i for i in range(len(marks))]
    said = "；".join(f"≥{Decimal(m) / 100}%得{w}分" for m, w in zip(marks, worth, strict=True))
    expected = next((w for m, w in zip(marks, worth, strict=True) if hundredths >= m), 0)
    assert score(f"{said}；其余不得分", Decimal(10), ">=", Decimal(90), "%", a) == expected


@FEW
@given(POINTS, st.integers(0, 100), st.integers(1, 8), st.integers(0, 12))
def test_faults(points: Decimal, count: int, quarter: int, most: int) -> None:
    text = f"每发现一例扣{Decimal(quarter) / 4}分，最多扣{most}分"
    outcome = read_clause(text).bind(Binding(points)).apply(Inputs(count=Fraction(count)))
    assert outcome.points == max(Fraction(points) - min(Fraction(quarter, 4) * count, most), 0)


@FEW
@given(POINTS, st.integers(1, 50), st.integers(1, 50), st.integers(0, 120))
def test_straight_line_between(points: Decimal, best: int, more: int, a: int) -> None:
    worst = best + more
    text = f"{best}天以内得满分，超过{worst}天不得分，之间按线性插值计分"
    w = Fraction(points)
    expected = w if a <= best else Fraction(0) if a >= worst else w * (worst - a) / more
    got = score(text, points, "<=", Decimal(best), "天", Decimal(a))
    assert got == expected or a == worst


CLAUSES = [c.clause for c in table("wordings.tsv")]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=3),
    st.integers(0, 60),
    st.text("每低扣得分满不足%≥-（）；，0159.", max_size=4),
)
def test_nothing_raises_and_nothing_leaves_the_points(texts: list[str], at: int, more: str) -> None:
    text = "；".join(texts)
    text = text[:at] + more + text[at:]
    clause = read_clause(text)
    clause.to_dict()
    for op, unit, value in ((">=", "%", 90), ("<=", "万元", 44), (None, None, None)):
        row = None if value is None else target(str(op), Decimal(value), unit)
        bound = clause.bind(Binding(Decimal(8), row, op, unit))
        for given_ in (Inputs(actual=Decimal(85)), Inputs(count=Fraction(2)), Inputs(level="达成"), Inputs()):
            outcome = bound.apply(given_)
            assert outcome.low is not None
            assert outcome.high is not None
            assert 0 <= outcome.low <= outcome.high <= 8
            bound.explain(given_, outcome)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_at_all(text: str) -> None:
    read_clause(text).bind(Binding(Decimal(5))).apply(Inputs(actual=Decimal(1)))


def test_readings_are_kept_by_the_language_and_bounded() -> None:
    language = default_language().with_words({"以下": "不含本数"})
    text = "完成目标的得满分，未完成的按完成比例计分"
    kept = read_clause(text, language=language)
    assert kept == read_clause(text)
    assert kept is read_clause(text, language=language)
    assert kept is not read_clause(text, language=default_language().with_words({"以内": "不含本数"}))
    assert [p.code for p in read_clause("80%以下得5分", language=language).problems] == ["C499"]
    for i in range(1, 700):
        read_clause(f"得{i}分", language=language)
    assert len(language._clauses.young) + len(language._clauses.old) <= 512
    assert read_clause(text, language=language) == kept
