"""Laws of the audit trail, over results as they are and over results with something changed."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore import PerfscoreError, evaluate, load, read_result, render
from perfscore.auditing import compare_payloads, verify_result
from perfscore.auditing.comparing import ABSENT
from perfscore.auditing.schema import schema_of
from perfscore.evaluation.envelope import FILE_NAME, canonical, payload_digest, source_name
from tests.effort import effort

STORED = Path(__file__).parent / "stored"
RESULT: dict[str, Any] = json.loads((STORED / "result.json").read_text("utf-8"))
PAYLOAD = {key: value for key, value in RESULT.items() if key not in ("version", "envelope")}


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every leaf."""
    if isinstance(value, dict):
        return [p for key, item in value.items() for p in places(item, (*at, key))]
    if isinstance(value, list):
        return [p for n, item in enumerate(value) for p in places(item, (*at, n))]
    return [at]


LEAVES = places(RESULT)
OF_PAYLOAD = [p for p in LEAVES if p[0] not in ("version", "envelope")]


def put(value: Any, at: tuple[Any, ...], leaf: Any) -> Any:
    whole = deepcopy(value)
    inner = whole
    for key in at[:-1]:
        inner = inner[key]
    inner[at[-1]] = leaf
    return whole


@cache
def validator() -> Any:
    jsonschema = pytest.importorskip("jsonschema", reason="needs jsonschema: pip install 'perfscore[test]'")
    return jsonschema.Draft202012Validator(schema_of("result"))


def got(value: Any, at: tuple[Any, ...]) -> Any:
    for key in at:
        value = value[key]
    return value


OTHER = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.lists(st.text(max_size=3), max_size=2),
    st.sampled_from(["0", "5", "4.64", "4.640", "-0", "1e3", "scored", "pending", "error", "ask", "named", "a" * 64]),
    st.sampled_from(["perfscore/evaluation/1", "perfscore/result/1", "table.yaml", "../x", "/x", "a/..", "..a", "C:x"]),
    st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(LEAVES), OTHER)
def test_reader_and_json_schema_take_and_refuse_the_same(at: tuple[Any, ...], leaf: Any) -> None:
    changed = put(RESULT, at, leaf)
    valid = validator().is_valid(changed)
    try:
        read_result(changed)
    except PerfscoreError as error:
        only_ranges = {p.code for p in error.problems} == {"V020"}
        assert valid == only_ranges, error
    else:
        assert valid


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(OF_PAYLOAD), OTHER)
def test_a_changed_value_is_named_once_at_its_place(at: tuple[Any, ...], leaf: Any) -> None:
    changed = put(PAYLOAD, at, leaf)
    old = got(PAYLOAD, at)
    found = compare_payloads(PAYLOAD, changed)
    if type(leaf) is type(old) and leaf == old:
        assert found == ()
        return
    names_it = (at[0], at[-1]) in {("rows", "id"), ("blocks", "name"), ("findings", "code"), ("findings", "where")}
    if names_it:
        assert found
        blank = at[-1] == "where" and not (old or str(leaf or "").strip())
        assert {d.kind for d in found} <= ({"changed"} if blank else {"added", "removed", "moved"})
        return
    assert all(d.kind == "changed" for d in found)
    inside = [d for d in found if str(at[-1]) in d.field or f"[{at[-1]}]" in d.field or at[-2:-1] == ("path",)]
    assert inside == list(found) != []


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(OF_PAYLOAD), OTHER)
def test_comparing_backwards_exchanges_the_sides(at: tuple[Any, ...], leaf: Any) -> None:
    changed = put(PAYLOAD, at, leaf)
    there, back = compare_payloads(PAYLOAD, changed), compare_payloads(changed, PAYLOAD)
    flipped = {"added": "removed", "removed": "added"}

    def key(kind: str, part: str, item: str, field: str, old: Any, new: Any) -> str:
        return repr((kind, part, item, field, old, new))

    assert sorted(key(d.kind, d.part, d.item, d.field, d.old, d.new) for d in there) == sorted(
        key(flipped.get(d.kind, d.kind), d.part, d.item, d.field, d.new, d.old) for d in back
    )


