"""Official layouts: every place covered once, merges and text the same in every format, nothing clipped on paper."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import perfscore
from perfscore.base.exact import plain
from perfscore.base.problem import PerfscoreError
from perfscore.documents import Grid as ReadGrid
from perfscore.documents import document_of_bytes, import_tables
from perfscore.evaluation.values import Evaluation
from perfscore.rendering import render
from perfscore.rendering.figures import number as figure
from perfscore.rendering.form import Form, laid_out
from perfscore.rendering.grid import Grid
from perfscore.rendering.labels import LANGUAGES
from perfscore.rendering.template import Column, names, template
from perfscore.rules.facts import BaseEntry, Facts, Figure, GoalAnswer
from perfscore.rules.table import EXECUTION
from tests.documents.published import published

from .clauses import shapes
from .tables import evaluation, filed, mixed, nasty, row, seed, thousand

ZH = LANGUAGES["zh"]
EXAMPLE = Path(__file__).parents[2] / "examples" / "yiyang-2024"
SHIPPED = ("base-data", "hunan-department", "national-project", "sichuan-project", "yunnan-project")


@cache
def yiyang() -> tuple[Evaluation, Facts]:
    facts = perfscore.read_facts(EXAMPLE / "facts.yaml")
    return perfscore.evaluate(perfscore.load(EXAMPLE / "indicators.yaml"), facts), facts


def form_of(name: str) -> Form:
    of, facts = yiyang()
    return laid_out(of, ZH, date(2025, 4, 28), facts, name)


def grids(page: Form) -> list[Grid]:
    return [grid for grid in (page.head, page.table) if grid is not None]


def written(name: str, format_name: str, **options: Any) -> bytes:
    of, facts = yiyang()
    shown = render(of, format_name, template=name, facts=facts, date=date(2025, 4, 28), **options)
    return shown if isinstance(shown, bytes) else shown.encode("utf-8")


def test_the_layouts_that_ship() -> None:
    assert names() == SHIPPED


def whole(grid: Grid) -> None:
    places = Counter(
        (r, c)
        for cell in grid.cells
        for r in range(cell.row, cell.row + cell.rows)
        for c in range(cell.column, cell.column + cell.columns)
    )
    assert set(places) == {(r, c) for r in range(grid.height) for c in range(len(grid.widths))}
    assert set(places.values()) == {1}


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("make", [seed, mixed, nasty, evaluation, thousand, shapes])
@pytest.mark.parametrize("facts", [None, Facts(), filed()], ids=["none", "empty", "filed"])
def test_every_place_is_covered_exactly_once(name: str, make: Callable[[], Evaluation], facts: Facts | None) -> None:
    for lang in ("zh", "en"):
        for grid in grids(laid_out(make(), LANGUAGES[lang], None, facts, name)):
            whole(grid)


def told(grid: Grid) -> list[list[object]]:
    """Return the rows as people read them: each cell where it begins."""
    rows: list[list[object]] = [[] for _ in range(grid.height)]
    for cell in sorted(grid.cells, key=lambda c: c.column):
        rows[cell.row].append(cell.text if cell.number is None else f"#{plain(cell.number)}")
    return rows


def test_the_hunan_form_is_the_seed_s_annex() -> None:
    page = form_of("hunan-department")
    assert (page.title, page.about, page.landscape) == ("2024年度部门整体支出绩效自评表", "", False)
    assert page.signed == ("填表人：　　　　　　填报日期：2025年4月28日　　　联系电话：　　　　　　　单位负责人签字：")
    head, table = grids(page)
    assert told(head)[:8] == [
        ["预算部门、单位名称", "益阳市工业和信息化局"],
        ["年度预算申请（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["年度资金总额", "#1184.37", "#1554.97", "#1554.97", "#10", "100%", "#10"],
        ["按收入性质分：", "按支出性质分："],
        ["其中：一般公共预算：1554.21", "其中：基本支出：1253.47"],
        ["政府性基金拨款：0", "项目支出：301.5"],
        ["纳入专户管理的非税收入拨款：0", ""],
        ["其他资金：0.76", ""],
    ]
    assert told(head)[8] == ["年度总体目标", "预期目标", "实际完成情况"]
    assert str(told(head)[9][0]).startswith("1、保证局本级及所属二级单位正常运转")
    assert told(table)[:3] == [
        [
            "",
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "自评得分",
            "偏差原因分析及改进措施",
        ],
        ["绩效指标", "产出指标\n（40分）", "数量指标", "全市规模工业增加值增速", "≥7%", "7.7%", "#5", "#5", ""],
        ["新增规模工业企业家数", "100家", "114家", "#5", "#5", ""],
    ]
    assert told(table)[-1] == ["总分", "#100", "#100", ""]
    assert [(c.text, c.rows, c.columns) for c in table.cells if c.rows > 1] == [
        ("绩效指标", 19, 1), ("产出指标\n（40分）", 9, 1), ("数量指标", 5, 1), ("质量指标", 2, 1), ("时效指标", 2, 1),
        ("效益指标\n（20分）", 6, 1), ("可持续影响指标", 3, 1), ("满意度指标\n（10分）", 2, 1), ("服务对象满意度指标", 2, 1),
        ("成本指标\n（20分）", 2, 1), ("经济成本指标", 2, 1),
    ]  # fmt: skip


def test_split_columns() -> None:
    table = form_of("yunnan-project").table
    assert told(table)[:2] == [
        ["绩效指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
        ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
    ]
    assert told(table)[2][3:7] == ["≥", "7", "%", "7.7%"]
    assert told(table)[3][1:5] == ["≥", "100", "家", "114家"]
    assert told(table)[-2:] == [["其他需要说明事项", ""], ["总分", "#100", "#100", "优"]]
    assert [(c.text, c.rows, c.columns) for c in table.cells if c.row == 0] == [
        ("绩效指标", 1, 3), ("年度指标值", 1, 3), ("实际完成值", 2, 1), ("分值", 2, 1), ("得分", 2, 1),
        ("偏差原因分析及改进措施", 2, 1),
    ]  # fmt: skip


def test_the_sichuan_form_from_head_to_foot() -> None:
    page = form_of("sichuan-project")
    assert (page.title, page.about) == ("部门预算项目支出绩效自评表", "（2024年度）")
    head, table = grids(page)
    lines = told(head)
    assert lines[1] == ["主管部门", "", "实施单位（盖章）", "益阳市工业和信息化局"]
    assert lines[2] == ["项目基本情况", "1.项目年度目标完成情况", "项目年度目标", "年度目标完成情况"]
    assert lines[4] == ["2.项目实施内容及过程概述", ""]
    assert lines[5:7] == [
        ["预算执行情况（10分）", "年度预算数（万元）", "年初预算", "调整后预算数", "预算执行数", "预算执行率", "权重", "得分", "原因"],
        ["年度资金总额", "#1184.37", "#1554.97", "#1554.97", "100%", "#10", "#10", ""],
    ]  # fmt: skip
    assert [(c.text, c.rows, c.columns) for c in head.cells if c.rows > 1] == [
        ("项目基本情况", 3, 1), ("1.项目年度目标完成情况", 2, 2), ("预算执行情况（10分）", 2, 2),
    ]  # fmt: skip
    assert told(table)[0][7:] == ["完成值", "权重", "得分", "未完成原因分析"]
    assert told(table)[1][0] == "绩效指标（90分）"
    assert told(table)[-5:] == [
        ["合计", "#100", "#100", ""],
        ["评价结论", ""],
        ["存在问题", ""],
        ["改进措施", ""],
        ["项目负责人：", "财务负责人："],
    ]


PRINTED = {
    "yunnan-project": ("yn-lincang-2022", "yn-lijiang-2020"),
    "sichuan-project": ("sc-meishan-2023", "sc-suining-2023-a", "sc-suining-2023-b"),
}


@pytest.mark.parametrize(("name", "seen"), [(n, s) for n, tables in PRINTED.items() for s in tables])
def test_headings_are_those_of_the_published_tables(name: str, seen: str) -> None:
    table = next(t for t in published() if t["id"] == seen)
    columns = form_columns(name)
    assert [c.heading for c in columns] == [text for text, _ in table["columns"]]
    over = [(text, first, count) for text, first, count in table.get("over", ())]
    assert [(c.over, i) for i, c in enumerate(columns) if c.over] == [
        (text, i) for text, first, count in over for i in range(first, first + count)
    ]
    said = {"".join(c.text.split()).partition("（")[0] for grid in grids(form_of(name)) for c in grid.cells}
    lines = [line for line in (*table["top"], *table.get("foot", ())) if len(line) > 1 and "部门:" not in line[0]]
    labels = [t for line in lines if (t := line[0] if isinstance(line[0], str) else line[0][0])]
    for label in labels:
        assert any(s.startswith(re.split(r"[(:]", "".join(label.split()))[0]) for s in said if s), label


def form_columns(name: str) -> tuple[Column, ...]:
    part = template(name).indicators
    assert part is not None
    return part.columns


@pytest.mark.parametrize("name", ["hunan-department", "national-project", "sichuan-project", "yunnan-project"])
@pytest.mark.parametrize("format_name", ["docx", "html", "xlsx"])
def test_a_form_that_was_written_is_read_again(name: str, format_name: str) -> None:
    """Import reads every layout back: the same rows, money and goals."""
    pytest.importorskip({"docx": "docx", "xlsx": "openpyxl"}.get(format_name, "io"), reason="needs an extra")
    of, facts = yiyang()
    (found,) = import_tables(document_of_bytes(written(name, format_name), f"a.{format_name}"))
    rows = [r for r in of.rows if r.id != EXECUTION]
    assert [r["三级指标"] for r in found.rows] == [r.name for r in rows]
    assert [r.get("实际完成值", "") for r in found.rows] == [r.actual for r in rows]
    assert [r["自评得分"] for r in found.rows] == [plain(r.score) for r in rows if r.score is not None]
    assert (found.year, found.organisation, found.unit) == (2024, of.unit, "万元")
    assert [g.text.strip() for g in of.goals if g.text.strip() not in found.goal] == []
    assert "".join(found.goal_answer.split()) == "".join("".join(a.text.split()) for a in facts.goal_answers)
    assert (found.funds[0]["名称"], found.funds[0]["全年执行数"].replace(",", "")) == ("年度资金总额", "1554.97")


def test_base_data_stand_as_filed() -> None:
    rows = told(form_of("base-data").table)
    assert rows[:7] == [
        ["财政供养人员情况（人）", "编制数", "实际在职人数", "控制率"],
        ["财政供养人员", "#57", "#57", "100%"],
        ["经费控制情况（万元）", "2023年决算数", "2024年预算数", "2024年决算数"],
        ["三公经费", "#33.21", "#43.41", "#43.41"],
        ["　其中：公务用车购置和维护经费", "#30.45", "#36.36", "#36.36"],
        ["　　其中：公车购置", "#17.99", "#24.99", "#24.99"],
        ["　　公车运行维护", "#12.46", "#11.37", "#11.37"],
    ]
    assert rows[16][1:] == ["——", "#0", "#0"]
    assert told(laid_out(seed(), ZH, None, None, "base-data").table) == [["没有填报基础数据"]]


def test_more_figures_than_columns_are_told_in_words() -> None:
    entry = BaseEntry("甲", tuple((f"第{i}月", Figure(str(i), "元")) for i in range(1, 14)))
    [line] = told(laid_out(seed(), ZH, None, Facts(base_data=(entry,)), "base-data").table)
    assert line[0] == "甲"
    assert str(line[1]).startswith("第1月 1元、第2月 2元")


def test_budget_execution_is_listed_where_no_money_row_has_it() -> None:
    rows = told(laid_out(mixed(), ZH, None, None, "hunan-department").table)
    assert rows[1] == [
        "绩效指标",
        "预算执行\n（10分）",
        "预算执行率",
        "100%",
        "99.66%",
        "#10",
        "#10",
        "部分项目尾款未达到支付条件。",
    ]
    rows = told(laid_out(mixed(), ZH, None, filed(), "hunan-department").table)
    assert rows[1][1] == "产出指标\n（10.5分）"


def test_scores_are_those_of_the_column() -> None:
    page = laid_out(mixed(), ZH, None, None, "hunan-department")
    assert told(page.table)[-1] == ["总分", "#25.5", "#20", ""]
    assert page.notes == ("1 行待人工认定：培训场次",)
    page = laid_out(mixed(), ZH, None, None, "national-project")
    assert told(page.table)[-1] == ["总分", "#25.5", "#14.61", ""]
    assert [line[-2] for line in told(page.table)[1:5]] == ["#9.97", "待人工认定", "不适用", "#4.64"]
    page = laid_out(evaluation(row(self_score=None)), ZH, None, None, "hunan-department")
    assert page.notes == ("各行没有填报自评得分，表中为采用得分。",)
    assert told(page.table)[1][-2] == "#5"


# --- formats --------------------------------------------------------------------------------------------------------


def spans(grid: Grid | ReadGrid, top: int = 0) -> set[tuple[int, int, int, int]]:
    """Return the cells that are larger than one place."""
    return {
        (c.row - top, c.column, c.rows, c.columns) for c in grid.cells if (c.rows > 1 or c.columns > 1) and c.row >= top
    }


def texts(grid: Grid | ReadGrid) -> list[str]:
    out = []
    for cell in sorted(grid.cells, key=lambda c: (c.row, c.column)):
        number = getattr(cell, "number", None)
        text = cell.text if number is None else figure(number, ZH)
        out.append("".join(text.split()))
    return [text for text in out if text]


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("format_name", ["docx", "html"])
def test_cells_and_spans_come_back(name: str, format_name: str) -> None:
    if format_name == "docx":
        pytest.importorskip("docx", reason='needs the extra docx: pip install "perfscore[docx]"')
    read = document_of_bytes(written(name, format_name), f"a.{format_name}")
    given = grids(form_of(name))
    assert len(read.grids) == len(given)
    for grid, back in zip(given, read.grids, strict=True):
        assert spans(back) == spans(grid)
        assert texts(back) == texts(grid)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_sheet_has_the_same_cells(name: str) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason='needs the extra xlsx: pip install "perfscore[xlsx]"')
    page = form_of(name)
    sheet = openpyxl.load_workbook(io.BytesIO(written(name, "xlsx"))).worksheets[0]
    merges = {(a.min_row - 1, a.min_col - 1, a.size["rows"], a.size["columns"]) for a in sheet.merged_cells.ranges}
    top = 3 if page.about else 2
    top -= 1
    for grid in grids(page):
        assert {(r + top, c, h, w) for r, c, h, w in spans(grid)} <= merges
        for cell in grid.cells:
            found = sheet.cell(cell.row + top + 1, cell.column + 1)
            if cell.number is not None:
                assert (found.data_type, f"{found.value}") == ("n", plain(cell.number))
            else:
                assert (found.value or "", found.data_type) == (cell.text, "s" if cell.text else found.data_type)
        top += grid.height
    landscape = "landscape" if page.landscape else "portrait"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == (landscape, 9)
    if name != "base-data":
        first, _, last = sheet.print_title_rows.replace("$", "").partition(":")
        titles = [[c.value for c in sheet[row]] for row in range(int(first), int(last) + 1)]
        assert len(titles) == (2 if name == "yunnan-project" else 1)
        assert "三级指标" in titles[-1]


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("format_name", ["docx", "xlsx", "html"])
def test_equal_input_gives_equal_bytes(name: str, format_name: str) -> None:
    pytest.importorskip({"docx": "docx", "xlsx": "openpyxl"}.get(format_name, "io"), reason="needs an extra")
    assert written(name, format_name) == written(name, format_name)


# --- on paper -------------------------------------------------------------------------------------------------------

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(
    OFFICE is None or shutil.which("pdftotext") is None,
    reason="no LibreOffice or pdftotext here: apt-get install -y libreoffice-calc libreoffice-writer poppler-utils",
)


def converted(data: bytes, suffix: str, to: str, folder: Path) -> Path:
    """Let LibreOffice convert a document."""
    file = folder / f"a.{suffix}"
    file.write_bytes(data)
    call = [str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", to]
    done = subprocess.run(
        [*call, "--outdir", str(folder / "out"), str(file)], capture_output=True, timeout=300, check=False
    )
    made = folder / "out" / f"a.{to.partition(':')[0]}"
    if not made.is_file():
        pytest.skip(f"LibreOffice does not run here: {done.stderr.decode('utf-8', 'replace')[-200:]}")
    return made


def long() -> bytes:
    """A table with texts of every length in every column, as a sheet."""
    words = ["长" * n for n in (1, 9, 17, 33, 70, 150)]
    rows = [
        row(f"{a}甲", target=b, actual=words[-1 - i], deviation_note=a * 2)
        for i, (a, b) in enumerate(zip(words, words[::-1], strict=True))
    ]
    facts = evolve(filed(), goal_answers=(GoalAnswer((), "一二三四五六七八九十，" * 30),))
    shown = render(evaluation(*rows), "xlsx", template="hunan-department", facts=facts)
    assert isinstance(shown, bytes)
    return shown


def lower(document: bytes, percent: int) -> bytes:
    """Return the workbook with every row of the first sheet so much as high."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode("utf-8")
            if name == "xl/worksheets/sheet1.xml":
                data = re.sub(r' ht="(\d+)[^"]*"', lambda found: f' ht="{int(found[1]) * percent // 100}"', data)
            new.writestr(name, data)
    return out.getvalue()


