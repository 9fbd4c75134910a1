"""docs/输出.md: every example is run, every table of the page is held against the code."""

from __future__ import annotations

import csv
import io
import re
import shlex
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import perfscore
from perfscore.base.problem import PerfscoreError
from perfscore.base.step import Step
from perfscore.evaluation.reason import Reason
from perfscore.evaluation.values import BASES, OUTCOMES, SUPPORTING
from perfscore.rendering import _FORMATS, FORMATS, render
from perfscore.rendering.escaping import csv_cell
from perfscore.rendering.figures import date_text, number
from perfscore.rendering.labels import LANGUAGES

from .tables import evaluation, mixed, row, seed

PAGE = (Path(__file__).parents[2] / "docs" / "输出.md").read_text("utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.M | re.S)


KEYS_PAGE = (Path(__file__).parents[2] / "docs" / "结果.md").read_text("utf-8")


def table(head: str, page: str = PAGE) -> list[list[str]]:
    lines = page[page.index(head) :].split("\n\n", 1)[0].strip().split("\n")[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("code", blocks("python"), ids=["files", "date"])
def test_code_runs(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("openpyxl", reason='needs the extra xlsx: pip install "perfscore[xlsx]"')
    pytest.importorskip("docx", reason='needs the extra docx: pip install "perfscore[docx]"')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(vars(perfscore), "render", render)
    space: dict[str, Any] = {"result": mixed()}
    exec(code, space)
    for path in tmp_path.iterdir():
        shown = render(mixed(), path.suffix[1:])
        assert path.read_bytes() == (shown if isinstance(shown, bytes) else shown.encode("utf-8"))
    if "document" in space:
        assert space["document"] == render(mixed(), "docx", date=date(2025, 4, 28))


def test_text_is_what_comes_out() -> None:
    assert blocks("文本 width=88") == [render(mixed(), "text", width=88)]


def test_markdown_is_what_comes_out() -> None:
    [shown] = blocks("逐项")
    assert f"\n\n{shown}\n" in str(render(mixed(), "md"))


def test_csv_columns_and_cells() -> None:
    [columns] = blocks("列名")
    assert str(render(mixed(), "csv")).splitlines()[0] == "\ufeff" + columns.strip()
    cells = table("| 填报的文字 | CSV 里 |")
    assert len(cells) == 8
    for given, shown in cells:
        assert csv_cell(given.strip("`")) == shown.strip("`")


def test_errors_are_told_as_the_page_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfscore.rendering.find_spec", lambda name: None)
    for example in blocks("出错"):
        call, message = example.rstrip("\n").split("\n", 1)
        with pytest.raises(PerfscoreError) as caught:
            eval(call, {"render": render, "result": seed()})
        assert str(caught.value) == message


def test_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("openpyxl", reason='needs the extra xlsx: pip install "perfscore[xlsx]"')
    pytest.importorskip("docx", reason='needs the extra docx: pip install "perfscore[docx]"')
    from perfscore.cli import main

    (tmp_path / "examples").symlink_to(Path(__file__).parents[2] / "examples")
    monkeypatch.chdir(tmp_path)
    calls = [line for block in blocks("sh") for line in block.splitlines()]
    assert len(calls) == 4
    for call in calls:
        words = shlex.split(call)
        assert main(words[1:]) == 0
        assert Path(words[-1]).stat().st_size > 3000


def test_layouts_are_all_named() -> None:
    from perfscore.rendering.template import ROW_FIELDS, names, template

    rows = table("| 版式 | 表 | 纸张 |")
    assert tuple(name.strip("`") for name, *_ in rows) == names()
    for name, title, paper in rows:
        layout = template(name.strip("`"))
        assert (layout.name, "横向" if layout.landscape else "纵向") == (title, paper)
    assert blocks("栏") == ["、".join(ROW_FIELDS) + "\n"]


def test_an_own_layout(tmp_path: Path) -> None:
    file = tmp_path / "本局.yaml"
    file.write_text(blocks("版式")[0], encoding="utf-8")
    assert "<h1>益阳市工业和信息化局2024年度自评表</h1>" in str(render(seed(), "html", template=str(file)))


def test_a_curve_is_told_as_the_page_says() -> None:
    [(clause, told)] = re.findall(r"^```曲线 (.*?)\n(.*?)\n```$", PAGE, re.M | re.S)
    row_given = {"三级指标": "甲", "年度指标值": "≥90%", "实际完成值": "83%", "分值": "10", "评分标准": clause}
    view = perfscore.score_rows([row_given], 年度=2024).rows[0].curve
    assert view is not None
    assert view.summary == told


def test_formats_and_options_are_all_named() -> None:
    rows = table("| 格式 | 给谁用 |")
    assert tuple(name.strip("`") for name, *_ in rows) == FORMATS
    for name, _, gives, options in rows:
        format_name = name.strip("`")
        wanted = {word for word in re.findall(r"`(\w+)`", options) if word != "None"}
        assert wanted == set(_FORMATS[format_name].options)
        if gives == "字节":
            pytest.importorskip(_FORMATS[format_name].needs, reason="needs an extra")
        assert isinstance(render(mixed(), format_name), bytes if gives == "字节" else str)


def keys(value: object, path: str = "") -> set[str]:
    if isinstance(value, dict):
        return {k for key, item in value.items() for k in keys(item, f"{path}.{key}" if path else key)}
    if isinstance(value, list):
        return {k for item in value for k in keys(item, f"{path}[]")}
    return {path}


def test_every_key_of_the_json_is_in_the_table() -> None:
    import json

    one = row(steps=(Step("采用", "采用自评得分 5 分", "约定：自报"),), guess=lambda: Reason("原因", "reason"))
    full = evaluation(one, findings=seed().findings, notes=(Step("汇总", "合计", "办法"),))
    rows = table("| 键 | 类型 | 含义 |", KEYS_PAGE)
    shown = json.loads(
        str(render(full, "json", sources={"rules": "表.yaml", "facts": "数据.yaml"}, about={"甲": "乙"}))
    )
    assert {name.strip("`") for name, *_ in rows} == keys(shown) - {"envelope.about.甲"} | {"envelope.about"}
    meanings = {name.strip("`"): text for name, _, text in rows}
    for key, words in (("outcome", OUTCOMES), ("basis", BASES), ("supporting", SUPPORTING)):
        assert meanings[f"rows[].{key}"] == "，".join(f"`{name}` {text}" for name, text in words.items())


def test_nothing_but_scores_is_null_where_the_table_does_not_say_so() -> None:
    import json

    null_keys = {name.strip("`") for name, kind, _ in table("| 键 | 类型 | 含义 |", KEYS_PAGE) if "null" in kind}
    for of in (seed(), mixed(), evaluation()):
        for key in null_values(json.loads(str(render(of, "json")))):
            assert key in null_keys


def null_values(value: object, path: str = "") -> set[str]:
    if isinstance(value, dict):
        return {k for key, item in value.items() for k in null_values(item, f"{path}.{key}" if path else key)}
    if isinstance(value, list):
        return {k for item in value for k in null_values(item, f"{path}[]")}
    return {path} if value is None else set()


def test_figures_are_printed_as_the_page_says() -> None:
    for given, zh, en in table("| 数 | 中文 | 英文 |"):
        if "-" in given:
            shown = [date_text(date.fromisoformat(given), LANGUAGES[lang]) for lang in ("zh", "en")]
        else:
            shown = [number(Decimal(given), LANGUAGES[lang]) for lang in ("zh", "en")]
        assert shown == [zh, en]


def test_the_page_counts_right() -> None:
    assert len(list(csv.DictReader(io.StringIO(str(render(mixed(), "csv")), newline="")))) == 4
    assert len(FORMATS) == 7


def test_likely_reasons_are_those_of_the_page() -> None:
    keys = ("年度指标值", "实际完成值", "评分标准", "分值", "自评得分")
    rows = table("| 年度指标值 | 实际完成值 | 评分标准 |")
    assert len(rows) == 5
    for *cells, said in rows:
        given = {"三级指标": "甲", **{k: v for k, v in zip(keys, cells, strict=True) if v}}
        found = perfscore.score_rows([given], "national/self-evaluation-2021").rows[0].likely_reason
        assert found is not None and found.zh == said
