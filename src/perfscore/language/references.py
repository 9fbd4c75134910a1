"""Targets that compare with a figure standing elsewhere: ``高于全省平均增速``, ``不低于上年水平``, ``高于全国平均2个百分点``."""

from __future__ import annotations

import re

from .amounts import Amount, amount
from .bounds import Bounding, posts, prefixes, settle, unit_of
from .readings import Bound, Op, Reference
from .scan import Core, Scan

__all__ = ["reference"]

_NOUN = re.compile(r"(?:(?:19|20)[0-9]{2}年度?(?:的)?)?[一-鿿A-Za-z“”‘’《》]{1,40}")
_FRACTION = re.compile(r"的[0-9]+(?:\.[0-9]+)?[%倍]")
_ENDS = ("", ",", ";", "。", "、", "\n", "(", ")")
_CONTRAST = re.compile(
    r"(?:较|比|与|同|和)(?P<n>[一-鿿A-Za-z]{2,24}?)(?:相比)?(?P<v>高出?|低|持平|一致|相当|快|慢|多|少)(?P<o>于)?"
)
_REACH = ("达到", "达", "达成", "实现到", "满")
_HOLD = ("控制在", "控制于", "限于", "控制到", "压减到", "压降到")


def reference(scan: Scan, i: int) -> Core | None:
    """reference = bound word noun [amount] [以上] | ("比" | "较") noun ("高" | "低" | "持平") [amount] [以上]

    The noun names the figure compared with; what follows it is how far beyond. 不低于全国平均水平的90% multiplies the
    outside figure, so the share stays with the noun.
    """
    contrast = _contrast(scan, i)
    if contrast is not None:
        return contrast
    word = scan.words["前置"].at(scan.s, i) or scan.words["紧接"].at(scan.s, i)
    if not word:
        return None
    j = i + len(word)
    found = _NOUN.match(scan.s, j)
    if found is None:
        return None
    text, end = _cut(scan, j, found.end())
    if text in scan.words["等级"] or not text.strip("零一二两三四五六七八九十百千万亿"):
        return None
    if text.startswith(("完成", "实现", "预期")) and word in ("超额", "超过", "超出"):
        return None
    strong = scan.words["强参照"].inside(text) is not None
    if not text or (word in _REACH and not _average(text)) or word in _HOLD:
        return None
    share = _FRACTION.match(scan.s, end - (1 if text.endswith("的") else 0))
    if share:
        return Core(Reference(scan.words.op_of(word), scan.s[j : share.end()]), i, share.end(), "reference")
    size = amount(scan, end) if scan.char(end) not in _ENDS else None
    if size is not None and not strong:
        return _gapped(scan, i, j, word, text)
    if size is not None:
        return _offset(scan, i, word, text, size)
    op = scan.words.op_of(word)
    known = strong or scan.words["参照词"].inside(text) is not None
    if not known or scan.char(end) not in _ENDS or len(text) > 20:
        scan.flag("T284", j, end, reference=text)
    elif word in ("超过", "超出", "超额", "优于", "未达到", "达不到", "不足", "不到", "不满", "未满") or not strong:
        scan.flag("T285", i, end, reference=text)
    _own(scan, word)
    return Core(Reference(op, text), i, end, "reference")


def _own(scan: Scan, word: str) -> None:
    meaning = scan.words.meaning(word)
    if meaning is not None and meaning.own:
        scan.note(meaning.source)


def _average(text: str) -> bool:
    return any(w in text for w in ("平均", "均值", "上年", "去年", "同期"))


def _cut(scan: Scan, j: int, end: int) -> tuple[str, int]:
    """End the noun before 且, 或, a bound word behind, a Chinese numeral with a unit, or words like 完成."""
    for k in range(j + 1, end):
        for name in ("且", "或"):
            word = scan.words[name].at(scan.s, k)
            if word and word not in ("和", "与", "及", "以及", "并", "均", "又", "另", "还", "但", "其中", "或"):
                return scan.s[j:k], k
            if word == "或" and not scan.words["后置"].at(scan.s, k):
                return scan.s[j:k], k
        if scan.words["后置"].at(scan.s, k) and scan.s[k] in "以及或之":
            return scan.s[j:k], k
        if scan.s[k] in "一二两三四五六七八九十百" and amount(scan, k) is not None:
            return scan.s[j:k], k
    return scan.s[j:end], end


def _offset(scan: Scan, i: int, word: str, text: str, size: Amount) -> Core:
    op = scan.words.op_of(word)
    around = Bounding([], [], start=i)
    end = posts(scan, around, size.end)
    if around.post is not None:
        op = _beyond(scan, op, around.post[1], i, end)
    elif op in (">=", "<="):
        scan.flag("T286", i, end)
    if around.approx or size.more:
        scan.flag("T243", i, end, word=around.approx or size.more)
    if size.unit not in ("个百分点", "%"):
        scan.flag("T286", i, end)
    return Core(Reference(op, text, size.value, size.unit), i, end, "reference")


def _beyond(scan: Scan, op: Op, post: Op, i: int, end: int) -> Op:
    """高于…2个百分点以上 is at least 2 beyond; 以内 behind it turns the sense and is refused."""
    if post not in (">=", ">"):
        raise scan.stop("T286", i, end)
    if op in (">", ">="):
        return ">=" if post == ">=" else ">"
    return "<=" if post == ">=" else "<"


def _gapped(scan: Scan, i: int, j: int, word: str, text: str) -> Core | None:
    """不少于培训50人: words stand between the sign and its number; read, and asked about."""
    around, k = prefixes(scan, j + len(text))
    size = amount(scan, k)
    if size is None or around.ops:
        return None
    around.ops.append((word, scan.words.op_of(word), i))
    around.start = i
    end = posts(scan, around, size.end)
    op = settle(scan, around)
    scan.flag("T287", i, end, word=word, between=text)
    return Core(Bound(op, size.value, unit_of(scan, around, size)), i, end, "quantity")


def _contrast(scan: Scan, i: int) -> Core | None:
    """比全国平均高2个百分点, 与上年持平."""
    if scan.char(i) not in tuple("较比与同和"):
        return None
    found = _CONTRAST.match(scan.s, i)
    if found is None:
        return None
    noun, verb = found["n"].removesuffix("的"), found["v"]
    if scan.words["强参照"].inside(noun) is None or noun.endswith(
        ("提", "升", "增", "降", "减", "更", "有所", "进一步")
    ):
        return None
    size = amount(scan, found.end())
    if verb in ("持平", "一致", "相当"):
        scan.flag("T285", i, found.end(), reference=noun)
        return Core(Reference("=", noun), i, found.end(), "reference")
    op: Op = ">" if verb in ("高", "高出", "快", "多") else "<"
    if size is None:
        scan.flag("T285", i, found.end(), reference=noun)
        return Core(Reference(op, noun), i, found.end(), "reference")
    around = Bounding([], [], start=i)
    end = posts(scan, around, size.end)
    if around.post is not None:
        op = _beyond(scan, op, around.post[1], i, end)
    return Core(Reference(op, noun, size.value, size.unit), i, end, "reference")
