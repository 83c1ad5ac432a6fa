"""The figures of documents that are near to a question, by all that speaks for each: words and meaning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from index.passage_index import PassageIndex
from index.text import terms
from qa.question.compared import ComparedLines
from qa.question.line_signs import LineSigns, shares
from qa.question.name_meanings import NameMeanings
from qa.question.own_lines import AskedFigure, OwnLine
from qa.question.own_vocabulary import OwnVocabulary

NEAREST: Final = 12  # passages whose documents are looked into
NAMED: Final = 0.5  # share of a name from which its subject is what is asked about
CLEARLY: Final = 0.6  # and from which another subject is as well
LEAST_NAMED: Final = 0.3  # share of a name from which it may be meant
MOST: Final = 600  # lines that are weighed
SCALE: Final = 10.0  # of likenesses, which hardly differ
ALL: Final = 0.99


class NearLines:
    """Weighs the lines of the documents that a question is near to. Threads may share it."""

    def __init__(self, vocabulary: OwnVocabulary, index: PassageIndex, meanings: NameMeanings) -> None:
        self._words, self._index, self._meanings = vocabulary, index, meanings

    def weighed(self, asked: AskedFigure) -> list[OwnLine]:
        """The lines with how likely each is meant; those without a figure at the time asked for are not."""
        lines = self.near(asked)
        signs = self.signs(lines, asked)
        likely = shares(signs) if signs else ()
        timed = [
            replace(line, sure=float(share), held=line.held and not sign.untimed)
            for line, sign, share in zip(lines, signs, likely, strict=True)
        ]
        return _together(timed)

    def near(self, asked: AskedFigure) -> list[OwnLine]:
        """All lines of the documents of the nearest passages, and of those of the subjects that are named.

        Beside those that are held stand the empty cells of the subjects.
        """
        words = self._words
        said = words.asked(asked.said)
        names = words.names.shares(said, LEAST_NAMED)
        named = [subject for subject, share in names.items() if share >= NAMED]
        documents = dict.fromkeys(sorted(one for subject in named for one in words.documents[subject]))
        hits = self._index.dense_passages.search(self._meanings.asked(asked.question), NEAREST)
        documents |= dict.fromkeys(self._index.passages[hit.row].document_id for hit in hits)
        pairs = dict.fromkeys(pair for one in documents for pair in words.lines.get(one, ()))
        empty = (
            (subject, measure)
            for subject in named
            for document in sorted(words.documents[subject])
            for measure in words.in_documents[document]
            if (subject, measure) not in pairs and words.are_cells(measure, subject)
        )
        found = [*((pair, True) for pair in pairs), *((pair, False) for pair in dict.fromkeys(empty))]
        told = said | frozenset(term for word in asked.idle for term in terms(word))
        lines = (self._line(*pair, said, told, names, held=held) for pair, held in found)
        return sorted(islice(lines, 4 * MOST), key=lambda one: -(one.named + one.measured))[:MOST]

    def _line(
        self,
        subject: str,
        attribute: str,
        said: frozenset[str],
        told: frozenset[str],
        names: Mapping[str, float],
        *,
        held: bool,
    ) -> OwnLine:
        words = self._words
        measure, context = words.measures.words(attribute), words.contexts.words(subject)
        naming = (words.names.words(subject) & said) - measure
        total = sum(map(words.weight, said)) or 1.0
        explained = sum(map(words.weight, said & (context | measure))) / total
        named = names.get(subject, 0.0) if naming else 0.0
        measured = words.measures.share(attribute, told)
        met = said & measure
        return OwnLine(subject, attribute, named, measured, explained, naming, met, held, literal=False)

    def signs(self, lines: Sequence[OwnLine], asked: AskedFigure) -> list[LineSigns]:
        """What speaks for each line."""
        compared = ComparedLines(lines, asked, self._words, self._meanings)
        return [self._signs(line, asked, compared) for line in lines]

    def _signs(self, line: OwnLine, asked: AskedFigure, compared: ComparedLines) -> LineSigns:
        words, far = self._words, float(compared.far(line))
        said = words.asked(asked.said) - words.measures.words(line.attribute)
        titles = (said.intersection(terms(words.title(one))) for one in words.documents[line.subject])
        return LineSigns(
            named=line.named,
            measured=line.measured,
            explained=line.explained,
            both=line.named * line.measured,
            means_rest=SCALE * compared.rest(line),
            means_all=SCALE * compared.all(line),
            subject_means=SCALE * compared.subject(line),
            far=far,
            empty=float(not line.held),
            untimed=float(line.held and asked.at is not None and not asked.at(line.subject, line.attribute)),
            fully=float(line.named >= ALL),
            clearly=float(line.named >= NAMED),
            far_means_rest=compared.far_rest(line),
            far_subject_means=compared.far_subject(line),
            far_named=far * line.named,
            far_measured=far * line.measured,
            far_explained=far * line.explained,
            titled=float(any(titles)),
            whole=float(words.is_whole(line.subject)),
            placed=float(not said.isdisjoint(words.contexts.words(line.subject))),
        )


def _together(lines: Sequence[OwnLine]) -> list[OwnLine]:
    """The lines with how likely those of one measure are together: all of them, and those that are named."""
    wide, named = defaultdict[str, float](float), defaultdict[str, float](float)
    for line in lines:
        if line.held:
            wide[line.attribute] += line.sure
            named[line.attribute] += line.sure * (line.named >= CLEARLY)
    return [
        replace(line, several=named[line.attribute] * (line.named >= CLEARLY), wide=wide[line.attribute])
        if line.held
        else line
        for line in lines
    ]
