"""The rules in force, and their reload: whole or not at all."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import UTC, datetime
from typing import Any

from attrs import frozen

from ..base.problem import PerfscoreError
from .pool import Pool
from .settings import Settings
from .snapshot import Snapshot, read_folder

__all__ = ["Generation", "Hub", "Loaded", "Unusable"]

LOG = logging.getLogger("perfscore.serving")


@frozen
class Generation:
    """One set of rules with the evaluators that hold it; ``entries`` as JSON, ``since`` an ISO time in UTC."""

    pool: Pool
    revision: str
    entries: list[dict[str, Any]]
    since: str


@frozen
class Loaded:
    """What came of a reload: ``state`` is ``loaded``, ``unchanged`` or ``kept`` (the old set, because of the problems)."""

    state: str
    revision: str
    since: str
    problems: list[dict[str, Any]]


class Unusable(Exception):
    """Rules cannot be used; ``problems`` are plain JSON, ``framed`` shows them with their lines."""

    def __init__(self, problems: list[dict[str, Any]], framed: str) -> None:
        super().__init__(problems)
        self.problems = problems
        self.framed = framed or "\n".join(f"{p['code']}：{p['message']}" for p in problems)


class Hub:
    """Holds the generation in force. All methods run on the event loop."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.current: Generation | None = None
        self.stale: list[dict[str, Any]] = []
        """Problems of the folder as it was last seen; empty where the rules in force are those of the folder."""
        self.under_way = 0
        self._lock: asyncio.Lock | None = None
        self._leaving: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Load the rules and start the evaluators.

        Raises :class:`PerfscoreError` where the folder cannot be read, :class:`Unusable` where its rules cannot be used.
        """
        if self.current is not None:
            return
        self._lock = asyncio.Lock()
        snapshot = await asyncio.to_thread(read_folder, self.settings.rules)
        made = await self._made(snapshot)
        if isinstance(made, Unusable):
            raise made
        self.current = made

    async def _made(self, snapshot: Snapshot) -> Generation | Unusable:
        """Return a new generation, or what stands in its way."""
        pool = Pool(snapshot, self.settings)
        reply = await pool.start()
        said = json.loads(reply.body)
        if reply.status != 200:
            return Unusable(said["problems"], said.get("framed", ""))
        since = datetime.now(UTC).isoformat(timespec="seconds")
        return Generation(pool, snapshot.revision, said["rules"], since)

    async def reload(self) -> Loaded:
        """Read the folder again. New rules take the place of the old ones only when all of them can be used.

        Requests under way are finished by the rules they began with. Never raises for bad files.
        """
        assert self._lock is not None
        assert self.current is not None
        async with self._lock:
            old = self.current
            try:
                snapshot = await asyncio.to_thread(read_folder, self.settings.rules)
            except PerfscoreError as error:
                return self._kept([p.to_dict() for p in error.problems])
            if snapshot.revision == old.revision:
                self.stale = []
                LOG.info("rules", extra={"said": {"state": "unchanged", "revision": old.revision}})
                return Loaded("unchanged", old.revision, old.since, [])
            made = await self._made(snapshot)
            if isinstance(made, Unusable):
                return self._kept(made.problems)
            self.current, self.stale = made, []
            said = {"state": "loaded", "revision": made.revision, "before": old.revision, "rules": len(made.entries)}
            LOG.info("rules", extra={"said": said})
            task = asyncio.get_running_loop().create_task(old.pool.close())
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)
            return Loaded("loaded", made.revision, made.since, [])

    def _kept(self, problems: list[dict[str, Any]]) -> Loaded:
        self.stale = problems
        assert self.current is not None
        codes = list(dict.fromkeys(p["code"] for p in problems))[:20]
        said = {"state": "kept", "revision": self.current.revision, "codes": codes, "problems": len(problems)}
        LOG.error("rules", extra={"said": said})
        return Loaded("kept", self.current.revision, self.current.since, problems)

    async def stop(self) -> None:
        """Stop all evaluators once the requests under way are finished."""
        current, self.current = self.current, None
        if current is not None:
            await current.pool.close()
        if self._leaving:
            await asyncio.gather(*self._leaving)
