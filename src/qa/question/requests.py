"""Requests of commands, which name what they are about outright, as frames."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final

from qa.knowledge.selection import Selection
from qa.linking.names import Mention, NameIndex
from qa.models import AboutEditions, Compare, History, LookUp, Profile, Rank, Score
from qa.question.frame import Frame, Missing, Operation
from qa.question.reader import Reader
from qa.wording.wording import Wording, Words

JOINED: Final = " / "  # between the names of a request, which is written as a question

OPERATIONS: Final[dict[type[LookUp], Operation]] = {
    Score: Operation.LOOKUP,
    Compare: Operation.COMPARE,
    Rank: Operation.RANK,
    History: Operation.HISTORY,
    Profile: Operation.PROFILE,
    AboutEditions: Operation.EDITIONS,
}


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

    def frame(self, request: LookUp, language: str) -> Frame:
        """What a request asks, as a question in `language`; raises QuestionError for unreadable names."""
        frame = self._unresolved(request, language)
        match request:
            case Score(name) | History(name):
                return self._of_one(name, self._kinds.named, frame)
            case Profile(name):
                return self._of_one(name, self._kinds.makers, frame)
            case Compare(names):
                entities, frame = self._of_several(names, self._kinds.named, frame)
                return replace(frame, entities=entities)
            case Rank(within):
                scopes, frame = self._of_several(within, self._kinds.scopes, frame)
                selection = Selection(scopes, open_weights=request.open_weights, limit=request.top)
                return replace(frame, selection=selection)
            case AboutEditions():
                return frame

    def _unresolved(self, request: LookUp, language: str) -> Frame:
        """The request before its names are resolved; about the attribute that models are ranked by."""
        edition = request.edition if isinstance(request, Score | Compare | Rank) else None
        return Frame(
            question=self._question(request, self._wording.words(language)),
            language=language,
            operation=OPERATIONS[type(request)],
            attributes=(self._default,) if self._default else (),
            editions=(edition,) if edition else (),
        )

    def _question(self, request: LookUp, words: Words) -> str:
        match request:
            case Score(name):
                return self._called(name, words)
            case Compare(names):
                return JOINED.join(self._called(name, words) for name in names)
            case Rank(()):
                return words.text("question-rank")
            case Rank(within):
                called = [self._called(name, words) for name in within]
                return words.text("question-rank-of", names=words.join(called))
            case History(name):
                attribute = words.attribute(self._default) if self._default else ""
                return words.text("question-history", name=self._called(name, words), attribute=attribute)
            case Profile(name):
                return words.text("question-profile", name=self._called(name, words))
            case AboutEditions():
                return words.text("question-editions")

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
        near = self._names.nearest(absent[0], kinds) if absent else ()
        missing = Missing(names=absent, near=near)
        return [*filter(None, found.values())], replace(frame, search=frame.question, missing=missing)

    def _resolved(self, name: str) -> Mention | None:
        """What a name means; None also where it only begins like one that is held: "Zephyr 9"."""
        mention = self._names.resolve(name)
        if mention is None or mention.end - mention.start == len(name):
            return mention
        return None if self._reader.read(name, "en").absent_names else mention

    def _meant(self, mention: Mention, kinds: Collection[str]) -> tuple[str, ...]:
        """The readings of a name that are of the kinds asked for, or all of them."""
        return tuple(e for e in mention.entities if self._entities[e].kind in kinds) or mention.entities
