"""What must come out for the seed's table."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from perfscore import Evaluation, evaluate, load, read_facts
from tests.seed import FACTS, FACTS_WITH_REFERENCES, PRINTED, REFERENCES, TABLE, without_self_scores


@pytest.fixture(scope="module")
def result() -> Evaluation:
    return evaluate(load(TABLE), read_facts(FACTS))


def test_every_row_scores_what_annex_2_prints(result: Evaluation) -> None:
    assert {r.name: r.score for r in result.rows} == {k: Decimal(v) for k, v in PRINTED.items()}


def test_total_blocks_grade_and_range(result: Evaluation) -> None:
    out = result.to_dict()
    assert (out["total"], out["full_score"], out["settled"], out["grade"]) == ("100", "100", True, "优")
    assert out["range"] == {"low": "50", "high": "100"}
    assert [(b["name"], b["max_score"], b["score"]) for b in out["blocks"]] == [
        ("预算执行", "10", "10"),
        ("产出指标", "40", "40"),
        ("效益指标", "20", "20"),
        ("满意度指标", "10", "10"),
        ("成本指标", "20", "20"),
    ]


def test_what_the_points_rest_on(result: Evaluation) -> None:
    assert {k: str(v) for k, v in result.points_by_basis().items()} == {
        "recomputed": "50",
        "reference_missing": "15",
        "self_reported": "35",
    }
    by_name = {r.name: r.basis for r in result.rows}
    assert [n for n, b in by_name.items() if b == "reference_missing"] == list(REFERENCES)
    assert sum(b == "self_reported" for b in by_name.values()) == 10
    assert by_name["工业对全市经济增长贡献情况"] == "self_reported"


def test_rows_without_reference_are_flagged_and_a_rank_is_no_proof(result: Evaluation) -> None:
    row = result.row("工业投资增长")
    assert (row.score, row.computed_score, row.self_score, row.met) == (Decimal(5), None, Decimal(5), None)
    assert "名次不能说明是否高于平均" in row.explanation
    asked = [f for f in result.findings if f.code == "E753"]
    assert [f.where for f in asked] == [f"产出指标/数量指标/{n}" for n in REFERENCES]
    assert asked[0].message == (
        "“工业投资增长”的年度指标值要与“全省平均增速”比较，填报数据里没有这个参照值；"
        "实际完成值为“15.7%（排名全省第5位）”，请补充参照值及来源"
    )


def test_the_direction_of_a_target_without_a_sign_is_named(result: Evaluation) -> None:
    assert "按评分办法对数量指标的默认方向：正向" in result.row("新增规模工业企业家数").explanation


def test_without_self_scores_those_rows_are_pending() -> None:
    facts = read_facts(without_self_scores(FACTS.read_text("utf-8"), REFERENCES))
    result = evaluate(load(TABLE), facts)
    assert {r.name for r in result.rows if r.outcome == "pending"} == set(REFERENCES)
    assert (result.total, result.settled, result.grade) == (Decimal(85), False, None)
    assert (result.low, result.high) == (Decimal(50), Decimal(100))
    assert result.to_dict()["rows"][3]["score"] is None


def test_without_any_self_score_only_what_can_be_recomputed_counts() -> None:
    result = evaluate(load(TABLE), read_facts(without_self_scores(FACTS.read_text("utf-8"))))
    assert (result.total, result.low, result.high) == (Decimal(50), Decimal(74), Decimal(100))
    assert sum(r.outcome == "pending" for r in result.rows) == 13


def test_supplied_references_make_the_rows_benchmarked() -> None:
    result = evaluate(load(TABLE), read_facts(FACTS_WITH_REFERENCES))
    assert {r.name for r in result.rows if r.basis == "benchmarked"} == set(REFERENCES)


@pytest.mark.parametrize(
    ("reference", "score", "met"),
    [("15.6%", 5, True), ("15.7%", 0, False), ("15.70%", 0, False), ("15.8%", 0, False)],
)
def test_equal_to_the_average_does_not_meet_above(reference: str, score: int, met: bool) -> None:
    text = FACTS.read_text("utf-8") + (
        f"\n参照值:\n  - {{指标: 工业投资增长, 名称: 全省平均增速, 值: {reference}, 来源: 试填}}\n"
    )
    row = evaluate(load(TABLE), read_facts(text)).row("工业投资增长")
    assert (row.basis, row.score, row.met) == ("benchmarked", Decimal(score), met)


@pytest.mark.parametrize(("choice", "score"), [("不得分", "0"), ("按比例", "4.91"), ("待人工认定", None)])
def test_what_an_unmet_reference_costs_is_the_schemes_choice(choice: str, score: str | None, tmp_path: Path) -> None:
    scheme = (
        "格式: perfscore/1\n评分办法: 试用办法\n编号: 试用\n基于: national/self-evaluation-2021\n"
        f"约定:\n  未达参照: {choice}\n"
    )
    (tmp_path / "试用.yaml").write_text(scheme, "utf-8")
    table = TABLE.read_text("utf-8").replace("national/self-evaluation-2021", "试用.yaml")
    path = tmp_path / "表.yaml"
    path.write_text(table, "utf-8")
    text = FACTS.read_text("utf-8") + "\n参照值:\n  - {指标: 工业投资增长, 名称: 全省平均增速, 值: 16%, 来源: 试填}\n"
    row = evaluate(load(path), read_facts(text)).row("工业投资增长")
    assert (None if row.score is None else str(row.score)) == (
        None if score is None else str(Decimal(score).quantize(Decimal("0.01")))
    )


def test_to_dict_is_plain_json_and_the_same_every_time(result: Evaluation) -> None:
    again = evaluate(load(TABLE), read_facts(FACTS))
    one, two = (json.dumps(r.to_dict(), ensure_ascii=False) for r in (result, again))
    assert one == two
    assert len(result.rules.digest) == 64


def test_every_row_has_steps_and_says_what_supports_it(result: Evaluation) -> None:
    for row in result.rows:
        assert row.steps, row.name
        assert row.supporting == "none"
    assert sum((Fraction(r.score or 0) for r in result.rows), Fraction(0)) == Fraction(result.total)
