"""The floors: what a person would write by hand for this one table, with nothing around it.

``with_decimal`` is *the* floor: exact, and about as fast as exact arithmetic on ``Decimal`` gets in CPython. All ratios of
the benchmark are to it. ``with_int`` takes and gives whole hundredths. ``with_float`` is what most people would write;
it is wrong by a hundredth on a part of the halfway cases. None of them checks, explains or refuses anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP as HALF_UP
from decimal import Decimal
from math import floor
from typing import Any

__all__ = ["with_decimal", "with_float", "with_int"]

Result = tuple[tuple[Any, ...], Any, str]
CENT, ZERO = Decimal("0.01"), Decimal("0.00")
G90, G80, G60 = Decimal(90), Decimal(80), Decimal(60)
P5, P10 = Decimal("5.00"), Decimal("10.00")
T7, T44, T90, T100, T302 = Decimal(7), Decimal(44), Decimal(90), Decimal(100), Decimal(302)
D2 = {"达成": Decimal("2.00"), "基本达成": Decimal("1.70"), "部分达成": Decimal("1.20"), "未达成": ZERO}
D3 = {"达成": Decimal("3.00"), "基本达成": Decimal("2.55"), "部分达成": Decimal("1.80"), "未达成": ZERO}
D4 = {"达成": Decimal("4.00"), "基本达成": Decimal("3.40"), "部分达成": Decimal("2.40"), "未达成": ZERO}
D5 = {"达成": Decimal("5.00"), "基本达成": Decimal("4.25"), "部分达成": Decimal("3.00"), "未达成": ZERO}


def with_decimal(rec: Mapping[str, Any]) -> Result:
    """Score one record of ``Decimal`` figures: 20 scores, the total, the grade."""
    a, b = rec["a_r00"], rec["b_r00"]
    s0 = P10 if a >= b else (P10 * a / b).quantize(CENT, HALF_UP)
    a = rec["a_r01"]
    s1 = P5 if a >= T7 else ZERO if a <= ZERO else (P5 * a / T7).quantize(CENT, HALF_UP)
    a = rec["a_r02"]
    s2 = P5 if a >= T100 else ZERO if a <= ZERO else (P5 * a / T100).quantize(CENT, HALF_UP)
    a, b = rec["a_r03"], rec["b_r03"]
    s3 = P5 if a > b else ZERO if a <= ZERO else (P5 * a / b).quantize(CENT, HALF_UP)
    a, b = rec["a_r04"], rec["b_r04"]
    s4 = P5 if a > b else ZERO if a <= ZERO else (P5 * a / b).quantize(CENT, HALF_UP)
    a, b = rec["a_r05"], rec["b_r05"]
    s5 = P5 if a > b else ZERO if a <= ZERO else (P5 * a / b).quantize(CENT, HALF_UP)
    s6 = D5[rec["t_r06"]]
    s7 = D5[rec["t_r07"]]
    s8 = D3[rec["t_r08"]]
    s9 = D2[rec["t_r09"]]
    s10 = D5[rec["t_r10"]]
    s11 = D5[rec["t_r11"]]
    s12 = D4[rec["t_r12"]]
    s13 = D2[rec["t_r13"]]
    s14 = D2[rec["t_r14"]]
    s15 = D2[rec["t_r15"]]
    a = rec["a_r16"]
    s16 = P5 if a >= T90 else ZERO if a <= ZERO else (P5 * a / T90).quantize(CENT, HALF_UP)
    a = rec["a_r17"]
    s17 = P5 if a >= T90 else ZERO if a <= ZERO else (P5 * a / T90).quantize(CENT, HALF_UP)
    a = rec["a_r18"]
    s18 = P10 if a <= T44 else (P10 * T44 / a).quantize(CENT, HALF_UP)
    a = rec["a_r19"]
    s19 = P10 if a <= T302 else (P10 * T302 / a).quantize(CENT, HALF_UP)
    total = s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11 + s12 + s13 + s14 + s15 + s16 + s17 + s18 + s19
    grade = "优" if total >= G90 else "良" if total >= G80 else "中" if total >= G60 else "差"
    return (s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15, s16, s17, s18, s19), total, grade


N2 = {"达成": 200, "基本达成": 170, "部分达成": 120, "未达成": 0}
N3 = {"达成": 300, "基本达成": 255, "部分达成": 180, "未达成": 0}
N4 = {"达成": 400, "基本达成": 340, "部分达成": 240, "未达成": 0}
N5 = {"达成": 500, "基本达成": 425, "部分达成": 300, "未达成": 0}


def with_int(rec: Mapping[str, Any]) -> Result:
    """Score one record of whole hundredths: everything in hundredths, halves up by (2n + d) // 2d."""
    a, b = rec["a_r00"], rec["b_r00"]
    s0 = 1000 if a >= b else (2000 * a + b) // (2 * b)
    a = rec["a_r01"]
    s1 = 500 if a >= 700 else 0 if a <= 0 else (1000 * a + 700) // 1400
    a = rec["a_r02"]
    s2 = 500 if a >= 10000 else 0 if a <= 0 else (1000 * a + 10000) // 20000
    a, b = rec["a_r03"], rec["b_r03"]
    s3 = 500 if a > b else 0 if a <= 0 else (1000 * a + b) // (2 * b)
    a, b = rec["a_r04"], rec["b_r04"]
    s4 = 500 if a > b else 0 if a <= 0 else (1000 * a + b) // (2 * b)
    a, b = rec["a_r05"], rec["b_r05"]
    s5 = 500 if a > b else 0 if a <= 0 else (1000 * a + b) // (2 * b)
    s6 = N5[rec["t_r06"]]
    s7 = N5[rec["t_r07"]]
    s8 = N3[rec["t_r08"]]
    s9 = N2[rec["t_r09"]]
    s10 = N5[rec["t_r10"]]
    s11 = N5[rec["t_r11"]]
    s12 = N4[rec["t_r12"]]
    s13 = N2[rec["t_r13"]]
    s14 = N2[rec["t_r14"]]
    s15 = N2[rec["t_r15"]]
    a = rec["a_r16"]
    s16 = 500 if a >= 9000 else 0 if a <= 0 else (1000 * a + 9000) // 18000
    a = rec["a_r17"]
    s17 = 500 if a >= 9000 else 0 if a <= 0 else (1000 * a + 9000) // 18000
    a = rec["a_r18"]
    s18 = 1000 if a <= 4400 else (8_800_000 + a) // (2 * a)
    a = rec["a_r19"]
    s19 = 1000 if a <= 30200 else (60_400_000 + a) // (2 * a)
    total = s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11 + s12 + s13 + s14 + s15 + s16 + s17 + s18 + s19
    grade = "优" if total >= 9000 else "良" if total >= 8000 else "中" if total >= 6000 else "差"
    return (s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15, s16, s17, s18, s19), total, grade


