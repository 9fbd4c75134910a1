"""The contenders: everything that scores the table, each behind the same four functions.

An adapter imports its engine only inside its functions: naming the contenders needs none of them installed.
"""

from __future__ import annotations

from importlib import import_module

from .base import Answer, Contender, Source

__all__ = ["GROUPS", "Answer", "Contender", "Source", "contenders", "find"]

_PAGES = (
    "floors",
    "perfscore_",
    "compiled",
    "tables",
    "engines",
    "formal",
    "openfisca",
    "columns",
    "databases",
    "sql_",
)
GROUPS = ("手写", "perfscore", "规则引擎", "列式")
"""The order of the table."""


def contenders() -> tuple[Contender, ...]:
    """Return all contenders, in the order of the table."""
    found = [c for page in _PAGES for c in import_module(f"{__name__}.{page}").CONTENDERS]
    return tuple(sorted(found, key=lambda c: GROUPS.index(c.group)))


def find(name: str) -> Contender:
    """Return a contender by name. Raises :class:`KeyError` with the known names."""
    known = {c.name: c for c in contenders()}
    if name not in known:
        raise KeyError(f"没有叫 {name} 的参加者；有：{'、'.join(known)}")
    return known[name]
