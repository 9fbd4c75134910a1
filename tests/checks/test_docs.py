"""The page says what the code does: every family, code, parameter and default; its examples run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perfscore.base.problem import Problem
from perfscore.checks import FAMILIES, Family, check_settings
from tests.checks.made import FACTS, checked, read_checks

PAGE = (Path(__file__).parents[2] / "docs" / "勾稽.md").read_text("utf-8")
CELLS = [[c.strip() for c in line.strip("|").split("|")] for line in PAGE.splitlines()]
ROWS = {cells[0]: cells for cells in CELLS if len(cells) == 4}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.name)
def test_every_family_stands_in_the_page(family: Family) -> None:
    _, codes, _, parameters = ROWS[family.name]
    assert codes.split() == list(family.codes)
    for parameter in family.parameters:
        assert parameter.name in parameters
        if parameter.kind != "words":
            assert parameter.default in parameters


def test_no_row_speaks_of_a_family_that_does_not_exist() -> None:
    assert set(ROWS) - {f.name for f in FAMILIES} == {"名称", "---"}


def test_the_examples_can_be_read() -> None:
    blocks = [b for b in re.findall(r"```yaml\n(.*?)```", PAGE, re.S) if b.startswith("勾稽:")]
    assert len(blocks) == 2
    for block in blocks:
        problems: list[Problem] = []
        scheme = read_checks(block, problems)
        assert problems == []
        assert check_settings(scheme) == ()
    assert [s.check for s in checked(FACTS, checks=blocks[0]).silenced] == ["单位量级", "预算决算相同"]


def test_the_statements_of_the_page_can_be_read() -> None:
    block = next(b for b in re.findall(r"```yaml\n(.*?)```", PAGE, re.S) if b.startswith("报告陈述:"))
    found = checked(FACTS + block)
    assert any(f.code == "K808" for f in found.findings)
