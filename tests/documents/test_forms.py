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
        ("年度绩效目标1（40分）", "年度绩效目标1", "40", ""),
        ("年度绩效目标1（40）", "年度绩效目标1（40）", "", ""),
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
        "这一行没有填写，没有读入：其中：上年结转",
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


SPLIT = ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "实际完成值", "分值", "得分", "偏差原因")
NINE = ("产出指标", "数量指标", "人数", "≥", "5", "人", "6", "10", "10", "")


def test_lines_of_the_form_below_the_indicators_are_no_indicators() -> None:
    remark = tds('<td colspan="3">其他需要说明事项</td>', '<td colspan="7">无</td>')
    stamp = tds('<td colspan="2">审核意见</td>', '<td colspan="8">（盖章）</td>')
    total = tds('<td colspan="7">总分</td>', "10", "10", "优")
    (found,) = tables(html(tds(*SPLIT), tds(*NINE), remark, total, stamp), "表.html")
    assert [r["三级指标"] for r in found.rows] == ["人数"]
    assert (dict(found.total), found.grade) == ({"分值": "10", "自评得分": "10"}, "优")
    assert [(p.where, p.message) for p in found.problems] == [
        ("第 1 张表第 3 行", "这些内容不属于表中各栏，没有读入：其他需要说明事项｜无"),
        ("第 1 张表第 5 行", "这些内容不属于表中各栏，没有读入：审核意见｜（盖章）"),
    ]


def test_what_stands_in_the_line_of_the_total_is_read_or_listed() -> None:
    total = tds('<td colspan="7">合计</td>', '<td colspan="2">96</td>', "见附页")
    (found,) = tables(html(tds(*SPLIT), tds(*NINE), total), "表.html")
    assert (dict(found.total), found.grade) == ({"分值": "96"}, "")
    assert [p.message for p in found.problems] == ["这些内容不属于表中各栏，没有读入：见附页"]


def test_a_line_of_the_form_with_values_of_its_own_is_an_indicator() -> None:
    wide = tds("产出指标", '<td colspan="2">人数</td>', '<td colspan="3">≥5人</td>', "6人", "10", "10", "")
    (found,) = tables(html(tds(*SPLIT), wide), "表.html")
    assert (found.rows[0]["三级指标"], found.rows[0]["实际完成值"], found.rows[0]["分值"]) == ("人数", "6人", "10")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_projects_beside_the_rows(kind: str) -> None:
    head = ("单位名称", "项目名称", "预算数", "年度目标", *SPLIT[:6], "权重", "指标方向性")
    rows = (
        ("某局", "甲项目", "100", "办好甲事", *NINE[:6], "90", "正向指标"),
        ("", "", "", "", "", "", "乙指标", "≤", "3", "天", "10", "反向指标"),
        ("", "丁项目", "", "", *NINE[:6], "90", "正向指标"),
    )
    title = ("部门预算项目绩效目标申报表（2023年度）",)
    lines = [title, ("单位：万元",), head, *rows]
    data = sheet_of(lines) if kind == "xlsx" else "\n".join(",".join(r) for r in lines).encode("gbk")
    found = tables(data, f"表.{kind}")
    assert [(t.title, t.organisation, t.project, t.goal, [dict(f) for f in t.funds]) for t in found] == [
        (title[0], "某局", "甲项目", "办好甲事", [{"名称": "年度资金总额", "年初预算数": "100"}]),
        (title[0], "某局", "丁项目", "", []),
    ]
    assert [[r["三级指标"] for r in t.rows] for t in found] == [["人数", "乙指标"], ["人数"]]
    written = write_yaml(found[0], scheme_for(None, 2023)[1])
    assert "方向: 正向" in written.table
    assert "方向: 反向" in written.table


def sheet_of(lines: list[tuple[str, ...]]) -> bytes:
    return xlsx(sheet(*lines))


def test_a_goal_beside_one_column_of_targets_is_the_target() -> None:
    head = ("一级指标", "三级指标", "年度目标", "分值")
    assert row_of(docx(table(head, ("产出", "人数", "≥5人", "10"))), "表.docx")["年度指标值"] == "≥5人"


def test_columns_read_by_where_they_stand_are_told() -> None:
    head = ("项目", "考核内容", "考核指标", "目标值", "权数", "考评得分")
    (found,) = tables(docx(table(head, ("预算管理（60分）", "支出", "完成率", "≥95%", "20", "19"))), "表.docx")
    assert dict(found.rows[0]) == {
        "一级指标": "预算管理", "二级指标": "支出", "三级指标": "完成率", "年度指标值": "≥95%", "分值": "20", "自评得分": "19",
    }  # fmt: skip
    assert [(p.where, p.message) for p in found.problems] == [
        ("第 1 张表第 1 行第 1 列", "“项目”这一栏按所在位置读作“一级指标”，请核对"),
        ("第 1 张表第 1 行第 2 列", "“考核内容”这一栏按所在位置读作“二级指标”，请核对"),
    ]


