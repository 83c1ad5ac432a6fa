"""What can be wrong with what a reviewer asks for."""

from __future__ import annotations

from index.errors import FootnoteError


class UnknownFindingError(FootnoteError):
    """An id that no finding has."""

    def __init__(self, finding: str) -> None:
        super().__init__(f"There is no finding {finding!r}; `qa facts review --list` lists them.")


class DecidedError(FootnoteError):
    """A finding that somebody else, or the same person a moment ago, has decided on."""


class UnknownEntityError(FootnoteError):
    """A name that means no entity of the corpus, or more than one."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} matches no entity of the corpus, or several; give the id of one.")
