"""``perfscore score RULES [FACTS]``."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import Any

from ..base.problem import PerfscoreError, Problem, problem
from .console import say, warn, write_whole

__all__ = ["add_command", "by_name", "text_width"]

FORMATS = ("text", "md", "csv", "json", "html", "xlsx", "docx")
BINARY = ("xlsx", "docx")


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "score",
        help="计分：自评表 + 填报数据 → 每行得分、理由、依据和核对结果",
        description="按自评表和填报数据计分。不给填报数据时，列出各行怎样计分，全部待填。",
    )
    parser.add_argument("rules", metavar="自评表", help="自评表或绩效目标表（.yaml）")
    parser.add_argument("facts", metavar="填报数据", nargs="?", help="填报数据（.yaml）")
    parser.add_argument(
        "--format",
        type=_format,
        metavar="格式",
        help=f"输出格式：{'、'.join(FORMATS)}，或扩展的名称；默认按 -o 的扩展名，否则为 text",
    )
    parser.add_argument("-o", "--output", metavar="文件", help="写入文件；只有计分成功才写")
    parser.add_argument("--year", type=int, metavar="年度", help="按哪一年的办法计分，默认为自评表的年度")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="表头和说明所用的语言")
    parser.add_argument(
        "--template", metavar="版式", help="xlsx、docx、html 按官方表样印：版式名或 .yaml 文件，见 docs/输出.md"
    )
    parser.add_argument("--width", type=int, metavar="列数", help="text 格式一行的宽度")
    parser.add_argument(
        "--about",
        metavar="名=值",
        action="append",
        type=_about,
        default=[],
        help="写进 json 结果封套的说明，可以写多个",
    )
    parser.add_argument("--strict", action="store_true", help="核对结果中有“错误”时退出状态为 1")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Score, print or write."""
    from ..api import evaluate, load, read_facts, render
    from ..rules.facts import Facts

    chosen = arguments.format or by_name(arguments.output) or "text"
    if arguments.output is None and (binary := _binary(chosen))[0]:
        raise PerfscoreError([problem("P961", format=chosen, suffix=binary[1], rules=arguments.rules)])
    problems: list[Problem] = []
    try:
        plan = load(arguments.rules).plan(arguments.year)
    except PerfscoreError as error:
        problems += error.problems
    try:
        facts = read_facts(Path(arguments.facts)) if arguments.facts else Facts()
    except PerfscoreError as error:
        problems += error.problems
    if problems:
        raise PerfscoreError(problems)
    result = evaluate(plan, facts)
    options: dict[str, Any] = {"lang": arguments.lang}
    if chosen == "text":
        options["width"] = arguments.width or text_width()
    if chosen in BINARY or (chosen == "html" and arguments.template is not None):
        options["facts"] = facts
    if chosen == "json":
        options["sources"] = {"rules": arguments.rules, "facts": arguments.facts or ""}
        options["about"] = dict(arguments.about)
    if arguments.template is not None:
        options["template"] = arguments.template
    content = render(result, chosen, **options)
    if arguments.output is not None:
        write_whole(Path(arguments.output), content)
        warn(f"已写入 {arguments.output}")
    elif isinstance(content, str):
        say(content)
    return int(arguments.strict and any(f.severity == "error" for f in result.findings))


def _format(name: str) -> str:
    """Return the name of a format; installed plug-ins are looked at only for one that is not the library's own."""
    if name not in FORMATS:
        from ..plugins import RENDERERS, available

        known = available(RENDERERS)
        if name not in known and name not in [k.partition("/")[2] for k in known]:
            listed = "、".join((*FORMATS, *known))
            raise argparse.ArgumentTypeError(f"没有这个选项 '{name}'（可选：{listed}）")
    return name


def _binary(format_name: str) -> tuple[bool, str]:
    """Tell whether a format is no text, and the extension of such files."""
    if format_name in FORMATS:
        return format_name in BINARY, format_name
    from ..plugins import RENDERERS, choose

    plugin = choose(RENDERERS, format_name, FORMATS)
    return (False, "") if plugin is None else (plugin.value.binary, plugin.value.suffix or "bin")


def _about(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise argparse.ArgumentTypeError(f"应当写成 名=值，而不是 {text!r}")
    return name.strip(), value.strip()


def by_name(output: str | None) -> str | None:
    """Return the format a file's extension stands for; None for another extension."""
    suffix = Path(output).suffix.lower().lstrip(".") if output else ""
    found = {"txt": "text", "htm": "html", "markdown": "md"}.get(suffix, suffix)
    return found if found in FORMATS else None


def text_width() -> int:
    """Return the width of the terminal, within what a table needs and can use; 120 where there is none."""
    if not sys.stdout.isatty():
        return 120
    return max(80, min(shutil.get_terminal_size((120, 40)).columns, 200))
