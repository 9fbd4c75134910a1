"""Units: a label, the family it belongs to, and an exact factor to the family's base unit.

A unit is what is written behind a number. ``Units`` knows the spellings of one unit (``百分比`` is ``%``), the
families inside which conversion is exact (元, 万元, 亿元), and how units are joined (``元/亩``, ``元/生/年``). Nothing is
converted across families: 人 and 人次, % and 个百分点, 月 and 天 are different things. The data stand in
``data/units.yaml``, each family with its citation.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from attrs import field

from ..base.values import frozen

__all__ = ["Unit", "Units", "default_units"]

JOINTS = "/每"
"""Signs between a unit and what it is counted by: ``元/亩``, ``元每亩``."""


@frozen
class Unit:
    """A plain unit: ``factor`` base units of ``family``; ``generic`` for classifiers that count things (个, 家, 项)."""

    name: str
    family: str
    factor: Fraction
    generic: bool = False


@frozen(eq=False)
class Units:
    """The unit book.

    ``known`` holds the plain units by name, ``spellings`` other spellings of them, ``scales`` the multiples that may
    stand before a unit (万 in 万平方米), ``pers`` what may stand behind ``/`` without being a unit, ``families`` the
    citation of each family, ``added`` the names and spellings that plug-ins brought.
    """

    known: Mapping[str, Unit] = field(repr=False)
    spellings: Mapping[str, str] = field(repr=False)
    scales: Mapping[str, int] = field(repr=False)
    pers: frozenset[str] = field(repr=False)
    families: Mapping[str, str] = field(repr=False)
    added: tuple[str, ...] = ()
    _heads: Mapping[str, tuple[str, ...]] = field(init=False, repr=False)
    _per_heads: Mapping[str, tuple[str, ...]] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        names = {*self.known, *self.spellings}
        names |= {scale + name for scale in self.scales for name in ("元",)}
        object.__setattr__(self, "_heads", _by_first(names))
        object.__setattr__(self, "_per_heads", _by_first({*names, *self.pers}))

    # --- looking up -----------------------------------------------------------------------------------------------

    def fold(self, unit: str) -> str:
        """Return the one spelling of a unit: ``百分比`` → ``%``; blanks go, ``每`` becomes ``/``; else as written."""
        text = "".join(unit.split())
        if text in self.known:
            return text
        if text in self.spellings:
            return self.spellings[text]
        found = self.match(text, 0)
        return found[0] if found is not None and found[1] == len(text) else text

    def unit(self, name: str) -> Unit | None:
        """Return a plain unit, with its multiple if one is written before it (万平方米); None if unknown."""
        name = self.spellings.get(name, name)
        found = self.known.get(name)
        if found is not None:
            return found
        for size in (2, 1):
            scale = self.scales.get(name[:size])
            if scale is not None:
                rest = name[size:]
                inner = self.known.get(self.spellings.get(rest, rest)) if rest else Unit("", "数", Fraction(1), True)
                if inner is not None and inner.name not in self.scales:
                    return Unit(name, inner.family, inner.factor * scale, inner.generic)
        return None

    def family(self, unit: str) -> object | None:
        """Return what ``unit`` measures, equal for units that convert into each other; None if unknown."""
        shape = self._shape(unit)
        return None if shape is None else shape[0]

    def convert(self, value: Fraction, source: str, target: str) -> Fraction | None:
        """Return ``value`` of ``source`` exactly in ``target``; None where the two are of different families.

        ``Fraction(1)`` 次/月 is ``Fraction(12)`` 次/年.
        """
        if source == target:
            return value
        here, there = self._shape(source), self._shape(target)
        if here is None or there is None or here[0] != there[0]:
            return None
        return value * here[1] / there[1]

    def counts(self, unit: str) -> bool:
        """Say whether ``unit`` is a classifier that counts things (个, 家, 项, 万人 …)."""
        found = self.unit(self.fold(unit))
        return found is not None and (found.generic or found.family == "人")

    def _shape(self, unit: str) -> tuple[object, Fraction] | None:
        above, *below = self.fold(unit).split("/") if unit not in self.known else [unit]
        top = self.unit(above)
        if top is None:
            return None
        factor = top.factor
        kinds: list[str] = []
        for name in below:
            part = self.unit(name)
            if part is None:
                if name not in self.pers:
                    return None
                kinds.append(f"每{name}")
            else:
                factor /= part.factor
                kinds.append(part.family)
        return (top.family, *sorted(kinds)) if kinds else top.family, factor

    # --- finding a unit in a text ---------------------------------------------------------------------------------

    def match(self, text: str, start: int) -> tuple[str, int] | None:
        """Return the longest unit that begins at ``start``, in its one spelling, and where it ends; None if none does.

        unit = [scale] name { ("/" | "每") ([scale] name | per) }
        """
        head = self._plain(text, start)
        if head is None:
            return None
        name, end = head
        while end < len(text) and text[end] in JOINTS:
            per = self.match_per(text, end + 1)
            if per is None:
                break
            name, end = f"{name}/{per[0]}", per[1]
        return name, end

    def _plain(self, text: str, start: int) -> tuple[str, int] | None:
        best = _longest(text, start, self._heads)
        for size in (2, 1):
            scale = text[start : start + size]
            if len(scale) == size and scale in self.scales:
                inner = _longest(text, start + size, self._heads)
                if inner > start + size and inner > best:
                    name = text[start + size : inner]
                    return scale + self.spellings.get(name, name), inner
                if best <= start + size and scale not in ("千", "百"):
                    return scale, start + size
        if best <= start:
            return None
        name = text[start:best]
        return self.spellings.get(name, name), best

    def match_per(self, text: str, start: int) -> tuple[str, int] | None:
        """Return what may stand behind ``/`` or 每 at ``start`` (a unit or an object such as 生), and where it ends."""
        best = _longest(text, start, self._per_heads)
        if best > start:
            name = text[start:best]
            return self.spellings.get(name, name), best
        return self._plain(text, start)


def _by_first(names: set[str]) -> dict[str, tuple[str, ...]]:
    out: dict[str, list[str]] = {}
    for name in sorted(sorted(names), key=len, reverse=True):
        out.setdefault(name[0], []).append(name)
    return {first: tuple(found) for first, found in out.items()}


def _longest(text: str, start: int, heads: Mapping[str, tuple[str, ...]]) -> int:
    if start >= len(text):
        return start
    for name in heads.get(text[start], ()):
        if text.startswith(name, start):
            return start + len(name)
    return start


@cache
def default_units() -> Units:
    """Return the unit book of the library, read from ``data/units.yaml`` when first asked for."""
    from .reading import read_units

    return read_units()
