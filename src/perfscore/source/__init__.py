"""Room 1: bytes → text → located nodes. Every scalar stays the text that stands in the file.

>>> source = source_from_text("年度: 2024\\n分值: 060.50\\n")
>>> node, problems = parse(source)
>>> node.get("分值").text, str(node.get("分值").place)
('060.50', '<文本>:2:5')

Nothing here knows what a key means. :class:`Shape` says which keys a mapping may have, and :func:`take` holds a
mapping against one. What is wrong becomes a :class:`~perfscore.base.problem.Problem`; only opening a file raises.
"""

from .files import MAX_BYTES, Opener, Source, read_source, source_from_bytes, source_from_text
from .nodes import Mapping, Node, Scalar, Sequence
from .parsing import parse
from .shapes import Key, Shape, Taken, take

__all__ = [
    "MAX_BYTES",
    "Key",
    "Mapping",
    "Node",
    "Opener",
    "Scalar",
    "Sequence",
    "Shape",
    "Source",
    "Taken",
    "parse",
    "read_source",
    "source_from_bytes",
    "source_from_text",
    "take",
]
