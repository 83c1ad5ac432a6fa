"""An explanation as it stands in a message: plain text in a block of code, so that its columns are kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.cards.markup import MOST_OCTETS, Size, beginning, clean, size
from qa.drafts.explanation import Explanation

MESSAGE: Final = 2_000  # characters of a message
FENCE: Final = "```"
CUT: Final = "…"


def explained(explanations: Iterable[Explanation], note: str = "") -> str:
    """The explanations, as much as fits a message, below `note`; nothing in them ends the block."""
    text = clean("\n\n".join(one.text for one in explanations)).replace(FENCE, "'''")
    opening, closing = f"{note}\n{FENCE}\n".lstrip(), f"\n{FENCE}"
    room = Size(MESSAGE, MOST_OCTETS * MESSAGE) - size(opening) - size(closing)
    if not size(text).fits(room):
        text = beginning(text, room - size(CUT)) + CUT
    return opening + text + closing
