"""Hostile and broken documents at every door: import, fill, batch. What is said, whole, and that nothing else suffers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from perfscore import PerfscoreError
from perfscore.batching import inputs
from perfscore.documents import MAX_FILE, Imported, document_of_bytes, import_tables
from tests.cli.running import run
from tests.documents.making import cell, docx, html, package, root, sheet, table, tds, xlsx

HEAD = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因")
DONE = ("产出指标", "数量指标", "培训场次", "≥10场", "12场", "30", "30", "")
OPEN = ("产出指标", "数量指标", "培训场次", "≥10场", "", "30", "", "")
DTD = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
BOMB = b"<w>" + b" " * (40 * 1024 * 1024)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(100)
OUTSIDE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="t" Type="http://x/{}" Target="http://192.0.2.1/a" TargetMode="External"/></Relationships>'
)
GBK = "gbk"


def locked_parts(data: bytes) -> bytes:
    """Mark every part of a package as encrypted, as old zip programs do."""
    out = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = out.find(mark)
        while place >= 0:
            out[place + at] |= 1
            place = out.find(mark, place + 4)
    return bytes(out)


AGAIN = "\n  = 用 Word、Excel 或 WPS 打开，另存一份，再导入"
SMALLER = "\n  = 只留要导入的表，另存一份"
UNLOCK = "\n  = 打开后取消密码，另存一份，再导入"
CONVERT = "\n  = 用 Word、Excel 或 WPS 打开，另存为 .{}，再导入"
NEW = "\n  = 重新下载，或打开后另存一份，再导入"
NO_TABLE = "\n  = 表头里要有“三级指标”（或“指标名称”等），并有年度指标值、实际完成值、分值、得分中的一列"
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "炸弹.docx": (
        lambda: package({"_rels/.rels": root("word/document.xml"), "word/document.xml": BOMB}),
        "错误 I922：“炸弹.docx”太大：word/document.xml 解压后超过 30 MB，没有读" + SMALLER,
    ),
    "炸弹.xlsx": (
        lambda: xlsx("", **{"xl/sheet1.xml": BOMB}),
        "错误 I922：“炸弹.xlsx”太大：xl/sheet1.xml 解压后超过 30 MB，没有读" + SMALLER,
    ),
    "件多.xlsx": (
        lambda: package({f"x{n}": b"" for n in range(5001)}),
        "错误 I922：“件多.xlsx”太大：包里的文件超过 5000 个，没有读" + SMALLER,
    ),
    "大.html": (lambda: b"<html>" + b"x" * MAX_FILE, "错误 I922：“大.html”太大：文件超过 20 MB，没有读" + SMALLER),
    "大.csv": (lambda: b"x" * (MAX_FILE + 1), "错误 I922：“大.csv”太大：文件超过 20 MB，没有读" + SMALLER),
    "长格.csv": (
        lambda: (",".join(HEAD) + "\n" + "长" * 200_000).encode("utf-8"),
        "错误 I923：“长格.csv”不完整或已损坏，读不了：有一格超过 131072 个字" + NEW,
    ),
    "加密.docx": (lambda: LOCKED, "错误 I921：“加密.docx”加了打开密码，读不了" + UNLOCK),
    "加密.xlsx": (lambda: LOCKED, "错误 I921：“加密.xlsx”加了打开密码，读不了" + UNLOCK),
    "部件加密.docx": (
        lambda: locked_parts(docx(table(HEAD, DONE))),
        "错误 I921：“部件加密.docx”加了打开密码，读不了" + UNLOCK,
    ),
    "部件加密.xlsx": (
        lambda: locked_parts(xlsx(sheet(HEAD, DONE))),
        "错误 I921：“部件加密.xlsx”加了打开密码，读不了" + UNLOCK,
    ),
    "定义.docx": (
        lambda: docx(table(HEAD, DONE), DTD),
        "错误 I924：“定义.docx”的 word/document.xml 带有 DTD 或实体定义，为安全起见不读" + AGAIN,
    ),
    "定义.xlsx": (
        lambda: xlsx(sheet(HEAD, DONE), prolog=DTD),
        "错误 I924：“定义.xlsx”的 xl/sheet1.xml 带有 DTD 或实体定义，为安全起见不读" + AGAIN,
    ),
    "旧.doc": (
        lambda: OLE,
        "错误 I920：“旧.doc”是旧版 Word 文档（.doc），不能直接读" + CONVERT.format("docx"),
    ),
    "半截.docx": (
        lambda: docx(table(HEAD, DONE))[:300],
        "错误 I923：“半截.docx”不完整或已损坏，读不了：压缩包不完整" + NEW,
    ),
    "空.csv": (lambda: b"\n\n", "错误 I923：“空.csv”不完整或已损坏，读不了：文件是空的" + NEW),
    "空.docx": (lambda: docx(""), "错误 I926：“空.docx”里没有找到绩效指标表" + NO_TABLE),
    "空.xlsx": (lambda: xlsx(""), "错误 I926：“空.xlsx”里没有找到绩效指标表" + NO_TABLE),
    "空.html": (lambda: b"<html></html>", "错误 I926：“空.html”里没有找到绩效指标表" + NO_TABLE),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_import_says_of_a_document_it_refuses(name: str) -> None:
    make, message = REFUSED[name]
    with pytest.raises(PerfscoreError) as caught:
        import_tables(document_of_bytes(make(), name))
    assert str(caught.value) == message


@pytest.mark.parametrize("name", [n for n in REFUSED if n.endswith((".docx", ".xlsx"))])
def test_what_fill_says_of_a_document_it_refuses(name: str) -> None:
    """The reader's message, save that a document without a table has nothing to fill."""
    make, message = REFUSED[name]
    if name.startswith("空."):
        message = f"错误 I913：“{name}”里没有可以回填的表\n  = 表头里要有“三级指标”，并有“实际完成值”“得分”“偏差原因”中的至少一栏"
    with pytest.raises(PerfscoreError) as caught:
        filled(make(), name)
    assert str(caught.value) == message


