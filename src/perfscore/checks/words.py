"""The words by which columns, scopes and wordings are recognised. Data, each with the place it was met in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

__all__ = ["AIMS", "Role", "inner", "key", "names_any", "quoted", "role_of", "years_in"]

Role = Literal["initial", "adjusted", "budget", "change", "actual", "share", "gap", "income", "rate", ""]

_GAPS = ("增加", "减少", "增长", "下降", "节约", "超支", "高", "低")
_ROLES: tuple[tuple[Role, tuple[str, ...]], ...] = (
    ("share", ("占比", "比重")),
    ("rate", ("率", "增幅", "增速")),
    ("change", ("调整追加", "追加", "调增", "调减", "预算调整")),
    ("initial", ("年初预算", "批复预算", "年初批复", "年初数")),
    ("adjusted", ("全年预算", "调整后预算", "调整预算")),
    ("actual", ("决算", "执行数", "实际支出", "实际完成", "支出数", "实际数", "实际投资")),
    ("budget", ("预算",)),
    ("income", ("收入",)),
)
"""Words of the columns of published base-data tables (部门整体支出基础数据表) and self-evaluation tables; first match
wins, so that 年初预算数 is not taken for any 预算."""

AIMS: tuple[str, ...] = (
    "有贡献", "明显", "有效", "有力", "显著", "不断", "持续", "深入", "进一步", "取得突破", "高效", "良好", "较好",
    "稳步", "逐步", "大力", "积极",
)  # fmt: skip
"""Words that name no yardstick (财预〔2021〕101号 asks to avoid 明显, 有效 without one; status 待核)."""

_QUOTES = str.maketrans("", "", "“”\"‘’'「」『』《》 \t　")
_FOLD = str.maketrans("（）：", "():")
_APART = re.compile("[“”\"‘’'「」『』《》 \t　（）：:、.]")
"""Most names have none of the signs that comparing leaves out."""
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?=年)")


def key(name: str) -> str:
    """Return a name without quotation marks, blanks and width, for comparing."""
    if _APART.search(name) is None:
        return name
    return name.translate(_QUOTES).translate(_FOLD).strip(":、.")


def inner(name: str) -> str:
    """Return a name fit to stand between “ ”: its own quotation marks become single ones."""
    return name.replace("“", "‘").replace("”", "’")


def quoted(name: str) -> str:
    """Return a name in quotation marks."""
    return f"“{inner(name)}”"


def names_any(text: str, words: tuple[str, ...]) -> str | None:
    """Return the first of ``words`` that ``text`` holds, or None."""
    for word in words:
        if word in text:
            return word
    return None


@lru_cache(maxsize=1024)
def role_of(column: str) -> Role:
    """Return what a column or aspect states: a budget, an actual, a change …; empty where its words do not say."""
    text = key(column)
    if text[:1] in ("较", "比") and names_any(text, _GAPS):
        return "gap"
    for role, words in _ROLES:
        if names_any(text, words):
            return role
    return ""


def years_in(text: str) -> tuple[int, ...]:
    """Return the years that a text names as ``2023年``, in order."""
    return tuple(int(m) for m in _YEAR.findall(text))
