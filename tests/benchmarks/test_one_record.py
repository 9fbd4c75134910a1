"""The parts that are timed add up to the generated code; the page holds them."""

from __future__ import annotations

from pathlib import Path

from benchmarks.contenders import Source, find
from benchmarks.one_record import page, profile, stages
from benchmarks.pages import block

PAGE = Path(__file__).parents[2] / "docs" / "性能.md"


def code() -> str:
    source = find("scorer").load().source
    return source[source.index("def score(record):") : source.index("\n\n\ndef rows(")]


def test_each_stage_adds_to_the_one_before_and_the_last_is_the_whole() -> None:
    grown = list(stages(code()).values())
    assert grown[-1] == code()
    assert [text.count("// (") + text.count("// c") for text in grown[:3]] == [0, 8, 12]  # the divisions of figures
    assert [("total = " in text, "grade = '" in text, "new(Deferred)" in text) for text in grown] == [
        *[(False, False, False)] * 3,
        (True, False, False),
        (True, True, False),
        (True, True, True),
    ]
    for text in grown:
        compile(text, "<part>", "exec")


def test_every_stage_runs_and_the_parts_add_up() -> None:
    rows = profile(20, 2)
    *parts, (_, whole, share), (_, floor, _) = rows
    assert share == 1.0
    assert abs(sum(time for _, time, _ in parts) - whole) < 1e-6 * whole
    assert floor > 0
    assert len(find("scorer").load()(find("scorer").prepare(None, Source(1, None))[0]).rows) == 20


def test_the_page_holds_what_was_measured() -> None:
    held = block(PAGE.read_text("utf-8"), "一条记录")
    labels = [line.split("|")[1].strip() for line in held.splitlines()[2:]]
    assert labels == [*stages(code()), "scorer()，合起来", "基准线"]
    assert page([("甲", 1234.5, 0.25)]).splitlines()[-1] == "| 甲 | 1,234 | 25.0% |"
