"""The contract ``perfscore/evaluation/1`` as JSON text."""

from __future__ import annotations

import json
import re

from ..evaluation.values import Evaluation

__all__ = ["render_json"]

_SURROGATE = re.compile("[\ud800-\udfff]")


def render_json(evaluation: Evaluation, *, indent: int | None = 2) -> str:
    """Return :meth:`Evaluation.to_dict` as JSON, Chinese as written, keys in the contract's order, one line end.

    The library's ``version`` is added as the last key: it is no part of the payload, which any version gives alike.
    ``indent`` is the number of blanks a level; None puts everything on one line. Half a surrogate pair, which no
    encoding can hold, is written as an escape.
    """
    separators = (",", ":") if indent is None else (",", ": ")
    document = {**evaluation.to_dict(), "version": evaluation.version}
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
