"""Run 校验样例: what a case files goes through plan and evaluation like anything else; the results are held against it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from ..base.exact import plain
from ..base.problem import PerfscoreError, Place, Problem, problem
from ..checks import run as run_checks
from ..evaluation.evaluating import evaluate_plan
from ..evaluation.values import BASES, Evaluation, RowResult
from ..language import Language, default_language
from ..planning import Plan
from ..planning.resolve import resolve
from ..rules.cases import Case, CaseFile, Expected
from ..rules.cells import points_of
from ..rules.facts import Facts
from ..rules.inherit import merge
from ..rules.loading import (
    Document,
    Loaded,
    demand,
    load_document,
    load_family,
    merged,
    open_rules,
    pick_version,
    read_document,
    read_facts_document,
)
from ..rules.packs import family_ids, pack_file
from ..rules.read_cases import read_cases
from ..rules.read_facts import read_facts_node
from ..rules.read_scheme import read_scheme
from ..rules.read_table import read_table
from ..rules.scheme import Scheme
from ..rules.table import Table
from ..source import Mapping, read_source

__all__ = ["CaseResult", "Difference", "run_cases", "run_file"]

UNGRADED = "不定"


@frozen
class Difference:
    """One expectation that was not met; ``explanation`` holds the steps of the row it is about."""

    what: str
    name: str
    expected: str
    actual: str
    explanation: str = ""
    place: Place | None = field(default=None, eq=False)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        out = {"what": self.what, "name": self.name, "expected": self.expected, "actual": self.actual}
        return {**out, "explanation": self.explanation} if self.explanation else out


@frozen
class CaseResult:
    """What came of one case. It failed where something differs, or where it could not be run (``problems``)."""

    case: Case
    checked: int
    differences: tuple[Difference, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def passed(self) -> bool:
        """Tell whether everything expected came out."""
        return not self.differences and not self.problems

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        out: dict[str, Any] = {"name": self.case.name, "passed": self.passed, "checked": self.checked}
        if self.differences:
            out["differences"] = [d.to_dict() for d in self.differences]
        if self.problems:
            out["problems"] = [p.to_dict() for p in self.problems]
        return out


def run_file(path: str | os.PathLike[str]) -> tuple[CaseFile, tuple[CaseResult, ...]]:
    """Run all cases of a file. Raises :class:`PerfscoreError` where the file itself has errors."""
    return run_cases(read_document(read_source(path)))


def run_cases(document: Document) -> tuple[CaseFile, tuple[CaseResult, ...]]:
    """Run all cases of a document. Raises :class:`PerfscoreError` where the document itself has errors."""
    problems = list(document.problems)
    if document.kind != "cases" or document.node is None:
        demand(problems)
        place = document.node.place if document.node is not None else None
        raise PerfscoreError([problem("R678", place=place, name=document.source.name)])
    file = read_cases(document.node, problems)
    demand(problems)
    assert file is not None
    return file, tuple(run_case(c, document.folder) for c in file.cases)


def run_case(case: Case, folder: Path) -> CaseResult:
    """Run one case; ``folder`` is where relative file names start from."""
    wanted = {e.name for e in case.expected if e.what == "错误"}
    try:
        result = _evaluate(case, folder)
    except PerfscoreError as error:
        got = {p.code for p in error.problems if p.severity == "error"}
        if wanted:
            return CaseResult(case, len(wanted), tuple(_codes("错误", case, got)))
        placed = tuple(p if p.place or case.place is None else p.at(case.place) for p in error.problems)
        return CaseResult(case, 0, problems=placed)
    if wanted:
        missing = [
            Difference("错误", e.name, "应当拒绝", "没有拒绝", place=e.place) for e in case.expected if e.name in wanted
        ]
        return CaseResult(case, len(wanted), tuple(missing))
    differences = [d for e in case.expected if (d := _compare(e, result)) is not None]
    return CaseResult(case, len(case.expected), tuple(differences))


def _codes(what: str, case: Case, got: set[str]) -> list[Difference]:
    text = "、".join(sorted(got)) or "没有"
    return [
        Difference(what, e.name, e.name, text, place=e.place)
        for e in case.expected
        if e.what == what and e.name not in got
    ]


# --- from a case to an evaluation ---------------------------------------------------------------------------------


def _evaluate(case: Case, folder: Path) -> Evaluation:
    problems: list[Problem] = []
    loaded, document = _load(case, folder, problems)
    scheme, table = loaded.scheme, loaded.table
    year = case.year if case.year is not None else table.year if table is not None else None
    if loaded.versions:
        scheme = pick_version(loaded.versions, year, case.place, problems)
    if case.changes is not None and document is not None and table is None:
        scheme = _changed(document, case.changes, problems)
    if case.table is not None:
        table = read_table(case.table, problems)
    demand(problems)
    if scheme is None or table is None:
        raise PerfscoreError([problem("R646", place=case.place, scheme=case.rules)])
    plan = _plan(table, scheme, year, case)
    facts = _facts(case, folder, problems)
    demand(problems)
    result = evaluate_plan(plan, facts)
    return evolve(result, findings=(*result.findings, *run_checks(plan, facts, result)))


def _load(case: Case, folder: Path, problems: list[Problem]) -> tuple[Loaded, Document | None]:
    name = case.rules
    if family_ids(name) and pack_file(name) is None:
        family = load_family(name, problems)
        if family is not None:
            return family, None
    document = open_rules(str(folder / name) if name.endswith((".yaml", ".yml")) else name)
    return load_document(document, problems), document


def _changed(document: Document, changes: Mapping, problems: list[Problem]) -> Scheme | None:
    """Lay the case's changes over the scheme, as a scheme based on it would."""
    whole, parents = merged(document, problems)
    if whole is None:
        return None
    own = tuple((k, v) for k, v in whole.entries if k.text.strip() in ("格式", "评分办法", "编号", "说明"))
    return read_scheme(
        merge(whole, Mapping((*own, *changes.entries), changes.place), problems), problems, parents=parents
    )


