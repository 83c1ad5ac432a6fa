"""Questions about the documents themselves: when one was published, by whom, and which speak of something."""

from __future__ import annotations

from qa.question.around import is_document_word
from qa.question.reading import Reading


def asked_documents(reading: Reading, talk: str | None) -> tuple[str, ...] | None:
    """What documents are asked for on, where they are: () for those that are named, None where none are.

    `talk` is what is said to the bot, if the question is not of anything that documents say.
    """
    if reading.attribution.about:
        return ()
    topic = tuple(word for word in reading.content if not is_document_word(word))
    return topic if reading.attribution.lists and talk == "sources" and topic else None
