"""Markdown: tables stay tables whatever was filled in."""

from __future__ import annotations

import re

import pytest

from perfscore.evaluation.values import Evaluation
from perfscore.rendering import render

from . import golden
from .tables import NASTY, evaluation, mixed, nasty, seed, thousand


def text(table: Evaluation, lang: str = "zh") -> str:
    shown = render(table, "md", lang=lang)
    assert isinstance(shown, str)
    return shown


def cells(line: str) -> list[str]:
    """Split a line of a table as GitHub does: at bars without a backslash."""
    assert line.startswith("| ") and line.endswith(" |")
    parts = re.findall(r"(?:[^|\\]|\\.)*", line[1:-1].replace("\\\\", "\0"))
    return [p.replace("\0", "\\\\").strip() for p in line[1:-1] and _split(line[1:-1])] if parts else []


def _split(text: str) -> list[str]:
    out, current, i = [], "", 0
    while i < len(text):
        if text[i] == "\\":
            current += text[i : i + 2]
            i += 2
        elif text[i] == "|":
            out.append(current)
            current = ""
            i += 1
        else:
            current += text[i]
            i += 1
    return [*out, current]


def tables(shown: str) -> list[list[list[str]]]:
    found: list[list[list[str]]] = []
    inside = False
    for line in shown.split("\n"):
        if line.startswith("| "):
            if not inside:
                found.append([])
            found[-1].append(cells(line))
        inside = line.startswith("| ")
    return found


def test_as_they_were_looked_at() -> None:
    golden.check("seed.md", text(seed()))
    golden.check("mixed.md", text(mixed()))
    golden.check("mixed-en.md", text(mixed(), "en"))


@pytest.mark.parametrize("make", [seed, mixed, nasty, thousand])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_line_of_a_table_has_all_cells(make: type[Evaluation], lang: str) -> None:
    of = make()
    rows, sums = tables(text(of, lang))
    assert {len(line) for line in rows} == {9}
    assert {len(line) for line in sums} == {4}
    assert len(rows) == len(of.rows) + 2
    assert all(re.fullmatch("-{3}|--:", cell) for table in (rows, sums) for cell in table[1])


def test_an_empty_table() -> None:
    shown = text(evaluation(title="空表"))
    assert "\n\n## 逐项得分\n\n表中没有指标\n\n" in shown
    assert "| **总分** | **0** | **0** |  |" in shown


def test_hostile_text_is_no_markup() -> None:
    shown = text(nasty())
    bare = re.sub(r"\\.", "", shown.replace("<br>", ""))
    assert not re.search(r"[`<>\[\]~]", bare)
    assert not re.search(r"^(?!# |## |\| |- |  - |   - |[0-9]+\. |$).", bare.replace("表中没有", ""), re.M)
    assert len(re.findall("^## ", shown, re.M)) == 4
    assert shown.count("\n# ") == 0
    assert all(part not in shown for part in ("\x1b", "\u202e", NASTY[0]))
