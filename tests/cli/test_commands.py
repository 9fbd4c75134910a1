"""The commands as users run them: exit status, output, files whole or not at all, consoles that know only GBK."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.seed import FACTS, TABLE

BAD = "格式: perfscore/1\n自评表: 甲\n适用办法: national/self-evaluation-2021\n指标:\n  产出指标:\n    数量指标:\n"
BAD += "      - {三级指标: 甲, 年度指标值: 不抵于50个, 分值: 100}\n"


def test_score_shows_the_seed() -> None:
    done = run("score", TABLE, FACTS)
    assert done.status == 0
    for said in ("100", "优", "可复算", "单位自报", "缺参照值", "50"):
        assert said in done.out


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "ascii", "utf-8"])
@pytest.mark.parametrize("words", [("score", TABLE, FACTS), ("explain", TABLE), ("read", "≥7%", "不抵于50个")])
def test_any_console(words: tuple[str | Path, ...], encoding: str) -> None:
    done = run(*words, encoding=encoding)
    assert done.status in (0, 1)
    if encoding.startswith("gb"):
        assert "?" not in done.out + done.err


@pytest.mark.parametrize("format_name", ["text", "md", "csv", "json", "html"])
def test_formats_to_a_file_are_the_same_every_time(format_name: str, tmp_path: Path) -> None:
    first, second = tmp_path / "一", tmp_path / "二"
    assert run("score", TABLE, FACTS, "--format", format_name, "-o", first).status == 0
    assert run("score", TABLE, FACTS, "--format", format_name, "-o", second).status == 0
    assert first.read_bytes() == second.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["一", "二"]


def test_the_name_of_the_output_file_chooses_the_format(tmp_path: Path) -> None:
    path = tmp_path / "结果.json"
    assert run("score", TABLE, FACTS, "-o", path).status == 0
    assert json.loads(path.read_text("utf-8"))["schema"] == "perfscore/evaluation/1"


def test_nothing_is_written_unless_the_run_succeeded(tmp_path: Path) -> None:
    bad, out = tmp_path / "坏.yaml", tmp_path / "结果.json"
    bad.write_text(BAD, "utf-8")
    out.write_text("旧", "utf-8")
    done = run("score", bad, FACTS, "-o", out)
    assert done.status == 1
    assert out.read_text("utf-8") == "旧"
    assert "坏.yaml:7:" in done.err


def test_an_output_folder_that_is_not_there(tmp_path: Path) -> None:
    done = run("score", TABLE, FACTS, "-o", tmp_path / "没有" / "结果.json")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("错误 P958：文件“结果.json”写不进去")


def test_errors_of_both_files_come_at_once(tmp_path: Path) -> None:
    bad, facts = tmp_path / "坏.yaml", tmp_path / "填报.yaml"
    bad.write_text(BAD, "utf-8")
    facts.write_text("格式: perfscore/1\n填报数据: 甲\n完成情况: 无\n", "utf-8")
    done = run("score", bad, facts)
    assert done.status == 1
    assert "坏.yaml" in done.err
    assert "填报.yaml:3:" in done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "缺少参数 命令"),
        (("分数",), "没有这个选项 '分数'"),
        (("score",), "缺少参数 自评表"),
        (("score", "a.yaml", "--format", "pdf"), "没有这个选项 'pdf'"),
        (("read",), "缺少参数 文字"),
        (("check", "--年度"), "缺少参数 文件"),
    ],
)
def test_wrong_use(words: tuple[str, ...], said: str) -> None:
    done = run(*words)
    assert (done.status, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize("name", ["没有.yaml", ".", "没有这个办法", "national/self-evaluation-1999"])
def test_files_that_are_not_there(name: str) -> None:
    done = run("score", name)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("错误 ")


def test_check_reports_every_file_and_counts(tmp_path: Path) -> None:
    bad = tmp_path / "坏.yaml"
    bad.write_text(BAD, "utf-8")
    done = run("check", TABLE, FACTS, bad)
    assert done.status == 1
    assert f"{FACTS}：没有发现问题" in done.out
    assert "坏.yaml：" in done.out
    out = json.loads(run("check", TABLE, bad, "--format", "json").out)
    assert [o["file"] for o in out] == [str(TABLE), str(bad)]
    assert any(p["severity"] == "error" for p in out[1]["problems"])


def test_check_knows_packs() -> None:
    assert run("check", "national/self-evaluation-2021").status == 0


def test_read_as_text_and_json() -> None:
    done = run("read", "不低于95%")
    assert done.status == 0
    assert "标准写法：≥95%" in done.out
    (out,) = json.loads(run("read", "--format", "json", "不低于95%").out)
    assert (out["kind"], out["op"], out["value"], out["unit"]) == ("bound", ">=", "95", "%")
    assert out["problems"] == []


def test_read_shows_the_place_of_what_is_doubtful() -> None:
    done = run("read", "不抵于50个")
    assert done.status == 1
    assert "＾＾＾" in done.out


def test_read_other_kinds() -> None:
    assert run("read", "--as", "actual", "15.7%（排名全省第5位）").status == 0
    assert run("read", "--as", "clause", "每低于1个百分点扣0.5分，扣完为止").status == 0


def test_explain_names_the_origin_of_each_value() -> None:
    done = run("explain", TABLE, "三公经费支出", "--facts", FACTS)
    assert done.status == 0
    for said in (
        "三公经费支出",
        "评分办法对反向指标的默认评分",
        "rules/national/self-evaluation-2021.yaml:",
        "得分：10 分",
    ):
        assert said in done.out
    done = run("explain", TABLE, "三公经费")
    assert (done.status, "是不是“三公经费支出”？" in done.err) == (1, True)
    assert "约定·缺参照：采信自评" in run("explain", "national/self-evaluation-2021").out


def test_strict_counts_errors_only(tmp_path: Path) -> None:
    assert run("score", TABLE, FACTS, "--strict").status in (0, 1)
    facts = tmp_path / "填报.yaml"
    text = FACTS.read_text("utf-8").replace("全年执行数: 1554.97", "全年执行数: 很多", 1)
    facts.write_text(text, "utf-8")
    assert run("score", TABLE, facts, "--strict").status == 1
    assert run("score", TABLE, facts).status == 0
