"""What stands around a result when it is written: the version that made it, the hash of the payload, what it was made of.

The payload (:meth:`Evaluation.to_dict`) is the same whatever the version and wherever the files lie; all that is not
so stands here, and is no part of what the hash covers.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from ..rules.packs import is_pack_id

__all__ = ["ENVELOPE_KEYS", "ENVELOPE_SCHEMA", "FILE_NAME", "canonical", "envelope_of", "payload_digest", "source_name"]

ENVELOPE_SCHEMA = "perfscore/result/1"
ENVELOPE_KEYS = ("version", "envelope")
"""The keys of a written result that do not belong to the payload."""
FILE_NAME = r"(?!(?:[^\\]*/)?\.\.(?:/|$))[^/\\:~\x00-\x1f][^\\:\x00-\x1f]*"
"""How a result may name a file, as a regular expression of Python and of JSON Schema: relative, and without ``..``."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_FILE_NAME = re.compile(f"(?:{FILE_NAME})\\Z")
_OUTSIDE = re.compile(r"[/\\~]|[A-Za-z]:")


def canonical(value: Any) -> str:
    """Return plain data as canonical JSON: keys sorted, no blanks, NFC; half a surrogate pair as an escape."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def payload_digest(payload: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of the canonical JSON of a payload. The keys of the envelope must be taken off."""
    return sha256(canonical(payload).encode("utf-8")).hexdigest()


def source_name(text: str) -> str:
    """Return how a result names a file: as given where that is relative, else by its last part; a pack by its id.

    So no machine's path gets into a result, and none that it names leads out of the folders people work in. A file
    whose name cannot be written so on every system is not named: empty.
    """
    if is_pack_id(text):
        return text
    parts = [part for part in text.replace("\\", "/").split("/") if part not in ("", ".")]
    name = "/".join(parts[-1:] if _OUTSIDE.match(text) or ".." in parts else parts)
    return name if _FILE_NAME.match(name) else ""


def envelope_of(
    payload: Mapping[str, Any],
    sources: Mapping[str, str] | None = None,
    about: Mapping[str, str] | None = None,
    reasons: Sequence[Mapping[str, str | None]] = (),
) -> dict[str, Any]:
    """Return the envelope of a payload.

    ``sources`` names the files the result was made of (keys ``rules`` and ``facts``), ``about`` is whatever the
    user wants to keep with the result, ``reasons`` are the likely reasons of differences
    (:meth:`Evaluation.likely_reasons`), which a later version may word otherwise; each only where given.
    """
    out: dict[str, Any] = {"schema": ENVELOPE_SCHEMA, "payload_sha256": payload_digest(payload)}
    named = {key: name for key in ("rules", "facts") if sources and (name := source_name(sources.get(key, "")))}
    if named:
        out["sources"] = named
    if about:
        out["about"] = dict(about)
    if reasons:
        out["likely_reasons"] = [dict(reason) for reason in reasons]
    return out
