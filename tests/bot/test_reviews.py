"""`/facts review`: who may decide, what they see, and that decisions take effect and survive a restart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from discord import ui
from hypothesis import example, given
from hypothesis import strategies as st

from bot.app import LOCALES
from bot.cards.layout import payload
from bot.cards.review import ReviewCards
from bot.settings import BotSettings
from qa.extraction.finding import Finding
from qa.knowledge.knowledge import Knowledge
from qa.language.detection import LANGUAGES
from qa.review.merges import Merge
from qa.review.queue import ReviewQueue, Sheet
from qa.review.review import Review
from qa.review.reviewed import Reviewed
from qa.wording.messages import Messages
from tests.bot.at_once import at_once, meeting
from tests.bot.conftest import Build, World
from tests.bot.fakes import FakeAssistant
from tests.bot.look import custom_id, items, labels, message, press, text, told
from tests.qa.review.found import KNOWN, NEW, OTHER, documents, finding, write_news

REFUSED = "Only administrators of servers chosen by the operator"


@pytest.fixture
def found() -> tuple[Finding, ...]:
    return NEW, KNOWN, OTHER


@pytest.fixture
def reviewed(tmp_path: Path, assistant: FakeAssistant, found: tuple[Finding, ...]) -> Reviewed:
    corpus = write_news(tmp_path / "corpus")
    held = Reviewed(Knowledge.load(corpus), documents(corpus), tmp_path / "findings")
    held.store.add(found)
    assistant.reviewed = held
    return held


@pytest.fixture
def admin(world: World, reviewed: Reviewed) -> simcord.MemberActor:
    role = world.guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
    return world.guild.add_member(world.env.create_user("root"), roles=[role])


async def review(world: World, who: simcord.MemberActor) -> simcord.InteractionResult:
    """The card of the first finding: that of its group is passed where it has several."""
    card = await who.slash(world.channel, "facts review")
    if "One by one" in labels(card):
        await press(who, card, "One by one")
    return card


def statuses(reviewed: Reviewed) -> list[str]:
    return [one.status for one in reviewed.store.all()]


async def test_the_card_is_private_and_shows_the_sentence(world: World, admin: simcord.MemberActor) -> None:
    card = await review(world, admin)
    assert card.ephemeral
    shown = text(card)
    assert shown.startswith("### Zephyr 4\nSky Index score: **80**")
    assert "-# Q3 2030 · confidence 90% · Sky \\*\\*news\\*\\* \\@everyone" in shown
    assert "🆕 a new name (model)" in shown
    assert "> **Zephyr 4** of Northwind scores **80 points**." in shown
    assert "3 to decide" in shown
    assert labels(card) == ["Accept", "Reject", "Skip", "Undo"]
    (menu,) = (item for item in items(card) if isinstance(item, ui.Select))
    assert {option.value for option in menu.options} == {"zephyr", "zephyr-2", "zephyr-3"}
    assert all("% similar" in str(option.description) for option in menu.options)


async def test_decisions_are_kept_and_take_effect(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    successor = FakeAssistant()
    successor.reviewed = reviewed
    monkeypatch.setattr(world.assistant, "renewed", lambda: successor)
    card = await review(world, admin)
    await press(admin, card, "Skip")
    assert "### Zephyr 3" in text(card)
    assert world.bot.handlers.workers.assistants.of(None) is world.assistant, "nothing was decided yet"
    await press(admin, card, "Accept")
    assert "### Borealis One" in text(card)
    assert world.bot.handlers.workers.assistants.of(None) is successor
    await press(admin, card, "Reject")
    assert "### Zephyr 4" in text(card), "from the end, anew"
    assert statuses(reviewed) == ["pending", "accepted", "rejected"]
    assert {one.by for one in reviewed.store.all()} == {None, f"discord:{admin.id}"}
    await press(admin, card, "Undo")
    assert "### Borealis One" in text(card)
    assert statuses(reviewed) == ["pending", "accepted", "pending"]


async def test_a_new_name_is_merged_by_a_person(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed
) -> None:
    card = await review(world, admin)
    menu = next(item for item in items(card) if isinstance(item, ui.Select))
    assert card.response is not None
    await admin.select(card.response.message, custom_id=menu.custom_id, values=["zephyr-2"])
    assert "### Zephyr 3" in text(card)
    merged = reviewed.store.get(NEW.id)
    assert (merged.status, merged.entity) == ("accepted", "zephyr-2")


async def test_what_is_merged_or_said_otherwise_is_told(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed
) -> None:
    again = NEW.model_copy(update={"value": 50, "edition": "2030-Q1", "quote": OTHER.quote})
    other = finding("zephyr-2", 72, edition="2030-Q1")
    reviewed.store.add((again, other))
    for one in (KNOWN, OTHER):
        reviewed.store.decide(one.id, "rejected", "ann")
    reviewed.store.decide(NEW.id, "accepted", "ann", "zephyr-3")
    card = await review(world, admin)
    assert "-# = zephyr-3" in text(card)
    await press(admin, card, "Reject")
    assert "⚠️ already recorded: 71" in text(card)


async def test_when_all_is_decided_the_last_can_be_taken_back(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed
) -> None:
    card = await review(world, admin)
    for _ in range(3):
        await press(admin, card, "Accept")
    assert text(card) == "There is nothing left to review."
    assert labels(card) == ["Undo"]
    await press(admin, card, "Undo")
    assert "1 to decide" in text(card)
    assert text(await review(world, admin)) == text(card)


async def test_nothing_of_ones_own_to_take_back(world: World, admin: simcord.MemberActor) -> None:
    card = await review(world, admin)
    assert "You have no decision" in text((await press(admin, card, "Undo")).followups[0])


async def test_what_is_gone_meanwhile(world: World, admin: simcord.MemberActor, reviewed: Reviewed) -> None:
    card = await review(world, admin)
    reviewed.store.renew("h", {NEW.document_id: "new"}, ())
    assert "no longer waiting for a decision" in text((await press(admin, card, "Accept")).followups[0])


async def test_what_somebody_else_decided_meanwhile_stays(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed
) -> None:
    card = await review(world, admin)
    reviewed.store.decide(NEW.id, "rejected", "ben")
    assert "no longer waiting for a decision" in text((await press(admin, card, "Accept")).followups[0])
    assert reviewed.store.get(NEW.id).by == "ben"


async def test_accept_pressed_four_times_at_once_is_one_decision(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed
) -> None:
    card = await review(world, admin)
    with meeting(ReviewQueue, "decide", times=4):  # nobody decides before all have seen that nobody has
        results = await at_once(world.env, *(press(admin, card, "Accept") for _ in range(4)))
    assert statuses(reviewed) == ["accepted", "pending", "pending"]
    assert len(told(results)) == 3
    assert all("no longer waiting for a decision" in said for said in told(results))
    assert "### Zephyr 3" in text(card), "what comes next"
    assert len(reviewed.store.undo(f"discord:{admin.id}")) == 1
    assert reviewed.store.undo(f"discord:{admin.id}") == (), "there was one decision"


async def test_undo_pressed_twice_takes_back_one_decision(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed
) -> None:
    card = await review(world, admin)
    for _ in range(3):
        await press(admin, card, "Accept")
    results = await at_once(world.env, *(press(admin, card, "Undo") for _ in range(3)))
    assert statuses(reviewed) == ["accepted", "accepted", "pending"]
    assert len(told(results)) == 2
    assert all("has been undone already" in said for said in told(results))
    await press(admin, card, "Undo")
    assert statuses(reviewed) == ["accepted", "pending", "pending"], "the card was renewed"


@pytest.mark.parametrize("target", [NEW.id, "-"])
async def test_an_undo_of_a_card_that_names_no_decision_takes_back_the_last(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed, target: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.cards.review._undoing", lambda _last: target)  # as older versions wrote it
        card = await review(world, admin)
    for one in (NEW, KNOWN):
        reviewed.store.decide(one.id, "accepted", f"discord:{admin.id}")
    await press(admin, card, "Undo")
    assert statuses(reviewed) == ["accepted", "pending", "pending"]


async def test_a_name_that_was_merged_meanwhile_is_looked_at_again(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed
) -> None:
    more = NEW.model_copy(update={"value": 50, "edition": "2030-Q1", "quote": OTHER.quote})
    reviewed.store.add((more,))
    card = await review(world, admin)
    menu = next(item for item in items(card) if isinstance(item, ui.Select))
    reviewed.store.decide(more.id, "accepted", "ben", "zephyr-3")
    result = await admin.select(message(card), custom_id=menu.custom_id, values=["zephyr-2"])
    assert "can no longer be chosen" in text(result.followups[0])
    assert reviewed.store.get(NEW.id).status == "pending"
    assert "-# = zephyr-3" in text(card), "the same figure, as it is now"


@pytest.mark.parametrize(
    ("status", "code"), [(500, 0), (403, 50001), (404, 10008)], ids=["down", "forbidden", "gone"]
)
async def test_a_card_that_cannot_be_renewed_does_not_hide_what_was_decided(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed, status: int, code: int
) -> None:
    card = await review(world, admin)
    world.env.inject_error("PATCH", "/webhooks/*/*/messages/@original", status=status, code=code)
    result = await press(admin, card, "Accept")
    assert "Your decision is kept, but this card could not be renewed" in text(result.followups[0])
    assert statuses(reviewed) == ["accepted", "pending", "pending"]
    result = await press(admin, card, "Accept")
    assert "no longer waiting for a decision" in text(result.followups[0])
    assert "### Zephyr 3" in text(card)
    world.env.inject_error("PATCH", "/webhooks/*/*/messages/@original", status=status, code=code)
    result = await press(admin, card, "Undo")
    assert "Your decision is undone, but this card could not be renewed" in text(result.followups[0])
    assert statuses(reviewed) == ["pending", "pending", "pending"]


async def test_an_engine_that_cannot_be_renewed_stays_until_the_next_decision(
    world: World,
    admin: simcord.MemberActor,
    reviewed: Reviewed,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    successor = FakeAssistant()
    successor.reviewed = reviewed
    faults = [ValueError("broken")]

    def renewed() -> FakeAssistant:
        if faults:
            raise faults.pop()
        return successor

    monkeypatch.setattr(world.assistant, "renewed", renewed)
    card = await review(world, admin)
    result = await press(admin, card, "Accept")
    assert result.followups == [], "what was decided is kept"
    assert "### Zephyr 3" in text(card)
    assert "the engine could not be renewed" in caplog.text
    assert world.bot.handlers.workers.assistants.of(None) is world.assistant
    await press(admin, card, "Accept")
    assert world.bot.handlers.workers.assistants.of(None) is successor


async def test_a_store_that_cannot_be_written_changes_nothing_and_the_card_stays(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.review.database.WAIT", 0)
    card = await review(world, admin)
    with reviewed.store._database.writing():
        result = await press(admin, card, "Accept")
    assert len(result.followups) == 1
    assert "### Zephyr 4" in text(card)
    assert statuses(reviewed) == ["pending"] * 3
    await press(admin, card, "Accept")
    assert statuses(reviewed) == ["accepted", "pending", "pending"]


async def test_others_do_not_see_the_command(world: World, reviewed: Reviewed) -> None:
    for member in (world.alice, world.moderator):
        with pytest.raises(simcord.SetupError, match="not visible to this user"):
            await review(world, member)


async def test_a_server_that_lets_others_see_it_changes_nothing(world: World, reviewed: Reviewed) -> None:
    command = next(one for one in await world.bot.tree.fetch_commands() if one.name == "facts")
    world.guild.set_command_permissions(command, {world.alice: True})
    result = await review(world, world.alice)
    assert REFUSED in text(result)
    assert result.ephemeral


async def test_a_press_is_checked_again(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await review(world, admin)
    monkeypatch.setattr(world.bot.reviews, "_servers", frozenset({1}))
    assert REFUSED in text(await press(admin, card, "Accept"))
    assert statuses(reviewed) == ["pending"] * 3


async def test_only_named_servers_where_there_are_several(world: World, admin: simcord.MemberActor) -> None:
    world.env.create_guild("another")
    assert REFUSED in text(await review(world, admin))
    world.bot.reviews._servers = frozenset({world.guild.id})
    assert "3 to decide" in text(await review(world, admin))


async def test_buttons_work_after_a_restart(
    world: World, admin: simcord.MemberActor, reviewed: Reviewed, build: Build
) -> None:
    card = await review(world, admin)
    custom = custom_id(card, "Accept")
    assert card.response is not None
    await world.env.restart_bot(build())
    await admin.click(card.response.message, custom_id=custom)
    assert reviewed.store.get(NEW.id).status == "accepted"


async def test_without_findings_of_any_kind(world: World, admin: simcord.MemberActor) -> None:
    world.assistant.reviewed = None
    assert text(await review(world, admin)) == "There is nothing left to review."


async def test_discord_is_told_that_it_is_for_administrators(world: World) -> None:
    group = world.bot.tree.get_command("facts")
    assert isinstance(group, discord.app_commands.Group)
    assert group.default_permissions == discord.Permissions(administrator=True)
    told: dict[str, Any] = group.to_dict(world.bot.tree)
    assert (told["contexts"], told["integration_types"]) == ([0], [0])
    assert [option["name"] for option in told["options"]] == ["review"]


@pytest.mark.parametrize(
    ("value", "servers"), [("", set()), ("12", {12}), ("12, 34", {12, 34}), ("12,34,", {12, 34})]
)
def test_servers_are_read_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, value: str, servers: set[int]
) -> None:
    monkeypatch.setenv("FOOTNOTE_REVIEW_SERVERS", value)
    assert BotSettings().review_servers == servers


TEXT = st.text(max_size=400)


@example("name", "*" * 400, "around", [], "en")
@given(TEXT, TEXT, TEXT, st.lists(TEXT, max_size=3), st.sampled_from(LANGUAGES))
def test_any_words_of_a_document_make_a_card(
    name: str, quote: str, around: str, merges: list[str], language: str
) -> None:
    sheet = Sheet(
        review=Review(finding=finding("zephyr-4", 80)),
        name=name,
        kind=around,
        attribute=name,
        value=name,
        edition=name,
        confidence="90%",
        document=name,
        quote=quote * 3,
        marks=((0, len(quote)),) if quote else (),
        before=around,
        after=around,
        held=(name,),
        merges=tuple(Merge(f"e{place}", merge, 0.5) for place, merge in enumerate(merges)),
    )
    view = ReviewCards(Messages(LOCALES)).finding(sheet, 3, language)
    assert view.content_length() <= 4_000
    assert payload(view) <= 9_000
    assert view.total_children_count <= 40
    for item in view.walk_children():
        if isinstance(item, ui.Select):
            assert all(0 < len(option.label) <= 100 for option in item.options)
        if isinstance(item, ui.TextDisplay):
            assert "@everyone" not in item.content


def test_what_a_new_name_seems_to_be_is_told_in_the_readers_language() -> None:
    messages = Messages(LOCALES)
    told = {language: messages.format(language, "review-new", kind="model") for language in LANGUAGES}
    assert told["zh-Hant"] == "新名稱（模型）"
    assert len(set(told.values())) == len(LANGUAGES)
    assert messages.format("ja", "review-new", kind="chip") == "新しい名前（chip）"
