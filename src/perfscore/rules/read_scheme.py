"""Located nodes → :class:`Scheme`, all problems collected."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from ..base.exact import MODES, as_fraction, decimal_of, plain, plain_ratio, total
from ..base.problem import Problem, problem
from ..plugins import Named
from ..source import Mapping, Node, Scalar, Sequence, Taken, take
from . import shapes
from .cells import fold, names, pair_places, pairs, read_points, read_year, text_of, yes_no
from .read_aggregation import read_aggregation
from .scheme import (
    SITES,
    STAGES,
    CheckFormula,
    CheckSetting,
    Choice,
    Citation,
    Conventions,
    DefaultClause,
    GradeBand,
    PointsPlan,
    Rounding,
    Scheme,
)

__all__ = ["CHOICES", "read_scheme"]

T = TypeVar("T")

CHOICES: dict[str, tuple[str, ...]] = {
    "缺参照": ("采信自评", "待人工认定", "零分"),
    "未达参照": ("不得分", "按比例", "待人工认定"),
    "未填": ("待人工认定", "零分"),
    "不适用": ("分值转移", "折算", "计满分", "同级分配"),
    "自报": ("采信自评", "待人工认定"),
    "超额完成": ("不扣分", "说明原因", "待人工认定"),
    "不足一档": ("按比例", "不足一档不扣", "不足一档按一档扣"),
    "百分比步长": ("个百分点", "相对"),
    "目标为零": ("达到得满分", "待人工认定"),
    "比率取舍": ("不取舍", "先取整到百分之一", "先取整到万分之一"),
    "九十分表": ("不定等级", "折算"),
}
"""Every choice a scheme may name (design.md section 3) with the values it may take; the first is not a default."""


CUSTOM_CHECKS = "自定"
"""The key under 勾稽 that lists the cross-checks a scheme writes as formulas."""


def read_scheme(node: Node, problems: list[Problem], *, parents: tuple[str, ...] = ()) -> Scheme | None:
    """Read a resolved scheme; None where there is nothing to go on. Every problem found is added to ``problems``."""
    taken = take(node, shapes.SCHEME, problems)
    if taken is None:
        return None
    first, last = _years(taken, problems)
    title = taken.text("评分办法") or ""
    full = read_points(taken, "满分", problems, least=Decimal("0.01"))
    grades = _grades(taken, full or Decimal(100), problems)
    return Scheme(
        id=taken.text("编号") or title,
        title=title,
        citations=_list(taken, "依据", _citation, problems),
        first_year=first,
        last_year=last,
        stage=_stage(taken, problems),
        full_score=Decimal(100) if full is None else full,
        rounding=_rounding(taken, problems),
        points_plans=_plans(taken, full or Decimal(100), problems),
        transfer=pairs(taken.node("不适用转移")),
        grades=grades,
        default_clauses=_default_clauses(taken, problems),
        default_directions=_directions(taken, problems),
        conventions=_conventions(taken, problems),
        words=pairs(taken.node("用词")),
        word_places=pair_places(taken.node("用词")),
        extensions=_extensions(taken, problems),
        checks=_checks(taken, problems),
        check_formulas=_check_formulas(taken, problems),
        aggregation=read_aggregation(taken.node("汇总"), [g.name for g in grades], problems),
        parents=parents,
        place=taken.place("评分办法"),
    )


def _extensions(taken: Taken, problems: list[Problem]) -> tuple[Named, ...]:
    """Read 扩展: each a text ``包名/名称``, or a mapping that states the version too."""
    out: list[Named] = []
    node = taken.node("扩展")
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Scalar):
            named = Named(item.text.strip(), place=item.place)
        else:
            inner = take(item, shapes.EXTENSION, problems)
            if inner is None or not inner.text("名称"):
                continue
            named = Named(inner.text("名称") or "", inner.text("版本") or "", inner.place("名称"))
        if any(named.text == other.text for other in out):
            problems.append(problem("G015", place=named.place, name=named.text))
        else:
            out.append(named)
    return tuple(out)


def _years(taken: Taken, problems: list[Problem]) -> tuple[int | None, int | None]:
    node = taken.node("适用年度")
    inner = take(node, shapes.YEARS, problems) if node is not None else None
    if inner is None:
        return None, None
    first, last = read_year(inner, "起", problems), read_year(inner, "止", problems)
    if first is not None and last is not None and last < first:
        problems.append(problem("R612", place=inner.place("止"), first=first, last=last))
    return first, last


def _stage(taken: Taken, problems: list[Problem]) -> str:
    scalar = taken.scalar("阶段")
    if scalar is None or not scalar.text.strip():
        return "自评"
    if scalar.text.strip() not in STAGES:
        problems.append(problem("R613", place=scalar.place, text=scalar.text, known="、".join(STAGES)))
    return scalar.text.strip()


def _list(
    taken: Taken, key: str, read: Callable[[Node, list[Problem]], T | None], problems: list[Problem]
) -> tuple[T, ...]:
    node = taken.node(key)
    items = node.items if isinstance(node, Sequence) else ()
    return tuple(value for item in items if (value := read(item, problems)) is not None)


def _citation(node: Node, problems: list[Problem]) -> Citation | None:
    inner = take(node, shapes.CITATION, problems)
    if inner is None:
        return None
    return Citation(
        inner.text("文件") or "",
        inner.text("文号") or "",
        inner.text("条款") or "",
        inner.text("状态") or "待核",
        inner.text("说明") or "",
    )


def _rounding(taken: Taken, problems: list[Problem]) -> Rounding:
    node = taken.node("舍入")
    inner = take(node, shapes.ROUNDING, problems) if node is not None else None
    if inner is None:
        return Rounding()
    site, mode, places = (
        inner.text("环节") or "三级指标得分",
        inner.text("方式") or "四舍五入",
        inner.text("位数") or "2",
    )
    for key, value, known in (("环节", site, SITES), ("方式", mode, MODES)):
        if value not in known:
            problems.append(problem("R613", place=inner.place(key), text=value, known="、".join(known)))
    if not re.fullmatch(r"[0-6]", fold(places)):
        problems.append(problem("R614", place=inner.place("位数"), text=places))
        places = "2"
    return Rounding(site, int(fold(places)), mode, inner.place("环节"))


def _plans(taken: Taken, full: Decimal, problems: list[Problem]) -> tuple[PointsPlan, ...]:
    def read(node: Node, problems: list[Problem]) -> PointsPlan | None:
        inner = take(node, shapes.POINTS_PLAN, problems)
        points = inner.node("分值") if inner else None
        if inner is None or not isinstance(points, Mapping):
            return None
        got: list[tuple[str, Decimal]] = []
        for key, value in points.entries:
            try:
                got.append((key.text.strip(), decimal_of(fold(text_of(value)).removesuffix("分"))))
            except ValueError:
                problems.append(problem("R601", place=value.place, key=key.text, text=text_of(value)))
        if len(got) == len(points.entries) and total(d for _, d in got) != full:
            parts = " + ".join(f"{k} {v}" for k, v in got)
            problems.append(
                problem(
                    "R615",
                    place=points.place,
                    name=inner.text("名称") or "",
                    parts=parts,
                    sum=total(d for _, d in got),
                    full=full,
                )
            )
        return PointsPlan(inner.text("名称") or "", tuple(got), inner.text("依据") or "", inner.place("名称"))

    return _list(taken, "分值方案", read, problems)


def _grades(taken: Taken, full: Decimal, problems: list[Problem]) -> tuple[GradeBand, ...]:
    """Read 等级, high to low; the bands must meet without gap, up to the full score and down to 0."""
    tops: list[Decimal | None] = []

    def read(node: Node, problems: list[Problem]) -> GradeBand | None:
        inner = take(node, shapes.GRADE, problems)
        low = read_points(inner, "下限", problems) if inner else None
        if inner is None or low is None:
            return None
        tops.append(read_points(inner, "上限", problems))
        return GradeBand(inner.text("名称") or "", low, inner.place("下限"))

    bands = _list(taken, "等级", read, problems)
    for above, below in pairwise(bands):
        if below.low >= above.low:
            problems.append(
                problem(
                    "R616", place=below.place, name=below.name, low=below.low, above=above.name, above_low=above.low
                )
            )
    for i, (band, top) in enumerate(zip(bands, tops, strict=True)):
        _check_top(band, top, bands[i - 1] if i else None, full, problems)
    if bands and bands[-1].low != 0:
        problems.append(problem("R617", place=bands[-1].place, name=bands[-1].name, low=bands[-1].low))
    return bands


def _check_top(
    band: GradeBand, top: Decimal | None, above: GradeBand | None, full: Decimal, problems: list[Problem]
) -> None:
    """A stated 上限 must be where the next grade begins: 80-89 below 90-100 leaves 89.5 without a grade."""
    goal = full if above is None else above.low
    if top is None or top == goal:
        return
    found = {"name": band.name, "top": plain(top), "goal": plain(goal), "above": above.name if above else ""}
    if above is None:
        problems.append(problem("R661", place=band.place, params=found))
    elif top < goal:
        middle = plain_ratio((as_fraction(top) + as_fraction(goal)) / 2)
        problems.append(problem("R659", place=band.place, params={**found, "middle": middle}))
    else:
        problems.append(problem("R660", place=band.place, params=found))


def _default_clauses(taken: Taken, problems: list[Problem]) -> tuple[DefaultClause, ...]:
    node = taken.node("默认评分")
    out = []
    for key, value in node.entries if isinstance(node, Mapping) else ():
        if isinstance(value, Scalar):
            out.append(DefaultClause(key.text.strip(), value.text.strip(), place=value.place))
            continue
        inner = take(value, shapes.DEFAULT_CLAUSE, problems)
        if inner is not None:
            out.append(
                DefaultClause(
                    key.text.strip(),
                    inner.text("评分标准") or "",
                    inner.text("依据") or "",
                    inner.text("状态") or "",
                    inner.text("说明") or "",
                    inner.place("评分标准"),
                )
            )
    return tuple(out)


def _directions(taken: Taken, problems: list[Problem]) -> tuple[tuple[str, str], ...]:
    known = ("正向", "反向", "等于")
    node = taken.node("默认方向")
    for key, value in node.entries if isinstance(node, Mapping) else ():
        if text_of(value) not in known:
            problems.append(
                problem("R613", place=value.place, text=f"{key.text}: {text_of(value)}", known="、".join(known))
            )
    return pairs(node)


def _conventions(taken: Taken, problems: list[Problem]) -> Conventions:
    node = taken.node("约定")
    out = []
    for key, value in node.entries if isinstance(node, Mapping) else ():
        name = key.text.strip()
        known = CHOICES.get(name)
        if known is None:
            problems.append(problem("R618", place=key.place, name=name, known="、".join(CHOICES)))
            continue
        if isinstance(value, Scalar):
            choice = Choice(name, value.text.strip(), place=value.place)
        else:
            inner = take(value, shapes.CHOICE, problems)
            if inner is None:
                continue
            detail = tuple((k.text.strip(), text_of(v)) for k, v in inner.rest)
            choice = Choice(
                name,
                inner.text("取值") or "",
                inner.text("状态") or "",
                inner.text("依据") or "",
                inner.text("说明") or "",
                inner.place("取值"),
                detail,
            )
        if choice.value not in known:
            problems.append(problem("R613", place=choice.place, text=f"{name}: {choice.value}", known="、".join(known)))
        out.append(choice)
    return Conventions(tuple(out))


def _checks(taken: Taken, problems: list[Problem]) -> tuple[CheckSetting, ...]:
    node = taken.node("勾稽")
    out = []
    for key, value in node.entries if isinstance(node, Mapping) else ():
        name = key.text.strip()
        if name == CUSTOM_CHECKS:
            continue
        if isinstance(value, Scalar):
            out.append(CheckSetting(name, _on_or_off(key, value, problems), place=key.place))
            continue
        inner = take(value, shapes.CHECK, problems)
        if inner is not None:
            out.append(
                CheckSetting(
                    name,
                    yes_no(inner, "启用", problems),
                    inner.text("级别") or "",
                    tuple((k.text.strip(), "、".join(names(v))) for k, v in inner.rest),
                    pairs(inner.node("免除")),
                    inner.text("理由") or "",
                    key.place,
                )
            )
    return tuple(out)


def _on_or_off(key: Scalar, value: Scalar, problems: list[Problem]) -> bool | None:
    """Read ``检查名: 否``, the short form that only switches."""
    found = {"是": True, "否": False, "": None}.get(value.text.strip(), "?")
    if isinstance(found, str):
        problems.append(problem("R604", place=value.place, key=key.text.strip(), text=value.text))
        return None
    return found


def _check_formulas(taken: Taken, problems: list[Problem]) -> tuple[CheckFormula, ...]:
    node = taken.node("勾稽")
    rows = node.get(CUSTOM_CHECKS) if isinstance(node, Mapping) else None
    out = []
    for item in rows.items if isinstance(rows, Sequence) else ():
        inner = take(item, shapes.CHECK_FORMULA, problems)
        if inner is not None:
            text = inner.text("公式") or ""
            out.append(
                CheckFormula(
                    inner.text("编号") or text,
                    text,
                    inner.text("容差") or "",
                    inner.text("级别") or "",
                    inner.text("说明") or "",
                    yes_no(inner, "启用", problems) is not False,
                    inner.text("理由") or "",
                    inner.place("公式"),
                )
            )
    return tuple(out)
