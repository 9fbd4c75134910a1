"""Opening a file. The only place of this room that raises, and then only :class:`PerfscoreError`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from attrs import evolve, field

from ..base.problem import PerfscoreError, Place, Problem, problem
from ..base.values import frozen
from .decoding import decode

__all__ = ["MAX_BYTES", "Opener", "Source", "read_source", "source_from_bytes", "source_from_text"]

MAX_BYTES = 20 * 1024 * 1024
"""Larger files are refused; the largest published table has some hundred kilobytes."""


Opener = Callable[[str], "Source"]
"""Opens what stands beside a file, by the name of that file's folder and the name written in it, joined."""


@frozen
class Source:
    """A text and what it was read from.

    ``text`` has ``\\n`` for every line break and no byte-order mark; ``lines`` are its lines without the break.
    ``problems`` are those of the bytes: an error there means that there is nothing worth parsing, or that bytes
    were damaged. ``encoding`` is the Python name of the encoding found. ``opener`` opens the files that this one
    names; without one they are read from the disk.
    """

    name: str
    text: str = field(repr=False)
    lines: tuple[str, ...] = field(repr=False, eq=False)
    problems: tuple[Problem, ...] = field(default=(), eq=False)
    encoding: str = field(default="utf-8", eq=False)
    opener: Opener | None = field(default=None, eq=False, repr=False)

    def beside(self, name: str) -> Source:
        """Return the file that this one calls ``name``, a path from its own folder. Raises :class:`PerfscoreError`."""
        path = str(Path(self.name).parent / name)
        return read_source(path) if self.opener is None else self.opener(path)

    def opening(self, opener: Opener) -> Source:
        """Return the same text whose named files are opened by ``opener``."""
        return evolve(self, opener=opener)


def source_from_text(text: str, name: str = "<文本>") -> Source:
    """Make a source of a text at hand; ``name`` is what its places are printed with."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Source(name, text, tuple(text.split("\n")))


def source_from_bytes(data: bytes, name: str = "<文件>") -> Source:
    """Make a source of bytes in any of the encodings that staff's editors save."""
    if len(data) > MAX_BYTES:
        found = (problem("Y003", name=name, size=_megabytes(len(data)), limit=_megabytes(MAX_BYTES)),)
        return Source(name, "", ("",), found, "binary")
    text, encoding, problems = decode(data)
    plain = source_from_text(text, name)
    return Source(name, plain.text, plain.lines, tuple(_named(p, plain) for p in problems), encoding)


def _named(item: Problem, source: Source) -> Problem:
    line = int(dict(item.params).get("line", "1"))
    excerpt = source.lines[line - 1] if line <= len(source.lines) else ""
    at = excerpt.find("\ufffd") + 1 or 1
    return item.at(Place(source.name, line, at, at + 1, excerpt))


def read_source(path: str | os.PathLike[str]) -> Source:
    """Read a file. Raises :class:`PerfscoreError` if it cannot be opened; what is in it never raises."""
    name = os.fsdecode(path)
    try:
        with Path(name).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(MAX_BYTES + 1) if size <= MAX_BYTES else b""
    except (OSError, ValueError) as error:
        raise PerfscoreError([_refusal(name, error)]) from None
    if size > MAX_BYTES or len(data) > MAX_BYTES:
        size = max(size, len(data))
        raise PerfscoreError([problem("Y003", name=name, size=_megabytes(size), limit=_megabytes(MAX_BYTES))])
    return source_from_bytes(data, name)


def _megabytes(size: int) -> str:
    return f"{-(-size // (1024 * 1024))} MB"


def _refusal(name: str, error: OSError | ValueError) -> Problem:
    shown = name.replace("\0", "\\0")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return problem("Y001", name=shown, near=_near(name))
    if isinstance(error, IsADirectoryError) or (isinstance(error, PermissionError) and Path(name).is_dir()):
        return problem("Y002", name=shown, reason="这是文件夹", reason_en="it is a folder")
    if isinstance(error, PermissionError):
        return problem("Y002", name=shown, reason="没有读取权限", reason_en="permission denied")
    number = error.errno if isinstance(error, OSError) else None
    if number is None:
        return problem("Y002", name=shown, reason="文件名里有不能用的字符", reason_en="the name cannot be used")
    return problem("Y002", name=shown, reason=f"系统错误 {number}", reason_en=os.strerror(number))


def _near(name: str) -> str:
    """Return a file of the same folder whose name is much like the one asked for; else an empty text."""
    from difflib import get_close_matches

    try:
        folder = Path(name).parent
        names = [p.name for _, p in zip(range(500), folder.iterdir(), strict=False) if p.is_file()]
    except (OSError, ValueError):
        return ""
    found = get_close_matches(Path(name).name, names, 1, 0.6)
    return str(folder / found[0]) if found else ""
