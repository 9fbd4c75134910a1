"""Parts and wholes: 其中, the splits of the funds, shares in percent, rates that stand beside their figures."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..base.problem import Place, problem
from ..rules.facts import BaseEntry, Figure, Funds, Split, Statement
from .context import Context
from .figures import Quantity, amount_text, half, percent
from .ledger import Node, walk
from .settings import Setting
from .values import Family, Item, Parameter, Passed
from .words import key, quoted, role_of

__all__ = ["FAMILIES"]


# --- 其中 ---------------------------------------------------------------------------------------------------------


def splits(c: Context, s: Setting) -> Iterator[Item]:
    """Each split on its own: an exhaustive one adds up to its total, any other stays within it."""
    for node in c.ledger.nodes:
        for column, figure in node.values:
            whole = c.book.read(figure)
            if whole is None:
                continue
            for split in node.splits:
                yield from _split(c, s, node, column, whole, split)


def _split(c: Context, s: Setting, node: Node, column: str, whole: Quantity, split: Split) -> Iterator[Item]:
    cells = [(part.name, _cell(part, column)) for part in split.parts]
    read = [(name, q) for name, figure in cells if (q := c.book.read(figure)) is not None]
    got = c.book.total((q for _, q in read), whole.unit)
    if got is None or not read:
        return
    complete = len(read) == len(cells)
    yield from _whole_and_parts(
        s, f"{quoted(node.item)}{column}", node.where(column), whole, read, got,
        split.exhaustive if complete else False, by=split.by, source=node.source,
    )  # fmt: skip


def _cell(part: BaseEntry, column: str) -> Figure | None:
    """Return a part's figure in a column; its only one where it has one."""
    found = part.get(column)
    return part.values[0][1] if found is None and len(part.values) == 1 else found


def _whole_and_parts(
    s: Setting,
    name: str,
    where: str,
    whole: Quantity,
    parts: list[tuple[str, Quantity]],
    got: Fraction,
    exhaustive: bool | None,
    *,
    by: str = "",
    source: str = "",
) -> Iterator[Item]:
    gap = got - whole.value
    values = " + ".join(amount_text(q.value, q.places) for _, q in parts)
    allowed = s.number("容差")
    if abs(gap) <= allowed:
        if exhaustive is not False:
            tail = f"（{source}）" if source else ""
            yield Passed(s.name, f"{name} {whole} = {values}{tail}", where)
        return
    rounding = sum((half(q.places) for _, q in parts), half(whole.places))
    if exhaustive is not True and gap < 0:
        return
    listed = "、".join(f"{n} {q}" for n, q in parts)
    places: list[Place] = [q.place for _, q in parts if q.place is not None]
    code = "K821" if exhaustive else "K822"
    slight = exhaustive and abs(gap) <= rounding and max(q.places for _, q in parts) > 0
    yield problem(
        code, severity="ask" if slight else None, place=whole.place, also=places, where=where, name=name,
        total=str(whole), sum=amount_text(got) + whole.unit, gap=amount_text(abs(gap)) + whole.unit, parts=listed,
        by=f"按{by}分的" if by else "", rounding="各项的四舍五入" if slight else "",
    )  # fmt: skip


# --- funds --------------------------------------------------------------------------------------------------------

_FUND_COLUMNS = (("年初预算数", "initial"), ("全年预算数", "adjusted"), ("全年执行数", "executed"))


def fund_parts(c: Context, s: Setting) -> Iterator[Item]:
    """The sub-rows (其中) of the funds and their splits by income and by spending add up to the total row.

    A list of sub-rows is taken for complete where it ends with 其他; the splits by income and spending always are.
    """
    funds = c.facts.funds
    if funds is None:
        return
    closed = any("其他" in r.name for r in funds.rows)
    for column, attribute in _FUND_COLUMNS:
        whole = c.book.read(getattr(funds.total, attribute))
        parts = [(r.name, q) for r in funds.rows if (q := c.book.read(getattr(r, attribute))) is not None]
        if whole is None or not parts or not whole.value:
            continue
        got = c.book.total((q for _, q in parts), whole.unit)
        if got is not None:
            every = closed and len(parts) == len(funds.rows)
            yield from _whole_and_parts(
                s, f"资金{column}", f"资金/{column}", whole, parts, got, True if every else None, source=funds.source
            )
    for name, figures in funds.splits:
        yield from _fund_split(c, s, funds, name, figures)


