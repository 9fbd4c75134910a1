"""The figures of benchmarks/documents.py: a table counted by hand, and that a fault would show."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.documents import building, published
from tests.documents.building import WRITERS, At

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import documents

pytest.importorskip("docx", reason='needs the extra docx: pip install "perfscore[docx]"')
LINCANG = next(t for t in published.published() if t["id"] == "yn-lincang-2022")


@pytest.mark.parametrize("kind", ["docx", "html", "csv"])
def test_a_published_table_is_counted(kind: str) -> None:
    cells = published.layout(LINCANG)
    data = WRITERS[kind](cells)
    wanted = documents.wanted_of("原样", LINCANG, kind)
    assert dict(documents.rows_of(data, f"a.{kind}", LINCANG, wanted)) == {
        "rows": 10, "read": 9, "listed": 1, "wrong": 0,
    }  # fmt: skip
    got = documents.cells_of(data, f"a.{kind}", cells, merges=kind != "csv")
    assert (got["cells exact"], got["cells made up"]) == (got["cells"], 0)
    assert got["cells"] == len([c for c in cells if c.text])
    assert got["spans exact"] == got["spans"]
    assert bool(got["spans"]) is (kind != "csv")


def test_what_is_wrong_is_counted_as_wrong() -> None:
    cells = [At(c.row, c.column, c.text.replace("735", "736"), c.rows, c.columns) for c in published.layout(LINCANG)]
    data = building.as_html(cells)
    wanted = documents.wanted_of("原样", LINCANG, "html")
    assert documents.rows_of(data, "a.html", LINCANG, wanted)["wrong"] == 1
    got = documents.cells_of(data, "a.html", published.layout(LINCANG), merges=True)
    assert got["cells"] - got["cells exact"] == 2


def test_a_table_that_is_refused_is_listed() -> None:
    table = next(t for t in published.published() if t["id"] == "he-handan-2019")
    data = building.as_html(published.layout(table))
    assert dict(documents.rows_of(data, "a.html", table, [])) == {"rows": 3, "listed": 3}


def test_every_table_is_measured() -> None:
    assert len(list(documents.sets())) == 19 + 25
