"""A real server, as an operator would start it, on a port of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.seed import CASE, FACTS

for _name in ("fastapi", "uvicorn"):
    pytest.importorskip(_name, reason=f"{_name} is not installed: pip install 'perfscore[server]'")
httpx = pytest.importorskip("httpx", reason="httpx is not installed: pip install httpx")

SCORE = {"rules": {"name": "indicators.yaml"}, "facts": FACTS.read_text("utf-8")}
HEAVY = "格式: perfscore/1\n填报数据: 重\n完成情况:\n" + "".join(
    f"  - {{三级指标: 指标{n}, 实际完成值: {n}%}}\n" for n in range(4000)
)
"""A text that takes seconds to check, well within the size limit."""
NEVER = HEAVY + HEAVY.split("完成情况:\n")[1] * 15


class Server:
    """A running server: where it is, what it has logged."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[dict[str, Any]] = []
        self.said = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.port = int(self.wait_for(lambda line: line["event"] == "started")["port"])
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=60, trust_env=False)

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said += line
            if line.startswith("{"):
                self.lines.append(json.loads(line))

    def wait_for(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return the first log line that is wanted, waiting for it."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            found = next((line for line in list(self.lines) if wanted(line)), None)
            if found is not None:
                return found
            if self.process.poll() is not None and not self._reader.is_alive():
                break
            time.sleep(0.01)
        raise AssertionError(f"not logged; the server said: {self.said[-2000:]}")

    def forget(self) -> None:
        """Forget what was logged so far, once the line of the last request is there."""
        mark = f"forget-{time.monotonic_ns()}"
        self.client.get("/healthz", headers={"x-request-id": mark})
        self.request_line(mark)
        self.lines, self.said = [], ""

    def request_line(self, request: str) -> dict[str, Any]:
        """Return the log line of the request with this id."""
        return self.wait_for(lambda line: line.get("request") == request)

    def post(self, path: str, body: Any, **headers: str) -> httpx.Response:
        """Send JSON."""
        content = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode("utf-8")
        return self.client.post(path, content=content, headers={"content-type": "application/json", **headers})

    def later(self, path: str, body: Any) -> Later:
        """Send JSON from another thread."""
        return Later(lambda: self.post(path, body))

    def raw(self) -> socket.socket:
        """Open a connection to speak HTTP by hand."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

    def evaluators(self) -> list[int]:
        """Return the process ids of the evaluators (Linux)."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        if not path.exists():
            pytest.skip("no /proc to find child processes in")
        return [int(p) for p in path.read_text().split()]

    def until(self, **wanted: int) -> None:
        """Wait until /readyz says so: ``busy`` evaluators, requests ``under_way``."""
        until = time.monotonic() + 60
        while not wanted.items() <= self.client.get("/readyz").json().items():
            assert time.monotonic() < until
            time.sleep(0.01)

    def evaluator(self) -> int:
        """Return the process id of the only evaluator, waiting until others have left."""
        until = time.monotonic() + 60
        while len(pids := self.evaluators()) != 1:
            assert time.monotonic() < until
            time.sleep(0.01)
        return pids[0]

    def stop(self) -> int:
        """Ask it to stop and return its exit status."""
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(60)
        self._reader.join(10)
        return status


class Later:
    """A response that is on its way."""

    def __init__(self, send: Callable[[], httpx.Response]) -> None:
        self._got: list[httpx.Response | Exception] = []
        self._thread = threading.Thread(target=self._run, args=(send,), daemon=True)
        self._thread.start()

    def _run(self, send: Callable[[], httpx.Response]) -> None:
        try:
            self._got.append(send())
        except Exception as error:
            self._got.append(error)

    def result(self) -> httpx.Response:
        """Wait for it."""
        self._thread.join(60)
        (got,) = self._got
        if isinstance(got, Exception):
            raise got
        return got


def start(*words: str | Path) -> subprocess.Popen[str]:
    """Start ``perfscore serve`` on a free port."""
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "perfscore", "serve", "--port", "0", *map(str, words)]
    return subprocess.Popen(
        command, env=env, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, encoding="utf-8", stdin=subprocess.DEVNULL
    )


@contextmanager
def server(*words: str | Path, rules: Path | None = CASE) -> Iterator[Server]:
    """Run a server; it is stopped at the end, whatever happens."""
    process = start(*(() if rules is None else ("--rules", rules)), *words)
    try:
        running = Server(process)
        try:
            yield running
        finally:
            running.client.close()
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        assert process.stderr is not None
        process.stderr.close()


def codes(response: httpx.Response) -> list[str]:
    """Return the codes of the problems of a response."""
    return [p["code"] for p in response.json()["problems"]]


def messages(response: httpx.Response) -> list[str]:
    """Return the messages of the problems of a response."""
    return [p["message"] for p in response.json()["problems"]]
