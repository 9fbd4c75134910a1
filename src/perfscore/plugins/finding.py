"""Finding plug-ins among the installed packages and loading those that were named.

A plug-in is named ``包名/名称`` (package and entry point); where a caller asks for a format or a layout, the name alone
will do while only one package has it. Whatever is wrong with a plug-in, its own errors included, becomes a problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import field, frozen

from ..base.problem import PerfscoreError, Place, Problem, problem
from .contracts import API, ClauseReader, LayoutTemplate, Renderer, UnitTable

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = [
    "CLAUSES",
    "LAYOUTS",
    "RENDERERS",
    "UNITS",
    "Named",
    "Plugin",
    "available",
    "choose",
    "find",
    "find_all",
    "reload",
    "run",
    "same_name",
]

T = TypeVar("T")

CLAUSES = "perfscore.clauses"
UNITS = "perfscore.units"
LAYOUTS = "perfscore.templates"
RENDERERS = "perfscore.renderers"

_KINDS: dict[str, type] = {
    CLAUSES: ClauseReader,
    UNITS: UnitTable,
    LAYOUTS: LayoutTemplate,
    RENDERERS: Renderer,
}
_OPTIONS = {LAYOUTS: "--template", RENDERERS: "--format"}
"""Where plug-ins are named that no rule file names."""
_NAME = re.compile(r"([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)/([^\s/]+)\Z")
_MOST_TEXT = 200
"""Characters of a plug-in's own error that a message quotes."""


@frozen
class Named:
    """A plug-in as a rule file names it: ``包名/名称``, the version it must have ("" for any), and where that stands."""

    text: str
    version: str = ""
    place: Place | None = field(default=None, eq=False)


@frozen
class Plugin:
    """A plug-in that was loaded. Two are equal where package, name and version are."""

    group: str
    package: str
    name: str
    version: str
    value: Any = field(eq=False, repr=False)

    @property
    def id(self) -> str:
        """How a rule file names it: ``包名/名称``."""
        return f"{self.package}/{self.name}"

    def __str__(self) -> str:
        return f"{self.id} {self.version}"


@frozen
class _Entry:
    """An entry point that an installed package declares, not yet loaded."""

    group: str
    package: str
    name: str
    version: str
    point: EntryPoint = field(eq=False, repr=False)

    @property
    def id(self) -> str:
        return f"{self.package}/{self.name}"


def same_name(text: str, plugin: Plugin) -> bool:
    """Tell whether ``text``, as a rule file has it, names this plug-in."""
    package, _, name = text.strip().partition("/")
    return (_folded(package), name) == (plugin.package, plugin.name)


def _folded(package: str) -> str:
    """Return the one spelling of a package's name (``My_Package`` and ``my-package`` are one)."""
    return re.sub(r"[-_.]+", "-", package).lower()


def _scan(groups: Iterable[str]) -> tuple[_Entry, ...]:
    """Return what installed packages declare in these groups, sorted; nothing of theirs is imported."""
    from importlib.metadata import entry_points

    found = []
    for group in groups:
        for point in entry_points(group=group):
            package = "" if point.dist is None else str(point.dist.metadata["Name"] or "")
            version = "" if point.dist is None else str(point.dist.version or "")
            if package:
                found.append(_Entry(group, _folded(package), point.name, version, point))
    return tuple(sorted(found, key=lambda e: (e.group, e.package, e.name)))


def available(group: str) -> tuple[str, ...]:
    """Return the plug-ins of a group that are installed, as ``包名/名称``, sorted; none of them is loaded."""
    return tuple(dict.fromkeys(e.id for e in _scan((group,))))


def run(plugin: Plugin, call: Callable[[], T]) -> T:
    """Call what a plug-in gave; whatever it raises becomes a :class:`PerfscoreError` that names the plug-in."""
    try:
        return call()
    except Exception as error:
        raise PerfscoreError([_raised("G008", plugin.id, error)]) from None


def _raised(code: str, name: str, error: Exception) -> Problem:
    text = " ".join(str(error).split())[:_MOST_TEXT]
    return problem(code, name=name, kind=type(error).__name__, text=text)


# --- named by a rule file -------------------------------------------------------------------------------------------


