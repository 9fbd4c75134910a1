"""Figures with their signs: ``≥7%``, ``95%以上``, ``5-10个``, ``100±5``, ``每季度1次``, ``80%≤x<90%``."""

from __future__ import annotations

import re
from decimal import Decimal

from attrs import evolve

from ..base.exact import total
from ..base.values import define
from .amounts import Amount, amount, each, unknown_unit
from .readings import OPS, Bound, Op, Range
from .scan import Core, Scan, shown

__all__ = ["Bounding", "posts", "prefixes", "quantity", "settle", "unit_of"]

MAX_PREFIXES = 16
"""Most words before one number; no text that means something has more, and the reader stays linear."""
_LIMIT = re.compile(r"(上限|下限|限额|限价|封顶)(?:值|数)?[为是:]?(?=[0-9≥≤><=不控约一二三四五六七八九十百])")
"""上限5万元 is at most, 下限5万元 at least; before words (不超过上限) they are a noun."""
_INCLUDES = re.compile(r"\((不?(?:包含|包括|含))(本数|等于|[0-9.]+[^()0-9]{0,3}|)\)")
_BARE_INCLUDES = re.compile(r"不?含")
"""5含以上: 含 without brackets, right before a bound word."""
_DASHES = re.compile(r"~(?=-)|[-~]{1,3}|至|到")
_OUTSIDE = ("之间", "之上", "之下", "之内", "之外", "之后", "之前")
_BETWEEN = re.compile(r"和|与")
_RATIO = re.compile(r"[0-9]+(?:\.[0-9]+)?(?::|比)[0-9]+(?:\.[0-9]+)?")
_SIDES = {">=": "lower", ">": "lower", "<=": "upper", "<": "upper", "=": "equal"}
_FLIP: dict[Op, Op] = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "=": "="}
_INCLUSIVE: dict[Op, Op] = {">": ">=", ">=": ">=", "<": "<=", "<=": "<=", "=": "="}
_EXCLUSIVE: dict[Op, Op] = {">": ">", ">=": ">", "<": "<", "<=": "<", "=": "="}


@define
class Bounding:
    """What stands around an amount: signs before it, one behind it, 含 or 不含, 约, 每…"""

    ops: list[tuple[str, Op, int]]
    pers: list[str]
    approx: str = ""
    post: tuple[str, Op, int] | None = None
    includes: bool | None = None
    start: int = 0
    end: int = 0


def prefixes(scan: Scan, i: int) -> tuple[Bounding, int]:
    """prefixes = { each | sign | bound word | "上限" | "下限" | "限额" … | 约 | word that may be left out }

    Words that may be left out (完成, 全年, 累计) are taken only behind one of the others.
    """
    found = Bounding([], [], start=i)
    j = i
    for _ in range(MAX_PREFIXES):
        if j >= scan.n:
            break
        per = each(scan, j)
        if per is not None:
            found.pers.append(per[0])
            j = per[1]
            continue
        word = scan.words["前置"].at(scan.s, j)
        tight = scan.words["紧接"].at(scan.s, j)
        if word or tight:
            word = word if len(word) >= len(tight) else tight
            if scan.actual and word in scan.words.tight and word not in ("超", "突破", "逾"):
                j += len(word)
                continue
            found.ops.append((word, scan.words.op_of(word), j))
            j += len(word)
            continue
        word = scan.words["约数前"].at(scan.s, j)
        if word and not (
            word[0] == "约" and j == i and scan.char(i - 1) and scan.char(i - 1) in "节合制预签条公契履违"
        ):
            found.approx = word
            j += len(word)
            continue
        limit = _LIMIT.match(scan.s, j)
        if limit:
            found.ops.append((limit[1], ">=" if limit[1] == "下限" else "<=", j))
            j = limit.end()
            continue
        filler = scan.words["可略"].at(scan.s, j) if j > i else ""
        if not filler:
            break
        j += len(filler)
    return found, j


