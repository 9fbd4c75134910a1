"""What the commands print and write: consoles of any encoding, files whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TextIO

from ..base.problem import PerfscoreError, problem

__all__ = ["say", "warn", "write_whole"]


def _print(stream: TextIO, text: str) -> None:
    """Print text; a character the console's encoding does not have becomes ``?`` instead of an error."""
    encoding = stream.encoding or "utf-8"
    safe = text.encode(encoding, "replace").decode(encoding, "replace")
    stream.write(safe if safe.endswith("\n") else safe + "\n")


def say(text: str) -> None:
    """Print to standard output."""
    _print(sys.stdout, text)


def warn(text: str) -> None:
    """Print to standard error."""
    _print(sys.stderr, text)


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file by way of a temporary one beside it, so that it is there whole or not at all.

    Text is written as UTF-8 without changing line ends. Raises :class:`PerfscoreError` where it cannot be written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    name = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".perfscore-", delete=False) as file:
            name = file.name
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except OSError as error:
        if name is not None:
            Path(name).unlink(missing_ok=True)
        raise PerfscoreError([problem("P958", name=path.name, reason=error.strerror or str(error))]) from error
