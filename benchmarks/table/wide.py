"""Tables of any number of indicators: the 19 kinds of row of the table, over and over, for the curves of scale.

Budget execution comes first and counts as one of the rows. Every figure is that of another department, so no two rows of a
table are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .data import ROWS, TIERS, Row, as_decimal
from .facts import REFERENCE
from .oracle import cents, points_of

__all__ = ["Wide"]

_HEAD = """格式: perfscore/1
自评表: {count}行的表
适用办法: 办法.yaml
年度: 2024
预算执行: {{分值: 10}}
指标:
  产出指标:
    数量指标:
"""
_SCHEME = Path(__file__).parent / "办法.yaml"


class Wide:
    """A table of ``count`` rows, and departments that fill it."""

    def __init__(self, count: int) -> None:
        kinds = (ROWS[1 + n % (len(ROWS) - 1)] for n in range(count - 1))
        own = [k._replace(id=f"k{n:04}", name=f"{k.name}{n}") for n, k in enumerate(kinds, 1)]
        self.rows: tuple[Row, ...] = (ROWS[0], *own)
        self.full = sum(r.points for r in self.rows)
        self._base = (ROWS[0], *(ROWS[1 + n % (len(ROWS) - 1)] for n in range(count - 1)))

    def write(self, folder: Path) -> Path:
        """Write the rules into ``folder`` and return the table's file."""
        lines = [_HEAD.format(count=len(self.rows)).rstrip("\n")]
        for row in self.rows[1:]:
            target = {"least": f"≥{row.target}{row.unit}", "most": f"≤{row.target}{row.unit}"}.get(row.kind)
            target = target or ("达成" if row.kind == "words" else f"高于{REFERENCE}")
            lines.append(f"      - {{编号: {row.id}, 三级指标: {row.name}, 年度指标值: {target}, 分值: {row.points}}}")
        path = folder / "规则.yaml"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        scheme = _SCHEME.read_text("utf-8").replace("满分: 100", f"满分: {self.full}")
        for least in (90, 80, 60):
            scheme = scheme.replace(f"下限: {least}}}", f"下限: {least * self.full / 100:g}}}")
        (folder / "办法.yaml").write_text(scheme, "utf-8")
        return path

    def figures(self, columns: dict[str, Sequence[int]], department: int) -> list[tuple[int, int]]:
        """Return (actual or word, reference) of each row, in hundredths."""
        out = []
        for n, row in enumerate(self._base):
            where = (department + 7919 * (n // (len(ROWS) - 1))) % len(columns["a_r00"])
            a = columns[("t_" if row.kind == "words" else "a_") + row.id][where]
            out.append((a, columns[f"b_{row.id}"][where] if f"b_{row.id}" in columns else 0))
        return out

    def total(self, figures: list[tuple[int, int]]) -> int:
        """Return the total the oracle expects, in hundredths."""
        return sum(cents(points_of(row, a, b)) for row, (a, b) in zip(self.rows, figures, strict=True))

    def facts(self, figures: list[tuple[int, int]]) -> dict[str, Any]:
        """Return 填报数据 as ``perfscore.read_facts`` takes them."""
        filed, references = [], []
        for row, (a, b) in zip(self.rows[1:], figures[1:], strict=True):
            filed.append({"编号": row.id, "三级指标": row.name, "实际完成值": self._value(row, a)})
            if row.kind == "above":
                references.append({"指标": row.id, "名称": REFERENCE, "值": as_decimal(b), "来源": "基准数据"})
        a, b = figures[0]
        funds = {"全年预算数": as_decimal(b), "全年执行数": as_decimal(a)}
        return {"年度": "2024", "资金（万元）": funds, "完成情况": filed, "参照值": references}

    def record(self, figures: list[tuple[int, int]]) -> dict[str, Any]:
        """Return one flat record with the keys ``perfscore.scorer`` knows."""
        out: dict[str, Any] = {"全年执行数": as_decimal(figures[0][0]), "全年预算数": as_decimal(figures[0][1])}
        for row, (a, b) in zip(self.rows[1:], figures[1:], strict=True):
            out[row.id] = self._value(row, a)
            if row.kind == "above":
                out[f"{row.id}_参照值"] = as_decimal(b)
        return out

    def _value(self, row: Row, a: int) -> Any:
        return TIERS[a] if row.kind == "words" else as_decimal(a)