def posts(scan: Scan, found: Bounding, j: int) -> int:
    """posts = [ "(含)" ] [ bound word behind ] [ "(含)" ] [ 左右 ] [ ("/" | "每") per ]"""
    j = _includes(scan, found, j)
    word = scan.words["后置"].at(scan.s, j + 1) if scan.char(j) == "(" else ""
    if word and scan.char(j + 1 + len(word)) == ")":
        found.post = (word, scan.words.post[word].op, j + 1)
        found.end = j + len(word) + 2
        return found.end
    word = scan.words["后置"].at(scan.s, j)
    if word and not (word == "内" and scan.char(j + 1) in tuple("容部外涵在")):
        found.post = (word, scan.words.post[word].op, j)
        j += len(word)
        j = _includes(scan, found, j)
    word = scan.words["约数后"].at(scan.s, j)
    if word:
        found.approx = word
        j += len(word)
    if scan.char(j) in ("/", "每") and (per := scan.units.match_per(scan.s, j + 1)) is not None:
        found.pers.append(per[0])
        j = per[1]
    found.end = j
    return j


def _includes(scan: Scan, found: Bounding, j: int) -> int:
    bare = _BARE_INCLUDES.match(scan.s, j)
    if bare is not None and scan.words["后置"].at(scan.s, bare.end()):
        found.includes = bare[0] == "含"
        return bare.end()
    seen = _INCLUDES.match(scan.s, j)
    if seen is None:
        return j
    found.includes = not seen[1].startswith("不")
    return seen.end()


def settle(scan: Scan, found: Bounding) -> Op | None:
    """Return the one sign that all the words around an amount come to.

    Two words that say the same are read with a remark, words that contradict each other end the reading.
    """
    said = [*found.ops, *([found.post] if found.post else [])]
    if not said:
        if found.includes is not None:
            scan.flag("T239", found.start, found.end)
        return None
    op = said[0][1]
    for word, other, place in said[1:]:
        op = _joined(scan, found, op, said[0][0], other, word, place)
    if found.includes is not None:
        op = (_INCLUSIVE if found.includes else _EXCLUSIVE)[op]
    for word, _, _ in said:
        meaning = scan.words.meaning(word)
        if meaning is not None and meaning.own:
            scan.note(meaning.source)
    return op


def _joined(scan: Scan, found: Bounding, op: Op, first: str, other: Op, word: str, place: int) -> Op:
    if op == other:
        scan.note(f"“{first}”和“{word}”意思相同，按一个“{OPS[op]}”处理")
        return op
    if {op, other} == {"=", ">="} and first in ("为", "达到", "达"):
        return ">="
    if _SIDES[op] == _SIDES[other]:
        scan.flag("T236", found.start, found.end or place + len(word), first=first, second=word, op=OPS[op])
        return op
    raise scan.stop("T237", found.start, found.end or place + len(word), first=first, second=word)


def quantity(scan: Scan, i: int) -> Core | None:
    """quantity = prefixes amount ( "±" amount | dash amount | sign name sign amount | posts )"""
    mark = scan.mark()
    found, j = prefixes(scan, i)
    if scan.char(j) == "±":
        return _around_zero(scan, found, j)
    ratio = _RATIO.match(scan.s, j)
    if ratio and not scan.s[ratio.end() : ratio.end() + 1].isdigit():
        raise scan.stop("T247", i, ratio.end())
    size = amount(scan, j)
    if size is None and found.pers and not found.ops:
        size = _over_noun(scan, found, j)
    if size is None:
        scan.back(mark)
        if found.ops and found.ops[0][0] in scan.words.signs and _ends(scan, j):
            raise scan.stop("T234", i, j, sign=found.ops[0][0])
        return None
    size = unknown_unit(scan, size)
    _refuse_fragments(scan, i, size)
    if scan.char(size.end) == "±":
        return _around(scan, found, size)
    span = _range(scan, found, size)
    if span is not None:
        return span
    if not found.ops:
        turned = _turned(scan, found, size)
        if turned is not None:
            return turned
    if size.unit in ("日", "号") and scan.s.startswith(("前", "之前", "以前"), size.end):
        raise scan.stop("T266", i, size.end + 1)
    end = posts(scan, found, size.end)
    return Core(_bound(scan, found, size), i, end, "quantity")


def _over_noun(scan: Scan, found: Bounding, j: int) -> Amount | None:
    """每亩补贴100元: a short noun between what is counted by and the figure."""
    for k in range(j + 1, min(j + 9, scan.n)):
        char = scan.s[k]
        if scan.words["增"].at(scan.s, k - 1) or scan.words["减"].at(scan.s, k - 1):
            return None
        if char in ",;。、\n()" or scan.words["且"].at(scan.s, k) in ("且", "并且", "同时"):
            return None
        if char.isdigit() or scan.words["前置"].at(scan.s, k):
            more, after = prefixes(scan, k)
            size = amount(scan, after)
            if size is not None:
                found.ops += more.ops
                found.pers += more.pers
                found.approx = found.approx or more.approx
            return size
    return None


