"""docs/回填.md: every command is run, every line it shows is what comes out."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

pytest.importorskip("docx", reason='needs the extra docx: pip install "perfscore[docx]"')
pytest.importorskip("openpyxl", reason='needs the extra xlsx: pip install "perfscore[xlsx]"')

import docx

from perfscore.base.catalogue import entry
from perfscore.cli import main

from .forms import saved
from .test_command import folder  # noqa: F401 - a fixture

PAGE = (Path(__file__).parents[2] / "docs" / "回填.md").read_text("utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.M | re.S)


@pytest.mark.usefixtures("folder")
def test_commands(capsys: pytest.CaptureFixture[str]) -> None:
    plain, forced = (shlex.split(block)[1:] for block in blocks("sh"))
    assert main(plain) == 0
    assert [capsys.readouterr().out] == blocks("输出")
    assert main(forced) == 0
    assert "（原为“11场”）" in capsys.readouterr().out


@pytest.mark.usefixtures("folder")
def test_errors(capsys: pytest.CaptureFixture[str]) -> None:
    Path("空.docx").write_bytes(saved(docx.Document()))
    [example] = blocks("出错")
    call, message = example.split("\n", 1)
    assert main(shlex.split(call)[1:]) == 1
    assert capsys.readouterr().err == message


@pytest.mark.usefixtures("folder")
def test_python(capsys: pytest.CaptureFixture[str]) -> None:
    [code] = blocks("python")
    exec(code, {})
    assert "自评表!G8 93.5\n" in capsys.readouterr().out
    assert Path("已填.xlsx").is_file()


def test_codes_are_those_of_the_catalogue() -> None:
    for code in re.findall(r"^\| (I9\d\d) \|", PAGE, re.M):
        assert entry(code)[0] == "warning"
