"""Dates in the words of a clause (2023年底前完成), against the row's own deadline."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Any

from .values import Condition, Words

__all__ = ["names_deadline"]

_DAY = re.compile(
    r"(?:于|在)?(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号]|(?P<end>底|末))(?:之?前|以前)(?:含当日)?"
    r"(?:全部|全面)?(?:完成|完工|竣工|到位|办结|建成|投入使用|实施完毕|完成任务|完成目标|支付完毕)?(?:任务|目标)?"
)
_YEAR_END = re.compile(
    r"(?:于|在)?(?P<year>\d{4})年(?:底|末|年底)(?:之?前|以前)?(?:全部|全面)?(?:完成|完工|竣工|到位|办结|建成)?"
)


def names_deadline(condition: Condition | None, target: Any) -> bool:
    """Say whether words name the row's own deadline (2023年底前完成 against 2023年12月31日): then they say met in time.

    A row without a target of its own has the clause's date for its deadline; its lateness is given in days.
    """
    if not isinstance(condition, Words):
        return False
    said = _said_date(condition.text)
    if target is None:
        return said is not None
    date = getattr(target, "date", None)
    own = _last_day(date) if isinstance(date, str) else None
    return said is not None and own is not None and said in (own, (None, *own[1:]))


def _said_date(text: str) -> tuple[int | None, int, int] | None:
    """Return the (year, month, day) until which words say something is done; None where they say more or less."""
    if found := _YEAR_END.fullmatch(text):
        return int(found["year"]), 12, 31
    found = _DAY.fullmatch(text)
    if found is None or not 1 <= int(found["month"]) <= 12:
        return None
    year, month = found["year"] and int(found["year"]), int(found["month"])
    if found["day"]:
        return year or None, month, int(found["day"])
    return None if month == 2 and not year else (year or None, month, monthrange(year or 2023, month)[1])


def _last_day(date: str) -> tuple[int | None, int, int] | None:
    """Return the last day of a written date (2024-12-05, 2024-12, 2024, --12-05)."""
    year = None if date.startswith("--") else int(date[:4])
    parts = [int(p) for p in date.removeprefix("--").split("-")][0 if year is None else 1 :]
    month = parts[0] if parts else 12
    if len(parts) > 1:
        return year, month, parts[1]
    return None if month == 2 and year is None else (year, month, monthrange(year or 2023, month)[1])
