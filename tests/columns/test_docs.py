"""docs/列式.md: every piece of Python is run, every line it shows is what comes out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="columns need the extra arrow")

PAGE = (Path(__file__).parents[2] / "docs" / "列式.md").read_text("utf-8")


def test_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    for code, shown in re.findall(r"^```python\n(.*?)^```\n(?:\n```输出\n(.*?)^```)?", PAGE, re.M | re.S):
        exec(code, names)
        assert capsys.readouterr().out == shown
