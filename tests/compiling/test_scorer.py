"""A compiled plan gives, for a record, what evaluating the facts of the record gives — in every part, whenever asked."""

from __future__ import annotations

import decimal
import pickle
import threading
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import perfscore
from perfscore import Evaluation, PerfscoreError, Scorer
from perfscore.base.exact import plain_ratio
from perfscore.compiling import scorer as scorer_module
from perfscore.compiling.rowing import DeferredRow
from perfscore.evaluation.evaluating import evaluate_plan
from perfscore.evaluation.values import RowResult
from tests.compiling.tables import CLAUSES, HEAD, TARGETS, plan_of

ROOT = Path(__file__).parents[2]
SEED = ROOT / "examples" / "yiyang-2024" / "indicators.yaml"

TEXTS = (
    "7.7%", "-3%", "290%", "25.5%", "107家", "43.41万元", "434100元", "0起", "1起", "3", "第3名", "全省第5位", "12月5日",
    "2024年11月", "达成", "部分达成", "未达成", "已完成", "合规", "约50家", "", "/", "无", "不适用", "20241231", "007%", "1e5",
    "７.７%", "7.7 %", "0.96", "96%", "提高5%", "下降3%", "-0", "-0.0%", "9999999999999999万元", ">=7%", "7.7%（第5位）",
)  # fmt: skip
numbers = st.one_of(
    st.integers(-20, 400),
    st.integers(-200, 40000).map(lambda n: Decimal(n) / 100),
    st.sampled_from(
        [Decimal("1e-30"), Decimal("123456789012345678901234567890"), Decimal("-0"), Decimal("1E+3"), 20241231]
    ),
)
values = st.one_of(
    st.none(), numbers, st.sampled_from(TEXTS), numbers.map(lambda n: f"{n}%"), numbers.map(lambda n: f"{n}万元")
)
scores = st.one_of(st.none(), st.sampled_from(["5", "3.5", "10", "91", "满分"]), st.integers(0, 12).map(Decimal))
rows_of_tables = st.lists(st.tuples(st.sampled_from(TARGETS), st.sampled_from(CLAUSES)), min_size=1, max_size=4).map(
    tuple
)


def same(got: Evaluation, want: Evaluation) -> None:
    assert got.to_dict() == want.to_dict()
    assert got == want
    assert want == got
    assert hash(got) == hash(want)
    assert (got.total, got.grade, got.low, got.high, got.settled) == (
        want.total,
        want.grade,
        want.low,
        want.high,
        want.settled,
    )


def full_fields(names: list[str]) -> list[str]:
    extra = ("", "_参照值", "_自评得分", "_复核得分", "_达成情况", "_不适用", "_偏差原因", "_佐证材料")
    return ["单位", "全年预算数", "全年执行数", *(name + kind for name in names for kind in extra)]


@settings(max_examples=50, deadline=None)
@given(rows=rows_of_tables, data=st.data())
def test_a_record_gives_what_its_facts_give(rows: tuple[tuple[str, str], ...], data: st.DataObject) -> None:
    plan = plan_of(rows)
    score = perfscore.scorer(plan)
    for _ in range(2):
        record = {key: data.draw(values) for key in score.fields.keys}
        same(score(record), perfscore.evaluate(plan, score.facts(record)))


@settings(max_examples=50, deadline=None)
@given(rows=rows_of_tables, data=st.data())
def test_with_all_that_may_be_filed_beside_a_figure(rows: tuple[tuple[str, str], ...], data: st.DataObject) -> None:
    plan = plan_of(rows)
    names = [r.indicator.name for r in plan.rows[1:]]
    score = perfscore.scorer(plan, fields=full_fields(names))
    record: dict[str, Any] = {}
    for key in score.fields.keys:
        kind = key.partition("_")[2]
        if kind in ("自评得分", "复核得分"):
            record[key] = data.draw(scores)
        elif kind == "不适用":
            record[key] = data.draw(st.sampled_from([None, None, None, "本年未开展", "否"]))
        elif kind == "达成情况":
            record[key] = data.draw(st.sampled_from([None, None, "达成", "部分达成"]))
        elif kind in ("偏差原因", "佐证材料") or key == "单位":
            record[key] = data.draw(st.sampled_from([None, "市工信局", "天气原因"]))
        else:
            record[key] = data.draw(values)
    same(score(record), perfscore.evaluate(plan, score.facts(record)))


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_repeated_and_in_any_order_nothing_is_observed_of_what_was_remembered(data: st.DataObject) -> None:
    plan = plan_of((("≥7%", ""), ("高于全省平均增速", ""), ("合规", "")))
    shared = perfscore.scorer(plan)
    records = [{key: data.draw(values) for key in shared.fields.keys} for _ in range(4)]
    for record in [*records, *records]:
        fresh = perfscore.scorer(plan)
        assert shared(record).to_dict() == fresh(record).to_dict()


