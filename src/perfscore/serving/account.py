"""What the log says of a request, and the middleware that says it. Every response carries the request's id."""

from __future__ import annotations

import logging
import re
import time
import uuid
from typing import Any

from attrs import define
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .desk import Reply
from .evaluator import failed

__all__ = ["Account", "Accounting"]

LOG = logging.getLogger("perfscore.serving")
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
_KEY = "perfscore.account"


@define
class Account:
    """What is known of one request; ``broken`` tells that the client broke off."""

    id: str
    method: str
    began: float
    status: int = 0
    received: int = 0
    sent: int = 0
    digest: str = ""
    codes: tuple[str, ...] = ()
    note: str = ""
    broken: bool = False

    @classmethod
    def of(cls, request: Request) -> Account:
        """Return the account of a request."""
        account = request.scope[_KEY]
        assert isinstance(account, Account)
        return account

    def heard(self, reply: Reply) -> None:
        """Take over what a reply lets the log know."""
        self.digest, self.codes, self.note = reply.digest, reply.codes, reply.note

    def line(self, scope: Scope) -> dict[str, Any]:
        """Return the fields of the log line; the path is that of the route, never what was sent."""
        route = scope.get("route")
        return {
            "request": self.id,
            "method": self.method if self.method in _METHODS else "other",
            "route": getattr(route, "path", None),
            "status": self.status or None,
            "ms": round((time.perf_counter() - self.began) * 1000, 1),
            "received": self.received,
            "sent": self.sent,
            **({"digest": self.digest} if self.digest else {}),
            **({"codes": list(self.codes)} if self.codes else {}),
            **({"at": self.note} if self.note else {}),
            **({"broken_off": True} if self.broken else {}),
        }


_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"))


class Accounting:
    """ASGI middleware: ids, one log line a request, and an answer where our own code fails."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run a request and give an account of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        account = Account(_id_of(scope), scope["method"], time.perf_counter())
        scope[_KEY] = account

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                account.status = message["status"]
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", account.id.encode("ascii"))]
            elif message["type"] == "http.response.body":
                account.sent += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, counted)
        except ClientDisconnect:
            account.broken = True
        except Exception as error:
            await _failed(account, error, counted)
        level = logging.ERROR if account.status == 500 else logging.INFO
        LOG.log(level, "request", extra={"said": account.line(scope)})


async def _failed(account: Account, error: Exception, send: Send) -> None:
    """Answer an error of our own, if nothing has been answered yet; the log names its place, never what it says."""
    reply = failed(error, account.id)
    account.heard(reply)
    if account.status:
        return
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(reply.body)).encode())]
    await send({"type": "http.response.start", "status": 500, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})


def _id_of(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _ID.match(value.decode("latin-1")):
            return str(value.decode("latin-1"))
    return uuid.uuid4().hex
