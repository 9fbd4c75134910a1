"""The server over the protocol: a client in memory, and a real process spoken to over its standard streams."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp", reason="需要 mcp：pip install 'perfscore[mcp]'")

import anyio
from mcp import Client, MCPError, StdioServerParameters

from perfscore import PerfscoreError, __version__
from perfscore.assisting import create_server
from perfscore.assisting.tools import TOOLS
from perfscore.rules.packs import pack_ids, read_pack
from tests.cli.running import run
from tests.seed import CASE, FACTS, TABLE

ROOT = Path(__file__).parents[2]
ROWS = [
    {
        "三级指标": "甲",
        "年度指标值": "≥95%",
        "实际完成值": "93%",
        "分值": 10,
        "评分标准": "每低于1个百分点扣1分，扣完为止",
    }
]
Ask = Callable[[Client], Awaitable[Any]]


def asked(ask: Ask, root: Path | None = None, mode: Any = "auto") -> Any:
    """Connect a client in memory and let it ask."""

    async def main() -> Any:
        async with Client(create_server(root), mode=mode) as client:
            return await ask(client)

    return anyio.run(main)


def spoken(ask: Ask, *words: str) -> Any:
    """Start ``perfscore mcp`` as an assistant does and let a client ask over its standard streams."""
    env = {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]),
        "PYTHONIOENCODING": "gbk",
    }
    server = StdioServerParameters(command=sys.executable, args=["-m", "perfscore", "mcp", *words], env=env)

    async def main() -> Any:
        with anyio.fail_after(120):
            async with Client(server) as client:
                return await ask(client)

    return anyio.run(main)


def refused(ask: Ask) -> str:
    """Let a client ask for what is refused; return what the protocol's error says."""

    async def caught(client: Client) -> str:
        with pytest.raises(MCPError) as error:
            await ask(client)
        return str(error.value)

    said = asked(caught)
    assert isinstance(said, str)
    return said


# --- in memory ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_tools_are_listed_with_descriptions_and_schemas(mode: str) -> None:
    async def ask(client: Client) -> Any:
        return (await client.list_tools()).tools, client.instructions, client.server_info

    tools, instructions, info = asked(ask, mode=mode)
    assert [t.name for t in tools] == ["score", "check", "read", "explain", "list_packs"] == [t.name for t in TOOLS]
    for tool, ours in zip(tools, TOOLS, strict=True):
        assert (tool.title, tool.description, tool.input_schema) == (ours.title, ours.description, ours.schema)
        assert tool.annotations.read_only_hint
        assert not tool.annotations.destructive_hint
    assert "不要自己推算" in instructions
    assert (info.name, info.version) == ("perfscore", __version__)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_call(mode: str) -> None:
    got = asked(lambda client: client.call_tool("score", {"rows": ROWS}), mode=mode)
    assert not got.is_error
    assert got.structured_content["evaluation"]["rows"][0]["score"] == "8"
    assert got.content[0].text.startswith("总分 8（满分 10）")


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("score", {"rows": [{"三级指标": "甲", "分值": 2.5}]}, "P952"),
        ("score", {"rules": "甲"}, "M017"),
        ("read", {}, "M012"),
        ("read", {"texts": 5}, "M013"),
        ("nothing", {}, "M010"),
    ],
)
def test_errors_are_results_with_problems(name: str, given: dict[str, Any], code: str) -> None:
    got = asked(lambda client: client.call_tool(name, given))
    assert got.is_error
    assert [p["code"] for p in got.structured_content["problems"]][:1] == [code]
    assert got.content[0].text.startswith(f"错误 {code}：")


def test_many_calls_at_once() -> None:
    async def ask(client: Client) -> list[str]:
        out: dict[int, str] = {}

        async def one(i: int) -> None:
            rows = [{**ROWS[0], "实际完成值": f"{95 - i % 10}%"}]
            got = await client.call_tool("score", {"rows": rows})
            out[i] = got.structured_content["evaluation"]["total"]

        async with anyio.create_task_group() as group:
            for i in range(40):
                group.start_soon(one, i)
        return [out[i] for i in range(40)]

    assert asked(ask) == [str(10 - i % 10) for i in range(40)]


def test_packs_are_resources() -> None:
    async def ask(client: Client) -> Any:
        listed = (await client.list_resources()).resources
        return listed, await client.read_resource("perfscore://packs/national/self-evaluation-2021")

    listed, read = asked(ask)
    assert [r.name for r in listed] == list(pack_ids())
    pack = read_pack("national/self-evaluation-2021")
    assert pack is not None
    assert read.contents[0].text == pack.text


