"""How long it takes to get going: importing, loading the seed's table, scoring it.

Each line is a figure and its ratio to a floor measured in the same run: a bare interpreter for what happens in a fresh
process, and ``yaml.compose`` of the same files (libyaml, where it is there) for what happens in a process that is
already running. Figures of fresh processes are medians of the time they ran, those within a process the best of many.
Run: ``python benchmarks/startup.py``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
CASE = ROOT / "examples" / "yiyang-2024"
PACK = ROOT / "rules" / "national" / "self-evaluation-2021.yaml"
HERE = f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r})\n"
FUNCTIONS = "from perfscore import check, evaluate, load, read_actual, read_clause, read_facts, read_target, render, score_rows, scorer"
ROOMS = "from perfscore import *; import perfscore.planning, perfscore.checks, perfscore.evaluation.evaluating"
TABLE, FACTS = str(CASE / "indicators.yaml"), str(CASE / "facts.yaml")
ALL = f"import perfscore; perfscore.evaluate(perfscore.load({TABLE!r}), {FACTS!r})"
TIMED = "import time; at = time.perf_counter(); {call}; print(time.perf_counter() - at)"


def start_one(code: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run a fresh interpreter as an installed package is run: with its bytecode kept from run to run."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run([sys.executable, "-c", HERE + code], check=True, text=True, env=kept, **more)


def process(code: str, runs: int = 21) -> float:
    """Return the median seconds of a fresh interpreter running ``code``; the run that compiles it is not counted."""
    start_one(code)
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        start_one(code)
        times.append(time.perf_counter() - start)
    return median(times)


def first(prepare: str, call: str, runs: int = 11) -> float:
    """Return the median seconds of the first ``call`` in a fresh interpreter that has run ``prepare``."""
    code = f"{prepare}\n{TIMED.format(call=call)}"
    said = [start_one(code, capture_output=True) for _ in range(runs)]
    return median(float(one.stdout) for one in said)


def inside(call: Callable[[], object], runs: int = 40) -> float:
    """Return the best seconds of ``call`` in this process."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    return best


def fresh() -> None:
    """Print what a fresh process costs."""
    process("pass", 3)
    bare = process("pass")
    print(f"{'a bare interpreter':48} {1000 * bare:8.1f} ms (the floor of the next four)")
    for label, code in (
        ("import perfscore", "import perfscore"),
        ("import all public functions", FUNCTIONS),
        ("import every room that scoring needs", ROOMS),
        ("import, load, read facts, score and check", ALL),
    ):
        took = process(code) - bare
        print(f"{label:48} {1000 * took:8.1f} ms more {took / bare:8.2f} × the floor")
    for label, prepare, call in (
        ("first load, rooms imported", ROOMS, f"load({TABLE!r})"),
        ("first score, rooms imported and rules loaded", f"{ROOMS}; r = load({TABLE!r})", f"evaluate(r, {FACTS!r})"),
    ):
        print(f"{label:48} {1000 * first(prepare, call):8.1f} ms")


def running() -> None:
    """Print what is done again and again in one process."""
    sys.path.insert(0, str(ROOT / "src"))
    from perfscore import evaluate, load, read_facts
    from perfscore.source import parse, read_source

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    sources = [read_source(p) for p in (TABLE, PACK)]
    floor = inside(lambda: [yaml.compose(s.text, Loader=loader) for s in sources])
    rules, facts = load(TABLE), read_facts(FACTS)
    plan = rules.plan()
    print(f"{'yaml.compose of table and scheme':48} {1000 * floor:8.2f} ms (the floor of what follows)")
    lines: list[tuple[str, Callable[[], object]]] = [
        ("parse table and scheme", lambda: [parse(s) for s in sources]),
        ("  by libyaml's events", lambda: [parse(s, loader="c") for s in sources]),
        ("  by PyYAML's own parser", lambda: [parse(s, loader="python") for s in sources]),
        ("load table and scheme", lambda: load(TABLE)),
        ("plan", rules.plan),
        ("read facts", lambda: read_facts(FACTS)),
        ("evaluate with cross-checks", lambda: evaluate(plan, facts)),
    ]
    for label, call in lines:
        took = inside(call)
        print(f"{label:48} {1000 * took:8.2f} ms {took / floor:8.2f} × the floor")
    vars(yaml).pop("CSafeLoader", None)
    took = inside(lambda: load(TABLE))
    print(f"{'load table and scheme, without libyaml':48} {1000 * took:8.2f} ms {took / floor:8.2f} × the floor")


if __name__ == "__main__":
    fresh()
    running()
