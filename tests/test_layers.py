"""A room imports only from rooms before it; the order stands in docs/architecture.md."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "perfscore"
ROOMS = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "architecture.md").read_text("utf-8"), re.M)
FILES = sorted(SRC.rglob("*.py"))


def room_of(path: Path) -> str | None:
    parts = path.relative_to(SRC).parts
    return (
        None if len(parts) == 1 and parts[0] in ("__init__.py", "__main__.py", "_version.py") else Path(parts[0]).stem
    )


def imported_rooms(path: Path) -> set[str]:
    package = ("perfscore", *path.relative_to(SRC).parts[:-1])
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("perfscore.")}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            full = [*base, *(node.module or "").split(".")] if node.level else (node.module or "").split(".")
            full = [p for p in full if p]
            if full[:1] != ["perfscore"]:
                continue
            found |= {full[1]} if len(full) > 1 else {a.name for a in node.names}
    return found


def test_every_room_is_named_in_the_page() -> None:
    here = {r for r in map(room_of, FILES) if r is not None}
    assert here <= set(ROOMS), here - set(ROOMS)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_imports_go_one_way(path: Path) -> None:
    room = room_of(path)
    if room is None:
        return
    allowed = {*ROOMS[: ROOMS.index(room) + 1], "_version"}
    assert imported_rooms(path) <= allowed
