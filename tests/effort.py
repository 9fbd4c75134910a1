"""How much work a call does, counted in lines of Python executed: the same on every machine, however busy.

Tests assert with it that work grows no faster than the text. Seconds are measured in ``benchmarks/``, never in tests.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def effort(call: Callable[[], object]) -> int:
    """Return the number of lines executed by ``call``."""
    count = 0

    def local(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return local

    def each(frame: FrameType, event: str, argument: Any) -> Any:
        return local

    before = sys.gettrace()
    sys.settrace(each)
    try:
        call()
    finally:
        sys.settrace(before)
    return count
