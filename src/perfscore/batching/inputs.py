"""What is to be scored: files and folders, pairs of table and facts, documents, rows with the number of their table."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from attrs import define, field, frozen

from ..base.problem import PerfscoreError, Problem, problem
from ..documents import SUFFIXES
from ..documents.commas import csv_reason
from ..rules.headings import column
from ..source.decoding import decode

__all__ = ["ID_COLUMNS", "Collected", "Item", "collect"]

Kind = Literal["files", "document", "rows", "broken"]
ID_COLUMNS = (
    "表号",
    "表编号",
    "自评表",
    "表名",
    "table_id",
    "table",
    "表ID",
    "项目编码",
    "项目名称",
    "单位名称",
    "单位",
)
"""Columns that say which table a row belongs to, the first that is there counts."""
_ABOUT = {
    "年度": "年度",
    "year": "年度",
    "单位": "单位",
    "单位名称": "单位",
    "organisation": "单位",
    "标题": "标题",
    "title": "标题",
}
_LISTS = ("指标", "indicators", "rows", "行")
_FUNDS = ("资金", "funds")
_IGNORED = frozenset(("id", "region", "kind", "complete", "评分办法"))
_TITLE = re.compile(r"^(自评表|绩效目标表|评价体系|填报数据|评分办法|校验样例)[ ]*[:：][ ]*(.*?)[ ]*$", re.M)
_MOST_LINE = 4 * 1024 * 1024
MAX_ROWS_FILE = 500 * 1024 * 1024


@frozen
class Item:
    """One thing to score. ``paths`` for files (table, facts) and documents; ``rows``/``about`` for rows, all plain JSON."""

    id: str
    kind: Kind
    paths: tuple[str, ...] = ()
    rows: tuple[dict[str, Any], ...] = field(default=(), eq=False, repr=False)
    about: dict[str, Any] = field(factory=dict, eq=False, repr=False)
    problems: tuple[Problem, ...] = ()

    def digest(self) -> str:
        """Return what this item is made of, as a SHA-256: a changed file must not be mixed with old results."""
        whole = hashlib.sha256(
            json.dumps([self.id, self.kind, self.rows, self.about], ensure_ascii=False, default=str).encode()
        )
        for path in self.paths:
            try:
                with Path(path).open("rb") as file:
                    whole.update(hashlib.file_digest(file, "sha256").digest())
            except OSError:
                whole.update(b"unreadable")
        return whole.hexdigest()


@define
class Collected:
    """The items in order, and what was left aside or cannot be used."""

    items: list[Item] = field(factory=list)
    problems: list[Problem] = field(factory=list)

    def skip(self, name: str, why: str, why_en: str) -> None:
        """Note a file that is none of ours."""
        self.problems.append(problem("I948", name=name, why=why, why_en=why_en))


def collect(paths: Iterable[str | os.PathLike[str]]) -> Collected:
    """Go through files and folders. Raises :class:`PerfscoreError` for what is not there, or where nothing is left."""
    out = Collected()
    asked = [os.fsdecode(p) for p in paths]
    missing = [p for p in asked if not Path(p).exists()]
    if missing:
        raise PerfscoreError([problem("P962", name=p, reason="没有这个文件或文件夹") for p in missing])
    texts: list[Path] = []
    for path, given in _walk(asked):
        suffix = path.suffix.lower()
        if suffix in (".yaml", ".yml"):
            texts.append(path)
        elif suffix in (".jsonl", ".ndjson"):
            out.items += _jsonl(path)
        elif suffix == ".parquet":
            out.items += _parquet(path)
        elif suffix in (".csv", ".tsv") and (found := _csv(path)):
            out.items += found
        elif suffix in SUFFIXES or given or suffix in (".doc", ".xls", ".wps", ".et"):
            out.items.append(Item(str(path), "document", (str(path),)))
        else:
            out.skip(str(path), "不是表", "no table")
    _pairs(texts, out)
    out.items = list(_unique(out.items))
    if not out.items:
        raise PerfscoreError([problem("I945", names="、".join(asked)[:200]), *out.problems])
    return out


def _walk(asked: list[str]) -> Iterator[tuple[Path, bool]]:
    """Yield every file once, in a fixed order; hidden ones and Office's lock files are left out, links not followed."""
    seen: set[str] = set()
    for name in asked:
        path = Path(name)
        if not path.is_dir():
            found: Iterable[tuple[Path, bool]] = [(path, True)]
        else:
            found = [
                (Path(folder) / f, False)
                for folder, folders, files in os.walk(name)
                if folders.sort() is None
                for f in sorted(files)
                if not f.startswith((".", "~$")) and "/." not in folder
            ]
        for file, given in found:
            if str(file) not in seen and file.is_file():
                seen.add(str(file))
                yield file, given


