"""Aggregation against arithmetic done here, with fractions, in other words than the library's."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import cache

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import perfscore
from perfscore.evaluation.absent import Judged, settle_absent
from perfscore.evaluation.aggregate import Totals, aggregate
from perfscore.evaluation.means import arithmetic, geometric, lowest
from perfscore.evaluation.verdict import Verdict
from perfscore.planning import ClauseOrigin, Plan, PlanRow
from perfscore.planning.resolve import resolve
from perfscore.rules.aggregation import Aggregation, CapBand
from perfscore.rules.facts import Facts, Figure, FundRow, Funds
from perfscore.rules.scheme import Choice, Conventions, Rounding
from perfscore.rules.table import Block, Goal, Indicator, Table

LAW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WIDE = Context(prec=80)
MODES = {"四舍五入": ROUND_HALF_UP, "四舍六入": ROUND_HALF_EVEN, "截尾": ROUND_DOWN}


def rounded(value: Fraction, mode: str = "四舍五入", places: int = 2) -> Fraction:
    """Round by the decimal module with 80 digits: enough, because no test uses denominators above 10**6."""
    quotient = WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    return Fraction(quotient.quantize(Decimal(1).scaleb(-places), rounding=MODES[mode], context=WIDE))


@cache
def ground() -> Plan:
    rules = perfscore.load("national/self-evaluation-2021")
    table = Table(
        "表", blocks=(Block("甲", None),), indicators=(Indicator("甲/一/a", "a", ("甲", "一"), "≥1个", Decimal(1)),)
    )
    return resolve(table, rules.scheme, rules.language, year=None, lenient=True)


def row(path: tuple[str, str], name: str, points: str | Decimal, goal: str | None = None) -> PlanRow:
    indicator = Indicator("/".join((*path, name)), name, path, "≥1个", Decimal(points), goal=goal)
    model = ground().rows[0]
    return PlanRow(indicator, "正向", model.target, ">=", "", None, ClauseOrigin(""), None)


def plan_of(rows: list[PlanRow], **scheme: object) -> Plan:
    blocks = tuple(Block(n, None) for n in dict.fromkeys(r.indicator.path[0] for r in rows))
    goals = tuple(scheme.pop("goals", ()))  # type: ignore[call-overload]
    table = Table("表", blocks=blocks, indicators=tuple(r.indicator for r in rows), goals=goals)
    base = ground()
    changed = evolve(base.scheme, **scheme)  # type: ignore[arg-type]
    return evolve(
        base, rows=tuple(rows), blocks=tuple(b.name for b in blocks), table=table, scheme=changed, goals=goals
    )


def verdict(exact: Fraction, mode: str = "四舍五入") -> Verdict:
    value = rounded(exact, mode)
    score = Decimal(value.numerator) / Decimal(value.denominator)
    return Verdict("scored", "recomputed", score, score, True, score, score, exact=exact)


def away(points: Decimal) -> Verdict:
    del points
    return Verdict("not_applicable", None, None, None, None, Decimal(0), Decimal(0))


def waiting(points: Decimal) -> Verdict:
    return Verdict("pending", None, None, None, None, Decimal(0), points)


def choice(name: str, value: str) -> Conventions:
    return Conventions((Choice(name, value),))


def run(rows: list[PlanRow], verdicts: list[Verdict], facts: Facts | None = None, **scheme: object) -> Totals:
    plan = plan_of(rows, **scheme)
    judged, _, _ = settle_absent(plan.rows, verdicts, plan)
    return aggregate(judged, plan, facts or Facts())


shares = st.fractions(0, 1, max_denominator=97)
points = st.integers(1, 40).map(Decimal)
leaves = st.lists(st.tuples(st.sampled_from("甲乙"), st.sampled_from("一二"), points, shares), min_size=1, max_size=9)


def made(items: list[tuple[str, str, Decimal, Fraction]]) -> tuple[list[PlanRow], list[Fraction]]:
    rows = [row((a, b), f"r{i}", p) for i, (a, b, p, _) in enumerate(items)]
    return rows, [Fraction(p) * s for _, _, p, s in items]


# --- sums and rounding sites --------------------------------------------------------------------------------------


@LAW
@given(leaves, st.sampled_from(list(MODES)))
def test_leaf_first_adds_what_was_rounded(items: list[tuple[str, str, Decimal, Fraction]], mode: str) -> None:
    rows, exact = made(items)
    got = run(rows, [verdict(e, mode) for e in exact], rounding=Rounding(mode=mode))
    assert Fraction(got.total) == sum(rounded(e, mode) for e in exact)
    assert got.full_score == sum(r.indicator.max_score for r in rows)
    assert sum(b.score for b in got.blocks) == got.total


@LAW
@given(leaves, st.sampled_from(list(MODES)))
def test_total_only_rounds_once(items: list[tuple[str, str, Decimal, Fraction]], mode: str) -> None:
    rows, exact = made(items)
    got = run(rows, [verdict(e, mode) for e in exact], rounding=Rounding("总分", mode=mode))
    assert Fraction(got.total) == rounded(sum(exact, Fraction(0)), mode)


@LAW
@given(leaves, st.sampled_from([("二级指标得分", 2), ("一级指标得分", 1)]))
def test_other_sites_round_each_group_once(
    items: list[tuple[str, str, Decimal, Fraction]], site: tuple[str, int]
) -> None:
    rows, exact = made(items)
    groups: dict[tuple[str, ...], Fraction] = {}
    for r, e in zip(rows, exact, strict=True):
        key = r.indicator.path[: site[1]]
        groups[key] = groups.get(key, Fraction(0)) + e
    got = run(rows, [verdict(e) for e in exact], rounding=Rounding(site[0]))
    assert Fraction(got.total) == sum(rounded(g) for g in groups.values())


def test_three_times_two_thirds_of_five() -> None:
    rows = [row(("甲", "一"), n, "5") for n in "abc"]
    verdicts = [verdict(Fraction(10, 3)) for _ in rows]
    assert run(rows, verdicts).total == Decimal("9.99")
    assert run(rows, verdicts, rounding=Rounding("总分")).total == Decimal("10.00")


# --- rows that do not apply ---------------------------------------------------------------------------------------


@LAW
@given(leaves, st.data())
def test_siblings_take_over_without_a_cent_lost(
    items: list[tuple[str, str, Decimal, Fraction]], data: st.DataObject
) -> None:
    rows, exact = made(items)
    first = {r.indicator.path[0]: i for i, r in reversed(list(enumerate(rows)))}
    gone = [i not in first.values() and data.draw(st.booleans()) for i in range(len(rows))]
    full = [Fraction(r.indicator.max_score) for r in rows]
    verdicts = [away(Decimal(0)) if g else verdict(f) for g, f in zip(gone, full, strict=True)]
    got = run(rows, verdicts, conventions=choice("不适用", "同级分配"))
    assert Fraction(got.full_score) == sum(full)
    assert got.total == got.full_score
    del exact


@LAW
@given(leaves, st.data())
def test_rescaling_leaves_the_rate_as_it_was(
    items: list[tuple[str, str, Decimal, Fraction]], data: st.DataObject
) -> None:
    rows, exact = made(items)
    gone = [i > 0 and data.draw(st.booleans()) for i in range(len(rows))]
    verdicts = [away(Decimal(0)) if g else verdict(e) for g, e in zip(gone, exact, strict=True)]
    got = run(rows, verdicts, conventions=choice("不适用", "折算"))
    kept = [(r, e) for r, e, g in zip(rows, exact, gone, strict=True) if not g]
    worth = sum(Fraction(r.indicator.max_score) for r, _ in kept)
    reached = sum((rounded(e) for _, e in kept), Fraction(0))
    if any(gone) and worth != 100:
        assert Fraction(got.total) == rounded(reached * 100 / worth)
        assert got.full_score == 100
    else:
        assert Fraction(got.total) == reached


def test_full_marks_for_what_does_not_apply() -> None:
    rows = [row(("甲", "一"), "a", "60"), row(("甲", "一"), "b", "40")]
    got = run(rows, [verdict(Fraction(30)), away(Decimal(40))], conventions=choice("不适用", "计满分"))
    assert (got.total, got.full_score, got.grade) == (Decimal(70), Decimal(100), "中")


def test_points_nobody_speaks_of_are_left_out_with_a_question() -> None:
    rows = [row(("甲", "一"), "a", "60"), row(("甲", "一"), "b", "40")]
    plan = plan_of(rows, conventions=Conventions())
    judged, notes, problems = settle_absent(plan.rows, [verdict(Fraction(30)), away(Decimal(40))], plan)
    assert [p.code for p in problems] == ["E760"]
    assert not notes
    got = aggregate(judged, plan, Facts())
    assert (got.total, got.full_score, got.grade) == (Decimal(30), Decimal(60), None)


# --- goals and weights --------------------------------------------------------------------------------------------


@LAW
@given(st.integers(1, 99), st.lists(st.tuples(st.booleans(), points, shares), min_size=2, max_size=8))
def test_goals_count_with_their_shares(percent: int, items: list[tuple[bool, Decimal, Fraction]]) -> None:
    rows = [row(("甲", "一"), f"r{i}", p, "1" if g else "2") for i, (g, p, _) in enumerate(items)]
    exact = [Fraction(p) * s for _, p, s in items]
    goals = (Goal("1", "一", share=f"{percent}%"), Goal("2", "二", share=f"{100 - percent}%"))
    got = run(rows, [verdict(e) for e in exact], aggregation=Aggregation(goals="按占比"), goals=goals)
    sums = {True: Fraction(0), False: Fraction(0)}
    for (g, _, _), e in zip(items, exact, strict=True):
        sums[g] += rounded(e)
    assert Fraction(got.total) == rounded(sums[True] * percent / 100 + sums[False] * (100 - percent) / 100)


def test_two_goals_of_the_production_example() -> None:
    rows = [row(("甲", "一"), "a", "100", "1"), row(("甲", "一"), "b", "100", "2")]
    goals = (Goal("1", "一", share="60%"), Goal("2", "二", share="40%"))
    verdicts = [verdict(Fraction("95.5")), verdict(Fraction(88))]
    got = run(rows, verdicts, aggregation=Aggregation(goals="按占比"), goals=goals)
    assert (got.total, got.full_score) == (Decimal("92.50"), Decimal(100))
    assert [s.text for s in got.notes][:1] == ["各年度目标按占比计入总分：目标“1” 95.5 分 × 60%，目标“2” 88 分 × 40%"]


@LAW
@given(st.integers(1, 99), shares, shares)
def test_blocks_count_with_their_weights(percent: int, a: Fraction, b: Fraction) -> None:
    rows = [row(("甲", "一"), "a", "100"), row(("乙", "一"), "b", "100")]
    weights = (("甲", Decimal(percent)), ("乙", Decimal(100 - percent)))
    got = run(rows, [verdict(a * 100), verdict(b * 100)], aggregation=Aggregation("加权", weights))
    wanted = (rounded(a * 100) * percent + rounded(b * 100) * (100 - percent)) / 100
    assert Fraction(got.total) == rounded(wanted)
    assert got.full_score == 100
    assert [Fraction(x.score) for x in got.blocks] == [rounded(a * 100), rounded(b * 100)]


# --- means --------------------------------------------------------------------------------------------------------


@LAW
@given(st.lists(st.fractions(0, 1, max_denominator=60), min_size=1, max_size=7), st.integers(0, 6))
def test_a_geometric_mean_is_rounded_from_its_exact_value(ratios: list[Fraction], places: int) -> None:
    """The rounded root g is right if (g − ½ unit)ⁿ ≤ product < (g + ½ unit)ⁿ: whole numbers only, no root taken."""
    got = geometric([*ratios], Fraction(100), places)
    product = Fraction(100) ** len(ratios)
    for r in ratios:
        product *= r
    half = Fraction(1, 2 * 10**places)
    low, high = max(got - half, Fraction(0)), got + half
    assert low ** len(ratios) <= product < high ** len(ratios)


@LAW
@given(st.lists(st.lists(st.fractions(0, 1, max_denominator=12), min_size=1, max_size=3), min_size=1, max_size=3))
def test_nested_geometric_means_are_exact_too(tree: list[list[Fraction]]) -> None:
    """With n lists of up to 3, the mean to the power 6n is a product of whole powers."""
    got = geometric([[*part] for part in tree], Fraction(1), 4)
    power = 6 * len(tree)
    product = Fraction(1)
    for part in tree:
        for r in part:
            product *= r ** (6 // len(part))
    half = Fraction(1, 2 * 10**4)
    assert max(got - half, Fraction(0)) ** power <= product < (got + half) ** power


def test_a_root_that_lies_on_the_limit_of_rounding() -> None:
    tree = [Fraction(1, 200), Fraction(1, 200)]
    assert geometric(tree, Fraction(1), 2) == Fraction(1, 100)
    assert geometric(tree, Fraction(1), 2, "截尾") == 0
    assert geometric(tree, Fraction(1), 2, "四舍六入") == 0
    irrational_within = [[Fraction(1, 2), Fraction(1)], [2 * Fraction(1, 200) ** 4, Fraction(1)]]
    assert geometric([*irrational_within], Fraction(1), 2) == Fraction(1, 100)
    assert geometric([*irrational_within], Fraction(1), 3) == Fraction(5, 1000)


def test_the_published_example_of_nested_means() -> None:
    a, b = [Fraction(1), Fraction(9, 10)], [Fraction(2, 3), Fraction(4, 6), Fraction(1)]
    hundred = Fraction(100)
    assert geometric([*a], hundred, 2) == Fraction("94.87")
    assert geometric([*b], hundred, 2) == Fraction("76.31")
    assert geometric([[*a], [*b]], hundred, 2) == Fraction("85.09")
    assert geometric([[[*a], [*b]], [[Fraction(1)]]], hundred, 2) == Fraction("92.24")


def test_plain_mean_and_weakest_link() -> None:
    tree = [[Fraction(1, 2), Fraction(1)], [Fraction(1)]]
    assert arithmetic([*tree]) == Fraction(7, 8)
    assert lowest([*tree]) == Fraction(1, 2)


def test_one_row_of_zero_makes_a_geometric_total_zero() -> None:
    rows = [row(("甲", "一"), "a", "50"), row(("乙", "一"), "b", "50")]
    got = run(rows, [verdict(Fraction(50)), verdict(Fraction(0))], aggregation=Aggregation("几何平均"))
    assert (got.total, got.grade) == (Decimal("0.00"), "差")


# --- limits and range ---------------------------------------------------------------------------------------------

BANDS = tuple(CapBand(Decimal(r), Decimal(c)) for r, c in ((80, 100), (70, 89), (60, 79), (50, 69), (0, 59)))


def funds(executed: str, adjusted: str = "1000") -> Facts:
    return Facts(funds=Funds(FundRow("合计", adjusted=Figure(adjusted, "万元"), executed=Figure(executed, "万元"))))


@pytest.mark.parametrize(
    ("executed", "cap"),
    [
        ("800", "100"),
        ("799.99", "89"),
        ("700", "89"),
        ("640", "79"),
        ("600", "79"),
        ("500", "69"),
        ("499.9", "59"),
        ("0", "59"),
        ("1200", "100"),
    ],
)
def test_the_cap_by_execution_rate(executed: str, cap: str) -> None:
    rows = [row(("甲", "一"), "a", "100")]
    got = run(rows, [verdict(Fraction("96.4"))], funds(executed), aggregation=Aggregation(caps=BANDS))
    assert got.total == min(Decimal("96.4"), Decimal(cap))
    assert got.settled


@pytest.mark.parametrize("executed", ["", "未填", "很多"])
def test_a_cap_that_cannot_be_settled_leaves_the_grade_open(executed: str) -> None:
    rows = [row(("甲", "一"), "a", "100")]
    got = run(rows, [verdict(Fraction("96.4"))], funds(executed), aggregation=Aggregation(caps=BANDS))
    assert (got.total, got.low, got.high, got.grade, got.settled) == (
        Decimal("96.40"),
        Decimal(59),
        Decimal("96.40"),
        None,
        False,
    )
    assert [p.message for p in got.problems] == [
        (
            "评分办法“预算绩效单位自评计分办法（全国通用，2021年起）”按预算执行率限制总分，"
            "填报数据里没有可以计算执行率的全年预算数和全年执行数"
        )
    ]


@LAW
@given(leaves, st.data())
def test_the_total_lies_in_its_range(items: list[tuple[str, str, Decimal, Fraction]], data: st.DataObject) -> None:
    rows, exact = made(items)
    verdicts = [
        waiting(r.indicator.max_score) if data.draw(st.booleans()) else verdict(e)
        for r, e in zip(rows, exact, strict=True)
    ]
    for method in ("求和", "几何平均", "算术平均", "最弱环节"):
        got = run(rows, verdicts, aggregation=Aggregation(method))
        assert got.low <= got.total <= got.high
        assert got.settled == all(v.outcome == "scored" for v in verdicts)


def test_a_pending_row_that_spans_two_grades() -> None:
    rows = [row(("甲", "一"), "a", "85"), row(("甲", "一"), "b", "15")]
    got = run(rows, [verdict(Fraction(85)), waiting(Decimal(15))])
    assert (got.total, got.low, got.high, got.grade) == (Decimal(85), Decimal(85), Decimal(100), None)
    assert got.notes[-1].text == "有待人工认定的行，总分在 85 至 100 分之间，跨两个等级，暂不定等级"


def test_a_pending_row_that_cannot_change_the_grade() -> None:
    rows = [row(("甲", "一"), "a", "95"), row(("甲", "一"), "b", "5")]
    assert run(rows, [verdict(Fraction(95)), waiting(Decimal(5))]).grade == "优"


@pytest.mark.parametrize(
    ("total", "grade"),
    [("90", "优"), ("89.995", "优"), ("89.99", "良"), ("80", "良"), ("60", "中"), ("59.99", "差"), ("0", "差")],
)
def test_grades_of_the_national_scheme(total: str, grade: str) -> None:
    got = run([row(("甲", "一"), "a", "100")], [verdict(Fraction(total))])
    assert got.grade == grade


def test_a_plain_sum_leaves_no_note_but_the_grade() -> None:
    got = run([row(("甲", "一"), "a", "100")], [verdict(Fraction(93))])
    assert [n.text for n in got.notes] == ["总分 93 分，不低于“优”的下限 90 分"]


def test_judged_rows_keep_their_points() -> None:
    item = row(("甲", "一"), "a", "7")
    assert Judged(item, verdict(Fraction(7)), Decimal(7)).points == 7
