"""Wrong files: the whole Chinese message is pinned, with place, caret and fix."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfscore.base.frames import frames
from perfscore.base.problem import Problem
from perfscore.rules.loading import read_document, read_facts_document, resolve_scheme, scheme_and_table
from perfscore.source import read_source, source_from_text
from tests.golden import check
from tests.rules.golden_cases import FACTS, SCHEMES, TABLES

FOLDER = Path(__file__).parent / "golden"


def sorted_frames(problems: list[Problem]) -> str:
    return frames(problems) + "\n"


@pytest.mark.parametrize("name", TABLES)
def test_wrong_tables(name: str) -> None:
    problems: list[Problem] = []
    scheme_and_table(read_document(source_from_text(TABLES[name], "指标.yaml")), problems)
    assert problems
    check(FOLDER / f"表-{name}.txt", sorted_frames(problems))


@pytest.mark.parametrize("name", SCHEMES)
def test_wrong_schemes(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("甲.yaml").write_text(SCHEMES[name], "utf-8")
    problems: list[Problem] = []
    document = read_document(read_source("甲.yaml"))
    problems += document.problems
    resolve_scheme(document, problems)
    assert any(p.severity == "error" for p in problems)
    check(FOLDER / f"办法-{name}.txt", sorted_frames(problems))


@pytest.mark.parametrize("name", FACTS)
def test_wrong_facts(name: str) -> None:
    problems: list[Problem] = []
    read_facts_document(read_document(source_from_text(FACTS[name], "填报.yaml")), problems)
    assert problems
    check(FOLDER / f"填报-{name}.txt", sorted_frames(problems))
