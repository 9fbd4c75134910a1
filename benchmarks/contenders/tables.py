"""perfscore's columns: many tables at once, Arrow in and Arrow out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..table.data import KEYS, ROWS, TIERS
from ..table.facts import FIELDS, RULES, UNITS
from .base import Answer, Contender, Source
from .columns import as_decimal128, hundredths_of

__all__ = ["CONTENDERS"]

N = 100_000


def _words(values: Any, *, dictionary: bool) -> Any:
    import numpy as np
    import pyarrow as pa

    coded = pa.DictionaryArray.from_arrays(pa.array(np.asarray(values, np.int8)), pa.array(TIERS))
    return coded if dictionary else coded.cast(pa.string())


def _whole_numbers(_plan: Any, source: Source) -> Any:
    import numpy as np
    import pyarrow as pa

    return pa.table(
        {
            k: _words(v, dictionary=True) if k.startswith("t_") else pa.array(np.asarray(v, np.int64))
            for k, v in source.columns.items()
        }
    )


def _decimals(_plan: Any, source: Source, *, dictionary: bool = False) -> Any:
    import pyarrow as pa

    return pa.table(
        {
            k: _words(v, dictionary=dictionary) if k.startswith("t_") else as_decimal128(v)
            for k, v in source.columns.items()
        }
    )


def _coded_decimals(plan: Any, source: Source) -> Any:
    return _decimals(plan, source, dictionary=True)


def _texts(_plan: Any, source: Source) -> Any:
    import pyarrow as pa

    records = source.records("text")
    return pa.table({key: pa.array([r[key] for r in records]) for key in KEYS})


def _plan() -> Any:
    import perfscore

    return perfscore.load(RULES).plan()


def _runner(**options: Any) -> Callable[[Any, Any], Any]:
    """The ordinary call, nothing prepared but the plan."""

    def run(plan: Any, table: Any) -> Any:
        import perfscore

        return perfscore.score_table(plan, table, fields=FIELDS, units=UNITS, **options).table

    return run


def _cents(column: Any) -> Any:
    import pyarrow as pa

    return column.to_numpy() if pa.types.is_integer(column.type) else hundredths_of(column)


def _read(raw: Any, _source: Source) -> Answer:
    import numpy as np

    scores = [name for name in raw.column_names if name.endswith("_得分")]
    if len(scores) != len(ROWS):
        raise ValueError(f"应有 {len(ROWS)} 列得分，实有 {len(scores)} 列")
    cents = np.array([_cents(raw[name]) for name in scores]).T.ravel()
    return Answer(cents, _cents(raw["总分"]), raw["等级"].to_pylist())


def _columns(
    name: str, label: str, tables: int, prepare: Callable[[Any, Source], Any], note: str, **options: Any
) -> Contender:
    return Contender(
        name,
        label,
        "perfscore",
        "batch",
        tables,
        load=_plan,
        prepare=prepare,
        run=_runner(**options),
        read=_read,
        needs=("pyarrow", "numpy"),
        packages=("perfscore", "pyarrow", "numpy"),
        note=note,
    )


CONTENDERS = (
    _columns(
        "table-int",
        "perfscore score_table()，int64 进、int64 出",
        N,
        _whole_numbers,
        "文字列为字典编码；有溢出检查；得分、结果、依据、总分、等级都给出",
        places=2,
        scores="int64",
    ),
    _columns(
        "table-decimal",
        "perfscore score_table()，decimal128 和文字进、decimal128 出",
        N,
        _decimals,
        "有溢出检查；得分、结果、依据、总分、等级都给出",
    ),
    _columns(
        "table-decimal-coded",
        "perfscore score_table()，decimal128 和字典编码的文字进、decimal128 出",
        N,
        _coded_decimals,
        "同上，文字列为字典编码",
    ),
    _columns(
        "table-text",
        "perfscore score_table()，全是文字（7.7%、43.41万元）",
        5_000,
        _texts,
        "得分、结果、依据、总分、等级都给出",
    ),
)