def _unique(items: list[Item]) -> Iterator[Item]:
    """Give items of one name different ones: two rows of the summary must not look the same."""
    seen: dict[str, int] = {}
    for item in items:
        seen[item.id] = number = seen.get(item.id, 0) + 1
        name = item.id if number == 1 else f"{item.id}#{number}"
        yield item if number == 1 else Item(name, item.kind, item.paths, item.rows, item.about, item.problems)


# --- pairs of YAML files --------------------------------------------------------------------------------------------


def _pairs(paths: list[Path], out: Collected) -> None:
    """Match every table with the facts of its title in the same folder, or of its file name."""
    tables: list[tuple[Path, str]] = []
    facts: list[tuple[Path, str]] = []
    for path in paths:
        kind, title = _kind(path)
        if kind in ("自评表", "绩效目标表", "评价体系"):
            tables.append((path, title))
        elif kind == "填报数据":
            facts.append((path, title))
        else:
            out.skip(str(path), kind or "不是 perfscore 的文件", kind or "no file of perfscore")
    used: set[Path] = set()
    for path, title in tables:
        stem = path.name.split(".")[0]
        near = [f for f, _ in facts if f.parent == path.parent]
        same = [f for f, t in facts if f in near and t == title and title]
        named = [f for f in same if f.name.split(".")[0] == stem]
        found = named if len(same) > 1 and named else same or [f for f in near if f.name.split(".")[0] == stem]
        used.update(found)
        if not found:
            out.skip(str(path), "没有对应的填报数据", "no facts for this table")
        for one in found:
            name = str(path) if len(found) == 1 else f"{path}+{one.name}"
            out.items.append(Item(name, "files", (str(path), str(one))))
    for path, _ in facts:
        if path not in used:
            out.skip(str(path), "没有对应的自评表", "no table for these facts")


def _kind(path: Path) -> tuple[str, str]:
    try:
        with path.open("rb") as file:
            text = decode(file.read(20_000))[0]
    except OSError:
        return "", ""
    found = _TITLE.search(text.replace("\r\n", "\n"))
    return (found[1], found[2].strip("\"'")) if found else ("", "")


# --- rows -----------------------------------------------------------------------------------------------------------


def _grouped(path: Path, rows: Iterable[tuple[int, dict[str, Any]]]) -> list[Item]:
    """Group rows by the number of their table, in the order in which the tables begin."""
    groups: dict[str, list[dict[str, Any]]] = {}
    abouts: dict[str, dict[str, Any]] = {}
    broken: list[Item] = []
    for line, row in rows:
        key = next((k for k in ID_COLUMNS if str(row.get(k) or "").strip()), None)
        if key is None:
            names = "、".join(ID_COLUMNS[:4])
            broken.append(_broken(path, line, f"没有表号（{names}）", f"no number of a table ({names})"))
            continue
        name = str(row[key]).strip()
        about = {_ABOUT[k]: v for k, v in row.items() if k in _ABOUT and v not in (None, "")}
        abouts.setdefault(name, {"标题": name} | about)
        cells = {
            k: v for k, v in row.items() if k != key and k not in _ABOUT and k not in ID_COLUMNS and k not in _IGNORED
        }
        groups.setdefault(name, []).append(cells)
    return [Item(f"{path}#{n}", "rows", (), tuple(r), abouts[n]) for n, r in groups.items()] + broken


