"""What rows of words come to: the interpreter is asked for every text it settles, and for no other.

A word row is scored by a CASE over texts. For each text :func:`~perfscore.evaluation.rows.judge` is asked three times
(without a self score, with the least of the band, with the most), which tells whether the scheme adopts self scores and
within which ends. A text nobody asked about has no entry, and comes out as ``unread`` in SQL.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from ..base.exact import plain
from ..compiling.forms import Points, Stairs
from ..evaluation.from_formula import Observed
from ..evaluation.rows import judge
from ..evaluation.values import Outcome
from ..evaluation.verdict import Verdict
from ..planning import Plan, PlanRow
from ..rules.facts import Figure, Filing

__all__ = [
    "Adopts",
    "Claim",
    "Out",
    "Own",
    "Vocabulary",
    "ask",
    "claims_of",
    "empty_words",
    "unread",
    "vocabulary",
]

LEVELS = ("达成", "部分达成", "未达成")
_CLASSES = {"achieved": "达成", "partial": "部分达成", "missed": "未达成"}
_ODD = ("无", "不适用", "不涉及", "-", "—", "——", "/")


@frozen
class Own:
    """The self score as stated."""


@frozen
class Out:
    """What a row comes to in one case.

    ``score`` is an exact number of 分, a quotient or a staircase of the row's figures, the self score as stated, or None
    where a person decides. ``met`` is ``"tests"`` where the form's tests say it. ``low`` and ``high`` (分) are None where
    they are the score itself.
    """

    outcome: Outcome | str
    basis: str | None = None
    score: Fraction | Points | Stairs | Own | None = None
    met: bool | str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    shown: Decimal | None = field(default=None)


@frozen
class Adopts:
    """Between which self scores (分) the row comes to ``out``."""

    low: Decimal
    high: Decimal
    high_closed: bool
    out: Out


@frozen
class Claim:
    """What a text comes to without a self score in its band, and with one."""

    without: Out
    adopts: Adopts | None = None


@frozen
class Vocabulary:
    """The texts of one row, each with its claim: those of its own (``words``), by classes of claims, and none at all."""

    blank: Claim
    words: dict[str, Claim]
    claims: dict[str, Claim]
    levels: dict[str, Claim]


def unread(row: PlanRow) -> Out:
    """Return what a row comes to whose value the database cannot be sure of: anything from 0 to its points."""
    return Out("unread", None, None, None, Decimal(0), row.indicator.max_score)


def ask(row: PlanRow, plan: Plan, text: str = "", level: str = "", *, unit: str = "") -> Claim:
    """Return what the interpreter says to an actual value (and a level) without a reference."""

    def verdict(score: Decimal | None) -> Verdict:
        stated = Figure("" if score is None else plain(score))
        filing = Filing(row.indicator.name, id=row.id, actual=Figure(text, unit), self_score=stated, level=level)
        return judge(row, Observed(filing), (), plan)

    plainly = verdict(None)
    if plainly.outcome != "pending":
        return Claim(_out(plainly))
    least, most = verdict(plainly.low), verdict(plainly.high)
    if least.outcome != "scored":
        return Claim(_out(plainly))
    own = Out("scored", least.basis, Own(), least.met, least.low, least.high)
    return Claim(_out(plainly), Adopts(plainly.low, plainly.high, most.outcome == "scored", own))


def _out(v: Verdict) -> Out:
    score = v.score
    if score is None:
        return Out(v.outcome, v.basis, None, v.met, v.low, v.high)
    exact = v.exact if v.exact is not None else Fraction(score)
    own = v.low == v.high == score
    return Out(v.outcome, v.basis, exact, v.met, None if own else v.low, None if own else v.high, score)


def vocabulary(row: PlanRow, plan: Plan, more: Iterable[str] = ()) -> Vocabulary:
    """Return the texts of a word row: the words of its clause, the levels, its target, all claims, and ``more``."""
    own = [b.text for b in getattr(row.bound, "bands", ())]
    texts = [t for t in dict.fromkeys((*own, *LEVELS, row.indicator.target.strip(), *(m.strip() for m in more))) if t]
    words = {t: ask(row, plan, t) for t in texts}
    blank = ask(row, plan)
    claims = {c: ask(row, plan, _sample(c, plan, words)) for c in _CLASSES}
    levels = {t: ask(row, plan, level=t) for t in dict.fromkeys((*own, *LEVELS))}
    return Vocabulary(blank, words, claims, levels)


def _sample(kind: str, plan: Plan, words: dict[str, Claim]) -> str:
    """Return a claim of a class that is no word of the row's own."""
    return next(w for w in claims_of(plan)[kind] if w not in words)


def empty_words(plan: Plan) -> tuple[str, ...]:
    """Return the words that stand where nothing was filled in; each is read to be sure."""
    words = (*plan.language.vocabulary.lists["缺填"], *_ODD)
    return tuple(w for w in dict.fromkeys(words) if plan.language.read_actual(w).missing)


def claims_of(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Return the words of the language that say how far a target was reached, by class; each is read to be sure."""
    out: dict[str, list[str]] = {c: [] for c in _CLASSES}
    for word, kind in plan.language.vocabulary.claims.items():
        if plan.language.read_actual(word).claim == kind and not word.isascii():
            out[kind].append(word)
    return {c: tuple(words) for c, words in out.items()}
