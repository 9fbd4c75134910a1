"""Source → tree: parse, and where YAML stumbles, repair and go on, so that everything is said in one go."""

from __future__ import annotations

from ..base.problem import Place, Problem, problem
from .composing import Loader, compose
from .files import Source
from .nodes import Node
from .repairs import Repaired

__all__ = ["parse"]


def parse(source: Source, *, loader: Loader = "auto") -> tuple[Node | None, tuple[Problem, ...]]:
    """Read the tree of ``source``; None where there is no tree. Never raises.

    The problems are those of the text and of YAML, ordered by place; ``source.problems`` are not among them. With
    an error among them the tree is what could still be read, for finding further mistakes, and not for scoring.
    ``loader`` is ``auto`` (libyaml where PyYAML has it), ``c`` or ``python``; the trees are equal.
    """
    if any(p.code in ("Y003", "Y004", "Y005") for p in source.problems):
        return None, ()
    got = compose(Repaired(source, source.lines, source.text, {}), loader)
    problems = list(got.problems)
    if got.error is not None:
        mark = getattr(got.error, "problem_mark", None)
        n = mark.line if mark else 0
        line = source.lines[min(n, len(source.lines) - 1)]
        problems.append(problem("Y051", place=Place(source.name, n + 1, 1, 2, line), reason=str(got.error)))
        return None, tuple(problems)
    if got.node is None:
        problems.append(problem("Y008", place=Place(source.name, 1, 1, 2, "")))
    return got.node, tuple(problems)
