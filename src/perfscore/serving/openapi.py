"""The document of /openapi.json: what FastAPI makes of the routes, with the shapes of bodies added."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from .models import BODIES, ERRORS, EXAMPLES, Problems

__all__ = ["body_of", "document", "refusals"]

_REFS = "#/components/schemas/{model}"
_HEADERS = {"Retry-After": {"schema": {"type": "string"}, "description": "过多少秒再试"}}


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return these statuses as FastAPI's ``responses`` take them."""
    out: dict[int | str, dict[str, Any]] = {}
    for status in statuses:
        more = {"headers": _HEADERS} if status == 503 else {}
        out[status] = {"model": Problems, "description": ERRORS[status], **more}
    return out


def body_of(op: str) -> dict[str, Any]:
    """Return the body of an operation as FastAPI's ``openapi_extra`` takes it."""
    shapes = [{"$ref": _REFS.format(model=m.__name__)} for m in BODIES[op]]
    schema = shapes[0] if len(shapes) == 1 else {"oneOf": shapes}
    content = {"schema": schema, "examples": {"例": {"value": EXAMPLES[op]}}}
    return {"requestBody": {"required": True, "content": {"application/json": content}}}


def document(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document of the service."""
    made = get_openapi(
        title=app.title,
        version=app.version,
        summary="照着政策原文计分的预算绩效评价服务",
        description="请求和答复都是 UTF-8 的 JSON。请求里带小数点的数按所写的十进制数字精确使用，不经过浮点数。",
        routes=app.routes,
    )
    models = [(m, "validation") for shapes in BODIES.values() for m in shapes]
    _, defined = models_json_schema(models, ref_template=_REFS)  # type: ignore[arg-type]
    made["components"]["schemas"] |= defined["$defs"]
    return made
