"""Plain figures: the texts that are nothing but a number in a unit, and the number as such a text."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ..base.exact import plain
from ..base.problem import Problem, problem
from ..rules.facts import Figure

__all__ = ["figure_of", "plain_figure"]

_WHOLE = {
    "%": "0|[13-9][0-9]{0,13}|2[0-9]?",  # 290% may be a misread ≥90%
    "": "0|[13-9][0-9]{0,13}|2(?:[0-9]{0,6}|[0-9]{8,13})",  # 20241231 is a date
}


@lru_cache(256)
def plain_figure(unit: str) -> re.Pattern[str]:
    """Return the pattern of texts that :class:`~perfscore.language.Language` reads as nothing but a figure in ``unit``.

    The figure is all that stands before the unit. Everything else is left to the language, which asks where it doubts.
    """
    whole = _WHOLE.get(unit, "0|[1-9][0-9]{0,13}")
    return re.compile(rf"(?:-(?=[0-9.]*[1-9]))?(?:{whole})(?:\.[0-9]{{1,10}})?{re.escape(unit)}\Z")


def figure_of(value: Any, unit: str, where: str, found: list[Problem]) -> Figure:
    """Return a value as a figure: a text as it is, a number as it would be written with ``unit``.

    Where its digits with the unit would be doubted (290% may be a misread ≥90%), the unit stands in the heading.
    """
    if value is None:
        return Figure("")
    if isinstance(value, str):
        return Figure(value.strip())
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        code = "X851" if isinstance(value, float) else "X852"
        found.append(problem(code, where=where, cell=where, kind=type(value).__name__, value=str(value)))
        return Figure("")
    if isinstance(value, Decimal) and not value.is_finite():
        found.append(problem("X853", where=where, cell=where, value=str(value)))
        return Figure("")
    text = digits(value)
    return Figure(text + unit) if plain_figure(unit).match(text + unit) else Figure(text, unit)


def digits(value: int | Decimal) -> str:
    """Print a number so that nothing can take it for a date: 20241231 is written 20241231.0."""
    text = str(value)
    if text[-1] == "0" or text[0] == "-" or "E" in text:
        text = plain(value)
    return f"{text}.0" if len(text) == 8 and text[0] == "2" and text.isdigit() else text
