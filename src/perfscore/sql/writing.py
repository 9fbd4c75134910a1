"""``to_sql``: rules → the text of one SELECT."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, cast

from .._version import __version__
from ..base.exact import TRUNCATE, plain
from ..base.problem import PerfscoreError, Problem, problem
from ..planning import Plan, RuleSet

if TYPE_CHECKING:
    from .columns import Columns
    from .names import Names
    from .rows import Ground, RowSQL
    from .sharing import Sharing

__all__ = ["DIALECTS", "to_sql"]

DIALECTS = ("duckdb", "postgres")
_MOST_COLUMNS = 1600
"""PostgreSQL takes 1664 columns in a SELECT."""
_PASSED_ON = ("同级分配", "分值转移")


def to_sql(
    rules: RuleSet | Plan,
    *,
    dialect: str = "duckdb",
    table: str | Sequence[str] = "facts",
    fields: Mapping[str, str] | Iterable[str] | None = None,
    extra: Iterable[str] = (),
    units: Mapping[str, str] | None = None,
    types: Mapping[str, str] | None = None,
    places: int = 2,
    words: Mapping[str, Iterable[str]] | None = None,
    keep: Iterable[str] = (),
    view: str | None = None,
    detail: bool | Iterable[str] = True,
    whole: bool = False,
) -> str:
    """Return SQL that scores every record of a table, with the same digits as :func:`perfscore.evaluate`.

    ``dialect`` is ``duckdb`` or ``postgres``. ``table`` names the records, one a line; a sequence names schema and table.
    ``fields`` and ``units`` say which column is what, as for a record (:mod:`perfscore.compiling.fields`); ``extra`` adds
    fields to the usual ones. ``types`` declares column types (``DECIMAL(18, 2)``, ``BIGINT``, ``BIGINT*0.01`` for whole
    hundredths, ``TEXT``, ``BOOLEAN``); numbers are DECIMAL(18, ``places``) where it does not. ``words`` adds texts, by
    indicator, that rows of words may hold. ``keep`` are columns handed through; ``view`` makes a CREATE VIEW; without
    ``detail`` a row has its score alone, and with names (得分, 结果, 达标, 依据, 最低, 最高) those columns. ``whole`` gives
    scores and totals as whole numbers of the last place (分 of a hundredth), which cost a database far less than decimals.

    Raises :class:`PerfscoreError` with every row and choice that cannot be done exactly, and where the extra ``sql`` is
    missing.
    """
    plan = _plan_of(rules)
    if dialect not in DIALECTS:
        raise PerfscoreError([problem("Q853", name=str(dialect), known="、".join(DIALECTS))])
    if find_spec("sqlglot") is None:
        raise PerfscoreError([problem("Q851")])
    return _Writer(plan, dialect, table, tuple(keep), view, detail, whole).write(
        fields=fields, extra=tuple(extra), units=units, types=types, places=places, words=words or {}
    )


def _plan_of(rules: Any) -> Plan:
    if isinstance(rules, RuleSet):
        return rules.plan()
    if isinstance(rules, Plan):
        return rules
    raise PerfscoreError([problem("Q852", kind=type(rules).__name__)])


class _Writer:
    """One call of :func:`to_sql`."""

    def __init__(
        self,
        plan: Plan,
        dialect: str,
        table: str | Sequence[str],
        keep: tuple[str, ...],
        view: str | None,
        detail: bool | Iterable[str],
        whole: bool,
    ) -> None:
        self.plan = plan
        self.dialect = dialect
        self.table = (table,) if isinstance(table, str) else tuple(table)
        self.keep = keep
        self.view = view
        self.whole = whole
        self.problems: list[Problem] = []
        self.outputs = self._outputs(detail)

    def write(self, *, words: Mapping[str, Iterable[str]], places: int, **given: Any) -> str:
        from .columns import LONGEST, columns_of, name_faults
        from .names import names_of
        from .shapes import refusals

        self.problems += refusals(self.plan)
        if not (isinstance(places, int) and not isinstance(places, bool) and 0 <= places <= 18):
            self.problems.append(problem("Q870", value=repr(places)))
            places = 2
        if not 1 <= len(self.table) <= 2:
            self.problems.append(problem("Q869", parts=".".join(self.table)))
        for name in (*self.table, *self.keep, *(() if self.view is None else (self.view,))):
            self.problems += name_faults(name, self.dialect)
        columns = columns_of(self.plan, self.dialect, places=places, problems=self.problems, **given)
        rows, ground = self._rows(columns, self._vocabulary(words))
        sharing = self._sharing(rows)
        names = names_of(self.plan, LONGEST[self.dialect], self.keep, self.problems)
        if self.problems:
            raise PerfscoreError(self.problems)
        return self._text(ground, rows, names, sharing, columns)

    def _outputs(self, detail: bool | Iterable[str]) -> tuple[str, ...]:
        """Return which columns each row has, in their order."""
        from .names import ROW_SUFFIXES

        if isinstance(detail, bool):
            return ROW_SUFFIXES if detail else ROW_SUFFIXES[:1]
        wanted = (detail,) if isinstance(detail, str) else tuple(detail)
        strange = [w for w in wanted if w not in ROW_SUFFIXES]
        self.problems += [problem("Q875", name=str(w), known="、".join(ROW_SUFFIXES)) for w in strange]
        return tuple(s for s in ROW_SUFFIXES if s in wanted)

    # --- rows -----------------------------------------------------------------------------------------------------

    def _vocabulary(self, words: Mapping[str, Iterable[str]]) -> dict[int, tuple[str, ...]]:
        from .shapes import is_words

        out: dict[int, tuple[str, ...]] = {}
        for name, texts in words.items():
            found = [n for n, r in enumerate(self.plan.rows) if name in (r.id, r.indicator.name)]
            if len(found) != 1 or not is_words(self.plan.rows[found[0]]):
                self.problems.append(problem("Q868", name=name))
            else:
                out[found[0]] = tuple(texts)
        return out

    def _rows(self, columns: Columns, words: dict[int, tuple[str, ...]]) -> tuple[list[RowSQL], Ground]:
        from .claims import vocabulary
        from .integers import Integers, TooWide
        from .making import row_sql
        from .shapes import form_of, is_words, unusable

        ground = self._ground(columns, Integers(cast("Literal['duckdb', 'postgres']", self.dialect)))
        out: list[RowSQL] = []
        for index, row in enumerate(self.plan.rows):
            own, unit = columns.rows[index], columns.units[index]
            texts = vocabulary(row, self.plan, words.get(index, ())) if is_words(row) else None
            form = None if texts is not None else form_of(row, self.plan, unit)
            fault = None if texts is not None or form is not None else unusable(row, self.plan, unit, own)
            if fault is not None:
                self.problems.append(fault)
                continue
            try:
                made = row_sql(index, row, ground, form, texts, own)
                made.choose(), made.score()
            except TooWide:
                types = "、".join(f"{n} {columns.kinds[n].name}" for n in own.values())
                self.problems.append(problem("Q867", where=row.where, row=row.indicator.name, types=types))
                continue
            out.append(made)
        return out, ground

    def _ground(self, columns: Columns, ints: Any) -> Ground:
        from ..compiling.fields import REVIEW, SELF
        from .rows import Ground
        from .texts import Lists

        plan, rounding = self.plan, self.plan.rounding
        scales = [columns.kinds[own[k]].scale for own in columns.rows for k in (SELF, REVIEW) if k in own]
        points = [-int(r.indicator.max_score.as_tuple().exponent) for r in plan.rows]
        shown = max(2, rounding.places, *scales, *points, -int(plan.scheme.full_score.as_tuple().exponent))
        full = plan.conventions.value("不适用") == "计满分"
        cut = rounding.mode == TRUNCATE
        keyed = bool({"结果", "达标", "依据"} & set(self.outputs)) or plan.conventions.value("不适用") in _PASSED_ON
        absence: Literal["full", "out"] = "full" if full else "out"
        return Ground(plan, ints, rounding.places, shown, cut, absence, columns.kinds, keyed, Lists(ints))

    def _sharing(self, rows: Sequence[RowSQL]) -> Sharing | None:
        from .sharing import MOST, sharing_of

        choice = self.plan.conventions.value("不适用")
        absent = [n for n, r in enumerate(rows) if r.absent is not None]
        if choice not in _PASSED_ON or not absent or self.problems:
            return None
        if len(absent) > MOST:
            scheme = self.plan.scheme
            params = {"scheme": scheme.title, "choice": choice, "count": len(absent), "most": MOST}
            self.problems.append(problem("Q871", place=scheme.place, params=params))
            return None
        return sharing_of(self.plan, absent)

    # --- text -----------------------------------------------------------------------------------------------------

    def _text(
        self, ground: Ground, rows: Sequence[RowSQL], names: Names, sharing: Sharing | None, columns: Columns
    ) -> str:
        from sqlglot import exp

        from .integers import TooWide
        from .statement import statement

        width = len(rows) * max(8, len(self.outputs)) + len(self.keep) + 10
        if self.dialect == "postgres" and width > _MOST_COLUMNS:
            raise PerfscoreError([problem("Q873", count=len(rows), columns=width, most=_MOST_COLUMNS)])
        try:
            query: exp.Expr = statement(
                ground, rows, names, sharing=sharing, table=self.table, outputs=self.outputs, whole=self.whole
            )
        except TooWide:
            types = "、".join(dict.fromkeys(k.name for k in columns.kinds.values()))
            raise PerfscoreError([problem("Q867", row=self.plan.title, types=types)]) from None
        if self.view is not None:
            shown = exp.Table(this=exp.to_identifier(self.view, quoted=True))
            query = exp.Create(this=shown, kind="VIEW", replace=True, expression=query)
        body = query.sql(dialect=self.dialect, pretty=True, max_text_width=110)
        return "\n".join((*self._head(columns), f"{body};", ""))

    def _head(self, columns: Columns) -> list[str]:
        from .statement import plain_line

        plan = self.plan
        lines = [
            f"{plan.title}，{plan.year or '不分年度'}；计分办法：{plan.scheme.title}",
            f"规则摘要 {plan.digest}",
            f"由 perfscore {__version__} 生成，用于 {self.dialect}；得分与 perfscore 逐位相同，全部是整数运算",
            f"舍入：{plan.rounding.site}，{plan.rounding.places} 位，{plan.rounding.mode}；满分 {plain(plan.full_score)} 分",
            *(f"列 {name}：{_says(columns, name)}" for own in columns.rows for name in own.values()),
        ]
        rule = plan.scheme.aggregation
        if rule.extras is not None or rule.vetoes:
            lines.append("评分办法的加减分、一票否决没有对应的列，按没有发生计算")
        return [f"-- {plain_line(line)}" for line in lines]


def _says(columns: Columns, name: str) -> str:
    kind = columns.kinds[name]
    return f"{kind.name}，每 1 为 0.{'0' * (kind.scale - 1)}1" if kind.stored and kind.scale else kind.name
