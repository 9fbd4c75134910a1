"""A plug-in that reads clauses says them in the library's words or values; what it says is held against the library."""

from __future__ import annotations

import pickle
from decimal import Decimal
from pathlib import Path

import pytest

from perfscore import PerfscoreError, check, evaluate, load, read_clause, read_facts
from perfscore.clauses import Clause
from perfscore.plugins import CLAUSES
from tests.plugins.making import on_path, package, scheme, table

KNOWN = "达到目标的得满分，未达到的不得分"
HALF = """
def read(text):
    return "达到目标的得满分，未达到的得分值的50%" if text == "半分法" else None
X = ClauseReader(read, basis="某文件第三条")
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    on_path(tmp_path, monkeypatch)
    return tmp_path


def clause(folder: Path, text: str, named: str = "made-up/x") -> Clause:
    return read_clause(text, language=load(scheme(folder, named)).language)


def test_the_library_alone_does_not_know_the_wording() -> None:
    assert not read_clause("半分法").readable
    assert read_clause("半分法").by == ""


def test_read_in_the_words_of_the_library(folder: Path) -> None:
    package(folder, {CLAUSES: {"x": "X"}}, HALF)
    got = clause(folder, "半分法")
    assert got == read_clause("达到目标的得满分，未达到的得分值的50%")
    assert (got.text, got.by, got.problems) == ("半分法", "made-up/x 1.0，依据：某文件第三条", ())
    assert got.to_dict()["by"] == got.by
    assert "by" not in read_clause(KNOWN).to_dict()


def test_row_has_steps_a_curve_and_a_place_in_the_digest(folder: Path) -> None:
    package(folder, {CLAUSES: {"x": "X"}}, HALF)
    plan = load(table(folder, "made-up/x", "半分法")).plan()
    (row,) = plan.rows
    assert row.clause_origin.says == "本行评分标准（扩展读法：made-up/x 1.0，依据：某文件第三条）"
    assert row.to_dict()["clause"] == "达到目标的，得满分；未达到目标的，得分值的50%"
    result = evaluate(plan, read_facts({"完成情况": [{"三级指标": "甲", "实际完成值": "80吨"}]}))
    (scored,) = result.rows
    assert scored.score == Decimal(45)
    assert (
        "（扩展读法：made-up/x 1.0，依据：某文件第三条）：达到目标的，得满分；未达到目标的，得分值的50%"
        in scored.explanation
    )
    assert scored.curve is not None


def test_asked_only_where_the_library_cannot_read(folder: Path) -> None:
    source = "def read(text):\n    raise AssertionError(text)\nX = ClauseReader(read, basis='')\n"
    package(folder, {CLAUSES: {"x": "X"}}, source)
    assert clause(folder, KNOWN).by == ""


@pytest.mark.parametrize(
    ("text", "code"), [("", "C452"), ("半" * 4000, "C451"), ("（" * 61, "C451")], ids=["empty", "long", "brackets"]
)
def test_not_asked_about_what_is_refused_unread(folder: Path, text: str, code: str) -> None:
    package(folder, {CLAUSES: {"x": "X"}}, f"X = ClauseReader(lambda text: {KNOWN!r}, basis='')\n")
    assert [p.code for p in clause(folder, text).problems] == [code]


def test_words_a_scheme_defines_otherwise_are_not_asked_about(folder: Path) -> None:
    package(folder, {CLAUSES: {"x": "X"}}, f"X = ClauseReader(lambda text: {KNOWN!r}, basis='')\n")
    path = scheme(folder, "made-up/x")
    path.write_text(path.read_text("utf-8") + "用词: {以下: 不含本数}\n", "utf-8")
    got = read_clause("按示例法以下计分", language=load(path).language)
    assert [p.code for p in got.problems] == ["C499"]


def test_a_wording_no_plugin_knows_keeps_the_message_of_the_library(folder: Path) -> None:
    package(folder, {CLAUSES: {"x": "X"}}, HALF)
    assert clause(folder, "三分法").problems == read_clause("三分法").problems


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("5", "G009：扩展“made-up/x”把这段评分标准读作“5”，这个读法不能采用：应当是文字或 Clause，而不是 int"),
        ("0.85", "G009：扩展“made-up/x”把这段评分标准读作“0.85”，这个读法不能采用：应当是文字或 Clause，而不是 float"),
        ("'四分法'", "G009：扩展“made-up/x”把这段评分标准读作“四分法”，这个读法不能采用："),
        ("''", "G009：扩展“made-up/x”把这段评分标准读作“”，这个读法不能采用："),
        ("1 / 0", "G008：扩展“made-up/x”运行时出错（ZeroDivisionError：division by zero），请告诉它的作者"),
        ("read(text)", "G008：扩展“made-up/x”运行时出错（RecursionError："),
    ],
)
def test_what_a_plugin_may_not_give(folder: Path, given: str, message: str) -> None:
    package(folder, {CLAUSES: {"x": "X"}}, f"def read(text):\n    return {given}\nX = ClauseReader(read, basis='')\n")
    got = clause(folder, "半分法")
    assert not got.readable
    assert got.rules == ()
    first = got.problems[0]
    assert f"{first.code}：{first.message}".startswith(message)
    assert first.span == (0, 3)
    assert got.problems[1:] == read_clause("半分法").problems


def test_a_clause_must_read_back_as_it_was(folder: Path) -> None:
    source = """
