"""CSV (and Tab-separated text) → one table of cells without spans; GBK, UTF-8 and UTF-16 are told apart by their bytes."""

from __future__ import annotations

import csv
import io

from ..base.problem import PerfscoreError, Problem, problem
from .model import MAX_CELLS, Cell, Document, Grid, blanks_before

__all__ = ["csv_reason", "read_csv", "separator"]

_SEPARATORS = ",\t;"
_RISKY = "=+-@"


_REASONS = (
    ("field larger", "有一格超过 131072 个字"),
    ("NUL", "含有空字符（NUL）"),
    ("new-line character", "没有引号的一格里有换行"),
    ("unexpected end", "引号没有配对"),
)


def csv_reason(error: csv.Error) -> str:
    """Say in Chinese what Python's CSV reader stumbled over."""
    said = str(error)
    return next((why for mark, why in _REASONS if mark in said), f"CSV 的写法不对（{said[:60]}）")


def separator(text: str) -> str:
    """Return what divides the cells: the sign that stands in the most of the first lines, outside quotes."""
    lines = [line for line in text[:20_000].split("\n")[:30] if line.strip()]
    counts = {sign: sum(sign in _unquoted(line) for line in lines) for sign in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda sign: (counts[sign], -_SEPARATORS.index(sign)))
    return best if counts[best] else ","


def _unquoted(line: str) -> str:
    return "".join(line.split('"')[::2])


def _unguarded(text: str) -> str:
    """Take off what spreadsheets put before a text so that it stays text: ``'=100%`` and ``="100%"``."""
    if text[:1] == "'" and text[1:2] and text[1:2] in _RISKY:
        return text[1:]
    if text.startswith('="') and text.endswith('"') and len(text) > 3:
        return text[2:-1]
    return text


def read_csv(text: str, name: str, problems: tuple[Problem, ...] = ()) -> Document:
    """Return the one table of a CSV text. Raises :class:`~perfscore.PerfscoreError` where it cannot be divided."""
    cells: list[Cell] = []
    try:
        for row, line in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator(text))):
            for column, value in enumerate(line):
                if clean := _unguarded(value.strip().replace("\r\n", "\n")):
                    cells.append(Cell(row, column, clean, indent=blanks_before(value)))
            if len(cells) > MAX_CELLS:
                limit = f"{MAX_CELLS} 格"
                raise PerfscoreError(
                    [
                        problem(
                            "I922",
                            name=name,
                            what="表",
                            what_en="the table",
                            limit=limit,
                            limit_en=f"{MAX_CELLS} cells",
                        )
                    ]
                )
    except csv.Error as error:
        raise PerfscoreError([problem("I923", name=name, reason=csv_reason(error))]) from None
    return Document(name, "csv", (Grid("表", "csv", tuple(cells)),), (), problems)
