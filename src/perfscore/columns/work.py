"""One row over columns: which records its form scores, and what becomes of the rest."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from ..compiling.deriving import derive
from ..compiling.fields import ABSENT, ACTUAL, BUDGET, LEVEL, NOTE, REFERENCE, REVIEW, SELF, SPENT, Fields
from ..compiling.forms import Form
from ..compiling.memory import Memory
from ..planning import Plan
from ..rules.table import EXECUTION
from .column import Coded, Codes, Column, Figures, Numbers, Texts
from .integers import IntForm, Rounds, Scales, int_form
from .judged import Entries, Judge
from .kernel import Bools, Longs
from .program import Box, Program, around, program

__all__ = ["RowWork", "Split", "row_work"]

Positions = NDArray[np.intp]
_APPLIES = frozenset(("", "否"))
_BLANK = frozenset(("",))
FORMS = 64
"""So many forms and programs of a row are remembered: one for each scale, rounding and size of figures."""
_DENSE = 4096
"""So many combinations of values may be looked up by number without looking which of them occur."""


@frozen(eq=False)
class Split:
    """A row for some records: ``plan`` scores them from x and y, but for those at ``slow`` (None: no one, or all).

    ``codes`` says for each of the slow ones which of the ``entries`` it comes to.
    """

    plan: Program | None
    form: IntForm | None
    x: Longs | None
    y: Longs | None
    slow: Positions | None
    codes: Codes | None
    entries: Entries | None
    scales: Scales | None = None
    box: Box | None = None


@frozen(eq=False, slots=False)
class RowWork:
    """A row of the plan with the columns of its values by kind."""

    index: int
    form: Form | None
    columns: dict[str, Column]
    judge: Judge
    unit: str
    asks_note: bool
    forms: Memory[tuple[Scales, Rounds], IntForm] = field(factory=lambda: Memory(FORMS), repr=False)
    programs: Memory[tuple[Scales, Rounds, Box], Program] = field(factory=lambda: Memory(FORMS), repr=False)

    def with_columns(self, columns: dict[str, Column]) -> RowWork:
        """Return the same row with these columns; forms, programs and decisions are shared."""
        return RowWork(self.index, self.form, columns, self.judge, self.unit, self.asks_note, self.forms, self.programs)

    @cached_property
    def absent(self) -> Bools | None:
        """Where the row does not apply; None where it always does."""
        column = self.columns.get(ABSENT)
        return column.marks(_APPLIES) if isinstance(column, Coded | Texts) else None

    @cached_property
    def reason(self) -> str:
        """Why the row does not apply, where it does not: the first of the reasons stands for all."""
        column = self.columns[ABSENT]
        items = column.coded.items if isinstance(column, Texts) else column.items if isinstance(column, Coded) else ()
        return str(next(v for v in items if v is not None and str(v).strip() not in _APPLIES))

    def split(self, n: int, at: Positions | None, rounds: Rounds, places: int) -> Split:
        """Divide records (``at``; None: all of ``n``) between form and interpreter; scores have ``places`` decimals."""
        got = self._figures(at)
        if got is None:
            return self.judged(n, at, rounds)
        x, y, plain = got
        assert self.form is not None
        scales = Scales(x.scale, 0 if y is None else y.scale, places)
        form = self._form(scales, rounds)
        plain = _both(plain, _within(x, form.limit), None if y is None else _within(y, form.limit))
        if plain is not None and not plain.any():
            return self.judged(n, at, rounds)
        box = _box(x, y, form.limit)
        slow = None if plain is None or plain.all() else np.flatnonzero(~plain)
        rest = Split(None, None, None, None, None, None, None)
        if slow is not None:
            rest = self._judged(at, slow, len(slow), rounds)
        xs, ys = _safe(x, form.limit), None if y is None else _safe(y, form.limit)
        return Split(
            self._program(form, scales, rounds, box), form, xs, ys, slow, rest.codes, rest.entries, scales, box
        )

    def judged(self, n: int, at: Positions | None, rounds: Rounds) -> Split:
        """Leave all records to the interpreter."""
        return self._judged(at, None, n if at is None else len(at), rounds)

    def unscaled(self, split: Split, rounds: Rounds) -> Program | None:
        """Return the program of the same records for other rounds; None where its numbers may not fit."""
        assert self.form is not None and split.scales is not None and split.box is not None and split.form is not None
        form = self._form(split.scales, rounds)
        return None if form.limit < split.form.limit else self._program(form, split.scales, rounds, split.box)

    def _form(self, scales: Scales, rounds: Rounds) -> IntForm:
        assert self.form is not None
        found = self.forms.get((scales, rounds))
        if found is None:
            found = int_form(self.form, scales, rounds)
            self.forms.put((scales, rounds), found)
        return found

    def _program(self, form: IntForm, scales: Scales, rounds: Rounds, box: Box) -> Program:
        key = (scales, rounds, box)
        found = self.programs.get(key)
        if found is None:
            found = program(form, box)
            self.programs.put(key, found)
        return found

    # --- which figures are plain ----------------------------------------------------------------------------------

    def _figures(self, at: Positions | None) -> tuple[Figures, Figures | None, Bools | None] | None:
        """Return the figures of both columns and where they may be scored by the form; None where nowhere."""
        if self._all is None or at is None:
            return self._all
        x, y, plain = self._all
        return _taken(x, at), None if y is None else _taken(y, at), None if plain is None else plain[at]

    def _read(self, column: Column) -> Figures:
        """Return the figures of a column; amounts of 资金 may stand without their unit."""
        found = column.figures(self.unit)
        if self.judge.row.id == EXECUTION and isinstance(column, Coded | Texts) and found.count < len(column):
            bare = column.figures("")
            return bare if bare.count > found.count else found
        return found

    @cached_property
    def _all(self) -> tuple[Figures, Figures | None, Bools | None] | None:
        """The figures of all records."""
        form, kinds = self.form, (SPENT, BUDGET) if self.judge.row.id == EXECUTION else (ACTUAL, REFERENCE)
        columns = [self.columns.get(k) for k in kinds]
        if form is None or columns[0] is None or (form.reference and columns[1] is None):
            return None
        x = self._read(columns[0])
        y = self._read(columns[1]) if form.reference and columns[1] is not None else None
        plain = _both(x.plain, None if y is None else y.plain)
        if self.absent is not None:
            plain = _both(plain, ~self.absent)
        for kind in (REVIEW, *((NOTE,) if self.asks_note else ())):
            marks = _marks(self.columns.get(kind), _BLANK)
            if marks is not None:
                plain = _both(plain, ~marks)
        if form.whole and x.scale:
            plain = _both(plain, x.values % 10**x.scale == 0)
        return x, y, plain

    # --- what the interpreter decides -----------------------------------------------------------------------------

    def _judged(self, at: Positions | None, slow: Positions | None, n: int, rounds: Rounds) -> Split:
        """Judge each distinct combination of values at the slow positions (None: everywhere)."""
        here = slow if at is None else at if slow is None else at[slow]
        away = None if self.absent is None else self.absent if here is None else self.absent[here]
        if away is None or not away.any():
            codes, values = self._combined(here, n)
        else:
            rest = np.flatnonzero(~away)
            some, values = self._combined(rest if here is None else here[rest], len(rest))
            codes = np.full(n, len(values), some.dtype if len(values) < np.iinfo(some.dtype).max else np.int64)
            codes[rest] = some
            values = [*values, {ABSENT: self.reason}]
        return self._split(slow, codes, values, rounds)

    def _combined(self, here: Positions | None, n: int) -> tuple[Codes, list[dict[str, Any]]]:
        """Number the combinations of values of records to which the row applies."""
        kinds = self._kinds()
        if not kinds or not n:
            return np.zeros(n, np.int8), [{}] if n else []
        coded = {kind: self.columns[kind].codes(here) for kind in kinds}
        if len(kinds) > 1:
            self._quieten(coded)
        return _combined(coded)

    def _split(self, slow: Positions | None, codes: Codes, values: list[dict[str, Any]], rounds: Rounds) -> Split:
        return Split(None, None, None, None, slow, codes, self.judge.all(values, rounds.factor))

    def _kinds(self) -> tuple[str, ...]:
        own = (SPENT, BUDGET) if self.judge.row.id == EXECUTION else (ACTUAL, REFERENCE)
        used = (*own, SELF, REVIEW, LEVEL, *((NOTE,) if self.asks_note else ()))
        return tuple(k for k in used if k in self.columns and not self.columns[k].empty)

    def _quieten(self, coded: dict[str, tuple[Codes, list[Any]]]) -> None:
        """Blank the values that cannot matter beside others, so that fewer combinations are to be judged.

        An actual that is missing is not compared with anything; a reference that is missing lets no figure count.
        """
        if self.judge.row.id == EXECUTION:
            for one, other in ((BUDGET, SPENT), (SPENT, BUDGET)):
                self._stand_in(coded, other, _blank(coded, one))
            return
        nothing = _blank(coded, ACTUAL) & _blank(coded, LEVEL)
        for kind in (REFERENCE, SELF):
            if kind in coded:
                _replace(coded, kind, nothing, None)
        if self.judge.row.nature == "参照":
            self._stand_in(coded, ACTUAL, _blank(coded, REFERENCE) & ~nothing)

    def _stand_in(self, coded: dict[str, tuple[Codes, list[Any]]], kind: str, where: Bools | np.bool_) -> None:
        """Where any number counts as well as another, let the first stand for all."""
        if kind not in coded or not isinstance(self.columns[kind], Numbers) or not np.any(where):
            return
        codes, values = coded[kind]
        first = next((v for v in values if v is not None), None)
        if first is not None:
            number = np.array([v is not None for v in values], np.bool_)[codes]
            _replace(coded, kind, number & where, first)


def row_work(plan: Plan, fields: Fields, index: int) -> RowWork:
    """Prepare a row, without columns."""
    row = plan.rows[index]
    choice = plan.conventions.get("超额完成")
    unit = fields.units[index]
    form = derive(row, plan, unit)
    asks = choice is not None and choice.value == "待人工认定"
    return RowWork(index, form, {}, Judge(plan, fields, index), unit, asks)


# --- masks --------------------------------------------------------------------------------------------------------


def _both(*masks: Bools | None) -> Bools | None:
    out: Bools | None = None
    for mask in masks:
        out = mask if out is None else out if mask is None else out & mask
    return out


def _marks(column: Column | None, blank: frozenset[str]) -> Bools | None:
    """Return where a column says something; None where nowhere."""
    if column is None or column.empty:
        return None
    if isinstance(column, Coded | Texts):
        return column.marks(blank)
    return np.ones(len(column), np.bool_) if column.present is None else column.present


def _taken(figures: Figures, at: Positions | None) -> Figures:
    if at is None:
        return figures
    plain = None if figures.plain is None else figures.plain[at]
    return Figures(figures.values[at], figures.scale, plain, figures.least, figures.most)


def _within(figures: Figures, limit: int) -> Bools | None:
    if -limit <= figures.least and figures.most <= limit:
        return None
    return (figures.values >= -limit) & (figures.values <= limit)


def _safe(figures: Figures, limit: int) -> Longs:
    """Figures beyond the limit are judged elsewhere; here something harmless stands for them."""
    if -limit <= figures.least and figures.most <= limit:
        return figures.values
    return np.clip(figures.values, -max(limit, 0), max(limit, 0))


def _box(x: Figures, y: Figures | None, limit: int) -> Box:
    def ends(f: Figures | None) -> tuple[int, int]:
        return (0, 0) if f is None else (f.least, f.most)

    wide = around(Box(*ends(x), *ends(y)))
    return Box(*(min(max(v, -limit), limit) for v in (wide.x0, wide.x1, wide.y0, wide.y1)))


# --- combinations -------------------------------------------------------------------------------------------------


def _blank(coded: dict[str, tuple[Codes, list[Any]]], kind: str) -> Bools | np.bool_:
    """Say where nothing was filled in."""
    if kind not in coded:
        return np.True_
    codes, values = coded[kind]
    none = np.array([v is None or (isinstance(v, str) and not v.strip()) for v in values], np.bool_)
    return none[codes]


def _replace(coded: dict[str, tuple[Codes, list[Any]]], kind: str, where: Bools | np.bool_, value: Any) -> None:
    if not np.any(where):
        return
    codes, values = coded[kind]
    if value not in values:
        values = [*values, value]
    coded[kind] = np.where(where, values.index(value), codes), values


def _combined(coded: dict[str, tuple[Codes, list[Any]]]) -> tuple[Codes, list[dict[str, Any]]]:
    """Number the combinations that occur; return the number of every record and the values of each combination."""
    (first, (codes, values)), *rest = coded.items()
    if not rest and len(values) <= 64:
        return codes, [{first: v} for v in values]
    combined, size = codes.astype(np.int64), len(values)
    for _, (more, others) in rest:
        if size * len(others) > 2**62:
            _, combined = np.unique(combined, return_inverse=True)
            size = int(combined.max(initial=0)) + 1
        combined, size = combined * len(others) + more, size * len(others)
    if size <= _DENSE:
        there = np.flatnonzero(np.bincount(combined, minlength=size))
        where = np.zeros(size, np.intp)
        where[there] = np.arange(len(there))
        at = np.zeros(size, np.intp)
        at[combined] = np.arange(len(combined))
        example, combined = at[there], where[combined]
    else:
        _, example, combined = np.unique(combined, return_index=True, return_inverse=True)
    found = [{kind: items[int(c[i])] for kind, (c, items) in coded.items()} for i in example]
    return combined, found
