"""Numbers as they are written: digits, grouped digits, Chinese numerals, 百分之…"""

from __future__ import annotations

import re
from decimal import Decimal

from ..base.exact import MAX_DIGITS, scaled
from ..base.values import frozen
from .scan import Scan

__all__ = ["Number", "number", "spelled_value"]

_DIGITS = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]{1,3}(?: [0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
)
_SPACED = re.compile(r"[0-9]+(?: [0-9]+)+(?:\.[0-9]+)?")
_SPELLED = re.compile(r"[零一二两三四五六七八九十百千万亿]+(?:点[零一二三四五六七八九]+)?")
_PARTS = re.compile(r"(百|千|万)分之([零一二两三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?|[0-9]+(?:\.[0-9]+)?)")
_FRACTION = re.compile(r"[零一二两三四五六七八九十百]+分之[零一二两三四五六七八九十百]+")
_HALF = re.compile(r"一?半(?=以上|以下|$|[,;。、])|(?:过|超|多)半(?:数)?")
_UNIT_OF = {"百": "%", "千": "‰", "万": "‱"}
_CN = {char: i for i, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_POW = {"十": 10, "百": 100, "千": 1000}
LOOKALIKES = "OoQ"
BARS = "lI|"


@frozen
class Number:
    """A number at ``start``..``end``; ``unit`` where the numeral brings its own (百分之九十五), ``spelled`` in 汉字."""

    value: Decimal
    start: int
    end: int
    unit: str | None = None
    spelled: bool = False


def spelled_value(text: str) -> int | None:
    """Return what a Chinese numeral spells (一百二十 → 120, 一万二千 → 12000), or None where it spells nothing."""
    total = section = 0
    digit: int | None = None
    for char in text:
        if char in _CN:
            if digit not in (None, 0):
                return None
            digit = _CN[char]
        elif char in _POW:
            if digit is None and char != "十":
                return None
            section += (1 if digit is None else digit) * _POW[char]
            digit = None
        else:
            section += digit or 0
            if not section:
                return None
            total = (total + section) * (10_000 if char == "万" else 100_000_000)
            section, digit = 0, None
    return total + section + (digit or 0)


def _spelled_decimal(text: str) -> Decimal | None:
    whole, _, rest = text.partition("点")
    value = spelled_value(whole)
    if value is None:
        return None
    digits = "".join(str(_CN[c]) for c in rest)
    return scaled(int(f"{value}{digits}"), len(digits))


def number(scan: Scan, i: int) -> Number | None:
    """number = ["-" | "负"] ( digits ["." digits] | grouped | spelled | ("百"|"千"|"万") "分之" spelled )

    Grouped numbers have commas or blanks every three digits. A numeral counts only where a unit follows, so that
    一致 and 统一 stay words.
    """
    s = scan.s
    sign, j = 1, i
    if s[i : i + 1] == "+" and scan.char(i + 1).isdigit() and i and s[i - 1] not in ",;。、\n(≥≤<>=比长高":
        raise scan.stop("T249", i - 1, i + 2)
    if s[i : i + 1] in ("-", "负", "+") and i + 1 < scan.n and (s[i + 1].isdigit() or s[i] == "负"):
        sign, j = (1, i + 1) if s[i] == "+" else (-1, i + 1)
    char = scan.char(j)
    if char in "0123456789" and char:
        return _written(scan, i, j, sign)
    half = _HALF.match(s, j)
    if half:
        raise scan.stop("T248", j, half.end())
    if char and char in "百千万零一二两三四五六七八九十":
        return _spelled(scan, i, j, sign)
    return None


def _written(scan: Scan, i: int, j: int, sign: int) -> Number:
    s = scan.s
    found = _DIGITS.match(s, j)
    assert found is not None
    end = found.end()
    text = found[0]
    if "," in text and any(scan.line.written[scan.line.at[k]] == "，" for k in range(j, end) if s[k] == ","):
        scan.flag("T241", j, end, better=text.replace(",", ""))
    if scan.char(end) == " " and scan.char(end + 1).isdigit() and "," not in text:
        spaced = _SPACED.match(s, j)
        if spaced is None:
            raise scan.stop("T249", j, end + 2)
        end, text = spaced.end(), spaced[0]
        scan.flag("T242", j, end, better=text.replace(" ", ""))
    elif " " in text:
        scan.note("数字中间的空格按分节处理")
    if text[0] == "0" and text[1:2].isdigit():
        raise scan.stop("T232", i, end)
    if end - j > MAX_DIGITS:
        raise scan.stop("T203", j, end)
    _check_edges(scan, i, j, end)
    value = Decimal(text.replace(",", "").replace(" ", ""))
    return Number(value.copy_negate() if sign < 0 and value else value, i, end)


def _check_edges(scan: Scan, i: int, j: int, end: int) -> None:
    """Refuse what looks like a damaged number: ``9O``, ``1.2.3``, ``12,34``, ``95.%``, ``-0``."""
    after, then = scan.char(end), scan.char(end + 1)
    if (after and after in LOOKALIKES) or (after and after in BARS and (then.isdigit() or (then and then in "%‰"))):
        raise scan.stop("T231", i, end + 1, letter=after, better=scan.s[j:end] + ("0" if after in LOOKALIKES else "1"))
    before = scan.char(i - 1)
    if before and before in ".,^" and (before != "," or scan.char(i - 2).isdigit()) and not _after_enumerator(scan, i):
        raise scan.stop("T232", i - 1, end)
    if before and before.isascii() and before.isalpha():
        raise scan.stop("T232", i - 1, end)
    if after and after.isascii() and after.isalpha() and scan.units.match(scan.s, end) is None:
        raise scan.stop("T232", i, end + 1)
    if after == "." and (then.isdigit() or then in ("%", "‰")):
        raise scan.stop("T232", i, end + 2)
    if after == "," and then.isdigit() and scan.line.written[scan.line.at[end]] == ",":
        raise scan.stop("T232", i, end + 2)
    if i != j and scan.s[i] == "-" and not scan.s[j:end].strip("0."):
        raise scan.stop("T233", i, end)


def _after_enumerator(scan: Scan, i: int) -> bool:
    """``1.5次`` at the start of an item was taken as an item's number and 5次 only where a blank parts them."""
    return scan.line.at[i] - scan.line.at[i - 1] > 1


def _spelled(scan: Scan, i: int, j: int, sign: int) -> Number | None:
    s = scan.s
    found = _PARTS.match(s, j)
    if found:
        inner = found[2]
        value = Decimal(inner) if inner[0].isdigit() else _spelled_decimal("一百" if inner == "百" else inner)
        if value is None:
            return None
        return Number(value.copy_negate() if sign < 0 else value, i, found.end(), _UNIT_OF[found[1]], spelled=True)
    found = _SPELLED.match(s, j)
    if not found or found[0][0] in "百千万亿":
        return None
    fraction = _FRACTION.match(s, j)
    if fraction and fraction[0][0] not in "百千万":
        raise scan.stop("T248", j, fraction.end())
    text = found[0]
    end = found.end()
    if scan.char(i - 1) and scan.char(i - 1) in "几数上成":
        raise scan.stop("T254", i - 1, end)
    while text and text[-1] in "万亿" and "点" not in text[-1:]:
        text, end = text[:-1], end - 1
    value = _spelled_decimal(text) if text else None
    if value is None:
        if len(text) > 1 and scan.units.match(scan.s, end) is not None:
            raise scan.stop("T254", j, end)  # 二三十人, 三五家
        return None
    return Number(value.copy_negate() if sign < 0 else value, i, end, spelled=True)
