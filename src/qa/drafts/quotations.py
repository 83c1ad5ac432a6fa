"""Sentences of documents as statements of an answer: their own words, in quotation marks."""

from __future__ import annotations

from qa.citation.claim import Claim, Quote
from qa.knowledge.facts import Fact
from qa.language.inline import in_line
from qa.wording.wording import Words


def quotation(quote: Quote, text: str, words: Words, facts: tuple[Fact, ...] = ()) -> Claim:
    """What `text`, which stands at `quote`, says in its own words."""
    said = in_line(text)
    written = words.text("quote", text=said)
    return Claim(written, (quote,), facts, quoted=written.index(said) if said == text else None)
