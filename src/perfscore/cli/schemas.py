"""``perfscore schema --of result``: the JSON Schema by which other systems can check a result."""

from __future__ import annotations

import argparse
from typing import Any

from .console import say

__all__ = ["add_command"]


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "schema",
        help="JSON Schema：别的系统用来校验计分结果",
        description="印出 JSON Schema（draft 2020-12）。result：写成文件的结果；evaluation：结果本身，不含版本和封套。",
    )
    parser.add_argument("--of", choices=("result", "evaluation"), required=True, help="哪一种文件的")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the schema."""
    from ..auditing import schema_text

    say(schema_text(arguments.of))
    return 0
