"""perfscore itself, one table a call."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Any

from ..table.facts import RULES, facts_of
from .base import Answer, Contender, Source, cents_of_decimals

__all__ = ["CONTENDERS", "read_evaluations"]


def _plan() -> Any:
    import perfscore

    return perfscore.load(RULES).plan()


def _read_facts(_plan: Any, source: Source) -> list[Any]:
    import perfscore

    return [perfscore.read_facts(facts_of(record)) for record in source.records("text")]


def _mappings(_plan: Any, source: Source) -> list[Any]:
    return [facts_of(record) for record in source.records("text")]


def _evaluate(plan: Any, facts: list[Any]) -> list[Any]:
    from perfscore import evaluate

    return [evaluate(plan, f) for f in facts]


def read_evaluations(raw: list[Any], _source: Source) -> Answer:
    """Return the scores of evaluations by way of their rows."""
    scores: array[int] = array("q")
    for result in raw:
        scores.extend(cents_of_decimals(row.score for row in result.rows))
    return Answer(scores, cents_of_decimals(r.total for r in raw), [r.grade or "" for r in raw])


def _interpreter(name: str, label: str, prepare: Callable[[Any, Source], Any], note: str) -> Contender:
    return Contender(
        name,
        label,
        "perfscore",
        "record",
        30,
        load=_plan,
        prepare=prepare,
        run=_evaluate,
        read=read_evaluations,
        needs=("attrs", "yaml", "babel"),
        packages=("perfscore",),
        note=note,
    )


CONTENDERS = (
    _interpreter("evaluate", "perfscore evaluate()", _read_facts, "填报数据已读入；含勾稽和全部说明"),
    _interpreter("evaluate-mapping", "perfscore evaluate()，含读填报数据", _mappings, "从字典读起；含勾稽和全部说明"),
)
