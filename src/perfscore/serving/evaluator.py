"""The loop of an evaluator process: ``python -m perfscore.serving.evaluator``, frames on standard input and output.

The first frame brings the snapshot of the rules and the limits, each further one a request. The process ends when its
input does. It lets the signals of a stop pass by: requests under way are finished, and the HTTP process closes the
pipe when they are. Should that process itself hang, an alarm ends an evaluation that goes on far beyond its limit.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from pathlib import Path
from typing import IO, Any

from attrs import evolve

from ..base.problem import problem
from .book import RuleBook
from .desk import Desk, Reply, refusal
from .snapshot import Snapshot
from .wire import pack, read_frame

__all__ = ["OUT_OF_MEMORY", "failed", "main"]

OUT_OF_MEMORY = 3
"""Exit status where the bound on memory was reached."""

_BEYOND = 2.0
"""Seconds an evaluation may go on beyond its limit before the process ends itself."""


def main() -> int:
    """Answer requests until the input ends; out of memory in the middle of it, leave with :data:`OUT_OF_MEMORY`."""
    try:
        return _loop()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _loop() -> int:
    into, out = sys.stdin.buffer, _own_output()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    first = read_frame(into)
    if first is None:
        return 0
    head, body = first
    _bound_memory(int(head["memory"]))
    desk = Desk(RuleBook(_snapshot(head["files"], body)))
    reply = _safe(desk, "entries", b"", head) if head["eager"] else Reply(200, b"{}")
    _send(out, reply)
    while (frame := read_frame(into)) is not None:
        head, body = frame
        _alarm(float(head["limit"]) + _BEYOND)
        _send(out, _safe(desk, str(head["op"]), body, head))
        _alarm(0)
    return 0


def _own_output() -> IO[bytes]:
    """Keep standard output for frames: whatever else prints goes to standard error."""
    kept = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return kept


def _snapshot(files: list[tuple[str, int]], body: bytes) -> Snapshot:
    out, at = [], 0
    for name, size in files:
        out.append((name, body[at : at + size]))
        at += size
    return Snapshot(tuple(out))


def _bound_memory(megabytes: int) -> None:
    """Bound the address space, where the system can; 0 sets no bound."""
    try:
        import resource
    except ImportError:
        return
    if megabytes:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024 * 1024,) * 2)


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _safe(desk: Desk, op: str, body: bytes, head: dict[str, Any]) -> Reply:
    """Answer; whatever goes wrong inside becomes an answer too."""
    try:
        return desk.answer(op, body)
    except MemoryError:
        raise
    except Exception as error:
        return failed(error, str(head.get("request", "")))


def failed(error: BaseException, request: str) -> Reply:
    """Return the answer to an error of our own; the log names its place in the code, never what it says."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " ".join(f"{Path(f.filename).name}:{f.lineno}" for f in frames[-3:])
    reply = refusal(500, [problem("H033", kind=type(error).__name__, request=request)])
    return evolve(reply, note=f"{type(error).__name__} {where}")


def _send(out: IO[bytes], reply: Reply) -> None:
    head = {"status": reply.status, "digest": reply.digest, "codes": reply.codes, "note": reply.note}
    out.write(pack(head, reply.body))
    out.flush()


if __name__ == "__main__":
    raise SystemExit(main())
