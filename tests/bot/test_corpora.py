"""/corpus: administrators take reports into their server, look at them, take them out and bring them back."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

import discord
import pytest
import simcord

from bot.assistant import Alone
from bot.client import FootnoteClient
from tests.bot.at_once import at_once
from tests.bot.conftest import Clock
from tests.bot.disks import fill
from tests.bot.fakes import FakeAssistant
from tests.bot.look import custom_id, labels, press, text
from tests.bot.reports import Office, Server, in_haste, office, server

REFUSED = "Only administrators can manage a server’s reports"
DAY = 86_400


@pytest.fixture
def held(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Office:
    in_haste(monkeypatch)
    return office(tmp_path, clock)


@pytest.fixture
def simcord_bot(held: Office) -> FootnoteClient:
    return held.bot()


@pytest.fixture
def env(simcord_env: simcord.Env) -> simcord.Env:
    simcord_env.settle_timeout = 60.0
    return simcord_env


@pytest.fixture
def here(env: simcord.Env) -> Server:
    return server(env)


async def until(held: Office, here: Server, calls: int) -> None:
    """Wait until the program was called so often for a server."""
    for _ in range(3_000):
        if len(held.calls(here)) >= calls:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(held.calls(here))


async def test_what_is_handed_in_is_taken_in(held: Office, here: Server) -> None:
    card = await here.add(("tide.md", b"The tide is 7 m."), ("toll.md", b"The toll is 3 euros."))
    assert card.ephemeral
    told = text(card)
    assert told.startswith("### Added reports\n✅ **tide report** · English · 2025-Q1")
    assert "✅ **toll report**" in told
    assert "-# 3 pages are pictures" in told
    assert labels(card) == ["Undo"]
    assert held.titles(here) == ["tide report", "toll report"]
    own = held.catalogue.find(f"server-{here.guild.id}")
    assert (own.owner, own.title, own.everyone) == (here.guild.id, "Harbour Watch", False)
    assert here.channel.history(viewer=here.member) == [], "nobody else is told"


async def test_files_are_kept_for_their_owner_alone_under_safe_names(held: Office, here: Server) -> None:
    await here.add(("../../etc/pass wd.md", b"One."), ("?.md", b"Two."), ("a" * 300 + ".md", b"Three."))
    folder = held.shelf(here).folder.parent / "uploads"
    kept = sorted(path for path in folder.rglob("*") if path.is_file())
    assert sorted(path.name for path in kept) == ["a" * 120 + ".md", "document.md", "etc-pass wd.md"]
    assert {path.parent.parent for path in kept} == {folder}
    assert {path.stat().st_mode & 0o077 for path in kept} == {0}


async def test_the_next_question_is_answered_from_it(
    held: Office, here: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistants, successor = held.assistants, FakeAssistant()
    assert isinstance(assistants, Alone)
    monkeypatch.setattr(assistants.assistant, "outdated", True)
    monkeypatch.setattr(assistants.assistant, "renewed", lambda: successor)
    await here.add(("tide.md", b"The tide is 7 m."))
    assert assistants.assistant is successor


async def test_title_edition_and_addresses_are_handed_on(held: Office, here: Server) -> None:
    card = await here.add(addresses="https://a.example/x?key=1#top", title="Tides", edition="2025-Q2")
    assert "✅ **Tides**" in text(card)
    (call,) = held.calls(here)
    assert call[-1] == "https://a.example/x?key=1"
    assert {"--title=Tides", "--edition=2025-Q2", f"server-{here.guild.id}"} <= set(call)
    assert "https\\://a.example/x?…" in text(await here.run("list")), "what may be a secret is not shown"


async def test_a_title_for_several_is_left_out_and_told(held: Office, here: Server) -> None:
    card = await here.add(("a.md", b"A."), ("b.md", b"B."), title="Both")
    assert "-# The title was left out" in text(card)
    assert held.titles(here) == ["a report", "b report"]


async def test_what_may_not_be_is_told_before_anything_is_received(held: Office, here: Server) -> None:
    card = await here.add(
        ("a.exe", b"MZ"), ("b.mp4", b"x"), addresses="http://u:p@h.example/ ftp://h.example"
    )
    told = text(card)
    assert told.startswith("### Nothing was changed")
    assert "⚠️ **a.exe** · a kind of file that I do not read" in told
    assert "names a user or a password" in told
    assert "it has to begin with https\\://" in told
    assert labels(card) == []
    assert held.catalogue.all()[2:] == (), "no collection is made for nothing"


async def test_a_file_that_is_too_large(held: Office, env: simcord.Env, here: Server) -> None:
    await env.restart_bot(held.bot(upload_megabytes=0.00001))
    card = await here.add(("small.md", b"0123456789"), ("large.md", b"01234567890"))
    assert "⚠️ **large.md** · larger than 0 MB" in text(card)
    assert held.titles(here) == ["small report"]


async def test_no_more_documents_than_allowed(held: Office, env: simcord.Env, here: Server) -> None:
    await env.restart_bot(held.bot(server_documents=2))
    await here.add(("a.md", b"A."))
    refused = text(await here.add(("b.md", b"B."), ("c.md", b"C.")))
    assert refused.startswith("There is no room for that: this server has 1 of at most 2 reports.")
    assert "✅" in text(await here.add(("b.md", b"B.")))
    assert held.titles(here) == ["a report", "b report"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "There is nothing to add"),
        ({"addresses": " ".join(f"https://a.example/{n}" for n in range(11))}, "at most 10 files"),
        (
            {"addresses": "https://a.example", "edition": "a\u2028b"},
            "The title or the edition cannot be used",
        ),
    ],
)
async def test_what_cannot_be_handed_in(here: Server, fields: dict[str, str], told: str) -> None:
    assert told in text(await here.add(**fields))


async def test_a_full_disk_is_told_and_nothing_is_changed(
    held: Office, here: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.corpora.SPARE", 1 << 62)
    assert "My disk is nearly full" in text(await here.add(("a.md", b"A.")))
    monkeypatch.setattr("bot.corpora.SPARE", 0)
    fill(monkeypatch)
    assert "I could not write that down" in text(await here.add(("a.md", b"A.")))
    assert held.calls(here) == []


async def test_what_fails_is_told_beside_what_does_not(held: Office, here: Server) -> None:
    card = await here.add(("good.md", b"Good."), ("bad.md", b"FAIL "))
    assert "✅ **good report**" in text(card)
    assert "⚠️ **bad.md** · is no document that can be read" in text(card)
    uploads = held.shelf(here).folder.parent / "uploads"
    assert [path.name for path in uploads.rglob("*.md")] == ["good.md"], "what is no document is not kept"


async def test_a_program_that_fails_is_told_and_what_it_did_is_kept(
    held: Office, here: Server, caplog: pytest.LogCaptureFixture
) -> None:
    card = await here.add(("a.md", b"A."), ("full.md", b"FULL "))
    told = text(card)
    assert "✅ **a report**" in told
    assert "That was cut short." in told
    assert told.split("`")[1] in caplog.text
    assert "No space left on device" in caplog.text
    assert labels(card) == ["Undo"]


async def test_a_program_that_is_killed_is_begun_again(held: Office, here: Server) -> None:
    card = await here.add(("a.md", b"KILL "), ("b.md", b"B."))
    assert "✅ **a report**" in text(card), "it was taken in before"
    assert "✅ **b report**" in text(card)
    assert len(held.calls(here)) == 2


async def test_but_not_for_ever(held: Office, here: Server) -> None:
    assert "That was cut short." in text(await here.add(("a.md", b"KILLALL ")))
    assert len(held.calls(here)) == 3


async def test_what_discord_does_not_give_out_is_told(
    held: Office, env: simcord.Env, here: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(url: str) -> bytes:
        if "lost" in url:
            raise discord.DiscordException(url)
        return b"A."

    intake = env.bot.corpora.intake  # type: ignore[attr-defined]
    monkeypatch.setattr(intake, "_fetch", gone)
    card = await here.add(("a.md", b"A."), ("lost.md", b"L."))
    assert "⚠️ **lost.md** · could not be received from Discord" in text(card)
    assert held.titles(here) == ["a report"]
    await here.add(("lost.md", b"L."))
    assert len(held.calls(here)) == 1, "there was nothing to take in"


async def test_what_is_there_already_is_not_added_twice(held: Office, here: Server) -> None:
    await here.add(("a.md", b"A."))
    card = await here.add(("other name.md", b"A."))
    assert "☑️ **a report** · English · 2025-Q1 · already there" in text(card)
    assert labels(card) == [], "there is nothing to undo"
    assert held.titles(here) == ["a report"]


async def test_undoing_takes_out_what_was_added_and_brings_it_back(held: Office, here: Server) -> None:
    await here.add(("old.md", b"Old."))
    card = await here.add(("a.md", b"A."), ("b.md", b"B."))
    await press(here.root, card, "Undo")
    assert held.titles(here) == ["old report"]
    assert text(card).startswith("### Taken out\n🗑️ **a report**")
    await press(here.root, card, "Undo")
    assert held.titles(here) == ["a report", "b report", "old report"]
    assert text(card).startswith("### Brought back\n✅ **a report**")
    assert labels(card) == []


async def test_buttons_and_lists_work_after_a_restart(held: Office, env: simcord.Env, here: Server) -> None:
    card = await here.add(("a.md", b"A."))
    undo = custom_id(card, "Undo")
    assert card.response is not None
    await env.restart_bot(held.bot())
    await here.root.click(card.response.message, custom_id=undo)
    assert held.titles(here) == []
    assert "There are none yet." in text(await here.run("list"))


async def test_a_batch_is_undone_once(held: Office, here: Server) -> None:
    card = await here.add(("a.md", b"A."))
    assert card.response is not None
    undo = custom_id(card, "Undo")
    status = await here.run("status")
    await press(here.root, card, "Undo")
    result = await here.root.click(status.response.message, custom_id=undo)  # type: ignore[union-attr]
    assert "That has been undone already." in text(result.followups[0])


async def test_what_was_removed_can_be_brought_back_for_a_day(held: Office, here: Server) -> None:
    await here.add(("a.md", b"A."), ("b.md", b"B."))
    card = await here.remove("a rep")
    assert text(card) == "### Taken out\n🗑️ **a report** · English · 2025-Q1"
    assert held.titles(here) == ["b report"]
    assert (await here.offered()) == ["b report"]
    long_ago = time.time() - DAY - 1
    for path in (held.shelf(here).folder / "removed").iterdir():
        os.utime(path, (long_ago, long_ago))
    result = await press(here.root, card, "Undo")
    assert "That can no longer be undone" in text(result.followups[0])


async def test_the_index_of_the_last_document_goes_with_it(held: Office, here: Server) -> None:
    await here.add(("a.md", b"A."))
    index = held.shelf(here).folder.parent / "index"
    index.mkdir()
    (index / "current").write_text("v1")
    (index / "v1").mkdir()
    (index / "v1" / "manifest.json").write_text("{}")
    await here.remove("a report")
    assert [path.name for path in index.iterdir() if path.name == "current"] == []


async def test_no_document_is_named_that_is_not_there(here: Server) -> None:
    await here.add(("a.md", b"A."))
    assert "There is no such report here." in text(await here.run("remove", document="default"))
    assert "Taken out" in text(await here.run("remove", document="A REPORT")), "its title will do"


async def test_the_list_has_pages(held: Office, here: Server) -> None:
    for batch in range(2):
        await here.add(*((f"r{batch}{n}.md", f"{batch}{n}".encode()) for n in range(5)))
    card = await here.run("list")
    assert text(card).startswith("### This server’s reports\n10 reports\n**r00 report**")
    assert "-# English · 2025-Q1 · added November 29, 2026 · r00.md" in text(card)
    assert labels(card) == ["Back", "Next (1/2)"]
    await press(here.root, card, "Next")
    assert text(card).count("**r1") == 3


async def test_a_shared_collection_is_put_away_and_read_again(held: Office, here: Server) -> None:
    catalogue = held.catalogue
    for name in ("almanac", "secret"):
        catalogue.create(name, f"The {name}")
        (catalogue.folder(name) / "corpus").mkdir(parents=True)
        (catalogue.folder(name) / "corpus" / "a.md").write_text("A.")
    catalogue.give("almanac", None)
    assert "I also answer from: **The almanac**" in text(await here.run("list"))
    assert await here.offered() == ["Put away: The almanac"]
    card = await here.run("remove", document="c-almanac")
    assert text(card).startswith("### Put away")
    assert "almanac" not in {one.name for one in catalogue.reach(here.guild.id)}
    assert "almanac" in {one.name for one in catalogue.reach(1)}, "others read it"
    listed = await here.run("list")
    assert "Put away: **The almanac**" in text(listed)
    await press(here.root, listed, "Answer from The almanac again")
    assert "almanac" in {one.name for one in catalogue.reach(here.guild.id)}
    assert "There is no such report here." in text(await here.run("remove", document="c-secret"))


async def test_an_operator_who_takes_a_collection_is_not_undone(held: Office, here: Server) -> None:
    catalogue = held.catalogue
    catalogue.create("almanac")
    (catalogue.folder("almanac") / "corpus").mkdir(parents=True)
    (catalogue.folder("almanac") / "corpus" / "a.md").write_text("A.")
    catalogue.give("almanac", here.guild.id)
    card = await here.run("remove", document="c-almanac")
    catalogue.take("almanac", here.guild.id)
    result = await press(here.root, card, "Undo")
    assert "There is nothing left to undo here." in text(result.followups[0])
    assert "almanac" not in {one.name for one in catalogue.reach(here.guild.id)}


async def test_the_status_tells_what_is_held_and_what_was_done(held: Office, here: Server) -> None:
    assert "Nothing is being taken in." in text(await here.run("status"))
    await here.add(("a.md", b"A."), ("b.md", b"FAIL "))
    told = text(await here.run("status"))
    assert "1 report of at most 200" in told
    assert "Files of up to 25 MB" in told
    assert f"**Added reports** · <t:{int(held.clock.now)}:R>\n✅ **a report**" in told
    held.clock.now += DAY + 1
    assert "Added reports" not in text(await here.run("status"))


async def test_a_message_with_files_is_added(held: Office, here: Server) -> None:
    said = await here.member.send(here.channel, "look", attachments=[("a.md", b"A."), ("cat.mp4", b"x")])
    card = await here.root.context_menu(here.channel, "Add to the reports", said)
    assert card.ephemeral
    assert "✅ **a report**" in text(card)
    assert "⚠️ **cat.mp4**" in text(card)


async def test_or_with_addresses(held: Office, here: Server) -> None:
    said = await here.member.send(here.channel, "See <https://a.example/x>, [y](https://a.example/y).")
    await here.root.context_menu(here.channel, "Add to the reports", said)
    assert held.calls(here)[0][-2:] == ["https://a.example/x", "https://a.example/y"]


async def test_one_with_neither_is_chosen_where_channels_are_a_source(
    here: Server, env: simcord.Env, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = await here.member.send(here.channel, "The tide is 7 m.")
    chosen: list[int] = []

    async def choose(interaction: discord.Interaction, message: discord.Message) -> None:
        chosen.append(message.id)
        await interaction.response.send_message("chosen", ephemeral=True)

    monkeypatch.setattr(env.bot.corpora, "_choose", choose)  # type: ignore[attr-defined]
    assert text(await here.root.context_menu(here.channel, "Add to the reports", said)) == "chosen"
    assert chosen == [said.id]


async def test_only_administrators_whatever_discord_lets_others_see(
    held: Office, env: simcord.Env, here: Server
) -> None:
    for command in ("add", "list", "status"):
        with pytest.raises(simcord.SetupError, match="not visible to this user"):
            await here.member.slash(here.channel, f"corpus {command}")
    for command in await env.bot.tree.fetch_commands():  # type: ignore[attr-defined]
        here.guild.set_command_permissions(command, {here.member: True})
    await here.add(("a.md", b"A."))
    for name, options in (("add", {}), ("list", {}), ("status", {}), ("remove", {"document": "a report"})):
        result = await here.member.slash(here.channel, f"corpus {name}", **options)
        assert REFUSED in text(result)
        assert result.ephemeral
    said = await here.member.send(here.channel, "x", attachments=[("b.md", b"B.")])
    assert REFUSED in text(await here.member.context_menu(here.channel, "Add to the reports", said))
    assert await here.member.autocomplete(here.channel, "corpus remove", "document", "") == []
    assert held.titles(here) == ["a report"]


async def test_rights_are_checked_at_every_submit_and_press(held: Office, here: Server) -> None:
    card = await here.add(("a.md", b"A."))
    shown = await here.root.slash(here.channel, "corpus add")
    here.dismiss()
    assert REFUSED in text(await here.root.submit_modal(shown, {"files": [("b.md", b"B.")]}))
    assert REFUSED in text(await press(here.root, card, "Undo"))
    assert held.titles(here) == ["a report"]


async def test_nothing_of_one_server_in_anothers(held: Office, env: simcord.Env, here: Server) -> None:
    there = server(env, "Other")
    card = await here.add(("a.md", b"A."))
    await there.add(("b.md", b"B."))
    assert await there.offered() == ["b report"]
    for command in ("list", "status"):
        assert "a report" not in text(await there.run(command))
    assert "There is no such report here." in text(await there.run("remove", document="a report"))
    value = (await here.root.autocomplete(here.channel, "corpus remove", "document", ""))[0]["value"]
    assert "There is no such report here." in text(await there.run("remove", document=value))
    listed = await there.run("status")
    foreign = custom_id(card, "Undo").removeprefix("fn:corpus:undo:")
    own = custom_id(listed, "Undo").removeprefix("fn:corpus:undo:")
    store = env.bot.corpora.intake.store  # type: ignore[attr-defined]
    assert (await store.get(foreign)).server == here.guild.id
    assert [one.id for one in await store.latest(there.guild.id, 0)] == [own]


async def test_two_servers_at_once_and_one_batch_of_each(
    held: Office, env: simcord.Env, here: Server, tmp_path: Path
) -> None:
    """The third server waits for one of the two, and so does the second batch of the first."""
    servers = [here, server(env, "Two"), server(env, "Three")]
    gate = tmp_path / "gate"
    waits = f"WAIT {gate}".encode()

    async def watch() -> None:
        await until(held, servers[0], 1)
        await until(held, servers[1], 1)
        await asyncio.sleep(0.3)
        running = {one.guild.id: env.bot.corpora.intake.of(one.guild.id) for one in servers}  # type: ignore[attr-defined]
        stages.update({id_: [one.stage for one in of] for id_, of in running.items()})
        calls.extend(len(held.calls(one)) for one in servers)
        gate.touch()

    stages: dict[int, list[str]] = {}
    calls: list[int] = []
    watching = asyncio.create_task(watch())
    forms = [(one, await one.run("add")) for one in (servers[0], *servers)]
    results = await at_once(
        env,
        *(
            one.root.submit_modal(form, {"files": [(f"{place}.md", waits + b" " * place)]})
            for place, (one, form) in enumerate(forms)
        ),
    )
    await watching
    assert calls == [1, 1, 0]
    assert sorted(stages[servers[0].guild.id]) == ["reading", "waiting"]
    assert stages[servers[2].guild.id] == ["waiting"]
    assert all("✅" in text(one) for one in results)
    assert held.titles(servers[2]) == ["3 report"]


async def test_a_bot_that_is_restarted_midway_goes_on(
    held: Office, env: simcord.Env, here: Server, tmp_path: Path
) -> None:
    gate = tmp_path / "gate"

    async def restart() -> None:
        await until(held, here, 1)
        await env.bot.corpora.intake.close()  # type: ignore[attr-defined]

    restarting = asyncio.create_task(restart())
    form = await here.run("add")
    await here.root.submit_modal(form, {"files": [("a.md", f"WAIT {gate}".encode())]})
    await restarting
    assert held.titles(here) == []
    gate.touch()
    await env.restart_bot(held.bot())
    await env.settle()
    assert held.titles(here) == ["a report"]
    told = text(await here.run("status"))
    assert "**Added reports**" in told
    assert "✅ **a report**" in told
