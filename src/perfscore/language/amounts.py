"""An amount: a number and its unit, with what may stand between and behind them."""

from __future__ import annotations

import re
from decimal import Decimal

from attrs import evolve

from ..base.values import frozen
from .numerals import Number, number
from .scan import Scan

__all__ = ["Amount", "amount", "each", "unknown_unit"]

_SPELLED_STOPS = "性化制式体站产线带"
_WORD = re.compile(r"[一-鿿A-Za-zμ℃°]+")
_ONCE = re.compile(
    r"(?:一(年|个?月|个?季度|周|天|学期)|(半年|季度|学期))(?=(?:不少于|至少|不低于|≥)?[0-9一二两三四五六七八九十]{1,3}(?:次|回|场|期|轮))"
)
_PLAIN_SUFFIX = re.compile(r"\(([^()]{1,8})\)")


@frozen
class Amount:
    """``value`` in ``unit`` at ``start``..``end``. ``more``: 余, 多. ``spelled``: in Chinese numerals."""

    value: Decimal
    unit: str | None
    start: int
    end: int
    more: str = ""
    spelled: bool = False


def amount(scan: Scan, i: int) -> Amount | None:
    """amount = number ["余" | "多"] [unit] [ "(" unit ")" ]

    A numeral in 汉字 needs a unit behind it. A word of up to three characters that ends the segment is taken for a
    unit the unit book does not know, and named.
    """
    num = number(scan, i)
    if num is None:
        return None
    return _with_unit(scan, num)


def _with_unit(scan: Scan, num: Number) -> Amount | None:
    if num.unit is not None:
        return Amount(num.value, num.unit, num.start, num.end, spelled=True)
    j, more = num.end, ""
    word = scan.words["约数余"].at(scan.s, j)
    if word and (found := scan.units.match(scan.s, j + len(word))) is not None:
        more, j = word, j + len(word)
    else:
        found = scan.units.match(scan.s, j)
    if num.spelled:
        if found is None and more == "" and _alone(scan, num):
            return Amount(num.value, None, num.start, num.end, spelled=True)
        if found is None or scan.char(found[1]) in tuple(_SPELLED_STOPS):
            return None
        return Amount(num.value, found[0], num.start, found[1], more, spelled=True)
    if found is not None and found[0] == "升" and scan.s.startswith(("至", "到"), found[1]):
        found = None  # 由100升至120: a rise, not litres
    if found is None:
        return _bare(scan, num)
    unit, end = found
    if unit == "万" and more == "" and scan.s.startswith(("余", "多"), end):
        inner = scan.units.match(scan.s, end + 1)
        if inner is not None:
            return Amount(num.value, f"万{inner[0]}", num.start, inner[1], scan.char(end))
    end = _doubled(scan, unit, end)
    unit, end = _tail(scan, unit, end)
    return Amount(num.value, unit, num.start, end, more)


def _alone(scan: Scan, num: Number) -> bool:
    """二十 by itself, or right behind a sign, is a number without a unit."""
    before = scan.char(num.start - 1)
    return scan.char(num.end) in ("", ",", ";", "。", "\n") and (not before or before in ",;。\n≥≤<>=于过")


def _doubled(scan: Scan, unit: str, end: int) -> int:
    """A unit written twice (``95%百分比``, ``5个个``) is read once, and asked about; 个 before 月 is no doubling."""
    again = scan.units.match(scan.s, end)
    if again is not None and again[0] == unit and unit == "%":
        scan.flag("T207", end - len(unit), again[1], unit=unit)
        return again[1]
    return end


def _tail(scan: Scan, unit: str, end: int) -> tuple[str, int]:
    """Take ``/`` and an object the unit book does not know (``元/机位``), and name it."""
    if scan.char(end) == "/" and "(" not in unit:
        found = _WORD.match(scan.s, end + 1)
        if found and len(found[0]) <= 6 and scan.char(found.end()) in ("", ",", ";", "。", "(", ")"):
            scan.flag("T251", end + 1, found.end(), unit=found[0])
            return f"{unit}/{found[0]}", found.end()
    return unit, end


def _bare(scan: Scan, num: Number) -> Amount:
    """A number without a known unit: perhaps ``95(%)``, perhaps a unit nobody listed, perhaps none."""
    inner = _PLAIN_SUFFIX.match(scan.s, num.end)
    if inner and (found := scan.units.match(inner[1], 0)) is not None and found[1] == len(inner[1]):
        return Amount(num.value, found[0], num.start, inner.end())
    return Amount(num.value, None, num.start, num.end)


_OF_THE_LANGUAGE = (
    "后置", "后略", "约数后", "且", "或", "前置", "紧接", "到", "基期", "增", "减", "名次词", "零词", "可略",
)  # fmt: skip
"""The kinds of words that may stand behind a number and are no unit."""


def unknown_unit(scan: Scan, found: Amount) -> Amount:
    """Take a short unknown word right behind a bare number for its unit, and name it."""
    if found.unit is not None or found.end >= scan.n:
        return found
    if any(scan.words[name].at(scan.s, found.end) for name in _OF_THE_LANGUAGE):
        return found
    word = _WORD.match(scan.s, found.end)
    if word is None or scan.char(word.end()) not in ("", ",", ";", "。", "、", "(", "\n", "/"):
        return found
    text = word[0]
    if len(text) > 1 and text[0] in "增升涨扩提降减缩压跌" and text[1] in "至到":
        return found
    if text.startswith(("含", "不含")) and scan.words["后置"].at(text, text.index("含") + 1):
        return found
    if text[0] in "前后起末底":
        raise scan.stop("T266", found.start, word.end())
    tail = scan.words["后置"]
    cut = next(
        (k for k in range(1, len(text)) if tail.at(text, k) and k + len(tail.at(text, k)) == len(text)), len(text)
    )
    if cut > 3:
        return found
    end = word.start() + cut
    scan.flag("T252", found.end, end, unit=scan.s[found.end : end])
    return evolve(found, unit=scan.s[found.end : end], end=end)


def each(scan: Scan, i: int) -> tuple[str, int] | None:
    """each = "每" per | "年均" | "月均" | … ; gives what the figure is counted by (年, 村, 生) and where it ends."""
    s = scan.s
    once = _ONCE.match(s, i)
    if once:
        return (once[1] or once[2]).removeprefix("个"), once.end()
    word = scan.words["时间词均"].at(s, i)
    if word:
        scan.flag("T226", i, i + len(word), word=word)
        per = word.removeprefix("平均每").removesuffix("均") if word.startswith("平均") else word.removesuffix("均")
        return per, i + len(word)
    if scan.char(i) != "每":
        return None
    j = i + 1
    if scan.char(j) in ("个", "一") and scan.units.match_per(s, j + 1) is not None:
        longer = scan.units.match_per(s, j)
        if longer is None or longer[1] <= j + 1:
            j += 1
    found = scan.units.match_per(s, j)
    if found is None:
        return None
    name = found[0] if found[0] in ("个", "个百分点") else found[0].removeprefix("个")
    return {"年度": "年"}.get(name, name), found[1]
