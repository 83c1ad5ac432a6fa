"""Stating figures: look-ups, comparisons, rankings, filters and counts as claims with their proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from qa.draft import Abstention, Claim, Draft, Quote, Section
from qa.facts import Fact
from qa.figures import Figures, Ranking
from qa.frame import Frame, Operation
from qa.knowledge import Knowledge
from qa.notices import Notices
from qa.quoting import Quoting
from qa.wording import Wording

MOST_LINES: Final = 12  # lines of a ranking that one answer shows
MOST_SUBJECTS: Final = 4  # figures stated where a question names no subject, or a lab with many models
UNORDERED_UNITS: Final = frozenset({"entity", "text", "date"})
CERTAIN: Final = 0.97  # confidence of an exact name with a figure that is held
GUESSED: Final = 0.85  # of a name with a typing error


class Composer:
    """Turns frames whose answer is figures into drafts."""

    def __init__(
        self, knowledge: Knowledge, figures: Figures, quoting: Quoting, wording: Wording, notices: Notices
    ) -> None:
        self._knowledge = knowledge
        self._figures = figures
        self._quoting = quoting
        self._wording = wording
        self._notices = notices

    def compose(self, frame: Frame) -> Draft | Abstention:
        """The draft for a frame that asks for figures, or why the documents hold none."""
        match frame.operation:
            case Operation.COMPARE:
                return self._compare(frame)
            case Operation.RANK:
                return self._rank(frame)
            case Operation.FILTER | Operation.COUNT:
                return self._filter(frame)
            case _:
                return self._lookup(frame)

    # --- single figures -------------------------------------------------------------

    def _lookup(self, frame: Frame) -> Draft | Abstention:
        facts: list[Fact] = []
        missing: Abstention | None = None
        for attribute in frame.attributes:
            found = self.facts_of(frame, attribute)
            if isinstance(found, Abstention):
                missing = missing or found
            else:
                facts += found
        if not facts:
            return missing or self._nothing(frame, frame.attributes[0], ())
        return self.stating(frame, facts)

    def facts_of(self, frame: Frame, attribute: str) -> tuple[Fact, ...] | Abstention:
        """The facts that answer a look-up of one attribute."""
        if not frame.entities:
            return self._facts_without_subject(frame, attribute)
        found: list[Fact] = []
        for entity in frame.entities:
            found += self._figures.of(attribute, entity, frame.editions)
        if frame.values and len(found) > 1:
            found = [fact for fact in found if fact.value in frame.values] or found
        if found:
            return tuple(dict.fromkeys(found))
        if self._stated_of_one_only(attribute, frame.entities):
            return self._facts_without_subject(frame, attribute)
        return self._nothing(frame, attribute, frame.entities)

    def _facts_without_subject(self, frame: Frame, attribute: str) -> tuple[Fact, ...] | Abstention:
        store = self._knowledge.facts
        found = store.find(attribute, store.subjects(attribute), frame.editions)
        if frame.values:
            found = tuple(fact for fact in found if fact.value in frame.values) or found
        if not found:
            return self._nothing(frame, attribute, ())
        if len({fact.subject for fact in found}) > MOST_SUBJECTS:
            known = self._knowledge.attributes[attribute]
            found = tuple(
                sorted(self._figures.primary(found, known), key=lambda f: str(f.edition), reverse=True)
            )
        return found[:MOST_LINES]

    def _stated_of_one_only(self, attribute: str, entities: Sequence[str]) -> bool:
        """Whether only one subject has this attribute, and none of those named could have it instead."""
        subjects = self._knowledge.facts.subjects(attribute)
        kinds = set(self._knowledge.attributes[attribute].subjects)
        graph = self._knowledge.entities
        return len(subjects) == 1 and not any(graph[e].kind in kinds for e in entities)

    def stating(self, frame: Frame, facts: Sequence[Fact]) -> Draft:
        """A draft that states each of `facts` in a sentence, with the notices that they call for."""
        shown = self._with_contradictions(facts)
        claims = tuple(filter(None, (self._sentence(fact, frame) for fact in shown)))
        return self._draft(frame, (Section(claims),), shown)

    def _with_contradictions(self, facts: Sequence[Fact]) -> list[Fact]:
        store = self._knowledge.facts
        shown: list[Fact] = []
        for fact in facts[:MOST_LINES]:
            shown += [fact, *store.conflicts(fact)]
        return list(dict.fromkeys(shown))

    def _sentence(self, fact: Fact, frame: Frame) -> Claim | None:
        quote = self._quoting.proof(fact, frame.language)
        if quote is None:
            return None
        if fact.unit == "text":  # a phrase of one language: the sentence that states it is in the asker's
            return Claim(self._quoted(quote, frame.language), (quote,), (fact,))
        asks_when = "date" in frame.wants and fact.unit != "date" and fact.as_of
        text = (
            self._dated(fact, frame.language) if asks_when else self._wording.sentence(fact, frame.language)
        )
        return Claim(text, (quote,), (fact,))

    def _quoted(self, quote: Quote, language: str) -> str:
        return self._wording.text(language, "quote", text=self._quoting.text(quote))

    def _dated(self, fact: Fact, language: str) -> str:
        words = self._wording
        return words.text(
            language,
            "fact-as-of",
            subject=words.name(fact.subject, language),
            value=words.fact_value(fact, language),
            date=words.date(fact.as_of or "", language),
            edition=words.edition(fact.edition, language),
        )

    # --- comparisons ----------------------------------------------------------------

    def _compare(self, frame: Frame) -> Draft | Abstention:
        attribute = frame.attributes[0]
        if self._knowledge.attributes[attribute].unit in UNORDERED_UNITS:
            return self._lookup(frame)
        found = {entity: self._comparable_facts(frame, attribute, entity) for entity in frame.entities}
        lacking = [entity for entity, facts in found.items() if not facts]
        if lacking:
            nearest = tuple(fact for facts in found.values() for fact in facts)
            return self._nothing(frame, attribute, tuple(lacking), nearest)
        if len({fact.subject for facts in found.values() for fact in facts}) < 2:
            return self.stating(frame, [fact for facts in found.values() for fact in facts])
        common = [
            edition
            for edition in self._knowledge.editions.ids
            if all(any(fact.edition == edition for fact in facts) for facts in found.values())
        ]
        if not common:
            return self.stating(frame, [fact for facts in found.values() for fact in facts])
        sections, shown = [], []
        for edition in common:
            facts = [next(f for f in facts if f.edition == edition) for facts in found.values()]
            sections.append(self._comparison(frame, attribute, facts))
            shown += facts
        return self._draft(frame, tuple(sections), shown)

    def _comparable_facts(self, frame: Frame, attribute: str, entity: str) -> tuple[Fact, ...]:
        """An entity's own figure in each edition; for a lab, country or group that of its best."""
        found = self._figures.of(attribute, entity, frame.editions)
        own = [fact for fact in found if fact.subject == entity]
        if own or not found:
            kind = self._knowledge.entities[entity].kind
            return (
                tuple(own)
                if own or kind not in ("country", "group")
                else self._best_under(frame, attribute, entity)
            )
        ordered = sorted(found, key=lambda f: (f.edition, -f.number if not isinstance(f.value, str) else 0.0))
        return tuple({fact.edition: fact for fact in reversed(ordered)}.values())

    def _best_under(self, frame: Frame, attribute: str, scope: str) -> tuple[Fact, ...]:
        store, graph = self._knowledge.facts, self._knowledge.entities
        facts = [
            fact
            for fact in store.find(attribute, store.subjects(attribute), frame.editions)
            if graph.belongs(fact.subject, scope) and not isinstance(fact.value, str)
        ]
        best: dict[str, Fact] = {}
        for fact in sorted(facts, key=lambda f: f.number):
            best[fact.edition] = fact
        return tuple(best.values())

    def _comparison(self, frame: Frame, attribute: str, facts: Sequence[Fact]) -> Section:
        lines = [claim for fact in facts if (claim := self._sentence(fact, frame))]
        verdict = self._verdict(frame, attribute, facts, lines)
        gap = self._gap(frame, facts, lines) if frame.difference else None
        return Section(tuple(filter(None, (verdict, *lines, gap))))

    def _verdict(
        self, frame: Frame, attribute: str, facts: Sequence[Fact], lines: Sequence[Claim]
    ) -> Claim | None:
        if any(isinstance(fact.value, str) for fact in facts) or len(lines) < len(facts):
            return None
        words, language = self._wording, frame.language
        ordered = sorted(facts, key=lambda f: -f.number)
        top = [fact.subject for fact in ordered if fact.number == ordered[0].number]
        rest = [fact.subject for fact in ordered if fact.subject not in top]
        named = {
            "attribute": words.attribute(attribute, language),
            "edition": words.edition(facts[0].edition, language),
        }
        if len(top) > 1:
            text = words.text(language, "compare-tie", names=words.names(top, language), **named)
        else:
            winner, losers = words.name(top[0], language), words.names(rest, language)
            text = words.text(language, "compare-ahead", winner=winner, losers=losers, **named)
        return Claim(text, _quotes(lines), tuple(facts))

    def _gap(self, frame: Frame, facts: Sequence[Fact], lines: Sequence[Claim]) -> Claim | None:
        if len(facts) != 2 or any(isinstance(fact.value, str) for fact in facts):
            return None
        size = round(abs(facts[0].number - facts[1].number), 6)
        amount = self._wording.value(int(size) if size.is_integer() else size, facts[0].unit, frame.language)
        edition = self._wording.edition(facts[0].edition, frame.language)
        text = self._wording.text(frame.language, "difference", amount=amount, edition=edition)
        return Claim(text, _quotes(lines), tuple(facts), derived=(size,))

    # --- rankings, filters, counts --------------------------------------------------

    def _rank(self, frame: Frame) -> Draft | Abstention:
        attribute = frame.attributes[0]
        sections: list[Section] = []
        shown: list[Fact] = []
        for edition in self._figures.editions(attribute, frame.editions):
            stated = self._figures.stated_order(frame, attribute, edition)
            ranking = self._figures.rank(frame, attribute, edition)
            section, facts = self._ranked(frame, ranking, stated)
            if section.claims:
                sections.append(section)
                shown += facts
        return self._draft(frame, tuple(sections), shown) if sections else self._nothing(frame, attribute, ())

    def _ranked(self, frame: Frame, ranking: Ranking, stated: Sequence[Fact]) -> tuple[Section, list[Fact]]:
        limit = frame.limit or MOST_LINES
        if frame.position:
            kept = self._figures.cut(ranking, lambda place: place == frame.position)
        elif frame.limit is None and frame.single:
            kept = self._figures.cut(ranking, lambda place: place == 1)
        else:
            kept = self._figures.cut(ranking, lambda place: place <= limit)
        if stated and len(stated) >= min(limit, len(kept.facts)):
            order = tuple(
                stated[frame.position - 1 :][:1] if frame.position else stated[: max(1, len(kept.facts))]
            )
            own = Ranking(ranking.edition, order, tuple(range(1, len(order) + 1)))
            heading = self._wording.text(
                frame.language, "rank-stated", edition=self._wording.edition(ranking.edition, frame.language)
            )
            beside = [fact for fact in kept.facts if fact not in order]
            section = self._listing(frame, own, heading)
            return section, [*order, *beside]
        heading = self._heading(frame, f"rank-{frame.direction}", ranking.edition)
        return self._listing(frame, kept, heading), list(kept.facts)

    def _filter(self, frame: Frame) -> Draft | Abstention:
        attribute = frame.attributes[0]
        sections: list[Section] = []
        shown: list[Fact] = []
        for edition in self._figures.editions(attribute, frame.editions):
            kept = self._figures.filtered(frame, attribute, edition)
            if not kept.facts:
                continue
            shown += kept.facts
            if frame.operation is Operation.COUNT:
                sections.append(Section((self._count(frame, kept),)))
            sections.append(self._listing(frame, kept, self._heading(frame, _filter_message(frame), edition)))
        return self._draft(frame, tuple(sections), shown) if sections else self._nothing(frame, attribute, ())

    def _count(self, frame: Frame, ranking: Ranking) -> Claim:
        words, language = self._wording, frame.language
        quotes = [q for fact in ranking.facts if (q := self._quoting.proof(fact, language))]
        names = words.names(dict.fromkeys(f.subject for f in ranking.facts), language)
        size = len({fact.subject for fact in ranking.facts})
        edition = words.edition(ranking.edition, language)
        text = words.text(language, "count", number=str(size), edition=edition, names=names)
        return Claim(text, tuple(quotes), ranking.facts, derived=(float(size),))

    def _heading(self, frame: Frame, message: str, edition: str) -> str:
        words, language = self._wording, frame.language
        unit = self._knowledge.attributes[frame.attributes[0]].unit
        bound = frame.threshold
        return words.text(
            language,
            message,
            attribute=words.attribute(frame.attributes[0], language),
            edition=words.edition(edition, language),
            scope=self._scope(frame),
            value=words.value(_whole(bound.value), unit, language) if bound else "",
            upper=words.value(_whole(bound.upper), unit, language) if bound else "",
        )

    def _scope(self, frame: Frame) -> str:
        if not frame.scopes:
            return ""
        names = self._wording.join(
            [self._wording.name(s, frame.language) for s in frame.scopes], frame.language
        )
        return self._wording.text(frame.language, "scope", names=names)

    def _listing(self, frame: Frame, ranking: Ranking, heading: str) -> Section:
        claims = []
        for fact, place in zip(ranking.facts[:MOST_LINES], ranking.places, strict=False):
            quote = self._quoting.proof(fact, frame.language)
            if quote:
                words = self._wording
                subject, value = (
                    words.name(fact.subject, frame.language),
                    words.fact_value(fact, frame.language),
                )
                text = words.text(frame.language, "fact-short", subject=subject, value=value)
                claims.append(Claim(text, (quote,), (fact,), label=f"{place}. "))
        return Section(tuple(claims), heading)

    # --- common ---------------------------------------------------------------------

    def _draft(self, frame: Frame, sections: tuple[Section, ...], facts: Sequence[Fact]) -> Draft:
        subjects = tuple(dict.fromkeys(fact.subject for fact in facts))
        answers = tuple(str(fact.value) for fact in facts if fact.unit == "entity")
        exact = all(mention.exact for mention in frame.mentions)
        return Draft(
            sections=sections,
            confidence=CERTAIN if exact else GUESSED,
            notes=self._notices.of_facts(frame, facts),
            entities=tuple(dict.fromkeys((*answers, *(frame.entities or subjects))))[:MOST_LINES],
            attribute=frame.attributes[0] if frame.attributes else None,
            editions=tuple(dict.fromkeys(fact.edition for fact in facts)),
        )

    def _nothing(
        self, frame: Frame, attribute: str, entities: Sequence[str], nearest: Iterable[Fact] = ()
    ) -> Abstention:
        """Why there is no figure: for whom, in which edition; and the figures that come closest."""
        words, language = self._wording, frame.language
        name = words.attribute(attribute, language)
        edition = words.editions(frame.editions, language) if frame.editions else ""
        elsewhere = [f for e in entities for f in self._figures.of(attribute, e)] if frame.editions else []
        if frame.operation in (Operation.RANK, Operation.FILTER, Operation.COUNT):
            held = edition or words.editions(self._knowledge.editions.ids, language)
            text = words.text(
                language, "abstain-none", attribute=name, edition=held, scope=self._scope(frame)
            )
        elif not entities:
            text = words.text(language, "abstain-attribute-only", attribute=name)
        elif edition:
            subject = words.names(entities, language)
            text = words.text(
                language, "abstain-attribute-edition", attribute=name, subject=subject, edition=edition
            )
        else:
            text = words.text(
                language, "abstain-attribute", attribute=name, subject=words.names(entities, language)
            )
        applies = not entities or any(self._figures.applies(attribute, entity) for entity in entities)
        return Abstention(text, tuple(dict.fromkeys((*elsewhere, *nearest))), applies)


def _quotes(claims: Sequence[Claim]) -> tuple[Quote, ...]:
    return tuple(dict.fromkeys(quote for claim in claims for quote in claim.quotes))


def _filter_message(frame: Frame) -> str:
    return f"filter-{frame.threshold.kind}" if frame.threshold else "filter-all"


def _whole(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value
