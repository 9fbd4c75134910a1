"""``perfscore import FILE``."""

from __future__ import annotations

import argparse
import json
from pathlib import Path, PurePath
from typing import Any

from ..base.frames import frames
from ..base.problem import PerfscoreError, Problem, problem
from .console import say, warn, write_whole

__all__ = ["add_command"]


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "import",
        help="导入：docx、xlsx、html、csv 里的表 → 自评表和填报数据（.yaml）",
        description="读出文档里的绩效自评表、绩效目标表，写成可以直接计分的自评表和填报数据。没有看懂的，逐项列出位置。",
    )
    parser.add_argument("file", metavar="文件", help=".docx、.xlsx、.html 或 .csv")
    parser.add_argument("-o", "--output", metavar="文件夹", default=".", help="写到哪个文件夹，默认为当前文件夹")
    parser.add_argument("--rules", metavar="评分办法", help="适用办法，默认按表的年度取全国通用的自评办法")
    parser.add_argument("--force", action="store_true", help="已有同名文件时覆盖")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="读到的内容和问题怎样列出")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="说明所用的语言")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read a document, write two files a table, and list what was not understood."""
    from ..documents import import_tables, open_document, write_yaml
    from ..documents.choosing import scheme_for

    tables = import_tables(open_document(arguments.file))
    folder = Path(arguments.output)
    if not folder.is_dir():
        raise PerfscoreError([problem("P958", name=str(folder), reason="没有这个文件夹")])
    stem = "".join("_" if c in '\\/:*?"<>|' else c for c in PurePath(arguments.file).stem).strip(". ") or "表"
    wanted: list[tuple[Path, str]] = []
    report: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for number, table in enumerate(tables, 1):
        scheme_id, scheme = scheme_for(arguments.rules, table.year)
        written = write_yaml(table, scheme, scheme_id)
        base = stem if number == 1 else f"{stem}-{number}"
        names = [folder / f"{base}.自评表.yaml", folder / f"{base}.填报数据.yaml"]
        wanted += zip(names, (written.table, written.facts), strict=True)
        found = (*table.problems, *written.problems)
        problems += found
        report.append(_report(table, [str(n) for n in names], found))
    if not arguments.force and (there := [p.name for p, _ in wanted if p.exists()]):
        raise PerfscoreError([problem("P958", name=there[0], reason="已有同名文件，加 --force 才覆盖")])
    for path, text in wanted:
        write_whole(path, text)
    if arguments.format == "json":
        say(json.dumps({"schema": "perfscore/import/1", "tables": report}, ensure_ascii=False, indent=2))
        return 0
    if problems:
        warn(frames(problems, arguments.lang) + "\n")
    for item in report:
        said = f"，{len(item['problems'])} 处要核对" if item["problems"] else ""
        say(f"{item['title']}：{item['rows']} 行指标{said}\n  perfscore score {item['files'][0]} {item['files'][1]}")
    return 0


def _report(table: Any, files: list[str], problems: tuple[Problem, ...]) -> dict[str, Any]:
    return {
        "title": table.title,
        "where": table.where,
        "year": table.year,
        "rows": len(table.rows),
        "files": files,
        "problems": [p.to_dict() for p in problems],
    }
