"""Problems as values, and how people see them."""

from __future__ import annotations

import pickle

import pytest

from perfscore.base.frames import frame, frames
from perfscore.base.problem import PerfscoreError, Place, Problem, problem
from perfscore.base.step import Step

LINE = "    分值: 5分值"
PLACE = Place("表.yaml", 8, 5, 7, LINE)


def test_a_problem_is_a_value() -> None:
    one = problem("S110", place=PLACE, key="分值")
    assert one == problem("S110", place=PLACE, params={"key": "分值"})
    assert (one.severity, one.message, one.text("en")) == ("error", "“分值”写了两次", "“分值” stands twice")
    assert pickle.loads(pickle.dumps(one)) == one
    assert hash(one) == hash(problem("S110", place=PLACE, key="分值"))
    assert str(one) == "表.yaml:8:5: [S110] “分值”写了两次"
    assert str(problem("S110", key="甲")) == "[S110] “甲”写了两次"


def test_an_unknown_code_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        problem("Y000")
    with pytest.raises(KeyError):
        Problem("S999", "error").message  # noqa: B018


def test_severity_can_be_set() -> None:
    assert problem("S110", severity="ask", key="x").severity == "ask"


def test_moving_and_naming() -> None:
    one = problem("S110", key="甲")
    assert one.at(PLACE).place == PLACE
    assert one.in_row("产出指标/数量指标/甲").where == "产出指标/数量指标/甲"
    assert one.place is None


def test_hints_without_their_parameter_are_left_out() -> None:
    assert problem("S101", key="a", name="b", near="分值").hints() == ("是不是“分值”？",)
    assert problem("S101", key="a", name="b", near="").hints() == ()
    assert problem("S101", key="a", name="b", near="分值").hints("en") == ("did you mean “分值”?",)


def test_as_plain_data() -> None:
    assert problem("S110", place=PLACE, key="甲", span=(1, 2), where="行").to_dict() == {
        "code": "S110",
        "severity": "error",
        "message": "“甲”写了两次",
        "span": [1, 2],
        "place": {"file": "表.yaml", "line": 8, "column": 5, "end_column": 7},
        "where": "行",
        "hints": ["删去其中一个；如果是两条记录，各以“- ”开头写成列表"],
    }
    assert problem("Y002", name="a", reason="b").to_dict() == {
        "code": "Y002",
        "severity": "error",
        "message": "打不开“a”：b",
        "span": None,
    }


def test_a_framed_problem() -> None:
    also = Place("表.yaml", 12, 1, 3, "分值: 6")
    assert frame(problem("S110", place=PLACE, also=[also], key="分值")) == (
        """错误 S110：“分值”写了两次
  --> 表.yaml:8:5
   |
 8 |     分值: 5分值
   |     ＾＾
  --> 表.yaml:12:1
   |
12 | 分值: 6
   | ＾＾
   = 删去其中一个；如果是两条记录，各以“- ”开头写成列表"""
    )
    assert frame(problem("S110", key="a", where="甲/乙"), "en").splitlines()[:2] == [
        "error S110: “a” stands twice",
        "  = where: 甲/乙",
    ]


def test_a_very_long_line_is_cut_around_the_mark() -> None:
    line = "甲" * 500 + "错" + "乙" * 500
    drawn = frame(problem("S110", place=Place("a", 1, 501, 502, line), key="x")).splitlines()
    assert drawn[3] == "1 | …" + "甲" * 30 + "错" + "乙" * 29 + "…"
    assert drawn[4] == "  |  " + "　" * 30 + "＾"


def test_the_error_carries_and_prints_all() -> None:
    items = [problem("S110", key="甲"), problem("Y002", name="a", reason="b")]
    error = PerfscoreError(items)
    assert error.problems == tuple(items)
    assert str(error) == frames(items)
    assert str(error).count("\n\n") == 1
    assert pickle.loads(pickle.dumps(error)).problems == error.problems


def test_steps_are_plain_data() -> None:
    assert Step("舍入", "4.636 → 4.64").to_dict() == {"name": "舍入", "text": "4.636 → 4.64"}
    assert Step("度量", "a", "依据").to_dict() == {"name": "度量", "text": "a", "rests_on": "依据"}
