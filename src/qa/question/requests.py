"""Requests of commands, which name what they are about outright, as frames."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final

from qa.knowledge.selection import Selection
from qa.language.detection import from_locale
from qa.linking.names import Mention, NameIndex
from qa.question.frame import Frame, Missing, Operation
from qa.question.reader import Reader
from qa.wording.wording import Wording

JOINED: Final = " / "  # between the names of a request, which is written as a question


class Requests:
    """Makes frames of requests. `checked` refuses what is no readable text, in the language of a locale."""

    def __init__(
        self,
        names: NameIndex,
        reader: Reader,
        wording: Wording,
        checked: Callable[[str, str | None], str],
    ) -> None:
        self._knowledge, self._kinds = wording.knowledge, wording.knowledge.entities.kinds
        self._names, self._reader = names, reader
        self._wording, self._checked = wording, checked

    def score(self, name: str, edition: str | None, locale: str | None) -> Frame:
        frame = self._frame(Operation.LOOKUP, edition, locale)
        return self._of_one(name, self._called(name, frame.language), self._kinds.named, frame)

    def history(self, name: str, locale: str | None) -> Frame:
        frame = self._frame(Operation.HISTORY, None, locale)
        words = self._wording.words(frame.language)
        attribute = words.attribute(frame.attributes[0]) if frame.attributes else ""
        called = self._called(name, frame.language)
        question = words.text("question-history", name=called, attribute=attribute)
        return self._of_one(name, question, self._kinds.named, frame)

    def profile(self, name: str, locale: str | None) -> Frame:
        frame = self._frame(Operation.PROFILE, None, locale)
        called = self._called(name, frame.language)
        question = self._wording.words(frame.language).text("question-profile", name=called)
        return self._of_one(name, question, self._kinds.makers, frame)

    def editions(self, locale: str | None) -> Frame:
        frame = self._frame(Operation.EDITIONS, None, locale)
        return replace(frame, question=self._wording.words(frame.language).text("question-editions"))

    def compare(self, names: Sequence[str], edition: str | None, locale: str | None) -> Frame:
        frame = self._frame(Operation.COMPARE, edition, locale)
        called = [self._called(name, frame.language) for name in names]
        frame = replace(frame, question=JOINED.join(called))
        entities, frame = self._of_several(names, self._kinds.named, frame)
        return replace(frame, entities=entities)

    def rank(
        self,
        within: Sequence[str],
        lab: str | None,
        country: str | None,
        frame: Frame,
    ) -> Frame:
        """`frame` narrowed to the models of the labs, countries and groups that are named."""
        asked = [*within, *filter(None, (lab, country))]
        words = self._wording.words(frame.language)
        question = words.text("question-rank")
        if asked:
            called = [self._called(name, frame.language) for name in asked]
            question = words.text("question-rank-of", names=words.join(called))
        scopes, frame = self._of_several(asked, self._kinds.scopes, replace(frame, question=question))
        return replace(frame, selection=replace(frame.selection, scopes=scopes))

    def ranking(self, edition: str | None, locale: str | None, selection: Selection) -> Frame:
        """A ranking of all models, to be narrowed further."""
        return replace(self._frame(Operation.RANK, edition, locale), selection=selection, by_figures=True)

    def _frame(self, operation: Operation, edition: str | None, locale: str | None) -> Frame:
        """A frame of the figure that models are ranked by; of none where the corpus names none."""
        default = self._knowledge.default_attribute
        return Frame(
            question="",
            language=from_locale(locale),
            operation=operation,
            attributes=(default,) if default else (),
            editions=(edition,) if edition else (),
        )

    def _called(self, name: str, language: str) -> str:
        """What a completed name stands for, in words: completion hands over the id."""
        return self._wording.words(language).name(name) if name in self._knowledge.entities else name

    def _of_one(self, name: str, question: str, kinds: Collection[str], frame: Frame) -> Frame:
        mention = self._resolved(self._checked(name, frame.language))
        if mention is None:
            near = self._names.nearest(name, kinds)
            return replace(
                frame, question=question, search=question, missing=Missing(names=(name,), near=near)
            )
        meant = self._meant(mention, kinds)
        called = self._called(name, frame.language)
        start = question.index(called)
        mention = replace(mention, start=start, end=start + len(called), text=called)
        return replace(
            frame,
            question=question,
            search=question,
            mentions=(mention,),
            entities=meant[:1],
            ties=meant if len(meant) > 1 and not mention.exact else (),
        )

    def _of_several(
        self, names: Sequence[str], kinds: Collection[str], frame: Frame
    ) -> tuple[tuple[str, ...], Frame]:
        """The entities that `names` mean, and the frame with the names that mean none."""
        found = {name: self._resolved(self._checked(name, frame.language)) for name in names}
        absent = tuple(name for name, mention in found.items() if mention is None)
        entities = dict.fromkeys(self._meant(mention, kinds)[0] for mention in found.values() if mention)
        near = self._names.nearest(absent[0], kinds) if absent else ()
        return tuple(entities), replace(
            frame, search=frame.question, missing=Missing(names=absent, near=near)
        )

    def _resolved(self, name: str) -> Mention | None:
        """What a name means; None also where it only begins like one that is held: "Zephyr 9"."""
        mention = self._names.resolve(name)
        if mention is None or mention.end - mention.start == len(name):
            return mention
        return None if self._reader.read(name, "en").absent_names else mention

    def _meant(self, mention: Mention, kinds: Collection[str]) -> tuple[str, ...]:
        """The readings of a name that are of the kinds asked for, or all of them."""
        entities = self._knowledge.entities
        return tuple(e for e in mention.entities if entities[e].kind in kinds) or mention.entities
