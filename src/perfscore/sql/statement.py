"""The whole SELECT: a few inner queries, each over the one before, and the columns of the result."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from attrs import define
from sqlglot import exp

from ..base.exact import plain, scaled
from .integers import Int, cast_to, lit
from .names import TOTALS, Names
from .rows import Ground, RowSQL
from .sharing import Sharing
from .totals import Final, Totals, finals

__all__ = ["plain_line", "statement"]

_WORDS = "用词"
_WIDEST = 37
"""Digits of a decimal of DuckDB that may still be multiplied by a decimal of one digit."""


@define
class _Builder:
    ground: Ground
    rows: Sequence[RowSQL]
    names: Names
    sharing: Sharing | None
    table: tuple[str, ...]
    outputs: tuple[str, ...]
    whole: bool

    def build(self) -> exp.Select:
        ends = finals(self.rows, self.sharing)
        totals = Totals(self.ground.plan, self.ground, ends, self.sharing)
        stages = {"读入": self._read(), "分段": self._keys(), "计分": self._scores()}
        if not self.ground.keyed and not any(r.review is not None for r in self.rows):
            del stages["分段"]
        if self.sharing is not None:
            stages["转移"] = self._moved(ends)
        stages["合计"] = self._stage(totals.first())
        stages["总分"] = self._stage([*totals.second(), *self._shared_points(ends)])
        names = [self._name(s) for s in stages]
        final = self._result(ends, totals).from_(_table(names[-1]))
        lists = self.ground.lists.columns()
        if lists:
            final = final.with_(_shown(self._name(_WORDS)), as_=exp.select(*lists))
        for n, (name, made) in enumerate(zip(names, stages.values(), strict=True)):
            stage = made
            if n:
                stage = stage.from_(_table(names[n - 1]))
            if n == 1 and lists:
                stage = stage.join(_table(self._name(_WORDS)), join_type="cross")
            if self.ground.ints.dialect == "postgres":
                stage = stage.offset(0)
            final = final.with_(_shown(name), as_=stage)
        return final

    def _name(self, label: str) -> str:
        """Return the name of an inner query, another one where the caller's table is called so."""
        return label if label != self.table[-1] else f"{label}_"

    # --- stages ---------------------------------------------------------------------------------------------------

    def _stage(self, columns: Sequence[tuple[str, exp.Expr]]) -> exp.Select:
        return exp.select(exp.Star(), *(exp.alias_(node, name) for name, node in columns))

    def _read(self) -> exp.Select:
        columns: list[exp.Expr] = [
            exp.alias_(exp.column(_quoted(name), table="t"), f"kept{n}") for n, name in enumerate(self.names.keep)
        ]
        for row in self.rows:
            own = [exp.alias_(node, name) for name, node in row.read]
            if own:
                own[0].add_comments([_comment(row)])
            columns += own
        if not columns:
            columns = [exp.alias_(lit(1), "one")]
        source = exp.Table(
            this=_quoted(self.table[-1]),
            db=_quoted(self.table[-2]) if len(self.table) > 1 else None,
            alias=exp.TableAlias(this=exp.to_identifier("t")),
        )
        return exp.select(*columns).from_(source)

    def _keys(self) -> exp.Select:
        columns = [(f"{r.tag}k", r.choose()) for r in self.rows if self.ground.keyed]
        columns += [(f"{r.tag}v", r.review) for r in self.rows if r.review is not None]
        return self._stage(columns)

    def _scores(self) -> exp.Select:
        columns = [(f"{r.tag}s", r.score()) for r in self.rows]
        if self.sharing is not None:
            for n, row in enumerate(self.rows):
                if self.sharing.factors[n]:
                    num, den = self._exact(row)
                    columns += [(f"{row.tag}n", num), (f"{row.tag}d", den)]
            totals = Totals(self.ground.plan, self.ground, finals(self.rows, None), self.sharing)
            columns.append(("absence", totals.patterns()))
        return self._stage(columns)

    def _exact(self, row: RowSQL) -> tuple[exp.Expr, exp.Expr]:
        """Return the score before rounding as a quotient, in columns of the wide type."""
        wide = self.ground.ints.wide

        def part(which: int) -> exp.Expr:
            base = row.pick(lambda o: None if (e := row.outs.exact(o)) is None else e[which].node)
            if row.review is not None:
                there = exp.Not(this=exp.Is(this=exp.column(f"{row.tag}v"), expression=exp.Null()))
                over = exp.column(f"{row.tag}v") if which == 0 else lit(10**self.ground.shown)
                base = exp.Case().when(there, over).else_(base)
            return cast_to(base, wide)

        return part(0), part(1)

    def _moved(self, ends: Sequence[Final]) -> exp.Select:
        """Scores after the points of absent rows were passed on: rounded once, from the exact value."""
        assert self.sharing is not None
        columns: list[tuple[str, exp.Expr]] = []
        for n, row in enumerate(self.rows):
            factors = self.sharing.factors[n]
            if not factors:
                continue
            groups: dict[Fraction, list[int]] = {}
            for pattern, factor in factors.items():
                groups.setdefault(factor, []).append(pattern)
            num, den = self._exact_ends(row)
            plain = {"t": exp.column(f"{row.tag}s"), "low": row.end("low"), "high": row.end("high")}
            cases = {name: exp.Case() for name in plain}
            for factor, patterns in groups.items():
                here = exp.In(this=exp.column("absence"), expressions=[lit(p) for p in patterns])
                cases["t"] = cases["t"].when(here, self._times(num, den, factor, ends[n].score))
                for name in ("low", "high"):
                    end = Int(plain[name], 0, row.most, row.tier(row.most))
                    one = self.ground.ints.const(10**self.ground.shown)
                    cases[name] = cases[name].when(here, self._times(end, one, factor, ends[n].score))
            columns += [(f"{row.tag}{name}", case.else_(plain[name])) for name, case in cases.items()]
        return self._stage(columns)

    def _exact_ends(self, row: RowSQL) -> tuple[Int, Int]:
        tops, bottoms = [10**self.ground.shown * row.most], [10**self.ground.shown]
        for out in row.outs.numbers:
            exact = row.outs.exact(out)
            if exact is not None:
                tops.append(exact[0].size)
                bottoms.append(exact[1].size)
        return (
            Int(exp.column(f"{row.tag}n"), 0, max(tops), 2),
            Int(exp.column(f"{row.tag}d"), 1, max(bottoms), 2),
        )

    def _times(self, num: Int, den: Int, factor: Fraction, score: Int) -> exp.Expr:
        """Return num/den·factor to two places, in units, in the type of the row's score."""
        ints = self.ground.ints
        got = ints.rounded([(factor.numerator, num)], 0, [(factor.denominator, den)], 0, 100)
        units = ints.linear([(10 ** (self.ground.shown - 2), got)]).within(0, score.high)
        return ints.settled(units, score.tier).node

    # --- the result -----------------------------------------------------------------------------------------------

    def _result(self, ends: Sequence[Final], totals: Totals) -> exp.Select:
        columns: list[exp.Expr] = [
            exp.alias_(exp.column(f"kept{n}"), name, quoted=True) for n, name in enumerate(self.names.keep)
        ]
        for name, final in zip(self.names.rows, ends, strict=True):
            columns += self._row(name, final)
        points = [("total", "total_"), ("full_score", "full_"), ("low", "low_"), ("high", "high_")]
        table = {name: self._shown(exp.column(inner), max(totals.most, totals.goal)) for name, inner in points}
        table |= {
            "settled": exp.column("settled_"),
            "grade": totals.grade(),
            "unread": exp.column("unread_"),
        }
        return exp.select(*columns, *(exp.alias_(table[name], name) for name in TOTALS))

    def _row(self, name: str, final: Final) -> list[exp.Expr]:
        row, out = final.row, []
        for suffix in self.outputs:
            match suffix:
                case "得分":
                    node = self._score(final)
                case "结果":
                    node = _typed(row.outcome(), "TEXT")
                case "达标":
                    node = _typed(row.met(), "BOOLEAN")
                case "依据":
                    node = _typed(row.basis(), "TEXT")
                case _:
                    node = self._end(final, "low" if suffix == "最低" else "high")
            out.append(exp.alias_(node, f"{name}_{suffix}", quoted=True))
        return out

    @property
    def _shares(self) -> bool:
        """Whether scores as decimals are columns of their own: a row shows its score, or an end that may be it, twice."""
        return not self.whole and len({"得分", "最低", "最高"} & set(self.outputs)) > 1

    def _shared_points(self, ends: Sequence[Final]) -> list[tuple[str, exp.Expr]]:
        if not self._shares:
            return []
        return [(f"{f.row.tag}p", self._points(f.score.node.copy(), f.score.high)) for f in ends if not f.moved]

    def _score(self, final: Final) -> exp.Expr:
        if self._shares and not final.moved:
            return exp.column(f"{final.row.tag}p")
        return self._shown(final.score.node.copy(), final.score.high)

    def _end(self, final: Final, which: Literal["low", "high"]) -> exp.Expr:
        node = final.low if which == "low" else final.high
        if self._shares and not final.moved:
            points = exp.column(f"{final.row.tag}p")
            if node == final.score.node:
                return points
            if (one := final.row.one_end(which)) is not None:
                return exp.func("COALESCE", points, self._points(lit(one), final.score.high))
        return self._shown(node, final.score.high)

    def _shown(self, units: exp.Expr, most: int) -> exp.Expr:
        return units if self.whole else self._points(units, most)

    def _points(self, units: exp.Expr, most: int) -> exp.Expr:
        """Return units as a decimal, exactly: a product of decimals, never a quotient."""
        places = self.ground.shown
        width = max(len(str(most)), places + 1)
        cent = exp.Literal.number("0." + "0" * (places - 1) + "1")
        if isinstance(units, exp.Literal):
            points = exp.Literal.number(plain(scaled(int(units.this), places)))
            return cast_to(points, f"DECIMAL({width}, {places})")
        duckdb = self.ground.ints.dialect == "duckdb"
        whole = cast_to(units.copy(), f"DECIMAL({width}, 0)") if duckdb else units.copy()
        product = exp.Mul(this=exp.Paren(this=whole) if isinstance(whole, exp.Binary) else whole, expression=cent)
        return cast_to(product, f"DECIMAL({width}, {places})") if duckdb and width + places >= _WIDEST else product


