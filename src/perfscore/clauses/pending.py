"""The conditions met since the last award, and the one condition that they make.

Conditions that cannot be joined into one interval become words, which a person judges; words that hold a number are
reported, never dropped.
"""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import evolve

from ..base.problem import problem
from .atoms import Atom
from .cursor import Cursor
from .draft import Draft
from .lexicon import TIME_UNITS
from .numbers import folded
from .phrases import CUES, NEAR_SIGN, intersect, plain, short, trim
from .values import Condition, Met, Otherwise, Unmet, Within, Words

__all__ = ["Pending"]

_SCORING = re.compile(r"(?<!折)扣(?![押缴留发])|得分|计分|不得分|加分|分值|满分|[÷×+]")
_TIMES = frozenset(folded(u) for u in TIME_UNITS)
_DONE = re.compile(
    r"(?:全部|及时|按时)?(?:完成|办结|办理完毕|办理完成|处置完毕|处理完毕|拨付到位|拨付|处置|处理|支付|发放|兑付|受理|审核|到位|发放到位|完工|答复|响应|反馈|完成任务|完成办理|完成拨付|完成支付)(?:任务|工作|的)?"
)
"""What is done within a time (25天内完成): the time is the figure."""


class Pending:
    """The conditions that wait for their award, in order, each with the atom it was read from."""

    def __init__(self, c: Cursor, draft: Draft) -> None:
        self.text = c.line.text
        self.draft = draft
        self.found: list[tuple[Condition, Atom]] = []

    def __bool__(self) -> bool:
        return bool(self.found)

    def add(self, condition: Condition, atom: Atom) -> None:
        """Let one more condition wait."""
        self.found.append((condition, atom))

    def clear(self) -> None:
        """Let none wait."""
        self.found.clear()

    def conditions(self) -> list[Condition]:
        """Return the conditions without their places."""
        return [c for c, _ in self.found]

    def words(self) -> list[Words]:
        """Return those that are words."""
        return [c for c, _ in self.found if isinstance(c, Words)]

    def last_words(self) -> tuple[str, Atom] | None:
        """Return the last condition where it is words, with its place."""
        if not self.found or not isinstance(self.found[-1][0], Words):
            return None
        return self.found[-1][0].text, self.found[-1][1]

    def only_words(self) -> bool:
        """Say whether nothing but words waits; so too where nothing waits."""
        return all(isinstance(c, Words) for c, _ in self.found)

    def span(self) -> tuple[int, int]:
        """Return where they stand in the folded text."""
        return (self.found[0][1].start, self.found[-1][1].end) if self.found else (0, 0)

    def said(self) -> str:
        """Return all they say, joints stripped."""
        start, end = self.span()
        return trim(self.text[start:end])

    def drop_words(self) -> None:
        """Drop the words beside figures; what is lost with them is reported where it bears a number."""
        for said, at in self.found:
            if isinstance(said, Words) and CUES.search(said.text):
                self.draft.problems.append(problem("C455", span=(at.start, at.end), text=short(said.text)))
        self.found = [p for p in self.found if not isinstance(p[0], Words)]

    def take_alternatives(self) -> list[tuple[Condition, Atom]]:
        """Take off every condition before the last 或: 未达到目标值或超过目标值30%的 is two conditions with one award."""
        found = self.found
        if len(found) < 3 or len(found) % 2 == 0:
            return []
        if any(not isinstance(c, Words) or trim(c.text) not in ("或", "或者") for c, _ in found[1::2]):
            return []
        if any(not isinstance(c, Within | Met | Unmet) for c, _ in found[::2]):
            return []
        self.found = found[-1:]
        return found[:-1:2]

    def one(self) -> Condition | None:
        """Return the one condition they make; None where none waits."""
        items = self.conditions()
        if not items:
            return None
        if len(items) == 1:
            self.doubt(items[0])
            return items[0]
        if any(isinstance(c, Otherwise) for c in items):
            return Otherwise()
        kinds = {type(c) for c in items}
        if kinds == {Within}:
            joined = intersect([c for c in items if isinstance(c, Within)])
            if joined is not None:
                return joined
        within = _done_within(items) or _short_of_target(items)
        if within is not None:
            return within
        apart = [(c, a) for c, a in self.found if isinstance(c, Words) and re.match(r"除.*外", c.text)]
        if apart and len(apart) < len(self.found):
            for c, a in apart:
                if isinstance(c, Words):
                    self.draft.remarks.append((c.text, (a.start, a.end)))
            self.found = [p for p in self.found if p not in apart]
            return self.one()
        if kinds <= {Met} or kinds <= {Unmet}:
            return items[0]
        words = Words(plain(self.said()))
        self.doubt(words)
        return words

    def doubt(self, condition: Condition) -> None:
        """Words may be words only when no number, sign or near-sign is left in them."""
        if not isinstance(condition, Words):
            return
        span = self.span()
        if NEAR_SIGN.search(condition.text):
            self.draft.problems.append(problem("C488", span=span, text=short(condition.text)))
        elif _SCORING.search(condition.text):
            self.draft.problems.append(problem("C455", span=span, text=short(condition.text)))
        elif re.search(r"\d|[≥≤<>=%]", condition.text):
            self.draft.problems.append(problem("C489", span=span, text=short(condition.text)))


def _done_within(items: list[Condition]) -> Within | None:
    """Return the time of two conditions, a time and what is done within it; None where they are not that."""
    if items and isinstance(items[0], Words) and items[0].text in ("规定", "规定的"):
        items = items[1:]
    match items:
        case [Within(of="值") as within, Words(text)] if within.unit in _TIMES and _DONE.fullmatch(text):
            return within
        case [Within(of="值") as within, Met()] if within.unit in _TIMES:
            return within
        case _:
            return None


def _short_of_target(items: list[Condition]) -> Within | None:
    """Return 未达到目标值但达到目标值60%以上的 as one interval below the target; None where it is not said."""
    kept = [c for c in items if not (isinstance(c, Words) and c.text in ("但", "且", "但是", "并且", "而"))]
    match kept:
        case [Unmet(on_time=False), Within(of="目标", high=None) as w] | [
            Within(of="目标", high=None) as w,
            Unmet(on_time=False),
        ] if w.low is not None and w.low < 1:
            return evolve(w, high=Fraction(1), high_closed=False, loose=False)
        case _:
            return None
