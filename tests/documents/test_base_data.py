"""基础数据表 (附件1) taken in: from the form as printed, in every format, and back from what rendering writes."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore import Evaluation, PerfscoreError, evaluate, load, read_facts, render
from perfscore.documents import Imported, document_of_bytes, import_base_data, import_tables, open_document, write_yaml
from perfscore.documents.choosing import scheme_for
from perfscore.documents.nesting import marks_of
from perfscore.rules.facts import BaseEntry, Facts, Figure, Split
from tests.documents.building import WRITERS, At
from tests.documents.making import HEAD, cell, docx, html, sheet, table, tds, xlsx

CASE = Path("examples/yiyang-2024")
ROW = ("产出指标", "数量指标", "培训人数", "≥100人", "120人", "10", "10")
MONEY = ("2023年决算数", "2024年预算数", "2024年决算数")

pytest.importorskip("docx")
pytest.importorskip("openpyxl")


def plain(entries: tuple[BaseEntry, ...]) -> list[Any]:
    """Everything of the entries that a printed table can say."""
    return [
        (e.name, e.group, [(c, f.text, f.unit) for c, f in e.values], e.note, [plain(s.parts) for s in e.splits])
        for e in entries
    ]


def tree(entries: tuple[BaseEntry, ...]) -> list[Any]:
    """Names alone: an entry with parts is a pair."""
    return [(e.name, [tree(s.parts) for s in e.splits]) if e.splits else e.name for e in entries]


def read(lines: list[str], kind: str = "html") -> tuple[list[Any], list[tuple[str | None, str]]]:
    """Read one block of lines, each with three figures."""
    cells = [At(0, 0, "附件1：基础数据表", 1, 4), At(1, 0, "经费控制情况（万元）")]
    cells += [At(1, i, name) for i, name in enumerate(MONEY, 1)]
    for row, name in enumerate(lines, 2):
        cells += [At(row, 0, name), *(At(row, i, str(row * i)) for i in (1, 2, 3))]
    found = import_base_data(document_of_bytes(WRITERS[kind](cells), f"表.{kind}"))
    return tree(found.base_data), said_of(found)


def said_of(found: Imported) -> list[tuple[str | None, str]]:
    """What is said about the table itself, not about the lines around it."""
    return [(p.where, p.message) for p in found.problems if not (p.where or "").startswith("表格以外")]


# --- the form as printed ------------------------------------------------------------------------------------------

SEED = [
    At(0, 0, "财政供养人员情况（人）", 2),
    *(At(0, 1 + 2 * i, t, 1, 2) for i, t in enumerate(("编制数", "2024年实际在职人数", "控制率"))),
    *(At(1, 1 + 2 * i, t, 1, 2) for i, t in enumerate(("57", "57", "100%"))),
    At(2, 0, "经费控制情况（万元）"),
    *(At(2, 1 + 2 * i, t, 1, 2) for i, t in enumerate(MONEY)),
]
LINES = (
    ("三公经费", "33.21", "43.41", "43.41"),
    ("　1、公务用车购置和维护经费", "30.45", "36.36", "36.36"),
    ("其中：公车购置", "17.99", "24.99", "24.99"),
    ("　　　公车运行维护", "12.46", "11.37", "11.37"),
    ("2、出国经费", "0", "5.93", "5.93"),
    ("3、公务接待", "2.76", "1.12", "1.12"),
    ("项目支出：", "229.94", "301.5", "301.5"),
    ("综合专项", "129.94", "251.5", "251.5"),
    ("新兴优势产业链工作经费", "100", "50", "50"),
    ("公用经费", "213.97", "150.26", "150.26"),
    ("其中：办公费", "7.65", "4.1", "4.1"),
    ("　　水费、电费、差旅费", "21.43", "0", "0"),
    ("　　会议费、培训费", "15.56", "1.89", "1.89"),
    ("政府采购金额", "——", "0", "0"),
    ("部门基本支出预算调整", "——", "0", "0"),
)
for _n, _line in enumerate(LINES, 3):
    SEED += [At(_n, 0, _line[0]), *(At(_n, 1 + 2 * i, t, 1, 2) for i, t in enumerate(_line[1:]))]
_n = 3 + len(LINES)
SEED += [
    At(_n, 0, "楼堂馆所控制情况\n（2023年完工项目）", 2),
    *(
        At(_n, 1 + i, t)
        for i, t in enumerate(
            (
                "批复规模\n（㎡）",
                "实际规模（㎡）",
                "规模控制率",
                "预算投资（万元）",
                "实际投资（万元）",
                "投资概算控制率",
            )
        )
    ),
    *(At(_n + 1, 1 + i, "") for i in range(6)),
    At(_n + 2, 0, "厉行节约保障措施"),
    At(_n + 2, 1, "严格落实中央八项规定精神。", 1, 6),
]
TREE = [
    "财政供养人员情况",
    ("三公经费", [[("公务用车购置和维护经费", [["公车购置", "公车运行维护"]]), "出国经费", "公务接待"]]),
    ("项目支出", [["综合专项", "新兴优势产业链工作经费"]]),
    ("公用经费", [["办公费", "水费、电费、差旅费", "会议费、培训费"]]),
    "政府采购金额",
    "部门基本支出预算调整",
    "楼堂馆所控制情况（2023年完工项目）",
    "厉行节约保障措施",
]


def values(entries: tuple[BaseEntry, ...]) -> dict[str, list[tuple[str, str, str]]]:
    out: dict[str, list[tuple[str, str, str]]] = {}
    for entry in entries:
        out[entry.name] = [(c, f.text, f.unit) for c, f in entry.values]
        for split in entry.splits:
            out |= values(split.parts)
    return out


@pytest.mark.parametrize("kind", list(WRITERS))
def test_the_form_as_printed(kind: str) -> None:
    found = import_base_data(document_of_bytes(WRITERS[kind](SEED), f"附件1.{kind}"))
    assert tree(found.base_data) == TREE
    assert said_of(found) == []
    got = values(found.base_data)
    assert got["财政供养人员情况"] == [
        ("编制数", "57", "人"), ("2024年实际在职人数", "57", "人"), ("控制率", "100%", "人"),
    ]  # fmt: skip
    for name, *figures in LINES:
        bare = marks_of(name)[0]
        assert got[bare] == [(c, t, "万元") for c, t in zip(MONEY, figures, strict=True)]
    notes = {e.name: e.note for e in found.base_data if e.note}
    assert notes == {
        "楼堂馆所控制情况（2023年完工项目）": "各栏未填：批复规模（㎡）、实际规模（㎡）、规模控制率、预算投资（万元）、"
        "实际投资（万元）、投资概算控制率",
        "厉行节约保障措施": "严格落实中央八项规定精神。",
    }


def test_figures_of_buildings_have_the_units_of_their_columns() -> None:
    at = next(c.row for c in SEED if c.text.startswith("楼堂馆所"))
    given = ("1200", "1180", "98.33%", "300", "295.5", "98.5%")
    cells = [c for c in SEED if c.row != at + 1] + [At(at + 1, 1 + i, t) for i, t in enumerate(given)]
    found = import_base_data(document_of_bytes(WRITERS["docx"](cells), "附件1.docx"))
    assert values(found.base_data)["楼堂馆所控制情况（2023年完工项目）"] == [
        ("批复规模", "1200", "㎡"), ("实际规模", "1180", "㎡"), ("规模控制率", "98.33%", ""),
        ("预算投资", "300", "万元"), ("实际投资", "295.5", "万元"), ("投资概算控制率", "98.5%", ""),
    ]  # fmt: skip
    assert again(found.base_data) == found.base_data


def again(entries: tuple[BaseEntry, ...]) -> tuple[BaseEntry, ...]:
    """Write entries to a facts file and read it."""
    from perfscore.documents import write_base_data

    text = write_base_data(Imported("基础数据表", base_data=entries, source="表"))
    return read_facts(text).base_data


def test_the_published_page_gives_the_checks_of_the_hand_made_facts() -> None:
    """附件1 and 附件2 as published: every finding on base data that the facts written by hand give."""
    (table_,) = import_tables(open_document(CASE / "附件2.html"))
    base = import_base_data(open_document(CASE / "附件1.html"))
    from attrs import evolve

    scheme_id, scheme = scheme_for(None, table_.year)
    written = write_yaml(evolve(table_, base_data=base.base_data), scheme, scheme_id)
    got = evaluate(load(written.table), read_facts(written.facts))
    wanted = evaluate(load(CASE / "indicators.yaml"), read_facts(CASE / "facts.yaml"))
    about = ("K851", "K854", "K862", "K871", "K886")
    said = [(f.code, f.message) for f in got.findings if f.code in about]
    assert said == [(f.code, f.message) for f in wanted.findings if f.code in about]
    assert {code for code, _ in said} == set(about)
    assert str(got.total) == "100.00"


# --- levels ---------------------------------------------------------------------------------------------------------

LEVELS = [
    (["三公经费", "1、甲", "2、乙", "政府采购金额"], [("三公经费", [["甲", "乙"]]), "政府采购金额"]),
    (["1、甲", "（1）甲一", "（2）甲二", "2、乙"], [("甲", [["甲一", "甲二"]]), "乙"]),
    (["一、甲", "（一）甲一", "1.甲一一", "（二）甲二", "二、乙"], [("甲", [[("甲一", [["甲一一"]]), "甲二"]]), "乙"]),
    (["1、甲", "其中：甲一", "甲二", "2、乙"], [("甲", [["甲一", "甲二"]]), "乙"]),
    (["甲", "　其中：甲一", "　甲二", "乙"], [("甲", [["甲一", "甲二"]]), "乙"]),
    (["甲", "　其中：甲一", "　　其中：甲一一", "　甲二", "乙"], [("甲", [[("甲一", [["甲一一"]]), "甲二"]]), "乙"]),
    (["甲", "　其中：子", "　丑", "　其中：寅", "乙"], [("甲", [["子", "丑"], ["寅"]]), "乙"]),
    (["甲", "　甲一", "　甲二", "乙"], [("甲", [["甲一", "甲二"]]), "乙"]),
    (["甲", "其中：1、甲一", "2、甲二", "乙"], [("甲", [["甲一", "甲二"]]), "乙"]),
    (["公用经费", "其中：办公费", "会议费、培训费", "政府采购金额"], [("公用经费", [["办公费", "会议费、培训费"]]), "政府采购金额"]),
    (["项目支出：", "其中：甲", "　　　乙", "公用经费"], [("项目支出", [["甲", "乙"]]), "公用经费"]),
    (["甲", "甲", "乙"], ["甲", "甲", "乙"]),
    (["3.5吨以下车辆购置", "乙"], ["3.5吨以下车辆购置", "乙"]),
]  # fmt: skip


@pytest.mark.parametrize("kind", ["html", "xlsx", "docx", "csv"])
@pytest.mark.parametrize(("lines", "wanted"), LEVELS, ids=lambda v: "".join(map(str, v))[:30])
def test_levels_that_the_form_says(lines: list[str], wanted: list[Any], kind: str) -> None:
    assert read(lines, kind) == (wanted, [])


def doubt(row: int, name: str, above: str) -> tuple[str, str]:
    return f"第 1 张表第 {row} 行", f"看不出“{name}”是不是“{above}”的分项，作为单独一项读入，请核对"


@pytest.mark.parametrize(
    ("lines", "wanted", "said"),
    [
        (["甲", "其中：甲一", "丙"], [("甲", [["甲一"]]), "丙"], [doubt(5, "丙", "甲")]),
        (["甲", "其中：甲一", "其中：甲二"], [("甲", [["甲一"]]), "甲二"], [doubt(5, "甲二", "甲")]),
        (["其中：甲"], ["甲"], [doubt(3, "甲", "")]),
        (["甲", "3、乙"], ["甲", "乙"], [doubt(4, "乙", "甲")]),
        (["1、甲", "丙", "2、乙"], ["甲", "丙", "乙"], [doubt(4, "丙", "甲"), doubt(5, "乙", "丙")]),
        (["甲", "1、子", "1、丑"], [("甲", [["子"]]), "丑"], [doubt(5, "丑", "甲")]),
    ],
)
def test_levels_that_nothing_says_are_listed(lines: list[str], wanted: list[Any], said: list[Any]) -> None:
    assert read(lines) == (wanted, said)


def test_a_format_sets_in_as_blanks_do() -> None:
    """Word's and Excel's own indentation, and the style of a page."""
    head = ("基础数据情况（万元）", *MONEY)

    def word(name: str, look: str) -> str:
        return f"<w:tc><w:p><w:pPr><w:ind {look}/></w:pPr><w:r><w:t>{name}</w:t></w:r></w:p></w:tc>"

    rows = (
        ("经费控制情况（万元）", *head[1:]), ("甲", "5", "5", "5"), (word("甲一", 'w:firstLineChars="200" w:firstLine="420"'), "2", "2", "2"),
        (word("甲二", 'w:left="420"'), "3", "3", "3"), ("乙", "1", "1", "1"),
    )  # fmt: skip
    wanted = [("甲", [["甲一", "甲二"]]), "乙"]
    assert tree(import_base_data(document_of_bytes(docx(table(*rows)), "a.docx")).base_data) == wanted
    styled = [
        tds(*rows[0]), tds(*rows[1]), tds('<td style="padding-left:2em">甲一</td>', "2", "2", "2"),
        tds('<td><p style="text-indent: 28px">甲二</p></td>', "3", "3", "3"), tds(*rows[4]),
    ]  # fmt: skip
    assert tree(import_base_data(document_of_bytes(html(*styled), "a.html")).base_data) == wanted
    from io import BytesIO

    from openpyxl import Workbook
    from openpyxl.styles import Alignment

    book = Workbook()
    page = book.active
    assert page is not None
    for line in (rows[0], rows[1], ("甲一", "2", "2", "2"), ("甲二", "3", "3", "3"), rows[4]):
        page.append(line)
    for at in ("A3", "A4"):
        page[at].alignment = Alignment(indent=1)
    out = BytesIO()
    book.save(out)
    assert tree(import_base_data(document_of_bytes(out.getvalue(), "a.xlsx")).base_data) == wanted


def test_a_merged_cell_to_the_left_holds_its_lines_together() -> None:
    rows = (
        tds('<td rowspan="6">经费控制情况（万元）</td>', "项目", "明细", *MONEY),
        tds('<td rowspan="3">三公经费</td>', "合计", "9", "9", "9"),
        tds("公务接待", "4", "4", "4"),
        tds("出国经费", "5", "5", "5"),
        tds('<td colspan="2">公用经费</td>', "7", "7", "7"),
        tds('<td colspan="2">政府采购金额</td>', "0", "0", "0"),
    )
    found = import_base_data(document_of_bytes(html(*rows), "a.html"))
    assert tree(found.base_data) == [("三公经费", [["公务接待", "出国经费"]]), "公用经费", "政府采购金额"]
    assert values(found.base_data)["三公经费"] == [(c, "9", "万元") for c in MONEY]
    assert found.problems == ()


# --- where it stands ------------------------------------------------------------------------------------------------

BASE = (("2024年度基础数据表",), ("经费控制情况（万元）", *MONEY), ("三公经费", "1", "2", "3"))


@pytest.mark.parametrize("before", [True, False])
def test_base_data_on_the_sheet_of_the_table(before: bool) -> None:
    rows = (("某局2024年度绩效自评表",), HEAD, ROW, ("总分", "", "", "", "", "10", "10"))
    whole = (*BASE, *rows) if before else (*rows, *BASE)
    (found,) = import_tables(document_of_bytes(xlsx(sheet(*whole)), "表.xlsx"))
    assert (found.title, len(found.rows), tree(found.base_data), found.problems) == (
        "某局2024年度绩效自评表", 1, ["三公经费"], (),
    )  # fmt: skip


def test_base_data_between_two_tables_belongs_to_the_second() -> None:
    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    body = (
        paragraph("甲项目绩效自评表") + table(HEAD, ROW) + paragraph("附件1：2024年度基础数据表") + table(*BASE[1:])
        + paragraph("某局2024年度部门整体支出绩效自评表") + table(HEAD, ROW)
    )  # fmt: skip
    first, second = import_tables(document_of_bytes(docx(body), "表.docx"))
    assert (tree(first.base_data), tree(second.base_data)) == ([], ["三公经费"])


def test_money_rows_of_a_form_are_no_base_data() -> None:
    rows = (
        ("项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ("年度资金总额", "1", "2", "2", "10", "100%", "10"), HEAD, ROW,
    )  # fmt: skip
    (found,) = import_tables(document_of_bytes(docx(table(*rows)), "表.docx"))
    assert (found.base_data, len(found.funds)) == ((), 1)


def test_what_cannot_be_placed_is_listed() -> None:
    wide = "<w:gridSpan w:val='2'/>"
    rows = (BASE[1], ("甲", cell("1与2", wide), "3"), ("", "", "5", ""), ("填表人：甲", "", "", ""))
    found = import_base_data(document_of_bytes(docx(table(*rows)), "表.docx"))
    assert plain(found.base_data) == [
        ("甲", "经费控制情况（万元）", [("2024年决算数", "3", "万元")], "", []),
        ("经费控制情况", "经费控制情况（万元）", [("2024年预算数", "5", "万元")], "", []),
    ]
    assert [(p.where, p.message) for p in found.problems] == [
        ("第 1 张表第 2 行第 2 列", "没有看懂这一行，没有读入：1与2"),
        ("第 1 张表第 4 行", "这些内容不属于表中各栏，没有读入：填表人：甲"),
    ]


def test_a_document_without_base_data() -> None:
    with pytest.raises(PerfscoreError) as caught:
        import_base_data(document_of_bytes(docx(table(HEAD, ROW)), "表.docx"))
    assert str(caught.value) == (
        "错误 I952：“表.docx”里没有找到基础数据表\n"
        "  = 每一段要有栏名一行，例如：经费控制情况（万元）｜2023年决算数｜2024年预算数｜2024年决算数"
    )


# --- back from what rendering writes ------------------------------------------------------------------------------

NAMES = st.sampled_from(
    ["三公经费", "项目支出", "公用经费", "甲乙", "丙（2023年）", "水费、电费", "A座", "3.5吨车", "丁 戊"]
)
COLUMNS = ("2023年决算数", "2024年预算数", "2024年决算数", "编制数", "控制率", "收入")
TEXTS = st.one_of(
    st.decimals(0, 10**6, places=2, allow_nan=False).map(lambda d: format(d.normalize(), "f")),
    st.sampled_from(["——", "100%", "约30", "0", "=1+1", "无"]),
)


def entries(unit: str, depth: int = 2) -> st.SearchStrategy[BaseEntry]:
    figures = st.lists(st.tuples(st.sampled_from(COLUMNS[:4]), TEXTS), min_size=1, max_size=4, unique_by=lambda t: t[0])
    parts: st.SearchStrategy[tuple[Split, ...]] = st.just(())
    if depth:
        some = st.lists(entries(unit, depth - 1), min_size=1, max_size=3).map(tuple)
        parts = st.lists(some, max_size=2).map(
            lambda found: tuple(Split("分项" if n == 1 else f"分项{n}", None, p) for n, p in enumerate(found, 1))
        )
    order = {c: n for n, c in enumerate(COLUMNS)}
    return st.builds(
        lambda name, values, splits: BaseEntry(
            name, tuple((c, Figure(t, unit)) for c, t in sorted(values, key=lambda v: order[v[0]])), splits
        ),
        NAMES, figures, parts,
    )  # fmt: skip


def grouped(group: str, found: list[BaseEntry]) -> list[BaseEntry]:
    return [BaseEntry(e.name, e.values, e.splits, group=group) for e in found]


BLOCKS = st.sampled_from(
    [("经费控制情况（万元）", "万元"), ("人员情况（人）", "人"), ("其他情况", "个"), ("", "")]
).flatmap(lambda b: st.lists(entries(b[1]), min_size=1, max_size=3).map(lambda found: grouped(b[0], found)))
NOTES = st.builds(
    lambda note: [BaseEntry("厉行节约保障措施", note=note)],
    st.sampled_from(["严格落实过紧日子的要求。", "无预算安排，也没有支出"]),
)


@cache
def scored() -> Evaluation:
    return evaluate(load(CASE / "indicators.yaml"), read_facts(CASE / "facts.yaml"))


def canonical(entries: tuple[BaseEntry, ...]) -> list[Any]:
    """Columns in one order (a heading lists them as they first occur), figures without marks between thousands."""
    return [
        (e.name, e.group, sorted((c, f.text.replace(",", ""), f.unit) for c, f in e.values), e.note, [canonical(s.parts) for s in e.splits])
        for e in entries
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    BLOCKS, st.lists(st.one_of(BLOCKS, NOTES), max_size=3), st.sampled_from(["html", "html", "html", "xlsx", "docx"])
)
def test_what_rendering_writes_reads_back(first: list[BaseEntry], more: list[list[BaseEntry]], kind: str) -> None:
    """Law: names, groups, figures, units, levels and remarks of base data survive printing and taking in."""
    given_ = tuple(e for block in (first, *more) for e in block)
    page = render(scored(), kind, template="base-data", facts=Facts(base_data=given_), date=date(2025, 4, 28))
    data = page.encode() if isinstance(page, str) else page
    found = import_base_data(document_of_bytes(data, f"表.{kind}"))
    assert canonical(found.base_data) == canonical(given_)
    assert {p.code for p in found.problems} <= {"I941"}
    assert canonical(again(found.base_data)) == canonical(found.base_data)


@pytest.mark.parametrize("kind", ["html", "xlsx", "docx"])
def test_the_seeds_own_table_survives_printing(kind: str) -> None:
    facts = read_facts(CASE / "facts.yaml")
    page = render(evaluate(load(CASE / "indicators.yaml"), facts), kind, template="base-data", facts=facts)
    data = page.encode() if isinstance(page, str) else page
    found = import_base_data(document_of_bytes(data, f"表.{kind}"))

    def told(items: tuple[BaseEntry, ...]) -> list[Any]:
        return [
            (e.name, e.group, [(c, f.text, f.unit) for c, f in e.values], "" if e.values else e.note,
             [told(s.parts) for s in e.splits]) for e in items
        ]  # fmt: skip

    assert told(found.base_data) == told(facts.base_data)


PUBLISHED_2018 = (
    ("部门整体支出绩效评价基础数据表", "", "", ""),
    ("填报单位:", "", "单位:万元", ""),
    ("财政供养人员情况", "编制数", "2018年实际在职人数", "控制率"),
    ("", "143", "136", "95.10%"),
    ("经费控制情况", "2017年决算数", "2018年预算数", "2018年决算数"),
    ("三公经费", "29.08", "63.46", "44.29"),
    ("1、公务用车购置和维护经费", "11.86", "41.46", "39.30"),
    ("其中:公车购置", "", "29.46", "29.46"),
    ("公车运行维护", "11.86", "12", "9.84"),
    ("2、出国经费", "", "", ""),
    ("3、公务接待", "17.22", "22", "4.99"),
    ("项目支出:", "", "", ""),
    ("1、业务工作专项", "938.8", "320", "689.16"),
    ("2、运行维护专项", "", "", ""),
    ("公用经费", "", "", ""),
    ("其中:办公经费", "14.44", "10", "0.68"),
    ("会议费、培训费", "0", "0.8", "0"),
    ("政府采购金额", "16.14", "30.66", "30.66"),
)
"""A table of 2018 as a page shows it (https://wanglu.net/thread/t4-462766-0.html): its unit stands above, its groups state
none. Rows whose figures the page runs together are left out; those of 公车购置 are placed as the sums above them ask."""


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "csv"])
def test_a_published_table_with_its_unit_above(kind: str) -> None:
    data = {
        "docx": lambda: docx(table(*PUBLISHED_2018)),
        "xlsx": lambda: xlsx(sheet(*PUBLISHED_2018)),
        "html": lambda: html(*(tds(*r) for r in PUBLISHED_2018)),
        "csv": lambda: "\n".join(map(",".join, PUBLISHED_2018)).encode("gbk"),
    }[kind]()
    found = import_base_data(document_of_bytes(data, f"附件3.{kind}"))
    assert (found.title, found.organisation, said_of(found)) == ("部门整体支出绩效评价基础数据表", "", [])
    assert tree(found.base_data) == [
        "财政供养人员情况",
        (
            "三公经费",
            [[("公务用车购置和维护经费", [["公车购置", "公车运行维护"]]), "出国经费", "公务接待"]],
        ),
        ("项目支出", [["业务工作专项", "运行维护专项"]]),
        ("公用经费", [["办公经费", "会议费、培训费"]]),
        "政府采购金额",
    ]
    assert values(found.base_data)["三公经费"] == [
        ("2017年决算数", "29.08", "万元"), ("2018年预算数", "63.46", "万元"), ("2018年决算数", "44.29", "万元"),
    ]  # fmt: skip
    assert values(found.base_data)["财政供养人员情况"][0] == ("编制数", "143", "")
