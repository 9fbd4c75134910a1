"""Curves of scale: 1 to 10^6 tables, 5 to 2 000 rows; seconds and memory, as a picture and as tables.

    python benchmarks/scaling.py                     # print the figures
    python benchmarks/scaling.py --write docs         # write docs/性能.svg and the block of figures in docs/性能.md
    python benchmarks/scaling.py --largest 1000       # stop at smaller sizes

Every point is a process of its own on one core; memory is the most it had resident, the interpreter included.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.pages import replaced
from benchmarks.probes import BY_ROWS, BY_TABLES, Probe
from benchmarks.svg import Line, Panel, draw

ROOT = Path(__file__).parents[1]
TABLES = (1, 10, 100, 1000, 10_000, 100_000, 1_000_000)
ROWS = (5, 20, 50, 100, 200, 500, 1000, 2000)
AXES = {"tables": (BY_TABLES, TABLES), "rows": (BY_ROWS, ROWS)}
TIMEOUT = 180


def main(words: list[str] | None = None) -> int:
    """Measure all points, draw, print. Returns 1 where a point failed or a total was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=max(TABLES), help="leave out larger sizes")
    parser.add_argument("--write", type=Path, help="folder of the page 性能.md")
    parser.add_argument("--point", nargs=3, metavar=("AXIS", "PROBE", "SIZE"), help=argparse.SUPPRESS)
    chosen = parser.parse_args(words)
    if chosen.point:
        print(json.dumps(_point(*chosen.point)))
        return 0
    start = time.perf_counter()
    found = {axis: _axis(axis, chosen.largest) for axis in AXES}
    picture = draw(_panels(found))
    text = _text(found)
    print("\r" + text + f"\n\n用时 {time.perf_counter() - start:.0f} 秒")
    if chosen.write:
        (chosen.write / "性能.svg").write_text(picture, "utf-8")
        page = chosen.write / "性能.md"
        page.write_text(replaced(page.read_text("utf-8"), "规模", text), "utf-8")
    points = [p for series in found.values() for line in series.values() for p in line.values()]
    return int(any("failed" in p or p["wrong"] for p in points))


def _point(axis: str, name: str, size: str) -> dict[str, Any]:
    """Measure one point in this process."""
    sys.path.insert(0, str(ROOT / "src"))
    from benchmarks.measuring import peak_mib, pin

    pin()
    got = AXES[axis][0][name].measure(int(size))
    return {"seconds": got.seconds, "wrong": got.wrong, "checked": got.checked, "mib": peak_mib()}


def _axis(axis: str, largest: int) -> dict[str, dict[int, dict[str, Any]]]:
    probes, sizes = AXES[axis]
    return {
        name: {n: _measured(axis, name, n) for n in sizes if n <= min(probe.largest, largest)}
        for name, probe in probes.items()
        if not _missing(probe)
    }


def _missing(probe: Probe) -> bool:
    from importlib.util import find_spec

    return any(find_spec(name) is None for name in probe.needs)


def _measured(axis: str, name: str, size: int) -> dict[str, Any]:
    print(f"\r{axis} {name} {size:<30}", end="", flush=True, file=sys.stderr)
    command = [sys.executable, str(Path(__file__)), "--point", axis, name, str(size)]
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=TIMEOUT, encoding="utf-8")
    except subprocess.TimeoutExpired:
        return {"failed": f"{TIMEOUT} 秒没有完成"}
    if done.returncode:
        return {"failed": (done.stderr.strip().splitlines() or ["没有说明"])[-1]}
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


# --- picture and text ---------------------------------------------------------------------------------------------

_AXIS = {"tables": ("表数", BY_TABLES), "rows": ("每张表的行数", BY_ROWS)}


def _panels(found: dict[str, Any]) -> list[Panel]:
    out = []
    for axis, series in found.items():
        name, probes = _AXIS[axis]
        for key, factor, title, unit in (("seconds", 1e6, "每张表的时间", "微秒/张"), ("mib", 1, "内存峰值", "MiB")):
            lines = [
                Line(probes[probe].label, [(n, p[key] * factor) for n, p in points.items() if key in p])
                for probe, points in series.items()
            ]
            out.append(Panel(f"{title}，按{name}", name, unit, [line for line in lines if line.points]))
    return out


def _text(found: dict[str, Any]) -> str:
    out = []
    for axis, series in found.items():
        name, probes = _AXIS[axis]
        sizes = sorted({n for points in series.values() for n in points})
        out += ["", f"| {name}：微秒/张（内存峰值 MiB） | " + " | ".join(f"{n:,}" for n in sizes) + " |"]
        out.append("|---" + "|--:" * len(sizes) + "|")
        for probe, points in series.items():
            cells = [_cell(points.get(n)) for n in sizes]
            out.append(f"| {probes[probe].label} | " + " | ".join(cells) + " |")
    points = [p for series in found.values() for line in series.values() for p in line.values() if "checked" in p]
    checked, wrong = sum(p["checked"] for p in points), sum(p["wrong"] for p in points)
    return "\n".join([*out, "", f"核对了 {checked:,} 个总分，错 {wrong:,} 个。"]).lstrip("\n")


def _cell(point: dict[str, Any] | None) -> str:
    if point is None:
        return ""
    if "failed" in point:
        return point["failed"].replace("|", "/")
    micro = point["seconds"] * 1e6
    shown = f"{micro:,.0f}" if micro >= 100 else f"{micro:.3g}"
    return f"{shown}（{point['mib']:.0f}）"


if __name__ == "__main__":
    sys.exit(main())
