"""Reading results back: those of earlier versions, and what is said of files that are none."""

from __future__ import annotations

import json
import pickle
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import perfscore
from perfscore import PerfscoreError, read_result, render
from tests import golden
from tests.seed import FACTS, PRINTED, TABLE

STORED = Path(__file__).parent / "stored"
RESULT = STORED / "result.json"
OLD = sorted(STORED.glob("seed-*.json"))
BROKEN = sorted((STORED / "broken").glob("*.json"))


def told(source: Any) -> str:
    with pytest.raises(PerfscoreError) as caught:
        read_result(source)
    return str(caught.value)


def small(**changes: Any) -> dict[str, Any]:
    data = json.loads(RESULT.read_text("utf-8"))
    return {**data, **changes}


# --- what is read ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", OLD, ids=lambda p: p.stem)
def test_results_of_earlier_states_of_the_library(path: Path) -> None:
    written = json.loads(path.read_text("utf-8"))
    stored = read_result(path)
    assert stored.version == written.pop("version") == "0.1.0"
    assert stored.to_dict() == written == stored.evaluation.to_dict()
    assert (stored.payload_sha256, stored.intact, stored.sources, stored.about) == (None, None, {}, {})
    assert stored.rules.id == "national/self-evaluation-2021"
    assert stored.evaluation.full_score == Decimal(100)


def test_there_are_earlier_results() -> None:
    assert len(OLD) == 6
    assert len({p.read_bytes() for p in OLD}) == 6


def test_scores_come_back_as_exact_values() -> None:
    seed = read_result(STORED / "seed-b08602d.json").evaluation
    assert {r.name: r.score for r in seed.rows} == {k: Decimal(v) for k, v in PRINTED.items()}
    unfilled = read_result(STORED / "seed-unfilled-7132c42.json")
    assert unfilled.made_without_facts
    assert {r.outcome for r in unfilled.evaluation.rows} == {"pending"}
    assert (unfilled.evaluation.total, unfilled.evaluation.high) == (Decimal(0), Decimal(100))
    assert unfilled.evaluation.blocks[0].pending == 1


def test_the_envelope() -> None:
    stored = read_result(RESULT)
    assert stored.intact is True
    assert stored.payload_sha256 == stored.digest
    assert stored.sources == {"rules": "table.yaml", "facts": "facts.yaml"}
    assert stored.about == {"编号": "2024-17"}
    assert (stored.version, stored.rules.year, stored.facts_digest[:8]) == ("0.1.0", 2024, "17339054")
    assert stored.evaluation.row("会议次数").score is None


def test_every_way_to_give_a_result(tmp_path: Path) -> None:
    text = RESULT.read_text("utf-8")
    stored = read_result(RESULT)
    with_mark = tmp_path / "记事本.json"
    with_mark.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    abroad = tmp_path / "gbk.json"
    abroad.write_text(text, "gb18030")
    for given in (str(RESULT), text, json.loads(text), with_mark, abroad, stored.to_dict() | {"version": "0.1.0"}):
        again = read_result(given)
        assert again.to_dict() == stored.to_dict()
        assert again.version == "0.1.0"


def test_what_evaluate_gives_and_what_it_is_printed_as() -> None:
    result = perfscore.evaluate(perfscore.load(TABLE), FACTS)
    bare = read_result(result.to_dict())
    assert (bare.version, bare.intact, bare.name) == ("", None, "")
    written = read_result(str(render(result, "json", indent=None)))
    assert written.to_dict() == bare.to_dict() == result.to_dict()
    assert written.intact is True


def test_a_result_is_a_value() -> None:
    stored = read_result(RESULT)
    assert stored == read_result(RESULT) == pickle.loads(pickle.dumps(stored))
    assert stored != read_result(small(unit="另一局"))
    stored.to_dict()["rows"].clear()
    assert len(stored.to_dict()["rows"]) == 2


def test_keys_a_later_version_adds_are_kept_and_hashed() -> None:
    data = small(season={"quarter": 3, "final": None})
    data["rows"][0]["weight"] = "0.6"
    data["envelope"]["signature"] = "…"
    stored = read_result(data)
    assert stored.to_dict()["season"] == {"quarter": 3, "final": None}
    assert stored.to_dict()["rows"][0]["weight"] == "0.6"
    assert stored.intact is False
    data["envelope"]["payload_sha256"] = stored.digest
    assert read_result(data).intact is True


