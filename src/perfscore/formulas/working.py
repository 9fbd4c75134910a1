"""The work of one computation: operands are asked for once, values carry their units, and culprits are noted."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, field, mutable

from ..base.problem import Problem, problem
from .amounts import Amount, Group, Groups, Missing, Resolver, UnitBook
from .marks import shown
from .measured import Measured, add, aligned, divide, measured, multiply, text_of, unit_text
from .names import nearest
from .results import Outcome
from .tree import Call, Expr, Name, Negative, Number, Product, Sum, print_expr

__all__ = ["Work", "clip"]

_BLANK = frozenset({"F577", "F580"})
_UNDEFINED = frozenset({"F578"})
_MOST_CELLS = 60
_ONE = Fraction(1)

Valued = tuple[Expr, Measured | None]


def clip(text: str) -> str:
    """Return ``text`` short enough to be named in a message."""
    return text if len(text) <= _MOST_CELLS else text[: _MOST_CELLS - 1] + "…"


@mutable
class Work:
    """Lives while one formula is computed and is then thrown away.

    ``value`` gives None where an operand is missing or wrong; by then the culprit stands in ``problems``. All
    operands are visited whatever fails, so that everything wrong is named at once.
    """

    formula: str
    resolve: Resolver
    groups: Groups | None
    units: UnitBook
    known: tuple[str, ...]
    problems: dict[tuple[str, str], Problem] = field(factory=dict)
    quantities: dict[str, Amount | Missing | None] = field(factory=dict)
    members: dict[str, Group | None] = field(factory=dict)
    conversions: dict[str, None] = field(factory=dict)

    @property
    def outcome(self) -> Outcome:
        """The outcome of a computation that found problems; the gravest one names it."""
        codes = {code for code, _ in self.problems}
        if codes - _BLANK - _UNDEFINED:
            return "error"
        return "blank" if codes & _BLANK else "undefined"

    def value(self, expr: Expr) -> Measured | None:
        """Return the exact value of ``expr``."""
        match expr:
            case Name():
                return self._named(expr)
            case Number(figure, unit):
                value = measured(Amount(Fraction(figure), unit), self.units)
                return evolve(value, zero=not figure and unit is None)
            case Negative(of):
                value_of = self.value(of)
                return None if value_of is None else evolve(value_of, value=-value_of.value)
            case Sum(terms):
                return self._added([(sign, e, self.value(e)) for sign, e in terms])
            case Product(factors):
                return self._multiplied([(sign, e, self.value(e)) for sign, e in factors])
            case Call(function, arguments):
                return self._called(function, arguments)

    def group(self, name: str) -> Group | None:
        """Return the members of a group, asked for once."""
        if name not in self.members:
            self.members[name] = None if self.groups is None else self.groups(name)
        return self.members[name]

    def mismatch(self, left: Valued, right: Valued, verb: str) -> None:
        """Note that two values measure different things."""
        texts = [shown(clip(print_expr(e))) for e, _ in (left, right)]
        units = ["" if v is None else shown(unit_text(v.units) or ("%" if v.percent else "")) for _, v in (left, right)]
        if all(units):
            self._note("F575", right[0], texts[1], left=texts[0], left_unit=units[0], unit=units[1], verb=verb)
        elif units[0]:
            self._note("F576", right[0], texts[1], other=texts[0], unit=units[0], verb=verb)
        else:
            self._note("F576", left[0], texts[0], other=texts[1], unit=units[1], verb=verb)

    def _note(self, code: str, at: Expr, name: str, **params: str) -> None:
        span = at.span if at.span != (0, 0) else None
        self.problems.setdefault((code, name), problem(code, span=span, params={"name": name, **params}))

    def _named(self, name: Name) -> Measured | None:
        if name.text not in self.quantities:
            self.quantities[name.text] = self.resolve(name.text)
        match self.quantities[name.text]:
            case Amount() as amount:
                return measured(amount, self.units)
            case Missing(label, reason):
                self._blank(label or name.text, reason, name)
            case None:
                self._note("F552", name, shown(name.text), near=shown(nearest(name.text, self.known)))
        return None

    def _blank(self, label: str, reason: str | None, at: Expr) -> None:
        self._note("F577", at, shown(label), formula=shown(self.formula), reason=shown(reason or ""))

    def _added(self, terms: list[tuple[str, Expr, Measured | None]]) -> Measured | None:
        total: Measured | None = None
        first: Expr | None = None
        broken = False
        for sign, expr, value in terms:
            if value is None:
                broken = True
            elif total is None or first is None:
                total, first = value, expr
            else:
                added = add(total, value, -1 if sign == "-" else 1, self.units)
                if added is None:
                    self.mismatch((first, total), (expr, value), "相减" if sign == "-" else "相加")
                    broken = True
                else:
                    self.converted(expr, value, added)
                    total, first = added, expr if total.zero else first
        return None if broken else total

    def _multiplied(self, factors: list[tuple[str, Expr, Measured | None]]) -> Measured | None:
        result: Measured | None = None
        broken = False
        for sign, expr, value in factors:
            if value is None:
                broken = True
            elif sign == "÷" and not value.value:
                self._note("F578", expr, shown(clip(print_expr(expr))), formula=shown(self.formula))
                broken = True
            elif result is None:
                result = value
            else:
                result = (divide if sign == "÷" else multiply)(result, value, self.units)
        return None if broken else result

    def _called(self, function: str, arguments: tuple[Expr, ...]) -> Measured | None:
        match arguments:
            case (Name() as name,) if function != "绝对值":
                values = self._of_group(name, function)
            case _:
                values = [(e, self.value(e)) for e in arguments]
        known = [value for _, value in values if value is not None]
        if not known or len(known) < len(values):
            return None
        if function == "绝对值":
            return evolve(known[0], value=abs(known[0].value))
        if function in ("最大", "最小"):
            return self._extreme(function, values)
        total = self._added([("+", e, v) for e, v in values])
        if total is None or function == "合计":
            return total
        return evolve(total, value=total.value / len(values))

    def _extreme(self, function: str, values: list[Valued]) -> Measured | None:
        (expr, best), *rest = values
        pick = max if function == "最大" else min
        for other, value in rest:
            if best is None or value is None:
                return None
            same = aligned(value, best, self.units)
            if same is None:
                self.mismatch((expr, best), (other, value), "比较大小")
                return None
            units = same.units if best.zero else best.units
            self.converted(other, value, evolve(best, units=units))
            best = Measured(pick(best.value, same.value), units, best.percent or same.percent, best.zero and same.zero)
        return best

    def _of_group(self, name: Name, function: str) -> list[Valued]:
        group = self.group(name.text)
        if group is None:
            self._note("F579", name, shown(name.text), function=function)
            return []
        if not group.members:
            self._note("F580", name, shown(name.text), function=function)
        out: list[Valued] = []
        for i, member in enumerate(group.members, 1):
            label = member.label or f"{name.text}第{i}项"
            if isinstance(member, Missing):
                self._blank(label, member.reason, name)
                out.append((name, None))
            else:
                out.append((Name(label, name.span), measured(member, self.units)))
        return out

    def converted(self, expr: Expr, value: Measured, like: Measured) -> None:
        """Remember that a value was brought to another unit before it was added or compared."""
        same = aligned(value, like, self.units)
        if same is not None and same.units != value.units and not value.zero:
            self.conversions[f"{clip(print_expr(expr))}：{text_of(value)} = {text_of(same)}"] = None
