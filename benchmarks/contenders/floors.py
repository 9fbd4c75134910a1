"""Straight-line code for this one table, written by hand: what nothing general can be expected to beat by much."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from itertools import chain
from typing import Any

from ..table.floors import with_decimal, with_float, with_int
from .base import Answer, Contender, Source, cents_of_decimals, cents_of_floats

__all__ = ["CONTENDERS"]


def _run(score: Callable[[Any], Any], records: list[Any]) -> list[Any]:
    return [score(record) for record in records]


def _reader(cents: Callable[[Any], array[int]]) -> Callable[[Any, Source], Answer]:
    def read(raw: list[Any], _source: Source) -> Answer:
        scores = cents(chain.from_iterable(r[0] for r in raw))
        return Answer(scores, cents(r[1] for r in raw), [r[2] for r in raw])

    return read


def _floor(
    name: str, label: str, number: str, score: Callable[[Any], Any], cents: Callable[[Any], array[int]], exact: bool
) -> Contender:
    return Contender(
        name,
        label,
        "手写",
        "record",
        4000,
        load=lambda: score,
        prepare=lambda _state, source: source.records(number),
        run=_run,
        read=_reader(cents),
        exact=exact,
    )


CONTENDERS = (
    _floor("floor", "直写 Python，Decimal（基准线）", "decimal", with_decimal, cents_of_decimals, exact=True),
    _floor("floor-int", "直写 Python，整数（百分之一分）", "int", with_int, lambda v: array("q", v), exact=True),
    _floor("floor-float", "直写 Python，二进制浮点", "float", with_float, cents_of_floats, exact=False),
)
