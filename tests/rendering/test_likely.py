"""The likely reason of a difference stands in every format beside the row or the total it is about."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from decimal import Decimal
from html import unescape

import pytest
from attrs import evolve

from perfscore import Evaluation, read_result, score_rows
from perfscore.evaluation.envelope import ENVELOPE_KEYS, payload_digest
from perfscore.evaluation.reason import Reason
from perfscore.rendering import render

from .tables import seed

WAY = "按“实际完成值（%）×分值”计算得到同样的数（8.1 分），请核对是否采用该算法"
TOTAL = (
    "填报总分 90 分，采用的合计 99 分，相差 -9 分：1 行自评得分与采用得分不同，合计 -0.9 分；"
    "填报总分比各行自评得分之和 98.1 分少 8.1 分，按“各行自评得分之和减去甲这一行”计算得到同样的数（90 分），请核对是否采用该算法"
)


def result(stated: str | None = "90") -> Evaluation:
    """Return a table whose first row has a reason, and whose stated total has another."""
    clause = {"评分标准": "按完成比例计分"}
    made = score_rows(
        [
            {"一级指标": "产出", "三级指标": "甲", "年度指标值": "≥90%", "实际完成值": "81%", "分值": "10", "得分": "8.1", **clause},
            {"一级指标": "产出", "三级指标": "乙", "年度指标值": "≥1个", "实际完成值": "1个", "分值": "90", "得分": "90", **clause},
        ],
        "national/self-evaluation-2021",
    )  # fmt: skip
    return evolve(made, self_total=None if stated is None else Decimal(stated))


def flat(text: str) -> str:
    """Return the text without the breaks that a terminal's width puts in."""
    return "".join(text.split())


@pytest.mark.parametrize("format_name", ["text", "md", "html"])
def test_once_beside_the_row_and_once_beside_the_total(format_name: str) -> None:
    shown = flat(str(render(result(), format_name)).replace("\\", ""))
    assert shown.count(flat(f"可能的原因：{WAY}")) == (2 if format_name == "html" else 1)
    assert shown.count(flat(f"可能的原因：{TOTAL}")) == 1
    silent = flat(str(render(result(None), format_name)))
    assert "填报总分" not in silent


def test_the_last_column_of_csv() -> None:
    head, first, second, totals = csv.reader(io.StringIO(str(render(result(), "csv", totals=True))))
    assert [line[-1] for line in (head, first, second, totals)] == ["可能的原因", WAY, "", TOTAL]
    assert len({len(line) for line in (head, first, second, totals)}) == 1


@pytest.mark.parametrize(("format_name", "package", "folder"), [
    ("xlsx", "openpyxl", "xl/worksheets/"), ("docx", "docx", "word/document.xml"),
])  # fmt: skip
def test_documents(format_name: str, package: str, folder: str) -> None:
    pytest.importorskip(package, reason=f'needs the extra {format_name}: pip install "perfscore[{format_name}]"')
    made = render(result(), format_name)
    assert isinstance(made, bytes)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.startswith((folder, "xl/sharedStrings"))]
    shown = unescape(b"".join(parts).decode("utf-8"))
    assert shown.count(WAY) == 2
    assert TOTAL in shown


def test_in_the_envelope_of_json_and_nowhere_else() -> None:
    made = json.loads(str(render(result(), "json")))
    assert made["envelope"].pop("likely_reasons") == [{"row": "产出/甲", "text": WAY}, {"row": None, "text": TOTAL}]
    assert "请核对是否采用" not in json.dumps(made, ensure_ascii=False)
    assert made["envelope"]["payload_sha256"] == payload_digest(
        {k: v for k, v in made.items() if k not in ENVELOPE_KEYS}
    )


def test_without_differences_there_is_no_such_key() -> None:
    assert list(json.loads(str(render(seed(), "json")))["envelope"]) == ["schema", "payload_sha256"]


@pytest.mark.parametrize("format_name", ["text", "md", "csv"])
def test_a_written_result_says_the_same(format_name: str) -> None:
    again = read_result(str(render(result(), "json"))).evaluation
    assert again.rows[0].likely_reason == Reason(WAY, WAY)
    assert again.rows[1].likely_reason is None
    options = {"totals": True} if format_name == "csv" else {}
    assert render(again, format_name, **options) == render(result(), format_name, **options)


def test_in_english() -> None:
    shown = flat(str(render(result(), "text", lang="en")))
    assert flat("Likely reason: “the actual (%) × points” gives the same figure (8.1 points)") in shown
