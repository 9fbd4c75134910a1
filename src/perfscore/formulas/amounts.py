"""What goes into a formula: amounts with units, blanks, groups; and what the reader needs to know about units."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from attrs import field

from ..base.values import frozen

__all__ = ["Amount", "Group", "Groups", "Missing", "Resolver", "UnitBook"]


class UnitBook(Protocol):
    """The part of ``perfscore.quantities.Units`` that formulas need."""

    def family(self, unit: str, /) -> object | None:
        """Return what ``unit`` measures (equal for units that convert into each other), or None if unknown."""

    def convert(self, value: Fraction, source: str, target: str, /) -> Fraction | None:
        """Return ``value`` of ``source`` exactly in ``target``, or None where there is no conversion."""


def _exactly(value: Decimal | int | Fraction) -> Fraction:
    if value.__class__ is float:
        raise TypeError("a float is not exact: give a Fraction, a Decimal or an int")
    return Fraction(value)


@frozen
class Amount:
    """A known quantity: ``value`` counted in ``unit`` as written (15.7 with ``%`` is 15.7 %, not 0.157 and not 1570 %).

    ``unit`` None is a plain number. ``label`` is how explanations name it, ``rests_on`` where it comes from. A float
    is refused with :class:`TypeError`: this is the one door through which figures come in.
    """

    value: Fraction = field(converter=_exactly)
    unit: str | None = None
    label: str = ""
    rests_on: str | None = None


@frozen
class Missing:
    """A quantity that is known by name and was left blank. Never read as 0."""

    label: str = ""
    reason: str | None = None


def _members(items: Iterable[Amount | Missing]) -> tuple[Amount | Missing, ...]:
    return tuple(items)


@frozen
class Group:
    """The members of a group such as the 其中 of an entry, for 合计, 最大, 最小 and 平均."""

    members: tuple[Amount | Missing, ...] = field(converter=_members)
    label: str = ""


Resolver = Callable[[str], "Amount | Missing | None"]
"""Gives the quantity of a name; None where nobody knows the name."""
Groups = Callable[[str], "Group | None"]
"""Gives the members of the group of that name; None where there is no such group."""
