"""The forms in which real tables come: two heading rows, divided targets, weights, money, goals, several tables."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore import evaluate, load, read_facts
from perfscore.documents import Imported, document_of_bytes, import_tables, write_yaml
from perfscore.documents.choosing import scheme_for
from perfscore.documents.numberformats import shown
from perfscore.documents.words import label
from tests.documents.making import HEAD, cell, docx, html, sheet, table, tds, xlsx

ROW = ("产出指标", "数量指标", "培训人数", "≥100人", "120人", "10", "10")


def tables(data: bytes, name: str) -> tuple[Imported, ...]:
    return import_tables(document_of_bytes(data, name))


def row_of(data: bytes, name: str) -> dict[str, str]:
    return dict(tables(data, name)[0].rows[0])


def codes(found: Imported) -> list[str]:
    return [p.code for p in found.problems]


SPELLINGS = [
    (("一级指标", "二级指标", "三级指标", "年初设定目标值", "全年实际完成值", "权重", "自评分"), "分值"),
    (("一级\n指标", "二级\n指标", "三级\n指标", "年度指标值（A）", "全年实际值（B）", "标准分", "得 分"), "分值"),
    (("一级指标", "二级指标", "指标名称", "目标值", "完成情况", "分值（分）", "自评得分"), "分值"),
    (("指标类别", "指标类型", "绩效指标", "预期指标值", "指标完成情况", "指标分值", "自评分数"), "分值"),
]


@pytest.mark.parametrize(("head", "points"), SPELLINGS)
def test_headings_in_many_spellings(head: tuple[str, ...], points: str) -> None:
    found = tables(docx(table(head, ROW)), "表.docx")[0]
    assert tuple(found.rows[0].values()) == ROW
    assert (points in found.rows[0], codes(found)) == (True, [])


def test_two_heading_rows() -> None:
    head = tds(
        '<td colspan="3">绩效指标</td>',
        '<td colspan="2">指标值</td>',
        '<td rowspan="2">分值</td>',
        '<td colspan="2">得分</td>',
    )
    below = tds("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "自评", "复核")
    found = row_of(html(head, below, tds(*ROW[:6], "10", "9")), "表.html")
    assert (found["年度指标值"], found["实际完成值"], found["自评得分"], found["复核得分"]) == (
        "≥100人",
        "120人",
        "10",
        "9",
    )


def test_a_label_beside_the_whole_block_is_no_column() -> None:
    tall = '<td rowspan="8">绩<br>效<br>指<br>标</td>'
    rows = [tds(*(f"{c}{n}" if i == 2 else c for i, c in enumerate(ROW))) for n in range(7)]
    found = tables(html(tds(tall, *HEAD), *rows), "表.html")[0]
    assert [r["三级指标"] for r in found.rows] == [f"培训人数{n}" for n in range(7)]


def test_levels_under_one_heading() -> None:
    head = tds('<td colspan="3">绩效指标</td>', "目标值", "实际值", "分值", "得分")
    assert row_of(html(head, tds(*ROW)), "表.html")["二级指标"] == "数量指标"


def test_a_table_of_two_levels() -> None:
    found = row_of(
        docx(table(("一级指标", "二级指标", "指标值", "实际值", "分值"), ("产出", "人数", "≥5人", "6人", "10"))),
        "表.docx",
    )
    assert found == {"一级指标": "产出", "三级指标": "人数", "指标值": "≥5人", "实际完成值": "6人", "分值": "10"}


def test_divided_targets() -> None:
    head = ("三级指标", "指标性质", "指标值", "度量单位", "实际完成值", "权重", "得分")
    found = tables(docx(table(head, ("满意度", "≥", "90", "%", "96", "10", "10"))), "表.docx")[0]
    assert (found.rows[0]["指标性质"], found.rows[0]["指标值"], found.rows[0]["度量单位"]) == ("≥", "90", "%")
    joined = html(tds("三级指标", '<td colspan="3">年度指标值</td>', "分值"), tds("满意度", "≥", "90", "%", "10"))
    assert row_of(joined, "表.html")["年度指标值"] == "≥90%"


def test_weights_in_percent_become_points_and_say_so() -> None:
    found = tables(docx(table((*HEAD[:5], "权重", "得分"), (*ROW[:5], "7.5%", "7"))), "表.docx")[0]
    assert found.rows[0]["分值"] == "7.5"
    assert [p.message for p in found.problems] == ["“7.5%”按满分 100 分折为 7.5 分"]


def test_points_of_levels_in_columns_of_their_own() -> None:
    head = ("一级指标", "分值", "二级指标", "分值", "三级指标", "年度指标值", "分值", "得分")
    found = tables(docx(table(head, ("产出", "50", "数量", "20", "甲", "≥5个", "8", "8"))), "表.docx")[0]
    assert (found.rows[0]["分值"], found.blocks) == ("8", (("产出", "50"),))


@pytest.mark.parametrize(
    ("text", "name", "points", "doubtful"),
    [
        ("产出指标（40分）", "产出指标", "40", ""),
        ("产出\n指标\n(50分)", "产出指标", "50", ""),
        ("成本指标 20分", "成本指标", "20", ""),
        ("满意度指标（10）", "满意度指标", "10", ""),
        ("效益指标（２５．５分）", "效益指标", "25.5", ""),
        ("成本指标（0-20分）", "成本指标", "", "0-20分"),
        ("产出指标", "产出指标", "", ""),
        ("12345分", "12345分", "", ""),
    ],
)
def test_points_in_labels(text: str, name: str, points: str, doubtful: str) -> None:
    read = label(text)
    assert (read.name, read.points, read.doubtful) == (name, points, doubtful)


def test_points_over_several_rows_count_once() -> None:
    shared = '<td rowspan="2">10</td>'
    data = html(tds(*HEAD), tds(*ROW[:5], shared, shared), tds("产出指标", "数量指标", "乙", "≥1个", "1个"))
    found = tables(data, "表.html")[0]
    assert ["分值" in r for r in found.rows] == [True, False]
    assert [p.message for p in found.problems] == [
        "“分值”这一格跨 2 行，只记在第一行，请核对",
        "“得分”这一格跨 2 行，只记在第一行，请核对",
    ]


OFFICIAL = [
    ('<td colspan="8">2024年度部门整体支出绩效自评表</td>',),
    ('<td colspan="2">预算部门、单位名称</td>', '<td colspan="6">某某局</td>'),
    (
        '<td rowspan="5">年度预算申请（万元）</td>',
        "",
        "年初预算数",
        "全年预算数",
        "全年执行数",
        "分值",
        "执行率",
        "得分",
    ),
    ("年度资金总额", "1184.37", "1554.97", "1554.97", "10", "100%", "10"),
    ('<td colspan="4">按收入性质分：</td>', '<td colspan="3">按支出性质分：</td>'),
    ('<td colspan="4">其中：  一般公共预算：1554.21</td>', '<td colspan="3">其中：基本支出：1253.47</td>'),
    ('<td colspan="4">其他资金：0.76</td>', '<td colspan="3">项目支出：301.5</td>'),
    ('<td rowspan="2">年度总体目标</td>', '<td colspan="4">预期目标</td>', '<td colspan="3">实际完成情况</td>'),
    ('<td colspan="4">1、保运转；</td>', '<td colspan="3">已完成</td>'),
    (*HEAD, "偏差原因分析及改进措施"),
    ("产出指标<br>（90分）", *ROW[1:5], "90", "90", ""),
    ('<td colspan="5">总分</td>', "100", "100", ""),
    ('<td colspan="8">填表人：甲　联系电话：</td>',),
]


def test_the_official_form_whole() -> None:
    (found,) = tables(html(*(tds(*r) for r in OFFICIAL)), "表.html")
    assert (found.title, found.organisation, found.year, found.unit) == (
        "2024年度部门整体支出绩效自评表",
        "某某局",
        2024,
        "万元",
    )
    assert dict(found.funds[0]) == {
        "名称": "年度资金总额", "年初预算数": "1184.37", "全年预算数": "1554.97", "全年执行数": "1554.97", "分值": "10", "执行率": "100%", "自评得分": "10",
    }  # fmt: skip
    assert found.splits == (
        ("按收入性质分", (("一般公共预算", "1554.21"), ("其他资金", "0.76"))),
        ("按支出性质分", (("基本支出", "1253.47"), ("项目支出", "301.5"))),
    )
    assert (found.goal, found.goal_answer, dict(found.total)) == (
        "1、保运转；",
        "已完成",
        {"分值": "100", "自评得分": "100"},
    )
    assert found.blocks == (("产出指标", "90"),)
    assert [p.message for p in found.problems] == ["这些内容不属于表中各栏，没有读入：填表人：甲 联系电话："]


def test_what_is_written_scores_at_once() -> None:
    (found,) = tables(html(*(tds(*r) for r in OFFICIAL)), "表.html")
    scheme_id, scheme = scheme_for(None, found.year)
    written = write_yaml(found, scheme, scheme_id)
    result = evaluate(load(written.table), read_facts(written.facts))
    assert (str(result.total), result.unit, result.rules.year) == ("100.00", "某某局", 2024)


def test_several_tables_in_one_document() -> None:
    def one(name: str) -> str:
        title = f"<w:p><w:r><w:t>{name}绩效自评表</w:t></w:r></w:p>"
        return title + table(("项目名称", name, "", "", "", "", ""), HEAD, ROW)

    found = tables(docx(one("甲项目") + one("乙项目")), "表.docx")
    assert [(t.title, t.project, len(t.rows), t.where) for t in found] == [
        ("甲项目绩效自评表", "甲项目", 1, "第 1 张表"),
        ("乙项目绩效自评表", "乙项目", 1, "第 2 张表"),
    ]


def test_a_table_divided_by_pages_is_one() -> None:
    found = tables(docx(table(HEAD, ROW) + table(HEAD, ("", "", "乙", *ROW[3:]))), "表.docx")
    assert [[r["三级指标"] for r in t.rows] for t in found] == [["培训人数", "乙"]]


def test_budget_execution_in_the_list() -> None:
    rows = (("预算执行（10分）", "", "预算执行率", "100%", "76%", "10", "7.6"), ROW)
    found = tables(docx(table(HEAD, *rows)), "表.docx")[0]
    assert [dict(f) for f in found.funds] == [
        {"名称": "年度资金总额", "分值": "10", "自评得分": "7.6", "执行率": "76%"}
    ]
    assert len(found.rows) == 1


def test_raised_figures_stay_raised() -> None:
    area = "<w:tc><w:p><w:r><w:t>≥10m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r></w:p></w:tc>"
    assert row_of(docx(table(HEAD, (*ROW[:3], area, *ROW[4:]))), "表.docx")["年度指标值"] == "≥10m²"
    page = html(tds(*HEAD), tds(*ROW[:3], "<td>≥10m<sup>2</sup></td>", *ROW[4:]))
    assert row_of(page, "表.html")["年度指标值"] == "≥10m²"


def test_csv_in_gbk_with_blank_levels() -> None:
    text = ",".join(HEAD) + "\r\n" + ",".join(ROW) + '\r\n,,"乙\n续",\'=100%,"1,200个",5,5\r\n'
    for encoding in ("gbk", "utf-8", "utf-8-sig"):
        found = tables(text.encode(encoding), "表.csv")[0]
        assert dict(found.rows[1]) == {
            "一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "乙续", "年度指标值": "=100%", "实际完成值": "1,200个", "分值": "5", "自评得分": "5",
        }  # fmt: skip


NUMBERS = [
    ("0.077", "0.0%", "7.7%", ""),
    ("7.6999999999999999E-2", "0.00%", "7.7%", ""),
    ("0.0765", "0.0%", "7.65%", "7.7%"),
    ("1", "0%", "100%", ""),
    ("0.30000000000000004", "General", "0.3", ""),
    ("1554.97", "#,##0.00", "1554.97", ""),
    ("114", '0"家"', "114家", ""),
    ("-0.035", "0.0%;-0.0%", "-3.5%", ""),
    ("-5", "0_);(0)", "-5", ""),
    ("44", '"≤"0"万元"', "≤44万元", ""),
    ("45657", 'yyyy"年"m"月"d"日"', "2024年12月31日", ""),
    ("45657", "yyyy/m", "2024年12月", ""),
    ("12345678901234567", "0", "12345678901234567", ""),
]


@pytest.mark.parametrize(("raw", "code", "text", "printed"), NUMBERS)
def test_numbers_of_spreadsheets(raw: str, code: str, text: str, printed: str) -> None:
    got = shown(raw, code)
    assert got is not None
    assert (got.text, got.printed, got.odd) == (text, printed, False)


@pytest.mark.parametrize("code", ["# ?/?", "[>=1]0;0.0", "￥0.00", "h:mm", "0" * 400])
def test_formats_not_understood_are_told(code: str) -> None:
    got = shown("0.5", code)
    assert got is not None
    assert (got.text, got.odd) == ("0.5", True)


@settings(max_examples=200, deadline=None)
@given(st.integers(-(10**9), 10**9), st.integers(0, 6), st.integers(0, 4))
def test_percents_are_exact(digits: int, places: int, decimals: int) -> None:
    """Law: a stored number under a percent format is that number times a hundred, whatever its digits."""
    sign, text = ("-" if digits < 0 else ""), str(abs(digits)).rjust(places + 1, "0")
    raw = sign + (text[: len(text) - places] + "." + text[len(text) - places :] if places else text)
    got = shown(raw, "0." + "0" * decimals + "%" if decimals else "0%")
    assert got is not None
    assert got.text.endswith("%")
    assert Fraction(got.text[:-1]) == Fraction(digits, 10**places) * 100


def test_percent_cells_of_a_workbook() -> None:
    rows = sheet(
        HEAD,
        (
            *ROW[:4],
            '<c r="E2" s="1"><v>7.6999999999999999E-2</v></c>',
            '<c r="F2"><v>10</v></c>',
            '<c r="G2" s="2"><v>9.50</v></c>',
        ),
    )
    found = row_of(xlsx(rows, formats=("0.0%", "0.00")), "表.xlsx")
    assert (found["实际完成值"], found["分值"], found["自评得分"]) == ("7.7%", "10", "9.5")


def test_what_a_cell_shows_and_holds() -> None:
    rows = sheet(HEAD, (*ROW[:4], '<c r="E2" s="1"><v>0.9996</v></c>', "10", "10"))
    (found,) = tables(xlsx(rows, formats=("0.0%",)), "表.xlsx")
    assert [(p.where, p.message) for p in found.problems] == [
        ("自评表!E2", "这一格显示为“100.0%”，实际存的是“99.96%”，按存的取")
    ]


def test_names_wrap_without_blanks() -> None:
    data = docx(table(HEAD, (*ROW[:2], cell("全市规模工业\n增加值增速"), *ROW[3:])))
    assert row_of(data, "表.docx")["三级指标"] == "全市规模工业增加值增速"


def test_a_form_with_more_columns_and_a_short_label() -> None:
    rows = (
        ('<td colspan="10">2022年省级部门预算项目绩效自评表</td>',),
        ("项目名称", '<td colspan="3">某补助</td>', "项目实施单位", '<td colspan="5">某所</td>'),
        ('<td rowspan="4">项目资金<br>（万元）</td>', "", "年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"),
        ("年度资金总额：", "100", "80", "80", "10", "100%", "10"),
        ("其中：财政拨款", "100", "80", "80", "-", "", "-"),
        ("其中：上年结转",),
        ("年度总体目标", '<td colspan="5">年初设定目标</td>', '<td colspan="4">全年完成情况</td>'),
        ("", '<td colspan="5">目标一</td>', '<td colspan="4">完成了</td>'),
        ('<td rowspan="3">绩效指标</td>', "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重", "全年完成值", "自评得分"),
        ("产出指标", "数量指标", "检查次数", "≥", "4", "次", "30", "5", "30"),
        ("满意度指标", "满意度指标", "满意度", "≥", "90", "%", "10", "95", "10"),
        ('<td colspan="7">合计</td>', "100", "", "100"),
        ('<td colspan="10">评价结论：好</td>',),
    )  # fmt: skip
    (found,) = tables(html(*(tds(*r) for r in rows)), "表.html")
    assert [tuple(r.values()) for r in found.rows] == [
        ("产出指标", "数量指标", "检查次数", "≥", "4", "次", "30", "5", "30"),
        ("满意度指标", "满意度指标", "满意度", "≥", "90", "%", "10", "95", "10"),
    ]
    assert (found.project, found.organisation, found.year, found.goal, found.goal_answer) == (
        "某补助", "某所", 2022, "目标一", "完成了",
    )  # fmt: skip
    assert [f["名称"] for f in found.funds] == ["年度资金总额", "其中：财政拨款"]
    assert dict(found.total) == {"分值": "100", "自评得分": "100"}
    assert [p.message for p in found.problems] == [
        "这些内容不属于表中各栏，没有读入：其中：上年结转",
        "这些内容不属于表中各栏，没有读入：评价结论：好",
    ]


def test_two_tables_below_each_other_without_merged_cells() -> None:
    first = (("某县2023年度自评表",), ("单位：万元",), ("项目名称", "甲项目", "", "主管部门", "某局"))
    second = (("二、另一表",), ("项目名称", "乙项目"), HEAD, (*ROW[:2], "乙", *ROW[3:]))
    found = tables(xlsx(sheet(*first, HEAD, ROW, ("总分", "", "", "", "", "10", "10"), *second)), "表.xlsx")
    assert [(t.title, t.project, t.unit, [r["三级指标"] for r in t.rows]) for t in found] == [
        ("某县2023年度自评表", "甲项目", "万元", ["培训人数"]),
        ("二、另一表", "乙项目", "", ["乙"]),
    ]


def test_a_column_without_a_heading_is_listed() -> None:
    found = tables(docx(table((*HEAD, ""), (*ROW, "多出来的"))), "表.docx")[0]
    assert [p.message for p in found.problems] == [
        "不认识“第 8 列（没有栏名）”这一列，有 1 格内容没有读入，例如“多出来的”"
    ]
