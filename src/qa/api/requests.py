"""What other programs may ask: bodies and queries over HTTP, and arguments of tools, by one definition."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field, StrictBool

from index.documents import Frozen
from index.fields import LONGEST_NAME
from qa.collections.collection import Name

LONGEST_QUESTION: Final = 2_000  # characters, as everywhere
MOST_PASSAGES: Final = 50
MOST_DOCUMENTS: Final = 500

AnswerLanguage: TypeAlias = Literal["en", "zh-Hans", "zh-Hant", "fr", "ja"]
Words = Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)]
Named = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]


class ApiRequest(Frozen):
    """What every request may say."""

    collection: Name | None = Field(default=None, description="Ask this collection alone.")


class LocalisedRequest(ApiRequest):
    language: AnswerLanguage | None = Field(default=None, description="Answer in this language.")


class AskRequest(LocalisedRequest):
    """A question in words; without `language` it is answered in its own."""

    question: Words = Field(description="The question, in any of the five languages.")
    edition: Named | None = Field(
        default=None, description="Answer from this edition alone, such as 2025-Q1."
    )
    worded: StrictBool = Field(
        default=False,
        description="Have a language model say it, as far as the quotes prove it, where one is set.",
    )


class SearchRequest(ApiRequest):
    """Words, to find passages of documents by their meaning and by the words themselves."""

    query: Words = Field(description="What the passages should be about.")
    edition: Named | None = Field(default=None, description="Search this edition alone.")
    language: AnswerLanguage | None = Field(
        default=None, description="Of documents in several languages, search this one [that of the query]."
    )
    limit: int = Field(default=10, ge=1, le=MOST_PASSAGES, description="How many passages at most.")


class FigureLookUp(LocalisedRequest):
    """About figures; without `language` it is answered in English."""

    edition: Named | None = Field(
        default=None, description="Only figures of this edition or time, such as 2025-Q1 or 2024."
    )
    measure: Named | None = Field(
        default=None, description="Another figure than the score, by the name that documents give it."
    )


class LookUpRequest(FigureLookUp):
    """The figures of one thing."""

    name: Named = Field(description="A model or another thing, however it is written.")


class CompareRequest(FigureLookUp):
    """The figures of several things side by side, never across editions that are not comparable."""

    names: tuple[Named, ...] = Field(min_length=2, max_length=5, description="Two to five things.")


class RankRequest(FigureLookUp):
    """The things of each scale in the order of a figure."""

    within: tuple[Named, ...] = Field(
        default=(), max_length=5, description="Only those of these labs, countries or groups."
    )
    open_weights: bool | None = Field(
        default=None, description="Only models whose weights are declared open, or closed."
    )
    top: int | None = Field(default=None, ge=1, le=1_000, description="Only so many of the first places.")


class DocumentsRequest(ApiRequest):
    """The documents that may be read, by collection and id."""

    limit: int = Field(default=100, ge=1, le=MOST_DOCUMENTS, description="How many documents at most.")
    offset: int = Field(default=0, ge=0, le=10_000_000, description="How many documents to pass over.")


class AnswerRequest(Frozen):
    """An answer that is kept."""

    key: str = Field(pattern=r"^[A-Za-z0-9_-]{1,40}$", description="As its address has it.")
