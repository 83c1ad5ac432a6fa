"""What can be wrong with what a reviewer asks for."""

from __future__ import annotations

from index.errors import FootnoteError


class ReviewError(FootnoteError):
    """Something that a reviewer asks for and that is not, or is no longer, to be had."""


class UnknownFindingError(ReviewError):
    """An id that no finding has."""

    def __init__(self, finding: str) -> None:
        super().__init__(f"There is no finding {finding!r}; `qa facts review --list` lists them.")


class DecidedError(ReviewError):
    """A finding that somebody else, or the same person a moment ago, has decided on."""

    def __init__(self, by: str | None, status: str) -> None:
        super().__init__(f"{by} has {status} it meanwhile.")


class MergedError(ReviewError):
    """A new name that somebody has merged into another entity than is asked for."""

    def __init__(self, entity: str) -> None:
        super().__init__(f"Its name was merged into {entity!r} meanwhile.")


class UnknownEntityError(ReviewError):
    """A name that means no entity of the corpus, or more than one."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} matches no entity of the corpus, or several; give the id of one.")
