"""Frames between the HTTP process and its evaluators: a line of JSON that says how many bytes follow, then those."""

from __future__ import annotations

import asyncio
import json
from typing import IO, Any

__all__ = ["pack", "read_frame", "receive_frame"]

Head = dict[str, Any]


def pack(head: Head, body: bytes = b"") -> bytes:
    """Return a frame."""
    return json.dumps({**head, "size": len(body)}).encode("ascii") + b"\n" + body


def read_frame(stream: IO[bytes]) -> tuple[Head, bytes] | None:
    """Read a frame; None where the other side has closed, in the middle of one too."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        return None
    head: Head = json.loads(line)
    body = stream.read(head["size"])
    return (head, body) if len(body) == head["size"] else None


async def receive_frame(stream: asyncio.StreamReader) -> tuple[Head, bytes] | None:
    """Read a frame without blocking the loop; None where the other side has closed, in the middle of one too."""
    try:
        head: Head = json.loads(await stream.readuntil(b"\n"))
        return head, await stream.readexactly(head["size"])
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
