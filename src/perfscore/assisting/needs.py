"""Whether the extra ``mcp`` is installed."""

from __future__ import annotations

from importlib.util import find_spec

from ..base.problem import PerfscoreError, problem

__all__ = ["demand_extra"]


def demand_extra() -> None:
    """Raise :class:`PerfscoreError` that says what to install if the protocol's library is missing."""
    if find_spec("mcp") is None:
        raise PerfscoreError([problem("M001")])
