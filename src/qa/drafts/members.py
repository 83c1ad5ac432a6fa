"""How many there are of a kind: counted in the sentence that names most of them."""

from __future__ import annotations

from qa.citation.claim import Claim
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.passages import PassageAnswers
from qa.drafts.statements import Stating
from qa.linking.names import key_of
from qa.question.frame import Frame

FEWEST = 2  # members that a sentence must name to be a list of them


class Members:
    """Counts the labs and companies of a group or country."""

    def __init__(self, stating: Stating, passages: PassageAnswers) -> None:
        self._knowledge, self._wording = stating.knowledge, stating.wording
        self._passages = passages

    def compose(self, frame: Frame) -> Draft | Abstention:
        """The members that one sentence names, counted and cited; where none does, the best passages."""
        told = self._passages.compose(frame)
        listed = [
            (self._named_in(item_text, frame), quote) for quote, item_text in self._passages.texts(frame)
        ]
        members, quote = max(listed, key=lambda pair: len(pair[0]), default=((), None))
        if quote is None or len(members) < FEWEST:
            return told
        words, language = self._wording, frame.language
        edition = words.edition(self._passages.edition(quote), language)
        names = words.text(language, "colon") + words.names(members, language)
        count = words.text(language, "count-members", number=str(len(members)), edition=edition, names=names)
        claim = Claim(count, (quote,), derived=(float(len(members)),))
        return Draft(
            sections=(Section((claim, self._passages.quoted(quote, language))),),
            entities=frame.entities,
            editions=(self._passages.edition(quote),),
        )

    def _named_in(self, text: str, frame: Frame) -> tuple[str, ...]:
        """The members of all scopes of the question that a sentence names."""
        graph, folded = self._knowledge.entities, key_of(text)
        return tuple(
            entity.id
            for entity in graph
            if entity.kind in ("lab", "company")
            and all(graph.belongs(entity.id, scope) for scope in frame.scopes)
            and any(key_of(name) in folded for name in entity.names.values())
        )
