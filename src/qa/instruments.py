"""What all engines of a process share: encoders and learned weights. Nothing in them is of any document."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from index.crossing import CrossingEncoder
from index.embedding import BUNDLED, Embedder, Known, open_embedder
from index.remembered import RememberingEmbedder
from qa.knowledge.knowledge import Knowledge
from qa.question.same_question import SameQuestions
from qa.reading.reader import EvidenceReader
from qa.retrieval.model import EvidenceModel, model_for
from qa.understanding.declared import Declared
from qa.understanding.model import QuestionModel, load_model
from qa.understanding.understander import Understander
from qa.wording.messages import Messages


@dataclass(frozen=True)
class Instruments:
    """Each is loaded at its first use, and once: an engine of fifty passages takes 64 MB with its own.

    They keep what they made of the latest texts by the texts themselves, so that an engine finds there only
    what it has asked for in the same words. Threads may share them.
    """

    embedder: Embedder
    crossing: CrossingEncoder | None = field(default_factory=CrossingEncoder)
    reader: EvidenceReader = field(default_factory=EvidenceReader)
    messages: Messages = field(default_factory=Messages)

    @classmethod
    def of(cls, model: str) -> Instruments:
        """Those of the embedding model of that name. Raises EmbeddingError for an empty one."""
        return cls(RememberingEmbedder(open_embedder(model)))

    @cached_property
    def questions(self) -> QuestionModel:
        """The weights by which questions are read."""
        return load_model()

    @cached_property
    def same_questions(self) -> SameQuestions:
        """What finds a question among others that ask the same."""
        return SameQuestions(self.embedder, self.crossing)

    @cached_property
    def evidence(self) -> EvidenceModel | None:
        """The weights by which sentences are judged, where they were fitted to this embedder."""
        return model_for(self.embedder)

    def understander(
        self, knowledge: Knowledge, known: Known | None = None, folder: Path | None = None
    ) -> Understander:
        """What reads questions about what is declared; `known` and `folder` are those of the engine."""
        reading = self.embedder if self.embedder.name == BUNDLED else None  # whom the weights are made for
        declared = {one.id: Declared(one.called, one.examples) for one in knowledge.attributes.values()}
        return Understander(declared, known, reading, folder, lambda: self.questions)
