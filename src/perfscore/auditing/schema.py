"""The JSON Schema (draft 2020-12) of results, for other systems. It ships as files; tests hold them to the layout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..evaluation.envelope import FILE_NAME
from . import layout
from .reading import HEX, SCORE
from .shapes import Digest, Exactly, FileName, Items, Record, Score, Shape, Texts, Truth, Word, Year

__all__ = ["SCHEMAS", "schema_of", "schema_text"]

SCHEMAS = {"result": layout.RESULT, "evaluation": layout.EVALUATION}
"""What there is a schema of: a written result, and the payload alone."""

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema_text(name: str) -> str:
    """Return the schema that ships, as JSON text; raises :class:`KeyError` for a name not in :data:`SCHEMAS`."""
    SCHEMAS[name]
    return (Path(__file__).parent / "schemas" / f"{name}-1.json").read_text("utf-8")


def schema_of(name: str) -> dict[str, Any]:
    """Make the schema of what ``name`` stands for from the layout."""
    shape = SCHEMAS[name]
    head = {"$schema": _DRAFT, "$id": f"urn:perfscore:{name}:1", "title": f"perfscore/{name}/1"}
    return {**head, **_part(shape), "$defs": {"score": _SCORE, "digest": _DIGEST}}


_SCORE = {"type": "string", "pattern": f"^(?:{SCORE})$", "description": "精确的十进制数，单位为分，没有多余的零"}
_DIGEST = {"type": "string", "pattern": f"^(?:{HEX})$", "description": "SHA-256，64 位小写十六进制数字"}


def _part(shape: Shape) -> dict[str, Any]:
    about = {"description": shape.says} if shape.says else {}
    if not shape.nullable:
        return {**_kind(shape), **about}
    match kind := _kind(shape):
        case {"enum": known}:
            return {**kind, "type": ["string", "null"], "enum": [*known, None], **about}
        case {"type": str() as name}:
            return {**kind, "type": [name, "null"], **about}
        case _:
            return {"anyOf": [kind, {"type": "null"}], **about}


def _kind(shape: Shape) -> dict[str, Any]:
    match shape:
        case Record():
            return _record(shape)
        case Items():
            return {"type": "array", "items": _part(shape.item)}
        case Texts():
            return {"type": "object", "additionalProperties": {"type": "string"}}
        case Score():
            return {"$ref": "#/$defs/score"}
        case Digest():
            return {"$ref": "#/$defs/digest"}
        case Truth():
            return {"type": "boolean"}
        case Year():
            return {"type": "integer", "minimum": 1000, "maximum": 9999}
        case Exactly():
            return {"const": shape.value}
        case Word():
            says = "；".join(f"{name}：{meaning}" for name, meaning in shape.known)
            return {"type": "string", "enum": [name for name, _ in shape.known], "description": says}
        case FileName():
            return {"type": "string", "pattern": f"^(?:{FILE_NAME})$"}
        case _:
            return {"type": "string"}


def _record(shape: Record) -> dict[str, Any]:
    fields = dict(shape.fields)
    out: dict[str, Any] = {
        "type": "object",
        "required": [key for key, part in fields.items() if part.required],
        "properties": {key: _part(part) for key, part in fields.items()},
    }
    if {"outcome", "score"} <= fields.keys():
        scored = {"properties": {"outcome": {"const": "scored"}}}
        known, unknown = {"$ref": "#/$defs/score"}, {"type": "null"}
        out |= {"if": scored, "then": {"properties": {"score": known}}, "else": {"properties": {"score": unknown}}}
    return out


def write(name: str) -> str:
    """Return the text of the file that ships."""
    return json.dumps(schema_of(name), ensure_ascii=False, indent=2) + "\n"