def _ends(scan: Scan, j: int) -> bool:
    return scan.char(j) in ("", ",", ";", "。", "\n", "、") or (scan.char(j) in "%‰个" and j + 1 >= scan.n)


def _refuse_fragments(scan: Scan, i: int, size: Amount) -> None:
    """``≤28.40/株`` has lost its unit; ``2/3`` and ``1:2`` are not one number."""
    after, then = scan.char(size.end), scan.char(size.end + 1)
    if after == "/" and size.unit is None:
        if then.isdigit():
            raise scan.stop("T248", i, size.end + 2)
        if then:
            raise scan.stop(
                "T235",
                i,
                min(size.end + 3, scan.n),
                better=f"{scan.s[i : size.end]}元{scan.s[size.end : size.end + 2]}",
            )
    if (after == "分" and then == "之") or (
        size.unit == "分" and after == "之" and not scan.s.startswith(_OUTSIDE, size.end)
    ):
        raise scan.stop("T248", i, size.end + 3)
    if after and after in "²³^":
        raise scan.stop("T232", i, size.end + 1)


def _bound(scan: Scan, found: Bounding, size: Amount) -> Bound:
    op = settle(scan, found)
    if op is None and not scan.actual:
        _refuse_misread(scan, size)
    named = size.unit == "月" or (size.unit == "年" and 1900 <= size.value < 2100)
    if op is None and named:
        raise scan.stop("T266", size.start, size.end)
    if size.more:
        scan.flag("T244", size.start, size.end, word=size.more)
        op = op or (">" if size.more in ("余", "多") else None)
    elif found.approx:
        scan.flag("T243", found.start, found.end, word=found.approx)
    tight = next((w for w, o, _ in found.ops if o == ">=" and w in scan.words.tight), None)
    if tight is not None and len(found.ops) == 1 and found.post is None:
        scan.flag("T238", found.start, found.end, word=tight, op=OPS[op])
    elif found.ops and found.ops[0][0] in scan.words.tight and found.ops[0][1] == "<=" and found.post is None:
        scan.flag("T238", found.start, found.end, word=found.ops[0][0], op=OPS[op])
    return Bound(op, size.value, unit_of(scan, found, size), bool(found.approx))


def unit_of(scan: Scan, found: Bounding, size: Amount) -> str | None:
    """Return the unit with what it is counted by; a 每 without a unit is named."""
    if not found.pers:
        return size.unit
    if size.unit is None:
        scan.flag("T253", size.start, size.end, per=found.pers[0])
        return None
    return "/".join([size.unit, *(p for p in found.pers if p not in size.unit.split("/")[1:])])


def _refuse_misread(scan: Scan, size: Amount) -> None:
    """``290%`` without a sign: most likely a ``≥`` that a scanner took for a 2. ``200%`` to ``209%`` are asked about."""
    text = scan.s[size.start : size.end]
    digits = re.match(r"2([0-9]{2,3})(\.[0-9]+)?", text)
    if size.unit != "%" or size.spelled or digits is None:
        return
    rest = digits[1] + (digits[2] or "")
    if digits[1][0] != "0" and Decimal(rest) <= 100:
        raise scan.stop("T230", size.start, size.end, better=f"≥{rest}%")
    if len(digits[1]) == 2:
        scan.flag("T240", size.start, size.end)


def _around_zero(scan: Scan, found: Bounding, j: int) -> Core | None:
    """``±5%``: from -5 % to 5 %."""
    size = amount(scan, j + 1)
    if size is None:
        return None
    end = posts(scan, found, size.end)
    if found.post and found.post[1] not in ("<=", "<"):
        raise scan.stop("T237", found.start, end, first="±", second=found.post[0])
    closed = not (found.post and found.post[1] == "<")
    reading = Range(size.value.copy_negate(), size.value, unit_of(scan, found, size), closed, closed)
    return Core(reading, found.start, end, "quantity")


def _around(scan: Scan, found: Bounding, size: Amount) -> Core:
    """``100±5``: from 95 to 105."""
    second = amount(scan, size.end + 1)
    if second is None or found.ops:
        raise scan.stop("T249", size.start, min(size.end + 2, scan.n))
    unit = size.unit or second.unit
    if second.unit == "%" and size.unit != "%":
        raise scan.stop("T249", size.start, second.end)
    if size.unit and second.unit and size.unit != second.unit:
        raise scan.stop("T246", size.start, second.end, first=size.unit, second=second.unit)
    low = total((size.value, second.value.copy_negate()))
    high = total((size.value, second.value))
    end = posts(scan, found, second.end)
    return Core(Range(low, high, unit), found.start, end, "quantity")


