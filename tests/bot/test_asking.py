"""Every way to ask, through a simulated Discord."""

from __future__ import annotations

import discord
import pytest
import simcord

from bot import courtesy
from bot.client import FootnoteClient
from qa.models import Score
from tests.bot import fakes
from tests.bot.conftest import Build, World
from tests.bot.look import labels, press, share, text

R1 = "What did DeepSeek R1 score?"


async def test_ask_is_deferred_and_answered_with_a_card(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question=R1)
    assert not result.ephemeral
    assert "DeepSeek R1 scored 89 on the Intelligence Index" in text(result)
    assert "**What did DeepSeek R1 score?**" in text(result)
    assert "`2025-Q1` · `2025-Q2` · 2 quotes checked" in text(result)
    assert "⚖️ The editions use different versions" in text(result)
    assert "🌐 One quote is in French." in text(result)
    assert labels(result) == [
        *("Sources (2)", "Delete", "And Kimi k1.5?", "Which labs are named?"),
        *("Helpful", "Not helpful", "Watch"),
    ]
    posts = [call for call in world.env.http_requests if call.path.endswith("/callback")]
    assert posts[0].json is not None
    assert posts[0].json["type"] == 5  # deferred first, edited afterwards


async def test_ask_in_private_is_private_from_the_first_moment(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question=R1, private=True)
    assert result.ephemeral
    assert labels(result)[:3] == ["Sources (2)", "Share", "Delete"]
    assert world.sent() == []


async def test_ask_passes_the_edition_and_the_locale_as_hints(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question="R1", edition="2025-Q2")
    assert world.assistant.asked == [
        {"question": "R1", "history": (), "locale": "en-US", "edition": "2025-Q2"}
    ]


async def test_an_edition_that_nobody_offers_is_for_the_assistant_to_refuse(world: World) -> None:
    """What there is differs from server to server, so that Discord has no list to refuse it by."""
    await world.alice.slash(world.channel, "ask", question="R1", edition="2031-Q1")
    assert world.assistant.asked[-1]["edition"] == "2031-Q1"


async def test_a_mention_is_answered_as_a_reply_without_a_ping(world: World) -> None:
    asked = await world.alice.send(world.channel, f"{world.at}, {R1}")
    answer = world.last()
    assert "scored 89" in text(answer)
    assert "**What did" not in text(answer)  # the question stands above it
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id
    post = next(call for call in world.env.http_requests if call.path.endswith("/messages"))
    assert post.json is not None
    assert post.json["allowed_mentions"] == {"parse": [], "replied_user": False}
    assert world.assistant.asked[0]["question"] == R1


@pytest.mark.parametrize(("quick", "calls"), [(0.0, ["typing", "messages"]), (60.0, ["messages"])])
async def test_typing_is_shown_while_a_message_is_answered_unless_that_is_quick(
    world: World, monkeypatch: pytest.MonkeyPatch, quick: float, calls: list[str]
) -> None:
    monkeypatch.setattr(courtesy, "QUICK", quick)
    before = len(world.env.http_requests)
    await world.alice.send(world.channel, f"{world.at} {R1}")
    paths = [call.path for call in world.env.http_requests[before:] if call.method == "POST"]
    assert [path.rsplit("/", 1)[1] for path in paths] == calls


async def test_an_answer_comes_although_typing_cannot_be_shown(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courtesy, "QUICK", 0.0)
    world.env.inject_error("POST", "/channels/*/typing", status=500)
    await world.alice.send(world.channel, f"{world.at} {R1}")
    assert "scored 89" in text(world.last())


async def test_the_old_form_of_a_mention_is_understood(world: World) -> None:
    await world.alice.send(world.channel, f"{R1} <@!{world.bot.user.id}>")  # type: ignore[union-attr]
    assert world.assistant.asked[0]["question"] == R1


async def test_a_bare_mention_is_greeted_with_help(world: World) -> None:
    await world.alice.send(world.channel, world.at)
    assert "Answers you can check" in text(world.last())
    assert world.assistant.asked == []


