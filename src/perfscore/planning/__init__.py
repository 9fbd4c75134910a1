"""Room: everything resolved for one table and one year."""

from __future__ import annotations

from .plan import ClauseOrigin, Plan, PlanRow
from .ruleset import RuleSet, load_rules, read_rules

__all__ = ["ClauseOrigin", "Plan", "PlanRow", "RuleSet", "load_rules", "read_rules"]
