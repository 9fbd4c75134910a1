"""``perfscore check FILE...``."""

from __future__ import annotations

import argparse
import json
from typing import Any

from ..base.frames import frames
from .console import say

__all__ = ["add_command"]


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "check", help="检查文件：一次列出全部问题、位置和改法", description="检查自评表、评分办法、填报数据等文件。"
    )
    parser.add_argument("files", metavar="文件", nargs="+", help="要检查的文件（.yaml），或内置办法的编号")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check every file; 1 if one of them has an error."""
    from ..api import check

    results = [(name, check(name)) for name in arguments.files]
    if arguments.format == "json":
        out = [{"file": name, "problems": [p.to_dict() for p in found]} for name, found in results]
        say(json.dumps(out, ensure_ascii=False, indent=2))
    else:
        say("\n\n".join(_report(name, found, arguments.lang) for name, found in results))
    return int(any(p.severity == "error" for _, found in results for p in found))


_COUNTS = {
    "zh": (("error", "{n} 处错误"), ("warning", "{n} 处疑点"), ("ask", "{n} 处待说明")),
    "en": (("error", "{n} error(s)"), ("warning", "{n} warning(s)"), ("ask", "{n} question(s)")),
}


def _report(name: str, found: list[Any], lang: str) -> str:
    if not found:
        return f"{name}：没有发现问题" if lang == "zh" else f"{name}: no problems found"
    counts = {s: sum(p.severity == s for p in found) for s in ("error", "warning", "ask")}
    said = [text.format(n=counts[s]) for s, text in _COUNTS[lang] if counts[s]]
    tail = f"{name}：{'，'.join(said)}" if lang == "zh" else f"{name}: {', '.join(said)}"
    return f"{frames(found, lang)}\n\n{tail}"
