"""Columns by curve family: ``python benchmarks/columns.py [--share 0.1] [--write docs] [names]``.

For each family ten rows of one clause over columns of whole numbers, decimals and texts, without and with gaps (5 % not
filled in, 2 % not applicable): the speed of the ordinary call ``score_table(plan, table)`` as a multiple of straight-line
``Decimal`` code written by hand for that clause, which checks nothing, in the same process on one core, turn about; medians
of five. Of texts it makes decimals first. Where no such code makes sense (dates, claims) the one-record scorer stands in its
place. Every score and total is held against fractions that share
no code with the library. Needs the extra ``arrow``.
"""

from __future__ import annotations

import argparse
import gc
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.contenders.columns import as_decimal128, hundredths_of
from benchmarks.families.drawing import ROWS, Drawn, draw
from benchmarks.families.kinds import EXECUTION, FAMILIES, Family
from benchmarks.measuring import pin
from benchmarks.pages import replaced

import perfscore

KINDS = ("int64", "decimal128", "文字")
TABLES = {"int64": 50_000, "decimal128": 50_000, "文字": 20_000}
FLOOR, SCORER = 2_000, 400
TURNS = 5


class Measured(NamedTuple):
    """How many times the floor, nanoseconds a row, and how many of the scores were wrong."""

    ratio: float
    ns: float
    wrong: int
    rows: int


# --- rules --------------------------------------------------------------------------------------------------------

_SCHEME = """\
格式: perfscore/1
评分办法: 分族测速用计分办法
基于: national/self-evaluation-2021
约定: {自报: 采信自评, 缺参照: 待人工认定, 未达参照: 按比例, 未填: 待人工认定, 不适用: 折算, 超额完成: 不扣分}
"""


def plan_of(family: Family) -> Any:
    """Return the plan of a table with ten rows of this family (预算执行: that row, and one of words)."""
    rows = ROWS if family.target != EXECUTION else 1
    clause = f", 评分标准: {family.clause!r}" if family.clause else ""
    target = family.target if rows == ROWS else "合规"
    lines = "".join(
        f"      - {{三级指标: 第{k}项, 年度指标值: {target!r}, 分值: {100 // ROWS if rows == ROWS else 90}{clause}}}\n"
        for k in range(rows)
    )
    head = "预算执行: {分值: 10}\n" if rows == 1 else ""
    table = f"格式: perfscore/1\n自评表: 分族测速\n适用办法: 办法.yaml\n年度: 2024\n{head}指标:\n  产出指标:\n    数量指标:\n{lines}"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "办法.yaml").write_text(_SCHEME, "utf-8")
        (Path(folder) / "表.yaml").write_text(table, "utf-8")
        return perfscore.load(Path(folder) / "表.yaml").plan()


# --- the two ways -------------------------------------------------------------------------------------------------


def floor_of(family: Family, *, gaps: bool, text: bool) -> Callable[[Any], Any]:
    """Return the hand-written line of a family, written out for each row, with the total; ``text``: figures are texts first."""
    rows = ROWS if family.target != EXECUTION else 1
    lines = ["def floor(rec):", "    t = Z"]
    lines += ["    full = 0"] if gaps else []
    for k in range(rows):
        lines.append(f'    a = rec["a{k}"]')
        lines += [f'    b = rec["b{k}"]'] if family.beside else []
        said = f"    {family.floor.replace('s = ', f's{k} = ')}"
        cut = f"[:-{len(family.unit)}]" if family.unit else ""
        turned = [f"a = D(a{cut})", *([f"b = D(b{cut})"] if family.beside else [])] if text and not family.words else []
        if gaps:
            lines += [f"    s{k} = None", f'    if not rec["n{k}"]:', "        full += 10"]
            lines += ["        if a is not None:", *(f"            {t}" for t in turned), f"        {said}"]
        else:
            lines += [f"    {t}" for t in turned]
            lines.append(said)
        lines += (
            [f"    if s{k} is not None:", f"        t += s{k}"]
            if gaps or "None" in family.floor
            else [f"    t += s{k}"]
        )
    lines += (
        ["    if full and full < 100:", "        t = (t * HUNDRED / full).quantize(C, UP)"] if gaps and rows > 1 else []
    )
    lines.append(f"    return ({', '.join(f's{k}' for k in range(rows))},), t")
    names = {
        "D": Decimal, "C": Decimal("0.01"), "UP": ROUND_HALF_UP, "DOWN": ROUND_FLOOR, "Z": Decimal("0.00"),
        "P": Decimal("10.00"), "E": Decimal("8.00"), "X": Decimal("6.00"), "V": Decimal("5.00"), "H": Decimal("0.5"),
        "ONE": Decimal(1), "HUNDRED": Decimal(100),
        "W": {"达成": Decimal("10.00"), "基本达成": Decimal("8.50"), "部分达成": Decimal("6.00"), "未达成": Decimal("0.00")},
    }  # fmt: skip
    text = "\n".join(lines)
    for n, number in enumerate(sorted({p.split('"')[0] for p in text.split('D("')[1:]})):
        text = text.replace(f'D("{number}")', f"K{n}")
        names[f"K{n}"] = Decimal(number)
    exec(text, names)
    return names["floor"]  # type: ignore[no-any-return]


