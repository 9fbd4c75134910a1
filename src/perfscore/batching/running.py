"""Running the items in parallel processes; what is finished is kept, so that a run that was cut off goes on."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import IO

from attrs import frozen

from .._version import __version__
from ..api import load
from ..base.events import WARNING, listening, tell
from ..base.problem import PerfscoreError, problem
from ..planning import RuleSet
from .inputs import Item
from .tables import Record, failed, records_of

__all__ = ["STATE", "Outcome", "run_batch"]

STATE = ".未完成.jsonl"
"""The file of an unfinished run, in its output folder; it is removed once the summary is written."""
_AHEAD = 4
"""Items handed to each process ahead of time: enough to keep it busy, few enough to keep memory small."""
Progress = Callable[[int, int, int], None]


@frozen
class Outcome:
    """All records in the order of the items, and how many items were taken over from a run that was cut off."""

    records: tuple[Record, ...]
    resumed: int


def fingerprint(items: Sequence[Item], rules_id: str | None, rules: RuleSet | None) -> str:
    """Return what a run is made of: its inputs, the scheme and the version of the program."""
    whole = hashlib.sha256(repr((__version__, rules_id)).encode())
    if rules is not None:
        whole.update(repr(rules.scheme).encode())
    for item in items:
        whole.update(item.digest().encode())
    return whole.hexdigest()


def run_batch(
    items: Sequence[Item],
    folder: Path,
    *,
    rules_id: str | None = None,
    jobs: int | None = None,
    fresh: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Score all items and return their records.

    Every finished item is appended to :data:`STATE` in ``folder``; the next run of the same items goes on from there.
    ``jobs`` is the number of processes (default: the machine's; 1 starts none). ``progress`` is called with done, all
    and failed. Raises :class:`PerfscoreError` where the scheme cannot be read, or the folder holds another run.
    """
    event = listening("batch")
    rules = load(rules_id) if rules_id is not None else None
    mark = fingerprint(items, rules_id, rules)
    path = folder / STATE
    done = {} if fresh else _resume(path, mark, folder)
    resumed = len(done)
    try:
        with path.open("a" if done else "w", encoding="utf-8", newline="\n") as state:
            if not done:
                _append(state, {"run": mark})
            lost = sum(_is_failure(rs) for rs in done.values())
            left = [(n, item) for n, item in enumerate(items) if n not in done]
            for number, records in _run(left, rules, rules_id, jobs or os.cpu_count() or 1):
                done[number] = records
                _append(state, {"item": number, "records": records})
                lost += _is_failure(records)
                _tell_failures(number, records)
                if progress is not None:
                    progress(len(done), len(items), lost)
    except OSError as error:
        raise PerfscoreError([problem("P958", name=path.name, reason=error.strerror or str(error))]) from error
    if event is not None:
        event("finished", items=len(items), resumed=resumed, failed=lost)
    return Outcome(tuple(r for n in range(len(items)) for r in done[n]), resumed)


def _tell_failures(number: int, records: list[Record]) -> None:
    """Say which item could not be scored: by its number, because its name may be a unit's, and by codes."""
    if _is_failure(records):
        codes = sorted({p["code"] for r in records if r["status"] == "failed" for p in r["problems"]})
        tell("batch", WARNING, "failed", item=number + 1, codes=",".join(codes))


def _is_failure(records: list[Record]) -> bool:
    return any(r["status"] == "failed" for r in records)


def _append(state: IO[str], value: object) -> None:
    state.write(json.dumps(value, ensure_ascii=False) + "\n")
    state.flush()


def _resume(path: Path, mark: str, folder: Path) -> dict[int, list[Record]]:
    """Return what a run that was cut off had finished; its last line may be cut off too, and is then done again."""
    if not path.exists():
        return {}
    lines = path.read_bytes().split(b"\n")
    head = _line(lines[0])
    if not isinstance(head, dict) or head.get("run") != mark:
        if not isinstance(head, dict):
            return {}
        raise PerfscoreError([problem("I947", name=str(folder))])
    done: dict[int, list[Record]] = {}
    for raw in lines[1:-1]:
        value = _line(raw)
        if isinstance(value, dict) and isinstance(value.get("records"), list):
            done[int(value["item"])] = value["records"]
    if lines[-1]:
        path.write_bytes(b"\n".join(lines[:-1]) + b"\n")
    return done


def _line(raw: bytes) -> object:
    try:
        return json.loads(raw)
    except ValueError:
        return None


Left = list[tuple[int, Item]]


def _run(left: Left, rules: RuleSet | None, rules_id: str | None, jobs: int) -> Iterator[tuple[int, list[Record]]]:
    jobs = min(jobs, len(left))
    if jobs <= 1:
        for number, item in left:
            yield number, records_of(item, rules, rules_id)
        return
    finished: set[int] = set()
    try:
        for number, records in _in_processes(left, rules_id, jobs):
            finished.add(number)
            yield number, records
    except BrokenProcessPool:
        for number, item in left:
            if number not in finished:
                yield number, _alone(item, rules_id)


def _in_processes(left: Left, rules_id: str | None, jobs: int) -> Iterator[tuple[int, list[Record]]]:
    """Yield results as they come; only a few items are under way at a time."""
    waiting = iter(left)
    with ProcessPoolExecutor(jobs, get_context("spawn"), _prepare, (rules_id,)) as pool:
        under_way: dict[Future[list[Record]], int] = {}

        def fill() -> None:
            while len(under_way) < jobs * _AHEAD and (entry := next(waiting, None)) is not None:
                under_way[pool.submit(_work, entry[1])] = entry[0]

        fill()
        try:
            while under_way:
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    yield under_way.pop(future), future.result()
                fill()
        except GeneratorExit:
            pool.shutdown(cancel_futures=True)
            raise


def _alone(item: Item, rules_id: str | None) -> list[Record]:
    """Score an item in a process of its own: one that brings its process down is a failure, the others go on."""
    try:
        with ProcessPoolExecutor(1, get_context("spawn"), _prepare, (rules_id,)) as pool:
            return pool.submit(_work, item).result()
    except BrokenProcessPool:
        return [failed(item.id, [problem("P963", kind="BrokenProcessPool", text="进程意外结束")])]


class _Worker:
    """What a worker process keeps between items: the scheme, read once."""

    rules: RuleSet | None = None
    rules_id: str | None = None


def _prepare(rules_id: str | None) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    _Worker.rules_id = rules_id
    _Worker.rules = load(rules_id) if rules_id is not None else None


def _end_with_parent() -> None:
    """End this process once the one that started it is gone: killed, that one can no longer tell it to."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _work(item: Item) -> list[Record]:
    return records_of(item, _Worker.rules, _Worker.rules_id)