@pytest.mark.parametrize("kind", ["html", "csv"])
def test_pages_and_csv_are_not_filled(kind: str) -> None:
    data = html(tds(*HEAD), tds(*OPEN)) if kind == "html" else "\n".join(map(",".join, (HEAD, OPEN))).encode(GBK)
    with pytest.raises(PerfscoreError) as caught:
        filled(data, f"表.{kind}")
    assert str(caught.value) == f"错误 I912：回填只用于 .docx 和 .xlsx，“表.{kind}”是 {kind}"


def filled(data: bytes, name: str) -> Any:
    pytest.importorskip("docx", reason='needs the extra docx: pip install "perfscore[docx]"')
    pytest.importorskip("openpyxl", reason='needs the extra xlsx: pip install "perfscore[xlsx]"')
    from perfscore.filling import fill
    from tests.filling.forms import scored

    of, facts = scored()
    return fill(data, name, of, facts)


# --- taken, with what is doubtful about them ------------------------------------------------------------------------

MERGED_HEAD = (
    *(cell(h, "<w:vMerge w:val='restart'/>") for h in HEAD[:3]),
    cell("年度指标值", "<w:gridSpan w:val='3'/>"),
    *(cell(h, "<w:vMerge w:val='restart'/>") for h in ("实际完成值", "分值", "得分")),
)
UNDER = (*[cell("", "<w:vMerge/>")] * 3, "指标性质", "指标值", "度量单位", *[cell("", "<w:vMerge/>")] * 3)
SPLIT = ("产出指标", "数量指标", "培训场次", "≥", "10", "场", "", "30", "")
TWO = ("一级指标", "二级指标", "三级指标", "年度指标值", "", "", "实际完成值", "分值", "得分")
ASIDE = "“{}”里有{}，没有执行，也没有读取"
MERGE = "单元格的合并范围有误（{}），按能看到的部分读，请核对这一格"
TAKEN: dict[str, tuple[Callable[[], bytes], list[tuple[str | None, str]]]] = {
    "宏.docx": (
        lambda: docx(table(HEAD, OPEN), **{"word/vbaProject.bin": b"x"}),
        [(None, ASIDE.format("宏.docx", "宏"))],
    ),
    "宏.xlsx": (
        lambda: xlsx(sheet(HEAD, OPEN), **{"xl/vbaProject.bin": b"x"}),
        [(None, ASIDE.format("宏.xlsx", "宏"))],
    ),
    "外链.docx": (
        lambda: docx(table(HEAD, OPEN), **{"word/_rels/document.xml.rels": OUTSIDE.format("attachedTemplate")}),
        [(None, ASIDE.format("外链.docx", "指向外部的链接"))],
    ),
    "外链.xlsx": (
        lambda: xlsx(
            sheet(HEAD, OPEN),
            **{
                "xl/externalLinks/externalLink1.xml": "<x/>",
                "xl/externalLinks/_rels/externalLink1.xml.rels": OUTSIDE.format("externalLinkPath"),
            },
        ),
        [(None, ASIDE.format("外链.xlsx", "指向外部的链接"))],
    ),
    "路径.docx": (
        lambda: docx(table(HEAD, OPEN), **{"../../逃.txt": b"x"}),
        [(None, ASIDE.format("路径.docx", "指向包外的文件名“../../逃.txt”"))],
    ),
    "路径.xlsx": (
        lambda: xlsx(sheet(HEAD, OPEN), **{"../../逃.txt": b"x"}),
        [(None, ASIDE.format("路径.xlsx", "指向包外的文件名“../../逃.txt”"))],
    ),
    "合并.docx": (
        lambda: docx(table(HEAD, (cell("产出指标", "<w:vMerge/>"), *OPEN[1:]))),
        [("第 1 张表第 2 行第 1 列", MERGE.format("没有可以接续的上一格"))],
    ),
    "合并.xlsx": (
        lambda: xlsx(sheet(HEAD, OPEN, ("", "", *OPEN[2:])), merges=("A2:A3", "A3:B3", "C9:A1", "A2:XFD1048576")),
        [
            ("自评表!A3:B3", MERGE.format("与别的合并单元格重叠")),
            ("自评表!C9:A1", MERGE.format("范围写得不对")),
            ("自评表!A2:XFD1048576", MERGE.format("与别的合并单元格重叠")),
        ],
    ),
    "两行.docx": (lambda: docx(table(MERGED_HEAD, UNDER, SPLIT)), []),
    "两行.xlsx": (
        lambda: xlsx(
            sheet(TWO, ("", "", "", "指标性质", "指标值", "度量单位"), SPLIT),
            merges=("A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:G2", "H1:H2", "I1:I2"),
        ),
        [],
    ),
    "公式.xlsx": (
        lambda: xlsx(sheet(HEAD, (*OPEN[:5], '<c r="F2"><f>15*2</f><v>30</v></c>', '<c r="G2"><f>F2</f></c>', ""))),
        [
            ("自评表!F2", "这一格是公式“=15*2”，取文件里保存的“30”"),
            ("自评表!G2", "这一格是公式“=F2”，文件里没有保存结果，按空白处理"),
        ],
    ),
}


