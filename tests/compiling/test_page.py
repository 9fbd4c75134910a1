"""What the page on fast scoring shows can be run as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "快算.md"


def test_its_python_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    space: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), space)
    said = capsys.readouterr().out
    assert "('全年预算数', '全年执行数', '全市规模工业增加值增速', '新增规模工业企业家数')" in said
    assert "50.00 False 50.00 100.00" in said
    assert "实际完成值“43.41万元”" in said
    assert "def row0(" in said