@needs_office
def test_rows_are_as_high_as_the_text_needs(tmp_path: Path) -> None:
    """A line below the end of its row is not printed. Rows a fifth lower still lose none, so no line is cut in two."""
    pytest.importorskip("openpyxl", reason="needs an extra")
    seen = {}
    for percent in (100, 80, 50):
        folder = tmp_path / str(percent)
        folder.mkdir()
        made = converted(lower(long(), percent), "xlsx", "pdf", folder)
        said = subprocess.run(["pdftotext", str(made), "-"], capture_output=True, check=True).stdout.decode("utf-8")
        seen[percent] = (said.count("长"), said.count("七"))
    assert seen[100] == seen[80] == (4 * (1 + 9 + 17 + 33 + 70 + 150) + 280, 30)
    assert seen[50] != seen[100]


@needs_office
@pytest.mark.parametrize("format_name", ["docx", "xlsx"])
@pytest.mark.parametrize("name", SHIPPED)
def test_the_printed_page_has_every_text_on_a4(name: str, format_name: str, tmp_path: Path) -> None:
    pytest.importorskip({"docx": "docx", "xlsx": "openpyxl"}[format_name], reason="needs an extra")
    made = converted(written(name, format_name), format_name, "pdf", tmp_path)
    said = subprocess.run(["pdftotext", "-layout", str(made), "-"], capture_output=True, check=True).stdout.decode(
        "utf-8"
    )
    printed = Counter("".join(said.split()))
    wanted = Counter("".join("".join(texts(grid)) for grid in grids(form_of(name))).replace(",", ""))
    printed[","] = 0
    assert wanted - printed == Counter()
    info = subprocess.run(["pdfinfo", str(made)], capture_output=True, check=True).stdout.decode("utf-8")
    width, height = map(float, re.findall(r"Page size:\s+([\d.]+) x ([\d.]+)", info)[0])
    assert (round(width), round(height)) == ((842, 595) if form_of(name).landscape else (595, 842))


