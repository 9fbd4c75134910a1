"""``perfscore verify``, ``show`` and ``schema``, as users run them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from .running import run

STORED = Path(__file__).parents[1] / "auditing" / "stored"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("table.yaml", "facts.yaml"):
        shutil.copy(STORED / name, tmp_path)
    return tmp_path


def test_score_then_verify(folder: Path) -> None:
    done = run("score", "table.yaml", "facts.yaml", "--about", "编号=2024-17", "-o", "result.json", cwd=folder)
    assert (done.status, done.out) == (0, "")
    made = json.loads((folder / "result.json").read_text("utf-8"))
    assert made["envelope"].pop("likely_reasons") == [
        {
            "row": "产出指标/数量指标/培训人次",
            "text": "按“满分”计算得到同样的数（60 分），请核对是否采用该算法",
        }
    ]
    earlier = (
        STORED / "result.json"
    ).read_bytes()  # written before reasons were told: all else is the same, byte for byte
    assert (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode() == earlier
    done = run("verify", "result.json", cwd=folder)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("一致：重算的结果与文件逐项相同（2 行，总分 52.2 分）\n")
    assert run("verify", folder / "result.json", cwd=STORED.parent).status == 0


def test_what_changed_since(folder: Path) -> None:
    shutil.copy(STORED / "result.json", folder)
    text = (folder / "facts.yaml").read_text("utf-8").replace("87人次", "93人次")
    (folder / "facts.yaml").write_text(text, "utf-8")
    done = run("verify", "result.json", cwd=folder)
    assert (done.status, done.err) == (1, "")
    assert "指标“培训人次”\n  实际完成值：87人次 → 93人次\n  得分：52.2 → 55.8\n" in done.out
    assert done.out.endswith("  V033：填报数据不同：现在的数据与计分时的摘要不符\n")
    done = run("verify", "result.json", "--format", "json", cwd=folder)
    found = json.loads(done.out)
    assert (done.status, found["same"], found["facts"]["same"], found["rules"]["same"]) == (1, False, False, True)
    assert [d for d in found["differences"] if d["field"] == "total"] == [
        {"kind": "changed", "part": "", "item": "", "field": "total", "old": "52.2", "new": "55.8"}
    ]
    assert found["reasons"] == [{"code": "V033", "message": "填报数据不同：现在的数据与计分时的摘要不符"}]


def test_the_original_files_given(folder: Path) -> None:
    shutil.copy(STORED / "result.json", folder / "r.json")
    for name in ("table.yaml", "facts.yaml"):
        (folder / name).rename(folder / f"旧{name}")
    done = run("verify", "r.json", "--rules", "旧table.yaml", "--facts", "旧facts.yaml", cwd=folder)
    assert done.status == 0


def test_wrong_use_is_status_2(folder: Path) -> None:
    shutil.copy(STORED / "result.json", folder / "r.json")
    (folder / "facts.yaml").unlink()
    done = run("verify", "r.json", cwd=folder)
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "错误 V019：结果写明填报数据是“facts.yaml”，在结果所在的文件夹和当前文件夹都没有找到\n"
        "  = 用 --facts 写明它在哪里\n"
    )
    shutil.copy(STORED / "seed-7132c42.json", folder / "旧.json")
    done = run("verify", "旧.json", cwd=folder)
    assert done.status == 2
    assert "perfscore verify 旧.json --rules 自评表.yaml\n" in done.err
    assert "perfscore verify 旧.json --facts 填报数据.yaml\n" in done.err
    assert run("verify", cwd=folder).status == 2
    done = run("score", "table.yaml", "--about", "没有等号", cwd=folder)
    assert done.status == 2
    assert "参数 --about: 应当写成 名=值，而不是 '没有等号'" in done.err


def test_files_with_errors_are_status_1(folder: Path) -> None:
    done = run("verify", STORED / "broken" / "keys-missing.json", cwd=folder)
    assert (done.status, done.out) == (1, "")
    assert done.err.count("错误 V007：缺少") == 5
    shutil.copy(STORED / "result.json", folder / "r.json")
    done = run("verify", "r.json", "--rules", "没有.yaml", cwd=folder)
    assert (done.status, done.err) == (1, "错误 Y001：找不到文件“没有.yaml”\n")
    assert run("verify", "没有.json", cwd=folder).err == ("错误 Y001：找不到文件“没有.json”\n  = 是不是“r.json”？\n")


@pytest.mark.parametrize("format_name", ["text", "md", "csv", "html"])
def test_show_prints_a_result_again(format_name: str, folder: Path) -> None:
    done = run("show", STORED / "seed-b08602d.json", "--format", format_name, cwd=folder)
    assert (done.status, done.err) == (0, "")
    assert "规模工业增加值增速" in done.out
    written = run("show", STORED / "seed-b08602d.json", "-o", f"再印.{format_name}", cwd=folder)
    assert written.status == 0
    assert (folder / f"再印.{format_name}").stat().st_size > 1000


def test_show_needs_no_rules_and_says_when_a_result_was_changed(folder: Path) -> None:
    text = (STORED / "result.json").read_text("utf-8").replace('"unit": "某局"', '"unit": "另一局"')
    (folder / "r.json").write_text(text, "utf-8")
    done = run("show", "r.json", "--lang", "en", cwd=folder)
    assert done.status == 0
    assert done.err == "待说明 V031：结果文件写出之后改动过：现有内容的摘要与文件里记载的不符\n"
    assert "Unit: 另一局" in done.out


def test_schema(folder: Path) -> None:
    for name in ("result", "evaluation"):
        done = run("schema", "--of", name, cwd=folder)
        assert done.status == 0
        assert json.loads(done.out)["$id"] == f"urn:perfscore:{name}:1"
    done = run("schema", cwd=folder)
    assert done.status == 2
    assert "缺少参数 --of" in done.err


def test_a_console_without_our_characters(folder: Path) -> None:
    shutil.copy(STORED / "result.json", folder)
    done = run("verify", "result.json", cwd=folder, encoding="gbk")
    assert done.out.startswith("一致：")
