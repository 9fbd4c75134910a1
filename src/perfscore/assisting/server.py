"""The protocol: tools, resources and a prompt as the library ``mcp`` wants them. Imported only by :mod:`.`.

The low-level server is used, not the one that makes schemas of Python signatures: it would check arguments itself and
answer in English.
"""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import anyio
import mcp_types as types
from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError

from .._version import __version__
from ..base.problem import PerfscoreError
from ..rules.packs import pack_ids
from . import offering
from .files import Shelf
from .tools import TOOLS, call

__all__ = ["create", "run"]

_INSTRUCTIONS = (
    "perfscore 按政策原文精确计算预算绩效自评得分。计分、核对、读法都用工具，不要自己推算。"
    "转述得分时一并说明区间、计分依据和待人工认定的行；“待核”的办法说明尚未与官方文本核对。行文中性，不下结论。"
)


def create(shelf: Shelf) -> Server[Any]:
    """Return the server that answers with the files of ``shelf``."""

    async def list_tools(_: Any, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        hints = types.ToolAnnotations(
            read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        )
        return types.ListToolsResult(
            tools=[
                types.Tool(
                    name=tool.name,
                    title=tool.title,
                    description=tool.description,
                    input_schema=tool.schema,
                    annotations=hints,
                )
                for tool in TOOLS
            ]
        )

    async def call_tool(_: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        answer = await anyio.to_thread.run_sync(partial(call, params.name, params.arguments or {}, shelf))
        return types.CallToolResult(
            content=[types.TextContent(type="text", text=answer.text)],
            structured_content=answer.data,
            is_error=answer.failed,
        )

    return Server(
        "perfscore",
        version=__version__,
        title="预算绩效计分",
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=_list_resources,
        on_read_resource=_read_resource,
        on_list_prompts=_list_prompts,
        on_get_prompt=_get_prompt,
    )


async def _list_resources(_: Any, __: types.PaginatedRequestParams | None) -> types.ListResourcesResult:
    return types.ListResourcesResult(
        resources=[
            types.Resource(
                uri=offering.uri_of(i), name=i, description=f"内置办法 {i} 的全文", mime_type="application/yaml"
            )
            for i in pack_ids()
        ]
    )


async def _read_resource(_: Any, params: types.ReadResourceRequestParams) -> types.ReadResourceResult:
    try:
        text = offering.pack_text(str(params.uri))
    except PerfscoreError as error:
        raise _refused(error) from None
    contents = types.TextResourceContents(uri=params.uri, text=text, mime_type="application/yaml")
    return types.ReadResourceResult(contents=[contents])


async def _list_prompts(_: Any, __: types.PaginatedRequestParams | None) -> types.ListPromptsResult:
    arguments = [
        types.PromptArgument(name=name, description=doc, required=needed)
        for name, doc, needed in offering.PROMPT_ARGUMENTS
    ]
    prompt = types.Prompt(
        name=offering.PROMPT, title="核对自评表", description=offering.PROMPT_SAYS, arguments=arguments
    )
    return types.ListPromptsResult(prompts=[prompt])


async def _get_prompt(_: Any, params: types.GetPromptRequestParams) -> types.GetPromptResult:
    try:
        text = offering.prompt_text(params.name, params.arguments or {})
    except PerfscoreError as error:
        raise _refused(error) from None
    message = types.PromptMessage(role="user", content=types.TextContent(type="text", text=text))
    return types.GetPromptResult(description=offering.PROMPT_SAYS, messages=[message])


def _refused(error: PerfscoreError) -> MCPError:
    """Return problems as the protocol's own error, for what has no room for them in its answer."""
    problems = [p.to_dict() for p in error.problems]
    return MCPError(code=types.INVALID_PARAMS, message=error.problems[0].message, data=json.loads(json.dumps(problems)))


def run(server: Server[Any]) -> None:
    """Serve standard input and output until the client closes them."""

    async def serve() -> None:
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    anyio.run(serve)
