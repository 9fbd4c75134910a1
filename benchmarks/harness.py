"""One contender in a process of its own: ``python benchmarks/harness.py NAME [--tables N]`` prints one JSON object.

``compare.py`` starts it once for each contender.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
import time
from array import array
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))
sys.path.insert(0, str(ROOT))


def main(words: list[str] | None = None) -> int:
    """Measure one contender and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name", help="name of a contender (see compare.py --list)")
    parser.add_argument("--tables", type=int, help="number of tables (default: the contender's own)")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--data", type=Path, help="columns and expected scores made by compare.py")
    parser.add_argument("--gc", action="store_true", help="leave garbage collection on while the clock runs")
    parser.add_argument("--cpu", action="store_true", help="count processor time, not the time of day")
    chosen = parser.parse_args(words)

    from benchmarks.measuring import measure, pin

    pin()
    from benchmarks.contenders import Source, find

    contender = find(chosen.name)
    if why := contender.missing():
        print(json.dumps({"name": chosen.name, "skipped": why}, ensure_ascii=False))
        return 0
    n = chosen.tables or contender.tables
    source = Source(n, _columns(chosen.data, n) if chosen.data else None)
    right = (lambda: pickle.loads((chosen.data / "expected.pickle").read_bytes())) if chosen.data else None
    start = time.perf_counter()
    clock = time.process_time if chosen.cpu else time.perf_counter
    figures = measure(contender, source, right, repetitions=chosen.repetitions, collecting=chosen.gc, clock=clock)
    print(json.dumps(figures | {"seconds": time.perf_counter() - start}, ensure_ascii=False))
    return 0


def _columns(folder: Path, n: int) -> dict[str, array[int]]:
    """Return the first ``n`` departments of those that were stored, reading no more."""
    from benchmarks.table.data import KEYS

    out = {}
    for key in KEYS:
        out[key] = array("q")
        with (folder / key).open("rb") as file:
            out[key].fromfile(file, n)
    return out


if __name__ == "__main__":
    sys.exit(main())
