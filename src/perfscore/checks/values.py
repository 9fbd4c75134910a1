"""What the cross-checks deal in: families with their parameters, what passed, what was silenced, and the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal

from ..base.problem import Problem
from ..base.values import frozen

if TYPE_CHECKING:
    from .context import Context
    from .settings import Setting

__all__ = ["Family", "Item", "Parameter", "Passed", "Report", "Silenced"]

Kind = Literal["ratio", "amount", "count", "words"]


@frozen
class Parameter:
    """A parameter of a family, named as schemes write it (容差, 阈值).

    ``kind`` says how its text is read: ``ratio`` (``5%`` or ``0.05``: 1 = 100 %), ``amount`` (a plain number, in the
    unit of the figures compared), ``count`` (a whole number) or ``words`` (a list divided by 、).
    """

    name: str
    default: str
    kind: Kind
    doc: str


@frozen
class Passed:
    """A check that was made and holds: ``text`` states it with its figures."""

    check: str
    text: str
    where: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        return {"check": self.check, "text": self.text, "where": self.where}


@frozen
class Silenced:
    """A check switched off (``where`` None) or a row or cell it was told to leave out, with the scheme's reason."""

    check: str
    where: str | None
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        return {"check": self.check, "where": self.where, "reason": self.reason}


Item = Problem | Passed | Silenced


@frozen
class Family:
    """One family of checks.

    ``name`` is what a scheme calls it under 勾稽, ``codes`` are the messages it may give, ``needs`` says in words
    which data it looks at (without them it says nothing), ``run`` yields findings and what passed.
    """

    name: str
    codes: tuple[str, ...]
    needs: str
    run: Callable[[Context, Setting], Iterable[Item]]
    parameters: tuple[Parameter, ...] = ()


@frozen
class Report:
    """Everything the cross-checks came to.

    ``findings`` are in the order of the families; ``passed`` are the checks that were made and hold.
    """

    findings: tuple[Problem, ...]
    passed: tuple[Passed, ...] = ()
    silenced: tuple[Silenced, ...] = ()

    def counts(self) -> dict[str, int]:
        """Return how many checks of each family were made and hold."""
        return dict(Counter(p.check for p in self.passed))

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        return {
            "findings": [f.to_dict() for f in self.findings],
            "passed": [p.to_dict() for p in self.passed],
            "silenced": [s.to_dict() for s in self.silenced],
        }
