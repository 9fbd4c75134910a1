"""Scalars stay as written, places are right, and both parsers give equal trees."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.source import Mapping, Scalar, Sequence, parse, read_source, source_from_text
from perfscore.source.composing import has_libyaml
from perfscore.source.nodes import Loader

from .telling import YAML_FILES, everything, plain

needs_libyaml = pytest.mark.skipif(not has_libyaml(), reason="PyYAML 没有带 libyaml，无从比较")

WAYS: tuple[Loader, ...] = ("c", "python", "auto")
AS_WRITTEN = ["43.41", "60.850", "012", "0x1F", "12:30", "no", "是", "2024-12-31", "~", "null", "NaN", ".inf", "1e5", "+7",
              "1_000", "yes", "True", "=", "≥7%", "100%", "<<甲", "http://www.example.com/a#b", "甲：乙", "C#语言"]  # fmt: skip


@pytest.mark.parametrize("loader", ["auto", "python"])
@pytest.mark.parametrize("text", AS_WRITTEN)
def test_every_scalar_stays_text(text: str, loader: str) -> None:
    node, problems = parse(source_from_text(f"值: {text}\n列: [{text}]\n"), loader=loader)
    assert problems == ()
    assert plain(node) == {"值": text, "列": [text]}


def test_places_are_code_points_and_end_exclusive() -> None:
    node, _ = parse(source_from_text('𠮷: {名称: "甲 乙", 值: 5}\n列:\n  - x\n', "表.yaml"))
    assert isinstance(node, Mapping)
    inner = node.get("𠮷")
    assert isinstance(inner, Mapping)
    spots = {
        "mapping": (node.place, (1, 1, 2)),
        "flow": (inner.place, (1, 4, 21)),
        "key": (inner.entries[0][0].place, (1, 5, 7)),
        "quoted": (inner.entries[0][1].place, (1, 9, 14)),
        "plain": (inner.entries[1][1].place, (1, 19, 20)),
    }
    for place, expected in spots.values():
        assert (place.line, place.column, place.end_column) == expected
        assert place.excerpt == '𠮷: {名称: "甲 乙", 值: 5}'
        assert place.source == "表.yaml"
    items = node.get("列")
    assert isinstance(items, Sequence)
    assert str(items.items[0].place) == "表.yaml:3:5"


def test_a_byte_order_mark_does_not_move_columns() -> None:
    assert parse(source_from_text("\ufeff年度: 2024\n"))[0].get("年度").place.column == 5


def test_empty_and_written_empty_are_told_apart() -> None:
    node, problems = parse(source_from_text('甲:\n乙: ""\n丙: {丁: , 戊: 1}\n己:\n  # 注\n庚: 1\n'))
    assert problems == ()
    empties = [(text, kind) for kind, text, _, _ in everything(node) if kind == "scalarTrue"]
    assert len(empties) == 3
    assert node.get("乙") == Scalar("", '"', node.place)


def test_texts_over_several_lines() -> None:
    text = '甲: |\n  第一行：>7\n  # 不是注释\n乙: >\n  折\n  行\n丙: "一\n  二"\n丁: 一\n  二\n'
    node, problems = parse(source_from_text(text))
    assert problems == ()
    assert plain(node) == {"甲": "第一行：>7\n# 不是注释\n", "乙": "折 行\n", "丙": "一 二", "丁": "一 二"}
    assert [node.get(k).style for k in "甲乙丙丁"] == ["|", ">", '"', ""]
    assert [str(node.get(k).place) for k in "甲丁"] == ["<文本>:1:4", "<文本>:9:4"]


def test_constructible_by_position() -> None:
    place = parse(source_from_text("a: 1"))[0].place
    key = Scalar("a", "", place, False)
    assert Mapping(((key, Sequence((key,), place)),), place).get("a") == Sequence((key,), place)
    assert Mapping((), place).get("a") is None


def same(text: str) -> None:
    """Assert that both parsers, and the quickest way, agree on nodes, places and problems."""
    source = source_from_text(text)
    fast, slow, auto = (parse(source, loader=way) for way in WAYS)
    assert everything(fast[0]) == everything(slow[0]) == everything(auto[0])
    assert fast[0] == slow[0] == auto[0]
    assert fast[1] == slow[1] == auto[1]


@needs_libyaml
@pytest.mark.parametrize("path", YAML_FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_all_ways_agree_on_the_files_at_hand(path: Path) -> None:
    source = read_source(path)
    fast, slow, auto = (parse(source, loader=way) for way in WAYS)
    assert everything(fast[0]) == everything(slow[0]) == everything(auto[0])
    assert fast[1] == slow[1] == auto[1] == ()
    assert plain(fast[0]) == yaml.load(source.text, Loader=yaml.BaseLoader)


TEXT = st.text("甲乙分值：，,:{}[]#&*!|>%@`'\"-? 01ab　“”（）\\\t=", max_size=12)
KEY = st.text("甲乙丙分值ab（）1", min_size=1, max_size=6)
TREE = st.dictionaries(
    KEY,
    st.recursive(
        TEXT, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEY, inner, max_size=3), max_leaves=8
    ),
    min_size=1,
    max_size=3,
)


@needs_libyaml
@settings(max_examples=60, deadline=None)
@given(TREE, st.sampled_from([True, False, None]), st.sampled_from([20, 1000]), st.sampled_from([None, '"', "'"]))
def test_what_was_dumped_is_read_back(
    tree: dict[str, object], flow: bool | None, width: int, style: str | None
) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, width=width, default_style=style)
    if "!!" not in text and "? " not in text and "\n- &" not in text:
        node, problems = parse(source_from_text(text))
        assert not [p for p in problems if p.severity == "error" and p.code not in ("Y013", "Y017")]
        assert plain(node) == yaml.load(text, Loader=yaml.BaseLoader)
    same(text)


SNIPPETS = [
    "指标:\n  产出指标:\n    分值: 40\n    数量指标:\n      - {三级指标: 甲, 年度指标值: ≥7%, 分值: 5}\n      - 三级指标: 乙\n        分值: 5\n",
    "格式: perfscore/1\n资金（万元）:\n  全年预算数: 1554.97\n说明: |\n  一\n  二\n列: [1, 2]\n引: \"甲\"\n",
]  # fmt: skip
SIGNS = [
    *list("{}[],:：，'\"“#&*!|>%@`-?\t\u3000\n\\=~<()"),
    "\xa0",
    "\u200b",
    "\x00",
    "\ufeff",
    "\u2028",
    "- ",
    ": ",
    "  ",
]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A small file with a few characters put in or taken out."""
    text = draw(st.sampled_from(SNIPPETS))
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(text)))
        if draw(st.booleans()):
            text = text[:at] + draw(st.sampled_from(SIGNS)) + text[at:]
        else:
            text = text[:at] + text[at + draw(st.integers(1, 2)) :]
    return text


