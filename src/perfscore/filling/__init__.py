"""Room: filling — actuals, scores and reasons written into the bureau's own form (回填), its layout left as it was.

>>> from perfscore.filling import fill
>>> filled = fill(data, "自评表.docx", evaluation, facts)          # doctest: +SKIP

The document is read by :mod:`perfscore.documents`; only the cells that are written change, every other byte of its
parts stays. Nothing is overwritten unless asked for; what could not be matched or written comes back as problems.
"""

from .filling import DOUBTS, Filled, Written, fill

__all__ = ["DOUBTS", "Filled", "Written", "fill"]
