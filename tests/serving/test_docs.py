"""What docs/服务.md tells people to type works, and answers as it says; its options and statuses are those there are."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.seed import CASE, ROOT
from tests.serving.running import Server, server

PAGE = (ROOT / "docs" / "服务.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.M | re.S)
ADDRESS = "127.0.0.1:8100"


def steps() -> list[tuple[str, str | None]]:
    """Return every curl command with the answer the page shows after its block."""
    out: list[tuple[str, str | None]] = []
    for (kind, body), (after, answer) in zip(BLOCKS, [*BLOCKS[1:], ("", "")], strict=True):
        if kind == "sh" and body.startswith("curl "):
            commands = re.split(r"\n(?=curl )", body.strip())
            out += [(c, None) for c in commands[:-1]]
            out.append((commands[-1], answer if after == "json" else None))
    return out


@pytest.fixture(scope="module")
def here() -> Iterator[Server]:
    (command,) = [body.split() for kind, body in BLOCKS if kind == "sh" and body.startswith("perfscore serve")]
    assert command == ["perfscore", "serve", "--rules", "examples/yiyang-2024"]
    with server(rules=CASE) as running:
        yield running


def agrees(shown: Any, got: Any) -> bool:
    """Whether all that is shown is in what came."""
    if isinstance(shown, dict):
        return isinstance(got, dict) and all(k in got and agrees(v, got[k]) for k, v in shown.items())
    if isinstance(shown, list):
        return isinstance(got, list) and len(got) >= len(shown) and all(map(agrees, shown, got))
    return bool(shown == got)


def test_there_are_steps() -> None:
    assert len(steps()) >= 8
    assert sum(answer is not None for _, answer in steps()) >= 4


@pytest.mark.parametrize(("command", "shown"), steps())
def test_a_command(here: Server, command: str, shown: str | None) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    words = shlex.split(command.replace(ADDRESS, f"127.0.0.1:{here.port}"))
    done = subprocess.run(words, capture_output=True, check=True)
    got = json.loads(done.stdout)
    assert agrees({} if shown is None else json.loads(shown), got), got
    assert shown is not None or "problems" not in got or got["problems"] == []


def test_python(here: Server) -> None:
    (code,) = [body for kind, body in BLOCKS if kind == "python"]
    exec(compile(code.replace(ADDRESS, f"127.0.0.1:{here.port}"), "服务.md", "exec"), {})


def test_java(here: Server, tmp_path: Path) -> None:
    if shutil.which("javac") is None:
        pytest.skip("no Java compiler is installed")
    (code,) = [body for kind, body in BLOCKS if kind == "java"]
    (tmp_path / "Score.java").write_text(code.replace(ADDRESS, f"127.0.0.1:{here.port}"), "utf-8")
    words = ["java", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "--source", "17", str(tmp_path / "Score.java")]
    done = subprocess.run(words, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    status, _, body = done.stdout.decode("utf-8").partition(" ")
    assert (status, json.loads(body)["total"]) == ("200", "4.5")


def test_the_options_are_those_of_the_command() -> None:
    from perfscore.serving.settings import Settings

    table = dict(re.findall(r"^\| `--([a-z-]+)` [^|]*\| ([^|]*?) \|", PAGE, re.M))
    settings = Settings()
    assert set(table) == {"max-body", "body-time", "time-limit", "memory", "workers", "queue", "wait-limit"}
    for name, default in table.items():
        value = getattr(settings, name.replace("-", "_"))
        assert default == ("处理器个数" if name == "workers" else f"{value:g}" if value < 10**6 else str(value))


def test_the_statuses_are_those_the_service_tells_of(here: Server) -> None:
    shown = set(re.findall(r"\b[245]\d\d\b", PAGE.split("## 答复的状态")[1].split("```")[0]))
    told = here.client.get("/openapi.json").json()["paths"]
    real = {s for methods in told.values() for operation in methods.values() for s in operation["responses"]}
    assert shown - {"500"} == real
