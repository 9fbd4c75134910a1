"""An evaluation whose parts are worked out when first asked for; nobody can tell it from one that was built whole."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from ..evaluation.values import Evaluation, RulesRef
from .totals import Sum
from .waiting import Waiting

if TYPE_CHECKING:
    from ..evaluation.aggregate import Totals
    from .scorer import Scorer

__all__ = ["Deferred", "State", "put_state"]


class State(NamedTuple):
    """What a deferred evaluation rests on.

    ``total`` counts in units of the last place, as do ``scores`` of the rows; both are None where the interpreter put
    rows together.

    Values were copied out of the record, so that changing it afterwards changes nothing.
    """

    scorer: Scorer
    values: tuple[Any, ...]
    total: Decimal | None
    grade: str | None
    scores: tuple[Decimal, ...] | None = None


class Deferred(Waiting, Evaluation):
    """An :class:`~perfscore.Evaluation` in waiting: its attributes are made on first use and then kept."""

    __slots__ = ("_state",)
    _state: tuple[Any, ...]

    def __getattr__(self, name: str) -> Any:
        make = _MAKERS.get(name)
        if make is None:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return make(self, name)


put_state: Callable[[Deferred, tuple[Any, ...]], None] = Deferred._state.__set__  # type: ignore[attr-defined]
_keep = object.__setattr__


_SUMS = ("total", "low", "high", "settled", "grade", "full_score")


def settled_of(state: tuple[Any, ...], sums: Sum | Totals, *, parts: tuple[str, ...] = _SUMS) -> Deferred:
    """Return a deferred evaluation whose sums are known, or only these ``parts`` of them."""
    out: Deferred = object.__new__(Deferred)
    put_state(out, state)
    for name in parts:
        _keep(out, name, getattr(sums, name))
    return out


# --- one maker an attribute ---------------------------------------------------------------------------------------


def _constant(get: Callable[[Scorer], Any]) -> Callable[[Deferred, str], Any]:
    def make(result: Deferred, name: str) -> Any:
        value = get(result._state[0])
        _keep(result, name, value)
        return value

    return make


def _total(result: Deferred, name: str) -> Decimal:
    scorer, _, units, *_ = result._state
    value: Decimal = scorer.summing.shown(scorer.summing.points(units))
    _keep(result, name, value)
    return value


def _grade(result: Deferred, name: str) -> str | None:
    grade: str | None = result._state[3]
    _keep(result, name, grade)
    return grade


def _range(result: Deferred, name: str) -> Any:
    """Low and high rest on each row's verdict; both are kept at once."""
    scorer, values, *_ = result._state
    sums = scorer.summing.of(scorer.judging.verdicts(values))
    _keep(result, "low", sums.low)
    _keep(result, "high", sums.high)
    return getattr(result, name)


def _settled(result: Deferred, name: str) -> bool:
    """The straight-line code ends only where every row was scored."""
    _keep(result, name, True)
    return True


def _rows(result: Deferred, name: str) -> Any:
    scorer, values, _, _, scores = result._state
    rows = scorer.rows(values, scores)
    _keep(result, name, rows)
    return rows


def _whole(result: Deferred, name: str) -> Any:
    """What needs the whole table — findings, blocks, notes, digests — is taken from its full evaluation."""
    scorer, values, *_ = result._state
    full = scorer.full(values)
    for part in _WHOLE:
        _keep(result, part, getattr(full, part))
    return getattr(result, name)


_WHOLE = ("unit", "blocks", "findings", "facts_digest", "notes", "self_total", "told_reason")
_MAKERS: dict[str, Callable[[Deferred, str], Any]] = {
    "rules": _constant(lambda s: RulesRef(s.plan.id, s.plan.scheme.title, s.plan.year, s.plan.digest)),
    "title": _constant(lambda s: s.plan.title),
    "goals": _constant(lambda s: s.plan.goals),
    "version": _constant(lambda s: s.version),
    "full_score": _constant(lambda s: s.plan.full_score),
    "total": _total,
    "grade": _grade,
    "settled": _settled,
    "low": _range,
    "high": _range,
    "rows": _rows,
    **dict.fromkeys(_WHOLE, _whole),
}
