"""The payload of a written result → an :class:`Evaluation`, so that it can be read and printed like one just made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from attrs import frozen

from ..base.problem import Problem
from ..base.step import Step
from ..evaluation.reason import Reason
from ..evaluation.values import BlockResult, Evaluation, RowResult, RulesRef

__all__ = ["evaluation_of"]


@frozen
class _Written(Problem):
    """A finding as it was written: its sentence stands in the result, whatever the catalogue says today."""

    says: str = ""

    def text(self, lang: str = "zh") -> str:  # noqa: ARG002
        """Return the sentence as written, which is Chinese in any language."""
        return self.says

    def hints(self, lang: str = "zh") -> tuple[str, ...]:  # noqa: ARG002
        """Return nothing: hints are not written."""
        return ()


def evaluation_of(payload: Mapping[str, Any], version: str, reasons: Iterable[Mapping[str, Any]] = ()) -> Evaluation:
    """Return the evaluation a checked payload tells of; ``reasons`` are the likely reasons of the envelope."""
    rules = payload["rules"]
    told = {item["row"]: Reason(item["text"], item["text"]) for item in reasons}
    rows = tuple(_row(item, told.get(item["id"])) for item in payload["rows"])
    return Evaluation(
        rules=RulesRef(rules["id"], rules["title"], rules["year"], rules["digest"]),
        unit=payload["unit"],
        title=payload["title"],
        rows=rows,
        blocks=tuple(_block(item, rows) for item in payload["blocks"]),
        total=Decimal(payload["total"]),
        full_score=Decimal(payload["full_score"]),
        settled=payload["settled"],
        grade=payload["grade"],
        low=Decimal(payload["range"]["low"]),
        high=Decimal(payload["range"]["high"]),
        findings=tuple(_finding(item) for item in payload["findings"]),
        facts_digest=payload["facts_digest"],
        version=version,
        notes=_steps(payload["notes"]),
        told_reason=told.get(None),
    )


def _row(item: Mapping[str, Any], reason: Reason | None) -> RowResult:
    return RowResult(
        id=item["id"],
        path=tuple(item["path"]),
        goal=item["goal"],
        name=item["name"],
        target=item["target"],
        actual=item["actual"],
        max_score=Decimal(item["max_score"]),
        score=_score(item["score"]),
        self_score=_score(item["self_score"]),
        computed_score=_score(item["computed_score"]),
        review_score=_score(item["review_score"]),
        met=item["met"],
        outcome=item["outcome"],
        basis=item["basis"],
        supporting=item["supporting"],
        low=Decimal(item["range"]["low"]),
        high=Decimal(item["range"]["high"]),
        explain=partial(_steps, item["steps"]),
        guess=partial(_same, reason),
    )


def _same(reason: Reason | None) -> Reason | None:
    return reason


def _score(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _steps(items: list[Mapping[str, str]]) -> tuple[Step, ...]:
    return tuple(Step(item["name"], item["text"], item.get("rests_on")) for item in items)


def _block(item: Mapping[str, Any], rows: tuple[RowResult, ...]) -> BlockResult:
    waiting = sum(row.outcome == "pending" and row.block == item["name"] for row in rows)
    return BlockResult(item["name"], Decimal(item["max_score"]), Decimal(item["score"]), waiting)


def _finding(item: Mapping[str, Any]) -> Problem:
    shown = (("message", item["message"]),)
    return _Written(item["code"], item["severity"], shown, where=item["where"], says=item["message"])