def _fund_split(
    c: Context, s: Setting, funds: Funds, name: str, figures: tuple[tuple[str, Figure], ...]
) -> Iterator[Item]:
    """The table does not say which of its three sums a split divides: it must be one of them."""
    parts = [(n, q) for n, f in figures if (q := c.book.read(f)) is not None]
    wholes = [(n, q) for n, a in _FUND_COLUMNS if (q := c.book.read(getattr(funds.total, a))) is not None]
    if len(parts) < 2 or not wholes or len(parts) < sum(bool(f) for _, f in figures):
        return
    sums = [(n, q, got) for n, q in wholes if (got := c.book.total((p for _, p in parts), q.unit)) is not None]
    near = min(sums, key=lambda item: abs(item[1].value - item[2]), default=None)
    if near is None:
        return
    column, whole, got = near
    label = f"资金{name}" if abs(whole.value - got) > s.number("容差") else f"资金{column}{name}"
    yield from _whole_and_parts(s, label, f"资金/{name}", whole, parts, got, True, source=funds.source)


def funds_of_kinds(c: Context, s: Setting) -> Iterator[Item]:
    """What the text says of each kind of spending (年初预算, 调整) adds up to the funds of the table."""
    funds = c.facts.funds
    if funds is None:
        return
    for _, figures in funds.splits:
        initial = [c.ledger.find(n, "initial", stated=True, year=c.year) for n, f in figures if f]
        change = [c.ledger.find(n, "change", stated=True, year=c.year) for n, f in figures if f]
        firsts = [(i.item, i.quantity) for i in initial if i is not None]
        changes = [(i.item, i.quantity) for i in change if i is not None]
        if len(firsts) < 2 or len(firsts) < len(initial):
            continue
        yield from _stated_parts(c, s, "年初预算数", funds.total.initial, firsts)
        if len(changes) == len(change):
            yield from _stated_parts(c, s, "全年预算数", funds.total.adjusted, [*firsts, *changes])


def _stated_parts(
    c: Context, s: Setting, column: str, figure: Figure, parts: list[tuple[str, Quantity]]
) -> Iterator[Item]:
    whole = c.book.read(figure)
    got = None if whole is None else c.book.total((q for _, q in parts), whole.unit)
    if whole is not None and got is not None:
        yield from _whole_and_parts(
            s, f"资金{column}", f"资金/{column}", whole, parts, got, True, source="报告正文各部分"
        )


# --- shares -------------------------------------------------------------------------------------------------------


def shares(c: Context, s: Setting) -> Iterator[Item]:
    """A share that the text states is the item's figure over its base, and the shares of one base make 100 %."""
    by_base: dict[str, list[tuple[Statement, Quantity]]] = {}
    for statement in c.facts.statements:
        base = next((value for name, value in statement.link if name == "占比基数"), None)
        share = None if base is None else c.book.read(statement.value)
        if base is None or share is None or share.unit not in ("%", ""):
            continue
        by_base.setdefault(key(base), []).append((statement, share))
        yield from _share(c, s, statement, share, base)
    for base, found in by_base.items():
        yield from _hundred(c, s, base, found)


def _share(c: Context, s: Setting, statement: Statement, share: Quantity, base: str) -> Iterator[Item]:
    whole = next((li for li in c.ledger.of(base) if li.role != "share"), None)
    if whole is None:
        yield problem("K842", place=statement.place, where=f"报告陈述/{statement.item}", name=base, near="")
        return
    part = c.ledger.find(statement.item, whole.role, year=whole.year, stated=whole.stated) or c.ledger.find(
        statement.item, whole.role, year=whole.year
    )
    if part is None or not whole.quantity.value:
        return
    value = c.book.convert(part.quantity.value, part.quantity.unit, whole.quantity.unit)
    if value is None:
        return
    ratio = value / whole.quantity.value
    stated = share.value / 100 if share.unit == "%" else share.value
    name = f"{quoted(statement.item)}占{quoted(whole.item)}"
    allowed = half(share.places) / (100 if share.unit == "%" else 1) + s.number("容差")
    text = f"{part.quantity} ÷ {whole.quantity} = {percent(ratio, max(share.places, 2))}"
    where = f"报告陈述/{statement.item}/{statement.aspect}"
    if abs(ratio - stated) <= allowed:
        yield Passed(s.name, f"{name} {share}：{text}", where)
    else:
        yield problem("K823", place=statement.value.place, where=where, name=name, stated=str(share), computed=text)


def _hundred(c: Context, s: Setting, base: str, found: list[tuple[Statement, Quantity]]) -> Iterator[Item]:
    """Only where the items are exactly the parts of one complete split of the base."""
    names = {key(st.item) for st, _ in found}
    node = next(
        (
            n for n in c.ledger.nodes
            if key(n.item) == base and any(p.exhaustive and {key(e.name) for e in p.parts} == names for p in n.splits)
        ), None,
    )  # fmt: skip
    if node is None or len(found) < 2 or any(q.unit != "%" for _, q in found):
        return
    got = sum((q.value for _, q in found), Fraction(0))
    text = " + ".join(str(q) for _, q in found)
    if abs(got - 100) <= sum((half(q.places) for _, q in found), Fraction(0)):
        yield Passed(s.name, f"{text} = {amount_text(got)}%", f"报告陈述/{node.item}")
    else:
        first = found[0][0]
        yield problem(
            "K824",
            place=first.value.place,
            where=f"报告陈述/{node.item}",
            name=quoted(node.item),
            parts=text,
            sum=amount_text(got),
        )


