"""Every contender that is installed here scores a few tables: exactly, or within a hundredth where it cannot be exact."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.compare import report
from benchmarks.contenders import Answer, Contender, Source, contenders, find
from benchmarks.measuring import compare, measure
from benchmarks.table.data import columns
from benchmarks.table.oracle import Expected, expected

ROOT = Path(__file__).parents[2]
FEW = 40


@pytest.fixture(scope="module")
def right() -> Expected:
    return expected(columns(FEW))


@pytest.fixture(autouse=True)
def _peers_may_warn() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.mark.parametrize("contender", contenders(), ids=lambda c: c.name)
def test_scores_are_right(contender: Contender, right: Expected) -> None:
    if why := contender.missing():
        pytest.skip(why)
    n = min(FEW, contender.tables)
    source = Source(n)
    state = contender.load()
    raw = contender.run(state, contender.prepare(state, source))
    found = compare(contender.read(raw, source), right, n)
    assert found["rows"] == 20 * n
    if contender.exact:
        assert (found["wrong_rows"], found["wrong_totals"], found["wrong_grades"]) == (0, 0, 0)
    else:
        assert found["off"] <= 1
        assert found["wrong_rows"] <= found["halfway"] + n // 10


def test_what_is_wrong_is_counted(right: Expected) -> None:
    half = next(i for i, marked in enumerate(right.halfway) if marked)
    whole = next(i for i, marked in enumerate(right.halfway) if not marked)
    scores = list(right.scores)
    scores[half] -= 1
    scores[whole] += 7
    totals = [right.totals[0] + 1, *right.totals[1:]]
    grades = ["优" if right.grades[0] != "优" else "良", *right.grades[1:]]
    found = compare(Answer(scores, totals, grades), right, FEW)
    assert [found[k] for k in ("wrong_rows", "wrong_halfway", "wrong_totals", "wrong_grades", "off")] == [2, 1, 1, 1, 7]


def test_an_answer_of_another_size_is_refused(right: Expected) -> None:
    with pytest.raises(ValueError, match="40 张表应有 800 个得分和 40 个总分、等级，实有 799、40、40"):
        compare(Answer(right.scores[:-1], right.totals, right.grades), right, FEW)


def test_an_unknown_name_names_the_known() -> None:
    with pytest.raises(KeyError, match="没有叫 floors 的参加者；有：floor、"):
        find("floors")


def test_the_table_marks_who_is_wrong_though_it_should_not_be() -> None:
    figures = measure(find("floor"), Source(5), repetitions=1)
    good = figures | {"untrue": False}
    bad = figures | {"untrue": True, "wrong_rows": 3, "wrong_totals": 1}
    assert "**3** / 100" not in report([good])
    assert "| 0 / 100 |" in report([good])
    assert "| **3** / 100 |" in report([bad])
    assert "**floor 应当没有错行，却有。**" in report([bad])


def test_what_could_not_run_is_said() -> None:
    text = report([{"name": "zen", "skipped": "没有安装 zen"}, {"name": "jdmn", "failed": "TypeError: x"}])
    assert "- 没有测 zen：没有安装 zen" in text
    assert "- 没有测 jdmn：TypeError: x" in text


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """Run compare.py as a user does."""
    command = [sys.executable, "benchmarks/compare.py", *words]
    return subprocess.run(command, check=False, cwd=ROOT, capture_output=True, encoding="utf-8")


def test_the_one_command(tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    names = ("floor", "floor-int", "evaluate")
    done = run(*names, "--share", "0.02", "--repetitions", "1", "--json", str(out))
    assert done.returncode == 0, done.stderr
    figures = json.loads(out.read_text("utf-8"))
    assert [(f["name"], f["tables"], f["wrong_rows"]) for f in figures] == [
        ("floor", 80, 0),
        ("floor-int", 80, 0),
        ("evaluate", 1, 0),
    ]
    assert "| 直写 Python，Decimal（基准线） | 一张 | 80 |" in done.stdout
    assert f"Python {sys.version.split()[0]}" in done.stdout


def test_a_wrong_name_on_the_command_line() -> None:
    done = run("nobody")
    assert done.returncode == 2
    assert "没有叫 nobody 的参加者" in done.stderr


def test_the_list_names_everybody() -> None:
    done = run("--list")
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == [c.name for c in contenders()]
