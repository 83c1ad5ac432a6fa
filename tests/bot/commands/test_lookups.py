"""/score, /compare, /rank, /history, /lab and /editions: what they ask and how it is shown."""

from __future__ import annotations

from typing import Any

import pytest
from discord import ui

from bot.client import FootnoteClient
from bot.commands.lookups import COUNTRIES, LABS, MODELS
from bot.commands.translator import FluentTranslator
from qa.models import AboutEditions, Compare, Completion, History, LookUp, Profile, Rank, Score
from tests.bot import fakes
from tests.bot.conftest import Build, World
from tests.bot.look import Seen, items, labels, message, press, share, text

PNG = b"\x89PNG"
ASKED: dict[str, tuple[dict[str, Any], LookUp]] = {
    "score": ({"model": "r1", "edition": "2025-Q1"}, Score("r1", "2025-Q1")),
    "compare": ({"model1": "r1", "model2": "o1", "model5": "o3"}, Compare(("r1", "o1", "o3"))),
    "rank": (
        {"lab": "deepseek", "country": "china", "open-weights": True, "top": 3, "edition": "2025-Q2"},
        Rank(("deepseek", "china"), "2025-Q2", open_weights=True, top=3),
    ),
    "history": ({"name": "deepseek"}, History("deepseek")),
    "lab": ({"lab": "alibaba"}, Profile("alibaba")),
    "editions": ({}, AboutEditions()),
}


def galleries(seen: Seen) -> list[ui.MediaGallery[Any]]:
    return [item for item in items(seen) if isinstance(item, ui.MediaGallery)]


async def picture(seen: Seen) -> bytes | None:
    """The file that the card shows; None for a card without a picture."""
    if not galleries(seen):
        assert message(seen).attachments == []
        return None
    (gallery,), (file,) = galleries(seen), message(seen).attachments
    assert gallery.items[0].media.url == file.url
    assert gallery.items[0].description == file.description
    return await file.read()


@pytest.mark.parametrize("command", ASKED)
async def test_a_command_asks_and_shows_for_everybody(world: World, command: str) -> None:
    options, asked = ASKED[command]
    result = await world.alice.slash(world.channel, command, **options)
    assert world.assistant.asked == [{"request": asked, "locale": "en-US"}]
    assert not result.ephemeral
    reply = fakes.LOOKED_UP[type(asked)]
    assert text(result).replace("\\", "").startswith(reply.answer.answer)
    assert labels(result)[1] == "Delete"
    assert "Share" not in labels(result)
    assert (await picture(result) is None) == (reply.plot is None)
    assert "quote" in text(await press(world.bob, result, "Source"))


@pytest.mark.parametrize("command", ASKED)
async def test_a_private_answer_is_shared_with_its_picture(world: World, command: str) -> None:
    result = await world.alice.slash(world.channel, command, private=True, **ASKED[command][0])
    assert result.ephemeral
    assert world.sent() == []
    drawn = await picture(result)
    await share(world.alice, result)
    (public,) = world.sent()
    assert text(public).startswith("-# Alice asked\n")
    assert await picture(public) == await picture(result) == drawn
    assert "Share" not in labels(result)


async def test_a_picture_says_what_it_shows_and_is_a_png(world: World) -> None:
    result = await world.alice.slash(world.channel, "compare", model1="r1", model2="o1")
    assert galleries(result)[0].items[0].description == "Bar chart: DeepSeek R1: 89."
    drawn = await picture(result)
    assert drawn is not None
    assert drawn.startswith(PNG)
    children = ui.LayoutView.from_message(message(result), timeout=None).children[0].children  # type: ignore[attr-defined]
    kinds = [type(item).__name__ for item in children]
    assert kinds[:4] == ["TextDisplay", "MediaGallery", "Separator", "TextDisplay"]


async def test_an_answer_without_proof_may_have_a_picture(world: World) -> None:
    world.assistant.instead = fakes.reply("q", "Nothing is known.", plot=fakes.PLOT)
    assert await picture(await world.alice.slash(world.channel, "rank")) is not None


