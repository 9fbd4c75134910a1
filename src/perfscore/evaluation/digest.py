"""The SHA-256 of what was filed: canonical JSON of the facts, without positions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from attrs import fields, has

from ..base.exact import plain
from ..planning.plan import digest_of
from ..rules.facts import Facts

__all__ = ["facts_digest"]


def facts_digest(facts: Facts) -> str:
    """Return the digest (hex): NFC, sorted keys, decimals as plain strings; where a figure stood does not matter.

    What was not filed is left out, so that later versions, which know more keys, give old facts the same digest.
    """
    return digest_of(_plain(facts))


def _plain(value: Any) -> Any:
    if has(type(value)):
        return {f.name: _plain(v) for f in fields(type(value)) if f.eq and (v := getattr(value, f.name)) != f.default}
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, Decimal):
        return plain(value)
    return value
