"""Tab-separated values, for pasting into a spreadsheet. A renderer prints what was scored and computes nothing."""

from __future__ import annotations

from typing import Any

from perfscore.evaluation.values import BASES
from perfscore.plugins import Renderer

_HEADS = {
    "zh": ("三级指标", "年度指标值", "实际完成值", "分值", "得分", "计分依据"),
    "en": ("indicator", "target", "actual", "points", "score", "basis"),
}


def _cell(text: object) -> str:
    """Return a cell without tabs and line breaks; what a spreadsheet might run is marked as text."""
    flat = " ".join(str(text).split())
    return f"'{flat}" if flat[:1] in ("=", "+", "-", "@") else flat


def tsv(evaluation: Any, lang: str) -> str:
    """Return one line a row, and a last line with the total."""
    result = evaluation.to_dict()
    words = BASES if lang == "zh" else {}
    lines = [_HEADS[lang]]
    for row in result["rows"]:
        basis = words.get(row["basis"], row["basis"]) or ""
        lines.append((row["name"], row["target"], row["actual"], row["max_score"], row["score"] or "", basis))
    lines.append(("合计" if lang == "zh" else "total", "", "", result["full_score"], result["total"], ""))
    return "".join("\t".join(map(_cell, line)) + "\n" for line in lines)


TSV = Renderer(tsv, suffix="tsv")
