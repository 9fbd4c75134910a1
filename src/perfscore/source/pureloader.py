"""PyYAML's pure-Python parser, brought into line with libyaml where the two read the same text differently."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.events import ScalarEvent
from yaml.scanner import ScannerError
from yaml.tokens import FlowEntryToken, FlowSequenceEndToken, ScalarToken, ValueToken

__all__ = ["PureLoader"]

_LINES = "\r\n\x85\u2028\u2029"
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

    def parse_flow_mapping_key(self, first: bool = False) -> Any:
        """Read a key between braces; an empty one after a question mark stands where the next sign does."""
        this: Any = self
        event: Any = super().parse_flow_mapping_key(first)
        if event.__class__ is ScalarEvent and not event.value and not event.style:
            event.start_mark = event.end_mark = this.peek_token().start_mark
        return event

    def scan_to_next_token(self) -> None:
        """Skip blanks, comments and line breaks; a tab is a blank wherever it cannot be taken for indentation."""
        this: Any = self
        if this.index == 0 and this.peek() == "\ufeff":
            this.forward()
        while True:
            while this.peek() == " " or (this.peek() == "\t" and (this.flow_level or not this.allow_simple_key)):
                this.forward()
            if this.peek() == "#":
                while this.peek() not in _BREAK:
                    this.forward()
            if not this.scan_line_break():
                return
            if not this.flow_level:
                this.allow_simple_key = True

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

    def scan_plain_spaces(self, indent: int, start_mark: Any) -> list[str] | None:
        """Scan the blanks and line breaks inside a plain text; a tab is a blank, but must not stand in for indentation."""
        this: Any = self
        length = 0
        while this.peek(length) in " \t":
            length += 1
        blanks = this.prefix(length)
        this.forward(length)
        if this.peek() not in _LINES:
            return [blanks] if blanks else []
        first = this.scan_line_break()
        this.allow_simple_key = True
        breaks: list[str] = []
        while not self._document_marker() and this.peek() in " \t" + _LINES:
            if this.peek() in _LINES:
                breaks.append(this.scan_line_break())
                continue
            if this.peek() == "\t" and this.column < indent:
                text = "found a tab character that violates indentation"
                raise ScannerError("while scanning a plain scalar", start_mark, text, this.get_mark())
            this.forward()
        if self._document_marker():
            return None
        return [*([first] if first != "\n" else [] if breaks else [" "]), *breaks]

    def _document_marker(self) -> bool:
        this: Any = self
        return this.column == 0 and this.prefix(3) in ("---", "...") and this.peek(3) in _END
