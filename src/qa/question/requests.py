"""Requests of commands, which name what they are about outright, as frames.

A name is one that the corpus declares, or else that of a thing which documents have figures of; a measure is
called as the corpus or a document calls it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final

from qa.knowledge.knowledge import Knowledge
from qa.knowledge.selection import Selection
from qa.linking.measures import MeasureIndex
from qa.linking.names import MOST_OFFERED, OFFER_CUTOFF, Mention, NameIndex
from qa.linking.spellings import Spellings
from qa.models import AboutEditions, Compare, Everything, History, LookUp, Profile, Rank, Score
from qa.question.frame import Frame, Missing, Operation
from qa.question.reader import Reader
from qa.wording.wording import Wording, Words

JOINED: Final = " / "  # between the names of a request, which is written as a question
MOST_BEGUN: Final = 10  # things whose names begin alike that are offered
MOST_HELD: Final = 40  # measures of one thing, where all is asked for
MOST_ALIKE: Final = 6  # measures of one name that a request is about: each document may have its own

OPERATIONS: Final[dict[type[LookUp], Operation]] = {
    Score: Operation.LOOKUP,
    Compare: Operation.COMPARE,
    Rank: Operation.RANK,
    History: Operation.HISTORY,
    Profile: Operation.PROFILE,
    Everything: Operation.LOOKUP,
    AboutEditions: Operation.EDITIONS,
}

UNMEASURED: Final = (Profile, Everything, AboutEditions)  # requests that name no measure


class Requests:
    """Makes frames of requests. `checked` refuses what is no readable text, in the language of a locale."""

    def __init__(
        self,
        names: NameIndex,
        reader: Reader,
        wording: Wording,
        checked: Callable[[str, str | None], str],
    ) -> None:
        self._names, self._reader, self._wording, self._checked = names, reader, wording, checked
        self._default = wording.knowledge.default_attribute
        self._entities = wording.knowledge.entities
        self._kinds = self._entities.kinds
        self.things, self.measures = _things(wording.knowledge), MeasureIndex(wording.knowledge)

    def frame(self, request: LookUp, language: str) -> Frame:
        """What a request asks, as a question in `language`; raises QuestionError for unreadable names."""
        if not isinstance(request, UNMEASURED) and request.measure is not None:
            request = replace(request, measure=self._checked(request.measure, language))
        frame = self._unresolved(request, language)
        match request:
            case Score(name) | History(name):
                return self._measured(self._of_one(name, self._kinds.named, frame), request.measure)
            case Profile(name):
                return self._of_one(name, self._kinds.makers, frame)
            case Everything(name):
                return self._whole(self._of_one(name, self._kinds.named, frame))
            case Compare(names):
                entities, frame = self._of_several(names, self._kinds.named, frame)
                return self._measured(replace(frame, entities=entities), request.measure)
            case Rank(within):
                scopes, frame = self._of_several(within, self._kinds.scopes, frame)
                selection = Selection(scopes, open_weights=request.open_weights, limit=request.top)
                return self._measured(replace(frame, selection=selection), request.measure)
            case AboutEditions():
                return frame

    def _measured(self, frame: Frame, measure: str | None) -> Frame:
        """The frame about that measure, or, without one, what is ranked by, or else all that is held."""
        if not self.measures.held:
            return frame
        if measure is not None:
            return self._about(measure, frame)
        if self._default and self.things.ids.isdisjoint(frame.entities):
            return frame
        mentions = tuple(replace(one, start=0, end=len(one.text)) for one in frame.mentions)
        # what is ranked by is not asked for
        question = next((one.text for one in mentions), frame.question)
        asked = replace(frame, question=question, search=question, mentions=mentions)
        return replace(asked, attributes=self._held(frame), latest=True)

    def _whole(self, frame: Frame) -> Frame:
        """The frame about every measure that its subject has figures of; of a lab, about its models, too."""
        if frame.entities and self._entities[frame.entities[0]].kind in self._kinds.makers:
            return replace(frame, operation=Operation.PROFILE)
        selection = replace(frame.selection, limit=MOST_HELD)
        return replace(frame, attributes=self._held(frame), selection=selection, latest=True)

    def _held(self, frame: Frame) -> tuple[str, ...]:
        """The measures that all subjects have, for a history those of several times; () without subjects."""
        if not frame.entities:
            return ()
        if frame.operation is Operation.HISTORY:
            return self.measures.through_time(frame.entities[0])
        return self.measures.of(frame.entities)

    def _about(self, measure: str, frame: Frame) -> Frame:
        """The frame about what is called `measure`: of the subjects, or else of anything."""
        held = self.measures.held
        each = [self.measures.of((entity,)) for entity in frame.entities]
        shared = self.measures.of(frame.entities)
        kin = tuple(dict.fromkeys(name for names in each for name in names))
        among = [names for names in (shared, kin, tuple(held)) if names]
        found = next(filter(None, (self.measures.find(measure, names) for names in among)), ())
        if not found:
            near = self.measures.spellings.nearest(measure, kin or None)
            missing = replace(frame.missing, measure=measure, near_measures=near)
            return replace(frame, attributes=(), latest=True, missing=missing)
        most_held = sorted(found, key=lambda name: -held[name].subjects)[:MOST_ALIKE]
        own = any(held[name].attribute.is_own for name in most_held)
        return replace(frame, attributes=tuple(most_held if own else most_held[:1]), latest=own)

    def _unresolved(self, request: LookUp, language: str) -> Frame:
        """The request before its names are resolved; about the attribute that models are ranked by."""
        edition = request.edition if isinstance(request, Score | Compare | Rank) else None
        return Frame(
            question=self._question(request, self._wording.words(language)),
            language=language,
            operation=OPERATIONS[type(request)],
            attributes=(self._default,) if self._default else (),
            editions=(self._checked(edition, language),) if edition else (),
        )

    def _question(self, request: LookUp, words: Words) -> str:
        """What a request asks; a measure is named as it was written."""
        measure = None if isinstance(request, UNMEASURED) else request.measure
        if not measure:
            return self._asked(request, words)
        if not isinstance(request, Rank):
            return f"{self._asked(request, words)}{words.text('colon')}{measure}"
        asked = words.text("question-rank-by", measure=measure)
        within = words.join(self._all_called(request.within, words))
        return words.text("with-detail", text=asked, detail=within) if within else asked

    def _asked(self, request: LookUp, words: Words) -> str:
        match request:
            case Score(name):
                return self._called(name, words)
            case Compare(names):
                return JOINED.join(self._all_called(names, words))
            case Rank() if not self._default:
                return words.text("question-measures")
            case Rank(()):
                return words.text("question-rank")
            case Rank(within):
                return words.text("question-rank-of", names=words.join(self._all_called(within, words)))
            case History(name) if request.measure or not self._default:
                return self._called(name, words)
            case History(name):
                attribute = words.attribute(self._default) if self._default else ""
                return words.text("question-history", name=self._called(name, words), attribute=attribute)
            case Profile(name) | Everything(name):
                return words.text("question-profile", name=self._called(name, words))
            case AboutEditions():
                return words.text("question-editions")

    def _all_called(self, names: Sequence[str], words: Words) -> list[str]:
        return [self._called(name, words) for name in names]

    def _called(self, name: str, words: Words) -> str:
        """What a completed name stands for, in words: completion hands over the id."""
        return words.name(name) if name in self._entities else name

    def _of_one(self, name: str, kinds: Collection[str], frame: Frame) -> Frame:
        """The frame about what `name` means, which its question mentions; near-tied readings are kept."""
        mentions, frame = self._mentioned((name,), kinds, frame)
        if not mentions:
            return frame
        (mention,) = mentions
        meant = self._meant(mention, kinds)
        called = self._called(name, self._wording.words(frame.language))
        start = frame.question.index(called)
        return replace(
            frame,
            mentions=(replace(mention, start=start, end=start + len(called), text=called),),
            entities=meant[:1],
            ties=meant if len(meant) > 1 and not mention.exact else (),
        )

    def _of_several(
        self, names: Sequence[str], kinds: Collection[str], frame: Frame
    ) -> tuple[tuple[str, ...], Frame]:
        """The entities that `names` mean, and the frame with the names that mean none."""
        mentions, frame = self._mentioned(names, kinds, frame)
        return tuple(dict.fromkeys(self._meant(mention, kinds)[0] for mention in mentions)), frame

    def _mentioned(
        self, names: Sequence[str], kinds: Collection[str], frame: Frame
    ) -> tuple[list[Mention], Frame]:
        """The mentions that `names` are, and the frame with the names that mean nothing."""
        found = {name: self._resolved(self._checked(name, frame.language)) for name in names}
        absent = tuple(name for name, mention in found.items() if mention is None)
        missing = Missing(names=absent, near=self._near(absent[0], kinds) if absent else ())
        return [*filter(None, found.values())], replace(frame, search=frame.question, missing=missing)

    def _near(self, name: str, kinds: Collection[str]) -> tuple[str, ...]:
        """What is called nearly as an unknown name, of the kinds asked for or the things of documents."""
        near = self._names.nearest(name, kinds)
        return tuple(dict.fromkeys((*near, *self.things.nearest(name, least=OFFER_CUTOFF))))[:MOST_OFFERED]

    def _resolved(self, name: str) -> Mention | None:
        """What a name means: what is declared, and else a thing of documents, in full, begun or misspelt.

        None also where it only begins like one that is held: "Zephyr 9".
        """
        mention = self._names.resolve(name)
        whole = mention is not None and mention.end - mention.start == len(name)
        if mention is not None and whole and mention.exact:
            return mention
        if found := self.things.exact(name):
            return Mention(0, len(name), name, found, exact=len(found) == 1)
        if mention is not None and (whole or not self._reader.read(name, "en").absent_names):
            return mention
        found = self.things.opened(name)[:MOST_BEGUN] or self.things.slipped(name)
        return Mention(0, len(name), name, found, exact=False) if found else None

    def _meant(self, mention: Mention, kinds: Collection[str]) -> tuple[str, ...]:
        """The readings of a name that are of the kinds asked for, or all of them."""
        return tuple(e for e in mention.entities if self._entities[e].kind in kinds) or mention.entities


def _things(knowledge: Knowledge) -> Spellings:
    """What only documents name, by its names."""
    declared = knowledge.without_own.entities
    return Spellings({one.id: one.written for one in knowledge.entities if one.id not in declared})
