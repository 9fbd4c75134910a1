"""Room: typed schemes (评分办法), indicator tables (自评表) and facts (填报数据), read from located nodes.

Nothing is computed here: texts stay texts, and the plan (:mod:`perfscore.planning`) binds them together.
"""

from __future__ import annotations

from .facts import Facts, Figure, Filing, FundRow, Funds, ReferenceValue, Statement
from .scheme import Scheme
from .table import EXECUTION, Indicator, Table

__all__ = [
    "EXECUTION",
    "Facts",
    "Figure",
    "Filing",
    "FundRow",
    "Funds",
    "Indicator",
    "ReferenceValue",
    "Scheme",
    "Statement",
    "Table",
]
