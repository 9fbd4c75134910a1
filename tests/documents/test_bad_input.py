"""Broken, hostile and doubtful documents: what is said, whole, and that nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from perfscore import PerfscoreError
from perfscore.documents import MAX_FILE, Imported, document_of_bytes, import_tables, open_document
from tests.documents.making import HEAD, cell, docx, html, package, root, sheet, table, tds, xlsx

ROW = ("产出指标", "数量指标", "培训人数", "≥100人", "120人", "10", "10")


def read(data: bytes, name: str) -> Imported:
    return import_tables(document_of_bytes(data, name))[0]


def said(data: bytes, name: str) -> str:
    """The first thing said about a document that is refused."""
    with pytest.raises(PerfscoreError) as caught:
        read(data, name)
    return str(caught.value)


def notes(found: Imported) -> list[tuple[str | None, str]]:
    return [(p.where, p.message) for p in found.problems]


def test_old_formats_say_how_to_convert() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    to = "\n  = 用 Word、Excel 或 WPS 打开，另存为 .{}，再导入"
    assert said(ole, "表.doc") == "错误 I920：“表.doc”是旧版 Word 文档（.doc），不能直接读" + to.format("docx")
    assert said(ole, "表.xls") == "错误 I920：“表.xls”是旧版 Excel 工作簿（.xls），不能直接读" + to.format("xlsx")
    assert said(ole, "表.wps") == "错误 I920：“表.wps”是WPS 文字文档（.wps），不能直接读" + to.format("docx")
    assert said(ole, "表.et") == "错误 I920：“表.et”是WPS 表格工作簿（.et），不能直接读" + to.format("xlsx")
    assert said(ole + "Workbook".encode("utf-16-le"), "表").startswith("错误 I920：“表”是旧版 Excel 工作簿")
    assert said(b"{\\rtf1 x}", "表.doc").startswith("错误 I920：“表.doc”是RTF 文档，不能直接读")


def test_encrypted_documents() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(100)
    assert said(ole, "表.xlsx") == "错误 I921：“表.xlsx”加了打开密码，读不了\n  = 打开后取消密码，另存一份，再导入"


def test_zip_bombs_are_refused_unread() -> None:
    bomb = package({"_rels/.rels": root("word/document.xml"), "word/document.xml": b"<w>" + b" " * (40 * 1024 * 1024)})
    assert len(bomb) < 100_000
    assert said(bomb, "表.docx") == (
        "错误 I922：“表.docx”太大：word/document.xml 解压后超过 30 MB，没有读\n  = 只留要导入的表，另存一份"
    )
    many = package({f"x{n}": b"" for n in range(5001)})
    assert said(many, "表.docx").startswith("错误 I922：“表.docx”太大：包里的文件超过 5000 个，没有读")


def test_large_files_are_refused() -> None:
    assert said(b"x" * (MAX_FILE + 1), "表.csv").startswith("错误 I922：“表.csv”太大：文件超过 20 MB，没有读")


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_document_types_and_entities_are_refused(kind: str) -> None:
    doctype = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    data = docx(table(HEAD, ROW), doctype) if kind == "docx" else xlsx(sheet(HEAD, ROW), prolog=doctype)
    part = {"docx": "word/document.xml", "xlsx": "xl/sheet1.xml"}[kind]
    assert said(data, f"表.{kind}") == (
        f"错误 I924：“表.{kind}”的 {part} 带有 DTD 或实体定义，为安全起见不读\n"
        "  = 用 Word、Excel 或 WPS 打开，另存一份，再导入"
    )


def test_depth_without_bounds() -> None:
    assert said(docx("<w:p>" * 5000 + "</w:p>" * 5000), "表.docx").startswith(
        "错误 I922：“表.docx”太大：word/document.xml超过 250 层，没有读"
    )


@pytest.mark.parametrize("cut", [3, 40, 200, 400])
def test_damaged_files(cut: int) -> None:
    whole = docx(table(HEAD, ROW))
    assert said(whole[:cut] if cut > 3 else b"PK\x03\x04", "表.docx").startswith(
        "错误 I923：“表.docx”不完整或已损坏，读不了："
    )


def test_macros_links_and_odd_names_are_named_and_left_alone() -> None:
    outside = (
        '<Relationships xmlns="x"><Relationship Id="t" Type="http://x/attachedTemplate" Target="http://192.0.2.1/a.dotm" '
        'TargetMode="External"/></Relationships>'
    )
    more: dict[str, str | bytes] = {
        "word/vbaProject.bin": b"x", "word/embeddings/a.bin": b"x", "word/_rels/document.xml.rels": outside, "../../逃.txt": b"x",
    }  # fmt: skip
    found = read(docx(table(HEAD, ROW), **more), "表.docx")
    assert [m for _, m in notes(found)] == [
        "“表.docx”里有宏，没有执行，也没有读取",
        "“表.docx”里有嵌入的文件，没有执行，也没有读取",
        "“表.docx”里有指向外部的链接，没有执行，也没有读取",
        "“表.docx”里有指向包外的文件名“../../逃.txt”，没有执行，也没有读取",
    ]
    assert len(found.rows) == 1


def test_files_that_are_no_tables() -> None:
    hint = "\n  = 可以导入 .docx、.xlsx、.html、.csv；PDF 和图片请先转换成其中一种"
    assert said(b"%PDF-1.7", "表.pdf") == "错误 I925：“表.pdf”不是能导入的文件" + hint
    assert said(package({"a.txt": b"x"}), "表.docx") == "错误 I925：“表.docx”不是能导入的文件" + hint
    assert said(b"", "表.csv").startswith("错误 I923：“表.csv”不完整或已损坏，读不了：文件是空的")
    with pytest.raises(PerfscoreError, match="没有这个文件"):
        open_document("没有.docx")


def test_a_document_without_indicators_lists_its_tables() -> None:
    text = said(docx(table(("姓名", "电话"), ("甲", "乙"))), "表.docx")
    assert text == (
        "错误 I926：“表.docx”里没有找到绩效指标表\n"
        "  = 表头里要有“三级指标”（或“指标名称”等），并有年度指标值、实际完成值、分值、得分中的一列\n\n"
        "疑点 I940：这张表没有绩效指标的表头，没有读入（2 行，开头是“姓名｜电话｜甲｜乙”）\n  = 位置：第 1 张表"
    )


BLANK = {
    "docx": (docx(table(HEAD)), "第 1 张表第 1 行"),
    "xlsx": (xlsx(sheet(HEAD)), "自评表!1:1"),
    "html": (html(tds(*HEAD)), "第 1 张表第 1 行"),
    "csv": (",".join(HEAD).encode("gbk"), "第 1 行"),
}


@pytest.mark.parametrize("kind", BLANK)
def test_an_empty_table(kind: str) -> None:
    data, where = BLANK[kind]
    assert said(data, f"表.{kind}") == (
        f"错误 I956：“表.{kind}”里的绩效指标表只有表头，没有一行指标\n  = 位置：{where}"
    )


def test_a_table_of_nothing_but_blank_rows_lists_them() -> None:
    rows = (HEAD, ("产出指标", "数量指标", "指标1：", "", "", "", ""), ("", "", "……", "", "", "", ""))
    assert said(docx(table(*rows)), "表.docx") == (
        "错误 I956：“表.docx”里的绩效指标表只有表头，没有一行指标\n  = 位置：第 1 张表第 1 行\n\n"
        "待说明 I932：这一行没有填写，没有读入：产出指标｜数量指标｜指标1：\n  = 位置：第 1 张表第 2 行\n\n"
        "待说明 I932：这一行没有填写，没有读入：……\n  = 位置：第 1 张表第 3 行"
    )


def test_a_merge_that_continues_nothing() -> None:
    broken = (cell("产出指标", "<w:vMerge/>"), *ROW[1:])
    found = read(docx(table((*HEAD[:3], "年度指标值", "实际完成值", "分值", "得分"), broken)), "表.docx")
    assert found.rows[0]["一级指标"] == "产出指标"
    assert notes(found) == [
        ("第 1 张表第 2 行第 1 列", "单元格的合并范围有误（没有可以接续的上一格），按能看到的部分读，请核对这一格")
    ]


def test_merges_that_overlap() -> None:
    found = read(xlsx(sheet(HEAD, ROW, ("", *ROW[1:])), merges=("A2:A3", "A3:B3", "C9:A1", "A2:XFD1048576")), "表.xlsx")
    assert [p.code for p in found.problems] == ["I929", "I929", "I929"]
    assert [r["一级指标"] for r in found.rows] == ["产出指标", "产出指标"]


def test_html_spans_without_end() -> None:
    wide = '<td rowspan="99999" colspan="0">产出指标</td>'
    found = read(html(tds(*HEAD), tds(wide, *ROW[1:]), tds(*ROW[1:])), "表.html")
    assert [r["一级指标"] for r in found.rows] == ["产出指标"] * 2


def test_words_under_a_merged_cell_are_reported() -> None:
    found = read(xlsx(sheet(HEAD, ROW, ("盖住", *ROW[1:])), merges=("A2:A3",)), "表.xlsx")
    assert notes(found) == [("自评表!A3", "这里有合并单元格盖住的文字，没有读")]


def test_formulas() -> None:
    def formula(ref: str, text: str, value: str) -> str:
        return f'<c r="{ref}"><f>{text}</f>{f"<v>{value}</v>" if value else ""}</c>'

    row = (
        "产出",
        "数量",
        "甲",
        formula("D2", "100%", ""),
        formula("E2", "1+1", "2"),
        formula("F2", "SUM(A1)", ""),
        '<c r="G2" t="e"><v>#REF!</v></c>',
    )
    found = read(xlsx(sheet(HEAD, row)), "表.xlsx")
    assert dict(found.rows[0]) == {
        "一级指标": "产出",
        "二级指标": "数量",
        "三级指标": "甲",
        "年度指标值": "=100%",
        "实际完成值": "2",
    }
    assert notes(found) == [
        ("自评表!D2", "这一格是公式“=100%”，取文件里保存的“=100%”"),
        ("自评表!E2", "这一格是公式“=1+1”，取文件里保存的“2”"),
        ("自评表!F2", "这一格是公式“=SUM(A1)”，文件里没有保存结果，按空白处理"),
        ("自评表!G2", "这一格是错误值“#REF!”，按空白处理"),
    ]


def test_text_that_looks_like_html_or_like_a_formula_stays_text() -> None:
    row = tds("产出", "数量", "&lt;script&gt;alert(1)&lt;/script&gt;", "=cmd|x", "@SUM(1)", "5", "5")
    found = read(html(tds(*HEAD), row), "表.html")
    assert (found.rows[0]["三级指标"], found.rows[0]["年度指标值"]) == ("<script>alert(1)</script>", "=cmd|x")


@pytest.mark.parametrize(
    "text", ["<a " * 300_000, "<!--" * 300_000, "<td><table>" * 20_000, '<a ="' * 200_000, "<" * 900_000]
)
def test_hostile_pages_are_refused(text: str) -> None:
    with pytest.raises(PerfscoreError):
        read(b"<html>" + text.encode(), "表.html")


def test_rows_not_understood_are_listed() -> None:
    odd = ("", "", "", "≥5个", "6个", "3", "3")
    found = read(
        docx(table(HEAD, ROW, odd, ("", "", "指标1：", "", "", "", ""), ("小计", "", "", "", "", "13", "13"))),
        "表.docx",
    )
    assert len(found.rows) == 1
    assert notes(found) == [
        ("第 1 张表第 3 行", "没有看懂这一行，没有读入：≥5个｜6个｜3｜3"),
        ("第 1 张表第 4 行", "这一行没有填写，没有读入：指标1："),
        ("第 1 张表第 5 行", "这些内容不属于表中各栏，没有读入：小计｜13｜13"),
    ]


def test_unknown_and_doubled_columns_are_listed() -> None:
    rows = ((*HEAD, "全年实际值", "实际完成直"), (*ROW, "121人", "甲"))
    found = read(docx(table(*rows)), "表.docx")
    assert found.rows[0]["实际完成值"] == "120人"
    assert notes(found) == [
        ("第 1 张表第 1 行第 8 列", "“全年实际值”与“实际完成值”是同一栏，只读“实际完成值”，这一列有 1 格没有读入"),
        ("第 1 张表第 1 行第 9 列", "不认识“实际完成直”这一列，有 1 格内容没有读入，例如“甲”"),
    ]


def test_deleted_hidden_and_drawn_things_are_no_text() -> None:
    odd = (
        "<w:tc><w:p><w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:ins><w:r><w:t>120人</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:drawing/></w:r></w:p></w:tc>"
    )
    found = read(docx(table(HEAD, (*ROW[:4], odd, *ROW[5:]))), "表.docx")
    assert found.rows[0]["实际完成值"] == "120人"
    assert [m for _, m in notes(found)] == [
        "这里有修订中已删除的文字，没有读",
        "这里有隐藏的文字，没有读",
        "这里有图片或文本框，没有读",
    ]


def test_the_content_counts_not_the_name() -> None:
    found = read(html(tds(*HEAD), tds(*ROW)), "表.xls")
    assert notes(found) == [(None, "“表.xls”的扩展名是 .xls，内容是 html，按内容读")]


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(["docx", "xlsx", "html", "csv"]),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=8),
)
@example("docx", [(5935, 3)])
def test_any_damage_is_a_message_and_never_a_traceback(kind: str, damage: list[tuple[int, int]]) -> None:
    whole = {
        "docx": docx(table(HEAD, ROW)),
        "xlsx": xlsx(sheet(HEAD, ROW), merges=("A2:A3",)),
        "html": html(tds(*HEAD), tds(*ROW)),
        "csv": (",".join(HEAD) + "\n" + ",".join(ROW)).encode("gbk"),
    }[kind]
    data = bytearray(whole)
    for at, byte in damage:
        data[at % len(data)] = byte
    try:
        found = read(bytes(data), f"表.{kind}")
    except PerfscoreError as error:
        assert str(error)
    else:
        assert found.rows
