"""Which filing belongs to which row: matching by 编号, or by name with as much of the path as is given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from ..base.problem import Problem, problem
from ..base.values import frozen
from ..planning import Plan
from ..rules.facts import Facts, Filing, ReferenceValue
from ..rules.table import EXECUTION, Indicator

__all__ = ["Matched", "match"]


@frozen
class Matched:
    """Filings and reference values by row id."""

    filings: dict[str, Filing]
    references: dict[str, tuple[ReferenceValue, ...]]
    problems: tuple[Problem, ...]


def match(plan: Plan, facts: Facts) -> Matched:
    """Match facts to rows. What fits no row, or several, or the wrong table, is a problem with its place."""
    problems = list(_same_table(plan, facts))
    index = _Index(row.indicator for row in plan.rows if row.id != EXECUTION)
    filings: dict[str, Filing] = {}
    for filing in facts.filings:
        found = index.find(filing.id, filing.name, filing.path)
        if len(found) != 1:
            problems.append(_unmatched(filing, found, index, "D705"))
        elif found[0].id in filings:
            first = filings[found[0].id].place
            problems.append(problem("D707", place=filing.place, also=[first] if first else [], name=filing.name))
        else:
            filings[found[0].id] = filing
    references: dict[str, tuple[ReferenceValue, ...]] = {}
    for value in facts.references:
        found = index.find(value.indicator, value.indicator, ())
        if len(found) != 1:
            problems.append(
                problem(
                    "D708" if not found else "D706",
                    place=value.place,
                    name=value.indicator,
                    count=len(found),
                    near=index.near(value.indicator),
                )
            )
        elif any(v.name == value.name for v in references.get(found[0].id, ())):
            problems.append(problem("D710", place=value.place, name=value.indicator))
        else:
            references[found[0].id] = (*references.get(found[0].id, ()), value)
    return Matched(filings, references, tuple(problems))


def _same_table(plan: Plan, facts: Facts) -> Iterable[Problem]:
    if facts.title and plan.title and _bare(facts.title) != _bare(plan.title):
        yield problem("D703", place=facts.place, facts=facts.title, table=plan.title)
    if facts.year is not None and plan.table.year is not None and facts.year != plan.table.year:
        yield problem("D704", place=facts.place, facts=facts.year, table=plan.table.year)


def _bare(text: str) -> str:
    return "".join(text.split()).strip("《》")


def _unmatched(filing: Filing, found: tuple[Indicator, ...], index: _Index, code: str) -> Problem:
    if found:
        return problem("D706", place=filing.place, name=filing.name, count=len(found))
    return problem(code, place=filing.place, name=filing.name, near=index.near(filing.name))


class _Index:
    """Rows by id and by name."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self.by_id: dict[str, Indicator] = {}
        self.by_name: dict[str, list[Indicator]] = defaultdict(list)
        for item in indicators:
            self.by_id[item.id] = item
            self.by_name[_bare(item.name)].append(item)

    def find(self, number: str, name: str, path: tuple[str, ...]) -> tuple[Indicator, ...]:
        if number and number in self.by_id:
            return (self.by_id[number],)
        rows = self.by_name.get(_bare(name), [])
        return tuple(r for r in rows if all(p in r.path for p in path))

    def near(self, name: str) -> str:
        close = get_close_matches(_bare(name), self.by_name, 1, 0.6)
        return self.by_name[close[0]][0].name if close else ""