def _records(drawn: Drawn, n: int, unit: str | None) -> list[dict[str, Any]]:
    """Records of the floor: decimals, or texts with this unit."""

    def value(v: Any) -> Any:
        if isinstance(v, int):
            return Decimal(v).scaleb(-2) if unit is None else f"{_plain(v)}{unit}"
        return v

    rows = range(len(drawn.actual))
    return [
        {f"a{k}": value(drawn.actual[k][i]) for k in rows}
        | {f"b{k}": value(drawn.beside[k][i]) for k in rows}
        | {f"n{k}": drawn.absent[k][i] for k in rows}
        for i in range(n)
    ]


def _names(family: Family, k: int) -> tuple[str, str]:
    if family.target == EXECUTION:
        return "全年执行数", "全年预算数"
    return f"第{k}项", f"第{k}项_{family.beside}"


def table_of(family: Family, drawn: Drawn, kind: str, *, gaps: bool) -> pa.Table:
    """Return the columns of one kind."""
    out: dict[str, Any] = {}
    for k, actual in enumerate(drawn.actual):
        name, beside = _names(family, k)
        out[name] = _column(actual, kind, family.unit)
        if family.beside:
            out[beside] = _column(drawn.beside[k], kind, family.unit)
        if gaps and family.target != EXECUTION:
            out[f"{name}_不适用"] = pa.array(["没有安排" if a else None for a in drawn.absent[k]])
    if family.target == EXECUTION:
        out["第0项"] = pa.array(["合规"] * len(drawn.actual[0]))
    return pa.table(out)


def _column(values: list[Any], kind: str, unit: str) -> Any:
    if any(isinstance(v, str) for v in values):
        words = pa.array(values, pa.string())
        return words if kind == "文字" else words.dictionary_encode()
    if kind == "文字":
        return pa.array([None if v is None else f"{_plain(v)}{unit}" for v in values])
    missing = np.array([v is None for v in values])
    whole = np.array([0 if v is None else v for v in values], np.int64)
    if kind == "int64":
        return pa.array(whole, mask=missing if missing.any() else None)
    made = as_decimal128(whole)
    return (
        made if not missing.any() else pa.Array.from_buffers(made.type, len(made), [_bits(~missing), made.buffers()[1]])
    )


def _bits(valid: Any) -> Any:
    return pa.py_buffer(np.packbits(valid, bitorder="little"))


def _plain(v: int) -> str:
    return f"{Decimal(v).scaleb(-2):f}".rstrip("0").rstrip(".")


# --- measuring ----------------------------------------------------------------------------------------------------


def measure(family: Family, plan: Any, kind: str, share: float, *, gaps: bool) -> Measured:
    """Time the call and the floor turn about, and hold every score and total against the fractions."""
    n = max(SCORER, round(TABLES[kind] * share))
    drawn = draw(family, n, gaps=gaps)
    table = table_of(family, drawn, kind, gaps=gaps)
    units = {f"第{k}项": family.unit for k in range(ROWS)} if family.target.startswith("高于") else None
    options: dict[str, Any] = {"places": 2, "scores": "int64"} if kind == "int64" else {}

    def run() -> pa.Table:
        return perfscore.score_table(plan, table, units=units, **options).table

    base, of = _base(family, plan, drawn, units, gaps=gaps, text=kind == "文字")
    got, times, ratios = run(), [], []
    for _ in range(TURNS):
        times.append(_clocked(run) / n)
        ratios.append(_clocked(base) / of / times[-1])
    rows = len(drawn.actual)
    return Measured(median(ratios), median(times) / rows * 1e9, _wrong(family, got, drawn), rows * n)


