"""Small tables for the tests: a table, facts and a scheme's 勾稽 in YAML, scored as the department did."""

from __future__ import annotations

from decimal import Decimal

from attrs import evolve

from perfscore.base.exact import total
from perfscore.base.problem import Problem
from perfscore.checks import Report, report
from perfscore.evaluation.filing import match
from perfscore.evaluation.values import BlockResult, Evaluation, RowResult, RulesRef
from perfscore.language import Bound, default_language
from perfscore.planning.plan import ClauseOrigin, Plan, PlanRow
from perfscore.rules.facts import Facts, Filing
from perfscore.rules.loading import read_document, read_facts_document
from perfscore.rules.read_scheme import read_scheme
from perfscore.rules.read_table import read_table
from perfscore.rules.scheme import GradeBand, PointsPlan, Scheme
from perfscore.rules.table import EXECUTION, Indicator, Table
from perfscore.source import source_from_text

BANDS = tuple(GradeBand(n, Decimal(low)) for n, low in (("优", 90), ("良", 80), ("中", 60), ("差", 0)))
POINTS = PointsPlan("设成本指标", ((EXECUTION, Decimal(10)),))
DIRECTIONS = (("数量指标", "正向"), ("经济成本指标", "反向"), ("服务对象满意度指标", "正向"))

TABLE = """
自评表: 某局2024年度自评表
单位: 某局
适用办法: 测试办法
年度: 2024
预算执行: {分值: 10}
指标:
  产出指标:
    分值: 70
    数量指标:
      - {三级指标: 培训人数, 年度指标值: ≥100人, 分值: 70}
  成本指标:
    分值: 20
    经济成本指标:
      - {三级指标: 项目成本, 年度指标值: ≤50万元, 分值: 20}
"""
FACTS = """
资金（万元）: {年初预算数: 60, 全年预算数: 60, 全年执行数: 57, 分值: 10, 执行率: 95%, 自评得分: 9.5}
完成情况:
  - {三级指标: 培训人数, 实际完成值: 120人, 自评得分: 70}
  - {三级指标: 项目成本, 实际完成值: 30万元, 自评得分: 20}
"""


def read_checks(text: str, problems: list[Problem]) -> Scheme:
    """Return a scheme with the given 勾稽 (YAML below that key)."""
    body = f"格式: perfscore/1\n评分办法: 测试办法\n{text}"
    node = read_document(source_from_text(body, "办法.yaml")).node
    assert node is not None
    scheme = read_scheme(node, problems)
    assert scheme is not None
    return evolve(scheme, grades=BANDS, points_plans=(POINTS,), default_directions=DIRECTIONS)


def read_both(table: str, facts: str) -> tuple[Table, Facts]:
    """Read a table and facts; sums that do not add up are let through, as they are for rows of other systems."""
    problems: list[Problem] = []
    node = read_document(source_from_text("格式: perfscore/1\n" + table.lstrip("\n"), "自评表.yaml")).node
    assert node is not None
    read = read_table(node, problems)
    head = "" if "填报数据:" in facts else "填报数据: 某局2024年度自评表\n年度: 2024\n"
    document = read_document(source_from_text("格式: perfscore/1\n" + head + facts.lstrip("\n"), "填报.yaml"))
    filed = read_facts_document(document, problems)
    assert read is not None and filed is not None
    assert [p.code for p in problems if p.code not in ("R627",)] == []
    return read, filed


def checked(
    facts: str = FACTS,
    *,
    table: str = TABLE,
    checks: str = "",
    met: dict[str, bool] | None = None,
    computed: dict[str, str] | None = None,
    review: dict[str, str] | None = None,
    pending: bool = False,
) -> Report:
    """Return the report on a table scored as filed, but for what ``met``, ``computed`` and ``review`` say of rows."""
    problems: list[Problem] = []
    scheme = read_checks(checks, problems)
    assert problems == []
    read, filed = read_both(table, facts)
    plan = plan_of(read, scheme)
    results = tuple(_result(r, plan, filed, met or {}, computed or {}, review or {}, pending) for r in plan.rows)
    blocks = tuple(
        BlockResult(
            name,
            total(r.max_score for r in results if r.block == name),
            total(r.score for r in results if r.block == name and r.score is not None),
        )
        for name in plan.blocks
    )
    got = total(r.score for r in results if r.score is not None)
    grade = None if pending else scheme.grade_of(got)
    evaluation = Evaluation(
        RulesRef("", "", 2024, ""), "", "", results, blocks, got, plan.full_score, not pending, grade, got, got
    )
    return report(plan, filed, evaluation)


def plan_of(table: Table, scheme: Scheme) -> Plan:
    """Resolve a table without clauses: the checks look at targets and directions only."""
    language = default_language()
    rows = [_row(i, scheme) for i in table.indicators]
    if table.execution_points is not None:
        execution = Indicator(EXECUTION, "预算执行率", (EXECUTION,), "≥100%", table.execution_points)
        rows.insert(0, _row(execution, scheme))
    blocks = tuple(dict.fromkeys(r.indicator.path[0] for r in rows))
    full = total(r.indicator.max_score for r in rows)
    return Plan(
        "", table.title, table.organisation, table.year, table.scope, tuple(rows), blocks, full, scheme, table.goals,
        table, language,
    )  # fmt: skip


def _row(indicator: Indicator, scheme: Scheme) -> PlanRow:
    language = default_language()
    target = language.read_target(indicator.target, nature=indicator.nature or None, unit=indicator.unit or None)
    op = getattr(target, "op", None)
    if op is None and isinstance(target, Bound):
        op = {"正向": ">=", "反向": "<="}.get(scheme.direction_for(indicator.path[1]) or "")
    return PlanRow(indicator, "正向", target, op, "", None, ClauseOrigin(""), None)


def _result(
    row: PlanRow, plan: Plan, facts: Facts, met: dict[str, bool], computed: dict[str, str], review: dict[str, str],
    pending: bool,
) -> RowResult:  # fmt: skip
    item = row.indicator
    filing = match(plan, facts).filings.get(row.id, Filing(item.name))
    note, stated, supporting = filing.deviation_note, filing.self_score.text, filing.supporting
    actual = filing.actual.text
    if row.id == EXECUTION and facts.funds is not None:
        note, stated, actual = facts.funds.deviation_note, facts.funds.total.self_score.text, "95%"
    own = Decimal(stated) if stated else None
    calculated = Decimal(computed[item.name]) if item.name in computed else own
    reviewed = Decimal(review[item.name]) if item.name in review else None
    score = None if pending and row.id != EXECUTION else reviewed if reviewed is not None else calculated
    outcome = "not_applicable" if filing.not_applicable else "pending" if score is None else "scored"
    return RowResult(
        row.id, item.path, None, item.name, item.target, actual, item.max_score, score, own, calculated, reviewed,
        met.get(item.name), outcome, "recomputed", "named" if supporting else "none", Decimal(0), item.max_score,
        deviation_note=note,
    )  # fmt: skip


def codes(found: Report) -> list[str]:
    """Return the codes of the findings, in order."""
    return [f.code for f in found.findings]


def messages(found: Report, *wanted: str) -> list[str]:
    """Return the Chinese sentences of the findings with these codes (all without)."""
    return [f.message for f in found.findings if not wanted or f.code in wanted]


def passed(found: Report, name: str) -> list[str]:
    """Return what passed of one family."""
    return [p.text for p in found.passed if p.check == name]
