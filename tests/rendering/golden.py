"""Whole outputs pinned in files: looked at once, then held. PERFSCORE_WRITE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def check(name: str, text: str) -> None:
    """Compare ``text`` with the file byte for byte."""
    path = FOLDER / name
    if os.environ.get("PERFSCORE_WRITE_GOLDEN"):
        path.write_bytes(text.encode("utf-8"))
    assert text == path.read_bytes().decode("utf-8"), f"{name} has changed; look at it, then write it anew"
