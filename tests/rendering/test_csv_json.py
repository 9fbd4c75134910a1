"""CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest

from perfscore.evaluation.envelope import payload_digest
from perfscore.evaluation.values import Evaluation
from perfscore.rendering import render

from .tables import NASTY, evaluation, mixed, nasty, row, seed, thousand

HEAD = (
    "编号,一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分,自评得分,系统测算分,复核得分,差异,最低,最高,结果,"
    "计分依据,佐证,说明,偏差原因分析及改进措施,问题与疑点,可能的原因"
)


def table(of: Evaluation, **options: bool) -> list[dict[str, str]]:
    shown = render(of, "csv", **options)
    assert isinstance(shown, str)
    return list(csv.DictReader(io.StringIO(shown.removeprefix("\ufeff"), newline="")))


def test_bytes_are_those_a_spreadsheet_reads() -> None:
    shown = render(seed(), "csv")
    assert isinstance(shown, str)
    assert shown.encode("utf-8").startswith(b"\xef\xbb\xbf")
    assert shown.count("\ufeff") == 1
    assert shown.endswith("\r\n")
    assert shown.count("\r\n") == 21
    assert shown.splitlines()[0].removeprefix("\ufeff") == HEAD


def test_one_line_a_row_and_a_total_when_asked() -> None:
    rows = table(seed())
    assert [r["三级指标"] for r in rows] == [r.name for r in seed().rows]
    assert [r["得分"] for r in rows] == ["10", *["5"] * 7, "3", "2", "5", "5", "4", *["2"] * 3, "5", "5", "10", "10"]
    *before, last = table(seed(), totals=True)
    assert before == rows
    assert {k: v for k, v in last.items() if v} == {
        "一级指标": "总分", "分值": "100", "得分": "100", "最低": "50", "最高": "100", "结果": "优",
        "问题与疑点": "错误 K803：报告正文写产出指标 50 分，自评表各行合计 40 分",
    }  # fmt: skip


def test_every_score_in_its_column() -> None:
    first, waiting, abroad, rated = table(mixed())
    figures = ("分值", "得分", "自评得分", "系统测算分", "复核得分", "差异", "最低", "最高")
    assert [first[k] for k in figures] == ["10", "9.97", "10", "9.97", "", "0.03", "9.97", "9.97"]
    assert [waiting[k] for k in figures] == ["5.5", "", "5", "", "", "", "0", "5.5"]
    assert (waiting["结果"], waiting["计分依据"]) == ("待人工认定", "")
    assert (abroad["结果"], abroad["得分"]) == ("不适用", "")
    assert (rated["复核得分"], rated["计分依据"], rated["佐证"]) == ("4.64", "评审认定", "佐证已核")
    assert first["说明"] == (
        "执行率 = 1549.7 ÷ 1554.97 = 99.66%；10 × 99.66% = 9.966 分；得分 9.97 分（四舍五入到 2 位小数）。"
    )


def test_figures_are_plain_and_lower_scores_keep_their_sign() -> None:
    of = evaluation(row("大", max_score=Decimal("12345.60"), score=Decimal("12345.60"), self_score=Decimal("5")))
    [only] = table(of)
    assert (only["分值"], only["差异"]) == ("12345.6", "-12340.6")


def test_targets_that_look_like_formulas() -> None:
    given = [("=100%", "-3%"), ("+1+1", "@A1"), ("≥-2%", "+5.2%"), ("-", "—")]
    rows = table(evaluation(*(row(str(i), target=t, actual=a) for i, (t, a) in enumerate(given))))
    shown = [(r["年度指标值"], r["实际完成值"]) for r in rows]
    assert shown == [("'=100%", "-3%"), ("'+1+1", "'@A1"), ("≥-2%", "+5.2%"), ("-", "—")]


def test_hostile_text_stays_in_its_cell() -> None:
    rows = table(nasty())
    assert len(rows) == len(NASTY)
    assert all(None not in r and None not in r.values() for r in rows)
    assert not any(v.startswith(("=", "@", "\t", "\r")) for r in rows for v in r.values())


def test_an_empty_and_a_long_table() -> None:
    assert table(evaluation()) == []
    assert len(table(thousand())) == 1000


@pytest.mark.parametrize("indent", [2, None, 0])
def test_json_is_the_contract(indent: int | None) -> None:
    for of in (seed(), mixed(), evaluation()):
        shown = render(of, "json", indent=indent)
        assert isinstance(shown, str)
        assert shown.endswith("}\n")
        assert (shown.count("\n") == 1) == (indent is None)
        read = json.loads(shown, parse_float=pytest.fail)
        assert list(read) == [*of.to_dict(), "version", "envelope"]
        envelope = {"schema": "perfscore/result/1", "payload_sha256": payload_digest(of.to_dict())}
        assert read == {**of.to_dict(), "version": "0.1.0", "envelope": envelope}


def test_json_of_the_seed() -> None:
    shown = render(seed(), "json")
    assert isinstance(shown, str)
    assert shown.startswith('{\n  "schema": "perfscore/evaluation/1",\n  "rules": {\n')
    assert "≥7%" in shown
    data = json.loads(shown)
    assert (data["total"], data["range"], data["grade"]) == ("100", {"low": "50", "high": "100"}, "优")
    assert shown == render(seed(), "json", lang="en")


def test_json_of_hostile_text_can_be_written_and_read_back() -> None:
    shown = render(nasty(), "json")
    assert isinstance(shown, str)
    read = json.loads(shown.encode("utf-8"))
    assert {k: v for k, v in read.items() if k != "envelope"} == {**nasty().to_dict(), "version": NASTY[0]}
    assert read["envelope"]["payload_sha256"] == payload_digest(nasty().to_dict())


def test_what_a_result_was_made_of_stands_in_the_envelope() -> None:
    sources = {"rules": "/home/someone/表.yaml", "facts": ""}
    shown = render(seed(), "json", sources=sources, about={"编号": "17"})
    envelope = json.loads(str(shown))["envelope"]
    assert (envelope["sources"], envelope["about"]) == ({"rules": "表.yaml"}, {"编号": "17"})
    bare = json.loads(str(render(seed(), "json", sources={}, about=None)))["envelope"]
    assert list(bare) == ["schema", "payload_sha256"]
    assert bare["payload_sha256"] == envelope["payload_sha256"]
