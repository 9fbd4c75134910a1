"""Table + scheme + year → :class:`Plan`: every row gets its reading, direction, clause and curve."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from attrs import evolve

from ..base.exact import as_fraction, plain, plain_ratio, total
from ..base.problem import Place, Problem, problem
from ..clauses import Binding, Bound, Choices, Clause, read_clause
from ..formulas import Formula, order, read_formula
from ..language import (
    AllOf,
    AnyOf,
    Change,
    Deadline,
    Language,
    Period,
    Range,
    Rank,
    Reference,
    Target,
    Unclear,
    Words,
)
from ..language import Bound as BoundTarget
from ..rules.scheme import Conventions, PointsPlan, Scheme
from ..rules.table import EXECUTION, Indicator, Table
from .plan import ClauseOrigin, Nature, Plan, PlanRow
from .shares import SUMS, block_factors, check_shares, goal_factors, weigh

__all__ = ["resolve"]

_OPS: dict[str, str] = {"正向": ">=", "反向": "<=", "等于": "="}
_NATURES: dict[str | None, Nature] = {">=": "正向", ">": "正向", "<=": "反向", "<": "反向", "=": "等于"}
_REFERENCE_CLAUSES = {"不得分": "达到目标的得满分，未达到的不得分", "待人工认定": "达到目标的得满分，未达到的不得分"}


def resolve(table: Table, scheme: Scheme, language: Language, *, year: int | None, lenient: bool = False) -> Plan:
    """Return the plan of a table under a scheme.

    Problems are collected on the plan. ``lenient`` (rows from other systems) leaves out what concerns the table as a
    whole: sums that do not add up are findings there, not errors.
    """
    problems: list[Problem] = []
    if year is not None and not scheme.covers(year):
        problems.append(problem("R641", place=table.place, scheme=scheme.title, years=_span(scheme), year=year))
    read = _memo(language)
    rows = []
    if table.execution_points is not None:
        rows.append(_execution_row(table, scheme, language, read))
    rows += [_row(indicator, scheme, language, read) for indicator in table.indicators]
    shared = check_shares(table, scheme)
    problems += shared
    if not lenient and not shared:
        problems += _check_points(table, scheme)
    problems += _formulas(table, language)
    blocks = ([EXECUTION] if table.execution_points is not None else []) + [b.name for b in table.blocks]
    return Plan(
        id=scheme.id,
        title=table.title,
        organisation=table.organisation,
        year=year,
        scope=table.scope,
        rows=tuple(rows),
        blocks=tuple(blocks),
        full_score=total(r.indicator.max_score for r in rows),
        scheme=scheme,
        goals=table.goals,
        table=table,
        language=language,
        problems=tuple(problems) + tuple(p for r in rows for p in r.problems),
    )


ReadClause = Callable[[str], Clause]


def _memo(language: Language) -> ReadClause:
    """Return a reader that reads each clause of one table once: most rows share the scheme's defaults."""
    seen: dict[str, Clause] = {}

    def read(text: str) -> Clause:
        if text not in seen:
            seen[text] = read_clause(text, language=language)
        return seen[text]

    return read


def _span(scheme: Scheme) -> str:
    first = f"{scheme.first_year} 年起" if scheme.first_year is not None else ""
    last = f"至 {scheme.last_year} 年" if scheme.last_year is not None else ""
    return first + last or "所有年度"


def choices_of(conventions: Conventions) -> Choices:
    """Return the scheme's named choices in the form that clauses take."""
    places = {"先取整到百分之一": 0, "先取整到万分之一": 2}.get(conventions.value("比率取舍") or "")
    return Choices(
        part_step=conventions.value("不足一档"),
        percent_step=conventions.value("百分比步长"),
        ratio_places=places,
        zero_target=conventions.value("目标为零"),
    )


# --- budget execution ---------------------------------------------------------------------------------------------


def _execution_row(table: Table, scheme: Scheme, language: Language, read: ReadClause) -> PlanRow:
    points = table.execution_points if table.execution_points is not None else Decimal(0)
    indicator = Indicator(
        id=EXECUTION,
        name="预算执行率",
        path=(EXECUTION,),
        target="100%",
        max_score=points,
        clause=table.execution_clause,
        place=table.execution_place,
        clause_place=table.execution_place,
        points_place=table.execution_place,
    )
    target = language.read_target("≥100%")
    clause, origin, problems = _clause(indicator, "预算执行", scheme, read)
    bound = _bind(clause, indicator, None, ">=", scheme, problems)
    return PlanRow(indicator, "预算执行", target, ">=", "执行率越高越好", clause, origin, bound, tuple(problems))


# --- indicators ---------------------------------------------------------------------------------------------------


