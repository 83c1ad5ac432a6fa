"""What reports there are, as people are told: by edition, or by document where those have none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.documents import Document


@dataclass(frozen=True, slots=True)
class HeldReport:
    """The documents of an edition, or one document without: the last of their dates, "" where none says it.

    Dates are as exact as they are given: 2025, 2025-03 or 2025-03-01.
    """

    title: str
    edition: str
    documents: int
    languages: tuple[str, ...]
    published: str


def held_reports(documents: Iterable[Document], titles: Mapping[str, str]) -> tuple[HeldReport, ...]:
    """The newest first; `titles` are those of editions."""
    groups: dict[tuple[str, str], list[Document]] = {}
    for one in documents:
        groups.setdefault((one.edition, "" if one.edition else one.id), []).append(one)
    told = [_report(edition, held, titles) for (edition, _), held in groups.items()]
    return tuple(sorted(told, key=lambda one: (one.published, one.edition, one.title), reverse=True))


def _report(edition: str, held: list[Document], titles: Mapping[str, str]) -> HeldReport:
    title = titles.get(edition) or (edition if len(held) > 1 and edition else held[0].title)
    languages = tuple(sorted({one.language for one in held}))
    return HeldReport(title, edition, len(held), languages, max(one.published or "" for one in held))
