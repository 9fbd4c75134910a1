"""Evaluator processes: each takes one request at a time; one that goes beyond its limits is ended and replaced."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from attrs import define, field

from ..base.problem import problem
from .desk import Reply, refusal
from .evaluator import OUT_OF_MEMORY
from .settings import Settings
from .snapshot import Snapshot
from .wire import pack, receive_frame

__all__ = ["Gone", "Pool"]

_PATIENCE = 2.0
"""Seconds an evaluator has to leave once its input is closed."""
_PAUSE = 1.0
"""Seconds before another try, where an evaluator could not be started."""
_LINE = 1 << 20


class Gone(Exception):
    """The client broke off while its request waited."""


class Evaluator:
    """One process and the pipe to it."""

    def __init__(self, process: Process, settings: Settings) -> None:
        self.process, self.settings = process, settings

    @classmethod
    async def start(cls, snapshot: Snapshot, settings: Settings, *, eager: bool) -> tuple[Evaluator, Reply]:
        """Start a process on a snapshot; with ``eager`` it loads all rules first and the reply lists them."""
        package = str(Path(__file__).parents[2])
        paths = os.pathsep.join(p for p in (package, os.environ.get("PYTHONPATH", "")) if p)
        words = (sys.executable, "-P", "-m", "perfscore.serving.evaluator")
        process = await asyncio.create_subprocess_exec(
            *words, stdin=PIPE, stdout=PIPE, env={**os.environ, "PYTHONPATH": paths}, limit=_LINE
        )
        self = cls(process, settings)
        head = {"files": [(n, len(b)) for n, b in snapshot.files], "eager": eager, "memory": settings.memory}
        body = b"".join(b for _, b in snapshot.files)
        reply = await self.exchange(pack(head, body), settings.load_time)
        if reply is None:
            reply = refusal(422, [problem("H031", limit=f"{settings.load_time:g}")])
        return self, reply

    async def exchange(self, frame: bytes, limit: float) -> Reply | None:
        """Send a frame and return the reply; None where none came within ``limit`` seconds and the process was ended.

        A process that ends by itself gives a reply that says so.
        """
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            async with asyncio.timeout(limit):
                self.process.stdin.write(frame)
                with suppress(ConnectionError):
                    await self.process.stdin.drain()
                got = await receive_frame(self.process.stdout)
        except TimeoutError:
            await self.kill()
            return None
        except asyncio.CancelledError:
            await self.kill()
            raise
        if got is None:
            await self.stop()
            if self.process.returncode == OUT_OF_MEMORY:
                return refusal(422, [problem("H021", limit=self.settings.memory)])
            return refusal(500, [problem("H032", status=self.process.returncode)])
        head, body = got
        return Reply(head["status"], body, head["digest"], tuple(head["codes"]), head["note"])

    @property
    def alive(self) -> bool:
        """Whether the process still runs and may be given work."""
        return self.process.returncode is None

    async def kill(self) -> None:
        """End the process at once."""
        if self.alive:
            with suppress(ProcessLookupError):
                self.process.kill()
        await self._gone()

    async def stop(self) -> None:
        """Close its input and wait for it to leave; end it where it does not."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            await asyncio.wait_for(self.process.wait(), _PATIENCE)
        except TimeoutError:
            await self.kill()
            return
        await self._gone()

    async def _gone(self) -> None:
        await self.process.wait()
        transport = getattr(self.process, "_transport", None)
        if transport is not None:
            transport.close()


StillWanted = Callable[[], Awaitable[bool]]


