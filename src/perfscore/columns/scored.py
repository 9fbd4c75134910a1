"""What :func:`perfscore.score_table` returns: Arrow columns of numbers, and the evaluation of any record on demand."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from attrs import frozen
from numpy.typing import NDArray

from ..base.problem import PerfscoreError, problem
from ..compiling.fields import Fields
from ..evaluation.values import BASES, OUTCOMES
from ..planning import Plan
from .column import Column
from .judged import NOT_APPLICABLE, PENDING, STATES
from .outcome import Lazy, RowOut, Scores, TableOut

if TYPE_CHECKING:
    from ..evaluation.values import Evaluation

__all__ = ["KINDS", "TOTALS", "Scored"]

KINDS = ("得分", "结果", "依据", "下限", "上限", "达标", "测算分", "分值")
"""What there is of a row: score, outcome, basis, low, high, met, computed score, points."""
TOTALS = ("总分", "满分", "等级", "总分下限", "总分上限", "已定")
"""What there is of a table: total, full score, grade, low, high, settled."""
PRECISION = 18


@frozen(eq=False, repr=False, slots=False)
class Scored:
    """The scores of ``n`` records.

    ``table`` has, for each row of the plan, ``<name>_得分`` and what else was asked for, then the totals; scores are
    decimals, or whole numbers of ``10^-places`` where that was asked for. Its rows stand in the order of the records.
    """

    plan: Plan
    fields: Fields
    names: tuple[str, ...]
    places: int
    out: TableOut
    inputs: tuple[Column | None, ...]
    kept: dict[str, Any]
    show: tuple[str, ...] = KINDS[:3]
    whole: bool = False
    text: bool = False

    def __len__(self) -> int:
        return self.out.n

    def __repr__(self) -> str:
        return (
            f"Scored({self.plan.title!r}, {len(self)} records, {len(self.plan.rows)} rows, digest {self.digest[:12]})"
        )

    @property
    def digest(self) -> str:
        """The digest of the rules the scores rest on."""
        return self.plan.digest

    def record(self, index: int) -> dict[str, Any]:
        """Return the values of one record by field, as they were handed over. Raises :class:`IndexError`."""
        return dict(zip(self.fields.keys, self._values(index), strict=True))

    def evaluation(self, index: int) -> Evaluation:
        """Return one record with every row explained: what ``evaluate`` gives for its facts. Raises :class:`IndexError`."""
        from ..api import evaluate

        return evaluate(self.plan, self.fields.facts(self._values(index), self.plan))

    def _values(self, index: int) -> list[Any]:
        n = self.out.n
        if not -n <= index < n:
            raise IndexError(index)
        at = index % n
        return [None if column is None else column.value(at) for column in self.inputs]

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """Hand the table to anything that speaks Arrow."""
        return self.table.__arrow_c_stream__(requested_schema)

    @cached_property
    def table(self) -> Any:
        """The scores as a :class:`pyarrow.Table`."""
        columns = dict(self.kept)
        for name, row in zip(self.names, self.out.rows, strict=True):
            columns |= {f"{name}_{kind}": self._of_row(row, kind) for kind in self.show}
        columns |= {name: self._of_table(name) for name in TOTALS}
        return pa.table(columns)

    # --- columns --------------------------------------------------------------------------------------------------

    def _of_row(self, row: RowOut, kind: str) -> Any:
        match kind:
            case "得分":
                return self._points(row.score, _scored(row))
            case "结果":
                return self._words(row.state, _OUTCOME_OF, tuple(OUTCOMES))
            case "依据":
                return self._words(row.state, _BASIS_OF, tuple(BASES))
            case "下限" | "上限":
                return self._points(row.low if kind == "下限" else row.high, None)
            case "测算分":
                return self._points(row.computed, row.known)
            case "分值":
                return self._numbers(row.points)
            case _:
                assert row.met is not None
                return pa.array(row.met == 1, mask=row.met < 0)

    def _of_table(self, name: str) -> Any:
        out = self.out
        match name:
            case "总分":
                return self._points(out.total, None)
            case "总分下限":
                return self._points(out.low, None)
            case "总分上限":
                return self._points(out.high, None)
            case "满分":
                return self._numbers(out.full)
            case "已定":
                return pa.array(out.settled.full.astype(np.bool_))
            case _:
                names = tuple(g.name for g in reversed(self.plan.scheme.grades))
                return self._coded(out.grade.astype(np.int8) - np.int8(1), names)

    def _points(self, scores: Scores | None, valid: NDArray[np.bool_] | None) -> Any:
        """Scores without copying: words of 64 bits, or the pairs of words a decimal is made of."""
        assert scores is not None
        bitmap = None if valid is None or valid.all() else pa.py_buffer(np.packbits(valid, bitorder="little"))
        kind = pa.int64() if self.whole else pa.decimal128(PRECISION, self.places)
        return pa.Array.from_buffers(kind, self.out.n, [bitmap, pa.py_buffer(scores.words)])

    def _numbers(self, column: Lazy) -> Any:
        """Scores that are the same for most records."""
        words = column.full
        if not self.whole:
            pairs = np.zeros((len(words), 2), np.int64)
            pairs[:, 0] = words
            words = pairs
        return self._points(Scores(words, None), None)

    def _words(self, state: Lazy, words: NDArray[np.int8], names: tuple[str, ...]) -> Any:
        if state.array is None:
            return self._constant(int(words[state.same or 0]), names)
        return self._coded(words.take(state.array), names)

    def _coded(self, codes: NDArray[np.int8], names: tuple[str, ...]) -> Any:
        """Words by number; −1 is none."""
        valid = codes >= 0
        bitmap = None if valid.all() else pa.py_buffer(np.packbits(valid, bitorder="little"))
        index = pa.Array.from_buffers(pa.int8(), self.out.n, [bitmap, pa.py_buffer(codes)])
        return self._named(index, names)

    def _constant(self, code: int, names: tuple[str, ...]) -> Any:
        """The same word everywhere: one array serves all rows that say the same."""
        key = (code, names)
        if key not in self._constants:
            index = pa.nulls(self.out.n, pa.int8()) if code < 0 else pa.array(np.full(self.out.n, code, np.int8))
            self._constants[key] = self._named(index, names)
        return self._constants[key]

    @cached_property
    def _constants(self) -> dict[tuple[int, tuple[str, ...]], Any]:
        return {}

    def _named(self, index: Any, names: tuple[str, ...]) -> Any:
        out = pa.DictionaryArray.from_arrays(index, pa.array(names, pa.string()), safe=False)
        return out.dictionary_decode() if self.text else out


def _scored(row: RowOut) -> NDArray[np.bool_] | None:
    """Where a row has a score; None where everywhere."""
    if row.state.array is None and _HAS_SCORE[row.state.same or 0]:
        return None
    has = _HAS_SCORE.take(row.state.full)
    return has if row.counted is None else has | row.counted


_ORDER: dict[str | None, int] = {name: n for names in (OUTCOMES, BASES) for n, name in enumerate(names)}
_OUTCOME_OF = np.array([_ORDER[o] for o, _ in STATES], np.int8)
_HAS_SCORE = np.array([n not in (*PENDING, NOT_APPLICABLE) for n in range(len(STATES))], np.bool_)
_BASIS_OF = np.array([-1 if b is None else _ORDER[b] for _, b in STATES], np.int8)


def refuse_kind(name: str) -> PerfscoreError:
    """Return the error for a column of results there is not."""
    return PerfscoreError([problem("X876", name=name, known="、".join(KINDS))])