@needs_office
@pytest.mark.parametrize(
    ("name", "heads"),
    [("hunan-department", ("三级指标",)), ("yunnan-project", ("绩效指标", "年度指标值", "三级指标", "度量单位"))],
)
def test_heads_repeat_on_every_page(name: str, heads: tuple[str, ...], tmp_path: Path) -> None:
    pytest.importorskip("docx", reason="needs an extra")
    for format_name in ("docx", "xlsx"):
        shown = render(thousand(), format_name, template=name)
        assert isinstance(shown, bytes)
        folder = tmp_path / format_name
        folder.mkdir()
        made = converted(shown, format_name, "pdf", folder)
        said = subprocess.run(["pdftotext", "-layout", str(made), "-"], capture_output=True, check=True).stdout.decode(
            "utf-8"
        )
        pages = [page for page in said.split("\f") if "".join(page.split())]
        assert len(pages) > 10
        assert [head for page in pages for head in heads if head not in "".join(page.split())] == []


@needs_office
def test_merges_survive_another_program(tmp_path: Path) -> None:
    pytest.importorskip("docx", reason="needs an extra")
    made = converted(written("hunan-department", "docx"), "docx", "html", tmp_path)
    read = document_of_bytes(made.read_bytes(), "a.html")
    tables = [grid for grid in read.grids if grid.cells]
    for grid, back in zip(grids(form_of("hunan-department")), tables, strict=True):
        assert spans(back) == spans(grid)


