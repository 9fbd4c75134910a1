"""What the operator of the service chooses."""

from __future__ import annotations

import os
from pathlib import Path

from attrs import field, frozen

__all__ = ["Settings"]


def _processors() -> int:
    return os.cpu_count() or 1


@frozen
class Settings:
    """Times are seconds, sizes bytes unless said otherwise.

    ``rules`` is the folder of rule files, None for packs and inline texts only. ``workers`` is the number of evaluator
    processes. ``time_limit`` bounds the scoring of one request, ``body_time`` its arrival, ``wait_limit`` its wait for
    a free evaluator, ``load_time`` the loading of the whole folder. ``queue`` requests may be under way beyond those
    being scored. ``memory`` (MB) bounds each evaluator where the system can enforce it; 0 sets no bound.
    ``connections`` bounds open connections. ``root_path`` is the prefix a reverse proxy strips.
    """

    host: str = "127.0.0.1"
    port: int = 8100
    rules: Path | None = None
    workers: int = field(factory=_processors)
    max_body: int = 4 * 1024 * 1024
    time_limit: float = 5.0
    body_time: float = 15.0
    wait_limit: float = 10.0
    load_time: float = 60.0
    queue: int = 32
    memory: int = 1024
    connections: int = 512
    root_path: str = ""

    @property
    def under_way(self) -> int:
        """How many requests may be under way at once."""
        return self.workers + self.queue
