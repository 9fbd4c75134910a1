"""The packs that ship with the library: ``rules/`` of the repository, ``perfscore/_packs`` of the wheel.

A pack id (``national/self-evaluation-2021``) is looked up there and nowhere else: it never falls back to a file of
that name in the working folder.
"""

from __future__ import annotations

import re
from pathlib import Path

from attrs import evolve

from ..source import Source, read_source

__all__ = ["family_ids", "is_pack_id", "pack_file", "pack_ids", "packs_folder", "read_pack"]

_ID = re.compile(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)+\Z")


def is_pack_id(text: str) -> bool:
    """Tell whether ``text`` has the form of a pack id: lower-case words and hyphens, parts divided by ``/``."""
    return bool(_ID.match(text))


def packs_folder() -> Path:
    """Return the folder the packs lie in: inside the installed package, or ``rules/`` of a source checkout."""
    package = Path(__file__).parents[1]
    inside = package / "_packs"
    return inside if inside.is_dir() else package.parents[1] / "rules"


def pack_file(pack_id: str) -> Path | None:
    """Return the file of a pack, or None where there is no such pack."""
    if not is_pack_id(pack_id):
        return None
    path = packs_folder().joinpath(*pack_id.split("/")).with_suffix(".yaml")
    return path if path.is_file() else None


_VERSION = re.compile(r"(?P<family>.+)-[12][0-9]{3}\Z")


def family_ids(name: str) -> tuple[str, ...]:
    """Return the packs that are versions of the family ``name``: ``name-2020``, ``name-2021`` …; sorted."""
    if not is_pack_id(name):
        return ()
    folder, _, _ = name.rpartition("/")
    try:
        files = sorted((packs_folder() / folder).iterdir())
    except OSError:
        return ()
    ids = (f"{folder}/{file.stem}" for file in files if file.suffix == ".yaml")
    return tuple(i for i in ids if (found := _VERSION.match(i)) and found["family"] == name)


def read_pack(pack_id: str) -> Source | None:
    """Return the text of a pack, named as the repository has it (``rules/…``), not by where it is installed."""
    path = pack_file(pack_id)
    return None if path is None else evolve(read_source(path), name=f"rules/{pack_id}.yaml")


def pack_ids() -> tuple[str, ...]:
    """Return the ids of all packs that ship, sorted."""
    root = packs_folder()
    return tuple(
        sorted(name for p in root.rglob("*.yaml") if is_pack_id(name := p.relative_to(root).with_suffix("").as_posix()))
    )