async def test_questions_have_a_picture_where_there_is_something_to_look_at(world: World) -> None:
    two = await world.alice.slash(world.channel, "ask", question=fakes.COMPARED.answer.question)
    assert await picture(two) is None
    three = await world.alice.slash(world.channel, "ask", question=fakes.RANKED.answer.question)
    assert await picture(three) is not None
    await world.alice.send(world.channel, f"{world.at} {fakes.RANKED.answer.question}")
    assert await picture(world.last()) == await picture(three)
    assert world.last().reference is not None


async def test_a_picture_stays_when_the_page_is_turned(world: World) -> None:
    world.assistant.instead = fakes.LONG.model_copy(update={"plot": fakes.PLOT})
    card = await world.alice.slash(world.channel, "rank")
    drawn = await picture(card)
    turned = await press(world.alice, card, "Next")
    assert "Paragraph 3." in text(turned)
    assert await picture(turned) == drawn
    copy = await press(world.bob, card, "Next")
    assert copy.ephemeral
    assert await picture(copy) == drawn


async def test_pictures_and_buttons_survive_a_restart(world: World, build: Build) -> None:
    world.assistant.instead = fakes.LONG.model_copy(update={"plot": fakes.PLOT})
    card = await world.alice.slash(world.channel, "rank", private=True)
    drawn = await picture(card)
    await world.env.restart_bot(build())
    turned = await press(world.alice, card, "Next")
    assert "Paragraph 3." in text(turned)
    assert await picture(turned) == drawn
    await share(world.alice, card)
    assert await picture(world.last(world.moderator)) == drawn


async def test_settling_a_tie_replaces_the_picture(world: World) -> None:
    world.assistant.instead = fakes.TIE.model_copy(update={"plot": fakes.PLOT})
    card = await world.alice.slash(world.channel, "compare", model1="turbo", model2="r1")
    assert await picture(card) is not None
    menu = next(item for item in items(card) if isinstance(item, ui.Select))
    settled = await world.alice.select(message(card), ["0"], custom_id=menu.custom_id)
    assert "89 points" in text(settled)
    assert await picture(settled) is None


@pytest.mark.parametrize(
    ("command", "option", "kinds"),
    [
        ("score", "model", MODELS),
        ("compare", "model1", MODELS),
        ("compare", "model5", MODELS),
        ("rank", "lab", LABS),
        ("rank", "country", COUNTRIES),
        ("history", "name", MODELS | LABS),
        ("lab", "lab", LABS),
    ],
)
async def test_names_of_the_right_kinds_are_completed(
    world: World, command: str, option: str, kinds: frozenset[str]
) -> None:
    choices = await world.alice.autocomplete(world.channel, command, option, "豆包")
    assert choices[0] == {"name": "豆包 1.5 Pro", "value": "豆包-1.5-pro"}
    assert len(choices) == 25
    assert world.assistant.completed == [("豆包", kinds, "en-US")]


FOR_MANAGERS = {"diagnose", "facts", "insights", "taught", "Explain this answer"}
OF_THE_BOT = {"help", "about", "settings"}


@pytest.mark.parametrize("locale", ["en-US", "zh-CN", "zh-TW", "fr", "ja"])
class TestLocales:
    @pytest.fixture
    def simcord_bot(self, build: Build, locale: str) -> FootnoteClient:
        return build(locale, cooldown_questions=100)

    async def test_names_are_completed_and_answers_asked_for_in_the_readers_language(
        self, world: World, locale: str
    ) -> None:
        await world.alice.autocomplete(world.channel, "rank", "country", "")
        assert world.assistant.completed == [("", COUNTRIES, locale)]
        for command, (options, _) in ASKED.items():
            await world.alice.slash(world.channel, command, **options)
        assert {asked["locale"] for asked in world.assistant.asked} == {locale}

    async def test_the_help_names_every_command_in_it(self, world: World, locale: str) -> None:
        shown = text(await world.alice.slash(world.channel, "help"))
        translator = FluentTranslator(world.bot.handlers.cards._messages)
        for command in world.bot.tree.get_commands():
            payload = await command.get_translated_payload(world.bot.tree, translator)
            name = payload["name_localizations"].get(locale, payload["name"])
            assert name in shown or payload["name"] in FOR_MANAGERS | OF_THE_BOT


