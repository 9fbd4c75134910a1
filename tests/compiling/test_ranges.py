"""The range and the grade of a record whose texts were seen before, where a row waits or lies in a range of its own."""

from __future__ import annotations

import random
from typing import Any

import pytest

import perfscore
from tests.seed import FACTS, TABLE

SELF = "资金使用合规性_自评得分"
NAMES = ("total", "low", "high", "settled", "grade", "full_score")


@pytest.fixture(scope="module")
def score() -> Any:
    plan = perfscore.load(TABLE).plan()
    names = [r.indicator.name for r in plan.rows if r.indicator.name != "预算执行率"]
    usual = perfscore.scorer(plan).fields.keys
    return perfscore.scorer(plan, fields=(*usual, *(f"{n}_自评得分" for n in names if n in usual)))


def test_a_seen_self_report_keeps_its_range_while_another_row_waits(score: Any) -> None:
    record = {"全市规模工业增加值增速": "6.30%", "资金使用合规性": "合规", SELF: "5"}
    for _ in range(3):
        found = score(record)
        assert (str(found.total), str(found.low), str(found.high)) == ("9.50", "4.50", "99.50")
        assert found == perfscore.evaluate(score.plan, score.facts(record))


def test_records_of_seen_texts_have_the_range_and_grade_of_evaluate(score: Any) -> None:
    """Every row filled in, or some left out: settled or not, at first sight and after."""
    filed = perfscore.read_facts(FACTS)
    whole = {f.name: f.actual.text for f in filed.filings if f.name in score.fields.keys}
    whole |= {
        f"{f.name}_自评得分": f.self_score.text for f in filed.filings if f"{f.name}_自评得分" in score.fields.keys
    }
    whole |= {"全年预算数": "100", "全年执行数": "100"}
    luck = random.Random(1)
    seen = {True: 0, False: 0}
    for _ in range(60):
        record = {k: v for k, v in whole.items() if luck.random() < 0.98}
        found = score(record)
        right = perfscore.evaluate(score.plan, score.facts(record))
        assert [getattr(found, n) for n in NAMES] == [getattr(right, n) for n in NAMES]
        seen[found.settled] += 1
    assert min(seen.values()) >= 10