@settings(max_examples=300, deadline=None)
@given(rows=rows_of_tables, data=st.data())
def test_the_sums_are_the_interpreters(rows: tuple[tuple[str, str], ...], data: st.DataObject) -> None:
    plan = plan_of(rows)
    score = perfscore.scorer(plan)
    record = {key: data.draw(values) for key in score.fields.keys}
    want = evaluate_plan(plan, score.facts(record))
    for _ in range(2):  # the second time from memory
        got = score(record)
        sums = (got.total, got.grade, got.low, got.high, got.settled, got.full_score)
        assert sums == (want.total, want.grade, want.low, want.high, want.settled, want.full_score)
        assert [r.explanation for r in got.rows] == [r.explanation for r in want.rows]
        assert got.rows == want.rows
        assert want.rows == got.rows
        assert [hash(r) for r in got.rows] == [hash(r) for r in want.rows]
        assert [r.steps for r in got.rows] == [r.steps for r in want.rows]
        assert [(r.curve, r.parts, r.problems) for r in got.rows] == [(r.curve, r.parts, r.problems) for r in want.rows]


IN_FULL = "完成目标的得满分，未完成的按完成比例计分，实际完成值小于0的不得分"
LIKELY = ("≥7%", "100家", "≤44万元", "≥90%", "高于全省平均增速", "≥3.5", "≥43.41万元")
PLAIN = ("", "按完成比例计分", "目标÷实际×分值", IN_FULL)


@settings(max_examples=400, deadline=None)
@given(
    target=st.sampled_from(LIKELY),
    clause=st.sampled_from(PLAIN),
    number=st.one_of(
        st.integers(-3000, 30000).map(lambda n: Decimal(n) / 100),
        st.decimals(0, 200, places=7, allow_nan=False, allow_infinity=False),
    ),
    other=st.integers(-100, 2000).map(lambda n: Decimal(n) / 100),
    text=st.booleans(),
)
def test_explanations_are_the_interpreters_to_the_letter(
    target: str, clause: str, number: Decimal, other: Decimal, text: bool
) -> None:
    plan = plan_of(((target, clause),))
    score = perfscore.scorer(plan)
    unit = score.fields.units[1]
    record: dict[str, Any] = {
        "全年预算数": abs(other) + 1,
        "全年执行数": abs(number),
        "甲1": number,
        "甲1_参照值": other,
    }
    record = {k: f"{v}{unit}" if text and k[0] == "甲" else v for k, v in record.items() if k in score.fields.keys}
    want = evaluate_plan(plan, score.facts(record))
    got = score(record)
    assert [r.explanation for r in got.rows] == [r.explanation for r in want.rows]
    assert [r.score for r in got.rows] == [r.score for r in want.rows]
    assert [r.to_dict() for r in got.rows] == [r.to_dict() for r in want.rows]


def told(score: Scorer, record: dict[str, Any]) -> list[str | None]:
    """Return what the generated code alone says of each row of figures; None where it asks the interpreter."""
    rows = [row for row in score(record).rows if isinstance(row, DeferredRow)]
    said = [row.explanation for row in rows]
    return [None if is_set(row, "steps") else text for row, text in zip(rows, said, strict=True)]


def is_set(row: DeferredRow, name: str) -> bool:
    """Say whether an attribute was worked out, without working it out."""
    try:
        RowResult.__dict__[name].__get__(row)
    except AttributeError:
        return False
    return True


