"""Units that a plug-in adds to the unit book, as data with a citation each.

The form is that of ``data/units.yaml``: families (量类) with 依据 and 换算, and 折写. A family of the library may be
added to; a unit, a spelling or a multiple that exists already is never defined anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from ..base.problem import PerfscoreError, Problem, problem
from ..source import Key, Node, Scalar, Sequence, Shape, parse, source_from_text, take
from .reading import pairs_of, words_of
from .units import JOINTS, Unit, Units

__all__ = ["extended"]

FORMAT = "perfscore/units/1"
TABLE = Shape(
    "单位表",
    (
        Key("格式", "text", required=True, choices=(FORMAT,)),
        Key("说明", "any"),
        Key("量类", "list", required=True),
        Key("折写", "mapping"),
    ),
)
FAMILY = Shape(
    "量类",
    (
        Key("名称", "text", required=True),
        Key("依据", "text", required=True),
        Key("换算", "text", required=True, doc="例如：吨公里=1 万吨公里=10000"),
        Key("说明", "text"),
    ),
)
_FACTOR = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,12})?(?:/[0-9]{1,18})?\Z")
_SIGNS = re.compile(r"[\s0-9０-９,，、;；:：。.()（）\[\]【】<>≤≥=＝＜＞+\-±~％%‰\"“”'‘’]")
_LONGEST = 20


def extended(units: Units, text: str, owner: str, inner: Units) -> Units:
    """Return ``units`` with those of a table added; ``inner`` are the library's own, which a message tells apart.

    ``owner`` is the plug-in the table is of. Raises :class:`PerfscoreError` with everything that is wrong with it.
    """
    problems: list[Problem] = []
    node, found = parse(source_from_text(text, owner))
    problems += found
    taken = None if node is None else take(node, TABLE, problems)
    if taken is None or any(p.severity == "error" for p in problems):
        raise PerfscoreError(problems or [problem("G011", name=owner, why="是空的")])
    adding = _Adding(units, inner, owner, problems)
    adding.families_of(taken.node("量类"))
    adding.spellings_of(taken.node("折写"))
    if any(p.severity == "error" for p in problems):
        raise PerfscoreError(problems)
    return adding.whole()


class _Adding:
    """The unit book on its way to one with a table's units; what is wrong goes to ``problems``."""

    def __init__(self, units: Units, inner: Units, owner: str, problems: list[Problem]) -> None:
        self.units, self.inner, self.owner, self.problems = units, inner, owner, problems
        self.known, self.families = dict(units.known), dict(units.families)
        self.spellings, self.added = dict(units.spellings), list(units.added)

    def whole(self) -> Units:
        """Return the book with what was added."""
        return evolve(
            self.units,
            known=self.known,
            spellings=self.spellings,
            families=self.families,
            added=tuple(self.added),
        )

    def families_of(self, rows: Node | None) -> None:
        """Add the units of every family listed."""
        for item in rows.items if isinstance(rows, Sequence) else ():
            row = take(item, FAMILY, self.problems)
            listed = None if row is None else row.scalar("换算")
            family = None if row is None else row.text("名称")
            if row is None or listed is None or family is None:
                continue
            self.families.setdefault(family, row.text("依据") or "")
            for name, factor in _factors(listed, self.owner, self.problems):
                if self._new(name, listed):
                    self.known[name] = Unit(name, family, factor)
                    self.added.append(name)

    def spellings_of(self, node: Node | None) -> None:
        """Add the spellings of units known by then."""
        for name, words in pairs_of(node):
            for word in words_of(words):
                if name not in self.known:
                    self._refuse(words, f"折写里的“{name}”不是单位")
                elif self._new(word, words):
                    self.spellings[word] = name
                    self.added.append(word)

    def _new(self, word: str, at: Node) -> bool:
        """Say whether a word may become a unit or a spelling, and report why where it may not."""
        units, inner = self.units, self.inner
        why = _unfit(word)
        if why:
            self._refuse(at, why)
        elif word in self.known or word in self.spellings or units.unit(word) is not None or word in units.pers:
            own = inner.unit(word) is None and word not in inner.pers
            whose = "另一个扩展或本表" if own else "内置单位表"
            self.problems.append(problem("G012", place=at.place, name=self.owner, unit=word, owner=whose))
        else:
            return True
        return False

    def _refuse(self, at: Node, why: str) -> None:
        self.problems.append(problem("G011", place=at.place, name=self.owner, why=why))


def _factors(listed: Scalar, owner: str, problems: list[Problem]) -> Iterator[tuple[str, Fraction]]:
    for word in words_of(listed):
        name, equals, factor = word.rpartition("=")
        divisor = factor.partition("/")[2]
        if not equals or not _FACTOR.match(factor) or (divisor and not int(divisor)) or not Fraction(factor):
            why = f"换算里的“{word[:40]}”应当写成“单位=正数”"
            problems.append(problem("G011", place=listed.place, name=owner, why=why))
        else:
            yield name, Fraction(factor)


def _unfit(word: str) -> str:
    """Return why a word cannot be a unit; empty where it can."""
    if not word or len(word) > _LONGEST:
        return f"单位“{word[:40]}”应当有 1 至 {_LONGEST} 个字"
    if _SIGNS.search(word) or any(joint in word for joint in JOINTS):
        return f"单位“{word}”里有数字、符号或“每”"
    return ""
