"""预算执行率: 全年执行数 ÷ 全年预算数 of the total row, scored by the scheme's clause like any other measure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from ..base.exact import as_fraction, plain, plain_ratio
from ..base.problem import Problem, problem
from ..base.step import Step
from ..base.values import frozen
from ..clauses import Inputs
from ..planning import Plan, PlanRow
from ..rules.facts import Figure, Funds
from .applying import apply_bound
from .scores import compare_scores
from .verdict import Verdict, apply_review, pending, score_of

__all__ = ["execution_texts", "judge_execution"]


@frozen
class _Amount:
    """An amount of money as read: ``value`` counted in ``unit``."""

    value: Fraction
    unit: str
    text: str


def judge_execution(row: PlanRow, funds: Funds | None, plan: Plan) -> Verdict:
    """Score budget execution. A budget that is blank, 0, negative or contradicted by its sub-rows is not guessed."""
    if funds is None:
        found = problem("E766", where=row.where, name="资金")
        return pending(row, "没有填报资金", (), (found,))
    problems: list[Problem] = []
    self_score = score_of(funds.total.self_score, "自评得分", row, problems)
    review = score_of(funds.review_score, "复核得分", row, problems)
    verdict = _decide(row, funds, plan, problems)
    verdict = apply_review(verdict, row, review)
    return compare_scores(verdict, row, self_score)


def _decide(row: PlanRow, funds: Funds, plan: Plan, problems: list[Problem]) -> Verdict:
    adjusted = _amount(funds.total.adjusted, "全年预算数", row, plan, problems)
    executed = _amount(funds.total.executed, "全年执行数", row, plan, problems)
    steps = tuple(
        Step(name, f"{label} {amount.text}")
        for name, label, amount in (("目标", "全年预算数", adjusted), ("实际", "全年执行数", executed))
        if amount is not None
    )
    if adjusted is None or executed is None:
        return pending(row, problems[-1].message, steps, tuple(problems))
    spent = plan.language.units.convert(executed.value, executed.unit, adjusted.unit)
    if spent is None:
        spent = executed.value
    doubt = _doubt(row, funds, adjusted, plan)
    if doubt is not None:
        return pending(row, doubt.message, steps, (*problems, doubt))
    if spent > adjusted.value:
        problems.append(problem("E763", where=row.where, executed=executed.text, adjusted=adjusted.text))
    if row.bound is None:
        reason = row.problems[0].message if row.problems else "评分办法没有预算执行率的评分"
        return pending(row, reason, steps, tuple(problems))
    inputs = Inputs(actual=spent, target=adjusted.value)
    verdict = apply_bound(row, inputs, plan, steps, tuple(problems), basis="recomputed")
    return evolve(verdict, met=spent >= adjusted.value) if verdict.outcome == "scored" else verdict


def _doubt(row: PlanRow, funds: Funds, adjusted: _Amount, plan: Plan) -> Problem | None:
    """Return why a budget of 0 cannot be divided by; a sub-row that is not 0 contradicts it."""
    if adjusted.value != 0:
        return None
    for part in funds.rows:
        read = _amount(part.adjusted, "全年预算数", row, plan, [])
        if read is not None and read.value != 0:
            return problem("E761", where=row.where, total=adjusted.text, part=part.name, value=read.text)
    return problem("E762", where=row.where)


def _amount(figure: Figure, name: str, row: PlanRow, plan: Plan, problems: list[Problem]) -> _Amount | None:
    """Read an amount of money; what is blank, no amount or negative is a problem."""
    if not figure:
        problems.append(problem("E766", where=row.where, place=figure.place, name=name))
        return None
    read = plan.language.read_actual(figure.text, unit=figure.unit or None)
    if read.missing:
        problems.append(problem("E766", where=row.where, place=figure.place, name=name))
        return None
    units = plan.language.units
    money = not read.unit or units.family(read.unit) == units.family("元")
    doubtful = read.sign is not None or read.approx or any(p.severity == "error" for p in read.problems)
    if read.value is None or doubtful or not money:
        problems.append(problem("E765", where=row.where, place=figure.place, name=name, text=figure.text))
        return None
    unit = read.unit or figure.unit
    if read.value < 0:
        problems.append(problem("E767", where=row.where, place=figure.place, name=name, text=figure.text))
        return None
    return _Amount(as_fraction(read.value), unit, f"{plain(Decimal(read.value))}{unit}")


def execution_texts(funds: Funds | None, plan: Plan, row: PlanRow) -> tuple[str, str]:
    """Return what stands in the target and the actual cell of the execution row."""
    if funds is None:
        return "", ""
    adjusted = _amount(funds.total.adjusted, "", row, plan, [])
    executed = _amount(funds.total.executed, "", row, plan, [])
    target = f"全年预算数{adjusted.text}" if adjusted else funds.total.adjusted.text
    actual = f"全年执行数{executed.text}" if executed else funds.total.executed.text
    if adjusted and executed and adjusted.value:
        spent = plan.language.units.convert(executed.value, executed.unit, adjusted.unit)
        rate = (executed.value if spent is None else spent) / adjusted.value * 100
        actual += f"（执行率{plain_ratio(rate, 2)}%）"
    return target, actual