def test_points_and_scores_under_one_word() -> None:
    head = ("一级指标", "得分", "二级指标", "得分", "三级指标", "得分", "评价标准", "得分")
    (found,) = tables(docx(table(head, ("投入", "16", "配置", "16", "控制率", "8", "按完成比例计分", "7"))), "表.docx")
    assert (found.rows[0]["分值"], found.rows[0]["自评得分"], found.blocks) == ("8", "7", (("投入", "16"),))
    assert [(p.where, p.message) for p in found.problems] == [
        ("第 1 张表第 1 行第 6 列", "“得分”这一栏按所在位置读作“分值”，请核对")
    ]


def test_points_in_names_where_no_column_has_them() -> None:
    head = ("一级指标", "二级指标", "三级指标", "得分")
    (found,) = tables(docx(table(head, ("决策（25分）", "目标", "相关性（5分）", "4"))), "表.docx")
    assert dict(found.rows[0]) == {
        "一级指标": "决策", "二级指标": "目标", "三级指标": "相关性", "分值": "5", "自评得分": "4"
    }  # fmt: skip
    with_points = table((*head[:3], "分值"), ("决策", "目标", "相关性（5分）", "6"))
    assert row_of(docx(with_points), "表.docx")["三级指标"] == "相关性（5分）"


GOALS = (
    ('<td rowspan="2">总体目标</td>', '<td colspan="4">实施期目标</td>', '<td colspan="2">年度目标</td>'),
    ('<td colspan="4">三年建成</td>', '<td colspan="2">今年开工</td>'),
)


def test_goals_of_the_year_and_of_longer() -> None:
    (found,) = tables(html(*(tds(*r) for r in GOALS), tds(*HEAD), tds(*ROW)), "表.html")
    assert (found.goal, found.goal_answer) == ("今年开工", "")
    assert [(p.where, p.message) for p in found.problems] == [
        ("第 1 张表第 2 行", "这些内容不属于表中各栏，没有读入：三年建成")
    ]


def test_goals_before_the_money_do_not_swallow_it() -> None:
    rows = (
        ("项目基本情况", "1.项目年度目标完成情况", '<td colspan="3">项目年度目标</td>', '<td colspan="2">年度目标完成情况</td>'),
        ("", "", '<td colspan="3">开工</td>', '<td colspan="2">已开工</td>'),
        ("", "2.实施内容", '<td colspan="5">修路</td>'),
        ('<td colspan="2">预算执行情况（10分）</td>', "年度预算数（万元）", "年初预算", "预算执行数", "预算执行率", "得分"),
        ('<td colspan="2"></td>', "总额", "3", "2", "66.7%", "6.67"),
        ('<td colspan="2"></td>', "其中：财政资金", "", "", "", "/"),
        HEAD,
        ROW,
    )  # fmt: skip
    (found,) = tables(html(*(tds(*r) for r in rows)), "表.html")
    assert (found.goal, found.goal_answer, found.unit) == ("开工", "已开工", "万元")
    assert [dict(f) for f in found.funds] == [
        {"名称": "总额", "年初预算数": "3", "全年执行数": "2", "执行率": "66.7%", "自评得分": "6.67", "分值": "10"}
    ]
    assert [(p.where, p.message) for p in found.problems] == [
        ("第 1 张表第 3 行", "这些内容不属于表中各栏，没有读入：2.实施内容｜修路"),
        ("第 1 张表第 6 行", "这一行没有填写，没有读入：其中：财政资金｜/"),
    ]


def test_a_goal_with_points_beside_its_rows() -> None:
    def block(number: int) -> list[str]:
        return [
            tds(f'<td rowspan="2">年度绩效目标{number}（45分）</td>', *HEAD),
            tds(*ROW[:2], f"人数{number}", *ROW[3:]),
        ]

    found = tables(html(*block(1), *block(2)), "表.html")
    assert [(r["三级指标"], r["目标"]) for t in found for r in t.rows] == [
        ("人数1", "年度绩效目标1"),
        ("人数2", "年度绩效目标2"),
    ]
    assert [p.message for p in found[0].problems] == [
        "“年度绩效目标1（45分）”里的分值没有读入：是整组指标的分值",
        "“年度绩效目标2（45分）”里的分值没有读入：是整组指标的分值",
    ]


def test_a_number_of_the_form_is_no_title() -> None:
    top = tds('<td colspan="7">报表编号：510000_0013zp</td>'), tds('<td colspan="7">某项目自评表（2023年度）</td>')
    (found,) = tables(html(*top, tds(*HEAD), tds(*ROW)), "表.html")
    assert (found.title, found.year) == ("某项目自评表（2023年度）", 2023)
    assert [p.message for p in found.problems] == ["这些内容不属于表中各栏，没有读入：报表编号：510000_0013zp"]


def test_a_label_is_no_value_of_the_label_before_it() -> None:
    top = tds("主管部门", '<td colspan="2"></td>', "实施单位", '<td colspan="3">某所</td>')
    (found,) = tables(html(top, tds(*HEAD), tds(*ROW)), "表.html")
    assert (found.organisation, found.department, codes(found)) == ("某所", "", [])


def test_a_blank_line_of_the_form_is_no_indicator() -> None:
    remark = tds('<td colspan="3">其他需要说明事项</td>', '<td colspan="4"></td>')
    (found,) = tables(html(tds(*HEAD), tds(*ROW), remark), "表.html")
    assert [r["三级指标"] for r in found.rows] == ["培训人数"]
    assert [p.message for p in found.problems] == ["这些内容不属于表中各栏，没有读入：其他需要说明事项"]
