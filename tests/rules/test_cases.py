"""校验样例: what is wrong with a file of cases is said whole, with place and fix."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfscore.base.frames import frames
from perfscore.rules.loading import read_document
from perfscore.rules.read_cases import EXPECTED, read_cases
from perfscore.rules.shapes import EXPECTATION
from perfscore.source import Scalar, source_from_text
from tests.golden import check

HEAD = "格式: perfscore/1\n校验样例: 试\n适用办法: national/self-evaluation-2021\n样例:\n"


def said(text: str) -> str:
    document = read_document(source_from_text(text, "样例.yaml"))
    problems = list(document.problems)
    assert document.node is not None
    read_cases(document.node, problems)
    return frames(problems)


def cases(text: str) -> tuple[list[str], object]:
    document = read_document(source_from_text(text, "样例.yaml"))
    problems = list(document.problems)
    assert document.node is not None
    got = read_cases(document.node, problems)
    return [str(p) for p in problems], got


WRONG = {
    "两种写法混用": HEAD + "  - {名称: 甲, 分值: 5, 年度指标值: ≥90%, 逐值: {90%: 5}, 行: [{三级指标: 乙, 分值: 5}]}\n",
    "没有期望": HEAD + "  - 名称: 甲\n    行: [{三级指标: 乙, 年度指标值: ≥1个, 实际完成值: 1个, 分值: 5}]\n",
    "期望不是分数": HEAD
    + "  - 名称: 甲\n    行: [{三级指标: 乙, 年度指标值: ≥1个, 实际完成值: 1个, 分值: 5, 期望得分: 满分}]\n",
    "没有写用什么办法": "格式: perfscore/1\n校验样例: 试\n样例:\n  - {名称: 甲, 期望: {总分: 5}}\n",
    "同名的样例": HEAD + "  - {名称: 甲, 期望: {总分: 5}}\n  - {名称: 甲, 期望: {总分: 6}}\n",
    "期望里的键写错": HEAD + "  - {名称: 甲, 期望: {总份: 5}}\n",
    "逐值是空的": HEAD + "  - {名称: 甲, 年度指标值: ≥90%, 分值: 10, 逐值: {}}\n",
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_cases(name: str) -> None:
    check(Path(__file__).parent / "golden" / f"样例-{name}.txt", said(WRONG[name]) + "\n")


def test_rows_are_parted_into_table_and_filing() -> None:
    problems, got = cases(
        HEAD
        + "  - 名称: 甲\n    行:\n      - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 乙, 年度指标值: ≥1个, 实际完成值: 1个,"
        + " 分值: 5, 得分: 4, 期望得分: 5}\n"
    )
    assert problems == []
    case = got.cases[0]  # type: ignore[attr-defined]
    assert [(e.what, e.name, e.text) for e in case.expected] == [("得分", "乙", "5")]
    tree = {k.text: v for k, v in case.table.entries}["指标"]
    assert [k.text for k, _ in tree.entries] == ["产出指标"]
    filings = {k.text: v for k, v in case.facts.entries}["完成情况"]
    filed = {k.text: v.text for k, v in filings.items[0].entries if isinstance(v, Scalar)}
    assert filed == {"三级指标": "乙", "实际完成值": "1个", "得分": "4"}


def test_every_value_becomes_a_row() -> None:
    problems, got = cases(HEAD + "  - {名称: 甲, 年度指标值: ≥90%, 分值: 10, 逐值: {90%: 10, 89.99%: 8}}\n")
    assert problems == []
    assert [(e.name, e.text) for e in got.cases[0].expected] == [  # type: ignore[attr-defined]
        ("实际完成值 90%", "10"),
        ("实际完成值 89.99%", "8"),
    ]


def test_the_keys_of_expectations_are_said_once() -> None:
    assert set(EXPECTED) == {k.name for k in EXPECTATION.keys} - {"说明"}
