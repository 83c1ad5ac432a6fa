"""The API: who has a key is told what the engine says; whatever else comes is a problem in a few words."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse

from qa.api import reading
from qa.api.questions import QuestionThreads
from qa.collections.desk import Desk
from qa.models import Answer, Compare, Rank, Reply, Score
from qa.store.shown_answer import ShownAnswer
from tests.qa.api.served import Api, served
from tests.qa.collections.stacks import desk_over, paper, put, stacks

QUESTION = "What did Zephyr 2 score?"
PRIVATE = "xyzzy-plugh"


async def answer(response: ClientResponse, status: int = 200) -> Answer:
    assert response.status == status, await response.text()
    assert response.content_type == "application/json"
    return Answer.model_validate_json(await response.text())


async def problem(response: ClientResponse, status: int) -> dict[str, Any]:
    assert response.status == status, await response.text()
    assert response.content_type == "application/problem+json"
    told: dict[str, Any] = await response.json()
    assert told["status"] == status
    assert "Traceback" not in str(told)
    return told


def same(one: Answer, other: Answer) -> bool:
    changing = {"id", "latency_ms"}
    return one.model_dump(exclude=changing) == other.model_dump(exclude=changing)


async def test_what_is_told_is_what_the_engine_says(api: Api, small_desk: Desk) -> None:
    engine = small_desk.of(None)
    asked = await answer(await api.post("/ask", {"question": QUESTION}))
    assert same(asked, engine.ask(QUESTION).answer)
    assert asked.citations
    french = {"question": "Zephyr 2", "language": "fr", "edition": "2030-Q1"}
    expected = engine.ask("Zephyr 2", language="fr", edition="2030-Q1").answer
    assert same(await answer(await api.post("/ask", french)), expected)
    looked = await answer(await api.get("/lookup", name="Zephyr 2", edition="2030-Q1"))
    assert same(looked, engine.look_up(Score("Zephyr 2", "2030-Q1")).answer)
    names = ("Zephyr 2", "Borealis One")
    compared = await answer(await api.get("/compare", names=list(names), language="ja"))
    assert same(compared, engine.look_up(Compare(names), locale="ja").answer)
    ranked = await answer(await api.get("/rank", within="Northwind", top="1", open_weights="true"))
    assert same(ranked, engine.look_up(Rank(("Northwind",), open_weights=True, top=1)).answer)


async def test_passages_are_the_documents_own_words(api: Api, small_desk: Desk) -> None:
    response = await api.get("/search", query="Zephyr 2 points", limit="3", edition="2030-Q1")
    found = await response.json()
    documents = {
        id_: one
        for member in small_desk.of(None).members
        for id_, one in member.engine.index.documents.items()
    }
    assert 0 < len(found["passages"]) <= 3
    scores = [one["score"] for one in found["passages"]]
    assert scores == sorted(scores, reverse=True)
    assert "Zephyr 2" in found["passages"][0]["citation"]["quote"]
    for one in found["passages"]:
        cited = one["citation"]
        assert cited["edition"] == "2030-Q1"
        assert documents[cited["document_id"]].text[cited["start"] : cited["end"]] == cited["quote"]


async def test_documents_are_listed_a_page_at_a_time(api: Api, small_desk: Desk) -> None:
    held = sorted(small_desk.of(None).members[0].engine.index.documents)
    first = await (await api.get("/documents", limit="2")).json()
    rest = await (await api.get("/documents", offset="2")).json()
    assert [one["id"] for one in (*first["documents"], *rest["documents"])] == held
    assert first["total"] == rest["total"] == len(held)
    assert len(first["documents"]) == 2


@pytest.mark.parametrize(
    "given",
    [
        "",
        "Bearer",
        "Bearer fn_" + "A" * 43,
        "Basic YTpi",
        "Bearer \u00e9",
        "fn_" + "A" * 43,
    ],
)
async def test_without_a_key_nothing_is_told(api: Api, given: str) -> None:
    headers = {"Authorization": given} if given else {}
    response = await api.get("/lookup", headers, name="Zephyr 2")
    told = await problem(response, 401)
    assert "Zephyr" not in str(told)
    assert response.headers["WWW-Authenticate"] == "Bearer"
    await problem(await api.post("/mcp", {}, headers), 401)
    assert (await api.get("/health", {})).status == 200
    assert (await api.get("/openapi.json", {})).status == 200


async def test_a_withdrawn_key_is_refused_at_once(api: Api) -> None:
    await answer(await api.get("/rank"))
    await api.site.keys.withdraw("a program", guild=None)
    await problem(await api.get("/rank"), 401)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "question"),
        ({"question": ""}, "question"),
        ({"question": "x" * 2_001}, "question"),
        ({"question": PRIVATE, "language": "de"}, "language"),
        ({"question": PRIVATE, "other": 1}, "other"),
        ({"question": PRIVATE, "collection": "../x"}, "collection"),
        ([], ""),
    ],
)
async def test_what_is_wrong_with_a_field_is_said_without_repeating_it(
    api: Api, body: Any, field: str
) -> None:
    told = await problem(await api.post("/ask", body), 422)
    assert [one["field"] for one in told["errors"]] == [field]
    assert PRIVATE not in json.dumps(told)


async def test_other_problems_have_words_of_their_own(api: Api) -> None:
    told = await problem(await api.post("/ask", {"question": "?!"}), 422)
    assert (told["errors"], told["detail"]) == ([], "Please ask a question.")
    for response in (await api.get("/rank", edition="1999"), await api.get("/rank", collection="none")):
        assert "There is no" in (await problem(response, 404))["detail"]
    await problem(await api.get("/nothing"), 404)
    deleted = await api.client.delete("/api/v1/ask", headers=api.headers)
    await problem(deleted, 405)
    assert deleted.headers["Allow"] == "POST"
    plain = await api.client.post("/api/v1/ask", data="hello", headers=api.headers)
    await problem(plain, 415)
    large = {"question": "x" * 100_000}
    assert "65536" in (await problem(await api.post("/ask", large), 413))["detail"]
    await problem(await api.get("/compare", names="Zephyr 2"), 422)
    await problem(await api.client.get("/api/v1/rank?top=1&top=2", headers=api.headers), 422)


async def test_who_asks_too_often_is_told_how_long_to_wait(small_desk: Desk, tmp_path: Path) -> None:
    async with served(small_desk, tmp_path, per_minute=2) as api:
        other = await api.key(None)
        assert [(await api.get("/collections")).status for _ in range(2)] == [200, 200]
        response = await api.get("/collections")
        told = await problem(response, 429)
        seconds = int(response.headers["Retry-After"])
        assert 1 <= seconds <= 60
        assert f"{seconds} seconds" in told["detail"]
        assert (await api.get("/collections", other)).status == 200


async def test_who_would_wait_too_long_is_told_to_come_again(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api.site.answering.questions, "_most", 0)
    response = await api.get("/rank")
    assert "Try again later" in (await problem(response, 503))["detail"]
    assert response.headers["Retry-After"] == "5"


async def test_a_body_that_never_comes_is_given_up(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.api.application.READING", 0.01)
    held = asyncio.Event()

    async def slowly() -> Any:
        yield b"{"
        await held.wait()

    headers = {**api.headers, "Content-Type": "application/json"}
    response = await api.client.post("/api/v1/ask", data=slowly(), headers=headers)
    await problem(response, 408)
    held.set()


async def test_a_fault_of_ours_is_told_by_its_place_and_no_word_of_the_question(
    api: Api, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any, **__: Any) -> Reply:
        raise RuntimeError(PRIVATE)

    monkeypatch.setattr(reading, "_check_edition", broken)
    caplog.set_level(logging.DEBUG)
    told = await problem(await api.post("/ask", {"question": PRIVATE}), 500)
    assert PRIVATE not in json.dumps(told)
    ours = [record for record in caplog.records if record.name.startswith(("qa", "aiohttp"))]
    assert any("RuntimeError" in record.getMessage() for record in ours)
    assert PRIVATE not in "\n".join(record.getMessage() for record in ours)


async def test_no_page_of_a_browser_may_read_it(api: Api) -> None:
    for response in (
        await api.get("/rank", {**api.headers, "Origin": "https://evil.example"}),
        await api.client.options("/api/v1/rank", headers={"Origin": "https://evil.example"}),
    ):
        assert not [name for name in response.headers if name.lower().startswith("access-control")]
        assert "Set-Cookie" not in response.headers
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Server"] == "Footnote"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_kept_answer_is_read_by_keys_of_its_server_alone(api: Api) -> None:
    mine, others = await api.key(5, "mine"), await api.key(6, "others")
    second = await api.key(5, "second")
    response = await api.post("/answers", {"question": QUESTION}, mine)
    kept = await answer(response, 201)
    path = response.headers["Location"].removeprefix("/api/v1")
    assert await answer(await api.get(path, mine)) == kept
    assert await answer(await api.get(path, second)) == kept
    for stranger in (others, api.headers):
        await problem(await api.get(path, stranger), 404)


async def test_what_people_asked_is_not_for_programs(api: Api, small_desk: Desk) -> None:
    mine = await api.key(5)
    reply = small_desk.of(5).ask(QUESTION)
    shown = ShownAnswer(reply=reply, asker=1, channel=2, guild=5, private=False)
    await api.site.answers.put(shown)
    await problem(await api.get(f"/answers/{shown.key}", mine), 404)


async def test_a_server_that_keeps_nothing_says_so(small_desk: Desk, tmp_path: Path) -> None:
    async with served(small_desk, tmp_path, keeps=False) as api:
        assert (
            "keeps no answers"
            in (await problem(await api.post("/answers", {"question": QUESTION}), 409))["detail"]
        )


async def test_a_key_reaches_what_its_server_reaches_and_nothing_else(tmp_path: Path) -> None:
    desk = desk_over(stacks(tmp_path))
    words = {5: "Vorlaxa", 6: "Nimvora"}
    for server, word in words.items():
        own = desk.catalogue.own(server)
        put(
            desk.catalogue,
            own.name,
            paper(f"p{server}", f"{word} papers", f"The ferry to {word} sails at noon."),
        )
    async with served(desk, tmp_path / "store") as api:
        for server, word in words.items():
            key, other = await api.key(server, word), next(words[one] for one in words if one != server)
            asked = await answer(
                await api.post("/ask", {"question": f"When does the ferry to {word} sail?"}, key)
            )
            assert [one.quote for one in asked.citations] == [f"The ferry to {word} sails at noon."]
            seen = [await (await api.get("/search", key, query=other)).text()]
            seen += [
                await (await api.get(path, key)).text() for path in ("/documents", "/collections", "/rank")
            ]
            theirs = f"server-{next(one for one in words if one != server)}"
            seen += [await (await api.get("/documents", key, collection=theirs)).text()]
            assert word in seen[1]
            assert f"server-{server}" in seen[2]
            assert not [one for one in seen if other in one or f'"{theirs}"' in one]
        everyone = await (await api.get("/documents")).json()
        assert (everyone["total"], everyone["documents"]) == (0, [])


async def test_threads_that_are_all_busy_take_no_more(small_desk: Desk) -> None:
    questions = QuestionThreads(small_desk, threads=1, waiting=0, seconds=0.01)
    held = asyncio.Event()
    loop = asyncio.get_running_loop()

    def wait(_: object) -> int:
        asyncio.run_coroutine_threadsafe(held.wait(), loop).result()
        return 1

    first = await asyncio.gather(
        *(questions.ask(wait, server=None, asker=1, collection=None) for _ in range(2)),
        return_exceptions=True,
    )
    assert [type(one).__name__ for one in first] == ["BusyError", "BusyError"]
    held.set()
    later = QuestionThreads(small_desk, threads=1, waiting=0)
    assert await later.ask(lambda _: 7, server=None, asker=1, collection=None) == 7
    for one in (questions, later):
        one.close()
