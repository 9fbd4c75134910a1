"""The page: well-formed, self-contained, accessible, and deaf to markup in what was filled in."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import perfscore
from perfscore.evaluation.values import BASES, SUPPORTING, Evaluation
from perfscore.rendering import render
from perfscore.rendering.script import SCRIPT
from perfscore.rendering.style import STYLE

from .clauses import shapes, without_curve
from .tables import NASTY, evaluation, mixed, nasty, row, said, seed, thousand

VOID = {"meta", "br"}
PICTURE = ("viewbox", "width", "height", "x", "y", "d", "cx", "cy", "r", "text-anchor")
ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "h1", "h2", "dl", "div", "dt"),
    *("dd", "p", "ul", "ol", "li", "a", "i", "span", "small", "code", "br"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "b", "script"),
    *("form", "label", "select", "option", "button", "output", "svg", "path", "rect", "circle", "text", "desc"),
}


class Page(HTMLParser):
    """Reads the page, holding every open tag to account."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.grid: list[list[list[tuple[str, dict[str, str | None], list[str]]]]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        assert len(dict(attrs)) == len(attrs)
        self.tags.append((tag, dict(attrs)))
        if tag == "table":
            self.grid.append([])
        elif tag == "tr":
            self.grid[-1].append([])
        elif tag in ("td", "th"):
            self.grid[-1][-1].append((tag, dict(attrs), []))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("path", "rect", "circle")
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if ("td" in self.open or "th" in self.open) and "svg" not in self.open:
            self.grid[-1][-1][-1][2].append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def covered(self, index: int) -> list[list[str]]:
        """Return the table with spans filled in: each cell's tag and text."""
        out: list[dict[int, str]] = []
        lines = self.grid[index]
        out = [{} for _ in lines]
        for y, line in enumerate(lines):
            x = 0
            for tag, attrs, text in line:
                while x in out[y]:
                    x += 1
                for dy in range(int(attrs.get("rowspan") or 1)):
                    for dx in range(int(attrs.get("colspan") or 1)):
                        assert x + dx not in out[y + dy]
                        out[y + dy][x + dx] = f"{tag}:{''.join(text)}"
                x += int(attrs.get("colspan") or 1)
        return [[line[x] for x in sorted(line)] for line in out]


def page(of: Evaluation, lang: str = "zh") -> tuple[str, Page]:
    shown = render(of, "html", lang=lang)
    assert isinstance(shown, str)
    return shown, Page(shown)


