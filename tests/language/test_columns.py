"""Split columns: 指标性质 + 指标值 + 度量单位."""

from __future__ import annotations

import pytest
from attrs import evolve

from perfscore.language import default_language
from perfscore.language.fold import line_of


@pytest.mark.parametrize(
    ("nature", "value", "unit", "printed", "codes"),
    [
        ("≥", "90", "百分比", "≥90%", ""),
        ("＝", "42", "个", "=42个", ""),
        ("═", "100", "%", "=100%", ""),
        ("≧", "735", "人次", "≥735人次", ""),
        ("大于等于", "95", "%", "≥95%", ""),
        ("≤", "475", "元/亩", "≤475元/亩", ""),
        ("正向指标", "5", "万元/亩", "≥5万元/亩", ""),
        ("反向指标", "5", "%", "≤5%", ""),
        ("定性", "合规", "", "合规", ""),
        ("定性", "应保尽保", "%", "应保尽保", ""),
        ("定量", "100", "%", "100%", ""),
        (None, "100", "（%）", "100%", ""),
        ("≥", "≥90%", "%", "≥90%", ""),
        ("≥", "90%", "百分比", "≥90%", ""),
        ("≥", "＞90", "%", ">90%", "T296"),
        ("≥", "≤90", "%", "≥≤90%", "T237"),
        ("正向指标", "≤5", "天", "≤5天", "T296"),
        ("定性", "≥90%", "", "≥90%", "T298"),
        ("定量", "28.8万元", "%", "28.8万元%", "T297"),
        ("≥", "20", "挂", "≥20挂", "T252"),
        ("", "290", "%", "290%", "T230"),
        ("≥", "5万", "万元", "≥5万元", ""),
        ("≥", "5", "/", "≥5", ""),
        ("≥", "", "%", "≥", "T234"),
        ("≥", "5-10", "个", "5~10个", "T296"),
        ("=", "1:2", "", "1:2", "T247"),
    ],
)
def test_columns(nature: str | None, value: str, unit: str, printed: str, codes: str) -> None:
    reading = default_language().read_target(value, nature=nature, unit=unit)
    assert str(reading) == printed
    assert " ".join(p.code for p in reading.problems) == codes


def test_doubled_signs_are_remarked() -> None:
    reading = default_language().read_target("≥90%", nature="≥", unit="%")
    assert reading.remarks == ("指标性质和指标值里都写了“≥”，按一个处理",)
    reading = default_language().read_target("≥≥90%")
    assert (str(reading), reading.remarks) == ("≥90%", ("“≥”和“≥”意思相同，按一个“≥”处理",))


def test_heading_unit_of_an_actual() -> None:
    actual = default_language().read_actual("43.41", unit="万元")
    assert (actual.unit, actual.remarks) == ("万元", ("单位“万元”取自表头",))
    assert default_language().read_actual("合规", unit="万元").unit is None


def test_figures_under_a_heading_read_alike_each_time_and_leave_the_bare_reading_alone() -> None:
    language = default_language()
    bare = language.read_actual("43.41")
    under = [language.read_actual("43.41", unit=unit) for unit in ("万元", "万元", "亩", "元/亩")]
    assert under[0] is under[1]
    assert [(a.value, a.unit, a.remarks) for a in under[1:]] == [
        (bare.value, unit, (f"单位“{unit}”取自表头",)) for unit in ("万元", "亩", "元/亩")
    ]
    assert (bare.unit, bare.remarks) == (None, ())
    assert under[0] == evolve(bare, unit="万元")


def test_a_spelling_known_beforehand_folds_as_any_other() -> None:
    language = default_language()
    for name, known in language._plain_units.items():
        assert known is None or language.units.fold(line_of(name).text) == known
