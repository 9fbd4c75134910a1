"""From the text of a clause to tokens: widths folded, blanks dropped, every token keeping its place in the text.

At each place figures are tried, then the words of the lexicon, the longest first, then signs; what none of them takes is
free text. The scan is one pass.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

from attrs import field

from ..base.values import frozen
from ..language.vocabulary import Table
from .lexicon import COUNT_UNITS, TIME_UNITS, UNITS, keywords

__all__ = ["Line", "Token", "normalise", "scan"]

_FOLD = {
    "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "﹦": "=", "〜": "~", "∼": "~", "～": "~", "—": "-", "–": "-", "－": "-", "−": "-",
    "‐": "-", "‑": "-", "─": "-", "一一": "-", "〔": "(", "〕": ")", "【": "(", "】": ")", "[": "(", "]": ")", "｛": "(", "｝": ")", "{": "(",
    "}": ")", "∶": ":", "！": "。", "!": "。", "?": "。", "？": "。", "｡": "。", "✕": "×", "✖": "×", "*": "×", "＊": "×", "∗": "×", "•": "×",
    "÷": "÷", "∕": "÷", "/": "÷", "／": "÷", "＂": '"', "「": "“", "」": "”", "﹪": "%", "％": "%", "<=": "≤",
}  # fmt: skip
_PAIRS = {"<=": "≤", ">=": "≥", "=<": "≤", "=>": "≥", "≤=": "≤", "≥=": "≥", "--": "-", "%%": "%", "……": "…", "==": "="}


@frozen
class Line:
    """A text as the scanner sees it: folded, without blanks; ``at`` maps each character to its place in the source."""

    text: str
    at: tuple[int, ...]
    size: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open span in the source of ``text[start:end]``."""
        if start >= len(self.at):
            return self.size, self.size
        return self.at[start], (self.at[end - 1] + 1) if end > start else self.at[start]


def _fold(char: str) -> str:
    if char in _FOLD:
        return _FOLD[char]
    if char in "\r\n":
        return "\n"
    if char.isspace() or unicodedata.category(char) in ("Cf", "Cc"):
        return " "
    if "①" <= char <= "⑳":
        return char
    wide = unicodedata.normalize("NFKC", char)
    return _FOLD.get(wide, wide) if len(wide) == 1 else char


def normalise(source: str) -> Line:
    """Fold widths and signs, drop blanks (a blank between two digits stays: it may part two figures)."""
    chars: list[str] = []
    at: list[int] = []
    for i, raw in enumerate(source):
        char = _fold(raw)
        if char == " ":
            before = chars[-1] if chars else ""
            after = _fold(source[i + 1]) if i + 1 < len(source) else ""
            if not (before.isdigit() and after.isdigit()):
                continue
        if char == "." and chars and not chars[-1].isdigit():
            following = source[i + 1 : i + 2]
            char = char if following.isdigit() else "。"
        if chars and (pair := _PAIRS.get(chars[-1] + char)):
            chars[-1] = pair
            continue
        chars.append(char)
        at.append(i)
    return Line("".join(chars), tuple(at), len(source))


@frozen
class Token:
    """A token: the names it goes by, its text, its place in the folded text, and its number where it is one."""

    kinds: frozenset[str]
    text: str
    start: int
    end: int
    value: Fraction | None = field(default=None)

    def a(self, *kinds: str) -> bool:
        """Say whether the token goes by one of these names."""
        return not self.kinds.isdisjoint(kinds)


_PUNCT = {
    ",": "SEP", ";": "SEP", "。": "SEP", "\n": "SEP", "…": "DOTS", "、": "PAUSE", ":": "COLON", "(": "OPEN", ")": "CLOSE", "+": "PLUS",
    "×": "TIMES", "÷": "DIV", "|": "BAR", "-": "DASH", "~": "DASH", "至": "DASH", "到": "DASH", "≥": "SIGN", "≤": "SIGN", ">": "SIGN", "<": "SIGN",
    "=": "SIGN", "%": "PCT", "‰": "MILLE", "±": "PM", "“": "QUOTE", "”": "QUOTE",
}  # fmt: skip
_CN = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_KIND_OF = keywords()


_UNIT = frozenset(("UNIT",))
_SCALES = ("千", "万", "亿")


