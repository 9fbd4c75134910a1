"""Cut the text of a formula into tokens; everything that belongs to no token becomes a problem with its place."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from attrs import evolve, field, mutable

from ..base.exact import decimal_of
from ..base.problem import Problem, problem
from ..base.values import frozen
from .amounts import UnitBook
from .marks import CLOSERS, COMMAS, COMPARISONS, FUNCTIONS, MAX_DIGITS, NEAR_SIGNS, OPENERS, OPERATORS, fold, shown
from .names import Layout, Names, layout

__all__ = ["Token", "tokens"]

Kind = Literal["name", "number", "op", "cmp", "open", "close", "comma", "function", "end"]

_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_GOOD = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")


@frozen
class Token:
    """One token; ``text`` is canonical (the operator, the name, the function), ``span`` its place in the text."""

    kind: Kind
    text: str
    span: tuple[int, int]
    figure: Decimal | None = None
    unit: str | None = None


@mutable
class _Lexer:
    """The state of one pass; lives only while one text is read."""

    text: str
    folded: str
    lay: Layout
    names: Names
    units: UnitBook | None
    out: list[Token] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    at: int = 0

    def run(self) -> None:
        """Read all of the text."""
        while self.at < len(self.folded):
            if self.folded[self.at].isspace():
                self.at += 1
            elif not (self._known() or self._quoted() or self._sign() or self._number() or self._word()):
                self._foreign()

    @property
    def wants_operand(self) -> bool:
        return not self.out or self.out[-1].kind in ("op", "cmp", "open", "comma", "function")

    def _add(self, kind: Kind, text: str, end: int, figure: Decimal | None = None, unit: str | None = None) -> bool:
        self.out.append(Token(kind, text, (self.at, end), figure, unit))
        self.at = end
        return True

    def _bad(self, code: str, end: int, **params: object) -> bool:
        self.problems.append(problem(code, span=(self.at, end), params=params))
        self.at = end
        return True

    def _known(self) -> bool:
        found = self.names.longest(self.folded, self.at) if self.names and self.wants_operand else None
        if found is None:
            return False
        name, end = found
        parts = [p.strip() for p in re.split(r"[+\-*/×÷]", fold(name))]
        if len(parts) > 1 and all(p and self.names.spelled(p) is not None for p in parts):
            apart = re.sub(r"\s*([+\-*/×÷＋－＊／])\s*", r" \1 ", name)
            self.problems.append(problem("F571", span=(self.at, end), name=name, apart=apart))
        return self._add("name", name, end)

    def _quoted(self) -> bool:
        if self.folded[self.at] != "「":
            return False
        close = self.folded.find("」", self.at + 1)
        if close < 0:
            return self._bad("F558", len(self.folded))
        name = self.text[self.at + 1 : close].strip()
        if not name or "「" in name:
            return self._bad("F559" if not name else "F558", close + 1)
        return self._name(name, close + 1)

    def _sign(self) -> bool:
        char = self.folded[self.at]
        pair = self.folded[self.at : self.at + 2]
        if len(pair) == 2 and pair in COMPARISONS:
            return self._add("cmp", COMPARISONS[pair], self.at + 2)
        if char in COMPARISONS:
            return self._add("cmp", COMPARISONS[char], self.at + 1)
        if char in OPERATORS:
            return self._add("op", OPERATORS[char], self.at + 1)
        if char in OPENERS:
            return self._add("open", char, self.at + 1)
        if char in CLOSERS:
            return self._add("close", char, self.at + 1)
        if char in COMMAS:
            return self._add("comma", char, self.at + 1)
        return char == "%" and self._percent()

    def _percent(self) -> bool:
        last = self.out[-1] if self.out else None
        if last is None or last.kind != "number" or last.unit is not None:
            return self._bad("F560", self.at + 1)
        self.out[-1] = evolve(last, unit="%", span=(last.span[0], self.at + 1))
        self.at += 1
        return True

    def _number(self) -> bool:
        found = _DIGITS.match(self.folded, self.at)
        if found is None:
            return False
        digits, end = found.group(), found.end()
        tail = self.lay.name_end(end) if "(" not in self.folded[end : end + 1] else end
        whole = self.text[self.at : tail]
        if tail > end and self.names.spelled(whole) is not None:
            return self._name(whole, tail)
        rest = self.text[end:tail]
        measured = tail > end and self.units is not None and self.units.family(rest) is not None
        if tail > end and not measured and "." not in digits:
            return self._name(whole, tail)
        if not _GOOD.match(digits) or len(digits) > MAX_DIGITS or (tail > end and not measured):
            return self._bad("F562", tail, text=shown(whole[:MAX_DIGITS]))
        return self._add("number", whole, tail, decimal_of(digits), rest or None)

    def _word(self) -> bool:
        end = self.lay.name_end(self.at)
        if end == self.at:
            return False
        word = self.text[self.at : end]
        opened = self.folded[end : end + 1] == "("
        if opened and fold(word).casefold() in FUNCTIONS:
            return self._add("function", FUNCTIONS[fold(word).casefold()], end)
        if opened:
            return self._bracket_after(word, end)
        return self._name(word, end)

    def _bracket_after(self, word: str, end: int) -> bool:
        """A bracket that touches a name but holds more than a name: an unknown function, or a name to be quoted."""
        close = self.lay.partner[end]
        if close < 0:
            return self._name(word, end)
        inside = self.folded[end + 1 : close]
        if not inside.strip():
            self.at = end
            return self._bad("F559", close + 1)
        if any(c in COMMAS for c in inside):
            known = "、".join(dict.fromkeys(FUNCTIONS.values()))
            return self._bad("F570", close + 1, name=shown(word), known=known)
        whole = self.text[self.at : close + 1]
        return self._bad("F561", close + 1, name=shown(whole), apart=shown(f"{word} × {self.text[end : close + 1]}"))

    def _name(self, name: str, end: int) -> bool:
        return self._add("name", self.names.spelled(name) or name, end)

    def _foreign(self) -> None:
        end = self.at + 1
        while end < len(self.folded) and self.folded[end] == self.folded[self.at]:
            end += 1
        char = self.text[self.at]
        better = NEAR_SIGNS.get(self.folded[self.at], "") if end == self.at + 1 else ""
        self._bad("F553", end, char=shown(char), better=better)


def tokens(text: str, names: Names, units: UnitBook | None) -> tuple[tuple[Token, ...], tuple[Problem, ...]]:
    """Return the tokens of ``text``, an ``end`` token last, and the problems found. One pass, linear in the text."""
    folded = fold(text)
    lexer = _Lexer(text, folded, layout(folded), names, units)
    lexer.run()
    end = len(text)
    return (*lexer.out, Token("end", "", (end, end))), tuple(lexer.problems)
