"""Whether the extra ``server`` is installed."""

from __future__ import annotations

from importlib.util import find_spec

from ..base.problem import PerfscoreError, problem

__all__ = ["demand_extra"]


def demand_extra() -> None:
    """Raise :class:`PerfscoreError` that says what to install if a library the service stands on is missing."""
    if any(find_spec(name) is None for name in ("fastapi", "uvicorn")):
        raise PerfscoreError([problem("H035")])
