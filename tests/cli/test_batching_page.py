"""The summary as a page and as a workbook: what a reviewer asks first, links that lead somewhere, widths that fit paper."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.rendering.test_browser import BROWSER, opened

RATIO = "按完成比例计分"
UNIT = "某县卫生健康局（含下属事业单位合并填报）<b>"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run over three tables, one of them with every kind of difference, and a broken line."""
    folder = tmp_path_factory.mktemp("批量")
    keys = ("一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "评分标准")
    tables = [
        ("A1", UNIT, [("产出", "培训人数", "≥300人", "266人", "90", "79.79", RATIO), ("满意度", "满意度", "≥90%", "81%", "10", "8.1", RATIO)]),
        ("A2", "某镇", [("产出", "道路里程", "≥10公里", "不适用", "100", "100", RATIO)]),
        ("A3", "某局", [("产出", "证照", "≥10件", "10件", "100", "100", RATIO)]),
    ]  # fmt: skip
    lines = [
        {"表号": name, "年度": "2024", "单位": unit, "指标": [dict(zip(keys, row, strict=True)) for row in rows]}
        for name, unit, rows in tables
    ]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    (folder / "表.jsonl").write_text(f'{text}\n{{"坏\n', "utf-8")
    done = run("batch", folder / "表.jsonl", "--rules", "national/self-evaluation-2021", "-o", folder / "出")
    assert done.status == 1
    return folder / "出"


class Page(HTMLParser):
    """Reads the page: open tags, ids, links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"]] if given.get("id") else []
        self.links += [str(given["href"])] if "href" in given else []
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_what_the_run_came_to_stands_first(out: Path) -> None:
    page = (out / "汇总.html").read_text("utf-8")
    assert re.findall(r"<p>(.*?)</p>", page) == [
        "4 张表，3 张已计分，1 张未能计分。",
        "等级：优 1 张，良 1 张，待定 1 张。",
        "错误 0 件，疑点 2 件，待说明 3 件；自评与测算不符 2 行，待人工认定 1 行。",
    ]
    assert re.findall(r'<a href="#s\d">(.*?)</a>', page) == [
        "汇总（3 行）",
        "疑点清单（5 行）",
        "差异（2 行）",
        "失败（1 行）",
    ]


def test_links_lead_to_the_table_they_name(out: Path) -> None:
    page = (out / "汇总.html").read_text("utf-8")
    read = Page(page)
    assert len(set(read.ids)) == len(read.ids)
    assert {link.removeprefix("#") for link in read.links} <= set(read.ids)
    assert re.findall(r'<tr id="t1"><th scope="row">(.*?)</th>', page)[0].endswith("#A1")
    assert '<a href="#t1">' in page
    assert "<b>" not in page
    assert "（含下属事业单位合并填报）&lt;b&gt;" in page


def test_no_outside_request_and_one_head_for_every_printed_page(out: Path) -> None:
    page = (out / "汇总.html").read_text("utf-8")
    assert not re.search(r"https?:|<script|<link|url\(", page)
    assert "@page{size:A4 landscape" in page
    assert "thead{display:table-header-group}" in page


@pytest.mark.skipif(BROWSER is None, reason="no Chromium on the path: apt-get install -y chromium")
def test_the_page_fits_a_screen(out: Path, tmp_path: Path) -> None:
    script = (
        "<script>var d=document.documentElement,t=Array.from(document.querySelectorAll('.scroll'));"
        "document.body.dataset.found=[d.scrollWidth<=d.clientWidth,t.every(function(e){return e.scrollWidth<=e.clientWidth+1;})]"
        ".join()</script></body>"
    )
    page = (out / "汇总.html").read_text("utf-8").replace("</body>", script)
    assert 'data-found="true,true"' in opened(page, tmp_path, "--window-size=1600,1000")


def test_the_workbook_fits_paper(out: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason='needs the extra xlsx: pip install "perfscore[xlsx]"')
    book = openpyxl.load_workbook(out / "汇总.xlsx")
    assert book.sheetnames == ["汇总", "疑点清单", "差异", "失败"]
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
            "landscape", 1, 0,
        )  # fmt: skip
        assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$1", "B2")
        widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
        assert all(6 <= width <= 46 for width in widths)
        assert all(cell.alignment.wrap_text and cell.font.bold for cell in sheet[1])
        for row in sheet.iter_rows(min_row=2):
            height = sheet.row_dimensions[row[0].row].height
            for cell, width in zip(row, widths, strict=True):
                needed = -(-sum(2 if ord(c) > 0x2E7F else 1 for c in str(cell.value or "")) // int(width))
                assert needed * 12 <= height
    found = book["差异"]
    assert [cell.value for cell in found[1]][-1] == "可能的原因"
    assert isinstance(found["G2"].value, float) and found["J2"].value.startswith("按“")
