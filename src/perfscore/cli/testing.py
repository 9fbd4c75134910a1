"""``perfscore test FILE...``: run the cases beside a rule file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.frames import frames
from ..base.problem import PerfscoreError, Problem
from .console import say

if TYPE_CHECKING:
    from ..trials import CaseResult

__all__ = ["add_command"]


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "test",
        help="试算：运行校验样例，核对规则算出的结果与期望是否一致",
        description="运行校验样例（.cases.yaml）。给文件夹时，运行其中全部样例；不给时，运行随软件提供的样例。",
    )
    parser.add_argument("files", metavar="文件", nargs="*", help="校验样例文件，或放样例的文件夹")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--verbose", "-v", action="store_true", help="通过的样例也逐个列出")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run every file; 1 if a case failed or a file could not be read."""
    from ..rules.packs import packs_folder

    names = arguments.files or [str(packs_folder())]
    results = [_file(path) for path in _paths(names)]
    if arguments.format == "json":
        say(json.dumps([r.to_dict() for r in results], ensure_ascii=False, indent=2))
    else:
        say("\n".join(_report(results, arguments.verbose)))
    return int(any(not r.passed for r in results) or not results)


def _paths(names: Iterable[str]) -> Iterator[Path]:
    for name in names:
        path = Path(name)
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.name.endswith((".cases.yaml", ".cases.yml")))
        else:
            yield path


class _FileResult:
    """What came of one file."""

    def __init__(self, path: Path, title: str, results: tuple[CaseResult, ...], problems: tuple[Problem, ...]) -> None:
        self.path, self.title, self.results, self.problems = path, title, results, problems

    @property
    def passed(self) -> bool:
        return not self.problems and all(r.passed for r in self.results)

    def to_dict(self) -> dict[str, Any]:
        out: dict[str, Any] = {"file": str(self.path), "title": self.title, "passed": self.passed}
        if self.problems:
            out["problems"] = [p.to_dict() for p in self.problems]
        out["cases"] = [r.to_dict() for r in self.results]
        return out


def _file(path: Path) -> _FileResult:
    from ..trials import run_file

    try:
        file, results = run_file(path)
    except PerfscoreError as error:
        return _FileResult(path, "", (), error.problems)
    return _FileResult(path, file.title, results, ())


def _report(files: list[_FileResult], verbose: bool) -> Iterator[str]:
    done = failed = 0
    for item in files:
        good = sum(r.passed for r in item.results)
        done, failed = done + good, failed + len(item.results) - good
        yield f"{item.path}：{item.title}" if item.title else f"{item.path}"
        if item.problems:
            failed += 1
            yield frames(item.problems)
        for result in item.results:
            if result.passed and verbose:
                yield f"  通过  {result.case.name}"
            elif not result.passed:
                yield f"  不符  {result.case.name}"
                yield from _differences(result)
        yield f"  {good} 个通过" + (f"，{len(item.results) - good} 个不符" if good < len(item.results) else "")
    if not files:
        yield "没有找到校验样例（文件名以 .cases.yaml 结尾）"
    elif len(files) > 1:
        yield f"合计：{done} 个通过，{failed} 个不符" if failed else f"合计：{done} 个通过"


def _differences(result: CaseResult) -> Iterator[str]:
    for item in result.differences:
        name = f"“{item.name}”" if item.name else ""
        place = f"    （{item.place}）" if item.place is not None else ""
        yield f"        {item.what}{name}：期望 {item.expected}，算得 {item.actual}{place}"
        if item.explanation:
            yield f"          算法：{item.explanation}"
    for found in result.problems:
        yield "        " + str(found)
