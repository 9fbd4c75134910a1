"""Rows of words: the texts of the row to the letter, then any text by a list that the whole statement shares."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define, field
from sqlglot import exp

from .choice import Lookup, Then
from .integers import Integers
from .taking import blanks, stripped

__all__ = ["BLANKS", "Lists", "is_text"]

BLANKS = "blanks"
"""The column of the one-row query of words that holds the characters counting as blank."""
_SEPARATORS = " |/;~^\t\x1f"


@define
class Lists:
    """Lists of texts, each with the number of its case: one line a list, shared by all rows whose texts fall into the same classes."""

    ints: Integers
    made: list[tuple[tuple[str, ...], str]] = field(factory=list)

    def lookup(self, said: exp.Expr, texts: Mapping[str, Then], unknown: Then, absent: Then) -> Lookup:
        """Return the lookup of a text without the blanks around it; texts with the same case share a number."""
        classes: dict[Then, list[str]] = {}
        for text, then in texts.items():
            classes.setdefault(then, []).append(text)
        ordered = sorted(((t, n) for n, ts in enumerate(classes.values(), 1) for t in ts), key=lambda p: p[0] == "")
        made = tuple(t for t, _ in ordered), " ".join(str(n) for _, n in ordered)
        if made not in self.made:
            self.made.append(made)
        which = self.made.index(made)
        bare = stripped(said.copy(), self.ints, exp.column(BLANKS))
        find = "LIST_POSITION" if self.ints.dialect == "duckdb" else "ARRAY_POSITION"
        place = exp.Anonymous(this=find, expressions=[exp.column(f"w{which}"), bare])
        number = exp.Bracket(this=exp.column(f"c{which}"), expressions=[place], offset=1)
        return Lookup(said, number, tuple(classes), unknown, absent)

    def columns(self) -> list[exp.Expr]:
        """Return the columns of the one-row query that holds the lists; none where there is no list."""
        out: list[exp.Expr] = []
        for which, (texts, numbers) in enumerate(self.made):
            gap = next((c for c in _SEPARATORS if not any(c in t for t in texts)), "\x1e")
            out.append(exp.alias_(self._split(gap.join(texts), gap), f"w{which}"))
            whole = exp.Cast(this=self._split(numbers, " "), to=exp.DataType.build("INT[]", dialect=self.ints.dialect))
            out.append(exp.alias_(whole, f"c{which}"))
        return [*out, exp.alias_(blanks(), BLANKS)] if out else []

    def _split(self, line: str, gap: str) -> exp.Expr:
        split = "STRING_SPLIT" if self.ints.dialect == "duckdb" else "STRING_TO_ARRAY"
        return exp.Anonymous(this=split, expressions=[exp.Literal.string(line), exp.Literal.string(gap)])


def is_text(said: exp.Expr, texts: list[str]) -> exp.Expr:
    """Return whether a text is one of these."""
    if len(texts) == 1:
        return exp.EQ(this=said.copy(), expression=exp.Literal.string(texts[0]))
    return exp.In(this=said.copy(), expressions=[exp.Literal.string(t) for t in texts])
