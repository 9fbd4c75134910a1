"""Rules are reloaded whole or not at all: by POST, by signal, and while requests are under way."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfscore import load
from tests.seed import TABLE
from tests.serving.running import HEAVY, SCORE, Server, codes, server

OLD = TABLE.read_text("utf-8")
NEW = OLD.replace("≥7%", "≥8%")
BAD = OLD.replace("≥7%", "不抵于7%")
BODY = {**SCORE, "rules": {"name": "县/表.yaml"}}


def write(folder: Path, text: str, name: str = "县/表.yaml") -> None:
    (folder / "县").mkdir(exist_ok=True)
    new = folder / "县" / ".new"
    new.write_text(text, "utf-8")
    new.replace(folder / name)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    folder = tmp_path_factory.mktemp("rules") / "rules"
    folder.mkdir()
    write(folder, OLD)
    with server("--workers", "1", "--time-limit", "60", rules=folder) as running:
        yield running, folder


@pytest.fixture
def folder(shared: tuple[Server, Path]) -> Path:
    return shared[1]


@pytest.fixture
def here(shared: tuple[Server, Path]) -> Iterator[Server]:
    """The server with the old rules in force, and nothing logged yet."""
    running, folder = shared
    for path in (folder / "县").iterdir():
        path.unlink()
    write(folder, OLD)
    assert running.post("/v1/reload", b"").status_code == 200
    running.forget()
    yield running
    away = folder.with_name("away")
    if away.exists():
        away.rename(folder)


def total(here: Server) -> str:
    return str(here.post("/v1/score", BODY).json()["total"])


def test_new_rules_take_the_place_of_old_ones(here: Server, folder: Path) -> None:
    first = here.client.get("/v1/rules").json()
    assert total(here) == "100"
    write(folder, NEW)
    assert total(here) == "100"
    got = here.post("/v1/reload", b"")
    assert (got.status_code, got.json()["state"]) == (200, "loaded")
    second = here.client.get("/v1/rules").json()
    assert total(here) == "99.81"
    assert first["revision"] != second["revision"] == got.json()["revision"]
    assert second["rules"][0]["digest"] == load(NEW).plan().digest
    line = here.wait_for(lambda line: line.get("state") == "loaded")
    assert (line["event"], line["before"], line["revision"]) == ("rules", first["revision"], second["revision"])


def test_a_bad_file_keeps_the_old_set_and_says_so(here: Server, folder: Path) -> None:
    before = here.client.get("/v1/rules").json()
    write(folder, NEW)
    write(folder, BAD, "县/另.yaml")
    got = here.post("/v1/reload", b"", **{"x-request-id": "reload-1"})
    assert (got.status_code, got.json()["state"], codes(got)) == (409, "kept", ["T201"])
    assert got.json()["problems"][0]["place"]["file"] == "县/另.yaml"
    assert got.json()["revision"] == before["revision"]
    assert total(here) == "100"
    ready = here.client.get("/readyz")
    assert (ready.status_code, ready.json()["rules"]["state"]) == (200, "kept")
    assert ready.json()["rules"]["problems"] == got.json()["problems"]
    after = here.client.get("/v1/rules").json()
    assert (after["rules"], after["state"]) == (before["rules"], "kept")
    line = here.wait_for(lambda line: line.get("state") == "kept")
    assert (line["level"], line["codes"], line["problems"]) == ("error", ["T201"], 1)
    assert "另" not in here.said
    assert here.request_line("reload-1")["codes"] == ["T201"]
    (folder / "县" / "另.yaml").unlink()
    assert here.post("/v1/reload", b"").json()["state"] == "loaded"
    assert here.client.get("/readyz").json()["rules"]["state"] == "current"
    assert total(here) == "99.81"


def test_going_back_to_what_is_in_force_ends_the_complaint(here: Server, folder: Path) -> None:
    write(folder, BAD)
    assert here.post("/v1/reload", b"").status_code == 409
    write(folder, OLD)
    got = here.post("/v1/reload", b"")
    assert (got.status_code, got.json()["state"]) == (200, "unchanged")
    assert here.client.get("/readyz").json()["rules"]["problems"] == []


@pytest.mark.parametrize(
    "text", ["", "\x00", "甲: [", "格式: perfscore/1\n甲: 1\n", "- 1\n", OLD[: len(OLD) // 2] + "  - {"]
)
def test_files_that_are_no_rules_keep_the_old_set(here: Server, folder: Path, text: str) -> None:
    write(folder, text)
    got = here.post("/v1/reload", b"")
    assert (got.status_code, got.json()["state"]) == (409, "kept")
    assert total(here) == "100"


def test_a_folder_that_goes_away_keeps_the_old_set(here: Server, folder: Path) -> None:
    folder.rename(folder.with_name("away"))
    got = here.post("/v1/reload", b"")
    assert (got.status_code, codes(got)) == (409, ["H028"])
    assert total(here) == "100"


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="the system has no SIGHUP")
def test_a_signal_reloads(here: Server, folder: Path) -> None:
    write(folder, NEW)
    os.kill(here.process.pid, signal.SIGHUP)
    here.wait_for(lambda line: line.get("state") == "loaded")
    assert total(here) == "99.81"
    write(folder, BAD)
    os.kill(here.process.pid, signal.SIGHUP)
    here.wait_for(lambda line: line.get("state") == "kept")
    assert total(here) == "99.81"
    assert here.process.poll() is None


def test_a_request_under_way_is_finished_by_the_rules_it_began_with(here: Server, folder: Path) -> None:
    facts = SCORE["facts"] + "说明:\n" + "".join(f"  - 第{n}条说明\n" for n in range(30_000))
    answer = here.later("/v1/score", {**BODY, "facts": facts})
    here.until(busy=1)
    write(folder, NEW)
    assert here.post("/v1/reload", b"").json()["state"] == "loaded"
    assert total(here) == "99.81"
    got = answer.result().json()
    assert (got["total"], got["rules"]["digest"]) == ("100", load(OLD).plan().digest)


def test_no_request_is_lost_while_rules_are_reloaded(here: Server, folder: Path) -> None:
    answers = []
    for turn in range(4):
        write(folder, (NEW, OLD)[turn % 2])
        reload = here.later("/v1/reload", b"")
        answers += [here.later("/v1/score", BODY) for _ in range(5)]
        assert reload.result().json()["state"] == "loaded"
    got = [a.result() for a in answers]
    assert {g.status_code for g in got} == {200}
    known = {load(OLD).plan().digest: "100", load(NEW).plan().digest: "99.81"}
    assert all(known[g.json()["rules"]["digest"]] == g.json()["total"] for g in got)


def test_the_evaluators_of_the_old_rules_leave(here: Server, folder: Path) -> None:
    before = here.evaluators()
    write(folder, NEW)
    here.post("/v1/reload", b"")
    until = time.monotonic() + 60
    while set(before) & set(here.evaluators()):
        assert time.monotonic() < until
        time.sleep(0.05)
    assert len(here.evaluators()) == 1


def test_a_client_notices_that_rules_have_changed(here: Server, folder: Path) -> None:
    rules = {"name": "县/表.yaml", "digest": load(OLD).plan().digest}
    assert here.post("/v1/score", {**SCORE, "rules": rules}).status_code == 200
    write(folder, NEW)
    here.post("/v1/reload", b"")
    got = here.post("/v1/score", {**SCORE, "rules": rules})
    assert (got.status_code, codes(got)) == (409, ["H025"])


def test_a_replaced_evaluator_has_the_rules_in_force_not_those_of_the_disk(here: Server, folder: Path) -> None:
    write(folder, NEW)
    pid = here.evaluator()
    os.kill(pid, signal.SIGKILL)
    assert total(here) == "100"


def test_loading_without_end_is_stopped(tmp_path: Path) -> None:
    import asyncio

    from perfscore.serving.pool import Pool
    from perfscore.serving.settings import Settings
    from perfscore.serving.snapshot import read_folder

    write(tmp_path, HEAVY, "县/重.yaml")
    settings = Settings(workers=1, load_time=0.2)
    pool = Pool(read_folder(tmp_path), settings)
    reply = asyncio.run(pool.start())
    assert (reply.status, reply.codes, pool.alive) == (422, ("H031",), 0)
