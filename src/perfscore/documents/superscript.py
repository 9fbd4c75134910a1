"""Raised figures: ``10²`` typed as a raised 2 must not become ``102``."""

from __future__ import annotations

__all__ = ["raised"]

_RAISED = {ord(a): b for a, b in zip("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ", strict=True)}


def raised(text: str) -> str:
    """Return text that is printed raised: figures and signs as raised characters, everything else as it is."""
    stripped = text.strip()
    return text.translate(_RAISED) if stripped and all(ord(c) in _RAISED for c in stripped) else text
