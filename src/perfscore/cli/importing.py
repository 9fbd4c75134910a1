"""``perfscore import FILE``."""

from __future__ import annotations

import argparse
import json
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from attrs import evolve

from ..base.frames import frames
from ..base.problem import PerfscoreError, Problem, problem
from .console import say, warn, write_whole

if TYPE_CHECKING:
    from ..documents import Imported
    from ..rules.facts import BaseEntry

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
    parser.add_argument("--base-data", metavar="文件", help="基础数据表（附件1）在另一个文件里时，一并读入填报数据")
    parser.add_argument("--force", action="store_true", help="已有同名文件时覆盖")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="读到的内容和问题怎样列出")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="说明所用的语言")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read a document, write two files a table, and list what was not understood."""
    folder = Path(arguments.output)
    tables = _tables(arguments.file, arguments.base_data)
    if not folder.is_dir():
        raise PerfscoreError([problem("P958", name=str(folder), reason="没有这个文件夹")])
    stem = "".join("_" if c in '\\/:*?"<>|' else c for c in PurePath(arguments.file).stem).strip(". ") or "表"
    wanted: list[tuple[Path, str]] = []
    report: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for number, table in enumerate(tables, 1):
        base = stem if number == 1 else f"{stem}-{number}"
        files, found = _written(table, folder / base, arguments.rules)
        wanted += files
        problems += found
        item = _report(table, [str(name) for name, _ in files], found)
        report.append(item | ({"project": table.project} if len(tables) > 1 and table.project else {}))
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
        _say(item)
    return 0


def _tables(file: str, other: str | None) -> tuple[Imported, ...]:
    """Return the tables of a document; where it holds base data alone, those as a table without rows."""
    from ..documents import import_base_data, import_tables, open_document

    document = open_document(file)
    try:
        tables = import_tables(document)
    except PerfscoreError as error:
        if other is not None or error.problems[0].code not in ("I926", "I956"):
            raise
        try:
            alone = import_base_data(document)
        except PerfscoreError:
            raise error from None
        return (evolve(alone, problems=(problem("I954", name=document.name), *alone.problems)),)
    if other is None:
        return tables
    more = import_base_data(open_document(other))
    if any(t.base_data for t in tables):
        raise PerfscoreError([problem("I953", name=document.name, other=more.source)])
    first = tables[0]
    added = tuple(p if p.where is None else p.in_row(f"{more.source}，{p.where}") for p in more.problems)
    return (evolve(first, base_data=more.base_data, problems=(*first.problems, *added)), *tables[1:])


def _written(table: Imported, stem: Path, rules: str | None) -> tuple[list[tuple[Path, str]], tuple[Problem, ...]]:
    """Return the files of a table with their text, and what is doubtful about it."""
    from ..documents import write_base_data, write_yaml
    from ..documents.choosing import scheme_for

    names = [stem.with_name(f"{stem.name}.{kind}.yaml") for kind in ("自评表", "填报数据")]
    if not table.rows:
        return [(names[1], write_base_data(table))], table.problems
    scheme_id, scheme = scheme_for(rules, table.year)
    written = write_yaml(table, scheme, scheme_id)
    return list(zip(names, (written.table, written.facts), strict=True)), (*table.problems, *written.problems)


def _say(item: dict[str, Any]) -> None:
    said = f"，{len(item['problems'])} 处要核对" if item["problems"] else ""
    base = f"，基础数据 {item['base_data']} 行" if item["base_data"] else ""
    project = f"（{item['project']}）" if "project" in item else ""
    if item["rows"]:
        say(f"{item['title']}{project}：{item['rows']} 行指标{base}{said}\n  perfscore score {' '.join(item['files'])}")
    else:
        say(f"{item['title']}{base.replace('，', '：')}{said}\n  已写入 {item['files'][0]}")


def _count(entries: tuple[BaseEntry, ...]) -> int:
    return sum(1 + sum(_count(s.parts) for s in e.splits) for e in entries)


def _report(table: Imported, files: list[str], problems: tuple[Problem, ...]) -> dict[str, Any]:
    return {
        "title": table.title,
        "where": table.where,
        "year": table.year,
        "rows": len(table.rows),
        "base_data": _count(table.base_data),
        "files": files,
        "problems": [p.to_dict() for p in problems],
    }
