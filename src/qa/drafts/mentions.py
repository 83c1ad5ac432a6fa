"""Mentions: which editions speak of something, each with the sentence that names it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.passages import PassageAnswers
from qa.drafts.works import edition_title
from qa.question.frame import Frame
from qa.wording.wording import Words


def mentions(
    frame: Frame, passages: PassageAnswers, editions: Iterable[str], words: Words
) -> Draft | Abstention:
    """A section for each edition: what it says of the subjects, or that it does not name them."""
    found = {edition: passages.about(replace(frame, editions=(edition,)), 1) for edition in editions}
    held = [edition for edition, about in found.items() if isinstance(about, Draft)]
    if not held:
        return passages.nothing(frame)
    none = words.text("mentions-none", names=words.join([*map(words.name, frame.entities)]))
    sections = (
        Section(about.claims, edition_title(edition, words))
        if isinstance(about, Draft)
        else Section((), edition_title(edition, words), (none,))
        for edition, about in found.items()
    )
    return Draft(sections=tuple(sections), entities=frame.entities, editions=tuple(held))
