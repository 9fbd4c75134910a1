"""Random plans and random records for the law: the databases give what the interpreter gives, digit by digit."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

from attrs import evolve, frozen

import perfscore
from perfscore.compiling.fields import (
    ABSENT,
    ACTUAL,
    BUDGET,
    LEVEL,
    NOTE,
    REFERENCE,
    REVIEW,
    SELF,
    SPENT,
    Fields,
    fields_of,
)
from perfscore.planning import Plan, PlanRow, RuleSet
from perfscore.planning.resolve import resolve
from perfscore.rules.scheme import Choice, Conventions, Rounding
from perfscore.rules.table import EXECUTION, Block, Indicator, Table
from perfscore.sql.shapes import form_of, is_words

__all__ = ["Case", "case_of", "plan_of", "rows_of"]

FIGURES = (
    ("≥7%", ""), ("≥95%", "每低于1个百分点扣0.5分，扣完为止"), ("≥95%", "每低于5%扣2分，扣完为止"),
    ("≥500人次", ""), (">3", ""), ("≥300件", "≥90%得满分，80%（含）-90%得80%，60%（含）-80%得60%，其余不得分"),
    ("≥100家", "完成目标的得满分，未完成的按完成比例计分，实际完成值小于0的不得分"),
    ("≥0.7万元", ""), ("≥-2%", ""), ("≥0", ""), ("≤44万元", ""), ("≤302万元", "每超过1%扣1分，不足1%的按比例扣，扣完为止"),
    ("≤44万元", "得分=年度指标值÷实际完成值×分值，得分不超过分值"), ("≤0起", "每发生1起扣2分，扣完为止"),
    ("≤3次", "每超过1次扣1.5分，扣完为止"), ("=100%", ""), ("=12次", "每少1次扣1分，扣完为止"), ("5-10个", ""),
    ("60%-80%", ""), ("增长5%", ""), ("下降3%", ""), ("前5名", "每下降1位扣1分，扣完为止"), ("第1名", ""),
    ("≤450元/人", ""), ("≥1.5倍", ""), ("≤24小时", "每超过1小时扣0.3分，扣完为止"),
)  # fmt: skip
REFERENCES = (
    "高于全省平均增速",
    "高于全省平均增速2个百分点",
    "不低于全国平均水平",
    "低于全省平均水平",
    "高于全省平均水平10%",
)
WORDS = ("达成", "合规", "按年度计划完成", "持续提升", "及时拨付")
WORD_CLAUSES = (
    "", "达成得100%，基本达成得85%，部分达成得60%，未达成不得分", "达成得满分，部分达成得60%-80%（含），未达成不得分",
)  # fmt: skip
CHOICES = {
    "自报": ("采信自评", "待人工认定"),
    "缺参照": ("采信自评", "待人工认定", "零分"),
    "未达参照": ("不得分", "按比例", "待人工认定"),
    "未填": ("待人工认定", "零分"),
    "不适用": ("分值转移", "折算", "计满分", "同级分配", None),
    "九十分表": ("折算", "不定等级"),
}
TYPES = ("DECIMAL(18, 2)", "DECIMAL(12, 2)", "DECIMAL(9, 4)", "BIGINT", "INTEGER", "DECIMAL(30, 6)", "DECIMAL(38, 0)")
BLOCKS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("效益指标", "经济效益指标"),
    ("满意度指标", "满意度指标"),
)


@cache
def ground() -> RuleSet:
    return perfscore.load("national/self-evaluation-2021")


def plan_of(rows: list[Indicator], *, execution: str | None = None, choices: dict[str, Any] | None = None,
            rounding: Rounding | None = None, **scheme: Any) -> Plan:  # fmt: skip
    """Resolve rows with the national scheme, some of its choices replaced (None: not named at all)."""
    base = ground().scheme
    changed = choices or {}
    kept = [c for c in base.conventions.items if c.name not in changed]
    named = [Choice(n, v) if isinstance(v, str) else v for n, v in changed.items() if v is not None]
    scheme_ = evolve(base, conventions=Conventions((*kept, *named)), rounding=rounding or base.rounding, **scheme)
    blocks = tuple(Block(n, None) for n in dict.fromkeys(r.path[0] for r in rows))
    points = None if execution is None else Decimal(execution)
    table = Table("随机的表", year=2024, blocks=blocks, indicators=tuple(rows), execution_points=points)
    return resolve(table, scheme_, ground().language, year=2024, lenient=True)


def indicator(name: str, target: str, points: str, clause: str = "", path: tuple[str, str] = BLOCKS[0]) -> Indicator:
    return Indicator("/".join((*path, name)), name, path, target, Decimal(points), clause=clause)


@frozen
class Case:
    """A plan, what its records hold, and their types."""

    plan: Plan
    fields: Fields
    types: dict[str, str]
    units: dict[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        return self.fields.keys


def _rows(rng: random.Random) -> list[Indicator]:
    out = []
    for n in range(rng.randint(2, 7)):
        luck, points = rng.random(), rng.choice(("5", "10", "7.5", "3", "20", "0.7"))
        target, clause = rng.choice(FIGURES)
        if luck < 0.2:
            target, clause = rng.choice(REFERENCES), ""
        elif luck < 0.45:
            target, clause = rng.choice(WORDS), rng.choice(WORD_CLAUSES)
        out.append(indicator(f"指标{n}", target, points, clause, rng.choice(BLOCKS)))
    return out


def case_of(seed: int, dialect: str = "duckdb") -> Case:
    """Return a random case whose every row SQL can do."""
    rng = random.Random(seed)
    while True:
        choices: dict[str, Any] = {n: rng.choice(v) for n, v in CHOICES.items()}
        if rng.random() < 0.5:
            choices["超额完成"] = Choice("超额完成", "待人工认定", (("幅度", "30%"),))
        mode, places = rng.choice(("四舍五入", "四舍五入", "截尾")), rng.choice((2, 2, 2, 1, 0, 3))
        execution = rng.choice((None, "10"))
        full = rng.choice((None, Decimal(100)))
        rows = _rows(rng)
        more: dict[str, Any] = {}
        if full is None:
            more["full_score"] = sum((r.max_score for r in rows), Decimal(execution or 0))
        plan = plan_of(
            rows, execution=execution, choices=choices, rounding=Rounding("三级指标得分", places, mode), **more
        )
        units = {
            r.indicator.name: rng.choice(("%", "亿元", ""))
            for r in plan.rows
            if r.nature == "参照" and rng.random() < 0.8
        }
        units |= {
            r.indicator.name: rng.choice(("元", "亿元"))
            for r in plan.rows
            if getattr(r.target, "unit", "") == "万元" and r.id != EXECUTION and rng.random() < 0.4
        }
        units = {n: u for n, u in units.items() if u}
        usable = fields_of(plan, None, units).units
        if all(is_words(r) or form_of(r, plan, u) is not None for r, u in zip(plan.rows, usable, strict=True)):
            fields, types = _fields(plan, units, rng, dialect)
            return Case(plan, fields, types, units)


def _fields(plan: Plan, units: dict[str, str], rng: random.Random, dialect: str) -> tuple[Fields, dict[str, str]]:
    names: list[str] = []
    for row in plan.rows:
        name = row.indicator.name if row.id != EXECUTION else EXECUTION
        if row.id == EXECUTION:
            names += [BUDGET, SPENT]
        elif rng.random() < 0.97:
            names.append(name)
        if row.nature == "参照" and rng.random() < 0.8:
            names.append(f"{name}_{REFERENCE}")
        names += [f"{name}_{k}" for k, odds in ((SELF, 0.6), (REVIEW, 0.3)) if rng.random() < odds]
        if row.id != EXECUTION:
            names += [f"{name}_{k}" for k, odds in ((LEVEL, 0.2), (ABSENT, 0.35), (NOTE, 0.3)) if rng.random() < odds]
    fields = fields_of(plan, names, units)
    wide = TYPES if dialect == "postgres" else TYPES[:-1]
    types = {}
    for item in fields.items:
        row = plan.rows[item.row]
        worded = item.kind in (LEVEL, ABSENT, NOTE) or (item.kind == ACTUAL and is_words(row))
        if worded:
            types[item.key] = "BOOLEAN" if item.kind == ABSENT and rng.random() < 0.2 else "TEXT"
        elif item.kind in (SELF, REVIEW):
            types[item.key] = rng.choice(("DECIMAL(18, 2)", "DECIMAL(6, 3)", "INTEGER"))
        else:
            types[item.key] = rng.choice(wide)
    return fields, types


SAID = (
    None, "", "达成", "部分达成", "未达成", "基本达成", " 达成 ", "已完成", "基本完成", "没有完成", "暂无", "　未完成", "无",
    "合规", "按年度计划完成", "/",
)  # fmt: skip


def rows_of(case: Case, rng: random.Random, count: int) -> list[list[Any]]:
    """Return records: figures at, just beside and far from where something changes, blanks, texts."""
    makers: list[Callable[[], Any]] = [_maker(case, n, rng) for n in range(len(case.fields.items))]
    return [[make() for make in makers] for _ in range(count)]


def _maker(case: Case, n: int, rng: random.Random) -> Callable[[], Any]:
    item = case.fields.items[n]
    row = case.plan.rows[item.row]
    kind = case.types[item.key]
    if kind == "BOOLEAN":
        return lambda: rng.choice((None, False, True))
    if kind == "TEXT":
        return lambda: _text(item.kind, rng)
    scale = int(kind.split(",")[1].strip(" )")) if "," in kind else 0
    digits = int(kind.split("(")[1].split(",")[0]) - scale if "(" in kind else {"INTEGER": 9, "BIGINT": 18}[kind]
    marks = _marks(row)

    def make() -> Any:
        if rng.random() < 0.08:
            return None
        if item.kind in (SELF, REVIEW):
            top = min(int(row.indicator.max_score * 12 // 10 * 10**scale), 10 ** (digits + scale) - 1)
            return _decimal(rng.choice((rng.randint(0, max(top, 1)), rng.randint(-3, 9))), scale)
        mark = rng.choice(marks)
        luck = rng.random()
        value = round(mark * 10**scale)
        if luck < 0.25:
            value += rng.randint(-2, 2)
        elif luck < 0.6:
            value = rng.randint(0, max(2 * abs(value), 10))
        elif luck < 0.7:
            value = -rng.randint(0, 10 ** min(digits + scale, 12) - 1)
        elif luck < 0.8:
            value = rng.randint(0, 10 ** (digits + scale) - 1)
        most = 10 ** (digits + scale) - 1
        return _decimal(max(-most, min(most, value)), scale)

    return make


def _decimal(value: int, scale: int) -> Decimal | int:
    return Decimal(value).scaleb(-scale) if scale else value


def _text(kind: str, rng: random.Random) -> str | None:
    if kind == ABSENT:
        return rng.choice((None, None, None, "", "否", " 否", "没有服务对象"))
    if kind == NOTE:
        return rng.choice((None, "", "　", "需求增加"))
    return rng.choice((None, None, "达成", "部分达成", "未达成")) if kind == LEVEL else rng.choice(SAID)


def _marks(row: PlanRow) -> list[float]:
    """Return figures near which the row's score turns."""
    out = [0.0, 1.0, 100.0]
    for part in ("value", "low", "high", "offset"):
        value = getattr(row.target, part, None)
        if isinstance(value, Decimal):
            out += [
                float(value * k) for k in (1, Decimal("0.9"), Decimal("0.8"), Decimal("0.5"), Decimal("1.3"), 2, 10000)
            ]
    return out
