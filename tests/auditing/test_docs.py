"""docs/结果.md: every command and example is run, every table is held against the code."""

from __future__ import annotations

import json
import logging
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

import perfscore
from perfscore.auditing.layout import RESULT, flat
from perfscore.base.catalogue import entry
from perfscore.cli import main
from tests.seed import FACTS, ROOT

PAGE = (ROOT / "docs" / "结果.md").read_text("utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.M | re.S)


def table(head: str) -> list[list[str]]:
    lines = PAGE[PAGE.index(head) :].split("\n\n", 1)[0].strip().split("\n")[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    for handler in logging.getLogger().handlers[:]:
        if type(handler) is logging.StreamHandler:
            logging.getLogger().removeHandler(handler)
    logging.getLogger("perfscore").setLevel(logging.NOTSET)


def commands() -> list[list[str]]:
    return [shlex.split(line)[1:] for block in blocks("sh") for line in block.splitlines()]


def test_commands_and_code_run(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    score, verify, show, *rest = commands()
    assert [words[0] for words in (score, verify, show, *rest)] == [
        "score", "verify", "show", "schema", "schema", "score",
    ]  # fmt: skip
    assert main(score) == 0
    capfd.readouterr()
    assert main(verify) == 0
    assert capfd.readouterr().out == blocks("复核")[0]
    assert main(show) == 0
    assert "三公经费支出" in Path("结果.md").read_text("utf-8")
    capfd.readouterr()
    for words, name in zip(rest[:2], ("result", "evaluation"), strict=True):
        assert main(words) == 0
        assert json.loads(capfd.readouterr().out)["title"] == f"perfscore/{name}/1"
    pytest.importorskip("jsonschema", reason="needs jsonschema: pip install 'perfscore[test]'")
    for code in blocks("python"):
        exec(compile(code, "结果.md", "exec"), {})


def test_the_log_is_what_comes_out(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(commands()[-1]) == 0
    lines = [re.sub(r"^[\d-]+ [\d:,]+ | ms=[\d.]+$", "", line) for line in capfd.readouterr().err.splitlines()]
    shown = blocks("日志")[0].splitlines()
    assert [line for line in lines if line.split()[1] in ("perfscore.plan", "perfscore.evaluate")] == shown


def test_changed_facts(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(commands()[0]) == 0
    text = FACTS.read_text("utf-8")
    changed = re.sub(r"(三公经费支出, 实际完成值: )43\.41万元", r"\g<1>45万元", text)
    assert changed != text
    Path("改.yaml").write_text(changed, "utf-8")
    capfd.readouterr()
    assert main(["verify", "结果.json", "--facts", "改.yaml"]) == 1
    out = capfd.readouterr().out
    assert out.startswith(blocks("改过数据")[0])
    assert out.rstrip().endswith("V033：填报数据不同：现在的数据与计分时的摘要不符")


def test_errors_are_told_as_the_page_says() -> None:
    data = json.loads((Path(__file__).parent / "stored" / "seed-7132c42.json").read_text("utf-8"))
    data["rows"][3]["score"] = 4.64
    with pytest.raises(perfscore.PerfscoreError) as caught:
        perfscore.read_result(data)
    assert str(caught.value) + "\n" == blocks("出错")[0]


def test_every_key_is_named_with_its_kind_and_meaning() -> None:
    assert table("| 键 | 类型 | 含义 |") == [[f"`{key}`", kind, says] for key, kind, says in flat(RESULT)]


def test_every_reason_is_named() -> None:
    rows = table("| 代码 | 可能的原因 |")
    assert [code.strip("`") for code, _ in rows] == [f"V03{n}" for n in range(1, 8)]
    for code, says in rows:
        assert says[:4] == entry(code.strip("`")).zh[:4]
