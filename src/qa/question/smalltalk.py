"""Small talk: greetings, thanks, farewells, and what people ask of a bot itself."""

from __future__ import annotations

from typing import Final

from qa.question.reader import Reading, blanked

KINDS: Final = ("help", "thanks", "greeting", "farewell")
CHATTER: Final = 6  # letters beside small talk that do not make a question of it


def smalltalk(reading: Reading, entities: tuple[str, ...] = ()) -> str | None:
    """Which small talk the message is, if it is nothing else."""
    if entities or reading.named or reading.attributes or reading.editions or reading.absent_names:
        return None
    if reading.quantities and reading.lists:
        return None  # "top 5" is a list, "top !" is French praise
    rest = reading.masked
    found: dict[str, int] = {}
    for kind in KINDS:
        for words in reading.lexicons:
            for span in words.spans("smalltalk", kind, rest):
                found[kind] = found.get(kind, 0) + span.end - span.start
                rest = blanked(rest, [span])
    # a Chinese or Japanese character says as much as two letters
    left = sum(2 if character > "\u2e80" else 1 for character in rest if character.isalnum())
    return next(iter(found)) if found and left <= max(CHATTER, sum(found.values()) // 2) else None
