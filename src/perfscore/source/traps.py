"""A lenient pass over the lines: the traps of YAML, each with its place and a repair.

YAML stops at its first error. This pass does not parse; it follows indentation, quotes, brackets and block texts
just closely enough to tell where a key, a value or a comment begins, says what goes wrong there, and repairs the
line so that the real parser can read on. Valid YAML must pass without a word: the pass runs over a file only if YAML
stumbled (``structural``), or for blanks, invisible characters and comments, which YAML takes without complaint.
"""

from __future__ import annotations

import re

from .blanks import BLANKS, indent_of, invisible
from .blockvalues import COLON, COMMENT, Values
from .files import Source
from .levels import ENTRY
from .notes import Notes
from .quoting import closing_quote, refuse_mark
from .signs import INVISIBLE, ODD
from .wording import short

__all__ = ["scan"]

_ODD_COLON = re.compile(rf"([^\s:：\"'#]{{1,40}}):([{ODD}][ {ODD}]*)")
_JOINED = re.compile(r"([^\s:：，,。；;\"'“”#]{1,24}|\"[^\"]{1,40}\"|'[^']{1,40}')([:：])(?!//)")
_MISSING_DASH_BLANK = re.compile(r"-[^\W\d_][\w（）()]{0,24}[:：]")
_SPACES = re.compile(r"[ \t]*")
_MOST_KEY = 9
MAX_LINE = 20_000
"""Longer lines are left to YAML: the longest paragraph in one cell has some thousand characters."""


def scan(source: Source, *, structural: bool) -> Notes:
    """Go over the lines of ``source``. Without ``structural`` only blanks, invisible characters and ``#`` are seen."""
    notes = Notes(source)
    _Scan(notes, structural).run()
    return notes