_FIGURE = re.compile(
    r"(?P<hundredth>百分之(?P<hn>[零一二两三四五六七八九十百]{1,5}|\d+(?:\.\d+)?))"
    r"|(?P<num>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d%‰,])|\d+(?:\.\d+)?|(?<![\d.])\.\d+)"
    r"|(?P<enum>[①-⑳])"
    r"|(?P<fen>分(?![钟之解别类配析工行布级档局公司期批摊担享部值数母子歧]))"
)
_NUMERAL = re.compile("[一二两三四五六七八九十百半]{1,4}")


@lru_cache(maxsize=32)
def _tables(added: tuple[str, ...] = ()) -> tuple[Table, Table]:
    """Return the words of the lexicon, and the units that may stand behind a Chinese numeral."""
    more = {scale + name for name in added for scale in ("", *_SCALES)}
    units = {*UNITS, *COUNT_UNITS, *TIME_UNITS, "分", "倍", "成", "个百分点", "百分点", *more}
    return Table((*_KIND_OF, *more)), Table(tuple(units))


def chinese_number(text: str) -> Fraction | None:
    """Return the number a short Chinese numeral spells (up to 百), or None."""
    if text == "半":
        return Fraction(1, 2)
    total, digit = 0, None
    for char in text:
        if char in _CN:
            if digit is not None:
                return None
            digit = _CN[char]
        elif char in "十百":
            total += (1 if digit is None else digit) * (10 if char == "十" else 100)
            digit = None
        else:
            return None
    return Fraction(total + (digit or 0))


def scan(line: Line, added: tuple[str, ...] = ()) -> tuple[Token, ...]:
    """Return the tokens of a folded text; stretches nothing knows are tokens named TEXT.

    ``added`` are units besides the lexicon's own.
    """
    words, units = _tables(added)
    text = line.text
    tokens: list[Token] = []
    at = last = 0
    while at < len(text):
        token = _token(text, at, words, units)
        if token is None:
            at += 1
            continue
        if at > last:
            tokens.append(_text(line, last, at))
        tokens.append(token)
        at = last = token.end
    if last < len(text):
        tokens.append(_text(line, last, len(text)))
    return tuple(tokens)


def _text(line: Line, start: int, end: int) -> Token:
    return Token(_FREE, line.text[start:end], start, end)


def _token(text: str, at: int, words: Table, units: Table) -> Token | None:
    """Return the token that begins at ``at``: a figure, a numeral before a unit, else the longest word, else a sign."""
    found = _FIGURE.match(text, at)
    if found is not None and found.lastgroup == "hundredth":
        return _figure(found)
    if (end := _numeral_end(text, at, units)) > at:
        value = chinese_number(text[at:end])
        return Token(_CHINESE if value is not None else _FREE, text[at:end], at, end, value)
    if found is not None:
        return _figure(found)
    if word := words.at(text, at):
        return Token(_KIND_OF.get(word, _UNIT), word, at, at + len(word))
    sign = _PUNCT.get(text[at])
    return None if sign is None else Token(frozenset((sign,)), text[at], at, at + 1)


_FREE, _CHINESE = frozenset(("TEXT",)), frozenset(("NUM", "CN"))


def _numeral_end(text: str, at: int, units: Table) -> int:
    """Return where a Chinese numeral ends that a unit follows, or that stands behind 第 or 前; ``at`` for none."""
    found = _NUMERAL.match(text, at)
    if found is None:
        return at
    for end in range(found.end(), at, -1):
        if units.at(text, end):
            return end
    return found.end() if text[at - 1 : at] in ("第", "前") else at


def _figure(found: re.Match[str]) -> Token:
    text, value = found.group(), None
    kinds: frozenset[str]
    match found.lastgroup:
        case "num":
            kinds, value = frozenset(("NUM",)), Fraction("0" + text if text.startswith(".") else text.replace(",", ""))
        case "hundredth":
            inner = found.group("hn")
            value = Fraction(inner) if inner[0].isdigit() else chinese_number(inner)
            kinds = frozenset(("NUM", "HUNDREDTH")) if value is not None else _FREE
        case kind:
            kinds = frozenset(((kind or "").upper(),))
    return Token(kinds, text, found.start(), found.end(), value)