F2 = {"达成": 2.0, "基本达成": 1.7, "部分达成": 1.2, "未达成": 0.0}
F3 = {"达成": 3.0, "基本达成": 2.55, "部分达成": 1.8, "未达成": 0.0}
F4 = {"达成": 4.0, "基本达成": 3.4, "部分达成": 2.4, "未达成": 0.0}
F5 = {"达成": 5.0, "基本达成": 4.25, "部分达成": 3.0, "未达成": 0.0}


def with_float(rec: Mapping[str, Any]) -> Result:
    """Score one record of binary floats: not exact, for comparison only."""
    a, b = rec["a_r00"], rec["b_r00"]
    s0 = 10.0 if a >= b else floor(10.0 * a / b * 100.0 + 0.5) / 100.0
    a = rec["a_r01"]
    s1 = 5.0 if a >= 7.0 else 0.0 if a <= 0.0 else floor(5.0 * a / 7.0 * 100.0 + 0.5) / 100.0
    a = rec["a_r02"]
    s2 = 5.0 if a >= 100.0 else 0.0 if a <= 0.0 else floor(5.0 * a / 100.0 * 100.0 + 0.5) / 100.0
    a, b = rec["a_r03"], rec["b_r03"]
    s3 = 5.0 if a > b else 0.0 if a <= 0.0 else floor(5.0 * a / b * 100.0 + 0.5) / 100.0
    a, b = rec["a_r04"], rec["b_r04"]
    s4 = 5.0 if a > b else 0.0 if a <= 0.0 else floor(5.0 * a / b * 100.0 + 0.5) / 100.0
    a, b = rec["a_r05"], rec["b_r05"]
    s5 = 5.0 if a > b else 0.0 if a <= 0.0 else floor(5.0 * a / b * 100.0 + 0.5) / 100.0
    s6 = F5[rec["t_r06"]]
    s7 = F5[rec["t_r07"]]
    s8 = F3[rec["t_r08"]]
    s9 = F2[rec["t_r09"]]
    s10 = F5[rec["t_r10"]]
    s11 = F5[rec["t_r11"]]
    s12 = F4[rec["t_r12"]]
    s13 = F2[rec["t_r13"]]
    s14 = F2[rec["t_r14"]]
    s15 = F2[rec["t_r15"]]
    a = rec["a_r16"]
    s16 = 5.0 if a >= 90.0 else 0.0 if a <= 0.0 else floor(5.0 * a / 90.0 * 100.0 + 0.5) / 100.0
    a = rec["a_r17"]
    s17 = 5.0 if a >= 90.0 else 0.0 if a <= 0.0 else floor(5.0 * a / 90.0 * 100.0 + 0.5) / 100.0
    a = rec["a_r18"]
    s18 = 10.0 if a <= 44.0 else floor(10.0 * 44.0 / a * 100.0 + 0.5) / 100.0
    a = rec["a_r19"]
    s19 = 10.0 if a <= 302.0 else floor(10.0 * 302.0 / a * 100.0 + 0.5) / 100.0
    total = s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11 + s12 + s13 + s14 + s15 + s16 + s17 + s18 + s19
    total = floor(total * 100.0 + 0.5) / 100.0
    grade = "优" if total >= 90.0 else "良" if total >= 80.0 else "中" if total >= 60.0 else "差"
    return (s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15, s16, s17, s18, s19), total, grade