@pytest.mark.parametrize(
    ("target", "clause", "actual", "end"),
    [
        ("≥7%", IN_FULL, "7.70", "7.7% 符合“达到目标”，得 10 分；得分 10 分。"),
        ("≥7%", IN_FULL, "2.05", "得分 = 2.05% ÷ 7% × 10分 ≈ 2.9286分；得分 2.93 分（四舍五入到 2 位小数）。"),
        ("≥7%", IN_FULL, "3.50", "得分 = 3.5% ÷ 7% × 10分 = 5分；得分 5 分。"),
        ("≤44万元", "目标÷实际×分值", "105.00", "44万元 ÷ 105万元 ≈ 41.9048%；得分 = 41.9048%（约） × 10分 ≈ 4.1905分；得分 4.19 分（四舍五入到 2 位小数）。"),
        ("≤44万元", "目标÷实际×分值", "20", "实际 20万元 未超过目标 44万元，按 100% 计；得分 = 100% × 10分 = 10分；得分 10 分。"),
        ("≤44万元", "目标÷实际×分值", "64", "44万元 ÷ 64万元 = 68.75%；得分 = 68.75% × 10分 = 6.875分；得分 6.88 分（四舍五入到 2 位小数）。"),
        ("≤44万元", "目标÷实际×分值", "123456789012345", None),
        ("≥7%", IN_FULL, "0.00000000000001", None),
        ("≥7%", IN_FULL, "290", None),
    ],
)  # fmt: skip
def test_the_generated_code_itself_tells_usual_figures(target: str, clause: str, actual: str, end: str | None) -> None:
    """Were it to leave all to the interpreter, every other test would still pass."""
    score = perfscore.scorer(plan_of(((target, clause),) * 9))
    record: dict[str, Any] = dict.fromkeys(score.fields.keys, Decimal(actual))
    record |= {"全年预算数": Decimal(100), "全年执行数": Decimal("33.30")}
    execution, *rows = told(score, record)
    assert execution is not None and execution.endswith(
        "完成率 = 33.3 ÷ 100 = 33.3%；得分 = 33.3% × 10分 = 3.33分；得分 3.33 分。"
    )
    assert len(rows) == 9
    for row in rows:
        assert row is None if end is None else row is not None and row.endswith(end)


def test_what_tells_a_row_is_compiled_once_and_only_when_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    real = scorer_module.tell

    def counted(code: Any, plan: Any) -> Any:
        made.append(code.number)
        return real(code, plan)

    monkeypatch.setattr(scorer_module, "tell", counted)
    score = perfscore.scorer(plan_of((("≥7%", IN_FULL), ("≤44万元", "目标÷实际×分值"))))
    records = [dict.fromkeys(score.fields.keys, Decimal(n)) for n in range(1, 30)]
    rows = [score(record).rows for record in records]  # all made before anything is told
    assert made == []
    for row in rows:
        assert "得分" in row[1].explanation
    assert made == [1]
    assert [row[2].explanation[:8] for row in rows] == ["年度指标值“≤4"] * len(rows)
    assert made == [1, 2]
    texts = [score({"全年预算数": "9万元", "全年执行数": "8万元", "甲1": f"{n}%", "甲2": f"{n}万元"}) for n in (3, 5)]
    assert all("得分" in row.explanation for one in texts for row in one.rows)
    assert made == [1, 2, 0]


@settings(max_examples=300, deadline=None)
@given(n=st.integers(1, 10**7), d=st.integers(1, 10**7), places=st.integers(0, 4), text=st.booleans())
def test_quotients_are_printed_as_everywhere(n: int, d: int, places: int, text: bool) -> None:
    """Exactly within twelve places, else rounded half up to four: against rational arithmetic."""
    spent, budget = Decimal(n).scaleb(-places), Decimal(max(n, d)).scaleb(-places)
    score = perfscore.scorer(plan_of((("合规", ""),)))
    unit = "万元" if text else ""
    record = (
        {"全年预算数": f"{budget:f}{unit}", "全年执行数": f"{spent:f}{unit}"}
        if text
        else {"全年预算数": budget, "全年执行数": spent}
    )
    said = score(record).rows[0].explanation
    share = Fraction(n, max(n, d)) * 100
    ratio = plain_ratio(share, 4)
    assert f" {ratio[1:] if ratio[0] == '≈' else ratio}%" in said
    assert ("≈ " if ratio[0] == "≈" else "= ") + ratio.lstrip("≈") + "%" in said


def test_names_and_clauses_cannot_become_code() -> None:
    """The generated sentences hold what stands in the table; braces, quotes and backslashes stay what they are."""
    clause = "完成目标的得满分，未完成的按完成比例计分"
    text = (
        HEAD.format(scheme="national/self-evaluation-2021")
        + f"""      - {{三级指标: '甲{{exit(1)}}"\\n', 年度指标值: "≥7%", 分值: 90, 评分标准: {clause}}}\n"""
    )
    score = perfscore.scorer(perfscore.load(text))
    record = {key: Decimal(5) for key in score.fields.keys}
    assert score(record).rows[1].explanation == evaluate_plan(score.plan, score.facts(record)).rows[1].explanation


