"""The whole SELECT: a few inner queries, each over the one before, and the columns of the result."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import define, frozen
from sqlglot import exp

from ..base.exact import plain, scaled
from .claims import claims_of, empty_words
from .integers import Int, cast_to, lit
from .rows import Ground, RowSQL
from .sharing import Sharing
from .taking import blanks, words
from .totals import Final, Totals, finals

__all__ = ["ROW_SUFFIXES", "TOTALS", "Names", "statement"]

ROW_SUFFIXES = ("得分", "结果", "达标", "依据", "最低", "最高")
TOTALS = ("total", "full_score", "settled", "grade", "low", "high", "unread")
_STAGES = ("读入", "分段", "计分", "转移", "合计", "总分")
_WORDS = "用词"


@frozen
class Names:
    """Names in the result: of each row, and of the columns that are handed through."""

    rows: tuple[str, ...]
    keep: tuple[str, ...]


@define
class _Builder:
    ground: Ground
    rows: Sequence[RowSQL]
    names: Names
    sharing: Sharing | None
    table: tuple[str, ...]
    detail: bool

    def build(self) -> exp.Select:
        ends = finals(self.rows, self.sharing)
        totals = Totals(self.ground.plan, self.ground, ends, self.sharing)
        stages = [self._read(), self._keys(), self._scores()]
        if self.sharing is not None:
            stages.append(self._moved(ends))
        stages += [self._stage(totals.first()), self._stage(totals.second())]
        labels = [s for s in _STAGES if s != "转移" or self.sharing is not None]
        names = [self._name(s) for s in labels]
        final = self._result(ends, totals).from_(_table(names[-1]))
        listed = any(self._uses_words(r) for r in self.rows)
        if listed:
            final = final.with_(_shown(self._name(_WORDS)), as_=self._words())
        for n, (name, made) in enumerate(zip(names, stages, strict=True)):
            stage = made
            if n:
                stage = stage.from_(_table(names[n - 1]))
            if n == 1 and listed:
                stage = stage.join(_table(self._name(_WORDS), "v"), join_type="cross")
            if self.ground.ints.dialect == "postgres":
                stage = stage.offset(0)
            final = final.with_(_shown(name), as_=stage)
        return final

    def _uses_words(self, row: RowSQL) -> bool:
        return any("v" in _tables_of(e) for _, e in row.branches)

    def _name(self, label: str) -> str:
        """Return the name of an inner query, another one where the caller's table is called so."""
        return label if label != self.table[-1] else f"{label}_"

    def _words(self) -> exp.Select:
        """One row with the lists of words every word row may hold."""
        plan = self.ground.plan
        lists = {**claims_of(plan), "missing": empty_words(plan)}
        columns = [exp.alias_(words(texts, self.ground.ints), kind) for kind, texts in lists.items()]
        return exp.select(*columns, exp.alias_(blanks(), "blanks"))

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
        columns = [(f"{r.tag}k", r.choose()) for r in self.rows]
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
            base = row.outs.case(row.key, lambda o: None if (e := row.outs.exact(o)) is None else e[which].node)
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
        table = {name: self._points(exp.column(inner), max(totals.most, totals.goal)) for name, inner in points}
        table |= {
            "settled": exp.column("settled_"),
            "grade": totals.grade(),
            "unread": exp.column("unread_"),
        }
        return exp.select(*columns, *(exp.alias_(table[name], name) for name in TOTALS))

    def _row(self, name: str, final: Final) -> list[exp.Expr]:
        row, most = final.row, final.score.high
        nodes = {"得分": self._points(final.score.node.copy(), most)}
        if self.detail:
            nodes |= {
                "结果": row.outcome(),
                "达标": row.met(),
                "依据": row.basis(),
                "最低": self._points(final.low, most),
                "最高": self._points(final.high, most),
            }
            for suffix, kind in (("结果", "TEXT"), ("达标", "BOOLEAN"), ("依据", "TEXT")):
                if isinstance(nodes[suffix], exp.Null):
                    nodes[suffix] = cast_to(nodes[suffix], kind)
        return [exp.alias_(node, f"{name}_{suffix}", quoted=True) for suffix, node in nodes.items()]

    def _points(self, units: exp.Expr, most: int) -> exp.Expr:
        """Return units as a decimal, exactly: a product of decimals, never a quotient."""
        places = self.ground.shown
        width = max(len(str(most)), places + 1)
        cent = exp.Literal.number("0." + "0" * (places - 1) + "1")
        if isinstance(units, exp.Literal):
            points = exp.Literal.number(plain(scaled(int(units.this), places)))
            return cast_to(points, f"DECIMAL({width}, {places})")
        whole = cast_to(units.copy(), f"DECIMAL({width}, 0)") if self.ground.ints.dialect == "duckdb" else units.copy()
        grouped = exp.Paren(this=whole) if isinstance(whole, exp.Binary) else whole
        return cast_to(exp.Mul(this=grouped, expression=cent), f"DECIMAL({width}, {places})")


def statement(
    ground: Ground,
    rows: Sequence[RowSQL],
    names: Names,
    *,
    sharing: Sharing | None,
    table: tuple[str, ...],
    detail: bool,
) -> exp.Select:
    """Return the SELECT. Raises :class:`~.integers.TooWide` where DuckDB has no integer wide enough."""
    return _Builder(ground, rows, names, sharing, table, detail).build()


def _quoted(name: str) -> exp.Identifier:
    return exp.to_identifier(name, quoted=True)


def _shown(name: str) -> exp.TableAlias:
    return exp.TableAlias(this=_quoted(name))


def _table(name: str, alias: str | None = None) -> exp.Table:
    shown = exp.TableAlias(this=exp.to_identifier(alias)) if alias else None
    return exp.Table(this=_quoted(name), alias=shown)


def _tables_of(node: exp.Expr) -> set[str]:
    return {c.table for c in node.find_all(exp.Column)}


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
