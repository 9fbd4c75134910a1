"""A lenient pass over the lines: the traps of YAML, each with its place and a repair.

YAML stops at its first error. This pass does not parse; it follows indentation, quotes, brackets and block texts
just closely enough to tell where a key, a value or a comment begins, says what goes wrong there, and repairs the
line so that the real parser can read on. Valid YAML must pass without a word: the pass runs over a file only if YAML
stumbled (``structural``), or for blanks, invisible characters and comments, which YAML takes without complaint.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .blanks import BLANKS, INVISIBLE, ODD, blank_name, indent_of, invisible
from .files import Source
from .flowvalues import Flow
from .notes import Notes
from .quoting import bad_escape, closing_quote, early_close, refuse_mark, unclosed_quote
from .wording import quoted, short

__all__ = ["HASH", "scan"]

HASH = re.compile(r"[^\s#][ \t]+#[^\s#!]")
"""A ``#`` behind a text and a blank, with something right behind it: a comment for YAML, perhaps not for the writer."""

_COMMENT = re.compile(r"[ \t]#")
_COLON = re.compile(r":(?=[ \t]|\Z)")
_ODD_COLON = re.compile(rf"([^\s:：\"'#]{{1,40}}):([{ODD}][ {ODD}]*)")
_JOINED = re.compile(r"([^\s:：，,。；;\"'“”#]{1,24}|\"[^\"]{1,40}\"|'[^']{1,40}')([:：])(?!//)")
_ENTRY = re.compile(r"(?:- +)*(?:[^\s:：，,。；;\"'“”#]{1,24}|\"[^\"]{1,40}\"|'[^']{1,40}')[:：](?!//)")
_MISSING_DASH_BLANK = re.compile(r"-[^\W\d_][\w（）()]{0,24}[:：]")
_SPACES = re.compile(r"[ \t]*")
_BLOCK = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])[ \t]*(?:[ \t]#.*)?\Z")
_MOST_LINES = 1000
MAX_LINE = 20_000
"""Longer lines are left to YAML: the longest paragraph in one cell has some thousand characters."""


_OPENING = tuple("{[\"'|>")


class _Level(NamedTuple):
    column: int
    kind: str


def scan(source: Source, *, structural: bool) -> Notes:
    """Go over the lines of ``source``. Without ``structural`` only blanks, invisible characters and ``#`` are seen."""
    notes = Notes(source)
    _Scan(notes, structural).run()
    return notes


class _Scan:
    def __init__(self, notes: Notes, structural: bool) -> None:
        self.notes = notes
        self.structural = structural
        self.quiet = notes if structural else Notes(notes.source)
        """Takes what only counts in a file that YAML cannot read."""
        self.lines = notes.source.lines
        self.following, self.filled = _following(self.lines)
        self.tabbed = not any(line.startswith(" ") and line.strip() for line in self.lines)
        self.levels: list[_Level] = []
        self.child = True
        """The last entry has no value yet: something deeper may follow."""
        self.text_open = False
        """The last value is a plain text: deeper lines may continue it."""
        self.shift: tuple[int, int] | None = None
        self.want = 0
        self.documents = 0

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
            self.child = self.text_open = False
            return number + 1
        if indent == 0 and text.startswith(("---", "...", "%")):
            return self.frame(number, text)
        column = self.indentation(number, text, indent)
        self.want = column
        following = self.entries(number, text, indent, column)
        if text[:indent] != " " * self.want:
            self.notes.edit(number, 0, indent, " " * self.want)
        return following

    def frame(self, number: int, text: str) -> int:
        """Document marks and directives."""
        if text[0] == "%":
            if self.structural and (self.levels or not self.directive(number)):
                self.notes.report("Y045", number, 0, len(text.rstrip()))
                self.notes.blank(number)
            return number + 1
        if text[3:4].strip():
            column = self.indentation(number, text, 0)
            return self.entries(number, text, 0, column)
        self.documents += 1
        if self.levels or self.documents > 1:
            return -1
        return number + 1

    def directive(self, number: int) -> bool:
        """Tell whether a line with ``%`` is a directive of YAML: the composer refuses those."""
        follow = self.following[number]
        return follow < len(self.lines) and self.lines[follow].startswith(("---", "%"))

    # indentation

    def indentation(self, number: int, text: str, indent: int) -> int:
        """Return the column the line's content is meant to stand in; report blanks that are not spaces."""
        blank = text[:indent]
        odd = blank.strip(" ")
        column = self.guess(blank) if odd else indent
        if odd:
            self.odd_indent(number, text, indent, odd[0], column)
        if self.shift is not None:
            wrong, better = self.shift
            if column < wrong or any(column == level.column for level in self.levels):
                self.shift = None
            else:
                column += better - wrong
        return column

    def odd_indent(self, number: int, text: str, indent: int, char: str, column: int) -> None:
        start = text.index(char)
        content = text[indent:].rstrip()
        fix = " " * column + short(content)
        if char == "\t":
            self.notes.report("Y015", number, start, indent, fix=fix)
            return
        name, name_en = blank_name(char)
        found = _ENTRY.match(content)
        key = found[0].lstrip("-{[ ").rstrip(":：") if found else short(content, 20)
        self.notes.report("Y013", number, start, indent, key=key, blank=name, blank_en=name_en, fix=fix)

    def guess(self, blank: str) -> int:
        """The column that a mixed indent is meant for: one that is open, the deepest first; else a child's."""
        tabs, wide = blank.count("\t"), blank.count("\u3000")
        rest = len(blank) - tabs - wide
        if self.tabbed:
            return rest + 2 * tabs + 2 * wide
        columns = [rest + t * tabs + w * wide for t in (2, 4, 8) for w in (2, 1, 4)]
        known = {level.column for level in self.levels}
        top = max(known, default=-1)
        if matching := [c for c in columns if c in known]:
            return max(matching)
        deeper = [c for c in columns if c > top]
        if self.child and deeper:
            return deeper[0]
        return min(known, key=lambda k: (abs(k - columns[0]), -k)) if known else 0

    def settle(self, number: int, column: int, kind: str, indent: int) -> int:
        """Find the level an entry belongs to and return its column; report one that belongs to none."""
        levels = self.levels
        popped: _Level | None = None
        while levels and levels[-1].column > column:
            popped = levels.pop()
        top = levels[-1] if levels else None
        if top is not None and top.column == column:
            if top.kind == kind:
                return column
            if kind == "seq":
                if self.child and popped is None:
                    levels.append(_Level(column, kind))
                return column
            if len(levels) > 1 and levels[-2] == _Level(column, "map"):
                levels.pop()
                return column
            better = popped.column if popped and popped.kind == "map" else column + 2
            if popped:
                levels.append(popped)
            else:
                levels.append(_Level(better, "map"))
            return self.wrong(number, column, better, indent)
        if popped is None:
            if top is None or self.child or top.kind != kind:
                levels.append(_Level(column, kind))
                return column
            return self.wrong(number, column, top.column, indent)
        return self.between(number, column, kind, indent, popped)

    def between(self, number: int, column: int, kind: str, indent: int, popped: _Level) -> int:
        """An entry that stands between two levels goes to the nearer one of its kind."""
        levels = self.levels
        top = levels[-1] if levels else None
        down = popped.column - column if popped.kind == kind else 1000
        up = column - top.column if top is not None and top.kind == kind else 1000
        if down == up == 1000:
            levels.append(_Level(column, kind))
            return column
        if down <= up or top is None:
            levels.append(popped)
            return self.wrong(number, column, popped.column, indent)
        return self.wrong(number, column, top.column, indent, popped)

    def wrong(self, number: int, column: int, better: int, indent: int, also: _Level | None = None) -> int:
        if not self.structural:
            return better
        columns = sorted({level.column for level in self.levels} | ({also.column} if also else set()))
        self.notes.report(
            "Y018",
            number,
            0,
            indent,
            indent=str(column),
            levels="、".join(map(str, columns)),
            better=str(better),
        )
        self.want = better
        self.shift = (column, better)
        return better

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
                settled = self.settle(number, column, "seq", at if first else 0)
                column += settled - column + after - at
                at = after
            elif self.dash_meant(text, at, column):
                fix = "- " + text[stop:].strip()
                self.quiet.report("Y017", number, at, stop, fix=short(fix))
                self.quiet.edit(number, stop, 0, " ")
                settled = self.settle(number, column, "seq", at if first else 0)
                column += settled - column + 2
                at = stop
            else:
                break
            self.child, self.text_open, first = True, False, False
            if at >= len(text) or text[at] == "#":
                return number + 1
        return self.content(number, text, at, column, first)

    def dash_meant(self, text: str, at: int, column: int) -> bool:
        """Tell whether a dash without a blank behind it was meant to begin a list item."""
        if any(level == _Level(column, "seq") for level in self.levels):
            return True
        return self.child and bool(_MISSING_DASH_BLANK.match(text, at))

    def odd_behind(self, number: int, text: str, sign: str, start: int, stop: int) -> None:
        """Blanks behind a dash or a colon: a Tab does no harm, others hide the sign from YAML."""
        odd = text[start:stop].strip(" ")
        if not odd:
            return
        self.notes.edit(number, start, stop - start, " " * (stop - start))
        if odd.strip("\t"):
            name, name_en = blank_name(odd.strip("\t")[0])
            fix = f"{sign} {short(text[stop:].strip())}"
            if sign == "-":
                self.notes.report("Y010", number, start, stop, blank=name, blank_en=name_en, fix=fix)
            else:
                self.notes.report(
                    "Y016", number, start, stop, key=sign.rstrip(":"), blank=name, blank_en=name_en, fix=fix
                )

    def content(self, number: int, text: str, at: int, column: int, first: bool) -> int:
        """Read a key with its value, or a value alone."""
        indent = at if first else 0
        if text[at] in "{[":
            if first and not self.child and (self.dash_lost(number, text, at, column)):
                self.child = True
            return self.flow(number, at)
        if text[at] in ",]}" and len(text) > at + 1 and _key(text, at)[1] > at + 1:
            self.quiet.report("Y036", number, at, at + 1, mark=text[at], fix=short(text[at + 1 :].strip()))
            self.quiet.edit(number, at, 1, "")
            at += 1
        key_end, colon = _key(text, at)
        if colon < 0 and (found := _ODD_COLON.match(text, at)):
            self.odd_behind(number, text, found[1] + ":", found.start(2), found.end(2))
            key_end = colon = found.end(1)
        if colon < 0:
            return self.without_key(number, text, at, column, first)
        if self.text_open and self.deeper(column) and not self.structural:
            return number + 1
        column = self.settle(number, column, "map", indent)
        if text[at] not in "\"'" and "\t" in text[at:colon]:
            self.tail(number, text[:colon], at)
        if text[at] in "&*!%@`|>" and not text.startswith("<<", at):
            refuse_mark(self.quiet, number, at, key_end)
        return self.value(number, text, colon + 1, column, text[at:key_end])

    def dash_lost(self, number: int, text: str, at: int, column: int) -> bool:
        """``{…}`` on a line of its own among the items of a list: its dash is missing."""
        lists = [level.column for level in self.levels if level.kind == "seq" and level.column <= column]
        if not lists or not self.structural:
            return False
        while self.levels and self.levels[-1].column > lists[-1]:
            self.levels.pop()
        self.notes.report("Y040", number, at, at + 1, fix=f"- {short(text[at:].strip())}")
        self.notes.edit(number, at, 0, "- ")
        self.want = lists[-1]
        return True

    def deeper(self, column: int) -> bool:
        """Tell whether a column lies deeper than all that is open."""
        return not self.levels or column > self.levels[-1].column

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
            column = self.settle(number, column, "map", at if first else 0)
            return self.value(number, text, found.end(), column, found[1])
        if self.structural and expected and first:
            return self.no_colon(number, text, at, column)
        if first and not self.child:
            self.tail(number, text, at)
            return number + 1
        parent = self.levels[-1].column if self.levels else -1
        return self.value(number, text, at, parent, "")

    def expected(self, number: int, text: str, at: int, column: int, first: bool) -> bool:
        """Tell whether an entry, not a text, must stand in this column."""
        if first and (not self.levels or any(level == _Level(column, "map") for level in self.levels)):
            return True
        if first and not self.child:
            return False
        follow = self.following[number]
        if follow >= len(self.lines):
            return False
        below = self.lines[follow]
        indent = indent_of(below)
        if indent == at:
            return bool(_ENTRY.match(below, indent)) and not below.startswith("- ", indent)
        return indent > at and text.rstrip().endswith(("：", ":"))

    def no_colon(self, number: int, text: str, at: int, column: int) -> int:
        """A line among entries that has no colon at all."""
        plain = text[at:].rstrip()
        follow = self.following[number]
        parent = follow < len(self.lines) and indent_of(self.lines[follow]) > at
        words = plain.split(None, 1)
        fix = f"{plain}:" if parent else f"{words[0]}: {words[1]}" if len(words) == 2 else f"{plain}: …"
        self.notes.report("Y052", number, at, at + len(plain), text=short(plain), fix=short(fix))
        if not parent:
            self.notes.blank(number)
            return number + 1
        self.notes.edit(number, at + len(plain), 0, ":")
        self.settle(number, column, "map", at)
        self.child, self.text_open = True, False
        return number + 1

    # values

    def value(self, number: int, text: str, at: int, column: int, key: str) -> int:
        """Read the value that begins somewhere behind ``at``; ``column`` is that of its key."""
        blanks = BLANKS.match(text, at)
        start = blanks.end() if blanks else at
        if "\t" in text[at:start]:
            self.notes.edit(number, at, start - at, " " * (start - at))
        elif text[at:start].strip(" "):
            if text[start : start + 1] in _OPENING:
                self.odd_behind(number, text, f"{key}:" if key else "-", at, start)
            elif start < len(text):
                start -= len(text[at:start].lstrip(" "))
        self.child = self.text_open = False
        if start >= len(text):
            self.child = True
            return number + 1
        char = text[start]
        if char == "#" and start > at:
            self.child = True
            self.lost(number, text, start, column, key)
            return number + 1
        if char in "|>":
            return self.block(number, text, start, column)
        if char in "{[":
            return self.flow(number, start)
        if char in "\"'":
            return self.quote(number, text, start, column)
        return self.plain(number, text, start, key)

    def lost(self, number: int, text: str, start: int, column: int, key: str) -> None:
        """``名称: #1号机组``: the whole value is a comment, and nothing deeper follows."""
        follow = self.following[number]
        if not key or text[start + 1 : start + 2] in ("", " ", "\t", "#", "!"):
            return
        if follow < len(self.lines):
            below = self.lines[follow]
            indent = indent_of(below)
            if indent > column or (indent == column and below.startswith("-", indent)):
                return
        value = text[start:].rstrip()
        self.notes.report(
            "Y029", number, start, start + len(value), text=short(value), fix=f"{key}: {quoted(value)}"
        )
        self.notes.quote(number, start, start + len(value))
        self.child = False

    def block(self, number: int, text: str, start: int, column: int) -> int:
        """A block text, or a value that begins with its sign."""
        head = text[start:].rstrip()
        follow = self.filled[number]
        deeper = follow < len(self.lines) and self.inside(follow, column, probe=True)
        if not _BLOCK.match(head) or (not deeper and head[1:2].isdigit()):
            refuse_mark(self.quiet, number, start, _before_comment(text, start))
            return number + 1
        number += 1
        while number < len(self.lines) and self.inside(number, column):
            if INVISIBLE.search(self.lines[number]):
                invisible(self.notes, number, self.lines[number])
            number += 1
        return number

    def inside(self, number: int, column: int, *, probe: bool = False) -> bool:
        """Tell whether a line belongs to a block text under a key in ``column``; mend its odd blanks."""
        text = self.lines[number]
        spaces = len(text) - len(text.lstrip(" "))
        if spaces == len(text) or spaces > column:
            return True
        indent = indent_of(text)
        if spaces == indent:
            return False
        if indent == len(text):
            if not probe:
                self.notes.edit(number, 0, indent, "")
            return True
        blank = self.guess(text[:indent])
        if blank <= column:
            return False
        if not probe:
            self.odd_indent(number, text, indent, text[spaces], max(blank, column + 2))
            self.notes.edit(number, 0, indent, " " * max(blank, column + 2))
        return True

    def flow(self, number: int, start: int) -> int:
        """Braces or brackets, perhaps over several lines."""
        base = self.levels[-1].column if self.levels else -1
        self.child = self.text_open = False
        line, stop = Flow(self.quiet, self.following, self.filled, base).run(number, start)
        for between in range(number, line + 1):
            if "\t" in self.lines[between]:
                self.tabs(between, start if between == number else 0)
            if between > number and INVISIBLE.search(self.lines[between]):
                invisible(self.notes, between, self.lines[between])
        text = self.lines[line]
        rest = text[stop:].strip()
        if rest and not (rest[0] == "#" and text[stop] in " \t") and rest[0] != ":":
            at = text.index(rest[0], stop)
            end = len(text.rstrip())
            fix = short(text[:stop].strip(), 120)
            if rest[0] in "]}":
                self.quiet.report("Y036", line, at, at + 1, mark=rest[0], fix=fix)
            else:
                self.quiet.report("Y037", line, at, end, mark=text[stop - 1], text=short(rest), fix=fix)
            self.quiet.edit(line, at, end - at, "")
        return line + 1

    def tabs(self, number: int, start: int) -> None:
        """Tabs of a line in braces or brackets, outside quotes, become spaces."""
        text, at, mark = self.lines[number], start, ""
        for at in range(start, len(text)):
            char = text[at]
            if mark:
                mark = "" if char == mark else mark
            elif char in "\"'" and (at == 0 or text[at - 1] in " \t{[,:"):
                mark = char
            elif char == "\t":
                self.notes.edit(number, at, 1, " ")

    def quote(self, number: int, text: str, start: int, column: int) -> int:
        """A value in quotes, perhaps over several lines."""
        stop = closing_quote(text, start)
        last = number
        if stop < 0:
            last, stop = self.quote_end(number, text[start], column)
            if stop < 0:
                unclosed_quote(self.quiet, number, start, len(text.rstrip()))
                return number + 1
            for between in range(number + 1, last + 1):
                if INVISIBLE.search(self.lines[between]):
                    invisible(self.notes, between, self.lines[between])
        else:
            bad_escape(self.quiet, number, start, stop)
        line = self.lines[last]
        rest = line[stop:]
        if rest.strip() and not (rest.lstrip(" \t").startswith("#") and rest[0] in " \t"):
            if last == number:
                early_close(self.quiet, number, start, stop, _before_comment(line, stop))
            else:
                end = len(line.rstrip())
                at = end - len(rest.strip())
                fix = short(line[:stop].strip())
                self.quiet.report("Y037", last, at, end, mark=line[stop - 1], text=short(rest.strip()), fix=fix)
                self.quiet.edit(last, at, end - at, "")
        else:
            self.tail(last, line, stop)
        if rest.lstrip(" \t").startswith("#"):
            self.hash(last, line, stop, start if last == number else 0)
        return last + 1

    def quote_end(self, number: int, mark: str, column: int) -> tuple[int, int]:
        """Return where a quote that is still open at the end of its line closes below; -1 if nowhere sensible."""
        for line in range(number + 1, min(number + _MOST_LINES, len(self.lines))):
            text = self.lines[line]
            if not text.strip():
                continue
            if indent_of(text) <= column:
                break
            stop = closing_quote(text, 0, mark)
            if stop >= 0:
                return line, stop
        return number, -1

    def plain(self, number: int, text: str, start: int, key: str) -> int:
        """A value without quotes."""
        stop = _before_comment(text, start)
        body = text[start:stop]
        self.tail(number, text, stop)
        if not body:
            self.child = True
            return number + 1
        if stop < len(text.rstrip()):
            self.hash(number, text, stop, start)
        sign = body[0]
        if sign in "%@`&*!,]}" or (sign in "-?:" and (len(body) == 1 or body[1] in " \t")):
            if sign == "-" and len(body) > 1 and key:
                self.quiet.report(
                    "Y035", number, start, stop, key=key, fix=short(body), quoted=f"{key}: {quoted(short(body))}"
                )
                self.quiet.quote(number, start, stop)
                return number + 1
            if refuse_mark(self.quiet, number, start, stop):
                return number + 1
        if key and (_COLON.search(body) is not None):
            better = f"{key}: " + body.replace(": ", "：")
            if body.endswith(":"):
                better = ""
            self.quiet.report(
                "Y027", number, start, stop, text=key, fix=f"{key}: {quoted(short(body))}", better=short(better)
            )
            self.quiet.quote(number, start, stop)
            return number + 1
        if "\t" in body:
            at = text.index("\t", start)
            self.notes.report("Y019", number, at, at + 1)
            self.tail(number, text, start)
        self.text_open = True
        return number + 1

    def tail(self, number: int, text: str, start: int) -> None:
        """Tabs from ``start`` to the end or to a comment become spaces: only libyaml knows what to do with them."""
        if "\t" in text:
            found = _COMMENT.search(text, start)
            for i in range(start, found.start() + 1 if found else len(text)):
                if text[i] == "\t":
                    self.notes.edit(number, i, 1, " ")

    def hash(self, number: int, text: str, stop: int, start: int) -> None:
        """A comment behind a value: said if it does not look like one."""
        begin = text.index("#", stop)
        if text[begin + 1 : begin + 2].strip() and text[begin + 1] not in "#!":
            comment = text[begin:].rstrip()
            fix = quoted(short(text[start:].rstrip()))
            self.notes.report("Y028", number, begin, begin + len(comment), text=short(comment), fix=fix)


def _key(text: str, at: int) -> tuple[int, int]:
    """Return where a key ends and where its colon stands; -1 where YAML would see no key."""
    if text[at] in "\"'":
        stop = closing_quote(text, at)
        if stop < 0:
            return -1, -1
        blanks = BLANKS.match(text, stop)
        after = blanks.end() if blanks else stop
        return (stop, after) if _COLON.match(text, after) else (-1, -1)
    found = _COLON.search(text, at)
    if found is None:
        return -1, -1
    comment = _COMMENT.search(text, at)
    if comment is not None and comment.start() < found.start():
        return -1, -1
    return found.start(), found.start()


def _before_comment(text: str, start: int) -> int:
    """Return where a plain value ends: before a comment and the blanks in front of it."""
    found = _COMMENT.search(text, start)
    stop = found.start() if found else len(text)
    return start + len(text[start:stop].rstrip())


def _following(lines: tuple[str, ...]) -> tuple[list[int], list[int]]:
    """For each line the number of the next one that is not blank: comments left out, and with them.

    The count of lines stands where there is none.
    """
    plain, filled = [0] * len(lines), [0] * len(lines)
    next_plain = next_filled = len(lines)
    for number in range(len(lines) - 1, -1, -1):
        plain[number], filled[number] = next_plain, next_filled
        text = lines[number].lstrip()
        if text:
            next_filled = number
            if text[0] != "#":
                next_plain = number
    return plain, filled
