"""What is read before a figure is told: what a program found, and what may be another figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from index.build import build_from_documents
from index.corpus_files import load_documents
from index.embedding import open_embedder
from index.passage_index import PassageIndex
from qa.drafts.answer import Resources
from qa.drafts.draft import Draft
from qa.drafts.guard import DOUBTED, MOST_READ, FigureGuard
from qa.engine import Engine
from qa.extraction.finding import Finding
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.selection import Selection, Threshold
from qa.models import Reply
from qa.question.frame import Frame, Operation
from qa.reading.reader import EvidenceReader
from qa.reading.window import AnswerWords, Window, WindowReading
from qa.review.admission import admit
from qa.review.review import Review
from tests.qa.drafts.drafting import drafted, resources_of, said
from tests.qa.review.found import FRONT, finding
from tests.qa.small import write_small_corpus

STAFF: Final = "Northwind has 340 employees."
BRIDGE: Final = "The new bridge over the harbour is 912 metres long."
SCORES: Final = {
    "zephyr-2": "Zephyr 2 scores 81 points.",
    "zephyr-3": "Zephyr 3 scores 82 points.",
    "borealis-one": "Borealis One scores 83 points.",
    "cumulus-mini": "Cumulus Mini scores 84 points.",
    "nimbus-large": "Nimbus Large scores 85 points.",
}
TEXT: Final = "\n".join(
    ("# News", STAFF, BRIDGE, *SCORES.values(), "Zephyr 2 scores 55 points, others say.\n")
)
OTHERS_SAY: Final = "Zephyr 2 scores 55 points, others say."


class Listener(EvidenceReader):
    """Writes down what it is asked, and takes for no answer what holds any of the `wrong` words."""

    def __init__(self, *wrong: str, logit: float = DOUBTED - 0.1) -> None:
        super().__init__()
        self.asked: list[tuple[str, list[str]]] = []
        self._wrong, self._logit = wrong, logit

    def read(self, question: str, windows: Sequence[Window]) -> list[WindowReading]:
        texts = [window.text for window in windows]
        self.asked.append((question, texts))
        return [self._said_of(window) for window in windows]

    def _said_of(self, window: Window) -> WindowReading:
        sentences = [window.text[start:end] for start, end in window.sentences]
        wrong = [any(word in sentence for word in self._wrong) for sentence in sentences]
        logits = tuple(self._logit if one else 0.0 for one in wrong)
        return WindowReading(logits, tuple(AnswerWords(0, 1, 0.0) for _ in sentences))


def staff(subject: str, value: float, quote: str) -> Finding:
    return finding(subject, value, quote=quote, attribute="employees", unit="count", kind="lab")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small corpus with news, in which a program found figures: one of them wrongly."""
    corpus = write_small_corpus(tmp_path_factory.mktemp("guarded"))
    (corpus / "digests" / "2030-Q3-en.md").write_text(FRONT + TEXT, encoding="utf-8")
    return corpus


@pytest.fixture(scope="session")
def knowledge(folder: Path) -> Knowledge:
    findings = (
        staff("northwind", 340, STAFF),
        staff("eastgate", 912, BRIDGE),
        *(finding(subject, 81 + n, quote=quote) for n, (subject, quote) in enumerate(SCORES.items())),
    )
    documents = {document.id: document for document in load_documents(folder)}
    return admit(Knowledge.load(folder), [Review(finding=one) for one in findings], documents)


@pytest.fixture(scope="session")
def resources(knowledge: Knowledge, folder: Path) -> Resources:
    return resources_of(knowledge, {document.id: document for document in load_documents(folder)})


Asked = Callable[..., tuple[Draft | None, Listener]]


@pytest.fixture
def asked(resources: Resources) -> Asked:
    """What is left of the draft of a frame that a test builds, and what was read for it."""

    def call(
        question: str, *entities: str, wrong: Sequence[str] = (), logit: float = DOUBTED - 0.1, **changes: Any
    ) -> tuple[Draft | None, Listener]:
        plain: dict[str, Any] = {"operation": Operation.LOOKUP, "attributes": ("sky_index",)}
        frame = Frame(question, "en", **(plain | {"entities": entities} | changes))
        listener = Listener(*wrong, logit=logit)
        return FigureGuard(listener, resources).kept(frame, drafted(resources, frame)), listener

    return call


def test_what_a_program_found_is_read_with_the_question(asked: Asked) -> None:
    draft, listener = asked(
        "How many work there?", "northwind", attributes=("employees",), search="How many work at Northwind?"
    )
    assert listener.asked == [("How many work at Northwind?", [STAFF])]
    assert draft is not None
    assert "340" in draft.claims[0].text
    assert [notice.kind for notice in draft.notices] == ["extracted"]


