"""Room: rendering — an evaluation as text, Markdown, CSV, JSON, HTML, and as documents people file.

Renderers never compute a score: they print what the evaluation holds. Text that was filled in is made harmless for
the place it is printed in (:mod:`.escaping`); the same evaluation gives the same bytes every time.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date as Date  # noqa: N812
from datetime import datetime
from difflib import get_close_matches
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from attrs import frozen

from ..base.problem import PerfscoreError, Problem, problem
from ..evaluation.values import Evaluation
from ..plugins import RENDERERS, Plugin, Renderer, available, choose, run

__all__ = ["FORMATS", "render", "unknown_format"]


@frozen
class _Format:
    """A format: the module and function that write it, the options it takes, the extra it needs."""

    module: str
    function: str
    options: tuple[str, ...] = ()
    labelled: bool = True
    needs: str = ""
    extra: str = ""

    def writer(self) -> Callable[..., str | bytes]:
        """Import and return the function."""
        return getattr(import_module(f"{__name__}.{self.module}"), self.function)  # type: ignore[no-any-return]


_FORMATS = {
    "text": _Format("as_text", "render_text", ("width", "colour")),
    "md": _Format("as_markdown", "render_markdown"),
    "csv": _Format("as_csv", "render_csv", ("totals",)),
    "json": _Format("as_json", "render_json", ("indent", "sources", "about"), labelled=False),
    "html": _Format("as_html", "render_html", ("date", "facts", "template")),
    "xlsx": _Format("as_xlsx", "render_xlsx", ("date", "facts", "template"), needs="openpyxl", extra="xlsx"),
    "docx": _Format("as_docx", "render_docx", ("date", "facts", "template"), needs="docx", extra="docx"),
}

FORMATS = tuple(_FORMATS)
"""The names of the formats."""


def render(evaluation: Evaluation, format: str, *, lang: str = "zh", **options: Any) -> str | bytes:  # noqa: A002
    """Return ``evaluation`` in a format of :data:`FORMATS`, or of a plug-in: text, or bytes for a document.

    ``lang`` is ``zh`` or ``en`` and settles the words around what was filled in. Options: ``width`` (cells a line)
    and ``colour`` for text; ``totals`` (a last line of sums) for CSV; for JSON ``indent``, ``sources`` (the names of the
    files: ``rules``, ``facts``) and ``about`` (texts to keep with the result); for xlsx and docx ``date``
    (the day of filing) and ``facts`` (whose money and goals fill the head of the printed table), and for these and html
    ``template`` (the name of an official layout, or the path of one: :mod:`.template`). Text is meant to be
    written as UTF-8 without changing line ends.

    Raises :class:`PerfscoreError` for an unknown format, language or option, a wrong value of an option, a format
    whose extra is not installed, and a plug-in that fails.
    """
    from .labels import LANGUAGES

    if not isinstance(evaluation, Evaluation):
        raise PerfscoreError([problem("I907", kind=type(evaluation).__name__)])
    chosen = _FORMATS.get(format) if isinstance(format, str) else None
    plugin = None if chosen is not None or not isinstance(format, str) else choose(RENDERERS, format, FORMATS)
    if chosen is None and plugin is None:
        raise PerfscoreError([unknown_format(format)])
    if lang not in LANGUAGES:
        raise PerfscoreError([problem("I905", name=lang, known="、".join(LANGUAGES))])
    if chosen is None:
        assert plugin is not None
        return _by_plugin(plugin, evaluation, lang, options)
    _check_options(format, chosen, options)
    if chosen.needs and find_spec(chosen.needs) is None:
        raise PerfscoreError([problem("I902", name=format, extra=chosen.extra)])
    if not chosen.labelled:
        return chosen.writer()(evaluation, **options)
    return chosen.writer()(evaluation, LANGUAGES[lang], **options)


def unknown_format(name: object) -> Problem:
    """Return the problem that says there is no such format, neither of the library's own nor of a plug-in."""
    known = (*FORMATS, *available(RENDERERS))
    return problem("I901", name=name, known="、".join(known), near=_near(name, known))


def _by_plugin(plugin: Plugin, evaluation: Evaluation, lang: str, options: dict[str, Any]) -> str | bytes:
    """Let a plug-in write; what it raises, and anything but text (or bytes, as it said), is a problem that names it."""
    if options:
        raise PerfscoreError([problem("I903", format=plugin.id, name=name, known="", near="") for name in options])
    renderer: Renderer = plugin.value
    written = run(plugin, lambda: renderer.write(evaluation, lang))
    want = bytes if renderer.binary else str
    if not isinstance(written, want):
        raise PerfscoreError([problem("G014", name=plugin.id, got=type(written).__name__, want=want.__name__)])
    return written


def _near(name: object, known: tuple[str, ...]) -> str:
    """Return the name of ``known`` that was probably meant, other words for it included; empty where none is near."""
    text = str(name).strip().lower().removeprefix(".")
    words = {**{word: meant for word, meant in _ALIASES.items() if meant in known}, **{word: word for word in known}}
    close = get_close_matches(text, words, 1, 0.5)
    return words[close[0]] if close else ""


_ALIASES = {
    "markdown": "md", "txt": "text", "terminal": "text", "文本": "text", "htm": "html", "网页": "html",
    "excel": "xlsx", "xls": "xlsx", "word": "docx", "doc": "docx", "表格": "xlsx",
}  # fmt: skip


def _check_options(format_name: str, chosen: _Format, options: dict[str, Any]) -> None:
    """Refuse options the format does not take, and values that are of the wrong kind, all at once."""
    found = []
    for name, value in options.items():
        if name not in chosen.options:
            known = "、".join(chosen.options)
            near = _near(name, chosen.options)
            found.append(problem("I903", format=format_name, name=name, known=known, near=near))
        elif (wrong := _wrong(name, value)) is not None:
            want, want_en = wrong
            found.append(problem("I904", name=name, want=want, want_en=want_en, value=repr(value)[:60]))
    if found:
        raise PerfscoreError(found)


def _wrong(name: str, value: Any) -> tuple[str, str] | None:
    """Return what the option wants, in both languages, where ``value`` is not that."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    match name:
        case "width" if not (whole and value > 0):
            return "正整数（一行的字符格数）", "a positive whole number (cells a line)"
        case "indent" if not (value is None or (whole and 0 <= value <= 16)):
            return "0 至 16 的整数，或 None", "a whole number from 0 to 16, or None"
        case "colour" | "totals" if not isinstance(value, bool):
            return "True 或 False", "True or False"
        case "date" if not (value is None or (isinstance(value, Date) and not isinstance(value, datetime))):
            return "datetime.date（填报日期），或 None", "a datetime.date (the day of filing), or None"
        case "template" if not (value is None or isinstance(value, str | os.PathLike)):
            return "版式的名称或文件，或 None", "the name or file of a layout, or None"
        case "sources" if not (value is None or (_is_texts(value) and value.keys() <= {"rules", "facts"})):
            return "文件名的映射（键只有 rules、facts），或 None", "a mapping of file names (rules, facts), or None"
        case "about" if not (value is None or _is_texts(value)):
            return "文字到文字的映射，或 None", "a mapping of texts to texts, or None"
        case "facts" if value is not None and not _is_facts(value):
            return "read_facts() 得到的填报数据，或 None", "what read_facts() returns, or None"
        case _:
            return None


def _is_texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(x, str) for pair in value.items() for x in pair)


def _is_facts(value: Any) -> bool:
    from ..rules.facts import Facts

    return isinstance(value, Facts)
