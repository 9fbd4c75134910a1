"""Room: api — the functions of ``import perfscore``. Each is a thin door to a room; nothing is computed here.

A room is imported when a function first needs it: reading a target loads no renderer, loading rules no cross-check.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in ``perfscore/__init__.py``
if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from .auditing import StoredResult, Verification
    from .base.events import Event
    from .base.problem import Problem
    from .base.step import Step
    from .checks import Report
    from .clauses import Clause
    from .compiling import Scorer
    from .evaluation.values import Evaluation
    from .language import Actual, Language, Target
    from .planning import Plan, RuleSet
    from .rules import Facts
    from .source import Source

__all__ = [
    "check",
    "check_source",
    "evaluate",
    "load",
    "read_actual",
    "read_clause",
    "read_facts",
    "read_result",
    "read_target",
    "render",
    "score_rows",
    "scorer",
    "to_sql",
    "verify",
]

DEFAULT_SCHEME = "national/self-evaluation-2021"


def load(source: str | os.PathLike[str]) -> RuleSet:
    """Read rules: an indicator table with its scheme, or a scheme alone.

    ``source`` is a path-like object, a path ending in ``.yaml``/``.yml``, a pack id such as
    ``national/self-evaluation-2021`` (which never falls back to the disk), or YAML text containing a line break.
    Raises :class:`PerfscoreError` carrying every problem found if one of them is an error.
    """
    from .base.events import listening
    from .planning import load_rules

    event = listening("rules")
    rules = load_rules(source)
    if event is not None:
        event("read", kind="scheme" if rules.table is None else "table", **_counts(rules.problems))
    return rules


def read_facts(source: str | os.PathLike[str] | Mapping[str, Any] | Source) -> Facts:
    """Read 填报数据 from a file, from YAML text containing a line break, or from a mapping with the same keys.

    In a mapping values are str, int or Decimal; a float is refused, because it does not hold decimal fractions
    exactly. Raises :class:`PerfscoreError` carrying every problem found if one of them is an error.
    """
    import os
    from collections.abc import Mapping

    from attrs import evolve

    from .base.events import DEBUG, listening
    from .base.gathering import Gathered
    from .base.problem import PerfscoreError, problem
    from .rules.from_mapping import as_yaml
    from .rules.loading import demand, read_document, read_facts_document
    from .source import Source, read_source, source_from_text

    event = listening("facts", DEBUG)
    problems: list[Problem] = Gathered()
    named = not isinstance(source, Mapping) or bool(source.get("填报数据"))
    if isinstance(source, Mapping):
        given = source if "格式" in source else {"格式": "perfscore/1", **source}
        given = given if named else {**given, "填报数据": "<数据>"}
        text = as_yaml(given, problems)
        demand(problems)
        document = read_document(source_from_text(text, "<数据>"))
    elif isinstance(source, Source):
        document = read_document(source)
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
    if event is not None:
        event("read", filings=len(facts.filings), references=len(facts.references), **_counts(problems))
    return facts if named else evolve(facts, title="")


def evaluate(rules: RuleSet | Plan, facts: Facts | Mapping[str, Any] | str | os.PathLike[str]) -> Evaluation:
    """Score a table and cross-check it.

    ``rules`` is what :func:`load` returned (planned for the table's own year) or a plan; ``facts`` what
    :func:`read_facts` returned, or anything it takes. Raises :class:`PerfscoreError` where rules or facts are
    unusable or do not belong together; whatever else is wrong with what was filed becomes a finding.
    """
    from .base.events import listening
    from .base.problem import PerfscoreError, problem
    from .planning import Plan, RuleSet
    from .rules import Facts

    event = listening("evaluate")
    if isinstance(rules, RuleSet):
        plan = rules.plan()
    elif isinstance(rules, Plan):
        plan = rules
    else:
        raise PerfscoreError([problem("P956", kind=type(rules).__name__)])
    filed = facts if isinstance(facts, Facts) else read_facts(facts)
    result = _checked(plan, filed)
    if event is not None:
        _tell(event, result)
    return result


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
    from ._version import __version__
    from .base.events import listening
    from .base.problem import PerfscoreError, problem
    from .compiling import Scorer
    from .planning import Plan, RuleSet

    if isinstance(rules, RuleSet):
        rules = rules.plan()
    elif not isinstance(rules, Plan):
        raise PerfscoreError([problem("X857", kind=type(rules).__name__)])
    event = listening("scorer")
    made = Scorer(rules, _checked, fields, units, __version__)
    if event is not None:
        event("compiled", rules=rules.digest, rows=len(rules.rows), coded=made.coded, fields=len(made.fields.keys))
    return made


def _checked(plan: Plan, facts: Facts, more: Iterable[Problem] = ()) -> Evaluation:
    from attrs import evolve

    from ._version import __version__
    from .checks import report as report_checks
    from .evaluation.evaluating import evaluate_plan, unique

    result = evaluate_plan(plan, facts, version=__version__)
    checked = report_checks(plan, facts, result)
    notes = (*result.notes, *_checked_note(checked))
    return evolve(result, findings=unique((*more, *result.findings, *checked.findings)), notes=notes)


def _tell(event: Event, result: Evaluation) -> None:
    """Say that a table was scored: digests and counts, to those who want details the codes of the findings."""
    pending = sum(row.outcome == "pending" for row in result.rows)
    counts = {"rows": len(result.rows), "pending": pending, **_counts(result.findings, "findings")}
    if event.detailed:
        counts["codes"] = ",".join(sorted({found.code for found in result.findings})) or "-"
    event("evaluated", rules=result.rules.digest, facts=result.facts_digest, **counts)


def _counts(problems: Iterable[Problem], name: str = "problems") -> dict[str, str | int]:
    severities = [item.severity for item in problems]
    return {name: len(severities), "errors": severities.count("error")}


def render(evaluation: Evaluation, format: str, *, lang: str = "zh", **options: Any) -> str | bytes:  # noqa: A002
    """Return ``evaluation`` as text, md, csv, json or html, or as bytes of xlsx or docx.

    ``lang`` (zh, en) settles the words around what was filled in; see :func:`perfscore.rendering.render` for the
    options of each format. Raises :class:`PerfscoreError` for an unknown format or option.
    """
    from .rendering import render as write

    return write(evaluation, format, lang=lang, **options)


def _checked_note(checked: Report) -> tuple[Step, ...]:
    """Say how much was checked and held: a short list of findings is no sign that little was looked at."""
    from .base.step import Step

    said = [f"{len(checked.passed)} 处核对相符"] if checked.passed else []
    said += [f"评分办法免除或关闭 {len(checked.silenced)} 处"] if checked.silenced else []
    return (Step("核对", "数字勾稽和文表核对：" + "，".join(said)),) if said else ()


def check(path: str | os.PathLike[str]) -> list[Problem]:
    """Return every problem of a file: rules (planned, if they hold a table) or facts. Never raises."""
    from .base.events import listening
    from .base.problem import PerfscoreError

    event = listening("check")
    try:
        found = list(_check(path))
    except PerfscoreError as error:
        found = list(error.problems)
    if event is not None:
        event("checked", **_counts(found), codes=",".join(sorted({item.code for item in found})) or "-")
    return found


def _check(path: str | os.PathLike[str]) -> tuple[Problem, ...]:
    from .source import read_source

    if isinstance(path, str) and ("\n" in path or not path.endswith((".yaml", ".yml"))):
        return _check_rules(path)
    return check_source(read_source(path))


def check_source(source: Source) -> tuple[Problem, ...]:
    """Return every problem of a text at hand: rules (planned, if they hold a table), facts or cases. Never raises.

    Of thousands of problems the first are returned, with one that says so.
    """
    from .base.gathering import TooMany

    try:
        return _check_document(source)
    except TooMany as error:
        return error.problems


def _check_document(source: Source) -> tuple[Problem, ...]:
    from .base.gathering import Gathered
    from .rules.loading import read_document, read_facts_document
    from .rules.read_cases import read_cases

    document = read_document(source)
    problems: list[Problem] = Gathered()
    match document.kind:
        case "cases":
            problems += document.problems
            if document.node is not None:
                read_cases(document.node, problems)
            return tuple(problems)
        case "facts":
            read_facts_document(document, problems)
            return tuple(problems)
    return _check_rules(source)


def _check_rules(source: str | os.PathLike[str] | Source) -> tuple[Problem, ...]:
    from .base.gathering import Gathered
    from .checks import check_settings
    from .evaluation.evaluating import unique
    from .planning import read_rules
    from .planning.resolve import resolve

    problems: list[Problem] = Gathered()
    rules = read_rules(source, problems)
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
    from .base.events import listening
    from .base.problem import PerfscoreError
    from .planning import RuleSet
    from .planning.resolve import resolve
    from .rules.from_rows import table_and_facts

    event = listening("evaluate")
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
    result = _checked(plan, facts, problems)
    if event is not None:
        _tell(event, result)
    return result


def read_result(source: str | os.PathLike[str] | Mapping[str, Any]) -> StoredResult:
    """Read a result that was written as JSON: a file, JSON text beginning with ``{``, or the mapping it holds.

    Results of earlier versions are read as well. Raises :class:`PerfscoreError` with every problem found; each names
    its JSON path (``rows[3].score``) in ``where``.
    """
    from .auditing import read_result as read
    from .base.events import DEBUG, listening

    event = listening("result", DEBUG)
    stored = read(source)
    if event is not None:
        event("read", payload=stored.digest, intact=str(stored.intact).lower())
    return stored


def verify(
    result: StoredResult | str | os.PathLike[str] | Mapping[str, Any],
    rules: RuleSet | Plan | Evaluation | str | os.PathLike[str] | None = None,
    facts: Facts | Mapping[str, Any] | str | os.PathLike[str] | None = None,
) -> Verification:
    """Compute a written result anew, and compare: rules, facts, version, and every key of the payload.

    ``result`` is what :func:`read_result` returned, or anything it takes. ``rules`` is what :func:`evaluate` or
    :func:`load` takes, ``facts`` what :func:`evaluate` takes; a result that was read from a file may name them
    itself, and then they are looked for beside it and in the working folder. Rules are planned for the year the
    result names. Where the result was not made from files (:func:`score_rows`), pass the evaluation made now
    instead of rules.

    Raises :class:`PerfscoreError` where the result cannot be read, rules or facts are neither given nor found, or
    they do not belong together. That something differs is no error: see :attr:`Verification.same`.
    """
    from .auditing import StoredResult, verify_result
    from .base.events import listening
    from .evaluation.values import Evaluation

    event = listening("verify")
    stored = result if isinstance(result, StoredResult) else read_result(result)
    found = verify_result(stored, rules if isinstance(rules, Evaluation) else _again(stored, rules, facts))
    if event is not None:
        reasons = ",".join(item.code for item in found.reasons) or "-"
        event(
            "verified",
            payload=stored.digest,
            same=str(found.same).lower(),
            differences=len(found.differences),
            reasons=reasons,
        )
    return found


def _again(
    stored: StoredResult,
    rules: RuleSet | Plan | str | os.PathLike[str] | None,
    facts: Facts | Mapping[str, Any] | str | os.PathLike[str] | None,
) -> Evaluation:
    """Compute a written result anew, with what is given and otherwise with the files it names."""
    from .auditing import named_sources
    from .base.problem import PerfscoreError
    from .rules import Facts

    filed = Facts() if facts is None and stored.made_without_facts else facts
    wanted = [kind for kind, value in (("rules", rules), ("facts", filed)) if value is None]
    named = named_sources(stored, wanted)
    given = named["facts"] if filed is None else filed
    problems: list[Problem] = []
    try:
        plan = _plan_for(named["rules"] if rules is None else rules, stored.rules.year)
    except PerfscoreError as error:
        problems += error.problems
    try:
        given = given if isinstance(given, Facts) else read_facts(given)
    except PerfscoreError as error:
        problems += error.problems
    if problems:
        raise PerfscoreError(problems)
    return evaluate(plan, given)


def _plan_for(rules: RuleSet | Plan | str | os.PathLike[str], year: int | None) -> Plan:
    from .planning import Plan, RuleSet

    if isinstance(rules, Plan):
        return rules
    return (rules if isinstance(rules, RuleSet) else load(rules)).plan(year)


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
