"""A result that was written, read back: checked whole, and as exact values again."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from functools import cached_property
from typing import Any

from attrs import field, frozen

from .._version import __version__
from ..base.problem import PerfscoreError, problem
from ..evaluation.digest import facts_digest
from ..evaluation.envelope import ENVELOPE_KEYS, payload_digest
from ..evaluation.values import Evaluation, RulesRef
from ..rendering.escaping import one_line
from ..rules.facts import Facts
from ..rules.loading import demand
from ..source import Source, read_source, source_from_text
from .layout import RESULT
from .reading import Found, TooMany, against, copied, parsed
from .rebuilding import evaluation_of

__all__ = ["StoredResult", "read_result"]

_FORMATS = {"schema": "perfscore/evaluation/1", "envelope.schema": "perfscore/result/1"}


@frozen
class StoredResult:
    """A written result.

    ``version`` is that of the library that made it; ``payload_sha256`` the hash it carries, None where an earlier
    version wrote it. ``sources`` names the files it was made of (``rules``, ``facts``), ``about`` is what was added
    by hand, ``reasons`` the likely reasons of differences (``row``, ``text``). Scores are on :attr:`evaluation`. ``name`` is the file it was read from, empty for a mapping or a text.
    """

    version: str
    payload_sha256: str | None
    sources: Mapping[str, str]
    about: Mapping[str, str]
    _payload: Mapping[str, Any] = field(repr=False)
    name: str = field(default="", eq=False)
    reasons: Sequence[Mapping[str, Any]] = field(default=(), eq=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the payload as it was written: plain JSON types, without version and envelope."""
        return deepcopy(dict(self._payload))

    @property
    def rules(self) -> RulesRef:
        """Which rules the result rests on, with their digest."""
        return self.evaluation.rules

    @property
    def facts_digest(self) -> str:
        """The SHA-256 (hex) of the facts it rests on."""
        return str(self._payload["facts_digest"])

    @property
    def made_without_facts(self) -> bool:
        """Tell whether the table was scored before anything was filed."""
        return self.facts_digest == facts_digest(Facts())

    @cached_property
    def digest(self) -> str:
        """The SHA-256 (hex) of the payload as it is now."""
        return payload_digest(self._payload)

    @property
    def intact(self) -> bool | None:
        """Tell whether the payload is what was written; None where the result carries no hash.

        The hash finds changes made to the payload alone. It is no signature: who changes the hash as well is only
        found by computing the result anew.
        """
        return None if self.payload_sha256 is None else self.payload_sha256 == self.digest

    @cached_property
    def evaluation(self) -> Evaluation:
        """The result as an evaluation, for reading scores and for :func:`perfscore.render`.

        It holds what the result holds: no curves, and no notes on deviations, which the JSON does not have.
        """
        return evaluation_of(self._payload, self.version, self.reasons)


def read_result(source: str | os.PathLike[str] | Mapping[str, Any]) -> StoredResult:
    """Read a written result: a file, JSON text (beginning with ``{``), or the mapping it holds.

    Results written before there was an envelope are read, and so are keys that a later version may add. Raises
    :class:`PerfscoreError` with every problem, each naming its JSON path in ``where``: wrong JSON, keys that are
    missing or stand there twice, floats, unknown words, a format of another number.
    """
    problems, given, raw = Found(), "", source
    if not isinstance(source, Mapping):
        text = _opened(source)
        demand(text.problems)
        given = "" if _is_text(source) else text.name
        raw = parsed(text, problems)
        demand(problems)
    value = _checked(raw, given or "<结果>", problems)
    envelope = value.get("envelope", {})
    return StoredResult(
        version=value.get("version", ""),
        payload_sha256=envelope.get("payload_sha256"),
        sources=envelope.get("sources", {}),
        about=envelope.get("about", {}),
        payload={key: item for key, item in value.items() if key not in ENVELOPE_KEYS},
        name=given,
        reasons=tuple(envelope.get("likely_reasons", ())),
    )


def _checked(raw: Any, name: str, problems: Found) -> dict[str, Any]:
    """Return the value as plain JSON types; raises :class:`PerfscoreError` where it is no result."""
    try:
        value = copied(raw, problems)
        _demand_known_format(value, name)
        against(RESULT, value, problems)
        _ranges_hold(value, problems)
    except TooMany:
        raise PerfscoreError([*problems, problem("V016", count=len(problems))]) from None
    demand(problems)
    return dict(value)


def _is_text(source: object) -> bool:
    return isinstance(source, str) and source.lstrip("\ufeff \t\r\n").startswith("{")


def _opened(source: object) -> Source:
    if isinstance(source, str) and _is_text(source):
        return source_from_text(source, "<结果>")
    if isinstance(source, str | os.PathLike):
        return read_source(source)
    raise PerfscoreError([problem("V017", kind=type(source).__name__)])


def _demand_known_format(value: Any, name: str) -> None:
    """Of another format only that is said: its keys may mean anything."""
    if not isinstance(value, dict) or "schema" not in value:
        raise PerfscoreError([problem("V015", name=name)])
    envelope = value.get("envelope")
    found = {
        "schema": value["schema"],
        "envelope.schema": envelope.get("schema") if isinstance(envelope, dict) else None,
    }
    other = [
        problem("V014", where=path, value=one_line(text)[:60], known=_FORMATS[path], version=__version__)
        for path, text in found.items()
        if isinstance(text, str) and text != _FORMATS[path]
    ]
    if other:
        raise PerfscoreError(other)


def _ranges_hold(value: Any, problems: Found) -> None:
    """The lower bound of a range is not above the upper one; looked at only where all values are of their kind."""
    if problems:
        return
    ranges = [("range", value["range"])] + [(f"rows[{n}].range", r["range"]) for n, r in enumerate(value["rows"])]
    for path, item in ranges:
        if Decimal(item["low"]) > Decimal(item["high"]):
            problems.append(problem("V020", where=path, low=item["low"], high=item["high"]))