def _base(
    family: Family, plan: Any, drawn: Drawn, units: Any, *, gaps: bool, text: bool
) -> tuple[Callable[[], Any], int]:
    n = min(FLOOR if family.floor else SCORER, len(drawn.totals))
    records = _records(drawn, n, family.unit if text else None)
    if family.floor:
        floor = floor_of(family, gaps=gaps, text=text)
        return (lambda: [floor(r) for r in records]), n
    given = []
    for record in records:
        own: dict[str, Any] = {}
        for k in range(len(drawn.actual)):
            name, beside = _names(family, k)
            own |= {name: record[f"a{k}"], f"{name}_不适用": "没有安排" if record[f"n{k}"] else None}
            own |= {beside: record[f"b{k}"]} if family.beside else {}
        given.append(own)
    score = perfscore.scorer(plan, fields=list(given[0]), units=units)
    return (lambda: [score(r) for r in given]), n


def _clocked(run: Callable[[], Any]) -> float:
    gc.collect()
    gc.disable()
    start = time.process_time()
    kept = run()
    took = time.process_time() - start
    gc.enable()
    del kept
    return took


def _wrong(family: Family, got: pa.Table, drawn: Drawn) -> int:
    """Count the scores, and the tables whose total, is not what it must be."""
    wrong = 0
    for k, right in enumerate(drawn.right):
        name = "预算执行率" if family.target == EXECUTION else f"第{k}项"
        column = got[f"{name}_得分"]
        have = _cents(column)
        scored = np.array([r is not None for r in right])
        valid = column.is_valid().to_numpy()
        want = np.array([0 if r is None else r for r in right], np.int64)
        wrong += int((valid != scored).sum() + (have[scored & valid] != want[scored & valid]).sum())
    if family.target == EXECUTION:
        return wrong
    return wrong + int((_cents(got["总分"]) != np.array(drawn.totals, np.int64)).sum())


def _cents(column: Any) -> Any:
    """Return scores as whole hundredths; anything where there is none."""
    if pa.types.is_integer(column.type):
        return column.fill_null(0).to_numpy()
    whole = hundredths_of(column)
    return whole // 10 ** (column.type.scale - 2)


# --- the table ----------------------------------------------------------------------------------------------------


def line(family: Family, found: dict[tuple[str, bool], Measured]) -> str:
    """Return a row of the Markdown table."""
    cells = [family.name, "手写" if family.floor else "逐张"]
    for gaps in (False, True):
        for kind in KINDS:
            m = found.get((kind, gaps))
            cells.append("" if m is None else f"{_digits(m.ratio)}（{_digits(m.ns)}）")
    wrong, rows = sum(m.wrong for m in found.values()), sum(m.rows for m in found.values())
    cells.append(f"{wrong:,} / {rows:,}" if not wrong else f"**{wrong:,}** / {rows:,}")
    return "| " + " | ".join(cells) + " |"


def _digits(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


HEAD = (
    "| 曲线族 | 对照 | int64 | decimal128 | 文字 | 有缺项：int64 | 有缺项：decimal128 | 有缺项：文字 | 错行 |",
    "|---|---|--:|--:|--:|--:|--:|--:|--:|",
)


def main(words: list[str] | None = None) -> int:
    """Print the table; 1 where a score was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="families whose name holds one of these (default: all)")
    parser.add_argument("--share", type=float, default=1.0, help="measure this share of the usual number of tables")
    parser.add_argument("--write", type=Path, help="folder of the page 列式.md, whose table is replaced")
    chosen = parser.parse_args(words)
    pin()
    lines, wrong = list(HEAD), 0
    for family in FAMILIES:
        if chosen.names and not any(name in family.name for name in chosen.names):
            continue
        print(f"\r{family.name:40}", end="", flush=True, file=sys.stderr)
        plan = plan_of(family)
        found = {
            (kind, gaps): measure(family, plan, kind, chosen.share, gaps=gaps)
            for gaps in (False, True)
            for kind in KINDS
            if not (family.words and not family.beside and kind == "decimal128")
        }
        wrong += sum(m.wrong for m in found.values())
        lines.append(line(family, found))
    versions = f"Python {platform.python_version()}，numpy {np.__version__}，pyarrow {pa.__version__}"
    lines += ["", f"- {versions}，{platform.system()} {platform.machine()}，一个核。"]
    print("\r", end="", file=sys.stderr)
    print(text := "\n".join(lines))
    if chosen.write:
        page = chosen.write / "列式.md"
        page.write_text(replaced(page.read_text("utf-8"), "分族", text), "utf-8")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
