"""Run the process of 绩效自评.bpmn: score, check, let people decide, archive; stop and go on from a file.

    python run.py start 自评表.yaml 填报数据.yaml --state 办件.json
    python run.py answer 办件.json 答复.yaml
    python run.py show 办件.json

The state file is JSON and holds everything: rules, facts, what was decided, where the process stands. An answer is a
YAML mapping with the names the waiting task asks for (复核得分, 认定等级, 填报数据, 整改措施). Needs SpiffWorkflow.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from attrs import evolve
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from perfscore import Facts, PerfscoreError, Plan, evaluate, load, read_facts
from perfscore.base.frames import frames
from perfscore.rules.facts import Figure, Filing, FundRow, Funds
from perfscore.rules.table import EXECUTION

DIAGRAM = Path(__file__).with_name("绩效自评.bpmn")
ANSWERS = {"correct": ("填报数据", "复核得分"), "review": ("复核得分", "认定等级"), "rectify": ("整改措施",)}
"""What may be answered to each user task."""
GRADES = ("优", "良", "中", "差")


class AnswerError(Exception):
    """An answer that the waiting task does not take; the message is for the person who gave it."""


# --- what the script tasks of the diagram call ---------------------------------------------------------------------


def score(rules: str, facts: str, reviews: Mapping[str, str]) -> dict[str, Any]:
    """Score, and say in plain JSON types what the gateways ask: 错误, 待认定, 等级; 评价 is the whole result.

    Decimals are texts in ``to_dict()``: SpiffWorkflow's serializer has no way to keep a ``Decimal``.
    """
    plan = load(_text(rules)).plan()
    try:
        result = evaluate(plan, _reviewed(plan, read_facts(_text(facts)), reviews))
    except PerfscoreError as error:
        return {"错误": [str(p) for p in error.problems], "待认定": [], "等级": None, "评价": None}
    names = Counter(row.name for row in result.rows)
    waits = [row for row in result.rows if row.outcome == "pending"]
    return {
        "错误": [f"{f.where}：{f.message}" for f in result.findings if f.severity == "error"],
        "待认定": [
            {"行": r.name if names[r.name] == 1 else r.id, "分值": str(r.max_score), "理由": r.explanation}
            for r in waits
        ],
        "等级": result.grade,
        "评价": result.to_dict(),
    }


def _text(given: str) -> str:
    """Return YAML text that can only be text: one without a line break would name a file."""
    return given + "\n"


def _reviewed(plan: Plan, facts: Facts, reviews: Mapping[str, str]) -> Facts:
    """Return the facts with the reviewers' scores (复核得分, by the name or id of the row) written in."""
    for name, given in reviews.items():
        row, score = plan.row(name), Figure(given)
        if row.id == EXECUTION:
            funds = facts.funds or Funds(FundRow(EXECUTION))
            facts = evolve(facts, funds=evolve(funds, review_score=score))
            continue
        path, called = row.indicator.path, row.indicator.name
        mine = [f for f in facts.filings if f.id == row.id or (f.name == called and set(f.path) <= set(path))]
        kept = tuple(f for f in facts.filings if f not in mine)
        filing = mine[0] if mine else Filing(called, path=path)
        facts = evolve(facts, filings=(*kept, evolve(filing, review_score=score)))
    return facts


def archive(result: Mapping[str, Any], reviews: Mapping[str, str], graded: str, measures: str) -> dict[str, Any]:
    """Return what is filed: the score, what it rests on (digests), and what people decided."""
    evaluation = result["评价"]
    return {
        "总分": evaluation["total"],
        "等级": result["等级"] or graded,
        "等级由": "评分办法" if result["等级"] else "人工认定",
        "规则摘要": evaluation["rules"]["digest"],
        "人工认定": dict(reviews),
        "整改措施": measures,
    }


# --- the process ----------------------------------------------------------------------------------------------------


def _engine() -> PythonScriptEngine:
    return PythonScriptEngine(TaskDataEnvironment({"计分": score, "归档": archive}))


def begin(rules: str, facts: str) -> BpmnWorkflow:
    """Start the process with the texts of both files and run it until a person is asked or it ends.

    Raises :class:`PerfscoreError` for rules that cannot be used: nobody in the process could put them right.
    """
    load(_text(rules)).plan()
    parser = BpmnParser()
    parser.add_bpmn_file(str(DIAGRAM))
    workflow = BpmnWorkflow(parser.get_spec("self_evaluation"), script_engine=_engine())
    first = workflow.get_next_task(state=TaskState.READY)
    first.data.update(自评表=rules, 填报数据=facts, 复核得分={}, 认定等级="", 整改措施="")
    workflow.do_engine_steps()
    return workflow


