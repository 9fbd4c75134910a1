"""``perfscore sql RULES``: the rules as one SELECT for a database."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..base.problem import PerfscoreError, problem
from .console import say, write_whole

__all__ = ["add_command"]


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "sql",
        help="生成 SQL：在 DuckDB、PostgreSQL 里给一张表的全部记录计分",
        description="把自评表生成一条 SELECT：表里每行是一个单位的填报数据，结果每行是该单位的得分，与 perfscore 逐位相同。",
    )
    parser.add_argument("rules", metavar="自评表", help="自评表或绩效目标表（.yaml）")
    parser.add_argument("--dialect", choices=("duckdb", "postgres"), default="duckdb", help="数据库；默认 duckdb")
    parser.add_argument("--table", metavar="表名", default="facts", help="填报数据所在的表；默认 facts")
    parser.add_argument("--schema", metavar="模式", help="表所在的模式（schema）")
    parser.add_argument("--view", metavar="视图名", help="生成 CREATE OR REPLACE VIEW")
    parser.add_argument("--keep", metavar="列", action="append", default=[], help="原样带到结果里的列，可多次")
    parser.add_argument(
        "--extra", metavar="栏", action="append", default=[], help="另外要读的栏，如 甲_自评得分，可多次"
    )
    parser.add_argument("--type", metavar="列=类型", action="append", default=[], help="列的类型，如 甲=BIGINT，可多次")
    parser.add_argument("--unit", metavar="指标=单位", action="append", default=[], help="数字的单位，如 甲=元，可多次")
    parser.add_argument("--places", type=int, metavar="位数", default=2, help="没有写类型的数字有几位小数；默认 2")
    parser.add_argument("--scores-only", action="store_true", help="每个指标只要得分，不要结果、达标、依据和区间")
    parser.add_argument("--column", metavar="列", action="append", help="每个指标只要这一列，如 得分、结果，可多次")
    parser.add_argument("--whole", action="store_true", help="得分和总分写成整数，每 1 为 0.01 分；数据库算得快得多")
    parser.add_argument("--year", type=int, metavar="年度", help="按哪一年的办法计分，默认为自评表的年度")
    parser.add_argument("-o", "--output", metavar="文件", help="写入文件")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print or write the SQL."""
    from ..api import load, to_sql

    text = to_sql(
        load(arguments.rules).plan(arguments.year),
        dialect=arguments.dialect,
        table=(arguments.schema, arguments.table) if arguments.schema else arguments.table,
        extra=arguments.extra,
        types=_pairs("--type", arguments.type),
        units=_pairs("--unit", arguments.unit),
        places=arguments.places,
        keep=arguments.keep,
        view=arguments.view,
        detail=arguments.column if arguments.column else not arguments.scores_only,
        whole=arguments.whole,
    )
    if arguments.output is None:
        say(text)
    else:
        write_whole(Path(arguments.output), text)
    return 0


def _pairs(option: str, given: list[str]) -> dict[str, str]:
    """Read ``name=value``; the value begins behind the last ``=``, so that names may hold one."""
    bad = [text for text in given if not all(text.rpartition("="))]
    if bad:
        raise PerfscoreError([problem("Q874", option=option, text=text) for text in bad])
    return {name: value for name, _, value in (text.rpartition("=") for text in given)}
