"""Room: rule files on trial — cases with expected results, and what differs between two files and their scores."""

from __future__ import annotations

from .casework import CaseResult, Difference, run_cases, run_file
from .differing import Change, compare_rules
from .effect import Effect, compare_scores

__all__ = [
    "CaseResult",
    "Change",
    "Difference",
    "Effect",
    "compare_rules",
    "compare_scores",
    "run_cases",
    "run_file",
]
