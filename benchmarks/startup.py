"""How long it takes to get going: importing, loading the seed's table, scoring it.

Each line is a figure and its ratio to a floor measured in the same run: a bare interpreter for imports, and
``yaml.compose`` of the same files (libyaml, where it is there) for loading. Run: ``python benchmarks/startup.py``.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import yaml

CASE = Path(__file__).parents[1] / "examples" / "yiyang-2024"
PACK = Path(__file__).parents[1] / "rules" / "national" / "self-evaluation-2021.yaml"


def process(code: str, runs: int = 15) -> float:
    """Return the median seconds of a fresh interpreter running ``code``."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-I", "-c", code], check=True)
        times.append(time.perf_counter() - start)
    return median(times)


def inside(call: Callable[[], object], runs: int = 30) -> float:
    """Return the best seconds of ``call`` in this process."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Print the figures."""
    from perfscore import evaluate, load, read_facts

    bare = process("pass")
    for label, code in (
        ("import perfscore", "import perfscore"),
        ("import all public functions", "from perfscore import evaluate, load, read_facts, render, score_rows"),
    ):
        took = process(code)
        print(f"{label:36} {1000 * (took - bare):8.1f} ms over a bare interpreter ({1000 * bare:.1f} ms)")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    texts = [p.read_text("utf-8") for p in (CASE / "indicators.yaml", PACK)]
    floor = inside(lambda: [yaml.compose(t, Loader=loader) for t in texts])
    rules = load(CASE / "indicators.yaml")
    facts = read_facts(CASE / "facts.yaml")
    plan = rules.plan()
    print(f"{'yaml.compose of table and pack':36} {1000 * floor:8.2f} ms (the floor of what follows)")
    for label, call in (
        ("load table and scheme", lambda: load(CASE / "indicators.yaml")),
        ("plan", rules.plan),
        ("read facts", lambda: read_facts(CASE / "facts.yaml")),
        ("evaluate with cross-checks", lambda: evaluate(plan, facts)),
    ):
        took = inside(call)
        print(f"{label:36} {1000 * took:8.2f} ms   {took / floor:6.2f} × the floor")


if __name__ == "__main__":
    main()
