"""Foreign text made harmless for the place it is printed in. Nothing here changes a number.

Names, targets and reasons come from files that anybody may have filled in: they can hold control characters,
markup, table separators, or text that a spreadsheet takes for a formula.
"""

from __future__ import annotations

import html
import re

__all__ = ["csv_cell", "html_text", "is_formula_like", "markdown", "one_line", "printable"]

_SPACES = re.compile(r"[ \t\r\n\v\f\x85\u2028\u2029]+")
_BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def printable(text: str) -> str:
    """Return ``text`` without what steers a terminal, a browser or a document.

    Line ends become ``\\n``, other control characters and lone surrogates ``?``; invisible marks (bidirectional
    overrides, zero-width blanks, byte-order marks) are dropped.
    """
    if text.isprintable():
        return text
    return _CONTROLS.sub("?", _INVISIBLE.sub("", _BREAKS.sub("\n", text))).replace("\t", " ")


def one_line(text: str) -> str:
    """Return ``text`` printable and on one line; runs of blanks and line ends become one blank."""
    return _SPACES.sub(" ", printable(text)).strip()


def html_text(text: str) -> str:
    """Return ``text`` for HTML content and quoted attributes; a line end becomes ``<br>``."""
    return html.escape(printable(text).strip()).replace("\n", "<br>")


_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|~$&#])")
_MARKDOWN_START = re.compile(r"^([+\-=]|[0-9]+[.)])(?=\s|$)")


def markdown(text: str) -> str:
    """Return ``text`` for a Markdown table cell or list item: nothing in it is markup, a line end is ``<br>``."""
    lines = [_MARKDOWN.sub(r"\\\1", one_line(line)) for line in printable(text).strip().split("\n")]
    return "<br>".join(_MARKDOWN_START.sub(_escaped_start, line) for line in lines)


def _escaped_start(found: re.Match[str]) -> str:
    mark = found[1]
    return f"{mark[:-1]}\\{mark[-1]}"


_FORMULA_START = re.compile(r"[\s\u3000]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_HARMLESS = re.compile(r"[+\-][0-9][0-9,]*(\.[0-9]+)?[ ]?[%‰\u4e00-\u9fff]*\Z|-+\Z")


def is_formula_like(text: str) -> bool:
    """Tell whether a spreadsheet might run ``text`` as a formula.

    It begins with ``=``, ``+``, ``-``, ``@`` (full-width ones too), also after blanks, and is no signed figure
    or dash: ``-3%``, ``+5``, ``-2.5万元`` and ``--`` can do nothing, ``-1+cmd|x`` and ``=100%`` can.
    """
    return bool(_FORMULA_START.match(text)) and not _HARMLESS.match(text)


def csv_cell(text: str) -> str:
    """Return ``text`` for a CSV cell that is opened in a spreadsheet.

    What might be run as a formula gets an apostrophe in front, the mark spreadsheets use for text; nothing else in
    the cell is changed. Blanks, Tabs and line ends around it are dropped.
    """
    clean = printable(text).strip()
    return f"'{clean}" if is_formula_like(clean) else clean