def statement(
    ground: Ground,
    rows: Sequence[RowSQL],
    names: Names,
    *,
    sharing: Sharing | None,
    table: tuple[str, ...],
    outputs: tuple[str, ...],
    whole: bool,
) -> exp.Select:
    """Return the SELECT. Raises :class:`~.integers.TooWide` where DuckDB has no integer wide enough."""
    return _Builder(ground, rows, names, sharing, table, outputs, whole).build()


def _typed(node: exp.Expr, kind: str) -> exp.Expr:
    """Say of which type a NULL is."""
    return cast_to(node, kind) if isinstance(node, exp.Null) else node


def _quoted(name: str) -> exp.Identifier:
    return exp.to_identifier(name, quoted=True)


def _shown(name: str) -> exp.TableAlias:
    return exp.TableAlias(this=_quoted(name))


def _table(name: str, alias: str | None = None) -> exp.Table:
    shown = exp.TableAlias(this=exp.to_identifier(alias)) if alias else None
    return exp.Table(this=_quoted(name), alias=shown)


def _comment(row: RowSQL) -> str:
    """Say in one line what the row asks for, and by which clause."""
    item = row.row.indicator
    target = item.target.strip() or str(row.row.target)
    clause = "" if row.row.clause is None else f"；{row.row.clause.text or row.row.clause}"
    return plain_line(f"{item.name}：{target}，{item.max_score} 分{clause}")


def plain_line(text: str) -> str:
    """Return a text that can stand in a comment: one line, and nothing that ends or nests a comment."""
    line = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(line.split()).replace("/*", "/ *").replace("*/", "* /")
