"""Throughput and latency of ``perfscore serve`` under load: ``python benchmarks/server_load.py [SECONDS] [WORKERS...]``.

Starts the service on loopback with 1 and then 2 evaluator processes, drives it with keep-alive connections from this
process for SECONDS a row (default 5), and stops it. The client shares the machine's processors with the service.
Every 200 is compared with the first of its kind; anything else but 200 and 503 ends the run.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
CASE = ROOT / "examples" / "yiyang-2024"
MOST = 120
"""Seconds a row may take at most."""


def requests() -> dict[str, tuple[str, str, bytes]]:
    """Return name → method, path and body."""
    facts = (CASE / "facts.yaml").read_text("utf-8")
    mapping = yaml.load(facts, Loader=yaml.BaseLoader)
    small = {k: mapping[k] for k in ("填报数据", "年度", "资金（万元）", "完成情况")}
    rules = {"name": "indicators.yaml"}
    rows = [
        {"三级指标": f"指标{n}", "年度指标值": "≥95%", "实际完成值": f"{90 + n}%", "分值": "10", "得分": "10"}
        for n in range(10)
    ]
    bodies = {
        "read, 1 text": ("/v1/read", {"as": "target", "texts": ["不低于95%"]}),
        "score-rows, 10 rows": ("/v1/score-rows", {"rows": rows}),
        "score, table only": ("/v1/score", {"rules": rules, "facts": small}),
        "score, whole case": ("/v1/score", {"rules": rules, "facts": facts}),
        "records, 100 totals": ("/v1/score-records", {"rules": rules, "records": records()}),
        "records, 100 rows": ("/v1/score-records", {"rules": rules, "records": records(), "detail": "rows"}),
    }
    out = {"healthz": ("GET", "/healthz", b"")}
    return out | {k: ("POST", p, json.dumps(b, ensure_ascii=False).encode()) for k, (p, b) in bodies.items()}


def records() -> list[dict[str, str]]:
    """Return the figures of a hundred departments, all different."""
    return [
        {
            "全年预算数": "1554.97万元",
            "全年执行数": f"{1400 + n}.{n:02d}万元",
            "全市规模工业增加值增速": f"{5 + n % 5}.{n % 10}%",
            "新增规模工业企业家数": f"{60 + n}家",
            "三公经费支出": f"{40 + n % 9}.{n:02d}万元",
            "项目经费支出": f"{250 + n}万元",
            "服务企业满意度": f"{80 + n % 20}.{n % 10}%",
            "社会群众满意度": f"{81 + n % 19}.5%",
            "资金使用合规性": "合规",
            "资金使用合规性_自评得分": "5",
        }
        for n in range(100)
    ]


class Service:
    """The running service."""

    def __init__(self, workers: int) -> None:
        words = ["serve", "--port", "0", "--rules", str(CASE), "--workers", str(workers)]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), os.environ.get("PYTHONPATH", "")))}
        self.process = subprocess.Popen([sys.executable, "-m", "perfscore", *words], stderr=subprocess.PIPE, env=env)
        started = next((line for line in self.process.stderr if b'"started"' in line), None)
        assert started is not None, "the service did not start"
        self.port = json.loads(started)["port"]
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def processor_seconds(self) -> tuple[float, float]:
        """Return the seconds of processor the HTTP process and its evaluators have used (Linux; else zeros)."""
        pid = self.process.pid
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            return _used(pid), sum(map(_used, map(int, children)))
        except OSError:
            return 0.0, 0.0

    def stop(self) -> None:
        """Stop it."""
        self.process.terminate()
        self.process.wait(60)


def _used(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def connection(port: int, request: bytes, until: float, seen: dict) -> None:
    """Send one request after the other over one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        while time.perf_counter() < until:
            began = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            size = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            body = await reader.readexactly(size)
            took = time.perf_counter() - began
            status = int(head[9:12])
            if status == 200:
                assert seen.setdefault("body", body) == body, "answers differ"
                seen.setdefault("times", []).append(took)
            elif status == 503:
                seen["busy"] = seen.get("busy", 0) + 1
                writer.close()
                await asyncio.sleep(0.01)
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            else:
                raise SystemExit(f"{status}: {body[:500].decode()}")
    finally:
        writer.close()


async def drive(service: Service, request: tuple[str, str, bytes], connections: int, seconds: float) -> dict:
    """Load the service and return what was seen."""
    method, path, body = request
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    whole = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    await connection(service.port, whole, time.perf_counter() + 0.5, {})
    seen: dict = {}
    before = service.processor_seconds()
    start = time.perf_counter()
    jobs = (connection(service.port, whole, start + seconds, seen) for _ in range(connections))
    async with asyncio.timeout(MOST):
        await asyncio.gather(*jobs)
    seen["seconds"] = time.perf_counter() - start
    seen["used"] = [b - a for a, b in zip(before, service.processor_seconds(), strict=True)]
    return seen


def line(name: str, workers: int, connections: int, seen: dict) -> str:
    """Return a row of the table."""
    times = sorted(seen["times"])
    p50, p99 = (times[min(len(times) - 1, int(len(times) * q))] * 1000 for q in (0.5, 0.99))
    http, scoring = (used * 1000 / len(times) for used in seen["used"])
    rate, busy = len(times) / seen["seconds"], seen.get("busy", 0)
    row = f"{name:20} {workers:7} {connections:11} {rate:8.1f} {p50:8.1f} {p99:8.1f} {busy:6}"
    return f"{row} {http:8.2f} {scoring:10.2f}"


HEAD = (
    f"{'request':20} {'workers':>7} {'connections':>11} {'per s':>8} {'p50 ms':>8} {'p99 ms':>8} {'503':>6}"
    f" {'http ms':>8} {'scoring ms':>10}"
)
"""The last two are milliseconds of processor a request took, in the HTTP process and in the evaluators."""


async def main() -> None:
    """Print the table."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    print(HEAD)
    for workers in [int(w) for w in sys.argv[2:]] or [1, 2]:
        service = Service(workers)
        try:
            for name, request in requests().items():
                for connections in (1, 8, 100) if name == "score, table only" else (8,):
                    seen = await drive(service, request, connections, seconds)
                    print(line(name, workers, connections, seen), flush=True)
        finally:
            service.stop()


asyncio.run(main())
