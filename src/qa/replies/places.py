"""Where a quote stands, in words, for whoever shows it."""

from __future__ import annotations

from qa.models import Citation
from qa.wording.places import place_label, recognised_label, table_label


def places(citation: Citation, language: str) -> tuple[str, ...]:
    """From the outside in: "p. 14", "row “Elm Street”, column “Daily riders”"; and how it was read."""
    told = []
    if place := citation.place:
        told.append(place_label(language, place.kind, place.label, place.last))
    if table := citation.table:
        told.append(table_label(language, table.row, table.columns))
    if citation.recognised:
        told.append(recognised_label(language))
    return tuple(told)
