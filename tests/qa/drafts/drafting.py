"""Drafts of frames that a test builds itself, whatever the reading of questions makes of words."""

from __future__ import annotations

from collections.abc import Mapping

from index.documents import Document
from qa.citation.quotes import QuoteFinder
from qa.drafts.answer import Resources
from qa.drafts.draft import Abstention, Draft
from qa.drafts.figures import answer_from_figures
from qa.drafts.notices import Notices
from qa.knowledge.figures import Figures
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.makers import Makers
from qa.question.frame import Frame
from qa.wording.messages import Messages
from qa.wording.wording import Wording


def resources_of(knowledge: Knowledge, documents: Mapping[str, Document]) -> Resources:
    figures, quotes, wording = Figures(knowledge), QuoteFinder(documents), Wording(knowledge, Messages())
    notices = Notices(knowledge, figures, quotes, wording)
    return Resources(figures, quotes, wording, notices, Makers(knowledge, documents))


def drafted(resources: Resources, frame: Frame) -> Draft:
    """The draft of a frame that figures answer."""
    draft = answer_from_figures(resources, frame)
    assert isinstance(draft, Draft), draft.text
    return draft


def refused(resources: Resources, frame: Frame) -> Abstention:
    """Why figures do not answer a frame."""
    why = answer_from_figures(resources, frame)
    assert isinstance(why, Abstention), said(why)
    return why


def said(draft: Draft) -> list[str]:
    """What a draft says, a line each, without its headings."""
    lines = (draft.text, *(claim.label + claim.text for claim in draft.claims), draft.closing)
    return [line for line in lines if line]
