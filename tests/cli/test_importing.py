"""``perfscore import`` as users run it: two files a table, scored at once; what was not understood is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.documents.building import WRITERS, corpus, grid

PUBLISHED = Path("examples/yiyang-2024")
SEED = next(t for t in corpus() if t["id"].startswith("hn-"))


@pytest.fixture(params=["docx", "xlsx", "html", "csv"])
def document(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"自评表.{request.param}"
    path.write_bytes(WRITERS[request.param](grid(SEED)))
    return path


def test_what_is_imported_scores_at_once(document: Path, tmp_path: Path) -> None:
    done = run("import", document, "-o", tmp_path)
    assert (done.status, done.out.splitlines()[0].startswith("2024年度绩效自评表：19 行指标")) == (0, True)
    words = done.out.split("perfscore ")[1].split()
    result = json.loads(run(*words, "--format", "json").out)
    assert (result["total"], result["grade"], result["range"]) == ("100", "优", {"low": "50", "high": "100"})


def test_importing_twice_gives_the_same_bytes_and_overwrites_only_when_told(document: Path, tmp_path: Path) -> None:
    run("import", document, "-o", tmp_path)
    first = {p.name: p.read_bytes() for p in tmp_path.glob("*.yaml")}
    again = run("import", document, "-o", tmp_path)
    assert (again.status, again.err) == (
        1,
        "错误 P958：文件“自评表.自评表.yaml”写不进去：已有同名文件，加 --force 才覆盖\n",
    )
    assert run("import", document, "-o", tmp_path, "--force").status == 0
    assert {p.name: p.read_bytes() for p in tmp_path.glob("*.yaml")} == first
    assert sorted(first) == ["自评表.填报数据.yaml", "自评表.自评表.yaml"]


def test_values_are_those_of_the_document(tmp_path: Path) -> None:
    path = tmp_path / "表.html"
    text = "no: yes #1 &amp; '\"{}[]，2024-12-31 012"
    row = f"<tr><td>产出</td><td>数量</td><td>{text}</td><td>=100%</td><td>12:30</td><td>5</td></tr>"
    path.write_text(
        f"<table><tr><td>一级指标<td>二级指标<td>三级指标<td>年度指标值<td>实际完成值<td>分值</tr>{row}</table>",
        "utf-8",
    )
    assert run("import", path, "-o", tmp_path).status == 0
    done = run("score", tmp_path / "表.自评表.yaml", tmp_path / "表.填报数据.yaml", "--format", "json")
    (got,) = json.loads(done.out)["rows"][-1:]
    assert (got["name"], got["target"], got["actual"]) == ("no: yes #1 & '\"{}[]，2024-12-31 012", "=100%", "12:30")


def test_json_names_every_place(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes("三级指标,年度指标值,分值,怪\r\n甲,≥5个,5,什么\r\n,,,\r\n只有一句话,,,\r\n".encode("gbk"))
    done = run("import", path, "-o", tmp_path, "--format", "json")
    (table,) = json.loads(done.out)["tables"]
    assert (table["rows"], [(p["code"], p["where"]) for p in table["problems"]]) == (2, [("I930", "第 1 行第 4 列")])


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_refusals(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "旧.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    done = run("import", path, encoding=encoding)
    assert (done.status, done.out, done.err) == (
        1,
        "",
        "错误 I920：“旧.doc”是旧版 Word 文档（.doc），不能直接读\n  = 用 Word、Excel 或 WPS 打开，另存为 .docx，再导入\n",
    )
    missing = run("import", path, "-o", tmp_path / "没有", encoding=encoding)
    assert missing.status == 1


def test_no_folder_to_write_to(document: Path, tmp_path: Path) -> None:
    done = run("import", document, "-o", tmp_path / "没有")
    assert (done.status, "没有这个文件夹" in done.err) == (1, True)


def test_a_scheme_of_ones_own(document: Path, tmp_path: Path) -> None:
    assert run("import", document, "-o", tmp_path, "--rules", "hunan/department").status == 0
    assert "适用办法: hunan/department\n" in (tmp_path / "自评表.自评表.yaml").read_text("utf-8")
    wrong = run("import", document, "-o", tmp_path, "--rules", "hunan/没有", "--force")
    assert (wrong.status, "R633" in wrong.err) == (1, True)


def test_base_data_from_another_document(tmp_path: Path) -> None:
    done = run("import", PUBLISHED / "附件2.html", "--base-data", PUBLISHED / "附件1.html", "-o", tmp_path)
    assert (done.status, done.out.splitlines()[0]) == (
        0, "2024年度部门整体支出绩效自评表：19 行指标，基础数据 18 行，2 处要核对",
    )  # fmt: skip
    assert "位置：附件1.html，" not in done.out
    scored = run("score", tmp_path / "附件2.自评表.yaml", tmp_path / "附件2.填报数据.yaml")
    assert scored.status == 0
    assert "K862：“三公经费”变动率" in scored.out


def test_base_data_alone(tmp_path: Path) -> None:
    done = run("import", PUBLISHED / "附件1.html", "-o", tmp_path)
    facts = tmp_path / "附件1.填报数据.yaml"
    assert (done.status, done.out) == (
        0, f"2024年度部门整体支出绩效评价基础数据表：基础数据 18 行，2 处要核对\n  已写入 {facts}\n",
    )  # fmt: skip
    assert done.err.splitlines()[0] == "待说明 I954：“附件1.html”里只有基础数据表，没有绩效指标表，只写填报数据"
    assert [p.name for p in tmp_path.iterdir()] == ["附件1.填报数据.yaml"]


def test_base_data_twice(tmp_path: Path) -> None:
    both = tmp_path / "两个附件.html"
    both.write_text("".join((PUBLISHED / f"附件{n}.html").read_text("utf-8") for n in (1, 2)), "utf-8")
    assert run("import", both, "-o", tmp_path).status == 0
    done = run("import", both, "--base-data", PUBLISHED / "附件1.html", "-o", tmp_path, "--force")
    assert (done.status, done.err) == (
        1, "错误 I953：“两个附件.html”里已经有基础数据，又另外给出了“附件1.html”\n  = 只留一份：去掉 --base-data，或者删去文档里的基础数据表\n",
    )  # fmt: skip
    done = run("import", PUBLISHED / "附件2.html", "--base-data", PUBLISHED / "附件2.html", "-o", tmp_path, "--force")
    assert done.err.startswith("错误 I952：“附件2.html”里没有找到基础数据表\n")