@pytest.mark.parametrize("format_name", ["text", "md", "csv", "html", "json"])
def test_a_stored_result_prints_as_it_was(format_name: str) -> None:
    result = perfscore.evaluate(perfscore.load(STORED / "table.yaml"), STORED / "facts.yaml")
    again = read_result(str(render(result, "json"))).evaluation
    if format_name == "html":
        assert "<svg" not in str(render(again, "html"))
        assert "<svg" in str(render(result, "html"))
    elif format_name in ("text", "md"):
        shown = str(render(result, format_name)).splitlines()
        assert str(render(again, format_name)).splitlines() == [x for x in shown if "table.yaml:8:9" not in x]
    else:
        assert render(again, format_name) == render(result, format_name)


# --- what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", BROKEN, ids=lambda p: p.stem)
def test_broken_files(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    golden.check(path.with_suffix(".txt"), told(path.name) + "\n")


def test_every_broken_file_has_its_message() -> None:
    assert len(BROKEN) == 27
    assert {p.stem for p in BROKEN} == {p.stem for p in (STORED / "broken").glob("*.txt")}


def test_problems_name_their_path_for_programs() -> None:
    with pytest.raises(PerfscoreError) as caught:
        read_result(STORED / "broken" / "numbers.json")
    assert [(p.code, p.where) for p in caught.value.problems] == [
        ("V006", "total"), ("V006", "rows[0].range.low"), ("V006", "rows[0].range.high"), ("V021", "rows[0].max_score"),
    ]  # fmt: skip


def test_what_a_mapping_may_hold() -> None:
    assert told(small(total=52.2)) == (
        "错误 V006：52.2 带小数点或指数，会被当作浮点数，存不准；结果里的分数都写成文字\n"
        "  = 位置：total\n"
        '  = 改为："52.2"'
    )
    assert told(small(total=Decimal("52.2"))).startswith("错误 V006：52.2 带小数点")
    assert told(small(total=52)) == (
        '错误 V021：52 是数，不是文字；结果里的分数都写成文字\n  = 位置：total\n  = 改为："52"'
    )
    assert told(small(total=float("nan"))) == "错误 V004：nan 不是 JSON 的数，也不是分数\n  = 位置：total"
    assert told(small(total=Fraction(1, 3))) == "错误 V005：应当是JSON 的值，而不是 Fraction\n  = 位置：total"
    assert told({**small(), 1: "一"}) == "错误 V005：应当是文字的键，而不是 1"
    assert told(small(total=10**5000)) == "错误 V005：应当是JSON 的值，而不是 太长的整数\n  = 位置：total"
    circle: dict[str, Any] = small()
    circle["more"] = circle
    assert told(circle).startswith("错误 V002：嵌套超过 50 层，不是计分结果\n  = 位置：more.more.more")


@pytest.mark.parametrize("given", [None, 5, b"{}", ["{}"]])
def test_what_is_no_result_at_all(given: Any) -> None:
    assert told(given) == (
        f"错误 V017：需要结果文件的路径、JSON 文本、映射或 read_result() 的返回值，而不是 {type(given).__name__}"
    )


def test_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("结果.json").write_text("{}", "utf-8")
    assert told("结果1.json") == "错误 Y001：找不到文件“结果1.json”\n  = 是不是“结果.json”？"
    assert told(tmp_path).startswith("错误 Y002：打不开“")
    Path("大.json").write_bytes(b" " * (20 * 1024 * 1024 + 1))
    assert told("大.json").startswith("错误 Y003：文件“大.json”有 21 MB，超过上限 20 MB")
    Path("表.json").write_bytes(b"PK\x03\x04" + bytes(range(256)))
    assert told("表.json").startswith("错误 Y0")
    Path("深.json").write_text('{"schema":' * 100_000, "utf-8")
    assert told("深.json") == "错误 V002：嵌套超过 50 层，不是计分结果"
    Path("错.json").write_text('{"schema": "perfscore/evaluation/1", "rows": [' + "1," * 100_000 + "1]}", "utf-8")
    assert told("错.json").endswith("\n\n错误 V016：问题太多，只列出前 100 处")
    Path("重.json").write_text("{" + '"a": 1, "b": 2, ' * 100_000 + '"a": 1}', "utf-8")
    assert told("重.json").startswith("错误 V015：“重.json”不是计分结果")
    Path("长.json").write_text('{"schema": "perfscore/evaluation/1", "x": ' + "9" * 5000 + "}", "utf-8")
    assert told("长.json").startswith("错误 V006：" + "9" * 60 + "… 带小数点或指数")
