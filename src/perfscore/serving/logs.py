"""Log lines as JSON through the standard library. They hold no bodies, no names and no texts of what was filed.

A line's fields are given as ``extra={"said": {...}}``. Of an exception only its type and its places in the code are
logged: what it says may quote what was filed.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

__all__ = ["JsonLines", "log_to"]


class JsonLines(logging.Formatter):
    """One JSON object a line: ``time``, ``level``, ``event``, and what was said."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": time.replace("+00:00", "Z"), "level": record.levelname.lower(), "event": record.getMessage()}
        if record.name != "perfscore.serving":
            line["logger"] = record.name
        line |= getattr(record, "said", {})
        if record.exc_info is not None and record.exc_info[0] is not None:
            frames = traceback.extract_tb(record.exc_info[2])[-5:]
            line["error"] = record.exc_info[0].__name__
            line["at"] = " ".join(f"{Path(f.filename).name}:{f.lineno}" for f in frames)
        return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def log_to(stream: TextIO | None = None) -> None:
    """Write the service's lines, and warnings of the HTTP server, to ``stream`` (default: standard error)."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    for name, level in (
        ("perfscore.serving", logging.INFO),
        ("uvicorn.error", logging.WARNING),
        ("asyncio", logging.ERROR),
    ):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(level)
        logger.propagate = False