async def test_a_reply_that_pings_is_answered_and_one_that_is_empty_is_not(world: World) -> None:
    await world.alice.send(world.channel, f"{world.at} {R1}")
    answer = world.last()
    await world.bob.send(world.channel, "And in Q2?", reply_to=answer)
    assert [call["question"] for call in world.assistant.asked] == [R1, "And in Q2?"]
    await world.bob.send(world.channel, "", reply_to=answer, attachments=[("a.png", b"x")])
    assert len(world.assistant.asked) == 2


async def test_messages_that_are_not_for_the_bot_are_left_alone(world: World) -> None:
    await world.alice.send(world.channel, R1)
    await world.alice.send(world.channel, "", attachments=[("a.png", b"x")])
    await world.alice.send(world.channel, f"{world.bob.mention} {R1}")
    other = world.guild.add_member(world.env.create_user("other", bot=True))
    await other.send(world.channel, f"{world.at} {R1}")
    await world.guild.create_webhook(world.channel).send(f"{world.at} {R1}")
    assert world.assistant.asked == []
    assert world.sent() == []


async def test_direct_messages_need_no_mention(world: World) -> None:
    user = world.env.create_user("dana")
    await user.send_dm(R1)
    answer = user.dm_channel.history()[-1]
    assert "scored 89" in text(answer)
    assert "Share" not in labels(answer)
    result = await user.slash("ask", question=R1, private=True)
    assert "Share" not in labels(result)  # there is nobody to share with


async def thread_of(world: World) -> simcord.ChannelHandle:
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.create_thread(name="talk", type=discord.ChannelType.public_thread)
    return world.channel.threads[0]


async def test_threads_take_commands_and_mentions_and_have_their_own_history(world: World) -> None:
    thread = await thread_of(world)
    await world.alice.send(world.channel, f"{world.at} {R1}")
    await world.alice.send(thread, f"{world.at} first in the thread")
    await world.alice.slash(thread, "ask", question="second in the thread")
    assert [call["question"] for call in world.assistant.asked] == [
        R1,
        "first in the thread",
        "second in the thread",
    ]
    assert [len(call["history"]) for call in world.assistant.asked] == [0, 0, 1]  # type: ignore[arg-type]


async def test_histories_of_people_are_never_mixed(world: World) -> None:
    await world.alice.send(world.channel, f"{world.at} {R1}")
    await world.bob.send(world.channel, f"{world.at} And Kimi?")
    await world.alice.send(world.channel, f"{world.at} And Kimi?")
    assert world.assistant.asked[1]["history"] == ()
    assert world.assistant.asked[2]["history"] == (fakes.R1.turn,)


async def test_ask_about_a_message_opens_a_prefilled_modal_with_a_private_answer(world: World) -> None:
    said = await world.bob.send(world.channel, R1)
    shown = await world.alice.context_menu(world.channel, "Ask about this", said)
    assert shown.modal is not None
    control = shown.modal["components"][0]["component"]
    assert control["value"] == R1
    result = await world.alice.submit_modal(shown, {control["custom_id"]: R1})
    assert result.ephemeral
    assert "scored 89" in text(result)
    assert "Share" in labels(result)


async def test_ask_about_an_empty_message_opens_an_empty_modal(world: World) -> None:
    said = await world.bob.send(world.channel, "", attachments=[("a.png", b"x")])
    shown = await world.alice.context_menu(world.channel, "Ask about this", said)
    assert shown.modal is not None
    assert "value" not in shown.modal["components"][0]["component"]


async def test_score_completes_names_and_answers(world: World) -> None:
    choices = await world.alice.autocomplete(world.channel, "score", "model", "豆包")
    assert choices[0] == {"name": "豆包 1.5 Pro", "value": "豆包-1.5-pro"}
    assert len(choices) == 25
    result = await world.alice.slash(world.channel, "score", model="deepseek-r1", edition="2025-Q1")
    assert "scored 89" in text(result)
    assert world.assistant.asked == [{"request": Score("deepseek-r1", "2025-Q1"), "locale": "en-US"}]


