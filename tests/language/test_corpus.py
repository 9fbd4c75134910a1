"""Published and constructed texts read as labelled; the trials, reviewed by hand, stay as they are."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from perfscore.language import default_language

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "benchmarks"))

from corpus_reading import judge  # noqa: E402

ENTRIES = [
    json.loads(line)
    for path in sorted((HERE / "corpus").glob("*.jsonl"))
    for line in path.read_text("utf-8").splitlines()
]


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (HERE / name).read_text("utf-8").splitlines()[1:]]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.get("target", e.get("actual")) or "empty")
def test_reads_as_labelled(entry: dict[str, Any]) -> None:
    verdict, got = judge(entry)
    assert verdict == "right", got


@pytest.mark.parametrize("row", rows("trials_targets.tsv"), ids=lambda r: r[0])
def test_trial_targets(row: list[str]) -> None:
    text, kind, printed, codes = row
    reading = default_language().read_target(text)
    assert reading.to_dict()["kind"] == kind
    assert kind == "unclear" or str(reading) == printed
    assert " ".join(p.code for p in reading.problems) == codes


@pytest.mark.parametrize("row", rows("trials_actuals.tsv"), ids=lambda r: r[0])
def test_trial_actuals(row: list[str]) -> None:
    text, wanted, codes = row
    got = default_language().read_actual(text).to_dict()
    assert " ".join(p["code"] for p in got.pop("problems")) == codes
    if "unclear" in got:
        got["unclear"] = True
    assert got == json.loads(wanted)
