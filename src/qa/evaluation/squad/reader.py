"""Reading questions as the engine does, but without entities: for data that a corpus knows nothing of."""

from __future__ import annotations

from collections.abc import Callable

from qa.knowledge.figures import Figures
from qa.knowledge.knowledge import Knowledge
from qa.language.detection import detect
from qa.linking.names import NameIndex
from qa.question.frame import Frame
from qa.question.parser import Parser
from qa.question.reader import Reader

FrameReader = Callable[[str], Frame]
Knows = Callable[[str], bool]


def question_reader(knows: Knows = lambda _: True) -> FrameReader:
    """A reader of questions; `knows` tells the words that the documents hold."""
    knowledge = Knowledge.empty()
    reader = Reader(knowledge, NameIndex(knowledge.entities), knows)
    parser = Parser(knowledge, Figures(knowledge))
    return lambda text: parser.frame(reader.read(text, detect(text)))
