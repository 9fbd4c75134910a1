"""The reader's own promises: printing, plain data, notes of the whole table, remarks."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest

from perfscore.clauses import Binding, Inputs, Judgement, TableNote, read_clause

CANONICAL = [
    ("完成目标值得满分，未完成按完成比例得分。", "达到目标的，得满分；未达到目标的，按完成比例计分"),
    ("≥90%得10分，80%（含）-90%得8分，其余不得分", "≥90%的，得10分；80%（含）-90%的，得8分；其余不得分"),
    ("预算完成率100%计满分，每低于5%扣2分，扣完为止", "预算完成率=100%的，得满分；每低于5%扣2分，扣完为止"),
    ("得分=实际完成值/目标值*分值，超过满分按满分计。", "得分=实际完成值÷年度指标值×分值；得分不超过分值"),
    ("每逾期满5个工作日扣0.5分", "每逾期5工作日扣0.5分，不足一档不扣分"),
    ("执法程序不合法、材料缺失的,每发现一起扣0.5分", "每发现1起“执法程序不合法、材料缺失”扣0.5分"),
    ("第1名得5分，第2-3名得4分，其余不得分", "第1名的，得5分；第2-3名的，得4分；其余不得分"),
    ("1、有制度(1分); 2、有执行(2分)。", "①有制度，1分；②有执行，2分"),
    ("功效系数法：满意值95%，不允许值60%", "功效系数法：标准值95%系数1、标准值60%系数0.6"),
]


@pytest.mark.parametrize(("text", "printed"), CANONICAL, ids=[c[0][:12] for c in CANONICAL])
def test_canonical_form(text: str, printed: str) -> None:
    assert str(read_clause(text)) == printed
    assert str(read_clause(printed)) == printed


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("弄虚作假的一票否决", TableNote("一票否决", "弄虚作假的一票否决")),
        ("执行率低于70%的，总分不得超过79分", TableNote("总分封顶", "执行率低于70%的,总分不得超过79分")),
        ("先汇总完成数，再计算得分", TableNote("汇总", "先汇总完成数,再计算得分")),
        ("不涉及该项指标的，按满分计", TableNote("不适用", "不涉及该项指标的,按满分计")),
        ("加分合计不超过3分", TableNote("加减分", "加分合计不超过3分")),
    ],
)
def test_what_belongs_to_the_table_is_exposed_and_scores_nothing(text: str, note: TableNote) -> None:
    clause = read_clause(text)
    assert clause.notes == (note,)
    assert clause.rules == ()
    assert clause.problems[0].severity == "ask"


def test_a_note_beside_a_rule_leaves_the_rule() -> None:
    clause = read_clause("达到目标得满分，否则不得分；弄虚作假的一票否决")
    assert [n.what for n in clause.notes] == ["一票否决"]
    assert len(clause.rules) == 2
    assert clause.problems == ()


def test_full_and_half_width_spacing_and_line_breaks_do_not_matter() -> None:
    plain = read_clause("≥90%得10分,80%(含)-90%得8分,其余不得分")
    assert read_clause("≧９０％ 得 １０ 分，８０％（ 含 ）－９０％ 得８分，\n其余 不 得 分") == plain


def test_a_remark_is_kept_and_said() -> None:
    clause = read_clause("达到目标得满分，否则不得分。资料由主管部门提供。")
    assert clause.remarks == ("资料由主管部门提供",)
    assert [(p.code, p.severity) for p in clause.problems] == [("C469", "ask")]


def test_plain_data() -> None:
    out = read_clause("每低于5%扣2分，扣完为止").to_dict()
    assert json.loads(json.dumps(out, ensure_ascii=False)) == out
    assert out["canonical"] == "每低于5%扣2分，扣完为止"
    assert out["rules"] == [{"condition": None, "award": "每低于5%扣2分", "kind": "steps"}]
    assert out["problems"] == []


def test_a_bound_clause_is_plain_data_too() -> None:
    from decimal import Decimal

    from perfscore.clauses import Binding

    for text in ("≥90%得5分，其余不得分", "好得5分，差不得分", "①一，2分；②二，3分", "酌情给分"):
        out = read_clause(text).bind(Binding(Decimal(5))).to_dict()
        assert json.loads(json.dumps(out, ensure_ascii=False)) == out


def _of_deadline(clause: str, date: str, days: int) -> str:
    """Return the points of a row of 5 分 whose target is a date, or the code of what it waits for."""
    binding = Binding(Decimal(5), SimpleNamespace(op="<=", date=date), "<=", None)
    outcome = read_clause(clause).bind(binding).apply(Inputs(days=Fraction(days)))
    return outcome.pending.code if outcome.pending else str(outcome.points)


@pytest.mark.parametrize(
    ("clause", "date", "expected"),
    [
        ("2023年底前完成得满分，每逾期1天扣0.5分", "2023-12-31", "7/2"),
        ("2023年底前完成得满分，每逾期1天扣0.5分", "2023-12", "7/2"),
        ("2023年6月底前完成得满分，每逾期1天扣0.5分", "2023-06-30", "7/2"),
        ("6月30日前完成得满分，每逾期1天扣0.5分", "--06-30", "7/2"),
        ("2023年底前完成得满分，每逾期1天扣0.5分", "2023-11-30", "C478"),
        ("2023年5月30日前完成得满分，每逾期1天扣0.5分", "2023-06-30", "C478"),
        ("6月30日前完成得满分，每逾期1天扣0.5分", "2023-06-30", "7/2"),
        ("2月底前完成得满分，每逾期1天扣0.5分", "--02", "C478"),
        ("13月1日前完成得满分，每逾期1天扣0.5分", "2023-12-31", "C478"),
    ],
)
def test_a_date_in_the_clause_is_the_rows_own_or_is_asked(clause: str, date: str, expected: str) -> None:
    assert _of_deadline(clause, date, 3) == expected


def test_the_reading_at_the_target_is_said() -> None:
    binding = Binding(Decimal(4), SimpleNamespace(op=">=", value=Decimal(95), unit="%"), ">=", "%")
    bound = read_clause("完成95%以上得4分，90%-95%得3分，90%以下不得分").bind(binding)
    inputs = Inputs(actual=Fraction(92))
    steps = bound.explain(inputs, bound.apply(inputs))
    assert [s.rests_on for s in steps if "比率" in s.text] == ["评分标准的满分档与年度指标值相同，按实际值本身计"]


@pytest.mark.parametrize("text", ["每低于10吨公里扣1分，扣完为止", "≥100吨公里的，得满分；其余不得分"])
def test_two_units_in_a_row_are_a_unit_of_their_own_never_the_first_of_them(text: str) -> None:
    clause = read_clause(text)
    assert str(clause) == text
    bound = clause.bind(Binding(Decimal(10), SimpleNamespace(op=">=", value=Decimal(100), unit="吨"), ">=", "吨"))
    assert isinstance(bound, Judgement)
    assert bound.reason.message == "单位不一致：这里是“吨公里”，另一处是“吨”"
