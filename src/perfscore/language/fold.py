"""Folding: one character to one character, so that every span in the folded text is true in the text as written.

NFKC is not used: it turns ``10²`` into ``102``, ``①`` into ``1`` and ``㎡`` into ``m2``.
"""

from __future__ import annotations

from functools import cache

from ..base.values import frozen

__all__ = ["Line", "fold", "line_of"]

_SIGNS = {
    "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "≽": "≥", "≼": "≤", "﹥": ">", "﹤": "<", "﹦": "=", "═": "=", "﹪": "%", "∶": ":", "˸": ":", "：": ":",
    "−": "-", "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-", "‒": "-", "─": "-", "﹣": "-", "➖": "-", "〜": "~", "∼": "~", "˜": "~", "﹏": "_",
    "∕": "/", "⁄": "/", "÷": "/", "﹢": "+", "﹡": "*", "∗": "*", "※": "*", "✱": "*", "＊": "*", "〔": "(", "〕": ")", "【": "(", "】": ")", "﹙": "(",
    "﹚": ")", "[": "(", "]": ")", "［": "(", "］": ")", "{": "(", "}": ")", "｛": "(", "｝": ")", "﹐": ",", "﹔": ";", "｡": "。", "·": "·", "•": "·", "‧": "·", "∙": "·",
    "℅": "%", "٪": "%", "〇": "零", "○": "零", "〸": "十", "壹": "一", "贰": "二", "叁": "三", "肆": "四", "伍": "五", "陆": "六", "柒": "七", "捌": "八", "玖": "九",
    "拾": "十", "佰": "百", "仟": "千", "萬": "万", "億": "亿", "個": "个", "戶": "户", "畝": "亩", "兩": "两", "項": "项", "條": "条", "處": "处", "噸": "吨",
    "裡": "里", "場": "场", "臺": "台", "輛": "辆", "間": "间", "於": "于", "達": "达", "過": "过", "後": "后", "內": "内", "時": "时", "級": "级", "㊣": "正", "①": "①",
}  # fmt: skip
_BLANK = "\t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f\x00"


@cache
def _table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= dict.fromkeys(range(8192, 8203), " ")
    table |= {ord(char): " " for char in _BLANK}
    table |= {ord(char): better for char, better in _SIGNS.items()}
    return table


def fold(text: str) -> str:
    """Fold full-width and look-alike characters, one to one."""
    return text.translate(_table())


@frozen
class Line:
    """A text as the grammar sees it: folded, blanks gone but for one between two digits.

    ``at`` maps each of its characters to the place in the text as written, whose length is ``size``.
    """

    written: str
    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open span in the text as written of ``text[start:end]``."""
        size = len(self.written)
        if not self.at or start >= len(self.at):
            return size, size
        first = self.at[start]
        return first, self.at[min(end, len(self.at)) - 1] + 1 if end > start else first

    def source(self, start: int, end: int) -> str:
        """Return the text as written of ``text[start:end]``."""
        first, last = self.span(start, end)
        return self.written[first:last].strip()


def line_of(written: str) -> Line:
    """Fold a text and drop its blanks; a line break stays, being a separator."""
    folded = fold(written)
    if " " not in folded and "\n" not in folded:
        return Line(written, folded, tuple(range(len(folded))))
    chars: list[str] = []
    at: list[int] = []
    last = len(folded.rstrip())
    blank = False
    for i, char in enumerate(folded[:last]):
        if char == " ":
            blank = True
            continue
        if blank and chars and char in "0123456789" and chars[-1] in "0123456789":
            chars.append(" ")
            at.append(i - 1)
        blank = False
        if char == "\n" and not chars:
            continue
        chars.append(char)
        at.append(i)
    return Line(written, "".join(chars), tuple(at))
