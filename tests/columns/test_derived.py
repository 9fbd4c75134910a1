"""What is kept with a plan between calls: never seen in a result, shared between threads, bounded, in no copy."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="columns need the extra arrow")

import pyarrow as pa

import perfscore
from perfscore.columns import TableScorer
from perfscore.columns.derived import SETS, derived_of
from perfscore.columns.judged import MANY
from tests.columns.cases import CHOICES, SHOW, differences, plan_with

PLAIN = tuple(v[0] for v in CHOICES.values())
ROWS = [("≥7%", "", "5"), ("≤44万元", "", "10"), ("合规", "", "5")]
RULES = """
格式: perfscore/1
自评表: 试算表
适用办法: national/self-evaluation-2021
年度: 2024
指标:
  产出指标:
    数量指标:
      - {三级指标: 培训人次, 年度指标值: ≥%d人次, 分值: 100, 评分标准: 未完成的按完成比例计分，完成目标的得满分}
"""


def table(n: int, shift: int = 0) -> dict[str, Any]:
    figures = [Decimal((k * 37 + shift) % 1300) / 100 for k in range(n)]
    return {
        "第0项": [None if k % 11 == shift % 11 else v for k, v in enumerate(figures)],
        "第1项": pa.array([v * 7 for v in figures], pa.decimal128(18, 2)),
        "第2项": [("合规", "不合规", None)[(k + shift) % 3] for k in range(n)],
        "第1项_不适用": ["没有安排" if (k + shift) % 13 == 0 else None for k in range(n)],
    }


def test_a_second_call_uses_what_the_first_worked_out_and_gives_the_same() -> None:
    plan = plan_with(ROWS, PLAIN, execution=None)
    first = perfscore.score_table(plan, table(40), show=SHOW)
    works = derived_of(plan).works(first.fields)
    again = perfscore.score_table(plan, table(40), show=SHOW)
    other = TableScorer(plan, show=SHOW).score(table(40))
    assert derived_of(plan).works(again.fields) is works
    assert first.table == again.table == other.table
    assert not differences(again)
    assert all(not w.columns for w in works), "no column is kept"


def test_other_columns_units_and_options_are_not_mixed_up() -> None:
    plan = plan_with([("≥7%", "", "5"), ("高于全省平均增速", "", "10")], PLAIN, execution=None)
    figures = {"第0项": ["7.7", "6.93"], "第1项": [Decimal(3), Decimal(8)], "第1项_参照值": ["5%", "5%"]}
    for options in (
        {},
        {"units": {"第1项": "%"}},
        {"units": {"第1项": "万元"}},
        {"score_places": 4},
        {"partial": True},
    ):
        for columns in (figures, {k: v for k, v in figures.items() if k != "第1项_参照值"}):
            assert not differences(perfscore.score_table(plan, columns, show=SHOW, **options))


def test_nothing_of_it_goes_into_a_copy() -> None:
    plan = plan_with(ROWS, PLAIN, execution=None)
    before = pickle.dumps(plan)
    want = perfscore.score_table(plan, table(40)).table
    assert plan.derived
    assert pickle.dumps(plan) == before
    for twin in (pickle.loads(before), copy.deepcopy(plan)):
        assert twin == plan
        assert not twin.derived
        assert perfscore.score_table(twin, table(40)).table == want


def test_changed_rules_are_other_rules() -> None:
    old, new = (perfscore.load(RULES % target) for target in (100, 200))
    columns = {"培训人次": [100]}
    assert perfscore.score_table(old, columns).table["培训人次_得分"].to_pylist() == [Decimal(100)]
    assert perfscore.score_table(new, columns).table["培训人次_得分"].to_pylist() == [Decimal(50)]
    with pytest.raises(perfscore.PerfscoreError) as caught:
        perfscore.score_table(new, columns, expect_digest=old.plan().digest)
    assert [p.message for p in caught.value.problems] == [
        f"规则“试算表”的摘要是 {new.plan().digest[:12]}…，与要求的 {old.plan().digest[:12]}… 不同：规则已经改动"
    ]


def test_threads_share_a_plan() -> None:
    plan = plan_with(ROWS, PLAIN, execution=None)
    twin = pickle.loads(pickle.dumps(plan))
    want = [perfscore.score_table(twin, table(60, k), show=SHOW).table for k in range(24)]
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda k: perfscore.score_table(plan, table(60, k), show=SHOW).table, range(24)))
    assert got == want


def test_what_is_kept_is_bounded() -> None:
    plan = plan_with([("≥7%", "", "5")], PLAIN, execution=None)
    for start in range(0, 3 * MANY, MANY):
        perfscore.score_table(plan, {"第0项": [f"约{n}%" for n in range(start, start + MANY)]})
    fields = derived_of(plan).fields(["第0项"], None)
    (work,) = derived_of(plan).works(fields)
    assert 0 < len(work.judge.known.recent) <= MANY
    for n in range(3 * SETS):
        perfscore.score_table(plan, {f"列{n}": ["7%"]}, fields={f"列{n}": "第0项"})
    assert len(derived_of(plan)._works.recent) <= SETS
