"""What ``scaling.py`` measures at each size: seconds a table and the most memory, each point in a process of its own.

A probe takes a number of tables or a number of rows and returns seconds of work a table; it also says how many of the totals
it came to differ from the oracle. Inputs are made before the clock starts.
"""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from .contenders import Contender, Source, find
from .measuring import compare
from .table.data import columns
from .table.facts import RULES, facts_of
from .table.oracle import expected
from .table.wide import Wide

__all__ = ["BY_ROWS", "BY_TABLES", "Point", "Probe"]

DISTINCT = 10_000
"""So many departments are drawn; a million tables are these, a hundred times over."""


class Point(NamedTuple):
    """Seconds a table, and how many results were wrong of how many looked at."""

    seconds: float
    wrong: int
    checked: int


class Probe(NamedTuple):
    """One curve: its name in the picture, up to which size it goes, what it needs, and how it is measured."""

    label: str
    largest: int
    measure: Callable[[int], Point]
    needs: tuple[str, ...] = ()


# --- by the number of tables -----------------------------------------------------------------------------------------


def _streamed(name: str, number: str) -> Callable[[int], Point]:
    """One record after the other, results dropped: what is held does not grow with the number of tables."""

    def measure(n: int) -> Point:
        contender = find(name)
        source = Source(min(n, DISTINCT))
        score = contender.load()
        records = source.records(number)
        raw = [score(r) for r in records]
        totals = expected({k: list(v) for k, v in source.columns.items()}).totals
        wrong = sum(_total(r) != t for r, t in zip(raw, totals, strict=True))
        del raw
        gc.collect()
        return Point(_steady(score, records, n), wrong, len(records))

    return measure


def _steady(score: Callable[[Any], Any], inputs: list[Any], n: int) -> float:
    """Return the seconds one call takes in ``n`` calls, warm; few calls are timed several times over."""
    times = []
    for _ in range(max(1, min(25, 1000 // n))):
        start = time.perf_counter()
        left = n
        while left > 0:
            for given in inputs[:left]:
                score(given)
            left -= len(inputs)
        times.append((time.perf_counter() - start) / n)
    return median(times)


def _total(result: Any) -> int:
    total = result[1] if isinstance(result, tuple) else result.total
    return int(total * 100)


def _evaluated(n: int) -> Point:
    from perfscore import evaluate, load

    plan, source = load(RULES).plan(), Source(min(n, 200))
    facts = [facts_of(r) for r in source.records("decimal")]
    totals = expected({k: list(v) for k, v in source.columns.items()}).totals
    wrong = sum(_total(evaluate(plan, f)) != t for f, t in zip(facts, totals, strict=True))
    return Point(_steady(partial(evaluate, plan), facts, n), wrong, len(facts))


def _whole(name: str) -> Callable[[int], Point]:
    """All tables at once, as columns."""

    def measure(n: int) -> Point:
        contender: Contender = find(name)
        drawn = columns(min(n, DISTINCT))
        source = Source(n, {key: _repeated(values, n) for key, values in drawn.items()})
        state = contender.load()
        inputs = contender.prepare(state, source)
        times = []
        raw = None
        for _ in range(1 if n >= 300_000 else 3):
            raw = None
            gc.collect()
            start = time.perf_counter()
            raw = contender.run(state, inputs)
            times.append((time.perf_counter() - start) / n)
        few = min(n, DISTINCT)
        found = compare(contender.read(raw.slice(0, few), source), expected(drawn), few)
        return Point(median(times), found["wrong_totals"], few)

    return measure


def _repeated(values: list[int], n: int) -> Any:
    from array import array

    times = -(-n // len(values))
    return (array("q", values) * times)[:n]


_ARROW = ("pyarrow", "numpy")

BY_TABLES: dict[str, Probe] = {
    "floor": Probe("直写 Python，Decimal（基准线）", 1_000_000, _streamed("floor", "decimal")),
    "evaluate": Probe("evaluate()，逐张解释执行", 1000, _evaluated),
    "scorer": Probe("scorer()，逐张，Decimal", 1_000_000, _streamed("scorer", "decimal")),
    "table-decimal": Probe("score_table()，decimal128", 1_000_000, _whole("table-decimal"), _ARROW),
    "table-int": Probe("score_table()，int64", 1_000_000, _whole("table-int"), _ARROW),
}


# --- by the number of rows ----------------------------------------------------------------------------------------


def _rules(count: int) -> Iterator[tuple[Wide, Path]]:
    wide = Wide(count)
    with tempfile.TemporaryDirectory() as folder:
        yield wide, wide.write(Path(folder))


def _loaded(count: int) -> Point:
    from perfscore import load

    for _, path in _rules(count):
        load(path).plan()
        times = []
        for _ in range(3):
            start = time.perf_counter()
            plan = load(path).plan()
            times.append(time.perf_counter() - start)
        return Point(median(times), int(len(plan.rows) != count), 1)
    raise AssertionError


def _evaluated_wide(count: int) -> Point:
    from perfscore import evaluate, load, read_facts

    for wide, path in _rules(count):
        plan, drawn = load(path).plan(), columns(1000)
        tables = max(2, 200 // count)
        figures = [wide.figures(drawn, n) for n in range(tables)]
        facts = [read_facts(wide.facts(f)) for f in figures]
        wrong = sum(_total(evaluate(plan, f)) != wide.total(g) for f, g in zip(facts, figures, strict=True))
        return Point(_steady(partial(evaluate, plan), facts, tables), wrong, tables)
    raise AssertionError


def _compiled(count: int) -> Point:
    from perfscore import load, scorer

    for wide, path in _rules(count):
        plan = load(path).plan()
        fields = list(wide.record(wide.figures(columns(1), 0)))
        scorer(plan, fields=fields)
        times = []
        for _ in range(3):
            start = time.perf_counter()
            made = scorer(plan, fields=fields)
            times.append(time.perf_counter() - start)
        return Point(median(times), int(len(made.plan.rows) != count), 1)
    raise AssertionError


def _scored_wide(count: int) -> Point:
    from perfscore import load, scorer

    for wide, path in _rules(count):
        drawn, tables = columns(1000), max(20, 2000 // count)
        figures = [wide.figures(drawn, n) for n in range(tables)]
        records = [wide.record(f) for f in figures]
        score = scorer(load(path).plan(), fields=list(records[0]))
        for record in records:
            score(record)
        wrong = sum(_total(score(r)) != wide.total(f) for r, f in zip(records, figures, strict=True))
        return Point(_steady(score, records, tables), wrong, tables)
    raise AssertionError


BY_ROWS: dict[str, Probe] = {
    "compile": Probe("编译 scorer（一次）", 2000, _compiled),
    "scorer": Probe("scorer()，逐张，Decimal", 2000, _scored_wide),
    "load": Probe("读规则、生成计划（一次）", 2000, _loaded),
    "evaluate": Probe("evaluate()，逐张解释执行", 2000, _evaluated_wide),
}
