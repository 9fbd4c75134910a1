"""The signs of the formula language: which spellings of a sign mean the same, function names, and the limits.

Every table is character for character, so that a span in the folded text is the same span in the text as written.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "CLOSERS",
    "COMMAS",
    "COMPARISONS",
    "FUNCTIONS",
    "MAX_DEPTH",
    "MAX_DIGITS",
    "MAX_LENGTH",
    "MAX_TERMS",
    "NEAR_SIGNS",
    "OPENERS",
    "OPERATORS",
    "fold",
    "is_name_char",
    "key_of",
    "shown",
]

MAX_LENGTH: Final = 2000
"""Characters of one formula."""
MAX_DEPTH: Final = 32
"""Brackets within brackets."""
MAX_TERMS: Final = 200
"""Names and numbers in one formula."""
MAX_DIGITS: Final = 40
"""Digits of one number."""

OPERATORS: Final = {
    "+": "+", "-": "-", "\u2212": "-", "\u2013": "-",
    "×": "×", "*": "×", "\u2715": "×", "\u2716": "×",
    "÷": "÷", "/": "÷", "\u2215": "÷",
}  # fmt: skip
COMPARISONS: Final = {
    "=": "=", "≠": "≠", "<": "<", ">": ">", "≤": "≤", "≥": "≥", "≦": "≤", "≧": "≥", "\ufe66": "=",
    "\ufe64": "<", "\ufe65": ">", "\u2a7d": "≤", "\u2a7e": "≥",
    "<=": "≤", ">=": "≥", "==": "=", "<>": "≠", "!=": "≠", "=<": "≤", "=>": "≥",
}  # fmt: skip
OPENERS: Final = {"(": ")", "[": "]", "{": "}", "【": "】", "〔": "〕"}
CLOSERS: Final = {close: open_ for open_, close in OPENERS.items()}
COMMAS: Final = frozenset(",;")
NEAR_SIGNS: Final = {
    "\u2014": "-", "\u2010": "-", "\u2011": "-", "\u2015": "-", "\ufe63": "-", "\u2500": "-",
    "\u2217": "×", "\u22c5": "×", ":": "÷", "\u2236": "÷", "\\": "÷", "\u2248": "=",
}  # fmt: skip
"""Signs that look like an operator but are not read as one: the message offers the operator."""

FUNCTIONS: Final = {
    "合计": "合计", "求和": "合计", "sum": "合计",
    "最大": "最大", "最大值": "最大", "max": "最大",
    "最小": "最小", "最小值": "最小", "min": "最小",
    "平均": "平均", "平均值": "平均", "average": "平均", "avg": "平均",
    "绝对值": "绝对值", "abs": "绝对值",
}  # fmt: skip

_QUOTES = "“”‘’\"'"
_IN_NAMES = frozenset("_、·《》〈〉㎡㎥℃°№" + _QUOTES)
_FOLD = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20}
_DROP = {ord(c): None for c in _QUOTES + " \t"}


def fold(text: str) -> str:
    """Return ``text`` with full-width ASCII made half-width, one character for one."""
    return text.translate(_FOLD)


def key_of(name: str) -> str:
    """Return what two spellings of one name share: width of signs, quotation marks and blanks do not count."""
    return fold(name).translate(_DROP).casefold()


def is_name_char(char: str) -> bool:
    """Tell whether ``char`` may stand in an unquoted name."""
    return char.isalnum() or char in _IN_NAMES


def shown(text: str) -> str:
    """Return ``text`` as a message shows it: what GBK cannot encode is given by its code point."""
    return "".join(c if _in_gbk(c) else f"U+{ord(c):04X}" for c in text)


def _in_gbk(char: str) -> bool:
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return False
    return char.isprintable()
