"""Every trap with its whole message; the golden file is read by people as well."""

from __future__ import annotations

import pytest

from perfscore.source import parse, source_from_text
from perfscore.source.composing import has_libyaml

from .telling import found, said, sections

GOLDEN = sections("traps.txt")
LOADERS = ["python", pytest.param("c", marks=pytest.mark.skipif(not has_libyaml(), reason="PyYAML 没有带 libyaml"))]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("title", "text", "expected"), GOLDEN, ids=[s[0] for s in GOLDEN])
def test_messages(title: str, text: str, expected: str, loader: str) -> None:
    assert said(text, loader) == expected


def test_every_code_of_yaml_is_pinned() -> None:
    from perfscore.base.catalogue import codes

    elsewhere = {"Y001", "Y002", "Y003", "Y004", "Y005", "Y006", "Y007", "Y051", "Y059", "Y060"}
    lines = [line for _, _, out in GOLDEN for line in out.splitlines()]
    pinned = {line[3:7] for line in lines if line.startswith(("错误 Y", "疑点 Y"))}
    assert {c for c in codes() if c.startswith("Y")} - elsewhere <= pinned


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a: >=7%\nb:5\nc：6\n", {"a": ">=7%", "b": "5", "c": "6"}),
        ("a: {b: x,y, c: 1}\n", {"a": {"b": "x,y", "c": "1"}}),
        ("a: {b: x, y , c: 1}\n", {"a": {"b": "x, y", "c": "1"}}),
        ("a: {b: “x,y”, c: 1}\nd: >7\n", {"a": {"b": "“x,y”", "c": "1"}, "d": ">7"}),
        ("a:\n\tb: 1\n\tc:\n\t\td: 2\n", {"a": {"b": "1", "c": {"d": "2"}}}),
        ("a:\n　b: 1\n　c: 2\n", {"a": {"b": "1", "c": "2"}}),
        ("a:\n  b: 1\n   c:\n     d: 2\n     e: 3\n  f: 4\n", {"a": {"b": "1", "c": {"d": "2", "e": "3"}, "f": "4"}}),
        ("a: '甲''乙\nb: 1\n", {"a": "甲''乙", "b": "1"}),
        ('a: "it\'s" ok\nb: 1\n', {"a": '"it\'s" ok', "b": "1"}),
        ("a: {b: 1, c: [2\nd: 3\n", {"a": {"b": "1", "c": ["2"]}, "d": "3"}),
        ("- a: 1\n-b: 2\n- c: 3\n", [{"a": "1"}, {"b": "2"}, {"c": "3"}]),
        ("a: 1\n???? {{{\nb: 2\n", {"a": "1", "b": "2"}),
        ("a: 1\r\nb: >7\r\nc: 3\r\n", {"a": "1", "b": ">7", "c": "3"}),
    ],
)
def test_the_rest_is_read_on(text: str, tree: object) -> None:
    got, problems = found(text)
    assert got == tree
    assert any(p.severity != "ask" for p in problems)


def test_fifty_mistakes_at_once() -> None:
    kinds = [
        "值{}: >=7%",
        "值{}:5",
        "值{}：5",
        "值{}: @甲",
        '值{}: "合格"以上',
        "值{}: 注意: 甲",
        "值{}: {{甲: 1, 乙: 2",
    ]
    lines = ["格式: perfscore/1"]
    for n in range(50):
        lines += [kinds[n % len(kinds)].format(n), f"好{n}: 1"]
    node, problems = parse(source_from_text("\n".join(lines)))
    assert [p.place.line for p in problems if p.place] == [2 * n + 2 for n in range(50)]
    assert node is not None
    assert len(node.entries) == 101


def test_a_mended_file_has_no_problems() -> None:
    """The fix of a hint can be pasted: the lines it gives are read without a word."""
    for text, fixed in [
        ("年度指标值: >=7%", '年度指标值: ">=7%"'),
        ("a: {评分标准: 低于5%扣1分,扣完为止}", 'a: {评分标准: "低于5%扣1分,扣完为止"}'),
        ("年度：2024\nb: 1", "年度: 2024\nb: 1"),
        ('a: "合格"以上', "a: “合格”以上"),
    ]:
        problems = parse(source_from_text(text))[1]
        assert any(hint.rsplit("：", 1)[-1].split(": ")[-1] in fixed for p in problems for hint in p.hints())
        assert parse(source_from_text(fixed))[1] == ()


def test_too_many_problems_are_cut() -> None:
    node, problems = parse(source_from_text("a: >=1\n" + "".join(f"值{n}:5\n" for n in range(600))))
    assert node is not None
    assert len(problems) == 501
    assert problems[-1].message == "问题太多，只列出前 500 个"


def test_what_has_no_message_of_its_own_is_told_in_chinese_too() -> None:
    expected = """错误 Y051：YAML 读不懂这一行
 --> 表.yaml:2:1
  |
2 | 'b' c: 2
  | ^^^^^^^^
  = 可能的原因：缩进与上面各行对不齐"""
    assert said("a: 1\n'b' c: 2\nd: 3\n") == expected
    assert found("a: 1\n'b' c: 2\nd: 3\n")[0] == {"a": "1", "d": "3"}