@pytest.mark.parametrize("make", [seed, mixed, nasty, thousand, evaluation, shapes])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_well_formed_with_full_tables(make: type[Evaluation], lang: str) -> None:
    of = make()
    shown, read = page(of, lang)
    assert shown.startswith(f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">')
    tables = [read.covered(i) for i in range(len(read.grid))]
    for table in tables:
        assert len({len(line) for line in table}) == 1
    assert len(tables) == (2 if of.rows else 1)
    if of.rows:
        assert len(tables[1]) == len(of.rows) + 1


def test_nothing_is_fetched_and_only_the_filter_runs() -> None:
    for make in (seed, nasty, shapes):
        shown, read = page(make())
        assert not re.search(r"url\(|@import|https?:", STYLE)
        attributes = {name for _, attrs in read.tags for name in attrs}
        assert attributes <= {
            "lang", "charset", "http-equiv", "content", "name", "class", "style", "id", "scope", "rowspan", "colspan",
            "role", "aria-label", "aria-hidden", "aria-live", "aria-labelledby", "tabindex", "href", "title", "hidden",
            "data-basis", "data-codes", "data-shown", "value", "type", *PICTURE,
        }  # fmt: skip
        assert sum(tag == "script" for tag, _ in read.tags) == 1
        assert f"<script>\n{SCRIPT}\n</script>" in shown
        assert not re.search(r"fetch|XMLHttp|import|eval|innerHTML|localStorage", SCRIPT)
        digest = base64.b64encode(hashlib.sha256(f"\n{SCRIPT}\n".encode()).digest()).decode()
        policy = next(attrs["content"] for _, attrs in read.tags if attrs.get("http-equiv"))
        assert policy == f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"

        assert all((attrs.get("href") or "#").startswith("#") for _, attrs in read.tags)


def test_links_lead_somewhere_and_ids_are_unique() -> None:
    for make in (seed, nasty, mixed):
        _, read = page(make())
        ids = [attrs["id"] for _, attrs in read.tags if "id" in attrs]
        assert len(set(ids)) == len(ids)
        links = {(attrs["href"] or "")[1:] for tag, attrs in read.tags if tag == "a"}
        assert links <= set(ids)
    _, read = page(seed())
    assert {attrs["href"] for tag, attrs in read.tags if tag == "a"} == {"#each", "#r4", "#r19", "#f1", "#f2"}


def test_categories_span_their_rows_and_head_them() -> None:
    _, read = page(seed())
    table = read.covered(1)
    assert table[0] == [
        f"th:{x}"
        for x in [
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "自评得分",
            "系统测算分",
            "差异自评 - 测算",
            "得分",
            "计分依据",
            "评分曲线",
            "说明",
        ]
    ]
    assert table[1][:4] == ["th:预算执行10 / 10 分", "th:预算执行10 / 10 分", "th:预算执行率", "td:100%"]
    assert [line[0] for line in table[2:11]] == ["th:产出指标40 / 40 分"] * 9
    assert [line[1] for line in table[2:11]] == ["th:数量指标"] * 5 + ["th:质量指标"] * 2 + ["th:时效指标"] * 2
    assert table[4][2:11] == [
        "th:工业投资增长疑点 K801", "td:高于全省平均增速", "td:15.7%（排名全省第5位）", "td:5", "td:5", "td:", "td:",
        "td:5", "td:缺参照值，待核实未列佐证",
    ]  # fmt: skip
    heads = [attrs for tag, attrs in read.tags if tag == "th"]
    assert all(attrs.get("scope") in ("row", "rowgroup", "col") for attrs in heads)


def test_a_basis_is_told_in_words_and_in_colour() -> None:
    _, read = page(evaluation(*(row(name, basis=name) for name in BASES)))
    cells = read.grid[1][1:]
    assert ["".join(line[-3][2]) for line in cells] == [f"{words}未列佐证" for words in BASES.values()]
    marks = [attrs["class"] or "" for tag, attrs in read.tags if tag == "span"]
    assert [name for name in marks if "mark" in name] == [
        one for name in BASES for one in (f"mark {name}", "mark support none")
    ]
    names = (*BASES, *SUPPORTING, "pending", "not_applicable", "error", "warning", "ask", "lost")
    assert all(f".{name}{{--c:" in STYLE for name in names)


def contrast(a: str, b: str) -> float:
    def light(colour: str) -> float:
        digits = colour * 2 if len(colour) == 3 else colour
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dark = sorted((light(a), light(b)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_words_can_be_told_from_the_ground() -> None:
    themes = [dict(re.findall(r"--([a-z_]+):#([0-9a-f]+)", block)) for block in re.findall(r":root\{([^}]*)\}", STYLE)]
    assert len(themes) == 2
    for theme in themes:
        for name in (
            "ink",
            "soft",
            "link",
            *BASES,
            *SUPPORTING,
            "pending",
            "not_applicable",
            "error",
            "warning",
            "ask",
        ):
            for ground in ("bg", "card"):
                assert contrast(theme[name], theme[ground]) >= 4.5, name


def test_hostile_text_is_shown_as_text() -> None:
    shown, read = page(nasty())
    text = "".join(read.text)
    assert NASTY[0] in text
    assert NASTY[1] in text
    assert NASTY[11] in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]", shown)


def test_pending_and_rows_that_do_not_apply() -> None:
    shown, read = page(mixed())
    table = read.covered(1)
    assert [line[9] for line in table[1:]] == ["td:9.97", "td:待人工认定", "td:不适用", "td:4.64"]
    assert [line[7:9] for line in table[1:]] == [
        ["td:9.97", "td:+0.03"],
        ["td:", "td:"],
        ["td:", "td:"],
        ["td:", "td:"],
    ]
    assert '<tr id="r2" class="pending" data-basis="pending" data-codes="">' in shown
    assert "待定（尚有 1 行待人工认定）" in shown
    assert "差异：+0.03 分（自评得分 10，采用得分 9.97）" in shown


def test_self_scores_have_a_column_only_where_there_are_any() -> None:
    _, read = page(evaluation(row(self_score=None)))
    assert [x for x in read.covered(1)[0] if "自评" in x or "测算" in x] == []


def test_findings_with_hints_places_and_links_to_rows() -> None:
    found = said("K801", "error", "甲<b>", "产出指标/数量指标/甲", hint_zh="改为“乙”")
    shown, _ = page(evaluation(row("甲"), findings=(found,)))
    assert (
        '<li id="f1" class="error"><p><span class="mark error">错误 K801</span> 甲&lt;b&gt;</p>'
        '<p class="note">位置：<a href="#r1">产出指标/数量指标/甲</a></p><p class="note">建议：改为“乙”</p></li>'
    ) in shown


def test_paper_is_a4_landscape_and_heads_repeat() -> None:
    assert "@page{size:A4 landscape" in STYLE
    assert "thead{display:table-header-group}" in STYLE


def test_findings_stand_beside_the_cell_they_are_about() -> None:
    found = (
        said("K801", "warning", "甲", "产出指标/数量指标/甲/实际完成值"), said("T237", "error", "乙", "产出指标/数量指标/甲"),
        said("E759", "ask", "丙", "产出指标/数量指标/甲"), said("K899", "ask", "丁", "产出指标/数量指标/甲"),
        said("K898", "ask", "戊", "产出指标/数量指标/甲/不知道的栏"),
    )  # fmt: skip
    _, read = page(evaluation(row("甲"), findings=found))
    line = read.covered(1)[1]
    assert line[2:7] == [
        "th:甲待说明 K899待说明 K898",
        "td:≥7%错误 T237",
        "td:7.7%疑点 K801",
        "td:5",
        "td:5待说明 E759",
    ]
    titles = [
        attrs.get("title") for tag, attrs in read.tags if tag == "a" and attrs.get("class", "").startswith("flag")
    ]
    assert sorted(map(str, titles)) == ["丁", "丙", "乙", "戊", "甲"]


def test_every_row_with_a_rule_has_its_curve_in_words() -> None:
    shown, read = page(shapes())
    assert shown.count('<svg class="curve"') == 10
    pictures = [attrs for tag, attrs in read.tags if tag == "svg"]
    assert all(attrs["role"] == "img" and f'<title id="{attrs["aria-labelledby"]}">' in shown for attrs in pictures)
    assert (
        "实际值与得分：60%（不含）以下 0 分；60%（含）至80%（不含） 6 分；80%（含）至90%（不含） 8 分；90%（含）以上 10 分；本行：实际值 83%，8 分。"
    ) in shown
    assert shown.count('<circle class="cv-point"') == 9
    assert shown.count('<path class="cv-arrow"') == 1


def test_a_block_shows_what_its_points_rest_on() -> None:
    _, read = page(shapes())
    assert read.covered(0)[1][4] == "td:可复算 61.69 分、单位自报 10 分、待人工认定 10 分、未得 18.31 分"
    _, read = page(mixed())
    assert [line[4] for line in read.covered(0)[1:4]] == [
        "td:可复算 9.97 分、未得 0.03 分", "td:待人工认定 5.5 分、未得 5 分", "td:评审认定 4.64 分、未得 0.36 分",
    ]  # fmt: skip


def test_only_what_occurs_can_be_filtered_by() -> None:
    shown, read = page(seed())
    values = [attrs["value"] for tag, attrs in read.tags if tag == "option"]
    assert values == ["", "recomputed", "reference_missing", "self_reported", "", "any", "none", "K801", "K802"]
    assert '<form id="filter" class="filter" data-shown="显示 {shown} / {all} 行" hidden>' in shown


def test_rows_without_a_curve_have_a_picture_or_a_reason(tmp_path: Path) -> None:
    shown, read = page(without_curve(tmp_path))
    pictures = [attrs for tag, attrs in read.tags if tag == "svg"]
    assert [attrs["class"] for attrs in pictures] == [
        "curve cv-list", "curve cv-list", "curve cv-list", "curve cv-span", "curve cv-span", "curve",
    ]  # fmt: skip
    for attrs in pictures:
        assert attrs["role"] == "img"
        assert f'<title id="{attrs["aria-labelledby"]}">' in shown
        if attrs["class"] != "curve":
            assert f'<desc id="{attrs["aria-describedby"]}">' in shown
    assert (shown.count('class="cv-yes"'), shown.count('class="cv-no"'), shown.count('cv-unknown"')) == (3, 12, 3)
    notes = re.findall(r'</svg><p class="note">(.*?)</p>', shown)
    assert notes == [
        "没有填是否符合的要点：3 项",
        "没有评分曲线：评分标准写“酌情”，由人工认定得分，应在 0 至 10 分之间",
        "没有评分曲线：评分标准写“酌情”，由人工认定得分，应在 0 至 10 分之间",
        "图上没有本行的点：缺参照值，待核实",
    ]
    assert ">其余 2 项见说明</text>" in shown
    assert "“第14项要求”1 分，不符合" in shown
    assert shown == render(without_curve(tmp_path), "html")


def test_pictures_say_no_more_than_text(tmp_path: Path) -> None:
    """What is drawn is figures, marks and what was filled in, with nothing that acts as markup."""
    nasty_item = '①<script>alert(1)</script>健全（5分）；②“a" b="c”齐全（5分）'
    row_of = {
        "三级指标": "甲",
        "年度指标值": "健全",
        "实际完成值": "健全",
        "分值": "10",
        "得分": "8",
        "评分标准": nasty_item,
    }
    shown, _ = page(perfscore.score_rows([row_of], "national/self-evaluation-2021"))
    assert "<script>alert" not in shown
