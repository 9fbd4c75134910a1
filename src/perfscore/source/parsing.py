"""Source → tree. What is written plainly is read in one pass; the rest goes to a parser of YAML, loaded when needed."""

from __future__ import annotations

from ..base.problem import Problem
from .files import Source
from .nodes import Loader, Node
from .signs import unusual
from .straight import read_straight

__all__ = ["parse"]

_UNREADABLE = frozenset(("Y003", "Y004", "Y005"))


def parse(source: Source, *, loader: Loader = "auto") -> tuple[Node | None, tuple[Problem, ...]]:
    """Read the tree of ``source``; None where there is no tree. Never raises.

    The problems are those of the text and of YAML, ordered by place; ``source.problems`` are not among them. With
    an error among them the tree is what could still be read, for finding further mistakes, and not for scoring.
    ``loader`` is ``auto`` (the quickest way that can read the text), ``c`` (PyYAML with libyaml) or ``python`` (PyYAML
    without); trees, places and problems are equal.
    """
    if any(p.code in _UNREADABLE for p in source.problems):
        return None, ()
    if loader == "auto" and not unusual(source.text) and (node := read_straight(source)) is not None:
        return node, ()
    from .reading import read_yaml

    return read_yaml(source, loader)
