"""Room 3: the languages of targets (年度指标值) and actual values (实际完成值).

>>> language = default_language()
>>> str(language.read_target("不低于95%"))
'≥95%'
>>> describe(language.read_target("不超过44万元"))
'不高于 44万元（含）。'
>>> language.read_actual("15.7%（排名全省第5位）").to_dict()["rank"]
{'value': '5', 'scope': '全省'}

What can be read is read exactly, what cannot comes back as ``Unclear`` with its place and a suggestion; nothing is
guessed. The page docs/写法手册.md is made from the same tables (``python -m perfscore.language.handbook``).
"""

from .actual import Actual
from .comparing import Comparison, compare
from .describing import describe
from .language import Language, default_language
from .readings import (
    AllOf,
    AnyOf,
    Bound,
    Change,
    Deadline,
    Period,
    Range,
    Rank,
    Reference,
    Target,
    Unclear,
    Words,
    leaves,
)

__all__ = [
    "Actual",
    "AllOf",
    "AnyOf",
    "Bound",
    "Change",
    "Comparison",
    "Deadline",
    "Language",
    "Period",
    "Range",
    "Rank",
    "Reference",
    "Target",
    "Unclear",
    "Words",
    "compare",
    "default_language",
    "describe",
    "leaves",
]