# --- rates that stand beside their figures ------------------------------------------------------------------------

_RATES = (
    ("控制率", ("实际",), ("编制",)),
    ("控制率", ("实际",), ("批复", "计划", "标准")),
    ("控制率", ("实际",), ("预算", "概算")),
    ("执行率", ("执行数", "实际支出", "决算"), ("预算",)),
    ("完成率", ("实际", "完成数"), ("计划", "目标", "任务")),
)
"""A rate's column with the words of the columns it divides (forms of 部门整体支出基础数据表)."""


def entry_rates(c: Context, s: Setting) -> Iterator[Item]:
    """A rate in the base data is its numerator over its denominator, where both stand in the same line."""
    for entry in walk(c.facts.base_data):
        for column, figure in entry.values:
            if role_of(column) == "rate":
                yield from _entry_rate(c, s, entry, column, figure)


def _entry_rate(c: Context, s: Setting, entry: BaseEntry, column: str, figure: Figure) -> Iterator[Item]:
    stated = c.book.read(figure)
    others = [(n, q) for n, f in entry.values if role_of(n) != "rate" and (q := c.book.read(f)) is not None]
    for rate, tops, bottoms in _RATES:
        above = [(n, q) for n, q in others if any(w in n for w in tops)]
        below = [(n, q) for n, q in others if any(w in n for w in bottoms)]
        if rate not in column or stated is None or len(above) != 1 or len(below) != 1 or not below[0][1].value:
            continue
        top = c.book.convert(above[0][1].value, above[0][1].unit, below[0][1].unit)
        if top is None:
            return
        yield from rate_finding(
            s, "K825", f"{quoted(entry.name)}{column}", f"基础数据/{entry.name}/{column}", stated, top,
            below[0][1].value, f"{above[0][0]} {above[0][1]} ÷ {below[0][0]} {below[0][1]}",
        )  # fmt: skip
        return


def rate_finding(
    s: Setting, code: str, name: str, where: str, stated: Quantity, top: Fraction, bottom: Fraction, text: str
) -> Iterator[Item]:
    """Compare a stated rate with its figures, to the places it shows. A bare number up to 2 is a ratio."""
    ratio = top / bottom
    in_percent = stated.unit == "%" or stated.value > 2
    value = stated.value / 100 if in_percent else stated.value
    allowed = half(stated.places) / (100 if in_percent else 1) + s.number("容差")
    computed = f"{text} = {percent(ratio)}"
    if abs(ratio - value) <= allowed:
        yield Passed(s.name, f"{name} {stated}：{computed}", where)
    else:
        yield problem(code, place=stated.place, where=where, name=name, stated=str(stated), computed=computed)


def execution_rate(c: Context, s: Setting) -> Iterator[Item]:
    """执行率 = 全年执行数 ÷ 全年预算数, in every money row that prints it."""
    funds = c.facts.funds
    if funds is None:
        return
    for row in (funds.total, *funds.rows):
        stated, top, bottom = c.book.read(row.rate), c.book.read(row.executed), c.book.read(row.adjusted)
        if stated is None or top is None or bottom is None or not bottom.value:
            continue
        value = c.book.convert(top.value, top.unit, bottom.unit)
        if value is not None:
            name = row.name or "年度资金总额"
            text = f"{top} ÷ {bottom}"
            yield from rate_finding(
                s, "K826", f"{quoted(name)}执行率", f"资金/{name}/执行率", stated, value, bottom.value, text
            )


_SUM = Parameter("容差", "0", "amount", "合计允许相差多少，按总数的单位")
_RATE = Parameter("容差", "0", "ratio", "除按所写位数四舍五入外，还允许相差多少")

FAMILIES = (
    Family("其中合计", ("K821", "K822"), "基础数据、报告陈述里的“其中”", splits, (_SUM,)),
    Family("资金构成", ("K821", "K822"), "资金一行和它的“其中”、按收入性质分、按支出性质分", fund_parts, (_SUM,)),
    Family("资金与正文", ("K821",), "正文里各部分支出的年初预算、调整", funds_of_kinds, (_SUM,)),
    Family("占比", ("K823", "K824", "K842"), "报告陈述里带“占比基数”的各项", shares, (_RATE,)),
    Family("比率复算", ("K825",), "基础数据里的控制率、执行率、完成率", entry_rates, (_RATE,)),
    Family("执行率", ("K826",), "资金各行的执行率", execution_rate, (_RATE,)),
)
