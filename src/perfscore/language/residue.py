"""What may not be left unexplained in a text, and how long and how deeply nested a text may be."""

from __future__ import annotations

import re
from decimal import Decimal

from ..base.problem import Problem
from .scan import Scan, shown

__all__ = ["EIGHT", "MAX_DEPTH", "MAX_LENGTH", "compared", "hundredfold", "leftover", "near_word", "refuse_size"]

MAX_LENGTH = 2000
"""Longest text that is read (characters); a cell of a printed table has at most a few hundred."""
MAX_DEPTH = 8
"""Deepest nesting of brackets that is read."""

EIGHT = re.compile(r"20[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])")
"""Eight digits that spell a day."""
_FAR = 20
_DIFFERS = re.compile(r"[较比距].{1,16}[高低多少差快慢]\Z")
_WIDE = {">=": "≥", ">": "＞", "<=": "≤", "<": "＜", "=": "＝"}
_SIGNED = re.compile(r"[0-9≥≤<>=±%‰≈≒≠≡≌∽∝√∞∑≪≫≲≳↑↓]|分之")


def refuse_size(scan: Scan) -> None:
    """Refuse what is too long or nested too deep; both limits are named in the message."""
    size = len(scan.line.written)
    if size > MAX_LENGTH:
        raise scan.stop("T203", 0, min(scan.n, 1), size=size, limit=MAX_LENGTH)
    depth = 0
    for i, char in enumerate(scan.s):
        depth += (char == "(") - (char == ")")
        if depth > MAX_DEPTH:
            raise scan.stop("T204", i, i + 1, limit=MAX_DEPTH)


def hundredfold(value: Decimal) -> Decimal:
    """Return ``value`` × 100 exactly, whatever the ambient context."""
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    return Decimal((sign, digits, exponent + 2))


def leftover(scan: Scan, start: int, end: int) -> Problem | None:
    """Return the problem where a figure, a sign or a word near to one is left in plain words, or None."""
    text = scan.s[start:end]
    found = _SIGNED.search(text)
    if found:
        return scan.make("T220", start, end, sign=found[0])
    for i in range(start, end):
        word = scan.words["前置"].at(scan.s, i) or scan.words["后置"].at(scan.s, i)
        if (
            len(word) > 1
            and i + len(word) <= end
            and word
            not in (
                "范围内",
                "封顶",
                "起步",
                "不足",
                "未达到",
                "不满",
                "快于",
                "优于",
                "超额",
                "最高",
                "最低",
                "最多",
                "最少",
                "保底",
                "起码",
                "之外",
                "以外",
                "之上",
                "之下",
                "超出",
                "达不到",
                "不到",
            )
        ):
            return scan.make("T220", i, i + len(word), sign=word)
    return None


def _rule(scan: Scan, word: str) -> dict[str, str]:
    """Say how a bound word is read: its sign, whether the number itself counts, and by what."""
    op, meaning = scan.words.op_of(word), scan.words.meaning(word)
    number = "" if op == "=" else "（含本数" if op.endswith("=") else "（不含本数"
    source = "" if meaning is None or meaning.source == "字面" else meaning.source
    rule = "，".join(x for x in (number, f"依据：{source}" if source else "") if x)
    return {"op": _WIDE[op], "rule": f"{rule}）" if number else ""}


def compared(text: str) -> bool:
    """Tell whether words before a figure make it a difference or a part: 较目标低2个百分点, 其中省级3个."""
    return text.startswith("其中") or _DIFFERS.search(text[-_FAR:]) is not None


def near_word(scan: Scan, end: int) -> None:
    """Refuse a misspelt bound word right before a number (不抵于50个), with the likely one as a fix."""
    s = scan.s
    for size in (4, 3):
        text = s[max(end - size, 0) : end]
        if len(text) < size or _SIGNED.search(text):
            continue
        for word in scan.words.ops:
            if (
                len(word) == size
                and sum(a != b for a, b in zip(word, text, strict=True)) == 1
                and text[-1] == word[-1]
                and text[0] == word[0]
            ):
                raise scan.stop("T201", end - size, end, better=word, rest=shown(s[end:]), **_rule(scan, word))
