"""Braces and brackets, read leniently: where ``{…}`` or ``[…]`` goes wrong, say what and repair it.

Follows the text token by token, over several lines if need be. Valid YAML passes without a word; what YAML accepts
but means otherwise (a comma that cuts a value) is not looked for here but in :mod:`.composing`, which knows.
"""

from __future__ import annotations

import re

from .blanks import BLANKS
from .notes import Notes
from .quoting import bad_escape, closing_quote, early_close, refuse_mark, unclosed_quote
from .wording import quoted, short

__all__ = ["Flow"]

_CLOSE = {"{": "}", "[": "]"}
_PLAIN_END = re.compile(r"[,\[\]{}]|:(?=[\s,\[\]{}]|\Z)|[ \t](?=#)")
_EXTENT = re.compile(r"[^,\[\]{}]*")
_BRACKETED = re.compile(r"[^,\[\]{}]*(?:[\[{][^\[\]{}]*)?[\]}][^,\[\]{}]*")
_BLOCK_ENTRY = re.compile(r"[^,\[\]{}\"']*?:(?:\s|\Z)")
_WIDE_COMMA = re.compile(r"[，；;][ \u3000]*([^\s，；;]{1,16})\Z")
_NO_COMMA = re.compile(r"[ \u3000]+([^\s]{1,16})\Z")
_MARKS = frozenset(">|%@`&*!?-:")
_MEANT_ENTRY = re.compile(r",[ ]*[^\s,\[\]{}:]{1,16}:[ ]")
_LAST_CLOSE = re.compile(r"[\]}]+[ \t]*\Z")
_MOST_LINES = 50
_ODD = "\u00a0\u3000"
"""Behind such a blank a sign does not begin the text: YAML counts the blank as part of it."""


