"""The ZIP package of a .docx or .xlsx: parts by name, with limits; nothing is ever unpacked to the disk."""

from __future__ import annotations

import posixpath
import struct
import zlib
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, LargeZipFile, ZipFile

from attrs import field, frozen

from ..base.problem import PerfscoreError, Problem, problem
from .markup import attribute, children, parse_part

__all__ = ["Package", "open_package"]

MAX_ENTRIES = 5_000
MAX_PART = 30 * 1024 * 1024
"""A part may not unpack to more; the sheet of a table with ten thousand rows has some megabytes."""
MAX_ALL = 300 * 1024 * 1024
MAX_RATIO = 500
"""Compressed XML shrinks some ten to a hundred times; what shrinks more, and is large, was made to burst."""
SMALL = 8 * 1024 * 1024

_ASIDE = (
    ("vbaproject.bin", "宏", "macros"),
    ("activex/", "ActiveX 控件", "ActiveX controls"),
    ("embeddings/", "嵌入的文件", "embedded files"),
)


DAMAGE = (
    BadZipFile,
    LargeZipFile,
    ValueError,
    OverflowError,
    OSError,
    NotImplementedError,
    EOFError,
    RuntimeError,
    struct.error,
    zlib.error,
)
"""What :mod:`zipfile` raises for bytes that are no sound archive; it promises none of them."""


def damage_reason(error: Exception) -> str:
    """Say in Chinese what is wrong with an archive, where it is one of the usual things."""
    said = str(error)
    usual = (
        ("not a zip", "压缩包不完整"),
        ("CRC", "内容的校验和不对"),
        ("Truncated", "压缩包不完整"),
        ("compression", "压缩方法不认识"),
    )
    return next((why for mark, why in usual if mark in said), said or type(error).__name__)


@frozen
class Package:
    """An opened package; ``name`` is the document's, for messages."""

    name: str
    zip: ZipFile = field(repr=False)
    names: frozenset[str] = field(repr=False)

    def has(self, part: str) -> bool:
        """Tell whether a part is there."""
        return part in self.names

    def read(self, part: str) -> bytes:
        """Return a part. Raises :class:`PerfscoreError` where it bursts, is encrypted, damaged or missing."""
        if part not in self.names:
            raise PerfscoreError([problem("I923", name=self.name, reason=f"缺少 {part}")])
        info = self.zip.getinfo(part)
        if info.flag_bits & 0x1:
            raise PerfscoreError([problem("I921", name=self.name)])
        bursts = info.file_size > SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1)
        if info.file_size > MAX_PART or bursts:
            raise PerfscoreError([self._too_large(part)])
        try:
            with self.zip.open(info) as file:
                data = file.read(MAX_PART + 1)
        except DAMAGE as error:
            raise PerfscoreError([problem("I923", name=self.name, reason=f"{part}：{damage_reason(error)}")]) from None
        if len(data) > MAX_PART:
            raise PerfscoreError([self._too_large(part)])
        return data

    def _too_large(self, part: str) -> Problem:
        limit = f"{MAX_PART // 1024 // 1024} MB"
        return problem(
            "I922", name=self.name, what=f"{part} 解压后", what_en=f"{part}, unpacked,", limit=limit, limit_en=limit
        )

    def xml(self, part: str) -> Element:
        """Return the tree of a part."""
        return parse_part(self.read(part), part, self.name)

    def main(self) -> str:
        """Return the name of the document's main part; empty where the package is no office document."""
        if not self.has("_rels/.rels"):
            return ""
        for link in children(self.xml("_rels/.rels"), "Relationship"):
            if attribute(link, "Type").endswith("/officeDocument"):
                return _inside("", attribute(link, "Target"))
        return ""

    def links(self, part: str) -> dict[str, tuple[str, str]]:
        """Return id → (kind, target part) of what a part refers to inside the package."""
        folder, base = posixpath.split(part)
        rels = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
        if not self.has(rels):
            return {}
        return {
            attribute(link, "Id"): (
                attribute(link, "Type").rpartition("/")[2],
                _inside(folder, attribute(link, "Target")),
            )
            for link in children(self.xml(rels), "Relationship")
            if attribute(link, "TargetMode") != "External"
        }

    def aside(self) -> list[Problem]:
        """Return what the package holds that is never run, fetched or read: macros, outside links, odd names."""
        lower = sorted(n.lower() for n in self.names)
        found = [
            problem("I928", name=self.name, what=zh, what_en=en)
            for mark, zh, en in _ASIDE
            if any(mark in n for n in lower)
        ]
        if any(self._external(n) for n in self.names if n.endswith(".rels")):
            found.append(problem("I928", name=self.name, what="指向外部的链接", what_en="links to the outside"))
        odd = [
            n
            for n in sorted(self.names)
            if n.startswith(("/", "\\")) or ".." in n.replace("\\", "/").split("/") or ":" in n
        ]
        if odd:
            found.append(
                problem(
                    "I928",
                    name=self.name,
                    what=f"指向包外的文件名“{odd[0][:60]}”",
                    what_en=f"a name outside the package, “{odd[0][:60]}”",
                )
            )
        return found

    def _external(self, rels: str) -> bool:
        """Tell whether a part of relations names something outside that would be fetched; hyperlinks are only shown."""
        return any(
            attribute(link, "TargetMode") == "External" and not attribute(link, "Type").endswith("/hyperlink")
            for link in children(self.xml(rels), "Relationship")
        )


def _inside(folder: str, target: str) -> str:
    """Return the name of a part that ``target`` means; it never leaves the package."""
    joined = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(joined).lstrip("/") if target else ""


def open_package(data: bytes, name: str) -> Package:
    """Open the bytes of a package. Raises :class:`PerfscoreError` where they are none."""
    try:
        archive = ZipFile(BytesIO(data))
        names = archive.namelist()
    except DAMAGE as error:
        raise PerfscoreError([problem("I923", name=name, reason=damage_reason(error))]) from None
    if len(names) > MAX_ENTRIES:
        limit = f"{MAX_ENTRIES} 个"
        found = problem(
            "I922", name=name, what="包里的文件", what_en="the number of parts", limit=limit, limit_en=str(MAX_ENTRIES)
        )
        raise PerfscoreError([found])
    if sum(info.file_size for info in archive.infolist()) > MAX_ALL:
        limit = f"{MAX_ALL // 1024 // 1024} MB"
        found = problem(
            "I922", name=name, what="解压后的内容", what_en="the unpacked contents", limit=limit, limit_en=limit
        )
        raise PerfscoreError([found])
    return Package(name, archive, frozenset(names))