def read(data: bytes, name: str) -> Imported:
    (found,) = import_tables(document_of_bytes(data, name))
    return found


@pytest.mark.parametrize("name", TAKEN)
def test_what_import_says_of_a_document_it_takes(name: str) -> None:
    make, notes = TAKEN[name]
    found = read(make(), name)
    assert [(p.where, p.message) for p in found.problems] == notes
    assert {r["三级指标"] for r in found.rows} == {"培训场次"}


@pytest.mark.parametrize("name", TAKEN)
def test_fill_writes_one_row_and_says_the_same(name: str) -> None:
    """The row is found, everything else of the package stays, and the doubts about the file are told once."""
    make, notes = TAKEN[name]
    data = make()
    got = filled(data, name)
    written = {(w.row, w.column): w.new for w in got.written}
    assert written["培训场次", "实际完成值"] == "12场"
    assert (written.get(("培训场次", "自评得分")) == "30") is (name != "公式.xlsx")
    assert [(p.where, p.message) for p in got.problems if p.code in ("I928", "I929")] == [
        note for note in notes if name != "公式.xlsx"
    ]
    again = read(got.content, name)
    assert again.rows[0]["实际完成值"] == "12场"
    assert [(p.where, p.message) for p in again.problems] == notes


def test_two_rows_of_heading_in_pages_and_csv() -> None:
    under = tds("指标性质", "指标值", "度量单位")
    wide = tds(*(f'<td rowspan="2">{h}</td>' for h in HEAD[:3]), '<td colspan="3">年度指标值</td>',
               *(f'<td rowspan="2">{h}</td>' for h in ("实际完成值", "分值", "得分")))  # fmt: skip
    page = html(wide, under, tds(*SPLIT))
    lines = (TWO, ("", "", "", "指标性质", "指标值", "度量单位", "", "", ""), SPLIT)
    for data, name in ((page, "两行.html"), ("\n".join(map(",".join, lines)).encode(GBK), "两行.csv")):
        found = read(data, name)
        assert [dict(r) for r in found.rows] == [
            {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "培训场次", "指标性质": "≥", "指标值": "10", "度量单位": "场", "分值": "30"}
        ]  # fmt: skip
        assert found.problems == ()


