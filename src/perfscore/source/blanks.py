"""Characters that look like nothing: odd blanks, control characters, marks without width."""

from __future__ import annotations

import re
import unicodedata

from .notes import Notes
from .signs import INVISIBLE, ODD
from .wording import short

__all__ = ["BLANKS", "blank_name", "indent_of", "invisible"]

BLANKS = re.compile(f"[ {ODD}]*")

_NAMES = {
    "\t": ("Tab", "a Tab"),
    "\u00a0": ("不间断空格", "a no-break space"),
    "\u3000": ("全角空格", "a full-width blank"),
}
_INVISIBLE_NAMES = {
    "\0": ("空字符", "NUL"),
    "\x0b": ("Word 的手动换行", "a line break of a word processor"),
    "\x85": ("特殊换行符", "NEXT LINE"),
    "\u2028": ("特殊换行符", "LINE SEPARATOR"),
    "\u2029": ("特殊分段符", "PARAGRAPH SEPARATOR"),
    "\u200b": ("零宽空格，多从网页粘贴", "ZERO WIDTH SPACE"),
    "\ufeff": ("字节序标记，多因合并文件", "BYTE ORDER MARK"),
    "\xad": ("软连字符", "SOFT HYPHEN"),
}
_BREAKS = "\x0b\x0c\x85\u2028\u2029"


def blank_name(char: str) -> tuple[str, str]:
    """Return what an odd blank is called, in Chinese and English."""
    return _NAMES.get(char, ("特殊空格", "a special blank"))


def invisible(notes: Notes, line: int, text: str) -> None:
    """Report the invisible characters of a line, once for each kind, and take them out."""
    seen: dict[str, int] = {}
    first: dict[str, int] = {}
    for found in INVISIBLE.finditer(text):
        char = found[0]
        seen[char] = seen.get(char, 0) + 1
        first.setdefault(char, found.start())
        notes.edit(line, found.start(), 1, " " if char in _BREAKS else "")
    clean = short(INVISIBLE.sub("", text).strip())
    for char, count in seen.items():
        name, name_en = _INVISIBLE_NAMES.get(char) or ("控制字符", unicodedata.name(char, "a control character"))
        at = first[char]
        notes.report(
            "Y020", line, at, at + 1, char=f"U+{ord(char):04X}", name=name, name_en=name_en, count=str(count), fix=clean
        )


def indent_of(text: str) -> int:
    """Return the number of blank characters, odd or not, that ``text`` begins with."""
    found = BLANKS.match(text)
    return found.end() if found else 0
