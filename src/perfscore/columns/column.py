"""A column as it came in: figures as whole numbers of ``10^-scale``, or texts by their distinct values."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from ..base.exact import as_fraction, plain, scaled
from .digits import read
from .kernel import Bools, Longs

__all__ = ["Coded", "Codes", "Column", "Figures", "Numbers", "Texts"]

Codes = NDArray[np.signedinteger[Any]]
_SMALL = 2**63
_MANY = 9
"""Texts and mixed values with more decimals than this are left to the interpreter."""


@frozen(eq=False)
class Figures:
    """Figures of a column as whole numbers of ``10^-scale``; ``plain`` marks where they are (None: everywhere).

    What stands elsewhere means nothing, but lies between ``least`` and ``most`` of those that are.
    """

    values: Longs
    scale: int
    plain: Bools | None
    least: int
    most: int

    @property
    def count(self) -> int:
        """How many figures there are."""
        return len(self.values) if self.plain is None else int(self.plain.sum())


@frozen(eq=False, slots=False)
class Numbers:
    """A column of numbers.

    ``whole`` holds them where they fit into 64 bits; ``present`` says where there is one (None: everywhere), ``wide`` has
    those that do not fit by position, as whole numbers of ``10^-scale``. ``ends`` are the least and the greatest, where
    they are known and all fit.
    """

    name: str
    whole: Longs
    scale: int
    present: Bools | None = None
    wide: dict[int, int] = field(factory=dict)
    ends: tuple[int, int] | None = None

    def __len__(self) -> int:
        return len(self.whole)

    def value(self, index: int) -> Decimal | None:
        """Return one value as a person would hand it over."""
        if self.present is not None and not self.present[index]:
            return None
        return scaled(self.wide.get(index, int(self.whole[index])), self.scale)

    @cached_property
    def empty(self) -> bool:
        """Say whether no value is there at all."""
        return self.present is not None and not self.present.any()

    @cached_property
    def plain(self) -> Bools | None:
        """Where a value is present and fits."""
        if not self.wide:
            return self.present
        out = np.ones(len(self), np.bool_) if self.present is None else self.present.copy()
        out[list(self.wide)] = False
        return out

    def figures(self, unit: str) -> Figures:  # noqa: ARG002 - numbers are in the unit of their row
        """Return the figures."""
        return self._figures

    @cached_property
    def _figures(self) -> Figures:
        if self.ends is not None and len(self):
            return Figures(self.whole, self.scale, None, *self.ends)
        return _figures(self.whole, self.scale, self.plain)

    def codes(self, at: NDArray[np.intp] | None) -> tuple[Codes, list[Any]]:
        """Return a code for every value at these positions, and the value each code stands for."""
        wide = self.wide
        here = np.arange(len(self)) if at is None else at
        if wide:
            seen: dict[Any, int] = {}
            got = [seen.setdefault(self.value(int(i)), len(seen)) for i in here]
            return np.array(got, np.int64), list(seen)
        there = None if self.present is None else self.present[here]
        whole = self.whole[here] if there is None else self.whole[here[there]]
        distinct, found = np.unique(whole, return_inverse=True)
        values: list[Any] = [scaled(int(v), self.scale) for v in distinct]
        if there is None:
            return found.astype(np.int64), values
        codes = np.full(len(here), len(values), np.int64)
        codes[there] = found
        return codes, [*values, None]


@frozen(eq=False, slots=False)
class Coded:
    """A column of texts, or of texts and numbers mixed: ``items`` are the distinct values (None: not filled in)."""

    name: str
    index: Codes
    items: tuple[Any, ...]

    def __len__(self) -> int:
        return len(self.index)

    def value(self, index: int) -> Any:
        """Return one value as it was handed over."""
        return self.items[int(self.index[index])]

    @cached_property
    def empty(self) -> bool:
        """Say whether no value is there at all."""
        return all(_blank(v) for v in self.items)

    def marks(self, blank: frozenset[str]) -> Bools | None:
        """Return where a text stands that is none of ``blank``; None where there is no such."""
        says = np.array([v is not None and str(v).strip() not in blank for v in self.items], np.bool_)
        return says[self.index] if says.any() else None

    def figures(self, unit: str) -> Figures:
        """Return what is a number, or digits with just this unit behind them."""
        read = [_number(v, unit) for v in self.items]
        scale = max((-int(v.as_tuple().exponent) for v in read if v is not None), default=0)
        whole = [_SMALL if v is None else int(as_fraction(v) * 10**scale) for v in read]
        good = np.array([abs(v) < _SMALL for v in whole], np.bool_)
        table = np.array([v if abs(v) < _SMALL else 0 for v in whole], np.int64)
        return _figures(table[self.index], scale, None if good.all() else good[self.index])

    def codes(self, at: NDArray[np.intp] | None) -> tuple[Codes, list[Any]]:
        """Return a code for every value at these positions, and the value each code stands for."""
        return self.index if at is None else self.index[at], list(self.items)


@frozen(eq=False, slots=False)
class Texts:
    """A column of many different texts, as a ``string`` or ``large_string`` array of Arrow."""

    name: str
    array: Any

    def __len__(self) -> int:
        return len(self.array)

    def value(self, index: int) -> str | None:
        """Return one value as it was handed over."""
        found: str | None = self.array[index].as_py()
        return found

    @cached_property
    def coded(self) -> Coded:
        """All of them by their distinct values."""
        codes, items = self.codes(None)
        return Coded(self.name, codes, tuple(items))

    @property
    def empty(self) -> bool:
        """Say whether no value is there at all."""
        return self.coded.empty

    def marks(self, blank: frozenset[str]) -> Bools | None:
        """Return where a text stands that is none of ``blank``; None where there is no such."""
        return self.coded.marks(blank)

    @cached_property
    def _read(self) -> dict[str, Figures]:
        return {}

    def figures(self, unit: str) -> Figures:
        """Return what is digits with just this unit behind them."""
        if unit not in self._read:
            if TIMES & set(unit):
                none = np.zeros(len(self), np.bool_)
                self._read[unit] = _figures(np.zeros(len(self), np.int64), 0, none)
            else:
                values, scale, good = read(self.array, unit)
                self._read[unit] = _figures(values, scale, None if good.all() else good)
        return self._read[unit]

    def codes(self, at: NDArray[np.intp] | None) -> tuple[Codes, list[Any]]:
        """Return a code for every value at these positions, and the value each code stands for."""
        found = (self.array if at is None else self.array.take(at)).dictionary_encode()
        words = found.dictionary.to_pylist()
        codes = found.indices.fill_null(len(words)).to_numpy(zero_copy_only=False)
        return codes, [*words, None] if found.null_count else words


Column = Numbers | Coded | Texts


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _figures(values: Longs, scale: int, good: Bools | None) -> Figures:
    """Figures where there is none become one that is there: what is worked out for them is never used."""
    if good is not None:
        if not good.any():
            return Figures(np.zeros(len(values), np.int64), scale, good, 0, 0)
        values = np.where(good, values, values[int(np.argmax(good))])
    if not len(values):
        return Figures(values, scale, good, 0, 0)
    return Figures(values, scale, good, int(values.min()), int(values.max()))


# --- digits with their unit ---------------------------------------------------------------------------------------

_DIGITS = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,9})?\Z")
TIMES = frozenset("年月日号时季周点分")
"""Units that may make a date, an hour or a score of a number are left to the readers."""


def _number(value: Any, unit: str) -> Decimal | None:
    if isinstance(value, Decimal | int):
        number = Decimal(plain(Decimal(value)))
        return number if -int(number.as_tuple().exponent) <= _MANY else None
    if not isinstance(value, str) or not value.endswith(unit) or TIMES & set(unit):
        return None
    digits = value[: len(value) - len(unit)] if unit else value
    if not _DIGITS.match(digits) or (len(digits) >= 4 and digits.isdigit() and not unit):
        return None
    return Decimal(digits)
