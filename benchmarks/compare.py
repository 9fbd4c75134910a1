"""Measure everything that can score the table, and print one Markdown table.

    python benchmarks/compare.py                  # every contender that is installed
    python benchmarks/compare.py scorer zen jdmn   # some of them
    python benchmarks/compare.py --list           # their names
    python benchmarks/compare.py --write docs     # put the table into docs/性能.md

Each contender runs in a process of its own on one core. Ratios are to straight-line Decimal code timed in the same
process, turn about with the contender. Wrong rows are counted against an oracle that shares no code with the library.
Peers: ``pip install -r benchmarks/requirements.txt`` into an environment of their own.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import platform
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.contenders import GROUPS, Contender, contenders, find
from benchmarks.pages import replaced
from benchmarks.table.data import columns
from benchmarks.table.oracle import expected

ROOT = Path(__file__).parents[1]
Figures = dict[str, Any]
TIMEOUT = 120


def main(words: list[str] | None = None) -> int:
    """Run, print, and return 1 where a contender failed or one that should be exact was not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="contenders (default: all)")
    parser.add_argument("--list", action="store_true", help="print the names and what they stand for")
    parser.add_argument("--share", type=float, default=1.0, help="measure this share of the usual number of tables")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--gc", action="store_true", help="leave garbage collection on while the clock runs")
    parser.add_argument("--cpu", action="store_true", help="count processor time: for a machine that is busy")
    parser.add_argument("--json", type=Path, help="also write all figures here")
    parser.add_argument("--write", type=Path, help="folder of the page 性能.md, whose table is replaced")
    chosen = parser.parse_args(words)
    if chosen.list:
        for c in contenders():
            print(f"{c.name:18} {c.label}{'（' + c.missing() + '）' if c.missing() else ''}")
        return 0
    try:
        wanted = [find(name) for name in chosen.names] or list(contenders())
    except KeyError as error:
        parser.error(error.args[0])
    start = time.perf_counter()
    sizes = {c.name: max(1, round(c.tables * chosen.share)) for c in wanted}
    with tempfile.TemporaryDirectory() as folder:
        store(Path(folder), max(sizes.values()))
        options = ["--repetitions", str(chosen.repetitions), "--data", folder]
        options += ["--gc"] * chosen.gc + ["--cpu"] * chosen.cpu
        figures = [_run(c, sizes[c.name], options) for c in wanted]
    print("\r", end="", file=sys.stderr)
    text = report(figures)
    print(text)
    print(f"\n用时 {time.perf_counter() - start:.0f} 秒")
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if chosen.write:
        page = chosen.write / "性能.md"
        page.write_text(replaced(page.read_text("utf-8"), "比较", text), "utf-8")
    return int(any("failed" in f or f.get("untrue") for f in figures))


def store(folder: Path, n: int) -> None:
    """Draw the departments and compute the expected scores once, for all processes."""
    data = columns(n)
    for key, values in data.items():
        (folder / key).write_bytes(array("q", values).tobytes())
    (folder / "expected.pickle").write_bytes(pickle.dumps(expected(data)))


def _run(contender: Contender, n: int, options: list[str]) -> Figures:
    print(f"\r{contender.name:20}", end="", flush=True, file=sys.stderr)
    if why := contender.missing():
        return {"name": contender.name, "skipped": why}
    command = [sys.executable, str(ROOT / "benchmarks" / "harness.py"), contender.name, "--tables", str(n), *options]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, timeout=TIMEOUT, env=environment, encoding="utf-8"
        )
    except subprocess.TimeoutExpired:
        return {"name": contender.name, "failed": f"{TIMEOUT} 秒没有完成"}
    if done.returncode:
        return {"name": contender.name, "failed": (done.stderr.strip().splitlines() or ["没有说明"])[-1]}
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    wrong = figures.get("wrong_rows", 0) or figures.get("wrong_totals", 0) or figures.get("wrong_grades", 0)
    return figures | {"untrue": bool(contender.exact and wrong)}


# --- the table ----------------------------------------------------------------------------------------------------

_HEAD = (
    "| 参加者 | 每次 | 表数 | 张/秒 | 纳秒/行 | 基准线的倍数 | 错行 | 半分处的错行 | 总分错 | 等级错 | 装入规则 毫秒 | 内存峰值 MiB |",
    "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
)


