"""Rows of figures, worked out when asked: the score is known, words and pictures come on first use."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from attrs import fields, frozen

from ..evaluation.values import RowResult
from ..planning import Plan
from .emitting import Elsewhere, RowCode
from .figures import digits, plain_figure
from .judging import Judging
from .telling import Tell, teller
from .totals import Summing
from .windows import windows

__all__ = ["DeferredRow", "RowMaker"]

Own = tuple[Any, ...]


@frozen(eq=False)
class RowMaker:
    """How rows of one indicator are made: ``score`` and ``place`` are its generated functions.

    ``score`` gives points in units of the last place, ``place`` the number of the window a figure lies in; ``tellers``
    has an explanation for each window, None where the interpreter has to tell.
    """

    number: int
    judging: Judging
    summing: Summing
    score: Callable[..., Decimal]
    place: Callable[..., int]
    tellers: tuple[Tell | None, ...]
    actual: int
    reference: int | None
    unit: str
    end: int | None
    plain: Callable[[str], object]

    @classmethod
    def of(
        cls, code: RowCode, plan: Plan, judging: Judging, summing: Summing, space: dict[str, Any]
    ) -> RowMaker | None:
        """Return the maker of a row that has generated functions, else None."""
        score, form = space.get(f"row{code.number}"), code.form
        if score is None or form is None:
            return None
        tellers = tuple(teller(form, w.segment, plan) for w in windows(form))
        own = judging.positions[code.number]
        places = [own.index(p) for p in code.positions]
        other = places[1] if form.reference else None
        place = space[f"place{code.number}"]
        plain = plain_figure(form.unit).match
        end = -len(form.unit) or None
        return cls(code.number, judging, summing, score, place, tellers, places[0], other, form.unit, end, plain)

    def make(self, own: Own) -> DeferredRow:
        """Return the row for its values; raises :class:`Elsewhere` where they are no plain figures it covers."""
        a = own[self.actual]
        if a.__class__ is not Decimal:
            a = self._number(a)
        b = None
        if self.reference is not None:
            b = own[self.reference]
            if b.__class__ is not Decimal:
                b = self._number(b)
        units = self.score(a) if b is None else self.score(a, b)
        result: DeferredRow = _new(DeferredRow)
        put_row_state(result, (self, own, a, b, units, None))
        return result

    def _number(self, value: Any) -> Decimal:
        if value.__class__ is str and self.plain(value):
            return Decimal(value[: self.end])
        if value.__class__ is Decimal or value.__class__ is int:
            return Decimal(value)
        raise Elsewhere

    def text(self, value: Any, number: Decimal) -> str | None:
        """Return a figure as it is written and as explanations print it; None where the two differ (7.70% and 7.7%)."""
        if value.__class__ is str:
            written: str = value[: self.end]
            return None if "." in written and written[-1] == "0" else value
        text = digits(number) + self.unit
        return None if (text[0] == "2" or len(text) > 12) and not self.plain(text) else text


class DeferredRow(RowResult):
    """A :class:`~perfscore.evaluation.values.RowResult` in waiting; equal to one that was built whole."""

    __slots__ = ("_state",)
    _state: tuple[RowMaker, Own, Decimal, Decimal | None, Decimal, str | None]

    @property
    def explanation(self) -> str:
        """The steps in one Chinese sentence; made when first asked for."""
        said = self._state[5]
        if said is None:
            said = _explanation(self)
            put_row_state(self, (*self._state[:5], said))
        return said

    def __getattr__(self, name: str) -> Any:
        make = _MAKERS.get(name)
        if make is not None:
            value = make(self)
            _keep(self, name, value)
            return value
        if name in _PLAIN:
            _fill(self)
            return getattr(self, name)
        return super().__getattr__(name)  # type: ignore[misc]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RowResult):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in _COMPARED)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        make, parts = self.__reduce__()
        return hash(make(*parts))

    def __reduce__(self) -> tuple[Callable[..., RowResult], tuple[Any, ...]]:
        return RowResult, tuple(getattr(self, name) for name in _NAMES)


_NAMES = tuple(f.name for f in fields(RowResult))
_COMPARED = tuple(f.name for f in fields(RowResult) if f.eq)
put_row_state: Callable[[DeferredRow, tuple[Any, ...]], None] = DeferredRow._state.__set__  # type: ignore[attr-defined]
_keep = object.__setattr__
_new = object.__new__


def _fill(row: DeferredRow) -> None:
    """Take everything from the row as the interpreter makes it."""
    maker, own, *_ = row._state
    whole = maker.judging.result(maker.number, own)
    for name in _NAMES:
        _keep(row, name, getattr(whole, name))


def _score(row: DeferredRow) -> Decimal:
    maker, units = row._state[0], row._state[4]
    return maker.summing.points(units)


def _explanation(row: DeferredRow) -> str:
    maker, own, a, b, units, _ = row._state
    text = maker.text(own[maker.actual], a)
    other: str | None = ""
    if b is None:
        tell = maker.tellers[maker.place(a)]
    else:
        assert maker.reference is not None
        tell = maker.tellers[maker.place(a, b)]
        other = maker.text(own[maker.reference], b)
    if tell is None or text is None or other is None:
        return "；".join(step.text for step in row.steps) + "。"
    return tell(a, b, text, other, maker.summing.text(units))


_MAKERS: dict[str, Callable[[DeferredRow], Any]] = {
    "id": lambda r: _item(r).id,
    "path": lambda r: _item(r).path,
    "goal": lambda r: _item(r).goal,
    "name": lambda r: _item(r).name,
    "max_score": lambda r: _item(r).max_score,
    "score": _score,
    "computed_score": _score,
    "low": _score,
    "high": _score,
    "outcome": lambda _: "scored",
}
_PLAIN = frozenset(_NAMES)


def _item(row: DeferredRow) -> Any:
    maker = row._state[0]
    return maker.judging.plan.rows[maker.number].indicator
