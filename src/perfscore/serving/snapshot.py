"""The folder of rules, read once into memory: what is in force never depends on the disk again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from attrs import field, frozen

from ..base.problem import PerfscoreError, Problem, problem

__all__ = ["MAX_FILES", "MAX_TOTAL", "Snapshot", "read_folder"]

MAX_FILES = 5000
"""Rule files a folder may hold."""
MAX_TOTAL = 100 * 1024 * 1024
"""Bytes they may have in all."""
_ENDINGS = (".yaml", ".yml")
_ATTEMPTS = 3

Stamp = tuple[int, int, int]


@frozen
class Snapshot:
    """Rule files by name (the path from the folder, with ``/``), sorted. ``revision`` is the SHA-256 (hex) of them all."""

    files: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    revision: str = ""


def snapshot_of(files: dict[str, bytes]) -> Snapshot:
    """Return the snapshot of these files."""
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(name.encode("utf-8", "surrogatepass") + b"\0" + hashlib.sha256(files[name]).digest())
    return Snapshot(tuple(sorted(files.items())), whole.hexdigest())


def read_folder(folder: Path | None) -> Snapshot:
    """Read every ``.yaml`` and ``.yml`` below ``folder``, hidden ones and links that lead outside left out.

    The files must stand still while they are read. Raises :class:`PerfscoreError` where they do not, where the folder
    cannot be read, and where it holds too much.
    """
    if folder is None:
        return snapshot_of({})
    try:
        root = folder.resolve(strict=True)
        if not root.is_dir():
            raise NotADirectoryError
        changed = ""
        for _ in range(_ATTEMPTS):
            before = _stamps(root)
            files = {name: (root / name).read_bytes() for name in before}
            after = _stamps(root)
            if before == after:
                return snapshot_of(files)
            changed = next(n for n in sorted({*before, *after}) if before.get(n) != after.get(n))
    except OSError as error:
        raise PerfscoreError([_refusal(folder, error)]) from None
    raise PerfscoreError([problem("H030", name=changed)])


def _stamps(root: Path) -> dict[str, Stamp]:
    """Return name → what changes when a file does."""
    out: dict[str, Stamp] = {}
    size = 0
    for path in _files(root):
        try:
            found = path.stat()
        except FileNotFoundError:
            continue
        out[path.relative_to(root).as_posix()] = (found.st_mtime_ns, found.st_size, found.st_ino)
        size += found.st_size
        if len(out) > MAX_FILES or size > MAX_TOTAL:
            raise PerfscoreError([problem("H029", files=MAX_FILES, size=MAX_TOTAL // 1024 // 1024)])
    return out


def _files(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if name.startswith(".") or not name.endswith(_ENDINGS):
                continue
            if path.is_file() and path.resolve().is_relative_to(root):
                yield path


def _refusal(folder: Path, error: OSError) -> Problem:
    match error:
        case FileNotFoundError():
            reason = ("没有这个文件夹", "there is no such folder")
        case NotADirectoryError():
            reason = ("这不是文件夹", "it is no folder")
        case PermissionError():
            reason = ("没有读取权限", "permission denied")
        case _:
            reason = (f"系统错误 {error.errno}", error.strerror or str(error.errno))
    return problem("H028", name=folder.name or str(folder), reason=reason[0], reason_en=reason[1])
