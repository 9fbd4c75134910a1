"""An actual value that reads 不适用 or 无: what it may mean is asked, and how to say it so that it counts.

Only a declared reason (不适用: …) makes a row not apply, because its points go elsewhere. A cell that merely reads 不适用
changes nothing, and 无 may be 0, not counted, or not applicable: neither is decided here.
"""

from __future__ import annotations

import re
from typing import Literal

from attrs import evolve

from ..base.exact import plain
from ..base.problem import problem
from ..planning import Plan, PlanRow
from .verdict import Verdict

__all__ = ["ask_whether_absent", "reads_absent"]

_WHAT = "(?:任务|指标|项目|事项|业务|内容|工作|情况|项)"
_ABSENT = re.compile(
    r"(?:(?:本|当|今)年度?|本项目?|该项目?|此项目?|[本我]单位|[本我]部门)?"
    rf"(?:不适用|不涉及|没?无[此该]{_WHAT}|没有[此该]{_WHAT}|(?:N/A|n/a|NA)$)"
    rf"(?:(?:于|该|此|本|的)*(?:{_WHAT})*(?:[本我]?(?:单位|部门|年度?))?)?(?:[（(:：,，;；。、].*)?"
)
_THEN = {
    "分值转移": (
        "整个一级指标不适用的，分值转给评分办法指定的一级指标，否则从满分中扣除",
        "points of a whole block pass on",
    ),
    "折算": ("剔除该行，总分按满分折算", "the total is rescaled"),
    "计满分": ("该行计满分", "the row counts in full"),
    "同级分配": ("分值按比例分给同级的其他行", "the points pass to its siblings"),
    None: ("评分办法没有约定，分值从满分中扣除", "the scheme says nothing, the points are left out"),
}


def reads_absent(text: str) -> Literal["不适用", "无", ""]:
    """Say whether an actual value reads as not applicable (不适用, 不涉及, 无此任务, N/A …), as a bare 无, or neither."""
    bare = "".join(text.split()).strip("。.,，;；、")
    if bare == "无":
        return "无"
    return "不适用" if _ABSENT.fullmatch(bare) else ""


def ask_whether_absent(verdict: Verdict, row: PlanRow, actual: str, plan: Plan) -> Verdict:
    """Return the verdict with the question what 不适用 or 无 means, in place of those about a value that is missing.

    The score stays what it is; the question says what became of the row's points and how to declare it.
    """
    kind = reads_absent(actual)
    if not kind:
        return verdict
    asked = {
        "row": row.indicator.name,
        "actual": actual.strip(),
        "points": plain(row.indicator.max_score),
        **_state(verdict),
    }
    if kind == "无":
        found = problem("E771", where=row.where, zero=f"0{getattr(row.target, 'unit', None) or ''}", params=asked)
    else:
        then, then_en = _THEN[plan.conventions.value("不适用")]
        found = problem("E770", where=row.where, then=then, then_en=then_en, params=asked)
    kept = tuple(p for p in verdict.problems if p.code not in ("A302", "E751"))
    return evolve(verdict, problems=(*kept, found))


def _state(verdict: Verdict) -> dict[str, str]:
    if verdict.outcome == "pending" or verdict.score is None:
        return {"state": "该行待人工认定", "state_en": "the row waits for a person"}
    score = plain(verdict.score)
    return {"state": f"该行现计 {score} 分", "state_en": f"the row now counts {score}"}
