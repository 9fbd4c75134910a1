"""Room: clauses — the language of scoring standards (评分标准).

:func:`read_clause` reads the text as notices word it into a :class:`Clause`, which prints back canonically;
:meth:`Clause.bind` makes of it, for one row, a :data:`Bound` that turns :class:`Inputs` into an :class:`Outcome`.
"""

from __future__ import annotations

from ..curves import Inputs
from .bound import Band, Banded, Bound, Checklist, Judgement, Measured, Outcome
from .clause import Clause
from .options import Binding, Choices
from .reading import read_clause
from .values import TableNote

__all__ = [
    "Band",
    "Banded",
    "Binding",
    "Bound",
    "Checklist",
    "Choices",
    "Clause",
    "Inputs",
    "Judgement",
    "Measured",
    "Outcome",
    "TableNote",
    "read_clause",
]
