"""Room: checks — cross-checks (勾稽) of a filled table as findings with code, severity, place and figures.

Figures against figures (sums, rates, budgets, units), the report's text against the table (一致性核对), targets against
actuals. Each family is a small function over values (:data:`FAMILIES`); a scheme switches it off, tunes it, changes its
severity or spares a row with a reason under ``勾稽``, and adds its own as formulas (``自定``). The wording is neutral
and states figures: such tables get published.
"""

from __future__ import annotations

from .running import FAMILIES, check_settings, report, run
from .values import Family, Parameter, Passed, Report, Silenced

__all__ = ["FAMILIES", "Family", "Parameter", "Passed", "Report", "Silenced", "check_settings", "report", "run"]
