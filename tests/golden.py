"""Whole outputs pinned in files: looked at once, then held. PERFSCORE_WRITE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import os
from pathlib import Path


def check(path: Path, text: str) -> None:
    """Compare ``text`` with the file byte for byte."""
    if os.environ.get("PERFSCORE_WRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    assert path.is_file(), f"{path.name} is missing; write it with PERFSCORE_WRITE_GOLDEN=1 and look at it"
    assert text == path.read_bytes().decode("utf-8"), f"{path.name} has changed; look at it, then write it anew"
