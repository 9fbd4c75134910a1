"""One record at a time: a plan compiled once, then called for each table's facts in a flat mapping."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow, getcontext, setcontext
from functools import cached_property, partial
from operator import itemgetter
from typing import Any

from ..base.exact import plain
from ..base.problem import PerfscoreError, Problem, problem
from ..evaluation.values import Evaluation, RowResult
from ..evaluation.verdict import Verdict
from ..planning import Plan
from ..rules.facts import Facts
from .deferred import Deferred, State, put_state, settled_of
from .deriving import derive
from .emitting import compiled, emit
from .fields import Fields, fields_of
from .judging import Judging
from .reading import TextReader
from .rowing import DeferredRow, RowMaker, ask, put_row
from .telling import FOUR, FULL, TELLING, TWELVE, tell, written
from .totals import Part, Summing
from .writing import Elsewhere, RowCode

__all__ = ["Scorer"]

Evaluate = Callable[[Plan, Facts], Evaluation]

EXACT = Context(prec=60, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])
"""Under this no operation rounds: one that would is refused, and the interpreter takes over."""
PLAIN = frozenset((str, int, Decimal, type(None)))
"""The types a value may be of."""


class Scorer:
    """A compiled plan: ``scorer(record)`` gives the same as evaluating :meth:`facts` of the record.

    Immutable but for bounded memories of what it has seen, and safe to share between threads. The result is an
    :class:`~perfscore.Evaluation` with total and grade settled; rows, steps, findings and digests are worked out when
    first asked for. ``record`` maps the keys of :mod:`.fields` to texts, whole numbers and Decimals.
    """

    def __init__(
        self,
        plan: Plan,
        evaluate: Evaluate,
        fields: Mapping[str, str] | Iterable[str] | None = None,
        units: Mapping[str, str] | None = None,
        version: str = "",
    ) -> None:
        self.plan: Plan = plan
        self.version: str = version
        self.fields: Fields = fields_of(plan, fields, units)
        self._evaluate = evaluate
        self._given = (fields, units, version)
        self.judging = Judging(plan, self.fields)
        self.summing = Summing(plan)
        self._readers = {code.number: TextReader(code) for code in self._codes}
        self._makers: dict[int, RowMaker] = {}
        self._score: Callable[[Mapping[str, Any]], Evaluation] = self._general
        self._rows: Callable[[tuple[Any, ...], tuple[Decimal, ...]], tuple[RowResult, ...]] | None = None
        if self.summing.plain and self.fields.items and not self.judging.derived:
            self._score = self._generated()

    def __call__(self, record: Mapping[str, Any]) -> Evaluation:
        """Score one record. Raises :class:`~perfscore.PerfscoreError` for unknown keys and for values of other types."""
        return self._score(record)

    def __reduce__(self) -> tuple[type[Scorer], tuple[Any, ...]]:
        return type(self), (self.plan, self._evaluate, *self._given)

    def __repr__(self) -> str:
        return f"Scorer({self.plan.title!r}, {len(self.plan.rows)} rows, digest {self.plan.digest[:12]})"

    def map(self, records: Iterable[Mapping[str, Any]]) -> Iterator[Evaluation]:
        """Score records one after another."""
        return map(self._score, records)

    def facts(self, record: Mapping[str, Any]) -> Facts:
        """Return the facts a record stands for; same errors as scoring it."""
        return self.fields.facts(self.values(record), self.plan)

    @cached_property
    def source(self) -> str:
        """The generated Python, for reading; empty where nothing could be generated.

        The sentences of explanations stand behind the scores; each is compiled when it is first wanted.
        """
        if not self.summing.plain or self.judging.derived:
            return ""
        told = [tell(code, self.plan) for code in self._codes if code.number in self._makers]
        return "\n\n".join([self._emitted.source, *(t.source for t in told if t is not None)])

    @property
    def coded(self) -> int:
        """How many rows have straight-line code; the others are scored by what their values came to before."""
        return len(self._makers)

    # --- values of a record -------------------------------------------------------------------------------------------

    def values(self, record: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return the values of a record in the order of the fields; what is not there is None."""
        if not isinstance(record, Mapping):
            raise PerfscoreError([problem("X858", kind=type(record).__name__)])
        keys = self.fields.keys
        unknown = [k for k in record if k not in self._keys]
        if unknown:
            raise PerfscoreError([self._unknown(str(k)) for k in unknown])
        return tuple(record.get(k) for k in keys)

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(self.fields.keys)

    def _unknown(self, key: str) -> Problem:
        from difflib import get_close_matches

        near = get_close_matches(key, self.fields.keys, 1, 0.6)
        return problem("X856", name=key, near=near[0] if near else "")

    # --- the two ways -------------------------------------------------------------------------------------------------

    @cached_property
    def _codes(self) -> tuple[RowCode, ...]:
        rounding, out = self.plan.rounding, []
        for n, row in enumerate(self.plan.rows):
            own = self.judging.positions[n]
            figures = self.judging.figures(n)
            form = None if figures is None else derive(row, self.plan, self.fields.units[n])
            used = own if form is None or figures is None or len(figures) != 1 + form.reference else figures
            form = form if used == figures else None
            title = " ".join(row.indicator.name.split())
            out.append(RowCode(n, title, own, used, form, rounding.places, rounding.mode))
        return tuple(out)

    @cached_property
    def _emitted(self) -> Any:
        return emit(self._codes, self.summing.bands, len(self.fields.items))

    def _generated(self) -> Callable[[Mapping[str, Any]], Evaluation]:
        if not all(c.positions for c in self._codes):
            return self._general
        space = compiled(self._emitted, self._names())
        for number, reader in self._readers.items():
            reader.compute = space.get(f"row{number}")
        for code in self._codes:
            maker = RowMaker.of(code, self.judging, self.summing, space)
            if maker is not None:
                self._makers[code.number] = maker
            space[f"maker{code.number}"] = maker
            space[f"say{code.number}"] = partial(self._say, code, space)
            space[f"make{code.number}"] = partial(self._row, code.number, maker)
        self._rows = space["rows"]
        score: Callable[[Mapping[str, Any]], Evaluation] = space["score"]
        return score

    def _say(self, code: RowCode, space: dict[str, Any], row: DeferredRow, state: list[Any]) -> str:
        """Tell a row; the code that does so is made on first use and takes this method's place for rows to come."""
        name = f"say{code.number}"
        say = space[name]
        if say.__class__ is partial:
            told = tell(code, self.plan)
            say = space[name] = ask if told is None else compiled(told, space)[name]
        said: str = say(row, state)
        return said

    def _names(self) -> dict[str, Any]:
        """Return what the generated code uses."""
        names: dict[str, Any] = {
            "getcontext": getcontext,
            "setcontext": setcontext,
            "EXACT": EXACT,
            "times": TELLING.multiply,
            "div": TELLING.divide,
            "near": TELLING.quantize,
            "ask": ask,
            "FOUR": FOUR,
            "FULL": FULL,
            "TWELVE": TWELVE,
            "FIELDS": len(self.fields.items),
            "LEFT": (Elsewhere, TypeError, KeyError, ArithmeticError),
            "PLAIN": PLAIN,
            "fetch": _fetch(self.fields.keys),
            "scorer": self,
            "new": object.__new__,
            "Deferred": Deferred,
            "DeferredRow": DeferredRow,
            "put": put_state,
            "put_row": put_row,
            "general": self._general,
            "written": written,
            "plain": plain,
            "texts": self.summing.texts.recent,
            "print_units": self.summing.text,
        }
        for number, reader in self._readers.items():
            names[f"seen{number}"] = reader.seen.recent
            names[f"read{number}"] = reader.one if len(self._codes[number].positions) == 1 else reader
            names[f"kept{number}"] = self.judging.kept(number)
        return names

    def _general(self, record: Mapping[str, Any]) -> Evaluation:
        """Score a record row by row with the interpreter; what a row comes to is remembered."""
        values = self.values(record)
        if self.judging.derived:
            return self.full(values)
        state = State(self, values, None, None)
        if self.summing.plain and (parts := self._parts(values)) is not None:
            sums = self.summing.of(parts)
            if sums.settled:
                return settled_of(state, sums, parts=("total", "settled", "grade", "full_score"))
            # a remembered text tells the score, not where else the row may lie: that decides range and grade here
            return settled_of(state, self.summing.of(self.judging.verdicts(values)))
        verdicts = self.judging.verdicts(values)
        return settled_of(state, self.judging.totals(verdicts, self.fields.facts(values, self.plan)))

    def _parts(self, values: tuple[Any, ...]) -> list[Part] | None:
        """Return what each row adds to the sum: by its generated function where that covers its values.

        None where a row does not apply, which may move the points of others.
        """
        figures = self._figures(values)
        missing = [n for n, units in enumerate(figures) if units is None]
        verdicts = dict(zip(missing, self.judging.some(missing, values), strict=True))
        if any(v.outcome == "not_applicable" for v in verdicts.values()):
            return None
        self._remember(values, verdicts)
        return [verdicts[n] if units is None else self.summing.settled(units) for n, units in enumerate(figures)]

    def _figures(self, values: tuple[Any, ...]) -> list[Decimal | int | None]:
        """Return the scores of rows in units of the last place; None where only the interpreter can tell."""
        out: list[Decimal | int | None] = []
        outside = getcontext()
        setcontext(EXACT)
        try:
            for code in self._codes:
                try:
                    reader = self._readers[code.number]
                    out.append(reader(*[values[p] for p in code.positions]) if self._quiet(code, values) else None)
                except (Elsewhere, TypeError, KeyError, ArithmeticError):
                    out.append(None)
        finally:
            setcontext(outside)
        return out

    def _quiet(self, code: RowCode, values: tuple[Any, ...]) -> bool:
        own = self.judging.positions[code.number]
        return len(own) == len(code.positions) or all(values[p].__class__ in PLAIN for p in own)

    def _remember(self, values: tuple[Any, ...], verdicts: Mapping[int, Verdict]) -> None:
        """Let the straight-line code know what texts came to, so that it need not ask again."""
        for number, verdict in verdicts.items():
            code = self._codes[number]
            key = tuple(values[p] for p in code.positions)
            if verdict.outcome != "scored" or verdict.score is None or code.quiet:
                continue
            if all(v.__class__ is str for v in key):
                units = self.summing.units(verdict.score)
                whole = code.form is None and units == int(units)
                self._readers[number].remember(key, int(units) if whole else units)

    # --- what a deferred evaluation asks for --------------------------------------------------------------------------

    def full(self, values: tuple[Any, ...]) -> Evaluation:
        """Return the whole evaluation with its cross-checks."""
        return self._evaluate(self.plan, self.fields.facts(values, self.plan))

    def rows(self, values: tuple[Any, ...], scores: tuple[Decimal, ...] | None) -> tuple[RowResult, ...]:
        """Return the rows of an evaluation without its cross-checks; ``scores`` where straight-line code found them."""
        try:
            if scores is not None and self._rows is not None:
                return self._rows(values, scores)
            return tuple(self._row(n, self._makers.get(n), own) for n, own in enumerate(self.judging.each(values)))
        except _Absent:
            return self.judging.rows(values)

    def _row(self, number: int, maker: RowMaker | None, own: tuple[Any, ...]) -> RowResult:
        """Return one row from its generated functions, or by the interpreter."""
        found = self.judging.remembered(number, own)
        if found is not None:
            return found
        made = None if maker is None else self._made(maker, own)
        if made is None:
            made = self.judging.result(number, own)
            if made.outcome == "not_applicable":
                raise _Absent
        if all(v.__class__ is str for v in own):
            self.judging.remember(number, own, made)
        return made

    def _made(self, maker: RowMaker, own: tuple[Any, ...]) -> RowResult | None:
        outside = getcontext()
        setcontext(EXACT)
        try:
            return maker.make(own)
        except (Elsewhere, ArithmeticError):
            return None
        finally:
            setcontext(outside)


class _Absent(Exception):
    """A row does not apply: the points of others may change."""


def _fetch(keys: tuple[str, ...]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    if len(keys) > 1:
        return itemgetter(*keys)
    return lambda record: (record[keys[0]],)
