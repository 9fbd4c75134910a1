"""``perfscore batch`` as users run it: goes on when one fails, resumes after a cut, same bytes."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run
from tests.documents.building import WRITERS, corpus, grid
from tests.seed import FACTS, TABLE

TABLES = [t for t in corpus() if t["indicators"]]
SCHEME = "national/self-evaluation-2021"
FILES = ["失败.jsonl", "差异.csv", "汇总.csv", "汇总.html", "汇总.xlsx", "疑点清单.csv", "结果.jsonl"]


def written(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "收到"
    (folder / "甲局").mkdir(parents=True)
    for n, (kind, write) in enumerate(WRITERS.items()):
        (folder / f"表{n}.{kind}").write_bytes(write(grid(TABLES[n + 5])))
    (folder / "甲局" / "indicators.yaml").write_text(TABLE.read_text("utf-8"), "utf-8")
    (folder / "甲局" / "facts.yaml").write_text(FACTS.read_text("utf-8"), "utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04x")
    (folder / "说明.txt").write_text("无关", "utf-8")
    (folder / "~$表0.docx").write_bytes(b"lock")
    return folder


def test_a_folder_of_all_kinds(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总"
    done = run("batch", source, "--rules", SCHEME, "-o", out)
    assert (done.status, done.out) == (1, f"6 张表：5 张已计分，1 张未能计分。汇总在 {out}\n")
    assert done.err == f"待说明 I948：跳过“{source / '说明.txt'}”：不是表\n"
    assert list(written(out)) == sorted(FILES)
    (failure,) = [json.loads(line) for line in (out / "失败.jsonl").read_text("utf-8").splitlines()]
    assert (failure["id"], failure["problems"][0]["code"]) == (str(source / "坏.docx"), "I923")
    seed = next(r for r in rows(out, "汇总.csv") if "indicators" in r["表"])
    assert [seed[k] for k in ("总分", "满分", "等级", "最低", "最高", "自评总分", "可复算分值")] == [
        "100", "100", "优", "50", "100", "100", "50",
    ]  # fmt: skip


def test_findings_are_ordered_by_weight(source: Path, tmp_path: Path) -> None:
    run("batch", source, "-o", tmp_path / "汇总")
    weights = [float(r["权重"]) for r in rows(tmp_path / "汇总", "疑点清单.csv")]
    assert weights == sorted(weights, reverse=True)
    for row in rows(tmp_path / "汇总", "疑点清单.csv"):
        factor = {"错误": 3, "疑点": 2, "待说明": 1}[row["级别"]]
        assert float(row["权重"]) == factor * max(float(row["涉及分值"]), 1)


def test_any_number_of_processes_gives_the_same_bytes(source: Path, tmp_path: Path) -> None:
    for jobs in ("1", "2"):
        run("batch", source, "--rules", SCHEME, "-o", tmp_path / jobs, "--jobs", jobs)
    assert written(tmp_path / "1") == written(tmp_path / "2")


def jsonl(path: Path, count: int) -> Path:
    lines = [json.dumps(TABLES[n % len(TABLES)] | {"id": f"表{n}"}, ensure_ascii=False) for n in range(count)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_a_run_that_was_killed_goes_on_and_ends_the_same(tmp_path: Path) -> None:
    source, out, whole = jsonl(tmp_path / "表.jsonl", 150), tmp_path / "断", tmp_path / "整"
    words = [sys.executable, "-m", "perfscore", "batch", str(source), "--rules", SCHEME, "-o", str(out), "--jobs", "1"]
    running = subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONUTF8": "1"}
    )
    state = out / ".未完成.jsonl"
    limit = time.monotonic() + 30
    while time.monotonic() < limit and not (state.exists() and state.read_bytes().count(b"\n") > 5):
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert state.exists(), "the run ended before it could be cut off"
    with state.open("ab") as file:
        file.write(b'{"item": 149, "rec')
    again = run("batch", source, "--rules", SCHEME, "-o", out, "--jobs", "1")
    assert (again.status, "是上次跑完的" in again.out) == (0, True)
    run("batch", source, "--rules", SCHEME, "-o", whole, "--jobs", "1")
    assert written(out) == written(whole)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux: children are looked up in /proc")
def test_processes_of_a_run_that_was_killed_end_with_it(tmp_path: Path) -> None:
    source, out = jsonl(tmp_path / "表.jsonl", 400), tmp_path / "断"
    words = [sys.executable, "-m", "perfscore", "batch", str(source), "--rules", SCHEME, "-o", str(out), "--jobs", "2"]
    running = subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONUTF8": "1"}
    )
    state, limit = out / ".未完成.jsonl", time.monotonic() + 60
    while time.monotonic() < limit and not (state.exists() and state.read_bytes().count(b"\n") > 5):
        time.sleep(0.01)
    listed = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text("ascii").split()
    started = [Path("/proc") / pid for pid in listed]
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert len(started) >= 2, "the run ended before it could be cut off"
    limit = time.monotonic() + 60
    while any(_alive(folder) for folder in started) and time.monotonic() < limit:
        time.sleep(0.05)
    assert [folder.name for folder in started if _alive(folder)] == []


def _alive(folder: Path) -> bool:
    """Tell whether a process still runs; one that ended and waits to be collected does not."""
    try:
        return (folder / "stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_run_of_other_inputs_is_not_mixed_in(tmp_path: Path) -> None:
    source, out = jsonl(tmp_path / "表.jsonl", 3), tmp_path / "出"
    out.mkdir()
    (out / ".未完成.jsonl").write_text('{"run": "别的"}\n', "utf-8")
    done = run("batch", source, "-o", out)
    assert (done.status, done.err) == (
        1,
        (
            f"错误 I947：“{out}”里有没跑完的结果，但所用的文件、办法或程序版本与现在不同，不能接着跑\n"
            "  = 加 --fresh 从头跑，或用 -o 写到另一个文件夹\n"
        ),
    )
    assert run("batch", source, "-o", out, "--fresh").status == 0


def test_rows_with_the_number_of_their_table(tmp_path: Path) -> None:
    path = tmp_path / "行.csv"
    head = "表号,年度,一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分\r\n"
    path.write_bytes(
        (
            head + "甲,2024,产出,数量,a,≥5个,4个,10,10\r\n乙,2024,产出,数量,b,≥5个,5个,10,10\r\n,2024,x,x,x,x,x,1,1\r\n"
        ).encode("gbk")
    )
    done = run("batch", path, "--rules", SCHEME, "-o", tmp_path / "出")
    assert (done.status, done.out.split("。")[0]) == (1, "3 张表：2 张已计分，1 张未能计分")
    (gap,) = rows(tmp_path / "出", "差异.csv")
    assert (gap["表"], gap["自评得分"], gap["系统测算分"], gap["相差"]) == (f"{path}#甲", "10", "8", "2")
    said = "按“满分”计算得到同样的数（10 分），请核对是否采用该算法"
    assert gap["可能的原因"] == said
    reasons = {r["代码"]: r["可能的原因"] for r in rows(tmp_path / "出", "疑点清单.csv") if r["表"] == f"{path}#甲"}
    assert reasons["E759"] == said
    assert set(reasons.values()) == {said, ""}
    first, second = rows(tmp_path / "出", "汇总.csv")
    assert (first["可能的原因"], second["可能的原因"]) == (
        "各行自评得分之和 10 分，采用的合计 8 分，相差 +2 分：1 行自评得分与采用得分不同，合计 +2 分",
        "",
    )
    assert said in (tmp_path / "出" / "汇总.html").read_text("utf-8")
    failure = json.loads((tmp_path / "出" / "失败.jsonl").read_text("utf-8"))
    assert failure["problems"][0]["message"] == "第 4 行不能用：没有表号（表号、表编号、自评表、表名）"


def test_broken_lines_and_floats_are_failures_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "行.jsonl"
    good: dict[str, Any] = {
        "表号": "甲",
        "三级指标": "a",
        "年度指标值": "≥5.5个",
        "实际完成值": 6.5,
        "分值": 10,
        "得分": 10,
    }
    path.write_text(json.dumps(good, ensure_ascii=False) + '\n[1]\n{"坏\n{"表号": "乙"}\n', "utf-8")
    done = run("batch", path, "-o", tmp_path / "出")
    assert (done.status, done.out.split("。")[0]) == (1, "4 张表：1 张已计分，3 张未能计分")


def test_nothing_to_score(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    done = run("batch", tmp_path / "空", "-o", tmp_path / "出")
    assert (done.status, done.err.splitlines()[0]) == (1, f"错误 I945：没有找到可以计分的表：{tmp_path / '空'}")
    assert not (tmp_path / "出").exists()
    assert run("batch", tmp_path / "没有", "-o", tmp_path / "出").status == 1


def test_cells_that_look_like_formulas_or_markup_are_harmless(tmp_path: Path) -> None:
    path = tmp_path / "行.jsonl"
    bad = {
        "表号": "=cmd|x",
        "单位": "<script>alert(1)</script>",
        "三级指标": "@a",
        "年度指标值": "≥5个",
        "实际完成值": "4个",
        "分值": "10",
        "得分": "10",
    }
    path.write_text(json.dumps(bad, ensure_ascii=False) + "\n", "utf-8")
    run("batch", path, "-o", tmp_path / "出")
    page = (tmp_path / "出" / "汇总.html").read_text("utf-8")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "'=cmd|x" in (tmp_path / "出" / "汇总.csv").read_text("utf-8")


def test_the_workbook_holds_figures_as_numbers_and_no_formula(source: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    run("batch", source, "--rules", SCHEME, "-o", tmp_path / "出")
    book = load_workbook(tmp_path / "出" / "汇总.xlsx")
    assert book.sheetnames == ["汇总", "疑点清单", "差异", "失败"]
    assert {c.data_type for sheet in book for r in sheet.iter_rows() for c in r} <= {"s", "n"}
    totals = [c.value for c in book["汇总"]["F"]][1:]
    assert 100 in totals


def test_base_data_alone_is_skipped_and_said(tmp_path: Path) -> None:
    folder = tmp_path / "表"
    folder.mkdir()
    for name in ("附件1.html", "附件2.html"):
        (folder / name).write_bytes((Path("examples/yiyang-2024") / name).read_bytes())
    done = run("batch", folder, "-o", tmp_path / "出")
    assert (done.status, done.out) == (0, f"1 张表：1 张已计分，0 张未能计分。汇总在 {tmp_path / '出'}\n")
    assert f"待说明 I948：跳过“{folder / '附件1.html'}”：只有基础数据表，没有绩效指标表\n" in done.err
    assert "1 张表，1 张已计分，0 张未能计分。" in (tmp_path / "出" / "汇总.html").read_text("utf-8")
