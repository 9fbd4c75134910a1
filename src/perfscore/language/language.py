"""``Language``: vocabulary, units and a bounded cache; it reads targets and actual values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from attrs import field

from ..base.values import frozen
from ..plugins import CLAUSES, UNITS, Plugin, reload
from ..quantities import Units, default_units
from . import actuals, targets
from .actual import Actual, plain_actual
from .columns import joined, nature_of
from .fold import line_of
from .readings import Bound, Op, Target
from .scan import Scan
from .vocabulary import Vocabulary, default_vocabulary

__all__ = ["Language", "default_language"]

CACHE_SIZE = 4096
"""Readings kept, of targets and of actual values each; when there are as many again, the older half is dropped."""
T = TypeVar("T")
_UNKNOWN = "?"
KEPT_CLAUSES = 256
"""Clauses kept likewise."""
CACHED_TEXT = 200
"""Longer texts are not kept."""

_PLAIN_TARGET = re.compile(
    r"([^0-9. -]{0,5}+) ?+((?:0|[1-9][0-9]{0,14}+)(?:\.[0-9]{1,10}+)?+) ?+([^0-9. 以]{0,8}+)(以上|以下|以内|)\Z"
).match
_PLAIN_ACTUAL = re.compile(r"((?:0|[1-9][0-9]{0,14}+)(?:\.[0-9]{1,10}+)?+) ?+([^0-9. ]{0,8}+)\Z").match


class _Cache:
    """Two generations: what is asked for again moves to the young one; the old one is dropped when that is full."""

    __slots__ = ("old", "young")

    def __init__(self) -> None:
        self.young: dict[Any, Any] = {}
        self.old: dict[Any, Any] = {}

    def turn(self) -> None:
        """Let the young generation grow old."""
        self.old = self.young
        self.young = {}


@frozen(eq=False)
class Language:
    """The words and units a text is read with. Immutable but for its own cache of readings.

    ``units`` is the unit book, ``vocabulary`` the words, ``plugins`` what a rule set has named besides (扩展). Two
    languages with the same words and plug-ins read alike.
    """

    vocabulary: Vocabulary = field(factory=default_vocabulary, repr=False)
    units: Units = field(factory=default_units, repr=False)
    plugins: tuple[Plugin, ...] = ()
    _targets: _Cache = field(init=False, repr=False)
    _actuals: _Cache = field(init=False, repr=False)
    _clauses: _Cache = field(init=False, repr=False)
    _plain_units: dict[str, str | None] = field(init=False, repr=False)
    _plain_ops: dict[str, Op | None] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        put = object.__setattr__
        put(self, "_targets", _Cache())
        put(self, "_actuals", _Cache())
        put(self, "_clauses", _Cache())
        put(self, "_plain_units", _plain_units(self.units))
        put(self, "_plain_ops", _plain_ops(self.vocabulary))

    def __reduce__(self) -> tuple[Callable[..., Language], tuple[Any, ...]]:
        keys = tuple((p.group, p.package, p.name, p.version) for p in self.plugins)
        return (_again, (self.vocabulary.own, keys)) if keys else (_again, (self.vocabulary.own,))

    @property
    def own_words(self) -> tuple[tuple[str, str], ...]:
        """The words whose meaning a rule set has set, with what it says of them."""
        return self.vocabulary.own

    def with_words(self, words: Mapping[str, str]) -> Language:
        """Return a language in which these words mean what a rule set says (``{"以下": "不含本数"}``).

        Raises :class:`~perfscore.PerfscoreError` for a word that is no bound word or a meaning that is none.
        """
        return Language(self.vocabulary.with_words(words), self.units, self.plugins) if words else self

    def with_plugins(self, plugins: Sequence[Plugin]) -> Language:
        """Return a language with the units of these plug-ins, and their readers of clauses.

        Raises :class:`~perfscore.PerfscoreError` for a unit table that cannot be used or defines a known unit anew.
        """
        if not plugins:
            return self
        from ..quantities.tables import extended

        units = self.units
        for plugin in plugins:
            if plugin.group == UNITS:
                units = extended(units, plugin.value.text, plugin.id, default_units())
        return Language(self.vocabulary, units, (*self.plugins, *plugins))

    @property
    def clause_readers(self) -> tuple[Plugin, ...]:
        """The plug-ins that read wordings of clauses the library does not know."""
        return tuple(p for p in self.plugins if p.group == CLAUSES)

    # --- targets --------------------------------------------------------------------------------------------------

    def read_target(self, text: str, *, nature: str | None = None, unit: str | None = None) -> Target:
        """Read a target (年度指标值); ``nature`` and ``unit`` are the columns 指标性质 and 度量单位 where they are split.

        Never raises on text: what cannot be read is ``Unclear`` with its problems.
        """
        key = text if nature is None and unit is None else (text, nature, unit)
        cache = self._targets
        found: Target | None = cache.young.get(key)
        if found is None:
            found = cache.old.get(key) or self._target(text, nature, unit)
            if len(text) <= CACHED_TEXT:
                if len(cache.young) >= CACHE_SIZE:
                    cache.turn()
                cache.young[key] = found
        return found

    def _target(self, text: str, nature: str | None, unit: str | None) -> Target:
        reading = self._plain_target(text) or self._full_target(text)
        if not nature and not unit:
            return reading
        said = nature_of(nature or "", dict(self.vocabulary.signs) | {w: m.op for w, m in self.vocabulary.ops.items()})
        if said.op is not None and not text.strip():
            reading = self._full_target(f"{nature}{text}")
        folded = self.units.fold(line_of(unit or "").text.strip("()")) if unit else None
        if folded in ("", "/", "-", "无", "无单位"):
            folded = None
        if folded is not None and folded == "%" and isinstance(reading, Bound) and reading.unit is None:
            reading = self._full_target(f"{text.strip()}%")
        known = folded is None or self.units.family(folded) is not None
        return joined(reading, said, (nature or "").strip(), folded, known)

    def _plain_target(self, text: str) -> Bound | None:
        """plain = [sign] digits ["." digits] [unit]: the common target, read without the grammar."""
        found = _PLAIN_TARGET(text)
        if found is None:
            return None
        sign, digits, unit, post = found.groups()
        ops, units = self._plain_ops, self._plain_units
        if sign not in ops or unit not in units:
            return None
        op = ops[sign]
        if post:
            if op is not None or unit in ("", "万", "亿", "千"):
                return None
            meaning = self.vocabulary.post[post]
            return None if meaning.own else Bound(meaning.op, Decimal(digits), units[unit], text_read=text)
        if op is None and _odd(digits, units[unit]):
            return None
        return Bound(op, Decimal(digits), units[unit], text_read=text)

    def _full_target(self, text: str) -> Target:
        scan = Scan(line_of(text), self.vocabulary, self.units)
        return targets.steady(scan, targets.read_scan(scan))

    # --- actual values --------------------------------------------------------------------------------------------

    def read_actual(self, text: str, *, unit: str | None = None) -> Actual:
        """Read an actual value (实际完成值); ``unit`` is that of the column's heading, where it has one.

        Never raises on text: what cannot be read has ``unclear`` set, and its problems.
        """
        if unit is not None:
            return self._actual_under(text, unit)
        cache = self._actuals
        found: Actual | None = cache.young.get(text)
        if found is not None:
            return found
        plain = _PLAIN_ACTUAL(text)  # written out here, not called: this is the way most values of a table go
        if plain is not None:
            digits, name = plain.groups()
            own = self._plain_units.get(name, _UNKNOWN)
            if own is not _UNKNOWN and (digits[0] != "2" or not _odd(digits, own)):
                found = plain_actual(Decimal(digits), own, text)
        if found is None:
            found = cache.old.get(text) or self._full_actual(text)
            if len(text) > CACHED_TEXT:
                return found
        if len(cache.young) >= CACHE_SIZE:
            cache.turn()
        cache.young[text] = found
        return found

    def _actual_under(self, text: str, unit: str) -> Actual:
        """Read an actual value in a column whose heading names a unit."""
        key, cache = (text, unit), self._actuals
        found: Actual | None = cache.young.get(key)
        if found is None:
            folded = self._plain_units.get(unit) or self.units.fold(line_of(unit).text)
            found = cache.old.get(key) or _with_heading(self._actual(text), folded)
            if len(text) <= CACHED_TEXT:
                if len(cache.young) >= CACHE_SIZE:
                    cache.turn()
                cache.young[key] = found
        return found

    def _actual(self, text: str) -> Actual:
        return self._plain_actual(text) or self._full_actual(text)

    def _plain_actual(self, text: str) -> Actual | None:
        """plain = digits ["." digits] [unit]: the common actual value, read without the grammar."""
        found = _PLAIN_ACTUAL(text)
        if found is None:
            return None
        digits, name = found.groups()
        unit = self._plain_units.get(name, _UNKNOWN)
        if unit is _UNKNOWN or (digits[0] == "2" and _odd(digits, unit)):
            return None
        return plain_actual(Decimal(digits), unit, text)

    def _full_actual(self, text: str) -> Actual:
        scan = Scan(line_of(text), self.vocabulary, self.units, actual=True)
        return actuals.steady(scan, actuals.read_scan(scan))

    # --- clauses --------------------------------------------------------------------------------------------------

    def keep_clause(self, text: str, read: Callable[[], T]) -> T:
        """Return what ``read`` makes of a clause in this language; it is asked once, while the reading is kept.

        The room of clauses reads them; the tables of a batch share the default clauses of their scheme.
        """
        cache = self._clauses
        found: T | None = cache.young.get(text)
        if found is None:
            found = cache.old.get(text) or read()
            if len(cache.young) >= KEPT_CLAUSES:
                cache.turn()
            cache.young[text] = found
        return found


def _odd(digits: str, unit: str | None) -> bool:
    """Tell what may be a misread sign (290%) or a date (20241231): left to the grammar."""
    return digits[0] == "2" and (unit == "%" or (not unit and len(digits) == 8))


def _with_heading(actual: Actual, unit: str) -> Actual:
    from attrs import evolve

    from ..base.problem import problem

    if not unit or (actual.value is None and actual.low is None):
        return actual
    if actual.unit is None:
        return actual.in_unit(unit)
    if actual.unit == unit:
        return actual
    return evolve(actual, problems=(*actual.problems, problem("A345", text=actual.text, unit=unit)))


_TO_GRAMMAR = frozenset(
    ("月", "年", "日", "时", "号", "年度", "季度", "季", "半年", "级", "名", "位", "位次", "名次", "成", "倍", "强")
)
"""Units that begin a longer word or mean more than a unit: the short way leaves them to the grammar."""
_SCALED = ("元", "人", "人次", "户", "亩", "平方米", "吨", "立方米", "千瓦时", "株", "头", "册", "份", "件", "条")
_ABOVE = ("元", "万元", "次", "人", "名", "个")
_BELOW = ("亩", "人", "年", "月", "户", "平方米", "个", "天", "次", "公里", "吨", "台", "期", "村", "件")


def _plain_units(units: Units) -> dict[str, str | None]:
    """Return every unit that the short way may read, each spelling with its one form."""
    out: dict[str, str | None] = {"": None, "％": "%"}
    for name in (*units.known, *units.spellings):
        folded = units.fold(name)
        if folded not in _TO_GRAMMAR and not (len(name) == 1 and name.isascii() and name.isalpha()):
            out[name] = folded
    composed = [scale + name for scale in ("万", "亿", "千") for name in _SCALED]
    composed += [f"{above}/{below}" for above in _ABOVE for below in _BELOW]
    for name in composed:
        out.setdefault(name, name)
    return out


def _plain_ops(words: Vocabulary) -> dict[str, Op | None]:
    out: dict[str, Op | None] = {
        "": None,
        "＞＝": ">=",
        "＜＝": "<=",
        "＝": "=",
        "＞": ">",
        "＜": "<",
        "≧": ">=",
        "≦": "<=",
    }
    out |= {sign: op for sign, op in words.signs.items() if len(sign) <= 2}
    return out | {word: meaning.op for word, meaning in words.ops.items() if not meaning.own and len(word) <= 5}


def _again(own: tuple[tuple[str, str], ...], plugins: tuple[tuple[str, str, str, str], ...] = ()) -> Language:
    return default_language().with_words(dict(own)).with_plugins(reload(plugins))


@cache
def default_language() -> Language:
    """Return the library's own language, made when first asked for."""
    return Language()
