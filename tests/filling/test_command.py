"""perfscore fill: what it prints, writes and refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("docx", reason='needs the extra docx: pip install "perfscore[docx]"')
pytest.importorskip("openpyxl", reason='needs the extra xlsx: pip install "perfscore[xlsx]"')

from perfscore.cli import main

from .forms import ROWS, TABLE, excel, word

FACTS = """格式: perfscore/1
填报数据: 甲
年度: 2024
资金（万元）:
  全年预算数: 1000
  全年执行数: 950
完成情况:
  - {三级指标: 培训场次, 实际完成值: 12场}
  - {三级指标: 培训人次, 实际完成值: 90人次, 偏差原因: 报名不足}
  - {三级指标: 群众满意度, 实际完成值: 81%}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("自评表.yaml").write_text(TABLE, encoding="utf-8")
    Path("填报数据.yaml").write_text(FACTS, encoding="utf-8")
    Path("本局.docx").write_bytes(
        word((("产出指标（50分）", "数量指标", "培训场次", "≥10场", "11场", "30", "", ""), *ROWS[1:]))
    )
    Path("本局.xlsx").write_bytes(excel())
    return tmp_path


CALL = ("自评表.yaml", "填报数据.yaml")


def test_filled_and_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = Path("本局.docx").read_bytes()
    assert main(["fill", "本局.docx", *CALL, "-o", "新.docx"]) == 0
    out, err = capsys.readouterr()
    assert out == (
        "第 1 张表第 2 行第 3 列  年度资金总额  全年预算数：1000\n"
        "第 1 张表第 2 行第 4 列  年度资金总额  全年执行数：950\n"
        "第 1 张表第 2 行第 6 列  预算执行率  自评得分：9.5\n"
        "第 2 张表第 2 行第 7 列  培训场次  自评得分：30\n"
        "第 2 张表第 3 行第 5 列  培训人次  实际完成值：90人次\n"
        "第 2 张表第 3 行第 7 列  培训人次  自评得分：18\n"
        "第 2 张表第 3 行第 8 列  培训人次  偏差原因：报名不足\n"
        "第 2 张表第 4 行第 5 列  群众满意度  实际完成值：81%\n"
        "第 2 张表第 4 行第 7 列  群众满意度  自评得分：36\n"
        "第 2 张表第 5 行第 7 列  总分  自评得分：93.5\n"
        "未填 I914：第 2 张表第 2 行第 5 列：“培训场次”的实际完成值已有“11场”，没有改写；按填报和计分应为“12场”\n"
    )
    assert err == "已写入 新.docx：填了 10 格，1 处没有填\n"
    assert Path("本局.docx").read_bytes() == before
    assert main(["fill", "本局.docx", *CALL, "-o", "新.docx", "--force"]) == 0
    out, err = capsys.readouterr()
    assert "第 2 张表第 2 行第 5 列  培训场次  实际完成值：12场（原为“11场”）\n" in out
    assert err == "已写入 新.docx：填了 11 格，0 处没有填\n"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (["本局.xlsx", *CALL, "-o", "新.docx"], "错误 I918：输出文件“新.docx”应当是另一个 .xlsx 文件\n"),
        (["本局.xlsx", *CALL, "-o", "本局.xlsx"], "错误 I918：输出文件“本局.xlsx”应当是另一个 .xlsx 文件\n"),
        (["没有.xlsx", *CALL, "-o", "新.xlsx"], "错误 P962：打不开或读不了“没有.xlsx”：没有这个文件\n"),
    ],
)
def test_what_is_refused(folder: Path, capsys: pytest.CaptureFixture[str], call: list[str], message: str) -> None:
    assert main(["fill", *call]) == 1
    assert capsys.readouterr().err == message
    assert not Path("新.docx").exists()
    assert not Path("新.xlsx").exists()


def test_every_error_of_both_files_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("自评表.yaml").write_text("格式: perfscore/1\n自评表: 甲\n", encoding="utf-8")
    Path("填报数据.yaml").write_text("格式: perfscore/1\n填报数据: 甲\n年: 1\n", encoding="utf-8")
    assert main(["fill", "本局.xlsx", *CALL, "-o", "新.xlsx"]) == 1
    err = capsys.readouterr().err
    assert "自评表.yaml" in err
    assert "填报数据.yaml" in err


def test_the_output_must_be_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["fill", "本局.xlsx", *CALL])
    assert left.value.code == 2
    assert "缺少参数 -o/--output" in capsys.readouterr().err
