"""Small readers of single cells that are not one of the three languages: points, years, yes/no, lists of names."""

from __future__ import annotations

import re
from decimal import Decimal

from ..base.exact import decimal_of
from ..base.problem import Place, Problem, problem
from ..quantities import default_units
from ..source import Mapping, Node, Scalar, Sequence, Taken

__all__ = ["fold", "names", "points_of", "read_points", "read_year", "text_of", "unit_in_heading", "yes_no"]

_FOLD = {0x3000: " ", ord("−"): "-", ord("　"): " "} | {c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
_POINTS = re.compile(r"\s*([+-]?[0-9][0-9,]*(?:\.[0-9]+)?)\s*分?\s*\Z")
_UNIT = re.compile(r"(.+?)[(（](?:单位[:：])?([^()（）0-9]{1,8})[)）]\Z", re.S)
_YEAR = re.compile(r"\s*([12][0-9]{3})\s*年?度?\s*\Z")


def fold(text: str) -> str:
    """Fold full-width characters one to one, so that columns stay true."""
    return text.translate(_FOLD)


def points_of(text: str) -> Decimal | None:
    """Return the points that ``text`` spells (``5``, ``7.5分``, ``１０``), or None."""
    found = _POINTS.match(fold(text))
    if not found:
        return None
    try:
        return decimal_of(found[1].replace(",", ""))
    except ValueError:
        return None


def unit_in_heading(text: str) -> tuple[str, str]:
    """Divide a heading from the unit in brackets at its end; what is no unit (``2023年完工项目``) stays in the name."""
    found = _UNIT.match(text.strip())
    if found is None:
        return text.strip(), ""
    unit = "".join(found[2].split())
    return (found[1].strip(), unit) if default_units().family(unit) is not None else (text.strip(), "")


def read_points(taken: Taken, key: str, problems: list[Problem], *, least: Decimal = Decimal(0)) -> Decimal | None:
    """Read 分值 under ``key``; adds a problem for what is not a number of points or lies below ``least``."""
    scalar = taken.scalar(key)
    if scalar is None or not scalar.text.strip():
        return None
    value = points_of(scalar.text)
    if value is None:
        problems.append(problem("R601", place=scalar.place, key=key, text=scalar.text))
    elif value < least:
        problems.append(problem("R602", place=scalar.place, key=key, text=scalar.text))
        return None
    return value


def read_year(taken: Taken, key: str, problems: list[Problem]) -> int | None:
    """Read a year; adds a problem for anything else."""
    scalar = taken.scalar(key)
    if scalar is None or not scalar.text.strip():
        return None
    found = _YEAR.match(fold(scalar.text))
    if not found:
        problems.append(problem("R603", place=scalar.place, key=key, text=scalar.text))
        return None
    return int(found[1])


_YES = {"是": True, "否": False, "true": True, "false": False, "yes": True, "no": False}


def yes_no(taken: Taken, key: str, problems: list[Problem]) -> bool | None:
    """Read 是 or 否; None where nothing stands."""
    scalar = taken.scalar(key)
    if scalar is None or not scalar.text.strip():
        return None
    value = _YES.get(scalar.text.strip().lower())
    if value is None:
        problems.append(problem("R604", place=scalar.place, key=key, text=scalar.text))
    return value


def text_of(node: Node | None) -> str:
    """Return the text of a scalar, stripped; empty for anything else."""
    return node.text.strip() if isinstance(node, Scalar) else ""


def names(node: Node | None) -> tuple[str, ...]:
    """Return a list of names: a YAML list of texts, or one text divided by 、."""
    if node is None:
        return ()
    if isinstance(node, Sequence):
        return tuple(text_of(i) for i in node.items if text_of(i))
    return tuple(part.strip() for part in text_of(node).split("、") if part.strip())


def place_of(node: Node | None) -> Place | None:
    """Return where a node stands."""
    return None if node is None else node.place


def pair_places(node: Node | None) -> tuple[Place, ...]:
    """Return where the entries that :func:`pairs` gives stand, one for one."""
    return tuple(v.place for _, v in node.entries if isinstance(v, Scalar)) if isinstance(node, Mapping) else ()


def pairs(node: Node | None) -> tuple[tuple[str, str], ...]:
    """Return a mapping of texts as pairs; entries that are not texts are left out."""
    if not isinstance(node, Mapping):
        return ()
    return tuple((k.text.strip(), text_of(v)) for k, v in node.entries if isinstance(v, Scalar))
