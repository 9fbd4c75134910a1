"""Values of a line, read leniently: quotes, block texts, plain texts and comments."""

from __future__ import annotations

import re

from .blanks import BLANKS, blank_name, indent_of, invisible
from .flowvalues import Flow
from .levels import ENTRY, Levels
from .notes import Notes
from .quoting import bad_escape, closing_quote, early_close, refuse_mark, unclosed_quote
from .signs import INVISIBLE
from .wording import quoted, short

__all__ = ["COLON", "COMMENT", "Values"]

COMMENT = re.compile(r"[ \t]#")
COLON = re.compile(r":(?=[ \t]|\Z)")
_BLOCK = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])[ \t]*(?:[ \t]#.*)?\Z")
_OPENING = tuple("{[\"'|>")
_MOST_LINES = 1000


class Values:
    """What follows a colon or a dash on a line, and the state that lines hand on to one another."""

    def __init__(self, notes: Notes, structural: bool) -> None:
        self.notes = notes
        self.structural = structural
        self.quiet = notes if structural else Notes(notes.source)
        """Takes what only counts in a file that YAML cannot read."""
        self.lines = notes.source.lines
        self.following, self.filled = _following(self.lines)
        self.levels = Levels(notes, structural=structural)
        self.text_open = False
        """The last value is a plain text: deeper lines may continue it."""

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
        self.levels.child = self.text_open = False
        if start >= len(text):
            self.levels.child = True
            return number + 1
        char = text[start]
        if char == "#" and start > at:
            self.levels.child = True
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
        self.notes.report("Y029", number, start, start + len(value), text=short(value), fix=f"{key}: {quoted(value)}")
        self.notes.quote(number, start, start + len(value))
        self.levels.child = False

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
        found = ENTRY.match(text, indent)
        if (found and COLON.match(text, found.end() - 1)) or self.width(text[:indent]) <= column:
            return False
        if not probe:
            self.levels.odd_indent(number, text, indent, text[spaces], column + 2)
            self.notes.edit(number, 0, indent, " " * (column + 2))
        return True

    @staticmethod
    def width(blank: str) -> int:
        """How far a mixed indent reaches when a Tab and a full-width blank count for two."""
        return len(blank) + blank.count("\t") + blank.count("\u3000")

    def flow(self, number: int, start: int) -> int:
        """Braces or brackets, perhaps over several lines."""
        base = self.levels.open[-1].column if self.levels.open else -1
        self.levels.child = self.text_open = False
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
            self.levels.child = True
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
        if key and (COLON.search(body) is not None):
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
            found = COMMENT.search(text, start)
            for i in range(start, found.start() + 1 if found else len(text)):
                if text[i] == "\t":
                    self.notes.edit(number, i, 1, " ")

    def hash(self, number: int, text: str, stop: int, start: int) -> None:
        """A comment behind a value: said if it does not look like one."""
        begin = text.index("#", stop)
        if text[begin + 1 : begin + 2].strip() and text[begin + 1] not in "#!":
            comment = text[begin:].rstrip()
            value = text[start:].rstrip()
            if value[0] in "\"'":
                value = text[start + 1 : closing_quote(text, start) - 1] + value[closing_quote(text, start) - start :]
            fix = quoted(short(value))
            self.notes.report("Y028", number, begin, begin + len(comment), text=short(comment), fix=fix)


def _before_comment(text: str, start: int) -> int:
    """Return where a plain value ends: before a comment and the blanks in front of it."""
    found = COMMENT.search(text, start)
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
