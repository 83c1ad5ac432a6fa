"""A question as the model reads it: names masked, for what they are says nothing of what is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from qa.language.lexicon import lexicon, plain

SUBJECTS: Final = "XYWVUTSRQP"  # letters that stand for things, in order; more of them share the last
GROUP: Final = "Z"  # the letter for what things belong to
BLANK: Final = "\ue000"  # stands for a character of a name: no pattern matches it


@dataclass(frozen=True, slots=True)
class Name:
    """A name at `start` to `end` of a text.

    `group` says that things belong to what it names, `edition` that it names an edition.
    """

    start: int
    end: int
    group: bool = False
    edition: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A question in `language` as the model reads it.

    `text` has a letter for each name and leaves editions out, and is what is embedded; `blanked` is the same
    in plain characters and standard forms, with a blank for each character of a name. `subjects`, `groups`
    and `editions` are how many there are; `follows` says that something was said before.
    """

    text: str
    blanked: str
    language: str
    subjects: int = 0
    groups: int = 0
    editions: int = 0
    follows: bool = False


def phrase(text: str, language: str, names: Iterable[Name], *, follows: bool = False) -> Phrase:
    """The phrase of a question; `names` are disjoint, in order."""
    letters: dict[str, str] = {}
    masked, blanked, end, groups, editions = "", "", 0, 0, 0
    for given in names:
        name = _called(text, given, end, language) if given.edition else given
        written = text[name.start : name.end].casefold()
        groups, editions = groups + name.group, editions + name.edition
        if name.edition:
            letter = ""
        elif name.group:
            letter = GROUP
        else:
            letter = letters.setdefault(written, SUBJECTS[min(len(letters), len(SUBJECTS) - 1)])
        masked += text[end : name.start] + letter
        blanked += text[end : name.start] + BLANK * (name.end - name.start)
        end = name.end
    return Phrase(
        " ".join((masked + text[end:]).split()),
        lexicon(language).standard(plain(blanked + text[end:])),
        language,
        len(letters),
        groups,
        editions,
        follows,
    )


def _called(text: str, name: Name, least: int, language: str) -> Name:
    """The name of an edition with what it is called, from `least` on: "the Q1 report", "le rapport du T1"."""
    words, start, end = lexicon(language), name.start, name.end
    before, after = text[least:start].rstrip(), text[end:]
    if len(plain(before)) == len(before):
        ending = (s for s in words.spans("editions", "called_before", plain(before)) if s.end == len(before))
        start = min((least + span.start for span in ending), default=start)
    following = after.lstrip()
    if len(plain(following)) == len(following):
        opening = (s for s in words.spans("editions", "called_after", plain(following)) if s.start == 0)
        end = max((len(text) - len(following) + span.end for span in opening if span.end), default=end)
    return replace(name, start=start, end=end)
