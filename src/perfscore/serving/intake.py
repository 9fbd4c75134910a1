"""Receiving a body within its limits, and refusing one without reading it all."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ..base.problem import Problem, problem
from .settings import Settings

__all__ = ["ClosingResponse", "TooMuch", "receive_body"]

_DRAIN = 3.0
"""Seconds in which what a refused client still sends is thrown away, so that it gets to read the refusal."""


class TooMuch(Exception):
    """The body is not taken: HTTP status and problem."""

    def __init__(self, status: int, item: Problem) -> None:
        super().__init__(status, item)
        self.status, self.problem = status, item


async def receive_body(request: Request, settings: Settings) -> bytes:
    """Return the body. Raises :class:`TooMuch` for one that is of another kind, too large or too slow.

    A stated length is believed only when it refuses; what arrives is counted, so that bodies sent in chunks are bounded
    too. Nothing is read beyond the limit. Raises starlette's ``ClientDisconnect`` where the client breaks off.
    """
    _demand_json(request)
    limit = settings.max_body
    stated = request.headers.get("content-length", "")
    if stated.isdigit() and int(stated[:20]) > limit:
        raise TooMuch(413, problem("H016", limit=limit))
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(settings.body_time):
            async for part in request.stream():
                size += len(part)
                if size > limit:
                    raise TooMuch(413, problem("H016", limit=limit))
                parts.append(part)
    except TimeoutError:
        raise TooMuch(408, problem("H017", limit=f"{settings.body_time:g}")) from None
    return b"".join(parts)


def _demand_json(request: Request) -> None:
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        raise TooMuch(415, problem("H015", text=encoding[:40]))
    given = request.headers.get("content-type", "")
    kind, *parameters = (p.strip().lower() for p in given.split(";"))
    charset = next((p.partition("=")[2].strip('" ') for p in parameters if p.startswith("charset")), "utf-8")
    if kind != "application/json" or charset not in ("utf-8", "utf8"):
        raise TooMuch(415, problem("H014", text=given[:80]))


class ClosingResponse(Response):
    """A response given before the body was read: complete at once, then the rest of the body is thrown away a while.

    Closing at once would reset the connection under a client that is still sending, before it reads the response.
    """

    def __init__(self, content: bytes, status: int, headers: dict[str, str]) -> None:
        super().__init__(content, status, {**headers, "connection": "close"}, "application/json")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Send, drain, close."""
        start: dict[str, Any] = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        await send(start)
        await send({"type": "http.response.body", "body": self.body, "more_body": True})
        with suppress(TimeoutError):
            async with asyncio.timeout(_DRAIN):
                while (message := await receive())["type"] == "http.request" and message.get("more_body", False):
                    pass
        await send({"type": "http.response.body", "body": b"", "more_body": False})
