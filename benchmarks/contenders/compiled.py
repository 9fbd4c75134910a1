"""perfscore's compiled plans, one record a call."""

from __future__ import annotations

from typing import Any

from ..table.facts import FIELDS, RULES, UNITS
from .base import Contender
from .perfscore_ import read_evaluations

__all__ = ["CONTENDERS"]


def _scorer() -> Any:
    import perfscore

    return perfscore.scorer(perfscore.load(RULES).plan(), fields=FIELDS, units=UNITS)


def _score(scorer: Any, records: list[Any]) -> list[Any]:
    return [scorer(record) for record in records]


def _score_and_explain(scorer: Any, records: list[Any]) -> list[Any]:
    out = []
    for record in records:
        result = scorer(record)
        for row in result.rows:
            row.explanation  # noqa: B018 - it is made when it is asked for
        out.append(result)
    return out


def _compiled(
    name: str, label: str, number: str, tables: int, note: str, *, rows: bool = False, fresh: bool = False
) -> Contender:
    return Contender(
        name,
        label,
        "perfscore",
        "record",
        tables,
        load=_scorer,
        prepare=lambda _scorer, source: source.records(number),
        run=_score_and_explain if rows else _score,
        read=read_evaluations,
        packages=("perfscore",),
        fresh=fresh,
        note=note,
    )


CONTENDERS = (
    _compiled("scorer", "perfscore scorer()，Decimal", "decimal", 1500, "结果为 Evaluation，各行和说明在取用时生成"),
    _compiled(
        "scorer-text",
        "perfscore scorer()，文字（7.7%、43.41万元），初见",
        "text",
        2000,
        "每轮重新装入规则，换一批没有见过的单位",
        fresh=True,
    ),
    _compiled("scorer-seen", "perfscore scorer()，文字，见过", "text", 1500, "同一批单位再算一遍"),
    _compiled(
        "scorer-rows",
        "perfscore scorer()，Decimal，取出每行和说明",
        "decimal",
        1000,
        "20 行及其说明全部生成；数字和由数字写成的说明不留存，没有见过的一样快",
        rows=True,
    ),
    _compiled(
        "scorer-rows-seen",
        "perfscore scorer()，文字，见过，取出每行和说明",
        "text",
        1000,
        "同上，填报的是文字，同一批单位再算一遍，用的是留存的行",
        rows=True,
    ),
)
