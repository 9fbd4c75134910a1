"""Random plans of all curve families and random columns for them, and what every cell must be: what ``evaluate`` gives."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa
from attrs import frozen
from hypothesis import strategies as st

import perfscore
from perfscore.columns import Scored
from perfscore.planning import Plan, RuleSet
from perfscore.planning.resolve import resolve
from perfscore.rules.table import Block, Goal, Indicator, Table

__all__ = ["COLUMNS", "SHOW", "differences", "plan_with", "plans_and_tables"]

SHOW = ("得分", "结果", "依据", "下限", "上限", "达标", "测算分", "分值")

MENU: tuple[tuple[str, str], ...] = (
    ("≥7%", ""),
    ("≥100家", "完成目标的得满分，未完成的按完成比例计分"),
    ("≥7%", "完成目标的得满分，未完成的按完成比例计分，实际完成值小于0的不得分"),
    ("≥-2%", "完成目标的得满分，未完成的按完成比例计分"),
    ("≥100个", "按完成比例计分，完成率低于60%的不得分"),
    ("≤44万元", "未超过目标的得满分，超过目标的得分=（1-（实际完成值-年度指标值）÷年度指标值）×分值，扣完为止"),
    ("≤302.5万元", "得分=年度指标值÷实际完成值×分值，得分不超过分值"),
    ("≤44万元", ""),
    ("≤0起", ""),
    ("≥0个", ""),
    ("=100个", "与计划每相差3%扣1分，不足一档的按比例扣"),
    ("≤100%", "控制率≤100%得满分，每超过1个百分点扣0.5分，不足1个百分点的不扣分，扣完为止"),
    ("≥100%", "每低于5%扣2分，不足一档的按一档扣，扣完为止"),
    ("≥90%", "每低于目标值的5%扣1分，不足5%不扣"),
    ("≥90%", "≥90%得100%，80%（含）-90%得80%，60%（含）-80%得50%，60%以下不得分"),
    ("≥40公里", "完成率≥100%得100%；90%≤完成率<100%得80%；80%≤完成率<90%，得60%；完成率<80%不得分"),
    ("≥90%", "80-89%得8分，90-100%得10分"),
    ("≤25天", "25天以内得满分，超过50天不得分，之间按线性插值计分"),
    ("≥95%", "功效系数法：满意值95%，不允许值60%"),
    ("≥5%", "功效系数法：优秀值12系数1.0、良好值8系数0.8、平均值5系数0.6、较低值2系数0.4、较差值-1系数0.2"),
    ("≥100个", "达到目标的得满分，超额完成30%及以上的扣2分，未完成的按完成比例计分"),
    ("≤3起", "每发现一起扣1分，最多扣2分"),
    ("5-10个", ""),
    ("增长5%", ""),
    ("前5名", "第1名得2分，第2名得1.9分，第3名得1.8分，第4名及以后每退后1名扣0.1分"),
    ("高于全省平均增速", ""),
    ("高于全省平均增速", "完成目标的得满分，未完成的按完成比例计分，实际完成值小于0的不得分"),
    ("低于全省平均水平", ""),
    ("高于全国平均2个百分点", ""),
    ("12月底前", ""),
    ("合规", ""),
    ("达成", "达成得100%，基本达成得85%，部分达成得60%，未达成不得分"),
    ("合规", "充分得100%，一般得50%，没有得0分"),
)

CHOICES: dict[str, tuple[str, ...]] = {
    "自报": ("采信自评", "待人工认定"),
    "缺参照": ("采信自评", "待人工认定", "零分"),
    "未达参照": ("不得分", "按比例", "待人工认定"),
    "未填": ("待人工认定", "零分"),
    "不适用": ("分值转移", "折算", "计满分", "同级分配"),
    "超额完成": ("不扣分", "说明原因", "待人工认定"),
    "目标为零": ("达到得满分", "待人工认定"),
}
MORE = (
    "",
    "",
    "",
    "舍入: {环节: 三级指标得分, 位数: 1, 方式: 截尾}\n",
    "舍入: {环节: 三级指标得分, 位数: 3, 方式: 四舍六入}\n",
    "舍入: {环节: 三级指标得分, 位数: 0, 方式: 四舍五入}\n",
    "舍入: {环节: 总分, 位数: 2, 方式: 四舍五入}\n",
    "汇总: {方法: 算术平均}\n",
    "汇总: {方法: 加权, 权重: {预算执行: 10%, 产出指标: 50%, 效益指标: 40%}}\n",
    "汇总: {执行率封顶: [{执行率: 90%, 总分上限: 100}, {执行率: 0%, 总分上限: 60}]}\n",
)


@cache
def scheme(choices: tuple[str, ...], more: str) -> RuleSet:
    lines = "".join(f"  {name}: {value}\n" for name, value in zip(CHOICES, choices, strict=True))
    return perfscore.load(
        f"格式: perfscore/1\n评分办法: 试算办法\n编号: 试算\n基于: national/self-evaluation-2021\n{more}约定:\n{lines}"
    )


def plan_with(
    rows: list[tuple[str, str, str]], choices: tuple[str, ...], more: str = "", execution: str | None = "10"
) -> Plan:
    """Return a plan of rows (target, clause, points), in two blocks of two second-level indicators."""
    rules = scheme(choices, more)
    indicators = []
    for n, (target, clause, points) in enumerate(rows):
        path = (
            ("产出指标", "数量指标"),
            ("产出指标", "质量指标"),
            ("效益指标", "经济效益指标"),
            ("效益指标", "满意度指标"),
        )[n % 4]
        indicators.append(Indicator(f"甲{n}", f"第{n}项", path, target, Decimal(points), clause=clause))
    names = dict.fromkeys(i.path[0] for i in indicators)
    table = Table(
        "试算表",
        blocks=tuple(Block(name, None) for name in names),
        indicators=tuple(indicators),
        execution_points=None if execution is None else Decimal(execution),
        goals=(),
    )
    return resolve(table, rules.scheme, rules.language, year=2024, lenient=True)


# --- columns ------------------------------------------------------------------------------------------------------

_SEED = st.sampled_from([0, 1, 5, 7, 44, 60, 90, 95, 99, 100, 101, 302, -2, -7, 12, 3])
_FIGURE = st.one_of(
    st.decimals(-120, 420, places=2),
    _SEED.map(Decimal),
    st.tuples(_SEED, st.sampled_from(["10000", "0.0001", "5000", "0.5", "1.005", "0.995"])).map(
        lambda t: t[0] * Decimal(t[1])
    ),
)
_ODD = st.sampled_from(
    [
        Decimal("0.1234567890123456789"),
        Decimal(10) ** 25,
        -(Decimal(10) ** 19),
        Decimal(2**63),
        Decimal("1E-12"),
        Decimal("2024"),
        Decimal("20241231"),
    ]
)
_WORDS = st.sampled_from(
    [
        "达成",
        "基本达成",
        "部分达成",
        "未达成",
        "合规",
        "已完成",
        "一般",
        "较好",
        "第3名",
        "2024年12月5日",
        "≥95%",
        "约90%",
        "",
        "-",
        "无",
        "12月",
        "5~6个",
    ]
)
_UNITS = ("%", "万元", "元", "个", "家", "天", "起", "公里", "名", "", "个百分点")
_TEXT = st.one_of(
    _WORDS,
    st.tuples(_FIGURE, st.sampled_from(_UNITS)).map(lambda t: f"{t[0]:f}{t[1]}"),
)
_SCORE = st.one_of(st.sampled_from(["10", "5分", "8.125", "-1", "百", "0", ""]), st.decimals(0, 12, places=1))


@st.composite
def column(draw: st.DrawFn, n: int, places: dict[str, int], key: str) -> Any:
    """Return a column of figures or texts in one of the ways columns come."""

    def several(of: st.SearchStrategy[Any], blank: bool = True) -> list[Any]:
        return draw(st.lists(st.one_of(of, st.none()) if blank and draw(st.booleans()) else of, min_size=n, max_size=n))

    match draw(st.integers(0, 7)):
        case 0 | 1:
            return pa.array(several(_FIGURE.map(lambda v: round(v, 6))), pa.decimal128(24, 6))
        case 2:
            return pa.array(several(st.one_of(_FIGURE, _ODD)), pa.decimal256(60, 20))
        case 3:
            places[key] = draw(st.integers(0, 3))
            kind = draw(st.sampled_from([pa.int16(), pa.int64(), pa.uint64()]))
            low = 0 if kind == pa.uint64() else -20000
            values = (
                st.integers(low, 30000) if kind != pa.uint64() else st.one_of(st.integers(0, 10**5), st.just(2**64 - 1))
            )
            return pa.array(several(values), kind)
        case 4:
            return pa.array(several(_TEXT), pa.string()).dictionary_encode()
        case 5:
            return several(_TEXT)
        case 6:
            return several(st.one_of(_TEXT, _FIGURE, _ODD, st.integers(-5, 300)))
        case _:
            return several(_FIGURE)


@frozen
class Case:
    """A plan with columns for it and the places of its whole numbers."""

    plan: Plan
    table: dict[str, Any]
    places: dict[str, int]

    def __repr__(self) -> str:
        rows = [(r.indicator.target, str(r.clause or "")) for r in self.plan.rows]
        return f"Case({rows}, { {k: v.to_pylist() if isinstance(v, pa.Array) else v for k, v in self.table.items()} }, {self.places})"


@st.composite
def plans_and_tables(draw: st.DrawFn) -> Case:
    """Return a plan, columns for it and the places of its whole numbers."""
    chosen = draw(st.lists(st.sampled_from(MENU), min_size=1, max_size=6))
    points = [draw(st.sampled_from(["10", "5", "2.5", "33.3", "7"])) for _ in chosen]
    choices = tuple(draw(st.sampled_from(v)) for v in CHOICES.values())
    execution = draw(st.sampled_from(["10", None]))
    more = draw(st.sampled_from(MORE))
    plan = plan_with([(*c, p) for c, p in zip(chosen, points, strict=True)], choices, more, execution)
    n = draw(st.integers(1, 8))
    places: dict[str, int] = {}
    table: dict[str, Any] = {}
    for row in plan.rows:
        name = row.indicator.name
        if row.nature == "预算执行":
            for key in ("全年预算数", "全年执行数"):
                table[key] = draw(column(n, places, key))
            if draw(st.integers(0, 3)) == 0:
                table["预算执行_复核得分"] = draw(st.lists(st.one_of(_SCORE, st.none()), min_size=n, max_size=n))
            continue
        table[name] = draw(column(n, places, name))
        if row.nature == "参照" and draw(st.integers(0, 4)):
            table[f"{name}_参照值"] = draw(column(n, places, f"{name}_参照值"))
        extra = draw(st.integers(0, 9))
        if extra in (0, 1, 2):
            flags = st.sampled_from([None, None, "", "否", "本年没有安排"])
            table[f"{name}_不适用"] = draw(st.lists(flags, min_size=n, max_size=n))
        if extra in (2, 3, 4):
            table[f"{name}_自评得分"] = draw(st.lists(st.one_of(_SCORE, st.none()), min_size=n, max_size=n))
        if extra in (4, 5):
            table[f"{name}_复核得分"] = draw(st.lists(st.one_of(_SCORE, st.none()), min_size=n, max_size=n))
        if extra in (6, 2):
            levels = st.sampled_from([None, "达成", "部分达成", "未达成"])
            table[f"{name}_达成情况"] = draw(st.lists(levels, min_size=n, max_size=n))
        if extra in (7, 4):
            table[f"{name}_偏差原因"] = draw(st.lists(st.sampled_from([None, "", "天气"]), min_size=n, max_size=n))
    return Case(plan, table, places)


# --- what must be ---------------------------------------------------------------------------------------------------

COLUMNS = {
    "得分": "score",
    "结果": "outcome",
    "依据": "basis",
    "下限": "low",
    "上限": "high",
    "达标": "met",
    "测算分": "computed_score",
    "分值": "max_score",
}
TOTALS = {
    "总分": "total",
    "满分": "full_score",
    "等级": "grade",
    "总分下限": "low",
    "总分上限": "high",
    "已定": "settled",
}


def differences(scored: Scored) -> list[tuple[int, str, Any, Any]]:
    """Return every cell that is not what ``evaluate`` gives: record, column, got, wanted."""
    table = scored.table.to_pydict()
    out = []
    for i in range(len(scored)):
        want = scored.evaluation(i)
        for name, row in zip(scored.names, want.rows, strict=True):
            for kind in scored.show:
                got, wanted = table[f"{name}_{kind}"][i], getattr(row, COLUMNS[kind])
                if got != wanted:
                    out.append((i, f"{name}_{kind}", got, wanted))
        for name, attribute in TOTALS.items():
            if table[name][i] != getattr(want, attribute):
                out.append((i, name, table[name][i], getattr(want, attribute)))
    return out


__all__ += ["CHOICES", "Goal"]
