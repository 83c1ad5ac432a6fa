"""`/facts review` by groups: what the card shows, who may press, and that a press is one decision."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest
import simcord
from discord import ui
from hypothesis import example, given
from hypothesis import strategies as st

from bot.app import LOCALES
from bot.cards.layout import payload
from bot.cards.review import ROWS, GroupTarget, ReviewCards, ReviewControl
from qa.extraction.finding import Finding
from qa.knowledge.attributes import own_id
from qa.knowledge.knowledge import Knowledge
from qa.language.detection import LANGUAGES
from qa.review.group_sheets import GroupRow, GroupSheet
from qa.review.groups import FindingGroup
from qa.review.review import Review
from qa.review.reviewed import Reviewed
from qa.review.store import ReviewStore
from qa.wording.messages import Messages
from tests.bot.at_once import at_once, meeting
from tests.bot.conftest import Build, World
from tests.bot.fakes import FakeAssistant
from tests.bot.look import custom_id, labels, press, text, told
from tests.qa.review.found import KNOWN, NEWS, documents, finding, write_news

COUNT = 20  # two pages
HEAD = "\nTable 1: Ranges\n\n| Car | Range |\n|---|---|\n"
ROW = "| Car {0} | {1} km |\n"


def value(number: int) -> int:
    return 300_000_000 if number == 7 else 300 + number


def car(number: int, text_: str) -> Finding:
    quote = ROW.format(number, value(number)).strip()
    start = text_.index(quote)
    return finding(
        f"car-{number}", value(number), name=f"Car {number}", known=False, kind="model",
        attribute=own_id("Range", "km", NEWS), measure="Range", unit="km", table=text_.index("| Car | Range"),
        quote=quote, start=start, end=start + len(quote), confidence=0.9,
    )  # fmt: skip


@pytest.fixture
def reviewed(tmp_path: Path, assistant: FakeAssistant) -> Reviewed:
    corpus = write_news(tmp_path / "corpus")
    held = documents(corpus)
    written = held[NEWS].text + HEAD + "".join(ROW.format(n, value(n)) for n in range(COUNT))
    held[NEWS] = held[NEWS].model_copy(update={"text": written})
    found = Reviewed(Knowledge.load(corpus), held, tmp_path / "findings")
    found.store.add((KNOWN, *(car(number, written) for number in range(COUNT))))
    assistant.reviewed = found
    return found


@pytest.fixture
def admin(world: World, reviewed: Reviewed) -> simcord.MemberActor:
    role = world.guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
    return world.guild.add_member(world.env.create_user("root"), roles=[role])


async def review(world: World, who: simcord.MemberActor) -> simcord.InteractionResult:
    return await who.slash(world.channel, "facts review")


def statuses(reviewed: Reviewed) -> dict[str, int]:
    held = [one.status for one in reviewed.store.all()]
    return {status: held.count(status) for status in sorted(set(held))}


async def test_a_group_is_shown_with_its_first_rows(world: World, admin: simcord.MemberActor) -> None:
    card = await review(world, admin)
    assert card.ephemeral
    lines = text(card).split("\n")
    assert lines[:4] == [
        "### Range (km)",
        "20 figures · Q3 2030 · confidence 90%",
        "-# Ranges · Sky \\*\\*news\\*\\* \\@everyone",
        "-# ⚠️ 1 of another magnitude than the rest",
    ]
    assert lines[4:6] == [
        "- ⚠️ Car 7: **300 million km** · Q3 2030 · 90%",
        "- Car 0: **300 km** · Q3 2030 · 90%",
    ]
    assert lines[-1] == "-# 21 to decide"
    assert len(lines) == 4 + ROWS + 1
    assert labels(card)[:5] == ["Accept all", "Reject all", "One by one", "Skip", "Undo"]
    assert labels(card)[5:] == ["Back", "Next (1/2)"]


async def test_pages_are_turned(world: World, admin: simcord.MemberActor, reviewed: Reviewed) -> None:
    card = await review(world, admin)
    await press(admin, card, "Next")
    rows = [line for line in text(card).split("\n") if line.startswith("- ")]
    assert [row.split(":")[0] for row in rows] == [f"- Car {number}" for number in range(15, 20)]
    assert labels(card)[-1] == "Next (2/2)"
    await press(admin, card, "Back")
    assert "- ⚠️ Car 7" in text(card)
    assert statuses(reviewed) == {"pending": 21}


async def test_all_are_accepted_and_taken_back_at_once(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    successor = FakeAssistant()
    successor.reviewed = reviewed
    monkeypatch.setattr(world.assistant, "renewed", lambda: successor)
    card = await review(world, admin)
    await press(admin, card, "Accept all")
    assert statuses(reviewed) == {"accepted": 20, "pending": 1}
    assert {one.by for one in reviewed.store.all()} == {None, f"discord:{admin.id}"}
    assert world.bot.handlers.workers.assistants.of(None) is successor
    assert "### Zephyr 3" in text(card), "a group of one is shown as the one"
    await press(admin, card, "Undo")
    assert statuses(reviewed) == {"pending": 21}
    assert "### Range (km)" in text(card)


async def test_all_are_rejected(world: World, admin: simcord.MemberActor, reviewed: Reviewed) -> None:
    card = await review(world, admin)
    await press(admin, card, "Reject all")
    assert statuses(reviewed) == {"pending": 1, "rejected": 20}


async def test_one_by_one_goes_on_within_the_group(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed
) -> None:
    card = await review(world, admin)
    await press(admin, card, "One by one")
    assert "### Car 7\nRange: **300 million km**" in text(card)
    await press(admin, card, "Reject")
    assert "### Car 0" in text(card)
    assert statuses(reviewed) == {"pending": 20, "rejected": 1}
    assert "19 figures" in text(await review(world, admin))


async def test_a_group_that_is_skipped_comes_again_after_the_others(
    world: World, admin: simcord.MemberActor
) -> None:
    card = await review(world, admin)
    await press(admin, card, "Skip")
    assert "### Zephyr 3" in text(card)
    await press(admin, card, "Skip")
    assert "### Range (km)" in text(card)


async def test_pressed_four_times_at_once_it_is_one_decision(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed
) -> None:
    card = await review(world, admin)
    with meeting(ReviewStore, "decide_all", times=4):  # nobody decides before all have seen that nobody has
        results = await at_once(world.env, *(press(admin, card, "Accept all") for _ in range(4)))
    assert statuses(reviewed) == {"accepted": 20, "pending": 1}
    assert len(told(results)) == 3
    assert all("no longer waiting for a decision" in said for said in told(results))
    assert len(reviewed.store.undo(f"discord:{admin.id}")) == 20
    assert reviewed.store.undo(f"discord:{admin.id}") == ()


async def test_undo_pressed_twice_takes_back_one_decision(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed
) -> None:
    card = await review(world, admin)
    await press(admin, card, "Accept all")
    await press(admin, card, "Reject")
    results = await at_once(world.env, *(press(admin, card, "Undo") for _ in range(3)))
    assert statuses(reviewed) == {"accepted": 20, "pending": 1}
    assert len(told(results)) == 2


async def test_what_another_decided_meanwhile_is_skipped_and_told(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed
) -> None:
    card = await review(world, admin)
    two = [one.id for one in reviewed.store.all() if one.finding.name in ("Car 3", "Car 4")]
    reviewed.store.decide_all(two, "rejected", "ben")
    result = await press(admin, card, "Accept all")
    assert "except for 2 figures" in text(result.followups[0])
    assert statuses(reviewed) == {"accepted": 18, "pending": 1, "rejected": 2}
    assert "### Zephyr 3" in text(card)
    await press(admin, card, "Undo")
    assert statuses(reviewed) == {"pending": 19, "rejected": 2}, "ben's stay"


async def test_what_was_not_seen_is_not_decided(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed
) -> None:
    card = await review(world, admin)
    more = car(1, reviewed.documents[NEWS].text).model_copy(update={"value": 301_000})
    reviewed.store.add((more,))
    result = await press(admin, card, "Accept all")
    assert "figures have been added" in text(result.followups[0])
    assert statuses(reviewed) == {"pending": 22}
    assert "21 figures" in text(card)
    await press(admin, card, "Accept all")
    assert statuses(reviewed) == {"accepted": 21, "pending": 1}


async def test_a_group_that_is_gone(world: World, admin: simcord.MemberActor, reviewed: Reviewed) -> None:
    card = await review(world, admin)
    reviewed.store.decide_all([one.id for one in reviewed.store.all()][1:], "rejected", "ben")
    result = await press(admin, card, "Accept all")
    assert "no longer waiting for a decision" in text(result.followups[0])
    assert statuses(reviewed) == {"pending": 1, "rejected": 20}
    assert "### Zephyr 3" in text(card)


async def test_every_press_is_checked_again(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await review(world, admin)
    monkeypatch.setattr(world.bot.reviews, "_servers", frozenset({1}))
    for label in ("Accept all", "Reject all", "One by one", "Next"):
        assert "Only administrators of servers chosen" in text(await press(admin, card, label))
    assert statuses(reviewed) == {"pending": 21}


async def test_the_buttons_work_after_a_restart(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed, build: Build
) -> None:
    card = await review(world, admin)
    assert card.response is not None
    custom = custom_id(card, "Accept all")
    await world.env.restart_bot(build())
    await admin.click(card.response.message, custom_id=custom)
    assert statuses(reviewed) == {"accepted": 20, "pending": 1}


async def test_a_card_that_cannot_be_renewed_does_not_hide_what_was_decided(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed
) -> None:
    card = await review(world, admin)
    world.env.inject_error("PATCH", "/webhooks/*/*/messages/@original", status=500)
    result = await press(admin, card, "Accept all")
    assert "Your decision is kept, but this card could not be renewed" in text(result.followups[0])
    assert statuses(reviewed) == {"accepted": 20, "pending": 1}


@pytest.mark.parametrize(
    "written", ["g-0123456789abcdef-20-3", "g-0123456789abcdef-20", "x-0123456789abcdef"]
)
def test_a_target_is_read_as_it_was_written(written: str) -> None:
    read = GroupTarget.read(written)
    known = GroupTarget("g-0123456789abcdef", 20, 3) if written.endswith("-3") else None
    assert read == known
    assert read is None or str(read) == written


TEXT = st.text(max_size=400)
FULL = GroupRow("x", "*" * 400, "値" * 400, "[" * 400, "90%", odd=True)


@example("名" * 400, FULL, "ja", 999_999)
@example("*" * 400, FULL, "fr", 31)
@given(
    TEXT,
    st.builds(GroupRow, TEXT, TEXT, TEXT, TEXT, st.just("90%"), st.booleans()),
    st.sampled_from(LANGUAGES),
    st.integers(1, 40),
)
def test_any_words_of_a_document_make_a_card(said: str, row: GroupRow, language: str, count: int) -> None:
    reviews = (Review(finding=KNOWN),) * count
    sheet = GroupSheet(
        group=FindingGroup(said, None, said, reviews, odd=1),
        measure=said,
        unit=said[:40],
        caption=said,
        document=said,
        times=said,
        confidence="90%",
        rows=(row,) * ROWS,
    )
    for page in (0, (count - 1) // ROWS):
        view = ReviewCards(Messages(LOCALES)).group(sheet, page, 3, language, last=12)
        assert view.content_length() <= 4_000
        assert payload(view) <= 9_000
        ids = [item.custom_id for item in view.walk_children() if isinstance(item, ReviewControl)]
        assert len(ids) == len(set(ids)) == (5 if count <= ROWS else 7)
        assert all(0 < len(one or "") <= 100 for one in ids)
        for item in view.walk_children():
            if isinstance(item, ui.TextDisplay):
                assert item.content
                assert "@everyone" not in item.content
