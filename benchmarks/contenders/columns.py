"""Columns scored by hand-written kernels: numpy, Polars and Arrow. Each is for this one table, without any checks."""

from __future__ import annotations

from typing import Any

from ..table.data import KEYS, ROWS, SHARES, TIERS, Row
from .base import Answer, Contender, Source

__all__ = ["CONTENDERS", "as_decimal128", "hundredths_of"]

GROUP = "列式"
N = 100_000


def _numpy_columns(_state: Any, source: Source) -> Any:
    import numpy as np

    return {key: np.asarray(source.columns[key], np.int64) for key in KEYS}


# --- numpy --------------------------------------------------------------------------------------------------------


def _numpy_row(row: Row, columns: Any) -> Any:
    import numpy as np

    if row.kind == "words":
        return (np.array(SHARES) * row.points)[columns[f"t_{row.id}"]]
    full, a = row.points * 100, columns[f"a_{row.id}"]
    if row.kind == "most":
        den = np.maximum(a, row.target * 100)
        return (2 * full * row.target * 100 + den) // (2 * den)
    bar = columns[f"b_{row.id}"] if row.kind in ("budget", "above") else row.target * 100
    met = a > bar if row.kind == "above" else a >= bar
    return np.where(met, full, (2 * full * np.maximum(a, 0) + bar) // (2 * bar))


def _run_numpy(_state: Any, columns: Any) -> Any:
    import numpy as np

    scores = np.empty((len(ROWS), len(columns["a_r00"])), np.int64)
    for i, row in enumerate(ROWS):
        scores[i] = _numpy_row(row, columns)
    totals = scores.sum(axis=0)
    return scores, totals, np.array(["差", "中", "良", "优"])[np.searchsorted([6000, 8000, 9000], totals, "right")]


def _read_numpy(raw: Any, _source: Source) -> Answer:
    return Answer(raw[0].T.ravel(), raw[1], raw[2].tolist())


# --- Polars -------------------------------------------------------------------------------------------------------


def _polars_int() -> Any:
    import polars as pl

    out = []
    for row in ROWS:
        full, a = row.points * 100, pl.col(f"a_{row.id}")
        if row.kind == "words":
            t = pl.col(f"t_{row.id}")
            said: Any = pl.lit(0)
            for i, share in reversed(list(enumerate(SHARES))[:-1]):
                said = pl.when(t == i).then(row.points * share).otherwise(said)
        elif row.kind == "most":
            limit = row.target * 100
            said = pl.when(a <= limit).then(full).otherwise((a + 2 * full * limit) // (a * 2))
        else:
            bar = pl.col(f"b_{row.id}") if row.kind in ("budget", "above") else pl.lit(row.target * 100)
            met = a > bar if row.kind == "above" else a >= bar
            said = pl.when(met).then(full).when(a <= 0).then(0).otherwise((a * (2 * full) + bar) // (bar * 2))
        out.append(said.alias(row.id))
    return out


def _polars_decimal() -> Any:
    """The formula as written, on Decimal(38, 2), with the rounding that comes without saying so (half to even)."""
    from decimal import Decimal

    import polars as pl

    kind = pl.Decimal(38, 2)

    def lit(value: Any) -> Any:
        return pl.lit(Decimal(value)).cast(kind)

    out = []
    for row in ROWS:
        full, a = lit(row.points), pl.col(f"a_{row.id}")
        if row.kind == "words":
            t = pl.col(f"t_{row.id}")
            said = lit(0)
            for i, share in reversed(list(enumerate(SHARES))[:-1]):
                said = pl.when(t == i).then(lit(Decimal(row.points) * share / 100)).otherwise(said)
        elif row.kind == "most":
            said = pl.when(a <= lit(row.target)).then(full).otherwise((full * lit(row.target) / a).round(2))
        else:
            bar = pl.col(f"b_{row.id}") if row.kind in ("budget", "above") else lit(row.target)
            met = a > bar if row.kind == "above" else a >= bar
            said = pl.when(met).then(full).when(a <= lit(0)).then(lit(0)).otherwise((full * a / bar).round(2))
        out.append(said.alias(row.id))
    return out


def _polars_ints(_state: Any, source: Source) -> Any:
    import polars as pl

    return pl.DataFrame({key: pl.Series(source.columns[key], dtype=pl.Int64) for key in KEYS})


def _polars_decimals(_state: Any, source: Source) -> Any:
    import numpy as np
    import polars as pl
    import pyarrow as pa

    columns = {
        key: pa.array(np.asarray(values, np.int64)) if key.startswith("t_") else as_decimal128(values)
        for key, values in source.columns.items()
    }
    return pl.from_arrow(pa.table(columns)).cast({k: pl.Decimal(38, 2) for k in KEYS if not k.startswith("t_")})


def _run_polars(one: int) -> Any:
    def run(rows: Any, frame: Any) -> Any:
        import polars as pl

        total = pl.col("total")
        grade = pl.when(total >= 90 * one).then(pl.lit("优")).when(total >= 80 * one).then(pl.lit("良"))
        grade = grade.when(total >= 60 * one).then(pl.lit("中")).otherwise(pl.lit("差"))
        scored = frame.lazy().select(rows).with_columns(total=pl.sum_horizontal([r.id for r in ROWS]))
        return scored.with_columns(grade=grade).collect()

    return run


def _read_polars(raw: Any, _source: Source) -> Answer:
    import numpy as np
    import polars as pl

    def cents(name: str) -> Any:
        column = raw[name]
        if column.dtype.is_decimal():
            column = (column.cast(pl.Decimal(38, 2)) * 100).cast(pl.Int64)
        return column.cast(pl.Int64).to_numpy()

    return Answer(np.array([cents(r.id) for r in ROWS]).T.ravel(), cents("total"), raw["grade"].to_list())


# --- Arrow --------------------------------------------------------------------------------------------------------


def as_decimal128(values: Any) -> Any:
    """Return whole hundredths as a decimal128(18, 2) column, written straight into its buffer."""
    import numpy as np
    import pyarrow as pa

    low = np.asarray(values, np.int64)
    words = np.empty((len(low), 2), np.int64)
    words[:, 0], words[:, 1] = low, low >> 63
    return pa.Array.from_buffers(pa.decimal128(18, 2), len(low), [None, pa.py_buffer(words)])


def hundredths_of(column: Any) -> Any:
    """Return a decimal128(p, 2) column as whole hundredths; the values must fit 64 bits."""
    import numpy as np

    whole = column.combine_chunks() if hasattr(column, "combine_chunks") else column
    return np.frombuffer(whole.buffers()[1], np.int64)[2 * whole.offset : 2 * (whole.offset + len(whole)) : 2]


def _arrow_columns(_state: Any, source: Source) -> Any:
    import pyarrow as pa

    return pa.table(
        {
            key: pa.array(source.words(key)) if key.startswith("t_") else as_decimal128(source.columns[key])
            for key in KEYS
        }
    )


def _run_arrow(_state: Any, table: Any) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    words = pa.array(TIERS)
    columns = {
        key: pc.index_in(table[key], words).combine_chunks().to_numpy()
        if key.startswith("t_")
        else hundredths_of(table[key])
        for key in KEYS
    }
    scores, totals, grades = _run_numpy(None, columns)
    return [as_decimal128(s) for s in scores], as_decimal128(totals), pa.array(grades)


def _read_arrow(raw: Any, _source: Source) -> Answer:
    import numpy as np

    return Answer(np.array([hundredths_of(s) for s in raw[0]]).T.ravel(), hundredths_of(raw[1]), raw[2].to_pylist())


CONTENDERS = (
    Contender(
        "numpy",
        "手写 numpy int64",
        GROUP,
        "batch",
        N,
        lambda: None,
        _numpy_columns,
        _run_numpy,
        _read_numpy,
        needs=("numpy",),
        packages=("numpy",),
        note="整除；没有溢出检查",
    ),
    Contender(
        "arrow",
        "手写 int64 内核，Arrow decimal128 和文字进、decimal128 出",
        GROUP,
        "batch",
        N,
        lambda: None,
        _arrow_columns,
        _run_arrow,
        _read_arrow,
        needs=("numpy", "pyarrow"),
        packages=("pyarrow", "numpy"),
        note="没有溢出检查",
    ),
    Contender(
        "polars",
        "手写 Polars Int64 整除",
        GROUP,
        "batch",
        N,
        _polars_int,
        _polars_ints,
        _run_polars(100),
        _read_polars,
        needs=("polars", "numpy"),
        packages=("polars",),
        note="没有溢出检查",
    ),
    Contender(
        "polars-decimal",
        "Polars Decimal，照算式写",
        GROUP,
        "batch",
        N,
        _polars_decimal,
        _polars_decimals,
        _run_polars(1),
        _read_polars,
        needs=("polars", "numpy", "pyarrow"),
        packages=("polars",),
        exact=False,
        note="商只留两位小数，默认四舍六入五成双",
    ),
)
