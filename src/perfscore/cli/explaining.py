"""``perfscore explain RULES [ROW]``: where each value came from, and how a row gets its points."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ..base.exact import plain
from ..base.problem import PerfscoreError, Place, problem
from .console import say

__all__ = ["add_command"]


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "explain",
        help="说明：评分办法各项约定出自哪里，一行怎样计分",
        description="说明评分办法的每一项取值出自哪个文件的哪一行；写明三级指标的，说明该行怎样计分。",
    )
    parser.add_argument("rules", metavar="自评表或评分办法", help="文件（.yaml），或内置办法的编号")
    parser.add_argument("row", metavar="三级指标", nargs="?", help="三级指标的名称或编号；“预算执行”也可以")
    parser.add_argument("--facts", metavar="填报数据", help="代入填报数据，说明得分是怎样算出来的")
    parser.add_argument("--year", type=int, metavar="年度")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Explain the rules, one row of a table, or the score of a row."""
    from ..api import evaluate, load, read_facts

    rules = load(arguments.rules)
    if rules.table is None:
        say("\n".join(_scheme(rules.scheme)))
        return 0
    plan = rules.plan(arguments.year)
    rows = [_named(plan, arguments.row)] if arguments.row else list(plan.rows)
    lines = [] if arguments.row else [f"自评表：{plan.title}（{plan.year} 年度）", *_scheme(rules.scheme), ""]
    result = evaluate(plan, read_facts(Path(arguments.facts))) if arguments.facts else None
    for row in rows:
        lines += [*_row(row), *(_scored(result.row(row.id)) if result else ()), ""]
    say("\n".join(lines).rstrip())
    return 0


def _named(plan: Any, name: str) -> Any:
    try:
        return plan.row(name)
    except KeyError:
        known = [r.indicator.name for r in plan.rows]
        near = get_close_matches(name, known, 1, 0.4)
        raise PerfscoreError([problem("P957", name=name, near=near[0] if near else "")]) from None


def _at(place: Place | None) -> str:
    return f"  [{place.source}:{place.line}]" if place is not None else ""


def _basis(basis: str, status: str) -> str:
    parts = [p for p in (basis, status if status and status != "已核" else "") if p]
    return f"（{'，'.join(parts)}）" if parts else ""


def _scheme(scheme: Any) -> Iterator[str]:
    yield f"评分办法：{scheme.title}（{scheme.id}）{_at(scheme.place)}"
    for parent in scheme.parents:
        yield f"  基于：{parent}"
    for citation in scheme.citations:
        yield f"  依据：{citation}"
    rounding = scheme.rounding
    yield f"  舍入：{rounding.site}，{rounding.places} 位小数，{rounding.mode}{_at(rounding.place)}"
    for plan in scheme.points_plans:
        points = "、".join(f"{name} {plain(value)}" for name, value in plan.points)
        yield f"  分值方案“{plan.name}”：{points}{_basis(plan.basis, '')}{_at(plan.place)}"
    for band in scheme.grades:
        yield f"  等级“{band.name}”：{plain(band.low)} 分起{_at(band.place)}"
    for clause in scheme.default_clauses:
        yield f"  默认评分·{clause.nature}：{clause.text}{_basis(clause.basis, clause.status)}{_at(clause.place)}"
    for name, direction in scheme.default_directions:
        yield f"  默认方向·{name}：{direction}"
    for choice in scheme.conventions.items:
        yield f"  约定·{choice.name}：{choice.value}{_basis(choice.basis, choice.status)}{_at(choice.place)}"
    for word, meaning in scheme.words:
        yield f"  用词·{word}：{meaning}"
    for named in scheme.extensions:
        yield f"  扩展：{named.text}{f' {named.version}' if named.version else ''}{_at(named.place)}"


def _row(row: Any) -> Iterator[str]:
    item = row.indicator
    yield f"{row.where}  {plain(item.max_score)} 分{_at(item.place)}"
    yield f"  年度指标值：{item.target}  →  {row.target}（{row.nature}）{_at(item.target_place)}"
    if row.op is not None and row.op_origin:
        yield f"  方向：{row.op}，{row.op_origin}"
    if row.clause is not None:
        origin = row.clause_origin
        yield f"  评分标准：{row.clause}"
        yield f"    出自{origin.says}{_basis(origin.basis, origin.status)}{_at(origin.place)}"
    for found in row.problems:
        yield f"  {found.message}"


def _scored(row: Any) -> Iterator[str]:
    from ..evaluation.values import BASES, OUTCOMES

    score = "—" if row.score is None else f"{plain(row.score)} 分"
    basis = f"，{BASES[row.basis]}" if row.basis else ""
    yield f"  得分：{score}（{OUTCOMES[row.outcome]}{basis}）"
    for step in row.steps:
        rests = f"（{step.rests_on}）" if step.rests_on else ""
        yield f"    {step.name}：{step.text}{rests}"
