"""The whole outputs of this room, pinned in files."""

from __future__ import annotations

from pathlib import Path

from .. import golden

FOLDER = Path(__file__).parent / "golden"


def check(name: str, text: str) -> None:
    """Compare ``text`` with the file of this name byte for byte."""
    golden.check(FOLDER / name, text)
