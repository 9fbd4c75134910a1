"""What the READMEs tell people to type works: every command and every piece of Python is run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "README.en.md", "examples/yiyang-2024/README.md")


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", (ROOT / page).read_text("utf-8"), re.M | re.S)


def commands() -> list[str]:
    found = [line for page in PAGES for block in blocks(page, "sh") for line in block.splitlines()]
    return [c for c in dict.fromkeys(found) if c.startswith("perfscore ")]


def test_there_are_commands_to_run() -> None:
    assert len(commands()) >= 8


@pytest.mark.parametrize("command", commands())
def test_commands(command: str, tmp_path: Path) -> None:
    words = shlex.split(command)[1:]
    if "-o" in words:
        at = words.index("-o") + 1
        words[at] = str(tmp_path / words[at])
    run = subprocess.run(
        [sys.executable, "-m", "perfscore", *words],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONIOENCODING": "utf-8", "PATH": ""},
    )
    assert run.returncode == 0, run.stderr
    assert "Traceback" not in run.stderr
    if "-o" in words:
        assert Path(words[words.index("-o") + 1]).stat().st_size > 1000


@pytest.mark.parametrize(("page", "code"), [(p, c) for p in PAGES for c in blocks(p, "python")])
def test_python(page: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(code, page, "exec"), {})


def test_the_table_of_the_readme_is_sound(tmp_path: Path) -> None:
    from perfscore import check

    (table,) = blocks("README.md", "yaml")
    path = tmp_path / "表.yaml"
    path.write_text(table, "utf-8")
    assert [str(p) for p in check(path) if p.severity == "error"] == []


@pytest.mark.parametrize("page", PAGES)
def test_make_targets_named_exist(page: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for block in blocks(page, "sh"):
        for target in re.findall(r"^make (\w+)", block, re.M):
            assert f"\n{target}:" in makefile


@pytest.mark.parametrize("page", [*PAGES, *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))])
def test_links_lead_somewhere(page: str) -> None:
    path = ROOT / page
    for link in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", path.read_text("utf-8")):
        if not link.startswith(("http:", "https:", "mailto:")):
            assert (path.parent / link).exists(), link
