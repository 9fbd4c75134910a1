"""An indicator whose actual value comes from a formula over base data (公式: 在职人员数 ÷ 编制数 × 100%)."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, frozen

from ..base.exact import as_fraction, plain_ratio, scaled
from ..base.problem import Problem, problem
from ..base.step import Step
from ..formulas import evaluate_formula, read_formula
from ..planning import Plan, PlanRow
from ..rules.facts import Facts, Figure, Filing
from .named import named_figures

__all__ = ["Observed", "filed_or_computed"]


@frozen
class Observed:
    """What is known of a row: the filing, and the exact value of its formula in ``unit`` where that is to be scored."""

    filing: Filing | None
    value: Fraction | None = None
    unit: str = ""
    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()


def filed_or_computed(row: PlanRow, filing: Filing | None, facts: Facts, plan: Plan) -> Observed:
    """Return the filing to score, with the steps of the formula.

    Without a formula: the filing as it is. Nothing filed: the computed figure stands in for the actual. Both: the
    filed figure is scored, and a difference is a finding.
    """
    text = row.indicator.formula
    if not text:
        return Observed(filing)
    book = named_figures(facts, plan.language)
    units = plan.language.units
    formula = read_formula(text, known=book.known, units=units)
    result = evaluate_formula(formula, book.resolve, units=units, groups=book.group, known=book.known)
    if not isinstance(result.value, Fraction):
        why = result.problems[0].message if result.problems else "缺少数据"
        found = problem("E768", where=row.where, row=row.indicator.name, why=why)
        more = tuple(p.in_row(row.where) for p in result.problems if p.severity == "error")
        return Observed(filing, steps=result.steps, problems=(*more, found))
    wanted = getattr(row.target, "unit", None)
    ratio = result.unit is None and (result.percent or wanted == "%")
    value, unit = (result.value * 100, "%") if ratio else (result.value, result.unit or "")
    stated = filing.actual if filing is not None else Figure("")
    if stated:
        return Observed(filing, steps=result.steps, problems=_compare(row, stated, value, unit, plan))
    base = filing or Filing(row.indicator.name)
    shown = Figure(plain_ratio(value, 4).removeprefix("≈") + unit)
    return Observed(evolve(base, actual=shown), value, unit, result.steps)


def _compare(row: PlanRow, stated: Figure, value: Fraction, unit: str, plan: Plan) -> tuple[Problem, ...]:
    """Return a finding where the filed figure is not the computed one, to the places that were filed."""
    read = plan.language.read_actual(stated.text, unit=stated.unit or row.indicator.unit or None)
    if read.value is None:
        return ()
    places = max(-int(read.value.as_tuple().exponent), 0)
    filed = as_fraction(read.value)
    if read.unit and unit and read.unit != unit:
        converted = plan.language.units.convert(value, unit, read.unit)
        if converted is None:
            return ()
        value = converted
    if abs(filed - value) <= as_fraction(scaled(1, places)) / 2:
        return ()
    computed = f"{plain_ratio(value, 4)}{unit}"
    return (problem("E769", where=row.where, row=row.indicator.name, filed=stated.text.strip(), computed=computed),)
