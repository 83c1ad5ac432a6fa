"""Where an answer is to be sought: "according to the handbook", "in the section on routing", 手册里.

What has the words of a title may as well name a thing that documents are about. It names a document only
where the question says so: as the source of what is asked, or as a place, if no text speaks of a thing that
is called so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from qa.knowledge.editions import in_order, length
from qa.linking.titles import Catalogue, Spans, Titled
from qa.question.around import Around
from qa.question.frame import EVERYWHERE, Scope


@dataclass(frozen=True, slots=True)
class Attribution:
    """To what a question is limited; `about` says that it asks about those documents themselves.

    `lists` says that there is talk of documents as such, "which documents do you have on dogs?", and `tells`
    that all is asked for that they say of something. `editions` are those of the documents.
    """

    scope: Scope = EVERYWHERE
    about: bool = False
    lists: bool = False
    tells: bool = False
    editions: frozenset[str] = frozenset()

    def among(self, editions: Sequence[str]) -> tuple[str, ...]:
        """Of the editions that a question names, those that the documents may be of.

        To an annual report, "in July" is a time, and no edition.
        """
        if not self.scope:
            return tuple(editions)
        kinds = {length(edition) for edition in self.editions}
        return tuple(one for one in editions if one in self.editions or length(one) in kinds)


NOWHERE: Final = Attribution()


class Attributions:
    """Finds what a question says of the documents that are to answer it."""

    def __init__(self, catalogue: Catalogue, says: Callable[[Collection[str]], bool]) -> None:
        """`says` tells whether a passage has all of some terms."""
        self._catalogue, self._says = catalogue, says

    def read(self, text: str, language: str, dates: Spans = ()) -> Attribution:
        """What `text` is limited to; it names dates and editions at `dates`."""
        around = Around(text, language, dates)
        part, named = self._part(around), self._named(around)
        if named and around.is_latest(named[0]):
            latest = self._latest(named[0].held)
            named = [replace(named[0], held=latest), *named[1:]]
        documents = _common([*(one.held for one in named), *([frozenset(part.documents)] if part else [])])
        about = bool(named) and not part and around.issued
        if not documents or (len(documents) == len(self._catalogue.documents) and not about):
            return Attribution(lists=around.of_documents)
        spans = (*part.spans, *map(around.extended, named))
        scope = Scope(tuple(sorted(documents)), part.headings, spans)
        editions = frozenset(self._catalogue.documents[id_].edition for id_ in documents)
        tells = any(map(around.is_saying, named))
        return Attribution(scope, about, around.of_documents, tells, editions)

    def _latest(self, documents: Collection[str]) -> frozenset[str]:
        """Those of the latest edition among `documents`."""
        held = {id_: self._catalogue.documents[id_].edition for id_ in documents}
        last = in_order(held.values())[-1]
        return frozenset(id_ for id_, edition in held.items() if edition == last)

    def _named(self, around: Around) -> list[Titled]:
        """The titles and the publishers that it is to be answered from."""
        found = around.find(self._catalogue.titles)
        cued = [one for one in found if self._is_named(one, around)]
        joined = [one for one in found if one.headed and any(around.are_joined(one, other) for other in cued)]
        titles = [*cued, *joined]
        publishers = (one for one in around.find(self._catalogue.publishers) if one.whole)
        beside = (
            one
            for one in publishers
            if around.is_source(one) and all(one.end <= t.start or t.end <= one.start for t in titles)
        )
        return [*titles, *beside]

    def _is_named(self, one: Titled, around: Around) -> bool:
        if around.is_quoted(one) and one.whole:
            return True
        if not one.headed or not around.is_bounded(one):
            return False
        if around.is_source(one) or around.issued:
            return True
        return (around.is_place(one) or around.is_clause(one)) and not self._says(one.terms)

    def _part(self, around: Around) -> Scope:
        """The headings that are named as such, of whatever documents."""
        for one in around.find(self._catalogue.headings):
            if around.is_section(one):
                documents = tuple(sorted(self._catalogue.under(one.held)))
                return Scope(documents, tuple(sorted(one.held)), (around.extended(one),))
        return EVERYWHERE


def _common(sets: Sequence[frozenset[str]]) -> frozenset[str]:
    """What all sets have, or, of those that have nothing in common, what any has: "the FAQ or the rules"."""
    return (frozenset.intersection(*sets) or frozenset.union(*sets)) if sets else frozenset()
