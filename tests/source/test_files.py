"""Opening files and decoding bytes: what staff's editors save is read, what is no text is told by its name."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from perfscore.base.problem import PerfscoreError
from perfscore.source import MAX_BYTES, parse, read_source, source_from_bytes, source_from_text

TEXT = "格式: perfscore/1\r\n自评表: 某局2024年度部门整体支出绩效自评表\r\n年度指标值: ≥7%\r\n"
ENCODINGS = {
    "utf-8": (TEXT.encode(), "utf-8"),
    "utf-8 有标记": (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
    "utf-16-le 有标记": (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
    "utf-16-be 有标记": (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
    "utf-16-le 无标记": (TEXT.encode("utf-16-le"), "utf-16-le"),
    "utf-16-be 无标记": (TEXT.encode("utf-16-be"), "utf-16-be"),
    "utf-32": (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le"),
    "gbk": (TEXT.encode("gbk"), "gb18030"),
    "gb18030 四字节": ("名称: 㐂村、䶮县\n单位: 某局某局某局某局某局某局某局某局某局\n".encode("gb18030"), "gb18030"),
}


@pytest.mark.parametrize(("data", "encoding"), ENCODINGS.values(), ids=ENCODINGS.keys())
def test_what_editors_save_is_read(data: bytes, encoding: str) -> None:
    source = source_from_bytes(data, "表.yaml")
    assert source.encoding == encoding
    assert source.problems == ()
    assert "\r" not in source.text
    assert source.lines[0] in ("格式: perfscore/1", "名称: 㐂村、䶮县")
    assert parse(source)[1] == ()
    assert parse(source)[0].entries[0][0].place.column == 1


BROKEN = {
    "xlsx": (b"PK\x03\x04\x14\x00\x06\x00", "表.yaml:1:1: [Y004] 这不是文本文件，而是xlsx、docx 或压缩文件"),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "表.yaml:1:1: [Y004] 这不是文本文件，而是xls、doc 或 WPS 文件"),
    "pdf": (b"%PDF-1.7\n", "表.yaml:1:1: [Y004] 这不是文本文件，而是PDF 文件"),
    "binary": (b"\x00\x01\x02\x03" * 9, "表.yaml:1:1: [Y005] 这不是文本文件：里面有二进制数据"),
    "nul": ("年度: 2024\n".encode() + b"\0", "表.yaml:1:1: [Y005] 这不是文本文件：里面有二进制数据"),
    "damaged utf-8": (
        TEXT.encode().replace("部门".encode(), b"\xe9\x83", 1),
        "表.yaml:2:14: [Y006] 第 2 行有按 UTF-8 读不出的字节，文件可能已经损坏",
    ),
    "damaged gbk": (
        TEXT.encode("gbk") + b"\r\n\x81\x20\xff\xff",
        "表.yaml:5:1: [Y006] 第 5 行有按 GBK 读不出的字节，文件可能已经损坏",
    ),
    "odd utf-16": (
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le") + b"\x0a",
        "表.yaml:4:1: [Y006] 第 4 行有按 UTF-16-LE 读不出的字节，文件可能已经损坏",
    ),
    "big5": ("名稱: 績效評價體系總表\n單位: 經濟發展局\n".encode("big5"), "Y007"),
}


@pytest.mark.parametrize(("data", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_text_is_told(data: bytes, expected: str) -> None:
    source = source_from_bytes(data, "表.yaml")
    assert len(source.problems) == 1
    if expected == "Y007":
        assert (source.problems[0].code, source.problems[0].severity) == ("Y007", "warning")
    else:
        assert str(source.problems[0]) == expected
    parse(source)


def test_nothing_more_is_said_of_a_file_that_is_no_text() -> None:
    assert parse(source_from_bytes(b"PK\x03\x04", "表.xlsx")) == (None, ())


def refused(path: object) -> str:
    with pytest.raises(PerfscoreError) as caught:
        read_source(path)  # type: ignore[arg-type]
    return str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    (tmp_path / "自评表.yaml").write_text("年度: 2024", "utf-8")
    assert refused(tmp_path / "自平表.yaml") == (
        f"错误 Y001：找不到文件“{tmp_path}/自平表.yaml”\n  = 是不是“{tmp_path}/自评表.yaml”？"
    )
    assert refused("没有/这个/文件.yaml") == "错误 Y001：找不到文件“没有/这个/文件.yaml”"


def test_a_folder_and_a_name_that_cannot_be(tmp_path: Path) -> None:
    assert refused(tmp_path) == f"错误 Y002：打不开“{tmp_path}”：这是文件夹"
    assert refused("a\0b.yaml") == "错误 Y002：打不开“a\\0b.yaml”：文件名里有不能用的字符"


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    assert refused(tmp_path / "a.yaml") == f"错误 Y002：打不开“{tmp_path}/a.yaml”：没有读取权限"


def test_a_file_too_large(tmp_path: Path) -> None:
    path = tmp_path / "大.yaml"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert refused(path).splitlines() == [
        f"错误 Y003：文件“{path}”有 21 MB，超过上限 20 MB",
        "  = 拆成几个文件分别处理",
    ]
    assert [p.code for p in source_from_bytes(b"a" * (MAX_BYTES + 1)).problems] == ["Y003"]


def test_a_file_is_read_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "表.yaml"
    path.write_bytes(TEXT.encode("gbk"))
    source = read_source(path)
    assert (source.name, source.encoding) == (str(path), "gb18030")
    assert read_source(str(path)) == source


def test_line_breaks_of_all_kinds() -> None:
    assert source_from_text("a\r\nb\rc\nd").lines == ("a", "b", "c", "d")
    assert source_from_text("").lines == ("",)
