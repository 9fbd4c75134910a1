"""What is asked for → the answer, as bytes of JSON. Runs in an evaluator process; never raises for bad input.

``evaluate``, ``score_rows`` and the compiled scorer are called in :meth:`Desk._score`, :meth:`Desk._score_rows` and
:meth:`Desk._score_records` and nowhere else in the service.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import frozen

from ..api import check_source, evaluate, read_actual, read_clause, read_facts, read_target, render, score_rows
from ..base.exact import plain
from ..base.frames import frames
from ..base.problem import PerfscoreError, Problem, problem
from ..compiling.fields import ACTUAL, fields_of, known_keys
from ..evaluation.values import Evaluation
from ..planning import Plan
from ..rules import Facts
from ..rules.loading import read_document
from ..rules.table import EXECUTION
from ..source import source_from_text
from . import requests as asked
from .book import RuleBook
from .exactjson import read_json, write_json

__all__ = ["Desk", "Reply", "refusal"]

_MOST_CODES = 20
DEFAULT_SCHEME = asked.RulesRef("pack", "national/self-evaluation-2021")
_FACTS = "<数据>"


@frozen
class Reply:
    """An answer: HTTP status, JSON, and what the log may say of it.

    ``digest`` is that of the plan, ``codes`` those of problems or findings, ``note`` the place of an error of our own.
    """

    status: int
    body: bytes
    digest: str = ""
    codes: tuple[str, ...] = ()
    note: str = ""


class Refused(Exception):
    """The request cannot be answered: status and problems."""

    def __init__(self, status: int, problems: list[Problem]) -> None:
        super().__init__(status, problems)
        self.status, self.problems = status, problems


def refusal(status: int, problems: list[Problem] | tuple[Problem, ...], **more: Any) -> Reply:
    """Return the answer that lists problems."""
    body = write_json({"problems": [p.to_dict() for p in problems], **more})
    return Reply(status, body, codes=_codes(problems))


def _codes(problems: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.code for p in problems))[:_MOST_CODES]


class Desk:
    """Answers requests by the rules of one book."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book

    def answer(self, op: str, body: bytes) -> Reply:
        """Answer ``op``: ``score``, ``score-rows``, ``score-records``, ``check``, ``read``, ``packs`` or ``entries``."""
        try:
            match op:
                case "packs":
                    return Reply(200, write_json({"packs": self.book.packs()}))
                case "entries":
                    return self._entries()
                case "score":
                    return self._score(_taken(body, asked.read_score))
                case "score-rows":
                    return self._score_rows(_taken(body, asked.read_score_rows))
                case "score-records":
                    return self._score_records(_taken(body, asked.read_score_records))
                case "check":
                    return self._check(_taken(body, asked.read_check))
                case _:
                    return _read(_taken(body, asked.read_read))
        except Refused as refused:
            return refusal(refused.status, refused.problems)
        except PerfscoreError as error:
            return refusal(422, error.problems)

    def _entries(self) -> Reply:
        entries, problems = self.book.entries()
        if problems:
            return refusal(422, problems, framed=frames(problems))
        return Reply(200, write_json({"rules": [e.to_dict() for e in entries]}))

    def _score(self, wanted: asked.Score) -> Reply:
        problems: list[Problem] = []
        plan = facts = None
        try:
            plan = self.book.plan(wanted.rules, wanted.year)
        except PerfscoreError as error:
            problems += error.problems
        try:
            facts = _facts(wanted.facts)
        except PerfscoreError as error:
            problems += error.problems
        if plan is None or facts is None:
            raise PerfscoreError(problems)
        _demand_digest(plan, wanted.rules.digest)
        return _scored(evaluate(plan, facts))

    def _score_rows(self, wanted: asked.ScoreRows) -> Reply:
        result = score_rows(
            wanted.rows,
            self.book.rules(wanted.rules or DEFAULT_SCHEME),
            资金=wanted.funds,
            标题=wanted.title,
            单位=wanted.unit,
            年度=wanted.year,
            评价范围=wanted.scope,
        )
        return _scored(result)

    def _score_records(self, wanted: asked.ScoreRecords) -> Reply:
        """Score flat records with the plan compiled once; what is wrong with one does not keep the others from theirs."""
        plan = self.book.plan(wanted.rules, wanted.year)
        _demand_digest(plan, wanted.rules.digest)
        fields = _fields(plan, wanted.records) if wanted.fields is None else wanted.fields
        scorer = self.book.scorer(wanted.rules, wanted.year, fields, wanted.units)
        results: list[dict[str, Any]] = []
        found: list[Problem] = []
        for record in wanted.records:
            try:
                results.append(_brief(scorer(record), wanted.detail))
            except PerfscoreError as error:
                found += error.problems[:1]
                results.append({"problems": [p.to_dict() for p in error.problems]})
        rules = {"id": plan.id, "title": plan.scheme.title, "year": plan.year, "digest": plan.digest}
        body = write_json({"rules": rules, "results": results})
        return Reply(200, body, plan.digest, _codes(found))

    def _check(self, wanted: asked.Check) -> Reply:
        source = self.book.text(wanted.text, wanted.name)
        kind = read_document(source).kind
        try:
            problems = check_source(source)
        except PerfscoreError as error:
            problems = error.problems
        said = {"name": wanted.name, "kind": kind, "problems": [p.to_dict() for p in problems]}
        return Reply(200, write_json(said), codes=_codes(problems))


