"""The public door: a plan and the names of its columns, ready to score tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, Literal

from ..base.events import listening
from ..base.problem import PerfscoreError, Problem, problem
from ..compiling.fields import ABSENT, BUDGET, LEVEL, NOTE, SPENT, SUPPORT, Fields, known_keys
from ..compiling.fields import KINDS as FIELD_KINDS
from ..planning import Plan, RuleSet
from ..rules.table import EXECUTION
from .column import Column, Numbers
from .derived import derived_of
from .intake import Raw, column_of, raw_columns
from .outcome import TableOut, Wanted, empty_table
from .patterns import find
from .running import places_for, prepare, prepare_some, raw_for, score_all, score_some
from .scored import KINDS, Scored, refuse_kind
from .singly import score_singly
from .work import RowWork

__all__ = ["MOST_PLACES", "TableScorer", "plan_of"]

MOST_PLACES, MOST_SCALE = 15, 18
_TEXTS = frozenset((LEVEL, ABSENT, NOTE, SUPPORT))


def plan_of(rules: RuleSet | Plan, expect_digest: str | None = None) -> Plan:
    """Return the plan. Raises :class:`PerfscoreError` where it is none, or not the one expected."""
    if isinstance(rules, RuleSet):
        plan = rules.plan()
    elif isinstance(rules, Plan):
        plan = rules
    else:
        raise PerfscoreError([problem("X869", kind=type(rules).__name__)])
    if expect_digest is not None and plan.digest != expect_digest:
        raise PerfscoreError([problem("X870", title=plan.title, digest=plan.digest[:12], expected=expect_digest[:12])])
    return plan


class TableScorer:
    """A plan and options, for many tables with the same columns.

    Arguments are those of :func:`perfscore.score_table`. It holds no table. What was worked out of the plan is kept with
    the plan (:mod:`.derived`), so that scorers of one plan share it.
    """

    def __init__(
        self,
        rules: RuleSet | Plan,
        *,
        fields: Mapping[str, str] | Iterable[str] | None = None,
        units: Mapping[str, str] | None = None,
        places: int | Mapping[str, int] = 0,
        keep: Iterable[str] | Literal["all"] = (),
        show: Iterable[str] = KINDS[:3],
        scores: Literal["decimal", "int64"] = "decimal",
        score_places: int | None = None,
        partial: bool = False,
        text: bool = False,
        expect_digest: str | None = None,
    ) -> None:
        self.plan = plan_of(rules, expect_digest)
        if isinstance(fields, str) or (fields is not None and not isinstance(fields, Mapping | Iterable)):
            raise PerfscoreError([problem("X871", kind=type(fields).__name__)])
        self.named = fields if fields is None or isinstance(fields, Mapping) else tuple(fields)
        self.units = units
        self.own = derived_of(self.plan)
        self.all = self.own.fields(self.named, units)
        self.places, self.keep = places, keep if keep == "all" else tuple(keep)
        _check_places(places, score_places)
        self.show = tuple(show)
        for kind in self.show:
            if kind not in KINDS:
                raise refuse_kind(kind)
        if scores not in ("decimal", "int64"):
            raise PerfscoreError([problem("X877", value=scores)])
        self.whole, self.score_places, self.partial, self.text = scores == "int64", score_places, partial, text
        self._seen: dict[tuple[str, ...], tuple[Fields, tuple[str, ...]]] = {}

    def score(self, table: Any) -> Scored:
        """Score a table. Raises :class:`PerfscoreError` as :func:`perfscore.score_table` does."""
        event = listening("columns")
        raw = raw_columns(table)
        names = tuple(raw)
        if names not in self._seen:
            self._seen = {names: self._fields(names)}
        fields, kept = self._seen[names]
        columns = self._columns(raw, fields)
        n = _length(raw)
        works = self._rows(fields, columns)
        out = self._together(n, works) if self.own.summable else None
        way = "records" if out is None else "columns"
        if out is None:
            out = score_singly(self.plan, fields, columns, n, self._wanted(), self.score_places)
        self._fits(out.places)
        if event is not None:
            event("scored", rules=self.plan.digest, tables=n, rows=len(works), columns=len(columns), by=way)
        carried = {k: raw[k] for k in kept}
        names = _names(self.plan)
        return Scored(self.plan, fields, names, out.places, out, columns, carried, self.show, self.whole, self.text)

    # --- which columns there are ----------------------------------------------------------------------------------

    def _fields(self, raw: tuple[str, ...]) -> tuple[Fields, tuple[str, ...]]:
        """Return the fields among the columns, and the columns to carry over. Nothing is left out silently."""
        if self.named is None:
            own_names = [k for k in raw if "".join(k.split()) in self.own.keys]
            fields = self.own.fields(own_names, self.units)
        else:
            fields = self.all
        found: list[Problem] = []
        own = set(fields.keys)
        rest = [k for k in raw if k not in own]
        found += self._unfiled(fields, raw, rest)
        if self.keep == "all":
            kept = rest
        else:
            kept = list(self.keep)
            found += [problem("X873", name=k, near=_near(k, raw)) for k in kept if k not in raw]
            if self.named is None:
                names = known_keys(self.plan)
                found += [problem("X872", name=k, near=_near(k, names)) for k in rest if k not in kept]
        if found:
            raise PerfscoreError(found)
        return fields, tuple(kept)

    def _unfiled(self, fields: Fields, raw: tuple[str, ...], rest: list[str]) -> list[Problem]:
        """Return the rows none of whose values has a column, and the named columns that are not there."""
        found = [problem("X874", name=k, near=_near(k, rest)) for k in fields.keys if k not in raw]
        if self.partial:
            return found
        there = {(f.row, f.kind) for f in fields.items}
        for index, row in enumerate(self.plan.rows):
            if row.indicator.formula:
                continue
            if row.id == EXECUTION:
                missing = [kind for kind in (BUDGET, SPENT) if (index, kind) not in there]
            else:
                filed = any((index, kind) in there for kind in FIELD_KINDS)
                missing = [] if filed else [row.indicator.name]
            found += [
                problem("X883", name=name) if name in rest else problem("X875", name=name, near=_near(name, rest))
                for name in missing
            ]
        return found

    def _columns(self, raw: Raw, fields: Fields) -> tuple[Column | None, ...]:
        found: list[Problem] = []
        if not isinstance(self.places, int):
            found += [problem("X882", name=k, near=_near(k, raw)) for k in self.places if k not in raw]
        out: list[Column | None] = []
        for f in fields.items:
            places = self.places if isinstance(self.places, int) else self.places.get(f.key, 0)
            column = column_of(f.key, raw[f.key], places, found)
            if isinstance(column, Numbers) and f.kind in _TEXTS:
                found.append(problem("X878", name=f.key))
            out.append(column)
        if found:
            raise PerfscoreError(found)
        return tuple(out)

    def _rows(self, fields: Fields, columns: tuple[Column | None, ...]) -> tuple[RowWork, ...]:
        """Return the rows with these columns; forms and judges are those of earlier tables."""
        by_row: list[dict[str, Column]] = [{} for _ in self.plan.rows]
        for f, column in zip(fields.items, columns, strict=True):
            if f.row >= 0 and column is not None:
                by_row[f.row][f.kind] = column
        return tuple(w.with_columns(c) for w, c in zip(self.own.works(fields), by_row, strict=True))

    # --- scoring --------------------------------------------------------------------------------------------------

    def _wanted(self) -> Wanted:
        return Wanted(
            ends="下限" in self.show or "上限" in self.show,
            met="达标" in self.show,
            computed="测算分" in self.show,
            points="分值" in self.show,
            words=1 if self.whole else 2,
        )

    def _together(self, n: int, works: tuple[RowWork, ...]) -> TableOut | None:
        """Score all records by columns; None where sums could need more than 64 bits."""
        plan = self.plan
        found = find([w.absent for w in works])
        usual = self.own.pattern((False,) * len(works))
        patterns = [] if found is None else [self.own.pattern(s) for s in found.sets]
        places = self.score_places or 0
        while True:
            at_least = max(places, 2, plan.rounding.places)
            all_ = prepare(plan, works, n, usual, at_least)
            some = [] if found is None else prepare_some(plan, works, n, found, usual, patterns, at_least)
            need = places_for(plan, (*all_, *(c.after for c in some)))
            if need <= at_least:
                break
            places = need
            if places > MOST_PLACES or self.score_places is not None:
                self._fits(need)
        sums = [self.own.sums(p, at_least) for p in (usual, *patterns)]
        fitting = [s for s in sums if s is not None]
        if len(fitting) < len(sums):
            return None
        wanted = self._wanted()
        out = empty_table(plan, n, at_least, wanted)
        raw = None if found is None else raw_for(n)
        if n:
            score_all(plan, all_, out, fitting[0], wanted, raw)
        if found is not None and raw is not None:
            score_some(plan, some, found, out, fitting[1:], wanted, raw)
        return out

    def _fits(self, need: int) -> None:
        """Scores are never rounded to fit a column."""
        most = MOST_PLACES if self.score_places is None else self.score_places
        if need > most:
            raise PerfscoreError([problem("X879", need=need, most=most)])


def _check_places(places: int | Mapping[str, int], score_places: int | None) -> None:
    given = {"places": places} if not isinstance(places, Mapping) else {f"places[{k}]": v for k, v in places.items()}
    found = [problem("X880", name=k, most=MOST_SCALE, value=v) for k, v in given.items() if not _whole(v, MOST_SCALE)]
    if score_places is not None and not _whole(score_places, MOST_PLACES):
        found.append(problem("X880", name="score_places", most=MOST_PLACES, value=score_places))
    if found:
        raise PerfscoreError(found)


def _whole(value: Any, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def _length(raw: Raw) -> int:
    return len(next(iter(raw.values()))) if raw else 0


def _near(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), 1, 0.6)
    return close[0] if close else ""


def _names(plan: Plan) -> tuple[str, ...]:
    """Return what the rows are called in the names of result columns: by name, by id where a name is there twice."""
    names = [r.indicator.name for r in plan.rows]
    return tuple(r.indicator.name if names.count(r.indicator.name) == 1 else r.id for r in plan.rows)
