"""Whether a sentence leans on the one before it: "It was opened in June 1987" does not say what was."""

from __future__ import annotations

import re
from typing import Final

from qa.language.lexicon import FILES, lexicon, plain

POINTING: Final = ("thing", "person")  # what a follow-up points back with, a sentence does, too
_OPENING: Final = re.compile(r"\A\W+")


def leans_back(sentence: str, language: str) -> bool:
    """Whether `sentence` begins with what stands for something said before: "it", "the company", 該公司, 彼.

    False in languages without a lexicon, of whose words nothing is known.
    """
    if language not in FILES:
        return False
    words, text = lexicon(language), _OPENING.sub("", plain(sentence))
    return any(span.start == 0 for name in POINTING for span in words.spans("followup", name, text))
