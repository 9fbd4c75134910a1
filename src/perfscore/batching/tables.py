"""One item → its records: what the summary needs of a scored table, as plain JSON, or why it could not be scored."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from attrs import evolve

from ..api import evaluate, load, read_facts, score_rows
from ..base.exact import plain, total
from ..base.problem import PerfscoreError, Problem, problem
from ..documents import Imported, has_base_data, import_tables, open_document, write_yaml
from ..documents.choosing import scheme_for
from ..evaluation.values import Evaluation
from ..planning import RuleSet
from ..rendering.labels import labels_for
from ..rendering.view import finding_reason
from ..rules.cells import points_of
from .inputs import Item

__all__ = ["Record", "records_of"]

Record = dict[str, Any]
"""Plain JSON: ``id``, ``status`` (``scored``, ``failed`` or ``skipped``) and, by status, figures and findings, or problems."""

_ZH = labels_for("zh")
FACTORS = {"error": 3, "warning": 2, "ask": 1}
"""How much a finding weighs beside the points it is about."""


def records_of(item: Item, rules: RuleSet | None, rules_id: str | None) -> list[Record]:
    """Score an item; never raises: what goes wrong is the record of a failure. A document may hold several tables."""
    try:
        match item.kind:
            case "files":
                return [_files(item, rules)]
            case "document":
                return _document(item, rules_id)
            case "rows":
                return [_rows(item, rules)]
            case _:
                return [failed(item.id, item.problems)]
    except PerfscoreError as error:
        return [failed(item.id, error.problems)]
    except Exception as error:
        return [failed(item.id, [problem("P963", kind=type(error).__name__, text=str(error)[:200])])]


def failed(name: str, problems: Any) -> Record:
    """Return the record of a table that could not be scored."""
    return {"id": name, "status": "failed", "problems": [p.to_dict() for p in problems]}


def _files(item: Item, rules: RuleSet | None) -> Record:
    """Score a pair of files; where a scheme was asked for, it takes the place of the table's own."""
    table_path, facts_path = item.paths
    loaded = load(table_path if table_path.endswith((".yaml", ".yml")) else f"{table_path}")
    if rules is not None and loaded.table is not None:
        chosen = rules.for_year(loaded.table.year)
        loaded = evolve(chosen, table=loaded.table)
    facts = read_facts(facts_path)
    result = evaluate(loaded, facts)
    return _record(item.id, result, facts.total_self.text)


def _document(item: Item, rules_id: str | None) -> list[Record]:
    document = open_document(item.paths[0])
    try:
        tables = import_tables(document)
    except PerfscoreError as error:
        if error.problems[0].code in ("I926", "I956") and has_base_data(document):
            why, why_en = "只有基础数据表，没有绩效指标表", "holds base data and no table of indicators"
            skipped = problem("I948", name=item.id, why=why, why_en=why_en)
            return [{"id": item.id, "status": "skipped", "problems": [skipped.to_dict()]}]
        raise
    out = []
    for number, table in enumerate(tables, 1):
        name = item.id if number == 1 else f"{item.id}#{number}"
        try:
            out.append(_imported(name, table, rules_id))
        except PerfscoreError as error:
            out.append(failed(name, error.problems))
    return out


def _imported(name: str, table: Imported, rules_id: str | None) -> Record:
    """Score exactly what ``perfscore import`` would write."""
    scheme_id, scheme = scheme_for(rules_id, table.year)
    written = write_yaml(table, scheme, scheme_id)
    result = evaluate(load(written.table), read_facts(written.facts))
    return _record(name, result, table.total.get("自评得分", ""), (*table.problems, *written.problems))


def _rows(item: Item, rules: RuleSet | None) -> Record:
    about = item.about
    year = points_of(str(about.get("年度", "")).removesuffix("度").removesuffix("年"))
    chosen = rules if rules is not None else load(scheme_for(None, int(year) if year is not None else None)[0])
    result = score_rows(
        [{k: v for k, v in row.items() if v is not None} for row in item.rows],
        chosen,
        资金=about.get("资金"),
        标题=str(about.get("标题", "")),
        单位=str(about.get("单位", "")),
        年度=int(year) if year is not None else None,
    )
    return _record(item.id, result, str(about.get("自评总分", "")))


def _record(name: str, result: Evaluation, stated: str, more: tuple[Problem, ...] = ()) -> Record:
    selves = [r.self_score for r in result.rows if r.self_score is not None]
    printed = points_of(stated) if stated else None
    result = evolve(result, self_total=printed)
    account = result.total_reason
    differences = [
        {
            "row": r.where,
            "target": r.target,
            "actual": r.actual,
            "max_score": plain(r.max_score),
            "printed": plain(r.self_score),
            "computed": plain(r.computed_score),
            "difference": plain(total((r.self_score, r.computed_score.copy_negate()))),
            "reason": "" if r.likely_reason is None else r.likely_reason.zh,
        }
        for r in result.rows
        if r.self_score is not None and r.computed_score is not None and r.self_score != r.computed_score
    ]
    return {
        "id": name,
        "status": "scored",
        "title": result.title,
        "unit": result.unit,
        "year": result.rules.year,
        "scheme": result.rules.id,
        "rules_digest": result.rules.digest,
        "facts_digest": result.facts_digest,
        "rows": len(result.rows),
        "pending": sum(r.outcome == "pending" for r in result.rows),
        "total": plain(result.total),
        "full_score": plain(result.full_score),
        "grade": result.grade,
        "low": plain(result.low),
        "high": plain(result.high),
        "printed_total": None if printed is None else plain(printed),
        "printed_sum": plain(total(selves)) if selves else None,
        "by_basis": {k: plain(v) for k, v in result.points_by_basis().items()},
        "total_reason": "" if account is None else account.zh,
        "differences": differences,
        "findings": [_finding(f, result) for f in result.findings] + [_finding(p, result) for p in more],
    }


def _finding(item: Problem, result: Evaluation) -> dict[str, str]:
    """Return a finding with its weight: its severity's factor times the points of the row or block it is about."""
    where = item.where or (str(item.place) if item.place is not None else "")
    points = next((r.max_score for r in result.rows if where and r.where == where), None)
    if points is None:
        points = next((b.max_score for b in result.blocks if b.name == where), Decimal(0))
    weight = FACTORS[item.severity] * max(points, Decimal(1))
    return {
        "code": item.code,
        "severity": item.severity,
        "where": where,
        "points": plain(points),
        "weight": plain(weight),
        "message": item.message,
        "reason": finding_reason(item, result, _ZH),
    }