async def test_editions_are_completed_the_latest_first(world: World) -> None:
    for command in ("ask", "score", "compare", "rank"):
        offered = await world.alice.autocomplete(world.channel, command, "edition", "")
        assert [choice["value"] for choice in offered] == ["2025-Q2", "2025-Q1"]
        (first,) = await world.alice.autocomplete(world.channel, command, "edition", "q1")
        assert first["value"] == "2025-Q1"


async def test_too_many_commands_are_refused_like_questions(build: Build, world: World) -> None:
    await world.env.restart_bot(build(cooldown_questions=1))
    await world.alice.slash(world.channel, "editions")
    refused = await world.alice.slash(world.channel, "lab", lab="x")
    assert text(refused).startswith("One moment, please")


async def test_hostile_figures_ping_nobody(world: World) -> None:
    world.assistant.instead = fakes.HOSTILE.model_copy(
        update={"plot": fakes.plot(fakes.point("@everyone <@1>", 3), alt="@everyone <@1> <@&2>")}
    )
    card = await world.alice.slash(world.channel, "rank", private=True)
    await share(world.alice, card)
    for shown in world.sent():
        assert await picture(shown) is not None
        assert not shown.mention_everyone
        assert (shown.mentions, shown.role_mentions, shown.channel_mentions) == ([], [], [])


class TestFaults:
    async def test_a_picture_that_cannot_be_drawn(
        self, build: Build, world: World, caplog: pytest.LogCaptureFixture
    ) -> None:
        asked = "what was asked is nobody's business"

        def fail(_plot: object) -> bytes:
            raise ZeroDivisionError(asked)

        await world.env.restart_bot(build(draw=fail))
        result = await world.alice.slash(world.channel, "rank")
        assert "DeepSeek R1: 89" in text(result)
        assert await picture(result) is None
        assert "a picture could not be drawn: ZeroDivisionError" in caplog.text
        assert "nobody's business" not in caplog.text

    @pytest.mark.parametrize(("status", "code"), [(403, 50013), (413, 40005)])
    async def test_files_are_not_welcome_in_an_answer(
        self, world: World, caplog: pytest.LogCaptureFixture, status: int, code: int
    ) -> None:
        world.env.inject_error("PATCH", "/webhooks/*/*/messages/@original", status=status, code=code)
        result = await world.alice.slash(world.channel, "rank")
        assert "DeepSeek R1: 89" in text(result)
        assert await picture(result) is None
        assert "a picture may not be attached there" in caplog.text

    async def test_files_are_not_welcome_in_a_channel(
        self, world: World, caplog: pytest.LogCaptureFixture
    ) -> None:
        world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
        await world.alice.send(world.channel, f"{world.at} {fakes.RANKED.answer.question}")
        assert "DeepSeek R1: 89" in text(world.last())
        assert await picture(world.last()) is None
        assert "a picture may not be attached there" in caplog.text

    async def test_files_are_not_welcome_on_another_page(self, world: World) -> None:
        world.assistant.instead = fakes.LONG.model_copy(update={"plot": fakes.PLOT})
        card = await world.alice.slash(world.channel, "rank")
        world.env.inject_error("POST", "/interactions/*/callback", status=403, code=50013)
        turned = await press(world.alice, card, "Next")
        assert "Paragraph 3." in text(turned)
        assert await picture(turned) is None

    async def test_a_channel_without_history_gets_the_whole_picture(self, world: World) -> None:
        world.env.inject_error("POST", "/channels/*/messages", status=400, code=160002)
        await world.alice.send(world.channel, f"{world.at} {fakes.RANKED.answer.question}")
        assert world.last().reference is None
        drawn = await picture(world.last())
        assert drawn is not None
        assert drawn.startswith(PNG)

    async def test_other_failures_are_told(self, world: World) -> None:
        world.env.inject_error("PATCH", "/webhooks/*/*/messages/@original", status=500)
        result = await world.alice.slash(world.channel, "rank")
        assert text(result).startswith("Discord had a problem with my reply.")


async def test_names_are_cut_as_discord_counts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    named = (Completion(label="😀" * 60, value="r1"), Completion(label=" ", value="x"))
    monkeypatch.setattr(world.assistant, "complete", lambda *_args, **_kwargs: named)
    (choice,) = await world.alice.autocomplete(world.channel, "score", "model", "r")
    assert choice["name"] == "😀" * 49 + "…"
