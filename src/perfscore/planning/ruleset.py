"""RuleSet: what ``perfscore.load`` returns; a scheme, and a table where the file holds one."""

from __future__ import annotations

import os

from attrs import field, frozen

from ..base.problem import Problem, problem
from ..language import Language, default_language
from ..rules.loading import demand, open_rules, scheme_and_table
from ..rules.scheme import Scheme
from ..rules.table import Table
from .plan import Plan
from .resolve import resolve

__all__ = ["RuleSet", "load_rules", "read_rules"]


@frozen
class RuleSet:
    """Rules as read. ``table`` is None for a scheme alone. ``problems`` are warnings and questions only."""

    scheme: Scheme
    table: Table | None
    language: Language = field(eq=False, repr=False)
    problems: tuple[Problem, ...] = field(default=(), eq=False)

    def plan(self, year: int | None = None) -> Plan:
        """Resolve everything for one year (default: the table's 年度).

        Raises :class:`~perfscore.PerfscoreError` where the rules hold no table, the scheme does not cover the year,
        or a clause cannot be bound to its row.
        """
        if self.table is None:
            demand([problem("R646", place=self.scheme.place, scheme=self.scheme.id)])
            raise AssertionError
        plan = resolve(self.table, self.scheme, self.language, year=self.table.year if year is None else year)
        demand(plan.problems)
        return plan


def read_rules(source: str | os.PathLike[str], problems: list[Problem]) -> RuleSet | None:
    """Read rules, adding every problem to ``problems``; None where there is too little to go on."""
    scheme, table = scheme_and_table(open_rules(source), problems)
    if scheme is None:
        return None
    language = default_language()
    if scheme.words:
        language = language.with_words(dict(scheme.words))
    return RuleSet(scheme, table, language, tuple(problems))


def load_rules(source: str | os.PathLike[str]) -> RuleSet:
    """Read rules; raises :class:`~perfscore.PerfscoreError` carrying every problem if one of them is an error."""
    problems: list[Problem] = []
    rules = read_rules(source, problems)
    demand(problems)
    if rules is None:
        demand([problem("R632", known="自评表、评分办法")])
        raise AssertionError
    return rules