@needs_libyaml
@settings(max_examples=250, deadline=None)
@given(damaged())
def test_all_ways_agree_on_damaged_files(text: str) -> None:
    same(text)


@settings(max_examples=250, deadline=None)
@given(damaged())
def test_a_damaged_file_gives_a_tree_or_a_problem_in_order_of_place(text: str) -> None:
    node, problems = parse(source_from_text(text), loader="python")
    assert node is not None or any(p.severity == "error" for p in problems)
    spots = [(p.place.line, p.place.column) for p in problems if p.place]
    assert spots == sorted(spots)
    lines = text.replace("\ufeff", "", 1).split("\n") if text.startswith("\ufeff") else text.split("\n")
    for _, _, _, place in everything(node):
        assert place.excerpt == lines[place.line - 1]
        assert 1 <= place.column < place.end_column <= len(place.excerpt) + 2


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_borne(text: str) -> None:
    parse(source_from_text(text), loader="python")
    parse(source_from_text(text))


def test_without_libyaml_the_same_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "甲: {乙: 完成?, 丙: x,y}\n丁: >7\n"
    before = parse(source_from_text(text))
    assert before[1] != ()
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    for loader in ("auto", "c", "python"):
        assert parse(source_from_text(text), loader=loader) == before  # type: ignore[arg-type]


@needs_libyaml
@pytest.mark.parametrize(
    "text",
    [
        "说明: |#\n  一\n",
        "说明: |\t\n  一\n",
        "说明: >-#注\n  一\n",
        "列: [?, x]\n",
        "列: [?,]\n",
        "列: [1,?  ]\n",
        "列: [?: x]\n",
        "列: [?x, ?]\n",
        "乙: {?, 丙: 1}\n",
        "乙: {?,?  }\n",
        "乙: {丙: 1, \t丁: 2}\n\x00戊: 3\n",
        "乙: 1\t2\n\x00戊: 3\n",
        "乙: 一\n  二\t\n  三\n",
        "乙: 一\n\t二\n",
        "乙: {丙:, 丁: 1}\n",
        "- {甲:}\n\x00  - 乙\n",
    ],
)
def test_where_the_two_parsers_of_pyyaml_differ_ours_do_not(text: str) -> None:
    same(text)


def test_a_number_sign_right_behind_a_block_mark_is_asked_about() -> None:
    """YAML wants a blank before a comment, and a text ``|#1`` was hardly meant to lose its number."""
    for loader in WAYS:
        _, (found,) = parse(source_from_text("说明: |#1号\n  一\n", "表.yaml"), loader=loader)
        assert (found.code, str(found.place), dict(found.params)["text"]) == ("Y021", "表.yaml:1:5", "|#1号")
