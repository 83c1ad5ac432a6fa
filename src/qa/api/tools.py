"""Tools of language models over the same documents, by the Model Context Protocol: typed, and read only."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from pydantic import ValidationError

from index.errors import FootnoteError
from qa.api.operations import TOOLS, ApiOperation, Found, told
from qa.api.problems import faults
from qa.api.replies import FoundPassage, FoundPassages
from qa.api.requests import ApiRequest
from qa.language.inline import in_line
from qa.models import Citation, Reply
from qa.replies.places import places

if TYPE_CHECKING:
    from mcp.server.context import ServerRequestContext
    from mcp.server.lowlevel import Server
    from mcp.types import (
        CallToolRequestParams,
        CallToolResult,
        ListToolsResult,
        PaginatedRequestParams,
        Tool,
        ToolAnnotations,
    )

log = logging.getLogger(__name__)

MISSING: Final = "The Model Context Protocol needs a library more: pip install 'footnote[mcp]'"
INSTRUCTIONS: Final = (
    "Footnote answers from reports. Every statement of an answer has numbered citations, each with a verbatim"
    " quote that was checked; repeat these with what you take over. Scores of editions that are not"
    " comparable must not be compared. An answer with abstained=true says that the documents do not answer."
)

RunTool: TypeAlias = Callable[[ApiOperation, ApiRequest, Any], Awaitable[Found]]
"""What is found by an operation; the last is the HTTP request, None where there is none. FootnoteError."""


def tool_server(run: RunTool) -> Server[Any]:
    """A server of the tools. Raises FootnoteError where the library is not installed."""
    try:
        from mcp.server.lowlevel import Server
        from mcp.types import ListToolsResult, ToolAnnotations
    except ImportError as error:
        raise FootnoteError(MISSING) from error
    logging.getLogger("mcp").setLevel(logging.CRITICAL)  # its faults quote what was sent; ours are told here
    hints = ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    listed = [_tool(one, hints) for one in TOOLS]

    async def list_tools(
        _context: ServerRequestContext[Any], _params: PaginatedRequestParams | None
    ) -> ListToolsResult:
        return ListToolsResult(tools=listed)

    async def call_tool(context: ServerRequestContext[Any], params: CallToolRequestParams) -> CallToolResult:
        return await _called(run, params.name, params.arguments or {}, context.request)

    return Server(
        "footnote",
        title="Footnote",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _tool(one: ApiOperation, hints: ToolAnnotations) -> Tool:
    from mcp.types import Tool

    return Tool(
        name=one.name,
        description=one.summary,
        input_schema=one.asks.model_json_schema() if one.asks else {},
        output_schema=one.tells.model_json_schema(mode="serialization"),
        annotations=hints,
    )


async def _called(run: RunTool, name: str, arguments: dict[str, Any], request: object) -> CallToolResult:
    """What a tool is told: the answer with its quotes as text, and the whole of it as JSON; never raises."""
    from mcp.types import CallToolResult, TextContent

    try:
        found = await _run(run, name, arguments, request)
    except FootnoteError as error:
        problem = str(error)
    except ValidationError as error:
        problem = "\n".join(f"{one.field}: {one.problem}" for one in faults(error))
    except Exception as error:  # whose message may quote a question
        place = "".join(traceback.format_tb(error.__traceback__)).rstrip()
        log.error("a tool failed: %s\n%s", type(error).__name__, place)
        problem = "Something went wrong here; the log of the server tells more."
    else:
        content = [TextContent(type="text", text=written(found))]
        return CallToolResult(content=content, structured_content=told(found).model_dump(mode="json"))
    return CallToolResult(content=[TextContent(type="text", text=problem)], is_error=True)


async def _run(run: RunTool, name: str, arguments: dict[str, Any], request: object) -> Found:
    one = next((one for one in TOOLS if one.name == name), None)
    if one is None or one.asks is None:
        raise FootnoteError(f"There is no such tool, only {', '.join(one.name for one in TOOLS)}.")
    asked = one.asks.model_validate(arguments)
    assert isinstance(asked, ApiRequest)  # noqa: S101
    return await run(one, asked, request)


def written(found: Found) -> str:
    """What was found as text, with every quote and where it stands."""
    if isinstance(found, Reply):
        told_of = found.answer
        quotes = (_quote(one, told_of.language) for one in told_of.citations)
        notices = [one.text for one in told_of.notices]
        notices += [told_of.worded.text] if told_of.worded else []
        return "\n\n".join([told_of.answer, *notices, *quotes])
    passages = found.passages if isinstance(found, FoundPassages) else ()
    return "\n\n".join(map(_passage, enumerate(passages, 1))) or "Nothing was found."


def _quote(cited: Citation, language: str) -> str:
    """A quote as a person reads it, under its number, and where it stands."""
    about = ", ".join(filter(None, (*places(cited, language), cited.edition, cited.language)))
    quote = f"[{cited.number}] “{in_line(cited.view.text)}” — {in_line(cited.title)} ({about})"
    sources = [", ".join(filter(None, (one.publisher, one.title, one.published))) for one in cited.sources]
    return "\n".join([quote, *(f"    {in_line(one)}" for one in sources)])


def _passage(found: tuple[int, FoundPassage]) -> str:
    number, one = found
    under = " › ".join(dict.fromkeys((one.citation.title, *one.headings)))
    about = ", ".join(filter(None, (one.citation.edition, one.citation.language)))
    return f"[{number}] {in_line(under)} ({about})\n{one.citation.quote}"
