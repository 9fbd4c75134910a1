"""Put formulas that rest on one another in order, or name the circle they make."""

from __future__ import annotations

from collections.abc import Iterable

from ..base.problem import Problem, problem
from .marks import shown
from .tree import Formula

__all__ = ["order"]

_ARROW = " → "
_MOST_NAMED = 12


def order(formulas: Iterable[Formula]) -> tuple[Formula, ...] | Problem:
    """Return the formulas so that each comes after those it rests on; otherwise the given order is kept.

    Formulas without a name come where they stand. Returns a :class:`Problem` where a name is defined twice (F582) or
    where definitions go in a circle (F581, which names it). Works in linear time and without recursion.
    """
    given = tuple(formulas)
    by_name: dict[str, Formula] = {}
    for formula in given:
        if formula.name is None:
            continue
        if formula.name in by_name:
            return problem(
                "F582",
                span=formula.name_span,
                name=shown(formula.name),
                first=shown(str(by_name[formula.name])),
                second=shown(str(formula)),
            )
        by_name[formula.name] = formula
    out: list[Formula] = []
    done: set[str] = set()
    for formula in given:
        if formula.name is not None and formula.name in done:
            continue
        found = _visit(formula, by_name, done, out)
        if found is not None:
            return found
    return tuple(out)


def _told(circle: list[str]) -> str:
    """Return the circle in words; a long one is cut in the middle."""
    if len(circle) > _MOST_NAMED:
        circle = [*circle[: _MOST_NAMED // 2], "…", *circle[-_MOST_NAMED // 2 :]]
    return _ARROW.join(circle)


def _visit(start: Formula, by_name: dict[str, Formula], done: set[str], out: list[Formula]) -> Problem | None:
    """Add ``start`` and all it rests on to ``out``; an explicit stack, since chains may be long."""
    path: list[tuple[Formula, list[str]]] = [(start, list(reversed(start.names)))]
    active = {} if start.name is None else {start.name: 0}
    while path:
        formula, waiting = path[-1]
        if not waiting:
            path.pop()
            out.append(formula)
            if formula.name is not None:
                done.add(formula.name)
                active.pop(formula.name, None)
            continue
        name = waiting.pop()
        if name in active:
            circle = [f.name or "" for f, _ in path[active[name] :]] + [name]
            return problem("F581", span=formula.name_span, cycle=shown(_told(circle)), name=shown(name))
        if name in by_name and name not in done:
            active[name] = len(path)
            path.append((by_name[name], list(reversed(by_name[name].names))))
    return None
