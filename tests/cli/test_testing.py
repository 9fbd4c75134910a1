"""``perfscore test``: what failed is shown beside what was expected; the exit status tells machines."""

from __future__ import annotations

import json
from pathlib import Path

from .running import run

GOOD = """\
格式: perfscore/1
校验样例: 试算
适用办法: national/self-evaluation-2021
样例:
  - 名称: 反向指标
    行:
      - {三级指标: 三公经费, 年度指标值: ≤44万元, 实际完成值: 49万元, 分值: 10, 期望得分: 8.86}
"""
BAD = """\
格式: perfscore/1
校验样例: 试算
适用办法: national/self-evaluation-2021
样例:
  - 名称: 反向指标
    行:
      - {三级指标: 三公经费, 年度指标值: ≤44万元, 实际完成值: 49万元, 分值: 10, 期望得分: 8.98}
      - {三级指标: 培训, 年度指标值: ≥100人, 实际完成值: "", 分值: 10, 期望得分: 0}
    期望: {总分: 8.98, 等级: 优, 核对: [K999], 一级: {产出指标: 5}, 计分依据: {三公经费: 单位自报}, 得分: {没有的: 1}}
  - 名称: 应当拒绝
    行: [{三级指标: 甲, 年度指标值: ≥1个, 实际完成值: 1个, 分值: 5}]
    期望: {错误: [R641]}
  - 名称: 不能运行
    适用办法: national/没有这个
    行: [{三级指标: 甲, 年度指标值: ≥1个, 实际完成值: 1个, 分值: 5, 期望得分: 5}]
  - {名称: 对的, 年度指标值: ≥1个, 分值: 5, 逐值: {1个: 5}}
"""


def test_a_file_that_passes(tmp_path: Path) -> None:
    (tmp_path / "好.yaml").write_text(GOOD, "utf-8")
    got = run("test", "好.yaml", cwd=tmp_path)
    assert (got.status, got.out, got.err) == (0, "好.yaml：试算\n  1 个通过\n", "")
    assert "通过  反向指标" in run("test", "-v", "好.yaml", cwd=tmp_path).out


def test_what_differs_is_shown_with_place_and_steps(tmp_path: Path) -> None:
    (tmp_path / "坏.yaml").write_text(BAD, "utf-8")
    got = run("test", "坏.yaml", cwd=tmp_path)
    assert got.status == 1
    lines = got.out.splitlines()
    assert lines[0] == "坏.yaml：试算"
    assert lines[1] == "  不符  反向指标"
    assert "        得分“三公经费”：期望 8.98，算得 8.86    （坏.yaml:7:63）" in lines
    assert "        得分“培训”：期望 0，算得 待人工认定    （坏.yaml:8:59）" in lines
    assert "        总分：期望 8.98，算得 8.86    （坏.yaml:9:14）" in lines
    assert "        等级：期望 优，算得 不定    （坏.yaml:9:24）" in lines
    assert "        核对“K999”：期望 有，算得 没有    （坏.yaml:9:31）" in lines
    assert "        一级“产出指标”：期望 5，算得 没有这一项    （坏.yaml:9:50）" in lines
    assert "        计分依据“三公经费”：期望 单位自报，算得 可复算    （坏.yaml:9:67）" in lines
    assert "        得分“没有的”：期望 1，算得 没有这一行    （坏.yaml:9:84）" in lines
    assert any(line.startswith("          算法：") and "8.86" in line for line in lines)
    assert "        错误“R641”：期望 应当拒绝，算得 没有拒绝    （坏.yaml:12:14）" in lines
    assert any("R633" in line for line in lines)
    assert lines[-1] == "  1 个通过，3 个不符"


def test_json_for_machines(tmp_path: Path) -> None:
    (tmp_path / "坏.yaml").write_text(BAD, "utf-8")
    got = run("test", "--format", "json", "坏.yaml", cwd=tmp_path)
    assert got.status == 1
    (file,) = json.loads(got.out)
    assert (file["file"], file["title"], file["passed"]) == ("坏.yaml", "试算", False)
    first, refused, broken, good = file["cases"]
    assert first["differences"][0]["expected"] == "8.98"
    assert {"what", "name", "expected", "actual"} <= set(first["differences"][0])
    assert (refused["passed"], good["passed"]) == (False, True)
    assert broken["problems"][0]["code"] == "R633"


def test_a_folder_and_the_packs_that_ship(tmp_path: Path) -> None:
    (tmp_path / "内").mkdir()
    (tmp_path / "内" / "甲.cases.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "乙.cases.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "丙.yaml").write_text("不是样例", "utf-8")
    got = run("test", ".", cwd=tmp_path)
    assert (got.status, got.out.splitlines()[-1]) == (0, "合计：2 个通过")
    assert run("test", cwd=tmp_path).status == 0


def test_files_that_cannot_be_run(tmp_path: Path) -> None:
    (tmp_path / "表.yaml").write_text("格式: perfscore/1\n评分办法: 甲\n", "utf-8")
    got = run("test", "没有.yaml", "表.yaml", cwd=tmp_path)
    assert got.status == 1
    assert "Y001" in got.out
    assert "错误 R678：“表.yaml”不是校验样例文件" in got.out
    empty = run("test", str(tmp_path / "空"), cwd=tmp_path)
    assert empty.status == 1
    (tmp_path / "空夹").mkdir()
    got = run("test", "空夹", cwd=tmp_path)
    assert (got.status, got.out) == (1, "没有找到校验样例（文件名以 .cases.yaml 结尾）\n")


def test_a_console_of_old_windows(tmp_path: Path) -> None:
    (tmp_path / "坏.yaml").write_text(BAD, "utf-8")
    assert "期望 8.98，算得 8.86" in run("test", "坏.yaml", cwd=tmp_path, encoding="gbk").out
