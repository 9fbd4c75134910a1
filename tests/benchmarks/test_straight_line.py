"""The benchmark's records are all scored by the generated code, none by the interpreter behind it: zeros and halves too."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from benchmarks.table.data import ROWS, records
from benchmarks.table.facts import FIELDS, RULES, UNITS

import perfscore
from perfscore.compiling.deriving import derive
from perfscore.compiling.windows import windows


def test_every_row_of_figures_has_a_window_at_zero() -> None:
    plan = perfscore.load(RULES).plan()
    for row, kind in zip(plan.rows[1:], ROWS[1:], strict=True):
        if kind.kind == "words":
            continue
        form = derive(row, plan)
        assert form is not None
        holding = [
            w
            for w in windows(form)
            if (w.low is None or w.low < 0 or (w.low == 0 and w.low_closed))
            and (w.high is None or w.high > 0 or (w.high == 0 and w.high_closed))
        ]
        assert len(holding) == 1, row.indicator.name


@pytest.mark.parametrize("number", ["decimal", "text"])
def test_no_record_leaves_the_straight_line(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[Any] = []
    score_row_by_row = perfscore.Scorer._general

    def noted(self: perfscore.Scorer, record: Any) -> Any:
        left.append(record)
        return score_row_by_row(self, record)

    monkeypatch.setattr(perfscore.Scorer, "_general", noted)
    score = perfscore.scorer(perfscore.load(RULES).plan(), fields=FIELDS, units=UNITS)
    drawn = records(400, number)
    for record in drawn[:100]:  # words are read once each
        score(record)
    left.clear()
    given = drawn[100:]
    zeros = [r for r in given if {Decimal(0), "0%", "0万元"} & {r[f"a_r{n:02}"] for n in (3, 4, 5, 18, 19)}]
    assert len(zeros) > 3
    for record in given:
        score(record)
    assert left == []