def find_all(named: Sequence[Named], problems: list[Problem]) -> tuple[Plugin, ...]:
    """Load the clause and unit plug-ins a rule file names, in its order; what cannot be used is a problem at its place.

    One name may stand for a reader of clauses and a table of units at once.
    """
    entries = _scan((CLAUSES, UNITS)) if named else ()
    out: list[Plugin] = []
    for item in named:
        try:
            out += find(item.text, entries, version=item.version)
        except PerfscoreError as error:
            problems += error.problems if item.place is None else [p.at(item.place) for p in error.problems]
    return tuple(out)


def find(text: str, entries: Sequence[_Entry] | None = None, *, version: str = "") -> tuple[Plugin, ...]:
    """Load the clause and unit plug-ins called ``包名/名称``. Raises :class:`PerfscoreError` where that cannot be."""
    known = _scan((CLAUSES, UNITS)) if entries is None else entries
    match = _NAME.match(text)
    if match is None:
        raise PerfscoreError([problem("G002", text=text)])
    wanted = f"{_folded(match[1])}/{match[2]}"
    found = [e for e in known if e.id == wanted]
    if not found:
        raise PerfscoreError([_unknown(wanted, known)])
    if len({e.group for e in found}) != len(found):
        raise PerfscoreError([problem("G007", name=wanted, known="")])
    if version and found[0].version != version:
        raise PerfscoreError([problem("G006", name=wanted, got=found[0].version, want=version)])
    return tuple(_load(e) for e in found)


def _unknown(wanted: str, known: Sequence[_Entry]) -> Problem:
    others = [e for e in _scan(_OPTIONS) if e.id == wanted]
    if others:
        return problem("G016", name=wanted, option=_OPTIONS[others[0].group])
    names = list(dict.fromkeys(e.id for e in known))
    near = get_close_matches(wanted, names, 1, 0.5)
    package = wanted.partition("/")[0]
    missing = "" if any(e.package == package for e in known) else package
    return problem(
        "G001", name=wanted, near=near[0] if near else "", package=missing, known="" if near else "、".join(names)
    )


def _load(entry: _Entry) -> Plugin:
    """Import one plug-in. Raises :class:`PerfscoreError` where that fails or gives something else than its kind."""
    try:
        value = entry.point.load()
    except Exception as error:
        raise PerfscoreError([_raised("G003", entry.id, error)]) from None
    kind = _KINDS[entry.group]
    if not isinstance(value, kind):
        got = type(value).__name__
        raise PerfscoreError([problem("G004", name=entry.id, got=got, want=kind.__name__, group=entry.group)])
    if (api := getattr(value, "api", None)) != API:
        raise PerfscoreError([problem("G005", name=entry.id, got=api, want=API)])
    return Plugin(entry.group, entry.package, entry.name, entry.version, value)


def reload(keys: Sequence[tuple[str, str, str, str]]) -> tuple[Plugin, ...]:
    """Load plug-ins by group, package, name and version: what a pickle in another process holds of them.

    Raises :class:`PerfscoreError` where one is not installed there, or in another version.
    """
    if not keys:
        return ()
    entries = _scan({group for group, *_ in keys})
    out: list[Plugin] = []
    for group, package, name, version in keys:
        found = find(f"{package}/{name}", [e for e in entries if e.group == group], version=version)
        out += found
    return tuple(out)


# --- named by a caller ----------------------------------------------------------------------------------------------


def choose(group: str, text: str, reserved: Sequence[str] = ()) -> Plugin | None:
    """Load the plug-in of ``group`` called ``包名/名称``, or by its name alone; None where there is none.

    ``reserved`` are the library's own names, which no plug-in may bear. Raises :class:`PerfscoreError` for one that
    does, for a name that several packages have, and for a plug-in that cannot be used.
    """
    match = _NAME.match(text)
    wanted = f"{_folded(match[1])}/{match[2]}" if match else text
    found = [e for e in _scan((group,)) if wanted in (e.id, e.name)]
    if not found:
        return None
    if found[0].name in reserved:
        raise PerfscoreError([problem("G013", name=found[0].id, known="、".join(reserved))])
    if len(found) > 1:
        known = "、".join(e.id for e in found) if len({e.id for e in found}) > 1 else ""
        raise PerfscoreError([problem("G007", name=text, known=known)])
    return _load(found[0])
