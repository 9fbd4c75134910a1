"""Run all families over one evaluation, as the scheme has set them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from attrs import evolve

from ..base.problem import Problem
from ..evaluation.values import Evaluation
from ..planning import Plan
from ..rules.facts import Facts
from ..rules.scheme import Scheme
from . import budgets, narrative, points, sums, targets, versus
from .context import Context
from .custom import custom_checks
from .settings import Setting, setting_of, settings_problems
from .values import Family, Item, Passed, Report, Silenced

__all__ = ["FAMILIES", "check_settings", "report", "run"]

FAMILIES: tuple[Family, ...] = (
    *points.FAMILIES,
    *sums.FAMILIES,
    *versus.FAMILIES,
    *budgets.FAMILIES,
    *targets.FAMILIES,
    *narrative.FAMILIES,
)
"""Every built-in family, in the order findings are listed. A scheme names them under 勾稽; nothing is registered."""


def run(plan: Plan, facts: Facts, evaluation: Evaluation) -> tuple[Problem, ...]:
    """Return the findings of all cross-checks. Never raises for what was filed.

    Findings of single rows that the evaluation already made (a missing reference, a self score that differs from the
    computed one) are not made again.
    """
    return report(plan, facts, evaluation).findings


def report(plan: Plan, facts: Facts, evaluation: Evaluation) -> Report:
    """Return findings, the checks that hold with their figures, and what the scheme silenced."""
    context = Context(plan, facts, evaluation)
    findings: list[Problem] = list(check_settings(plan.scheme))
    passed: list[Passed] = []
    silenced: list[Silenced] = []
    for item in chain(chain.from_iterable(_family(context, f) for f in FAMILIES), custom_checks(context)):
        match item:
            case Problem():
                findings.append(item)
            case Passed():
                passed.append(item)
            case Silenced():
                silenced.append(item)
    return Report(_unique(findings), tuple(passed), tuple(silenced))


def check_settings(scheme: Scheme) -> tuple[Problem, ...]:
    """Return what is wrong with a scheme's 勾稽: unknown names, parameters that cannot be read, missing reasons."""
    return settings_problems(scheme, FAMILIES)


def _family(context: Context, family: Family) -> Iterable[Item]:
    setting = setting_of(family, context.plan.scheme)
    if not setting.enabled:
        return (Silenced(family.name, None, setting.reason),)
    return (_as_set(item, setting) for item in family.run(context, setting))


def _as_set(item: Item, setting: Setting) -> Item:
    """Silence what the scheme spares, and give a finding the severity the scheme chose."""
    if not isinstance(item, Problem):
        return item
    reason = setting.spared(item.where)
    if reason is not None:
        return Silenced(setting.name, item.where, reason)
    return item if setting.severity is None else evolve(item, severity=setting.severity)


def _unique(items: Iterable[Problem]) -> tuple[Problem, ...]:
    seen = {(p.code, p.params, p.where): p for p in reversed(list(items))}
    return tuple(reversed(seen.values()))
