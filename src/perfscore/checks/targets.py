"""Targets: without a sign, set close above the actual, repeated as the actual, without a yardstick, scored twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from fractions import Fraction

from ..base.exact import plain, total
from ..base.problem import Place, problem
from ..language import Bound, Words
from ..rules.facts import Figure
from ..rules.table import EXECUTION
from .context import Context, Row
from .figures import Quantity, amount_text, percent
from .settings import Setting
from .values import Family, Item, Parameter, Passed
from .words import AIMS, key, names_any, quoted

__all__ = ["FAMILIES"]


def _targets(rows: list[Row]) -> list[Place]:
    return [p for r in rows if (p := r.plan.indicator.target_place) is not None]


# --- ceilings -----------------------------------------------------------------------------------------------------


def ceilings(c: Context, s: Setting) -> Iterator[Item]:
    """A ceiling of money lies close above the actual and is no figure of the budget: when was it set, and from what?

    Without a single known budget figure nothing can be said.
    """
    budgets = _budget_figures(c)
    if not budgets:
        return
    for row in c.indicators:
        target, filing = row.plan.target, c.filing(row)
        actual = None if filing is None else c.book.read(filing.actual, row.plan.indicator.unit)
        if not isinstance(target, Bound) or row.plan.op not in ("<=", "<") or actual is None:
            continue
        limit = Quantity(Fraction(target.value), target.unit or actual.unit)
        gap = c.book.gap(limit, actual)
        if gap is None or gap < 0 or not limit.value or not c.book.is_money(limit.unit):
            continue
        same = next((name for name, q in budgets if c.book.same(q, limit)), None)
        if same is not None:
            yield Passed(s.name, f"“{row.name}”{row.plan.indicator.target} 与“{same}”一致", row.where)
        elif gap / limit.value > s.number("容差"):
            yield Passed(s.name, f"“{row.name}”实际 {actual}，比上限低 {percent(gap / limit.value)}", row.where)
        else:
            near = min(budgets, key=lambda item: _distance(c, limit, item[1]))
            yield problem(
                "K871", place=row.plan.indicator.target_place, where=row.where, name=row.name,
                target=row.plan.indicator.target, actual=str(actual), gap=amount_text(gap) + limit.unit,
                rate=percent(gap / limit.value), near=f"{near[0]} {near[1]}",
            )  # fmt: skip


def _distance(c: Context, limit: Quantity, figure: Quantity) -> Fraction:
    gap = c.book.gap(limit, figure)
    return abs(limit.value) if gap is None else abs(gap)


def _budget_figures(c: Context) -> list[tuple[str, Quantity]]:
    """Every budget figure known: the funds, their splits, the base data, the text; approved targets count too."""
    out = [(f"{li.item}{li.column}", li.quantity) for li in c.ledger.budgets() if c.book.is_money(li.quantity.unit)]
    funds = c.facts.funds
    cells: list[tuple[str, Figure]] = []
    if funds is not None:
        for row in (funds.total, *funds.rows):
            cells += [(f"{row.name}年初预算数", row.initial), (f"{row.name}全年预算数", row.adjusted)]
        cells += [cell for _, parts in funds.splits for cell in parts]
    out += [(name, q) for name, f in cells if (q := c.book.read(f)) is not None and q.value]
    return out


def standards(c: Context, s: Setting) -> Iterator[Item]:
    """A cost row whose target is a subsidy standard: paying less than the standard is no saving."""
    for row in c.indicators:
        item, filing = row.plan.indicator, c.filing(row)
        said = names_any(item.name + item.target, s.words("用词"))
        actual = None if filing is None else c.book.read(filing.actual, item.unit)
        target = row.plan.target
        if said is None or actual is None or not isinstance(target, Bound) or row.plan.op not in ("<=", "<", "="):
            continue
        limit = Quantity(Fraction(target.value), target.unit or actual.unit)
        gap = c.book.gap(limit, actual)
        if gap is not None and gap > 0 and target.op not in ("<=", "<"):
            yield problem(
                "K872", place=item.target_place, where=row.where, name=item.name, target=item.target,
                actual=str(actual), gap=amount_text(gap) + limit.unit,
            )  # fmt: skip


# --- signs --------------------------------------------------------------------------------------------------------


def signs(c: Context, _: Setting) -> Iterator[Item]:
    """A figure as target without a sign.

    Not asked for 100 % (a rate cannot be meant to stay below it), nor where the actual is the same figure.
    """
    for row in c.indicators:
        target, item = row.plan.target, row.plan.indicator
        if not isinstance(target, Bound) or target.op is not None or item.direction or row.plan.op is None:
            continue
        if target.unit == "%" and target.value == 100 and row.plan.op == ">=":
            continue
        filing = c.filing(row)
        actual = None if filing is None else c.book.read(filing.actual, item.unit)
        if actual is not None and c.book.same(actual, Quantity(Fraction(target.value), target.unit or actual.unit)):
            continue
        yield problem(
            "K873", place=item.target_place, where=row.where, name=item.name, target=item.target,
            op={">=": "≥", "<=": "≤", "=": "＝"}.get(row.plan.op or "", row.plan.op or ""),
            actual=f"，实际完成值 {row.result.actual}" if row.result.actual else "",
        )  # fmt: skip


# --- words --------------------------------------------------------------------------------------------------------


def repeated(c: Context, s: Setting) -> Iterator[Item]:
    """The actual of a row in words repeats its target, and no evidence is named: one finding for all such rows."""
    rows = [
        r for r in c.indicators
        if isinstance(r.plan.target, Words) and r.result.supporting == "none" and r.result.actual
        and key(r.result.actual) == key(r.plan.indicator.target)
    ]  # fmt: skip
    yield from _folded(s, rows, "K874", lambda r: f"{r.name}（{r.result.actual}）")


def yardsticks(c: Context, s: Setting) -> Iterator[Item]:
    """Targets in words that name no yardstick, scored as claimed: one finding for all such rows."""
    words = s.words("用词")
    rows = [
        r for r in c.indicators
        if isinstance(r.plan.target, Words) and names_any(r.plan.indicator.target, words)
        and not r.plan.indicator.clause and not any(ch.isdigit() for ch in r.plan.indicator.target)
    ]  # fmt: skip
    yield from _folded(s, rows, "K875", lambda r: f"{r.name}（{r.plan.indicator.target}）")


def _folded(s: Setting, rows: list[Row], code: str, show: Callable[[Row], str]) -> Iterator[Item]:
    stay, left = s.keep(r.where for r in rows)
    yield from left
    rows = [r for r in rows if r.where in stay]
    if not rows:
        return
    shown = "、".join(show(r) for r in rows)
    worth = plain(total(r.plan.indicator.max_score for r in rows))
    places = _targets(rows)
    yield problem(
        code, place=places[0] if places else None, also=places[1:], where="；".join(r.where for r in rows),
        count=len(rows), rows=shown, points=worth,
    )  # fmt: skip


# --- approved targets, double use ---------------------------------------------------------------------------------


def approved(c: Context, s: Setting) -> Iterator[Item]:
    """The target scored is the approved one."""
    for row in c.indicators:
        item = row.plan.indicator
        if not item.approved_target:
            continue
        language = c.plan.language
        before = language.read_target(item.approved_target, nature=item.nature or None, unit=item.unit or None)
        if key(item.approved_target) == key(item.target) or before == row.plan.target:
            yield Passed(s.name, f"{quoted(item.name)}{item.target} 与批复指标值一致", row.where)
        else:
            yield problem(
                "K876", place=item.target_place, where=row.where, name=item.name, target=item.target,
                approved=item.approved_target,
            )  # fmt: skip


def twice(c: Context, s: Setting) -> Iterator[Item]:
    """Budget execution is scored once more as an indicator; or one name stands in two blocks."""
    scored = any(r.plan.id == EXECUTION for r in c.rows)
    names: dict[str, list[Row]] = defaultdict(list)
    for row in c.indicators:
        names[key(row.name)].append(row)
        if scored and key(row.name) in s.words("执行率"):
            points = plain(row.plan.indicator.max_score)
            yield problem("K877", place=row.plan.indicator.place, where=row.where, name=row.name, points=points)
    for rows in names.values():
        same = {(key(r.plan.indicator.target), key(r.result.actual)) for r in rows}
        if len(rows) > 1 and len(same) == 1 and not isinstance(rows[0].plan.target, Words):
            yield problem(
                "K878", place=rows[1].plan.indicator.place, where="；".join(r.where for r in rows), name=rows[0].name,
                count=len(rows), blocks="、".join("/".join(r.plan.indicator.path) for r in rows),
            )  # fmt: skip


def satisfaction(c: Context, s: Setting) -> Iterator[Item]:
    """Several groups asked, one percentage for all."""
    by_actual: dict[str, list[Row]] = defaultdict(list)
    for row in c.indicators:
        filing = c.filing(row)
        if (
            not any("满意" in part for part in (*row.plan.indicator.path, row.name))
            or filing is None
            or filing.supporting
        ):
            continue
        actual = c.book.read(filing.actual, row.plan.indicator.unit)
        if actual is not None and actual.unit == "%" and actual.value not in (0, 100):
            by_actual[str(actual)].append(row)
    for actual_text, found in by_actual.items():
        stay, left = s.keep(r.where for r in found)
        yield from left
        rows = [r for r in found if r.where in stay]
        if len(rows) > 1:
            yield problem(
                "K879", place=rows[0].plan.indicator.place, where="；".join(r.where for r in rows),
                names="、".join(f"“{r.name}”" for r in rows), actual=actual_text,
            )  # fmt: skip


FAMILIES = (
    Family(
        "成本上限", ("K871",), "成本上限、实际完成值、任一预算数", ceilings,
        (Parameter("容差", "5%", "ratio", "上限高出实际多少以内算接近（按上限的比例）"),),
    ),
    Family(
        "补助标准", ("K872",), "成本指标里的补助标准", standards,
        (Parameter("用词", "补助标准、补贴标准、发放标准、补偿标准、资助标准、救助标准", "words", "标准的用词"),),
    ),
    Family("指标值方向", ("K873",), "年度指标值", signs),
    Family("照抄指标值", ("K874",), "文字指标的年度指标值、实际完成值", repeated),
    Family(
        "指标值可衡量", ("K875",), "文字指标的年度指标值", yardsticks,
        (Parameter("用词", "、".join(AIMS), "words", "没有标准的用词"),),
    ),
    Family("批复指标值", ("K876",), "批复指标值", approved),
    Family(
        "重复计分", ("K877", "K878"), "三级指标名称", twice,
        (Parameter("执行率", "预算执行率、资金执行率、预算资金执行率、资金支出率", "words", "执行率的名称"),),
    ),
    Family("满意度相同", ("K879",), "满意度指标的实际完成值", satisfaction),
)  # fmt: skip
