"""An indicator whose actual value comes from a formula over base data (公式: 在职人员数 ÷ 编制数 × 100%)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve

from ..base.exact import as_fraction, plain_ratio, scaled
from ..base.problem import Problem, problem
from ..base.step import Step
from ..base.values import frozen
from ..formulas import Amount, Formula, Missing, Result, evaluate_formula, order, read_formula
from ..planning import Plan, PlanRow
from ..rules.facts import Facts, Figure, Filing
from .named import named_figures

__all__ = ["Observed", "from_formulas"]


@frozen
class Observed:
    """What is known of a row: the filing, and the exact value of its formula in ``unit`` where that is to be scored."""

    filing: Filing | None
    value: Fraction | None = None
    unit: str = ""
    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()


def from_formulas(plan: Plan, facts: Facts, filings: Mapping[str, Filing]) -> dict[str, Observed]:
    """Return, by row id, what is known of the rows that have a formula, each computed after those it rests on.

    A name is a figure of 资金 or 基础数据, else another indicator: its computed value, or its filed actual. Nothing
    filed: the computed figure stands in for the actual. Both: the filed figure is scored, a difference is a finding.
    """
    rows = [r for r in plan.rows if r.indicator.formula]
    if not rows:
        return {}
    book = named_figures(facts, plan.language)
    names = Counter(r.indicator.name for r in plan.rows)
    single = {r.indicator.name: r for r in plan.rows if names[r.indicator.name] == 1}
    known = (*book.known, *single)
    read = {r.id: _named(read_formula(r.indicator.formula, known=known, units=plan.language.units), r) for r in rows}
    ordered = order(f for r in rows if (f := read[r.id]).name in single)
    if isinstance(ordered, Problem):
        return {r.id: _without(r, filings.get(r.id), (ordered,), ()) for r in rows}
    places = {id(f): n for n, f in enumerate(ordered)}
    computed: dict[str, Amount] = {}

    def resolve(name: str) -> Amount | Missing | None:
        found = book.resolve(name)
        if found is None and name in single:
            found = computed.get(name) or _filed(single[name], filings, plan)
        return found

    out: dict[str, Observed] = {}
    for row in sorted(rows, key=lambda r: places.get(id(read[r.id]), len(places))):
        result = evaluate_formula(read[row.id], resolve, units=plan.language.units, groups=book.group, known=known)
        amount = result.amount(row.indicator.name)
        if amount is not None and row.indicator.name in single:
            computed[row.indicator.name] = amount
        out[row.id] = _observed(row, filings.get(row.id), result, plan)
    return out


def _named(formula: Formula, row: PlanRow) -> Formula:
    return evolve(formula, name=row.indicator.name)


def _filed(row: PlanRow, filings: Mapping[str, Filing], plan: Plan) -> Amount | Missing:
    filing = filings.get(row.id)
    figure = filing.actual if filing is not None else Figure("")
    read = plan.language.read_actual(figure.text, unit=figure.unit or row.indicator.unit or None)
    if read.value is None or read.sign is not None or any(p.severity == "error" for p in read.problems):
        return Missing(f"{row.indicator.name}（实际完成值）")
    return Amount(as_fraction(read.value), read.unit, f"{row.indicator.name}（实际完成值）")


def _without(row: PlanRow, filing: Filing | None, found: tuple[Problem, ...], steps: tuple[Step, ...]) -> Observed:
    """Return a row whose formula gave no figure, with the reason."""
    why = found[0].message if found else "缺少数据"
    errors = tuple(p.in_row(row.where) for p in found if p.severity == "error")
    note = problem("E768", where=row.where, row=row.indicator.name, why=why)
    return Observed(filing, steps=steps, problems=(*errors, note))


def _observed(row: PlanRow, filing: Filing | None, result: Result, plan: Plan) -> Observed:
    if not isinstance(result.value, Fraction):
        return _without(row, filing, result.problems, result.steps)
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
