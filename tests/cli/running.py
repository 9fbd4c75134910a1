"""Run a command as a user would, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from attrs import frozen


@frozen
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str


def run(*words: str | Path, cwd: Path | None = None, encoding: str = "utf-8") -> Ran:
    """Run ``perfscore`` with a console of this encoding."""
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "perfscore", *map(str, words)], cwd=cwd, env=env, capture_output=True, check=False
    )
    out, err = (b.decode(encoding).replace("\r\n", "\n") for b in (done.stdout, done.stderr))
    assert "Traceback" not in err
    return Ran(done.returncode, out, err)
