"""Windows: what is read at once of a document, and what a reading says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.excerpt import Span

WIDE: Final = 450  # characters of a window in a script of letters: about 110 tokens
WIDE_CJK: Final = 190
SAMPLE: Final = 400  # characters by which the script is told
WIDE_SHARE: Final = 0.25  # of wide characters in a text that is not in letters


@dataclass(frozen=True, slots=True)
class Window:
    """A text that is read at once, and where its sentences stand in it."""

    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """The words of a sentence that answer: offsets in it, and the log of how likely it is these."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class WindowReading:
    """Of each sentence of a window the log-odds that it answers, against that nothing does, and its words."""

    logits: tuple[float, ...]
    words: tuple[AnswerWords, ...]


def width(text: str) -> int:
    """How many characters of a text like `text` make a window."""
    sample = text[:SAMPLE]
    wide = sum("\u3040" <= one <= "\u9fff" or "\uac00" <= one <= "\ud7a3" for one in sample)
    return WIDE_CJK if wide > WIDE_SHARE * len(sample) else WIDE


def windows_of(sentences: Sequence[str]) -> list[tuple[int, Window]]:
    """The windows of a passage of `sentences`, about equally long, each with the place of its first sentence.

    A sentence is never divided; one that is longer than a window is one by itself.
    """
    text = " ".join(sentences)
    count = -(-len(text) // width(text)) or 1
    found: list[tuple[int, Window]] = []
    first, held = 0, 0
    for place, sentence in enumerate(sentences):
        held += len(sentence)
        full = held * count >= len(text) * (len(found) + 1) and len(found) + 1 < count
        if full or place + 1 == len(sentences):
            found.append((first, joined(sentences[first : place + 1])))
            first = place + 1
    return found


def joined(sentences: Sequence[str]) -> Window:
    """A window of `sentences`, a space between those that are not written without."""
    text, spans = "", []
    for sentence in sentences:
        if text and text[-1].isascii():
            text += " "
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence
    return Window(text, tuple(spans))
