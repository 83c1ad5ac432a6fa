"""Questions of documents as such: when one came out, which speak of something, and what one is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qa.language.lexicon import Span
from qa.question.around import is_document_word, speaks_of_documents
from qa.question.frame import Frame
from qa.question.reading import Reading, blanked
from qa.understanding.utterance import Intent

SURE: Final = 0.6  # share from which all of a document is taken to be asked for
PAUSES: Final = " ,，、:：;；"


def asked_documents(reading: Reading, talk: str | None) -> tuple[str, ...] | None:
    """What documents are asked for on, where they are: () for those that are named, None where none are.

    `talk` is what is said to the bot, if the question is not of anything that documents say.
    """
    if reading.attribution.about:
        return ()
    topic = tuple(word for word in reading.content if not is_document_word(word))
    return topic if talk == "sources" and topic and speaks_of_documents(reading.text) else None


def unattributed(reading: Reading) -> str:
    """A question without what says where the answer is to be sought: without "according to the FAQ"."""
    rest = " ".join(blanked(reading.text, reading.attribution.scope.spans).split()).lstrip(PAUSES)
    return rest if any(map(str.isalnum, rest)) else reading.text


def topics(frame: Frame, reading: Reading) -> Iterator[str]:
    """The words that a summary is to speak of: those without which it would still be one.

    Of documents that are named these are the words that any document has.
    """
    if frame.scope:
        yield from (word for word in frame.content if word not in frame.missing.words)
        return
    for word in frame.content:
        start = reading.masked.find(word)
        beside = reading.without(Span(start, start + len(word))) if start >= 0 else reading
        if beside.understood.wants.likely(Intent.SUMMARY, Intent.OPEN) >= SURE:
            yield word
