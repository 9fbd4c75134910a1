"""Budgets against spending: columns filled alike, items over their own budget, and the rates of change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from ..base.problem import problem
from ..base.values import frozen
from .context import Context
from .figures import Quantity, amount_text, percent, signed
from .ledger import Line
from .settings import Setting
from .values import Family, Item, Parameter, Passed
from .words import key, names_any, quoted

__all__ = ["FAMILIES"]


# --- columns filled alike -----------------------------------------------------------------------------------------


def same_columns(c: Context, s: Setting) -> Iterator[Item]:
    """Every line of the base data has the same figure as budget and as final account: filled in from the end?"""
    pairs = _column_pairs(c)
    telling = [(b, a) for b, a in pairs if b.quantity.value or a.quantity.value]
    if len(telling) < s.number("行数"):
        return
    differing = sum(c.book.same(b.quantity, a.quantity) is not True for b, a in telling)
    first = telling[0]
    columns = f"{first[0].column}、{first[1].column}"
    if differing:
        yield Passed(s.name, f"{len(telling)} 行同时填有{columns}，其中 {differing} 行不同", "基础数据")
        return
    zeros = len(pairs) - len(telling)
    listed = "、".join(f"{b.item} {b.quantity}" for b, _ in telling[:6]) + ("等" if len(telling) > 6 else "")
    yield problem(
        "K851", place=first[0].place, also=[a.place for b, a in telling[1:] if (a.place is not None)],
        where=f"{first[0].source or '基础数据'}/{first[0].column}", budget=first[0].column, actual=first[1].column,
        count=len(telling), zeros=f"（另有 {zeros} 行两栏都是 0）" if zeros else "", listed=listed,
    )  # fmt: skip


def _column_pairs(c: Context) -> list[tuple[Line, Line]]:
    out = []
    seen: set[tuple[tuple[str, ...], str]] = set()
    lines = [li for li in c.ledger.lines if not li.stated and (c.year is None or li.year == c.year)]
    actuals = {(li.parents, li.item): li for li in reversed(lines) if li.role == "actual"}
    for line in lines:
        name = (line.parents, line.item)
        if line.role not in ("budget", "adjusted", "initial") or name in seen:
            continue
        actual = actuals.get(name)
        if actual is not None:
            seen.add(name)
            out.append((line, actual))
    return out


# --- items over their own budget ----------------------------------------------------------------------------------


@frozen
class _Spent:
    """An item with what it may spend and what it spent; ``budget_text`` shows how its budget comes about."""

    item: str
    parent: str | None
    budget: Quantity
    actual: Quantity
    budget_text: str
    where: str
    line: Line

    @property
    def over(self) -> Fraction:
        return self.actual.value - self.budget.value


def over_budget(c: Context, s: Setting) -> Iterator[Item]:
    """An item spends more than its own budget; whether the sum it belongs to stays under is said with it."""
    for stated in (True, False):
        spent = _spendings(c, stated)
        by_name = {key(x.item): x for x in spent}
        for item in spent:
            name = quoted(item.item)
            if not item.budget.value and not item.actual.value:
                continue
            if item.over <= s.number("容差"):
                yield Passed(s.name, f"{name}{item.actual} 未超过预算 {item.budget}", item.where)
                continue
            whole = by_name.get(key(item.parent)) if item.parent is not None else None
            rate = f"，超出 {percent(item.over / item.budget.value)}" if item.budget.value else ""
            sums = ""
            if whole is not None:
                within = "合计没有超过" if whole.over <= 0 else "合计也超过"
                sums = f"；所属{quoted(whole.item)}实际 {whole.actual}、预算 {whole.budget}，{within}"
            yield problem(
                "K852", place=item.actual.place, also=[p for p in (item.budget.place,) if p], where=item.where,
                name=name, actual=str(item.actual), budget=item.budget_text, rate=rate, sums=sums,
                over=amount_text(item.over) + item.actual.unit,
            )  # fmt: skip


def _spendings(c: Context, stated: bool) -> list[_Spent]:
    """Collect items of the text, or of the base data, that have both a budget and an actual of the year."""
    lines = [li for li in c.ledger.lines if li.stated == stated and (li.year is None or li.year == c.year)]
    parents = {li.name: li.parents[-1] for li in lines if li.parents}
    by_item: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_item[line.name].append(line)
    out: dict[str, _Spent] = {}
    for line in lines:
        name = line.name
        if line.role != "actual" or name in out or not c.book.is_money(line.quantity.unit):
            continue
        budget = _budget(c, [li for li in by_item[name] if _same_kind(li, line)])
        if budget is None:
            continue
        value = c.book.into(budget[0], line.quantity.unit)
        if value is not None:
            out[name] = _Spent(line.item, parents.get(name), value, line.quantity, budget[1], line.where, line)
    return list(out.values())


def _same_kind(a: Line, b: Line) -> bool:
    """Keep apart equal names under different totals (综合专项 under two programmes)."""
    return not a.parents or not b.parents or a.parents[-1] == b.parents[-1]


def _budget(c: Context, lines: list[Line]) -> tuple[Quantity, str] | None:
    """Return the budget that counts: the adjusted one, else the initial one with what was added to it."""
    found = {
        role: next((li for li in lines if li.role == role), None)
        for role in ("adjusted", "initial", "change", "budget")
    }
    for role in ("adjusted", "initial", "budget"):
        line = found[role]
        if line is None:
            continue
        change = found["change"] if role == "initial" else None
        if change is None:
            return line.quantity, f"{line.column} {line.quantity}"
        more = c.book.into(change.quantity, line.quantity.unit)
        if more is None:
            return None
        places = max(line.quantity.places, more.places)
        whole = Quantity(line.quantity.value + more.value, line.quantity.unit, places, line.quantity.place)
        return whole, f"{line.column} {line.quantity} 加{change.column} {change.quantity}，共 {whole}"
    return None


def adjusted_identity(c: Context, s: Setting) -> Iterator[Item]:
    """年初预算数 + 调整 = 全年预算数; without one, what was spent stays within it (said where it is equal)."""
    for line in c.ledger.lines:
        if line.role != "initial" or line.parents:
            continue
        change = c.ledger.find(line.item, "change", year=line.year, stated=line.stated)
        whole = c.ledger.find(line.item, "adjusted", year=line.year, stated=line.stated)
        actual = c.ledger.find(line.item, "actual", year=line.year, stated=line.stated)
        goal = whole or actual
        if change is None or goal is None:
            continue
        got = c.book.total((line.quantity, change.quantity), goal.quantity.unit)
        if got is None:
            continue
        gap = got - goal.quantity.value
        text = f"{quoted(line.item)}{line.quantity} + {change.quantity}"
        if abs(gap) <= s.number("容差"):
            yield Passed(s.name, f"{text} = {goal.column} {goal.quantity}", goal.where)
        elif whole is not None:
            yield problem(
                "K853", place=whole.place, where=whole.where, text=text, sum=amount_text(got) + whole.quantity.unit,
                column=whole.column, stated=str(whole.quantity), gap=amount_text(abs(gap)) + whole.quantity.unit,
            )  # fmt: skip


# --- how much moved -----------------------------------------------------------------------------------------------


def budget_change(c: Context, s: Setting) -> Iterator[Item]:
    """预算调整率 = (全年预算数 − 年初预算数) ÷ 年初预算数 (财预〔2013〕53号 wants 0, apart from policy and orders)."""
    funds = c.facts.funds
    first = None if funds is None else c.book.read(funds.total.initial)
    last = None if funds is None else c.book.read(funds.total.adjusted)
    gap = None if first is None or last is None else c.book.gap(last, first)
    if funds is None or first is None or last is None or gap is None or first.value <= 0:
        return
    base = last.value - gap
    rate = gap / base
    text = f"（{last} - {first}）÷ {first} = {percent(rate)}"
    if abs(rate) <= s.number("阈值"):
        yield Passed(s.name, f"预算调整率 {text}", "资金/全年预算数")
        return
    parts = "、".join(_moved(c))
    yield problem(
        "K861", place=last.place, also=[p for p in (first.place,) if p], where="资金/全年预算数", text=text,
        gap=("增加 " if gap > 0 else "减少 ") + amount_text(abs(gap)) + last.unit, limit=percent(s.number("阈值")),
        parts=f"；正文：{parts}" if parts else "",
    )  # fmt: skip


def _moved(c: Context) -> Iterator[str]:
    for line in c.ledger.lines:
        if line.role != "initial" or line.parents:
            continue
        change = c.ledger.find(line.item, "change", year=line.year, stated=line.stated)
        if change is not None and line.quantity.value > 0:
            more = c.book.into(change.quantity, line.quantity.unit)
            if more is not None:
                rate = signed(more.value / line.quantity.value)
                yield f"{line.item}年初 {line.quantity}，调整 {change.quantity}（{rate}）"


def three_publics(c: Context, s: Setting) -> Iterator[Item]:
    """三公经费变动率 = (本年 − 上年) ÷ 上年, wanted ≤ 0 (财预〔2013〕53号)."""
    words = s.words("项目")
    publics = (li for li in c.ledger.lines if not li.parents and names_any(li.name, words))
    for name in {li.name: li.item for li in reversed(tuple(publics))}.values():
        now = c.ledger.find(name, "actual", year=c.year)
        before = None if c.year is None else c.ledger.find(name, "actual", year=c.year - 1)
        if now is None or before is None or before.year == now.year or before.quantity.value <= 0:
            continue
        gap = c.book.gap(now.quantity, before.quantity)
        if gap is None:
            continue
        rate = gap / (now.quantity.value - gap)
        text = f"（{now.quantity} - {before.quantity}）÷ {before.quantity} = {signed(rate)}"
        if rate <= s.number("阈值"):
            yield Passed(s.name, f"{quoted(name)}变动率 {text}", now.where)
            continue
        yield problem(
            "K862", place=now.place, also=[p for p in (before.place,) if p], where=now.where, name=quoted(name),
            text=text, limit=percent(s.number("阈值")), parts=_risen(c, name),
        )  # fmt: skip


def _risen(c: Context, name: str) -> str:
    """List the parts that rose."""
    out = []
    for line in c.ledger.lines:
        if line.role != "actual" or line.year != c.year or name not in line.parents or c.year is None or line.stated:
            continue
        before = next(
            (li for li in c.ledger.of(line.item) if li.role == "actual" and li.year == c.year - 1
             and li.parents == line.parents), None,
        )  # fmt: skip
        if before is not None and (c.book.gap(line.quantity, before.quantity) or 0) > 0:
            out.append(f"{line.item} {before.quantity}→{line.quantity}")
    return f"；其中增加的：{'、'.join(out)}" if out else ""


def full_execution(c: Context, _: Setting) -> Iterator[Item]:
    """全年预算数 is the same as 全年执行数 (and as the income), though not as 年初预算数: 100 % then says little."""
    funds = c.facts.funds
    if funds is None:
        return
    first, last, spent = (c.book.read(f) for f in (funds.total.initial, funds.total.adjusted, funds.total.executed))
    if last is None or spent is None or not last.value or c.book.same(last, spent) is not True:
        return
    income = _income(c, last)
    moved = first is not None and c.book.same(first, last) is False
    if not moved and not income:
        return
    initial = f"，年初预算数为 {first}" if moved else ""
    yield problem(
        "K863", place=last.place, also=[p for p in (spent.place,) if p], where="资金/全年预算数",
        figure=str(last), income=income, initial=initial,
    )  # fmt: skip


def _income(c: Context, last: Quantity) -> str:
    """Name the year's income where the text states it and it is the same figure."""
    for line in c.ledger.lines:
        total_line = names_any(line.item, ("总计", "合计", "总收入", "总额")) is not None
        if line.role == "income" and total_line and c.book.same(line.quantity, last):
            return f"，也等于{quoted(line.item)}{line.quantity}"
    return ""


