"""Digits read from bytes: a figure where the readers would see just this figure, and nothing where they might not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pyarrow", reason="columns need the extra arrow")

import pyarrow as pa

import perfscore
from perfscore.columns.column import _number
from perfscore.columns.digits import read
from perfscore.columns.intake import LONG
from perfscore.columns.kernel import BLOCK
from tests.columns.cases import CHOICES, SHOW, differences, plan_with

PLAIN = tuple(v[0] for v in CHOICES.values())
UNITS = ("", "%", "万元", "公里")
body = st.one_of(
    st.from_regex(r"-?[0-9]{1,12}(\.[0-9]{1,10})?", fullmatch=True),
    st.text("0123456789.-", max_size=22),
    st.sampled_from(["", "约7", "１２", "十", "7 ", "00.5", "0", "-0", "-", ".", "0.", "5.", "-.5", "007", "2024", "-2024"]),
)  # fmt: skip
texts = st.lists(st.one_of(st.none(), st.tuples(body, st.sampled_from(UNITS)).map("".join)), max_size=40)


@given(texts, st.sampled_from(UNITS), st.sampled_from([pa.string(), pa.large_string()]), st.integers(0, 5))
def test_a_figure_is_what_the_text_says(values: list[str | None], unit: str, kind: pa.DataType, skip: int) -> None:
    array = pa.array(values, kind).slice(min(skip, len(values)))
    figures, scale, good = read(array, unit)
    for text, figure, there in zip(array.to_pylist(), figures.tolist(), good.tolist(), strict=True):
        said = _number(text, unit)
        if there:
            assert said is not None
            assert said * 10**scale == figure
        elif said is not None:
            whole = abs(said) * 10**scale
            assert whole >= 10**18 or len(str(text)) > 18, "only what might not fit is left to the readers"


def test_blocks_and_the_ends_of_the_bytes() -> None:
    values = [f"{k % 977}.{k % 10}%" for k in range(BLOCK + 5)] + ["7", "", "%"]
    figures, scale, good = read(pa.array(values), "%")
    assert scale == 1
    assert good.tolist() == [True] * (BLOCK + 5) + [False] * 3
    assert figures[: BLOCK + 5].tolist() == [k % 977 * 10 + k % 10 for k in range(BLOCK + 5)]
    assert read(pa.array(["", None]), "")[2].tolist() == [False, False]


NUMBERS = ("0", "1", "3", "5", "12", "24", "25", "26", "31", "90", "100", "365", "366", "433", "433.5", "500", "999",
           "1999", "2024", "2025", "12.5", "202412", "20241231", "0.5", "-3", "-2024", "100.10", "2024.12")  # fmt: skip


@pytest.mark.parametrize(
    "unit", ["人次", "天", "次", "场次", "名", "位", "户次", "期", "万元", "家", "公里", "个", "%"]
)
def test_a_long_column_of_texts_is_what_evaluate_gives(unit: str) -> None:
    """Units that look like times or places count like any other where the target is in them."""
    clause = "未完成的按完成比例计分，完成目标的得满分，实际完成值小于0的不得分"
    plan = plan_with([(f"≥500{unit}", clause, "10")], PLAIN, execution=None)
    values = [f"{n}{unit}" for n in NUMBERS] + [None, "", "约5" + unit, "未完成"]
    many = [f"{Decimal(k) / 8}{unit}" for k in range(LONG)]
    column = pa.array([*values, *many])
    long = perfscore.score_table(plan, {"第0项": column}, show=SHOW).table
    short = perfscore.score_table(plan, {"第0项": column.slice(0, len(values))}, show=SHOW)
    assert long.slice(0, len(values)).to_pylist() == short.table.to_pylist()
    assert not differences(short)


@pytest.mark.parametrize("unit", ["", "万元", "元"])
def test_amounts_of_budget_execution_may_stand_without_their_unit(unit: str) -> None:
    plan = plan_with([("合规", "", "90")], PLAIN, execution="10")
    budget = [f"{Decimal(k % 37 + 1) * Decimal('20.5'):f}{unit}" for k in range(LONG)]
    spent = [f"{Decimal(k % 41) * Decimal('15.25'):f}{unit}" for k in range(LONG)]
    spent[5:8] = ["611", "1554", "1554万元"]
    table = {"全年预算数": pa.array(budget), "全年执行数": pa.array(spent), "第0项": ["合规"] * LONG}
    long = perfscore.score_table(plan, table, show=SHOW).table
    short = perfscore.score_table(plan, {k: v[:60] for k, v in table.items()}, show=SHOW)
    assert long.slice(0, 60).to_pylist() == short.table.to_pylist()
    assert not differences(short)
