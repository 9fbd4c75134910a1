"""Wordings that only a plug-in knows: it says them in words the library reads, or gives a clause of the library's own.

What it gives is held against the library: it must be readable, and print and read back as the same clause. So a row
scored by way of a plug-in has a measure, a curve, steps and a canonical text like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import evolve

from ..base.problem import PerfscoreError, Problem, problem
from ..plugins import Plugin, run
from .clause import Clause

__all__ = ["by_plugins"]

_SHOWN = 80
"""Characters of a reading that a message quotes."""


def by_plugins(clause: Clause, readers: Sequence[Plugin], read: Callable[[str], Clause]) -> Clause:
    """Return what the plug-ins make of a clause the library could not read; the clause itself where none knows it.

    ``read`` is the library's own reader. Two plug-ins that differ, and one that fails, are problems of the clause.
    """
    span = (0, len(clause.text))
    got: list[tuple[Plugin, Clause]] = []
    failed: list[Problem] = []
    for plugin in readers:
        try:
            given = run(plugin, lambda p=plugin: p.value.read(clause.text))  # type: ignore[misc]
            found = None if given is None else _held(plugin, given, read)
        except PerfscoreError as error:
            failed += [evolve(p, span=span) for p in error.problems]
            continue
        if found is not None:
            got.append((plugin, found))
    if failed:
        return evolve(clause, problems=(*failed, *clause.problems))
    if not got:
        return clause
    plugin, first = got[0]
    if any(other != first for _, other in got):
        readings = "；".join(f"{p.id} 读作“{str(c)[:_SHOWN]}”" for p, c in got)
        return evolve(clause, problems=(problem("G010", span=span, readings=readings),))
    problems = tuple(evolve(p, span=span) for p in first.problems)
    return evolve(
        first, text=clause.text, problems=problems, by="；".join(f"{p}，依据：{p.value.basis}" for p, _ in got)
    )


def _held(plugin: Plugin, given: object, read: Callable[[str], Clause]) -> Clause:
    """Return the clause a plug-in gave, read back by the library. Raises :class:`PerfscoreError` where it cannot be."""
    if not isinstance(given, str | Clause):
        why = f"应当是文字或 Clause，而不是 {type(given).__name__}"
        raise PerfscoreError([_unusable(plugin, repr(given), why, f"it is {type(given).__name__}, no str or Clause")])
    said = given if isinstance(given, str) else run(plugin, lambda: str(given))
    found = read(said)
    errors = [p for p in found.problems if p.severity == "error"]
    if errors:
        raise PerfscoreError([_unusable(plugin, said, errors[0].message, errors[0].text("en"))])
    if isinstance(given, Clause) and found != given:
        raise PerfscoreError([_unusable(plugin, said, "印出后读回的与原来不同", "what is printed does not read back")])
    return found


def _unusable(plugin: Plugin, given: str, why: str, why_en: str) -> Problem:
    return problem("G009", name=plugin.id, given=given[:_SHOWN], why=why, why_en=why_en)
