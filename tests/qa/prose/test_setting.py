"""What the environment says of a language model, and what is wrong with it, without ever telling a key."""

from __future__ import annotations

import asyncio

import pytest

from index.errors import FootnoteError
from qa.prose.opening import open_worder
from qa.prose.setting import LanguageModel, ProseSettings

VARIABLES = (
    *("QA_LLM", "QA_LLM_USES", "QA_LLM_TOOLS", "QA_LLM_FIGURES", "QA_LLM_SECONDS", "QA_LLM_KEY"),
    *("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OLLAMA_HOST"),
)


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def read(monkeypatch: pytest.MonkeyPatch, **given: str) -> ProseSettings | None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return ProseSettings.read()


def test_without_a_model_nothing_else_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, QA_LLM=" ", QA_LLM_USES="nonsense", QA_LLM_SECONDS="-1") is None
    assert open_worder(None) is None


@pytest.mark.parametrize(
    ("written", "model", "large"),
    [
        ("ollama:qwen3", LanguageModel("ollama", "qwen3", "http://127.0.0.1:11434/v1"), False),
        ("openai:big", LanguageModel("openai", "big"), True),
        ("anthropic:wise", LanguageModel("anthropic", "wise"), True),
        ("http://h:1/v1", LanguageModel("address", "default", "http://h:1/v1"), False),
        ("https://h/v1#one", LanguageModel("address", "one", "https://h/v1"), False),
    ],
)
def test_a_model_by_its_provider_or_address(
    written: str, model: LanguageModel, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = ProseSettings(model, frozenset({"wording"}), tools=large, figures=large, seconds=20.0)
    assert read(monkeypatch, QA_LLM=written) == settings


def test_uses_tools_figures_and_seconds_are_set_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"QA_LLM_USES": "planning, wording", "QA_LLM_TOOLS": "1", "QA_LLM_SECONDS": "7.5"}
    settings = read(monkeypatch, QA_LLM="ollama:q", **given)
    assert settings is not None
    assert sorted(settings.uses) == ["planning", "wording"]
    assert (settings.tools, settings.figures, settings.seconds) == (True, False, 7.5)
    worder = open_worder(read(monkeypatch, QA_LLM_FIGURES="1"))
    assert worder is not None
    assert worder.figures
    planning = read(monkeypatch, QA_LLM_USES="planning")
    assert open_worder(planning) is None


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"QA_LLM": "gpt"}, "has to be openai:NAME"),
        ({"QA_LLM": "ftp://h"}, "an address begins with http"),
        ({"QA_LLM": "https://u:hidden@h/v1"}, "set QA_LLM_KEY"),
        ({"QA_LLM": "ollama:q", "QA_LLM_USES": "singing"}, "names singing, but there are: wording, planning"),
        ({"QA_LLM": "ollama:q", "QA_LLM_TOOLS": "maybe"}, "QA_LLM_TOOLS is 1 or 0"),
        ({"QA_LLM": "ollama:q", "QA_LLM_FIGURES": "all"}, "QA_LLM_FIGURES is 1 or 0"),
        ({"QA_LLM": "ollama:q", "QA_LLM_SECONDS": "0"}, "from 1 to 300"),
        ({"QA_LLM": "ollama:q", "QA_LLM_SECONDS": "soon"}, "from 1 to 300"),
        ({"QA_LLM": "ollama:q", "QA_LLM_SECONDS": "nan"}, "from 1 to 300"),
    ],
)
def test_what_is_wrong_is_told(given: dict[str, str], told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FootnoteError, match="QA_LLM") as caught:
        read(monkeypatch, **given)
    assert told in str(caught.value)
    assert "hidden" not in str(caught.value)


def test_a_key_that_is_missing_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FootnoteError, match="OPENAI_API_KEY is not set"):
        open_worder(read(monkeypatch, QA_LLM="openai:big"))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1")
    worder = open_worder(ProseSettings.read())
    assert worder is not None
    assert (worder.name, worder.tools, worder.patience) == ("big", True, 20.0)


def test_readers_are_never_told_where_a_model_runs() -> None:
    assert LanguageModel.parse("http://10.0.0.7:1/v1").shown_name == "LLM"
    assert LanguageModel.parse("http://10.0.0.7:1/v1#qwen").shown_name == "qwen"


@pytest.mark.parametrize(
    ("written", "bounded"), [("ollama:q", True), ("http://h/v1", True), ("openai:q", False)]
)
def test_a_server_of_ones_own_is_not_asked_by_all_at_once(
    written: str, bounded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    worder = open_worder(read(monkeypatch, QA_LLM=written, OPENAI_API_KEY="k"))
    assert worder is not None
    assert isinstance(worder.places, asyncio.Semaphore) == bounded