def _row(indicator: Indicator, scheme: Scheme, language: Language, read: ReadClause) -> PlanRow:
    target = language.read_target(indicator.target, nature=indicator.nature or None, unit=indicator.unit or None)
    problems = [_placed(p, indicator.target_place, indicator.where) for p in target.problems]
    op, origin = _direction(target, indicator, scheme)
    nature = nature_of(target, op)
    if nature == "不明" and isinstance(target, BoundTarget | Change):
        problems.append(problem("R642", place=indicator.target_place, where=indicator.where, target=indicator.target))
    clause, clause_origin, found = _clause(indicator, nature, scheme, read)
    problems += found
    if not indicator.max_score:
        problems.append(problem("D711", place=indicator.place, where=indicator.where, row=indicator.name))
    bound = None
    if indicator.max_score and (nature not in ("复合", "不明") or indicator.clause):
        bound = _bind(clause, indicator, target, op, scheme, problems)
    return PlanRow(indicator, nature, target, op, origin, clause, clause_origin, bound, tuple(problems))


def _placed(item: Problem, place: Place | None, where: str) -> Problem:
    """Move a reader's span into the file: the cell's place, narrowed to the span where the cell shows the text."""
    if place is None:
        return item.in_row(where)
    if item.span is not None:
        width = place.end_column - place.column
        text_start = place.column
        cell = place.excerpt[place.column - 1 : place.end_column - 1]
        if cell[:1] in ("'", '"'):
            text_start += 1
        start, end = item.span
        if text_start + end <= place.column + width:
            place = Place(
                place.source,
                place.line,
                text_start + start,
                max(text_start + end, text_start + start + 1),
                place.excerpt,
            )
    return item.at(place).in_row(where)


def _direction(target: Target, indicator: Indicator, scheme: Scheme) -> tuple[str | None, str]:
    """Return the effective direction and what settled it."""
    stated = getattr(target, "op", None)
    if stated is not None:
        return str(stated), "年度指标值写明"
    if not isinstance(target, BoundTarget | Change | Rank | Deadline | Reference):
        return None, ""
    if indicator.direction:
        return _OPS[indicator.direction], f"本行写明方向：{indicator.direction}"
    if isinstance(target, Rank | Deadline):
        return "<=", "名次、时限以靠前为好"
    subcategory = indicator.path[1] if len(indicator.path) > 1 else ""
    default = scheme.direction_for(subcategory)
    if default is not None:
        return _OPS[default], f"年度指标值没有写方向，按评分办法对{subcategory}的默认方向：{default}"
    return None, ""


def nature_of(target: Target, op: str | None) -> Nature:
    """Return the nature of a row by the kind of its target and its effective direction."""
    match target:
        case Words():
            return "定性"
        case Range():
            return "区间"
        case Reference():
            return "参照"
        case Deadline() | Period():
            return "时限"
        case Rank():
            return "名次"
        case AllOf() | AnyOf():
            return "复合"
        case Unclear():
            return "不明"
        case _:
            return _NATURES.get(op, "不明")


def _clause(
    indicator: Indicator, nature: Nature, scheme: Scheme, read: ReadClause
) -> tuple[Clause | None, ClauseOrigin, list[Problem]]:
    if indicator.clause:
        clause = read(indicator.clause)
        problems = [_placed(p, indicator.clause_place, indicator.where) for p in clause.problems]
        return clause, ClauseOrigin("本行评分标准" + _read_by(clause), place=indicator.clause_place), problems
    if nature == "参照":
        return _reference_clause(indicator, scheme, read)
    default = scheme.clause_for(nature)
    if default is None:
        known = nature in ("复合", "不明", "名次", "时限")
        problem_list = (
            []
            if known
            else [
                problem("R643", place=indicator.target_place, where=indicator.where, scheme=scheme.title, nature=nature)
            ]
        )
        return None, ClauseOrigin(""), problem_list
    clause = read(default.text)
    problems = [_placed(p, default.place, indicator.where) for p in clause.problems]
    says = f"评分办法对{nature}指标的默认评分" if nature != "预算执行" else "评分办法对预算执行率的评分"
    says += _read_by(clause)
    return clause, ClauseOrigin(says, default.basis, default.status, default.place), problems


def _read_by(clause: Clause) -> str:
    """Say which plug-in knew the wording, in which version, and what that rests on."""
    return f"（扩展读法：{clause.by}）" if clause.by else ""


def _reference_clause(
    indicator: Indicator, scheme: Scheme, read: ReadClause
) -> tuple[Clause | None, ClauseOrigin, list[Problem]]:
    """What an unmet reference costs is the scheme's named choice 未达参照."""
    choice = scheme.conventions.get("未达参照")
    if choice is None:
        missing = problem(
            "R647",
            place=indicator.target_place,
            where=indicator.where,
            scheme=scheme.title,
            name="未达参照",
            row=indicator.name,
            known="不得分",
        )
        return None, ClauseOrigin(""), [missing]
    says = f"评分办法约定“未达参照：{choice.value}”"
    if choice.value == "按比例":
        default = scheme.clause_for("正向")
        text = default.text if default else ""
    else:
        text = _REFERENCE_CLAUSES[choice.value]
    clause = read(text)
    return clause, ClauseOrigin(says, choice.basis, choice.status, choice.place), list(clause.problems)


