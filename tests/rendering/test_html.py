"""The page: well-formed, self-contained, accessible, and deaf to markup in what was filled in."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from perfscore.evaluation.values import BASES, Evaluation
from perfscore.rendering import render
from perfscore.rendering.style import STYLE

from .tables import NASTY, evaluation, mixed, nasty, row, said, seed, thousand

VOID = {"meta", "br"}
ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "h1", "h2", "dl", "div", "dt"),
    *("dd", "p", "ul", "ol", "li", "a", "i", "span", "small", "code", "br", "details", "summary"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
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

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if "td" in self.open or "th" in self.open:
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


@pytest.mark.parametrize("make", [seed, mixed, nasty, thousand, evaluation])
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
        assert len(tables[0]) == len(of.rows) + 1


def test_nothing_is_fetched_and_nothing_runs() -> None:
    for make in (seed, nasty):
        shown, read = page(make())
        assert not re.search(r"url\(|@import|https?:", STYLE)
        attributes = {name for _, attrs in read.tags for name in attrs}
        assert attributes <= {
            "lang", "charset", "http-equiv", "content", "name", "class", "style", "id", "scope", "rowspan", "colspan",
            "role", "aria-label", "aria-hidden", "tabindex", "href",
        }  # fmt: skip
        assert all((attrs.get("href") or "#").startswith("#") for _, attrs in read.tags)
        assert "Content-Security-Policy" in shown


def test_links_lead_somewhere_and_ids_are_unique() -> None:
    for make in (seed, nasty, mixed):
        _, read = page(make())
        ids = [attrs["id"] for _, attrs in read.tags if "id" in attrs]
        assert len(set(ids)) == len(ids)
        links = {(attrs["href"] or "")[1:] for tag, attrs in read.tags if tag == "a"}
        assert links <= set(ids)
    _, read = page(seed())
    assert {attrs["href"] for tag, attrs in read.tags if tag == "a"} == {"#r4", "#r19", "#f1", "#f2"}


def test_categories_span_their_rows_and_head_them() -> None:
    _, read = page(seed())
    table = read.covered(0)
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
            "得分",
            "计分依据",
            "说明",
        ]
    ]
    assert table[1][:4] == ["th:预算执行10 / 10 分", "th:预算执行10 / 10 分", "th:预算执行率", "td:100%"]
    assert [line[0] for line in table[2:11]] == ["th:产出指标40 / 40 分"] * 9
    assert [line[1] for line in table[2:11]] == ["th:数量指标"] * 5 + ["th:质量指标"] * 2 + ["th:时效指标"] * 2
    assert table[4][2:9] == [
        "th:工业投资增长", "td:高于全省平均增速", "td:15.7%（排名全省第5位）", "td:5", "td:5", "td:5",
        "td:缺参照值，待核实",
    ]  # fmt: skip
    heads = [attrs for tag, attrs in read.tags if tag == "th"]
    assert all(attrs.get("scope") in ("row", "col") for attrs in heads)


def test_a_basis_is_told_in_words_and_in_colour() -> None:
    _, read = page(evaluation(*(row(name, basis=name) for name in BASES)))
    cells = read.grid[0][1:]
    assert ["".join(line[-2][2]) for line in cells] == list(BASES.values())
    marks = [attrs["class"] for tag, attrs in read.tags if tag == "span"]
    assert marks == [f"mark {name}" for name in BASES]
    assert all(f".{name}{{--c:" in STYLE for name in (*BASES, "pending", "not_applicable", "error", "warning", "ask"))


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
        for name in ("ink", "soft", "link", *BASES, "pending", "not_applicable", "error", "warning", "ask"):
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
    table = read.covered(0)
    assert [line[7] for line in table[1:]] == ["td:9.97", "td:待人工认定", "td:不适用", "td:4.64"]
    assert '<tr id="r2" class="pending">' in shown
    assert "待定（尚有 1 行待人工认定）" in shown
    assert "差异：+0.03 分（自评得分 10，采用得分 9.97）" in shown


def test_self_scores_have_a_column_only_where_there_are_any() -> None:
    _, read = page(evaluation(row(self_score=None)))
    assert "th:自评得分" not in read.covered(0)[0]


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
