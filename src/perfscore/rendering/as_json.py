"""The contract ``perfscore/evaluation/1`` as JSON text, with the envelope ``perfscore/result/1`` after it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from ..evaluation.envelope import envelope_of
from ..evaluation.values import Evaluation

__all__ = ["render_json"]

_SURROGATE = re.compile("[\ud800-\udfff]")


def render_json(
    evaluation: Evaluation,
    *,
    indent: int | None = 2,
    sources: Mapping[str, str] | None = None,
    about: Mapping[str, str] | None = None,
) -> str:
    """Return :meth:`Evaluation.to_dict` as JSON, Chinese as written, keys in the contract's order, one line end.

    ``version`` and ``envelope`` are added as the last keys: they are no part of the payload, which any version gives
    alike. ``sources`` and ``about`` go into the envelope (:func:`~perfscore.evaluation.envelope.envelope_of`).
    ``indent`` is the number of blanks a level; None puts everything on one line. Half a surrogate pair, which no
    encoding can hold, is written as an escape.
    """
    separators = (",", ":") if indent is None else (",", ": ")
    payload = evaluation.to_dict()
    envelope = envelope_of(payload, sources, about, evaluation.likely_reasons())
    document = {**payload, "version": evaluation.version, "envelope": envelope}
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
