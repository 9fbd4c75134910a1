"""The report's text against the table: figures that speak of the same quantity, and differences the text works out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import evolve

from ..base.exact import plain, quotient
from ..base.problem import Problem, problem
from ..base.values import frozen
from ..rules.facts import Figure, Statement
from .context import Context, near
from .figures import Quantity, amount_text, half, percent
from .ledger import Line, walk
from .settings import Setting
from .values import Family, Item, Parameter, Passed, Silenced
from .words import key, names_any, quoted, role_of

__all__ = ["FAMILIES"]


@frozen
class _Cell:
    """What a statement is compared with: the cell in words, its figure, and how the cell is called in a message."""

    where: str
    figure: Figure
    label: str


_FUNDS = {"年初预算数": "initial", "全年预算数": "adjusted", "全年执行数": "executed", "执行率": "rate"}
_TOTALS = {"自评得分": "total_self", "分值": "total_max"}


def _linked(c: Context, statement: Statement) -> Iterator[_Cell | Problem]:
    """Yield every cell a statement is linked with (对应), or a problem where the link names nothing."""
    link = dict(statement.link)
    for name, value in statement.link:
        match name:
            case "基础数据":
                yield _base_cell(c, statement, value, link.get("列", ""))
            case "资金":
                yield _fund_cell(c, statement, value, link.get("分项", ""))
            case "指标":
                yield _row_cell(c, statement, value)
            case "总分" if value in _TOTALS:
                yield _Cell("总分", getattr(c.facts, _TOTALS[value]), f"自评表总分的{value}")
            case "等级":
                yield _Cell("自评等级", Figure(c.facts.grade), "自评等级")


def _lost(statement: Statement, name: str, known: Iterable[str]) -> Problem:
    where = f"报告陈述/{statement.item}"
    return problem("K842", place=statement.place, where=where, name=name, near=near(name, known))


def _base_cell(c: Context, statement: Statement, name: str, column: str) -> _Cell | Problem:
    found = c.entries.get(key(name), ())
    with_column = [e for e in found if e.get(column) is not None]
    if not found:
        return _lost(statement, name, (e.name for e in walk(c.facts.base_data)))
    if len(with_column) != 1:
        return _lost(statement, f"{name}/{column}", [n for n, _ in found[0].values])
    entry = with_column[0]
    source = entry.source or "基础数据"
    return _Cell(
        f"基础数据/{entry.name}/{column}", entry.get(column) or Figure(""), f"{source}{quoted(entry.name)}{column}"
    )


def _fund_cell(c: Context, statement: Statement, name: str, part: str) -> _Cell | Problem:
    funds = c.facts.funds
    known = [*_FUNDS]
    if funds is not None:
        known += [n for n, _ in funds.splits]
        if name in _FUNDS and not part:
            return _Cell(f"资金/{name}", getattr(funds.total, _FUNDS[name]), f"自评表{name}")
        if name in _FUNDS:
            row = next((r for r in funds.rows if key(r.name) == key(part)), None)
            if row is not None:
                return _Cell(f"资金/{part}/{name}", getattr(row, _FUNDS[name]), f"自评表{quoted(part)}{name}")
        figure = dict(dict(funds.splits).get(name, ())).get(part)
        if figure is not None:
            return _Cell(f"资金/{name}/{part}", figure, f"自评表{name}{quoted(part)}")
    return _lost(statement, part or name, known)


def _row_cell(c: Context, statement: Statement, name: str) -> _Cell | Problem:
    row = c.row(name)
    if row is None:
        return _lost(statement, name, [r.name for r in c.rows])
    filing = c.filing(row)
    return _Cell(row.where, filing.actual if filing is not None else Figure(""), f"自评表“{row.name}”实际完成值")


# --- comparing ----------------------------------------------------------------------------------------------------


@frozen
class _Difference:
    statement: Statement
    cell: _Cell
    said: Quantity
    found: Quantity


def text_and_table(c: Context, s: Setting) -> Iterator[Item]:
    """Every statement linked with a cell states the same figure. Parts of a differing total are told with it."""
    differing: list[_Difference] = []
    for statement in c.facts.statements:
        for cell in _linked(c, statement):
            if isinstance(cell, Problem):
                yield cell
                continue
            reason = s.spared(cell.where) or s.spared(f"报告陈述/{statement.item}")
            if reason is not None:
                yield Silenced(s.name, cell.where, reason)
                continue
            result = _compare(c, s, statement, cell)
            if isinstance(result, _Difference):
                differing.append(result)
            elif result is not None:
                yield result
    yield from _told(c, differing)


def _compare(c: Context, s: Setting, statement: Statement, cell: _Cell) -> Item | _Difference | None:
    said, found = c.book.read(statement.value), c.book.read(cell.figure)
    name = f"{quoted(statement.item)}{statement.aspect}"
    if said is None or found is None:
        a, b = key(statement.value.text), key(cell.figure.text)
        if not a or not b or (said is None) != (found is None) or any(ch.isdigit() for ch in a + b):
            return None
        if a == b:
            return Passed(s.name, f"{name}：报告“{statement.value.text}”，{cell.label}相同", cell.where)
        return problem(
            "K843", place=statement.value.place, where=cell.where, name=name, source=statement.source or "正文",
            stated=statement.value.text, cell=cell.label, found=cell.figure.text,
        )  # fmt: skip
    found = evolve(found, unit=found.unit or said.unit)
    same = c.book.same(said, found, s.number("容差"))
    if same:
        return Passed(s.name, f"{name} {said}：报告与{cell.label}一致", cell.where)
    return None if same is None else _Difference(statement, cell, said, found)


def _told(c: Context, differing: list[_Difference]) -> Iterator[Problem]:
    inside: dict[str, list[_Difference]] = {}
    folded: set[int] = set()
    named: dict[tuple[str, str], list[_Difference]] = {}
    for item in differing:
        named.setdefault((item.statement.aspect, key(item.statement.item)), []).append(item)
    for whole in differing:
        for name in dict.fromkeys(key(p.name) for split in whole.statement.splits for p in split.parts):
            for part in named.get((whole.statement.aspect, name), []):
                if part is not whole and id(part) not in folded:
                    folded.add(id(part))
                    inside.setdefault(whole.cell.where, []).append(part)
    for item in differing:
        if id(item) not in folded:
            yield _difference(c, item, inside.get(item.cell.where, []))


def _difference(c: Context, item: _Difference, parts: list[_Difference]) -> Problem:
    gap = c.book.gap(item.said, item.found)
    listed = "、".join(f"{p.statement.item} {p.said}/{p.found}" for p in parts)
    st = item.statement
    places = [p for p in (item.found.place, *(d.said.place for d in parts)) if p is not None]
    common = {"name": f"{quoted(st.item)}{st.aspect}", "source": st.source or "正文", "stated": str(item.said)}
    if c.book.slip(item.said, item.found):
        return problem(
            "K831", place=st.value.place, also=places, where=item.cell.where, params=common,
            other=f"{item.cell.label}为 {item.found}",
        )  # fmt: skip
    return problem(
        "K841", place=st.value.place, also=places, where=item.cell.where, params=common, cell=item.cell.label,
        found=str(item.found), gap=amount_text(abs(gap or Fraction(0))) + item.said.unit,
        parts=f"；其中（报告/表）{listed}" if listed else "",
    )  # fmt: skip


# --- differences the text works out -------------------------------------------------------------------------------

_MORE = ("增加", "增长", "上升", "超支", "高")
_LESS = ("减少", "下降", "节约", "降低", "低")


def worked_out(c: Context, s: Setting) -> Iterator[Item]:
    """``较年初预算减少`` is the budget less the actual; a figure that fits only in another unit is a unit slip."""
    for statement in c.facts.statements:
        if role_of(statement.aspect) != "gap":
            continue
        said = c.book.read(statement.value)
        pair = _pair(c, statement)
        if said is None or pair is None:
            continue
        yield from _worked_out(c, s, statement, said, *pair)


def _pair(c: Context, statement: Statement) -> tuple[Line, Line] | None:
    """Return the actual and what it is compared with."""
    last_year = c.year is not None and names_any(statement.aspect, ("上年", "去年", f"{c.year - 1}年"))
    actual = c.ledger.find(statement.item, "actual", year=c.year)
    if last_year and c.year is not None:
        base = c.ledger.find(statement.item, "actual", year=c.year - 1)
        base = base if base is not None and base.year == c.year - 1 else None
    else:
        wanted = role_of(statement.aspect[1:].split("预算")[0] + "预算") if "预算" in statement.aspect else ""
        base = c.ledger.find(statement.item, wanted or "initial", year=c.year, stated=True)
        base = base or c.ledger.find(statement.item, ("adjusted", "budget", "initial"), year=c.year)
    return None if actual is None or base is None else (actual, base)


def _worked_out(
    c: Context, s: Setting, statement: Statement, said: Quantity, actual: Line, base: Line
) -> Iterator[Item]:
    less = names_any(statement.aspect, _LESS) is not None
    if not less and names_any(statement.aspect, _MORE) is None:
        return
    diff = c.book.gap(base.quantity, actual.quantity) if less else None
    if not less and (found := c.book.gap(actual.quantity, base.quantity)) is not None:
        diff = c.book.convert(found, actual.quantity.unit, base.quantity.unit)
    if diff is None:
        return
    where = f"报告陈述/{statement.item}/{statement.aspect}"
    first, second = (base, actual) if less else (actual, base)
    text = f"{first.quantity} - {second.quantity}"
    params = {
        "name": f"{quoted(statement.item)}{statement.aspect}",
        "source": statement.source or "正文",
        "stated": str(said),
    }
    if said.unit == "%" and base.quantity.unit != "%":
        if not base.quantity.value:
            return
        ratio = diff / base.quantity.value
        right = abs(ratio * 100 - said.value) <= half(said.places)
        shown = f"（{text}）÷ {base.quantity} = {percent(ratio)}"
        wanted = None
    else:
        wanted = Quantity(diff, base.quantity.unit, base.quantity.places)
        shown = f"{text} = {wanted}"
        right = c.book.same(said, wanted, s.number("容差")) or False
    if right:
        yield Passed(s.name, f"{params['name']} {said}：{shown}", where)
    elif wanted is not None and c.book.slip(said, wanted):
        yield problem("K831", place=statement.value.place, where=where, params=params, other=shown)
    else:
        yield problem("K844", place=statement.value.place, where=where, params=params, computed=shown)


# --- amounts ten thousand times apart -----------------------------------------------------------------------------


def magnitudes(c: Context, s: Setting) -> Iterator[Item]:
    """Amounts that stand side by side and are about ten thousand times apart: 元 may stand for 万元.

    Targets against actuals are not compared here: reading them already asks (A334).
    """
    compared: list[tuple[str, str, list[tuple[str, Quantity]]]] = []
    for entry in walk(c.facts.base_data):
        cells = [(n, q) for n, f in entry.values if (q := c.book.read(f)) is not None and c.book.is_money(q.unit)]
        compared.append((f"基础数据/{entry.name}", quoted(entry.name), cells))
    funds = c.facts.funds
    if funds is not None:
        cells = [
            (n, q) for n, a in _FUNDS.items() if a != "rate" and (q := c.book.read(getattr(funds.total, a))) is not None
        ]
        compared.append(("资金", "资金", cells))
    compared = [item for item in compared if len(item[2]) > 1]
    found = [p for item in compared for p in _apart(c, s, *item)]
    yield from found
    if len(compared) > len(found):
        yield Passed(s.name, f"{len(compared) - len(found)} 处并列的金额量级相当", None)


def _times(ratio: Fraction) -> str:
    """Print how many times, to a whole number, half up."""
    return plain(quotient(ratio.numerator, ratio.denominator, 0))


def _apart(c: Context, s: Setting, where: str, name: str, cells: list[tuple[str, Quantity]]) -> Iterator[Item]:
    low, high = 10_000 / s.number("倍数"), 10_000 * s.number("倍数")
    for i, (first, a) in enumerate(cells):
        for second, b in cells[i + 1 :]:
            other = c.book.convert(b.value, b.unit, a.unit)
            if not a.value or not other:
                continue
            less, more = sorted((abs(a.value), abs(other)))
            if low <= (ratio := more / less) <= high:
                yield problem(
                    "K832", place=b.place or a.place, where=where, name=name, first=first, a=str(a), second=second,
                    b=str(b), ratio=_times(ratio),
                )  # fmt: skip
                return


_AMOUNT = Parameter("容差", "0", "amount", "允许相差多少，按报告里的单位")

FAMILIES = (
    Family("正文与表格", ("K831", "K841", "K842", "K843"), "报告陈述里的“对应”", text_and_table, (_AMOUNT,)),
    Family("增减额", ("K831", "K844"), "报告陈述里“较……增加、减少”的各项", worked_out, (_AMOUNT,)),
    Family(
        "单位量级",
        ("K832",),
        "基础数据、资金里并列的金额",
        magnitudes,
        (Parameter("倍数", "2", "amount", "与一万倍相差几倍以内算接近一万倍"),),
    ),
)
