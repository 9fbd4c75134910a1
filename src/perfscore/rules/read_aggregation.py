"""Located nodes → :class:`Aggregation` (汇总), all problems collected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from ..base.exact import decimal_of, plain, total
from ..base.problem import Place, Problem, problem
from ..source import Mapping, Node, Taken, take
from ..source import Sequence as NodeList
from . import shapes
from .aggregation import ABSOLUTE, GOALS, METHODS, RELATIVE, VETO_WAYS, Aggregation, CapBand, Extra, Extras, Veto
from .cells import fold, read_points, text_of

__all__ = ["percent_of", "read_aggregation"]

_HUNDRED = Decimal(100)


def read_aggregation(node: Node | None, grades: Sequence[str], problems: list[Problem]) -> Aggregation:
    """Read 汇总; ``grades`` are the names of the scheme's grades. Every problem found is added to ``problems``."""
    inner = take(node, shapes.AGGREGATION, problems) if node is not None else None
    if inner is None:
        return Aggregation()
    method = _choice(inner, "方法", METHODS, problems) or "求和"
    weights = _weights(inner, method, problems)
    return Aggregation(
        method=method,
        weights=weights,
        mark=inner.text("高于最低时加注") or "",
        goals=_choice(inner, "多目标", GOALS, problems),
        caps=_caps(inner, problems),
        extras=_extras(inner, problems),
        vetoes=_vetoes(inner, grades, problems),
        absolute=_choice(inner, "下级绝对值", ABSOLUTE, problems),
        relative=_choice(inner, "下级相对值", RELATIVE, problems),
        basis=inner.text("依据") or "",
        status=inner.text("状态") or "",
        place=inner.place(),
    )


def _choice(taken: Taken, key: str, known: Sequence[str], problems: list[Problem]) -> str:
    text = taken.text(key) or ""
    if text and text not in known:
        problems.append(problem("R613", place=taken.place(key), text=f"{key}: {text}", known="、".join(known)))
        return ""
    return text


def percent_of(text: str) -> Decimal | None:
    """Return the percents a text spells: ``60%`` → 60; None for anything else (a bare 60 is no percentage)."""
    folded = fold(text).strip()
    if not folded.endswith("%"):
        return None
    try:
        return decimal_of(folded[:-1].strip())
    except ValueError:
        return None


def _percent(node: Node, key: str, problems: list[Problem]) -> Decimal | None:
    value = percent_of(text_of(node))
    if value is None or not 0 <= value <= 1000:
        problems.append(problem("R650", place=node.place, key=key, text=text_of(node)))
        return None
    return value


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, NodeList) else ()


# --- weights ------------------------------------------------------------------------------------------------------


def _weights(taken: Taken, method: str, problems: list[Problem]) -> tuple[tuple[str, Decimal], ...]:
    node = taken.node("权重")
    entries = node.entries if isinstance(node, Mapping) else ()
    if method == "加权" and not entries:
        problems.append(problem("R651", place=taken.place("方法")))
    if method != "加权" and entries and node is not None:
        problems.append(problem("R652", place=node.place, method=method))
    out = [(key.text.strip(), value) for key, item in entries if (value := _percent(item, key.text, problems))]
    if node is not None and out and len(out) == len(entries) and total(v for _, v in out) != _HUNDRED:
        parts = " + ".join(f"{k} {plain(v)}%" for k, v in out)
        problems.append(problem("R653", place=node.place, parts=parts, sum=f"{plain(total(v for _, v in out))}%"))
    return tuple(out)


# --- caps ---------------------------------------------------------------------------------------------------------


def _caps(taken: Taken, problems: list[Problem]) -> tuple[CapBand, ...]:
    out: list[CapBand] = []
    for item in _items(taken.node("执行率封顶")):
        inner = take(item, shapes.CAP_BAND, problems)
        if inner is None:
            continue
        node = inner.node("执行率")
        rate = None if node is None else _percent(node, "执行率", problems)
        cap = read_points(inner, "总分上限", problems)
        if rate is not None and cap is not None:
            out.append(CapBand(rate, cap, inner.place("执行率")))
    for above, below in pairwise(out):
        if below.rate >= above.rate or below.cap > above.cap:
            problems.append(
                problem(
                    "R654",
                    place=below.place,
                    also=_places([above.place]),
                    below=f"{plain(below.rate)}% → {plain(below.cap)}",
                    above=f"{plain(above.rate)}% → {plain(above.cap)}",
                )
            )
    if out and out[-1].rate != 0:
        problems.append(problem("R655", place=out[-1].place, rate=f"{plain(out[-1].rate)}%"))
    return tuple(out)


def _places(places: Iterable[Place | None]) -> list[Place]:
    return [p for p in places if p is not None]


# --- bonus, penalty, veto -----------------------------------------------------------------------------------------


def _extras(taken: Taken, problems: list[Problem]) -> Extras | None:
    node = taken.node("加减分")
    inner = take(node, shapes.EXTRAS, problems) if node is not None else None
    if inner is None:
        return None
    items: list[Extra] = []
    for item in _items(inner.node("项目")):
        one = take(item, shapes.EXTRA, problems)
        if one is None:
            continue
        got = Extra(
            one.text("项目") or "",
            one.text("方向") or "",
            read_points(one, "每次", problems),
            read_points(one, "上限", problems),
            one.place("项目"),
        )
        first = next((i for i in items if i.name == got.name), None)
        if first is not None:
            problems.append(problem("R656", place=got.place, also=_places([first.place]), key="项目", name=got.name))
        items.append(got)
    return Extras(
        read_points(inner, "加分上限", problems),
        read_points(inner, "扣分上限", problems),
        read_points(inner, "总分上限", problems),
        tuple(items),
        inner.place(),
    )


def _vetoes(taken: Taken, grades: Sequence[str], problems: list[Problem]) -> tuple[Veto, ...]:
    out: list[Veto] = []
    for item in _items(taken.node("一票否决")):
        inner = take(item, shapes.VETO, problems)
        if inner is None:
            continue
        cap = read_points(inner, "总分上限", problems)
        got = Veto(
            inner.text("事项") or "", inner.text("处理") or "", inner.text("等级") or "", cap, inner.place("事项")
        )
        first = next((v for v in out if v.matter == got.matter), None)
        if first is not None:
            problems.append(problem("R656", place=got.place, also=_places([first.place]), key="事项", name=got.matter))
        lacks = {"定级": "" if got.grade else "等级", "封顶": "" if cap is not None else "总分上限"}.get(got.way, "")
        if lacks:
            problems.append(problem("R657", place=inner.place("处理"), matter=got.matter, way=got.way, lacks=lacks))
        if got.grade and got.grade not in grades:
            problems.append(problem("R658", place=inner.place("等级"), grade=got.grade, known="、".join(grades)))
        if got.way not in VETO_WAYS:
            continue
        out.append(got)
    return tuple(out)
