"""回填: values land in their cells, everything else stays byte for byte, nothing is overwritten or guessed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("docx", reason='needs the extra docx: pip install "perfscore[docx]"')
pytest.importorskip("openpyxl", reason='needs the extra xlsx: pip install "perfscore[xlsx]"')

import docx
import openpyxl
from docx.shared import Pt

from perfscore.base.problem import PerfscoreError
from perfscore.documents import document_of_bytes
from perfscore.filling import Filled, fill

from .forms import FACTS, HEADS, ROWS, TABLE, excel, saved, scored, word


def filled(data: bytes, name: str, **options: Any) -> Filled:
    of, facts = scored()
    return fill(data, name, of, facts, **options)


def cells(data: bytes, name: str) -> list[list[str]]:
    grids = document_of_bytes(data, name).grids
    return [[cell.text for cell in grid.row(row)] for grid in grids for row in range(grid.height)]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


SCORES = {"培训场次": "30", "培训人次": "18", "群众满意度": "36"}
DONE = [
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "自评得分", "偏差原因分析及改进措施"],
    ["产出指标（50分）", "数量指标", "培训场次", "≥10场", "12场", "30", "30", ""],
    ["产出指标（50分）", "数量指标", "培训 人次", "≥100人次", "90人次", "20", "18", "=报名不足"],
    ["效益指标（40分）", "社会效益指标", "3.群众满意度", "≥90%", "81%", "40", "36", "一\n二"],
    ["总分", "100", "93.5", ""],
]


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_blank_form_is_filled(form: str) -> None:
    data = word() if form == "docx" else excel()
    got = filled(data, f"自评表.{form}")
    rows = cells(got.content, f"自评表.{form}")
    money = next(row for row in rows if row[0].startswith("年度资金总额"))
    assert money[1:] == ["1200", "1000", "950", "95%", "9.5"]
    start = next(i for i, row in enumerate(rows) if "三级指标" in row)
    shown = rows[start : start + 5]
    if form == "xlsx":
        shown = [row if len(row) == 8 or row[0] == "总分" else [*row, *[""] * (8 - len(row))] for row in shown]
        shown[-1] = [t for t in shown[-1] if t] + [""]
    assert shown == DONE
    assert got.problems == ()
    assert len(got.written) == 14
    assert [w.new for w in got.written if w.column == "自评得分"] == ["9.5", "30", "18", "36", "93.5"]


def test_scores_are_numbers_and_texts_are_texts_with_the_cell_s_look() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(filled(excel(), "a.xlsx").content))["自评表"]
    assert [(sheet[f"G{r}"].value, sheet[f"G{r}"].data_type) for r in (5, 6, 7, 8)] == [
        (30, "n"), (18, "n"), (36, "n"), (93.5, "n"),
    ]  # fmt: skip
    assert (sheet["G5"].font.name, sheet["G5"].font.size, sheet["G5"].font.bold) == ("仿宋", 13, True)
    assert (sheet["H6"].value, sheet["H6"].data_type) == ("=报名不足", "s")
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A5:A6", "B5:B6"]


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_everything_else_stays_byte_for_byte(form: str) -> None:
    data = word() if form == "docx" else excel()
    got = filled(data, f"a.{form}")
    before, after = parts(data), parts(got.content)
    assert list(before) == list(after)
    different = [name for name in before if before[name] != after[name]]
    assert different == ["word/document.xml" if form == "docx" else "xl/worksheets/sheet1.xml"]
    old, new = before[different[0]].decode(), after[different[0]].decode()
    kept = iter(re.findall(r"<[^>]*>|[^<]+", new))
    if form == "docx":
        assert all(token in kept for token in re.findall(r"<[^>]*>|[^<]+", old) if not token.startswith("<w:p/>"))


def test_filling_twice_changes_nothing_more() -> None:
    for form, data in (("docx", word()), ("xlsx", excel())):
        once = filled(data, f"a.{form}")
        assert once.content == filled(data, f"a.{form}").content
        twice = filled(once.content, f"a.{form}")
        assert (twice.content, twice.written, twice.problems) == (once.content, (), ())


def test_what_is_there_is_kept_and_listed_until_forced() -> None:
    rows = (("产出指标（50分）", "数量指标", "培训场次", "≥10场", "11场", "30", "30.00分", ""), *ROWS[1:])
    for form, data in (("docx", word(rows)), ("xlsx", excel(rows))):
        got = filled(data, f"a.{form}")
        assert [(p.code, p.message, p.hints()) for p in got.problems] == [
            ("I914", "“培训场次”的实际完成值已有“11场”，没有改写；按填报和计分应为“12场”", ("要改写，请加 --force",))
        ]
        assert any("11场" in row for row in cells(got.content, f"a.{form}"))
        forced = filled(data, f"a.{form}", force=True)
        assert forced.problems == ()
        assert [(w.old, w.new) for w in forced.written if w.old] == [("11场", "12场")]
        assert not any("11场" in row for row in cells(forced.content, f"a.{form}"))


def test_formulas_are_never_overwritten_and_are_computed_anew() -> None:
    data = excel(G8="=SUM(G5:G7)+F3")
    for force in (False, True):
        got = filled(data, "a.xlsx", force=force)
        assert [(p.code, p.where, p.message) for p in got.problems] == [("I917", "自评表!G8", "没有填：单元格是公式")]
        assert openpyxl.load_workbook(io.BytesIO(got.content))["自评表"]["G8"].value == "=SUM(G5:G7)+F3"
        assert b'fullCalcOnLoad="1"' in parts(got.content)["xl/workbook.xml"]


def test_rows_that_do_not_match_are_listed_on_both_sides() -> None:
    rows = (ROWS[0], ("", "", "培训人数", "≥100人次", "", "20", "", ""), ROWS[2])
    got = filled(word(rows), "a.docx")
    assert [(p.code, p.where, p.message, p.hints()) for p in got.problems] == [
        ("I915", "第 2 张表第 3 行", "表上的“培训人数”在自评表里找不到，没有填", ("是不是“培训人次”？",)),
        ("I916", None, "文档里没有找到“产出指标/数量指标/培训人次”", ()),
    ]
    assert "18" not in [text for row in cells(got.content, "a.docx") for text in row]


TWICE = TABLE.replace("培训人次, 年度指标值: ≥100人次", "培训场次, 年度指标值: ≥100人次").replace(
    "群众满意度", "培训场次"
)


def test_equal_names_are_told_apart_by_their_levels_or_not_at_all() -> None:
    table = TABLE.replace("群众满意度", "培训场次")
    given = {**FACTS, "完成情况": [
        {"一级指标": "产出指标", "三级指标": "培训场次", "实际完成值": "12场"}, {"三级指标": "培训人次", "实际完成值": "90人次", "偏差原因": "=报名不足"},
        {"一级指标": "效益指标", "三级指标": "培训场次", "实际完成值": "81%"},
    ]}  # fmt: skip
    of, facts = scored(table, given)
    rows = (*ROWS[:2], ("效益指标\n(40分)", "社会效益指标", "培训场次", "≥90%", "", "40", "", ""))
    got = fill(word(rows), "a.docx", of, facts)
    assert [w.new for w in got.written if w.column == "实际完成值"] == ["12场", "90人次", "81%"]
    blank = (*ROWS[:2], ("", "", "培训场次", "≥90%", "", "40", "", ""))
    got = fill(word(blank), "a.docx", of, facts)
    assert [(p.code, p.message) for p in got.problems] == [
        ("I917", "没有填：“培训场次”在自评表里有 2 行，分不清是哪一行"),
        ("I916", "文档里没有找到“效益指标/社会效益指标/培训场次”"),
    ]


def test_a_pending_row_has_no_score_and_there_is_no_total() -> None:
    given = {**FACTS, "完成情况": [*FACTS["完成情况"][:2], {"三级指标": "群众满意度", "实际完成值": ""}]}
    of, facts = scored(TABLE, given)
    got = fill(excel(), "a.xlsx", of, facts)
    assert [(p.where, p.message) for p in got.problems] == [
        ("自评表!G7", "没有填：该行待人工认定，没有得分"),
        ("自评表!G8", "没有填：有待人工认定的行，没有总分"),
    ]


def test_stated_self_scores_go_into_their_column_and_adopted_ones_into_the_other() -> None:
    given = {**FACTS, "完成情况": [{**item, "自评得分": "20"} for item in FACTS["完成情况"]]}
    of, facts = scored(TABLE, given)
    got = fill(excel(), "a.xlsx", of, facts)
    assert [w.new for w in got.written if w.column == "自评得分"] == ["9.5", "20", "20", "20"]
    assert [(p.where, p.message) for p in got.problems] == [("自评表!G8", "没有填：没有填报自评总分")]
    of, facts = scored(TABLE, {**given, "总分": {"自评得分": "69.5"}})
    assert fill(excel(), "a.xlsx", of, facts).written[-1].new == "69.5"
    of, facts = scored(TABLE, given)
    heads = tuple("得分" if head == "自评得分" else head for head in HEADS)
    got = fill(excel(heads=heads), "a.xlsx", of, facts)
    assert [w.new for w in got.written if w.column == "自评得分"][1:] == ["30", "18", "36", "93.5"]


def test_names_that_blank_forms_print_are_names_where_the_table_has_them() -> None:
    of, facts = scored(
        TABLE.replace("培训场次", "指标1"),
        {**FACTS, "完成情况": [{**FACTS["完成情况"][0], "三级指标": "指标1"}, *FACTS["完成情况"][1:]]},
    )
    rows = (
        ("产出指标（50分）", "数量指标", "指标1", "≥10场", "", "30", "", ""),
        *ROWS[1:],
        ("", "", "指标2：", "", "", "", "", ""),
    )
    got = fill(word(rows), "a.docx", of, facts)
    assert got.problems == ()
    assert [w.new for w in got.written if w.row == "指标1"] == ["12场", "30"]


def test_money_in_another_unit_is_not_written() -> None:
    got = filled(excel(A2="项目资金（元）"), "a.xlsx")
    assert [(p.code, p.where, p.message) for p in got.problems] == [
        ("I917", f"自评表!{c}3", "没有填：表上的单位是元，填报的是万元") for c in "BCD"
    ]


def test_the_outcome_of_goals() -> None:
    document = docx.Document(io.BytesIO(word()))
    table = document.add_table(2, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "预期目标", "实际完成情况"
    table.rows[1].cells[0].text = "完成培训。"
    of, facts = scored(TABLE, {**FACTS, "总体目标完成情况": [{"实际完成情况": "已完成培训。"}]})
    got = fill(saved(document), "a.docx", of, facts)
    assert cells(got.content, "a.docx")[-1] == ["完成培训。", "已完成培训。"]


def test_a_run_looks_as_its_paragraph_does() -> None:
    document = docx.Document(io.BytesIO(word()))
    paragraph = document.tables[1].cell(1, 4).paragraphs[0]
    look = docx.oxml.parse_xml(f'<w:rPr {docx.oxml.ns.nsdecls("w")}><w:sz w:val="30"/></w:rPr>')
    paragraph._p.get_or_add_pPr().append(look)
    got = docx.Document(io.BytesIO(filled(saved(document), "a.docx").content))
    [run] = got.tables[1].cell(1, 4).paragraphs[0].runs
    assert (run.text, run.font.size) == ("12场", Pt(15))


def test_old_words_in_several_runs_are_replaced_whole() -> None:
    document = docx.Document(io.BytesIO(word()))
    paragraph = document.tables[1].cell(1, 4).paragraphs[0]
    for text in ("1", "1", "场"):
        paragraph.add_run(text).bold = True
    got = docx.Document(io.BytesIO(filled(saved(document), "a.docx", force=True).content))
    runs = got.tables[1].cell(1, 4).paragraphs[0].runs
    assert ([r.text for r in runs], runs[0].bold) == (["12场", "", ""], True)


def test_markup_in_what_was_filed_is_text() -> None:
    nasty = "<w:p/>&amp;\x00]]>\u202e“'\""
    of, facts = scored(
        TABLE,
        {
            **FACTS,
            "完成情况": [{**FACTS["完成情况"][0], "偏差原因": nasty.replace("\x00", "")}, *FACTS["完成情况"][1:]],
        },
    )
    for form, data in (("docx", word()), ("xlsx", excel())):
        got = fill(data, f"a.{form}", of, facts)
        assert any("<w:p/>&amp;]]>“'\"" in row for row in cells(got.content, f"a.{form}"))


def test_a_vertical_merge_over_scores_is_not_guessed() -> None:
    document = docx.Document(io.BytesIO(word()))
    table = document.tables[1]
    table.cell(1, 6).merge(table.cell(2, 6))
    got = filled(saved(document), "a.docx")
    assert [(p.code, p.where, p.message) for p in got.problems] == [
        ("I917", "第 2 张表第 2 行第 7 列", "没有填：合并单元格跨了几行"),
        ("I917", "第 2 张表第 3 行第 7 列", "没有填：合并单元格跨了几行"),
    ]


def test_the_official_layouts_can_be_filled(tmp_path: Path) -> None:
    """What this library printed without values takes them again."""
    from perfscore import render

    of, facts = scored()
    for form in ("docx", "xlsx"):
        shown = render(of, form, template="hunan-department")
        assert isinstance(shown, bytes)
        assert fill(shown, f"a.{form}", of, facts).problems[:1] == ()


OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.skipif(
    OFFICE is None, reason="no LibreOffice here: apt-get install -y libreoffice-writer libreoffice-calc"
)
@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_documents_another_program_wrote(form: str, tmp_path: Path) -> None:
    """LibreOffice writes the blank form in its own way; the filled one opens in it and prints every value."""
    (tmp_path / f"a.{form}").write_bytes(word() if form == "docx" else excel())
    call = [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    subprocess.run(
        [*call, form, "--outdir", str(tmp_path / "b"), str(tmp_path / f"a.{form}")],
        capture_output=True,
        timeout=300,
        check=False,
    )
    made = tmp_path / "b" / f"a.{form}"
    if not made.is_file():
        pytest.skip("LibreOffice does not run here")
    got = filled(made.read_bytes(), made.name)
    assert got.problems == ()
    assert len(got.written) == 14
    made.write_bytes(got.content)
    subprocess.run(
        [*call, "html", "--outdir", str(tmp_path / "c"), str(made)], capture_output=True, timeout=300, check=False
    )
    page = (tmp_path / "c" / "a.html").read_text("utf-8")
    shown = re.sub(r"<[^>]*>", "", page)
    assert all(value in shown for value in ("12场", "90人次", "报名不足", "93.5", "950"))


# --- wrong input ----------------------------------------------------------------------------------------------------


def refused(data: bytes, name: str) -> str:
    with pytest.raises(PerfscoreError) as caught:
        filled(data, name)
    return str(caught.value)


def test_a_document_of_another_kind() -> None:
    assert (
        refused("三级指标,实际完成值\n甲,\n".encode(), "a.csv") == "错误 I912：回填只用于 .docx 和 .xlsx，“a.csv”是 csv"
    )


def test_no_table_to_fill() -> None:
    assert refused(saved(docx.Document()), "空.docx") == (
        "错误 I913：“空.docx”里没有可以回填的表\n  = 表头里要有“三级指标”，并有“实际完成值”“得分”“偏差原因”中的至少一栏"
    )


def test_damaged_encrypted_or_old_documents_are_told_by_the_reader() -> None:
    assert refused(b"PK\x03\x04rubbish", "a.docx").startswith("错误 I923：")
    assert refused(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.doc").startswith("错误 I920：")


def test_a_dtd_is_refused() -> None:
    data = word()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, content in parts(data).items():
            doctype = b'?><!DOCTYPE a [<!ENTITY b "c">]>' if name == "word/document.xml" else b"?>"
            new.writestr(name, content.replace(b"?>", doctype, 1))
    assert refused(out.getvalue(), "a.docx").startswith("错误 I924：")
