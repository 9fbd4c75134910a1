"""Where each value of a scheme and a row came from, as plain JSON: file and line, what it rests on, whether verified."""

from __future__ import annotations

from typing import Any

from ..base.exact import plain
from ..base.problem import Place
from ..evaluation.values import BASES, OUTCOMES, RowResult
from ..planning import Plan, PlanRow
from ..rules.scheme import Scheme

__all__ = ["row_origins", "scheme_origins", "scored"]


def _from(place: Place | None) -> str | None:
    return None if place is None else f"{place.source}:{place.line}"


def _origin(basis: str, status: str, place: Place | None) -> dict[str, Any]:
    said = {"依据": basis, "状态": status, "出处": _from(place)}
    return {key: value for key, value in said.items() if value}


def scheme_origins(scheme: Scheme) -> dict[str, Any]:
    """Return every named choice of a scheme with its origin."""
    rounding = scheme.rounding
    return {
        "评分办法": scheme.title,
        "编号": scheme.id,
        "基于": list(scheme.parents),
        "依据": [str(c) for c in scheme.citations],
        "满分": plain(scheme.full_score),
        "舍入": {
            "环节": rounding.site,
            "位数": rounding.places,
            "方式": rounding.mode,
            **_origin("", "", rounding.place),
        },
        "等级": [{"名称": g.name, "下限": plain(g.low), **_origin("", "", g.place)} for g in scheme.grades],
        "默认评分": [
            {"类别": c.nature, "评分标准": c.text, **_origin(c.basis, c.status, c.place)}
            for c in scheme.default_clauses
        ],
        "默认方向": dict(scheme.default_directions),
        "约定": [
            {"名称": c.name, "取值": c.value, **_origin(c.basis, c.status, c.place)} for c in scheme.conventions.items
        ],
        "用词": dict(scheme.words),
        "扩展": [named.text for named in scheme.extensions],
    }


def row_origins(row: PlanRow, plan: Plan) -> dict[str, Any]:
    """Return how a row is read and scored, and where each of that comes from."""
    item, origin = row.indicator, row.clause_origin
    out: dict[str, Any] = {
        "编号": row.id,
        "位置": row.where,
        "三级指标": item.name,
        "分值": plain(item.max_score),
        "年度指标值": {
            "原文": item.target,
            "读作": str(row.target),
            "类别": row.nature,
            **_origin("", "", item.target_place),
        },
        "问题": [p.to_dict() for p in row.problems],
    }
    if row.op is not None:
        out["方向"] = {"取值": row.op, "由来": row.op_origin}
    if row.clause is not None:
        out["评分标准"] = {
            "原文": row.clause.text,
            "读作": str(row.clause),
            "由来": origin.says,
            **_origin(origin.basis, origin.status, origin.place),
        }
    rounding = plan.rounding
    out["舍入"] = {"环节": rounding.site, "位数": rounding.places, "方式": rounding.mode}
    return out


def scored(result: RowResult) -> dict[str, Any]:
    """Return the score of a row with its steps, each with what it rests on."""
    return {
        "得分": None if result.score is None else plain(result.score),
        "结果": OUTCOMES[result.outcome],
        "计分依据": BASES[result.basis] if result.basis else None,
        "区间": {"低": plain(result.low), "高": plain(result.high)},
        "实际完成值": result.actual,
        "说明": result.explanation,
        "步骤": [
            {"名称": s.name, "内容": s.text, **({"依据": s.rests_on} if s.rests_on else {})} for s in result.steps
        ],
        "问题": [p.to_dict() for p in result.problems],
    }
