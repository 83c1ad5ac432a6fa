"""Whether a statement is in the language of who asked, be it as short as it may."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.formats.language import language_scores
from qa.language.detection import SPACED, detect
from qa.prose.names import NamedThing
from qa.prose.told import ToldText

WORD: Final = re.compile(r"[^\W\d_]+")
FEWEST: Final = 3  # words that a language can be told by
SOME: Final = 0.3  # of the likelihood: what another one has that is twice as likely as its own
SURE: Final = 0.9  # of any language in the world, where its own has hardly any
HARDLY: Final = 0.02


def is_foreign(said: ToldText, things: Sequence[NamedThing]) -> bool:
    """Whether a statement is in another language than its own; the names in it are not looked at.

    What the words that sentences are built with do not tell of English and French, a model does.
    """
    if detect(said.text, said.language, tuple(one.text for one in things)) != said.language:
        return True
    if said.language not in SPACED:
        return False
    flat = [*said.text]
    for one in things:
        flat[one.start : one.end] = " " * (one.end - one.start)
    words = WORD.findall("".join(flat))
    if len(words) < FEWEST:
        return False
    scores = language_scores(" ".join(words))
    own = scores.pop(said.language, 0.0)
    near = max((scores.get(one, 0.0) for one in SPACED), default=0.0)
    return (near > SOME and near > 2 * own) or (own < HARDLY and max(scores.values(), default=0.0) > SURE)