def _plan(table: Table, scheme: Scheme, year: int | None, case: Case) -> Plan:
    plan = resolve(table, scheme, _language(scheme), year=year, lenient=case.loose)
    demand(plan.problems)
    return plan


def _language(scheme: Scheme) -> Language:
    language = default_language()
    return language.with_words(dict(scheme.words)) if scheme.words else language


def _facts(case: Case, folder: Path, problems: list[Problem]) -> Facts:
    if case.facts_file:
        facts = read_facts_document(read_document(read_source(folder / case.facts_file)), problems)
    else:
        facts = read_facts_node(case.facts, problems) if case.facts is not None else None
        facts = None if facts is None else evolve(facts, title="")
    return facts or Facts()


# --- what was expected --------------------------------------------------------------------------------------------


def _compare(wanted: Expected, result: Evaluation) -> Difference | None:
    match wanted.what:
        case "得分":
            return _row(wanted, result)
        case "计分依据":
            return _basis(wanted, result)
        case "一级":
            block = next((b for b in result.blocks if b.name == wanted.name), None)
            return _points(wanted, None if block is None else plain(block.score))
        case "核对" | "不核对":
            codes = {f.code for f in result.findings}
            if (wanted.name in codes) == (wanted.what == "核对"):
                return None
            has = "有" if wanted.name in codes else "没有"
            return Difference(
                wanted.what, wanted.name, "有" if wanted.what == "核对" else "没有", has, place=wanted.place
            )
        case "等级":
            grade = result.grade or UNGRADED
            return (
                None
                if wanted.text == grade
                else Difference("等级", "", wanted.text, grade, _notes(result), wanted.place)
            )
        case _:
            values = {"总分": result.total, "满分": result.full_score, "最低": result.low, "最高": result.high}
            return _points(wanted, plain(values[wanted.what]), _notes(result))


def _points(wanted: Expected, got: str | None, explanation: str = "") -> Difference | None:
    value = points_of(wanted.text)
    if got is not None and value is not None and plain(value) == got:
        return None
    actual = "没有这一项" if got is None else got
    return Difference(wanted.what, wanted.name, wanted.text, actual, explanation, wanted.place)


def _notes(result: Evaluation) -> str:
    return "；".join(s.text for s in result.notes)


def _find(name: str, result: Evaluation) -> RowResult | None:
    try:
        return result.row(name)
    except KeyError:
        return None


def _row(wanted: Expected, result: Evaluation) -> Difference | None:
    row = _find(wanted.name, result)
    if row is None:
        return Difference("得分", wanted.name, wanted.text, "没有这一行", place=wanted.place)
    words = {"pending": "待人工认定", "not_applicable": "不适用"}
    said = words.get(row.outcome, "")
    got = said if row.score is None else plain(row.score)
    value = points_of(wanted.text)
    if wanted.text == said or (value is not None and row.score is not None and plain(value) == got):
        return None
    return Difference("得分", wanted.name, wanted.text, got, row.explanation, wanted.place)


def _basis(wanted: Expected, result: Evaluation) -> Difference | None:
    row = _find(wanted.name, result)
    got = "没有这一行" if row is None else BASES[row.basis] if row.basis else "无"
    return None if got == wanted.text else Difference("计分依据", wanted.name, wanted.text, got, place=wanted.place)
