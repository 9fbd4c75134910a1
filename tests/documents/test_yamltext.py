"""What is written comes back exactly, whatever stood in the document."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.documents.yamltext import yaml_text
from perfscore.source import Mapping, Scalar, Sequence, parse, source_from_text

TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\ufeff\ufffe\uffff\u2028\u2029"),
    max_size=30,
)


def back(node: object) -> object:
    match node:
        case Scalar():
            return node.text
        case Mapping():
            return {k.text: back(v) for k, v in node.entries}
        case Sequence():
            return [back(i) for i in node.items]
        case _:
            raise AssertionError(node)


def read(text: str) -> object:
    node, problems = parse(source_from_text(text))
    assert [p for p in problems if p.severity == "error"] == []
    return back(node)


@settings(max_examples=150, deadline=None)
@given(TEXT, st.lists(st.tuples(TEXT, TEXT), max_size=3))
def test_any_text_comes_back(name: str, rows: list[tuple[str, str]]) -> None:
    value = {"格式": "perfscore/1", "表": name, "行": [{"甲": a, "乙": b} for a, b in rows]}
    assert read(yaml_text(value)) == value


@pytest.mark.parametrize(
    "text",
    [
        "=100%",
        "≥7%",
        "no",
        "012",
        "2024-12-31",
        "12:30",
        "指标1：甲",
        "a: b",
        "#x",
        "- x",
        "{x}",
        "*注",
        "甲\n乙",
        "",
        "null",
        "~",
        "%",
        "'",
        '"',
        "@",
        "1e5",
        "!x",
        "|",
        "a #b",
    ],
)
def test_traps_come_back(text: str) -> None:
    value = {"格式": "perfscore/1", "甲": text, "行": [{"乙": text, "丙": [text]}, text]}
    assert read(yaml_text(value, "由“a.docx”第 1 张表导入")) == value


def test_rows_stand_on_one_line_where_they_fit() -> None:
    rows = [{"三级指标": "培训人数", "年度指标值": "≥100人", "分值": "5"}, {"三级指标": "长" * 60, "备注": "a: b"}]
    assert yaml_text({"格式": "perfscore/1", "行": rows}, "由“甲.docx”导入") == (
        "格式: perfscore/1\n# 由“甲.docx”导入\n行:\n  - {三级指标: 培训人数, 年度指标值: ≥100人, 分值: 5}\n"
        f'  - 三级指标: {"长" * 60}\n    备注: "a: b"\n'
    )
