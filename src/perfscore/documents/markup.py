"""XML parts of office documents → element trees, without DTDs, entities or unbounded depth.

Expat is driven directly, because the ready-made parsers of the standard library accept a document type declaration
and with it entities that grow without end. Names lose their namespace: Word writes the same elements in two.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from ..base.problem import PerfscoreError, problem

__all__ = ["attribute", "child", "children", "parse_part"]

MAX_DEPTH = 250
MAX_ELEMENTS = 1_000_000


class _Refused(Exception):
    """Raised inside the parser's callbacks; ``why`` is the code of the message."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Reader:
    def __init__(self) -> None:
        self.builder = TreeBuilder()
        self.depth = 0
        self.count = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.builder.data
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.doctype

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > MAX_DEPTH or self.count > MAX_ELEMENTS:
            raise _Refused("I922")
        self.builder.start(name.rpartition(" ")[2], {k.rpartition(" ")[2]: v for k, v in attributes.items()})

    def end(self, name: str) -> None:
        self.depth -= 1
        self.builder.end(name.rpartition(" ")[2])

    def doctype(self, *_: object) -> None:
        raise _Refused("I924")


def parse_part(data: bytes, part: str, document: str) -> Element:
    """Return the root element of a part. Raises :class:`PerfscoreError` for DTDs, broken XML and unbounded depth."""
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
        return reader.builder.close()
    except _Refused as refused:
        if refused.code == "I924":
            found = problem("I924", name=document, part=part)
        else:
            found = problem("I922", name=document, what=part, what_en=part, limit=f"{MAX_DEPTH} 层", limit_en="deep")
        raise PerfscoreError([found]) from None
    except (expat.ExpatError, ValueError, AssertionError) as error:
        reason = f"{part}：{expat.ErrorString(error.code)}" if isinstance(error, expat.ExpatError) else part
        raise PerfscoreError([problem("I923", name=document, reason=reason)]) from None


def child(element: Element | None, *names: str) -> Element | None:
    """Return the element reached by going from child to child by name, or None."""
    for name in names:
        if element is None:
            return None
        element = next((c for c in element if c.tag == name), None)
    return element


def children(element: Element | None, name: str) -> list[Element]:
    """Return the children of that name."""
    return [] if element is None else [c for c in element if c.tag == name]


def attribute(element: Element | None, name: str, default: str = "") -> str:
    """Return an attribute; ``default`` where element or attribute is missing."""
    return default if element is None else element.get(name, default)
