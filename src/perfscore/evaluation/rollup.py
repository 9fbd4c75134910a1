"""下级填报: 先汇总完成数，再计算得分. What sub-units filed becomes one actual value a row, scored once at the top.

Absolute values (件, 人, 万元) are added, relative ones (%, 元/亩) averaged with the money of each unit or plainly, as the
scheme names under 汇总 (下级绝对值, 下级相对值). A unit that filed nothing for a row is never taken as 0: the row waits.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from ..base.exact import as_fraction, plain_ratio
from ..base.problem import Problem, problem
from ..base.step import Step
from ..base.values import frozen
from ..planning import Plan, PlanRow
from ..rules.facts import Facts, Figure, Filing, SubUnit
from ..rules.table import EXECUTION
from .filing import match
from .from_formula import Observed

__all__ = ["Rolled", "roll_up"]


@frozen
class Rolled:
    """What the rows come to, by id; ``problems`` concern filings that fit no row and are errors."""

    observed: dict[str, Observed]
    problems: tuple[Problem, ...] = ()


@frozen
class _Part:
    """What one unit filed for a row: ``value`` in ``unit``, and its ``money`` in the unit of the first."""

    name: str
    value: Fraction
    unit: str
    money: Fraction | None


@frozen
class _Money:
    """The money of the units by name, all in ``unit``; ``lacking`` names those that gave none."""

    of: dict[str, Fraction]
    unit: str
    lacking: tuple[str, ...]


def roll_up(plan: Plan, facts: Facts, filings: dict[str, Filing]) -> Rolled:
    """Bring the filings of all sub-units together, row by row; rows that no unit filed are left alone."""
    if not facts.sub_units:
        return Rolled({})
    problems: list[Problem] = []
    by_unit: list[tuple[SubUnit, dict[str, Filing]]] = []
    for unit in facts.sub_units:
        matched = match(plan, Facts(filings=unit.filings))
        problems += matched.problems
        by_unit.append((unit, matched.filings))
    money = _money(facts.sub_units, plan)
    out: dict[str, Observed] = {}
    for row in plan.rows:
        given = [(u, f[row.id]) for u, f in by_unit if row.id in f and f[row.id].not_applicable is None]
        if row.id == EXECUTION or not given:
            continue
        own = filings.get(row.id)
        silent = [u.name for u, f in by_unit if row.id not in f]
        if silent:
            found = problem("E785", where=row.where, row=row.indicator.name, units="、".join(silent))
            out[row.id] = Observed(own, problems=(found,))
            continue
        parts = _parts(row, given, plan, money)
        done = parts if isinstance(parts, Problem) else _roll(row, parts, plan, own, money)
        out[row.id] = Observed(own, problems=(done,)) if isinstance(done, Problem) else done
    return Rolled(out, tuple(problems))


def _money(units: tuple[SubUnit, ...], plan: Plan) -> _Money:
    out: dict[str, Fraction] = {}
    common = ""
    lacking: list[str] = []
    for unit in units:
        read = plan.language.read_actual(unit.money.text, unit=unit.money.unit or None) if unit.money else None
        if read is None or read.value is None or read.missing or read.value < 0:
            lacking.append(unit.name)
            continue
        value, of = as_fraction(read.value), read.unit or unit.money.unit
        common = common or of
        converted = value if of == common else plan.language.units.convert(value, of, common)
        if converted is None:
            lacking.append(unit.name)
        else:
            out[unit.name] = converted
    return _Money(out, common, tuple(lacking))


def _parts(row: PlanRow, given: list[tuple[SubUnit, Filing]], plan: Plan, money: _Money) -> tuple[_Part, ...] | Problem:
    """Read what each unit filed, all in the unit of the first; a problem where one is no number or of another kind."""
    parts: list[_Part] = []
    for unit, filing in given:
        read = plan.language.read_actual(filing.actual.text, unit=filing.actual.unit or row.indicator.unit or None)
        if read.value is None or read.sign is not None or read.missing:
            params = {"row": row.indicator.name, "unit": unit.name, "text": filing.actual.text.strip()}
            return problem("E784", where=row.where, place=filing.place, params=params)
        parts.append(_Part(unit.name, as_fraction(read.value), read.unit or "", money.of.get(unit.name)))
    common = _one_unit(parts, plan)
    if common is None:
        units = "、".join(dict.fromkeys(p.unit or "无单位" for p in parts))
        return problem("E786", where=row.where, row=row.indicator.name, units=units)
    return common


def _roll(row: PlanRow, parts: tuple[_Part, ...], plan: Plan, own: Filing | None, money: _Money) -> Observed | Problem:
    """Bring the parts together as the scheme names it; a problem where it does not, or where money is lacking."""
    unit, name = parts[0].unit, row.indicator.name
    relative = _relative(unit or str(getattr(row.target, "unit", "") or ""))
    choice = plan.scheme.aggregation.relative if relative else plan.scheme.aggregation.absolute
    key = "下级相对值" if relative else "下级绝对值"
    if choice in ("", "待人工认定"):
        return problem("E787", where=row.where, row=name, key=key, scheme=plan.scheme.title)
    if choice == "按资金加权" and (money.lacking or not sum(money.of.values())):
        return problem("E788", where=row.where, row=name, units="、".join(money.lacking or [p.name for p in parts]))
    value, says = _combine(parts, choice, money.unit)
    step = Step("换算", f"先汇总完成数：{says} = {plain_ratio(value, 4)}{unit}", f"汇总：{key}")
    base = own or Filing(name)
    if base.actual:
        return Observed(base, steps=(step,), problems=_differs(row, base, value, unit, plan))
    shown = Figure(plain_ratio(value, 4).removeprefix("≈") + unit)
    return Observed(evolve(base, actual=shown), value, unit, (step,))


def _relative(unit: str) -> bool:
    """Tell a rate (%, ‰, 元/亩, 次/月) from an amount."""
    return unit in ("%", "‰", "个百分点") or "/" in unit


def _one_unit(parts: list[_Part], plan: Plan) -> tuple[_Part, ...] | None:
    """Return the parts in the unit of the first; None where one cannot be converted."""
    common = parts[0].unit
    out = []
    for part in parts:
        value = part.value if part.unit == common else plan.language.units.convert(part.value, part.unit, common)
        if value is None:
            return None
        out.append(evolve(part, value=value, unit=common))
    return tuple(out)


def _combine(parts: tuple[_Part, ...], choice: str, unit_of_money: str) -> tuple[Fraction, str]:
    """Return the rolled-up value and the sum in words."""
    if choice == "相加":
        text = " + ".join(f"{p.name} {plain_ratio(p.value)}{p.unit}" for p in parts)
        return sum((p.value for p in parts), Fraction(0)), text
    if choice == "简单平均":
        text = " + ".join(f"{p.name} {plain_ratio(p.value)}{p.unit}" for p in parts)
        return sum((p.value for p in parts), Fraction(0)) / len(parts), f"（{text}）÷ {len(parts)}"
    weights = [p.money or Fraction(0) for p in parts]
    text = " + ".join(
        f"{p.name} {plain_ratio(p.value)}{p.unit} × {plain_ratio(w)}{unit_of_money}"
        for p, w in zip(parts, weights, strict=True)
    )
    whole = sum(weights, Fraction(0))
    value = sum((p.value * w for p, w in zip(parts, weights, strict=True)), Fraction(0)) / whole
    return value, f"（{text}）÷ {plain_ratio(whole)}{unit_of_money}"


def _differs(row: PlanRow, own: Filing, value: Fraction, unit: str, plan: Plan) -> tuple[Problem, ...]:
    """Return a finding where the table's own figure is not what the sub-units come to."""
    read = plan.language.read_actual(own.actual.text, unit=own.actual.unit or row.indicator.unit or None)
    if read.value is None:
        return ()
    places = max(-int(read.value.as_tuple().exponent), 0)
    shifted = value if read.unit in (None, unit) else plan.language.units.convert(value, unit, read.unit)
    if shifted is None or abs(as_fraction(read.value) - shifted) * 2 <= Fraction(1, 10**places):
        return ()
    params = {"row": row.indicator.name, "filed": own.actual.text.strip(), "computed": f"{plain_ratio(value, 4)}{unit}"}
    return (problem("E789", where=row.where, place=own.actual.place, params=params),)
