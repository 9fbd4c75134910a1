"""examples/plugin-sample is installed as a user installs it, and used from rule files and the command line."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Ran
from tests.rules.test_docs import FENCE, matches

pytest.importorskip("hatchling", reason="需要 hatchling：pip install 'perfscore[test]'")
pytest.importorskip("pip", reason="需要 pip")

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "examples" / "plugin-sample"
CASE = Path("examples/plugin-sample/case")
TABLE, FACTS, SCHEME = CASE / "自评表.yaml", CASE / "填报数据.yaml", CASE / "评分办法.yaml"
Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    words = ["-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index", "--target", str(target)]
    done = subprocess.run(
        [sys.executable, *words, str(SAMPLE)], capture_output=True, encoding="utf-8", check=False, cwd=target
    )
    assert done.returncode == 0, done.stderr
    return target


def runner(*more: Path) -> Run:
    def run(*words: str | Path, cwd: Path = ROOT) -> Ran:
        path = os.pathsep.join([*map(str, more), str(ROOT / "src")])
        env = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": path}
        done = subprocess.run(
            [sys.executable, "-m", "perfscore", *map(str, words)], cwd=cwd, env=env, capture_output=True, check=False
        )
        out, err = (b.decode("utf-8").replace("\r\n", "\n") for b in (done.stdout, done.stderr))
        assert "Traceback" not in err
        return Ran(done.returncode, out, err)

    return run


@pytest.fixture(scope="module")
def run(installed: Path) -> Run:
    return runner(installed)


def test_rule_file_and_table_are_sound_with_it(run: Run) -> None:
    done = run("check", SCHEME, TABLE, FACTS)
    assert done.status == 0, done.out
    assert done.out.count("没有发现问题") == 3


def test_scores_rest_on_curves_of_the_library(run: Run) -> None:
    out = json.loads(run("score", TABLE, FACTS, "--format", "json").out)
    assert out["total"] == "78.5"
    scores = {row["name"]: row["score"] for row in out["rows"]}
    assert scores == {
        "预算执行率": "10",
        "货物周转量": "16",
        "集装箱吞吐量": "7.5",
        "补助发放及时率": "20",
        "社会物流总费用占比": "15",
        "运输企业满意度": "10",
    }
    said = next(row["explanation"] for row in out["rows"] if row["name"] == "社会物流总费用占比")
    assert "（扩展读法：perfscore-sample/限额法 1.0.0，依据：示例文件" in said
    assert "≈103.5714% 符合“目标值的100%（不含）-110%（含）”，得 15 分" in said


def test_html_draws_the_curves(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "报告.html"
    assert run("score", TABLE, FACTS, "-o", path).status == 0
    text = path.read_text("utf-8")
    assert text.count("<svg") >= 5


def test_explain_names_the_plugins(run: Run) -> None:
    out = run("explain", TABLE, "货物周转量").out
    assert "出自本行评分标准（扩展读法：perfscore-sample/五档法 1.0.0，依据：" in out
    out = run("explain", SCHEME).out
    assert re.search(r"^  扩展：perfscore-sample/限额法 1\.0\.0  \[.*评分办法\.yaml:7\]$", out, re.M)


def test_layout_and_format(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    assert run("score", TABLE, FACTS, "--template", "perfscore-sample/简表", "-o", path).status == 0
    assert path.read_bytes()[:2] == b"PK"
    out = run("score", TABLE, FACTS, "--format", "perfscore-sample/tsv", "--lang", "en").out
    assert out.startswith("indicator\ttarget\tactual\tpoints\tscore\tbasis\n")
    assert out.endswith("total\t\t\t100\t78.5\t\n")


def test_without_it_the_table_says_what_is_missing() -> None:
    done = runner()("check", TABLE)
    assert done.status == 1
    assert "错误 G001：没有安装叫“perfscore-sample/五档法”的扩展" in done.out + done.err
    assert "安装它所在的包：pip install perfscore-sample" in done.out + done.err
    assert "错误 G001：没有安装叫“perfscore-sample/限额法”的扩展" in done.out + done.err
    done = runner()("score", TABLE, FACTS, "--format", "tsv")
    assert done.status == 2
    assert "没有这个选项 'tsv'（可选：text、md、csv、json、html、xlsx、docx）" in done.err


def test_installing_it_changes_nothing_for_others(run: Run) -> None:
    words = ("score", "examples/yiyang-2024/indicators.yaml", "examples/yiyang-2024/facts.yaml", "--format", "json")
    assert run(*words).out == runner()(*words).out
    assert run("read", "--as", "clause", "按五档法计分").status == 1


def test_diff_counts_another_version_as_a_change(run: Run, tmp_path: Path) -> None:
    text = (ROOT / SCHEME).read_text("utf-8")
    (tmp_path / "旧.yaml").write_text(text, "utf-8")
    (tmp_path / "新.yaml").write_text(
        text.replace("1.0.0", "1.0.1").replace("  - perfscore-sample/货运\n", ""), "utf-8"
    )
    out = run("diff", "旧.yaml", "新.yaml", cwd=tmp_path).out
    assert "1.0.0" in out
    assert "1.0.1" in out
    assert "旧：perfscore-sample/货运" in out
    assert "只是说明" not in out


def test_the_guide_is_done_as_it_says(run: Run, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    ran = 0
    for kind, _, body in FENCE.findall((ROOT / "docs" / "扩展.md").read_text("utf-8")):
        if kind == "console":
            command, *wanted = body.splitlines()
            assert command.startswith("$ perfscore ")
            got = run(*shlex.split(command)[2:], cwd=tmp_path)
            assert matches((got.out + got.err).splitlines(), wanted), got.out + got.err
            ran += 1
    assert ran == 4
    assert (tmp_path / "简表.html").stat().st_size > 1000


def test_the_scheme_of_the_guide_is_the_one_of_the_case() -> None:
    guide = (ROOT / "docs" / "扩展.md").read_text("utf-8")
    first = next(body for kind, _, body in FENCE.findall(guide) if kind == "yaml")
    assert (ROOT / SCHEME).read_text("utf-8").endswith(first)


def test_the_code_of_the_guide_works() -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs" / "扩展.md").read_text("utf-8"), re.M | re.S)
    given: dict[str, object] = {}
    exec(compile(code, "扩展.md", "exec"), given)
    from perfscore import read_clause

    assert read_clause(given["HALF"].read("半分法")).readable  # type: ignore[attr-defined]


def test_every_message_stands_in_the_guide() -> None:
    from perfscore.base.catalogue import codes

    guide = (ROOT / "docs" / "扩展.md").read_text("utf-8")
    assert [c for c in codes() if c[0] == "G" and c not in guide] == []
