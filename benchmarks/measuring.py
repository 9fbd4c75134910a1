"""Times one contender in this process against the floor, and compares what it gives with the oracle.

The floor is timed in the same process, turn about with the contender, on the same core: the ratio is of two
neighbouring runs, so a machine that is busy for a while slows both. Garbage collection is done between the runs and is
off while the clock runs.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from .contenders import Contender, Source, find
from .table.data import SEED, columns
from .table.oracle import Expected, expected

__all__ = ["compare", "measure", "peak_mib", "pin"]

REPETITIONS = 5
FLOOR_TABLES = 2000


def pin(core: int | None = None) -> None:
    """Keep this process, and whatever pools a contender starts, on one core."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS", "RAYON_NUM_THREADS"):
        os.environ[name] = "1"
    if hasattr(os, "sched_setaffinity"):
        here = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {core if core in here else max(here)})


def peak_mib() -> float:
    """Return the most memory this process has had resident, in MiB."""
    try:
        status = Path("/proc/self/status").read_text("ascii")
        return int(status.split("VmHWM:")[1].split()[0]) / 1024
    except (OSError, IndexError):
        unit = 2**20 if sys.platform == "darwin" else 2**10
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def _clocked(run: Callable[[], Any], *, collecting: bool, clock: Callable[[], float]) -> tuple[float, Any]:
    gc.collect()
    if not collecting:
        gc.disable()
    start = clock()
    out = run()
    took = clock() - start
    gc.enable()
    return took, out


def measure(
    contender: Contender,
    source: Source,
    right: Callable[[], Expected] | None = None,
    *,
    repetitions: int = REPETITIONS,
    collecting: bool = False,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, Any]:
    """Return the figures of one contender.

    ``right`` is asked for the expected scores after the clock has stopped; default: the oracle. A contender that must
    have seen nothing before (``fresh``) loads its rules anew for each repetition and scores other departments each time;
    the last of them are compared with the oracle.
    """
    timed = partial(_clocked, collecting=collecting, clock=clock)
    start = time.perf_counter()
    state = contender.load()
    first = time.perf_counter() - start
    loads = [timed(contender.load)[0] for _ in range(3)]
    floor, floor_inputs = find("floor"), find("floor").prepare(None, Source(FLOOR_TABLES))
    floor_run = partial(floor.run, floor.load(), floor_inputs)
    inputs = contender.prepare(state, source)
    raw = contender.run(state, inputs)
    times: list[float] = []
    ratios: list[float] = []
    for turn in range(repetitions):
        raw = None
        if contender.fresh:
            inputs = None
            source = Source(source.n, columns(source.n, SEED + 1 + turn))
            state = contender.load()
            inputs = contender.prepare(state, source)
        base, _ = timed(floor_run)
        took, raw = timed(partial(contender.run, state, inputs))
        times.append(took)
        ratios.append((base / len(floor_inputs)) / (took / source.n))
    took, peak = median(times), peak_mib()
    figures = {
        "name": contender.name,
        "tables": source.n,
        "per_second": source.n / took,
        "ns_a_row": took / source.n / 20 * 1e9,
        "ratio": median(ratios),
        "spread": (max(times) - min(times)) / took,
        "first_load_ms": first * 1e3,
        "load_ms": median(loads) * 1e3,
        "peak_mib": peak,
    }
    answer = contender.read(raw, source)
    known = None if contender.fresh else right
    return figures | compare(answer, expected(_lists(source)) if known is None else known(), source.n)


def _lists(source: Source) -> dict[str, list[int]]:
    return {key: list(values) for key, values in source.columns.items()}


def compare(answer: Any, right: Expected, n: int) -> dict[str, int]:
    """Count what differs from the oracle in the first ``n`` tables; ``off`` is the greatest difference of a row, in hundredths."""
    if (len(answer.scores), len(answer.totals), len(answer.grades)) != (20 * n, n, n):
        sizes = f"{len(answer.scores)}、{len(answer.totals)}、{len(answer.grades)}"
        raise ValueError(f"{n} 张表应有 {20 * n} 个得分和 {n} 个总分、等级，实有 {sizes}")
    pairs = list(zip(_ints(answer.scores), right.scores[: 20 * n], right.halfway[: 20 * n], strict=True))
    wrong = [(abs(got - want), half) for got, want, half in pairs if got != want]
    return {
        "rows": 20 * n,
        "halfway": sum(right.halfway[: 20 * n]),
        "wrong_rows": len(wrong),
        "wrong_halfway": sum(half for _, half in wrong),
        "wrong_totals": sum(g != w for g, w in zip(_ints(answer.totals), right.totals[:n], strict=True)),
        "wrong_grades": sum(g != w for g, w in zip(answer.grades, right.grades[:n], strict=True)),
        "off": max((off for off, _ in wrong), default=0),
    }


def _ints(values: Sequence[int]) -> list[int]:
    return values.tolist() if hasattr(values, "tolist") else list(values)
