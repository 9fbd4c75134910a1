"""The Plan: everything resolved for one table and one year. Printable, comparable, picklable, immutable."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from attrs import asdict, field

from ..base.exact import plain
from ..base.problem import Place, Problem
from ..base.values import frozen
from ..clauses import Bound, Clause
from ..language import Language, Target
from ..rules.scheme import CheckFormula, CheckSetting, Conventions, GradeBand, Rounding, Scheme
from ..rules.table import Goal, Indicator, Table

__all__ = ["ClauseOrigin", "Nature", "Plan", "PlanRow"]

Nature = Literal["正向", "反向", "等于", "区间", "时限", "名次", "定性", "参照", "复合", "预算执行", "不明"]
"""What kind of row it is, which settles the default clause. 复合 and 不明 rows wait for a person."""


@frozen
class ClauseOrigin:
    """Where a row's clause comes from: ``本行评分标准``, or the scheme's default for a nature, with its source."""

    says: str
    basis: str = ""
    status: str = ""
    place: Place | None = field(default=None, eq=False)


@frozen
class PlanRow:
    """One row, ready to be scored.

    ``op`` is the effective direction; ``op_origin`` says what settled it (the target's sign, the row, the scheme's
    default for the second-level indicator). ``bound`` is the clause bound to target and points; None where a person
    must decide, with the reason in ``problems``.
    """

    indicator: Indicator
    nature: Nature
    target: Target
    op: str | None
    op_origin: str
    clause: Clause | None
    clause_origin: ClauseOrigin
    bound: Bound | None
    problems: tuple[Problem, ...] = field(default=(), eq=False)

    @property
    def id(self) -> str:
        """The row's id: its 编号, else its path."""
        return self.indicator.id

    @property
    def where(self) -> str:
        """The row named in full, for findings."""
        return self.indicator.where

    def to_dict(self) -> dict[str, Any]:
        """Return what the digest covers: plain JSON types, no positions."""
        target = {k: v for k, v in self.target.to_dict().items() if k != "problems"}
        return {
            "id": self.id,
            "path": list(self.indicator.path),
            "name": self.indicator.name,
            "max_score": plain(self.indicator.max_score),
            "nature": self.nature,
            "op": self.op,
            "target": target,
            "clause": None if self.clause is None else str(self.clause),
            "formula": self.indicator.formula,
            "goal": self.indicator.goal,
        }


@frozen
class Plan:
    """All that an evaluation needs besides the facts.

    ``rows`` begins with budget execution where the table scores it. ``full_score`` is the sum of all rows (分).
    """

    id: str
    title: str
    organisation: str
    year: int | None
    scope: str
    rows: tuple[PlanRow, ...]
    blocks: tuple[str, ...]
    full_score: Decimal
    scheme: Scheme
    goals: tuple[Goal, ...]
    table: Table
    language: Language = field(eq=False, repr=False)
    problems: tuple[Problem, ...] = field(default=(), eq=False)

    @property
    def rounding(self) -> Rounding:
        """The named rounding site."""
        return self.scheme.rounding

    @property
    def conventions(self) -> Conventions:
        """The named choices."""
        return self.scheme.conventions

    @property
    def grades(self) -> tuple[GradeBand, ...]:
        """The grade bands, high to low."""
        return self.scheme.grades

    def to_dict(self) -> dict[str, Any]:
        """Return the resolved plan as plain JSON types, without positions; the digest is taken of this."""
        scheme = self.scheme
        return {
            "schema": "perfscore/plan/1",
            "id": self.id,
            "title": self.title,
            "year": self.year,
            "scheme": {
                "id": scheme.id,
                "title": scheme.title,
                "stage": scheme.stage,
                "full_score": plain(scheme.full_score),
                "rounding": {
                    "site": scheme.rounding.site,
                    "places": scheme.rounding.places,
                    "mode": scheme.rounding.mode,
                },
                "grades": [{"name": g.name, "low": plain(g.low)} for g in scheme.grades],
                "conventions": {c.name: {"value": c.value, **dict(c.detail)} for c in scheme.conventions.items},
                "transfer": dict(scheme.transfer),
                "words": dict(scheme.words),
                **({"extensions": used} if (used := [str(p) for p in self.language.plugins]) else {}),
                **({"aggregation": stated} if (stated := scheme.aggregation.to_dict()) else {}),
                **({"checks": checks} if (checks := _checks_of(scheme)) else {}),
            },
            "rows": [r.to_dict() for r in self.rows],
            **({"goals": shares} if (shares := {g.number: g.share for g in self.goals if g.share}) else {}),
        }

    @cached_property
    def digest(self) -> str:
        """The SHA-256 (hex) of the canonical JSON of the plan: NFC, sorted keys, plain decimals, no positions."""
        return digest_of(self.to_dict())

    @cached_property
    def derived(self) -> dict[str, Any]:
        """What a room has worked out of this plan alone, under the room's name; it goes with the plan and into no copy."""
        return {}

    def row(self, name_or_id: str) -> PlanRow:
        """Return the row with this id, or else with this name; raises :class:`KeyError` where there is none."""
        for row in self.rows:
            if row.id == name_or_id:
                return row
        for row in self.rows:
            if row.indicator.name == name_or_id:
                return row
        raise KeyError(name_or_id)


def _checks_of(scheme: Scheme) -> list[dict[str, Any]]:
    """Return what a scheme says of cross-checks: findings depend on it."""
    stated: tuple[CheckSetting | CheckFormula, ...] = (*scheme.checks, *scheme.check_formulas)
    return [asdict(c, filter=lambda attribute, _: attribute.name != "place") for c in stated]


def digest_of(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON of plain data."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode("utf-8")).hexdigest()
