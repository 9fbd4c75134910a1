"""取自结果: the actual value of a row is a result of another table (a department that counts its projects)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from attrs import evolve

from ..base.exact import as_fraction, plain, plain_ratio
from ..base.problem import PerfscoreError, Problem, problem
from ..base.step import Step
from ..planning import Plan, PlanRow, load_rules
from ..rules.facts import Facts, Figure, Filing, ResultLink
from ..rules.loading import demand, read_document, read_facts_document
from ..rules.table import EXECUTION
from ..source import read_source
from .from_formula import Observed
from .values import Evaluation

__all__ = ["MAX_DEPTH", "feed"]

MAX_DEPTH = 5
"""Tables may rest on tables at most so deep."""

Chain = tuple[str, ...]
Evaluate = Callable[[Plan, Facts, Chain], Evaluation]


def feed(
    plan: Plan, facts: Facts, filings: dict[str, Filing], evaluate: Evaluate, chain: Chain
) -> tuple[dict[str, Observed], tuple[Problem, ...]]:
    """Evaluate the tables that rows take their actual values from; the values by row id.

    The second value holds errors: a link to no row, to a file that cannot be read, or a circle of tables.
    """
    out: dict[str, Observed] = {}
    problems: list[Problem] = []
    for link in facts.links:
        rows = [r for r in plan.rows if r.id != EXECUTION and link.indicator in (r.id, r.indicator.name)]
        if len(rows) != 1:
            code = "D706" if rows else "D705"
            problems.append(problem(code, place=link.place, name=link.indicator, near="", count=len(rows)))
            continue
        try:
            result = _other(link, evaluate, chain)
        except PerfscoreError as error:
            problems += error.problems
            continue
        out[rows[0].id] = _observed(rows[0], link, result, filings.get(rows[0].id))
    return out, tuple(problems)


def _other(link: ResultLink, evaluate: Evaluate, chain: Chain) -> Evaluation:
    """Evaluate the other table. Raises :class:`PerfscoreError` for files that cannot be used and for circles."""
    folder = Path(link.place.source).parent if link.place is not None else Path()
    table = str(folder / link.table) if link.table.endswith((".yaml", ".yml")) else link.table
    name = str(folder / link.facts)
    key = f"{table} + {name}"
    if key in chain or len(chain) >= MAX_DEPTH:
        raise PerfscoreError([problem("E791", place=link.place, circle=" → ".join([*chain, key]))])
    plan = load_rules(table).plan()
    problems: list[Problem] = []
    facts = read_facts_document(read_document(read_source(name)), problems)
    demand(problems)
    return evaluate(plan, facts or Facts(), (*chain, key))


def _observed(row: PlanRow, link: ResultLink, result: Evaluation, own: Filing | None) -> Observed:
    got = _figure(link.what, result)
    if got is None:
        known = "、".join(["总分", "得分率", *(b.name for b in result.blocks)])
        return Observed(
            own, problems=(problem("E792", place=link.place, where=row.where, what=link.what, known=known),)
        )
    if not result.settled:
        low, high = plain(result.low), plain(result.high)
        params = {"row": row.indicator.name, "title": result.title, "low": low, "high": high}
        return Observed(own, problems=(problem("E790", place=link.place, where=row.where, params=params),))
    value, unit = got
    source = f"规则 {result.rules.digest[:12]}，数据 {result.facts_digest[:12]}"
    text = f"取自“{result.title}”的{link.what}：{plain_ratio(value, 4)}{unit}（{source}）"
    base = own or Filing(row.indicator.name)
    shown = Figure(plain_ratio(value, 4).removeprefix("≈") + unit)
    return Observed(evolve(base, actual=shown), value, unit, (Step("实际", text, "取自结果"),))


def _figure(what: str, result: Evaluation) -> tuple[Fraction, str] | None:
    if what == "总分":
        return as_fraction(result.total), "分"
    if what == "得分率":
        return as_fraction(result.total) / as_fraction(result.full_score) * 100, "%"
    block = next((b for b in result.blocks if b.name == what), None)
    return None if block is None else (as_fraction(block.score), "分")
