"""What has been put together of a clause so far."""

from __future__ import annotations

from fractions import Fraction

from attrs import Factory

from ..base.problem import Problem
from ..base.values import define
from .values import Amount, Definition, Item, Rule

__all__ = ["Draft"]


@define
class Draft:
    """What has been put together so far; spans are of the folded text."""

    rules: list[Rule] = Factory(list)
    items: list[Item] = Factory(list)
    stated: Fraction | None = None
    standard: Amount | None = None
    exhaust: bool = False
    capped: bool = False
    either: bool = False
    definitions: list[Definition] = Factory(list)
    remarks: list[tuple[str, tuple[int, int]]] = Factory(list)
    problems: list[Problem] = Factory(list)
