"""The SHA-256 of what was filed: canonical JSON of the facts, without positions."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
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
    if isinstance(value, str):
        return value
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, Decimal):
        return plain(value)
    members = _members(value.__class__)
    if members is None:
        return value
    out = {}
    for name, default in members:
        held = getattr(value, name)
        if held is not default and held != default:
            out[name] = _plain(held)
    return out


@cache
def _members(kind: type) -> tuple[tuple[str, Any], ...] | None:
    """Return the fields that count, each with its default; None for a plain value."""
    return tuple((f.name, f.default) for f in fields(kind) if f.eq) if has(kind) else None
