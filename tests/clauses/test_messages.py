"""What a reader of Chinese is told: the whole message, word for word."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from perfscore.clauses import Binding, Choices, Inputs, read_clause

from .cases import choices_of, inputs_of, target_of

REFUSED = [
    ("", "C452", "评分标准是空的"),
    ("   ", "C452", "评分标准是空的"),
    (
        "未编制养护执行计划并上报的扣9分,未执行养护计划的扣72",
        "C455",
        "评分标准里的“未执行养护计划的扣72”没有写得多少分",
    ),
    ("在人员控制率 W 100%,计 1分", "C488", "“人员控制率W100%”里像是有识别错误的符号（例如 W、M、X 本应是 ≤ 或 ≥）"),
    ("满意度高就好", "C453", "没有读懂评分标准“满意度高就好”"),
    ("执行率达到90%", "C455", "评分标准里的“执行率达到90%”没有写得多少分"),
    ("字" * 3001, "C451", "评分标准的长度是 3001 个字符，超过上限 3000 个字符，没有读"),
    ("（" * 61, "C451", "评分标准的括号是 61 个，超过上限 60 个，没有读"),
]


@pytest.mark.parametrize(("text", "code", "message"), REFUSED, ids=[r[0][:12] for r in REFUSED])
def test_refused(text: str, code: str, message: str) -> None:
    clause = read_clause(text)
    assert not clause.readable
    first = next(p for p in clause.problems if p.severity == "error")
    assert (first.code, first.message) == (code, message)
    assert str(clause) == text


def test_a_refusal_names_its_place_and_the_nearest_wording() -> None:
    text = "预算执行率≥95%得10分；执行率达到90%"
    found = [p for p in read_clause(text).problems if p.severity == "error"]
    assert [text[slice(*p.span)] for p in found if p.span] == ["执行率达到90%"]
    assert "  ".join(found[0].hints()) == (
        "在它后面写明得分，例如：…的得满分、不得分、按完成比例计分  相近的写法：≥90%得10分，80%（含）-90%得8分，其余不得分"
    )


BOUND = [
    (
        "80%-90%得8分，85%-95%得9分，95%以上得10分",
        10,
        ">=95%",
        "C458",
        "评分标准里“80%–90%”与“85%–95%”重叠，同一个数有两种得分",
    ),
    (
        "80-89%得8分，90-100%得10分",
        10,
        ">=90%",
        "C459",
        "评分标准在“80%（含）–89%（含）”与“90%（含）–100%（含）”之间留了空档，例如 89.5% 没有得分",
    ),
    (
        "90%以上得10分，90%以下不得分",
        10,
        ">=90%",
        "C460",
        "“90%”归上下哪一档，评分标准没有写清楚，按得分较高的一档（10分）计",
    ),
    ("≥90%得10分，其余不得分", 8, ">=90%", "C461", "评分标准的最高分是 10 分，本行分值是 8 分"),
    ("满分5分，达到目标得满分，否则不得分", 8, ">=90%", "C461", "评分标准的最高分是 5 分，本行分值是 8 分"),
    ("每低于0%扣1分，不足一档的不扣分", 8, ">=90%", "C466", "评分标准里“每…”的幅度是 0，没有办法计算"),
    ("①有制度，1分；②有执行，1分", 5, "-", "C483", "评分标准里的各项合计 2 分，本行分值是 5 分"),
    (
        "未超过目标得满分，超过目标按比例计分",
        10,
        "<=44万元",
        "C481",
        "越低越好的指标“按比例”有两种算法（目标÷实际，1-超出比例），得分不同；这里按目标÷实际",
    ),
    (
        "不超过50人得满分，超过50人的每超过5人扣1分，不足一档的不扣分",
        10,
        "<=40万元",
        "C471",
        "单位不一致：这里是“人”，另一处是“万元”",
    ),
]


@pytest.mark.parametrize(("text", "points", "target", "code", "message"), BOUND, ids=[b[3] + b[0][:10] for b in BOUND])
def test_bound_to_a_row(text: str, points: int, target: str, code: str, message: str) -> None:
    value, op, unit = target_of(target)
    bound = read_clause(text).bind(Binding(Decimal(points), value, op, unit))
    assert [(p.code, p.message) for p in bound.problems if p.code == code] == [(code, message)]


PENDING = [
    (
        "预算完成率100%计满分，每低于5%扣2分，扣完为止",
        5,
        ">=100%",
        "actual=91.2",
        "评分标准没有写明不足一档怎么算，几种算法得分不同：按比例 1.48分；不足一档不扣 3分；不足一档按一档扣 1分",
    ),
    (
        "每低于1%扣1分",
        10,
        ">=50%",
        "actual=45",
        "评分标准没有写明百分比是个百分点还是相对目标，几种算法得分不同：个百分点 5分；相对 0分",
    ),
    (
        "完成目标的得满分，未完成的按完成比例计分",
        10,
        ">=-2%",
        "actual=-3",
        "实际完成值 -3% 没有达到指标值 -2%，并且两者不能算完成比例，未完成的得分由人工认定",
    ),
    ("完成目标的得满分，未完成的按完成比例计分", 10, "=0起", "actual=2", "指标值是 0，实际完成值 2起 与它不能算比例"),
    (
        "达到目标得满分，否则酌情扣分，最多扣3分",
        10,
        ">=9个",
        "actual=8",
        "评分标准写“酌情扣分”，由人工认定得分，应在 7 至 10 分之间",
    ),
    ("80-89%得8分，90-100%得10分", 10, ">=90%", "actual=89.5", "实际结果 89.5% 不在评分标准写明的任何一档里"),
    ("每逾期1天扣1分", 5, "-", "-", "按评分标准计分需要逾期时间（天），没有提供"),
    (
        "好得5分，一般得3分，差不得分",
        5,
        "-",
        "level=达成",
        "评分标准按文字表述计分（“好”、“一般”、“差”），由人工认定符合哪一种",
    ),
    ("①有制度，2分；②有执行，3分", 5, "-", "items=1", "按评分标准计分需要要素2是否符合，没有提供"),
    (
        "达成得100%-80%（含），部分达成得80%-60%（含），未达成得60%-0%",
        5,
        "-",
        "level=部分达成;rating=4",
        "评定的 4 分不在“部分达成”的区间 3 至 4（不含） 分之内",
    ),
    ("得分=实际值÷最优值×分值", 6, "-", "actual=38.2", "按评分标准计分需要最优值，没有提供"),
]


@pytest.mark.parametrize(("text", "points", "target", "inputs", "message"), PENDING, ids=[p[4][:20] for p in PENDING])
def test_waiting_for_a_person(text: str, points: int, target: str, inputs: str, message: str) -> None:
    value, op, unit = target_of(target)
    choices = choices_of("linear") if text.startswith("每低于1%") else Choices()
    outcome = read_clause(text).bind(Binding(Decimal(points), value, op, unit, choices)).apply(inputs_of(inputs))
    assert outcome.pending is not None
    assert outcome.pending.message == message


EXPLAINED = [
    (
        "完成目标的得满分，未完成的按完成比例计分",
        5,
        ">=100家",
        "actual=87",
        "完成率 = 87家 ÷ 100家 = 87%；得分 = 87% × 5分 = 4.35分",
    ),
    (
        "未超过目标的得满分，超过目标的得分=（1-（实际完成值-年度指标值）÷年度指标值）×分值，扣完为止",
        10,
        "<=44万元",
        "actual=49",
        "完成率 = 49万元 ÷ 44万元 ≈ 111.3636%；得分 = （1 - 11.3636%（约））× 10分 ≈ 8.8636分",
    ),
    (
        "得分=年度指标值÷实际完成值×分值",
        10,
        "<=44万元",
        "actual=49",
        "目标÷实际 = 44万元 ÷ 49万元 ≈ 89.7959%；得分 = 89.7959%（约） × 10分 ≈ 8.9796分",
    ),
    (
        "≥90%得10分，80%（含）-90%得8分，其余不得分",
        10,
        ">=90%",
        "actual=85.6",
        "实际值 = 85.6%；85.6% 符合“80%（含）-90%”，得 8 分",
    ),
    ("每发现一例扣1分，扣完为止", 3, "-", "count=5", "5 例；5例 符合“每发现1例扣1分”，得 0 分"),
    ("①有制度，2分；②有执行，3分", 5, "-", "items=10", "符合要素：第1项 2 = 2分"),
]


@pytest.mark.parametrize(("text", "points", "target", "inputs", "said"), EXPLAINED, ids=[e[0][:14] for e in EXPLAINED])
def test_explained_with_the_numbers_put_in(text: str, points: int, target: str, inputs: str, said: str) -> None:
    value, op, unit = target_of(target)
    bound = read_clause(text).bind(Binding(Decimal(points), value, op, unit))
    given = inputs_of(inputs)
    assert "；".join(s.text for s in bound.explain(given, bound.apply(given))) == said


@pytest.mark.parametrize(
    ("choice", "score", "said"),
    [
        ("floor", "3", "不足一档不扣"),
        ("ceil", "1", "不足一档按一档扣"),
        ("linear", "1.48", "按比例"),
    ],
)
def test_the_scheme_says_what_a_part_of_a_step_is(choice: str, score: str, said: str) -> None:
    value, op, unit = target_of(">=100%")
    clause = read_clause("预算完成率100%计满分，每低于5%扣2分，扣完为止")
    bound = clause.bind(Binding(Decimal(5), value, op, unit, choices_of(choice)))
    given = Inputs(actual=Decimal("91.2"))
    outcome = bound.apply(given)
    assert outcome.points == Fraction(score)
    last = bound.explain(given, outcome)[-1]
    assert (last.text, last.rests_on) == (f"不足一档怎么算：{said}", "约定：不足一档")


def test_every_message_can_be_written_in_gbk() -> None:
    from perfscore.base.catalogue import clauses

    for entry in clauses.MESSAGES.values():
        for text in (entry.zh, *entry.hints_zh):
            text.encode("gbk")
