"""功效系数法: standard values and their coefficients, read from the wordings in use."""

from __future__ import annotations

import re
from fractions import Fraction

from .lexicon import COUNT_UNITS, TIME_UNITS, UNITS
from .numbers import folded
from .values import Efficacy

__all__ = ["read_efficacy"]

_NUMBER = r"-?\d{1,15}(?:\.\d{1,15})?"
_UNIT = "|".join(
    re.escape(u) for u in sorted({"%", "‰", "个百分点", "分", *UNITS, *COUNT_UNITS, *TIME_UNITS}, key=len, reverse=True)
)
_PAIR = re.compile(
    rf"(?:优秀|良好|平均|较低|较差|标准|满意|不允许|第[一二三四五]档)?值(?:为|是|:|=)?(?P<value>{_NUMBER})(?P<unit>{_UNIT})?"
    rf"[,(]{{0,2}}(?:标准|档次|对应|功效)?系数(?:为|是|:|=)?(?P<share>{_NUMBER})\)?"
)
_TWO = re.compile(
    rf"满意值(?:为|是|:|=)?(?P<good>{_NUMBER})(?P<unit>{_UNIT})?[,;、]?不允许值(?:为|是|:|=)?(?P<bad>{_NUMBER})(?P<other>{_UNIT})?"
    rf"(?:[,;、](?:基础分|基本分)(?:为|是|:|=)?(?P<base>\d{{1,3}})分?)?"
)


def read_efficacy(text: str) -> Efficacy | None:
    """Return the standards of a 功效系数 clause (folded text), best first; None where it is none or incomplete."""
    if "功效系数" not in text or len(text) > 400:
        return None
    rest = re.sub(r"^(?:采用|按照|按|用)?功效系数法?(?:计分|评分)?[:,。]?", "", text)
    two = _TWO.match(rest)
    if two is not None:
        base = Fraction(two.group("base") or 60) / 100
        if _leftover(rest[two.end() :]) or not 0 <= base < 1:
            return None
        if two.group("other") not in (None, two.group("unit")):
            return None
        return Efficacy(
            ((Fraction(two.group("good")), Fraction(1)), (Fraction(two.group("bad")), base)), folded(two.group("unit"))
        )
    pairs = list(_PAIR.finditer(rest))
    if len(pairs) < 2 or _leftover(_PAIR.sub("", rest)):
        return None
    found = [(Fraction(m.group("value")), Fraction(m.group("share"))) for m in pairs]
    units = {m.group("unit") for m in pairs}
    if len(units) != 1 or len({v for v, _ in found}) != len(found):
        return None
    ordered = sorted(found, key=lambda p: -p[1])
    return Efficacy(tuple(ordered), folded(units.pop()))


def _leftover(text: str) -> bool:
    return bool(re.sub(r"[,;。、\n]|计分|评分|计算得分|得分", "", text))
