"""``perfscore mcp``: tools for an office assistant, over standard input and output."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

__all__ = ["add_command"]


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "mcp",
        help="给办公助手用的服务（MCP）：计分、检查、试读、说明",
        description="以 MCP 协议在标准输入输出上服务一个助手程序，由助手程序启动。不写任何文件；只读 --root 之内的文件。",
    )
    parser.add_argument("--root", type=Path, metavar="文件夹", help="允许读取的文件夹；不给就只认发来的文本和内置办法")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until the client leaves."""
    from ..assisting import serve

    return serve(arguments.root)
