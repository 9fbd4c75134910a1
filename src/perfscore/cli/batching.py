"""``perfscore batch DIR_OR_FILE... --rules SCHEME -o OUT``."""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..base.frames import frames
from ..base.problem import PerfscoreError, problem
from .console import say, warn, write_whole

__all__ = ["add_command"]


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "batch",
        help="批量：给一个文件夹里的所有表计分，汇总成表，按轻重列出疑点",
        description="给许多表计分：自评表和填报数据（.yaml），docx、xlsx、html、csv 文档，或者一个带表号的 csv、jsonl、parquet。"
        "一张表出错不影响其他表；中断后再运行同样的命令，会接着跑。",
    )
    parser.add_argument("paths", metavar="文件夹或文件", nargs="+")
    parser.add_argument(
        "--rules", metavar="评分办法", help="所有表都按它计分；默认按各表自己的办法，文档按年度取全国通用的办法"
    )
    parser.add_argument("-o", "--output", metavar="文件夹", required=True, help="汇总写到哪个文件夹，没有就新建")
    parser.add_argument("--jobs", type=int, metavar="个数", help="同时用几个进程，默认为处理器个数")
    parser.add_argument("--fresh", action="store_true", help="不接着上次没跑完的跑，从头开始")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="说明所用的语言")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Collect, score, and write the summary; status 1 where a table could not be scored."""
    from ..batching import collect, run_batch
    from ..batching.running import STATE
    from ..batching.summary import files

    folder = Path(arguments.output)
    collected = collect(arguments.paths)
    if collected.problems:
        warn(frames(collected.problems, arguments.lang) + "\n")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PerfscoreError([problem("P958", name=str(folder), reason=error.strerror or str(error))]) from error
    outcome = run_batch(
        collected.items,
        folder,
        rules_id=arguments.rules,
        jobs=arguments.jobs,
        fresh=arguments.fresh,
        progress=_progress if sys.stderr.isatty() else None,
    )
    if sys.stderr.isatty():
        sys.stderr.write("\n")
    excel = find_spec("openpyxl") is not None
    for name, content in files(outcome.records, excel=excel):
        write_whole(folder / name, content)
    (folder / STATE).unlink(missing_ok=True)
    lost = sum(r["status"] == "failed" for r in outcome.records)
    skipped = [r for r in outcome.records if r["status"] == "skipped"]
    for record in skipped:
        warn("\n".join(f"待说明 {p['code']}：{p['message']}" for p in record["problems"]) + "\n")
    tables = len(outcome.records) - len(skipped)
    resumed = f"（其中 {outcome.resumed} 项是上次跑完的）" if outcome.resumed else ""
    say(f"{tables} 张表{resumed}：{tables - lost} 张已计分，{lost} 张未能计分。汇总在 {folder}")
    if not excel:
        say('没有写 汇总.xlsx：需要附加包，安装：pip install "perfscore[xlsx]"')
    return int(lost > 0)


def _progress(done: int, all_items: int, lost: int) -> None:
    failures = f"，{lost} 项未能计分" if lost else ""
    sys.stderr.write(f"\r{done}/{all_items}{failures}")
    sys.stderr.flush()
