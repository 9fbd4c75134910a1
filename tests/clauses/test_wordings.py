"""Every published and constructed wording scores what its arithmetic says, or is asked or refused; none is misread."""

from __future__ import annotations

import pytest

from perfscore.clauses import read_clause

from .cases import Case, arithmetic, inputs_of, methods, table

WORDINGS = table("wordings.tsv")
METHODS = [m for m in methods() if m.case is not None]


def check(case: Case) -> None:
    clause = read_clause(case.clause)
    bound = clause.bind(case.binding())
    outcome = bound.apply(inputs_of(case.inputs))
    errors = [p for p in (*clause.problems, *bound.problems) if p.severity == "error"]
    if case.expected == "refused":
        assert errors
        assert outcome.pending is not None or not clause.readable
    elif case.expected == "ask":
        assert not errors
        assert outcome.pending is not None
        assert outcome.low is not None
        assert outcome.high is not None
        assert 0 <= outcome.low <= outcome.high <= case.points
    else:
        assert not errors, [p.message for p in errors]
        assert outcome.pending is None, outcome.pending
        assert outcome.points == arithmetic(case.expected)


@pytest.mark.parametrize("case", WORDINGS, ids=lambda c: f"{c.clause[:24]} {c.inputs}")
def test_wording(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("clause", sorted({c.clause for c in WORDINGS}))
def test_what_is_printed_reads_back(clause: str) -> None:
    read = read_clause(clause)
    if read.readable:
        assert read_clause(str(read)) == read
        assert str(read_clause(str(read))) == str(read)


@pytest.mark.parametrize("method", METHODS, ids=lambda m: f"{m.id} {m.case.inputs}")
def test_published_method(method) -> None:
    assert method.case is not None
    if method.case.expected == "note":
        clause = read_clause(method.case.clause)
        assert clause.notes
        assert [p.code for p in clause.problems] == ["C456"]
    else:
        check(method.case)


def test_every_published_method_has_a_stage() -> None:
    stages = {"reduce", "measure", "curve", "band", "adjust", "aggregate", "classify", "check"}
    assert {m.stage for m in methods()} == stages
    assert len({m.id for m in methods()}) == 71


@pytest.mark.parametrize(
    "case", [c for c in WORDINGS if c.expected not in ("ask", "refused")], ids=lambda c: c.clause[:24]
)
def test_a_score_never_comes_without_its_steps(case: Case) -> None:
    bound = read_clause(case.clause).bind(case.binding())
    inputs = inputs_of(case.inputs)
    outcome = bound.apply(inputs)
    steps = bound.explain(inputs, outcome)
    assert steps
    assert all(step.text for step in steps)
    assert all("None" not in step.text for step in steps)
