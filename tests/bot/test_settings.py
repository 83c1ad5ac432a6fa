from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import BotSettings


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "very-secret")
    monkeypatch.setenv("QA_DATA_DIR", "elsewhere")
    monkeypatch.setenv("FOOTNOTE_MESSAGE_CONTENT", "true")
    monkeypatch.setenv("FOOTNOTE_KEEP_DAYS", "1.5")
    settings = BotSettings()
    assert settings.data_dir == Path("elsewhere")
    assert settings.message_content
    assert settings.keep_days == 1.5
    assert settings.discord_token is not None
    assert "very-secret" not in repr(settings)


def test_defaults_are_cautious(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    settings = BotSettings()
    assert settings.discord_token is None
    assert not settings.message_content


def test_nonsense_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_THREADS", "0")
    with pytest.raises(ValidationError, match="threads"):
        BotSettings()


@pytest.mark.parametrize(
    "address", ["answers.example.org", "ftp://a", "https://", "https://a/?b", "https://a/#c"]
)
def test_an_address_of_pages_that_is_none_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_PAGES_ADDRESS", address)
    with pytest.raises(ValidationError, match=r"write https://answers\.example\.org"):
        BotSettings()


def test_paths_are_added_to_the_address_of_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_PAGES_ADDRESS", "https://example.org/answers/")
    assert BotSettings().pages_address == "https://example.org/answers"
