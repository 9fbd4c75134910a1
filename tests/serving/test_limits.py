"""Clients that send too much, too slowly or break off; work that goes on too long; too many at once."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.serving.running import HEAVY, NEVER, SCORE, Server, codes, messages, server

LIMIT = 100_000


@pytest.fixture(scope="module")
def small() -> Iterator[Server]:
    with server("--workers", "1", "--max-body", str(LIMIT), "--body-time", "1") as running:
        yield running


def head(length: int | None = None, **headers: str) -> bytes:
    lines = ["POST /v1/check HTTP/1.1", "Host: x", "Content-Type: application/json"]
    lines += ["Transfer-Encoding: chunked"] if length is None else [f"Content-Length: {length}"]
    lines += [f"{k.replace('_', '-')}: {v}" for k, v in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


def rest(connection: socket.socket) -> bytes:
    """Read until the server closes."""
    out = b""
    while True:
        try:
            got = connection.recv(65536)
        except ConnectionError:
            return out
        if not got:
            return out
        out += got


def test_100_megabytes_with_a_stated_length(small: Server) -> None:
    got = small.post("/v1/score", b" " * 100_000_000, **{"x-request-id": "big-1"})
    assert (got.status_code, messages(got)) == (413, [f"请求体超过 {LIMIT} 字节，没有接收"])
    assert got.headers["connection"] == "close"
    assert small.request_line("big-1")["received"] == 0


def test_100_megabytes_in_chunks(small: Server) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(1000):
            yield b" " * 100_000

    got = small.client.post("/v1/score", content=parts(), headers={"content-type": "application/json"})
    assert (got.status_code, codes(got)) == (413, ["H016"])


def test_nothing_beyond_the_limit_is_waited_for(small: Server) -> None:
    """The refusal comes although the client has sent only a little more than the limit, of a body without end."""
    with small.raw() as connection:
        connection.sendall(head() + chunk(b" " * (LIMIT + 1)))
        assert connection.recv(12) == b"HTTP/1.1 413"


def test_a_stated_length_is_refused_before_any_of_it_is_sent(small: Server) -> None:
    with small.raw() as connection:
        connection.sendall(head(10**12, Expect="100-continue"))
        assert connection.recv(12) == b"HTTP/1.1 413"


def test_a_body_of_exactly_the_limit_is_taken(small: Server) -> None:
    body = json.dumps({"text": "甲: 1\n"}).encode()
    assert small.post("/v1/check", body + b" " * (LIMIT - len(body))).status_code == 200
    assert small.post("/v1/check", body + b" " * (LIMIT - len(body) + 1)).status_code == 413


@pytest.mark.parametrize("start", [head(1000) + b'{"text"', head() + chunk(b'{"text"')])
def test_a_client_that_breaks_off(small: Server, start: bytes) -> None:
    before = len([line for line in small.lines if line.get("broken_off")])
    with small.raw() as connection:
        connection.sendall(start)
        small.until(under_way=1)
    small.until(under_way=0)
    found = small.wait_for(lambda line: line.get("broken_off") and small.lines.index(line) >= before)
    assert (found["route"], found["status"]) == ("/v1/check", None)
    assert small.post("/v1/check", {"text": "甲: 1\n"}).status_code == 200


def test_a_client_that_breaks_off_while_it_waits() -> None:
    with server("--workers", "1", "--time-limit", "60") as running:
        slow = running.later("/v1/check", {"text": HEAVY})
        running.until(busy=1)
        body = json.dumps({"text": "甲: 1\n"}).encode()
        with running.raw() as connection:
            connection.sendall(head(len(body)) + body)
            running.until(under_way=2)
        assert slow.result().status_code == 200
        running.until(under_way=0)
        assert running.wait_for(lambda line: bool(line.get("broken_off")))["route"] == "/v1/check"
        assert running.post("/v1/score", SCORE).status_code == 200


@pytest.mark.parametrize("start", [head(1000) + b'{"text"', head() + chunk(b'{"text"')])
def test_a_client_that_stops_sending(small: Server, start: bytes) -> None:
    with small.raw() as connection:
        connection.sendall(start)
        got = rest(connection)
    assert got.startswith(b"HTTP/1.1 408 ")
    assert "请求体在 1 秒内没有发完".encode() in got


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({"content-type": "text/plain"}, "Content-Type 应当是 application/json（UTF-8），而不是“text/plain”"),
        ({"content-type": ""}, "Content-Type 应当是 application/json（UTF-8），而不是“”"),
        (
            {"content-type": "application/json; charset=gbk"},
            "Content-Type 应当是 application/json（UTF-8），而不是“application/json; charset=gbk”",
        ),
        ({"content-encoding": "gzip"}, "不接受压缩的请求体（Content-Encoding: gzip）"),
    ],
)
def test_bodies_of_another_kind(small: Server, headers: dict[str, str], said: str) -> None:
    got = small.post("/v1/check", b"{}", **headers)
    assert (got.status_code, messages(got)) == (415, [said])


def test_work_without_end_is_stopped_and_others_go_on() -> None:
    with server("--workers", "2", "--time-limit", "2") as running:
        pids = running.evaluators()
        endless = running.later("/v1/check", {"text": NEVER})
        running.until(busy=1)
        assert running.client.get("/healthz").status_code == 200
        assert running.post("/v1/score", SCORE).status_code == 200
        got = endless.result()
        assert (got.status_code, messages(got)) == (422, ["在每次请求的时间限制 2 秒内没有算完，已中止"])
        assert all(running.post("/v1/score", SCORE).status_code == 200 for _ in range(3))
        until = time.monotonic() + 60
        while running.client.get("/readyz").json()["workers"] < 2:
            assert time.monotonic() < until
            time.sleep(0.05)
        assert len(set(pids) & set(running.evaluators())) == 1


def test_memory_is_bounded() -> None:
    pytest.importorskip("resource", reason="the system cannot bound the memory of a process")
    with server("--workers", "1", "--time-limit", "60", "--memory", "90") as running:
        got = running.post("/v1/check", {"text": NEVER})
        assert (got.status_code, messages(got)) == (422, ["所需内存超过每个进程的限制 90 MB，已中止"])
        assert running.post("/v1/score", SCORE).status_code == 200


def test_too_many_at_once() -> None:
    with server("--workers", "1", "--time-limit", "60", "--queue", "0") as running:
        slow = running.later("/v1/check", {"text": HEAVY})
        running.until(busy=1)
        got = running.post("/v1/score", SCORE)
        assert (got.status_code, messages(got)) == (503, ["同时处理的请求已到上限 1 个，请稍后再试"])
        assert got.headers["retry-after"] == "1"
        assert running.client.get("/readyz").status_code == 200
        assert slow.result().status_code == 200
        assert running.post("/v1/score", SCORE).status_code == 200


def test_a_wait_has_an_end() -> None:
    with server("--workers", "1", "--time-limit", "60", "--wait-limit", "0.1") as running:
        slow = running.later("/v1/check", {"text": HEAVY})
        running.until(busy=1)
        got = running.post("/v1/score", SCORE)
        assert (got.status_code, messages(got)) == (503, ["等了 0.1 秒还没有轮到，请稍后再试"])
        assert got.headers["retry-after"] == "1"
        assert slow.result().status_code == 200


def test_deep_nesting_is_a_message(small: Server) -> None:
    got = small.post("/v1/score", b"[" * 90_000)
    assert (got.status_code, codes(got)) == (400, ["H009"])
    yaml = {"text": "甲: " + "[" * 5000 + "\n"}
    assert [p["code"] for p in small.post("/v1/check", yaml).json()["problems"]] == ["Y041"]


def test_a_head_without_end_is_refused(small: Server) -> None:
    with small.raw() as connection:
        with suppress(ConnectionError):
            connection.sendall(b"GET /healthz HTTP/1.1\r\n" + b"X-Long: " + b"a" * 1_000_000)
        assert rest(connection)[:12] in (b"HTTP/1.1 400", b"")
    assert small.client.get("/healthz").status_code == 200
