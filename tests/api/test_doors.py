"""The functions of ``import perfscore``: what they take, what they refuse, what they promise."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import perfscore
from perfscore import PerfscoreError, check, evaluate, load, read_facts, score_rows
from tests.seed import FACTS, ROOT, TABLE


def test_load_takes_paths_ids_and_text() -> None:
    by_path, by_name, by_text = load(TABLE), load(str(TABLE)), load(TABLE.read_text("utf-8"))
    assert by_path == by_name == by_text
    assert load("national/self-evaluation-2021").table is None
    assert by_path.scheme == load("national/self-evaluation-2021").scheme


def test_a_pack_id_never_falls_back_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my").mkdir()
    shutil.copy(TABLE, tmp_path / "my" / "table.yaml")
    shutil.copy(TABLE, tmp_path / "my" / "table")
    for name in ("my/table", "./my/table", "../my/table", "my\\table", ""):
        with pytest.raises(PerfscoreError, match="R633"):
            load(name)
    assert load("my/table.yaml").table is not None


def test_packs_load_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load("national/self-evaluation-2021").scheme.full_score == Decimal(100)


def test_a_scheme_alone_has_no_plan() -> None:
    with pytest.raises(PerfscoreError, match="R646"):
        load("national/self-evaluation-2021").plan()


def test_a_year_the_scheme_does_not_cover() -> None:
    with pytest.raises(PerfscoreError, match="R641"):
        load(TABLE).plan(2019)
    assert load(TABLE).plan(2023).year == 2023


def test_a_mapping_is_read_like_the_file() -> None:
    data = yaml.load(FACTS.read_text("utf-8"), Loader=yaml.BaseLoader)
    plan = load(TABLE).plan()
    from_file, from_mapping = (evaluate(plan, read_facts(s)).to_dict() for s in (FACTS, data))
    assert from_file == from_mapping


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=30))
def test_any_text_in_a_mapping_arrives_as_it_is(text: str) -> None:
    facts = read_facts({"填报数据": "甲", "完成情况": [{"三级指标": "甲", "实际完成值": text}]})
    assert facts.filings[0].actual.text == text.strip()


def test_plans_and_results_are_frozen_pickle_and_compare() -> None:
    plan = load(TABLE).plan()
    result = evaluate(plan, read_facts(FACTS))
    for value in (plan, result):
        assert pickle.loads(pickle.dumps(value)) == value
    with pytest.raises(AttributeError):
        plan.year = 2025  # type: ignore[misc]
    with pytest.raises(AttributeError):
        result.total = Decimal(0)  # type: ignore[misc]
    assert plan == load(TABLE).plan()
    assert plan.digest == load(TABLE).plan().digest


def test_the_digest_covers_what_scores_and_nothing_else() -> None:
    text = TABLE.read_text("utf-8")
    digest = load(text).plan().digest
    assert load("# 注释\n" + text.replace("\n\n", "\n")).plan().digest == digest
    assert load(text.replace("≥7%", "不低于7.0%")).plan().digest != ""
    assert load(text.replace("≥7%", "≥7.1%")).plan().digest != digest
    assert load(text.replace("分值: 5}", "分值: 5, 评分标准: 未达到不得分}", 1)).plan().digest != digest


def test_results_hold_no_path_of_this_machine() -> None:
    text = json.dumps(evaluate(load(TABLE), read_facts(FACTS)).to_dict(), ensure_ascii=False)
    assert str(ROOT) not in text
    assert os.sep + "work" not in text


@pytest.mark.parametrize("path", [TABLE, FACTS, ROOT / "没有.yaml", ROOT, "没有.yaml", "随便", "", "x\ny"])
def test_check_never_raises(path: str | Path) -> None:
    assert isinstance(check(path), list)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_check_never_raises_on_any_bytes(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "任意.yaml"
        path.write_bytes(data)
        assert all(p.severity in ("error", "warning", "ask") for p in check(path))


def test_check_tells_all_files_of_the_repository_sound() -> None:
    for path in [*ROOT.glob("examples/**/*.yaml")]:
        if "plugin-sample" in path.parts:  # needs its plug-in installed: tests/plugins/test_sample.py
            continue
        assert [str(p) for p in check(path) if p.severity == "error"] == [], path


def test_fifty_mistakes_come_at_once(tmp_path: Path) -> None:
    lines = [
        "格式: perfscore/1",
        "自评表: 甲",
        "适用办法: national/self-evaluation-2021",
        "指标:",
        "  产出指标:",
        "    数量指标:",
    ]
    lines += [f"      - {{三级指标: 第{i}项, 年度指标直: ≥7%, 分值: 2}}" for i in range(50)]
    path = tmp_path / "表.yaml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    found = check(path)
    assert [p.code for p in found] == ["S101"] * 50
    assert [p.place.line for p in found if p.place] == list(range(7, 57))


def test_five_megabytes(tmp_path: Path) -> None:
    head = TABLE.read_text("utf-8").replace("数量指标:\n", "数量指标:\n" + "      # 说明" * 1 + "\n", 1)
    path = tmp_path / "大.yaml"
    path.write_text(head + "说明:\n" + "  - 很长的说明，一行又一行，没有什么特别的内容\n" * 90_000, "utf-8")
    assert path.stat().st_size > 5_000_000
    assert [p for p in check(path) if p.severity == "error"] == []


def test_rows_and_files_agree() -> None:
    rows = [
        {
            "一级": r.path[0],
            "二级": r.path[1],
            "三级": r.name,
            "年度指标值": r.target,
            "实际完成值": r.actual,
            "分值": r.max_score,
            "得分": r.self_score,
        }
        for r in evaluate(load(TABLE), read_facts(FACTS)).rows[1:]
    ]
    funds = {"全年预算数（万元）": "1554.97", "全年执行数（万元）": "1554.97", "自评得分": 10}
    result = score_rows(rows, 资金=funds, 单位="益阳市工业和信息化局", 年度=2024)
    assert (result.total, result.grade, result.low) == (Decimal(100), "优", Decimal(50))
    without = score_rows(rows)
    assert (without.total, without.full_score, without.grade) == (Decimal(90), Decimal(90), None)


def test_sums_that_do_not_add_up_are_findings_of_rows() -> None:
    result = score_rows([{"三级指标": "甲", "年度指标值": "≥7%", "实际完成值": "8%", "分值": "30", "得分": "30"}])
    assert any("30" in f.message and "100" in f.message for f in result.findings)


def test_every_public_name_has_a_docstring() -> None:
    for name in perfscore.__all__:
        if name != "__version__":
            assert getattr(perfscore, name).__doc__, name


def test_the_wheel_carries_the_packs(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="needs hatchling to build a wheel without the network")
    build = "from hatchling.build import build_wheel; import sys; print(build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    wheel = tmp_path / done.stdout.strip().splitlines()[-1]
    names = zipfile.ZipFile(wheel).namelist()
    assert "perfscore/_packs/national/self-evaluation-2021.yaml" in names
    assert "perfscore/py.typed" in names
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    ask = "import perfscore; print(perfscore.load('national/self-evaluation-2021').scheme.id, perfscore.__file__)"
    ran = subprocess.run(
        [sys.executable, "-c", ask], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stdout.split()[0] == "national/self-evaluation-2021"
    assert str(site) in ran.stdout


def test_a_mapping_needs_no_title() -> None:
    facts = read_facts({"完成情况": [{"三级指标": "甲", "实际完成值": 7}]})
    assert (facts.title, facts.filings[0].actual.text) == ("", "7")


def test_a_source_at_hand_opens_the_files_it_names_by_itself() -> None:
    from perfscore.api import check_source
    from perfscore.planning import load_rules
    from perfscore.source import Source, source_from_text

    asked: list[str] = []

    def opener(path: str) -> Source:
        asked.append(path)
        text = "格式: perfscore/1\n评分办法: 本地\n编号: local/a\n基于: national/self-evaluation-2021\n"
        return source_from_text(text, path).opening(opener)

    text = TABLE.read_text("utf-8").replace("national/self-evaluation-2021", "../办法.yaml")
    source = source_from_text(text, "县/表.yaml").opening(opener)
    assert load_rules(source).scheme.id == "local/a"
    assert asked == [os.path.join("县", "..", "办法.yaml")]  # noqa: PTH118
    assert [p for p in check_source(source) if p.severity == "error"] == []


def test_facts_of_a_source_at_hand() -> None:
    from perfscore.source import source_from_text

    facts = read_facts(source_from_text("格式: perfscore/1\n填报数据: 甲\n单位: 某局\n", "甲.yaml"))
    assert (facts.title, facts.organisation) == ("甲", "某局")
    with pytest.raises(PerfscoreError) as caught:
        read_facts(source_from_text("一行字"))
    assert [p.code for p in caught.value.problems] != []
