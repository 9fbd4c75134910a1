"""The one Problem type: what is wrong or doubtful, where it stands, and how it can be mended.

A problem is a value. It carries a code and parameters, never a sentence: the sentence comes from the catalogue
(:mod:`perfscore.base.catalogue`), in Chinese or in English. Readers of texts give the place as a span of characters
in the text they were given; files give it as file, line and column. ``PerfscoreError`` is the only exception a user
of the library can meet for bad input, and it carries all the problems.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from attrs import evolve, field, frozen

__all__ = ["PerfscoreError", "Place", "Problem", "Severity", "problem"]

Severity = Literal["error", "warning", "ask"]
"""错误 (the input must be changed), 疑点 (somebody should look), 待说明 (the filer is asked to explain)."""


@frozen
class Place:
    """A place in a file or text: one-based line and column (code points), the end column exclusive.

    ``excerpt`` is the whole line as written, kept so that a message can be printed when the file is long gone.
    """

    source: str
    line: int
    column: int
    end_column: int
    excerpt: str = field(default="", repr=False)

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}"


@frozen
class Problem:
    """One thing that is wrong or doubtful.

    ``code`` is a key of the catalogue and is never reused. ``params`` fill the catalogue's sentences. ``span`` is a
    half-open range of characters of the text that was read (readers), ``place`` a place in a file, ``also`` further
    places the message speaks of (the first of two equal keys, all rows of a sum). ``where`` names a row or a cell
    in words (findings: ``产出指标/数量指标/新增规模工业企业家数``).
    """

    code: str
    severity: Severity
    params: tuple[tuple[str, str], ...] = ()
    span: tuple[int, int] | None = None
    place: Place | None = None
    also: tuple[Place, ...] = ()
    where: str | None = None

    def text(self, lang: str = "zh") -> str:
        """Return the sentence, without place or fix; ``lang`` is ``zh`` or ``en``."""
        from .catalogue import sentence

        return sentence(self.code, dict(self.params), lang)

    @property
    def message(self) -> str:
        """The Chinese sentence."""
        return self.text("zh")

    def hints(self, lang: str = "zh") -> tuple[str, ...]:
        """Return the lines that say how to mend it; empty where there is nothing useful to say."""
        from .catalogue import hints

        return hints(self.code, dict(self.params), lang)

    def at(self, place: Place) -> Problem:
        """Return the same problem standing at ``place``."""
        return evolve(self, place=place)

    def in_row(self, where: str) -> Problem:
        """Return the same problem naming the row or cell it is about."""
        return evolve(self, where=where)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types; keys without a value are left out, except ``span`` which may be null."""
        out: dict[str, Any] = {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "span": list(self.span) if self.span is not None else None,
        }
        if self.place is not None:
            out["place"] = {
                "file": self.place.source,
                "line": self.place.line,
                "column": self.place.column,
                "end_column": self.place.end_column,
            }
        if self.where is not None:
            out["where"] = self.where
        fixes = self.hints()
        if fixes:
            out["hints"] = list(fixes)
        return out

    def __str__(self) -> str:
        head = f"{self.place}: " if self.place else ""
        return f"{head}[{self.code}] {self.message}"


def problem(
    code: str,
    *,
    severity: Severity | None = None,
    span: tuple[int, int] | None = None,
    place: Place | None = None,
    also: Iterable[Place] = (),
    where: str | None = None,
    params: Mapping[str, object] | None = None,
    **more: object,
) -> Problem:
    """Make a problem. The severity is the catalogue's unless given; keyword arguments become parameters."""
    from .catalogue import severity_of

    given = {**(params or {}), **more}
    return Problem(
        code,
        severity or severity_of(code),
        tuple((k, str(v)) for k, v in given.items()),
        span,
        place,
        tuple(also),
        where,
    )


class PerfscoreError(Exception):
    """Bad input. ``problems`` holds every problem found, in the order of their places.

    ``str()`` prints them all in Chinese, framed with the source line and a caret.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(*self.problems)

    def __reduce__(self) -> tuple[type[PerfscoreError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)

    def __str__(self) -> str:
        from .frames import frames

        return frames(self.problems)
