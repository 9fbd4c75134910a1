"""Rules resolve a plan once for each year: the same plan for the same question, and nothing kept of a failure."""

from __future__ import annotations

import copy
import pickle

import pytest

import perfscore
from perfscore.planning.ruleset import YEARS
from tests.seed import TABLE


def test_the_same_plan_for_the_same_year() -> None:
    rules = perfscore.load(TABLE)
    assert rules.plan() is rules.plan() is rules.plan(2024)
    assert perfscore.load(TABLE).plan() is not rules.plan()
    assert perfscore.load(TABLE).plan() == rules.plan()


def test_copies_resolve_anew() -> None:
    rules = perfscore.load(TABLE)
    plan = rules.plan()
    for twin in (pickle.loads(pickle.dumps(rules)), copy.deepcopy(rules)):
        assert twin == rules
        assert twin.plan() == plan
        assert twin.plan() is not plan


def test_a_year_that_fails_fails_every_time() -> None:
    rules = perfscore.load(TABLE)
    said = []
    for _ in range(2):
        with pytest.raises(perfscore.PerfscoreError) as caught:
            rules.plan(1999)
        said.append([p.message for p in caught.value.problems])
    assert said[0] == said[1] != []
    assert rules.plan().year == 2024


def test_the_years_kept_are_bounded() -> None:
    rules = perfscore.load(TABLE)
    for year in range(2024, 2024 + 3 * YEARS):
        try:
            rules.plan(year)
        except perfscore.PerfscoreError:
            break
    assert len(rules._plans) <= YEARS
