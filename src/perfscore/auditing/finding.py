"""Which files a result was made of: those it names, looked for beside it and in the working folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..base.problem import PerfscoreError, Problem, problem
from ..rules.packs import is_pack_id
from .stored import StoredResult

__all__ = ["named_sources"]

_KINDS = {
    "rules": ("规则", "rules", "--rules", "自评表.yaml"),
    "facts": ("填报数据", "facts", "--facts", "填报数据.yaml"),
}


def named_sources(stored: StoredResult, kinds: Iterable[str]) -> dict[str, str | Path]:
    """Return for each of ``kinds`` (``rules``, ``facts``) the file, or the pack id, that the result names.

    A result that was not read from a file names nothing that could be found. Raises :class:`PerfscoreError` with a
    problem for each kind that is not named (V018), or of which there is no such file (V019).
    """
    problems: list[Problem] = []
    found: dict[str, str | Path] = {}
    for kind in kinds:
        zh, en, option, example = _KINDS[kind]
        told = {"what": zh, "what_en": en, "option": option, "example": example}
        name = stored.sources.get(kind) if stored.name else None
        if name is None:
            problems.append(problem("V018", params={**told, "result": Path(stored.name).name or "结果.json"}))
        elif is_pack_id(name):
            found[kind] = name
        elif (path := _beside(Path(stored.name).parent, name)) is not None:
            found[kind] = path
        else:
            problems.append(problem("V019", params={**told, "name": name}))
    if problems:
        raise PerfscoreError(problems)
    return found


def _beside(folder: Path, name: str) -> Path | None:
    return next((path for path in (folder / name, Path(name)) if path.is_file()), None)
