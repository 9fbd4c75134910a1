"""What runs on a worker: batches of records in, batches of scores out."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen

from ..base.events import listening
from ..base.problem import PerfscoreError, problem
from ..columns import TableScorer
from ..compiling.fields import known_keys
from ..planning import Plan

__all__ = ["Work", "prepared", "result_schema"]

Scorers = dict[Any, TableScorer]


def prepared(
    plans: Mapping[Any, Plan],
    names: tuple[str, ...],
    fields: Mapping[str, str] | None,
    options: Mapping[str, Any],
    table_column: str | None,
) -> Scorers:
    """Return a scorer for each plan; what is a value of none of them is carried over by all."""
    own = {value: _own(plan, names, fields, mixed=table_column is not None) for value, plan in plans.items()}
    used = {key for keys in own.values() for key in keys}
    keep = [name for name in names if name not in used or name == table_column]
    return {value: _scorer(plans[value], keys, keep, options, table_column) for value, keys in own.items()}


def _scorer(
    plan: Plan, keys: dict[str, str], keep: list[str], options: Mapping[str, Any], table_column: str | None
) -> TableScorer:
    """In a mix of tables what is said of single rows or columns holds for the tables that have them."""
    given = dict(options)
    if table_column is not None:
        if given["units"] is not None:
            known = set(known_keys(plan))
            given["units"] = {k: v for k, v in given["units"].items() if k in known}
        if isinstance(given["places"], Mapping):
            given["places"] = {k: v for k, v in given["places"].items() if k in keys}
    return TableScorer(plan, fields=keys, keep=keep, text=True, **given)


def _own(plan: Plan, names: tuple[str, ...], fields: Mapping[str, str] | None, *, mixed: bool) -> dict[str, str]:
    """Return the columns a plan takes its values from."""
    known = set(known_keys(plan))
    if fields is None:
        return {name: name for name in names if "".join(name.split()) in known}
    return {k: v for k, v in fields.items() if v in known} if mixed else dict(fields)


def result_schema(scorers: Scorers, empty: Any) -> tuple[Any, int]:
    """Return the columns that come out of all plans together, and the decimals of their scores."""
    found = {value: scorer.score(_part(empty, scorer)) for value, scorer in scorers.items()}
    places = max((s.places for s in found.values()), default=2)
    columns: dict[str, Any] = {}
    totals: dict[str, Any] = {}
    for scored in found.values():
        schema = scored.table.schema
        for n, one in enumerate(schema):
            kind = pa.decimal128(18, places) if _is_score(one, scored) else one.type
            (totals if n >= len(schema) - 6 else columns)[one.name] = pa.field(one.name, kind)
    return pa.schema([*columns.values(), *totals.values()]), places


def _is_score(one: Any, scored: Any) -> bool:
    return one.name not in scored.kept and pa.types.is_decimal(one.type)


def _part(table: Any, scorer: TableScorer) -> Any:
    """Return the columns a scorer speaks of."""
    wanted = {*scorer.all.keys, *(scorer.keep if scorer.keep != "all" else table.column_names)}
    return table.select([name for name in table.column_names if name in wanted])


@frozen
class Work:
    """All a worker needs: called with the batches of a partition, it gives those of the result."""

    plans: bytes
    digests: tuple[tuple[Any, str], ...]
    names: tuple[str, ...]
    fields: Mapping[str, str] | None
    options: dict[str, Any]
    table_column: str | None
    schema: Any

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        """Score the batches of a partition."""
        event = listening("spark")
        scorers = self._scorers()
        count = tables = 0
        for batch in batches:
            if not batch.num_rows:
                continue
            count, tables = count + 1, tables + batch.num_rows
            table = pa.Table.from_batches([batch])
            if self.table_column is None:
                got = self._scored(scorers[None], table)
            else:
                got = self._mixed(scorers, table, self.table_column)
            yield from got.combine_chunks().to_batches()
        if event is not None:
            event("finished", tables=tables, batches=count)

    def _scorers(self) -> Scorers:
        plans: dict[Any, Plan] = pickle.loads(self.plans)
        for value, digest in self.digests:
            plan = plans[value]
            if plan.digest != digest:
                params = {"title": plan.title, "digest": plan.digest[:12], "expected": digest[:12]}
                raise PerfscoreError([problem("X870", params=params)])
        return prepared(plans, self.names, self.fields, self.options, self.table_column)

    def _scored(self, scorer: TableScorer, table: Any) -> Any:
        """Return the result in the schema that was announced; columns of other tables are null."""
        got = scorer.score(_part(table, scorer)).table
        n = table.num_rows
        columns = [
            got[one.name].cast(one.type) if one.name in got.column_names else pa.nulls(n, one.type)
            for one in self.schema
        ]
        return pa.table(columns, schema=self.schema)

    def _mixed(self, scorers: Scorers, table: Any, name: str) -> Any:
        """Score each record by the rules of its table; records keep their order."""
        values = table[name].combine_chunks().dictionary_encode()
        words = [*values.dictionary.to_pylist(), None]
        codes = values.indices.fill_null(len(words) - 1).to_numpy(zero_copy_only=False)
        parts, order = [], []
        for code in np.unique(codes):
            word = words[int(code)]
            if word not in scorers:
                known = "、".join(str(v) for v in scorers)
                raise PerfscoreError([problem("X886", name=name, value="空" if word is None else word, known=known)])
            at = np.flatnonzero(codes == code)
            order.append(at)
            parts.append(self._scored(scorers[word], table.take(pa.array(at))))
        back = np.argsort(np.concatenate(order), kind="stable")
        return pa.concat_tables(parts).take(pa.array(back))
