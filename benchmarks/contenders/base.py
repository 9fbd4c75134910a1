"""What a contender is, and the small things adapters share."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from importlib.util import find_spec
from typing import Any, NamedTuple

from ..table import data

__all__ = ["Answer", "Contender", "Source", "cents_of_decimals", "cents_of_floats", "grade_of"]


class Source:
    """The departments a contender is fed with: the first ``n``, in the form it wants."""

    def __init__(self, n: int, columns: dict[str, Sequence[int]] | None = None) -> None:
        self.n = n
        self.columns = {k: v[:n] for k, v in columns.items()} if columns else data.columns(n)

    def records(self, number: str) -> list[dict[str, Any]]:
        """Return mappings with figures as ``decimal``, ``int`` (hundredths), ``float`` or ``text``; see ``data.records``."""
        return data.as_records(self.columns, number)

    def words(self, key: str) -> list[str]:
        """Return a ``t_`` column as words."""
        return [data.TIERS[v] for v in self.columns[key]]


class Answer(NamedTuple):
    """What a contender came to, in hundredths: 20 scores a table one after the other, totals, grades.

    A score nobody gave is −1.
    """

    scores: Sequence[int]
    totals: Sequence[int]
    grades: Sequence[str]


class Contender(NamedTuple):
    """One way to score the table.

    ``load`` puts the rules into it (timed by itself), ``prepare`` makes native inputs (not timed), ``run`` scores them
    all (timed), ``read`` turns what came out into an :class:`Answer` (not timed). ``needs`` are importable modules.
    ``by``: ``record`` (one call a table) or ``batch``. ``exact`` says that no row may be wrong; others must be within a
    hundredth. ``fresh``: each run is on rules loaded anew and on departments not seen before. ``note`` says in Chinese how it
    was made to score.
    """

    name: str
    label: str
    group: str
    by: str
    tables: int
    load: Callable[[], Any]
    prepare: Callable[[Any, Source], Any]
    run: Callable[[Any, Any], Any]
    read: Callable[[Any, Source], Answer]
    needs: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    exact: bool = True
    fresh: bool = False
    note: str = ""

    def missing(self) -> str:
        """Return why it cannot run here, empty where it can."""
        absent = [name for name in self.needs if not _found(name)]
        return f"没有安装 {'、'.join(absent)}" if absent else ""


def _found(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


# --- reading results ----------------------------------------------------------------------------------------------


def cents_of_decimals(values: Iterable[Decimal | None]) -> array[int]:
    """Return hundredths of exact values; −1 for None."""
    return array("q", [-1 if v is None else int(v.scaleb(2)) for v in values])


def cents_of_floats(values: Iterable[float]) -> array[int]:
    """Return the hundredths a reader would see: the nearest to a float that was already rounded to two places."""
    return array("q", [round(v * 100) for v in values])


def grade_of(total: Any) -> str:
    """Return the grade of a total in points, for contenders that leave it to the caller."""
    return "优" if total >= 90 else "良" if total >= 80 else "中" if total >= 60 else "差"
