"""examples/workflow-bpmn: every branch of the diagram is walked, and the process goes on from what was saved."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest

pytest.importorskip("SpiffWorkflow", reason="需要 SpiffWorkflow：pip install 'perfscore[test]'")

ROOT = Path(__file__).parents[2]
CASE = ROOT / "examples" / "workflow-bpmn"
RULES = (CASE / "自评表.yaml").read_text("utf-8")
FACTS = (CASE / "填报数据.yaml").read_text("utf-8")
PENDING = FACTS.replace("实际完成值: 96%, ", "")
POOR = FACTS.replace("520人次", "150人次").replace("84%", "40%").replace("96%", "80%")
WRONG = FACTS.replace("执行率: 98%", "执行率: 90%")


@pytest.fixture(scope="module")
def run() -> ModuleType:
    spec = importlib.util.spec_from_file_location("workflow_run", CASE / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["workflow_run"] = module
    spec.loader.exec_module(module)
    return module


def walked(workflow: Any) -> list[str]:
    """Return the tasks and ends of the diagram that have been completed, in order, repetitions included."""
    from SpiffWorkflow.util.task import TaskState

    done = [t for t in workflow.get_tasks(state=TaskState.COMPLETED) if t.task_spec.bpmn_id]
    named = {"start", "score", "correct", "review", "rectify", "archive", "end"}
    return [i for t in sorted(done, key=lambda t: t.last_state_change) if (i := t.task_spec.bpmn_id) in named]


def at(run: ModuleType, workflow: Any) -> str | None:
    task = run.waiting(workflow)
    return None if task is None else task.task_spec.bpmn_id


# --- branches -------------------------------------------------------------------------------------------------------


def test_good_grade_is_archived(run: ModuleType) -> None:
    workflow = run.begin(RULES, FACTS)
    assert workflow.completed
    assert walked(workflow) == ["start", "score", "archive", "end"]
    filed = workflow.data["档案"]
    assert (filed["总分"], filed["等级"], filed["等级由"]) == ("99.8", "优", "评分办法")
    assert re.fullmatch(r"[0-9a-f]{64}", filed["规则摘要"])


def test_second_best_grade_is_archived_too(run: ModuleType) -> None:
    workflow = run.begin(RULES, FACTS.replace("84%", "56%").replace("520人次", "475人次"))
    assert workflow.completed
    assert workflow.data["档案"]["等级"] == "良"
    assert "rectify" not in walked(workflow)


def test_error_goes_back_and_is_scored_again(run: ModuleType) -> None:
    workflow = run.begin(RULES, WRONG)
    assert at(run, workflow) == "correct"
    assert run.waiting(workflow).data["结果"]["错误"] == [
        "资金/年度资金总额/执行率：“年度资金总额”执行率写作 90%，按全年执行数÷全年预算数计算：98万元 ÷ 100万元 = 98%"
    ]
    run.answer(workflow, {"填报数据": WRONG})
    assert at(run, workflow) == "correct"
    run.answer(workflow, {"填报数据": FACTS})
    assert workflow.completed
    assert walked(workflow) == [
        "start", "score", "correct", "score", "correct", "score", "archive", "end",
    ]  # fmt: skip


def test_unreadable_facts_go_back(run: ModuleType) -> None:
    workflow = run.begin(RULES, FACTS.replace("年度: 2024", "年度: 2023"))
    assert at(run, workflow) == "correct"
    waits = run.waiting(workflow)
    assert waits.data["结果"]["错误"] == ["<文本>:2:7: [D704] 填报数据的年度是 2023，自评表的年度是 2024"]
    assert waits.data["结果"]["评价"] is None


def test_pending_row_is_settled_by_a_reviewer_and_scored_again(run: ModuleType) -> None:
    workflow = run.begin(RULES, PENDING)
    assert at(run, workflow) == "review"
    assert [row["行"] for row in run.waiting(workflow).data["结果"]["待认定"]] == ["培训合格率"]
    run.answer(workflow, {"复核得分": {"培训合格率": "15"}})
    assert workflow.completed
    assert walked(workflow) == ["start", "score", "review", "score", "archive", "end"]
    filed = workflow.data["档案"]
    assert (filed["总分"], filed["等级"], filed["人工认定"]) == ("94.8", "优", {"培训合格率": "15"})


def test_two_rows_may_be_settled_one_after_the_other(run: ModuleType) -> None:
    workflow = run.begin(RULES, PENDING.replace("实际完成值: 84%, ", ""))
    run.answer(workflow, {"复核得分": {"培训合格率": "15"}})
    assert at(run, workflow) == "review"
    assert [row["行"] for row in run.waiting(workflow).data["结果"]["待认定"]] == ["学员就业率"]
    run.answer(workflow, {"复核得分": {"效益指标/社会效益指标/学员就业率": "20"}})
    assert workflow.completed
    assert workflow.data["档案"]["总分"] == "84.8"


def test_review_score_beyond_the_points_goes_back(run: ModuleType) -> None:
    workflow = run.begin(RULES, PENDING)
    run.answer(workflow, {"复核得分": {"培训合格率": "25"}})
    assert at(run, workflow) == "correct"
    (said,) = run.waiting(workflow).data["结果"]["错误"]
    assert "复核得分 25 分" in said
    run.answer(workflow, {"复核得分": {"培训合格率": "20"}})
    assert workflow.completed


def test_execution_may_be_settled_by_a_reviewer(run: ModuleType) -> None:
    without = FACTS.replace("全年执行数: 98, 执行率: 98%, ", "")
    workflow = run.begin(RULES, without)
    assert [row["行"] for row in run.waiting(workflow).data["结果"]["待认定"]] == ["预算执行率"]
    run.answer(workflow, {"复核得分": {"预算执行率": "9.5"}})
    assert workflow.data["档案"]["总分"] == "99.5"


def test_table_without_a_grade_waits_for_one(run: ModuleType) -> None:
    ninety = RULES.replace("预算执行: {分值: 10}\n", "")
    workflow = run.begin(ninety, FACTS)
    assert at(run, workflow) == "review"
    waits = run.waiting(workflow).data["结果"]
    assert (waits["待认定"], waits["等级"]) == ([], None)
    run.answer(workflow, {"认定等级": "良"})
    assert workflow.completed
    filed = workflow.data["档案"]
    assert (filed["总分"], filed["等级"], filed["等级由"]) == ("90", "良", "人工认定")


def test_poor_grade_needs_rectification(run: ModuleType) -> None:
    workflow = run.begin(RULES, POOR)
    assert at(run, workflow) == "rectify"
    before = run.waiting(workflow).data["结果"]
    assert before["等级"] == "差"
    run.answer(workflow, {"整改措施": "明年起按季度督促培训进度"})
    assert walked(workflow) == ["start", "score", "rectify", "archive", "end"]
    filed = workflow.data["档案"]
    assert (filed["等级"], filed["整改措施"]) == ("差", "明年起按季度督促培训进度")
    assert filed["总分"] == before["评价"]["total"]


def test_middle_grade_needs_rectification_too(run: ModuleType) -> None:
    workflow = run.begin(RULES, FACTS.replace("84%", "30%").replace("520人次", "400人次").replace("96%", "93%"))
    assert at(run, workflow) == "rectify"
    assert run.waiting(workflow).data["结果"]["等级"] == "中"


# --- state ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "given"),
    [
        (WRONG, [{"填报数据": PENDING}, {"复核得分": {"培训合格率": "1.25"}}]),
        (POOR, [{"整改措施": "补考"}]),
    ],
)
def test_saved_and_resumed_before_every_answer(run: ModuleType, facts: str, given: list[dict[str, Any]]) -> None:
    straight = run.begin(RULES, facts)
    resumed = run.resume(run.save(run.begin(RULES, facts)))
    for one in given:
        assert run.report(resumed) == run.report(straight)
        run.answer(straight, one)
        run.answer(resumed, one)
        resumed = run.resume(run.save(resumed))
    assert straight.completed
    assert resumed.completed
    assert resumed.data["档案"] == straight.data["档案"]
    assert run.report(resumed) == run.report(straight)


def test_state_is_plain_json_with_decimals_as_text(run: ModuleType) -> None:
    text = run.save(run.begin(RULES, PENDING))
    floats: list[str] = []
    json.loads(text, parse_float=lambda s: floats.append(s) or Decimal(s))
    assert all(re.fullmatch(r"\d{10}\.\d+(e[+-]?\d+)?", s) for s in floats), "only the engine's own times are floats"
    assert '"total": "79.8"' in text


def test_a_decimal_cannot_be_kept_which_is_why_to_dict_is_used(run: ModuleType) -> None:
    workflow = run.begin(RULES, PENDING)
    run.waiting(workflow).data["总分"] = Decimal("79.8")
    with pytest.raises(TypeError, match="Decimal"):
        run.save(workflow)


# --- wrong answers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"填报数据": FACTS}, "“人工认定”要答复的是：复核得分、认定等级，而不是：填报数据"),
        ({}, "“人工认定”要答复的是：复核得分、认定等级"),
        ("15", "“人工认定”要答复的是：复核得分、认定等级"),
        ({"复核得分": "15"}, "“复核得分”应当写成 {三级指标: 分数}"),
        ({"复核得分": {"培训合格率": ["15"]}}, "“复核得分”应当写成 {三级指标: 分数}"),
        ({"复核得分": {"合格": "15"}}, "自评表里没有这些三级指标：合格"),
        ({"认定等级": "优秀"}, "“认定等级”应当是：优、良、中、差"),
    ],
)
def test_wrong_answer_leaves_the_process_as_it_was(run: ModuleType, given: Any, message: str) -> None:
    workflow = run.begin(RULES, PENDING)
    before = run.report(workflow)
    with pytest.raises(run.AnswerError) as caught:
        run.answer(workflow, given)
    assert str(caught.value) == message
    assert run.report(workflow) == before


def test_rules_that_cannot_be_used_start_nothing(run: ModuleType) -> None:
    from perfscore import PerfscoreError

    with pytest.raises(PerfscoreError) as caught:
        run.begin(FACTS, FACTS)
    assert [p.code for p in caught.value.problems] == ["R636"]
    with pytest.raises(PerfscoreError):
        run.begin("/etc/passwd", FACTS)


# --- the diagram and the command line -------------------------------------------------------------------------------


def test_the_diagram_can_be_drawn() -> None:
    """Every element has its shape, every flow its line from one shape to the other: what a modeler needs to open it."""
    bpmn, di = "{http://www.omg.org/spec/BPMN/20100524/MODEL}", "{http://www.omg.org/spec/BPMN/20100524/DI}"
    dc, line = "{http://www.omg.org/spec/DD/20100524/DC}", "{http://www.omg.org/spec/DD/20100524/DI}"
    root = ElementTree.parse(CASE / "绩效自评.bpmn").getroot()
    process = root.find(f"{bpmn}process")
    assert process is not None
    flows = {f.get("id"): f for f in process.findall(f"{bpmn}sequenceFlow")}
    nodes = {n.get("id"): n for n in process if n.tag != f"{bpmn}sequenceFlow"}
    boxes = {s.get("bpmnElement"): s.find(f"{dc}Bounds") for s in root.iter(f"{di}BPMNShape")}
    lines = {e.get("bpmnElement"): e.findall(f"{line}waypoint") for e in root.iter(f"{di}BPMNEdge")}
    assert set(boxes) == set(nodes)
    assert set(lines) == set(flows)
    for name, flow in flows.items():
        for end, point in (("sourceRef", lines[name][0]), ("targetRef", lines[name][-1])):
            box = boxes[flow.get(end)]
            assert box is not None
            x, y, w, h = (int(box.get(k, "")) for k in ("x", "y", "width", "height"))
            px, py = int(point.get("x", "")), int(point.get("y", ""))
            assert x <= px <= x + w, (name, end)
            assert y <= py <= y + h, (name, end)
        assert name in [e.text for e in nodes[flow.get("sourceRef")].findall(f"{bpmn}outgoing")]
        assert name in [e.text for e in nodes[flow.get("targetRef")].findall(f"{bpmn}incoming")]


def command(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(CASE / "run.py"), *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", "PATH": ""},
    )


def test_first_command_of_the_page(tmp_path: Path) -> None:
    page = (CASE / "README.md").read_text("utf-8")
    (line,) = re.findall(r"^python examples/workflow-bpmn/run\.py (start .*)$", page, re.M)
    words = [str(tmp_path / w) if w == "办件.json" else str(ROOT / w) if "/" in w else w for w in line.split()]
    done = command(*words)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("已办结\n")


def test_commands_of_the_page_in_processes_of_their_own(tmp_path: Path) -> None:
    state, facts, given = tmp_path / "办件.json", tmp_path / "填报数据.yaml", tmp_path / "答复.yaml"
    facts.write_text(PENDING, "utf-8")
    started = command("start", CASE / "自评表.yaml", facts, "--state", state)
    assert started.returncode == 0, started.stderr
    page = (CASE / "README.md").read_text("utf-8")
    assert started.stdout in page
    assert command("show", state).stdout == started.stdout
    given.write_text("复核得分: {培训合格率: 15}", "utf-8")
    done = command("answer", state, given)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("已办结\n")
    assert json.loads(done.stdout.removeprefix("已办结\n"))["总分"] == "94.8"
    again = command("answer", state, given)
    assert (again.returncode, again.stderr) == (1, "没有办理：流程已办结，不再接受答复\n")


def test_command_with_a_state_that_is_none(tmp_path: Path) -> None:
    broken = tmp_path / "办件.json"
    broken.write_text("{", "utf-8")
    done = command("show", broken)
    assert done.returncode == 1
    assert done.stderr.startswith("没有办理：")
    assert "Traceback" not in done.stderr
    done = command("start", CASE / "填报数据.yaml", CASE / "填报数据.yaml", "--state", tmp_path / "无.json")
    assert done.returncode == 1
    assert done.stderr.startswith("错误 R636：")
    assert not (tmp_path / "无.json").exists()