def test_a_page_with_entities_and_links_is_read_as_text() -> None:
    page = html(
        tds(*HEAD), tds(*DONE[:2], "&a;场次", *DONE[3:]), before='<img src="http://192.0.2.1/x"><script>x</script>'
    )
    found = read(b"<!DOCTYPE html [<!ENTITY a 'aaaa'>]>" + page, "表.html")
    assert found.rows[0]["三级指标"] == "&a;场次"
    assert [p.message for p in found.problems] == ["这些内容不属于表中各栏，没有读入：]>"]


SIGNS = ("=1+1", "+2", "-3", "@SUM(A1)", "=cmd|' /C calc'!A0", "<b>甲</b>", "<script>alert(1)</script>", "&lt;")


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "csv"])
@pytest.mark.parametrize("text", SIGNS)
def test_text_that_looks_like_something_else_stays_text(kind: str, text: str) -> None:
    from html import escape

    given = (*DONE[:2], text, *DONE[3:7], text)
    shown = tuple(map(escape, given))
    data = {
        "docx": lambda: docx(table(HEAD, shown)),
        "xlsx": lambda: xlsx(sheet(HEAD, shown)),
        "html": lambda: html(tds(*HEAD), "".join(f"<td>{t}</td>" for t in shown)),
        "csv": lambda: "\n".join(map(",".join, (HEAD, given))).encode(GBK),
    }[kind]()
    found = read(data, f"表.{kind}")
    assert (found.rows[0]["三级指标"], found.rows[0]["偏差原因"]) == (text, text)


# --- a folder of all of them ----------------------------------------------------------------------------------------


