"""Asking a language model: its text comes line by line, or why it does not come."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Protocol

from index.errors import FootnoteError
from qa.prose.rounds import RoundTokens
from qa.prose.setting import LanguageModel
from qa.prose.sitting import Sitting

if TYPE_CHECKING:
    import ssl

    from httpx2 import AsyncClient
    from pydantic_ai import PartDeltaEvent, PartStartEvent
    from pydantic_ai.models import Model

MOST_TOKENS: Final = 700  # of an answer
MOST_CHARACTERS: Final = 12_000  # that are read, whatever a server sends
MOST_REQUESTS: Final = 6  # of one answer: each round of tools takes one
COLD: Final = 0.0  # temperature: the same evidence is worded alike
CONNECT: Final = 5.0  # seconds
RETRIES: Final = 1  # of what a server answers with 429 or 500 and above, within the patience of whoever asks


class ModelFailedError(FootnoteError):
    """The model could not be asked, or did not answer; the message says why, without anything secret."""


class TextModel(Protocol):
    """Writes text; `exchange` are earlier questions and answers of the same conversation."""

    def lines(
        self,
        instructions: str,
        question: str,
        exchange: Sequence[tuple[str, str]] = (),
        sitting: Sitting | None = None,
    ) -> AsyncGenerator[str, None]:
        """The lines of its answer, each as soon as it is whole; `sitting` gets the tokens that it costs.

        Those are told when this ends or is closed. If `sitting` has anything to look things up with, so does
        the model. Raises ModelFailedError.
        """


class AgentModel:
    """A model through pydantic-ai. Each answer has a connection of its own, which ends with it."""

    def __init__(self, setting: LanguageModel, model: Model | None = None) -> None:
        """`model` is asked instead of the one that is set, where it is given.

        Loads pydantic-ai, which may take seconds. Raises ModelFailedError where that is not installed.
        """
        self.setting, self._model = setting, model
        try:
            import pydantic_ai

            _ = pydantic_ai.Agent  # packages load their parts when these are named
            if model is None:
                _classes(setting)
        except ImportError as error:
            raise ModelFailedError("language models need an extra: pip install 'footnote[llm]'") from error

    async def lines(
        self,
        instructions: str,
        question: str,
        exchange: Sequence[tuple[str, str]] = (),
        sitting: Sitting | None = None,
    ) -> AsyncGenerator[str, None]:
        held, read = "", 0
        try:
            async with aclosing(self._text(instructions, question, exchange, sitting or Sitting())) as texts:
                async for text in texts:
                    read += len(text)
                    if read > MOST_CHARACTERS:
                        raise ModelFailedError("it writes more than was asked for")
                    *whole, held = (held + text).split("\n")
                    for line in whole:
                        yield line
        except ModelFailedError:
            raise
        except Exception as error:  # whatever a server answers: libraries raise many things
            raise ModelFailedError(_reason(error)) from error
        if held:
            yield held

    async def _text(
        self, instructions: str, question: str, exchange: Sequence[tuple[str, str]], sitting: Sitting
    ) -> AsyncGenerator[str, None]:
        import pydantic_ai as ai
        from pydantic_ai.settings import ModelSettings
        from pydantic_ai.usage import RunUsage, UsageLimits

        usage, begun, whole = RunUsage(), False, False
        given = len(instructions) + len(question) + sum(len(one) for pair in exchange for one in pair)
        tokens = RoundTokens(usage, given)
        agent: ai.Agent[None, str] = ai.Agent(
            instructions=instructions,
            model_settings=ModelSettings(temperature=COLD, max_tokens=MOST_TOKENS),
            tools=sitting.tools,
            retries=0,
        )
        limits, before = UsageLimits(request_limit=MOST_REQUESTS), _history(exchange)
        try:
            async with (
                self._opened() as model,
                agent.run_stream_events(
                    question, model=model, message_history=before, usage=usage, usage_limits=limits
                ) as events,
            ):
                async for event in events:
                    if isinstance(event, ai.FunctionToolResultEvent):
                        tokens.found(len(str(event.part.content)))
                    elif isinstance(event, ai.PartStartEvent | ai.PartDeltaEvent):
                        text = _written(event)
                        tokens.wrote(len(text))
                        if text:
                            yield f"\n{text}" if begun and isinstance(event, ai.PartStartEvent) else text
                            begun = True
                    whole = isinstance(event, ai.AgentRunResultEvent)
        finally:
            sitting.tokens += tokens.total(whole=whole)

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[Model]:
        """The model over a connection of its own."""
        if self._model is not None:
            yield self._model
            return
        from httpx2 import AsyncClient, Timeout

        from qa.prose.bounded import UNPACKED, bounded

        timeout, hooks = Timeout(None, connect=CONNECT), {"response": [bounded]}
        async with AsyncClient(
            timeout=timeout, verify=_trusted(), headers=UNPACKED, event_hooks=hooks
        ) as http:
            yield _model(self.setting, http)


def _written(event: PartStartEvent | PartDeltaEvent) -> str:
    """The text that an event adds to an answer."""
    from pydantic_ai import PartStartEvent, TextPart, TextPartDelta

    if isinstance(event, PartStartEvent):
        return event.part.content if isinstance(event.part, TextPart) else ""
    return event.delta.content_delta if isinstance(event.delta, TextPartDelta) else ""


def _model(setting: LanguageModel, http: AsyncClient) -> Model:
    client_of, provider_of, model_of = _classes(setting)
    key = setting.key or "none"
    client = client_of(base_url=setting.address, api_key=key, http_client=http, max_retries=RETRIES)
    if setting.provider == "anthropic":
        provider = provider_of(anthropic_client=client)
    else:
        provider = provider_of(openai_client=client)
    model: Model = model_of(setting.name, provider=provider)
    return model


def _classes(setting: LanguageModel) -> tuple[Any, Any, Any]:
    """Client, provider and model of a setting. Raises ImportError."""
    if setting.provider == "anthropic":
        from anthropic import AsyncAnthropic
        from pydantic_ai.models.anthropic import AnthropicModel
        from pydantic_ai.providers.anthropic import AnthropicProvider

        return AsyncAnthropic, AnthropicProvider, AnthropicModel
    from openai import AsyncOpenAI
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai import OpenAIProvider

    return AsyncOpenAI, OpenAIProvider, OpenAIChatModel


@cache
def _trusted() -> ssl.SSLContext:
    """Whose certificates are believed; read once, which takes 20 ms."""
    import ssl

    return ssl.create_default_context()


def _history(exchange: Sequence[tuple[str, str]]) -> list[Any]:
    from pydantic_ai.messages import ModelRequest, ModelResponse, TextPart

    messages: list[Any] = []
    for question, answer in exchange:
        messages += [ModelRequest.user_text_prompt(question), ModelResponse(parts=[TextPart(answer)])]
    return messages


def _reason(error: Exception) -> str:
    """What failed, in a few words: messages of servers may repeat what was sent to them."""
    status = getattr(error, "status_code", None)
    cause = error.__cause__ if type(error).__name__ == "ModelAPIError" else None
    name = type(cause or error).__name__
    return f"{name} {status}" if status else name