def staff(c: Context, s: Setting) -> Iterator[Item]:
    """在职人员控制率 = 在职人员数 ÷ 编制数, wanted ≤ 100 % (财预〔2013〕53号)."""
    for entry in c.facts.base_data:
        cells = [(n, q) for n, f in entry.values if (q := c.book.read(f)) is not None and "率" not in n]
        posts = [(n, q) for n, q in cells if "编制" in n]
        people = [(n, q) for n, q in cells if "在职" in n]
        if len(posts) != 1 or len(people) != 1 or posts[0][1].value <= 0:
            continue
        rate = people[0][1].value / posts[0][1].value
        text = f"{people[0][1]} ÷ {posts[0][1]} = {percent(rate)}"
        if rate <= 1:
            yield Passed(s.name, f"在职人员控制率 {text}", f"基础数据/{entry.name}")
        else:
            yield problem("K864", place=people[0][1].place, where=f"基础数据/{entry.name}", text=text)


# --- purchases ----------------------------------------------------------------------------------------------------


def purchases(c: Context, s: Setting) -> Iterator[Item]:
    """Something was bought (购置) while 政府采购 is 0 in the same year."""
    lines = [
        li for li in c.ledger.lines if li.role == "actual" and li.year == c.year and c.book.is_money(li.quantity.unit)
    ]
    public = [li for li in lines if "政府采购" in li.item]
    if not public:
        return
    words = s.words("用词")
    bought: dict[str, Line] = {}
    wholes = {p for li in lines for p in li.parents}
    for line in lines:
        if not names_any(line.item, words) or line in public or line.item in wholes:
            continue
        told = line.stated and any(li.quantity == line.quantity for li in bought.values())
        if line.quantity.value > s.number("起点") and not told:
            bought.setdefault(line.name, line)
    if not bought:
        return
    listed = "、".join(f"{quoted(li.item)}{li.quantity}" for li in bought.values())
    if any(li.quantity.value for li in public):
        yield Passed(
            s.name, f"有购置支出（{listed}），{quoted(public[0].item)}为 {public[0].quantity}", public[0].where
        )
        return
    first = next(iter(bought.values()))
    yield problem(
        "K854", place=first.place, also=[p for p in (public[0].place,) if p], where=first.where, bought=listed,
        column=public[0].column, public=quoted(public[0].item), figure=str(public[0].quantity),
    )  # fmt: skip


