"""The packs that ship: each reads without a problem, says what it rests on, and has cases that run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perfscore.planning import read_rules
from perfscore.planning.resolve import resolve
from perfscore.rules.loading import read_document, resolve_scheme
from perfscore.rules.packs import family_ids, pack_file, pack_ids, packs_folder, read_pack
from perfscore.trials import run_file

ROOT = packs_folder()
CASES = sorted(ROOT.rglob("*.cases.yaml"))
SCHEMES = [i for i in pack_ids() if (s := read_pack(i)) and read_document(s).kind == "scheme"]
TABLES = [i for i in pack_ids() if i not in SCHEMES]


def test_packs_of_every_family_ship() -> None:
    assert {"national", "hunan", "hubei", "sichuan", "yunnan", "general", "soe"} <= {
        i.split("/")[0] for i in pack_ids()
    }
    assert len(TABLES) >= 8


@pytest.mark.parametrize("pack", pack_ids())
def test_a_pack_reads_without_a_problem(pack: str) -> None:
    problems: list[object] = []
    rules = read_rules(pack, problems)  # type: ignore[arg-type]
    assert rules is not None
    assert [str(p) for p in problems] == []


@pytest.mark.parametrize("pack", pack_ids())
def test_a_pack_is_called_what_its_place_says(pack: str) -> None:
    source = read_pack(pack)
    assert source is not None
    assert f"\n编号: {pack}\n" in source.text


@pytest.mark.parametrize("pack", TABLES)
def test_every_row_of_a_table_has_a_rule_that_can_be_applied(pack: str) -> None:
    rules = read_rules(pack, [])
    assert rules is not None
    assert rules.table is not None
    plan = resolve(rules.table, rules.scheme, rules.language, year=rules.table.year)
    assert [str(p) for p in plan.problems] == []
    assert [r.id for r in plan.rows if r.bound is None and r.nature not in ("定性", "时限", "参照")] == []
    assert all(r.clause is not None for r in plan.rows)


@pytest.mark.parametrize("pack", SCHEMES)
def test_a_scheme_says_what_it_rests_on(pack: str) -> None:
    source = read_pack(pack)
    assert source is not None
    scheme = resolve_scheme(read_document(source), [])
    assert scheme is not None
    assert scheme.citations
    assert all(c.document and c.status in ("已核", "待核") for c in scheme.citations)
    assert scheme.first_year is not None
    for clause in scheme.default_clauses:
        assert clause.basis or clause.nature == "正向" or clause.note, (pack, clause.nature)
    for choice in scheme.conventions.items:
        assert choice.value


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.name)
def test_the_cases_of_a_pack_come_out(path: Path) -> None:
    file, results = run_file(path)
    assert file.cases
    failed = [
        (r.case.name, [d.to_dict() for d in r.differences], [str(p) for p in r.problems])
        for r in results
        if not r.passed
    ]
    assert failed == []


def test_every_pack_is_tried_by_a_case() -> None:
    tried = "\n".join(p.read_text("utf-8") for p in CASES)
    used = set(re.findall(r"(?:适用办法|自评表): ([a-z0-9/-]+)", tried))
    used |= {i for name in used for i in family_ids(name)}
    for pack in list(used):
        source = read_pack(pack)
        if source is not None:
            used |= set(re.findall(r"(?:适用办法|基于): ([a-z0-9/-]+)", source.text))
    assert set(pack_ids()) <= used


def test_cases_are_no_packs() -> None:
    assert not [i for i in pack_ids() if "cases" in i]
    assert pack_file("national/self-evaluation-2021.cases") is None


def test_a_pack_id_never_leaves_the_folder() -> None:
    assert pack_file("../national/self-evaluation-2021") is None
    assert pack_file("national/../../pyproject") is None
    assert pack_file("/etc/passwd") is None


def test_unchecked_rules_say_so() -> None:
    """What was not compared with the official text is 待核; only what the project holds itself is 已核."""
    for pack in pack_ids():
        source = read_pack(pack)
        assert source is not None
        if "已核" in source.text:
            assert pack.startswith("hunan/yiyang")
