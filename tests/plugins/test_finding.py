"""Plug-ins are found by name, loaded when named, and every way they can be wrong has its message."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfscore import PerfscoreError, check, load, render
from perfscore.plugins import CLAUSES, LAYOUTS, RENDERERS, available, choose, find, reload
from tests.plugins.making import on_path, package, scheme
from tests.rendering.tables import seed

READER = "FIVE = ClauseReader(lambda text: None, basis='依据')\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    on_path(tmp_path, monkeypatch)
    return tmp_path


def told(path: Path) -> list[str]:
    return [line for p in check(path) for line in (f"{p.severity} {p.code}：{p.message}", *p.hints())]


# --- naming ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["made-up/five", "Made.Up/five", "MADE_up/five"])
def test_a_package_has_many_spellings(folder: Path, text: str) -> None:
    package(folder, {CLAUSES: {"five": "FIVE"}}, READER)
    (plugin,) = find(text)
    assert (plugin.id, plugin.version, str(plugin)) == ("made-up/five", "1.0", "made-up/five 1.0")
    assert available(CLAUSES) == ("made-up/five",)


def test_one_name_may_be_a_reader_and_a_table_of_units(folder: Path) -> None:
    source = READER + "UNITS = UnitTable('格式: perfscore/units/1\\n量类: [{名称: 甲, 依据: 乙, 换算: 诊次=1}]')\n"
    package(folder, {CLAUSES: {"x": "FIVE"}, "perfscore.units": {"x": "UNITS"}}, source)
    language = load(scheme(folder, "made-up/x")).language
    assert [p.group for p in language.plugins] == [CLAUSES, "perfscore.units"]
    assert str(language.read_target("≥30诊次")) == "≥30诊次"


def test_nothing_is_loaded_that_was_not_named(folder: Path) -> None:
    package(folder, {CLAUSES: {"five": "FIVE", "bomb": "NONE"}, RENDERERS: {"boom": "NONE"}}, READER)
    package(folder, {CLAUSES: {"other": "X"}}, "raise SystemExit('imported')", name="Other")
    assert load(scheme(folder, "made-up/five")).language.plugins[0].name == "five"


def test_nothing_is_scanned_where_nothing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.metadata

    def scanned(**_: object) -> None:
        raise AssertionError("entry points were looked at")

    monkeypatch.setattr(importlib.metadata, "entry_points", scanned)
    result = seed()
    for name in ("text", "md", "csv", "json", "html"):
        assert render(result, name)
    assert render(result, "html", template="hunan-department")
    with pytest.raises(AssertionError, match="looked at"):
        render(result, "pdf")


def test_digest_of_a_scheme_without_plugins_is_what_it_was() -> None:
    plan = load(Path(__file__).parents[2] / "examples" / "yiyang-2024" / "indicators.yaml").plan()
    assert "extensions" not in plan.to_dict()["scheme"]


def test_names_and_versions_stand_in_the_digest(folder: Path) -> None:
    from tests.plugins.making import table

    package(folder, {CLAUSES: {"five": "FIVE"}}, READER)
    path = table(folder, "made-up/five", "按完成比例计分")
    plan = load(path).plan()
    assert plan.to_dict()["scheme"]["extensions"] == ["made-up/five 1.0"]
    scheme(folder, "")
    assert load(path).plan().digest != plan.digest


# --- wrong names ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("named", "lines"),
    [
        (
            "made-up/fife",
            ["error G001：没有安装叫“made-up/fife”的扩展", "是不是“made-up/five”？"],
        ),
        (
            "zzzzz/qqq",
            [
                "error G001：没有安装叫“zzzzz/qqq”的扩展",
                "安装它所在的包：pip install zzzzz",
                "已安装的扩展：made-up/five",
            ],
        ),
        (
            "five",
            [
                "error G002：扩展写作“five”，应当写成“包名/名称”",
                "例如：扩展: [perfscore-sample/five-bands]",
            ],
        ),
        (
            "{名称: made-up/five, 版本: 2.0}",
            ["error G006：扩展“made-up/five”安装的是 1.0 版，评分办法写明要用 2.0 版"],
        ),
        ("{名称: made-up/five, 版本: 1.0}", []),
        ("made-up/five, made-up/five", ["warning G015：扩展“made-up/five”写了两次"]),
        ("made-up/tsv", ["error G016：“made-up/tsv”不是评分办法用的扩展，输出时用 --format 写明"]),
        (
            "{版本: 1.0}",
            ["error S102：“扩展”缺少“名称”", "补上：名称: …", "这里填：包名/名称，例如 perfscore-sample/five-bands"],
        ),
    ],
)
def test_names_of_a_rule_file(folder: Path, named: str, lines: list[str]) -> None:
    package(folder, {CLAUSES: {"five": "FIVE"}, RENDERERS: {"tsv": "T"}}, READER)
    assert told(scheme(folder, named)) == lines


def test_place_of_a_wrong_name(folder: Path) -> None:
    path = scheme(folder, "made-up/five")
    with pytest.raises(PerfscoreError) as caught:
        load(path)
    (found,) = caught.value.problems
    assert found.place is not None
    assert (Path(found.place.source), found.place.line, found.place.column) == (path, 5, 6)


def test_every_wrong_plugin_is_told_at_once(folder: Path) -> None:
    codes = [p.code for p in check(scheme(folder, "made-up/a, b, other/c"))]
    assert codes == ["G001", "G002", "G001"]


def test_a_list_is_wanted(folder: Path) -> None:
    path = scheme(folder, "x")
    path.write_text(path.read_text("utf-8").replace("[x]", "made-up/five"), "utf-8")
    assert [p.code for p in check(path)] == ["S103"]


# --- wrong plug-ins -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("import no_such_module_anywhere", "G003：扩展“made-up/x”装不上（ModuleNotFoundError：No module named 'no_such_module_anywhere'），请告诉它的作者"),
        ("raise RuntimeError('第一行\\n第二行')", "G003：扩展“made-up/x”装不上（RuntimeError：第一行 第二行），请告诉它的作者"),
        ("Y = 1", "G003：扩展“made-up/x”装不上（AttributeError：…），请告诉它的作者"),
        ("def f(:", "G003：扩展“made-up/x”装不上（SyntaxError：…），请告诉它的作者"),
        ("X = lambda text: 5", "G004：扩展“made-up/x”给出的是 function，perfscore.clauses 一组应当给出 ClauseReader"),
        ("X = UnitTable('')", "G004：扩展“made-up/x”给出的是 UnitTable，perfscore.clauses 一组应当给出 ClauseReader"),
        ("X = ClauseReader(str, '', api=2)", "G005：扩展“made-up/x”按第 2 版接口编写，这一版 perfscore 用的是第 1 版接口"),
    ],
)  # fmt: skip
def test_plugins_that_cannot_be_loaded(folder: Path, source: str, message: str) -> None:
    package(folder, {CLAUSES: {"x": "X"}}, source)
    (found,) = check(scheme(folder, "made-up/x"))
    head, _, tail = message.partition("…")
    assert f"{found.code}：{found.message}".startswith(head)
    assert found.message.endswith(tail)
    assert found.severity == "error"


def test_an_entry_point_declared_twice(folder: Path) -> None:
    package(folder, {CLAUSES: {"x": "FIVE"}}, READER)
    (info,) = folder.glob("*.dist-info")
    points = info / "entry_points.txt"
    points.write_text(points.read_text("utf-8") + "x = other:X\n", "utf-8")
    assert told(scheme(folder, "made-up/x")) == ["error G007：叫“made-up/x”的扩展不止一个，不能确定用哪一个"]


def test_a_pickle_says_what_is_missing_where_it_is_opened(folder: Path) -> None:
    package(folder, {CLAUSES: {"x": "FIVE"}}, READER)
    key = (CLAUSES, "made-up", "x", "1.0")
    assert reload((key,))[0].id == "made-up/x"
    for wrong, code in (((CLAUSES, "made-up", "y", "1.0"), "G001"), ((CLAUSES, "made-up", "x", "2.0"), "G006")):
        with pytest.raises(PerfscoreError) as caught:
            reload((wrong,))
        assert [p.code for p in caught.value.problems] == [code]


# --- named by a caller ----------------------------------------------------------------------------------------------


def test_the_name_alone_will_do_while_one_package_has_it(folder: Path) -> None:
    source = "T = Renderer(lambda e, lang: e.title + lang)\n"
    package(folder, {RENDERERS: {"tsv": "T"}}, source)
    assert choose(RENDERERS, "nothing") is None
    assert render(seed(), "tsv") == render(seed(), "made-up/tsv") == render(seed(), "Made_Up/tsv")
    package(folder, {RENDERERS: {"tsv": "T"}}, source, name="Second")
    with pytest.raises(PerfscoreError) as caught:
        render(seed(), "tsv")
    assert str(caught.value) == (
        "错误 G007：叫“tsv”的扩展不止一个，不能确定用哪一个\n  = 写明包名：made-up/tsv、second/tsv"
    )
    assert render(seed(), "second/tsv", lang="en") == seed().title + "en"


@pytest.mark.parametrize("name", ["csv", "made-up/csv"])
def test_a_format_of_the_library_is_never_replaced(folder: Path, name: str) -> None:
    before = render(seed(), "csv")
    package(folder, {RENDERERS: {"csv": "T"}}, "T = Renderer(lambda e, lang: 'mine')\n")
    assert render(seed(), "csv") == before
    if name != "csv":
        with pytest.raises(PerfscoreError) as caught:
            render(seed(), name)
        assert caught.value.problems[0].message == (
            "扩展“made-up/csv”与内置的同名，不能使用；内置的有：text、md、csv、json、html、xlsx、docx"
        )


def test_a_layout_of_the_library_is_never_replaced(folder: Path) -> None:
    before = render(seed(), "html", template="hunan-department")
    package(folder, {LAYOUTS: {"hunan-department": "T"}}, "T = LayoutTemplate('版式: 甲')\n")
    assert render(seed(), "html", template="hunan-department") == before
    with pytest.raises(PerfscoreError) as caught:
        render(seed(), "html", template="made-up/hunan-department")
    assert caught.value.problems[0].code == "G013"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("T = Renderer(lambda e, lang: b'x')", "错误 G014：扩展“made-up/t”输出的是 bytes，应当是 str"),
        ("T = Renderer(lambda e, lang: 'x', binary=True)", "错误 G014：扩展“made-up/t”输出的是 str，应当是 bytes"),
        ("T = Renderer(lambda e, lang: 1 / 0)", "错误 G008：扩展“made-up/t”运行时出错（ZeroDivisionError：division by zero），请告诉它的作者"),
        ("T = Renderer(lambda e: 'x')", "错误 G008：扩展“made-up/t”运行时出错（TypeError："),
    ],
)  # fmt: skip
def test_renderers_that_fail(folder: Path, source: str, message: str) -> None:
    package(folder, {RENDERERS: {"t": "T"}}, source)
    with pytest.raises(PerfscoreError) as caught:
        render(seed(), "t")
    assert str(caught.value).startswith(message)


def test_a_renderer_takes_no_options_and_the_languages_there_are(folder: Path) -> None:
    package(folder, {RENDERERS: {"t": "T"}}, "T = Renderer(lambda e, lang: lang)")
    with pytest.raises(PerfscoreError) as caught:
        render(seed(), "t", width=80)
    assert str(caught.value) == "错误 I903：made-up/t 格式没有“width”这个选项"
    with pytest.raises(PerfscoreError) as caught:
        render(seed(), "t", lang="fr")
    assert caught.value.problems[0].code == "I905"


def test_unknown_formats_and_layouts_name_those_of_plugins(folder: Path) -> None:
    package(folder, {RENDERERS: {"tsv": "T"}, LAYOUTS: {"简表": "T"}}, "T = None")
    with pytest.raises(PerfscoreError) as caught:
        render(seed(), "tvs")
    assert caught.value.problems[0].hints()[-1].endswith("、docx、made-up/tsv")
    with pytest.raises(PerfscoreError) as caught:
        render(seed(), "html", template="简版")
    assert "made-up/简表" in caught.value.problems[0].hints()[-1]


def test_a_layout_that_does_not_fit_names_its_plugin(folder: Path) -> None:
    package(folder, {LAYOUTS: {"t": "T"}}, "T = LayoutTemplate('版式: 甲\\n列宽: 不是列表')")
    with pytest.raises(PerfscoreError) as caught:
        render(seed(), "html", template="t")
    assert str(caught.value).startswith("错误 I911：版式“made-up/t”不能用：")
