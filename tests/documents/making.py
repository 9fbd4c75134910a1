"""Documents made by hand, part by part, for what a library would not write."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
HEAD = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")


def package(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def root(main: str) -> str:
    return RELS.format(f'<Relationship Id="r" Type="{KIND}officeDocument" Target="{main}"/>')


def docx(body: str, prolog: str = "", **more: str | bytes) -> bytes:
    parts: dict[str, str | bytes] = {"_rels/.rels": root("word/document.xml")}
    parts["word/document.xml"] = f"<?xml version='1.0'?>{prolog}<w:document {W}><w:body>{body}</w:body></w:document>"
    return package(parts | more)


def cell(text: str, look: str = "") -> str:
    paragraphs = "".join(f"<w:p><w:r><w:t xml:space='preserve'>{t}</w:t></w:r></w:p>" for t in text.split("\n"))
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{paragraphs}</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    return (
        "<w:tbl>"
        + "".join(f"<w:tr>{''.join(c if c.startswith('<') else cell(c) for c in row)}</w:tr>" for row in rows)
        + "</w:tbl>"
    )


def xlsx(
    cells: str, *, formats: tuple[str, ...] = (), merges: tuple[str, ...] = (), prolog: str = "", **more: str | bytes
) -> bytes:
    """A workbook of one sheet; ``cells`` is the XML of its rows, ``formats`` the number formats of styles 1, 2, …"""
    own = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{f}"/>' for n, f in enumerate(formats))
    styles = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(formats)))
    merged = "".join(f'<mergeCell ref="{m}"/>' for m in merges)
    links = "".join(
        f'<Relationship Id="{i}" Type="{KIND}{kind}" Target="{target}"/>'
        for i, kind, target in (("a", "worksheet", "sheet1.xml"), ("b", "styles", "styles.xml"))
    )
    parts: dict[str, str | bytes] = {
        "_rels/.rels": root("xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": RELS.format(links),
        "xl/workbook.xml": f'<workbook {S}><sheets><sheet name="自评表" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/styles.xml": f'<styleSheet {S}><numFmts>{own}</numFmts><cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
        "xl/sheet1.xml": f"{prolog}<worksheet {S}><sheetData>{cells}</sheetData><mergeCells>{merged}</mergeCells></worksheet>",
    }
    return package(parts | more)


def text_row(number: int, *texts: str) -> str:
    cells = "".join(
        t if t.startswith("<c") else f'<c r="{chr(65 + n)}{number}" t="inlineStr"><is><t>{t}</t></is></c>'
        for n, t in enumerate(texts)
        if t
    )
    return f'<row r="{number}">{cells}</row>'


def sheet(*rows: tuple[str, ...]) -> str:
    return "".join(text_row(n, *row) for n, row in enumerate(rows, 1))


def html(*rows: str, before: str = "") -> bytes:
    return f"<html><body>{before}<table>{''.join(f'<tr>{r}</tr>' for r in rows)}</table></body></html>".encode()


def tds(*texts: str) -> str:
    return "".join(t if t.startswith("<t") else f"<td>{t}</td>" for t in texts)
