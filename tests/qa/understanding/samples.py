"""A corpus of three attributes, declared by example."""

from __future__ import annotations

from typing import Final

from qa.language.lexicon import plain
from qa.understanding.declared import Declared
from qa.understanding.phrase import Phrase

ATTRIBUTES: Final = {
    "height": Declared(
        ("height", "高さ"),
        (
            "How tall is {subject}?",
            "{subject} 有多高？",
            "Quelle est la hauteur de {subject} ?",
            "{subject}の高さはどれくらい？",
            "how many metres does {subject} rise",
        ),
    ),
    "opened": Declared(
        ("opening date",),
        (
            "When did {subject} open to the public?",
            "{subject} 什么时候开放的？",
            "Quand {subject} a-t-il ouvert ses portes ?",
            "{subject}はいつ開業しましたか？",
            "since when can one visit {subject}",
        ),
    ),
    "visitors": Declared(
        ("visitors",),
        (
            "How many people visit {subject} each year?",
            "{subject} 每年有多少游客？",
            "Combien de visiteurs {subject} reçoit-il par an ?",
            "{subject}の年間来場者数は？",
            "what footfall does {subject} get",
        ),
    ),
}
EXAMPLES: Final = [text for declared in ATTRIBUTES.values() for text in declared.examples]


def read(text: str, language: str) -> Phrase:
    """A question about X as a phrase."""
    return Phrase(text, plain(text.replace("X", " ")), language, subjects=text.count("X"))
