"""Seconds (of the clock and of the processors) and memory of ``perfscore batch`` over many tables: ``python benchmarks/batch.py [TABLES] [KIND]``.

KIND is ``jsonl`` (rows), ``yaml``, ``xlsx``, ``docx``, ``html`` or ``csv``. The tables are those of
``tests/documents/corpus``, over and over, each under a name of its own.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.documents.building import WRITERS, corpus, grid


def make(folder: Path, count: int, kind: str) -> list[Path]:
    """Write the tables and return what to hand to the command."""
    tables = [t for t in corpus() if t["indicators"]]
    if kind == "jsonl":
        path = folder / "rows.jsonl"
        lines = (json.dumps(tables[n % len(tables)] | {"id": f"表{n}"}, ensure_ascii=False) for n in range(count))
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return [path]
    made = {id(t): WRITERS[kind](grid(t)) for t in tables}
    for n in range(count):
        (folder / f"表{n:05}.{kind}").write_bytes(made[id(tables[n % len(tables)])])
    return [folder]


def main() -> None:
    """Make the tables, run the command, print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    kind = sys.argv[2] if len(sys.argv) > 2 else "jsonl"
    with tempfile.TemporaryDirectory() as name:
        source, out = Path(name) / "in", Path(name) / "out"
        source.mkdir()
        paths = make(source, count, kind)
        words = ["batch", *map(str, paths), "--rules", "national/self-evaluation-2021", "-o", str(out)]
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-m", "perfscore", *words], check=False)
        seconds = time.perf_counter() - start
        if not out.is_dir():
            sys.exit(f"perfscore batch did not run (status {done.returncode}); is it installed?")
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        most, spent = used.ru_maxrss // 1024, used.ru_utime + used.ru_stime
        size = sum(p.stat().st_size for p in out.iterdir()) // 1024
        print(
            f"{kind}: {count} tables in {seconds:.1f} s ({spent:.1f} s of processor time); largest process {most} MB; {size} kB written"
        )


main()
