"""The walk-through is done as it says: its files are written, its commands run, their output compared."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from perfscore.rules import shapes
from perfscore.rules.aggregation import ABSOLUTE, GOALS, METHODS, RELATIVE, VETO_WAYS
from perfscore.rules.packs import pack_file, pack_ids
from perfscore.rules.read_scheme import CHOICES
from perfscore.rules.scheme import SITES, STAGES
from perfscore.source import parse, read_source
from perfscore.trials import run_file
from tests.cli.running import run

DOCS = Path(__file__).parents[2] / "docs"
FENCE = re.compile(r"^```(yaml|console) ?([^\n]*)\n(.*?)^```$", re.M | re.S)
ANY = "……"


def matches(said: list[str], wanted: list[str]) -> bool:
    """Compare lines; a line ``……`` stands for any lines, one that ends in it for any end."""
    if not wanted:
        return not said
    if wanted[0] == ANY:
        return any(matches(said[i:], wanted[1:]) for i in range(len(said) + 1))
    if not said:
        return False
    first = wanted[0]
    same = said[0].startswith(first[: -len(ANY)]) if first.endswith(ANY) else said[0] == first
    return same and matches(said[1:], wanted[1:])


def test_the_walk_through(tmp_path: Path) -> None:
    text = (DOCS / "新增一个省.md").read_text("utf-8")
    ran = 0
    for kind, name, body in FENCE.findall(text):
        if kind == "yaml":
            (tmp_path / name).write_text(body, "utf-8")
            continue
        command, *wanted = body.splitlines()
        assert command.startswith("$ perfscore ")
        got = run(*shlex.split(command)[2:], cwd=tmp_path)
        assert matches((got.out + got.err).splitlines(), wanted), got.out + got.err
        ran += 1
    assert ran == 6


def test_the_walk_through_ends_with_the_pack_that_ships() -> None:
    text = (DOCS / "新增一个省.md").read_text("utf-8")
    last = [body for kind, name, body in FENCE.findall(text) if name == "云南.yaml"][-1]
    shipped = pack_file("yunnan/transfer-funds")
    assert shipped is not None
    assert last == shipped.read_text("utf-8")


def test_no_python_speaks_of_a_province() -> None:
    """A province is added by a YAML file alone: no code knows the name of one."""
    code = "\n".join(p.read_text("utf-8") for p in (DOCS.parent / "src").rglob("*.py"))
    for name in ("云南", "湖北", "四川", "岳阳", "yunnan", "hubei", "sichuan"):
        assert name not in code, name


def keys_of(*kinds: shapes.Shape) -> set[str]:
    return {key.name for kind in kinds for key in kind.keys} - {"格式"}


SCHEME_PARTS = (
    shapes.SCHEME,
    shapes.CITATION,
    shapes.YEARS,
    shapes.ROUNDING,
    shapes.POINTS_PLAN,
    shapes.GRADE,
    shapes.DEFAULT_CLAUSE,
    shapes.CHOICE,
)
AGGREGATION_PARTS = (
    shapes.AGGREGATION,
    shapes.CAP_BAND,
    shapes.EXTRAS,
    shapes.EXTRA,
    shapes.VETO,
    shapes.EXTRA_FILING,
    shapes.VETO_FILING,
    shapes.SUB_UNIT,
    shapes.RESULT_LINK,
)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("评分办法.md", keys_of(*SCHEME_PARTS)),
        ("评分办法.md", set(CHOICES) | {v for values in CHOICES.values() for v in values}),
        ("评分办法.md", {*SITES, *STAGES}),
        ("评分办法.md", keys_of(shapes.CASES, shapes.CASE, shapes.EXPECTATION)),
        ("评分办法.md", set(pack_ids())),
        ("汇总.md", keys_of(*AGGREGATION_PARTS)),
        ("汇总.md", {*METHODS, *GOALS, *ABSOLUTE, *RELATIVE, *VETO_WAYS, *SITES}),
    ],
)
def test_every_key_and_choice_is_explained(page: str, words: set[str]) -> None:
    text = (DOCS / page).read_text("utf-8")
    assert {
        w for w in words if f"`{w}`" not in text and not re.search(rf"[-{{ \n]{re.escape(w)}(（[^）]*）)?: ?", text)
    } == set()


@pytest.mark.parametrize("page", ["评分办法.md", "汇总.md"])
def test_every_example_is_yaml_that_reads(page: str, tmp_path: Path) -> None:
    text = (DOCS / page).read_text("utf-8")
    blocks = [body for kind, _, body in FENCE.findall(text) if kind == "yaml"]
    assert blocks
    for body in blocks:
        path = tmp_path / "例.yaml"
        path.write_text(body, "utf-8")
        _, problems = parse(read_source(path))
        assert [str(p) for p in problems] == []


def test_every_case_a_page_names_is_run() -> None:
    text = (DOCS / "汇总.md").read_text("utf-8")
    named = set(re.findall(r"样例“([^”]+)”", text))
    assert named
    shipped = DOCS.parent / "rules"
    known = {r.case.name for p in shipped.rglob("*.cases.yaml") for r in run_file(p)[1]}
    assert named <= known
