"""What docs/导入.md and docs/批量.md tell people to type works, in order, in a folder of its own."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.running import run

ROOT = Path(__file__).parents[2]
PAGES = ("导入.md", "批量.md")


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", (ROOT / "docs" / page).read_text("utf-8"), re.M | re.S)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "导入").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_commands(page: str, here: Path) -> None:
    commands = [line for block in blocks(page, "sh") for line in block.splitlines()]
    assert commands
    for command in commands:
        done = run(*shlex.split(command)[1:], cwd=here)
        assert done.status == 0, done.err


def test_python(here: Path) -> None:
    (code,) = blocks("导入.md", "python")
    exec(compile(code, "导入.md", "exec"), {})


def test_the_line_of_jsonl(here: Path) -> None:
    (line,) = blocks("批量.md", "json")
    (here / "表.jsonl").write_text(line, "utf-8")
    assert run("batch", "表.jsonl", "-o", "出", cwd=here).status == 0
    result = json.loads((here / "出" / "结果.jsonl").read_text("utf-8"))
    assert (result["id"], result["total"], result["unit"]) == ("表.jsonl#A1", "99", "某局")


def test_the_files_named_are_those_written(here: Path) -> None:
    run("batch", "examples/yiyang-2024", "-o", "汇总", cwd=here)
    page = (ROOT / "docs" / "批量.md").read_text("utf-8").split("## 得到的文件")[1].split("##")[0]
    named = set(re.findall(r"`([^`\s]+\.(?:csv|xlsx|html|jsonl))`", page))
    assert named == {p.name for p in (here / "汇总").iterdir()}
