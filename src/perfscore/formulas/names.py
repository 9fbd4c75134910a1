"""How far a name runs, and which known name is meant.

A name is a run of Chinese characters, letters, digits, quotation marks and 、; a round bracket that follows without
a blank and holds nothing but such characters belongs to it (``因公出国（境）费用``, ``资金（万元）``). An operator
always splits, unless the name stands in 「」 or is known as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from ..base.values import frozen
from .marks import FUNCTIONS, MAX_LENGTH, fold, is_name_char, key_of

__all__ = ["Layout", "Names", "layout", "nearest", "prints_bare"]


@frozen
class Layout:
    """Round brackets and foreign signs of one text, found in one pass so that reading stays linear.

    ``partner[i]`` is the place of the bracket that closes the one at ``i`` (or -1); ``foreign[i]`` counts the
    characters before ``i`` that are neither name characters nor round brackets.
    """

    text: str
    partner: tuple[int, ...]
    foreign: tuple[int, ...]

    def name_end(self, start: int) -> int:
        """Return where the name that begins at ``start`` ends; ``start`` itself where none begins."""
        i = start
        while i < len(self.text):
            if is_name_char(self.text[i]):
                i += 1
            elif self.text[i] == "(" and i > start and not self._calls(start, i) and self._belongs(i):
                i = self.partner[i] + 1
            else:
                break
        return i

    def _calls(self, start: int, end: int) -> bool:
        return end - start <= 8 and self.text[start:end].casefold() in FUNCTIONS

    def _belongs(self, i: int) -> bool:
        close = self.partner[i]
        return close > i + 1 and self.foreign[close] == self.foreign[i]


def layout(folded: str) -> Layout:
    """Return the layout of a folded text."""
    partner = [-1] * len(folded)
    foreign = [0] * (len(folded) + 1)
    stack: list[int] = []
    for i, char in enumerate(folded):
        if char == "(":
            stack.append(i)
        elif char == ")" and stack:
            partner[stack.pop()] = i
        foreign[i + 1] = foreign[i] + (not is_name_char(char) and char not in "()")
    return Layout(folded, tuple(partner), tuple(foreign))


def prints_bare(name: str) -> bool:
    """Tell whether ``name`` reads as one name without 「」. A name that begins with a digit is always quoted."""
    folded = fold(name)
    return bool(folded) and not folded[0].isdecimal() and layout(folded).name_end(0) == len(folded)


@frozen
class Names:
    """The names that are known: by key for spelling, and those that only a longest match can find."""

    by_key: dict[str, tuple[str, ...]]
    special: dict[str, tuple[tuple[str, str], ...]]

    @classmethod
    def of(cls, known: Iterable[str]) -> Names:
        """Sort ``known`` for reading; empty names and ones longer than a formula are left out."""
        names = sorted({n.strip() for n in known if 0 < len(n.strip()) <= MAX_LENGTH})
        by_key: dict[str, tuple[str, ...]] = {}
        special: dict[str, tuple[tuple[str, str], ...]] = {}
        for name in names:
            by_key[key_of(name)] = (*by_key.get(key_of(name), ()), name)
            folded = fold(name)
            if layout(folded).name_end(0) != len(folded):
                special[folded[0]] = (*special.get(folded[0], ()), (folded, name))
        for first, items in special.items():
            special[first] = tuple(sorted(items, key=lambda item: -len(item[0])))
        return cls(by_key, special)

    def __bool__(self) -> bool:
        return bool(self.by_key)

    def longest(self, folded: str, start: int) -> tuple[str, int] | None:
        """Return the longest known name with signs of its own that stands at ``start``, and where it ends."""
        for item, name in self.special.get(folded[start], ()):
            end = start + len(item)
            if folded.startswith(item, start) and not (end < len(folded) and is_name_char(folded[end])):
                return name, end
        return None

    def spelled(self, name: str) -> str | None:
        """Return the known name that ``name`` is, width and quotation marks apart; None where none or several."""
        same = self.by_key.get(key_of(name), ())
        return name if name in same else same[0] if len(same) == 1 else None

    def all(self) -> list[str]:
        """Return every known name."""
        return [name for same in self.by_key.values() for name in same]


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name most like ``name``, or an empty text where none is like it."""
    close = get_close_matches(name, known, 1, 0.5) if len(name) <= 60 else []
    return close[0] if close else ""
