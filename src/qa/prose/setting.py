"""Which language model words answers: `QA_LLM` and its few options; keys come from the environment alone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final, Literal, Self, TypeAlias, cast, get_args
from urllib.parse import urlsplit

from index.errors import FootnoteError
from index.shown import shown

Use: TypeAlias = Literal["wording", "planning"]
Provider: TypeAlias = Literal["openai", "anthropic", "ollama", "address"]
PROVIDERS: Final[tuple[Provider, ...]] = ("openai", "anthropic", "ollama")
OLLAMA: Final = "http://127.0.0.1:11434/v1"
KEYS: Final[dict[Provider, str]] = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
OWN_KEY: Final = "QA_LLM_KEY"
PATIENCE: Final = 20.0  # seconds for all that a model writes
LARGE: Final[tuple[Provider, ...]] = (
    "openai",
    "anthropic",
)  # whose models are at ease with tools and figures
ANY: Final = "default"  # the name of the only model of a server that does not ask for one


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A model of a provider, or of whatever speaks OpenAI's language at `address`."""

    provider: Provider
    name: str
    address: str | None = None

    @classmethod
    def parse(cls, written: str) -> Self:
        """`ollama:qwen3`, `openai:NAME`, `anthropic:NAME`, or `http://host:8080/v1#NAME`.

        Raises FootnoteError, which never repeats what may hold a password.
        """
        parts = urlsplit(written) if "://" in written else None
        if parts is not None:
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise FootnoteError("QA_LLM: an address begins with http:// or https:// and names a host.")
            if parts.username or parts.password or parts.query:
                raise FootnoteError(f"QA_LLM: a key does not belong in the address; set {OWN_KEY}.")
            return cls("address", parts.fragment or ANY, parts._replace(fragment="").geturl())
        provider, _, name = written.partition(":")
        known = next((one for one in PROVIDERS if one == provider), None)
        if known is None or not name.strip():
            raise FootnoteError(
                f"QA_LLM is {shown(provider)}…, but has to be openai:NAME, anthropic:NAME, ollama:NAME or an"
                " address such as http://127.0.0.1:8080/v1."
            )
        address = os.environ.get("OLLAMA_HOST", OLLAMA) if known == "ollama" else None
        return cls(known, name.strip(), address)

    @property
    def key_name(self) -> str:
        """The variable that holds its key."""
        return KEYS.get(self.provider, OWN_KEY)

    @property
    def key(self) -> str | None:
        """The key from the environment; never logged or shown."""
        return os.environ.get(self.key_name) or os.environ.get(OWN_KEY)

    @property
    def lacks_key(self) -> bool:
        return self.provider in KEYS and not self.key

    @property
    def shown_name(self) -> str:
        """What readers are told: never where it runs."""
        return "LLM" if self.name == ANY else self.name

    def __str__(self) -> str:
        """As its operator may be shown it: without key."""
        return f"{self.name} at {self.address}" if self.address else f"{self.provider}:{self.name}"


@dataclass(frozen=True, slots=True)
class ProseSettings:
    """A model, what it is used for, and the seconds that it has for an answer.

    `tools` is whether it may look up more, `figures` whether it also words answers that are made of figures.
    """

    model: LanguageModel
    uses: frozenset[Use] = frozenset({"wording"})
    tools: bool = False
    figures: bool = False
    seconds: float = PATIENCE

    @classmethod
    def read(cls) -> Self | None:
        """What the environment says; None where `QA_LLM` is not set, and the rest is not looked at.

        Raises FootnoteError.
        """
        written = os.environ.get("QA_LLM", "").strip()
        if not written:
            return None
        model = LanguageModel.parse(written)
        is_large = model.provider in LARGE
        uses = _uses(os.environ.get("QA_LLM_USES", "wording"))
        tools, figures = (_is_set(name, default=is_large) for name in ("QA_LLM_TOOLS", "QA_LLM_FIGURES"))
        return cls(model, uses, tools, figures, _seconds())


def _is_set(name: str, *, default: bool) -> bool:
    written = os.environ.get(name, "").strip()
    if written not in ("", "0", "1"):
        raise FootnoteError(f"{name} is 1 or 0.")
    return written == "1" if written else default


def _uses(written: str) -> frozenset[Use]:
    named = [one.strip() for one in written.split(",") if one.strip()]
    unknown = next((one for one in named if one not in get_args(Use)), None)
    if unknown is not None:
        raise FootnoteError(f"QA_LLM_USES names {shown(unknown)}, but there are: {', '.join(get_args(Use))}.")
    return frozenset(cast(list[Use], named))


def _seconds() -> float:
    written = os.environ.get("QA_LLM_SECONDS", "").strip()
    try:
        seconds = float(written or PATIENCE)
    except ValueError:
        seconds = 0.0
    if not 1 <= seconds <= 300:
        raise FootnoteError("QA_LLM_SECONDS is a number of seconds from 1 to 300.")
    return seconds
