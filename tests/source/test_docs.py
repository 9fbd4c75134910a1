"""docs/文件写法.md: every message shown is what the reader prints, and every right example is right."""

from __future__ import annotations

import re

import pytest

from .telling import ROOT, said

PAGE = (ROOT / "docs" / "文件写法.md").read_text("utf-8")
BLOCK = r"```yaml\n((?:(?!```).)*)```\n"
TRAPS = re.findall(BLOCK + r"\n```text\n(.*?)\n```\n\n" + BLOCK, PAGE, re.S)
ALONE = [b for b in re.findall(BLOCK, PAGE, re.S) if all(b not in (wrong, right) for wrong, _, right in TRAPS)]


def test_the_page_has_traps() -> None:
    assert len(TRAPS) >= 25
    assert len(ALONE) == 2
    assert len(re.findall("```text", PAGE)) == len(TRAPS)


@pytest.mark.parametrize(("wrong", "message", "right"), TRAPS)
def test_every_message_is_what_the_reader_prints(wrong: str, message: str, right: str) -> None:
    assert said(wrong) == message
    assert said(right) == ""


@pytest.mark.parametrize("text", ALONE)
def test_examples_are_fine(text: str) -> None:
    assert said(text) == ""
