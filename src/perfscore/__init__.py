"""perfscore: exact, explainable, rule-based scoring for Chinese government budget performance evaluation.

The policy text is the program: targets (``≥7%``), scoring clauses (``每低于1个百分点扣0.5分，扣完为止``) and formulas are
read exactly as officials write them, shown back in one canonical form, or refused with place and fix.

>>> import perfscore
>>> str(perfscore.read_target("不低于95%"))
'≥95%'

The names below are loaded when first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from ._version import __version__

TYPE_CHECKING = False  # typing's own name for it takes longer to import than all of this
if TYPE_CHECKING:
    from typing import Any

    from .api import (
        check,
        evaluate,
        load,
        read_actual,
        read_clause,
        read_facts,
        read_result,
        read_target,
        render,
        score_rows,
        scorer,
        to_sql,
        verify,
    )
    from .auditing import StoredResult, Verification
    from .base.problem import PerfscoreError, Place, Problem
    from .columns import score_table
    from .compiling import Scorer
    from .evaluation.values import Evaluation
    from .planning import Plan, RuleSet
    from .rules import Facts

__all__ = [
    "Evaluation",
    "Facts",
    "PerfscoreError",
    "Place",
    "Plan",
    "Problem",
    "RuleSet",
    "Scorer",
    "StoredResult",
    "Verification",
    "__version__",
    "check",
    "evaluate",
    "load",
    "read_actual",
    "read_clause",
    "read_facts",
    "read_result",
    "read_target",
    "render",
    "score_rows",
    "score_table",
    "scorer",
    "to_sql",
    "verify",
]

_HOMES = {
    "Evaluation": "evaluation.values",
    "Facts": "rules",
    "PerfscoreError": "base.problem",
    "Place": "base.problem",
    "Plan": "planning",
    "Problem": "base.problem",
    "RuleSet": "planning",
    "Scorer": "compiling",
    "score_table": "columns",
    "StoredResult": "auditing",
    "Verification": "auditing",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOMES.get(name, 'api')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
