"""Bodies → what is asked for. Keys and kinds are held against what /openapi.json says; all problems at once."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from attrs import frozen

from ..base.problem import Problem, problem
from .exactjson import shown

__all__ = [
    "MAX_ROWS",
    "MAX_TEXTS",
    "YEARS",
    "Check",
    "Read",
    "RulesRef",
    "Score",
    "ScoreRecords",
    "ScoreRows",
    "read_check",
    "read_read",
    "read_score",
    "read_score_records",
    "read_score_rows",
]

MAX_ROWS = 20_000
"""Rows of one table."""
MAX_TEXTS = 1000
"""Texts of one request to read."""
DETAILS = ("totals", "range", "rows")
"""How much of each record's result is answered."""
YEARS = (1949, 2200)

_KINDS: dict[str, tuple[str, str]] = {
    "text": ("文字", "a string"),
    "whole": ("整数", "an integer"),
    "mapping": ("对象", "an object"),
    "list": ("数组", "an array"),
    "facts": ("对象或 YAML 文字", "an object or YAML text"),
    "money": ("对象或对象的数组", "an object or an array of objects"),
}


@frozen
class RulesRef:
    """Rules by pack id, by the name of a loaded file, or as YAML text: ``kind`` is ``pack``, ``name`` or ``text``.

    ``digest`` is that of the plan the client means, or empty.
    """

    kind: str
    value: str
    digest: str = ""


@frozen
class Score:
    """A table to be scored: facts as a mapping or as YAML text."""

    rules: RulesRef
    facts: Mapping[str, Any] | str
    year: int | None


@frozen
class ScoreRows:
    """Rows to be scored under a scheme."""

    rules: RulesRef | None
    rows: list[Any]
    funds: Any
    title: str
    unit: str
    year: int | None
    scope: str


@frozen
class ScoreRecords:
    """Flat records of one table to be scored; ``detail`` is one of :data:`DETAILS`."""

    rules: RulesRef
    records: list[dict[str, Any]]
    fields: dict[str, str] | None
    units: dict[str, str] | None
    detail: str
    year: int | None


@frozen
class Check:
    """A text of rules, facts or cases to be checked; ``name`` stands in places."""

    text: str
    name: str


@frozen
class Read:
    """Texts to be read: ``kind`` is ``target``, ``actual`` or ``clause``."""

    kind: str
    texts: list[str]
    nature: str | None
    unit: str | None


class _Fields:
    """The keys of one object. A key that is null counts as left out."""

    def __init__(self, value: Any, where: str, known: tuple[str, ...], problems: list[Problem]) -> None:
        self.where, self.problems = where, problems
        self.given: dict[str, Any] = {}
        if not isinstance(value, dict):
            self.wrong(where or "请求体", "mapping", value)
            self.broken = True
            return
        self.broken = False
        for key, item in value.items():
            if key not in known:
                problems.append(_unknown(key, known))
            elif item is not None:
                self.given[key] = item

    def path(self, key: str) -> str:
        return f"{self.where}/{key}" if self.where else key

    def wrong(self, key: str, kind: str, value: Any) -> None:
        zh, en = _KINDS[kind]
        got, got_en = _kind_of(value)
        params = {"key": key, "wanted": zh, "wanted_en": en, "got": got, "got_en": got_en}
        self.problems.append(problem("H004", params=params))

    def missing(self, key: str) -> None:
        if not self.broken:
            self.problems.append(problem("H003", key=self.path(key)))

    def get(self, key: str, kind: str, required: bool = False) -> Any:
        """Return the value if it is of the kind; a wrong kind, or a required key left out, is a problem."""
        value = self.given.get(key)
        if value is None:
            if required:
                self.missing(key)
            return None
        if not _is(value, kind):
            self.wrong(self.path(key), kind, value)
            return None
        return value

    def text(self, key: str) -> str:
        return str(self.get(key, "text") or "")

    def items(self, key: str, kind: str, most: int, measure: str) -> list[Any]:
        """Return a list of at most so many values of one kind; it must be there and hold one at least."""
        items = self.get(key, "list", required=True)
        for number, item in enumerate(items or (), 1):
            if not _is(item, kind):
                self.wrong(f"{key}/{number}", kind, item)
                break
        if items is not None and not 1 <= len(items) <= most:
            params = {"key": key, "low": f"1 {measure}", "high": f"{most} {measure}", "got": f"{len(items)} {measure}"}
            self.problems.append(problem("H013", params=params))
        return items or []

    def texts(self, key: str) -> dict[str, str] | None:
        """Return a mapping of texts to texts."""
        value = self.get(key, "mapping")
        for name, item in (value or {}).items():
            if not isinstance(item, str):
                self.wrong(f"{key}/{shown(name)}", "text", item)
                break
        return None if value is None else dict(value)

    def year(self) -> int | None:
        value = self.get("year", "whole")
        if value is not None and not YEARS[0] <= value <= YEARS[1]:
            params = {"key": self.path("year"), "low": YEARS[0], "high": YEARS[1], "got": value}
            self.problems.append(problem("H013", params=params))
            return None
        return None if value is None else int(value)


