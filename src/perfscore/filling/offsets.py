"""An XML part as a tree that knows where each element stands in its bytes, so that one of them can be changed alone.

Only for parts that :mod:`perfscore.documents` has read before: that reading refuses DTDs, entities and depth.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from attrs import define, field

__all__ = ["Change", "Node", "changed", "tree"]

Change = tuple[int, int, bytes]
"""First byte, byte behind the last, and what takes their place."""


@define
class Node:
    """An element: its name without prefix, its prefix, its attributes by local name, its bytes and its children.

    ``start`` to ``inner`` is the start tag, ``inner`` to ``tail`` the contents, ``tail`` to ``end`` the end tag; an
    element written ``<a/>`` has ``closed`` and no contents.
    """

    tag: str
    prefix: str
    attributes: dict[str, str]
    start: int
    inner: int
    closed: bool
    tail: int = 0
    end: int = 0
    children: list[Node] = field(factory=list)
    text: str = ""

    def child(self, *names: str) -> Node | None:
        """Return the element reached by going from child to child by name, or None."""
        node: Node | None = self
        for name in names:
            node = next((c for c in node.children if c.tag == name), None) if node is not None else None
        return node

    def of(self, tag: str) -> list[Node]:
        """Return the children of that name."""
        return [c for c in self.children if c.tag == tag]

    def below(self, tag: str, *, but: frozenset[str] = frozenset()) -> Iterator[Node]:
        """Yield the elements of that name at any depth, in order, without going into elements named in ``but``."""
        for inner in self.children:
            if inner.tag == tag:
                yield inner
            if inner.tag not in but:
                yield from inner.below(tag, but=but)

    def qualified(self, tag: str) -> str:
        """Return another element's name with this one's prefix."""
        return f"{self.prefix}:{tag}" if self.prefix else tag


def tree(data: bytes) -> Node:
    """Return the root of a part in UTF-8."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    root = Node("", "", {}, 0, 0, closed=False)
    stack = [root]

    def start(name: str, attributes: dict[str, str]) -> None:
        prefix, _, tag = name.rpartition(":")
        begin = parser.CurrentByteIndex
        inner = _tag_end(data, begin)
        local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        node = Node(tag, prefix, local, begin, inner, closed=data[inner - 2 : inner] == b"/>")
        stack[-1].children.append(node)
        stack.append(node)

    def end(_name: str) -> None:
        node = stack.pop()
        if node.closed:
            node.tail = node.end = node.inner
        else:
            node.tail = parser.CurrentByteIndex
            node.end = _tag_end(data, node.tail)

    def characters(text: str) -> None:
        stack[-1].text += text

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, characters
    parser.Parse(data, True)
    return root.children[0]


def _tag_end(data: bytes, at: int) -> int:
    """Return the place behind the ``>`` that ends the tag at ``at``; one inside quotes does not end it."""
    quote = 0
    while True:
        byte = data[at]
        if quote:
            quote = 0 if byte == quote else quote
        elif byte in b"\"'":
            quote = byte
        elif byte == 0x3E:
            return at + 1
        at += 1


def changed(data: bytes, changes: list[Change]) -> bytes:
    """Return ``data`` with the changes made; they must not overlap."""
    out, at = [], 0
    for start, end, new in sorted(changes):
        if start < at:
            raise ValueError("overlapping changes")
        out += [data[at:start], new]
        at = end
    return b"".join([*out, data[at:]])
