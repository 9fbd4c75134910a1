"""``perfscore batch`` on a Parquet file: the same summary as the same rows in a CSV file; floats are refused by name."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.running import run

pa = pytest.importorskip("pyarrow", reason="needs pyarrow (the extra perfscore[parquet])")
pq = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow (the extra perfscore[parquet])")

HEAD = ("表号", "一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
ROWS = [
    ("甲表", "产出指标", "培训人数", "≥100人", "90人", "60", "60"),
    ("甲表", "产出指标", "培训合格率", "≥95%", "96%", "40", "40"),
    ("乙表", "效益指标", "服务能力", "有效提升", "有效提升", "100", "90"),
]


def summary(path: Path, out: Path) -> list[dict[str, str]]:
    assert run("batch", path, "-o", out).status == 0
    with (out / "汇总.csv").open(encoding="utf-8-sig", newline="") as file:
        return [{k: v for k, v in row.items() if k != "表"} for row in csv.DictReader(file)]


def test_parquet_and_csv_agree(tmp_path: Path) -> None:
    pq.write_table(pa.table({h: [r[i] for r in ROWS] for i, h in enumerate(HEAD)}), tmp_path / "行.parquet")
    with (tmp_path / "行.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *ROWS])
    found = summary(tmp_path / "行.parquet", tmp_path / "一")
    assert found == summary(tmp_path / "行.csv", tmp_path / "二")
    assert [(r["表名"], r["总分"], r["自评总分"]) for r in found] == [("甲表", "94", "100"), ("乙表", "90", "90")]


def test_float_columns_are_refused_by_name(tmp_path: Path) -> None:
    columns = {h: [r[i] for r in ROWS] for i, h in enumerate(HEAD)} | {"得分": [60.0, 40.0, 90.0]}
    pq.write_table(pa.table(columns), tmp_path / "行.parquet")
    run("batch", tmp_path / "行.parquet", "-o", tmp_path / "出")
    failures = (tmp_path / "出" / "失败.jsonl").read_text("utf-8")
    assert "浮点数 60.0" in failures
    assert "得分" in failures


def test_a_file_that_is_no_parquet(tmp_path: Path) -> None:
    (tmp_path / "行.parquet").write_bytes(b"PAR1 not really")
    done = run("batch", tmp_path / "行.parquet", "-o", tmp_path / "出")
    assert "Traceback" not in done.err
    assert "行.parquet" in (tmp_path / "出" / "失败.jsonl").read_text("utf-8")
