"""The reading of one question: its raw signals, and what they say before it is decided what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from qa.knowledge.selection import Bound, Threshold
from qa.language.detection import HIRAGANA
from qa.language.lexicon import Lexicon, Span, lexicon
from qa.linking.names import Mention
from qa.numbers.reader import read
from qa.question.attribute_words import AttributeWords
from qa.question.attribution import NOWHERE, Attribution
from qa.question.content_words import content_words
from qa.understanding.phrase import BLANK
from qa.understanding.understander import Understood
from qa.understanding.utterance import Intent, Link

BOUNDS: Final[tuple[Bound, ...]] = ("between", "at_least", "at_most", "above", "below")
PLACED: Final = ("limit", "limit_low", "position", "next")
PLACES: Final = {"first": 0, "second": 1, "third": 2, "last": -1}
OF_WORD: Final = re.compile(r"[a-z]")  # beside digits: these are no number by themselves
STANDS: Final = 0.4  # share from which a question stands by itself
ANEW: Final = 0.5  # share from which an attribute is asked for, whatever was before
SURELY_LEANS: Final = 0.1  # and up to which it surely does not
POINTING: Final = 4  # words up to which a pronoun points to the turn before, not within the question
LIKELY: Final = 0.4  # share from which an intent is taken for what is asked
POSSIBLE: Final = 0.2  # share from which an attribute may be what is asked for
LEARNED: Final[dict[str, tuple[Intent, ...]]] = {
    "ranking": (Intent.RANKING,),
    "ordered": (Intent.EXTREMUM, Intent.NTH, Intent.RANKING),
    "compare": (Intent.COMPARE, Intent.DIFFERENCE),
    "difference": (Intent.DIFFERENCE,),
    "count": (Intent.COUNT,),
    "history": (Intent.HISTORY,),
    "change": (Intent.HISTORY, Intent.CHANGES),
    "overview": (Intent.PROFILE, Intent.MEANING),
    "list": (Intent.LIST, Intent.FILTER, Intent.THRESHOLD),
    "reason": (Intent.REASON,),
}
SAID_BY: Final = {"ordered": ("top", "bottom", "ranking"), "reason": ()}
SEVERAL: Final = (Intent.LIST, Intent.FILTER, Intent.COUNT)
ONE: Final = (Intent.EXTREMUM, Intent.NTH, Intent.LOOK_UP, Intent.WHEN, Intent.YES_NO)  # of a list: one of it
FIGURES: Final = frozenset({*ONE, Intent.COUNT, Intent.DIFFERENCE, Intent.THRESHOLD}) - {Intent.YES_NO}
EXPLANATIONS: Final = frozenset({"reason", "manner"})  # kinds of answer that no figure gives
YEAR_ALONE: Final = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,%])")


@dataclass(frozen=True, slots=True)
class Pick:
    """One of several that were spoken of, by its place from 0 (-1 the last), and where that is said."""

    place: int
    span: Span


@dataclass(frozen=True)
class Reading:
    """The raw signals of one question."""

    text: str
    language: str
    mentions: tuple[Mention, ...]
    editions: tuple[str, ...]
    absent_editions: tuple[str, ...]
    absent_names: tuple[str, ...]
    proper: tuple[str, ...]
    masked: str
    edition_spans: tuple[Span, ...]
    named: tuple[Mention, ...]
    excluded: tuple[str, ...]
    known: Callable[[str], bool]
    words: AttributeWords
    understand: Callable[[Sequence[Span]], Understood]
    read: Callable[[str, str], Reading]
    likely_names: tuple[str, ...] = ()
    picked: tuple[Span, ...] = ()
    attribution: Attribution = NOWHERE

    @cached_property
    def points_back(self) -> bool:
        """Whether a pronoun or the like stands for what was said before."""
        return self.has("followup", "thing") or self.has("followup", "person")

    @property
    def leans(self) -> bool:
        """Whether the question goes on from the one before: "and Kimi?"."""
        return self.points_back or self.has("followup", "opening") or self.has("followup", "ending")

    @cached_property
    def pick(self) -> Pick | None:
        """Which of several is pointed at: "the second one", 前者."""
        picks = (
            Pick(place, span) for name, place in PLACES.items() for span in self._spans("followup", name)
        )
        return next(picks, None)

    def without(self, span: Span) -> Reading:
        """The reading as if what stands at `span` were a name."""
        return replace(self, masked=blanked(self.masked, [span], BLANK), picked=(span,))

    @cached_property
    def lists(self) -> bool:
        """Whether an order is asked for: the best, the worst, a ranking, the first places."""
        dates = self.has("operations", "ranking") and self.wants_any(Intent.WHEN)
        superlative = self.has("operations", "top") or self.has("operations", "bottom")
        ordered = superlative and self.understood.wants.likely(*LEARNED["ordered"]) >= POSSIBLE
        return self.asks("ordered") or dates or ordered or any(self.place(name) for name in PLACED)

    @cached_property
    def ranks(self) -> bool:
        """Whether several are to be put in order: of a superlative alone, "the best model", there is one."""
        if self.has("operations", "ranking"):
            return True
        wants = self.understood.wants
        superlative = self.has("operations", "top") or self.has("operations", "bottom")
        several, one = ((), (Intent.RANKING,)) if superlative else ((Intent.RANKING,), ())
        return wants.likely(*SEVERAL, *several) > max(POSSIBLE, wants.likely(*ONE, *one))

    @property
    def names_something(self) -> bool:
        """Whether it names a thing, a figure or an edition, one that the corpus does not hold included."""
        r = self
        return bool(r.mentions or r.absent_names or r.attributes or r.editions or r.absent_editions)

    @property
    def stands_alone(self) -> bool:
        """Whether a question without a name asks about all there is."""
        return self.lists or self.threshold is not None or self.asks("count")

    @cached_property
    def asks_for_models(self) -> bool:
        """Whether models are asked for by nothing but what is named: "which models are not open-weights?"."""
        named = all(
            any((0, len(word)) in words.spans("operations", "models", word) for words in self.lexicons)
            for word in self.said
        )
        return named and self.asks("list", "count") and self.asks("models")

    @property
    def asks_for_figure(self) -> bool:
        """Whether it is a whole question for a figure: of a thing that is named, or the first of an order."""
        bare = "number" in self.wants and not self.content
        return self.lists or bool(self.named and (self.attributes or bare))

    @property
    def explains(self) -> bool:
        """Whether a reason or a manner is asked for; "how did R1 score?" asks for nothing but the score."""
        manner = "manner" in self.wants and "number" not in self.wants
        learned = self.understood.wants.likely(Intent.REASON) >= ANEW and not self.asks_anew
        reason = "reason" in self.wants or learned
        return reason or (manner and bool(self.content or not self.attributes))

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        """The content words that no document holds."""
        return tuple(word for word in self.content if not self.known(word))

    @property
    def years(self) -> tuple[str, ...]:
        """The years that are named."""
        return tuple(dict.fromkeys(YEAR_ALONE.findall(self.masked)))

    @cached_property
    def unknown_subject(self) -> str | None:
        """An unknown word that a question opens with and whose figure is asked for: 苹果 in 苹果的市值."""
        opening = self.masked.lstrip()
        found = next((word for word in self.unknown if opening.startswith(word)), None)
        return found if found and not found.isascii() and not HIRAGANA.fullmatch(found) else None

    def first(self, group: str, name: str) -> int | None:
        """Where an entry of `group`/`name` first occurs."""
        return min((span.start for span in self._spans(group, name)), default=None)

    def _spans(self, group: str, name: str) -> Iterator[Span]:
        """Where the entries of `group`/`name` occur, those of the asker's language first."""
        for words in self.lexicons:
            yield from words.spans(group, name, self.masked)

    def starts(self, group: str, name: str) -> bool:
        """Whether the question begins with an entry of `group`/`name`."""
        opening = len(self.masked) - len(self.masked.lstrip())
        return self.first(group, name) == opening

    @cached_property
    def lexicons(self) -> tuple[Lexicon, ...]:
        """The asker's language first, then English, whose words turn up in all others."""
        return tuple(dict.fromkeys((lexicon(self.language), lexicon("en"))))

    @cached_property
    def attributes(self) -> tuple[str, ...]:
        """The attributes that it may ask for, the likeliest first; () where to ask for none is likelier."""
        asked = self.understood.asked
        least = max(POSSIBLE if self.said else LIKELY, asked.none, asked.undeclared)
        likely = {a: share for a, share in asked.attributes.items() if share >= least}
        return tuple(sorted(likely, key=lambda attribute: -likely[attribute]))

    def has(self, group: str, name: str) -> bool:
        return any(words.has(group, name, self.masked) for words in self.lexicons)

    def asks(self, *operations: str) -> bool:
        """Whether any of these operations is asked for: as the model reads it, or, for others, by a word.

        Where nothing is said but such words, "by how much?", they are all there is to go by.
        """
        if not self.said and not self.named:
            words = (word for name in operations for word in SAID_BY.get(name, (name,)))
            return any(self.has("operations", word) for word in words)
        learned = [LEARNED[name] for name in operations if name in LEARNED]
        if learned and self.wants_any(*(intent for intents in learned for intent in intents)):
            return True
        return any(self.has("operations", name) for name in operations if name not in LEARNED)

    @cached_property
    def halves(self) -> tuple[Reading, ...]:
        """What stands before and behind a word that joins two things, read by themselves; () without one."""
        joints = sorted(
            set(self._spans("followup", "joining")), key=lambda s: abs(2 * s.start - len(self.masked))
        )
        if not joints or len(self.masked) != len(self.text):
            return ()
        parts = (self.text[: joints[0].start], self.text[joints[0].end :])
        return tuple(self.read(part, self.language) for part in parts if part.strip())

    @cached_property
    def understood(self) -> Understood:
        """What the model reads in it, which takes an embedding."""
        return self.understand(self.picked)

    def wants_any(self, *intents: Intent) -> bool:
        """Whether any of `intents` is likely among those that can be: no bound where none is given."""
        wants = self.understood.wants
        beside = {Intent.YES_NO} if self.threshold else {Intent.YES_NO, Intent.THRESHOLD}
        rest = 1.0 - wants.likely(*beside)
        return wants.likely(*(set(intents) - beside)) >= LIKELY * rest

    @property
    def leans_on_turns(self) -> bool:
        """Whether it goes on from what was said before, if anything was."""
        bare = not self.said and not self.mentions  # "in Q2?"
        return bare or bool(self.picked) or self.understood.wants.links[Link.ALONE] < STANDS

    @property
    def figure(self) -> float:
        """How likely a figure is asked for."""
        return self.understood.wants.likely(*FIGURES)

    @property
    def likeliest(self) -> float:
        """How likely the likeliest attribute is asked for."""
        return max(self.understood.asked.attributes.values(), default=0.0)

    @property
    def asks_anew(self) -> bool:
        """Whether it is rather one attribute that is asked for than all others together, or none."""
        return self.likeliest >= ANEW

    @property
    def overall(self) -> float:
        """How likely the gist of documents is asked for, or what is new in them: not in one edition alone."""
        wants = self.understood.wants
        return wants.likely(Intent.SUMMARY, *((Intent.CHANGES,) if len(self.editions) != 1 else ()))

    @property
    def goes_on(self) -> bool:
        """Whether it surely says anew what was said before, in other words or of others: "no, above 83"."""
        return len(self.said) <= POINTING and self.understood.wants.links[Link.ALONE] < SURELY_LEANS

    @property
    def lacks_subject(self) -> bool:
        """Whether a figure or a name is asked for and nothing says of what: "and the headcount?"."""
        orders = self.lists or self.threshold is not None
        wanted = self.wants_any(Intent.LOOK_UP, Intent.WHEN, Intent.YES_NO) or self.undeclared >= STANDS
        return not orders and not self.proper and wanted

    @property
    def undeclared(self) -> float:
        """How likely a figure is asked for that the corpus declares no attribute for."""
        return self.understood.asked.undeclared

    @property
    def yes_no(self) -> bool:
        """Whether it is to be told whether something is so."""
        return self.understood.wants.likely(Intent.YES_NO) >= LIKELY

    @cached_property
    def wants(self) -> frozenset[str]:
        kinds = ("date", "person", "reason", "manner", "place", "number")
        return frozenset(kind for kind in kinds if self.has("types", kind))

    @cached_property
    def threshold(self) -> Threshold | None:
        for words in self.lexicons:
            found = {kind: values for kind in BOUNDS for _, values in words.compared(kind, self.masked)[:1]}
            low, high = found.get("at_least"), found.get("at_most")
            if low and high and low < high:
                return Threshold("between", low[0], high[0])
            for kind, values in found.items():
                return Threshold(kind, min(values), max(values))
        return self._exact

    @property
    def _exact(self) -> Threshold | None:
        """The one score that models are asked for by: "which model has 84 points?"."""
        scored = self.asks("models") and self.asks("points") and not self.named
        numbers = [value for value in self.quantities if f"{value:g}" not in self.years]
        return Threshold("equal", numbers[0], numbers[0]) if scored and len(numbers) == 1 else None

    def place(self, name: str) -> int | None:
        """The number of "top 3" (limit, limit_low) or of "second" (position)."""
        for words in self.lexicons:
            for _, number in words.places(name, self.masked):
                if 0 < number <= 100:
                    return number
        return None

    @cached_property
    def quantities(self) -> tuple[float, ...]:
        """The numbers in digits, but those that go on a word: Q1, o3."""
        text = self.masked
        return tuple(
            number.value
            for number in read(text)
            if not number.in_words
            and not OF_WORD.match(text[number.start - 1 : number.start])
            and not OF_WORD.match(text[number.end : number.end + 1])
        )

    @cached_property
    def content(self) -> tuple[str, ...]:
        """What is said beyond which attribute is asked for: what a quote would have to speak of."""
        return tuple(word for word in self.said if not self._is_explained(word))

    @cached_property
    def said(self) -> tuple[str, ...]:
        """The words that are neither names nor question words."""
        text = self.masked
        for group, name in _EXPLAINED:
            for words in self.lexicons:
                text = blanked(text, words.spans(group, name, text))
        places = (s for w in self.lexicons for name in PLACED for s, _ in w.places(name, self.masked))
        bounds = (s for w in self.lexicons for kind in BOUNDS for s, _ in w.compared(kind, self.masked))
        text = blanked(text, (*self.edition_spans, *places, *bounds))
        function = frozenset().union(*(words.function_words for words in self.lexicons))
        return content_words(text, function)

    @cached_property
    def says_of_what(self) -> bool:
        """Whether a question of a change says of what: "did its funding grow?", not "did it improve?"."""
        text = self.masked
        for words in self.lexicons:
            for name in ("change", "history"):
                text = blanked(text, words.spans("operations", name, text))
        return not set(self.said).isdisjoint(content_words(text, frozenset()))

    def _is_explained(self, word: str) -> bool:
        """Whether plain `word` says no more than which attribute is asked for."""
        return any(self.words.explains(word, attribute) for attribute in self.attributes[:1])


_EXPLAINED: Final = (
    *(
        ("operations", name)
        for name in (
            *("top", "bottom", "ranking", "compare", "difference"),
            *("count", "overview", "list", "points"),
        )
    ),
    *(("types", name) for name in ("date", "person", "place", "number", "reason", "manner")),
    *(("followup", name) for name in ("opening", "ending", "thing", "person")),
    *(("editions", name) for name in ("excluded", "excluded_after")),
)


def blanked(text: str, spans: Iterable[tuple[int, int]], blank: str = " ") -> str:
    """`text` with `blank` for every character that stands at one of the spans."""
    for start, end in spans:
        text = text[:start] + blank * (end - start) + text[end:]
    return text
