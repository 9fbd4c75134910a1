"""Room: curves — what was achieved as an exact pair, and the exact curve from it to points (分).

Design: a row's points come from one :class:`Curve` and nothing else. The score, the explanation, the static checks
and any generated code are taken from this one form. A :class:`Measure` turns the inputs of a row into a pair N/D
(D > 0; ratios with 1 = 100 %) or says by name why there is none; the curve turns the pair into points.
"""

from __future__ import annotations

from .curve import Curve, Gap, Hit, Open
from .faults import faults
from .inputs import Inputs
from .measures import (
    AbsDeviation,
    Completion,
    Count,
    Deviation,
    Excess,
    Late,
    Listed,
    Measure,
    Named,
    RangeFit,
    Rank,
    ReverseRatio,
    Undefined,
    Value,
)
from .segments import Judged, Piece, Segment, Stair

__all__ = [
    "AbsDeviation",
    "Completion",
    "Count",
    "Curve",
    "Deviation",
    "Excess",
    "Gap",
    "Hit",
    "Inputs",
    "Judged",
    "Late",
    "Listed",
    "Measure",
    "Named",
    "Open",
    "Piece",
    "RangeFit",
    "Rank",
    "ReverseRatio",
    "Segment",
    "Stair",
    "Undefined",
    "Value",
    "faults",
]
