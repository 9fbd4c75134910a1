"""The routes. A body is received within its limits and handed to an evaluator; the reply is passed on as it came."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from .._version import __version__
from ..base.problem import problem
from .account import Account, Accounting
from .desk import Reply, refusal
from .hub import Generation, Hub
from .intake import ClosingResponse, TooMuch, receive_body
from .models import ANSWERS, NotReady, Reloaded
from .openapi import body_of, document, refusals
from .page import page
from .pool import Gone
from .settings import Settings

__all__ = ["create_app"]

RETRY_AFTER = "1"
"""Seconds a client should wait before it tries again."""
_SCORING = {
    "score": ("/v1/score", "给一张表计分"),
    "score-rows": ("/v1/score-rows", "给一组行计分"),
    "score-records": ("/v1/score-records", "给同一张表的许多单位计分"),
    "check": ("/v1/check", "检查一份规则或填报数据"),
    "read": ("/v1/read", "试读指标值、完成值或评分标准"),
}
"""Operations with a body: path and summary."""


def create_app(settings: Settings, hub: Hub | None = None) -> FastAPI:
    """Return the service. Its lifespan starts and stops the evaluators."""
    logging.getLogger("perfscore.serving").addHandler(logging.NullHandler())
    held = Hub(settings) if hub is None else hub

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await held.start()
        try:
            yield
        finally:
            await held.stop()

    app = FastAPI(
        title="perfscore",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        root_path=settings.root_path,
        lifespan=lifespan,
        exception_handlers={HTTPException: _not_served},
    )
    app.add_middleware(Accounting)
    for op, (path, summary) in _SCORING.items():
        statuses = (
            (400, 408, 409, 413, 415, 422, 503) if op in ("score", "score-records") else (400, 408, 413, 415, 422, 503)
        )
        _route(app, "POST", path, op, _asked(held, op), summary, refusals(*statuses), openapi_extra=body_of(op))
    _add_rules(app, held)
    _add_health(app, held)
    _add_pages(app)
    return app


def _route(
    app: FastAPI,
    method: str,
    path: str,
    op: str,
    handler: Callable[..., Awaitable[Response]],
    summary: str,
    responses: dict[int | str, dict[str, Any]],
    **more: Any,
) -> None:
    """Add a route with what /openapi.json says of it."""
    told = {200: {"model": ANSWERS[op], "description": ANSWERS[op].__doc__}, **responses}
    app.add_api_route(
        path,
        handler,
        methods=[method],
        operation_id=op.replace("-", "_"),
        summary=summary,
        responses=told,
        response_model=None,
        **more,
    )


async def _not_served(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    found = problem("H027", method=request.method[:20]) if error.status_code == 405 else problem("H026")
    return _passed_on(refusal(error.status_code, [found]), Account.of(request), dict(error.headers or {}))


def _passed_on(reply: Reply, account: Account, headers: dict[str, str] | None = None) -> Response:
    """Return a reply as a response, and let the log know of it."""
    account.heard(reply)
    more = {"retry-after": RETRY_AFTER} if reply.status == 503 else {}
    return Response(reply.body, reply.status, {**more, **(headers or {})}, "application/json")


def _asked(hub: Hub, op: str) -> Callable[[Request], Awaitable[Response]]:
    """Return the handler of one operation with a body."""

    async def handle(request: Request) -> Response:
        account = Account.of(request)
        if hub.under_way >= hub.settings.under_way:
            busy = refusal(503, [problem("H018", limit=hub.settings.under_way)])
            account.heard(busy)
            return ClosingResponse(busy.body, 503, {"retry-after": RETRY_AFTER})
        hub.under_way += 1
        try:
            body = await receive_body(request, hub.settings)
            account.received = len(body)
            return _passed_on(await _evaluated(hub, op, body, request, account), account)
        except TooMuch as refused:
            said = refusal(refused.status, [refused.problem])
            account.heard(said)
            return ClosingResponse(said.body, refused.status, {})
        finally:
            hub.under_way -= 1

    return handle


async def _evaluated(hub: Hub, op: str, body: bytes, request: Request, account: Account) -> Reply:
    generation = hub.current
    if generation is None:
        return refusal(503, [problem("H036")])

    async def still_wanted() -> bool:
        return not await request.is_disconnected()

    try:
        return await generation.pool.ask(op, body, account.id, still_wanted)
    except Gone:
        account.broken = True
        return refusal(503, [problem("H036")])


def _add_rules(app: FastAPI, hub: Hub) -> None:
    async def packs(request: Request) -> Response:
        """内置的评分办法和评价体系。"""
        return _passed_on(await _evaluated(hub, "packs", b"", request, Account.of(request)), Account.of(request))

    async def rules(request: Request) -> Response:
        """从规则文件夹载入、现在生效的规则文件。"""
        if hub.current is None:
            return _passed_on(refusal(503, [problem("H036")]), Account.of(request))
        return JSONResponse({**_state(hub, hub.current), "rules": hub.current.entries})

    async def reload(request: Request) -> Response:
        """所有文件都能用才换；有一个用不了，就仍用原来的全部，并写明原因。没有算完的请求按原来的规则算完。"""
        account = Account.of(request)
        if hub.current is None:
            return _passed_on(refusal(503, [problem("H036")]), account)
        loaded = await hub.reload()
        account.codes = tuple(dict.fromkeys(p["code"] for p in loaded.problems))[:20]
        said = {"state": loaded.state, "revision": loaded.revision, "since": loaded.since}
        return JSONResponse({**said, "problems": loaded.problems}, 409 if loaded.state == "kept" else 200)

    kept: dict[int | str, dict[str, Any]] = {409: {"model": Reloaded, "description": "新的规则用不了，仍用原来的"}}
    _route(app, "GET", "/v1/packs", "packs", packs, "列出内置办法", refusals(422, 503))
    _route(app, "GET", "/v1/rules", "rules", rules, "列出现用的规则文件", refusals(503))
    _route(app, "POST", "/v1/reload", "reload", reload, "重新载入规则文件夹", {**kept, **refusals(503)})


def _add_health(app: FastAPI, hub: Hub) -> None:
    async def live() -> Response:
        """进程在运行，与规则和负载无关。"""
        return JSONResponse({"status": "live", "version": __version__})

    async def ready() -> Response:
        """可以接受请求；同时说明规则文件夹里现在的内容是否已经生效。"""
        if hub.current is None or not hub.current.pool.alive:
            return JSONResponse({"status": "not ready", "version": __version__}, 503, {"retry-after": RETRY_AFTER})
        pool = hub.current.pool
        workers = {"workers": pool.alive, "busy": pool.busy, "under_way": hub.under_way}
        said = {"status": "ready", "version": __version__, **workers, "rules": _state(hub, hub.current)}
        return JSONResponse(said)

    waiting: dict[int | str, dict[str, Any]] = {503: {"model": NotReady, "description": NotReady.__doc__}}
    _route(app, "GET", "/healthz", "live", live, "是否在运行", {})
    _route(app, "GET", "/readyz", "ready", ready, "是否可以接受请求", waiting)


def _add_pages(app: FastAPI) -> None:
    told = document(app)
    html = page(told)

    async def openapi(request: Request) -> Response:
        prefix = str(request.scope.get("root_path", ""))
        return JSONResponse({**told, "servers": [{"url": prefix}]} if prefix else told)

    async def docs() -> Response:
        return HTMLResponse(html)

    for path, handler in (("/openapi.json", openapi), ("/docs", docs)):
        app.add_api_route(path, handler, methods=["GET"], include_in_schema=False, response_model=None)


def _state(hub: Hub, generation: Generation) -> dict[str, Any]:
    """Return which rules are in force, and whether the folder now holds others that cannot be used."""
    return {
        "revision": generation.revision,
        "since": generation.since,
        "state": "kept" if hub.stale else "current",
        "problems": hub.stale,
    }