class Flow:
    """One collection in braces or brackets, from its first character on."""

    def __init__(self, notes: Notes, following: list[int], filled: list[int], base: int) -> None:
        self.notes = notes
        self.lines = notes.source.lines
        self.following = following
        self.filled = filled
        self.base = base
        self.stack: list[tuple[str, int, int]] = []
        self.colon = False
        self.after = (0, 0)
        self.jump: tuple[int, int] | None = None

    def run(self, line: int, at: int) -> tuple[int, int]:
        """Read from ``line``, column ``at``; return the line and column behind the collection."""
        self.after = (line, at)
        while True:
            text = self.lines[line]
            at = self.skip(text, at)
            if at >= len(text) or (text[at] == "#" and at and text[at - 1] in " \t"):
                if at < len(text) and (stop := self.hash(line, at, at)):
                    at = stop
                    continue
                follow = self.following[line]
                if self.unclosed(follow):
                    return self.close()
                line, at = follow, 0
                continue
            at = self.step(line, at, text)
            if self.jump is not None:
                (line, at), self.jump = self.jump, None
            self.after = (line, at)
            if not self.stack:
                return line, at

    @staticmethod
    def skip(text: str, at: int) -> int:
        found = BLANKS.match(text, at)
        return found.end() if found else at

    def step(self, line: int, at: int, text: str) -> int:
        char = text[at]
        if char in "{[":
            self.stack.append((char, line, at))
            self.colon = False
            return at + 1
        if char in "}]":
            self.closed(line, at, char)
            self.colon = True
            return at + 1
        if char == ",":
            self.colon = False
            return at + 1
        follow = text[at + 1 : at + 2]
        if char == ":" and not self.colon and (not follow or follow in " \t,[]{}"):
            self.colon = True
            if follow and follow in ",[]{}":
                self.notes.edit(line, at + 1, 0, " ")
            return at + 1
        return self.token(line, at, text)

    def closed(self, line: int, at: int, char: str) -> None:
        """A closing sign: of the collection on top, of one below it, or of none."""
        if _CLOSE[self.stack[-1][0]] == char:
            self.stack.pop()
            return
        text = self.lines[line].strip()
        if any(_CLOSE[mark] == char for mark, _, _ in self.stack):
            while _CLOSE[self.stack[-1][0]] != char:
                mark, open_line, open_at = self.stack.pop()
                self.notes.edit(line, at, 0, _CLOSE[mark])
                fix = self.lines[line][:at].strip() + _CLOSE[mark] + self.lines[line][at:]
                self.notes.report(
                    "Y025", open_line, open_at, open_at + 1, mark=mark, close=_CLOSE[mark], fix=short(fix)
                )
            self.stack.pop()
            return
        mark = self.stack.pop()[0]
        self.notes.edit(line, at, 1, _CLOSE[mark])
        fix = self.lines[line][:at].strip() + _CLOSE[mark] + self.lines[line][at + 1 :]
        self.notes.report("Y036", line, at, at + 1, mark=char, fix=short(fix if fix != text else ""))

    def close(self) -> tuple[int, int]:
        """The line ends and nothing below belongs to it: close everything here."""
        line, at = self.after
        close = "".join(_CLOSE[mark] for mark, _, _ in reversed(self.stack))
        mark, open_line, open_at = self.stack[0]
        text = self.lines[line]
        self.notes.edit(line, at, 0, close)
        fix = text[:at].strip() + close
        self.notes.report("Y025", open_line, open_at, open_at + 1, mark=mark, close=_CLOSE[mark], fix=short(fix, 120))
        self.stack.clear()
        return line, len(text)

    def unclosed(self, line: int) -> bool:
        """Tell whether the next line (past the end: none) is no part of an open collection."""
        if line >= len(self.lines):
            return True
        text = self.lines[line]
        plain = text.strip()
        if plain.startswith(("- ", "---", "...")) or plain == "-":
            return True
        return self.skip(text, 0) <= self.base and plain[0] not in "}]{[," and bool(_BLOCK_ENTRY.match(plain))

    def token(self, line: int, at: int, text: str) -> int:
        """A key, a value or an item."""
        char = text[at]
        if char in "\"'":
            return self.quote(line, at, text)
        follow = text[at + 1 : at + 2]
        if (
            char in _MARKS
            and text[at - 1] not in _ODD
            and (char not in "-?:" or not follow or follow in (" \t" if char == "-" else " \t,]}"))
        ):
            stop = at + len(self.extent(text, at))
            if refuse_mark(self.notes, line, at, stop):
                return stop
        found = _PLAIN_END.search(text, at + 1)
        stop = found.start() if found else len(text)
        if found is None:
            return stop
        sign = found[0]
        if sign in " \t":
            return self.hash(line, at, stop) or len(text)
        if sign in "[{" or (sign in "]}" and self.stray(text, stop)):
            return self.bracketed(line, at, stop, text)
        if sign == ":" and self.colon and self.stack[-1][0] == "{":
            return self.second_colon(line, at, stop, text)
        return stop

    @staticmethod
    def extent(text: str, at: int) -> str:
        found = _EXTENT.match(text, at)
        return found[0].rstrip() if found else ""

    def quote(self, line: int, at: int, text: str) -> int:
        stop = closing_quote(text, at)
        if stop < 0:
            if self.quote_below(line, at):
                return len(text)
            return unclosed_quote(self.notes, line, at, self.guess(text, at))
        bad_escape(self.notes, line, at, stop)
        after = self.skip(text, stop)
        if after >= len(text) or text[after] in ",]}:" or (text[after] == "#" and after > stop):
            return stop
        if text[after] in "，；;":
            self.separator(line, after)
            return after + 1
        end = stop + len(self.extent(text, stop))
        early_close(self.notes, line, at, stop, end)
        return end

    def quote_below(self, line: int, at: int) -> bool:
        """Follow a quoted text over several lines; its end becomes ``self.jump``."""
        mark, below = self.lines[line][at], self.filled[line]
        for _ in range(_MOST_LINES):
            if self.unclosed(below):
                return False
            stop = closing_quote(self.lines[below], 0, mark)
            if stop >= 0:
                self.jump = (below, stop)
                return True
            below = self.filled[below]
        return False

    @staticmethod
    def guess(text: str, at: int) -> int:
        """Where an unclosed quote was probably meant to end: before the next entry, or before the last bracket."""
        found = _MEANT_ENTRY.search(text, at) or _LAST_CLOSE.search(text, at)
        return found.start() if found else len(text.rstrip())

    def hash(self, line: int, start: int, at: int) -> int:
        """``#`` behind a blank: a comment, unless it takes away the closing bracket. Returns where to go on, or 0."""
        text = self.lines[line]
        begin = text.index("#", at)
        if not any(c in text[begin:] for c in "]}") or not self.unclosed(self.following[line]):
            return 0
        stop = max(begin + len(self.extent(text, begin)), begin + 1)
        value = text[start:stop]
        self.notes.report("Y029", line, begin, stop, text=short(text[begin:].rstrip()), fix=quoted(value))
        self.notes.quote(line, start, stop)
        return stop

    def stray(self, text: str, at: int) -> bool:
        """Tell whether a closing bracket closes nothing and stands in the middle of a text."""
        behind = text[at + 1 : at + 2].strip()
        opened = any(_CLOSE[mark] == text[at] for mark, _, _ in self.stack)
        return not opened and bool(behind) and behind not in ",]}:"

    def bracketed(self, line: int, at: int, stop: int, text: str) -> int:
        """A plain text with brackets in it."""
        found = _BRACKETED.match(text, at)
        if found is None:
            return stop
        value = found[0].rstrip()
        self.notes.report("Y038", line, at, at + len(value), text=short(value), fix=quoted(value))
        self.notes.quote(line, at, at + len(value))
        return at + len(value)

    def second_colon(self, line: int, at: int, stop: int, text: str) -> int:
        """A second colon in one entry: the comma before it is missing or full-width, or it belongs to the text."""
        body = text[at:stop]
        if found := _WIDE_COMMA.search(body):
            self.separator(line, at + found.start())
        elif found := _NO_COMMA.search(body):
            self.notes.edit(line, at + found.start(), 0, ",")
            fix = f"{short(body[: found.start()])}, {found[1]}: …"
            self.notes.report("Y039", line, at + found.start(1), stop, text=found[1], fix=fix)
            self.colon = False
        else:
            value = self.extent(text, at)
            better = value.replace(": ", "：")
            self.notes.report("Y027", line, at, at + len(value), text=short(value), fix=quoted(value), better=better)
            self.notes.quote(line, at, at + len(value))
            return at + len(value)
        return stop

    def separator(self, line: int, at: int) -> None:
        """A full-width comma that was meant to separate two entries."""
        text = self.lines[line]
        self.notes.edit(line, at, 1, ", ")
        fix = text[:at].strip() + ", " + text[at + 1 :].strip()
        self.notes.report("Y034", line, at, at + 1, mark=text[at], better=",", fix=short(fix, 120))
        self.colon = False
