"""The table of curve families: each family's scores and totals are those of fractions, and so are its hand-written lines."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="columns need the extra arrow")

from benchmarks.families.drawing import cents, draw
from benchmarks.families.kinds import FAMILIES, Family

import perfscore
from benchmarks import columns as bench

N = 240
NAMES = [f.name for f in FAMILIES]


def scored(family: Family, kind: str, drawn: Any, *, gaps: bool) -> Any:
    table = bench.table_of(family, drawn, kind, gaps=gaps)
    units = {f"第{k}项": family.unit for k in range(10)} if family.target.startswith("高于") else None
    options: dict[str, Any] = {"places": 2, "scores": "int64"} if kind == "int64" else {}
    return perfscore.score_table(bench.plan_of(family), table, units=units, **options)


@pytest.mark.parametrize("gaps", [False, True], ids=["whole", "gaps"])
@pytest.mark.parametrize("family", FAMILIES, ids=NAMES)
def test_no_wrong_score_or_total(family: Family, gaps: bool) -> None:
    drawn = draw(family, N, gaps=gaps)
    assert gaps == any(None in row for row in drawn.actual)
    for kind in bench.KINDS:
        if not (family.words and not family.beside and kind == "decimal128"):
            assert bench._wrong(family, scored(family, kind, drawn, gaps=gaps).table, drawn) == 0, kind


def test_a_wrong_score_is_counted() -> None:
    family = FAMILIES[0]
    drawn = draw(family, N, gaps=False)
    table = scored(family, "int64", drawn, gaps=False).table
    changed = [[None if r is None else r + (i == 3) for i, r in enumerate(row)] for row in drawn.right]
    assert bench._wrong(family, table, drawn._replace(right=changed)) == len(changed)
    assert bench._wrong(family, table, drawn._replace(totals=[t + 1 for t in drawn.totals])) == N


@pytest.mark.parametrize("text", [False, True], ids=["decimals", "texts"])
@pytest.mark.parametrize("gaps", [False, True], ids=["whole", "gaps"])
@pytest.mark.parametrize("family", [f for f in FAMILIES if f.floor], ids=lambda f: f.name)
def test_the_hand_written_lines_are_right_too(family: Family, gaps: bool, text: bool) -> None:
    drawn = draw(family, N, gaps=gaps)
    floor = bench.floor_of(family, gaps=gaps, text=text)
    records = bench._records(drawn, N, family.unit if text else None)
    for i, record in enumerate(records):
        scores, total = floor(record)
        assert [None if s is None else cents(Fraction(s)) for s in scores] == [r[i] for r in drawn.right]
        assert cents(Fraction(total)) == drawn.totals[i]


def test_the_table_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--share", "0.001", "分级"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == bench.HEAD[0]
    assert out[2].startswith("| 定性：分级 | 手写 | ")
    assert " | 0 / " in out[2]
