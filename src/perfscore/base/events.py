"""Events for whoever listens through :mod:`logging`, under the logger ``perfscore``. Quiet unless a program asks.

An event is a word and fields: ids of packs, digests, counts, codes, milliseconds. Never what somebody wrote: no name of
a unit, a person or an indicator, no figure, no path. Programs that format records themselves find the fields in the
record's attribute ``perfscore``.

Nobody can listen before ``logging`` has been imported, so we never import it: the library starts without its cost.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from logging import Logger

__all__ = ["DEBUG", "ERROR", "INFO", "WARNING", "Event", "listening", "tell"]

DEBUG, INFO, WARNING, ERROR = 10, 20, 30, 40
"""The levels of :mod:`logging`."""


class Event:
    """Something that is going on and that somebody listens for; its time counts from when it was made."""

    __slots__ = ("_level", "_logger", "_start")

    def __init__(self, logger: Logger, level: int) -> None:
        self._logger, self._level, self._start = logger, level, perf_counter()

    def __call__(self, event: str, **fields: str | int | None) -> None:
        """Say that it happened; ``ms`` is added."""
        ms = f"{(perf_counter() - self._start) * 1000:.1f}"
        _write(self._logger, self._level, event, {**fields, "ms": ms})

    @property
    def detailed(self) -> bool:
        """Tell whether somebody listens for details (DEBUG)."""
        return self._logger.isEnabledFor(DEBUG)


def listening(room: str, level: int = INFO) -> Event | None:
    """Return an event of ``perfscore.<room>`` to be told when it has happened, or None where nobody listens."""
    if "logging" not in sys.modules:
        return None
    logger = _logger(room)
    return Event(logger, level) if logger.isEnabledFor(level) else None


def tell(room: str, level: int, event: str, **fields: str | int | None) -> None:
    """Say that something happened that took no time."""
    if "logging" in sys.modules and (logger := _logger(room)).isEnabledFor(level):
        _write(logger, level, event, fields)


def _write(logger: Logger, level: int, event: str, fields: Mapping[str, str | int | None]) -> None:
    shown = " ".join(f"{name}={'-' if value is None else value}" for name, value in fields.items())
    logger.log(level, "%s %s", event, shown, extra={"perfscore": {"event": event, **fields}}, stacklevel=3)


@cache
def _logger(room: str) -> Logger:
    import logging

    whole = logging.getLogger("perfscore")
    if not any(isinstance(handler, logging.NullHandler) for handler in whole.handlers):
        whole.addHandler(logging.NullHandler())
    return logging.getLogger(f"perfscore.{room}")
