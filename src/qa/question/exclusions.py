"""What a question names in order to leave it out: "not Q1", "besides big tech and startups", T1ではなく."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qa.language.lexicon import Lexicon, Span
from qa.linking.names import Mention


def is_left_out(words: Lexicon, text: str, span: Span) -> bool:
    """Whether what stands at `span` is named to be left out: "not Q1", "pas le T1", T1ではなく."""
    before, after = text[: span.start].rstrip(), text[span.end :].lstrip()
    return any(s.end == len(before) for s in words.spans("editions", "excluded", before)) or any(
        s.start == 0 for s in words.spans("editions", "excluded_after", after)
    )


def left_out(mentions: Sequence[Mention], masked: str, words: Lexicon) -> list[Mention]:
    """What is named to be left out, with what is joined to it: "besides big tech and the startups"."""
    out = [is_left_out(words, masked, Span(m.start, m.end)) for m in mentions]
    joined = [_is_joint(masked[a.end : b.start], words) for a, b in pairwise(mentions)]
    for i, both in enumerate(joined):
        out[i + 1] = out[i + 1] or (both and out[i])
    for i, both in reversed(list(enumerate(joined))):  # Japanese says it behind the last
        out[i] = out[i] or (both and out[i + 1] and words.has("editions", "excluded_after", masked))
    return [mention for mention, left in zip(mentions, out, strict=True) if left]


def _is_joint(between: str, words: Lexicon) -> bool:
    """Whether two names are joined by what stands between them: "and", "et les", 跟."""
    rest = between.strip()
    for name in ("joining", "alternative"):
        for span in words.spans("followup", name, rest):
            if span.start == 0 and set(rest[span.end :].split()) <= words.function_words:
                return True
    return False