def _broken(path: Path, line: int, why: str, why_en: str) -> Item:
    found = problem("I946", where=f"{path}:{line}", line=line, why=why, why_en=why_en)
    return Item(f"{path}:{line}", "broken", problems=(found,))


def _csv(path: Path) -> list[Item]:
    """Return the tables of a CSV of rows; nothing where the file has no column with the table's number."""
    if (refused := _unreadable(path)) is not None:
        return [refused]
    text, _, problems = decode(path.read_bytes())
    if not text or any(p.severity == "error" for p in problems):
        return []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in text.split("\n", 1)[0] else ",")
    try:
        head = [h.strip() for h in next(reader, [])]
    except csv.Error:
        return []
    if not set(head) & set(ID_COLUMNS) or not any((found := column(h)) and found[0] == "三级指标" for h in head):
        return []
    try:
        return _grouped(path, ((n, dict(zip(head, row, strict=False))) for n, row in enumerate(reader, 2) if any(row)))
    except csv.Error as error:
        return [_broken(path, reader.line_num, csv_reason(error), str(error))]


def _unreadable(path: Path) -> Item | None:
    """Return what is wrong with a file of rows that cannot be opened or is too large, or None."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        return _broken(path, 1, f"打不开：{error.strerror or error}", f"cannot be opened: {error.strerror or error}")
    return _broken(path, 1, "文件超过 500 MB", "larger than 500 MB") if size > MAX_ROWS_FILE else None


def _jsonl(path: Path) -> list[Item]:
    """Each line is a row with the number of its table, or a whole table with its rows in a list."""
    if (refused := _unreadable(path)) is not None:
        return [refused]
    whole: list[Item] = []
    rows: list[tuple[int, dict[str, Any]]] = []
    with path.open("rb") as file:
        for line, raw in enumerate(file, 1):
            if not raw.strip():
                continue
            value = _json(raw)
            if not isinstance(value, dict):
                whole.append(_broken(path, line, "不是一个 JSON 对象", "no JSON object"))
                continue
            key = next((k for k in _LISTS if isinstance(value.get(k), list)), None)
            if key is None:
                rows.append((line, value))
            else:
                whole.append(_table(path, line, value, key))
    return whole + _grouped(path, rows)


def _json(raw: bytes) -> Any:
    if len(raw) > _MOST_LINE:
        return None
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError):
        return None


def _table(path: Path, line: int, value: dict[str, Any], key: str) -> Item:
    name = str(next((value[k] for k in ("id", *ID_COLUMNS, "title") if value.get(k)), line))
    about = {_ABOUT[k]: v for k, v in value.items() if k in _ABOUT and v not in (None, "")}
    about = {"标题": name} | about
    for fund in _FUNDS:
        if value.get(fund):
            about["资金"] = value[fund]
    stated = value.get("得分合计") or value.get("自评总分")
    if stated:
        about["自评总分"] = str(stated)
    rows = tuple(r if isinstance(r, dict) else {"": r} for r in value[key])
    return Item(f"{path}#{name}", "rows", (), rows, about)


def _parquet(path: Path) -> list[Item]:
    try:
        from importlib import import_module

        parquet = import_module("pyarrow.parquet")
    except ImportError:
        return [
            Item(str(path), "broken", problems=(problem("I949", where=str(path), kind="Parquet", extra="pyarrow"),))
        ]
    try:
        rows = parquet.read_table(path).to_pylist()
    except (OSError, ValueError) as error:
        return [_broken(path, 1, str(error)[:200], str(error)[:200])]
    return _grouped(path, enumerate(rows, 1))
