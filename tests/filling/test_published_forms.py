"""回填 into the layouts of published tables: blanked, filled from what was imported, and read back."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("docx", reason='needs the extra docx: pip install "perfscore[docx]"')
pytest.importorskip("openpyxl", reason='needs the extra xlsx: pip install "perfscore[xlsx]"')

from perfscore import evaluate, load, read_facts
from perfscore.documents import Imported, document_of_bytes, import_tables, write_yaml
from perfscore.documents.choosing import scheme_for
from perfscore.filling import fill
from tests.documents.building import WRITERS
from tests.documents.published import layout, published

FILED = ("实际完成值", "得分", "偏差原因")
TABLES = [t for t in published() if any(r.get("实际完成值") for r in t["indicators"])]


def read(data: bytes, name: str) -> Imported:
    (found,) = import_tables(document_of_bytes(data, name))
    return found


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("table", TABLES, ids=lambda t: str(t["id"]))
def test_a_blank_form_is_filled_as_it_was_published(table: dict[str, Any], kind: str) -> None:
    """Actuals and reasons come back to the letter; scores are the adopted ones; no line of the form is taken for a row."""
    whole = read(WRITERS[kind](layout(table)), f"a.{kind}")
    scheme_id, scheme = scheme_for(None, whole.year)
    written = write_yaml(whole, scheme, scheme_id)
    facts = read_facts(written.facts)
    result = evaluate(load(written.table), facts)
    rows = [{k: v for k, v in row.items() if k not in FILED} for row in table["indicators"]]
    got = fill(WRITERS[kind](layout({**table, "indicators": rows})), f"a.{kind}", result, facts)
    again = read(got.content, f"a.{kind}")
    keys = ("三级指标", "实际完成值", "偏差原因")
    assert [[r.get(k, "") for k in keys] for r in again.rows] == [[r.get(k, "") for k in keys] for r in whole.rows]
    scored = [r for r in result.rows if r.path[0] != "预算执行"]
    shown = {
        r.name: "" if r.score is None or r.outcome == "pending" else format(r.score.normalize(), "f") for r in scored
    }
    assert {r["三级指标"]: r.get("自评得分", "") for r in again.rows} == shown
    assert [p.message for p in got.problems if p.code == "I915"] == []
