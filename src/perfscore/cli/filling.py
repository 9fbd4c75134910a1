"""``perfscore fill DOCUMENT RULES FACTS -o OUT``: what was scored, written into the bureau's own form."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..base.problem import PerfscoreError, Problem, problem
from .console import say, warn, write_whole

__all__ = ["add_command"]


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "fill",
        help="回填：把完成值、得分、偏差原因填进单位自己的 .docx/.xlsx 表",
        description="按三级指标对行、按表头对列，把完成值、得分、偏差原因填进空白或填了一半的表，版面不动。已有内容的格不改写，没有对上的列出。",
    )
    parser.add_argument("document", metavar="文档", help="单位自己的表（.docx、.xlsx）")
    parser.add_argument("rules", metavar="自评表", help="自评表（.yaml）")
    parser.add_argument("facts", metavar="填报数据", help="填报数据（.yaml）")
    parser.add_argument("-o", "--output", metavar="文件", required=True, help="写入的新文件；原文档不动")
    parser.add_argument("--force", action="store_true", help="已有内容的格也改写（公式除外）")
    parser.add_argument("--year", type=int, metavar="年度", help="按哪一年的办法计分，默认为自评表的年度")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Score, fill, write, and list what was written and what was not."""
    from ..api import evaluate, load, read_facts
    from ..filling import DOUBTS, fill

    source, target = Path(arguments.document), Path(arguments.output)
    if target.suffix.lower() != source.suffix.lower() or _same_file(source, target):
        raise PerfscoreError([problem("I918", name=target.name, suffix=source.suffix)])
    problems: list[Problem] = []
    plan = facts = None
    try:
        plan = load(arguments.rules).plan(arguments.year)
    except PerfscoreError as error:
        problems += error.problems
    try:
        facts = read_facts(Path(arguments.facts))
    except PerfscoreError as error:
        problems += error.problems
    if plan is None or facts is None:
        raise PerfscoreError(problems)
    filled = fill(_bytes(source), source.name, evaluate(plan, facts), facts, force=arguments.force)
    write_whole(target, filled.content)
    for item in filled.written:
        before = f"（原为“{_short(item.old)}”）" if item.old else ""
        say(f"{item.where}  {item.row}  {item.column}：{_short(item.new)}{before}")
    left = [p for p in filled.problems if p.code not in DOUBTS]
    for found in filled.problems:
        mark = "未填" if found in left else "注意"
        say(f"{mark} {found.code}：{f'{found.where}：' if found.where else ''}{found.message}")
    warn(f"已写入 {arguments.output}：填了 {len(filled.written)} 格，{len(left)} 处没有填")
    return 0


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"


def _same_file(source: Path, target: Path) -> bool:
    try:
        return target.exists() and target.samefile(source)
    except OSError:
        return False


def _bytes(path: Path) -> bytes:
    from ..documents import MAX_FILE

    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE + 1)
    except OSError as error:
        reason = "没有这个文件" if isinstance(error, FileNotFoundError) else error.strerror or str(error)
        raise PerfscoreError([problem("P962", name=path.name, reason=reason)]) from None
