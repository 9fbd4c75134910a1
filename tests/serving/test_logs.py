"""Log lines: JSON, and nothing of what an exception says."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: pip install 'perfscore[server]'")

from perfscore.serving import logs
from perfscore.serving.account import Accounting


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    loggers = [logging.getLogger(n) for n in ("perfscore.serving", "uvicorn.error", "asyncio")]
    kept = [(g, g.handlers[:], g.level, g.propagate) for g in loggers]
    stream = io.StringIO()
    logs.log_to(stream)
    yield stream
    for logger, handlers, level, propagate in kept:
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line(written: io.StringIO) -> None:
    logging.getLogger("perfscore.serving").info("request", extra={"said": {"status": 200}})
    logging.getLogger("uvicorn.error").warning("Invalid HTTP request received.")
    logging.getLogger("uvicorn.error").info("Started server process")
    first, second = lines(written)
    assert first.pop("time").endswith("Z")
    assert first == {"level": "info", "event": "request", "status": 200}
    assert (second["level"], second["logger"]) == ("warning", "uvicorn.error")


def test_an_exception_is_logged_without_its_text(written: io.StringIO) -> None:
    try:
        raise ValueError("某局张三")
    except ValueError:
        logging.getLogger("uvicorn.error").error("Exception in ASGI application", exc_info=sys.exc_info())
    (line,) = lines(written)
    assert line["error"] == "ValueError"
    assert line["at"].startswith("test_logs.py:")
    assert "某局" not in written.getvalue()


def test_an_error_of_our_own_is_answered_and_logged_without_its_text(written: io.StringIO) -> None:
    async def broken(*_: Any) -> None:
        raise KeyError("某局张三")

    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        raise AssertionError

    scope = {"type": "http", "method": "POST", "path": "/某局", "headers": [(b"x-request-id", b"r-1")]}
    asyncio.run(Accounting(broken)(scope, receive, send))
    assert sent[0]["status"] == 500
    (found,) = json.loads(sent[1]["body"])["problems"]
    assert found["message"] == "程序内部出错（KeyError），请把请求编号 r-1 反馈给维护者"
    (line,) = lines(written)
    assert (line["level"], line["status"], line["codes"], line["request"]) == ("error", 500, ["H033"], "r-1")
    assert line["at"].startswith("KeyError ")
    assert "某局" not in written.getvalue() + sent[1]["body"].decode()


def test_the_library_is_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    from perfscore.serving import create_app
    from perfscore.serving.settings import Settings

    create_app(Settings())
    logging.getLogger("perfscore.serving").error("rules", extra={"said": {}})
    assert capfd.readouterr().err == ""