@settings(max_examples=100, deadline=None)
@given(st.permutations(range(5)), st.permutations(range(2)))
def test_the_order_of_rows_is_one_difference_and_never_hides_another(five: list[int], two: list[int]) -> None:
    changed = {
        **PAYLOAD,
        "findings": [PAYLOAD["findings"][n] for n in five],
        "rows": [PAYLOAD["rows"][n] for n in two],
    }
    found = compare_payloads(PAYLOAD, changed)
    assert [d.part for d in found if d.kind == "moved"] == (["rows"] if two != [0, 1] else []) + (
        ["findings"] if list(five) != sorted(five) else []
    )
    assert all(d.kind == "moved" for d in found)


def test_work_grows_no_faster_than_the_result() -> None:
    def work(count: int) -> int:
        rows = [{**deepcopy(PAYLOAD["rows"][0]), "id": str(n)} for n in range(count)]
        old, new = {**PAYLOAD, "rows": rows}, {**PAYLOAD, "rows": rows[::-1]}
        return effort(lambda: compare_payloads(read_result(old).to_dict(), read_result(new).to_dict()))

    assert work(400) < 9 * work(50)


def test_rows_of_one_id_are_told_apart_by_their_order() -> None:
    twice = {**PAYLOAD, "rows": [PAYLOAD["rows"][0], deepcopy(PAYLOAD["rows"][0])]}
    changed = put(twice, ("rows", 1, "score"), "1")
    [found] = compare_payloads(twice, changed)
    assert (found.field, found.old, found.new) == ("score", "52.2", "1")
    [gone] = compare_payloads(twice, {**PAYLOAD, "rows": PAYLOAD["rows"][:1]})
    assert (gone.kind, gone.new) == ("removed", ABSENT)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(OF_PAYLOAD), OTHER)
def test_the_hash_finds_every_change_of_the_payload(at: tuple[Any, ...], leaf: Any) -> None:
    changed = put(PAYLOAD, at, leaf)
    old = got(PAYLOAD, at)
    same = type(leaf) is type(old) and leaf == old
    assert (payload_digest(changed) == payload_digest(PAYLOAD)) == same


@given(st.recursive(st.one_of(st.none(), st.booleans(), st.integers(), st.text()), lambda inner: st.one_of(
    st.lists(inner, max_size=3), st.dictionaries(st.text(), inner, max_size=3))))  # fmt: skip
def test_the_canonical_form_does_not_depend_on_the_way_a_result_is_written(value: Any) -> None:
    text = canonical(value)
    assert canonical(json.loads(json.dumps(value, indent=3))) == text
    if isinstance(value, dict):
        assert canonical(dict(reversed(value.items()))) == text
    text.encode("utf-8")


@given(st.one_of(st.text(), st.text("/.\\~:a表 ", max_size=12)))
def test_a_result_never_names_what_its_reader_would_refuse(text: str) -> None:
    import re

    name = source_name(text)
    assert name == "" or re.fullmatch(FILE_NAME, name)
    assert not name.startswith(("/", "\\", "~"))
    assert ".." not in name.split("/")
    assert source_name(name) == name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("表.yaml", "表.yaml"),
        ("./a/表.yaml", "a/表.yaml"),
        ("a\\表.yaml", "a/表.yaml"),
        ("/home/someone/表.yaml", "表.yaml"),
        ("C:\\Users\\someone\\表.yaml", "表.yaml"),
        ("c:表.yaml", ""),
        ("~/表.yaml", "表.yaml"),
        ("../../表.yaml", "表.yaml"),
        ("..", ""),
        ("", ""),
        ("hunan/department-table", "hunan/department-table"),
    ],
)
def test_how_files_are_named(given: str, name: str) -> None:
    assert source_name(given) == name


def test_the_same_bytes_every_time_and_for_every_version() -> None:
    from attrs import evolve

    first, second = (evaluate(load(STORED / "table.yaml"), STORED / "facts.yaml") for _ in range(2))
    assert render(first, "json") == render(second, "json")
    later = evolve(first, version="9.9.9")
    old, new = (json.loads(str(render(e, "json"))) for e in (first, later))
    assert new.pop("version") == "9.9.9"
    assert old.pop("version") == "0.1.0"
    assert old == new
    assert verify_result(read_result(str(render(first, "json"))), later).same
