"""Units from plug-ins are data with a citation; they never define a known unit anew."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from perfscore import PerfscoreError, check, load, read_clause
from perfscore.plugins import UNITS
from perfscore.quantities import default_units
from perfscore.quantities.tables import extended
from tests.plugins.making import on_path, package, scheme

TABLE = "格式: perfscore/units/1\n量类:\n  - {名称: 货物周转量, 依据: 某制度, 换算: 吨公里=1 千吨公里数=1000}\n折写: {吨公里: 吨千米}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    on_path(tmp_path, monkeypatch)
    return tmp_path


def grown(text: str = TABLE) -> object:
    return extended(default_units(), text, "包/表", default_units())


def messages(text: str) -> list[str]:
    with pytest.raises(PerfscoreError) as caught:
        grown(text)
    return [f"{p.code}：{p.message}" for p in caught.value.problems]


def test_units_convert_fold_and_take_multiples() -> None:
    units = extended(default_units(), TABLE, "包/表", default_units())
    assert units.convert(Fraction(3), "亿吨公里", "万吨公里") == Fraction(30000)
    assert units.convert(Fraction(3), "千吨公里数", "吨千米".replace("吨千米", units.fold("吨千米"))) == Fraction(3000)
    assert units.fold("吨千米") == "吨公里"
    assert units.convert(Fraction(1), "吨公里", "吨") is None
    assert units.convert(Fraction(6), "元/吨公里", "元/万吨公里") == Fraction(60000)
    assert units.families["货物周转量"] == "某制度"
    assert units.added == ("吨公里", "千吨公里数", "吨千米")


def test_the_unit_book_of_the_library_stays_as_it_was() -> None:
    before = dict(default_units().known)
    grown()
    assert dict(default_units().known) == before
    assert default_units().unit("吨公里") is None
    assert default_units().added == ()


def test_a_family_of_the_library_may_be_added_to() -> None:
    units = extended(
        default_units(),
        "格式: perfscore/units/1\n量类: [{名称: 质量, 依据: 某制度, 换算: 标准麻袋=90}]",
        "包/表",
        default_units(),
    )
    assert units.convert(Fraction(1), "吨", "标准麻袋") == Fraction(100, 9)
    assert units.families["质量"] == default_units().families["质量"]


def test_targets_actuals_and_clauses_know_the_units(folder: Path) -> None:
    package(folder, {UNITS: {"x": "X"}}, f"X = UnitTable({TABLE!r})\n")
    language = load(scheme(folder, "made-up/x")).language
    target = language.read_target("不低于1.2亿吨千米")
    assert (str(target), target.problems) == ("≥1.2亿吨公里", ())
    assert language.read_actual("13000万吨公里").unit == "万吨公里"
    clause = read_clause("每低于100万吨公里扣1分，不足一档的按比例扣，扣完为止", language=language)
    assert str(clause) == "每低于100万吨公里扣1分，不足一档的按比例扣，扣完为止"
    assert load("national/self-evaluation-2021").language.read_target("≥1.2亿吨公里").problems


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{名称: 甲, 依据: 乙, 换算: 万元=1}", "G012：扩展“包/表”的单位“万元”与内置单位表的重复，不能重新定义"),
        ("{名称: 甲, 依据: 乙, 换算: 百分比=1}", "G012：扩展“包/表”的单位“百分比”与内置单位表的重复，不能重新定义"),
        ("{名称: 甲, 依据: 乙, 换算: 诊次=1 诊次=2}", "G012：扩展“包/表”的单位“诊次”与另一个扩展或本表的重复，不能重新定义"),
        ("{名称: 甲, 依据: 乙, 换算: 诊次=0}", "G011：扩展“包/表”的单位表不能用：换算里的“诊次=0”应当写成“单位=正数”"),
        ("{名称: 甲, 依据: 乙, 换算: 诊次=-1}", "G011：扩展“包/表”的单位表不能用：换算里的“诊次=-1”应当写成“单位=正数”"),
        ("{名称: 甲, 依据: 乙, 换算: 诊次=1/0}", "G011：扩展“包/表”的单位表不能用：换算里的“诊次=1/0”应当写成“单位=正数”"),
        ("{名称: 甲, 依据: 乙, 换算: 诊次=1e3}", "G011：扩展“包/表”的单位表不能用：换算里的“诊次=1e3”应当写成“单位=正数”"),
        ("{名称: 甲, 依据: 乙, 换算: 诊次}", "G011：扩展“包/表”的单位表不能用：换算里的“诊次”应当写成“单位=正数”"),
        ("{名称: 甲, 依据: 乙, 换算: =1}", "G011：扩展“包/表”的单位表不能用：单位“”应当有 1 至 20 个字"),
        ("{名称: 甲, 依据: 乙, 换算: 诊/次=1}", "G011：扩展“包/表”的单位表不能用：单位“诊/次”里有数字、符号或“每”"),
        ("{名称: 甲, 依据: 乙, 换算: 每诊=1}", "G011：扩展“包/表”的单位表不能用：单位“每诊”里有数字、符号或“每”"),
        ("{名称: 甲, 依据: 乙, 换算: 诊2=1}", "G011：扩展“包/表”的单位表不能用：单位“诊2”里有数字、符号或“每”"),
        ("{名称: 甲, 换算: 诊次=1}", "S102：“量类”缺少“依据”"),
        ("{名称: 甲, 依据: , 换算: 诊次=1}", "S107："),
        ("{名称: 甲, 依据: 乙, 换算: 诊次=1, 备注: 无}", "S101："),
    ],
)  # fmt: skip
def test_rows_that_are_refused(row: str, message: str) -> None:
    (first, *_) = messages(f"格式: perfscore/units/1\n量类: [{row}]\n")
    assert first.startswith(message)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "Y008"),
        ("格式: perfscore/units/2\n量类: []", "S106"),
        ("量类: []", "S102"),
        ("格式: perfscore/units/1\n量类: 甲", "S103"),
        ("[甲]", "Y009"),
        ("格式: perfscore/units/1\n量类: []\n折写: {吨公里: 吨千米}", "G011"),
        ("格式: perfscore/units/1\n量类: []\n折写: {元: 万元}", "G012"),
        ("格式: [", "Y"),
    ],
)
def test_tables_that_are_refused(text: str, code: str) -> None:
    assert messages(text)[0].startswith(code)


def test_a_refused_table_is_told_with_its_place_and_changes_nothing(folder: Path) -> None:
    package(
        folder,
        {UNITS: {"x": "X"}},
        "X = UnitTable('格式: perfscore/units/1\\n量类: [{名称: 甲, 依据: 乙, 换算: 元=1}]')\n",
    )
    path = scheme(folder, "made-up/x")
    (found,) = check(path)
    assert (found.code, found.place.source if found.place else "") == ("G012", "made-up/x")
    with pytest.raises(PerfscoreError):
        load(path)


def test_two_plugins_with_one_unit(folder: Path) -> None:
    source = f"X = UnitTable({TABLE!r})\nY = UnitTable({TABLE!r})\n"
    package(folder, {UNITS: {"x": "X", "y": "Y"}}, source)
    codes = {(p.code, p.message) for p in check(scheme(folder, "made-up/x, made-up/y"))}
    assert ("G012", "扩展“made-up/y”的单位“吨公里”与另一个扩展或本表的重复，不能重新定义") in codes