from fractions import Fraction
from perfscore.clauses import Clause
from perfscore.clauses.values import Full, Met, Otherwise, Points, Rule, Share
SAME = ClauseReader(lambda t: Clause((Rule(Met(), Full()), Rule(Otherwise(), Points(Fraction(0))))), basis="")
LESS = ClauseReader(lambda t: Clause((Rule(Met(), Share(Fraction(1, 3))), Rule(None, Share(Fraction(1, 7))))), basis="")
BAD = ClauseReader(lambda t: Clause((Rule(Met(), 5),)), basis="")
"""
    package(folder, {CLAUSES: {"x": "SAME", "y": "LESS", "z": "BAD"}}, source)
    assert clause(folder, "半分法").by.startswith("made-up/x")
    less = clause(folder, "半分法", "made-up/y").problems[0]
    assert less.code == "G009"
    bad = clause(folder, "半分法", "made-up/z").problems[0]
    assert bad.code in ("G008", "G009")


def test_two_plugins_that_agree_are_both_named(folder: Path) -> None:
    package(folder, {CLAUSES: {"x": "X", "y": "Y"}}, HALF + "Y = ClauseReader(read, basis='另一文件')\n")
    got = clause(folder, "半分法", "made-up/x, made-up/y")
    assert got.readable
    assert got.by == "made-up/x 1.0，依据：某文件第三条；made-up/y 1.0，依据：另一文件"


def test_two_plugins_that_differ_are_a_problem(folder: Path) -> None:
    other = f"Y = ClauseReader(lambda text: {KNOWN!r}, basis='另一文件')\n"
    package(folder, {CLAUSES: {"x": "X", "y": "Y"}}, HALF + other)
    got = clause(folder, "半分法", "made-up/x, made-up/y")
    (found,) = got.problems
    assert f"{found.code}：{found.message}" == (
        "G010：几个扩展对这段评分标准的读法不同：made-up/x 读作“达到目标的，得满分；未达到目标的，得分值的50%”；"
        "made-up/y 读作“达到目标的，得满分；未达到目标的，不得分”"
    )


def test_problems_of_a_clause_stand_at_its_place_in_the_table(folder: Path) -> None:
    package(folder, {CLAUSES: {"x": "X"}}, "X = ClauseReader(lambda text: 1, basis='')\n")
    path = table(folder, "made-up/x", "半分法")
    first = check(path)[0]
    assert first.code == "G009"
    assert first.place is not None
    assert (Path(first.place.source), first.place.line) == (path, 9)
    with pytest.raises(PerfscoreError):
        load(path).plan()


def test_a_plan_with_plugins_goes_through_a_pickle(folder: Path) -> None:
    package(folder, {CLAUSES: {"x": "X"}}, HALF)
    plan = load(table(folder, "made-up/x", "半分法")).plan()
    again = pickle.loads(pickle.dumps(plan))
    assert again == plan
    assert again.digest == plan.digest
    assert again.language.plugins == plan.language.plugins
    assert read_clause("半分法", language=again.language).by == "made-up/x 1.0，依据：某文件第三条"


def test_a_dated_family_uses_the_plugins_of_the_year(folder: Path) -> None:
    package(folder, {CLAUSES: {"x": "X"}}, HALF)
    head = "格式: perfscore/1\n评分办法: {0}\n编号: test/{0}\n基于: national/self-evaluation-2021\n适用年度: {{起: {0}, 止: {0}}}\n"
    (folder / "2023.yaml").write_text(head.format(2023), "utf-8")
    (folder / "2024.yaml").write_text(head.format(2024) + "扩展: [made-up/x]\n", "utf-8")
    scheme(folder, "").write_text("格式: perfscore/1\n评分办法: 目录\n版本: [2023.yaml, 2024.yaml]\n", "utf-8")
    path = folder / "表.yaml"
    text = table(folder, "", "半分法").read_text("utf-8")
    (folder / "评分办法.yaml").write_text("格式: perfscore/1\n评分办法: 目录\n版本: [2023.yaml, 2024.yaml]\n", "utf-8")
    assert load(path).plan().rows[0].clause.readable  # type: ignore[union-attr]
    path.write_text(text.replace("年度: 2024", "年度: 2023"), "utf-8")
    with pytest.raises(PerfscoreError, match="半分法"):
        load(path).plan()


def test_a_child_scheme_inherits_the_plugins_of_its_parent(folder: Path) -> None:
    package(folder, {CLAUSES: {"x": "X"}}, HALF)
    scheme(folder, "made-up/x")
    child = folder / "下级.yaml"
    child.write_text("格式: perfscore/1\n评分办法: 下级\n基于: 评分办法.yaml\n", "utf-8")
    assert [p.id for p in load(child).language.plugins] == ["made-up/x"]
    child.write_text(child.read_text("utf-8") + "删除: [扩展]\n", "utf-8")
    assert load(child).language.plugins == ()


def test_a_missing_plugin_is_told_without_what_follows_from_it(folder: Path) -> None:
    assert [p.code for p in check(table(folder, "made-up/x", "半分法", target="≥5吨公里"))] == ["G001"]
