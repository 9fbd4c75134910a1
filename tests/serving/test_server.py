"""A real server and a real client: answers, ids, log lines, start and stop."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfscore import __version__, evaluate, load, read_facts
from tests.cli.running import run
from tests.seed import CASE, FACTS, TABLE
from tests.serving.running import HEAVY, SCORE, Server, codes, messages, server, start


@pytest.fixture(scope="module")
def here() -> Iterator[Server]:
    with server("--workers", "1") as running:
        yield running


def test_a_score_over_the_wire(here: Server) -> None:
    got = here.post("/v1/score", SCORE)
    result = evaluate(load(TABLE), read_facts(FACTS))
    assert got.status_code == 200
    assert got.headers["content-type"] == "application/json"
    answer = got.json()
    assert answer.pop("envelope")["schema"] == "perfscore/result/1"
    assert answer == json.loads(json.dumps({**result.to_dict(), "version": __version__}))


def test_check_read_packs_and_rows_over_the_wire(here: Server) -> None:
    assert here.post("/v1/check", {"text": "甲: 1\n"}).json()["problems"][0]["code"] == "R632"
    assert here.post("/v1/read", {"as": "target", "texts": ["不低于95%"]}).json()["readings"][0]["canonical"] == "≥95%"
    assert "national/self-evaluation-2021" in [p["id"] for p in here.client.get("/v1/packs").json()["packs"]]
    row = {"三级指标": "合格率", "年度指标值": "≥95%", "实际完成值": "95%", "分值": 10}
    assert here.post("/v1/score-rows", {"rows": [row]}).json()["total"] == "10"


def test_the_rules_in_force(here: Server) -> None:
    got = here.client.get("/v1/rules").json()
    assert (got["state"], got["problems"]) == ("current", [])
    (rule,) = got["rules"]
    assert (rule["name"], rule["kind"], rule["digest"]) == ("indicators.yaml", "table", load(TABLE).plan().digest)


def test_health(here: Server) -> None:
    assert here.client.get("/healthz").json() == {"status": "live", "version": __version__}
    ready = here.client.get("/readyz")
    assert (ready.status_code, ready.json()["status"], ready.json()["workers"]) == (200, "ready", 1)


def test_what_is_not_there(here: Server) -> None:
    got = here.client.get("/v2/score")
    assert (got.status_code, messages(got)) == (404, ["没有这个地址"])
    got = here.client.get("/v1/score")
    assert (got.status_code, messages(got), got.headers["allow"]) == (405, ["这个地址不接受 GET"], "POST")


@pytest.mark.parametrize(
    "path", ["/v1/rules/../../etc/passwd", "/indicators.yaml", "/v1/rules/indicators.yaml", "/%2e%2e/etc/passwd"]
)
def test_no_file_is_served(here: Server, path: str) -> None:
    with here.raw() as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        got = b"".join(iter(lambda: connection.recv(65536), b""))
    assert got.startswith(b"HTTP/1.1 404 ")


def test_a_request_keeps_its_id(here: Server) -> None:
    got = here.post("/v1/read", {"as": "actual", "texts": ["5"]}, **{"x-request-id": "ab-1"})
    assert got.headers["x-request-id"] == "ab-1"
    for odd in ("a b", "x" * 65, "<script>"):
        got = here.post("/v1/read", {"as": "actual", "texts": ["5"]}, **{"x-request-id": odd})
        assert len(got.headers["x-request-id"]) == 32


def test_log_lines_say_what_happened_and_nothing_of_what_was_filed(here: Server) -> None:
    secret = "某某局张三"
    body = {"rules": {"name": "indicators.yaml"}, "facts": {"单位": secret, "完成情况": [{"三级指标": secret}]}}
    assert here.post(f"/v1/score?unit={secret}", body, **{"x-request-id": "log-1"}).status_code == 422
    line = here.request_line("log-1")
    assert set(line) == {
        "time", "level", "event", "request", "method", "route", "status", "ms", "received", "sent", "codes",
    }  # fmt: skip
    assert (line["event"], line["route"], line["status"], line["codes"]) == ("request", "/v1/score", 422, ["D705"])
    here.client.get(f"/{secret}", headers={"x-request-id": "log-2"})
    assert here.request_line("log-2")["route"] is None
    here.post("/v1/score", SCORE, **{"x-request-id": "log-3"})
    line = here.request_line("log-3")
    assert line["digest"] == load(TABLE).plan().digest
    assert "E753" in line["codes"]
    assert secret not in here.said
    assert "益阳" not in here.said
    assert "Traceback" not in here.said


def test_the_docs_page_asks_for_nothing_from_elsewhere(here: Server) -> None:
    page = here.client.get("/docs").text
    assert "<h1>perfscore" in page
    assert "POST /v1/score-rows" in page
    for word in ("<script", "http:", "https:", "//", "@import", "<link", "<img"):
        assert word not in page


def test_what_is_no_http_is_refused(here: Server) -> None:
    with here.raw() as connection:
        connection.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n")
        got = b"".join(iter(lambda: connection.recv(65536), b""))
    assert got.startswith(b"HTTP/1.1 400 ")
    assert here.client.get("/healthz").status_code == 200


def test_an_evaluator_that_dies_is_replaced(here: Server) -> None:
    pid = here.evaluator()
    os.kill(pid, signal.SIGKILL)
    assert here.post("/v1/score", SCORE).status_code == 200
    assert here.evaluators() != [pid]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGTERM cannot be sent on Windows")
def test_a_stop_lets_requests_under_way_finish() -> None:
    with server("--workers", "1", "--time-limit", "60") as running:
        answer = running.later("/v1/check", {"text": HEAVY})
        running.until(busy=1)
        assert running.stop() == 0
        assert (answer.result().status_code, answer.result().json()["kind"]) == (200, "facts")
        assert running.lines[-1]["event"] == "stopped"
        assert "Traceback" not in running.said


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are another thing on Windows")
def test_signals_to_all_processes_let_requests_finish() -> None:
    """systemd and Ctrl+C signal every process of the service, not only the first."""
    with server("--workers", "1", "--time-limit", "60") as running:
        answer = running.later("/v1/check", {"text": HEAVY})
        running.until(busy=1)
        for pid in running.evaluators():
            os.kill(pid, signal.SIGTERM)
            os.kill(pid, signal.SIGINT)
        assert running.stop() == 0
        assert answer.result().status_code == 200


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is sent another way on Windows")
def test_ctrl_c_stops_it_without_a_traceback() -> None:
    with server("--workers", "1") as running:
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(60) == 130
        assert running.wait_for(lambda line: line["event"] == "stopped")
        assert "Traceback" not in running.said


def test_no_evaluator_outlives_the_service() -> None:
    with server("--workers", "2") as running:
        pids = running.evaluators()
        running.process.kill()
        running.process.wait()
        until = time.monotonic() + 60
        while any(Path(f"/proc/{pid}").exists() and _runs(pid) for pid in pids):
            assert time.monotonic() < until
            time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def test_rules_that_cannot_be_used_are_shown_and_nothing_is_served(tmp_path: Path) -> None:
    (tmp_path / "坏.yaml").write_text(TABLE.read_text("utf-8").replace("≥7%", "不抵于7%"), "utf-8")
    process = start("--rules", tmp_path)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "错误 T201：无法识别“不抵于”" in said
    assert "--> 坏.yaml:" in said
    assert "Traceback" not in said


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--port", port, "--rules", CASE)
    assert done.status == 1
    assert f"错误 H034：不能在 127.0.0.1:{port} 上监听：" in done.err


def test_a_folder_that_is_not_there() -> None:
    done = run("serve", "--port", "0", "--rules", "没有")
    assert (done.status, done.err.strip()) == (1, "错误 H028：规则文件夹“没有”打不开：没有这个文件夹")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--port", "70000"], "参数 --port: 应当在 0 到 65535 之间：70000"),
        (["--port", "x"], "参数 --port: 应当是整数，而不是 'x'"),
        (["--workers", "0"], "参数 --workers: 不能小于 1：0"),
        (["--time-limit", "0"], "参数 --time-limit: 应当大于 0，不超过 86400：0"),
        (["--time-limit", "nan"], "参数 --time-limit: 应当大于 0，不超过 86400：nan"),
        (["--queue", "-1"], "参数 --queue: 不能小于 0：-1"),
    ],
)
def test_wrong_use(words: list[str], said: str) -> None:
    done = run("serve", *words)
    assert done.status == 2
    assert f"用法有误：{said}" in done.err


def test_the_extra_is_missing() -> None:
    import subprocess

    code = (
        "import importlib.util as u; find = u.find_spec;"
        "u.find_spec = lambda n, *a: None if n == 'uvicorn' else find(n, *a);"
        "from perfscore.cli import main; raise SystemExit(main(['serve']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False,
                          env={**os.environ, "PYTHONIOENCODING": "utf-8"})  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "错误 H035：HTTP 服务需要附加包 server，现在没有安装",
        '  = 安装：pip install "perfscore[server]"',
    ]


def test_codes_helper(here: Server) -> None:
    assert codes(here.post("/v1/read", {})) == ["H003", "H003"]
