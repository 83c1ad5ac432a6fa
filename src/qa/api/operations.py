"""All that can be asked over HTTP: the table that routes, their description and the tools are made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from pydantic import BaseModel

from qa.api import reading
from qa.api.replies import CollectionList, DocumentList, FoundPassages, Health
from qa.api.requests import (
    AnswerRequest,
    AskRequest,
    CompareRequest,
    DocumentsRequest,
    LookUpRequest,
    RankRequest,
    SearchRequest,
)
from qa.collections.federation import Federation
from qa.models import Answer, Reply

BASE: Final = "/api/v1"

Found: TypeAlias = Reply | FoundPassages | DocumentList
Read: TypeAlias = Callable[[Any, Federation], Found]


@dataclass(frozen=True, slots=True)
class ApiOperation:
    """Something to be asked: with what, and what is told.

    `read` gets it from documents; where there is none, something else than documents is asked. `created` says
    that something is kept that has an address of its own. Without a `key` it may be asked by anybody.
    """

    name: str
    method: Literal["GET", "POST"]
    path: str
    summary: str
    tells: type[BaseModel]
    asks: type[BaseModel] | None = None
    read: Read | None = None
    created: bool = False
    key: bool = True


ASK: Final = ApiOperation(
    *("ask", "POST", f"{BASE}/ask", "Answer a question, with the quotes that prove the answer."),
    *(Answer, AskRequest, reading.ask),
)
SEARCH: Final = ApiOperation(
    *("search_passages", "GET", f"{BASE}/search", "Find passages of documents by meaning and by words."),
    *(FoundPassages, SearchRequest, reading.search),
)
LOOK_UP: Final = ApiOperation(
    *("lookup", "GET", f"{BASE}/lookup", "Look up the figures of a thing, edition by edition."),
    *(Answer, LookUpRequest, reading.look_up),
)
COMPARE: Final = ApiOperation(
    *("compare", "GET", f"{BASE}/compare", "Compare the figures of two to five things."),
    *(Answer, CompareRequest, reading.compare),
)
RANK: Final = ApiOperation(
    *("rank", "GET", f"{BASE}/rank", "Put things in the order of a figure, each scale on its own."),
    *(Answer, RankRequest, reading.rank),
)
DOCUMENTS: Final = ApiOperation(
    *("documents", "GET", f"{BASE}/documents", "List the documents."),
    *(DocumentList, DocumentsRequest, reading.documents),
)
KEEP: Final = ApiOperation(
    *("keep_answer", "POST", f"{BASE}/answers", "Answer a question, and keep the answer for a while."),
    *(Answer, AskRequest, reading.ask),
    created=True,
)
KEPT: Final = ApiOperation(
    *("kept_answer", "GET", f"{BASE}/answers/{{key}}", "An answer that is kept."),
    *(Answer, AnswerRequest),
)
COLLECTIONS: Final = ApiOperation(
    *("collections", "GET", f"{BASE}/collections", "List the collections that the key may read."),
    CollectionList,
)
HEALTH: Final = ApiOperation(
    *("health", "GET", f"{BASE}/health", "Whether questions are taken.", Health), key=False
)
OPERATIONS: Final = (ASK, SEARCH, LOOK_UP, COMPARE, RANK, DOCUMENTS, COLLECTIONS, KEEP, KEPT, HEALTH)
TOOLS: Final = (ASK, SEARCH, LOOK_UP, COMPARE, RANK)


def told(found: Found) -> BaseModel:
    """What other programs are told of what was found."""
    return found.answer if isinstance(found, Reply) else found
