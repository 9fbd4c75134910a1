"""Two wordings of scoring clauses: one said in the library's words, one given as the library's own values.

Neither returns a score: what they return has a measure and a curve of the library's, so that the steps, the static
checks, the picture of the curve and the columnar kernels are those of any other clause.
"""

from __future__ import annotations

import re
from fractions import Fraction

from perfscore.clauses import Clause
from perfscore.clauses.values import Full, Otherwise, Points, Rule, Share, Within
from perfscore.plugins import ClauseReader

_FIVE = re.compile(r"按?五档法(?:[（(](\d{1,3})、(\d{1,3})、(\d{1,3})、(\d{1,3})[）)])?(?:计分|评分)")
_USUAL = ("90", "80", "70", "60")
_SHARES = ("100", "80", "60", "40")


def five_bands(text: str) -> str | None:
    """Read 按五档法计分, with bounds of its own as in 按五档法（95、85、75、65）计分: five bands of the completion rate."""
    match = _FIVE.fullmatch("".join(text.split()).rstrip("。；;"))
    if match is None:
        return None
    bounds = match.groups() if match[1] else _USUAL
    parts = [f"完成率≥{bounds[0]}%得分值的{_SHARES[0]}%"]
    for i in range(1, 4):
        parts.append(f"完成率{bounds[i]}%（含）-{bounds[i - 1]}%得分值的{_SHARES[i]}%")
    return "；".join([*parts, "其余不得分"])


_CEILING = re.compile(r"限额法[：:]超限(\d{1,3})%以内减半")


def ceiling(text: str) -> Clause | None:
    """Read 限额法：超限10%以内减半: full points within the target, half of them up to 10 % above it, else none."""
    match = _CEILING.fullmatch("".join(text.split()).rstrip("。；;"))
    if match is None:
        return None
    one, above = Fraction(1), Fraction(100 + int(match[1]), 100)
    return Clause(
        (
            Rule(Within("目标", None, None, one, True), Full()),
            Rule(Within("目标", one, False, above, True), Share(Fraction(1, 2))),
            Rule(Otherwise(), Points(Fraction(0))),
        )
    )


FIVE_BANDS = ClauseReader(five_bands, basis="示例文件：某市项目支出绩效评分指引第八条（虚构）")
CEILING = ClauseReader(ceiling, basis="示例文件：某市项目支出绩效评分指引第九条（虚构）")