@pytest.mark.parametrize("uri", ["perfscore://packs/no/such", "perfscore://packs/../../x", "file:///etc/passwd"])
def test_other_resources_are_refused(uri: str) -> None:
    assert refused(lambda client: client.read_resource(uri)) == f"没有“{uri}”这个资源"


def test_the_prompt() -> None:
    async def ask(client: Client) -> Any:
        listed = (await client.list_prompts()).prompts
        return listed, await client.get_prompt("review_table", {"rules": "甲表 {facts}", "facts": "乙数据"})

    (listed,), got = asked(ask)
    assert (listed.name, listed.title) == ("review_table", "核对自评表")
    assert [(a.name, a.required) for a in listed.arguments] == [("rules", True), ("facts", True)]
    text = got.messages[0].content.text
    assert text.endswith("自评表：\n甲表 {facts}\n\n填报数据：\n乙数据\n")


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("other", {}, "没有叫“other”的提示"),
        ("review_table", {"rules": "甲"}, "缺少参数“facts”"),
        ("review_table", {"rules": "甲", "facts": "乙", "x": "丙"}, "不认识的参数“x”"),
    ],
)
def test_wrong_prompts(name: str, given: dict[str, str], message: str) -> None:
    assert refused(lambda client: client.get_prompt(name, given)) == message


# --- a process ------------------------------------------------------------------------------------------------------


def test_a_real_process_scores_and_refuses() -> None:
    async def ask(client: Client) -> Any:
        names = [t.name for t in (await client.list_tools()).tools]
        rules, facts = TABLE.read_text("utf-8"), FACTS.read_text("utf-8")
        good = await client.call_tool("score", {"rules": rules, "facts": facts})
        bad = await client.call_tool("score", {"rules": "indicators.yaml"})
        large = await client.call_tool("check", {"text": "甲" * 1_000_000})
        after = await client.call_tool("read", {"texts": "不低于95%"})
        return names, good, bad, large, after

    names, good, bad, large, after = spoken(ask)
    assert names[0] == "score"
    assert good.structured_content["evaluation"]["range"] == {"low": "50", "high": "100"}
    assert bad.is_error
    assert bad.structured_content["problems"][0]["message"] == "没有启用读取文件，打不开“indicators.yaml”"
    assert large.structured_content["problems"][0]["code"] == "M014"
    assert after.structured_content["readings"][0]["canonical"] == "≥95%"


def test_a_real_process_with_a_folder() -> None:
    async def ask(client: Client) -> Any:
        good = await client.call_tool("score", {"rules": "indicators.yaml", "facts": "facts.yaml"})
        return good, await client.call_tool("check", {"text": "../README.yaml"})

    good, bad = spoken(ask, "--root", str(CASE))
    assert good.structured_content["evaluation"]["total"] == "100"
    assert bad.structured_content["problems"][0]["code"] == "M004"


def test_what_is_no_message_does_not_end_the_process() -> None:
    lines = [
        "{ 这不是 JSON",
        json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "0"}}}),
        json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        json.dumps({"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "read", "arguments": {"texts": "≥7%"}}}),
    ]  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "perfscore", "mcp"], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("".join(line + "\n" for line in lines))
    process.stdin.flush()
    answers: dict[Any, Any] = {}
    while 2 not in answers:
        line = process.stdout.readline()
        assert line, "the server left"
        message = json.loads(line)
        answers[message.get("id")] = message
    out, err = process.communicate(timeout=60)
    assert answers[2]["result"]["structuredContent"]["readings"][0]["canonical"] == "≥7%"
    assert process.returncode == 0
    assert out.strip() == ""
    assert "Traceback" not in err


# --- the command ----------------------------------------------------------------------------------------------------


def test_a_root_that_is_no_folder() -> None:
    done = run("mcp", "--root", TABLE)
    assert (done.status, done.out) == (1, "")
    assert done.err == f"错误 M002：--root 指的“{TABLE}”不是文件夹\n"


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    from perfscore.assisting import needs

    monkeypatch.setattr(needs, "find_spec", lambda name: None)
    with pytest.raises(PerfscoreError) as caught:
        create_server()
    assert str(caught.value) == (
        '错误 M001：助手服务需要附加包 mcp，现在没有安装\n  = 安装：pip install "perfscore[mcp]"'
    )


def test_the_library_is_loaded_by_the_command_only() -> None:
    code = "import sys; from perfscore.cli.main import build_parser; build_parser(); import perfscore.assisting.tools; print('mcp' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert done.stdout == "False\n"
