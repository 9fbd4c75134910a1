"""Importing the package costs next to nothing: no room is loaded before it is used."""

from __future__ import annotations

import subprocess
import sys

ASK = "import sys, perfscore; print(','.join(sorted(m for m in sys.modules if m.startswith('perfscore.'))))"
OPTIONAL = ("openpyxl", "docx", "pyarrow", "pandas", "numpy", "lxml", "mcp", "anyio", "pydantic")


def loaded(code: str) -> set[str]:
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    return set(out.stdout.strip().split(",")) - {""}


def test_import_loads_no_room() -> None:
    assert loaded(ASK) <= {"perfscore._version"}


FUNCTIONS = "check, evaluate, load, read_actual, read_clause, read_facts, read_target, render, score_rows, scorer"


def test_importing_the_functions_loads_no_room_and_no_library() -> None:
    code = f"import sys; from perfscore import {FUNCTIONS}; print(','.join(sys.modules))"
    modules = loaded(code)
    assert {m for m in modules if m.startswith("perfscore")} == {"perfscore", "perfscore._version", "perfscore.api"}
    assert not modules & {"attr", "attrs", "yaml", "babel", *OPTIONAL}


def test_scoring_loads_no_optional_library() -> None:
    code = (
        "import sys, perfscore;"
        "perfscore.score_rows([{'三级指标': '甲', '年度指标值': '≥7%', '实际完成值': '7.7%', '分值': '5', '得分': '5'}]);"
        f"print(','.join(m for m in {OPTIONAL!r} if m in sys.modules))"
    )
    assert loaded(code) == set()
