"""Formulas over base data: ``在职人员控制率 = 在职人员数 ÷ 编制数 × 100%``, and cross-checks ``三公经费 = 甲 + 乙``.

The text that people write is read as it stands (:func:`read_formula`), printed back in one canonical form, and
computed exactly with units carried along (:func:`evaluate_formula`, :func:`evaluate_check`). No Python is evaluated,
and length, depth and size are bounded.
"""

from __future__ import annotations

from .amounts import Amount, Group, Groups, Missing, Resolver, UnitBook
from .computing import evaluate_check, evaluate_formula
from .ordering import order
from .reader import read_formula
from .results import Result
from .tree import Call, Expr, Formula, Name, Negative, Number, Product, Sum

__all__ = [
    "Amount",
    "Call",
    "Expr",
    "Formula",
    "Group",
    "Groups",
    "Missing",
    "Name",
    "Negative",
    "Number",
    "Product",
    "Resolver",
    "Result",
    "Sum",
    "UnitBook",
    "evaluate_check",
    "evaluate_formula",
    "order",
    "read_formula",
]
