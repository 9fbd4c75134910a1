"""``perfscore diff OLD NEW``: what changed between two rule files, and with ``--facts`` what that does to scores."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.exact import plain
from ..base.problem import PerfscoreError, Problem, problem
from .console import say

if TYPE_CHECKING:
    from ..trials import Change, Effect

__all__ = ["add_command"]


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "diff",
        help="比较：两份评分办法或自评表有什么不同，对得分有什么影响",
        description="逐项比较两份评分办法或自评表（“基于”的上级已合并）。写 --facts 时，用同一份数据按两份规则各算一遍。",
    )
    parser.add_argument("old", metavar="旧", help="文件（.yaml），或内置办法、表的编号")
    parser.add_argument("new", metavar="新", help="文件（.yaml），或内置办法、表的编号")
    parser.add_argument("--facts", metavar="填报数据", help="用这份数据比较得分")
    parser.add_argument("--table", metavar="自评表", help="比较两份评分办法的影响时，拿哪张自评表来算")
    parser.add_argument("--notes", action="store_true", help="说明、依据的改动也列出")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Compare, and say what the change does to scores."""
    from ..trials import compare_rules

    changes = compare_rules(arguments.old, arguments.new)
    shown = [c for c in changes if arguments.notes or c.kind != "说明"]
    effect = _effect(arguments) if arguments.facts else None
    if arguments.format == "json":
        out: dict[str, Any] = {"changes": [c.to_dict() for c in shown]}
        if effect is not None:
            out["effect"] = effect.to_dict()
        say(json.dumps(out, ensure_ascii=False, indent=2))
    else:
        lines = [*_changes(shown, len(changes) - len(shown)), *(() if effect is None else _effects(effect))]
        say("\n".join(lines))
    return 0


def _effect(arguments: argparse.Namespace) -> Effect:
    from ..api import read_facts
    from ..planning import load_rules
    from ..trials import compare_scores

    problems: list[Problem] = []
    table = load_rules(arguments.table).table if arguments.table else None
    if arguments.table and table is None:
        problems.append(problem("R646", scheme=arguments.table))
    if problems:
        raise PerfscoreError(problems)
    facts = read_facts(Path(arguments.facts))
    return compare_scores(load_rules(arguments.old), load_rules(arguments.new), facts, table=table)


_HEADS = (
    ("修改", "改了"),
    ("增加", "增加"),
    ("删除", "去掉"),
    ("表述", "只改了写法，读法相同"),
    ("说明", "说明和依据"),
)


def _changes(changes: list[Change], hidden: int) -> Iterator[str]:
    for kind, head in _HEADS:
        found = [c for c in changes if c.kind == kind]
        if not found:
            continue
        yield f"{head}（{len(found)} 处）"
        for item in found:
            yield f"  {item.where}"
            if item.old is not None:
                yield f"    旧：{item.old}" + (f"    （{item.old_place}）" if item.old_place else "")
            if item.new is not None:
                yield f"    新：{item.new}" + (f"    （{item.new_place}）" if item.new_place else "")
    if not changes:
        yield "没有影响计分的不同"
    if hidden:
        yield f"另有 {hidden} 处只是说明、依据或名称不同（用 --notes 列出）"


def _effects(effect: Effect) -> Iterator[str]:
    from ..trials.effect import said

    yield ""
    yield f"总分：{_total(effect.old)} → {_total(effect.new)}"
    moved = [r for r in effect.rows if r.changed]
    for row in moved:
        by = "" if row.moved is None else f"（{'+' if row.moved > 0 else ''}{plain(row.moved)}）"
        yield f"  {row.name}：{said(row.old)} → {said(row.new)}{by}"
        for label, side in (("旧", row.old), ("新", row.new)):
            if side is not None and side.explanation:
                yield f"    {label}：{side.explanation}"
    if not moved:
        yield "  各行得分都不变"


def _total(result: Any) -> str:
    grade = f"，{result.grade}" if result.grade else ""
    return f"{plain(result.total)} 分（满分 {plain(result.full_score)}{grade}{'' if result.settled else '，有待认定的行'}）"
