"""What a plug-in gives: one frozen value a kind, plain data wherever data will do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import field, frozen

__all__ = ["API", "ClauseReader", "LayoutTemplate", "Renderer", "UnitTable"]

API = 1
"""The version of these contracts; a plug-in written for another one is refused."""


@frozen
class ClauseReader:
    """Reads wordings of scoring clauses (评分标准) that the library does not know; group ``perfscore.clauses``.

    ``read`` takes the text of a clause and returns None where the wording is none of its own; else the same clause in
    words the library reads (``"≥90%得分值的100%，…"``), or a :class:`perfscore.clauses.Clause`. It never returns a
    score: measure and curve stay the library's own, so that steps, checks, pictures and columns are as for any clause.
    It is asked only where the library cannot read a clause. ``basis`` says where the wording is laid down (依据).
    """

    read: Callable[[str], Any]
    basis: str
    api: int = API


@frozen
class UnitTable:
    """Units as data; group ``perfscore.units``.

    ``text`` is YAML of the form of the library's own table: ``量类``, a list of ``名称``, ``依据`` (required) and
    ``换算`` (``吨公里=1 万吨公里=10000``), and ``折写``, other spellings by unit.
    """

    text: str = field(repr=False)
    api: int = API


@frozen
class LayoutTemplate:
    """A printed form (版式) as data; group ``perfscore.templates``. ``text`` is YAML as docs/输出.md describes it."""

    text: str = field(repr=False)
    api: int = API


@frozen
class Renderer:
    """An output format; group ``perfscore.renderers``.

    ``write`` takes the evaluation and the language (``zh``, ``en``) and returns text, or bytes where ``binary``. It
    prints what the evaluation holds and computes no score. ``suffix`` is the extension of such files (``tsv``).
    """

    write: Callable[[Any, str], str | bytes]
    suffix: str = ""
    binary: bool = False
    api: int = API
