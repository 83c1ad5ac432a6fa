"""Comparisons: who leads and by how much, who has no figure, and what may not be compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.drafts.answer import Resources
from qa.engine import Engine
from qa.models import Compare
from qa.question.frame import Frame, Operation
from tests.qa.building import kinds
from tests.qa.drafts.drafting import drafted, refused, said
from tests.qa.small import Q1, Q2


def compare(*entities: str, attribute: str = "sky_index", language: str = "en", edition: str = "") -> Frame:
    editions = (edition,) if edition else ()
    return Frame(
        "", language, Operation.COMPARE, entities=entities, attributes=(attribute,), editions=editions
    )


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Zephyr 2 leads Borealis One by 7 points in Sky Index score: 71 to 64 (Q1 2030)."),
        (
            "fr",
            "Zephyr 2 devance Borealis One de 7 points\u00a0: 71 contre 64 (score au Sky Index, T1 2030).",
        ),
        (
            "ja",
            "ゼファー2がBorealis Oneを7点リードしています（71点対64点、2030年第1四半期）。",
        ),
        ("zh-Hans", "按天空指数得分，Zephyr 2比北极光一号领先7分：71分对64分（2030年第一季度）。"),
        ("zh-Hant", "依天空指數得分，Zephyr 2比Borealis One領先7分：71分對64分（2030年第一季）。"),
    ],
)
def test_two_are_compared_in_one_sentence(resources: Resources, language: str, says: str) -> None:
    draft = drafted(resources, compare("borealis-one", "zephyr-2", language=language))
    assert said(draft)[0].endswith(says)
    assert draft.claims[0].derived == (0.0, 7.0)


def test_of_several_the_leader_comes_first_and_then_all_in_order(resources: Resources) -> None:
    draft = drafted(resources, compare("nimbus-large", "borealis-one", "zephyr-2"))
    assert said(draft) == [
        "Zephyr 2 leads in Sky Index score with 71, 7 points ahead of Borealis One (Q1 2030).",
        "1. Zephyr 2: 71",
        "2. Borealis One: 64",
        "3. Nimbus Large: 58",
    ]


def test_a_tie_at_the_top_of_several(resources: Resources) -> None:
    draft = drafted(resources, compare("nimbus-large", "borealis-one", "cumulus-mini"))
    assert said(draft)[0] == (
        "Borealis One and Cumulus Mini are tied in Sky Index score, 6 points ahead of Nimbus Large (Q1 2030)."
    )


def test_the_side_without_a_figure_is_named_and_the_other_shown(resources: Resources) -> None:
    why = refused(resources, compare("nimbus-large", "zephyr-3", edition=Q1))
    assert why.text == "The Q1 2030 documents give no Sky Index score for Zephyr 3."
    assert why.held
    assert said(why.held)[-1].startswith("Nimbus Large scores 58")


def test_a_side_with_a_figure_of_another_edition_is_shown_with_it(resources: Resources) -> None:
    why = refused(resources, compare("zephyr-2", "nimbus-large", edition=Q2))
    assert why.text == "The Q2 2030 documents give no Sky Index score for Nimbus Large."
    assert why.held
    assert [fact.value for claim in why.held.claims for fact in claim.facts] == [58, 55]
    assert {notice.kind for notice in why.held.notices} == {"comparability"}


def test_those_that_have_a_figure_are_compared_without_the_rest(resources: Resources) -> None:
    draft = drafted(resources, compare("zephyr-2", "zephyr-3", "nimbus-large", edition=Q1))
    assert said(draft)[0].startswith("Zephyr 2 leads Nimbus Large by 13 points")
    assert draft.closing == "The Q1 2030 documents give no Sky Index score for Zephyr 3."


@pytest.mark.parametrize(
    ("language", "says"),
    [
        (
            "en",
            "cannot be ranked by Sky Index score: their scores are from Q1 2030 and Q2 2030, which use",
        ),
        ("fr", "dont les échelles diffèrent"),
        ("ja", "尺度が異なるため"),
        ("zh-Hans", "采用不同的尺度"),
        ("zh-Hant", "採用不同的尺度"),
    ],
)
def test_figures_of_different_scales_are_shown_each_by_itself(
    resources: Resources, language: str, says: str
) -> None:
    draft = drafted(resources, compare("nimbus-large", "zephyr-3", language=language))
    assert says in draft.text
    assert [len(claim.facts) for claim in draft.claims] == [1, 1]


def test_a_thing_and_what_is_part_of_it_are_not_told_apart(resources: Resources) -> None:
    draft = drafted(resources, compare("nimbus-large", "nimbus-large"))
    assert said(draft) == ["Nimbus Large scores 58 on the Sky Index in the Q1 2030 edition."]


def test_an_abstention_shows_the_side_that_is_held_as_a_statement(small_engine: Engine) -> None:
    reply = small_engine.look_up(Compare(("Nimbus Large", "Zephyr 3"), Q1))
    assert reply.answer.abstained
    assert reply.answer.answer.split("\n")[0] == "The Q1 2030 documents give no Sky Index score for Zephyr 3."
    assert [fact.value for fact in reply.answer.facts] == [60, 58]
    assert all(statement.citations for statement in reply.answer.statements)
    assert kinds(reply) == {"comparability"}


def test_by_several_attributes_each_is_compared_and_what_is_not_stated_is_named(resources: Resources) -> None:
    both = Frame(
        "?",
        "en",
        Operation.COMPARE,
        entities=("zephyr-2", "borealis-one"),
        attributes=("sky_index", "parameters"),
        editions=(Q1,),
    )
    lines = said(drafted(resources, both))
    assert lines[0] == "Zephyr 2 leads Borealis One by 7 points in Sky Index score: 71 to 64 (Q1 2030)."
    assert "405B" in lines[-2]
    assert "Borealis One" in lines[-1]
    unheld = replace(both, attributes=("funding", "founder"), entities=("borealis-one", "cumulus-mini"))
    assert refused(resources, unheld).text
