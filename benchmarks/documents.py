"""How tables come back from documents: cells and spans exact, rows read, listed, wrong; per format and per kind of table.

    python benchmarks/documents.py

The tables are those of ``tests/documents``: the corpus in the official form, and published tables in the layouts they
were printed in. A row is *read* where every cell of it is verbatim under the right column, *listed* where it was not
taken in and its place is named, *wrong* otherwise: read differently, or neither read nor named.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from perfscore import PerfscoreError
from perfscore.documents import document_of_bytes, import_tables
from perfscore.documents.words import compact, joined, label

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.documents import building, published
from tests.documents.building import WRITERS, At

OFFICIAL = "官方表样"


def sets() -> Iterator[tuple[str, dict[str, Any], list[At]]]:
    """Yield what is measured: the set's name, the table, its cells."""
    for table in building.corpus():
        if table["indicators"]:
            yield OFFICIAL, table, building.grid(table)
    for table in published.published():
        yield "原样", table, published.layout(table)


def wanted_of(name: str, table: dict[str, Any], kind: str) -> list[dict[str, str]]:
    """Return the rows a format ought to give back."""
    return building.wanted(table) if name == OFFICIAL else published.wanted(table, kind)


def cells_of(data: bytes, name: str, given: list[At], *, merges: bool) -> Counter[str]:
    """Count the cells with text that came back in place and verbatim, and the merged ones that kept their span."""
    read = {(c.row, c.column): c for grid in document_of_bytes(data, name).grids[:1] for c in grid.cells if c.text}
    out = Counter[str]()
    for cell in (c for c in given if c.text):
        back = read.pop((cell.row, cell.column), None)
        out["cells"] += 1
        out["cells exact"] += back is not None and back.text == cell.text
        if merges and (cell.rows > 1 or cell.columns > 1):
            out["spans"] += 1
            out["spans exact"] += back is not None and (back.rows, back.columns) == (cell.rows, cell.columns)
    out["cells made up"] += len(read)
    return out


def rows_of(data: bytes, name: str, table: dict[str, Any], wanted: list[dict[str, str]]) -> Counter[str]:
    """Count the rows that were read, listed and wrong. A row that was left out must be named, each by a message of its own."""
    printed = table["indicators"]
    try:
        tables = import_tables(document_of_bytes(data, name))
    except PerfscoreError as error:
        named = any(p.code in ("I940", "I956") for p in error.problems)
        return Counter({"rows": len(printed), "listed" if named else "wrong": len(printed)})
    found = [dict(r) for t in tables for r in t.rows]
    right = sum(a == b for a, b in zip(found, wanted, strict=False))
    said = [compact(p.message) for t in tables for p in t.problems if p.code in ("I931", "I932")]
    names = [r["三级指标"] for r in wanted]
    listed = unnamed = 0
    for row in printed:
        own = label(joined(row.get("三级", ""))).name
        if own in [label(n).name for n in names]:
            continue
        place = next((i for i, text in enumerate(said) if compact(own or row.get("二级", "")) in text), None)
        if place is None:
            unnamed += 1
        else:
            listed += 1
            del said[place]
    wrong = max(len(found), len(wanted)) - right + unnamed
    return Counter({"rows": len(printed), "read": right, "listed": listed, "wrong": wrong})


def main() -> None:
    """Print the counts of every set and format."""
    totals: dict[tuple[str, str], Counter[str]] = {}
    began = time.process_time()
    for name, table, cells in sets():
        for kind, write in WRITERS.items():
            data = write(cells)
            count = totals.setdefault((name, kind), Counter())
            file = f"{table['id']}.{kind}"
            count += Counter({"tables": 1})
            count += cells_of(data, file, cells, merges=kind != "csv")
            count += rows_of(data, file, table, wanted_of(name, table, kind))
            totals[name, kind] = count
    print("表样      格式   表   单元格（一字不差/全部）  合并（不差/全部）  行   读入  列出  读错")
    for (name, kind), c in totals.items():
        spans = f"{c['spans exact']}/{c['spans']}" if kind != "csv" else "—"
        print(
            f"{name:<6}\t{kind}\t{c['tables']}\t{c['cells exact']}/{c['cells']} 多出 {c['cells made up']}\t"
            f"{spans}\t{c['rows']}\t{c['read']}\t{c['listed']}\t{c['wrong']}"
        )
    print(f"{time.process_time() - began:.1f} 秒处理器时间（含生成文档）")


if __name__ == "__main__":
    main()
