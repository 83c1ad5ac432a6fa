"""Replaying: what an answer said when it was given, and what is answered to the same question now."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from index.documents import Frozen
from qa.models import Answer, Citation

Outcome = Literal["same", "words", "quotes", "withdrawn"]
"""How an answer differs from an earlier one: not at all; in its words, on the same quotes; in its quotes; or
there is none any more."""

_MARKER: Final = re.compile(r"[ \t]*\[\d+\]")
_BLANK: Final = re.compile(r"\s+")
Proof: TypeAlias = tuple[str, str]
"""A quote: the id of its document and its words."""


class Replayed(Frozen):
    """An answer to a question that was asked before; `gone` were quoted then and no more, `new` only now.

    `answer` is None where nobody could answer.
    """

    outcome: Outcome
    answer: Answer | None
    gone: tuple[Citation, ...] = ()
    new: tuple[Citation, ...] = ()


def replayed(before: Answer, after: Answer | None) -> Replayed:
    """What has become of `before`. Where its quotes stand, their numbers and markers make no difference.

    One that a language model worded quotes what it took of what was found: further quotes and other words
    make no difference to it.
    """
    if after is None or (after.abstained and not before.abstained):
        return Replayed(outcome="withdrawn", answer=after, gone=before.citations)
    gone = _without(before.citations, after.citations)
    worded = before.worded is not None and before.worded.outcome == "worded"
    new = () if worded else _without(after.citations, before.citations)
    outcome: Outcome = "same"
    if gone or new:
        outcome = "quotes"
    elif not worded and _plain(before.answer) != _plain(after.answer):
        outcome = "words"
    return Replayed(outcome=outcome, answer=after, gone=gone, new=new)


def answer_digest(answer: Answer) -> str:
    """The same for answers of which one is the `same` as the other, and no others."""
    proofs = sorted({_proof(one) for one in answer.citations})
    told = "\n".join([str(answer.abstained), _plain(answer.answer), *("\t".join(one) for one in proofs)])
    return hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _without(citations: Sequence[Citation], others: Sequence[Citation]) -> tuple[Citation, ...]:
    held = {_proof(one) for one in others}
    return tuple(one for one in citations if _proof(one) not in held)


def _proof(citation: Citation) -> Proof:
    return citation.document_id, _BLANK.sub(" ", citation.quote).strip()


def _plain(text: str) -> str:
    """The words alone: without markers, whose numbers may differ, and with single spaces."""
    return _BLANK.sub(" ", _MARKER.sub("", text)).strip()
