"""The value a clause is read into, and its canonical printed form."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import field

from ..base.problem import Problem
from ..base.values import frozen
from .printing import print_clause
from .values import Amount, Definition, Item, Rule, TableNote

if TYPE_CHECKING:
    from .bound import Bound
    from .options import Binding

__all__ = ["Clause"]


@frozen
class Clause:
    """A scoring clause (评分标准) as read; equality ignores its text, places and problems.

    ``stated`` is a maximum the clause itself states (满分5分), in 分. ``standard`` is the figure that steps are counted
    from (以100%为标准). ``notes`` belong to the whole table. ``remarks`` are sentences that score nothing. A clause that
    could not be read has no rules and an error among its ``problems``. ``by`` names the plug-in that knew the wording,
    with its version and what it cites; empty where the library read it.
    """

    rules: tuple[Rule, ...] = ()
    items: tuple[Item, ...] = ()
    stated: Fraction | None = None
    standard: Amount | None = None
    exhaust: bool = False
    capped: bool = False
    either: bool = False
    definitions: tuple[Definition, ...] = ()
    notes: tuple[TableNote, ...] = ()
    remarks: tuple[str, ...] = ()
    text: str = field(default="", eq=False)
    problems: tuple[Problem, ...] = field(default=(), eq=False)
    by: str = field(default="", eq=False)

    @property
    def readable(self) -> bool:
        """Say whether the clause was read without error."""
        return not any(p.severity == "error" for p in self.problems)

    def __str__(self) -> str:
        return self._printed

    @cached_property
    def _printed(self) -> str:
        return print_clause(self) if self.readable else self.text

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types: the canonical text, its parts in words, and the problems."""
        from .printing import print_award, print_condition

        return {
            "text": self.text,
            "canonical": str(self) if self.readable else None,
            "rules": [
                {
                    "condition": None if r.condition is None else print_condition(r.condition),
                    "award": print_award(r.award),
                    "kind": type(r.award).__name__.lower(),
                }
                for r in self.rules
            ],
            "items": [{"text": i.text, "points": _number(i.points)} for i in self.items],
            "stated": None if self.stated is None else _number(self.stated),
            "notes": [{"what": n.what, "text": n.text} for n in self.notes],
            "remarks": list(self.remarks),
            "problems": [p.to_dict() for p in self.problems],
            **({"by": self.by} if self.by else {}),
        }

    def bind(self, binding: Binding) -> Bound:
        """Bind the clause to a row: its points, target, direction and unit, and the scheme's named choices."""
        from .binding import bind

        return bind(self, binding)


def _number(value: Fraction) -> str:
    from ..curves.segments import number

    return number(value) or "0"
