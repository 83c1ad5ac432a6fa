"""Yes or no: each kind of question that figures decide, and those that they leave open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.drafts.answer import Resources
from qa.drafts.verdicts import admits, agreed, is_valued, leads, names_value
from qa.knowledge.facts import Evidence, Fact
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.selection import ALL, Selection, Threshold
from qa.knowledge.standings import Standing, ordered
from qa.language.detection import LANGUAGES
from qa.question.frame import Frame, Operation
from tests.qa.drafts.drafting import drafted, refused, said
from tests.qa.small import Q1, Q2

ABOVE_70 = Selection(threshold=Threshold("above", 70.0))
TWO = ("sky_index", "parameters")
SCORE = Frame(
    "", "en", Operation.LOOKUP, entities=("zephyr-2",), attributes=("sky_index",), editions=(Q1,), yes_no=True
)


def users(value: float, qualifier: str | None) -> Fact:
    return Fact.model_validate(
        {
            "id": "users",
            "subject": "skyline",
            "attribute": "monthly_active_users",
            "value": value,
            "unit": "users",
            "qualifier": qualifier,
            "edition": Q1,
            "reported_by": ("gazette",),
            "evidence": (Evidence(document_id="one", quote="Skyline grows."),),
        }
    )


@pytest.mark.parametrize(
    ("language", "begins"),
    [("en", "Yes. Z"), ("fr", "Oui. "), ("ja", "はい。"), ("zh-Hans", "是的。"), ("zh-Hant", "是的。")],
)
def test_a_yes_stands_before_the_first_statement(resources: Resources, language: str, begins: str) -> None:
    draft = drafted(resources, replace(SCORE, language=language, selection=ABOVE_70))
    assert said(draft)[0].startswith(begins)
    assert not draft.claims[0].text.startswith(begins)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_no_gives_the_figure_that_is_right(resources: Resources, language: str) -> None:
    no = {"en": "No. ", "fr": "Non. ", "ja": "いいえ。", "zh-Hans": "不是。", "zh-Hant": "不是。"}
    (line,) = said(drafted(resources, replace(SCORE, language=language, values=(72.0,), presumed=72.0)))
    assert line.startswith(no[language])
    assert "71" in line


def test_without_the_question_nothing_is_told(resources: Resources) -> None:
    assert said(drafted(resources, replace(SCORE, yes_no=False)))[0].startswith("Zephyr 2 scores 71")
    assert said(drafted(resources, SCORE))[0].startswith("Zephyr 2 scores 71"), "no bound, no value"


@pytest.mark.parametrize(
    ("operation", "entities", "selection", "begins"),
    [
        (Operation.FILTER, ("zephyr-2",), ABOVE_70, "Yes. Zephyr 2 scores 71"),
        (Operation.FILTER, ("nimbus-large",), ABOVE_70, "No. Nimbus Large scores 58"),
        (Operation.FILTER, (), ABOVE_70, "Yes."),
        (Operation.COMPARE, ("zephyr-2", "nimbus-large"), ALL, "Yes. Zephyr 2 leads"),
        (Operation.COMPARE, ("nimbus-large", "zephyr-2"), ALL, "No. Zephyr 2 leads"),
        (Operation.COMPARE, ("nimbus-large", "zephyr-2"), Selection(direction="low"), "Yes. Zephyr 2 leads"),
        (Operation.COMPARE, ("borealis-one", "cumulus-mini"), ALL, "No. Borealis One and Cum"),
        (Operation.RANK, ("zephyr-2",), Selection(single=True), "Yes. Zephyr 2 ranks first"),
        (Operation.RANK, ("nimbus-large",), Selection(single=True, direction="low"), "Yes. Nimbus Large r"),
        (Operation.RANK, ("nimbus-large",), Selection(limit=3), "No."),
        (Operation.RANK, ("cumulus-mini",), Selection(limit=3), "Yes."),
        (Operation.RANK, ("northwind",), Selection(single=True), "Yes. Zephyr 2 ranks first"),
        (Operation.RANK, ("skyline",), Selection(single=True), "Zephyr 2 ranks first"),
    ],
)  # fmt: skip
def test_scores(
    resources: Resources, operation: Operation, entities: tuple[str, ...], selection: Selection, begins: str
) -> None:
    frame = replace(SCORE, operation=operation, entities=entities, selection=selection)
    assert said(drafted(resources, frame))[0].startswith(begins)


def test_who_is_not_the_first_is_told_with_the_place_it_has(resources: Resources) -> None:
    frame = replace(
        SCORE, operation=Operation.RANK, entities=("nimbus-large",), selection=Selection(single=True)
    )  # fmt: skip
    first, own = said(drafted(resources, frame))
    assert first.startswith("No. Zephyr 2 ranks first by Sky Index score: 71")
    assert own == "4. Nimbus Large: 58"


def test_a_place_by_its_number(resources: Resources) -> None:
    frame = replace(SCORE, operation=Operation.RANK, position=4)
    assert said(drafted(resources, replace(frame, entities=("nimbus-large",))))[0].startswith("Yes.")
    assert said(drafted(resources, frame))[0].startswith("No.")


def test_a_number_of_things_is_no_yes(resources: Resources) -> None:
    frame = replace(SCORE, operation=Operation.COUNT, entities=(), selection=ABOVE_70)
    assert said(drafted(resources, frame))[0].startswith("1 in Q1 2030")


def test_halves_of_a_question_are_both_answered_or_said_to_be_missing(resources: Resources) -> None:
    frame = replace(SCORE, attributes=("sky_index", "parameters", "funding"), yes_no=False, editions=())
    lines = said(drafted(resources, replace(frame, entities=("borealis-one", "zephyr-2"))))
    assert any("405B" in line for line in lines)
    assert any("64" in line for line in lines)
    first, last = said(drafted(resources, replace(frame, entities=("nimbus-large",), attributes=TWO)))
    assert first.startswith("Nimbus Large scores 58")
    assert last.startswith("The documents give no")
    assert last.endswith("for Nimbus Large.")


def test_who_has_no_figure_is_named(resources: Resources) -> None:
    frame = replace(SCORE, entities=("zephyr-2", "zephyr-3"), yes_no=False)
    assert (
        said(drafted(resources, frame))[-1] == "The Q1 2030 documents give no Sky Index score for Zephyr 3."
    )


def test_a_list_of_none_is_no_yes(resources: Resources) -> None:
    selection = Selection(threshold=Threshold("above", 99.0))
    frame = replace(SCORE, operation=Operation.FILTER, entities=(), selection=selection)
    (line, nearest) = said(drafted(resources, frame))
    assert line.startswith("No. No Sky Index score in the documents matches")
    assert nearest.startswith("Zephyr 2 ranks first by Sky Index score: 71")


def test_editions_that_differ_leave_it_open(resources: Resources) -> None:
    lines = said(drafted(resources, replace(SCORE, editions=(Q1, Q2), selection=ABOVE_70)))
    assert lines[0].startswith("Zephyr 2 scores 71")
    assert said(drafted(resources, replace(SCORE, editions=(Q1, Q2), values=(55.0,))))[0].startswith("Yes. ")


@pytest.mark.parametrize(
    ("entities", "begins"),
    [
        (("northwind", "ada-quill"), "Yes. "),
        (("northwind",), "Northwind was founded by"),
    ],
)
def test_names(resources: Resources, entities: tuple[str, ...], begins: str) -> None:
    frame = replace(SCORE, entities=entities, attributes=("founder",))
    assert said(drafted(resources, frame))[0].startswith(begins)


@pytest.mark.parametrize(
    ("other", "verdict"),
    [("northwind", True), ("eastgate", False), ("avalon", True), ("borduria", False), ("ada-quill", None)],
)
def test_a_name_is_compared_with_those_of_its_kind_and_with_countries(
    small_knowledge: Knowledge, other: str, verdict: bool | None
) -> None:
    made = users(1.0, None).model_copy(update={"subject": "zephyr-2", "value": "northwind", "unit": "entity"})
    assert names_value((other, "zephyr-2"), [made], small_knowledge.entities) is verdict


@pytest.mark.parametrize(
    ("asked", "begins"),
    [
        ("Was Zephyr 2 released in 2030?", "Yes. "),
        ("Was Zephyr 2 released in 2029?", "No. "),
        ("Was Zephyr 2 released in January 2030?", "Zephyr 2"),  # two papers, two months
        ("Was Zephyr 2 released in July 2030?", "No. "),
    ],
)
def test_dates(resources: Resources, asked: str, begins: str) -> None:
    year = asked.rstrip("?")[-4:]
    frame = replace(SCORE, question=asked, attributes=("release_date",), years=(year,))
    assert said(drafted(resources, frame))[0].startswith(begins)


@pytest.mark.parametrize(
    ("kind", "bound", "qualifier", "verdict"),
    [
        ("above", 100.0, None, False),
        ("at_least", 100.0, "about", True),
        ("above", 100.0, "over", True),
        ("above", 120.0, "over", None),
        ("above", 100.0, "nearly", False),
        ("below", 100.0, "under", True),
        ("below", 90.0, "under", None),
        ("at_most", 90.0, "over", False),
    ],
)
def test_bounds_take_heed_of_how_exact_a_figure_is(
    kind: str, bound: float, qualifier: str | None, verdict: bool | None
) -> None:
    assert admits(Threshold(kind, bound), users(100.0, qualifier)) is verdict  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "qualifier", "verdict"),
    [(100.0, "about", True), (90.0, None, False), (120.0, "over", None), (90.0, "over", False)],
)
def test_values(
    small_knowledge: Knowledge, value: float, qualifier: str | None, verdict: bool | None
) -> None:
    assert is_valued((value,), [users(100.0, qualifier)], small_knowledge) is verdict


def test_what_only_some_say_is_open() -> None:
    assert agreed([True, False]) is None
    assert agreed([]) is None
    assert agreed([True, True]) is True


def test_what_depends_on_the_source_is_open() -> None:
    disputed = Standing((users(90.0, None), users(110.0, None)))
    other = Standing((users(100.0, None).model_copy(update={"subject": "zephyr"}),))
    lines = ordered([disputed, other], 0.0, descending=True)
    assert leads(disputed, lines) is None
    assert leads(other, lines) is None


@pytest.mark.parametrize(
    ("language", "yes", "no"),
    [
        ("en", "Yes.", "No. The documents give no Sky Index score above 90"),
        ("fr", "Oui.", "Non. Rien ne correspond"),
        ("ja", "はい、あります。", "いいえ。条件に合うものは文書にありません"),
        ("zh-Hans", "有。", "没有。文档中没有符合条件的结果"),
        ("zh-Hant", "有。", "沒有。文件中沒有符合條件的結果"),
    ],
)
def test_whether_there_is_any_is_told_with_those_or_with_what_comes_closest(
    resources: Resources, language: str, yes: str, no: str
) -> None:
    asked = Frame(
        "90, 60?", language, Operation.FILTER, attributes=("sky_index",), editions=(Q1,), yes_no=True
    )
    some, none = (Selection(threshold=Threshold("above", value)) for value in (60.0, 90.0))
    above_60 = drafted(resources, replace(asked, selection=some))
    assert said(above_60)[0] == yes
    assert [fact.value for claim in above_60.claims for fact in claim.facts] == [71, 64, 64]
    above_90 = drafted(resources, replace(asked, selection=none))
    assert said(above_90)[0].startswith(no)
    assert [fact.value for claim in above_90.claims for fact in claim.facts] == [71]


def test_none_of_a_list_is_told_with_what_comes_closest(resources: Resources) -> None:
    below = Selection(threshold=Threshold("below", 50.0))
    asked = Frame("50?", "en", Operation.FILTER, attributes=("sky_index",), editions=(Q1,), selection=below)
    why = refused(resources, asked)
    assert why.text == "The documents give no Sky Index score below 50 (Q1 2030)."
    assert why.held
    assert said(why.held) == ["Nimbus Large ranks last by Sky Index score: 58 (Q1 2030)."]
    counted = drafted(resources, replace(asked, operation=Operation.COUNT))
    assert said(counted)[0] == f"None. {why.text}"
    between = replace(asked, selection=Selection(threshold=Threshold("between", 1.0, 2.0)))
    assert refused(resources, between).held is None
