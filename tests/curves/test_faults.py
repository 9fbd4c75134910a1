"""Static checks of curves, with the whole message."""

from __future__ import annotations

from fractions import Fraction

from perfscore.curves import Curve, Judged, Piece

F = Fraction


def flat(low, low_closed, high, high_closed, points) -> Piece:
    return Piece(low, low_closed, high, high_closed, F(0), F(points))


def said(curve: Curve, most: int = 10) -> list[tuple[str, str]]:
    return [(p.code, p.message) for p in curve.faults(F(most))]


def test_a_sound_curve_has_no_faults() -> None:
    curve = Curve(
        (
            flat(None, False, F(1, 2), False, 0),
            flat(F(1, 2), True, F(9, 10), False, 4),
            flat(F(9, 10), True, None, False, 8),
        ),
        trend="rising",
    )
    assert said(curve) == []


def test_gap_of_whole_numbers() -> None:
    curve = Curve((flat(F(80, 100), True, F(89, 100), True, 8), flat(F(9, 10), True, F(1), True, 10)))
    assert said(curve) == [
        ("C459", "评分标准在“80%（含）–89%（含）”与“90%（含）–100%（含）”之间留了空档，例如 89.5% 没有得分")
    ]


def test_gap_of_a_single_point() -> None:
    curve = Curve((flat(None, False, F(1, 10), False, 10), flat(F(1, 10), False, None, False, 0)))
    assert ("C459", "评分标准在“…–10%（不含）”与“10%（不含）–…”之间留了空档，例如 10% 没有得分") in said(curve)


def test_overlap() -> None:
    curve = Curve((flat(F(0), True, F(1, 2), True, 5), flat(F(1, 2), True, F(1), True, 6)))
    assert said(curve) == [("C458", "评分标准里“0%（含）–50%（含）”与“50%（含）–100%（含）”重叠，同一个数有两种得分")]


def test_points_above_the_row_and_below_zero() -> None:
    curve = Curve((flat(F(0), True, F(1, 2), False, -1), flat(F(1, 2), True, F(1), True, 12)))
    assert said(curve)[:2] == [
        ("C463", "评分标准在“0%（含）–50%（不含）”处得 -1 分，小于 0"),
        ("C462", "评分标准在“50%（含）–100%（含）”处得 12 分，超过本行分值 10 分"),
    ]


def test_wrong_way() -> None:
    curve = Curve((flat(F(0), True, F(1, 2), False, 6), flat(F(1, 2), True, F(1), True, 3)), trend="rising")
    assert said(curve) == [("C465", "评分标准在“50%（含）–100%（含）”处的得分与“越高得分越高”相反")]


def test_cliff_beside_a_slope() -> None:
    curve = Curve((flat(None, False, F(6, 10), False, 0), Piece(F(6, 10), True, F(1), True, F(10), F(0))))
    assert said(curve) == [("C464", "评分标准在 60% 处从 0 分跳到 6 分，差一点就差一半以上")]


def test_a_band_for_a_person_is_no_cliff() -> None:
    curve = Curve(
        (Judged(None, False, F(6, 10), False, F(0), F(10), "酌情"), Piece(F(6, 10), True, F(1), True, F(10), F(0)))
    )
    assert said(curve) == []
