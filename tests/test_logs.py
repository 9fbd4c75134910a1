"""Logging: quiet unless asked, useful when asked, and never a word of what people wrote."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import perfscore
from perfscore import PerfscoreError, evaluate, load, read_facts, read_result, render, score_rows, verify
from perfscore.base.events import DEBUG, INFO, listening
from perfscore.cli import main
from tests.cli.running import run
from tests.seed import FACTS, TABLE

MARK = "张三机密"
FIGURE = "8137.91"
OWN_TABLE = f"""\
格式: perfscore/1
自评表: {MARK}局2024年度自评表
单位: {MARK}局
适用办法: {MARK}办法.yaml
年度: 2024
评价范围: {MARK}范围
年度总体目标:
  - {{编号: 1, 目标: {MARK}目标}}
指标:
  {MARK}指标:
    分值: 100
    {MARK}二级:
      - {{三级指标: {MARK}人次, 年度指标值: ≥{FIGURE}人次, 分值: 60, 编号: {MARK}一}}
      - {{三级指标: {MARK}质量, 年度指标值: {MARK}完成, 分值: 40}}
"""
OWN_SCHEME = f"""\
格式: perfscore/1
评分办法: {MARK}办法
基于: national/self-evaluation-2021
依据: [{{文件: {MARK}通知, 文号: {MARK}〔2024〕1号}}]
"""
OWN_FACTS = f"""\
格式: perfscore/1
填报数据: {MARK}局2024年度自评表
单位: {MARK}局
资金（万元）:
  全年预算数: {FIGURE}
  全年执行数: {FIGURE}
基础数据:
  - {{名称: {MARK}经费, 数值: {{2024年: {FIGURE}万元}}}}
完成情况:
  - {{三级指标: {MARK}人次, 实际完成值: {FIGURE}人次（{MARK}）, 自评得分: 60, 偏差原因: {MARK}原因, 佐证材料: {MARK}材料}}
  - {{三级指标: {MARK}质量, 实际完成值: {MARK}完成, 自评得分: 40}}
