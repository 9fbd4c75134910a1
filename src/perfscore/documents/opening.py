"""Any file → :class:`Document`, by what is in it; its name only helps to say what is wrong."""

from __future__ import annotations

import os
from pathlib import Path, PurePath

from ..base.problem import PerfscoreError, Problem, problem
from ..source.decoding import decode
from .commas import read_csv
from .excel import read_xlsx
from .model import Document
from .package import open_package
from .web import read_html
from .word import read_docx

__all__ = ["MAX_FILE", "SUFFIXES", "document_of_bytes", "open_document"]

MAX_FILE = 20 * 1024 * 1024
SUFFIXES = (".docx", ".xlsx", ".html", ".htm", ".csv", ".docm", ".xlsm", ".tsv")
"""Endings of files that are taken for documents when a folder is gone through."""

_OLD = {
    ".doc": ("旧版 Word 文档（.doc）", "an old Word document (.doc)", "docx"),
    ".wps": ("WPS 文字文档（.wps）", "a WPS Writer document (.wps)", "docx"),
    ".xls": ("旧版 Excel 工作簿（.xls）", "an old Excel workbook (.xls)", "xlsx"),
    ".et": ("WPS 表格工作簿（.et）", "a WPS Spreadsheets workbook (.et)", "xlsx"),
    ".rtf": ("RTF 文档", "an RTF document", "docx"),
    ".mht": ("单个文件网页（.mht）", "a single-file web page (.mht)", "docx"),
    ".xml": ("XML 表格 2003", "an XML Spreadsheet 2003", "xlsx"),
}
_EXPECTED = {
    "docx": (".docx", ".docm"),
    "xlsx": (".xlsx", ".xlsm"),
    "html": (".html", ".htm"),
    "csv": (".csv", ".tsv", ".txt"),
}


def open_document(path: str | os.PathLike[str]) -> Document:
    """Read a document. Raises :class:`PerfscoreError` where it cannot be opened or is not one of the kinds known."""
    name = os.fsdecode(path)
    try:
        with Path(name).open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "名称不能用"
        raise PerfscoreError([problem("P962", name=PurePath(name).name, reason=_chinese(error, reason))]) from None
    return document_of_bytes(data, name)


def _chinese(error: Exception, reason: str) -> str:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return "没有这个文件"
        case IsADirectoryError():
            return "这是文件夹"
        case PermissionError():
            return "没有读取权限"
        case _:
            return reason


def document_of_bytes(data: bytes, name: str) -> Document:
    """Read the bytes of a document; ``name`` is what messages call it."""
    suffix = PurePath(name).suffix.lower()
    shown = PurePath(name).name
    if len(data) > MAX_FILE:
        limit = f"{MAX_FILE // 1024 // 1024} MB"
        raise PerfscoreError(
            [problem("I922", name=shown, what="文件", what_en="the file", limit=limit, limit_en=limit)]
        )
    if not data.strip(b"\0 \t\r\n"):
        raise PerfscoreError([problem("I923", name=shown, reason="文件是空的")])
    document = _by_content(data, shown, suffix)
    if suffix and suffix not in _EXPECTED[document.kind]:
        note = problem("I927", name=shown, suffix=suffix, kind=document.kind)
        document = Document(document.name, document.kind, document.grids, document.after, (note, *document.problems))
    return document


def _by_content(data: bytes, name: str, suffix: str) -> Document:
    if data.startswith(b"PK\x03\x04"):
        package = open_package(data, name)
        main = package.main()
        if main.startswith("word/"):
            return read_docx(package, main)
        if main.startswith("xl/") and main.endswith(".xml"):
            return read_xlsx(package, main)
        raise PerfscoreError([problem("I925", name=name)])
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise PerfscoreError([_compound(data, name, suffix)])
    if data.startswith(b"{\\rtf"):
        raise PerfscoreError([_convert(".rtf", name)])
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"GIF8", b"BM")):
        raise PerfscoreError([problem("I925", name=name)])
    return _text(data, name)


def _compound(data: bytes, name: str, suffix: str) -> Problem:
    """The old container: an encrypted new document, or an old one."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return problem("I921", name=name)
    if suffix not in _OLD:
        suffix = ".xls" if "Workbook".encode("utf-16-le") in data else ".doc"
    return _convert(suffix, name)


def _convert(suffix: str, name: str) -> Problem:
    kind, kind_en, to = _OLD[suffix]
    return problem("I920", name=name, kind=kind, kind_en=kind_en, to=to)


def _text(data: bytes, name: str) -> Document:
    text, encoding, problems = decode(data)
    if encoding == "binary" or (not text and problems):
        raise PerfscoreError([problem("I925", name=name)])
    head = text.lstrip("\ufeff \t\r\n")[:4000].lower()
    notes = tuple(p if p.where else p.in_row(name) for p in problems)
    if head.startswith("mime-version:") or "\ncontent-type: multipart/related" in head:
        raise PerfscoreError([_convert(".mht", name)])
    if "<?mso-application" in head or (
        "urn:schemas-microsoft-com:office:spreadsheet" in head and head.startswith("<?xml")
    ):
        raise PerfscoreError([_convert(".xml", name)])
    if head.startswith("<") or "<table" in head or "<html" in head:
        page = read_html(text, name)
        return Document(page.name, page.kind, page.grids, page.after, (*notes, *page.problems))
    return read_csv(text, name, notes)
