"""Source → tree by way of YAML; where that stumbles, repair and go on, so that everything is said in one go."""

from __future__ import annotations

import re
from typing import Any

from ..base.problem import Place, Problem, problem
from .composing import Composed, compose
from .files import Source
from .nodes import Loader, Mapping, Node, Scalar
from .notes import MAX_PROBLEMS, Notes
from .repairs import Repaired
from .signs import HASH, unusual
from .traps import scan

__all__ = ["read_yaml"]

_ATTEMPTS = 30
_WORK = 3_000_000
"""Characters that may be parsed again while lines that YAML cannot read are taken out one by one."""
_SAME_WORDS = 200_000
"""Shorter texts that YAML stumbles over are read on by the pure parser, so that messages never depend on libyaml."""


def read_yaml(source: Source, loader: Loader) -> tuple[Node | None, tuple[Problem, ...]]:
    """Read the tree of ``source`` with a parser of YAML; see :func:`~perfscore.source.parsing.parse`."""
    found: list[Problem] = []
    text = Repaired(source, source.lines, source.text, {})
    if unusual(source.text):
        notes = scan(source, structural=False)
        text, found = notes.repaired(), notes.problems
    got = compose(text, loader)
    if "nesting" in str(getattr(got.error, "problem", "")):
        got = compose(text, "python")
    if got.error is not None or any(p.code == "Y042" for p in got.problems):
        notes = scan(source, structural=True)
        got, found = _persist(notes, loader)
    elif _misread(got):
        notes = scan(source, structural=True)
        again = compose(notes.repaired(), loader)
        if again.error is None and isinstance(again.node, Mapping):
            got, found = again, notes.problems
    elif not found and HASH.search(source.text) is not None:
        found = scan(source, structural=False).problems
    return _judged(source, got, bool(found)), _ordered([*found, *got.problems])


def _misread(got: Composed) -> bool:
    """Tell whether YAML read the file without a word but not as entries: ``年度：2024``, ``-三级指标: 甲``."""
    return isinstance(got.node, Scalar) or any(p.code == "Y017" for p in got.problems)


def _judged(source: Source, got: Composed, said: bool) -> Node | None:
    """Say so if the file as a whole is not a mapping."""
    node = got.node
    if not got.complete or got.error is not None:
        return None
    if node is None or (isinstance(node, Scalar) and node.is_empty):
        if not said:
            got.problems.append(problem("Y008", place=Place(source.name, 1, 1, 2, source.lines[0])))
        return None
    if not isinstance(node, Mapping):
        kind = ("一段文字", "text") if isinstance(node, Scalar) else ("列表", "list")
        got.problems.append(problem("Y009", place=node.place, kind=kind[0], kind_en=kind[1]))
    return node


def _persist(notes: Notes, loader: Loader) -> tuple[Composed, list[Problem]]:
    """Compose; where YAML still stumbles, report the line, take it out, and try again."""
    source = notes.source
    if len(source.text) <= _SAME_WORDS:
        loader = "python"
    taken: set[int] = set()
    more: list[Problem] = []
    attempts = max(1, min(_ATTEMPTS, _WORK // (len(source.text) + 1)))
    marked = {p.place.line - 1 for p in notes.problems if p.place is not None and p.severity == "error"}
    while True:
        got = compose(notes.repaired(), loader)
        if got.error is None or not got.complete:
            return got, [*notes.problems, *more]
        line = _culprit(got.error, source, taken)
        if line is not None and line not in marked and line - 1 not in marked:
            more.append(_stumble(got.error, source, line))
        if line is None or len(taken) >= attempts:
            if not notes.problems and not more:
                more.append(_stumble(got.error, source, 0))
            return got, [*notes.problems, *more]
        for number in _with_children(source, line):
            taken.add(number)
            notes.blank(number)


def _culprit(error: Any, source: Source, taken: set[int]) -> int | None:
    """Return the line that an error is about and that is still there."""
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    if "quoted" in str(getattr(error, "context", "")) or "flow" in str(getattr(error, "context", "")):
        marks.reverse()
    lines = [mark.line for mark in marks if mark is not None]
    for line in lines:
        number = min(line, len(source.lines) - 1)
        while number >= 0 and (number in taken or not source.lines[number].strip()):
            number -= 1
        if number >= 0:
            return int(number)
    return None


def _with_children(source: Source, line: int) -> range:
    """The line and the deeper ones below it."""
    indent = len(source.lines[line]) - len(source.lines[line].lstrip())
    stop = line + 1
    while stop < len(source.lines):
        text = source.lines[stop]
        if text.strip() and len(text) - len(text.lstrip()) <= indent:
            break
        stop += 1
    return range(line, stop)


_REASONS = (
    ("mapping values are not allowed", "这里不该有冒号，或缩进不对"),
    ("expected ':'", "缺少冒号"),
    ("cannot start any token", "值以 YAML 的特殊符号开头，要加引号"),
    ("expected <block end>", "缩进与上面各行对不齐"),
    ("did not find expected key", "缩进与上面各行对不齐"),
    ("did not find expected '-' indicator", "列表各项对不齐"),
    ("expected ',' or", "花括号或方括号里缺逗号或没有配对"),
    ("while parsing a flow", "花括号或方括号没有配对"),
    ("quoted scalar", "引号没有配对"),
    ("block sequence entries are not allowed", "这里不能开始列表"),
)


def _stumble(error: Any, source: Source, line: int) -> Problem:
    """Turn an error of YAML into a problem of its line."""
    said = " ".join(str(t) for t in (getattr(error, "context", ""), getattr(error, "problem", "")) if t) or str(error)
    reason = next((zh for en, zh in _REASONS if en in said), "")
    text = source.lines[line]
    start = len(text) - len(text.lstrip())
    place = Place(source.name, line + 1, start + 1, max(len(text.rstrip()), start + 1) + 1, text)
    said = re.sub(r"\s+", " ", said)
    return problem("Y051", place=place, reason=reason, said="" if reason else said[:120])


def _ordered(problems: list[Problem]) -> tuple[Problem, ...]:
    """Sort by place, drop doubles, and cut what nobody would read."""
    seen: set[tuple[str, int, int]] = set()
    out: list[Problem] = []
    for item in sorted(problems, key=_position):
        spot = (item.code, *_position(item))
        if spot not in seen:
            seen.add(spot)
            out.append(item)
    if len(out) > MAX_PROBLEMS:
        last = out[MAX_PROBLEMS - 1].place
        out = [*out[:MAX_PROBLEMS], problem("Y059", place=last, limit=MAX_PROBLEMS)]
    return tuple(out)


def _position(item: Problem) -> tuple[int, int]:
    return (item.place.line, item.place.column) if item.place is not None else (0, 0)