报告陈述:
  - {{项目: {MARK}, 值: {FIGURE}万元, 出处: {MARK}报告}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / f"{MARK}的文件夹"
    place.mkdir()
    monkeypatch.chdir(place)
    files = {"表": OWN_TABLE, "办法": OWN_SCHEME, "数据": OWN_FACTS}
    for name, text in files.items():
        (place / f"{MARK}{name}.yaml").write_text(text, "utf-8")
    return place


class Kept(logging.Handler):
    """Keeps what it is given."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def records() -> Iterator[list[logging.LogRecord]]:
    kept, logger = Kept(), logging.getLogger("perfscore")
    logger.addHandler(kept)
    logger.setLevel(logging.DEBUG)
    yield kept.records
    logger.removeHandler(kept)
    logger.setLevel(logging.NOTSET)


NOT_SAID = {
    "pathname", "filename", "lineno", "funcName", "module", "thread", "threadName", "process", "processName",
    "created", "msecs", "relativeCreated",
}  # fmt: skip
"""Where in the code, and when: what the standard library adds to every record."""


def written(records: list[logging.LogRecord]) -> str:
    """Return everything the records hold, except where in the code and when."""
    parts = [r.getMessage() for r in records]
    parts += [repr(value) for r in records for key, value in vars(r).items() if key not in NOT_SAID]
    return "\n".join(parts)


def said(records: list[logging.LogRecord]) -> list[str]:
    return [re.sub(r" ms=\d+\.\d$", "", f"{r.levelname} {r.name} {r.getMessage()}") for r in records]


# --- what is said ---------------------------------------------------------------------------------------------------


def test_events_of_a_score(records: list[logging.LogRecord]) -> None:
    result = evaluate(load(TABLE), read_facts(FACTS))
    rules, facts = result.rules.digest, result.facts_digest
    errors = sum(f.severity == "error" for f in result.findings)
    tail = (
        f"findings={len(result.findings)} errors={errors} codes={','.join(sorted({f.code for f in result.findings}))}"
    )
    assert said(records) == [
        "INFO perfscore.rules read kind=table problems=0 errors=0",
        "DEBUG perfscore.facts read filings=19 references=0 problems=0 errors=0",
        f"INFO perfscore.plan resolved scheme=national/self-evaluation-2021 year=2024 rows=20 problems=0 digest={rules}",
        f"INFO perfscore.evaluate evaluated rules={rules} facts={facts} rows=20 pending=0 {tail}",
    ]
    fields = vars(records[-1])["perfscore"]
    assert (fields["event"], fields["rows"], fields["rules"]) == ("evaluated", 20, rules)
    assert re.fullmatch(r"\d+\.\d", fields["ms"])


def test_events_of_the_audit_trail(records: list[logging.LogRecord]) -> None:
    result = evaluate(load(TABLE), FACTS)
    records.clear()
    stored = read_result(str(render(result, "json")))
    assert verify(stored, result).same
    assert said(records) == [
        f"DEBUG perfscore.result read payload={stored.digest} intact=true",
        f"INFO perfscore.verify verified payload={stored.digest} same=true differences=0 reasons=-",
    ]


def test_events_of_a_table_of_columns(folder: Path, records: list[logging.LogRecord]) -> None:
    """How many tables, of which rules, in what way; of the columns not even their names."""
    pytest.importorskip("pyarrow", reason="columns need the extra arrow")
    rules = load(folder / f"{MARK}表.yaml")
    digest = rules.plan().digest
    records.clear()
    columns = {f"{MARK}人次": [f"{FIGURE}人次", None], f"{MARK}质量": [f"{MARK}完成", "未完成"], "单位": [MARK, MARK]}
    perfscore.score_table(rules, columns)
    assert said(records) == [f"INFO perfscore.columns scored rules={digest} tables=2 rows=2 columns=3 by=columns"]
    with pytest.raises(PerfscoreError):
        perfscore.score_table(rules, {**columns, MARK: [1.5, 2.5]})
    nothing_personal(written(records))


def test_events_of_a_compiled_plan(folder: Path, records: list[logging.LogRecord]) -> None:
    """How many rows, how many of them by figures alone; of the records nothing."""
    plan = load(folder / f"{MARK}表.yaml").plan()
    records.clear()
    score = perfscore.scorer(plan)
    coded = score.coded
    assert said(records) == [
        f"INFO perfscore.scorer compiled rules={plan.digest} rows=2 coded={coded} fields={len(score.fields.keys)}"
    ]
    records.clear()
    score({f"{MARK}人次": f"{FIGURE}人次", f"{MARK}质量": f"{MARK}完成"})
    assert said(records) == []


def test_details_only_for_those_who_ask(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "perfscore"):
        evaluate(load(TABLE), FACTS)
    assert "codes=" not in caplog.text
    assert "perfscore.facts" not in caplog.text


def test_tables_that_could_not_be_scored_are_warnings(folder: Path, records: list[logging.LogRecord]) -> None:
    (folder / "坏.html").write_text(f"<p>{MARK}</p>", "utf-8")
    assert main(["batch", "坏.html", f"{MARK}表.yaml", f"{MARK}数据.yaml", "-o", "结果", "--jobs", "1"]) == 1
    [lost] = [line for line in said(records) if line.startswith("WARNING")]
    assert re.fullmatch(r"WARNING perfscore\.batch failed item=\d codes=I926,I941", lost)
    assert re.search(r"INFO perfscore\.batch finished items=\d resumed=0 failed=1", "\n".join(said(records)))


# --- quiet ----------------------------------------------------------------------------------------------------------


def test_nothing_is_written_unless_asked() -> None:
    code = (
        "import logging, perfscore, sys;"
        "from perfscore.base.events import listening, WARNING;"
        f"perfscore.evaluate(perfscore.load({str(TABLE)!r}), {str(FACTS)!r});"
        "listening('batch', WARNING)('failed', item=1)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert (done.stdout, done.stderr) == ("", "")


def test_scoring_does_not_even_import_logging() -> None:
    code = (
        "import perfscore, sys;"
        f"perfscore.evaluate(perfscore.load({str(TABLE)!r}), {str(FACTS)!r});"
        "print('logging' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.strip() == "False"


def test_nobody_listens_by_default() -> None:
    assert logging.getLogger("perfscore").level == logging.NOTSET
    assert listening("evaluate", INFO) is None
    assert listening("evaluate", DEBUG) is None
    assert [type(h) for h in logging.getLogger("perfscore").handlers] == [logging.NullHandler]


# --- the command line -----------------------------------------------------------------------------------------------


LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (INFO|DEBUG|WARNING|ERROR) perfscore\.\w+ \w+( \w+=\S+)+")


@pytest.mark.parametrize("words", [("--verbose", "score"), ("score", "--verbose")])
def test_verbose(words: tuple[str, ...]) -> None:
    quiet = run("score", TABLE, FACTS)
    loud = run(*words, TABLE, FACTS)
    assert (quiet.status, quiet.err, loud.out) == (0, "", quiet.out)
    assert len(loud.err.splitlines()) == 3
    assert all(LINE.fullmatch(line) for line in loud.err.splitlines())
    twice = [w for word in words for w in ((word, word) if word == "--verbose" else (word,))]
    assert len(run(*twice, TABLE, FACTS).err.splitlines()) == 5


@pytest.mark.parametrize(("level", "count"), [("debug", 5), ("INFO", 3), (" warning ", 0), ("error", 0), ("", 0)])
def test_the_variable(level: str, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFSCORE_LOG", level)
    assert len(run("score", TABLE, FACTS).err.splitlines()) == count


def test_a_variable_that_is_no_level(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFSCORE_LOG", "loud")
    done = run("read", "≥7%")
    assert (done.status, done.out) == (2, "")
    assert done.err == "错误 P981：环境变量 PERFSCORE_LOG 应当是 debug、info、warning、error 之一，而不是“loud”\n"


def test_a_refused_file_is_told_by_its_codes(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--verbose", "score", "没有.yaml"]) == 1
    lines = [line for line in capfd.readouterr().err.splitlines() if LINE.fullmatch(line)]
    assert len(lines) == 1
    assert " INFO perfscore.cli refused command=score codes=Y001" in lines[0]


def test_the_test_command_keeps_its_own_verbose(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["test", "--verbose", "rules/national"]) == 0
    captured = capfd.readouterr()
    assert "  通过  " in captured.out
    assert captured.err == ""


def test_a_command_leaves_logging_as_it_was(capfd: pytest.CaptureFixture[str]) -> None:
    logger = logging.getLogger("perfscore")
    before = (logger.level, list(logger.handlers))
    assert main(["--verbose", "read", "≥7%"]) == 0
    assert (logger.level, logger.handlers) == before
    del capfd


# --- nothing of what people wrote -----------------------------------------------------------------------------------


def all_commands(folder: Path) -> list[list[str]]:
    table, facts = f"{MARK}表.yaml", f"{MARK}数据.yaml"
    (folder / f"{MARK}坏.yaml").write_text(OWN_FACTS.replace("填报数据:", f"{MARK}:  {MARK}\n填报数据:"), "utf-8")
    (folder / f"{MARK}坏.json").write_text(json.dumps({"schema": MARK}), "utf-8")
    (folder / f"{MARK}.html").write_text(
        f"<table><tr><th>三级指标<th>年度指标值<th>实际完成值<th>分值<th>得分</tr><tr><td>{MARK}<td>≥1<td>{FIGURE}<td>5<td>5</tr></table>",
        "utf-8",
    )
    return [
        ["score", table, facts, "--about", f"{MARK}={MARK}", "-o", f"{MARK}.json"],
        ["score", table, f"{MARK}坏.yaml"],
        ["score", table, "没有" + MARK],
        ["check", table, facts, f"{MARK}坏.yaml", f"{MARK}办法.yaml"],
        ["read", MARK, f"≥{FIGURE}%"],
        ["explain", table, f"{MARK}人次", "--facts", facts],
        ["diff", table, table, "--facts", facts],
        ["verify", f"{MARK}.json"],
        ["verify", f"{MARK}.json", "--facts", f"{MARK}坏.yaml"],
        ["verify", f"{MARK}坏.json"],
        ["show", f"{MARK}.json"],
        ["import", f"{MARK}.html", "-o", "导入"],
        ["batch", ".", "-o", f"{MARK}结果", "--jobs", "1"],
        ["test", f"{MARK}坏.yaml"],
    ]


def test_no_command_logs_what_people_wrote(folder: Path, records: list[logging.LogRecord]) -> None:
    for words in all_commands(folder):
        count = len(records)
        assert main(words) in (0, 1, 2)
        assert len(records) > count, words
    commands = {vars(r)["perfscore"].get("command") for r in records}
    assert commands >= {"score", "check", "read", "explain", "diff", "verify", "show", "import", "batch", "test"}
    logged = written(records)
    assert "evaluated rules=" in logged
    assert "scheme=own " in logged
    assert "refused command=" in logged
    nothing_personal(logged)


def nothing_personal(logged: str) -> None:
    for personal in (MARK, FIGURE, "张三", ".yaml", ".json", "的文件夹"):
        assert personal not in logged, personal
    assert re.search(r"[一-鿿]", logged) is None


def test_no_function_logs_what_people_wrote(folder: Path, records: list[logging.LogRecord]) -> None:
    rows: list[dict[str, Any]] = [
        {"三级指标": MARK, "年度指标值": f"≥{FIGURE}", "实际完成值": MARK, "分值": "10", "得分": "10", MARK: MARK}
    ]
    result = score_rows(rows, 标题=MARK, 单位=MARK, 年度=2024, 评价范围=MARK)
    verify(read_result(str(render(result, "json", about={MARK: MARK}))), result)
    perfscore.check(folder / f"{MARK}数据.yaml")
    with pytest.raises(PerfscoreError):
        score_rows([{**rows[0], "得分": 1.5}])
    assert len(records) >= 5
    nothing_personal(written(records))


def test_an_internal_error_is_told_by_its_kind_alone(
    folder: Path, records: list[logging.LogRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ValueError(MARK + FIGURE)

    monkeypatch.setattr("perfscore.api.evaluate", broken)
    assert main(["score", f"{MARK}表.yaml", f"{MARK}数据.yaml"]) == 1
    assert "ERROR perfscore.cli broken command=score kind=ValueError" in said(records)
    nothing_personal(written(records))


def test_the_seed_logs_no_word_of_its_table(records: list[logging.LogRecord]) -> None:
    result = evaluate(load(TABLE), FACTS)
    verify(read_result(result.to_dict()), TABLE, FACTS)
    nothing_personal(written(records))
