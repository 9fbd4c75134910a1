"""The catalogue of messages: code → severity, sentences (zh, en) and hints. One file a room; codes are never reused.

An entry's sentences are templates for :meth:`str.format_map`. A hint is printed only when all the parameters it
names are given, so one code can offer a fix where one is known and stay silent where none is.

============  ======================================================
codes         room
============  ======================================================
Y001–Y099     text and YAML of a file (source)
S101–S199     keys and kinds of value in a file (rules: structure)
T201–T299     targets                (language)
A301–A399     actual values          (language)
U401–U449     units and quantities   (quantities)
C451–C549     scoring clauses        (clauses)
F551–F599     formulas               (formulas)
R601–R699     schemes, tables, plans (rules, planning)
D701–D749     facts                  (rules)
E751–E799     evaluation             (evaluation)
K801–K899     findings of cross-checks (checks)
I901–I999     documents in and out   (rendering, import)
X851–X899     records and columns    (compiling)
V001–V049     results read back      (auditing)
Q851–Q899     SQL                    (sql)
P951–P999     Python interface and command line
G001–G049     plug-ins               (plugins)
H001–H099     HTTP service           (serving)
M001–M049     tools for assistants   (assisting)
============  ======================================================
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from string import Formatter
from typing import NamedTuple

from ..problem import Severity

__all__ = ["Entry", "codes", "entry", "hints", "sentence", "severity_of"]

_PAGES = {
    "Y": "source",
    "S": "structure",
    "T": "targets",
    "A": "actuals",
    "U": "quantities",
    "C": "clauses",
    "F": "formulas",
    "R": "rules",
    "D": "facts",
    "E": "evaluation",
    "K": "checks",
    "I": "documents",
    "P": "interface",
    "X": "compiled",
    "G": "plugins",
    "H": "serving",
    "M": "assisting",
    "V": "auditing",
    "Q": "sql",
}


class Entry(NamedTuple):
    """One message: its usual severity, the sentence in Chinese and English, and hints in both."""

    severity: Severity
    zh: str
    en: str
    hints_zh: tuple[str, ...] = ()
    hints_en: tuple[str, ...] = ()


@cache
def _page(letter: str) -> dict[str, Entry]:
    name = _PAGES[letter]
    return dict(import_module(f"{__name__}.{name}").MESSAGES)


def entry(code: str) -> Entry:
    """Return the catalogue's entry; raises :class:`KeyError` for an unknown code."""
    return _page(code[0])[code]


def codes() -> tuple[str, ...]:
    """Return every code, sorted."""
    return tuple(sorted(code for letter in _PAGES for code in _page(letter)))


def severity_of(code: str) -> Severity:
    """Return the usual severity of a code."""
    return entry(code).severity


def sentence(code: str, params: dict[str, str], lang: str = "zh") -> str:
    """Return the sentence of ``code`` with ``params`` put in."""
    item = entry(code)
    return (item.zh if lang == "zh" else item.en).format_map(params)


def hints(code: str, params: dict[str, str], lang: str = "zh") -> tuple[str, ...]:
    """Return the hints whose parameters are all given and not empty."""
    item = entry(code)
    lines = item.hints_zh if lang == "zh" else item.hints_en
    return tuple(line.format_map(params) for line in lines if all(params.get(name) for name in _names(line)))


@cache
def _names(template: str) -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in Formatter().parse(template) if name)
