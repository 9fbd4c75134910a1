"""Split columns: 指标性质 + 指标值 + 度量单位."""

from __future__ import annotations

import pytest

from perfscore.language import default_language


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
