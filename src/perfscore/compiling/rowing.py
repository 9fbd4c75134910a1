"""Rows of figures, worked out when asked: the score is known, words and pictures come on first use."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from attrs import fields, frozen

from ..evaluation.values import RowResult
from .figures import plain_figure
from .judging import Judging
from .totals import Summing
from .waiting import Waiting
from .writing import Elsewhere, RowCode

__all__ = ["DeferredRow", "RowMaker", "ask", "put_row"]

Own = tuple[Any, ...]


@frozen(eq=False)
class RowMaker:
    """How rows of one indicator are made.

    ``score`` is its generated function, from figures to points in units of the last place; ``space`` the names of all
    generated code, where ``sayN`` keeps and returns the explanation of a row. ``figures`` are the places of the figures
    among the values.
    """

    number: int
    judging: Judging
    summing: Summing
    score: Callable[..., Decimal]
    space: dict[str, Any]
    figures: tuple[int, ...]
    end: int | None
    plain: Callable[[str], object]

    @classmethod
    def of(cls, code: RowCode, judging: Judging, summing: Summing, space: dict[str, Any]) -> RowMaker | None:
        """Return the maker of a row that has generated functions, else None."""
        score, form = space.get(f"row{code.number}"), code.form
        if score is None or form is None:
            return None
        places = tuple(code.own.index(p) for p in code.positions)
        end, plain = -len(form.unit) or None, plain_figure(form.unit).match
        return cls(code.number, judging, summing, score, space, places, end, plain)

    def make(self, own: Own) -> DeferredRow:
        """Return the row for its values; raises :class:`Elsewhere` where they are no plain figures it covers."""
        units = self.score(*[self._number(own[place]) for place in self.figures])
        result: DeferredRow = _new(DeferredRow)
        put_row(result, [self.space[f"say{self.number}"], own, units, None, self])
        return result

    def _number(self, value: Any) -> Decimal:
        if value.__class__ is str and self.plain(value):
            return Decimal(value[: self.end])
        if value.__class__ is Decimal or value.__class__ is int:
            return Decimal(value)
        raise Elsewhere


class DeferredRow(Waiting, RowResult):
    """A :class:`~perfscore.evaluation.values.RowResult` in waiting; equal to one that was built whole."""

    __slots__ = ("_state",)
    _state: list[Any]
    """What tells the row, its own values, the score in units of the last place, the explanation once told, the maker."""

    @property
    def explanation(self) -> str:
        """The steps in one Chinese sentence; made when first asked for."""
        state = self._state
        said: str = state[3] or state[0](self, state)
        return said

    def __getattr__(self, name: str) -> Any:
        make = _MAKERS.get(name)
        if make is not None:
            value = make(self)
            _keep(self, name, value)
            return value
        if name in _NAMES:
            _fill(self)
            return getattr(self, name)
        return super().__getattr__(name)  # type: ignore[misc]


_NAMES = frozenset(f.name for f in fields(RowResult))
put_row: Callable[[DeferredRow, list[Any]], None] = DeferredRow._state.__set__  # type: ignore[attr-defined]
_keep = object.__setattr__
_new = object.__new__


def _fill(row: DeferredRow) -> None:
    """Take everything from the row as the interpreter makes it."""
    _, own, _, _, maker = row._state
    whole = maker.judging.result(maker.number, own)
    for name in _NAMES:
        _keep(row, name, getattr(whole, name))


def ask(row: DeferredRow, state: list[Any]) -> str:
    """Keep and return the explanation of a row as the interpreter gives it."""
    said: str = "；".join(step.text for step in row.steps) + "。"
    state[3] = said
    return said


def _score(row: DeferredRow) -> Decimal:
    _, _, units, _, maker = row._state
    score: Decimal = maker.summing.points(units)
    return score


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


def _item(row: DeferredRow) -> Any:
    maker = row._state[4]
    return maker.judging.plan.rows[maker.number].indicator