def report(figures: Iterable[Figures]) -> str:
    """Return the Markdown: the table, what was skipped, how far ahead, and on what it ran."""
    figures = list(figures)
    by_name = {f["name"]: f for f in figures}
    ran = [c for c in contenders() if "ratio" in by_name.get(c.name, {})]
    lines = list(_HEAD)
    for group in GROUPS:
        found = [c for c in ran if c.group == group]
        lines += [f"| **{group}** |" + " |" * 11] if found else []
        lines += [_line(c, by_name[c.name]) for c in found]
    lines += ["", *_ahead(ran, by_name)]
    notes = [f"- {c.label}：{c.note}。" for c in ran if c.note]
    lines += ["", *notes] if notes else []
    left = [f"- 没有测 {f['name']}：{f.get('skipped') or f.get('failed')}" for f in figures if "ratio" not in f]
    lines += ["", *left] if left else []
    untrue = [f"- **{f['name']} 应当没有错行，却有。**" for f in figures if f.get("untrue")]
    lines += ["", *untrue] if untrue else []
    lines += ["", *_environment(ran)]
    return "\n".join(lines)


def _line(contender: Contender, f: Figures) -> str:
    exact = not (f["wrong_rows"] or f["wrong_totals"] or f["wrong_grades"])
    wrong = f"0 / {f['rows']:,}" if exact else f"**{f['wrong_rows']:,}** / {f['rows']:,}"
    halves = f"{f['wrong_halfway']:,} / {f['halfway']:,}"
    if f["wrong_halfway"]:
        halves += f"（{f['wrong_halfway'] / f['halfway']:.1%}）"
    cells = (
        contender.label,
        "一张" if contender.by == "record" else "一批",
        f"{f['tables']:,}",
        f"{f['per_second']:,.0f}",
        _figures(f["ns_a_row"]),
        _figures(f["ratio"]),
        wrong,
        halves,
        f"{f['wrong_totals']:,}",
        f"{f['wrong_grades']:,}",
        f"{f['load_ms']:.2f}",
        f"{f['peak_mib']:.0f}",
    )
    return "| " + " | ".join(cells) + " |"


def _figures(value: float) -> str:
    """Return three significant digits."""
    if value >= 1000:
        return f"{value:,.0f}"
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 3 if value >= 0.1 else 4
    return f"{value:.{digits}f}"


def _ahead(ran: list[Contender], by_name: dict[str, Figures]) -> list[str]:
    """Say how many times each peer's speed perfscore's own ways have, one call a table against one call a table."""
    own = [c for c in ran if c.group == "perfscore" and c.by == "record"]
    peers = [c for c in ran if c.group == "规则引擎" and c.by == "record"]
    if not own or not peers:
        return []
    lines = ["| 每次一张，速度是右列引擎的几倍 | " + " | ".join(p.label for p in peers) + " |"]
    lines.append("|---" * (len(peers) + 1) + "|")
    for c in own:
        times = [_figures(by_name[c.name]["ratio"] / by_name[p.name]["ratio"]) for p in peers]
        lines.append(f"| {c.label} | " + " | ".join(times) + " |")
    exact = ["没有错行" if not by_name[p.name]["wrong_rows"] else "有错行" for p in peers]
    return [*lines, "| 是否精确 | " + " | ".join(exact) + " |"]


def _environment(ran: list[Contender]) -> list[str]:
    packages = sorted({p for c in ran for p in c.packages if p != "perfscore"}, key=str.lower)
    said = ", ".join(f"{p} {_version(p)}" for p in packages)
    from perfscore import __version__

    python = f"Python {platform.python_version()}（{platform.python_implementation()}）"
    machine = f"{platform.system()} {platform.machine()}，{_processor()}"
    return [
        f"- {python}，{machine}，每个参加者一个进程、一个核。",
        f"- perfscore {__version__}" + (f"；{said}" if said else "") + "。",
    ]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text("utf-8")
        name = next(line.split(":")[1].strip() for line in text.splitlines() if line.startswith("model name"))
    except (OSError, StopIteration):
        name = platform.processor() or "处理器不详"
    return f"{name}，{os.cpu_count()} 核"


if __name__ == "__main__":
    sys.exit(main())
