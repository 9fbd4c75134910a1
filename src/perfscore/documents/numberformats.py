"""A number of a spreadsheet and its number format → the text a reader of the sheet understands, exactly.

The file holds 7.7 % as ``0.077`` or ``7.6999999999999999E-2`` with the format ``0.0%``. Only what the format *means*
is applied (percent, thousands, units in quotes, dates); the digits are the stored ones, to the fifteen that a
spreadsheet keeps, and never pass through a binary float. ECMA-376 part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

from attrs import frozen

from ..base.exact import plain

__all__ = ["BUILT_IN", "Shown", "shown"]

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that files name by number only (numFmtId), as a Chinese Excel takes them."""

_NUMBER = re.compile(r"([+-]?)([0-9]{1,320}(?:\.[0-9]{0,320})?|\.[0-9]{1,320})(?:[eE]([+-]?[0-9]{1,3}))?\Z")
_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[([^\]]*)\]|([yYmMdDhHsS]+|AM/PM|A/P|上午/下午)|([0#?.,]+)|([eE][+-])|(.)', re.S
)
_MOST_DIGITS = 15
_MOST_FORMAT = 300


@frozen
class Shown:
    """A number as text; ``printed`` is what the sheet shows where that differs, ``odd`` a format not understood."""

    text: str
    printed: str = ""
    odd: bool = False


@frozen
class _Section:
    before: str
    after: str
    percents: int
    thousands: int
    places: int | None
    dates: str
    odd: bool


def _stored(raw: str) -> Decimal | None:
    """Return the stored number, exact up to fifteen digits as a spreadsheet holds it; None for no number."""
    found = _NUMBER.match(raw.strip())
    if found is None:
        return None
    digits = len(found[2].replace(".", "").lstrip("0"))
    exact = Context(prec=700)
    if digits <= _MOST_DIGITS or ("." not in found[2] and not found[3]):
        return exact.create_decimal(found[0])
    return Context(prec=_MOST_DIGITS, rounding=ROUND_HALF_EVEN).create_decimal(found[0])


def _sections(code: str) -> list[str]:
    """Divide a format at the semicolons outside quotes."""
    out, quoted, part, skip = [], False, "", False
    for char in code:
        if skip:
            skip = False
        elif char == "\\":
            skip = True
        elif char == '"':
            quoted = not quoted
        elif char == ";" and not quoted:
            out.append(part)
            part = ""
            continue
        part += char
    return [*out, part]


def _section(code: str) -> _Section:
    before: list[str] = []
    after: list[str] = []
    digits, percents, dates, odd = "", 0, "", False
    for quoted, escaped, bracket, when, number, power, other in _TOKEN.findall(code):
        literal = quoted or escaped
        if number and not dates:
            odd = odd or bool(digits and after and any(a.strip() for a in after))
            digits += number
        elif when:
            dates += when.lower()
        elif power:
            odd = True
        elif bracket:
            if (
                (bracket[:1] == "$" and bracket[1:].partition("-")[0])
                or bracket[:1] in "<>="
                or bracket.lower() in ("h", "hh", "m", "mm", "s", "ss")
            ):
                odd = True
        elif other == "%":
            percents += 1
        elif other in ("/", "?") and digits:
            odd = True
        elif literal or other.strip(" -_"):
            (after if digits else before).append(literal or other)
        elif other == "-" and not digits:
            before.append("-")
    whole, _, fraction = digits.partition(".")
    trailing = len(digits) - len(digits.rstrip(","))
    places = None if not digits else sum(c in "0#?" for c in fraction)
    text_before, text_after = "".join(before), "".join(after)
    if any(c in "￥¥$€£" for c in text_before + text_after):
        odd = True
    return _Section(text_before, text_after, percents, trailing, places if whole or fraction else None, dates, odd)


def shown(raw: str, code: str, *, date_1904: bool = False) -> Shown | None:
    """Return the text of a stored number under a number format; None where ``raw`` is no number."""
    value = _stored(raw)
    if value is None:
        return None
    if len(code) > _MOST_FORMAT:
        return Shown(plain(value), odd=True)
    parts = _sections(code)
    if parts[0].strip().lower() in ("", "general", "@", "g/通用格式"):
        return Shown(plain(value))
    index = 1 if value < 0 and len(parts) > 1 else 2 if value == 0 and len(parts) > 2 else 0
    section = _section(parts[index])
    if section.dates and section.places is None:
        return _date(value, section.dates, date_1904)
    if (
        section.odd
        or "[" in code.replace("[$-", "").replace("[红色]", "").replace("[Red]", "")
        or section.places is None
    ):
        plainly = section.places is None and index == 2 and not section.odd
        return Shown(plain(value), printed=(section.before + section.after) if plainly else "", odd=not plainly)
    return _figure(value, section)


def _figure(value: Decimal, section: _Section) -> Shown:
    exact = Context(prec=800)
    scaled = exact.scaleb(value, 2 * section.percents - 3 * section.thousands)
    rounded = scaled.quantize(Decimal(1).scaleb(-(section.places or 0)), ROUND_HALF_UP, exact)
    before, after = section.before, section.after
    if before in ("(", "-") or (before == "(" and after == ")"):
        before, after = "", after.removesuffix(")")
    sign = "%" * section.percents
    text = f"{before}{plain(scaled)}{sign}{after}"
    printed = f"{before}{rounded:f}{sign}{after}"
    return Shown(text, "" if rounded == scaled else printed)


_LAST_DAY = 2_958_465
"""31 December 9999."""


def _date(value: Decimal, wanted: str, date_1904: bool) -> Shown:
    """Return a date as it is written in Chinese; a time of day alone is not understood."""
    days = int(value)
    timed = bool(set(wanted) & {"h", "s"})
    if value < 0 or days > _LAST_DAY or not set(wanted) & ({"y", "d"} if timed else {"y", "m", "d"}):
        return Shown(plain(value), odd=True)
    if not date_1904 and days == 60:
        return Shown("1900年2月29日", odd=True)
    start = date(1904, 1, 1) if date_1904 else date(1899, 12, 30) if days > 60 else date(1899, 12, 31)
    try:
        day = start + timedelta(days=days)
    except OverflowError:
        return Shown(plain(value), odd=True)
    text = ""
    if "y" in wanted:
        text += f"{day.year}年"
    if "m" in wanted:
        text += f"{day.month}月"
    if "d" in wanted:
        text += f"{day.day}日"
    return Shown(text, odd=timed)
