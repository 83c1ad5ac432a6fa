"""A collection: a named set of documents with its own editions, measures and index."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import AfterValidator, Field

from index.documents import Frozen
from index.errors import FootnoteError
from index.fields import LONGEST_NAME, Date, a_name

SHIPPED: Final = "state-of-ai-china"
"""The corpus that comes with Footnote; one that an operator names instead (QA_CORPUS) is `CORPUS`."""
CORPUS: Final = "corpus"
DEFAULT: Final = "default"
"""What `qa ingest` takes in where no collection is named."""
BUILT_IN: Final = (SHIPPED, CORPUS, DEFAULT)

Name = Annotated[str, Field(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$")]
"""1 to 40 letters a-z, digits and hyphens: it is the name of a folder, too."""
Title = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), AfterValidator(a_name)]


class Collection(Frozen):
    """What is known of a collection beside its documents.

    `owner` is the Discord server whose own it is, whose administrators may change it. `everyone` says that
    all may read it, in every server and in direct messages, apart from the servers it was taken from;
    `servers` are those that it was given to. `corpus` is a folder that declares its entities, facts and
    editions, where that is not in the data folder.
    """

    name: Name
    title: Title
    created: Date
    owner: int | None = None
    everyone: bool = False
    servers: frozenset[int] = frozenset()
    corpus: str | None = None


class CollectionError(FootnoteError):
    """What is asked of a collection that is not, or may not be, so."""


class WithheldError(CollectionError):
    """What answers was taken back by whoever wrote it, and is still to go from the index."""

    def __init__(self) -> None:
        super().__init__("What answers this has just been taken back. Ask again in a moment.")


class UnknownCollectionError(CollectionError):
    """A name that no collection has; `known` are the others that the asker may read."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        held = ", ".join(known) or "none"
        super().__init__(f"There is no collection {name!r}, only {held}.")
