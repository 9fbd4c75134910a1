"""``perfscore verify RESULT``: compute a written result anew and compare; ``perfscore show RESULT``: print it again."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from ..base.frames import frames
from ..base.problem import PerfscoreError
from .console import say, warn, write_whole

__all__ = ["add_command"]

_MISSING = ("V018", "V019")
"""Rules or facts were neither given nor found: wrong use."""


def add_command(commands: Any) -> None:
    """Add the commands to the parser."""
    parser = commands.add_parser(
        "verify",
        help="复核结果：按原来的规则和数据重算，与写出的结果逐项比较",
        description="读 perfscore score --format json 写出的结果，按同样的规则和填报数据重算，逐项比较，说明哪里不同、可能是什么原因。"
        "结果里写明了文件的，到结果所在的文件夹和当前文件夹去找。",
        epilog="退出状态：0 一致；1 不一致，或文件有错误；2 用法有误。",
    )
    parser.add_argument("result", metavar="结果", help="计分结果（.json）")
    parser.add_argument("--rules", metavar="自评表", help="自评表（.yaml）或内置表的编号；默认用结果里写明的")
    parser.add_argument("--facts", metavar="填报数据", help="填报数据（.yaml）；默认用结果里写明的")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)
    parser = commands.add_parser(
        "show",
        help="再印结果：把写出的结果（.json）印成文本、Markdown、CSV、HTML",
        description="读 perfscore score --format json 写出的结果，原样再印一次，不重新计算。",
    )
    parser.add_argument("result", metavar="结果", help="计分结果（.json）")
    parser.add_argument("--format", choices=("text", "md", "csv", "html"), help="默认按 -o 的扩展名，否则为 text")
    parser.add_argument("-o", "--output", metavar="文件", help="写入文件")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="表头和说明所用的语言")
    parser.set_defaults(run=show)


def run(arguments: argparse.Namespace) -> int:
    """Verify; 0 the same, 1 different, 2 where rules or facts are neither given nor found."""
    from ..api import verify
    from ..auditing.telling import report

    facts = Path(arguments.facts) if arguments.facts is not None else None
    try:
        found = verify(Path(arguments.result), arguments.rules, facts)
    except PerfscoreError as error:
        if not all(p.code in _MISSING for p in error.problems):
            raise
        warn(frames(error.problems))
        return 2
    if arguments.format == "json":
        say(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
    else:
        say("\n".join(report(found)))
    return int(not found.same)


def show(arguments: argparse.Namespace) -> int:
    """Print a written result again."""
    from ..api import read_result, render
    from .scoring import by_name, text_width

    chosen = arguments.format or by_name(arguments.output) or "text"
    stored = read_result(Path(arguments.result))
    options = {"width": text_width()} if chosen == "text" else {}
    content = render(stored.evaluation, chosen, lang=arguments.lang, **options)
    if stored.intact is False:
        warn("待说明 V031：结果文件写出之后改动过：现有内容的摘要与文件里记载的不符")
    if arguments.output is not None:
        write_whole(Path(arguments.output), content)
        warn(f"已写入 {arguments.output}")
    elif isinstance(content, str):
        say(content)
    return 0
