"""Signs that tell, before a text is parsed, whether it needs more than a parser."""

from __future__ import annotations

import re

__all__ = ["HASH", "INVISIBLE", "ODD", "WISHED", "unusual"]

ODD = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Blanks that are not the space, for a character class."""
_INVISIBLE = "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ud800-\udfff\ufffe\uffff"
INVISIBLE = re.compile(f"[{_INVISIBLE}]")
_ANY = re.compile(f"[{ODD}{_INVISIBLE}]")
_UNUSUAL = re.compile(f"[\t{_INVISIBLE}]|(?:^ *|[:-])[{ODD}]", re.M)

HASH = re.compile(r"[^\s#][ \t]+#[^\s#!]")
"""A ``#`` behind a text and a blank, with something right behind it: a comment for YAML, perhaps not for the writer."""
WISHED = re.compile(r"“([<>=≥≤＞＜0-9%@&*!|`+-][^“”]*)”\Z")
"""Chinese quotation marks put where the writer wanted those of YAML."""


def unusual(text: str) -> bool:
    """Tell whether a text has blanks or invisible characters that need the pass over its lines, YAML or not."""
    return _ANY.search(text) is not None and _UNUSUAL.search(text) is not None
