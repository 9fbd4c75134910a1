"""Room: plugins — what other packages add by entry points: wordings of clauses, units, layouts, output formats.

This room only finds and loads them; the rooms that use them say what becomes of a value. Nothing is scanned before a
rule file (扩展), or the caller of a renderer or layout, names a plug-in, and nothing is kept between two calls.

A package declares what it brings in its ``pyproject.toml``::

    [project.entry-points."perfscore.clauses"]
    five-bands = "my_package.clauses:FIVE_BANDS"

The value of an entry point is one of :class:`ClauseReader`, :class:`UnitTable`, :class:`LayoutTemplate` and
:class:`Renderer`. A rule file names it ``包名/名称``: ``my-package/five-bands``.
"""

from __future__ import annotations

from .contracts import API, ClauseReader, LayoutTemplate, Renderer, UnitTable
from .finding import (
    CLAUSES,
    LAYOUTS,
    RENDERERS,
    UNITS,
    Named,
    Plugin,
    available,
    choose,
    find,
    find_all,
    reload,
    run,
    same_name,
)

__all__ = [
    "API",
    "CLAUSES",
    "LAYOUTS",
    "RENDERERS",
    "UNITS",
    "ClauseReader",
    "LayoutTemplate",
    "Named",
    "Plugin",
    "Renderer",
    "UnitTable",
    "available",
    "choose",
    "find",
    "find_all",
    "reload",
    "run",
    "same_name",
]
