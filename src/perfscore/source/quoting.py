"""Quotes and leading signs: where a quote ends, and what to say if it ends too early, late or never."""

from __future__ import annotations

import re

from .notes import Notes
from .wording import quoted, short

__all__ = ["bad_escape", "closing_quote", "early_close", "refuse_mark", "unclosed_quote"]

_DOUBLE = re.compile(r'(?:[^"\\]|\\.)*"')
_SINGLE = re.compile(r"(?:[^']|'')*'(?!')")
_ESCAPE = re.compile(r"\\(?![0abt\tnvfre \"/\\N_LP]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\Z)(.?)|\\\\")
_REAL = re.compile(r"(?:[&*][0-9A-Za-z_-]+|!(?:[0-9A-Za-z_-]*!?[0-9A-Za-z_:./-]+|<[!-~]+>)?)(?:\s|\Z)")


def closing_quote(text: str, at: int, mark: str = "") -> int:
    """Return the column behind the quote that closes the one at ``at``; -1 if the line has none.

    With ``mark``, the text at ``at`` is already inside a quote of that sign.
    """
    sign = mark or text[at]
    found = (_DOUBLE if sign == '"' else _SINGLE).match(text, at if mark else at + 1)
    return found.end() if found else -1


def early_close(notes: Notes, line: int, start: int, stop: int, end: int) -> None:
    """``"合格"以上``: a quote closes at ``stop``, but the value goes on to ``end``."""
    text = notes.source.lines[line]
    whole = text[start:end].rstrip()
    inner = text[start + 1 : stop - 1]
    better = "“" + inner + "”" + whole[stop - start :] if "“" not in whole and inner else ""
    notes.report(
        "Y023",
        line,
        start,
        start + len(whole),
        text=short(text[start:stop]),
        rest=short(whole[stop - start :].strip()),
        better=better,
        fix=quoted(whole),
    )
    notes.quote(line, start, start + len(whole))


def unclosed_quote(notes: Notes, line: int, start: int, end: int) -> int:
    """A quote without its counterpart; close it at ``end`` and return that column."""
    text = notes.source.lines[line]
    whole = text[start:end].rstrip()
    inner = whole[1:]
    if inner.endswith(("”", "“", "’", "＂")) or (inner.endswith(("'", '"')) and inner[-1] != whole[0]):
        inner = inner[:-1]
    notes.report("Y024", line, start, start + len(whole), text=short(whole), fix=quoted(inner.replace("\\", "/")))
    stop = start + len(whole)
    notes.edit(line, start, 1, "'")
    at = text.find("'", start + 1, stop)
    while at >= 0:
        notes.edit(line, at, 0, "'")
        at = text.find("'", at + 1, stop)
    notes.edit(line, stop, 0, "'")
    return stop


def bad_escape(notes: Notes, line: int, start: int, stop: int) -> bool:
    """``"D:\\数据"``: report a backslash that YAML does not know in double quotes."""
    text = notes.source.lines[line]
    if text[start] != '"' or "\\" not in text[start:stop]:
        return False
    for found in _ESCAPE.finditer(text, start + 1, stop - 1):
        if found[0] == "\\\\" and found[1] is None:
            continue
        inner = text[start + 1 : stop - 1]
        fix = "'" + inner.replace("'", "''") + "'"
        notes.report("Y030", line, found.start(), found.end(), text=found[0], fix=fix)
        notes.edit(line, start, 1, "'")
        at = text.find("'", start + 1, stop - 1)
        while at >= 0:
            notes.edit(line, at, 0, "'")
            at = text.find("'", at + 1, stop - 1)
        notes.edit(line, stop - 1, 1, "'")
        return True
    return False


def refuse_mark(notes: Notes, line: int, start: int, end: int) -> bool:
    """A value that begins with a sign of YAML; False for an anchor or tag of a collection, refused elsewhere."""
    whole = notes.source.lines[line]
    text = whole[start:end].rstrip()
    mark = text[0]
    if mark in "&*!" and (real := _REAL.match(text)):
        if mark != "*" and (real.end() >= len(text) or whole[end : end + 1] in ("{", "[")):
            return False
        fix = "" if "{" in text or "[" in text else quoted(text)
        notes.report("Y042", line, start, start + len(text), mark=mark, text=short(real[0].strip()), fix=fix)
        notes.quote(line, start, start + len(text))
        return True
    params = {"text": short(text), "mark": mark, "fix": quoted(text)}
    if mark in ">|":
        rest = text.lstrip(">|=").strip()
        params["better"] = ("≥" if text.startswith(">=") else "＞") + rest if mark == ">" and rest else ""
        notes.report("Y021", line, start, start + len(text), **params)
    else:
        notes.report("Y022", line, start, start + len(text), **params)
    notes.quote(line, start, start + len(text))
    return True