_AMOUNT = Parameter("容差", "0", "amount", "允许相差多少，按实际支出的单位")

FAMILIES = (
    Family(
        "预算决算相同", ("K851",), "基础数据里同一年的预算数、决算数", same_columns,
        (Parameter("行数", "3", "count", "至少多少行不为 0 才提示"),),
    ),
    Family("分项超预算", ("K852",), "基础数据或正文里的预算与实际支出", over_budget, (_AMOUNT,)),
    Family("预算与调整", ("K853",), "同一项目的年初预算数、调整、全年预算数", adjusted_identity, (_AMOUNT,)),
    Family(
        "购置与采购", ("K854",), "基础数据里的购置支出、政府采购金额", purchases,
        (Parameter("用词", "购置", "words", "算作购置的用词"), Parameter("起点", "0", "amount", "超过多少才提示")),
    ),
    Family(
        "预算调整率", ("K861",), "年初预算数、全年预算数", budget_change,
        (Parameter("阈值", "10%", "ratio", "调整率的绝对值超过多少提示"),),
    ),
    Family(
        "三公经费变动率", ("K862",), "三公经费本年、上年的决算数", three_publics,
        (Parameter("阈值", "0", "ratio", "变动率超过多少提示"), Parameter("项目", "三公", "words", "三公经费的用词")),
    ),
    Family("预算执行口径", ("K863",), "年初预算数、全年预算数、全年执行数", full_execution),
    Family("在职人员控制率", ("K864",), "基础数据里的编制数、在职人数", staff),
)  # fmt: skip
