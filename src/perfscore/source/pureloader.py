"""PyYAML's pure-Python parser, brought into line with libyaml where the two read the same text differently."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.scanner import ScannerError
from yaml.tokens import FlowEntryToken, FlowSequenceEndToken, ScalarToken, ValueToken

__all__ = ["PureLoader"]

_BREAK = "\0\r\n\x85\u2028\u2029"
_SCANNING = "while scanning a block scalar"
_END = "\0 \t\r\n\x85\u2028\u2029"


class PureLoader(yaml.SafeLoader):
    """Where libyaml and PyYAML differ, this is libyaml's reading.

    A plain text between brackets may hold a question mark (``{目标: 完成?}``), as YAML 1.2 has it. Behind ``|`` and ``>`` a
    tab, or a comment without a space before it, may stand. After a question mark for an empty key between square brackets
    libyaml passes over the sign that follows, and so refuses ``[?, 甲]``. A colon directly before
    a comma or bracket is refused (``{甲:, 乙: 1}``).
    """

    def parse_flow_sequence_entry_mapping_key(self) -> Any:
        """Read what stands behind a question mark between square brackets."""
        this: Any = self
        this.get_token()
        mark = this.peek_token().start_mark
        if this.check_token(ValueToken, FlowEntryToken):
            mark = this.get_token().end_mark
        elif not this.check_token(FlowSequenceEndToken):
            this.states.append(this.parse_flow_sequence_entry_mapping_value)
            return this.parse_flow_node()
        this.state = this.parse_flow_sequence_entry_mapping_value
        return this.process_empty_scalar(mark)

    def scan_block_scalar_indicators(self, start_mark: Any) -> tuple[bool | None, int | None]:
        """Scan what stands directly behind ``|`` or ``>``: whether to keep line breaks, and the indentation."""
        this: Any = self
        chomping: bool | None = None
        increment: int | None = None
        for _ in range(2):
            sign = this.peek()
            if sign in "+-" and chomping is None:
                chomping = sign == "+"
            elif sign in "0123456789" and increment is None:
                if sign == "0":
                    raise ScannerError(_SCANNING, start_mark, "expected an indentation from 1 to 9", this.get_mark())
                increment = int(sign)
            else:
                break
            this.forward()
        return chomping, increment

    def scan_block_scalar_ignored_line(self, start_mark: Any) -> None:
        """Skip blanks and a comment behind the indicators; nothing else may stand there."""
        this: Any = self
        while this.peek() in " \t":
            this.forward()
        if this.peek() == "#":
            while this.peek() not in _BREAK:
                this.forward()
        if this.peek() not in _BREAK:
            raise ScannerError(_SCANNING, start_mark, "expected a comment or a line break", this.get_mark())
        this.scan_line_break()

    def scan_plain(self) -> Any:
        """Scan a plain text; PyYAML's own method without its extra rule for ``?``."""
        this: Any = self
        chunks: list[str] = []
        start = end = this.get_mark()
        indent = this.indent + 1
        spaces: list[str] | None = []
        while this.peek() != "#":
            length = 0
            while True:
                char = this.peek(length)
                if char in _END or (this.flow_level and char in ",[]{}"):
                    break
                if char == ":":
                    after = this.peek(length + 1)
                    if after in _END:
                        break
                    if this.flow_level and after in ",?[]{}":
                        this.forward(length)
                        raise ScannerError(
                            "while scanning a plain scalar", start, "found unexpected ':'", this.get_mark()
                        )
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
