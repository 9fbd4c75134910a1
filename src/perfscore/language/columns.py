"""Split columns: 指标性质 (≥, ＝, 定性, 正向指标) + 指标值 + 度量单位 put together into one target."""

from __future__ import annotations

from attrs import evolve

from ..base.problem import Problem, problem
from ..base.values import frozen
from .fold import line_of
from .readings import OPS, AllOf, AnyOf, Bound, Change, Op, Range, Target, Unclear, Words
from .vocabulary import MEANINGS

__all__ = ["Nature", "joined", "nature_of"]

_DIRECTIONS: dict[str, Op] = {
    "正向": ">=", "正向指标": ">=", "正指标": ">=", "越大越好": ">=", "反向": "<=", "反向指标": "<=", "逆向": "<=", "逆向指标": "<=", "负向": "<=",
    "负向指标": "<=", "越小越好": "<=",
}  # fmt: skip
_QUALITATIVE = ("定性", "定性指标", "文字", "文本", "描述")
_PLAIN = (
    "定量",
    "定量指标",
    "数值",
    "其他",
    "无",
    "-",
    "/",
    "约束性",
    "预期性",
    "约束性指标",
    "预期性指标",
    "累计",
    "平均",
)


@frozen
class Nature:
    """What the nature column says: a sign, a direction (a default only), words, or something unknown."""

    op: Op | None = None
    direction: Op | None = None
    words: bool = False
    unknown: bool = False


def nature_of(text: str, signs: dict[str, Op]) -> Nature:
    """Read 指标性质."""
    bare = line_of(text).text.strip(":;,。")
    if not bare or bare in _PLAIN:
        return Nature()
    if bare in _QUALITATIVE:
        return Nature(words=True)
    if bare in _DIRECTIONS:
        return Nature(direction=_DIRECTIONS[bare])
    op = signs.get(bare) or MEANINGS.get(bare)
    return Nature(op=op) if op is not None else Nature(unknown=True)


def joined(reading: Target, nature: Nature, said: str, unit: str | None, units_match: bool) -> Target:
    """Put the columns together; operators lost or doubled between them are named."""
    problems: list[Problem] = []
    remarks: list[str] = []
    if nature.unknown:
        problems.append(problem("T299", nature=said))
    reading = _with_nature(reading, nature, said, problems, remarks)
    if unit:
        reading = _with_unit(reading, unit, problems, remarks, known=units_match)
    if isinstance(reading, Unclear) or not (problems or remarks):
        return reading
    return evolve(reading, problems=(*reading.problems, *problems), remarks=(*reading.remarks, *remarks))


def _with_nature(reading: Target, nature: Nature, said: str, problems: list[Problem], remarks: list[str]) -> Target:
    if nature.words:
        if not isinstance(reading, Words | Unclear):
            problems.append(problem("T298"))
        return reading
    op = nature.op or nature.direction
    if op is None or not isinstance(reading, Bound | Change):
        if nature.op is not None and isinstance(reading, Range | AllOf | AnyOf):
            problems.append(problem("T296", nature=said, sign=str(reading)))
        return reading
    if reading.op is None:
        remarks.append(f"符号“{OPS[op]}”取自指标性质“{said}”")
        return evolve(reading, op=op)
    if reading.op == op:
        if nature.op is not None:
            remarks.append(f"指标性质和指标值里都写了“{OPS[op]}”，按一个处理")
        return reading
    if nature.op is None:
        if reading.op[0] != op[0]:
            problems.append(problem("T296", nature=said, sign=OPS[reading.op]))
        return reading
    if nature.op[0] == reading.op[0] and nature.op[0] != "=":
        problems.append(problem("T296", nature=said, sign=OPS[reading.op]))
        return reading
    item = problem("T237", first=said, second=OPS[reading.op])
    return Unclear(f"{OPS[op]}{reading.text}", item.message, text_read=reading.text, problems=(item,))


def _with_unit(reading: Target, unit: str, problems: list[Problem], remarks: list[str], *, known: bool) -> Target:
    if not isinstance(reading, Bound | Range | Change):
        return reading
    if reading.unit is None:
        remarks.append(f"单位“{unit}”取自度量单位")
        if not known:
            problems.append(problem("T252", unit=unit))
        return evolve(reading, unit=unit)
    if reading.unit == unit or reading.unit.startswith(f"{unit}/"):
        return reading
    if unit.startswith(f"{reading.unit}/") or (unit.startswith(reading.unit) and reading.unit in ("万", "亿")):
        remarks.append(f"单位“{unit}”取自度量单位")
        return evolve(reading, unit=unit)
    item = problem("T297", unit=unit, own=reading.unit)
    return Unclear(f"{reading.text}{unit}", item.message, text_read=reading.text, problems=(item,))
