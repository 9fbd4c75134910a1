"""Targets that compare with a figure outside the table (高于全省平均增速): benchmarked, or flagged as unverified."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from attrs import evolve

from ..base.exact import as_fraction, plain_ratio
from ..base.problem import Problem, problem
from ..base.step import Step
from ..clauses import Binding, Inputs
from ..language import Actual, Reference, compare
from ..language import Bound as BoundTarget
from ..planning import Plan, PlanRow
from ..planning.resolve import choices_of
from ..rules.facts import ReferenceValue
from .applying import apply_bound, target_steps
from .verdict import Band, Verdict, adopt_claim, pending

__all__ = ["judge_reference", "row_for"]


def judge_reference(
    row: PlanRow,
    actual: Actual,
    references: tuple[ReferenceValue, ...],
    plan: Plan,
    self_score: Decimal | None,
    problems: tuple[Problem, ...],
) -> Verdict:
    """Compare with the reference supplied; without one the row adopts the self score if the scheme accepts that."""
    target = row.target
    assert isinstance(target, Reference)
    given = _given_reference(target, references)
    if given is None:
        found = problem("E753", where=row.where, row=row.indicator.name, reference=target.reference, actual=actual.text)
        steps = (
            *target_steps(row),
            Step("实际", f"实际完成值“{actual.text}”"),
            Step("参照", f"没有提供{target.reference}"),
        )
        rank = "；名次不能说明是否高于平均" if actual.rank is not None else ""
        return adopt_claim(
            row,
            plan,
            self_score,
            basis="reference_missing",
            choice="缺参照",
            band=Band(Decimal(0), row.indicator.max_score),
            why=f"缺参照值“{target.reference}”，待核实{rank}",
            steps=steps,
            problems=(*problems, found),
        )
    return _benchmark(row, target, actual, given, plan, problems)


def _given_reference(target: Reference, references: tuple[ReferenceValue, ...]) -> ReferenceValue | None:
    """Return the value supplied for what the target compares with; a value of another name is not taken for it.

    全省平均 and 全省工业投资平均增速 both name 全省平均增速 more briefly or more fully; 全国平均增速 does not.
    """
    for value in references:
        if value.name == target.reference or not value.name:
            return value
    near = [v for v in references if _within(v.name, target.reference) or _within(target.reference, v.name)]
    return near[0] if len(near) == 1 else None


def _within(part: str, whole: str) -> bool:
    """Tell whether the characters of ``part`` stand in ``whole`` in this order."""
    rest = iter("".join(whole.split()))
    return bool(part.strip()) and all(c in rest for c in "".join(part.split()))


def _bar(target: Reference, reference: Decimal, unit: str | None, op: str | None) -> Fraction | None:
    """Return what the actual is compared with: the reference and the offset, counted in the direction of the target.

    None where the offset's unit does not go with the reference: 2% above a figure that is itself a percentage may
    mean 个百分点 or a share of it.
    """
    base = as_fraction(reference)
    if target.offset is None:
        return base
    offset = as_fraction(target.offset) * (-1 if op in ("<", "<=") else 1)
    if target.offset_unit == "%" and unit != "%":
        return base * (1 + offset / 100)
    if target.offset_unit == unit or (target.offset_unit == "个百分点" and unit == "%") or target.offset_unit is None:
        return None if target.offset_unit == "%" else base + offset
    return None


def _benchmark(
    row: PlanRow, target: Reference, actual: Actual, given: ReferenceValue, plan: Plan, problems: tuple[Problem, ...]
) -> Verdict:
    """Compare with a supplied reference. An actual equal to it does not meet 高于; one that is higher by the whole
    offset meets 高于…2个百分点."""
    name = given.name or target.reference
    read = plan.language.read_actual(given.value.text, unit=given.value.unit or None)
    steps = target_steps(row)
    if read.value is None or read.sign is not None or read.approx:
        found = problem("E756", place=given.value.place, where=row.where, name=name, text=given.value.text)
        return pending(row, found.message, steps, (*problems, found))
    bar = _bar(target, read.value, read.unit, row.op)
    if bar is None:
        found = problem("E757", where=row.where, name=name, unit=target.offset_unit or "")
        return pending(row, found.message, steps, (*problems, found))
    op = _op_of(row, target)
    stand_in = BoundTarget(op=_sign(op), value=read.value, unit=read.unit)
    against = compare(stand_in, actual, language=plan.language)
    problems = (*problems, *(p.in_row(row.where) for p in against.problems))
    if against.state != "figure" or against.value is None:
        reason = against.problems[0].message if against.problems else "实际完成值不能与参照值相比"
        return pending(row, reason, steps, problems)
    source = f"，来源：{given.source}" if given.source else ""
    offset = "" if target.offset is None else f"，应达到 {plain_ratio(bar)}{read.unit or ''}"
    steps = (
        *steps,
        Step("实际", f"实际完成值“{actual.text}”"),
        Step("参照", f"{name} {given.value.text}{offset}{source}"),
    )
    met = _met(against.value, op, bar)
    if not met and plan.conventions.value("未达参照") == "待人工认定":
        return pending(row, f"未{_op_word(op)}{name}，评分办法约定由人工认定", steps, problems, met=False)
    judged = row_for(row, plan)
    if judged.bound is None:
        reason = row.problems[0].message if row.problems else "评分标准不能用来计分"
        return pending(row, reason, steps, problems, met=met)
    return apply_bound(judged, Inputs(actual=against.value, target=bar), plan, steps, problems, basis="benchmarked")


def _op_of(row: PlanRow, target: Reference) -> str | None:
    """Return the sign that holds for the bar: with an offset, reaching it is enough."""
    return row.op if target.offset is None or row.op is None else {">": ">=", "<": "<="}.get(row.op, row.op)


def row_for(row: PlanRow, plan: Plan) -> PlanRow:
    """Return the row of a reference target with its clause bound to the sign that holds for the bar."""
    target = row.target
    assert isinstance(target, Reference)
    op = _op_of(row, target)
    if op == row.op or row.clause is None:
        return row
    unit = getattr(row.target, "unit", None)
    binding = Binding(row.indicator.max_score, row.target, op, unit, choices_of(plan.conventions))
    return evolve(row, op=op, bound=row.clause.bind(binding))


def _sign(op: str | None) -> Literal[">=", ">", "<=", "<", "="]:
    match op:
        case ">" | "<=" | "<" | "=":
            return op
        case _:
            return ">="


def _met(value: Fraction, op: str | None, bar: Fraction) -> bool:
    match op:
        case ">":
            return value > bar
        case "<":
            return value < bar
        case "<=":
            return value <= bar
        case "=":
            return value == bar
        case _:
            return value >= bar


def _op_word(op: str | None) -> str:
    return {">": "高于", "<": "低于", "<=": "控制在", "=": "等于"}.get(op or ">=", "达到")
