"""The parser of the command line and the one place where errors become exit statuses."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

from .._version import __version__
from ..base.events import DEBUG, ERROR, INFO, listening, tell
from ..base.frames import frames
from ..base.problem import PerfscoreError, problem
from .console import warn
from .logs import level_of, logging_to_stderr

__all__ = ["build_parser", "main"]


class _Formatter(argparse.HelpFormatter):
    """Help under Chinese headings."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Print 用法 where argparse says usage."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """argparse speaking Chinese where a user meets it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, "add_help": False, **options})
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> None:  # type: ignore[override]
        """Print usage and the reason, and leave with status 2."""
        warn(f"{self.format_usage().rstrip()}\n用法有误：{_chinese(message)}（用 {self.prog} --help 看用法）")
        raise SystemExit(2)


_PHRASES = (
    ("the following arguments are required: ", "缺少参数 "),
    ("unrecognized arguments: ", "不认识的参数 "),
    ("invalid choice: ", "没有这个选项 "),
    ("(choose from ", "（可选："),
    ("expected one argument", "后面要跟一个值"),
    ("expected at least one argument", "后面至少要跟一个值"),
    ("invalid int value: ", "应当是整数，而不是 "),
    ("invalid _whole value: ", "应当是整数，而不是 "),
    ("invalid _count value: ", "应当是整数，而不是 "),
    ("invalid _port value: ", "应当是整数，而不是 "),
    ("invalid _seconds value: ", "应当是数，而不是 "),
    ("argument ", "参数 "),
    ("ambiguous option: ", "选项不明确 "),
    ("not allowed with argument ", "不能同时用 "),
)


def _chinese(message: str) -> str:
    for english, chinese in _PHRASES:
        message = message.replace(english, chinese)
    return message


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = _Parser(
        prog="perfscore",
        description="按规则精确计分的预算绩效评价工具：每一分都说明理由和依据。",
        epilog="退出状态：0 正常；1 输入有错误；2 用法有误。",
    )
    parser.add_argument("--version", action="version", version=f"perfscore {__version__}", help="显示版本")
    _add_verbose(parser, 0)
    parser.add_argument("--debug", action="store_true", help="内部出错时显示详细位置")
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True, parser_class=_Parser)
    from . import (
        assisting,
        batching,
        checking,
        differing,
        explaining,
        filling,
        importing,
        querying,
        reading,
        schemas,
        scoring,
        serving,
        testing,
        verifying,
    )

    rules = (scoring, checking, reading, explaining, testing, differing)
    for module in (*rules, importing, filling, batching, serving, assisting, verifying, schemas, querying):
        module.add_command(commands)
    for command in commands.choices.values():
        if "--verbose" not in command.format_usage():
            _add_verbose(command, argparse.SUPPRESS)
    return parser


def _add_verbose(parser: argparse.ArgumentParser, default: int | str) -> None:
    says = "把日志写到标准错误；写两次更详细（也可用环境变量 PERFSCORE_LOG=debug、info、warning、error）"
    parser.add_argument("--verbose", action="count", dest="loud", default=default, help=says)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    arguments = build_parser().parse_args(argv)
    try:
        level = level_of(arguments.loud, os.environ.get("PERFSCORE_LOG", ""))
    except PerfscoreError as error:
        warn(frames(error.problems))
        return 2
    with logging_to_stderr(level):
        event = listening("cli", DEBUG)
        status = _run(arguments)
        if event is not None:
            event("finished", command=arguments.command, status=status)
        return status


def _run(arguments: argparse.Namespace) -> int:
    command: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return command(arguments)
    except PerfscoreError as error:
        codes = ",".join(sorted({p.code for p in error.problems}))
        tell("cli", INFO, "refused", command=arguments.command, codes=codes)
        warn(frames(error.problems, getattr(arguments, "lang", "zh")))
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130
    except RecursionError as error:
        return _internal(error, arguments)
    except Exception as error:
        return _internal(error, arguments)


def _internal(error: Exception, arguments: argparse.Namespace) -> int:
    tell("cli", ERROR, "broken", command=arguments.command, kind=type(error).__name__)
    if arguments.debug:
        raise error
    found = problem("P963", kind=type(error).__name__, text=str(error)[:200])
    warn(frames([found], getattr(arguments, "lang", "zh")))
    return 1
