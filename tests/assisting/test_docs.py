"""The page for assistants: its configuration starts the server, its table names what there is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from perfscore.assisting.arguments import MAX_CHARACTERS
from perfscore.assisting.tools import LISTED, MAX_ROWS, MAX_TEXTS, TOOLS
from perfscore.base.catalogue import codes
from perfscore.cli.main import build_parser

PAGE = (Path(__file__).parents[2] / "docs" / "助手.md").read_text("utf-8")


def test_every_tool_and_argument_is_explained() -> None:
    for tool in TOOLS:
        assert f"`{tool.name}`" in PAGE
        for argument in tool.arguments:
            assert f"`{argument.name}`" in PAGE, (tool.name, argument.name)


def test_every_message_is_listed() -> None:
    assert [c for c in codes() if c[0] == "M" and c not in PAGE] == []


def test_limits_are_those_of_the_code() -> None:
    for figure in (MAX_CHARACTERS // 10_000, MAX_ROWS, MAX_TEXTS, LISTED):
        assert f" {figure} " in PAGE


def test_the_configuration_starts_the_server() -> None:
    (text,) = re.findall(r"^```json\n(.*?)^```", PAGE, re.M | re.S)
    (server,) = json.loads(text)["mcpServers"].values()
    assert server["command"] == "perfscore"
    arguments = build_parser().parse_args(server["args"])
    assert arguments.command == "mcp"
    assert str(arguments.root) == server["args"][-1]


def test_the_request_of_the_page_is_answered_as_it_says() -> None:
    from perfscore.assisting.files import Shelf
    from perfscore.assisting.tools import call

    pairs = re.findall(r"^```调用 (\w+)\n(.*?)^```\n\n^```回答\n(.*?)^```", PAGE, re.M | re.S)
    assert len(pairs) >= 2
    for name, given, wanted in pairs:
        assert call(name, json.loads(given), Shelf()).text.strip() == wanted.strip()


@pytest.mark.parametrize("words", ["perfscore mcp", 'pip install "perfscore[mcp]"', "perfscore mcp --root "])
def test_commands_stand_in_the_page(words: str) -> None:
    assert words in PAGE
