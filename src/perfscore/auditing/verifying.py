"""A written result against the same result computed now: what differs, and what the likely reasons are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from attrs import field, frozen

from ..base.problem import Problem, problem
from ..evaluation.envelope import payload_digest
from ..evaluation.values import Evaluation
from .comparing import Difference, compare_payloads
from .stored import StoredResult

__all__ = ["Verification", "verify_result"]


@frozen
class Verification:
    """What came of computing a result anew.

    ``same`` says that the payload is the same and, where the result carries a hash, fits it; the library's version
    may differ. ``differences`` are all places where the payload differs. ``reasons`` are the likely reasons, as
    problems of severity ``ask``; where nothing differs there may still be one: that the hash does not fit.
    """

    stored: StoredResult
    computed: Evaluation = field(repr=False)
    differences: tuple[Difference, ...]
    reasons: tuple[Problem, ...]

    @property
    def same(self) -> bool:
        """Tell whether the result stands."""
        return not self.differences and self.stored.intact is not False

    @property
    def rules_same(self) -> bool:
        """Tell whether the plan resolved now has the digest the result names."""
        return self.stored.rules.digest == self.computed.rules.digest

    @property
    def facts_same(self) -> bool:
        """Tell whether the facts have the digest the result names."""
        return self.stored.facts_digest == self.computed.facts_digest

    @property
    def scores_same(self) -> bool:
        """Tell whether all scores, outcomes and ranges, the total and the grade are the same, of the same rows."""
        return not any(map(_of_scores, self.differences))

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        stored, computed = self.stored, self.computed
        found = payload_digest(computed.to_dict())
        return {
            "schema": "perfscore/verification/1",
            "same": self.same,
            "scores_same": self.scores_same,
            "intact": stored.intact,
            "rules": {"old": stored.rules.digest, "new": computed.rules.digest, "same": self.rules_same},
            "facts": {"old": stored.facts_digest, "new": computed.facts_digest, "same": self.facts_same},
            "version": {"old": stored.version, "new": computed.version, "same": stored.version == computed.version},
            "payload": {"stated": stored.payload_sha256, "old": stored.digest, "new": found},
            "differences": [item.to_dict() for item in self.differences],
            "reasons": [{"code": p.code, "message": p.message} for p in self.reasons],
        }


_SCORES = re.compile(r"(?:.*score|total|settled|grade|range\..*|met|outcome|basis)\Z")
_WORDING = re.compile(r"(?:title|unit|explanation|message|rules\.title|steps\[\d+\].*)\Z")


def _of_scores(item: Difference) -> bool:
    """Tell whether a difference is one of scores, or of which rows and blocks there are."""
    if item.part in ("rows", "blocks") and item.kind in ("added", "removed"):
        return True
    return item.part not in ("findings", "notes") and _SCORES.match(item.field) is not None


def _of_wording(item: Difference) -> bool:
    """Tell whether a difference is one of words that no digest covers."""
    return item.part == "notes" or (item.kind == "changed" and _WORDING.match(item.field) is not None)


def verify_result(stored: StoredResult, computed: Evaluation) -> Verification:
    """Compare a written result with the evaluation that its rules and facts give now."""
    differences = compare_payloads(stored.to_dict(), computed.to_dict())
    return Verification(stored, computed, differences, tuple(_reasons(stored, computed, differences)))


def _reasons(stored: StoredResult, computed: Evaluation, differences: tuple[Difference, ...]) -> Iterator[Problem]:
    if stored.intact is False:
        yield problem("V031")
    if not differences:
        return
    rules = stored.rules.digest != computed.rules.digest
    facts = stored.facts_digest != computed.facts_digest
    version = stored.version != computed.version
    if rules:
        yield problem("V032")
    if facts:
        yield problem("V033")
    if version:
        yield problem("V034", old=stored.version or "没有记载的版本", new=computed.version, pin=stored.version)
    if not (rules or facts) and all(map(_of_wording, differences)):
        yield problem("V035")
    elif not (rules or facts or version) and stored.intact:
        yield problem("V036")
    if stored.intact is None:
        yield problem("V037")
