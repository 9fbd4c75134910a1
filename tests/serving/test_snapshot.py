"""The folder of rules read into memory: what counts, what is left out, what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from perfscore import PerfscoreError
from perfscore.serving import snapshot as module
from perfscore.serving.snapshot import read_folder


def test_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "县").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b.yaml", "县/a.yml", ".c.yaml", ".git/d.yaml", "e.txt"):
        (tmp_path / name).write_text(name, "utf-8")
    got = read_folder(tmp_path)
    assert [n for n, _ in got.files] == ["b.yaml", "县/a.yml"]
    assert dict(got.files)["县/a.yml"].decode() == "县/a.yml"


def test_the_revision_is_that_of_names_and_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("甲", "utf-8")
    first = read_folder(tmp_path).revision
    os.utime(path, (1, 1))
    assert read_folder(tmp_path).revision == first
    path.write_text("乙", "utf-8")
    second = read_folder(tmp_path).revision
    path.rename(tmp_path / "b.yaml")
    assert len({first, second, read_folder(tmp_path).revision, read_folder(None).revision}) == 4


def test_links_that_lead_outside_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "out.yaml").write_text("外", "utf-8")
    (tmp_path / "rules" / "in.yaml").write_text("内", "utf-8")
    try:
        (tmp_path / "rules" / "link.yaml").symlink_to(tmp_path / "out.yaml")
        (tmp_path / "rules" / "near.yaml").symlink_to(tmp_path / "rules" / "in.yaml")
    except OSError:
        pytest.skip("no symbolic links here")
    assert [n for n, _ in read_folder(tmp_path / "rules").files] == ["in.yaml", "near.yaml"]


def messages(folder: Path) -> list[str]:
    with pytest.raises(PerfscoreError) as caught:
        read_folder(folder)
    return [f"{p.code} {p.message}" for p in caught.value.problems]


def test_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("甲", "utf-8")
    assert messages(tmp_path / "none") == ["H028 规则文件夹“none”打不开：没有这个文件夹"]
    assert messages(tmp_path / "a.yaml") == ["H028 规则文件夹“a.yaml”打不开：这不是文件夹"]


def test_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(3):
        (tmp_path / f"{n}.yaml").write_text("甲", "utf-8")
    monkeypatch.setattr(module, "MAX_FILES", 2)
    assert messages(tmp_path) == ["H029 规则文件太多或太大：最多 2 个，共 100 MB"]


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("甲", "utf-8")
    seen = iter(range(100))
    keep = module._stamps

    def stamps(root: Path) -> object:
        path.write_text("甲" * (2 + next(seen)), "utf-8")
        return keep(root)

    monkeypatch.setattr(module, "_stamps", stamps)
    assert messages(tmp_path) == ["H030 读规则文件夹时，“a.yaml”正在被改写，请稍后再载入"]
    changes = iter([True, False, False, False])
    monkeypatch.setattr(module, "_stamps", lambda root: stamps(root) if next(changes) else keep(root))
    assert read_folder(tmp_path).files[0][0] == "a.yaml"
