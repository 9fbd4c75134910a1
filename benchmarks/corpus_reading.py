"""How the readers fare on labelled texts: right, flagged (unclear or with a problem), silently wrong; per kind.

    python benchmarks/corpus_reading.py [targets.jsonl actuals.jsonl ...]

A file whose lines hold ``actual`` is read as actual values, else as targets.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfscore.language import default_language

CORPUS = Path(__file__).parents[1] / "tests" / "language" / "corpus"
FIGURES = {"value", "low", "high", "offset"}


def plainly(value: Any, key: str = "") -> Any:
    """Return a reading in a form that can be compared: numbers as numbers, problems left out."""
    if isinstance(value, dict):
        return {k: plainly(v, k) for k, v in value.items() if k not in ("problems", "why")}
    if isinstance(value, list):
        return [plainly(v) for v in value]
    return Decimal(value) if key in FIGURES and isinstance(value, str) else value


def matches(got: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """Tell whether a reading is the wanted one; ``unclear`` is matched by kind alone."""
    if "unclear" in wanted or wanted.get("kind") == "unclear":
        return "unclear" in got or got.get("kind") == "unclear"
    return bool(plainly(got) == plainly(wanted))


def judge(entry: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return ``right``, ``flagged`` or ``silent``, and the reading."""
    language = default_language()
    if "actual" in entry:
        got = language.read_actual(entry["actual"]).to_dict()
    else:
        got = language.read_target(entry["target"], nature=entry.get("nature"), unit=entry.get("unit")).to_dict()
    if any(matches(got, wanted) for wanted in (entry["reading"], *entry.get("also_ok", ()))):
        return "right", got
    flagged = bool(got["problems"]) or "unclear" in got or got.get("kind") == "unclear"
    return "flagged" if flagged else "silent", got


def main(paths: list[str]) -> None:
    """Print what went wrong, then the counts per kind."""
    for path in map(Path, paths) if paths else sorted(CORPUS.glob("*.jsonl")):
        counts: Counter[tuple[str, str]] = Counter()
        noisy = 0
        for line in path.read_text("utf-8").splitlines():
            entry = json.loads(line)
            verdict, got = judge(entry)
            noisy += verdict == "right" and bool(got["problems"]) and "unclear" not in (got.get("kind"), *got)
            counts[entry["reading"].get("kind", "actual"), verdict] += 1
            if verdict != "right":
                problems = [p["code"] for p in got.pop("problems")]
                print(
                    f"{verdict}: {entry.get('target', entry.get('actual'))}\n  wanted {entry['reading']}\n  got    {got} {problems}"
                )
        total = Counter[str]()
        for (_, verdict), count in counts.items():
            total[verdict] += count
        print(f"{path.name}: {dict(total)}; right with a problem beside: {noisy}")
        for kind in sorted({k for k, _ in counts}):
            print(f"  {kind}: { ({v: c for (k, v), c in sorted(counts.items()) if k == kind}) }")


if __name__ == "__main__":
    main(sys.argv[1:])
