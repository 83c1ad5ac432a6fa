"""What is asked, and what is carried over from the turns before."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.models import Turn
from qa.question.frame import Operation
from tests.qa.conftest import Understand


def turn(
    *entities: str,
    attribute: str | None = "sky_index",
    editions: tuple[str, ...] = ("2030-Q1",),
    operation: str = "lookup",
) -> Turn:
    return Turn(
        question="before",
        language="en",
        entities=entities,
        attribute=attribute,
        editions=editions,
        operation=operation,
    )


@pytest.mark.parametrize(
    ("question", "language", "operation", "entities"),
    [
        ("Zephyr 2 score", "en", Operation.LOOKUP, {"zephyr-2"}),
        ("compare Zephyr 2 and Cumulus Mini", "en", Operation.COMPARE, {"zephyr-2", "cumulus-mini"}),
        (
            "Zephyr 2 or Cumulus Mini, which scores higher?",
            "en",
            Operation.COMPARE,
            {"zephyr-2", "cumulus-mini"},
        ),
        ("Zephyr 2比Cumulus Mini高多少分", "zh-Hans", Operation.COMPARE, {"zephyr-2", "cumulus-mini"}),
        (
            "Zephyr 2とCumulus Miniのスコアはどっちが高い",
            "ja",
            Operation.COMPARE,
            {"zephyr-2", "cumulus-mini"},
        ),
        ("rank the models by score", "en", Operation.RANK, set()),
        ("classement des modèles par score", "fr", Operation.RANK, set()),
        ("which model scores best", "en", Operation.RANK, set()),
        ("models above 60 points", "en", Operation.FILTER, set()),
        ("how many models score above 60", "en", Operation.COUNT, set()),
        ("Northwind", "en", Operation.OVERVIEW, {"northwind"}),
        ("tell me about Northwind", "en", Operation.OVERVIEW, {"northwind"}),
        ("why did Zephyr 2 improve?", "en", Operation.PASSAGE, {"zephyr-2"}),
        ("how did Zephyr 2 score?", "en", Operation.LOOKUP, {"zephyr-2"}),
        ("which models are Avalonian?", "en", Operation.FILTER, {"avalon"}),
        ("which models are not from Northwind?", "en", Operation.FILTER, set()),
        ("how many Avalonian models are there?", "en", Operation.COUNT, {"avalon"}),
        ("which weather models are Avalonian?", "en", Operation.PASSAGE, {"avalon"}),
        ("did Zephyr 2 improve?", "en", Operation.HISTORY, {"zephyr-2"}),
        ("history of Northwind's scores", "en", Operation.HISTORY, {"northwind"}),
        ("Zephyr 2 s'est-il amélioré ?", "fr", Operation.HISTORY, {"zephyr-2"}),
        ("Zephyr 2变好了吗？", "zh-Hans", Operation.HISTORY, {"zephyr-2"}),
        ("Zephyr 2的分數走勢", "zh-Hant", Operation.HISTORY, {"zephyr-2"}),
        ("Zephyr 2は良くなった？", "ja", Operation.HISTORY, {"zephyr-2"}),
        ("which editions do you have?", "en", Operation.EDITIONS, set()),
        ("quelles éditions as-tu ?", "fr", Operation.EDITIONS, set()),
        ("你有哪些版本？", "zh-Hans", Operation.EDITIONS, set()),
        ("どの版がありますか？", "ja", Operation.EDITIONS, set()),
        (
            "how far is Nimbus Large behind the best model in Q1?",
            "en",
            Operation.COMPARE,
            {"nimbus-large", "zephyr-2"},
        ),
        ("how far is Zephyr 2 behind the best model in Q1?", "en", Operation.LOOKUP, {"zephyr-2"}),
        ("hello", "en", Operation.SMALLTALK, set()),
        ("bonjour", "fr", Operation.SMALLTALK, set()),
        ("谢谢", "zh-Hans", Operation.SMALLTALK, set()),
        ("ありがとう", "ja", Operation.SMALLTALK, set()),
        ("top !", "fr", Operation.SMALLTALK, set()),
        ("top 5", "fr", Operation.RANK, set()),
        ("thanks! what did Zephyr 2 score?", "en", Operation.LOOKUP, {"zephyr-2"}),
    ],
)
def test_operations(
    understand: Understand, question: str, language: str, operation: Operation, entities: set[str]
) -> None:
    frame = understand(question, language=language)
    assert frame.operation is operation
    assert set(frame.entities) == entities


@pytest.mark.parametrize(
    ("question", "language", "kind", "values"),
    [
        ("models with at least 60 and at most 70 points", "en", "between", (60, 70)),
        ("Q1で60点以上70点以下のモデルは？", "ja", "between", (60, 70)),
        ("60分以上（含）的模型", "zh-Hans", "at_least", (60, 60)),
        ("which models have 64 points?", "en", "equal", (64, 64)),
        ("月活低于1个亿的app", "zh-Hans", "below", (1e8, 1e8)),
    ],
)
def test_bounds(
    understand: Understand, question: str, language: str, kind: str, values: tuple[float, float]
) -> None:
    threshold = understand(question, language=language).selection.threshold
    assert threshold is not None
    assert (threshold.kind, threshold.value, threshold.upper) == (kind, *values)


def test_scopes_narrow_a_ranking(understand: Understand) -> None:
    frame = understand("best model of Northwind by score")
    assert frame.operation is Operation.RANK
    assert frame.selection.scopes == ("northwind",)
    assert frame.selection.direction == "high"
    assert understand("worst score in Avalon").selection.direction == "low"


def test_an_option_wins_over_the_words(understand: Understand) -> None:
    assert understand("Zephyr 2 score in Q1", edition="2030-Q2").editions == ("2030-Q2",)
    assert understand("Zephyr 2 score in Q3", edition="2030-Q2").missing.editions == ()


@pytest.mark.parametrize(
    "question", ["Zephyr 2 score 2030Q2", "2030Q2 Zephyr 2 score", "score de Zephyr 2 au 2030T2"]
)
def test_an_edition_may_be_one_word(understand: Understand, question: str) -> None:
    frame = understand(question)
    assert (frame.editions, frame.missing.names) == (("2030-Q2",), ())
    assert understand(question.replace("2030", "2031")).missing.editions == ("2031-Q2",)


def test_what_is_clearly_asked_for_is_not_taken_for_what_is_held(understand: Understand) -> None:
    for question in (
        "How much has Zephyr 2 raised in funding so far?",
        "How much money has Northwind raised so far?",
    ):
        assert understand(question).attributes == ("funding",)


def test_a_maker_only_says_whose_model_is_meant(understand: Understand) -> None:
    assert understand("score of Zephyr 2 by Northwind").entities == ("zephyr-2",)
    assert understand("how much has Northwind, maker of Zephyr 2, raised").entities[0] == "northwind"


# --- follow-ups -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("and Cumulus Mini?", "en"),
        ("what about Cumulus Mini?", "en"),
        ("et Cumulus Mini ?", "fr"),
        ("那Cumulus Mini呢？", "zh-Hans"),
        ("Cumulus Miniは？", "ja"),
    ],
)
def test_another_name_keeps_the_attribute_and_edition(
    understand: Understand, question: str, language: str
) -> None:
    frame = understand(question, [turn("zephyr-2")], language)
    assert frame.entities == ("cumulus-mini",)
    assert frame.attributes == ("sky_index",)
    assert frame.editions == ("2030-Q1",)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("what about Q2?", "en"),
        ("and in Q2?", "en"),
        ("et au T2 ?", "fr"),
        ("那第二季度呢？", "zh-Hans"),
        ("那第二季呢？", "zh-Hant"),
        ("第2四半期は？", "ja"),
    ],
)
def test_another_edition_keeps_the_name_and_attribute(
    understand: Understand, question: str, language: str
) -> None:
    frame = understand(question, [turn("zephyr-2")], language)
    assert frame.entities == ("zephyr-2",)
    assert frame.attributes == ("sky_index",)
    assert frame.editions == ("2030-Q2",)
    assert frame.previous_editions == ("2030-Q1",)


@pytest.mark.parametrize(
    ("question", "language", "attribute"),
    [
        ("when was it released?", "en", "release_date"),
        ("how many parameters does it have?", "en", "parameters"),
        ("combien de paramètres a-t-il ?", "fr", "parameters"),
        ("它的参数有多少？", "zh-Hans", "parameters"),
        ("そのパラメータは？", "ja", "parameters"),
    ],
)
def test_another_attribute_keeps_the_name(
    understand: Understand, question: str, language: str, attribute: str
) -> None:
    frame = understand(question, [turn("zephyr-2")], language)
    assert frame.entities == ("zephyr-2",)
    assert frame.attributes == (attribute,)


@pytest.mark.parametrize(
    "question",
    [
        "Which company stopped flying its balloons because the weather was bad?",
        "What is the capital of France?",
        "hello",
        "top 3 models by score",
        "who founded Northwind?",
    ],
)
def test_a_new_topic_carries_nothing(understand: Understand, question: str) -> None:
    frame = understand(question, [turn("zephyr-2", "cumulus-mini", editions=("2030-Q2",))])
    assert "zephyr-2" not in frame.entities
    assert "cumulus-mini" not in frame.entities
    assert "2030-Q2" not in frame.editions


def test_only_recent_turns_matter(understand: Understand) -> None:
    frame = understand("and in Q2?", [turn("borealis-one"), turn("zephyr-2")])
    assert frame.entities == ("zephyr-2",)


def test_the_gap_of_two_single_answers(understand: Understand) -> None:
    frame = understand("what is the difference?", [turn("zephyr-2"), turn("cumulus-mini")])
    assert set(frame.entities) == {"zephyr-2", "cumulus-mini"}
    assert frame.operation is Operation.COMPARE


def test_without_turns_a_follow_up_has_no_subject(understand: Understand) -> None:
    assert understand("and in Q2?").entities == ()
    assert understand("when was it released?").entities == ()


def test_an_unknown_name_is_never_replaced_by_the_last_one(understand: Understand) -> None:
    frame = understand("and Zephyr 9?", [turn("zephyr-2")])
    assert frame.entities == ()
    assert frame.missing.names == ("Zephyr 9",)


# --- whole conversations --------------------------------------------------------------


def talk(engine: Engine, *questions: str) -> list[str]:
    history: list[Turn] = []
    answers = []
    for question in questions:
        reply = engine.ask(question, history=history)
        history.append(reply.turn)
        answers.append(reply.answer.answer)
    return answers


def test_a_conversation(small_engine: Engine) -> None:
    first, second, third, fourth = talk(
        small_engine,
        "What did Zephyr 2 score in Q1?",
        "and Nimbus Large?",
        "what about Q2?",
        "Zephyr 2 then?",
    )
    assert "71" in first
    assert "58" in second
    assert "71" not in second
    assert "58" not in third, "Nimbus Large has no score in Q2"
    assert "55" in fourth


def test_a_follow_up_in_another_edition_is_not_compared(small_engine: Engine) -> None:
    first = small_engine.ask("What did Zephyr 2 score in Q1?")
    second = small_engine.ask("and in Q2?", history=[first.turn])
    assert "55" in second.answer.answer
    assert "comparability" in [notice.kind for notice in second.answer.notices]


def test_a_follow_up_to_a_person(small_engine: Engine) -> None:
    first = small_engine.ask("Who founded Northwind?")
    assert "ada-quill" in first.turn.entities


def test_the_language_of_a_bare_name_is_the_last_turns(small_engine: Engine) -> None:
    first = small_engine.ask("Quel est le score de Zephyr 2 ?")
    assert small_engine.ask("Cumulus Mini ?", history=[first.turn]).answer.language == "fr"
    assert small_engine.ask("Cumulus Mini ?", history=[first.turn], locale="ja").answer.language == "ja"
