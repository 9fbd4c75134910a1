"""Room: api — the functions of ``import perfscore``. Each is a thin door to a room; nothing is computed here.

A room is imported when a function first needs it: reading a target loads no renderer, loading rules no cross-check.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve

from ._version import __version__
from .base.problem import PerfscoreError, Problem, problem
from .base.step import Step

if TYPE_CHECKING:
    from .checks import Report
    from .clauses import Clause
    from .compiling import Scorer
    from .evaluation.values import Evaluation
    from .language import Actual, Language, Target
    from .planning import Plan, RuleSet
    from .rules import Facts

__all__ = [
    "check",
    "evaluate",
    "load",
    "read_actual",
    "read_clause",
    "read_facts",
    "read_target",
    "render",
    "score_rows",
    "scorer",
    "to_sql",
]

DEFAULT_SCHEME = "national/self-evaluation-2021"


def load(source: str | os.PathLike[str]) -> RuleSet:
    """Read rules: an indicator table with its scheme, or a scheme alone.

    ``source`` is a path-like object, a path ending in ``.yaml``/``.yml``, a pack id such as
    ``national/self-evaluation-2021`` (which never falls back to the disk), or YAML text containing a line break.
    Raises :class:`PerfscoreError` carrying every problem found if one of them is an error.
    """
    from .planning import load_rules

    return load_rules(source)


def read_facts(source: str | os.PathLike[str] | Mapping[str, Any]) -> Facts:
    """Read 填报数据 from a file, from YAML text containing a line break, or from a mapping with the same keys.

    In a mapping values are str, int or Decimal; a float is refused, because it does not hold decimal fractions
    exactly. Raises :class:`PerfscoreError` carrying every problem found if one of them is an error.
    """
    from .rules.from_mapping import as_yaml
    from .rules.loading import demand, read_document, read_facts_document
    from .source import read_source, source_from_text

    problems: list[Problem] = []
    named = not isinstance(source, Mapping) or bool(source.get("填报数据"))
    if isinstance(source, Mapping):
        given = source if "格式" in source else {"格式": "perfscore/1", **source}
        given = given if named else {**given, "填报数据": "<数据>"}
        text = as_yaml(given, problems)
        demand(problems)
        document = read_document(source_from_text(text, "<数据>"))
    elif isinstance(source, str) and "\n" in source:
        document = read_document(source_from_text(source))
    elif isinstance(source, str | os.PathLike):
        document = read_document(read_source(source))
    else:
        raise PerfscoreError([problem("P960", kind=type(source).__name__)])
    facts = read_facts_document(document, problems)
    demand(problems)
    if facts is None:
        raise PerfscoreError(problems or [problem("R632", known="填报数据")])
    return facts if named else evolve(facts, title="")


def evaluate(rules: RuleSet | Plan, facts: Facts | Mapping[str, Any] | str | os.PathLike[str]) -> Evaluation:
    """Score a table and cross-check it.

    ``rules`` is what :func:`load` returned (planned for the table's own year) or a plan; ``facts`` what
    :func:`read_facts` returned, or anything it takes. Raises :class:`PerfscoreError` where rules or facts are
    unusable or do not belong together; whatever else is wrong with what was filed becomes a finding.
    """
    from .planning import Plan, RuleSet
    from .rules import Facts

    if isinstance(rules, RuleSet):
        plan = rules.plan()
    elif isinstance(rules, Plan):
        plan = rules
    else:
        raise PerfscoreError([problem("P956", kind=type(rules).__name__)])
    filed = facts if isinstance(facts, Facts) else read_facts(facts)
    return _checked(plan, filed)


def scorer(
    rules: RuleSet | Plan,
    *,
    fields: Mapping[str, str] | Iterable[str] | None = None,
    units: Mapping[str, str] | None = None,
) -> Scorer:
    """Compile rules for scoring many tables, each given as one flat record.

    ``scorer(rules)(record)`` is what :func:`evaluate` gives for the facts the record stands for
    (``.facts(record)``), many times faster; rows, steps and findings are worked out when first asked for. ``record``
    maps 三级指标 (or ids) to texts (``7.7%``) or to numbers in the unit of the row's target; see
    :mod:`perfscore.compiling.fields` for all keys. ``fields`` names the keys a record has, or maps the caller's own
    keys to them; ``units`` names the unit of numbers by row where no target does. Raises :class:`PerfscoreError` for
    names that are no row's; scoring raises it for unknown keys, floats, and values that are neither text nor number.
    """
    from .compiling import Scorer
    from .planning import Plan, RuleSet

    if isinstance(rules, RuleSet):
        rules = rules.plan()
    elif not isinstance(rules, Plan):
        raise PerfscoreError([problem("X857", kind=type(rules).__name__)])
    return Scorer(rules, _checked, fields, units, __version__)


def _checked(plan: Plan, facts: Facts, more: Iterable[Problem] = ()) -> Evaluation:
    from .checks import report as report_checks
    from .evaluation.evaluating import evaluate_plan, unique

    result = evaluate_plan(plan, facts, version=__version__)
    checked = report_checks(plan, facts, result)
    notes = (*result.notes, *_checked_note(checked))
    return evolve(result, findings=unique((*more, *result.findings, *checked.findings)), notes=notes)


def render(evaluation: Evaluation, format: str, *, lang: str = "zh", **options: Any) -> str | bytes:  # noqa: A002
    """Return ``evaluation`` as text, md, csv, json or html, or as bytes of xlsx or docx.

    ``lang`` (zh, en) settles the words around what was filled in; see :func:`perfscore.rendering.render` for the
    options of each format. Raises :class:`PerfscoreError` for an unknown format or option.
    """
    from .rendering import render as write

    return write(evaluation, format, lang=lang, **options)


def _checked_note(checked: Report) -> tuple[Step, ...]:
    """Say how much was checked and held: a short list of findings is no sign that little was looked at."""
    said = [f"{len(checked.passed)} 处核对相符"] if checked.passed else []
    said += [f"评分办法免除或关闭 {len(checked.silenced)} 处"] if checked.silenced else []
    return (Step("核对", "数字勾稽和文表核对：" + "，".join(said)),) if said else ()


def check(path: str | os.PathLike[str]) -> list[Problem]:
    """Return every problem of a file: rules (planned, if they hold a table) or facts. Never raises."""
    try:
        return list(_check(path))
    except PerfscoreError as error:
        return list(error.problems)


def _check(path: str | os.PathLike[str]) -> tuple[Problem, ...]:
    from .checks import check_settings
    from .evaluation.evaluating import unique
    from .planning import read_rules
    from .planning.resolve import resolve
    from .rules.loading import kind_of_path, read_document, read_facts_document
    from .source import read_source

    problems: list[Problem] = []
    if (kind := kind_of_path(path)) == "cases":
        from .rules.read_cases import read_cases

        document = read_document(read_source(path))
        problems += document.problems
        if document.node is not None:
            read_cases(document.node, problems)
        return tuple(problems)
    if kind == "facts":
        read_facts_document(read_document(read_source(path)), problems)
        return tuple(problems)
    rules = read_rules(path, problems)
    if rules is not None:
        problems += check_settings(rules.scheme)
    if rules is not None and rules.table is not None:
        table = rules.table
        found = resolve(table, rules.scheme, rules.language, year=table.year).problems
        broken = any(p.severity == "error" for p in problems)
        lacking = any(p.code[0] == "G" and p.severity == "error" for p in problems)
        problems += [p for p in found if not broken or (_stands_alone(p) and not lacking)]
    return unique(tuple(sorted(problems, key=_by_place)))


def _stands_alone(item: Problem) -> bool:
    """Tell whether a problem of the plan is one of its own in a file that could not be read whole.

    An unreadable target or clause is, unless a plug-in that might read it is missing; a sum that fails because a row's points could not be read only follows from that.
    """
    return item.code[0] in "TC" and item.code != "T210"


def _by_place(item: Problem) -> tuple[bool, str, int, int]:
    place = item.place
    return (True, "", 0, 0) if place is None else (False, place.source, place.line, place.column)


def score_rows(
    rows: Iterable[Mapping[str, Any]],
    scheme: str | os.PathLike[str] | RuleSet = DEFAULT_SCHEME,
    *,
    资金: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    标题: str = "",
    单位: str = "",
    年度: int | None = None,
    评价范围: str = "",
) -> Evaluation:
    """Score rows as a finance system or a document holds them.

    Each row is a mapping with the words of the printed table (三级指标, 年度指标值, 实际完成值, 分值, 得分 …; see
    :mod:`perfscore.rules.headings`). Values are str, int or Decimal; a float is refused. Blank first- and second-level
    cells repeat what stands above them. Sums that do not add up are findings here, not errors. Budget execution is
    scored only when ``资金`` is passed. ``scheme`` is anything :func:`load` takes, or what it returned.

    Raises :class:`PerfscoreError` for floats, rows without a name, and an unknown scheme; an unknown column is a finding.
    """
    from .planning import RuleSet
    from .planning.resolve import resolve
    from .rules.from_rows import table_and_facts

    rules = (scheme if isinstance(scheme, RuleSet) else load(scheme)).for_year(年度)
    problems: list[Problem] = []
    table, facts = table_and_facts(
        rows,
        rules.scheme,
        problems,
        title=标题,
        organisation=单位,
        year=年度,
        scope=评价范围,
        funds=资金,
    )
    if any(p.code.startswith("P") and p.severity == "error" for p in problems):
        raise PerfscoreError(problems)
    plan = resolve(table, rules.scheme, rules.language, year=年度, lenient=True)
    return _checked(plan, facts, problems)


def read_target(
    text: str, *, nature: str | None = None, unit: str | None = None, language: Language | None = None
) -> Target:
    """Read 年度指标值; ``nature`` (指标性质) and ``unit`` (度量单位) are what split columns add. Never raises on text."""
    from .language import default_language

    return (language or default_language()).read_target(text, nature=nature, unit=unit)


def read_actual(text: str, *, unit: str | None = None, language: Language | None = None) -> Actual:
    """Read 实际完成值; ``unit`` is that of the heading, where it has one. Never raises on text."""
    from .language import default_language

    return (language or default_language()).read_actual(text, unit=unit)


def read_clause(text: str, *, language: Language | None = None) -> Clause:
    """Read 评分标准. Never raises on text."""
    from .clauses import read_clause as read
    from .language import default_language

    return read(text, language=language or default_language())


def to_sql(rules: RuleSet | Plan, **options: Any) -> str:
    """Return SQL for DuckDB or PostgreSQL that scores every record of a table, with the same digits as :func:`evaluate`.

    The options are those of :func:`perfscore.sql.writing.to_sql`: ``dialect``, ``table``, ``fields``, ``extra``,
    ``units``, ``types``, ``places``, ``words``, ``keep``, ``view`` and ``detail``. Needs the extra ``sql``. Raises
    :class:`PerfscoreError` with every row and choice that cannot be done exactly.
    """
    from .sql.writing import to_sql as write

    return write(rules, **options)
