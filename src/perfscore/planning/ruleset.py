"""RuleSet: what ``perfscore.load`` returns; a scheme, and a table where the file holds one."""

from __future__ import annotations

import os
from functools import cached_property

from attrs import evolve, field

from ..base.events import listening
from ..base.gathering import Gathered
from ..base.problem import PerfscoreError, Problem, problem
from ..base.values import frozen
from ..language import Language, default_language
from ..plugins import find_all, same_name
from ..rules.loading import demand, load_document, load_family, open_rules, pick_version
from ..rules.packs import family_ids, is_pack_id, pack_file
from ..rules.scheme import Scheme
from ..rules.table import Table
from ..source import Source
from .plan import Plan
from .resolve import resolve

__all__ = ["RuleSet", "load_rules", "read_rules"]

YEARS = 16
"""For so many years a rule set remembers its plan."""


@frozen
class RuleSet:
    """Rules as read. ``table`` is None for a scheme alone. ``problems`` are warnings and questions only.

    ``versions`` are the dated schemes the rules choose from by year, empty where there is but one.
    """

    scheme: Scheme
    table: Table | None
    language: Language = field(eq=False, repr=False)
    problems: tuple[Problem, ...] = field(default=(), eq=False)
    versions: tuple[Scheme, ...] = ()

    def for_year(self, year: int | None) -> RuleSet:
        """Return the rules with the version that holds for ``year``; rules without versions are returned as they are.

        Raises :class:`~perfscore.PerfscoreError` where a year is missing or no version holds for it.
        """
        if not self.versions:
            return self
        problems: list[Problem] = []
        place = self.table.place if self.table else self.scheme.place
        scheme = pick_version(self.versions, year, place, problems)
        demand(problems)
        assert scheme is not None
        language = _language(scheme, problems)
        demand(problems)
        return evolve(self, scheme=scheme, language=language)

    def plan(self, year: int | None = None) -> Plan:
        """Resolve everything for one year (default: the table's 年度).

        Raises :class:`~perfscore.PerfscoreError` where the rules hold no table, the scheme does not cover the year,
        or a clause cannot be bound to its row. What is wrong with a table kept as printed (照录) becomes findings.
        """
        if self.table is None:
            demand([problem("R646", place=self.scheme.place, scheme=self.scheme.id)])
            raise AssertionError
        wanted = self.table.year if year is None else year
        plan = self._plans.get(wanted)
        if plan is None:
            plan = self._resolve(self.table, wanted)
            if len(self._plans) >= YEARS:
                self._plans.clear()
            self._plans[wanted] = plan
        return plan

    @cached_property
    def _plans(self) -> dict[int | None, Plan]:
        """The plans asked for before, by year: rules never change, so neither do they."""
        return {}

    def _resolve(self, table: Table, wanted: int | None) -> Plan:
        event = listening("plan")
        rules = self.for_year(wanted)
        lenient = table.as_printed
        plan = resolve(table, rules.scheme, rules.language, year=wanted, lenient=lenient)
        if not lenient:
            demand(plan.problems)
        if event is not None:
            own = plan.id if is_pack_id(plan.id) else "own"
            counts = {"rows": len(plan.rows), "problems": len(plan.problems)}
            event("resolved", scheme=own, year=plan.year, **counts, digest=plan.digest)
        return plan


def _language(scheme: Scheme, problems: list[Problem]) -> Language:
    """Return the library's language with the 用词 and 扩展 of the scheme; what cannot be used is named at its place."""
    language = _extended(scheme, problems)
    try:
        return language.with_words(dict(scheme.words))
    except PerfscoreError as error:
        places = dict(zip((word for word, _ in scheme.words), scheme.word_places, strict=False))
        faulty = {str(dict(p.params).get("word")): p for p in error.problems}
        problems += [p.at(places[word]) if word in places else p for word, p in faulty.items()]
        return language.with_words({word: says for word, says in scheme.words if word not in faulty})


def _extended(scheme: Scheme, problems: list[Problem]) -> Language:
    language = default_language()
    places = {named.text: named.place for named in scheme.extensions}
    for plugin in find_all(scheme.extensions, problems):
        try:
            language = language.with_plugins((plugin,))
        except PerfscoreError as error:
            place = next((p for text, p in places.items() if same_name(text, plugin)), None)
            problems += [p if p.place or place is None else p.at(place) for p in error.problems]
    return language


def read_rules(source: str | os.PathLike[str] | Source, problems: list[Problem]) -> RuleSet | None:
    """Read rules, adding every problem to ``problems``; None where there is too little to go on.

    The name of a family of packs (``national/self-evaluation``) stands for all its versions.
    """
    got = None
    if isinstance(source, str) and pack_file(source) is None and family_ids(source):
        got = load_family(source, problems)
    if got is None:
        got = load_document(open_rules(source), problems)
    if got.scheme is None:
        return None
    language = _language(got.scheme, problems)
    return RuleSet(got.scheme, got.table, language, tuple(problems), got.versions)


def load_rules(source: str | os.PathLike[str] | Source) -> RuleSet:
    """Read rules, from a source at hand too; raises :class:`~perfscore.PerfscoreError` carrying every problem if one of them is an error."""
    problems: list[Problem] = Gathered()
    rules = read_rules(source, problems)
    demand(problems)
    if rules is None:
        demand([problem("R632", known="自评表、评分办法")])
        raise AssertionError
    return rules