# --- what cannot be seen of it ------------------------------------------------------------------------------------


def seed() -> tuple[Scorer, dict[str, Any]]:
    score = perfscore.scorer(perfscore.load(SEED))
    record: dict[str, Any] = dict.fromkeys(score.fields.keys)
    record |= {
        "全年预算数": Decimal("1554.97"),
        "全年执行数": Decimal("1500"),
        "全市规模工业增加值增速": Decimal("6.3"),
    }
    record |= {"新增规模工业企业家数": 107, "三公经费支出": "43.41万元", "服务企业满意度": "95%"}
    return score, record


def settled_record() -> tuple[Scorer, dict[str, Any]]:
    plan = plan_of((("≥7%", "按完成比例计分"), ("≤44万元", "目标÷实际×分值")))
    return perfscore.scorer(plan), {
        "全年预算数": 100,
        "全年执行数": Decimal("90"),
        "甲1": Decimal("6.3"),
        "甲2": "50万元",
    }


def test_changing_the_record_afterwards_changes_nothing() -> None:
    score, record = settled_record()
    want = score(record).to_dict()
    got = score(record)
    record["甲1"] = Decimal(1)
    record.clear()
    assert got.to_dict() == want


def test_the_ambient_decimal_context_changes_nothing() -> None:
    score, record = settled_record()
    want = score(record).to_dict()
    with decimal.localcontext(decimal.Context(prec=1, rounding=decimal.ROUND_UP, traps=[decimal.Inexact])):
        assert score(record).to_dict() == want
        assert perfscore.scorer(score.plan)(record).to_dict() == want
    assert decimal.getcontext().prec == 28


def test_the_context_is_given_back_when_scoring_fails() -> None:
    score, record = settled_record()
    before = decimal.getcontext()
    with pytest.raises(PerfscoreError):
        score({**record, "甲1": 1.5})
    assert decimal.getcontext() is before


