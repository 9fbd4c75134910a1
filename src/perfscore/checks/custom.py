"""Checks that a scheme writes itself (勾稽/自定): formulas over 资金, 基础数据 and scores."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ..base.problem import problem
from ..evaluation.named import NamedFigures, named_figures
from ..formulas import Amount, Formula, Missing, evaluate_check, read_formula
from ..rules.scheme import CheckFormula
from .context import Context, points
from .settings import SEVERITIES, read_number
from .values import Item, Passed, Silenced

__all__ = ["CUSTOM", "custom_checks"]

CUSTOM = "自定"


class _Names:
    """Resolves a formula's names: scores first (产出指标得分, 总分, <三级指标>得分), then the figures of the facts."""

    def __init__(self, c: Context) -> None:
        self.figures: NamedFigures = named_figures(c.facts, c.plan.language)
        self.scores: dict[str, Amount | Missing] = {}
        for block in c.evaluation.blocks:
            self._add(f"{block.name}得分", block.score)
            self._add(f"{block.name}自评得分", c.stated_sum(c.of_block(block.name)))
            self._add(f"{block.name}分值", block.max_score)
        for row in c.rows:
            name = row.name
            self._add(f"{name}得分", row.result.score)
            self._add(f"{name}自评得分", row.stated)
            self._add(f"{name}分值", row.plan.indicator.max_score)
            filing = c.filing(row)
            actual = None if filing is None else c.book.read(filing.actual, row.plan.indicator.unit)
            if filing is not None and actual is not None:
                self.scores.setdefault(f"{name}实际完成值", Amount(actual.value, actual.unit or None, name, "自评表"))
            target = getattr(row.plan.target, "value", None)
            if target is not None:
                unit = getattr(row.plan.target, "unit", None)
                self.scores.setdefault(f"{name}年度指标值", Amount(Fraction(target), unit, name, "自评表"))
        self._add("总分", c.evaluation.total)
        self._add("自评总分", points(c.facts.total_self))

    def _add(self, name: str, value: Decimal | None) -> None:
        held = Missing(name) if value is None else Amount(Fraction(value), None, name)
        self.scores.setdefault(name, held)

    @property
    def known(self) -> tuple[str, ...]:
        """Every name a formula may use."""
        return (*self.figures.known, *self.scores)

    def resolve(self, name: str) -> Amount | Missing | None:
        """Return the quantity of a name."""
        return self.scores.get(name) or self.figures.resolve(name)


def custom_checks(c: Context) -> Iterator[Item]:
    """Evaluate every formula the scheme lists."""
    if not c.plan.scheme.check_formulas:
        return
    names = _Names(c)
    for check in c.plan.scheme.check_formulas:
        if not check.enabled:
            yield Silenced(check.id, None, check.reason)
        else:
            yield from _one(c, check, names)


def _one(c: Context, check: CheckFormula, names: _Names) -> Iterator[Item]:
    units = c.plan.language.units
    formula = read_formula(check.formula, known=names.known, units=units)
    tolerance = Fraction(0) if not check.tolerance else read_number(check.tolerance)
    where = f"勾稽/{check.id}"
    if tolerance is None:
        yield problem(
            "K894",
            place=check.place,
            where=where,
            name=check.id,
            parameter="容差",
            text=check.tolerance,
            example="0.01",
        )
        return
    result = evaluate_check(
        formula, names.resolve, units=units, groups=names.figures.group, tolerance=tolerance, known=names.known
    )
    shown = _shown(formula, check)
    if result.holds is None:
        why = _blank(formula, names) or (result.problems[0].message if result.problems else "缺少数据")
        code = "K896" if result.outcome in ("blank", "undefined") else "K895"
        yield problem(code, place=check.place, where=where, name=check.id, formula=shown, why=why)
        return
    figures = "；".join(step.text for step in result.steps if step.name == "度量")
    if result.holds:
        yield Passed(check.id, figures, where)
        return
    note = check.note and f"（{check.note}）"
    yield problem(
        "K897", severity=SEVERITIES.get(check.severity), place=check.place, where=where, name=check.id,
        formula=shown, figures=figures, note=note,
    )  # fmt: skip


def _blank(formula: Formula, names: _Names) -> str:
    """Return why a name has no figure (several fit, or it is no number), where its resolver says so."""
    held = (names.resolve(name) for name in formula.names)
    return next((h.reason for h in held if isinstance(h, Missing) and h.reason), "")


def _shown(formula: Formula, check: CheckFormula) -> str:
    return str(formula) if formula.readable else check.formula
