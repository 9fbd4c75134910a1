"""Where the time of one record goes: the generated code put together part by part.

    python benchmarks/one_record.py                  # print the shares
    python benchmarks/one_record.py --write docs     # put them into docs/性能.md

What a part costs is the code with it less the code without it and those that follow: the same records, turn about,
processor time, best of many. The code without a part gives wrong results; it is only timed.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))
sys.path.insert(0, str(ROOT))

from benchmarks.contenders import Source, find  # noqa: E402
from benchmarks.pages import replaced  # noqa: E402

Run = Callable[[], Any]
_ROW = re.compile(r"        # .*?(?=        # |        total = |        result = )", re.DOTALL)


def without_rows(source: str, wanted: Callable[[str], bool]) -> str:
    """Return the code with the rows that are wanted worth a constant."""

    def worth(match: re.Match[str]) -> str:
        block = match[0]
        found = re.search(r"(s\d+) = ", block)
        assert found is not None
        return f"        {found[1]} = ONE\n" if wanted(block) else block

    return _ROW.sub(worth, source)


def stages(source: str) -> dict[str, str]:
    """Return the code of ``score`` grown part by part, by what was added last; the last is the whole."""
    end = source.index("        result = new(Deferred)")
    total = source[source.index("        total = ") : source.index("        if total >= ")]
    grade = source[source.index("        if total >= ") : end]
    made = source[end : source.index("    except LEFT:")]
    bare = source.replace(made, "        result = v0\n").replace(grade, "").replace(total, "")
    return {
        "取值、不许舍入的环境、写文字的行": without_rows(bare, lambda block: "Decimal" in block),
        "数与目标比的行": without_rows(bare, _against_reference),
        "数与参照值比的行": bare,
        "合计": source.replace(made, "        result = total\n").replace(grade, ""),
        "等级": source.replace(made, "        result = total\n"),
        "结果（Evaluation）": source,
    }


def _against_reference(block: str) -> bool:
    return " and v" in block.split("\n")[1]


def best(runs: Sequence[Run], rounds: int) -> list[float]:
    """Return the least processor time of each, run turn about."""
    out = [float("inf")] * len(runs)
    for _ in range(rounds):
        for n, run in enumerate(runs):
            start = time.process_time()
            kept = run()
            out[n] = min(out[n], time.process_time() - start)
            del kept
    return out


def profile(tables: int, rounds: int) -> list[tuple[str, float, float]]:
    """Return (part, nanoseconds a table, share of the whole) of every part, the whole and the floor."""
    from decimal import Decimal

    scorer, floor = find("scorer").load(), find("floor")
    records = find("scorer").prepare(scorer, Source(tables, None))
    state = floor.load()
    prepared = floor.prepare(state, Source(tables, None))
    whole = scorer.source[scorer.source.index("def score(record):") : scorer.source.index("\n\n\ndef rows(")]
    space = scorer._score.__globals__ | {"ONE": Decimal(500)}  # what the generated code uses

    def runs(code: str) -> Run:
        own = dict(space)
        exec(compile(code, "<part>", "exec"), own)
        score = own["score"]
        return lambda: [score(record) for record in records]

    grown = stages(whole)
    took = [1e9 / tables * t for t in best([lambda: floor.run(state, prepared), *map(runs, grown.values())], rounds)]
    added = zip(grown, (after - before for before, after in pairwise([0.0, *took[1:]])), strict=True)
    out = [*added, ("scorer()，合起来", took[-1]), ("基准线", took[0])]
    return [(name, time, time / took[-1]) for name, time in out]


def page(rows: Sequence[tuple[str, float, float]]) -> str:
    """Return the table as Markdown."""
    head = "| 部分 | 纳秒/张 | 占 |\n|---|--:|--:|"
    return "\n".join([head, *(f"| {name} | {ns:,.0f} | {share:.1%} |" for name, ns, share in rows)])


def main(words: list[str] | None = None) -> int:
    """Print where time goes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--write", type=Path, help="folder of the page 性能.md, whose table is replaced")
    chosen = parser.parse_args(words)
    text = page(profile(chosen.tables, chosen.rounds))
    print(text)
    if chosen.write:
        file = chosen.write / "性能.md"
        file.write_text(replaced(file.read_text("utf-8"), "一条记录", text), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
