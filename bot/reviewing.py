"""What files of reviews hold of people: who decided on findings."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue

from bot.person import Person
from qa.review.reviewed import FILE
from qa.review.reviewers import Reviewers


def reviewer_of(person: int) -> str:
    """What a person at Discord is called in reviews."""
    return f"discord:{person}"


@dataclass(frozen=True, slots=True)
class ReviewerRecords:
    """The files of reviews of a data folder and of the collections in it."""

    folder: Path

    async def told(self, person: Person) -> Mapping[str, JsonValue]:
        """How many findings the person decided on. Raises StorageError."""
        by = reviewer_of(person.id)
        counts = await asyncio.to_thread(lambda: [one.decisions(by) for one in self._files()])
        return {"decisions": sum(counts)}

    async def forget(self, person: Person) -> None:
        """Keep their decisions, and not whose they are. Raises StorageError."""

        def forget() -> None:
            for one in self._files():
                one.forget(reviewer_of(person.id))

        await asyncio.to_thread(forget)

    def _files(self) -> Iterable[Reviewers]:
        folders = (self.folder, *sorted((self.folder / "collections").glob("*")))
        return [Reviewers(path) for one in folders if (path := one / FILE).is_file()]