def _bind(
    clause: Clause | None,
    indicator: Indicator,
    target: Target | None,
    op: str | None,
    scheme: Scheme,
    problems: list[Problem],
) -> Bound | None:
    if clause is None or any(p.severity == "error" for p in clause.problems):
        return None
    unit = getattr(target, "unit", None)
    bound = clause.bind(Binding(indicator.max_score, target, op, unit, choices_of(scheme.conventions)))
    problems += [_placed(p, indicator.clause_place or indicator.target_place, indicator.where) for p in bound.problems]
    return None if any(p.severity == "error" for p in bound.problems) else bound


# --- formulas ---------------------------------------------------------------------------------------------------


def _formulas(table: Table, language: Language) -> list[Problem]:
    """Return what is wrong with the formulas of a table before any facts are known: grammar, and circles.

    Whether a name exists is known only with the facts.
    """
    rows = [i for i in table.indicators if i.formula]
    if not rows:
        return []
    names = [i.name for i in table.indicators]
    out: list[Problem] = []
    read: list[Formula] = []
    for row in rows:
        formula = read_formula(row.formula, known=names, units=language.units)
        errors = [p for p in formula.problems if p.severity == "error" and p.code != "F552"]
        out += [_placed(p, row.place, row.where) for p in errors]
        if names.count(row.name) == 1:
            read.append(evolve(formula, name=row.name))
    ordered = order(read)
    if isinstance(ordered, Problem):
        first = rows[0]
        out.append(evolve(ordered, span=None, place=first.place, where=first.where))
    return out


# --- points -------------------------------------------------------------------------------------------------------


def _check_points(table: Table, scheme: Scheme) -> list[Problem]:
    """The blocks must add up to the full score, and should follow one of the scheme's plans."""
    if scheme.aggregation.method not in SUMS:
        return []
    if goal_factors(table, scheme) or block_factors(scheme):
        return _check_weighed(table, scheme)
    parts = _block_points(table)
    if not parts:
        return []
    got = total(points for _, points, _ in parts)
    text = " + ".join(f"{name} {plain(points)}" for name, points, _ in parts)
    places = [place for _, _, place in parts if place is not None]
    head, rest = (places[0], places[1:]) if places else (table.place, [])
    if got != scheme.full_score and table.execution_points is None and _rest_of(scheme, got):
        return []
    if got != scheme.full_score:
        return [problem("R644", place=head, also=rest, sum=plain(got), full=plain(scheme.full_score), parts=text)]
    plans = [dict(p.points) for p in scheme.points_plans]
    stated = {name: points for name, points, _ in parts}
    if plans and not any(_follows(stated, plan, scheme) for plan in plans):
        said = "；".join(_plan_text(p) for p in scheme.points_plans)
        return [problem("R645", place=head, also=rest, parts=text, plans=said)]
    return []


def _check_weighed(table: Table, scheme: Scheme) -> list[Problem]:
    """Where goals or blocks count with a share, the full marks are the weighed sum of all rows."""
    got = weigh({r.id: r.max_score for r in table.indicators}, table, scheme)
    if got == as_fraction(scheme.full_score):
        return []
    text = " + ".join(f"{name} {plain(points)}" for name, points, _ in _block_points(table))
    params = {"sum": plain_ratio(got, 2), "full": plain(scheme.full_score), "parts": text}
    return [problem("R668", place=table.place, params=params)]


def _rest_of(scheme: Scheme, got: Decimal) -> bool:
    """Tell whether ``got`` is what is left of the full score without budget execution (a 90-point table)."""
    return any(
        (points := plan.get(EXECUTION)) is not None and total((got, points)) == scheme.full_score
        for plan in scheme.points_plans
    )


def _plan_text(plan: PointsPlan) -> str:
    return f"{plan.name}（{'、'.join(f'{k} {plain(v)}' for k, v in plan.points)}）"


def _follows(stated: dict[str, Decimal], plan: dict[str, Decimal], scheme: Scheme) -> bool:
    """Tell whether the blocks follow a plan, blocks that do not apply having passed their points on."""
    moved = dict(plan)
    for source, goal in scheme.transfer:
        if source not in stated and source in moved and goal in moved:
            moved[goal] = total((moved[goal], moved.pop(source)))
    return stated == moved


def _block_points(table: Table) -> Sequence[tuple[str, Decimal, Place | None]]:
    out: list[tuple[str, Decimal, Place | None]] = []
    if table.execution_points is not None:
        out.append((EXECUTION, table.execution_points, table.execution_place))
    for block in table.blocks:
        rows = table.of_block(block.name)
        points = block.points if block.points is not None else total(r.max_score for r in rows)
        out.append((block.name, points, block.place))
    return out
