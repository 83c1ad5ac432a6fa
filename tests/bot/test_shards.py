from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.processes.several import FEW, SHARED, supervise, wanted_processes
from bot.settings import BotSettings
from bot.shards import ShardRange, divide, read_shards, write_shards
from index.errors import FootnoteError

IDS = st.sets(st.integers(0, 200), min_size=1)


@pytest.mark.parametrize(
    ("text", "ids"), [("0-3", (0, 1, 2, 3)), ("7, 0 - 1,0", (0, 1, 7)), ("5", (5,)), ("2-2", (2,))]
)
def test_shards_are_read_as_they_are_written_down(text: str, ids: tuple[int, ...]) -> None:
    assert read_shards(text) == ids


@pytest.mark.parametrize("text", ["", "a", "3-1", "0-", "-1", "0-999999999", "0,,1", "99999999999999999999"])
def test_what_names_no_shards_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="0-3"):
        read_shards(text)


@given(IDS)
def test_what_was_written_is_read_again(ids: set[int]) -> None:
    assert read_shards(write_shards([*ids])) == tuple(sorted(ids))
    assert write_shards(range(4)) == "0-3"


@given(IDS, st.integers(1, 20))
def test_every_shard_has_one_process_and_none_has_many_more_than_another(
    ids: set[int], processes: int
) -> None:
    parts = divide(sorted(ids), processes)
    assert len(parts) == processes
    assert [one for part in parts for one in part] == sorted(ids)
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_a_server_belongs_to_one_process_and_direct_messages_to_the_first() -> None:
    parts = [ShardRange(ids, 16) for ids in divide(range(16), 4)]
    servers = [number << 22 | 5 for number in range(64)]
    for server in (None, *servers):
        assert sum(part.owns(server) for part in parts) == 1
    assert parts[0].owns(None)
    assert [parts[1].owns(server) for server in servers[3:9]] == [False, True, True, True, True, False]
    assert ShardRange().owns(None)
    assert ShardRange().owns(servers[7])


def test_settings_name_shards_that_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_SHARDS", "16")
    monkeypatch.setenv("FOOTNOTE_SHARD_IDS", "4-7")
    assert BotSettings().shard_range == ShardRange((4, 5, 6, 7), 16)
    for count in ("7", ""):
        monkeypatch.setenv("FOOTNOTE_SHARDS", count) if count else monkeypatch.delenv("FOOTNOTE_SHARDS")
        with pytest.raises(ValidationError, match="FOOTNOTE_SHARDS"):
            BotSettings()


def test_several_processes_are_refused_at_a_file() -> None:
    alone, part = BotSettings(), BotSettings(shards=4, shard_ids=(0, 1))
    assert wanted_processes(alone, None) == 1
    for settings, named in ((alone, 2), (part, None), (BotSettings(processes=3), None)):
        with pytest.raises(FootnoteError) as refused:
            wanted_processes(settings, named)
        assert str(refused.value) == SHARED
    shared = BotSettings.model_validate({"database": "postgresql+psycopg://user@host/name", "processes": 3})
    assert (wanted_processes(shared, None), wanted_processes(shared, 2)) == (3, 2)


async def test_more_processes_than_shards_are_refused() -> None:
    async def recommended() -> int:
        raise AssertionError("they are set")

    with pytest.raises(FootnoteError) as refused:
        await supervise(BotSettings(shards=2), 3, recommended)
    assert str(refused.value) == FEW.format(2, 3)