def _is(value: Any, kind: str) -> bool:
    match kind:
        case "text":
            return isinstance(value, str)
        case "whole":
            whole = isinstance(value, Decimal) and value == value.to_integral_value()
            return whole or (isinstance(value, int) and not isinstance(value, bool))
        case "mapping":
            return isinstance(value, dict)
        case "list":
            return isinstance(value, list)
        case "money":
            return isinstance(value, dict) or (
                isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)
            )
        case _:
            return isinstance(value, str | dict)


def _kind_of(value: Any) -> tuple[str, str]:
    match value:
        case None:
            return "空值", "null"
        case bool():
            return "真假值", "a boolean"
        case int() | Decimal():
            return "数", "a number"
        case str():
            return "文字", "a string"
        case list():
            return "数组", "an array"
        case _:
            return "对象", "an object"


def _unknown(key: str, known: tuple[str, ...]) -> Problem:
    from difflib import get_close_matches

    near = get_close_matches(key[:40], known, 1, 0.6)
    return problem("H005", key=shown(key), known="、".join(known), near=near[0] if near else "")


def _rules(value: Any, problems: list[Problem], *, digest: bool) -> RulesRef | None:
    known = ("pack", "name", "text", "digest") if digest else ("pack", "name", "text")
    fields = _Fields(value, "rules", known, problems)
    if fields.broken:
        return None
    chosen = [k for k in ("pack", "name", "text") if k in fields.given]
    if len(chosen) != 1:
        problems.append(problem("H011", key="rules"))
        return None
    text = fields.get(chosen[0], "text")
    wanted = fields.text("digest") if digest else ""
    return None if text is None else RulesRef(chosen[0], text, wanted)


def read_score(value: Any, problems: list[Problem]) -> Score | None:
    """Read the body of ``/v1/score``; None where a problem was added."""
    fields = _Fields(value, "", ("rules", "facts", "year"), problems)
    given = fields.get("rules", "mapping", required=True)
    rules = None if given is None else _rules(given, problems, digest=True)
    facts = fields.get("facts", "facts", required=True)
    year = fields.year()
    return None if problems or rules is None else Score(rules, facts, year)


def read_score_rows(value: Any, problems: list[Problem]) -> ScoreRows | None:
    """Read the body of ``/v1/score-rows``; None where a problem was added."""
    fields = _Fields(value, "", ("rows", "rules", "funds", "title", "unit", "year", "scope"), problems)
    given = fields.get("rules", "mapping")
    rules = None if given is None else _rules(given, problems, digest=False)
    rows = fields.items("rows", "mapping", MAX_ROWS, "行")
    funds = fields.get("funds", "money")
    out = ScoreRows(rules, rows, funds, fields.text("title"), fields.text("unit"), fields.year(), fields.text("scope"))
    return None if problems else out


def read_score_records(value: Any, problems: list[Problem]) -> ScoreRecords | None:
    """Read the body of ``/v1/score-records``; None where a problem was added."""
    fields = _Fields(value, "", ("rules", "records", "fields", "units", "detail", "year"), problems)
    given = fields.get("rules", "mapping", required=True)
    rules = None if given is None else _rules(given, problems, digest=True)
    records = fields.items("records", "mapping", MAX_ROWS, "条")
    names, units = fields.texts("fields"), fields.texts("units")
    detail = fields.text("detail") or DETAILS[0]
    if detail not in DETAILS:
        problems.append(problem("H012", key="detail", known="、".join(DETAILS), text=shown(detail)))
    year = fields.year()
    return None if problems or rules is None else ScoreRecords(rules, records, names, units, detail, year)


def read_check(value: Any, problems: list[Problem]) -> Check | None:
    """Read the body of ``/v1/check``; None where a problem was added."""
    fields = _Fields(value, "", ("text", "name"), problems)
    text = fields.get("text", "text", required=True)
    name = fields.text("name")
    return None if problems else Check(text, name or "<请求>")


def read_read(value: Any, problems: list[Problem]) -> Read | None:
    """Read the body of ``/v1/read``; None where a problem was added."""
    kind = value.get("as") if isinstance(value, dict) else None
    more = {"target": ("nature", "unit"), "actual": ("unit",)}.get(kind, ()) if isinstance(kind, str) else ()
    fields = _Fields(value, "", ("as", "texts", *more), problems)
    kind = fields.get("as", "text", required=True)
    if kind is not None and kind not in ("target", "actual", "clause"):
        problems.append(problem("H012", key="as", known="target、actual、clause", text=shown(kind)))
    texts = fields.items("texts", "text", MAX_TEXTS, "条")
    nature, unit = (fields.get(k, "text") if k in more else None for k in ("nature", "unit"))
    return None if problems else Read(kind, texts, nature, unit)
