"""Bytes → text: UTF-8, UTF-16 and UTF-32 with or without a mark, GBK/GB18030; anything else is told by its name.

Notepad of a Chinese Windows saves GBK ("ANSI") or UTF-16 ("Unicode"), spreadsheets save UTF-8 with a mark. All are
read; a problem is made only where the reading is doubtful or the file is something else altogether.
"""

from __future__ import annotations

import codecs
import re

from ..base.problem import Problem, problem

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FOREIGN = (
    (b"PK\x03\x04", "xlsx、docx 或压缩文件"),
    (b"\xd0\xcf\x11\xe0", "xls、doc 或 WPS 文件"),
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"Rar!", "压缩文件"),
    (b"7z\xbc\xaf", "压缩文件"),
    (b"\x1f\x8b", "压缩文件"),
)
_STRANGE = re.compile("[\ue000-\uf8ff\ufffd]")
_WIDE_ENOUGH = 0.9
"""A GBK reading is doubtful if fewer of its characters belong to the 6763 everyday ones of GB 2312."""


def decode(data: bytes) -> tuple[str, str, tuple[Problem, ...]]:
    """Return the text without its mark, the name of the encoding, and problems without a file name.

    An error among the problems means that there is no text worth reading (it is then empty), except for damaged
    bytes: those are replaced by U+FFFD so that the rest can still be looked at.
    """
    for magic, name in _FOREIGN:
        if data.startswith(magic):
            return "", "binary", (problem("Y004", kind=name),)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if b"\0" in data:
        return _without_mark(data)
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as error:
        return _chinese(data, error.start)


def _strictly(data: bytes, encoding: str) -> tuple[str, str, tuple[Problem, ...]]:
    try:
        return data.decode(encoding), encoding, ()
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        line = data[: error.start].decode(encoding, "replace").count("\n") + 1
        return text, encoding, (problem("Y006", encoding=encoding.upper(), line=line),)


def _without_mark(data: bytes) -> tuple[str, str, tuple[Problem, ...]]:
    """UTF-16 without a mark: every ASCII character has a zero byte, all on the same side."""
    head = data[:4096]
    odd, even = head[1::2].count(0), head[0::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if min(odd, even) == 0 and len(data) % 2 == 0:
        text = data.decode(encoding, "replace")
        if "\ufffd" not in text and ":" in text and "\0" not in text:
            return text, encoding, ()
    return "", "binary", (problem("Y005"),)


def _chinese(data: bytes, bad: int) -> tuple[str, str, tuple[Problem, ...]]:
    """Neither marked nor UTF-8: GBK, or UTF-8 with damaged bytes."""
    repaired = data.decode("utf-8", "replace")
    wide = sum(1 for c in repaired if c > "\u07ff")
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        text, bad = "", (bad if wide > 4 * repaired.count("\ufffd") else error.start)
    if text and not (doubt := _doubt(text)):
        return text, "gb18030", ()
    lost = repaired.count("\ufffd")
    if not text or wide - lost > 4 * lost:
        line = data[:bad].count(b"\n") + 1
        if wide - lost > lost:
            return repaired, "utf-8", (problem("Y006", encoding="UTF-8", line=line),)
        replaced = data.decode("gb18030", "replace")
        return replaced, "gb18030", (problem("Y006", encoding="GBK", line=line),)
    return text, "gb18030", (problem("Y007", sample=doubt),)


def _doubt(text: str) -> str:
    """Return some characters that make a GBK reading doubtful; empty where it is not."""
    beyond = [c for c in text if c > "\x7f"]
    odd = [c for c in beyond if not _everyday(c)]
    if _STRANGE.search(text) or (beyond and len(beyond) - len(odd) < _WIDE_ENOUGH * len(beyond)):
        return "".join(dict.fromkeys(odd))[:8]
    return ""


def _everyday(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return char in "≥≤≧≦㎡㎥‰—–·…℃〇"
    return True
