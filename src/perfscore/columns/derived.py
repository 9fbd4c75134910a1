"""What columns need of a plan, worked out once for each plan and kept with it.

Everything here is a pure function of the plan and its key: which fields a record has, the rows with their forms and
programs, what becomes of rows that do not apply, how scores add up. No table and no column is kept; what the
interpreter decided for single values is, up to a bound. It goes when the plan goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from ..compiling.fields import Fields, fields_of, known_keys
from ..compiling.memory import Memory
from ..planning import Plan
from .patterns import Pattern, Treatment, pattern_of
from .totals import Sums, summable, sums_of
from .work import RowWork, row_work

__all__ = ["Derived", "derived_of"]

SETS, PATTERNS = 16, 4096
"""For so many sets of columns, and of rows that do not apply, a plan remembers what was worked out."""


@frozen(eq=False)
class Derived:
    """See the module."""

    plan: Plan
    keys: frozenset[str]
    summable: bool
    _fields: Memory[object, Fields] = field(factory=lambda: Memory(SETS))
    _works: Memory[Fields, tuple[RowWork, ...]] = field(factory=lambda: Memory(SETS))
    _patterns: Memory[tuple[bool, ...], Pattern] = field(factory=lambda: Memory(PATTERNS))
    _sums: Memory[tuple[tuple[bool, ...], int], tuple[Sums | None]] = field(factory=lambda: Memory(PATTERNS))
    _alike: Memory[Treatment | Sums, Any] = field(factory=lambda: Memory(PATTERNS))

    def _one(self, value: Any) -> Any:
        """Return the first of equal values, so that they may be told apart by identity."""
        found = self._alike.get(value)
        if found is None:
            self._alike.put(value, value)
            return value
        return found

    def fields(self, named: Mapping[str, str] | Iterable[str] | None, units: Mapping[str, str] | None) -> Fields:
        """Return the fields of a record. Raises :class:`PerfscoreError` as :func:`fields_of` does."""
        pairs = None if named is None else tuple(named.items() if isinstance(named, Mapping) else named)
        key = (pairs, tuple((units or {}).items()))
        try:
            found = self._fields.get(key)
        except TypeError:
            return fields_of(self.plan, named, units)
        if found is None:
            found = fields_of(self.plan, named, units)
            self._fields.put(key, found)
        return found

    def works(self, fields: Fields) -> tuple[RowWork, ...]:
        """Return the rows, without columns."""
        found = self._works.get(fields)
        if found is None:
            found = tuple(row_work(self.plan, fields, k) for k in range(len(self.plan.rows)))
            self._works.put(fields, found)
        return found

    def pattern(self, absent: tuple[bool, ...]) -> Pattern:
        """Return what becomes of the rows when these do not apply."""
        found = self._patterns.get(absent)
        if found is None:
            made = pattern_of(self.plan, absent)
            found = Pattern(made.absent, tuple(self._one(t) for t in made.rows))
            self._patterns.put(absent, found)
        return found

    def sums(self, pattern: Pattern, places: int) -> Sums | None:
        """Return how scores of ``places`` decimals add up; None where the sums could need more than 64 bits."""
        key = (pattern.absent, places)
        found = self._sums.get(key)
        if found is None:
            made = sums_of(self.plan, pattern, places)
            found = (None if made is None else self._one(made),)
            self._sums.put(key, found)
        return found[0]


def derived_of(plan: Plan) -> Derived:
    """Return what was worked out of a plan so far."""
    found: Derived | None = plan.derived.get(__name__)
    if found is None:
        found = Derived(plan, frozenset(known_keys(plan)), summable(plan))
        plan.derived[__name__] = found
    return found