# --- wrong layouts --------------------------------------------------------------------------------------------------


def message(name: object) -> str:
    with pytest.raises(PerfscoreError) as caught:
        render(seed(), "html", template=name)
    return str(caught.value)


def test_an_unknown_layout() -> None:
    assert message("hunan") == (
        "错误 I910：没有叫“hunan”的版式\n"
        "  = 是不是“hunan-department”？\n"
        "  = 可用的版式：base-data、hunan-department、national-project、sichuan-project、yunnan-project；也可以给出 .yaml 文件"
    )
    assert message("../../etc/passwd").startswith("错误 I910：没有叫“../../etc/passwd”的版式\n")
    assert message(7) == "错误 I904：选项“template”应当是版式的名称或文件，或 None，而不是 7"


GOOD = "列宽: [10, 10]\n指标:\n  栏: [{填: 三级指标}, {填: 得分}]\n"


def test_an_own_layout(tmp_path: Path) -> None:
    file = tmp_path / "本局.yaml"
    file.write_text(GOOD + "  总分: 合计\n", encoding="utf-8")
    assert told(template(file) and laid_out(mixed(), ZH, None, None, str(file)).table) == [
        ["三级指标", "得分"], ["预算执行率", "#9.97"], ["培训场次", "待人工认定"], ["出国（境）任务", "不适用"],
        ["部门满意度", "#4.64"], ["合计", "#14.61"],
    ]  # fmt: skip
    assert "<h1>2024年度部门整体支出绩效自评表</h1>" in str(render(mixed(), "html", template=file))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: [", "第 1 行附近不是正确的 YAML"),
        ("- 1", "版式应当是“键: 值”"),
        ("列宽: [10]\n", "没有“表首”也没有“指标”，什么也印不出"),
        ("列宽: [0, 3]\n", "列宽应当是 2 至 200 的整数"),
        ("列宽: []\n", "“列宽”应当有 1 至 60 个数"),
        ("列宽: [10]\n纸: 横\n", "版式里不认识的键“纸”，可用：版式、依据、纸张、标题、副题、列宽、表首、指标、落款"),
        ("列宽: [10]\n纸张: 竖\n", "纸张写作“竖”，可用：横向、纵向"),
        (GOOD.replace("[10, 10]", "[10, 10, 10]"), "指标占 2 列，“列宽”有 3 列"),
        (GOOD.replace("三级指标", "分值"), "“指标”的栏里没有三级指标"),
        (GOOD.replace("得分", "三级指标"), "指标里同一栏写了两次"),
        (GOOD.replace("得分", "二级指标"), "一级指标、二级指标两栏应当依次排在最前"),
        (GOOD + "标题: '{密码}'\n", "标题里的“{密码}”不能填，可用：标题、单位、年度、评分办法、总分、满分、等级、区间、填报日期、资金单位、执行分值、指标分值"),
        (GOOD + "  总分前: [[{文字: 甲}]]\n", "指标的“总分前”第 1 行占 1 列，“列宽”有 2 列"),
        (GOOD + "  等级栏: 得分\n", "指标的“等级栏”写作“得分”，可用：、三级指标"),
        ("列宽: [10, 10]\n表首: [{总体目标: {左: [], 栏: []}}]\n", "表首第 1 项的“左”应当是一格或两格"),
        ("列宽: [10, 10]\n表首: [{总体目标: {左: {文字: 甲}, 栏: [{填: 预期目标, 上栏: 乙}]}}]\n", "表首第 1 项的栏不能写“上栏”，只有“指标”的栏可以"),
        ("列宽: [10]\n表首: [{行: [{列: 1}]}]\n", "表首第 1 项的每一格应当写“文字”或“填”中的一个"),
        ("列宽: [10]\n表首: [{行: [], 资金: {}}]\n", "表首第 1 项应当只有一个键"),
        ("列宽: [10, 10]\n表首: [{资金: {左: {文字: 甲}, 栏: [{填: 分值}]}}]\n", "表首第 1 项的第一栏应当是“名称”"),
    ],
)  # fmt: skip
def test_a_wrong_layout(text: str, why: str, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(text, encoding="utf-8")
    assert message(str(file)) == f"错误 I911：版式“x.yaml”不能用：{why}"


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    assert message(str(tmp_path / "没有.yaml")) == "错误 I911：版式“没有.yaml”不能用：读不了：No such file or directory"
    (tmp_path / "x.yaml").write_bytes("列宽".encode("gbk"))
    assert message(str(tmp_path / "x.yaml")) == "错误 I911：版式“x.yaml”不能用：不是 UTF-8 编码"
