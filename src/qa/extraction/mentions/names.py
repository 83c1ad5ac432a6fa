"""Names in an article: those of the corpus's entities, and new ones, which are never taken for known ones.

A known name is only itself: what goes on after it as another version ("R1-0528", "Qwen3-Coder", "Grok 4") is
a name of its own. Nothing is corrected here: a document's "GPT-5" is no misspelt GPT-4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from qa.extraction.mentions.cjk_names import cjk_names, prefixed
from qa.extraction.mentions.known_names import KnownNames
from qa.extraction.mentions.name import LONGEST_NAME, Named, fresh, guess, slug
from qa.extraction.mentions.new_names import SHORT, new_names, quoted_names
from qa.extraction.mentions.versions import begun, continued, in_value
from qa.extraction.mentions.vocabulary import word_set
from qa.knowledge.entities import Entities
from qa.knowledge.kinds import Role
from qa.language.compact import key_of
from qa.language.wordlists import plain

PRODUCT: Final[tuple[Role, ...]] = ("model", "family", "application")
BARE_VERSION: Final = re.compile(r"[A-Za-z]{1,2}\d+(?:\.\d+)*[A-Za-z]?(?:-\w+)*")
HYPHENED: Final = re.compile(r"-[A-Z]{1,2}\d+(?:\.\d+)?(?![A-Za-z0-9])")
SENTENCE: Final = re.compile(r"[。！？!?;；]|\. ")


class Names:
    """Finds names of a corpus, and new ones."""

    def __init__(self, entities: Entities) -> None:
        self.entities = entities
        self._known = KnownNames(entities)
        self._model = entities.kinds.usual("model")

    def find(self, text: str) -> list[Named]:
        """The names in `text`, in order, without overlaps."""
        known, kinds = self._known.find(text), self.entities.kinds
        stops = frozenset(named.start for named in known)
        extended = [one for named in known for one in self._extended(text, named, stops)]
        known = self._apart(text, extended)
        new = [named for named in new_names(text, known, kinds) if not self._known.exactly(named.name)]
        new += quoted_names(text, [*known, *new], kinds)
        new += cjk_names(text, [*known, *new], kinds.usual("maker"))
        covered = {place for named in new for place in range(named.start, named.end)}
        known = [named for named in known if named.start not in covered]
        return sorted((*known, *self._owned(text, known, new)), key=lambda named: named.start)

    def exactly(self, text: str) -> Named | None:
        """The one entity of the corpus that `text` names as a whole; None where none or several are meant."""
        return self._known.exactly(text)

    def whole(self, text: str, kind: str | None = None) -> Named | None:
        """What a cell, or the lead of a paragraph, names as a whole; None where it can be no name.

        `kind` is what the column holds; a new name gets it.
        """
        stripped = text.strip().strip("*_`:：").strip()
        known = self._known.exactly(stripped)
        if stripped.startswith("="):
            return None  # a formula of a spreadsheet
        if known or len(stripped) > LONGEST_NAME or not any(c.isalpha() for c in stripped):
            return known
        found = self.find(stripped)
        made = [named for named in found if named.sure and named.has(*PRODUCT)]
        chosen = made[0] if len(made) == 1 else found[0] if len(found) == 1 else None
        alone = all(named.known or named is chosen for named in found)
        if chosen and alone and _rest(stripped, found) <= word_set("generic", "applied"):
            return chosen
        if len(made) > 1 or SENTENCE.search(stripped):
            return None
        kinds = self.entities.kinds
        new = kinds[kind] if kind else kinds.usual(guess(stripped))
        return Named(0, len(stripped), stripped, (slug(stripped),), (new,), known=False)

    def _owned(self, text: str, known: Sequence[Named], new: Iterable[Named]) -> Iterator[Named]:
        """The new names; a bare version right after a lab's name is called by both: "DeepSeek V3.1"."""
        ends = {named.end: named for named in known if named.has("maker")}
        for named in new:
            maker = ends.get(named.start - 1)
            if maker and text[named.start - 1] in " \u00a0" and BARE_VERSION.fullmatch(named.name.split()[0]):
                yield _called(named, maker)
            else:
                yield named

    def _extended(self, text: str, named: Named, stops: frozenset[int]) -> Iterator[Named]:
        """The name with the version behind it, then mostly a new one; none where it is part of a number."""
        reading = next((one for one in (named, *named.shorter) if not in_value(text, one)), None)
        if reading is None:
            return
        named = replace(reading, shorter=tuple(n for n in named.shorter if n.end < reading.end))
        if not named.has(*PRODUCT):
            found = HYPHENED.match(text, named.end)
            if found and named.has("maker"):
                end = continued(text, found.end(), (), stops)
                named = fresh(text, named.start, end, self._model)
            yield named
            return
        end = continued(text, named.end, named.kinds, stops)
        start = begun(text, named.start)
        if (start, end) == (named.start, named.end):
            yield named
            return
        maker = self._maker(text, named, end) if start == named.start else None
        if maker:
            yield replace(maker, shorter=())
            start = end - len(text[maker.end : end].lstrip(" \u00a0"))
        known = self._known.exactly(text[start:end])
        yield replace(known, start=start, end=end) if known else fresh(text, start, end, self._model)

    def _maker(self, text: str, named: Named, end: int) -> Named | None:
        """The lab before a longer name, if it is no part of that: of "Meta Llama 4", not of "DeepSeek R2"."""
        maker = next((one for one in named.shorter if one.has("maker")), None)
        rest = text[maker.end : end].lstrip(" \u00a0") if maker else ""
        apart = rest and rest[0].isalpha() and not BARE_VERSION.fullmatch(rest.split()[0])
        return maker if apart and plain(rest.split()[0]) not in word_set("generic") else None

    def _apart(self, text: str, found: Sequence[Named]) -> list[Named]:
        """The names, where one right behind another lab's is taken for that lab's own: "Tencent X1"."""
        out: list[Named] = []
        for named in found:
            if out and named.start < out[-1].end:
                continue
            previous = out[-1] if out else None
            begun = prefixed(text, named, previous.end if previous else 0) if named.known else named.start
            if begun < named.start:
                named = fresh(text, begun, named.end, self._model)
            elif previous and named.known and previous.known and self._foreign(text, previous, named):
                named = _called(fresh(text, named.start, named.end, self._model), previous)
            out.append(named)
        return out

    def _foreign(self, text: str, maker: Named, named: Named) -> bool:
        if len(key_of(named.name)) > SHORT or not named.has("model") or not maker.has("maker", "family"):
            return False
        gap = plain(text[maker.end : named.start])
        if gap.strip() not in ("", "的", "の", "'s"):
            return False
        labs = {self.entities.lab(i) for i in maker.ids}
        return not any(self.entities.lab(i) in labs for i in named.ids)


def _called(named: Named, maker: Named) -> Named:
    """A new name with its maker's before it: Tencent X1."""
    name = f"{maker.name} {named.name}"
    return replace(named, name=name, ids=(slug(name),))


def _rest(text: str, found: Sequence[Named]) -> frozenset[str]:
    """The words of a cell outside its names."""
    for named in reversed(found):
        text = f"{text[: named.start]} {text[named.end :]}"
    return frozenset(re.findall(r"[^\W_]+", plain(text)))
