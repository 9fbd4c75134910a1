"""The core runs in a browser: the same digits, digests and text inside Pyodide, where there is no libyaml.

Needs Node and the npm package ``pyodide``; ``.ci/run`` installs it and names its folder in PERFSCORE_PYODIDE.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from perfscore import evaluate, load, read_facts, render, verify
from tests.seed import FACTS, ROOT, TABLE

FOLDER = os.environ.get("PERFSCORE_PYODIDE", "")


@pytest.mark.skipif(not FOLDER, reason="PERFSCORE_PYODIDE does not name the folder of the npm package pyodide")
def test_the_same_result_in_a_browser_s_python() -> None:
    node = shutil.which("node")
    assert node is not None, "PERFSCORE_PYODIDE is set, so Node must be there"
    site = Path(yaml.__file__).parents[1]
    script = ROOT / "tests" / "pyodide_run.mjs"
    done = subprocess.run(
        [node, script, ROOT, site, FOLDER], capture_output=True, encoding="utf-8", check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    there = json.loads(done.stdout.strip().splitlines()[-1])
    here = evaluate(load(TABLE), read_facts(FACTS))
    assert there["libyaml"] is False
    assert there["result"] == here.to_dict()
    assert there["text"] == render(here, "text")
    assert there["written"] == render(here, "json")
    assert there["intact"] is True
    old = ROOT / "tests" / "auditing" / "stored" / "seed-7132c42.json"
    assert there["verified"] == verify(old, TABLE, FACTS).to_dict()
