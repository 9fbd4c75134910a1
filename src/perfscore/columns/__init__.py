"""Room: columns — many tables at once (extra ``arrow``): Arrow columns in, scores, outcomes and totals out.

Every digit is the one :func:`perfscore.evaluate` gives. Rows with a form (:mod:`perfscore.compiling.forms`) are worked out in
integers of 64 bits after it was made sure that nothing can exceed them; everything else is judged by the interpreter,
once for each distinct combination of a row's values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal

from ..base.problem import PerfscoreError, problem

if TYPE_CHECKING:
    from ..planning import Plan, RuleSet
    from .scored import Scored
    from .scoring import TableScorer

__all__ = ["Scored", "TableScorer", "need", "score_table"]

_HOMES = {"Scored": "scored", "TableScorer": "scoring"}


def need(extra: str = "arrow", *packages: str) -> None:
    """Raise :class:`PerfscoreError` naming the extra where one of its packages is not installed."""
    if missing := [name for name in ("pyarrow", "numpy", *packages) if find_spec(name) is None]:
        raise PerfscoreError([problem("X881", names="、".join(missing), extra=extra)])


def score_table(
    rules: RuleSet | Plan,
    table: Any,
    *,
    fields: Mapping[str, str] | Iterable[str] | None = None,
    units: Mapping[str, str] | None = None,
    places: int | Mapping[str, int] = 0,
    keep: Iterable[str] | Literal["all"] = (),
    show: Iterable[str] = ("得分", "结果", "依据"),
    scores: Literal["decimal", "int64"] = "decimal",
    score_places: int | None = None,
    partial: bool = False,
    text: bool = False,
    expect_digest: str | None = None,
) -> Scored:
    """Score a table in which every record (row) is one filled-in indicator table and every column one of its values.

    ``table`` is a :class:`pyarrow.Table` or record batch, a mapping of names to columns (lists, numpy arrays, Arrow
    arrays), or anything that speaks Arrow: frames of Polars and pandas, relations of DuckDB. Columns are named like the
    keys of a record (:mod:`perfscore.compiling.fields`): 三级指标 or id for the actual value, ``…_参照值``, ``…_不适用``,
    全年预算数 and so on; they hold texts as in the printed table (``7.7%``), decimals, or whole numbers of
    ``10^-places`` (one number, or one by column). Null is not filled in.

    ``fields`` says which columns to use, or maps them to the keys; without it every column must be a known key or
    be named in ``keep``, the columns carried over (``all``: the rest). ``units`` names the unit of numbers by row where no target does.
    ``show`` says what to give of each row (:data:`perfscore.columns.scored.KINDS`); ``scores`` is ``decimal``, or ``int64``
    for whole numbers of ``10^-places`` of the result; ``score_places`` fixes their decimals (else as many as are needed,
    two or more). ``partial``: rows without a column count as not filled in. ``text``: words instead of dictionary columns.
    ``expect_digest`` is the digest the rules must have.

    Raises :class:`PerfscoreError` naming the column for floats, dates, nested values, names that are unknown or there twice, columns of
    different lengths, and rows without a column.
    """
    need()
    from .scoring import TableScorer

    scorer = TableScorer(
        rules,
        fields=fields,
        units=units,
        places=places,
        keep=keep,
        show=show,
        scores=scores,
        score_places=score_places,
        partial=partial,
        text=text,
        expect_digest=expect_digest,
    )
    return scorer.score(table)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    need()
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
