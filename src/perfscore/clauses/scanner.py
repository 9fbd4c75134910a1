"""From the text of a clause to tokens: widths folded, blanks dropped, every token keeping its place in the text.

One ordered expression built from the lexicon; what it does not take is free text. The scan is one pass.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

from attrs import field

from ..base.values import frozen
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


@lru_cache(maxsize=32)
def _expression(added: tuple[str, ...] = ()) -> re.Pattern[str]:
    more = {scale + name for name in added for scale in ("", *_SCALES)}
    known = {*UNITS, *COUNT_UNITS, *TIME_UNITS, "分", "倍", "成", "个百分点", "百分点", *map(re.escape, more)}
    units = "|".join(sorted(known, key=len, reverse=True))
    words = "|".join(re.escape(w) for w in sorted({*_KIND_OF, *more}, key=len, reverse=True))
    return re.compile(
        r"(?P<hundredth>百分之(?P<hn>[零一二两三四五六七八九十百]{1,5}|\d+(?:\.\d+)?))"
        r"|(?P<num>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d%‰,])|\d+(?:\.\d+)?|(?<![\d.])\.\d+)"
        rf"|(?P<cn>[一二两三四五六七八九十百半]{{1,4}}(?=(?:{units}))|(?<=[第前])[一二两三四五六七八九十百]{{1,4}})"
        r"|(?P<enum>[①-⑳])"
        r"|(?P<fen>分(?![钟之解别类配析工行布级档局公司期批摊担享部值数母子歧]))"
        rf"|(?P<word>{words})"
        r"|(?P<punct>[,;。\n…、:()+×÷|~至到≥≤><=%‰±“”-])"
    )


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
    tokens: list[Token] = []
    last = 0
    for match in _expression(added).finditer(line.text):
        if match.start() > last:
            tokens.append(_text(line, last, match.start()))
        tokens.append(_token(match))
        last = match.end()
    if last < len(line.text):
        tokens.append(_text(line, last, len(line.text)))
    return tuple(tokens)


def _text(line: Line, start: int, end: int) -> Token:
    return Token(frozenset(("TEXT",)), line.text[start:end], start, end)


def _token(match: re.Match[str]) -> Token:
    kind, text, value = match.lastgroup or "", match.group(), None
    kinds: frozenset[str]
    match kind:
        case "num":
            kinds, value = frozenset(("NUM",)), Fraction("0" + text if text.startswith(".") else text.replace(",", ""))
        case "cn":
            value = chinese_number(text)
            kinds = frozenset(("NUM", "CN")) if value is not None else frozenset(("TEXT",))
        case "hundredth":
            inner = match.group("hn")
            value = Fraction(inner) if inner[0].isdigit() else chinese_number(inner)
            kinds = frozenset(("NUM", "HUNDREDTH")) if value is not None else frozenset(("TEXT",))
        case "enum":
            kinds = frozenset(("ENUM",))
        case "fen":
            kinds = frozenset(("FEN",))
        case "punct":
            kinds = frozenset((_PUNCT[text],))
        case _:
            kinds = _KIND_OF.get(text, _UNIT)
    return Token(kinds, text, match.start(), match.end(), value)
