"""The words of the target and actual languages, read from ``data/words.yaml``.

A table (:class:`Table`) gives the longest word that begins at a place. ``Vocabulary.with_words`` changes the meaning
of a word for one rule set; such readings say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import cast

from attrs import evolve, field

from ..base.problem import PerfscoreError, problem
from ..base.values import frozen
from ..quantities.reading import data_of, pairs_of, words_of
from ..source import Mapping as Entries
from ..source import Node, Scalar, Sequence
from .readings import Op

__all__ = ["Meaning", "Table", "Vocabulary", "default_vocabulary"]

MEANINGS: dict[str, Op] = {
    "≥": ">=", ">=": ">=", "大于等于": ">=", "≤": "<=", "<=": "<=", "小于等于": "<=", ">": ">", "＞": ">", "大于": ">", "<": "<",
    "＜": "<", "小于": "<", "=": "=", "＝": "=", "等于": "=",
}  # fmt: skip
INCLUSIVE: dict[str, dict[Op, Op]] = {
    "含本数": {">=": ">=", ">": ">=", "<=": "<=", "<": "<="},
    "不含本数": {">=": ">", ">": ">", "<=": "<", "<": "<"},
}


@frozen
class Meaning:
    """What a bound word means: its sign, where that is laid down, and whether a rule set has set it."""

    op: Op
    source: str
    own: bool = False


@frozen(eq=False)
class Table:
    """Words by their first character, longest first."""

    words: tuple[str, ...]
    _heads: Mapping[str, tuple[str, ...]] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        heads: dict[str, list[str]] = {}
        for word in sorted(sorted(set(self.words)), key=len, reverse=True):
            heads.setdefault(word[0], []).append(word)
        object.__setattr__(self, "_heads", {first: tuple(found) for first, found in heads.items()})

    @property
    def firsts(self) -> frozenset[str]:
        """The characters with which one of these words begins."""
        return frozenset(self._heads)

    def at(self, text: str, start: int) -> str:
        """Return the longest word at ``start``, or an empty text."""
        if start < len(text):
            for word in self._heads.get(text[start], ()):
                if text.startswith(word, start):
                    return word
        return ""

    def skip(self, text: str, start: int) -> int:
        """Return where a run of these words, one behind the other, ends."""
        while word := self.at(text, start):
            start += len(word)
        return start

    def inside(self, text: str) -> tuple[str, int] | None:
        """Return the first of these words inside ``text`` and its place, or None."""
        for i in range(len(text)):
            if word := self.at(text, i):
                return word, i
        return None

    def __contains__(self, word: str) -> bool:
        return word in self._heads.get(word[:1], ())


_DIGITS = "0123456789"
_NUMERALS = "零一二两三四五六七八九十百千万亿半"
_LETTERS = "".join(map(chr, (*range(65, 91), *range(97, 123))))
_STARTS: dict[str, tuple[tuple[str, ...], str]] = {
    "grade": (("前置", "紧接", "等级"), "国劣甲乙丙丁特ⅠⅡⅢⅣⅤⅥⅦIVABCD12345" + _NUMERALS),
    "recurring": ((), "每次当下按月"),
    "relative": ((), "次翌下隔"),
    "time": ((), "第上下当本今年度全岁不最至晚≤≥" + _DIGITS + _NUMERALS),
    "rank": (("名次词", "范围", "前置"), "第前"),
    "name": (("名称",), "“\"《「‘『〈'〔(第" + _DIGITS + _LETTERS + "全"),
    "from_to": ((), "由从"),
    "change": (("基期", "增", "减"), "较比与同和"),
    "zero": ((), "零"),
    "quantity": (("前置", "紧接", "约数前", "时间词均"), "每-+负±过超多上下限封半季学" + _DIGITS + _NUMERALS),
    "reference": (("前置", "紧接"), "较比与同和"),
}
"""For each production the tables and characters with which what it reads can begin."""


def _starts(tables: Mapping[str, Table]) -> dict[str, frozenset[str]]:
    return {
        name: frozenset(chars).union(*(tables[t].firsts for t in heads)) for name, (heads, chars) in _STARTS.items()
    }


@frozen(eq=False)
class Vocabulary:
    """Every table of ``data/words.yaml``. ``ops``, ``tight`` and ``post`` give the sign of a word."""

    signs: Mapping[str, Op] = field(repr=False)
    ops: Mapping[str, Meaning] = field(repr=False)
    tight: Mapping[str, Meaning] = field(repr=False)
    post: Mapping[str, Meaning] = field(repr=False)
    lists: Mapping[str, tuple[str, ...]] = field(repr=False)
    claims: Mapping[str, str] = field(repr=False)
    bases: Mapping[str, str] = field(repr=False)
    own: tuple[tuple[str, str], ...] = ()
    tables: Mapping[str, Table] = field(init=False, repr=False)
    starts: Mapping[str, frozenset[str]] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        tables = {name: Table(words) for name, words in self.lists.items()}
        tables["符号"] = Table(tuple(self.signs))
        tables["前置"] = Table((*self.signs, *self.ops))
        tables["紧接"] = Table(tuple(self.tight))
        tables["后置"] = Table(tuple(self.post))
        tables["基期"] = Table(tuple(self.bases))
        object.__setattr__(self, "tables", tables)
        object.__setattr__(self, "starts", _starts(tables))

    def __getitem__(self, name: str) -> Table:
        return self.tables[name]

    def op_of(self, word: str) -> Op:
        """Return the sign of a word before a number."""
        if word in self.signs:
            return self.signs[word]
        return (self.ops.get(word) or self.tight[word]).op

    def meaning(self, word: str) -> Meaning | None:
        """Return what a bound word means and why; None for a sign or an unknown word."""
        return self.ops.get(word) or self.tight.get(word) or self.post.get(word)

    def with_words(self, words: Mapping[str, str]) -> Vocabulary:
        """Return a vocabulary in which these words mean what a rule set says they mean.

        A meaning is a sign (``<``, ``小于``, ``≥`` …) or 含本数 / 不含本数. Raises
        :class:`~perfscore.PerfscoreError` naming every word that is no bound word and every meaning that is none.
        """
        tables = {name: dict(getattr(self, name)) for name in ("ops", "tight", "post")}
        faults = []
        for word, says in words.items():
            home = next((t for t in tables.values() if word in t), None)
            if home is None:
                known = "、".join((*list(self.post)[:6], *list(self.ops)[:6]))
                faults.append(problem("T291", word=word, known=known))
                continue
            op = MEANINGS.get(says.strip()) or INCLUSIVE.get(says.strip(), {}).get(home[word].op)
            if op is None:
                faults.append(problem("T292", word=word, says=says))
                continue
            home[word] = Meaning(op, f"本评分办法约定“{word}”{says}", own=True)
        if faults:
            raise PerfscoreError(faults)
        return evolve(self, **tables, own=(*self.own, *words.items()))


def _rows(node: Node | None) -> Iterable[tuple[Op, str, tuple[str, ...]]]:
    for row in node.items if isinstance(node, Sequence) else ():
        assert isinstance(row, Entries)
        sign, source = row.get("义"), row.get("依据")
        assert isinstance(sign, Scalar)
        assert isinstance(source, Scalar)
        yield cast("Op", sign.text), source.text, words_of(row.get("词"))


@cache
def default_vocabulary() -> Vocabulary:
    """Return the library's own words, read when first asked for."""
    root = data_of("perfscore.language", "words.yaml")
    lists: dict[str, tuple[str, ...]] = {}
    groups = {"符号", "前置", "紧接", "后置", "状态", "基期", "说明", "格式"}
    for key, node in pairs_of(root):
        if key in groups:
            continue
        if isinstance(node, Scalar):
            lists[key] = words_of(node)
        else:
            lists |= {f"{key}{name}": words_of(inner) for name, inner in pairs_of(node)}

    def meanings(key: str) -> dict[str, Meaning]:
        return {w: Meaning(op, source) for op, source, words in _rows(root.get(key)) for w in words}

    return Vocabulary(
        signs={w: cast("Op", op) for op, words in pairs_of(root.get("符号")) for w in words_of(words)},
        ops=meanings("前置"),
        tight=meanings("紧接"),
        post=meanings("后置"),
        lists=lists,
        claims={w: state for state, words in pairs_of(root.get("状态")) for w in words_of(words)},
        bases={w: node.text for w, node in pairs_of(root.get("基期")) if isinstance(node, Scalar)},
    )