class _Scan(Values):
    """The pass: line by line, each line from its indentation to the key."""

    documents = 0
    mended = -1
    """The last line whose colon was repaired."""
    complex_keys = False
    """The file has keys written with ``? ``."""

    def run(self) -> None:
        number, count = 0, len(self.lines)
        while number < count:
            text = self.lines[number]
            if (not text.isascii() or not text.isprintable()) and INVISIBLE.search(text):
                invisible(self.notes, number, text)
            following = self.line(number, text)
            if following < 0:
                return
            number = max(following, number + 1)

    def line(self, number: int, text: str) -> int:
        """Read the line; return the number of the next one to read, -1 for none."""
        indent = indent_of(text)
        if indent == len(text) or text[indent] == "#":
            if text[:indent].strip(" "):
                self.notes.edit(number, 0, indent, " " * indent)
            return number + 1
        if len(text) > MAX_LINE:
            self.levels.child = self.text_open = False
            return number + 1
        if indent == 0 and text.startswith(("---", "...", "%")):
            return self.frame(number, text)
        column = self.levels.indentation(number, text, indent)
        self.levels.want = column
        following = self.entries(number, text, indent, column)
        if text[:indent] != " " * self.levels.want:
            self.notes.edit(number, 0, indent, " " * self.levels.want)
        return following

    def frame(self, number: int, text: str) -> int:
        """Document marks and directives."""
        if text[0] == "%":
            if self.structural and (self.levels.open or not self.directive(number)):
                self.notes.report("Y045", number, 0, len(text.rstrip()))
                self.notes.blank(number)
            return number + 1
        if text[3:4].strip():
            column = self.levels.indentation(number, text, 0)
            return self.entries(number, text, 0, column)
        self.documents += 1
        if self.levels.open or self.documents > 1:
            return -1
        return number + 1

    def directive(self, number: int) -> bool:
        """Tell whether a line with ``%`` is a directive of YAML: the composer refuses those."""
        follow = self.following[number]
        return follow < len(self.lines) and self.lines[follow].startswith(("---", "%"))

    # entries

    def entries(self, number: int, text: str, at: int, column: int) -> int:
        """Read the dashes of a line, then what stands behind them."""
        first = True
        while text.startswith("-", at):
            stop = at + 1
            blanks = (_SPACES if text.startswith(" ", stop) else BLANKS).match(text, stop)
            after = blanks.end() if blanks else stop
            if after > stop or after == len(text):
                self.odd_behind(number, text, "-", stop, after)
                settled = self.levels.settle(number, column, "seq", at if first else 0)
                column += settled - column + after - at
                at = after
            elif self.dash_meant(text, at, column):
                fix = "- " + text[stop:].strip()
                self.quiet.report("Y017", number, at, stop, fix=short(fix))
                self.quiet.edit(number, stop, 0, " ")
                settled = self.levels.settle(number, column, "seq", at if first else 0)
                column += settled - column + 2
                at = stop
            else:
                break
            self.levels.child, self.text_open, first = True, False, False
            if at >= len(text) or text[at] == "#":
                return number + 1
        return self.content(number, text, at, column, first)

    def dash_meant(self, text: str, at: int, column: int) -> bool:
        """Tell whether a dash without a blank behind it was meant to begin a list item."""
        if self.levels.known(column, "seq"):
            return True
        return self.levels.child and bool(_MISSING_DASH_BLANK.match(text, at))

    def content(self, number: int, text: str, at: int, column: int, first: bool) -> int:
        """Read a key with its value, or a value alone."""
        indent = at if first else 0
        if text[at] in "{[":
            if first and not self.levels.child and (self.dash_lost(number, text, at, column)):
                self.levels.child = True
            return self.flow(number, at)
        if text[at] in ",]}" and len(text) > at + 1 and _key(text, at)[1] > at + 1:
            self.quiet.report("Y036", number, at, at + 1, mark=text[at], fix=short(text[at + 1 :].strip()))
            self.quiet.edit(number, at, 1, "")
            at += 1
        if text.startswith("? ", at):
            self.complex_keys, self.levels.child = True, False
            return number + 1
        key_end, colon = _key(text, at)
        if colon == at:
            if not self.complex_keys:
                self.quiet.report("Y047", number, at, at + 1)
                if self.structural:
                    self.notes.blank(number)
            return number + 1
        if colon < 0 and (found := _ODD_COLON.match(text, at)):
            self.odd_behind(number, text, found[1] + ":", found.start(2), found.end(2))
            key_end = colon = found.end(1)
        if colon < 0:
            return self.without_key(number, text, at, column, first)
        if self.text_open and self.deeper(column) and not self.structural:
            return number + 1
        column = self.levels.settle(number, column, "map", indent)
        if text[at] not in "\"'" and "\t" in text[at:colon]:
            self.tail(number, text[:colon], at)
        if text[at] in "&*!%@`|>" and not text.startswith("<<", at):
            refuse_mark(self.quiet, number, at, key_end)
        return self.value(number, text, colon + 1, column, text[at:key_end])

    def dash_lost(self, number: int, text: str, at: int, column: int) -> bool:
        """``{…}`` on a line of its own among the items of a list: its dash is missing."""
        lists = [level.column for level in self.levels.open if level.kind == "seq" and level.column <= column]
        if not lists or not self.structural:
            return False
        while self.levels.open and self.levels.open[-1].column > lists[-1]:
            self.levels.open.pop()
        self.notes.report("Y040", number, at, at + 1, fix=f"- {short(text[at:].strip())}")
        self.notes.edit(number, at, 0, "- ")
        self.levels.want = lists[-1]
        return True

    def deeper(self, column: int) -> bool:
        """Tell whether a column lies deeper than all that is open."""
        return not self.levels.open or column > self.levels.open[-1].column

    def without_key(self, number: int, text: str, at: int, column: int, first: bool) -> int:
        """No key that YAML sees: a text, or an entry whose colon is full-width or lacks its blank."""
        expected = self.expected(number, text, at, column, first)
        found = _JOINED.match(text, at)
        if self.structural and expected and found and not found[1].isdigit():
            rest = text[found.end() :].strip()
            code = "Y011" if found[2] == "：" else "Y012"
            stop = len(text.rstrip())
            fix = f"{found[1]}: {short(rest)}".rstrip()
            self.notes.report(code, number, at, stop, text=short(text[at:stop]), fix=fix)
            self.notes.edit(number, found.start(2), 1, ": " if rest else ":")
            self.mended = number
            column = self.levels.settle(number, column, "map", at if first else 0)
            return self.value(number, text, found.end(), column, found[1])
        if self.structural and expected and first and ":" not in text:
            return self.no_colon(number, text, at, column)
        if first and not self.levels.child:
            self.tail(number, text, at)
            return number + 1
        parent = self.levels.open[-1].column if self.levels.open else -1
        return self.value(number, text, at, parent, "")

    def expected(self, number: int, text: str, at: int, column: int, first: bool) -> bool:
        """Tell whether an entry, not a text, must stand in this column."""
        if first and (not self.levels.open or self.levels.known(column, "map")):
            return True
        if first and not self.levels.child:
            return False
        if first and self.mended >= 0 and self.following[self.mended] == number:
            return True
        follow = self.following[number]
        if follow >= len(self.lines):
            return False
        below = self.lines[follow]
        indent = indent_of(below)
        if indent == at:
            return bool(ENTRY.match(below, indent)) and not below.startswith("- ", indent)
        return indent > at and text.rstrip().endswith(("：", ":"))

    def no_colon(self, number: int, text: str, at: int, column: int) -> int:
        """A line among entries that has no colon at all."""
        plain = text[at:].rstrip()
        follow = self.following[number]
        parent = follow < len(self.lines) and indent_of(self.lines[follow]) > at
        words = plain.split(None, 1)
        fix = f"{plain}:" if parent else f"{words[0]}: {words[1]}" if len(words) == 2 else f"{plain}: …"
        if len(words) == 1 and len(plain) > _MOST_KEY:
            fix = ""
        self.notes.report("Y052", number, at, at + len(plain), text=short(plain), fix=short(fix))
        if not parent:
            self.notes.blank(number)
            return number + 1
        self.notes.edit(number, at + len(plain), 0, ":")
        self.levels.settle(number, column, "map", at)
        self.levels.child, self.text_open = True, False
        return number + 1


def _key(text: str, at: int) -> tuple[int, int]:
    """Return where a key ends and where its colon stands; -1 where YAML would see no key."""
    if text[at] in "\"'":
        stop = closing_quote(text, at)
        if stop < 0:
            return -1, -1
        blanks = BLANKS.match(text, stop)
        after = blanks.end() if blanks else stop
        return (stop, after) if COLON.match(text, after) else (-1, -1)
    found = COLON.search(text, at)
    if found is None:
        return -1, -1
    comment = COMMENT.search(text, at)
    if comment is not None and comment.start() < found.start():
        return -1, -1
    return found.start(), found.start()
