"""Sentences of documents as statements of an answer: their own words, in quotation marks."""

from __future__ import annotations

from qa.citation.claim import Claim, Quote
from qa.knowledge.facts import Fact
from qa.language.inline import in_line
from qa.wording.wording import Wording


def quotation(
    quote: Quote, text: str, wording: Wording, language: str, facts: tuple[Fact, ...] = ()
) -> Claim:
    """The claim that `text`, which stands at `quote`, says what it says."""
    words = in_line(text)
    written = wording.text(language, "quote", text=words)
    return Claim(written, (quote,), facts, quoted=written.index(words) if words == text else None)