def test_a_folder_of_them_fails_file_by_file(tmp_path: Path) -> None:
    """Every refused document is one failure with its message; what is no table is skipped and said; the rest scores."""
    folder = tmp_path / "收到"
    (folder / "子" / "空").mkdir(parents=True)
    (folder / "__MACOSX").mkdir()
    for name, (make, _) in REFUSED.items():
        (folder / name).write_bytes(make())
    (folder / "子" / "好.csv").write_bytes("\n".join(map(",".join, (HEAD, DONE))).encode(GBK))
    (folder / "编号.jsonl").write_text(
        json.dumps({"表号": "../../x", "年度": "2024", "指标": [{"三级指标": "=甲", "年度指标值": "≥5", "实际完成值": "6", "分值": "90"}]}),
        "utf-8",
    )  # fmt: skip
    unrelated = {
        "扫描.pdf": b"%PDF-1.7",
        "图.png": b"\x89PNG",
        "Thumbs.db": b"x",
        "数据.json": b"{}",
        "坏.yaml": b"a: [",
    }
    for name, data in unrelated.items():
        (folder / name).write_bytes(data)
    for name in (".隐藏.docx", "~$锁.docx", "__MACOSX/._表.docx"):
        (folder / name).write_bytes(b"x")
    (folder / "子" / "环").symlink_to(folder, target_is_directory=True)
    before = sorted(p.name for p in tmp_path.iterdir())
    done = run("batch", folder, "-o", tmp_path / "汇总", "--jobs", "1")
    assert (done.status, done.out) == (
        1,
        f"{len(REFUSED) + 2} 张表：2 张已计分，{len(REFUSED)} 张未能计分。汇总在 {tmp_path / '汇总'}\n",
    )
    assert sorted(line for line in done.err.splitlines() if line) == sorted(
        f"待说明 I948：跳过“{folder / name}”：{'不是 perfscore 的文件' if name == '坏.yaml' else '不是表'}"
        for name in unrelated
    )
    failures = [json.loads(line) for line in (tmp_path / "汇总" / "失败.jsonl").read_text("utf-8").splitlines()]
    said = {Path(f["id"]).name: f["problems"][0] for f in failures}
    assert {name: f"{_word(p)} {p['code']}：{p['message']}" for name, p in said.items()} == {
        name: message.split("\n")[0] for name, (_, message) in REFUSED.items()
    }
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([*before, "汇总"])


def _word(item: dict[str, Any]) -> str:
    return {"error": "错误", "warning": "疑点", "ask": "待说明"}[item["severity"]]


def test_a_file_that_cannot_be_opened_is_one_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "好.csv").write_bytes("\n".join(map(",".join, (HEAD, DONE))).encode(GBK))
    for name in ("锁着.csv", "锁着.jsonl"):
        (tmp_path / name).write_bytes(b"x")
    opened = Path.open

    def refuse(self: Path, *given: Any, **named: Any) -> Any:
        if self.name.startswith("锁着"):
            raise PermissionError(13, "Permission denied")
        return opened(self, *given, **named)

    monkeypatch.setattr(Path, "open", refuse)
    found = inputs.collect([tmp_path])
    assert [(i.kind, [p.message for p in i.problems]) for i in found.items] == [
        ("document", []),
        ("broken", ["第 1 行不能用：打不开：Permission denied"]),
        ("broken", ["第 1 行不能用：打不开：Permission denied"]),
    ]
    assert len({i.digest() for i in found.items}) == 3


def test_fill_tells_what_is_odd_apart_from_what_was_not_filled(tmp_path: Path) -> None:
    pytest.importorskip("docx", reason='needs the extra docx: pip install "perfscore[docx]"')
    from tests.filling.forms import FACTS, TABLE

    (tmp_path / "宏.docx").write_bytes(TAKEN["宏.docx"][0]())
    (tmp_path / "表.yaml").write_text(TABLE, "utf-8")
    facts = {"格式": "perfscore/1", **FACTS}
    (tmp_path / "数.yaml").write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
    done = run("fill", "宏.docx", "表.yaml", "数.yaml", "-o", "填好.docx", cwd=tmp_path)
    assert (done.status, done.err) == (0, "已写入 填好.docx：填了 2 格，3 处没有填\n")
    assert done.out.splitlines() == [
        "第 1 张表第 2 行第 5 列  培训场次  实际完成值：12场",
        "第 1 张表第 2 行第 7 列  培训场次  自评得分：30",
        "注意 I928：“宏.docx”里有宏，没有执行，也没有读取",
        "未填 I916：文档里没有找到“预算执行/预算执行率”",
        "未填 I916：文档里没有找到“产出指标/数量指标/培训人次”",
        "未填 I916：文档里没有找到“效益指标/社会效益指标/群众满意度”",
    ]
