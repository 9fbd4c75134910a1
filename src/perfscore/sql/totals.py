"""From rows to the table: the sum, its range, what the table is worth, and the grade."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from attrs import define, frozen
from sqlglot import exp

from ..planning import Plan
from .integers import Int, cast_to, lit
from .outs import units_of
from .rows import Ground, RowSQL
from .sharing import Sharing

__all__ = ["Final", "Totals", "finals"]


@frozen
class Final:
    """A row at the end: its score in units (NULL where it waits), and the ends of its range."""

    row: RowSQL
    score: Int
    low: exp.Expr
    high: exp.Expr
    moved: bool

    @property
    def firm(self) -> bool:
        """Whether it lies nowhere else once it has a score."""
        return not self.moved and self.row.closed

    @property
    def raw(self) -> exp.Expr:
        """The score, 0 for a row that does not apply, NULL for one that waits."""
        if self.row.absent is None or self.row.ground.absence == "full":
            return self.score.node.copy()
        gone = exp.Case().when(exp.column(self.row.absent), lit(0))
        return exp.func("COALESCE", self.score.node.copy(), gone)


def finals(rows: Sequence[RowSQL], sharing: Sharing | None) -> list[Final]:
    """Return how each row stands in the sum: as it is, or in a column of its own after points were passed on."""
    out = []
    for n, row in enumerate(rows):
        moved = sharing is not None and bool(sharing.factors[n])
        most = row.most
        if moved and sharing is not None:
            most = max(most, *(int(most * f) + 1 for f in sharing.factors[n].values()))
        score = Int(exp.column(f"{row.tag}{'t' if moved else 's'}"), 0, most, row.tier(most))
        low = exp.column(f"{row.tag}low") if moved else row.end("low")
        high = exp.column(f"{row.tag}high") if moved else row.end("high")
        out.append(Final(row, score, low, high, moved))
    return out


@define
class Totals:
    """The columns of the table's own."""

    plan: Plan
    ground: Ground
    finals: list[Final]
    sharing: Sharing | None

    @property
    def goal(self) -> int:
        """The scheme's full score in units."""
        return units_of(self.plan.scheme.full_score, self.ground.shown)

    @property
    def worth(self) -> int:
        """What the table is worth with every row, in units."""
        return sum(f.row.full for f in self.finals)

    @property
    def most(self) -> int:
        """More than no total can be, in units."""
        most = sum(f.score.high for f in self.finals)
        return most if not self._rescales else most * max(self.goal, 1)

    @property
    def away(self) -> list[RowSQL]:
        """The rows that may not apply."""
        return [f.row for f in self.finals if f.row.absent is not None]

    def patterns(self) -> exp.Expr:
        """Return the pattern of absence as a number."""
        bits: list[exp.Expr] = [
            exp.Case().when(exp.column(str(r.absent)), lit(2**n)).else_(lit(0)) for n, r in enumerate(self.away)
        ]
        return _added(bits)

    # --- sums -----------------------------------------------------------------------------------------------------

    def first(self) -> list[tuple[str, exp.Expr]]:
        """Return the sums (NULL while a row waits) of the rows that lie where their score is and of the others, and what
        applies."""
        out = [(name, self._sum([f.raw for f in fs])) for name, fs in self._parts]
        if self.away:
            out += [("any_absent", exp.or_(*(exp.column(str(r.absent)) for r in self.away))), ("worth", self._worth())]
        return out

    @property
    def _parts(self) -> list[tuple[str, list[Final]]]:
        firm = [f for f in self.finals if f.firm]
        other = [f for f in self.finals if not f.firm]
        return [(name, fs) for name, fs in (("firm_rows", firm), ("other_rows", other)) if fs]

    @property
    def _all(self) -> exp.Expr:
        """Return the sum of all rows, NULL while one waits."""
        return _added([exp.column(name) for name, _ in self._parts])

    def _sum(self, parts: Sequence[exp.Expr]) -> exp.Expr:
        """Add up scores in one type that holds the sum; constants are added here."""
        fixed, nodes = 0, []
        wide = sum(f.score.high for f in self.finals)
        tier = self.ground.ints.tier_of(wide)
        for part in parts:
            if isinstance(part, exp.Literal):
                fixed += int(part.this)
            else:
                nodes.append(part if tier == 0 else cast_to(part, self.ground.ints.type_of(tier)))
        return _added([*nodes, *([lit(fixed)] if fixed or not nodes else [])])

    def _worth(self) -> exp.Expr:
        if self.sharing is not None:
            amounts = [self.sharing.full(p) for p in range(2 ** len(self.away))]
            groups: dict[Fraction, list[int]] = {}
            for pattern, amount in enumerate(amounts):
                groups.setdefault(amount, []).append(pattern)
            if len(groups) == 1:
                return lit(units_of(amounts[0], self.ground.shown))
            case = exp.Case()
            for amount, ps in groups.items():
                case = case.when(
                    exp.In(this=exp.column("absence"), expressions=[lit(p) for p in ps]),
                    lit(units_of(amount, self.ground.shown)),
                )
            return case
        if self.ground.absence == "full":
            return lit(self.worth)
        gone: list[exp.Expr] = [
            exp.Case().when(exp.column(str(r.absent)), lit(r.full)).else_(lit(0)) for r in self.away
        ]
        return exp.Sub(this=lit(self.worth), expression=exp.Paren(this=_added(gone)))

    def second(self) -> list[tuple[str, exp.Expr]]:
        """Return total, range, and how many rows hold a value nobody could read."""
        gone = exp.Is(this=exp.Paren(this=self._all) if len(self._parts) > 1 else self._all, expression=exp.Null())
        settled = exp.Not(this=gone)
        total = exp.func("COALESCE", self._all, self._filled())
        low, high = self._range("low"), self._range("high")
        unread = [u for f in self.finals if (u := f.row.unread()) is not None]
        count: exp.Expr = lit(0)
        if unread:
            count = exp.Case().when(settled.copy(), lit(0)).else_(_added(unread))
        return [
            ("settled_", settled),
            *((name, self._rescaled(node)) for name, node in (("total_", total), ("low_", low), ("high_", high))),
            ("full_", self._full()),
            ("unread_", count),
        ]

    def _filled(self) -> exp.Expr:
        """Return the sum of the rows that do not wait."""
        nodes = [f.score.node for f in self.finals]
        if self.ground.ints.dialect == "duckdb" and self._tier == 0:
            return self._listed(nodes)
        return self._sum([exp.func("COALESCE", n.copy(), lit(0)) for n in nodes])

    @property
    def _tier(self) -> int:
        return self.ground.ints.tier_of(sum(f.score.high for f in self.finals))

    def _listed(self, nodes: Sequence[exp.Expr]) -> exp.Expr:
        """Return the sum of what is there: of few expressions where it is seldom asked for."""
        listed = exp.Anonymous(this="LIST_SUM", expressions=[exp.Array(expressions=[n.copy() for n in nodes])])
        return cast_to(exp.func("COALESCE", listed, lit(0)), self.ground.ints.type_of(self._tier))

    def _range(self, which: Literal["low", "high"]) -> exp.Expr:
        """Return the sum of the ends. Rows that lie where their score is are added up once, where none of them waits."""
        firm = [getattr(f, which) for f in self.finals if f.firm]
        other = [getattr(f, which) for f in self.finals if not f.firm]
        if not firm:
            return self._sum(other)
        waiting = self._sum(firm)
        if self.ground.ints.dialect == "duckdb" and self._tier == 0 and len(firm) > 2:
            waiting = self._listed(firm)
        added = exp.func("COALESCE", exp.column("firm_rows"), waiting)
        return _added([added, self._sum(other)]) if other else added

    # --- rescaling ------------------------------------------------------------------------------------------------

    @property
    def _short(self) -> bool:
        """Whether a table without budget execution is rescaled (九十分表)."""
        plain = self.plan.table.execution_points is None and 0 < self.worth < self.goal
        return plain and self.plan.conventions.value("九十分表") == "折算"

    @property
    def _by_absence(self) -> bool:
        return bool(self.away) and self.plan.conventions.value("不适用") == "折算"

    @property
    def _rescales(self) -> bool:
        return self._short or self._by_absence

    def _times(self, value: exp.Expr, worth: Int) -> exp.Expr:
        """Return value·goal/worth rounded as scores are."""
        ints, ground = self.ground.ints, self.ground
        most = sum(f.score.high for f in self.finals)
        amount = Int(value, 0, most, ints.tier_of(most))
        units = 10**ground.places
        parts, den = [(self.goal, amount)], [(10**ground.shown, worth)]
        if worth.low == worth.high:
            got = ints.rounded(parts, 0, [], worth.low * 10**ground.shown, units, cut=ground.cut)
        else:
            got = ints.rounded(parts, 0, den, 0, units, cut=ground.cut)
        return cast_to(ints.linear([(10 ** (ground.shown - ground.places), got)]).node, ints.type_of(1))

    def _rescaled(self, value: exp.Expr) -> exp.Expr:
        if not self._rescales:
            return value
        node = exp.Paren(this=value)
        present = self._times(node, self.ground.ints.const(self.worth)) if self._short else value
        if not self.away:
            return present
        gone: exp.Expr = value
        if self._by_absence:
            worth = Int(exp.column("worth"), 1, self.worth, self.ground.ints.tier_of(self.worth))
            gone = exp.Case().when(self._odd(), self._times(node, worth)).else_(value)
        return exp.Case().when(exp.column("any_absent"), gone).else_(present)

    def _odd(self) -> exp.Expr:
        """Say whether what applies is neither nothing nor the full score."""
        return exp.Not(this=exp.In(this=exp.column("worth"), expressions=[lit(0), lit(self.goal)]))

    def _full(self) -> exp.Expr:
        present = lit(self.goal if self._short else self.worth)
        if not self.away:
            return present
        gone: exp.Expr = exp.column("worth")
        if self._by_absence:
            gone = exp.Case().when(self._odd(), lit(self.goal)).else_(gone)
        return exp.Case().when(exp.column("any_absent"), gone).else_(present)

    # --- the grade ------------------------------------------------------------------------------------------------

    def grade(self) -> exp.Expr:
        """Return the name of the grade; NULL where the table is not out of the full score, or rows that wait decide."""
        if not self.plan.grades:
            return cast_to(exp.Null(), "TEXT")
        out = exp.Case()
        full = self._full()
        if not isinstance(full, exp.Literal):
            out = out.when(exp.NEQ(this=exp.column("full_"), expression=lit(self.goal)), exp.Null())
        elif full != lit(self.goal):
            return cast_to(exp.Null(), "TEXT")
        ranged = self._banded("low_", "high_")
        if not all(f.firm for f in self.finals):
            out = out.when(exp.column("settled_"), self._banded("total_", "total_"))
        return out.else_(ranged) if out.args.get("ifs") else ranged

    def _banded(self, low: str, high: str) -> exp.Expr:
        """Return the name of the band that holds both ends."""
        out = exp.Case()
        above: int | None = None
        for band in self.plan.grades:
            least = Fraction(band.low) * 10**self.ground.shown
            mark = -(-least.numerator // least.denominator)
            tests: list[exp.Expr] = [exp.GTE(this=exp.column(low), expression=lit(mark))]
            if above is not None and low != high:
                tests.append(exp.LT(this=exp.column(high), expression=lit(above)))
            out = out.when(exp.and_(*tests), exp.Literal.string(band.name))
            above = mark
        return out


def _added(nodes: Sequence[exp.Expr]) -> exp.Expr:
    out = nodes[0]
    for node in nodes[1:]:
        out = exp.Add(this=out, expression=node)
    return out
