"""The curves of scale: tables of any number of rows are scored right; the picture and the page hold what was measured."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from benchmarks.pages import block, replaced
from benchmarks.probes import BY_ROWS, BY_TABLES, Probe
from benchmarks.svg import Line, Panel, draw
from benchmarks.table.data import ROWS, columns
from benchmarks.table.wide import Wide

from perfscore import check, evaluate, load

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "性能.md"


@pytest.mark.parametrize("count", [5, 20, 47])
def test_a_table_of_any_number_of_rows(count: int, tmp_path: Path) -> None:
    wide, drawn = Wide(count), columns(60)
    path = wide.write(tmp_path)
    assert [p.message for p in check(path) if p.severity == "error"] == []
    plan = load(path).plan()
    assert len(plan.rows) == count
    for department in range(3):
        figures = wide.figures(drawn, department)
        result = evaluate(plan, wide.facts(figures))
        assert (result.total * 100, result.full_score) == (wide.total(figures), wide.full)


def test_no_two_rows_of_a_wide_table_take_the_same_figures() -> None:
    wide, drawn = Wide(2 * (len(ROWS) - 1) + 1), columns(60)
    figures = wide.figures(drawn, 0)[1:]
    half = len(figures) // 2
    assert sum(a == b for a, b in zip(figures[:half], figures[half:], strict=True)) < half


@pytest.mark.parametrize(("axis", "name"), [("tables", n) for n in BY_TABLES] + [("rows", n) for n in BY_ROWS])
def test_every_probe_comes_to_the_right_totals(axis: str, name: str) -> None:
    probe: Probe = (BY_TABLES if axis == "tables" else BY_ROWS)[name]
    for module in probe.needs:
        pytest.importorskip(module, reason=f"没有安装 {module}")
    point = probe.measure(7)
    assert point.wrong == 0
    assert point.checked >= 1
    assert point.seconds > 0


def test_the_command_draws_and_fills_the_page(tmp_path: Path) -> None:
    page = PAGE.read_text("utf-8")
    (tmp_path / "性能.md").write_text(page, "utf-8")
    done = subprocess.run(
        [sys.executable, "benchmarks/scaling.py", "--largest", "5", "--write", str(tmp_path)],
        check=False,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert "错 0 个" in done.stdout
    text = block((tmp_path / "性能.md").read_text("utf-8"), "规模")
    assert text.startswith("| 表数：微秒/张（内存峰值 MiB） | 1 |")
    assert replaced((tmp_path / "性能.md").read_text("utf-8"), "规模", block(page, "规模")).split() == page.split()
    picture = (tmp_path / "性能.svg").read_text("utf-8")
    assert ET.fromstring(picture).tag == "{http://www.w3.org/2000/svg}svg"
    assert "evaluate()，逐张解释执行" in picture


def test_a_point_lies_where_its_figures_say() -> None:
    text = draw([Panel("甲<乙", "x", "y", [Line("线", [(1, 1), (10, 100)])])], across=1)
    root = ET.fromstring(text)
    assert [t.text for t in root.iter() if t.text == "甲<乙"] == ["甲<乙"]
    (path,) = [p.get("d") for p in root.iter("{http://www.w3.org/2000/svg}path") if "L" in (p.get("d") or "")]
    assert path == "M62.0 286.0L446.0 34.0"


@pytest.mark.parametrize("page", ["", "<!-- 实测：规模 -->", "<!-- 实测：规模，完 --><!-- 实测：规模 -->"])
def test_a_page_without_the_block_is_refused(page: str) -> None:
    with pytest.raises(ValueError, match="页面里没有“<!-- 实测：规模 -->”到“<!-- 实测：规模，完 -->”的一段"):
        replaced(page, "规模", "x")


def test_the_page_names_commands_that_exist() -> None:
    page = PAGE.read_text("utf-8")
    for name in ("compare.py", "scaling.py", "requirements.txt"):
        assert f"benchmarks/{name}" in page
        assert (ROOT / "benchmarks" / name).is_file()
