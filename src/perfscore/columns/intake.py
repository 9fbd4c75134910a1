"""Whatever holds columns → our own columns by name: Arrow, a mapping of lists or arrays, Polars, pandas, DuckDB."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..base.problem import PerfscoreError, Problem, problem
from .column import Coded, Codes, Column, Numbers, Texts
from .integers import LARGEST, tens
from .kernel import BLOCK, Bools, Longs
from .pages import memory

__all__ = ["Raw", "column_of", "raw_columns", "to_arrow"]

MANY, SAMPLE, FEW = 4096, 256, 16
"""Columns of so many texts are looked at by a sample of so many, and have few where there are so many distinct ones."""
LONG = 512
"""Columns of so many texts are read for figures byte by byte, shorter ones text by text."""
Raw = dict[str, Any]
"""Columns by name, as they came in."""


def raw_columns(table: Any) -> Raw:
    """Return the columns of a table by name. Raises :class:`PerfscoreError` for anything that holds none."""
    if isinstance(table, Mapping):
        _same_length(table)
        return dict(table)
    arrow = to_arrow(table)
    if arrow is None and hasattr(table, "notna") and hasattr(table, "columns"):
        return _of_pandas(table)
    if arrow is None:
        raise PerfscoreError([problem("X860", kind=type(table).__name__)])
    _once(arrow.column_names)
    return dict(zip(arrow.column_names, arrow.columns, strict=True))


def to_arrow(table: Any) -> Any:
    """Return a table that speaks Arrow as a :class:`pyarrow.Table`; None for anything else."""
    if isinstance(table, pa.Table):
        return table
    if isinstance(table, pa.RecordBatch):
        return pa.Table.from_batches([table])
    if isinstance(table, pa.RecordBatchReader):
        return table.read_all()
    if isinstance(table, pa.Array | pa.ChunkedArray):
        return None
    try:
        if hasattr(table, "__arrow_c_stream__"):
            return pa.RecordBatchReader.from_stream(table).read_all()
        for way in ("to_arrow_table", "to_arrow"):
            if callable(made := getattr(table, way, None)):
                return to_arrow(made())
    except (pa.ArrowException, TypeError, ValueError) as error:
        if hasattr(table, "notna") and hasattr(table, "columns"):
            return None
        raise PerfscoreError([problem("X862", kind=type(table).__name__, why=str(error))]) from error
    return None


def _of_pandas(frame: Any) -> Raw:
    """A frame whose columns mix texts and numbers has no Arrow form; its columns become lists, what is missing None."""
    _once(list(frame.columns))
    return {name: frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in frame.columns}


def _once(names: list[str]) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise PerfscoreError([problem("X861", name=name) for name in twice])


def _same_length(table: Mapping[str, Any]) -> None:
    found = [problem("X863", name=str(n), kind=type(n).__name__) for n in table if not isinstance(n, str)]
    sizes: dict[str, int] = {}
    for name, values in table.items():
        if isinstance(values, str | bytes | Mapping) or not hasattr(values, "__len__"):
            found.append(problem("X864", name=name, kind=type(values).__name__))
        else:
            sizes[name] = len(values)
    if not found and len(set(sizes.values())) > 1:
        (first, size), *rest = sizes.items()
        found += [problem("X865", name=n, count=k, first=first, size=size) for n, k in rest if k != size]
    if found:
        raise PerfscoreError(found)


# --- one column ---------------------------------------------------------------------------------------------------


def column_of(name: str, values: Any, places: int, found: list[Problem]) -> Column | None:
    """Return one column; what cannot be one is a problem. Whole numbers count units of ``10^-places``."""
    got = _array(name, values, found)
    if got is None:
        return None
    if isinstance(got, list):
        return _mixed(name, got, places, found)
    return _of_array(name, got, places, found)


def _array(name: str, values: Any, found: list[Problem]) -> Any:
    """Return an Arrow array, or a list of what has no one type in Arrow."""
    if isinstance(values, pa.ChunkedArray):
        return values.combine_chunks() if values.num_chunks != 1 else values.chunk(0)
    if isinstance(values, pa.Array):
        return values
    if isinstance(values, np.ndarray):
        if values.ndim != 1:
            found.append(problem("X864", name=name, kind=f"ndarray({values.ndim})"))
            return None
        if values.dtype.kind != "O":
            return _of_numpy(name, values, found)
        values = values.tolist()
    elif hasattr(values, "__arrow_c_stream__"):
        try:
            return pa.chunked_array(values).combine_chunks()
        except (pa.ArrowException, TypeError, ValueError):
            values = list(values)
    try:
        return pa.array(_no_nan(values), from_pandas=False)
    except (pa.ArrowException, OverflowError, TypeError, ValueError):
        return list(values)


def _no_nan(values: Iterable[Any]) -> list[Any]:
    """Arrow would take a float among decimals; the column is then looked at value by value."""
    out = list(values)
    if len({type(v) for v in out if v is not None}) > 1:
        raise TypeError
    return out


def _of_numpy(name: str, values: Any, found: list[Problem]) -> Any:
    kind = values.dtype.kind
    if kind in "iu":
        return pa.array(np.ascontiguousarray(values))
    if kind in "UT":
        return pa.array(values.tolist(), pa.string())
    found.append(problem("X866" if kind == "f" else "X867", name=name, kind=str(values.dtype)))
    return None


def _of_array(name: str, array: Any, places: int, found: list[Problem]) -> Column | None:
    kind = array.type
    if pa.types.is_dictionary(kind):
        return _of_dictionary(name, array, places, found)
    if pa.types.is_null(kind):
        return Coded(name, np.zeros(len(array), np.int32), (None,))
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        plain = array.cast(pa.large_string()) if pa.types.is_string_view(kind) else array
        few = _of_few(name, plain)
        if few is None and len(plain) >= LONG:
            return Texts(name, plain)
        return _of_dictionary(name, plain.dictionary_encode(), places, found) if few is None else few
    if pa.types.is_integer(kind):
        return _whole(name, array, places)
    if pa.types.is_decimal(kind):
        return _decimal(name, array)
    found.append(problem("X866" if pa.types.is_floating(kind) else "X867", name=name, kind=str(kind)))
    return None


def _of_few(name: str, array: Any) -> Coded | None:
    """Look texts up among the few that a sample of them shows, which is faster than to number them as they come.

    None where there are more, or where the column is short.
    """
    if len(array) < MANY:
        return None
    if 2 * array.null_count > len(array):
        return _of_nulls(name, array)
    step = len(array) // SAMPLE
    words = pc.unique(array.take(pa.array(np.arange(0, len(array), step))))
    for _ in range(FEW):
        if array.null_count and not words.null_count:
            words = pa.concat_arrays([words, pa.nulls(1, words.type)])
        if len(words) > FEW:
            return None
        index = pc.index_in(array, words)
        if not index.null_count:
            return Coded(name, index.to_numpy(zero_copy_only=False), tuple(words.to_pylist()))
        first = int(np.argmin(_present(index)))
        words = pa.concat_arrays([words, array.slice(first, 1)])
    return None


def _of_nulls(name: str, array: Any) -> Coded:
    """A column most of which is not filled in."""
    found = array.drop_null().dictionary_encode()
    words = found.dictionary.to_pylist()
    codes: Codes = np.full(len(array), len(words), np.int8 if len(words) < 127 else np.int32)
    codes[_present(array)] = found.indices.to_numpy()
    return Coded(name, codes, (*words, None))


def _of_dictionary(name: str, array: Any, places: int, found: list[Problem]) -> Column | None:
    """Distinct values with an index. A dictionary of numbers becomes a column of numbers."""
    kind = array.type.value_type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)):
        return _of_array(name, array.dictionary_decode(), places, found)
    words = array.dictionary.to_pylist()
    index = array.indices
    if not index.null_count:
        return Coded(name, index.to_numpy(zero_copy_only=False), tuple(words))
    kind = np.dtype(index.type.to_pandas_dtype())
    if kind.kind == "u" or len(words) > np.iinfo(kind).max:
        kind, index = np.dtype(np.int64), index.cast(pa.int64())
    codes = np.where(_present(index), _buffer(index, kind.type), kind.type(len(words)))
    return Coded(name, codes, (*words, None))


def _longs(array: Any) -> Longs:
    """Return whole numbers as 64 bits."""
    return _buffer(array if array.type == pa.int64() else array.cast(pa.int64()), np.int64)


def _buffer(array: Any, kind: type) -> NDArray[Any]:
    """Return the values of an array as they stand in its memory; nulls hold anything."""
    data = array.buffers()[1]
    if data is None or not len(array):
        return np.empty(0, kind) if not len(array) else np.zeros(len(array), kind)
    return np.frombuffer(data, kind)[array.offset : array.offset + len(array)]


def _present(array: Any) -> Bools:
    return pc.is_valid(array).to_numpy(zero_copy_only=False)  # type: ignore[no-any-return]


def _whole(name: str, array: Any, places: int) -> Numbers:
    present = _present(array) if array.null_count else None
    if array.type != pa.uint64():
        return Numbers(name, _longs(array), places, present)
    large = _buffer(array, np.uint64)
    beyond = large > np.uint64(LARGEST)
    over = np.flatnonzero(beyond if present is None else beyond & present)
    wide = {int(i): int(large[i]) for i in over}
    return Numbers(name, np.where(beyond, 0, large).astype(np.int64), places, present, wide)


def _decimal(name: str, array: Any) -> Numbers:
    """The low words of the buffer, where the others only repeat their sign; the rest one by one."""
    scale = max(array.type.scale, 0)
    if array.type.scale < 0 or array.type.bit_width < 128:
        array = array.cast(pa.decimal128(38, scale) if array.type.bit_width <= 128 else pa.decimal256(76, scale))
    present = _present(array) if array.null_count else None
    words = array.type.bit_width // 64
    raw = np.frombuffer(array.buffers()[1], np.int64) if len(array) else np.empty(0, np.int64)
    raw = raw[words * array.offset : words * (array.offset + len(array))].reshape(len(array), words)
    whole, wide, ends = _low_words(raw, present)
    large = {i: int(_units(array[i].as_py(), scale)) for i in wide}
    return Numbers(name, whole, scale, present, large, None if large or present is not None else ends)


def _low_words(raw: Longs, present: Bools | None) -> tuple[Longs, list[int], tuple[int, int]]:
    """Copy the low words, with the least and the greatest; return also where a value does not fit into one.

    Nulls hold anything.
    """
    whole = memory(len(raw), np.int64)
    wide: list[int] = []
    least, most = LARGEST, -LARGEST - 1
    for start in range(0, len(raw), BLOCK):
        part = raw[start : start + BLOCK]
        low = whole[start : start + BLOCK]
        np.copyto(low, part[:, 0])
        low_least = int(low.min())
        if low_least < 0 or any(np.bitwise_or.reduce(part[:, k]) for k in range(1, raw.shape[1])):
            found = _beyond(part, low, None if present is None else present[start : start + BLOCK])
            wide += (found + start).tolist()
            low_least = int(low.min())
        least, most = min(least, low_least), max(most, int(low.max()))
    return whole, wide, (least, most)


def _beyond(part: Longs, low: Longs, present: Bools | None) -> NDArray[np.intp]:
    """Return where the other words do not just repeat the sign of the low one, and put 0 there."""
    sign = low >> 63
    off = np.zeros(len(low), np.bool_)
    for k in range(1, part.shape[1]):
        off |= sign != part[:, k]
    at = np.flatnonzero(off if present is None else off & present)
    low[at] = 0
    return at


def _units(value: Decimal, places: int) -> int:
    n, d = value.as_integer_ratio()
    return n * tens(places) // d


def _mixed(name: str, values: list[Any], places: int, found: list[Problem]) -> Column | None:
    """Texts and numbers side by side, and numbers too long for Arrow."""
    if all(v is None or type(v) is int for v in values):
        return _long_numbers(name, values, places)
    seen: dict[tuple[type, Any], int] = {}
    index = np.empty(len(values), np.int64)
    for n, value in enumerate(values):
        if isinstance(value, bool) or not (value is None or isinstance(value, str | int | Decimal)):
            code = "X866" if isinstance(value, float) else "X867"
            found.append(problem(code, name=name, kind=type(value).__name__))
            return None
        if isinstance(value, Decimal) and not value.is_finite():
            found.append(problem("X868", name=name, value=value, at=n + 1))
            return None
        index[n] = seen.setdefault((type(value), value), len(seen))
    return Coded(name, index, tuple(v for _, v in seen))


def _long_numbers(name: str, values: list[int | None], places: int) -> Numbers:
    """Whole numbers some of which need more than 64 bits."""
    wide = {n: v for n, v in enumerate(values) if v is not None and abs(v) >= 2**63}
    whole = np.array([0 if v is None or n in wide else v for n, v in enumerate(values)], np.int64)
    blank = [v is None for v in values]
    return Numbers(name, whole, places, ~np.array(blank, np.bool_) if any(blank) else None, wide)
