"""What a call may read: the text it sent, packs that ship, and files inside the one folder the operator named.

A name is a relative path below that folder. Absolute paths, ``..`` and symbolic links are refused, whether the call
gave the name or a rule file did (基于, 适用办法, 版本).
"""

from __future__ import annotations

import posixpath
from pathlib import Path

from attrs import frozen

from ..base.problem import PerfscoreError, problem
from ..source import Source, read_source, source_from_text

__all__ = ["Shelf"]

_SHOWN = 100


@frozen
class Shelf:
    """The folder files are read from; None for no files at all."""

    root: Path | None = None

    @classmethod
    def at(cls, root: Path | None) -> Shelf:
        """Return the shelf of a folder. Raises :class:`PerfscoreError` where it is none."""
        if root is None:
            return cls()
        if not root.is_dir():
            raise PerfscoreError([problem("M002", name=str(root))])
        return cls(root.resolve())

    def text(self, text: str, name: str) -> Source:
        """Return a text at hand; the files it names are opened here and nowhere else."""
        return source_from_text(text, name).opening(self.open)

    def open(self, name: str) -> Source:
        """Read a file of the folder. Raises :class:`PerfscoreError` for anything else."""
        shown = name if len(name) <= _SHOWN else name[:_SHOWN] + "…"
        if self.root is None:
            raise PerfscoreError([problem("M003", name=shown)])
        path = posixpath.normpath(name.replace("\\", "/"))
        parts = path.split("/")
        if path.startswith("/") or ".." in parts or ":" in parts[0] or "\0" in path:
            raise PerfscoreError([problem("M004", name=shown)])
        place = self.root
        for part in parts:
            place = place / part
            if _is_link(place):
                raise PerfscoreError([problem("M005", name=shown)])
        try:
            found = read_source(place)
        except PerfscoreError as error:
            raise PerfscoreError([problem("M006", name=shown, reason=_reason(error))]) from None
        return _called(found, path).opening(self.open)


def _called(found: Source, name: str) -> Source:
    """Return the source under the name the client knows it by: a result never holds a machine's path."""
    from attrs import evolve

    problems = tuple(p if p.place is None else p.at(evolve(p.place, source=name)) for p in found.problems)
    return evolve(found, name=name, problems=problems)


def _is_link(place: Path) -> bool:
    """Tell whether a path is a symbolic link; one the system cannot look at is left to the reading of it."""
    try:
        return place.is_symlink()
    except OSError:
        return False


def _reason(error: PerfscoreError) -> str:
    params = dict(error.problems[0].params)
    return params.get("reason") or ("没有这个文件" if error.problems[0].code == "Y001" else "文件太大")
