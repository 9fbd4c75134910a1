"""The JSON Schema that ships: held to the layout, to real results, and to broken ones."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from perfscore import evaluate, load, render
from perfscore.auditing import SCHEMAS, schema_text
from perfscore.auditing.layout import EVALUATION, RESULT, flat
from perfscore.auditing.reading import SCORE
from perfscore.auditing.schema import write
from tests import golden
from tests.rendering.tables import mixed
from tests.seed import FACTS, ROOT, TABLE

STORED = Path(__file__).parent / "stored"
SHIPPED = ROOT / "src" / "perfscore" / "auditing" / "schemas"


def validator(name: str) -> Any:
    jsonschema = pytest.importorskip("jsonschema", reason="needs jsonschema: pip install 'perfscore[test]'")
    schema = json.loads(schema_text(name))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_file_is_what_the_layout_says(name: str) -> None:
    golden.check(SHIPPED / f"{name}-1.json", write(name))
    assert schema_text(name) == write(name)


@pytest.mark.parametrize("path", sorted(STORED.glob("*.json")), ids=lambda p: p.stem)
def test_stored_results_are_valid(path: Path) -> None:
    data = json.loads(path.read_text("utf-8"))
    assert list(validator("result").iter_errors(data)) == []
    assert list(validator("evaluation").iter_errors(data)) == []


def test_new_results_are_valid_and_have_no_key_the_schema_does_not_know() -> None:
    for rules, facts in ((TABLE, FACTS), (STORED / "table.yaml", STORED / "facts.yaml")):
        result = evaluate(load(rules), facts)
        assert list(validator("evaluation").iter_errors(result.to_dict())) == []
        written = json.loads(str(render(result, "json", sources={"rules": "a.yaml", "facts": "b.yaml"})))
        assert list(validator("result").iter_errors(written)) == []
        assert keys(result.to_dict()) <= {path for path, _, _ in flat(EVALUATION)}
        assert keys(written) <= {path for path, _, _ in flat(RESULT)}
        assert [k for k, _ in RESULT.fields] == list(written)


def keys(value: Any, path: str = "") -> set[str]:
    if isinstance(value, dict):
        return {k for key, item in value.items() for k in keys(item, f"{path}.{key}" if path else key)}
    if isinstance(value, list):
        return {k for item in value for k in keys(item, f"{path}[]")}
    return {path}


NOT_SEEN_BY_A_SCHEMA = {"deep", "ranges"}


@pytest.mark.parametrize("path", sorted((STORED / "broken").glob("*.json")), ids=lambda p: p.stem)
def test_broken_results_are_invalid(path: Path) -> None:
    try:
        data = json.loads(path.read_text("utf-8"))
    except ValueError:
        return
    assert validator("result").is_valid(data) == (path.stem in NOT_SEEN_BY_A_SCHEMA)


def test_a_table_made_by_hand_for_other_tests_keeps_to_the_words() -> None:
    errors = list(validator("evaluation").iter_errors(mixed().to_dict()))
    assert [list(e.absolute_path) for e in errors] == [["facts_digest"]]


@pytest.mark.parametrize("text", ["0", "5", "4.64", "0.05", "-1", "-0.5", "100", "12345678901234567890.1"])
def test_scores_as_we_write_them(text: str) -> None:
    import re

    assert re.fullmatch(SCORE, text)


@pytest.mark.parametrize(
    "text", ["", "00", "05", "5.0", "5.", ".5", "-0", "+5", "1e3", "５", "5分", "NaN", " 5", "5\n"]
)
def test_what_is_no_score(text: str) -> None:
    import re

    assert not re.fullmatch(SCORE, text)
    score = json.loads(schema_text("result"))["$defs"]["score"]["pattern"]
    assert text.endswith("\n") or not re.search(score, text)


def test_the_schemas_ship_with_the_package(tmp_path: Path) -> None:
    code = "import sys; sys.path.insert(0, sys.argv[1]); import perfscore.auditing as a; print(len(a.schema_text('result')))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT / "src")], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) == len(schema_text("result"))


def test_an_unknown_schema() -> None:
    with pytest.raises(KeyError):
        schema_text("rules")