def test_threads_share_one_scorer() -> None:
    score, record = settled_record()
    records = [{**record, "甲1": Decimal(n) / 10, "甲2": f"{n}万元"} for n in range(400)]
    want = [r.total for r in map(perfscore.scorer(score.plan), records)]
    got: dict[int, list[Decimal]] = {}

    def run(number: int) -> None:
        got[number] = [r.total for r in score.map(records)]

    threads = [threading.Thread(target=run, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(got[n] == want for n in range(4))


def test_more_texts_than_are_remembered() -> None:
    score, record = settled_record()
    for n in range(9000):
        assert score({**record, "甲1": f"{n / 1000:.3f}%"}).settled
    fresh = perfscore.scorer(score.plan)
    for n in (0, 1, 4500, 8999):
        again = {**record, "甲1": f"{n / 1000:.3f}%"}
        assert score(again).to_dict() == fresh(again).to_dict()


def test_results_and_scorers_can_be_pickled() -> None:
    score, record = settled_record()
    result = score(record)
    again = pickle.loads(pickle.dumps(result))
    assert type(again) is Evaluation
    assert again == result
    other = pickle.loads(pickle.dumps(score))
    assert other(record).to_dict() == result.to_dict()


def test_unknown_attributes_are_unknown() -> None:
    score, record = settled_record()
    with pytest.raises(AttributeError, match="'Deferred' object has no attribute 'marks'"):
        _ = score(record).marks  # type: ignore[attr-defined]


def test_one_numeral_in_many_spellings_is_one_value() -> None:
    score, record = settled_record()
    results = [score({**record, "甲1": v}).to_dict() for v in (Decimal("6.0"), Decimal(6), 6, Decimal("0.6E+1"))]
    assert all(r == results[0] for r in results)


def test_rows_that_depend_on_others_are_scored_as_a_whole() -> None:
    text = (ROOT / "tests" / "compiling" / "formula.yaml").read_text("utf-8")
    plan = perfscore.load(text).plan()
    score = perfscore.scorer(plan)
    record = {"在职人员数": 95, "编制数": 100, "在职人员控制率": None}
    same(score(record), perfscore.evaluate(plan, score.facts(record)))
    assert score.source == ""


def test_the_seed_waits_where_the_interpreter_waits() -> None:
    score, record = seed()
    result = score(record)
    assert not result.settled
    same(result, perfscore.evaluate(score.plan, score.facts(record)))
    assert result.row("新增规模工业企业家数").score == Decimal(5)


# --- bad input ----------------------------------------------------------------------------------------------------


def message(error: pytest.ExceptionInfo[PerfscoreError]) -> str:
    return "\n".join(p.message for p in error.value.problems)


def test_floats_are_refused_by_name_even_where_an_equal_number_was_seen() -> None:
    score, record = settled_record()
    score({**record, "甲1": 6, "甲2": "50万元"})
    with pytest.raises(PerfscoreError) as error:
        score({**record, "甲1": 6.0, "甲2": float("nan"), "全年预算数": True})
    assert message(error) == (
        "“预算执行/预算执行率”的值应当是文字、整数或 Decimal，而不是 bool\n"
        "“产出指标/数量指标/甲1”的值 6.0 是浮点数，不能精确表示十进制小数，请改用 Decimal、整数或文字\n"
        "“产出指标/数量指标/甲2”的值 nan 是浮点数，不能精确表示十进制小数，请改用 Decimal、整数或文字"
    )


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_what_is_no_number_is_refused(value: str) -> None:
    score, record = settled_record()
    with pytest.raises(PerfscoreError) as error:
        score({**record, "甲1": Decimal(value)})
    assert message(error) == f"“产出指标/数量指标/甲1”的值 {value} 不是一个数"


def test_other_types_are_refused() -> None:
    score, record = settled_record()
    with pytest.raises(PerfscoreError) as error:
        score({**record, "甲1": [7], "甲2": b"7"})
    assert message(error) == (
        "“产出指标/数量指标/甲1”的值应当是文字、整数或 Decimal，而不是 list\n"
        "“产出指标/数量指标/甲2”的值应当是文字、整数或 Decimal，而不是 bytes"
    )


def test_unknown_keys_are_refused_with_the_nearest_known() -> None:
    score, record = settled_record()
    with pytest.raises(PerfscoreError) as error:
        score({**record, "全年执行": 5})
    assert message(error) == "记录里有不认识的字段“全年执行”"
    assert error.value.problems[0].hints() == ("是不是“全年执行数”？",)


def test_what_is_not_in_the_record_is_not_filled_in() -> None:
    score, record = settled_record()
    del record["甲1"]
    assert score(record).row("甲1").outcome == "pending"
    assert score({}).to_dict() == perfscore.evaluate(score.plan, score.facts({})).to_dict()


def test_a_record_must_be_a_mapping() -> None:
    score, _ = settled_record()
    with pytest.raises(PerfscoreError) as error:
        score([1, 2, 3, 4])  # type: ignore[arg-type]
    assert message(error) == "一条记录应当是字段名到值的映射，而不是 list"


def test_fields_that_are_no_rows_or_named_twice() -> None:
    plan = plan_of((("≥7%", ""),))
    with pytest.raises(PerfscoreError) as error:
        perfscore.scorer(plan, fields={"a": "甲1", "b": "产出指标/数量指标/甲1", "c": "甲9"}, units={"乙": "%"})
    assert message(error) == (
        "“产出指标/数量指标/甲1”与另一个字段指的是同一项（实际完成值）\n"
        "“甲9”不是这张表的指标，也不是认识的栏目\n"
        "“乙”不是这张表的指标，也不是认识的栏目"
    )


def test_only_rules_and_plans_can_be_compiled() -> None:
    with pytest.raises(PerfscoreError) as error:
        perfscore.scorer("规则.yaml")  # type: ignore[arg-type]
    assert message(error) == "scorer() 需要 load() 得到的规则或 plan() 得到的计划，而不是 str"


# --- the generated source -----------------------------------------------------------------------------------------


def test_the_source_is_readable_and_the_same_every_time() -> None:
    plan = plan_of((("≥7%", "按完成比例计分"),))
    source = perfscore.scorer(plan).source
    assert source == perfscore.scorer(plan).source
    assert "def row1(v2):  # 甲1" in source


def test_names_of_indicators_cannot_become_code() -> None:
    text = """格式: perfscore/1
自评表: 试算表
照录: 是
适用办法: national/self-evaluation-2021
指标:
  产出指标:
    数量指标:
      - {三级指标: "甲\\nimport os", 年度指标值: ≥7%, 分值: 90}
"""
    score = perfscore.scorer(perfscore.load(text))
    assert "\nimport os" not in score.source
    assert score({"甲\nimport os": "8%"}).total == Decimal(90)
