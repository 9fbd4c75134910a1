"""校验样例: facts and expected results beside a rule file, so that whoever changes the rules sees what they change."""

from __future__ import annotations

from attrs import field

from ..base.problem import Place
from ..base.values import frozen
from ..source import Mapping

__all__ = ["Case", "CaseFile", "Expected"]


@frozen
class Expected:
    """One thing a case expects.

    ``what`` is 得分, 总分, 满分, 等级, 最低, 最高, 一级, 计分依据, 核对, 不核对 or 错误; ``name`` is the row, block or code it is
    about, where there are several; ``text`` the value as written. A 得分 may be 待人工认定 or 不适用.
    """

    what: str
    name: str
    text: str
    place: Place | None = field(default=None, eq=False)


@frozen
class Case:
    """One case: which rules, what was filed, what must come out.

    ``rules`` names a scheme or table (pack id or file). ``table`` and ``facts`` are the nodes of an indicator table
    and of facts, put together from the case's rows; ``facts_file`` a file with facts instead. ``changes`` is laid over
    the scheme (as 基于 does) for this case alone. ``loose`` says that the rows are not a whole table: their points need
    not add up to the full score.
    """

    name: str
    rules: str
    expected: tuple[Expected, ...]
    table: Mapping | None = None
    facts: Mapping | None = None
    facts_file: str = ""
    changes: Mapping | None = None
    year: int | None = None
    loose: bool = False
    basis: str = ""
    place: Place | None = field(default=None, eq=False)


@frozen
class CaseFile:
    """All cases of a file."""

    title: str
    cases: tuple[Case, ...] = ()
    place: Place | None = field(default=None, eq=False)