def test_nothing_is_left_of_an_only_figure_that_is_doubted(asked: Asked) -> None:
    draft, listener = asked(
        "How many people work at Eastgate?", "eastgate", attributes=("employees",), wrong=["bridge"]
    )
    assert listener.asked == [("How many people work at Eastgate?", [BRIDGE])]
    assert draft is None


def test_what_lies_on_the_cut_is_not_doubted(asked: Asked) -> None:
    draft, _ = asked("How many?", "eastgate", attributes=("employees",), wrong=["bridge"], logit=DOUBTED)
    assert draft is not None


@pytest.mark.parametrize("operation", [Operation.LOOKUP, Operation.COMPARE, Operation.RANK])
def test_what_people_stated_is_not_read(asked: Asked, operation: Operation) -> None:
    draft, listener = asked(
        "the scores", "zephyr-2", "borealis-one", operation=operation, editions=("2030-Q1",), wrong=["71"]
    )
    assert listener.asked == []
    assert draft is not None
    assert any("71" in claim.text for claim in draft.claims)


@pytest.mark.parametrize(("undeclared", "told"), [(0.49, True), (0.5, False)])
def test_what_may_be_another_figure_is_read_too(asked: Asked, undeclared: float, told: bool) -> None:
    draft, listener = asked(
        "What did Zephyr 2 weigh?", "zephyr-2", editions=("2030-Q1",), undeclared=undeclared, wrong=["71"]
    )
    assert bool(listener.asked) is not told
    assert (draft is not None) is told


def test_one_reading_for_all_figures(asked: Asked) -> None:
    draft, listener = asked("What are their scores?", *SCORES, undeclared=0.9, editions=("2030-Q1",))
    ((_, texts),) = listener.asked
    assert len(texts) == len(set(texts)) == MOST_READ
    assert draft is not None


def test_long_lists_are_not_read(asked: Asked) -> None:
    for operation in (Operation.LOOKUP, Operation.FILTER):
        draft, listener = asked(
            "all the scores", *SCORES, operation=operation, editions=("2030-Q3",), wrong=["points"]
        )
        assert listener.asked == []
        assert draft is not None


def test_of_long_lists_what_a_program_found_is_read(asked: Asked) -> None:
    draft, listener = asked(
        "What are their scores?", "zephyr-2", "zephyr-3", "borealis-one", undeclared=0.9, wrong=["82"]
    )
    ((_, texts),) = listener.asked
    assert texts == [SCORES[one] for one in ("zephyr-2", "zephyr-3", "borealis-one")]
    assert draft is not None
    assert not any("82" in line for line in said(draft))


def test_a_list_keeps_what_is_not_doubted(asked: Asked) -> None:
    draft, _ = asked(
        "What did Zephyr 3 and Borealis One score?",
        *("zephyr-3", "borealis-one"),
        editions=("2030-Q3",),
        wrong=["82"],
    )
    assert draft is not None
    first, closing = said(draft)
    assert "83" in first
    assert "Zephyr 3" in closing, "it is said what is not stated"
    (notice,) = draft.notices
    assert "Borealis One" in notice.text
    assert "Zephyr 3" not in notice.text


def test_a_list_within_a_bound_keeps_its_other_lines(asked: Asked) -> None:
    draft, listener = asked(
        "Which models score more than 82 points?",
        operation=Operation.FILTER,
        editions=("2030-Q3",),
        selection=Selection(threshold=Threshold("above", 82)),
        wrong=["84"],
    )
    ((_, texts),) = listener.asked
    assert sorted(texts) == sorted(SCORES[one] for one in ("nimbus-large", "cumulus-mini", "borealis-one"))
    assert draft is not None
    assert [claim.facts[0].subject for claim in draft.claims] == ["nimbus-large", "borealis-one"]


def test_a_verdict_needs_all_its_figures(asked: Asked) -> None:
    draft, _ = asked(
        "Did Zephyr 2 score 71?", "zephyr-2", yes_no=True, values=(81.0,), undeclared=0.0, wrong=["81"]
    )
    assert draft is None


def test_what_is_compared_needs_all_its_figures(asked: Asked) -> None:
    draft, _ = asked(
        "Is Zephyr 3 ahead of Borealis One?",
        *("zephyr-3", "borealis-one"),
        operation=Operation.COMPARE,
        editions=("2030-Q3",),
        wrong=["82"],
    )
    assert draft is not None
    assert [claim.facts[0].subject for claim in draft.claims] == ["borealis-one"]


def test_a_bare_name_cannot_be_read(asked: Asked) -> None:
    draft, listener = asked("Zephyr-2, Borealis One?", "zephyr-2", "borealis-one", wrong=["points"])
    assert listener.asked == []
    assert draft is not None


