"""Places in a ranking: ``前5名``, ``全省第1名``, ``排名不低于第3位``."""

from __future__ import annotations

import re
from decimal import Decimal

from .numerals import spelled_value
from .readings import Op, Rank
from .scan import Core, Scan

__all__ = ["rank"]

MAX_WORDS = 12
"""Most words before a place in a ranking."""
_PLACE = re.compile(r"(?P<how>第|前)(?P<n>[0-9]{1,4}|[一二三四五六七八九十百]{1,4})(?P<u>名次|位次|名|位|强|佳)?")
_SERIES = re.compile(r"[、,和及至到~-]第?[0-9一二三四五六七八九十]{1,3}[^0-9%‰.,;。名位]")
"""第一、二批: a series of numbered things, not a place."""
_BARE = re.compile(r"(?P<n>[0-9]{1,4})(?P<u>名次|位次|名|位)?")
_GAP = re.compile(r"[一-鿿]{0,8}?")
_ENDS = (",", ";", "。", "、", "\n", "(", ")")
_BETTER = ("以内", "之内", "内", "及以内", "以上", "及以上", "之前", "以前", "及以前", "之列", "行列", "左右")
_TAIL = re.compile(r"(?:及以内|及以上|及以前|以内|之内|以上|之前|以前|之列|行列|的位置|的水平|左右|内)?")
_CLEAN_OPS: dict[str, Op] = {"<=": "<=", "<": "<"}


def _value(text: str) -> int | None:
    return int(text) if text.isdigit() else spelled_value(text)


def rank(scan: Scan, i: int) -> Core | None:
    """rank = [排名 | 位列 …] [scope] [words] [sign] ("第" | "前") number [名 | 位 | 强] [以内 | 以上]

    不低于第3位 is the third place or a better one. 第 before any other word (第三方, 第一批) is a name, not a place.
    """
    s = scan.s
    j, placed, scope = i, False, None
    op: Op | None = None
    said = ""
    for _ in range(MAX_WORDS):
        word = scan.words["范围"].at(s, j)
        if word:
            scope, j = scope or word, j + len(word)
            continue
        word = scan.words["名次词"].at(s, j)
        if word:
            placed, j = True, j + len(word)
            continue
        word = scan.words["前置"].at(s, j)
        if word and (placed or scope or scan.char(j + len(word)) in ("第", "前")):
            said, op, j = word, scan.words.op_of(word), j + len(word)
            continue
        filler = scan.words["可略"].at(s, j) if placed or scope else ""
        if not filler:
            break
        j += len(filler)
    found = _PLACE.match(s, j)
    if found is None and scope is not None:
        found, j = _after_gap(scan, j)
    if found is None:
        return _bare(scan, i, j, placed=placed, said=said, scope=scope)
    return _placed(scan, i, found, said=said, op=op, scope=scope, placed=placed)


def _after_gap(scan: Scan, j: int) -> tuple[re.Match[str] | None, int]:
    """Allow a few words between the scope and the place: 全市绩效考核第1名."""
    for k in range(j + 1, min(j + 11, scan.n)):
        char = scan.s[k]
        if char in "第前":
            found = _PLACE.match(scan.s, k)
            if found:
                return found, k
        if char.isdigit() or char in ",;。、\n()" or scan.words["前置"].at(scan.s, k):
            break
    return None, j


def _placed(
    scan: Scan, i: int, found: re.Match[str], *, said: str, op: Op | None, scope: str | None, placed: bool
) -> Core | None:
    s = scan.s
    value, end = _value(found["n"]), found.end()
    if _SERIES.match(s, end):
        return None
    if s.startswith(("%", "百分"), end) and found["how"] == "前":
        raise scan.stop("T271", i, end + 1)
    tail = _TAIL.match(s, end)
    assert tail is not None
    after = scan.char(tail.end())
    known = found["u"] is not None or bool(tail[0])
    closed = (
        after in ("", *_ENDS) or bool(scan.words["后略"].at(s, tail.end())) or bool(scan.words["或"].at(s, tail.end()))
    )
    if value is None or (not known and not closed):
        return None
    if after == "%" or s.startswith(("百分", "季度", "个月", "年", "批", "期", "届"), end):
        return None
    if found["how"] == "前" and (not known) and not (placed or scope or closed):
        return None
    return Core(_reading(scan, i, tail.end(), value, found["how"], said, op, scope, tail[0]), i, tail.end(), "rank")


def _reading(
    scan: Scan, i: int, end: int, value: int, how: str, said: str, op: Op | None, scope: str | None, tail: str
) -> Rank:
    if value == 0:
        raise scan.stop("T272", i, end)
    if scan.s.startswith(("以下", "及以下", "之后", "以后"), end):
        raise scan.stop("T272", i, end + 2)
    if how == "前":
        if said and op not in ("<=",):
            raise scan.stop("T272", i, end)
        return Rank("<=", Decimal(value), scope)
    better: Op | None = "<=" if tail and tail != "左右" else None
    if said:
        if said in scan.words.signs and op in (">=", ">"):
            scan.flag("T273", i, end, sign=said)
            better = "<="
        elif op in (">=", "<="):
            better = "<="
            if said.startswith("不高"):
                raise scan.stop("T272", i, end)
        elif op == "=":
            better = None
        elif said in ("高于", "优于", "超过", "快于", "好于"):
            raise scan.stop("T272", i, end)
        else:
            raise scan.stop("T272", i, end)
    return Rank(better, Decimal(value), scope)


def _bare(scan: Scan, i: int, j: int, *, placed: bool, said: str, scope: str | None) -> Core | None:
    """排名≤5: a number behind a ranking word with a sign or a ranking classifier."""
    found = _BARE.match(scan.s, j)
    if not placed or found is None or not (said or found["u"]):
        return None
    if not re.match(r"排|位|名", scan.s[i:]) and not found["u"]:
        return None
    if (
        scan.char(found.end()) not in ("", *_ENDS)
        or scan.s[i : i + 1] in "获取"
        or (
            scan.words["名次词"].at(scan.s, i)
            in ("进", "列", "居", "保持", "进入", "获", "获得", "取得", "处于", "评比")
        )
    ):
        return None
    value = int(found["n"])
    return Core(
        _reading(scan, i, found.end(), value, "第", said, scan.words.op_of(said) if said else None, scope, ""),
        i, found.end(), "rank",
    )  # fmt: skip
