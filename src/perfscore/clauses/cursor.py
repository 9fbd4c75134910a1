"""A cursor over tokens: what every production of the clause grammar works on."""

from __future__ import annotations

import re
from collections.abc import Collection

from .scanner import Line, Token

__all__ = ["Cursor"]

_END = Token(frozenset(("END",)), "", 0, 0)


class Cursor:
    """A place in a line of tokens. Productions take tokens and put ``i`` back where they fail."""

    def __init__(self, line: Line, tokens: tuple[Token, ...]) -> None:
        self.line = line
        self.tokens = tokens
        self.i = 0

    def peek(self, ahead: int = 0) -> Token:
        """Return the token ``ahead`` of the cursor without taking it; an END token past the end."""
        at = self.i + ahead
        tokens = self.tokens
        return tokens[at] if 0 <= at < len(tokens) else _END

    def sees(self, *kinds: str, ahead: int = 0) -> bool:
        """Say whether the token goes by one of these names."""
        return not self.peek(ahead).kinds.isdisjoint(kinds)

    def take(self, *kinds: str) -> Token | None:
        """Take the next token if it goes by one of these names."""
        at, tokens = self.i, self.tokens  # written out: a clause asks this some hundred times for every token
        token = tokens[at] if at < len(tokens) else _END
        if token.kinds.isdisjoint(kinds):
            return None
        self.i = at + 1
        return token

    def word(self, *words: str) -> Token | None:
        """Take the next token if it is one of these words."""
        token = self.peek()
        if token.text not in words or token is _END:
            return None
        self.i += 1
        return token

    def skip(self, words: Collection[str]) -> None:
        """Skip any run of these words."""
        tokens = self.tokens
        while self.i < len(tokens) and tokens[self.i].text in words:
            self.i += 1

    def phrase(self, pattern: re.Pattern[str]) -> bool:
        """Take the tokens a pattern covers, if it ends where a token ends."""
        if self.over():
            return False
        match = pattern.match(self.line.text, self.peek().start)
        return match is not None and match.group() != "" and self.upto(match.end())

    def upto(self, end: int) -> bool:
        """Take the tokens before the place ``end`` of the folded text, if one of them ends there."""
        first = self.i
        while not self.over() and self.peek().start < end:
            self.i += 1
        if self.tokens[self.i - 1].end != end:
            self.i = first
            return False
        return True

    def over(self) -> bool:
        """Say whether the tokens are used up."""
        return self.i >= len(self.tokens)

    def start(self, at: int | None = None) -> int:
        """Return where the token at index ``at`` begins in the folded text."""
        at = self.i if at is None else at
        return self.tokens[at].start if at < len(self.tokens) else len(self.line.text)

    def slice(self, first: int, last: int) -> str:
        """Return the folded text of the tokens from index ``first`` to before ``last``."""
        if first >= last:
            return ""
        return self.line.text[self.tokens[first].start : self.tokens[last - 1].end]
