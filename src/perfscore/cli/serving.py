"""``perfscore serve``: the HTTP service."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

__all__ = ["add_command"]


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "serve",
        help="服务：用 HTTP 给其他系统计分、检查、试读",
        description="启动 HTTP 服务，直到收到 SIGTERM 或 Ctrl+C。SIGHUP 重新载入规则文件夹。用法见 docs/服务.md。",
    )
    parser.add_argument("--host", metavar="地址", default="127.0.0.1", help="监听的地址，默认 127.0.0.1（只限本机）")
    parser.add_argument("--port", metavar="端口", type=_port, default=8100, help="默认 8100；0 表示任选一个")
    parser.add_argument("--rules", metavar="文件夹", help="规则文件夹；其中的规则按文件名使用")
    parser.add_argument("--workers", metavar="个数", type=_count, help="计分进程的个数，默认为处理器个数")
    parser.add_argument(
        "--max-body", metavar="字节", type=_count, default=4 * 1024 * 1024, help="请求体上限，默认 4194304"
    )
    parser.add_argument("--time-limit", metavar="秒", type=_seconds, default=5.0, help="一次计分的时间限制，默认 5")
    parser.add_argument("--body-time", metavar="秒", type=_seconds, default=15.0, help="接收请求体的时间限制，默认 15")
    parser.add_argument("--wait-limit", metavar="秒", type=_seconds, default=10.0, help="排队的时间限制，默认 10")
    parser.add_argument(
        "--queue", metavar="个数", type=_whole, default=32, help="正在计分的以外还可以有几个请求，默认 32"
    )
    parser.add_argument(
        "--memory", metavar="MB", type=_whole, default=1024, help="每个计分进程的内存限制，默认 1024；0 不限"
    )
    parser.add_argument("--root-path", metavar="前缀", default="", help="反向代理去掉的路径前缀，例如 /perfscore")
    parser.set_defaults(run=run)


def _whole(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"不能小于 0：{text}")
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"不能小于 1：{text}")
    return value


def _port(text: str) -> int:
    value = int(text)
    if not 0 <= value <= 65535:
        raise argparse.ArgumentTypeError(f"应当在 0 到 65535 之间：{text}")
    return value


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value <= 86400:
        raise argparse.ArgumentTypeError(f"应当大于 0，不超过 86400：{text}")
    return value


def run(arguments: argparse.Namespace) -> int:
    """Serve until told to stop."""
    from ..serving import serve
    from ..serving.settings import Settings

    chosen: dict[str, Any] = {
        name: getattr(arguments, name)
        for name in (
            "host",
            "port",
            "max_body",
            "time_limit",
            "body_time",
            "wait_limit",
            "queue",
            "memory",
            "root_path",
        )
    }
    if arguments.workers is not None:
        chosen["workers"] = arguments.workers
    return serve(Settings(rules=Path(arguments.rules) if arguments.rules else None, **chosen))