@define(eq=False)
class Pool:
    """The evaluators of one snapshot."""

    snapshot: Snapshot
    settings: Settings
    idle: asyncio.LifoQueue[Evaluator] = field(factory=asyncio.LifoQueue, init=False)
    users: int = field(default=0, init=False)
    closing: bool = field(default=False, init=False)
    _all: set[Evaluator] = field(factory=set, init=False)
    _tasks: set[asyncio.Task[None]] = field(factory=set, init=False)
    _left: asyncio.Event = field(factory=asyncio.Event, init=False)

    async def start(self) -> Reply:
        """Start all evaluators, each with all rules loaded. Where one cannot be, all are stopped and the reply says why."""
        many = self.settings.workers
        jobs = (Evaluator.start(self.snapshot, self.settings, eager=True) for _ in range(many))
        started = await asyncio.gather(*jobs)
        bad = next((reply for _, reply in started if reply.status != 200), None)
        for evaluator, _ in started:
            self._all.add(evaluator)
            self.idle.put_nowait(evaluator)
        if bad is not None:
            await self.close()
            return bad
        return started[0][1]

    @property
    def alive(self) -> int:
        """How many evaluators run."""
        return sum(e.alive for e in self._all)

    @property
    def busy(self) -> int:
        """How many evaluators are at work."""
        return max(self.alive - self.idle.qsize(), 0)

    async def ask(self, op: str, body: bytes, request: str, still_wanted: StillWanted | None = None) -> Reply:
        """Have a request answered. The reply says so where no evaluator became free in time, and where a limit was hit.

        Where an evaluator ends for a reason of its own (killed while idle, say), one other is asked.

        Raises :class:`Gone` where the request had to wait and ``still_wanted`` then says no.
        """
        self.users += 1
        try:
            reply = await self._once(op, body, request, still_wanted)
            if reply.codes == ("H032",):
                reply = await self._once(op, body, request, still_wanted)
            return reply
        finally:
            self.users -= 1
            if not self.users:
                self._left.set()

    async def _once(self, op: str, body: bytes, request: str, still_wanted: StillWanted | None) -> Reply:
        evaluator = await self._free(still_wanted)
        if evaluator is None:
            return refusal(503, [problem("H019", limit=f"{self.settings.wait_limit:g}")])
        try:
            return await self._work(evaluator, op, body, request)
        finally:
            self._back(evaluator)

    async def _free(self, still_wanted: StillWanted | None) -> Evaluator | None:
        while not self.idle.empty():
            evaluator = self.idle.get_nowait()
            if evaluator.alive:
                return evaluator
            self._back(evaluator)
        try:
            evaluator = await asyncio.wait_for(self.idle.get(), self.settings.wait_limit)
        except TimeoutError:
            return None
        if still_wanted is not None and not await still_wanted():
            self._back(evaluator)
            raise Gone
        return evaluator

    async def _work(self, evaluator: Evaluator, op: str, body: bytes, request: str) -> Reply:
        limit = self.settings.time_limit
        frame = pack({"op": op, "limit": limit, "request": request, "memory": self.settings.memory}, body)
        reply = await evaluator.exchange(frame, limit)
        return refusal(422, [problem("H020", limit=f"{limit:g}")]) if reply is None else reply

    def _back(self, evaluator: Evaluator) -> None:
        """Give an evaluator back; one that has ended is replaced."""
        if evaluator.alive or self.closing:
            self.idle.put_nowait(evaluator)
            return
        self._all.discard(evaluator)
        task = asyncio.get_running_loop().create_task(self._replace())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _replace(self) -> None:
        """Start another evaluator on the same snapshot; its rules are loaded when they are first asked for."""
        while not self.closing:
            try:
                evaluator, reply = await Evaluator.start(self.snapshot, self.settings, eager=False)
            except OSError:
                reply = None
            if reply is not None and reply.status == 200:
                self._all.add(evaluator)
                self.idle.put_nowait(evaluator)
                return
            await asyncio.sleep(_PAUSE)

    async def close(self) -> None:
        """Let the requests under way finish, then stop all evaluators."""
        while self.users:
            self._left.clear()
            await self._left.wait()
        self.closing = True
        if self._tasks:
            await asyncio.gather(*self._tasks)
        await asyncio.gather(*(e.stop() for e in self._all))
        self._all.clear()
