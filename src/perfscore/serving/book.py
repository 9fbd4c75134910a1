"""Rules by pack id, by the name of a loaded file, or as text → rule sets and plans, each made once and kept.

An evaluator process holds one book for as long as it lives; its snapshot never changes. Files that rules name (基于,
适用办法, 版本) are opened in the snapshot and nowhere else.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from attrs import frozen

from ..api import scorer
from ..base.problem import PerfscoreError, Problem, problem
from ..compiling import Scorer
from ..planning import Plan, RuleSet, load_rules
from ..rules.loading import read_document, unknown_pack
from ..rules.packs import family_ids, is_pack_id, pack_file, pack_ids
from ..source import Source, source_from_bytes, source_from_text
from .requests import RulesRef
from .snapshot import Snapshot

__all__ = ["Entry", "RuleBook"]

KEPT = 256
"""Rule sets and plans kept, of each; the one not used for longest is dropped."""
KEPT_SCORERS = 32
"""Compiled plans kept: each remembers the texts it has seen."""
TEXT = "<规则>"
T = TypeVar("T")
_Key = tuple[str, str, int | None]


@frozen
class Entry:
    """A rule file that is loaded. ``digest`` is that of its plan, empty for a scheme; ``sha256`` that of its bytes."""

    name: str
    kind: str
    id: str
    title: str
    year: int | None
    digest: str
    sha256: str

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        return {
            "name": self.name,
            "kind": self.kind,
            "id": self.id,
            "title": self.title,
            "year": self.year,
            "digest": self.digest or None,
            "sha256": self.sha256,
        }


class _Kept(OrderedDict[_Key, T]):
    """The values used last."""

    def made(self, key: _Key, make: Callable[[], T], most: int = KEPT) -> T:
        """Return the value of a key, made if it is not there; at most so many are kept."""
        if key in self:
            self.move_to_end(key)
        else:
            self[key] = make()
            if len(self) > most:
                self.popitem(last=False)
        return self[key]


class RuleBook:
    """See the module. Not shared between threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.files = dict(snapshot.files)
        self._rules: _Kept[RuleSet] = _Kept()
        self._plans: _Kept[Plan] = _Kept()
        self._scorers: _Kept[Scorer] = _Kept()
        self._packs: list[dict[str, Any]] = []

    def open(self, path: str) -> Source:
        """Open a file of the snapshot; raises :class:`PerfscoreError` for what lies outside or is not there."""
        name = posixpath.normpath(path.replace("\\", "/"))
        if name.startswith(("/", "../")) or name == ".." or ":" in name.split("/")[0]:
            raise PerfscoreError([problem("H023", name=path)])
        if name not in self.files:
            raise PerfscoreError([self._unknown(name)])
        return source_from_bytes(self.files[name], name).opening(self.open)

    def _unknown(self, name: str) -> Problem:
        from difflib import get_close_matches

        near = get_close_matches(name[:200], self.files, 1, 0.6) if len(self.files) <= 500 else []
        return problem("H022", name=name if len(name) <= 100 else name[:100] + "…", near=near[0] if near else "")

    def text(self, text: str, name: str = TEXT) -> Source:
        """Return a text at hand; the files it names are those of the snapshot."""
        return source_from_text(text, name).opening(self.open)

    def rules(self, ref: RulesRef) -> RuleSet:
        """Return the rule set meant; raises :class:`PerfscoreError` where it cannot be used."""
        return self._rules.made(self._key(ref, None), lambda: self._load(ref))

    def plan(self, ref: RulesRef, year: int | None) -> Plan:
        """Return the plan meant, for the table's own year unless another is given; raises :class:`PerfscoreError`."""
        return self._plans.made(self._key(ref, year), lambda: self._planned(ref, year))

    def scorer(
        self, ref: RulesRef, year: int | None, fields: Mapping[str, str] | None, units: Mapping[str, str] | None
    ) -> Scorer:
        """Return the plan meant, compiled for records with these keys; raises :class:`PerfscoreError`."""
        kind, value, _ = self._key(ref, year)
        keys = repr((sorted((fields or {}).items()), fields is None, sorted((units or {}).items())))
        key = kind, f"{value}\n{hashlib.sha256(keys.encode('utf-8', 'surrogatepass')).hexdigest()}", year
        return self._scorers.made(key, lambda: scorer(self.plan(ref, year), fields=fields, units=units), KEPT_SCORERS)

    def _key(self, ref: RulesRef, year: int | None) -> _Key:
        value = ref.value
        if ref.kind == "text":
            value = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
        return ref.kind, value, year

    def _load(self, ref: RulesRef) -> RuleSet:
        match ref.kind:
            case "pack":
                if not is_pack_id(ref.value) or (pack_file(ref.value) is None and not family_ids(ref.value)):
                    raise PerfscoreError([unknown_pack(ref.value[:100])])
                return load_rules(ref.value)
            case "name":
                if ref.value not in self.files:
                    raise PerfscoreError([self._unknown(ref.value)])
                return load_rules(self.open(ref.value))
            case _:
                return load_rules(self.text(ref.value))

    def _planned(self, ref: RulesRef, year: int | None) -> Plan:
        rules = self.rules(ref)
        if rules.table is None:
            raise PerfscoreError([problem("H037", name=TEXT if ref.kind == "text" else ref.value)])
        return rules.plan(year)

    def entries(self) -> tuple[list[Entry], list[Problem]]:
        """Load every file; the rules among them, and every problem that stands in the way of using one."""
        out: list[Entry] = []
        problems: list[Problem] = []
        for name in self.files:
            try:
                entry = self._entry(name)
            except PerfscoreError as error:
                problems += [p for p in error.problems if p.severity == "error"]
                continue
            if entry is not None:
                out.append(entry)
        return out, problems

    def _entry(self, name: str) -> Entry | None:
        document = read_document(self.open(name))
        if document.kind in ("facts", "cases"):
            return None
        ref = RulesRef("name", name)
        rules = self.rules(ref)
        sha256 = hashlib.sha256(self.files[name]).hexdigest()
        if rules.table is None:
            return Entry(name, "scheme", rules.scheme.id, rules.scheme.title, None, "", sha256)
        plan = self.plan(ref, None)
        return Entry(name, "table", plan.id, plan.title, plan.year, plan.digest, sha256)

    def packs(self) -> list[dict[str, Any]]:
        """Return the packs that ship, as plain JSON types."""
        if not self._packs:
            self._packs = self._read_packs()
        return self._packs

    @staticmethod
    def _read_packs() -> list[dict[str, Any]]:
        out = []
        for pack_id in pack_ids():
            rules = load_rules(pack_id)
            table, scheme = rules.table, rules.scheme
            out.append(
                {
                    "id": pack_id,
                    "kind": "scheme" if table is None else "table",
                    "title": scheme.title if table is None else table.title,
                    "scheme": scheme.id,
                    "first_year": scheme.first_year,
                    "last_year": scheme.last_year,
                }
            )
        return out
