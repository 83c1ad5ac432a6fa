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

UNMARKED_BELOW: Final = -2.0  # log-odds that a sentence answers, under which none of its words do


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
    most = width(" ".join(sentences))
    found: list[tuple[int, Window]] = []
    first = 0
    for place, sentence in enumerate(sentences):
        if len(sentence) > most:
            found += [*_divided(sentences[first:place], first, most), (place, joined([sentence]))]
            first = place + 1
    return [*found, *_divided(sentences[first:], first, most)]


def _divided(sentences: Sequence[str], offset: int, most: int) -> list[tuple[int, Window]]:
    """Sentences that are each no longer than a window, in windows of up to about `most` characters."""
    lengths = [len(sentence) + _is_spaced(sentence, "") for sentence in sentences]
    total, count = sum(lengths), -(-sum(lengths) // most)
    found: list[tuple[int, Window]] = []
    first, held = 0, 0
    for place, length in enumerate(lengths):
        held += length
        if held * count >= total * (len(found) + 1):
            found.append((offset + first, joined(sentences[first : place + 1])))
            first = place + 1
    return found


def joined(sentences: Sequence[str]) -> Window:
    """A window of `sentences`, a space between those that are not written without."""
    text, spans = "", []
    for sentence in sentences:
        if text and _is_spaced(text, sentence):
            text += " "
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence
    return Window(text, tuple(spans))


def _is_spaced(before: str, after: str) -> bool:
    """Whether a space stands between two sentences: not beside a character of Chinese, Japanese or Korean."""
    if _is_wide(before[-1:]):
        return False
    return before[-1:].isascii() or not _is_wide(after[:1])


def _is_wide(character: str) -> bool:
    return "\u2e80" <= character <= "\uffef"


def answering(reading: WindowReading) -> list[tuple[int, int]]:
    """The words of each sentence that answer; (0, 0) of one that hardly answers at all."""
    return [
        (words.start, words.end) if logit >= UNMARKED_BELOW else (0, 0)
        for logit, words in zip(reading.logits, reading.words, strict=True)
    ]
