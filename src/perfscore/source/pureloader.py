"""PyYAML's pure-Python parser, brought into line with libyaml where the two read the same text differently."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.tokens import ScalarToken

__all__ = ["PureLoader"]

_END = "\0 \t\r\n\x85\u2028\u2029"


class PureLoader(yaml.SafeLoader):
    """A plain text between brackets may hold a question mark (``{目标: 完成?}``), as YAML 1.2 and libyaml have it."""

    def scan_plain(self) -> Any:
        """Scan a plain text; PyYAML's own method without its extra rule for ``?``."""
        this: Any = self
        chunks: list[str] = []
        start = end = this.get_mark()
        indent = this.indent + 1
        stops = _END + (",[]{}" if this.flow_level else "")
        spaces: list[str] | None = []
        while this.peek() != "#":
            length = 0
            while True:
                char = this.peek(length)
                if char in _END or (this.flow_level and char in ",[]{}"):
                    break
                if char == ":" and this.peek(length + 1) in stops:
                    break
                length += 1
            if length == 0:
                break
            this.allow_simple_key = False
            chunks += spaces or []
            chunks.append(this.prefix(length))
            this.forward(length)
            end = this.get_mark()
            spaces = this.scan_plain_spaces(indent, start)
            if not spaces or this.peek() == "#" or (not this.flow_level and this.column < indent):
                break
        return ScalarToken("".join(chunks), True, start, end)
