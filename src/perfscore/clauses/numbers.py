"""Productions for numbers, units and intervals: 90%, 5个工作日, ≥90%, 80%（含）-90%, 90%以上, 80%≤x<90%."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from ..base.values import frozen
from .cursor import Cursor
from .lexicon import BOUNDS, TRAILS, UNITS
from .values import Amount, Basis, Within

__all__ = ["Ends", "amount", "ends", "folded", "inclusive", "sign_of", "trail_of", "unit"]

_SIGN_OF = {b.word: b.sign for b in BOUNDS} | {"≥": ">=", "≤": "<=", ">": ">", "<": "<", "=": "="}
_TRAIL_OF = {b.word: b.sign for b in TRAILS}
_UNIT_ALIASES = {
    "百分点": "个百分点", "日": "天", "自然日": "天", "个自然日": "天", "个工作日": "工作日", "月": "个月", "个季度": "季度", "个年度": "年",
    "年度": "年", "千米": "公里", "千瓦时": "度", "位": "名", "场次": "场",
}  # fmt: skip


@frozen
class Ends:
    """An interval as written; ``None`` is infinity, and a closedness of ``None`` was not said."""

    low: Fraction | None = None
    low_closed: bool | None = None
    high: Fraction | None = None
    high_closed: bool | None = None
    unit: str | None = None
    loose: bool = False

    @property
    def exact(self) -> bool:
        """Say whether it is one number."""
        return self.low is not None and self.low == self.high

    def within(self, of: Basis) -> Within:
        """Return the condition that what ``of`` names lies in it."""
        return Within(of, self.low, self.low_closed, self.high, self.high_closed, self.unit, loose=self.loose)


def folded(text: str | None) -> str | None:
    """Return the usual spelling of a unit: 日 → 天, 个工作日 → 工作日."""
    return None if text is None else _UNIT_ALIASES.get(text, text)


def unit(c: Cursor) -> str | None:
    """Take a unit, folded to its usual spelling."""
    if c.take("PCT"):
        return "%"
    if c.take("MILLE"):
        return "‰"
    if c.take("PP"):
        return "个百分点"
    token = c.take("UNIT")
    if token is None:
        return None
    if token.text == "个" and c.take("RANKU"):
        return "名"
    found = _UNIT_ALIASES.get(token.text, token.text)
    while token.text in UNITS and c.peek().text in UNITS:  # 吨公里 is no 吨: a unit nobody knows, never its first half
        found += c.peek().text
        c.i += 1
    if c.sees("DIV") and c.sees("UNIT", ahead=1):
        c.i += 1
        below = c.take("UNIT")
        assert below is not None
        found = f"{found}/{below.text}"
    return found


def amount(c: Cursor) -> Amount | None:
    """Take a number with its unit; a minus sign counts where nothing stands before it to be subtracted from."""
    before = c.i
    negative = False
    if c.peek().text == "-" and c.sees("NUM", ahead=1) and not c.sees("NUM", "PCT", "CLOSE", "UNIT", ahead=-1):
        c.i += 1
        negative = True
    if c.peek().text == "±" and c.sees("NUM", ahead=1):
        c.i += 1
    token = c.take("NUM")
    if token is None or token.value is None or (c.sees("FEN") and not token.a("HUNDREDTH")):
        c.i = before
        return None
    value = -token.value if negative else token.value
    if token.a("HUNDREDTH"):
        return Amount(value, "%")
    return Amount(value, unit(c))


def inclusive(c: Cursor) -> bool | None:
    """Take （含）, （不含）, （含90%）, 含本数; None where there is none."""
    before = c.i
    opened = c.take("OPEN")
    c.skip(("均",))
    token = c.take("INCL")
    if token is None:
        c.i = before
        return None
    amount(c)
    c.skip(("本数",))
    if opened and not c.take("CLOSE"):
        c.i = before
        return None
    return not token.text.startswith("不")


def sign_of(c: Cursor) -> str | None:
    """Take a sign or a word that bounds a figure: ≥, 不低于, 超过."""
    c_before = c.i
    token = c.take("SIGN", "BOUND")
    if token is None:
        return None
    sign = _SIGN_OF[token.text]
    if token.text in ("低于", "高于", "大于", "小于", "多于", "少于") and c.word("或"):
        follow = c.word("等于")
        if follow is None:
            c.i = c_before
            return None
        sign += "="
    elif token.text in ("达到", "达") and c.word("或", "及", "和") and c.word("超过") is None:
        c.i = c_before
        return None
    return sign


def trail_of(c: Cursor) -> str | None:
    """Take 以上, 以下, 以内 … behind a figure."""
    before = c.i
    c.word("及", "和", "或")
    token = c.take("TRAIL")
    if token is None:
        c.i = before
        return None
    return _TRAIL_OF[token.text]


def _from_sign(sign: str, value: Fraction, mark: bool | None) -> Ends:
    match sign:
        case ">=" | ">":
            return Ends(low=value, low_closed=sign == ">=" if mark is None else mark)
        case "<=" | "<":
            return Ends(high=value, high_closed=sign == "<=" if mark is None else mark)
        case _:
            return Ends(value, True, value, True)


def _one(c: Cursor) -> Ends | None:
    """Take one side of an interval: ≥90%, 低于60%, 90%以上（含90%）, or a bare 100%."""
    before = c.i
    sign = sign_of(c)
    got = amount(c)
    if got is None:
        c.i = before
        return None
    mark, trail = _marked(c)
    if trail is not None and sign in (None, "=", ">=") and not (sign == ">=" and trail.startswith("<")):
        found = _from_sign(trail, got.value, mark)
        return evolve(found, unit=got.unit, loose=mark is None and trail != ">")
    if trail is not None and sign in ("<", "<=") and trail == "<=":
        found = _from_sign("<=", got.value, mark)
        return evolve(found, unit=got.unit, loose=mark is None)
    if trail is not None and sign is not None and trail[0] != sign[0]:
        c.i = before
        return None
    if sign is None:
        return Ends(got.value, True if mark is None else mark, got.value, True if mark is None else mark, got.unit)
    return evolve(_from_sign(sign, got.value, mark), unit=got.unit)


def _span(c: Cursor) -> Ends | None:
    """Take 80%（含）-90%（不含）, 90%-80%, 5至10天, 在60%和80%之间."""
    before = c.i
    found = _joined(c)
    if found is None:
        c.i = before
    return found


def _joined(c: Cursor) -> Ends | None:
    first = amount(c)
    if first is None:
        return None
    first_mark, first_trail = _marked(c)
    if first_trail not in (None, ">=", "<=") or (first_trail is None and c.peek().text == "及"):
        return None
    between = False
    if c.take("DASH") is None:
        between = first_trail is None and c.word("和", "与", "及") is not None
        if not between:
            return None
    c.skip(("第",))
    short_of = c.word("不足", "低于", "小于", "不到", "未满", "不满", "未达到", "<")
    second = amount(c)
    if second is None or (first.unit and second.unit and first.unit != second.unit):
        return None
    second_mark, second_trail = _marked(c, trailing=not between)
    if between and not c.sees("BETWEEN"):
        return None
    if first_trail is not None and first_mark is None:
        first_mark = True
    if second_mark is None and (second_trail is not None or short_of is not None):
        second_mark = second_trail is not None
    low, high = sorted(((first.value, first_mark), (second.value, second_mark)), key=lambda end: end[0])
    loose = first_trail is not None or second_trail is not None
    return Ends(*low, *high, second.unit or first.unit, loose)


def _marked(c: Cursor, *, trailing: bool = True) -> tuple[bool | None, str | None]:
    """Take what stands behind an end: whether it is included (None: not said), and 以上/以下 before or behind that."""
    mark = inclusive(c)
    trail = trail_of(c) if trailing else None
    return inclusive(c) if mark is None else mark, trail


def _around(c: Cursor) -> tuple[Ends, str] | None:
    """Take 80%≤完成率<90% (the name may be absent); return the interval and the name between the signs."""
    before = c.i
    first = amount(c)
    left = c.take("SIGN") if first else None
    if first is None or left is None or left.text == "=":
        c.i = before
        return None
    begin = c.i
    while c.i - begin < 12 and not c.over() and not c.sees("SIGN", "SEP", "NUM"):
        c.i += 1
    name = c.slice(begin, c.i)
    right = c.take("SIGN")
    second = amount(c) if right else None
    if right is None or second is None or _SIGN_OF[left.text][0] != _SIGN_OF[right.text][0]:
        c.i = before
        return None
    a = (first.value, left.text in "≤≥")
    b = (second.value, right.text in "≤≥")
    if _SIGN_OF[left.text][0] == ">":
        a, b = b, a
    if a[0] > b[0]:
        c.i = before
        return None
    return Ends(a[0], a[1], b[0], b[1], second.unit or first.unit), name


def _join(left: Ends, right: Ends) -> Ends | None:
    """Return the interval both sides leave, where one gives the low end and the other the high one."""
    if left.exact or right.exact or (left.low is None) == (right.low is None):
        return None
    if (left.high is None) == (right.high is None) or (left.unit and right.unit and left.unit != right.unit):
        return None
    low, high = (left, right) if left.low is not None else (right, left)
    assert low.low is not None and high.high is not None
    if low.low >= high.high:
        return None
    return Ends(
        low.low, low.low_closed, high.high, high.high_closed, left.unit or right.unit, left.loose or right.loose
    )


_JOINS = ("且", "并", "而", "但", "和", "、", ",", "至", "到", "~", "-", "同时", "并且", "在", "与", "及")


def ends(c: Cursor) -> tuple[Ends, str] | None:
    """Take a whole interval; return it and the name that stood inside it ("" where none)."""
    around = _around(c)
    if around is not None:
        return around
    span = _span(c)
    if span is not None:
        return span, ""
    left = _one(c)
    if left is None:
        return None
    before = c.i
    for _ in range(3):
        if c.peek().text not in _JOINS:
            break
        c.i += 1
    right = _one(c)
    both = _join(left, right) if right is not None else None
    if both is None:
        c.i = before
        return left, ""
    return both, ""
