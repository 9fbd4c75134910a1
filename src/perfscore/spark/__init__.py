"""Room: spark — tables beyond one machine: the kernel of :mod:`perfscore.columns` inside Apache Spark (extra ``spark``)."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..base.events import listening
from ..base.problem import PerfscoreError, problem
from ..columns import need

if TYPE_CHECKING:
    from ..planning import Plan, RuleSet

__all__ = ["score"]


def score(
    df: Any,
    rules: RuleSet | Plan | Mapping[Any, RuleSet | Plan],
    *,
    fields: Mapping[str, str] | Iterable[str] | None = None,
    units: Mapping[str, str] | None = None,
    table_column: str | None = None,
    places: int | Mapping[str, int] = 0,
    show: Iterable[str] = ("得分", "结果", "依据"),
    score_places: int | None = None,
    partial: bool = False,
    expect_digest: str | None = None,
) -> Any:
    """Return a DataFrame with the scores of the records (rows) of ``df``, worked out on the cluster when Spark runs it.

    The options are those of :func:`perfscore.score_table`; the columns that are no value of a record are carried over.
    Scores are ``decimal(18, n)``, words are strings. Types in Spark are fixed before anything is read: n is 2 (more where the rules
    say so) unless ``score_places`` names it, and a score that needs more is an error of the task.

    ``rules`` may be a mapping from the values of ``table_column`` to rules: each record is scored by its own, and has null
    in the columns of the others. Rules travel pickled with the task; a worker whose library reads another digest out of them
    refuses to score. Raises :class:`PerfscoreError` on the driver for columns, types and options that do not fit.
    """
    need("spark", "pyspark")
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    from ..columns.scoring import plan_of
    from .working import Work, prepared, result_schema

    event = listening("spark")
    mixed = isinstance(rules, Mapping)
    if mixed != (table_column is not None):
        raise PerfscoreError([problem("X884")])
    if table_column is not None and table_column not in df.columns:
        raise PerfscoreError([problem("X885", name=table_column)])
    given = dict(rules) if isinstance(rules, Mapping) else {None: rules}
    plans = {value: plan_of(one, expect_digest) for value, one in given.items()}
    if isinstance(fields, str) or (fields is not None and not isinstance(fields, Mapping | Iterable)):
        raise PerfscoreError([problem("X871", kind=type(fields).__name__)])
    options = {"units": units, "places": places, "show": tuple(show), "score_places": score_places, "partial": partial}
    named = fields if fields is None or isinstance(fields, Mapping) else {key: key for key in fields}
    scorers = prepared(plans, tuple(df.columns), named, options, table_column)
    empty = to_arrow_schema(df.schema).empty_table()
    schema, fixed = result_schema(scorers, empty)
    work = Work(
        pickle.dumps(plans),
        tuple((value, plan.digest) for value, plan in plans.items()),
        tuple(df.columns),
        named,
        {**options, "score_places": fixed},
        table_column,
        schema,
    )
    if event is not None:
        event("planned", rules=",".join(p.digest for p in plans.values()), sets=len(plans), columns=len(schema))
    return df.mapInArrow(work, from_arrow_schema(schema))
