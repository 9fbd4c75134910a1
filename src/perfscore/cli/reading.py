"""``perfscore read TEXT...``: how a target, an actual value or a clause is read."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from attrs import evolve

from ..base.frames import frame
from ..base.problem import Place, Problem
from .console import say

if TYPE_CHECKING:
    from ..language import Language

__all__ = ["add_command"]

KINDS = {"target": "年度指标值", "actual": "实际完成值", "clause": "评分标准"}


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "read",
        help="试读一段文字：年度指标值、实际完成值或评分标准怎样被理解",
        description="显示一段文字的读法。写法手册见 docs/写法手册.md 和 docs/评分标准写法.md。",
    )
    parser.add_argument("texts", metavar="文字", nargs="+", help="例如 '≥7%%' '不超过44万元'")
    parser.add_argument(
        "--as",
        dest="kind",
        choices=tuple(KINDS),
        default="target",
        help="target 年度指标值（默认）、actual 实际完成值、clause 评分标准",
    )
    parser.add_argument("--nature", metavar="指标性质", help="分列填写时的指标性质，例如 ≥、定性、正向指标")
    parser.add_argument("--unit", metavar="度量单位", help="分列填写时的度量单位")
    parser.add_argument("--rules", metavar="评分办法", help="按这个评分办法（或自评表）的用词和扩展来读")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read each text; 1 if one of them could not be read."""
    from ..api import load

    language = load(arguments.rules).language if arguments.rules else None
    readings = [(text, _read(text, arguments, language)) for text in arguments.texts]
    if arguments.format == "json":
        out = [{"text": text, **reading.to_dict()} for text, reading in readings]
        say(json.dumps(out, ensure_ascii=False, indent=2))
    else:
        say("\n\n".join(_report(text, reading, arguments) for text, reading in readings))
    return int(any(p.severity == "error" for _, reading in readings for p in reading.problems))


def _read(text: str, arguments: argparse.Namespace, language: Language | None) -> Any:
    from ..api import read_actual, read_clause, read_target

    match arguments.kind:
        case "actual":
            return read_actual(text, unit=arguments.unit, language=language)
        case "clause":
            return read_clause(text, language=language)
        case _:
            return read_target(text, nature=arguments.nature, unit=arguments.unit, language=language)


def _report(text: str, reading: Any, arguments: argparse.Namespace) -> str:
    lines = [f"{KINDS[arguments.kind]}“{text}”"]
    if not any(p.severity == "error" for p in reading.problems):
        lines += [f"  标准写法：{reading}", *(f"  读法：{said}" for said in _said(reading, arguments.kind))]
    return "\n".join([*lines, *(frame(_placed(p, text), arguments.lang) for p in reading.problems)])


def _said(reading: Any, kind: str) -> list[str]:
    if kind == "clause":
        return [f"扩展 {reading.by}"] if reading.by else []
    from ..language import describe

    return [describe(reading)]


def _placed(item: Problem, text: str) -> Problem:
    """Let a span of the text stand as a place, so that the caret is drawn under it."""
    if item.span is None or item.place is not None or "\n" in text:
        return item
    start, end = item.span
    return evolve(item, place=Place("<文字>", 1, start + 1, max(end, start + 1) + 1, text))