@pytest.mark.parametrize("operation", [Operation.RANK, Operation.HISTORY, Operation.PROFILE, Operation.COUNT])
def test_what_no_sentence_answers_alone_is_not_read(asked: Asked, operation: Operation) -> None:
    entity = "northwind" if operation is Operation.PROFILE else "zephyr-2"
    draft, listener = asked("What is there to say?", entity, operation=operation, wrong=["points"])
    assert listener.asked == []
    assert draft is not None
    assert "extracted" in {notice.kind for notice in draft.notices}


def test_a_contradiction_that_is_doubted_is_not_told(knowledge: Knowledge, folder: Path) -> None:
    documents = {document.id: document for document in load_documents(folder)}
    other = Review(finding=finding("zephyr-2", 55, quote=OTHERS_SAY, edition="2030-Q1"))
    held = resources_of(admit(knowledge, [other], documents), documents)
    frame = Frame(
        *("What did Zephyr 2 score in Q1?", "en", Operation.LOOKUP),
        attributes=("sky_index",),
        entities=("zephyr-2",),
        editions=("2030-Q1",),
    )
    draft = drafted(held, frame)
    assert {notice.kind for notice in draft.notices} >= {"conflict", "extracted"}
    rest = FigureGuard(Listener("others say"), held).kept(frame, draft)
    assert rest is not None
    assert {fact.value for claim in rest.claims for fact in claim.facts} == {71}
    assert not any("55" in notice.text for notice in rest.notices)


def test_what_a_refusal_states_is_read_too(
    folder: Path, engine_of_news: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = engine_of_news.index.documents
    one_side = Review(finding=staff("eastgate", 912, BRIDGE))
    held = admit(Knowledge.load(folder), [one_side], documents)
    engine = Engine(held, engine_of_news.index, open_embedder("bundled"))
    asks = "Has Eastgate more employees than Northwind?"
    frame = Frame(
        *(asks, "en", Operation.COMPARE),
        attributes=("employees",),
        entities=("eastgate", "northwind"),
        search=asks,
    )
    drafts: list[Draft] = []
    for listener in (Listener(), Listener("bridge")):
        monkeypatch.setattr(EvidenceReader, "read", listener.read)
        drafts.append(engine._drafter.draft(frame))
        assert listener.asked[0] == (asks, [BRIDGE])
    undoubted, doubted = drafts
    assert undoubted.abstained
    assert doubted.abstained
    assert undoubted.text == doubted.text, "why there is no answer"
    assert [fact.value for claim in undoubted.claims for fact in claim.facts] == [912]
    assert doubted.claims == ()
    assert BRIDGE not in [documents[one.document_id].text[one.start : one.end] for one in doubted.closest]


# --- as it is really read -------------------------------------------------------------


@pytest.fixture(scope="session")
def engine_of_news(knowledge: Knowledge, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    at, embedder = tmp_path_factory.mktemp("guarded-index"), open_embedder("bundled")
    build_from_documents(load_documents(folder), at, embedder)
    return Engine(knowledge, PassageIndex.open(at), embedder)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are really read, as they come."""
    texts: list[str] = []
    reads = EvidenceReader.read

    def noted(reader: EvidenceReader, question: str, windows: Sequence[Window]) -> list[WindowReading]:
        texts.extend(window.text for window in windows)
        return reads(reader, question, windows)

    monkeypatch.setattr(EvidenceReader, "read", noted)
    return texts


def kinds(reply: Reply) -> list[str]:
    return [notice.kind for notice in reply.answer.notices]


def test_a_figure_whose_sentence_answers_is_told(engine_of_news: Engine, read: list[str]) -> None:
    reply = engine_of_news.ask("How many employees does Northwind have?")
    assert read == [STAFF]
    assert "340" in reply.answer.answer
    assert kinds(reply) == ["extracted"]


def test_a_figure_of_something_else_is_not_told(engine_of_news: Engine, read: list[str]) -> None:
    reply = engine_of_news.ask("How many employees does Eastgate have?")
    assert read[:1] == [BRIDGE]
    assert reply.answer.abstained
    assert reply.answer.facts == ()
    assert "extracted" not in kinds(reply)
    assert reply.answer.answer.startswith("I found no answer to that in the documents.")


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("How much money has Northwind raised?", "2.5 billion"),
        ("What did Zephyr 2 score in Q1 2030?", "71"),
        ("Combien a levé Northwind ?", "2,5"),
    ],
)
def test_what_is_declared_and_stated_is_never_read(
    engine_of_news: Engine, read: list[str], question: str, says: str
) -> None:
    assert says in engine_of_news.ask(question).answer.answer
    assert read == []
