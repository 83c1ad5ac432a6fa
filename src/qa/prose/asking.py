"""Asking a language model: its text comes line by line, or why it does not come."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

from index.errors import FootnoteError
from qa.prose.setting import LanguageModel

if TYPE_CHECKING:
    from pydantic_ai.models import Model

MOST_TOKENS: Final = 700  # of an answer
COLD: Final = 0.0  # temperature: the same evidence is worded alike


class ModelFailedError(FootnoteError):
    """The model could not be asked, or did not answer; the message says why, without anything secret."""


class TextModel(Protocol):
    """Writes text; `exchange` are earlier questions and answers of the same conversation."""

    def lines(
        self, instructions: str, question: str, exchange: Sequence[tuple[str, str]] = ()
    ) -> AsyncIterator[str]:
        """The lines of its answer, each as soon as it is whole. Raises ModelFailedError."""


class AgentModel:
    """A model through pydantic-ai; opened at its first use."""

    def __init__(self, setting: LanguageModel, model: Model | None = None) -> None:
        """`model` is asked instead of the one that is set, where it is given."""
        self.setting, self._model = setting, model

    async def lines(
        self, instructions: str, question: str, exchange: Sequence[tuple[str, str]] = ()
    ) -> AsyncIterator[str]:
        from pydantic_ai.exceptions import AgentRunError, UserError

        held = ""
        try:
            async for text in self._text(instructions, question, exchange):
                *whole, held = (held + text).split("\n")
                for line in whole:
                    yield line
        except (AgentRunError, UserError, OSError) as error:
            raise ModelFailedError(_reason(error)) from error
        if held:
            yield held

    async def _text(
        self, instructions: str, question: str, exchange: Sequence[tuple[str, str]]
    ) -> AsyncIterator[str]:
        from pydantic_ai import Agent
        from pydantic_ai.settings import ModelSettings

        agent: Agent[None, str] = Agent(
            self._opened(),
            instructions=instructions,
            model_settings=ModelSettings(temperature=COLD, max_tokens=MOST_TOKENS),
            retries=0,
        )
        async with agent.run_stream(question, message_history=_history(exchange)) as run:
            async for text in run.stream_text(delta=True, debounce_by=None):
                yield text

    def _opened(self) -> Model:
        if self._model is None:
            self._model = _open(self.setting)
        return self._model


def _open(setting: LanguageModel) -> Model:
    """Raises ModelFailedError where pydantic-ai is not installed."""
    try:
        if setting.provider == "anthropic":
            from pydantic_ai.models.anthropic import AnthropicModel
            from pydantic_ai.providers.anthropic import AnthropicProvider

            return AnthropicModel(setting.name, provider=AnthropicProvider(api_key=setting.key))
        from pydantic_ai.models.openai import OpenAIChatModel
        from pydantic_ai.providers.openai import OpenAIProvider
    except ImportError as error:
        raise ModelFailedError("language models need an extra: pip install 'footnote[llm]'") from error
    provider = OpenAIProvider(base_url=setting.address, api_key=setting.key or "none")
    return OpenAIChatModel(setting.name, provider=provider)


def _history(exchange: Sequence[tuple[str, str]]) -> list[Any]:
    from pydantic_ai.messages import ModelRequest, ModelResponse, TextPart

    messages: list[Any] = []
    for question, answer in exchange:
        messages += [ModelRequest.user_text_prompt(question), ModelResponse(parts=[TextPart(answer)])]
    return messages


def _reason(error: Exception) -> str:
    """What failed, in a few words: messages of servers may repeat what was sent to them."""
    status = getattr(error, "status_code", None)
    return f"{type(error).__name__} {status}" if status else type(error).__name__
