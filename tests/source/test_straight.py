"""What is written plainly is read in one pass, as the parsers of YAML read it; everything else is left to them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.source import parse, read_source, source_from_text
from perfscore.source.composing import has_libyaml
from perfscore.source.nodes import Mapping
from perfscore.source.straight import read_straight

from .telling import YAML_FILES, everything, plain
from .test_trees import same

needs_libyaml = pytest.mark.skipif(not has_libyaml(), reason="PyYAML 没有带 libyaml，无从比较")


def straight(text: str) -> Mapping | None:
    return read_straight(source_from_text(text))


def test_nearly_every_file_at_hand_is_read_straight() -> None:
    left = [path.name for path in YAML_FILES if read_straight(read_source(path)) is None]
    assert left == ["self-evaluation.cases.yaml"]  # {a: [{…}]} over several lines


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a: 1", {"a": "1"}),
        ("# 注\n\na: 1   # 注\n  # 注\nb:   \nc: # 注\n", {"a": "1", "b": "", "c": ""}),
        ("a:\n- 1\n- 2\nb: 3\n", {"a": ["1", "2"], "b": "3"}),
        ("a:\n    -   b: 1\n        c:\n        - x\n    - d: 2\n", {"a": [{"b": "1", "c": ["x"]}, {"d": "2"}]}),
        ("a: {b: -3%, c: \"x, y: z\", d: {e: [1, {f: 2}]}}  # 注\n", {"a": {"b": "-3%", "c": "x, y: z", "d": {"e": ["1", {"f": "2"}]}}}),
        ("a: >-\n  一 \n  二: 三\n\nb: |\n  # 一\n  - 二\n", {"a": "一  二: 三", "b": "# 一\n- 二\n"}),
        ("a:\n  - b: |-\n      一\n      二\n    c: >\n      三", {"a": [{"b": "一\n二", "c": "三"}]}),
        ("\">=\": ≥\na:\n  - \"b: c\": 1\n    \"-d\":\n", {">=": "≥", "a": [{"b: c": "1", "-d": ""}]}),
        ("a b: 'x: y'\nc: a:b\nd: -3%\ne: C#\nf: \"\"\n", {"a b": "x: y", "c": "a:b", "d": "-3%", "e": "C#", "f": ""}),
    ],
)  # fmt: skip
def test_what_is_read(text: str, tree: object) -> None:
    node = straight(text)
    assert node is not None
    assert plain(node) == tree
    same(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# 注\n",
        "甲",
        "- 甲\n",
        " a: 1\n",
        "---\na: 1\n",
        "a: 1\n...\n",
        "%YAML 1.2\n---\na: 1\n",
        "a: >7\n",
        "a: |\n",
        "a: |\nb: 1\n",
        "a: |+\n  一\n",
        "a: |2\n  一\n",
        "a: | # 注\n  一\n",
        "a: |\n  一\n\n  二\n",
        "a: >\n  一\n   二\n",
        "a: |\n    一\n  二\n",
        "a: |\n  一\n  \nb: 1\n",
        "a: |\n\n  一\n",
        "a: |\n  一 #二\n",
        "a:\n  b: |\n  一\n",
        "- |\n  一\n",
        "a:\n  - |\n    一\n",
        "a: 一\n  二\n",
        "a: 一\n b: 二\n",
        'a: "一\n  二"\n',
        "a: {b: 1,\n  c: 2}\n",
        "a: &x 1\n",
        "a: *x\n",
        "a: !!str 1\n",
        "a: - b\n",
        "a: b: c\n",
        "a: b:\n",
        "a: b #c\n",
        "a: #c\n",
        "a: {b: 1, b: 2}\n",
        "a: 1\na: 2\n",
        "a: {b}\n",
        "a: {b: }\n",
        "a: {b: x,y}\n",
        "a: {b: 1}}\n",
        "a: {b: 1} c\n",
        "a: {b: [1}\n",
        "a: [b: 1]\n",
        "a: {}\n",
        "a: {b: 12:30}\n",
        "a: {b: 完成?}\n",
        "a: “>7”\n",
        'a: "b" c\n',
        'a: "\\t"\n',
        "a: 'it''s'\n",
        "'a': 1\n",
        '"a" : 1\n',
        '"": 1\n',
        '"a": 1\n"a": 2\n',
        '"a\\tb": 1\n',
        "? a\n: 1\n",
        "<<: 1\n",
        "a: 1\nb：2\n",
        "a:\n- 1\n  - 2\n",
        "a:\n  - 1\n - 2\n",
        "a:\n  -\n    b: 1\n",
        "a:\n  - - 1\n",
        "a : 1\n",
        "甲" * 101 + ": 1\n",
        "a: " + "[" * 41 + "1" + "]" * 41 + "\n",
        "".join(" " * n + "a:\n" for n in range(41)),
    ],
)  # fmt: skip
@needs_libyaml
def test_what_is_left_to_the_parsers(text: str) -> None:
    assert straight(text) is None
    same(text)


KEYS = [
    "甲",
    "三级指标",
    "a b",
    "资金（万元）",
    "2024年",
    "x-y",
    "“三公”",
    '"k"',
    '">="',
    "《a》",
    "a[1]",
    *"乙丙丁戊己庚辛壬癸",
]
ODD_KEYS = ["甲:乙", "a#b", "-a", "k ", "=", "'q'", "<<", "。"]
KEY = st.sampled_from(KEYS + ODD_KEYS)
PLAIN = st.sampled_from(
    ["≥7%", "5", "-3%", "甲 乙", "2024-12-31", "“三公”经费", "“≥7%”", "a:b", "C#", "x-", "a [b]", "x,y", "完成?", "甲 #乙", "甲 # 乙", "a: b",
     "b:", "- c", "-", ">=7", "@甲", "%5", "'a'", '"a: b"', '"a', "''", '""', "{", "]", "", "　甲", "http://a/b", "~", "&a", "*a", "!a", "|", "甲  "]
)  # fmt: skip
SIMPLE = st.sampled_from(["≥7%", "5", "-3%", "甲 乙", '"a, b"', "“三公”经费", "x-", "100 家"])
FLOW = st.recursive(
    st.one_of(SIMPLE, SIMPLE, PLAIN),
    lambda inner: st.one_of(
        st.lists(st.tuples(KEY, inner), min_size=1, max_size=3).map(lambda kv: "{" + ", ".join(f"{k}: {v}" for k, v in kv) + "}"),
        st.lists(inner, min_size=1, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
    ),
    max_leaves=6,
)  # fmt: skip
SIMPLE_FLOW = st.one_of(
    st.lists(SIMPLE, min_size=1, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
    st.lists(st.tuples(st.sampled_from(["甲", "a b", "三级指标"]), SIMPLE), min_size=1, max_size=3, unique_by=lambda kv: kv[0]).map(
        lambda kv: "{" + ", ".join(f"{k}: {v}" for k, v in kv) + "}"
    ),
)  # fmt: skip


@st.composite
def lines(draw: st.DrawFn) -> str:
    """A file written plainly, mostly: blocks, lists, braces; in half of the files some values or indents are wrong."""
    wrong = draw(st.booleans())
    keys = (
        iter(draw(st.permutations(KEYS)) * 9)
        if not wrong
        else iter(lambda: draw(st.sampled_from(KEYS + ODD_KEYS)), None)
    )
    out: list[str] = []

    def value() -> str:
        text = draw(st.one_of(SIMPLE, FLOW, PLAIN) if wrong else st.one_of(SIMPLE, SIMPLE_FLOW))
        return text + draw(st.sampled_from(["", "", "", " ", "  # 注", *([" #注"] if wrong else [])]))

    def mapping(column: int, first: str, depth: int) -> None:
        for number in range(draw(st.integers(1, 4))):
            shift = draw(st.sampled_from([0] * 12 + [1, 2])) if wrong else 0
            head = first if number == 0 and first else " " * (column + shift)
            what = draw(st.integers(0, 7 if depth < 3 else 4))
            if what < 4:
                out.append(f"{head}{next(keys)}: {value()}")
            elif what == 4:
                out.append(f"{head}{next(keys)}:{draw(st.sampled_from(['', '  ', ' # 注']))}")
            elif what == 5:
                out.append(f"{head}{next(keys)}:")
                mapping(column + draw(st.integers(1, 4)), "", depth + 1)
            elif what == 6:
                out.append(f"{head}{next(keys)}:")
                listed(column + draw(st.integers(0, 3)), depth + 1)
            else:
                out.append(f"{head}{next(keys)}: {draw(st.sampled_from(['|', '>', '|-', '>-']))}")
                out.extend([" " * (column + 2) + draw(SIMPLE)] * draw(st.integers(1, 3)))
            if draw(st.integers(0, 5)) == 0:
                out.append(" " * draw(st.integers(0, 4)) + draw(st.sampled_from(["", "# 注"])) if wrong else "")

    def listed(column: int, depth: int) -> None:
        for _ in range(draw(st.integers(1, 3))):
            dash = "-" + " " * draw(st.integers(1, 3))
            if draw(st.booleans()):
                mapping(column + len(dash), " " * column + dash, depth)
            else:
                out.append(" " * column + dash + value())

    mapping(0, "", 0)
    return "\n".join(out) + draw(st.sampled_from(["", "\n", "\n\n"]))


@needs_libyaml
@settings(max_examples=400, deadline=None)
@given(lines())
def test_lines_that_are_mostly_right_are_read_alike(text: str) -> None:
    same(text)


def test_the_strategy_reaches_both_readers() -> None:
    """What the property above draws is often enough within what is read straight, and often enough beyond it."""
    seen = {True: 0, False: 0}

    @settings(max_examples=300, deadline=None, database=None, derandomize=True)
    @given(lines())
    def draw(text: str) -> None:
        seen[straight(text) is not None] += 1

    draw()
    assert min(seen.values()) > 40


@needs_libyaml
@settings(max_examples=60, deadline=None)
@given(st.sampled_from([p for p in YAML_FILES if p.stat().st_size < 4_000]), st.data())
def test_files_at_hand_with_one_line_damaged(path: Path, data: st.DataObject) -> None:
    rows = path.read_text("utf-8").split("\n")
    number = data.draw(st.integers(0, len(rows) - 1))
    at = data.draw(st.integers(0, len(rows[number])))
    put = data.draw(st.sampled_from([*"{}[],:：'\"#&*!|>%@`-? \t\u3000\n", ": ", " #", "- ", "  "]))
    rows[number] = rows[number][:at] + put + rows[number][at + data.draw(st.integers(0, 2)) :]
    same("\n".join(rows))


def test_a_plain_file_needs_no_yaml() -> None:
    path = Path(__file__).parents[2] / "examples" / "yiyang-2024" / "indicators.yaml"
    code = f"import sys, perfscore; perfscore.load({str(path)!r}); print('yaml' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert out.stdout.strip() == "False"


def test_nodes_cannot_be_changed_and_places_do_not_count() -> None:
    node, other = parse(source_from_text("a: [1]\n"))[0], parse(source_from_text("\n\na:    [1]\n"))[0]
    assert isinstance(node, Mapping)
    assert node == other
    assert hash(node) == hash(other)
    assert everything(node) != everything(other)
    assert node != parse(source_from_text("a: [2]\n"))[0]
    assert (node == node.entries) is False
    with pytest.raises(AttributeError):
        node.entries = ()  # type: ignore[misc]
