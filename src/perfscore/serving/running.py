"""uvicorn around the application: the socket, signals, log lines, graceful stop."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from .._version import __version__
from ..base.problem import PerfscoreError, problem
from .app import create_app
from .hub import Hub, Unusable
from .logs import log_to
from .settings import Settings

__all__ = ["run"]

LOG = logging.getLogger("perfscore.serving")
_KEEP_ALIVE = 30
"""Seconds an idle connection stays open."""
_HEAD_TIME = 10.0
"""Seconds in which a new connection must have sent the head of a request."""
_SPARE = 5.0


class Protocol(H11Protocol):
    """uvicorn's HTTP/1.1 in pure Python, which bounds heads; here a head must also come in time."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Start the clock."""
        super().connection_made(transport)
        self._late = self.loop.call_later(_HEAD_TIME, self._close_late)

    def data_received(self, data: bytes) -> None:
        """Stop the clock with the first whole head."""
        super().data_received(data)
        if self.cycle is not None:
            self._stop_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._stop_clock()
        super().connection_lost(exc)

    def _stop_clock(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _close_late(self) -> None:
        self._late = None
        if not self.transport.is_closing():
            self.transport.close()


def run(settings: Settings) -> int:
    """Serve until SIGTERM or SIGINT; requests under way are finished. Returns the exit status.

    Raises :class:`PerfscoreError` where the folder of rules cannot be read or the port is taken. Rules that cannot be
    used are shown on standard error as ``perfscore check`` would, with status 1.
    """
    log_to()
    listening = _listen(settings.host, settings.port)
    try:
        asyncio.run(_run(settings, listening))
    except Unusable as error:
        sys.stderr.write(error.framed + "\n")
        return 1
    finally:
        listening.close()
    return 0


def _listen(host: str, port: int) -> socket.socket:
    """Return a listening socket. It names its protocol: only then does asyncio turn Nagle's algorithm off, which would
    hold the body of each answer back for 40 ms."""
    listening = None
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, address = found[0]
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(1024)
        return listening
    except (OSError, OverflowError) as error:
        if listening is not None:
            listening.close()
        said = getattr(error, "strerror", None) or str(error)
        raise PerfscoreError([problem("H034", host=host, port=port, reason=said, reason_en=said)]) from None


async def _run(settings: Settings, listening: socket.socket) -> None:
    hub = Hub(settings)
    await hub.start()
    config = uvicorn.Config(
        create_app(settings, hub),
        http=Protocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=settings.connections,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=int(settings.body_time + settings.wait_limit + settings.time_limit + _SPARE),
    )
    server = uvicorn.Server(config)
    reloads = _reload_on_signal(hub)
    said = {"host": settings.host, "port": listening.getsockname()[1], "workers": settings.workers}
    assert hub.current is not None
    rules = {"revision": hub.current.revision, "rules": len(hub.current.entries)}
    LOG.info("started", extra={"said": {**said, **rules, "version": __version__}})
    signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn raises it again once it has stopped: not to end by it
    try:
        await server.serve(sockets=[listening])
    finally:
        for task in reloads:
            task.cancel()
        await hub.stop()
    LOG.info("stopped")


def _reload_on_signal(hub: Hub) -> set[asyncio.Task[Any]]:
    """Reload on SIGHUP, where the system has it; returns the reloads under way."""
    tasks: set[asyncio.Task[Any]] = set()
    if not hasattr(signal, "SIGHUP"):
        return tasks
    loop = asyncio.get_running_loop()

    def reload() -> None:
        task = loop.create_task(hub.reload())
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    loop.add_signal_handler(signal.SIGHUP, reload)
    return tasks
