"""Which scheme a table read from a document is scored by: the one asked for, else the national one of its year."""

from __future__ import annotations

import os

from ..base.problem import PerfscoreError, problem
from ..planning import load_rules
from ..rules.scheme import Scheme

__all__ = ["DEFAULT_FAMILY", "DEFAULT_SCHEME", "scheme_for"]

DEFAULT_FAMILY = "national/self-evaluation"
DEFAULT_SCHEME = "national/self-evaluation-2021"


def scheme_for(wanted: str | os.PathLike[str] | None, year: int | None) -> tuple[str, Scheme]:
    """Return the id to write as 适用办法, and the scheme. Raises :class:`PerfscoreError` for one that is not there.

    Without a wish it is the version of the national scheme for the year, and the newest where the table names no year
    or one that no version covers; scoring then says so.
    """
    if wanted is not None:
        rules = load_rules(wanted).for_year(year)
        if rules.scheme is None:
            raise PerfscoreError([problem("R646", scheme=str(wanted))])
        return (os.fspath(wanted) if not rules.versions else rules.scheme.id), rules.scheme
    if year is not None:
        for candidate in load_rules(DEFAULT_FAMILY).versions:
            if candidate.covers(year):
                return candidate.id, candidate
    rules = load_rules(DEFAULT_SCHEME)
    return rules.scheme.id, rules.scheme
