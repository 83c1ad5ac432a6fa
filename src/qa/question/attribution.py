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
from qa.linking.titles import Catalogue, Dates, Titled
from qa.question.around import Around
from qa.question.frame import EVERYWHERE, Scope


@dataclass(frozen=True, slots=True)
class Attribution:
    """To what a question is limited; `about` says that it asks about those documents themselves.

    `tells` says that all is asked for that they say of something. `editions` are those of the documents.
    """

    scope: Scope = EVERYWHERE
    about: bool = False
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

    def read(self, text: str, language: str, dates: Dates = tuple) -> Attribution:
        """What `text` is limited to; it names dates and editions at `dates`."""
        around = Around(text, language, dates)
        headings = around.find(self._catalogue.headings) if around.has_section else ()
        part = next(filter(around.is_section, headings), None)
        named = self._named(around, part)
        about = bool(named) and all(map(around.is_issued, named))
        documents, under = self._documents(named, part)
        if not documents or (len(documents) == len(self._catalogue.documents) and not about):
            return NOWHERE
        spans = [around.extended(one) for one in (*named, part) if one]
        scope = Scope(tuple(sorted(documents)), tuple(sorted(under)), tuple(spans))
        editions = frozenset(self._catalogue.documents[id_].edition for id_ in documents)
        tells = any(map(around.is_saying, named))
        return Attribution(scope, about, tells, editions)

    def _documents(
        self, named: Sequence[Titled], part: Titled | None
    ) -> tuple[frozenset[str], frozenset[str]]:
        """The documents that are named, and under which headings of theirs an answer is sought."""
        documents = _common([one.held for one in named])
        if part is None:
            return documents, frozenset()
        under = self._catalogue.under(part.held)
        within = documents & under if named else under
        return (within, part.held) if within else (documents, frozenset())

    def _latest(self, one: Titled) -> Titled:
        """What names the latest edition alone of the documents that it may name."""
        held = {id_: self._catalogue.documents[id_].edition for id_ in one.held}
        last = in_order(held.values())[-1]
        return replace(one, held=frozenset(id_ for id_, edition in held.items() if edition == last))

    def _named(self, around: Around, part: Titled | None) -> list[Titled]:
        """The titles and the publishers that it is to be answered from; a `part` may be of one."""
        found = around.find(self._catalogue.titles)
        cued = [one for one in found if self._is_named(one, around)]
        beside = [*cued, part] if part else cued
        joined = [
            one for one in found if one.headed and any(around.are_joined(one, other) for other in beside)
        ]
        titles = [self._latest(one) if around.is_latest(one) else one for one in (*cued, *joined)]
        publishers = (one for one in around.find(self._catalogue.publishers) if one.whole)
        others = (one for one in publishers if around.is_source(one))
        return [*titles, *(o for o in others if all(o.end <= t.start or t.end <= o.start for t in titles))]

    def _is_named(self, one: Titled, around: Around) -> bool:
        if around.is_quoted(one) and one.whole:
            return True
        if not one.headed:
            return False
        if around.is_issued(one):
            return True
        spoken_of = around.is_source(one) or (
            (around.is_place(one) or around.is_clause(one)) and not self._says(one.terms)
        )
        return spoken_of and around.is_bounded(one)


def _common(sets: Sequence[frozenset[str]]) -> frozenset[str]:
    """What all sets have, or, of those that have nothing in common, what any has: "the FAQ or the rules"."""
    return (frozenset.intersection(*sets) or frozenset.union(*sets)) if sets else frozenset()