async def test_help_is_private_and_offers_questions_to_try(world: World) -> None:
    result = await world.alice.slash(world.channel, "help")
    assert result.ephemeral
    assert "**How to ask**" in text(result)
    assert labels(result) == [R1, "Who?"]
    answer = await press(world.alice, result, "What did")
    assert answer.ephemeral
    assert "scored 89" in text(answer)


class TestMessageContent:
    """With the privileged intent, which an operator may enable."""

    @pytest.fixture
    def settings(self) -> dict[str, object]:
        return {"message_content": True}

    async def test_replies_need_no_ping_and_threads_no_second_mention(self, world: World) -> None:
        await world.alice.send(world.channel, R1)
        assert world.assistant.asked == []
        thread = await thread_of(world)
        await world.alice.send(thread, "hello all")
        assert world.assistant.asked == []
        await world.alice.send(thread, f"{world.at} {R1}")
        await world.alice.send(thread, "And Kimi?")
        await world.bob.send(thread, "I am not talking to it")
        await world.alice.send(thread, f"{world.bob.mention} what do you think?")
        answer = next(message for message in thread.history() if message.author == world.bot.user)
        await world.bob.send(thread, "Is that so?", reply_to=answer)
        assert [call["question"] for call in world.assistant.asked] == [R1, "And Kimi?", "Is that so?"]


def test_no_privileged_intent_is_asked_for(build: object) -> None:
    intents = build().intents  # type: ignore[operator]
    assert (intents.message_content, intents.members, intents.presences) == (False, False, False)
    assert intents.guilds
    assert intents.messages


async def test_hostile_questions_and_documents_ping_nobody(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question=fakes.HOSTILE.answer.question)
    await press(world.alice, world.last(), "Source")
    shared = await world.alice.slash(
        world.channel, "ask", question=fakes.HOSTILE.answer.question, private=True
    )
    await share(world.alice, shared)
    await press(world.alice, world.sent()[0], "@everyone")
    for message in world.sent():
        assert not message.mention_everyone
        assert (message.mentions, message.role_mentions, message.channel_mentions) == ([], [], [])
        assert "\\@everyone" in text(message)


class TestLocale:
    """A reader whose Discord is French, whatever the answer's language."""

    @pytest.fixture
    def simcord_bot(self, build: Build) -> FootnoteClient:
        return build("fr", cooldown_questions=1)

    async def test_what_is_not_an_answer_is_in_the_readers_language(self, world: World) -> None:
        help_ = await world.alice.slash(world.channel, "help")
        assert "**Comment demander**" in text(help_)
        card = await world.alice.slash(world.channel, "ask", question=R1)
        assert labels(card)[:2] == ["Sources (2)", "Delete"]  # the answer is in English
        sources = await press(world.alice, card, "Sources")
        assert "éditeur non indiqué" in text(sources)
        assert "Seuls l’auteur de la question" in text(await press(world.bob, card, "Delete"))
        refused = await world.alice.slash(world.channel, "ask", question="encore")
        assert text(refused).startswith("Un instant, s’il vous plaît")
        said = await world.bob.send(world.channel, R1)
        shown = await world.bob.context_menu(world.channel, "Ask about this", said)
        assert shown.modal is not None
        assert shown.modal["title"] == "Poser une question sur ce message"
        assert world.assistant.asked[0]["locale"] == "fr"


async def test_a_server_tells_the_locale_of_bare_names_until_the_talk_does(world: World) -> None:
    guild = world.env.create_guild("Lyon", preferred_locale="fr")
    channel = guild.create_text_channel("général")
    member = guild.add_member(world.env.create_user("chloé"))
    await member.send(channel, f"{world.at} R1")
    await member.send(channel, f"{world.at} Kimi")
    assert [call["locale"] for call in world.assistant.asked] == ["fr", None]
