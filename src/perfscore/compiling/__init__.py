"""Room: a plan as integer arithmetic — the form of each row, and what is made from it."""

from __future__ import annotations

from .scorer import Scorer

__all__ = ["Scorer"]
