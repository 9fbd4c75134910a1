from __future__ import annotations

import pytest

import perfscore
from perfscore import PerfscoreError
from perfscore.base.frames import frame
from perfscore.base.gathering import MOST_PROBLEMS, Gathered, TooMany
from perfscore.base.problem import Place, problem

HEAD = "格式: perfscore/1\n"
TABLE = HEAD + "自评表: 某局\n适用办法: national/self-evaluation-2021\n年度: 2024\n指标: {产出指标: {数量指标: ["
MANY = MOST_PROBLEMS + 1
LAST = f"问题太多，查到第 {MOST_PROBLEMS} 处为止，后面的没有再查"


def test_as_many_as_allowed_are_kept() -> None:
    found = Gathered()
    found.extend(problem("Y008") for _ in range(MOST_PROBLEMS - 1))
    found.append(problem("Y008"))
    assert len(found) == MOST_PROBLEMS


@pytest.mark.parametrize("how", ["append", "extend", "+="])
def test_one_more_stops_the_reading(how: str) -> None:
    found = Gathered(problem("Y008", place=Place("甲.yaml", n, 1, 2)) for n in range(1, MOST_PROBLEMS + 1))
    with pytest.raises(TooMany) as caught:
        if how == "append":
            found.append(problem("Y009"))
        elif how == "extend":
            found.extend([problem("Y009"), problem("Y009")])
        else:
            found += [problem("Y009")]
    *kept, last = caught.value.problems
    assert [p.code for p in kept] == ["Y008"] * MOST_PROBLEMS
    assert (last.message, str(last.place)) == (LAST, f"甲.yaml:{MOST_PROBLEMS}:1")
    assert last.hints() == ("先改正这些，再检查一次",)


@pytest.mark.parametrize(
    "text",
    [
        TABLE + "{}," * MANY + "]}}\n",
        HEAD + "评分办法: 某局\n等级: [" + "{}," * MANY + "]\n",
        HEAD + "填报数据: 某局\n完成情况: [" + "x," * MANY + "]\n",
        HEAD + "校验样例: 某局\n样例: [" + "{}," * MANY + "]\n",
    ],
    ids=["table", "scheme", "facts", "cases"],
)
def test_check_of_a_hopeless_file_ends_early_and_says_so(tmp_path, text: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "某局.yaml"
    path.write_text(text, "utf-8")
    found = perfscore.check(path)
    assert len(found) == MOST_PROBLEMS + 1
    assert found[-1].message == LAST


def test_load_and_read_facts_end_early_too() -> None:
    with pytest.raises(PerfscoreError) as caught:
        perfscore.load(TABLE + "{}," * MANY + "]}}\n")
    assert caught.value.problems[-1].message == LAST
    with pytest.raises(PerfscoreError) as caught:
        perfscore.read_facts(HEAD + "填报数据: 某局\n完成情况: [" + "x," * MANY + "]\n")
    assert caught.value.problems[-1].message == LAST


def test_a_line_of_any_length_is_cut_around_the_mark() -> None:
    line = "很" * 300_000
    shown = frame(problem("Y008", place=Place("甲.yaml", 1, 200_001, 200_002, line)))
    assert "…" + "很" * 60 + "…" in shown
    assert max(map(len, shown.splitlines())) < 100