def _range(scan: Scan, found: Bounding, size: Amount) -> Core | None:
    """range = amount [ "(含)" ] ("-" | "~" | "至" | "到") amount [ "(含)" ]"""
    low_side = Bounding([], [])
    j = _includes(scan, low_side, size.end)
    dash = _DASHES.match(scan.s, j) or _BETWEEN.match(scan.s, j)
    if dash is None:
        return None
    second = amount(scan, dash.end())
    if second is None or (dash[0] in "和与" and not scan.s.startswith("之间", second.end)):
        return None
    if dash[0] == "--" and size.value < 0:
        raise scan.stop("T249", size.start, second.end)
    second = unknown_unit(scan, second)
    after = _DASHES.match(scan.s, second.end)
    if after is not None and amount(scan, after.end()) is not None:
        raise scan.stop("T249", size.start, after.end() + 1)
    end = posts(scan, found, second.end)
    if scan.s.startswith("之间", end):
        end += 2
    if found.post is not None:
        if found.post[0] in ("范围内", "以内", "内", "之内"):
            found.post = None
        else:
            raise scan.stop("T237", found.start, end, first=scan.s[size.start : second.end], second=found.post[0])
    if found.ops and not all(w in ("达到", "达", "为", "控制在", "控制于", "实现到") for w, _, _ in found.ops):
        raise scan.stop("T237", found.start, end, first=found.ops[0][0], second=shown(scan.s[size.start : second.end]))
    unit = _one_unit(scan, size, second)
    if unit == "月":
        raise scan.stop("T266", size.start, end)
    if size.value > second.value:
        raise scan.stop(
            "T245", found.start, end, low=scan.s[size.start : size.end], high=scan.s[second.start : second.end]
        )
    carrier = evolve(second, unit=unit)
    reading = Range(
        size.value,
        second.value,
        unit_of(scan, found, carrier),
        low_side.includes is not False,
        found.includes is not False,
    )
    return Core(reading, found.start, end, "quantity")


def _one_unit(scan: Scan, size: Amount, second: Amount) -> str | None:
    a, b = size.unit, second.unit
    if a is None or a == b or (b is not None and a in scan.units.scales and b.startswith(a)):
        return b
    if b is None:
        return a
    raise scan.stop("T246", size.start, second.end, first=a, second=b)


def _turned(scan: Scan, found: Bounding, size: Amount) -> Core | None:
    """turned = amount sign name [ sign amount ]: ``80%≤合格率<90%``, ``90%≤满意度``."""
    side = Bounding([], [])
    j = _includes(scan, side, size.end)
    sign = scan.words["符号"].at(scan.s, j)
    if not sign:
        return None
    low_op = _FLIP[scan.words.signs[sign]]
    k = j + len(sign)
    while (
        k < scan.n
        and k - j < 14
        and not scan.words["符号"].at(scan.s, k)
        and scan.s[k] not in ",;。\n"
        and not scan.s[k].isdigit()
    ):
        k += 1
    second = scan.words["符号"].at(scan.s, k)
    if not second:
        if k == j + len(sign):
            raise scan.stop("T249", size.start, min(k + 1, scan.n))
        scan.flag("T250", size.start, k, op=OPS[low_op])
        return Core(Bound(low_op, size.value, size.unit), found.start, k, "quantity")
    other = amount(scan, k + len(second))
    high_op = scan.words.signs[second]
    if other is None or _SIDES[low_op] == _SIDES[high_op] or "=" in (low_op, high_op):
        raise scan.stop("T249", size.start, k + len(second))
    unit = _one_unit(scan, size, other)
    first, last = (size, other) if _SIDES[low_op] == "lower" else (other, size)
    closed = {_SIDES[low_op]: low_op.endswith("="), _SIDES[high_op]: high_op.endswith("=")}
    if first.value > last.value:
        raise scan.stop("T245", found.start, other.end, low=str(first.value), high=str(last.value))
    reading = Range(first.value, last.value, unit, closed["lower"], closed["upper"])
    return Core(reading, found.start, other.end, "quantity")
