"""Records → the files a reviewer opens: 汇总 (csv, html, xlsx), 疑点清单.csv, 差异.csv, 失败.jsonl, 结果.jsonl."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ..base.exact import decimal_of
from ..rendering.escaping import csv_cell
from .book import workbook
from .page import html_page
from .sheet import Sheet
from .tables import Record

__all__ = ["files", "sheets"]

_SEVERITIES = {"error": "错误", "warning": "疑点", "ask": "待说明"}
_RANK = {"error": 0, "warning": 1, "ask": 2}
TABLES = "汇总"
FINDINGS = "疑点清单"
DIFFERENCES = "差异"
FAILURES = "失败"
REASON = "可能的原因"


_LONG = frozenset(("位置", "指标", "说明", REASON))


def sheets(records: Sequence[Record]) -> tuple[Sheet, ...]:
    """Return the four tables of the summary."""
    scored = [r for r in records if r["status"] == "scored"]
    return (_tables(scored), _findings(scored), _differences(scored), _failures(records))


def _tables(scored: list[Record]) -> Sheet:
    heading = (
        "表", "表名", "单位", "年度", "评分办法", "总分", "满分", "等级", "最低", "最高", "待人工认定行", "自评总分", "自评与采用相差", "自评与测算不符的行",
        "可复算分值", "错误", "疑点", "待说明", "各代码件数", REASON,
    )  # fmt: skip
    figures = frozenset(heading[5:7]) | set(heading[8:18])
    return Sheet(TABLES, heading, tuple(_table(r) for r in scored), figures, _LONG)


def _table(r: Record) -> tuple[str, ...]:
    by_severity = Counter(f["severity"] for f in r["findings"])
    by_code = Counter(f["code"] for f in r["findings"])
    printed = r["printed_total"] or r["printed_sum"]
    gap = "" if printed is None else str(decimal_of(printed) - decimal_of(r["total"]))
    return (
        r["id"], r["title"], r["unit"], _text(r["year"]), r["scheme"], r["total"], r["full_score"], _text(r["grade"]) or "待定",
        r["low"], r["high"], str(r["pending"]), _text(printed), gap, str(len(r["differences"])),
        r["by_basis"].get("recomputed", "0"), *(str(by_severity[s]) for s in _SEVERITIES),
        " ".join(f"{code}×{n}" for code, n in sorted(by_code.items())), r.get("total_reason", ""),
    )  # fmt: skip


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _findings(scored: list[Record]) -> Sheet:
    """All findings, the heaviest first; equal ones in the order of the tables."""
    entries = [(decimal_of(f["weight"]), n, f, r) for n, r in enumerate(scored) for f in r["findings"]]
    entries.sort(key=lambda e: (-e[0], _RANK[e[2]["severity"]], e[1], e[2]["code"]))
    rows = tuple(
        (
            f["weight"],
            _SEVERITIES[f["severity"]],
            f["code"],
            r["id"],
            r["unit"],
            f["where"],
            f["points"],
            f["message"],
            f.get("reason", ""),
        )
        for _, _, f, r in entries
    )
    heading = ("权重", "级别", "代码", "表", "单位", "位置", "涉及分值", "说明", REASON)
    return Sheet(FINDINGS, heading, rows, frozenset(("权重", "涉及分值")), _LONG)


def _differences(scored: list[Record]) -> Sheet:
    """Printed against recomputed, row by row, the largest difference first."""
    entries = [(abs(decimal_of(d["difference"])), n, d, r) for n, r in enumerate(scored) for d in r["differences"]]
    entries.sort(key=lambda e: (-e[0], e[1]))
    rows = tuple(
        (
            r["id"],
            r["unit"],
            d["row"],
            d["target"],
            d["actual"],
            d["max_score"],
            d["printed"],
            d["computed"],
            d["difference"],
            d.get("reason", ""),
        )
        for _, _, d, r in entries
    )
    heading = ("表", "单位", "指标", "年度指标值", "实际完成值", "分值", "自评得分", "系统测算分", "相差", REASON)
    return Sheet(DIFFERENCES, heading, rows, frozenset(heading[5:9]), _LONG)


def _failures(records: Sequence[Record]) -> Sheet:
    rows = tuple(
        (r["id"], p["code"], _SEVERITIES[p["severity"]], p["message"], p.get("where", ""))
        for r in records
        if r["status"] == "failed"
        for p in r["problems"]
    )
    return Sheet(FAILURES, ("表", "代码", "级别", "说明", "位置"), rows, long=_LONG)


# --- files ----------------------------------------------------------------------------------------------------------


def files(records: Sequence[Record], *, excel: bool) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of every file of the output folder, the same bytes for the same records."""
    made = sheets(records)
    yield "汇总.csv", _csv(made[0])
    yield "疑点清单.csv", _csv(made[1])
    yield "差异.csv", _csv(made[2])
    yield "汇总.html", html_page(made, records).encode()
    if excel:
        yield "汇总.xlsx", workbook(made)
    yield "失败.jsonl", _jsonl(r for r in records if r["status"] == "failed")
    yield "结果.jsonl", _jsonl(r for r in records if r["status"] == "scored")


def _jsonl(records: Any) -> bytes:
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records).encode()


def _csv(sheet: Sheet) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(sheet.heading)
    writer.writerows([csv_cell(cell) for cell in row] for row in sheet.rows)
    return ("\ufeff" + out.getvalue()).encode()
