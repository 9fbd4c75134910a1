"""Packages with entry points, as an installer leaves them: made for one test, on the path for one test."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from itertools import count
from pathlib import Path

import pytest

_NUMBERS = count()

SCHEME = "格式: perfscore/1\n评分办法: 试\n编号: test/plugins\n基于: national/self-evaluation-2021\n扩展: [{named}]\n"
TABLE = """格式: perfscore/1
自评表: 表
适用办法: {scheme}
年度: 2024
指标:
  产出指标:
    分值: 90
    数量指标:
      - {{三级指标: 甲, 年度指标值: {target}, 分值: 90, 评分标准: '{clause}'}}
"""


def package(
    folder: Path, points: Mapping[str, Mapping[str, str]], source: str, *, name: str = "Made.Up", version: str = "1.0"
) -> None:
    """Write a package into ``folder``: group → entry point → attribute of its one module, whose text is ``source``."""
    module = f"made_up_{next(_NUMBERS)}"
    (folder / f"{module}.py").write_text("from perfscore.plugins import *\n" + source, "utf-8")
    info = folder / f"{name.lower().replace('.', '_')}-{version}.dist-info"
    info.mkdir(exist_ok=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8")
    lines = []
    for group, entries in points.items():
        lines += [f"[{group}]", *(f"{entry} = {module}:{attribute}" for entry, attribute in entries.items()), ""]
    (info / "entry_points.txt").write_text("\n".join(lines), "utf-8")
    importlib.invalidate_caches()


def on_path(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(folder))


def scheme(folder: Path, named: str) -> Path:
    path = folder / "评分办法.yaml"
    path.write_text(SCHEME.format(named=named), "utf-8")
    return path


def table(folder: Path, named: str, clause: str, target: str = "≥100吨") -> Path:
    scheme(folder, named)
    path = folder / "表.yaml"
    path.write_text(TABLE.format(scheme="评分办法.yaml", target=target, clause=clause), "utf-8")
    return path
