"""The page docs/写法手册.md is what the grammar's own tables print."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from pathlib import Path

import perfscore.language
from perfscore.language import default_language
from perfscore.language.handbook import ASKED, FORMS, PRODUCTIONS, REFUSED, handbook

PAGE = Path(__file__).parents[2] / "docs" / "写法手册.md"


def test_the_page_has_not_drifted() -> None:
    assert PAGE.read_text("utf-8") == handbook(), "python -m perfscore.language.handbook docs/写法手册.md"


def test_the_page_shows_what_it_says() -> None:
    language = default_language()
    for _, _, examples in FORMS:
        for text in examples:
            assert not any(p.severity == "error" for p in language.read_target(text).problems), text
    assert all(language.read_target(t).to_dict()["kind"] == "unclear" for t in REFUSED)
    assert all(language.read_target(t).problems for t in ASKED)


def test_every_production_is_on_the_page() -> None:
    listed = {p.__qualname__ for p in PRODUCTIONS}
    written = set()
    for info in pkgutil.iter_modules(perfscore.language.__path__):
        module = import_module(f"perfscore.language.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            head = (function.__doc__ or "").split("\n")[0]
            if function.__module__ == module.__name__ and head.startswith(f"{name} = "):
                written.add(name)
    assert written <= listed
    assert all((p.__doc__ or "").split(" ")[1] == "=" for p in PRODUCTIONS)
