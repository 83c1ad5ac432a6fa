"""A federation by its answers: who answers, who is asked on, and what is never put together."""

from __future__ import annotations

from typing import Final

import pytest

from index.errors import QuestionError
from qa.collections.desk import Desk
from qa.collections.federation import Federation
from qa.models import Citation, Compare, Completion, History, Profile, Rank, Reply, Score
from tests.qa.collections.stacks import declare, desk_over, paper, put, settings_of, stacks

NORTH, SOUTH, THIRD = 1, 2, 3
FIRST, SECOND = "2031-Q1", "2032-Q1"
HARBOUR: Final = paper("notes", "Harbour notes", "# Harbour\n\nThe Vorlax bridge toll is nine coins.\n")
PIERS: Final = paper(
    "notes", "Pier notes", "# Piers\n\nThe Gromba pier toll is two coins. The ferry leaves at noon.\n"
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Two servers' own collections, which call their models alike, and documents that all may read.

    Server 1 may read the other's as well, server 3 has none.
    """
    desk = desk_over(stacks(tmp_path_factory.mktemp("federation")))
    catalogue = desk.catalogue
    catalogue.create("north", "The north", owner=NORTH)
    catalogue.create("south", "The south", owner=SOUTH)
    catalogue.create("piers", "The piers")
    catalogue.give("south", NORTH)
    catalogue.give("piers", None)
    declare(settings_of(catalogue, "north").corpus, FIRST, {"Zephyr": 71, "Nimbus": 60}, lab="Northwind")
    declare(settings_of(catalogue, "south").corpus, SECOND, {"Zephyr": 90, "Borealis": 64}, lab="Southgate")
    put(catalogue, "north", HARBOUR)
    put(catalogue, "piers", PIERS)
    return desk


@pytest.fixture(scope="module")
def all_three(desk: Desk) -> Federation:
    return desk.of(NORTH)


def same(reply: Reply) -> Reply:
    """A reply without what no two have in common: its id, and how long it took."""
    answer = reply.answer.model_copy(update={"latency_ms": 0.0, "id": ""})
    return reply.model_copy(update={"answer": answer})


def editions(reply: Reply) -> set[str]:
    return {fact.edition for fact in reply.answer.facts}


class TestWhoIsAsked:
    def test_the_own_comes_first_then_what_was_given_then_what_is_everyones(self, desk: Desk) -> None:
        asked = {server: [one.name for one in desk.of(server).members] for server in (NORTH, SOUTH, THIRD)}
        assert asked == {NORTH: ["north", "south", "piers"], SOUTH: ["south", "piers"], THIRD: ["piers"]}
        assert [one.name for one in desk.of(None).members] == ["piers"]

    def test_whoever_answers_best_answers(self, all_three: Federation) -> None:
        for question, name, said in (
            ("What is the Gromba pier toll?", "piers", "“The Gromba pier toll is two coins.” [1]"),
            ("What is the Vorlax bridge toll?", "north", "“The Vorlax bridge toll is nine coins.” [1]"),
            ("What did Borealis score?", "south", "Borealis scores 64 in the Q1 2032 edition. [1]"),
        ):
            reply = all_three.ask(question)
            assert (reply.answer.answer, reply.turn.collection, reply.collections) == (said, name, (name,))
            assert [cited.collection for cited in reply.answer.citations] == [name]

    def test_of_two_that_are_equally_sure_the_first_answers(self, desk: Desk) -> None:
        assert desk.of(NORTH).ask("What did Zephyr score?").answer.facts[0].value == 71
        assert desk.of(SOUTH).ask("What did Zephyr score?").answer.facts[0].value == 90

    def test_an_edition_is_asked_of_those_that_have_it(self, all_three: Federation) -> None:
        asked = all_three.ask("What did Zephyr score?", edition=SECOND)
        looked_up = all_three.look_up(Score("Zephyr", edition=SECOND))
        assert [one.answer.facts[0].value for one in (asked, looked_up)] == [90, 90]
        assert all_three.ask("What did Zephyr score?", edition="1999").answer.facts == ()

    def test_what_is_no_question_is_refused_as_it_is_by_one(self, all_three: Federation) -> None:
        with pytest.raises(QuestionError) as caught:
            all_three.ask("??", locale="fr")
        with pytest.raises(QuestionError) as alone:
            all_three.members[0].engine.ask("??", locale="fr")
        assert str(caught.value) == str(alone.value)


class TestFollowUps:
    def test_stay_with_the_collection_that_answered(self, all_three: Federation) -> None:
        """The ids of the turn are its own: what is m1 in one collection is another thing in the next."""
        for first, follow_up, said in (
            ("What did Borealis score?", "and its lab?", "Southgate"),
            ("What did Borealis score?", "how many points?", "Borealis scores 64"),
            ("What did Nimbus score?", "how many points?", "Nimbus scores 60"),
            ("What did Borealis score?", "and Zephyr?", "Zephyr scores 90"),
            ("What did Nimbus score?", "and Zephyr?", "Zephyr scores 71"),
        ):
            turn = all_three.ask(first).turn
            reply = all_three.ask(follow_up, history=[turn])
            assert reply.turn.collection == turn.collection, follow_up
            assert said in reply.answer.answer

    def test_go_elsewhere_where_it_has_no_answer(self, all_three: Federation) -> None:
        turn = all_three.ask("What did Borealis score?").turn
        reply = all_three.ask("and the Gromba pier toll?", history=[turn])
        assert (reply.turn.collection, reply.answer.citations[0].quote) == (
            "piers",
            "The Gromba pier toll is two coins.",
        )

    def test_a_question_that_stands_alone_goes_to_whoever_answers_best(self, all_three: Federation) -> None:
        turn = all_three.ask("What is the Gromba pier toll?").turn
        reply = all_three.ask("What is the Vorlax bridge toll?", history=[turn])
        assert reply.turn.collection == "north"

    def test_turns_of_a_collection_out_of_reach_mean_nothing(self, desk: Desk) -> None:
        foreign = desk.of(NORTH).ask("What did Nimbus score?").turn
        assert (foreign.collection, foreign.entities) == ("north", ("m1",))
        reply = desk.of(SOUTH).ask("how many points?", history=[foreign])
        assert same(reply) == same(desk.of(SOUTH).ask("how many points?"))

    def test_where_the_last_answer_is_from_is_told_by_who_gave_it(self, all_three: Federation) -> None:
        turn = all_three.ask("What did Borealis score?").turn
        reply = all_three.ask("where is that from?", history=[turn])
        assert "Borealis of Southgate scores 64 points." in reply.answer.answer
        assert reply.turn.collection == "south"

    def test_a_talk_goes_on(self, all_three: Federation) -> None:
        assert all_three.converse(["What did Borealis score?", "and Zephyr?"]).answer.facts[0].value == 90

    def test_what_a_message_asks_is_answered_by_who_knows(self, all_three: Federation) -> None:
        replied_to = "What is the Vorlax bridge toll?"
        for question in ("can you answer this?", ""):
            reply = all_three.ask_in_reply(question, replied_to)
            assert reply.answer.citations[0].quote == "The Vorlax bridge toll is nine coins."
        turn = all_three.ask("What did Borealis score?").turn
        assert all_three.ask_in_reply("", replied_to, history=[turn]).turn.collection == "north"


class TestNeverTogether:
    """Editions of two collections are on no scale, in no list and in no sentence."""

    @pytest.mark.parametrize(
        "request_",
        [
            Compare(("Nimbus", "Borealis")),
            Compare(("Zephyr", "Borealis")),
            Rank(),
            History("Zephyr"),
            Profile("Northwind"),
            Score("Zephyr"),
        ],
    )
    def test_in_look_ups(self, all_three: Federation, request_: Score) -> None:
        reply = all_three.look_up(request_)
        assert len(editions(reply)) <= 1
        assert len({cited.collection for cited in reply.answer.citations}) <= 1
        assert len({row.edition for row in reply.rows}) <= 1

    @pytest.mark.parametrize(
        "question",
        [
            "Compare Nimbus and Borealis",
            "Which is better, Nimbus or Borealis?",
            "Who leads?",
            "How many models are there?",
            "How did Zephyr do over time?",
            "What did Zephyr score? And what did Borealis score? And Nimbus?",
        ],
    )
    def test_in_answers(self, all_three: Federation, question: str) -> None:
        reply = all_three.ask(question)
        assert len(editions(reply)) <= 1
        assert len({cited.collection for cited in reply.answer.citations}) <= 1

    def test_a_ranking_is_that_of_one(self, all_three: Federation) -> None:
        assert [row.value for row in all_three.look_up(Rank()).rows] == ["71", "60"]
        assert [row.value for row in all_three.look_up(Rank(edition=SECOND)).rows] == ["90", "64"]


class TestSmallTalk:
    def test_tells_what_all_answer_from(self, all_three: Federation) -> None:
        reply = all_three.ask("hello")
        others = f"Beside that I answer from Sky Report {SECOND} of Southgate · Pier notes."
        assert f"Sky Report {FIRST} of Northwind" in reply.answer.answer.split("\n")[0]
        assert reply.answer.answer.endswith(f"\n\n{others}")
        assert (reply.lines[-1].kind, reply.lines[-1].text) == ("note", others)
        assert reply.collections == ("north", "piers", "south")

    def test_of_one_collection_is_its_own(self, desk: Desk) -> None:
        reply = desk.of(THIRD).ask("bonjour", locale="fr")
        assert same(reply).answer == same(desk.of(THIRD).members[0].engine.ask("bonjour", locale="fr")).answer
        assert reply.collections == ("piers",)

    def test_is_no_answer_where_one_has_one(self, all_three: Federation) -> None:
        assert all_three.ask("thanks! what is the Gromba pier toll?").turn.collection == "piers"


class TestNothingToRead:
    @pytest.fixture
    def nothing(self, desk: Desk) -> Federation:
        return Federation((), desk.instruments)

    @pytest.mark.parametrize(
        ("question", "locale", "language"),
        [
            ("What is the toll?", None, "en"),
            ("Quel est le péage du pont ?", None, "fr"),
            ("2031", "ja", "ja"),
        ],
    )
    def test_is_said(self, nothing: Federation, question: str, locale: str | None, language: str) -> None:
        said = nothing.ask(question, locale=locale)
        assert said.answer.abstained
        assert (said.answer.language, said.answer.citations, said.turn.question) == (language, (), question)
        assert said.answer.answer == nothing.look_up(Rank(), locale=language).answer.answer
        assert [line.text for line in said.lines] == [said.answer.answer]
        assert nothing.ask_in_reply("", question, locale=language).answer.answer == said.answer.answer

    def test_nothing_is_offered(self, nothing: Federation) -> None:
        assert (nothing.titles(), nothing.examples()) == ("", ())
        assert (nothing.complete(""), nothing.complete_measures("")) == ((), ())
        assert (nothing.measures, nothing.editions, nothing.times, nothing.looks_up) == ((), (), (), False)
        assert nothing.explain("What is the toll?")[1] == ()

    def test_has_a_version_of_its_own(self, nothing: Federation, all_three: Federation) -> None:
        assert nothing.corpus_version not in {"", all_three.corpus_version}


class TestWhatIsOffered:
    def test_titles_editions_and_examples_are_of_all(self, all_three: Federation) -> None:
        titles = f"Sky Report {FIRST} of Northwind · Sky Report {SECOND} of Southgate · Pier notes"
        assert all_three.titles("en") == titles
        assert (all_three.editions, all_three.times, all_three.looks_up) == ((FIRST, SECOND), (), True)
        assert all_three.examples("en") == (
            "What did Zephyr score in Q1 2031?",
            "What did Zephyr score in Q1 2032?",
            "Piers?",
        )

    def test_measures_are_of_all(self, all_three: Federation) -> None:
        assert [one.attribute.id for one in all_three.measures] == ["sky_index", "sky_index"]
        assert [one.label for one in all_three.complete_measures("s")] == ["Sky Index score"]

    def test_names_are_offered_in_turn_and_once(self, all_three: Federation) -> None:
        assert all_three.complete("z") == (Completion(label="Zephyr", value="m0"),)
        assert [one.label for one in all_three.complete("")] == [
            "Zephyr",
            "Nimbus",
            "Borealis",
            "Northwind",
            "Southgate",
        ]
        assert [one.label for one in all_three.complete("", limit=2)] == ["Zephyr", "Nimbus"]

    def test_what_is_offered_is_what_is_looked_up(self, all_three: Federation) -> None:
        """Where an id means another thing in the next collection, the name is what is looked up."""
        scores = {
            offered.label: all_three.look_up(Score(offered.value)).answer.facts[0].value
            for offered in (*all_three.complete("b"), *all_three.complete("n"), *all_three.complete("z"))
        }
        assert scores == {"Borealis": 64, "Nimbus": 60, "Northwind": 71, "Zephyr": 71}

    def test_another_version_where_one_more_may_be_read(self, desk: Desk) -> None:
        held = [desk.of(server).corpus_version for server in (NORTH, SOUTH, THIRD)]
        assert len(set(held)) == 3
        assert held[2] == desk.of(THIRD).members[0].engine.corpus_version
        assert held[2] == desk.of(None).corpus_version


class TestExplaining:
    def test_explains_what_is_answered(self, all_three: Federation) -> None:
        question = "What is the Gromba pier toll?"
        reply, explanations = all_three.explain(question)
        assert same(reply) == same(all_three.ask(question))
        (told,) = explanations
        assert told == all_three.members[2].engine.explain(question)[1][0]

    def test_goes_on_from_the_turns_before(self, all_three: Federation) -> None:
        turn = all_three.ask("What did Borealis score?").turn
        reply, explanations = all_three.explain("and Zephyr?", history=[turn])
        assert reply.answer.facts[0].value == 90
        assert (explanations[0].entities, explanations[0].editions) == (("Zephyr",), (SECOND,))


class TestShownAgain:
    QUESTION: Final = "What is the Vorlax bridge toll?"

    def test_what_may_still_be_read(self, desk: Desk) -> None:
        reply = desk.of(NORTH).ask(self.QUESTION)
        assert desk.may_show(reply, NORTH)
        assert not desk.may_show(reply, SOUTH)
        assert not desk.may_show(reply, None)

    def test_pages_show_the_documents_of_those_who_may_read_them(self, desk: Desk) -> None:
        reply = desk.of(NORTH).ask(self.QUESTION)
        cited, reading = reply.answer.citations[0], desk.reading(NORTH)
        assert reading.may_read(reply)
        assert reading.lasts(reply)
        assert (found := reading.cited(cited)) is not None
        assert cited.quote in found[0].text
        assert found[1] == reply.answer.corpus_version
        for server in (SOUTH, None):
            assert not desk.reading(server).may_read(reply)
            assert desk.reading(server).cited(cited) is None
        forged = cited.model_copy(update={"quote": "Nobody says that."})
        changed = reply.model_copy(
            update={"answer": reply.answer.model_copy(update={"citations": (forged,)})}
        )
        assert reading.may_read(changed), "what the document says by now is shown on its page"
        assert not desk.may_show(changed, NORTH)

    def test_what_speaks_of_others_without_a_quote(self, desk: Desk) -> None:
        """A greeting tells titles of all collections: it is shown where all of these may be read."""
        greeting = desk.of(NORTH).ask("hello")
        assert greeting.answer.citations == ()
        assert [desk.may_show(greeting, server) for server in (NORTH, SOUTH, THIRD)] == [True, False, False]
        unknown = desk.of(SOUTH).ask("What did Cumulus score?", edition=SECOND)
        assert unknown.answer.abstained
        assert [desk.may_show(unknown, server) for server in (NORTH, SOUTH, THIRD)] == [True, True, False]

    def test_a_quote_that_stands_there_no_more(self, desk: Desk) -> None:
        reply = desk.of(NORTH).ask(self.QUESTION)
        for change in ({"document_id": "gone"}, {"quote": "The toll is ten coins."}):
            cited = tuple(one.model_copy(update=change) for one in reply.answer.citations)
            assert not desk.may_show(with_citations(reply, cited), NORTH)

    def test_what_an_older_version_kept_is_of_the_data_folder(self, desk: Desk) -> None:
        """North and the piers each have a document of the same id."""
        reply = desk.of(NORTH).ask(self.QUESTION)
        cited = tuple(one.model_copy(update={"collection": None}) for one in reply.answer.citations)
        assert not desk.may_show(with_citations(reply, cited), NORTH)


def with_citations(reply: Reply, cited: tuple[Citation, ...]) -> Reply:
    return reply.model_copy(update={"answer": reply.answer.model_copy(update={"citations": cited})})


class TestNames:
    def test_a_name_of_two_members_is_either_and_ids_are_never_shared(self, all_three: Federation) -> None:
        text = "Zephyr is ahead of Borealis."
        zephyr, borealis = all_three.names_in(text)
        assert (zephyr.text, borealis.text) == ("Zephyr", "Borealis")
        assert [text[one.start : one.end] for one in (zephyr, borealis)] == ["Zephyr", "Borealis"]
        assert (len(zephyr.entities), len(borealis.entities)) == (2, 1)
        assert not set(zephyr.entities) & set(borealis.entities)