def waiting(workflow: BpmnWorkflow) -> Any | None:
    """Return the user task that waits, or None where the process has ended."""
    return workflow.get_next_task(state=TaskState.READY, manual=True)


def answer(workflow: BpmnWorkflow, given: Mapping[str, Any]) -> None:
    """Give the waiting task its answer and run on. Raises :class:`AnswerError`, leaving the process as it was."""
    task = waiting(workflow)
    if task is None:
        raise AnswerError("流程已办结，不再接受答复")
    known = ANSWERS[task.task_spec.bpmn_id]
    if not isinstance(given, Mapping) or not given or (unknown := [k for k in given if k not in known]):
        named = "" if not isinstance(given, Mapping) or not given else f"，而不是：{'、'.join(map(str, unknown))}"
        raise AnswerError(f"“{task.task_spec.bpmn_name}”要答复的是：{'、'.join(known)}{named}")
    scores = given.get("复核得分") or {}
    if not isinstance(scores, Mapping) or not all(isinstance(s, str) for s in scores.values()):
        raise AnswerError("“复核得分”应当写成 {三级指标: 分数}")
    rows = load(_text(task.data["自评表"])).plan().rows
    if missing := [n for n in scores if all(n not in (r.id, r.indicator.name) for r in rows)]:
        raise AnswerError(f"自评表里没有这些三级指标：{'、'.join(map(str, missing))}")
    if (grade := given.get("认定等级") or "") and grade not in GRADES:
        raise AnswerError(f"“认定等级”应当是：{'、'.join(GRADES)}")
    task.data.update({k: v for k, v in given.items() if k != "复核得分"})
    task.data["复核得分"] = {**task.data["复核得分"], **scores}
    task.run()
    workflow.do_engine_steps()


def save(workflow: BpmnWorkflow) -> str:
    """Return the whole state as JSON."""
    return BpmnWorkflowSerializer().serialize_json(workflow)


def resume(text: str) -> BpmnWorkflow:
    """Return the process as it was saved; functions are no data and are given to it anew."""
    workflow: BpmnWorkflow = BpmnWorkflowSerializer().deserialize_json(text)
    workflow.script_engine = _engine()
    return workflow


def report(workflow: BpmnWorkflow) -> str:
    """Say where the process stands, in words."""
    task = waiting(workflow)
    if task is None:
        return "已办结\n" + json.dumps(workflow.data["档案"], ensure_ascii=False, indent=2)
    result = task.data["结果"]
    lines = [f"等待办理：{task.task_spec.bpmn_name}（答复：{'、'.join(ANSWERS[task.task_spec.bpmn_id])}）"]
    lines += [f"  错误　{text}" for text in result["错误"]]
    lines += [f"  待认定　{row['行']}（{row['分值']}分）：{row['理由']}" for row in result["待认定"]]
    if result["评价"] and not result["错误"]:
        grade = result["等级"] or task.data["认定等级"] or "未定"
        lines.append(f"  总分 {result['评价']['total']}，等级 {grade}")
    return "\n".join(lines)


# --- the command line -----------------------------------------------------------------------------------------------


def main(argv: list[str] | None = None) -> int:
    """Run one command; 0 fine, 1 what was given cannot be used."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    start = commands.add_parser("start", help="开始办理")
    start.add_argument("rules", type=Path, metavar="自评表")
    start.add_argument("facts", type=Path, metavar="填报数据")
    start.add_argument("--state", type=Path, metavar="办件", required=True)
    go_on = commands.add_parser("answer", help="办理等待的任务")
    go_on.add_argument("state", type=Path, metavar="办件")
    go_on.add_argument("answer", type=Path, metavar="答复")
    show = commands.add_parser("show", help="看办到哪一步")
    show.add_argument("state", type=Path, metavar="办件")
    given = parser.parse_args(argv)
    try:
        if given.command == "start":
            workflow = begin(given.rules.read_text("utf-8"), given.facts.read_text("utf-8"))
        else:
            workflow = resume(given.state.read_text("utf-8"))
        if given.command == "answer":
            answer(workflow, yaml.load(given.answer.read_text("utf-8"), Loader=yaml.BaseLoader))
    except PerfscoreError as error:
        print(frames(error.problems), file=sys.stderr)
        return 1
    except (AnswerError, OSError, UnicodeDecodeError, yaml.YAMLError, json.JSONDecodeError) as error:
        print(f"没有办理：{error}", file=sys.stderr)
        return 1
    if given.command != "show":
        given.state.write_text(save(workflow), "utf-8")
    print(report(workflow))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
