"""/docs: the OpenAPI document as one plain page, without scripts and without anything from elsewhere."""

from __future__ import annotations

import json
from html import escape
from typing import Any

__all__ = ["page"]

_STYLE = """body{font:16px/1.6 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}
code,pre{font:14px/1.5 monospace;background:#f4f4f4}pre{padding:.6em;overflow:auto}
table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.2em .6em;text-align:left;vertical-align:top}
h2{margin-top:2em;border-top:1px solid #bbb;padding-top:.6em}"""


def page(document: dict[str, Any]) -> str:
    """Return the page of an OpenAPI document."""
    about = document["info"]
    parts = [
        f"<h1>{escape(about['title'])} {escape(about['version'])}</h1>",
        f"<p>{escape(about['summary'])}。{escape(about['description'])}</p>",
        '<p>供程序读的完整说明：<a href="openapi.json">openapi.json</a></p>',
    ]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            parts += _operation(path, method, operation)
    parts.append("<h2>各项内容</h2>")
    for name, schema in sorted(document["components"]["schemas"].items()):
        parts += _schema(name, schema)
    head = f'<meta charset="utf-8"><title>{escape(about["title"])}</title><style>{_STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="zh"><head>{head}</head><body>{"".join(parts)}</body></html>\n'


def _operation(path: str, method: str, operation: dict[str, Any]) -> list[str]:
    out = [f"<h2><code>{method.upper()} {escape(path)}</code></h2><p>{escape(operation.get('summary', ''))}</p>"]
    body = operation.get("requestBody")
    if body is not None:
        content = body["content"]["application/json"]
        shown = json.dumps(content["examples"]["例"]["value"], ensure_ascii=False, indent=2)
        out.append(f"<p>请求体：{_link(content['schema'])}，例如：</p><pre>{escape(shown)}</pre>")
    rows = []
    for status, answer in operation["responses"].items():
        content = answer.get("content", {}).get("application/json", {}).get("schema", {})
        rows.append(f"<tr><td>{status}</td><td>{escape(answer['description'])}</td><td>{_link(content)}</td></tr>")
    return [*out, "<table><tr><th>状态</th><th>含义</th><th>内容</th></tr>", *rows, "</table>"]


def _schema(name: str, schema: dict[str, Any]) -> list[str]:
    required = set(schema.get("required", ()))
    rows = []
    for key, item in schema.get("properties", {}).items():
        needed = "必有" if key in required else ""
        said = escape(item.get("description", ""))
        rows.append(
            f"<tr><td><code>{escape(key)}</code></td><td>{_link(item)}</td><td>{needed}</td><td>{said}</td></tr>"
        )
    head = f'<h3 id="{escape(name)}">{escape(name)}</h3><p>{escape(schema.get("description", ""))}</p>'
    return [head, "<table><tr><th>键</th><th>值</th><th></th><th>说明</th></tr>", *rows, "</table>"]


def _link(schema: dict[str, Any]) -> str:
    """Return a schema in few words, the named ones as links."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return f'<a href="#{escape(name)}">{escape(name)}</a>'
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " 或 ".join(_link(s) for s in schema[several])
    if "const" in schema or "enum" in schema:
        words = [schema["const"]] if "const" in schema else schema["enum"]
        return "、".join(f"<code>{escape(json.dumps(w, ensure_ascii=False))}</code>" for w in words)
    if schema.get("type") == "array":
        return f"数组：{_link(schema.get('items', {}))}"
    names = {"string": "文字", "integer": "整数", "boolean": "真假值", "null": "null", "object": "对象"}
    return names.get(str(schema.get("type", "")), "")