def _taken(body: bytes, read: Callable[[Any, list[Problem]], Any]) -> Any:
    """Return what a body asks for; raises :class:`Refused`, with every problem of its form.

    A number too long is no mistake of form: JSON, and what /openapi.json says of it, allow any.
    """
    problems: list[Problem] = []
    value = read_json(body, problems)
    wanted = None if problems else read(value, problems)
    if problems:
        raise Refused(422 if all(p.code == "H008" for p in problems) else 400, problems)
    return wanted


def _demand_digest(plan: Plan, wanted: str) -> None:
    """Raise :class:`Refused` where the client means other rules than these."""
    if wanted and plan.digest != wanted:
        params = {"name": plan.id, "got": plan.digest, "wanted": wanted[:80]}
        raise Refused(409, [problem("H025", params=params)])


def _fields(plan: Plan, records: list[dict[str, Any]]) -> dict[str, str] | None:
    """Return the keys of records that name none: the usual ones, and what any of them says beside its rows (自评得分 …)."""
    usual = fields_of(plan).keys
    rows = {*usual, EXECUTION}
    said = {key for record in records for key in record if key.rpartition("_")[0] in rows}
    more = [key for key in known_keys(plan) if key in said and key not in usual and not key.endswith(f"_{ACTUAL}")]
    return {key: key for key in (*usual, *more)} if more else None


def _brief(result: Evaluation, detail: str) -> dict[str, Any]:
    """Return what a record came to. Rows and the range are worked out only where they are asked for."""
    out: dict[str, Any] = {
        "total": plain(result.total),
        "full_score": plain(result.full_score),
        "settled": result.settled,
        "grade": result.grade,
    }
    if detail != "totals":
        out["range"] = {"low": plain(result.low), "high": plain(result.high)}
    if detail == "rows":
        out["rows"] = [
            {
                "id": row.id,
                "name": row.name,
                "score": None if row.score is None else plain(row.score),
                "outcome": row.outcome,
                "basis": row.basis,
                "met": row.met,
            }
            for row in result.rows
        ]
    return out


def _facts(given: Any) -> Facts:
    """Read facts; they may name no other files. Raises :class:`PerfscoreError`."""
    facts = read_facts(source_from_text(given, _FACTS) if isinstance(given, str) else given)
    if facts.links:
        raise PerfscoreError([problem("H024", place=link.place) for link in facts.links])
    return facts


def _scored(result: Evaluation) -> Reply:
    text = render(result, "json", indent=None)
    body = text if isinstance(text, bytes) else text.encode("utf-8")
    return Reply(200, body, result.rules.digest, _codes(result.findings))


def _read(wanted: asked.Read) -> Reply:
    readings: list[dict[str, Any]] = []
    found: list[Problem] = []
    for text in wanted.texts:
        reading: Any
        match wanted.kind:
            case "target":
                reading = read_target(text, nature=wanted.nature, unit=wanted.unit)
            case "actual":
                reading = read_actual(text, unit=wanted.unit)
            case _:
                reading = read_clause(text)
        found += reading.problems
        unread = any(p.severity == "error" for p in reading.problems)
        canonical = None if unread else str(reading)
        readings.append({"text": text, "canonical": canonical, "reading": reading.to_dict()})
    return Reply(200, write_json({"as": wanted.kind, "readings": readings}), codes=_codes(found))
