"""The caller's columns: what each is of the table, of which type, and whether the database can name it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from attrs import frozen

from ..base.problem import Problem, problem
from ..compiling.fields import (
    ABSENT,
    ACTUAL,
    LEVEL,
    NOTE,
    ORGANISATION,
    SUPPORT,
    Fields,
    fields_of,
)
from ..planning import Plan
from ..rules.table import EXECUTION
from .kinds import FLAG, NUMBER, TEXT, Kind, decimal_kind, read_kind
from .shapes import is_words

__all__ = ["LONGEST", "Columns", "columns_of", "name_faults"]

LONGEST = {"postgres": 63, "duckdb": 10**6}
"""How many bytes of a name the database keeps."""
_QUIET = (SUPPORT, ORGANISATION)
_TEXTS = (LEVEL, NOTE)


@frozen
class Columns:
    """``rows`` names the columns of each row by what they are of it, ``kinds`` their types by name; ``units`` as in
    :class:`~perfscore.compiling.fields.Fields`."""

    rows: tuple[dict[str, str], ...]
    kinds: dict[str, Kind]
    units: tuple[str, ...]


def columns_of(
    plan: Plan,
    dialect: str,
    *,
    fields: Mapping[str, str] | Iterable[str] | None,
    extra: Iterable[str],
    units: Mapping[str, str] | None,
    types: Mapping[str, str] | None,
    places: int,
    problems: list[Problem],
) -> Columns:
    """Return the columns. Raises :class:`PerfscoreError` for fields that are none; other problems are added."""
    named = _named(plan, fields, extra)
    own = fields_of(plan, named, units)
    kinds: dict[str, Kind] = {}
    rows: list[dict[str, str]] = [{} for _ in plan.rows]
    declared = dict(types or {})
    for name in declared:
        if name not in own.keys:
            near = get_close_matches(name, own.keys, 1, 0.6)
            problems.append(problem("Q866", name=name, near=near[0] if near else ""))
    for item in own.items:
        if item.kind in _QUIET:
            continue
        wanted = _wanted(plan, item.row, item.kind)
        kinds[item.key] = _kind(item.key, wanted, declared.get(item.key), places, problems)
        rows[item.row][item.kind] = item.key
    _mind_names(own, dialect, problems)
    return Columns(tuple(rows), kinds, own.units)


def _named(
    plan: Plan, fields: Mapping[str, str] | Iterable[str] | None, extra: Iterable[str]
) -> Mapping[str, str] | None:
    more = {name: name for name in extra}
    if fields is None and not more:
        return None
    if fields is None:
        return {key: key for key in fields_of(plan).keys} | more
    return (dict(fields) if isinstance(fields, Mapping) else {name: name for name in fields}) | more


def _wanted(plan: Plan, index: int, kind: str) -> tuple[str, ...]:
    """Return which kinds of column a field may be; the first is what it is where no type is declared."""
    row = plan.rows[index]
    if kind == ABSENT:
        return TEXT, FLAG
    if kind in _TEXTS or (kind == ACTUAL and row.id != EXECUTION and is_words(row)):
        return (TEXT,)
    return (NUMBER,)


_SAYS = {NUMBER: "数字（DECIMAL、BIGINT、INTEGER）", TEXT: "文字（TEXT）", FLAG: "BOOLEAN"}


def _kind(name: str, wanted: tuple[str, ...], stated: str | None, places: int, problems: list[Problem]) -> Kind:
    usual = decimal_kind(18, places) if wanted[0] == NUMBER else Kind(TEXT, "TEXT")
    if stated is None:
        return usual
    kind = read_kind(stated)
    if kind is None:
        problems.append(problem("Q860", name=name, type=stated))
        return usual
    if kind.what not in wanted:
        problems.append(problem("Q861", name=name, type=stated, wanted="或".join(_SAYS[w] for w in wanted)))
        return usual
    return kind


def _mind_names(own: Fields, dialect: str, problems: list[Problem]) -> None:
    for key in own.keys:
        problems += name_faults(key, dialect)
    if dialect == "duckdb":
        seen: dict[str, str] = {}
        for key in own.keys:
            other = seen.setdefault(key.casefold(), key)
            if other != key:
                problems.append(problem("Q864", name=key, other=other))


def name_faults(name: str, dialect: str) -> list[Problem]:
    """Return why a database cannot have a table or column of this name."""
    if not name or "\0" in name:
        return [problem("Q863", name=name.replace("\0", "\\0"))]
    size, most = len(name.encode("utf-8", "surrogatepass")), LONGEST[dialect]
    return [problem("Q862", name=name, size=size, most=most)] if size > most else []
