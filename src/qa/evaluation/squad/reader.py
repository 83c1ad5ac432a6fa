"""Reading questions as the engine does, but without entities: for data that a corpus knows nothing of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from index.passage_index import PassageIndex
from index.text import terms
from qa.knowledge.figures import Figures
from qa.knowledge.knowledge import Knowledge
from qa.language.detection import detect
from qa.linking.names import NameIndex
from qa.question.frame import Frame
from qa.question.parser import Parser
from qa.question.reader import Reader
from qa.question.tongues import Tongues
from qa.understanding.understander import Understander


def question_reader(index: PassageIndex | None = None) -> Callable[[str], Frame]:
    """A reader of questions; without an `index` every word passes for one that the documents hold."""
    knowledge = Knowledge.empty()

    def knows(word: str) -> bool:
        return index is None or any(map(index.lexical.holds, terms(word)))

    reader = Reader(knowledge, NameIndex(knowledge.entities), knows, Understander({}))
    parser = Parser(knowledge, Figures(knowledge))
    tongues = Tongues(one.language for one in index.documents.values()) if index else Tongues(())

    def read(text: str) -> Frame:
        language = detect(text)
        return replace(parser.frame(reader.read(text, language)), spoken=tongues.of(text, language))

    return read
