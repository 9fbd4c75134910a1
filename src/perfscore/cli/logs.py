"""``--verbose`` and ``PERFSCORE_LOG``: the library's events on standard error, while a command runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ..base.events import DEBUG, ERROR, INFO, WARNING
from ..base.problem import PerfscoreError, problem

__all__ = ["level_of", "logging_to_stderr"]

_LEVELS = {"debug": DEBUG, "info": INFO, "warning": WARNING, "error": ERROR}


def level_of(loud: int, variable: str) -> int | None:
    """Return the level asked for: by ``--verbose`` once (INFO) or twice (DEBUG), else by the variable; None for quiet.

    Raises :class:`PerfscoreError` where the variable is none of the four words.
    """
    wanted = variable.strip().lower()
    if wanted and wanted not in _LEVELS:
        raise PerfscoreError([problem("P981", value=variable.strip()[:40])])
    if loud:
        return INFO if loud == 1 else DEBUG
    return _LEVELS.get(wanted)


@contextmanager
def logging_to_stderr(level: int | None) -> Iterator[None]:
    """Write the events of this level and above to standard error; None leaves everything as it is."""
    if level is None:
        yield
        return
    import logging

    logger = logging.getLogger("perfscore")
    before = logger.level
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(level)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
