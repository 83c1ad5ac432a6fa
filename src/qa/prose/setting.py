"""Which language model words answers: one setting, `QA_LLM`; keys come from the environment alone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final, Literal, Self, TypeAlias
from urllib.parse import urlsplit

from index.errors import FootnoteError
from index.shown import shown

Provider: TypeAlias = Literal["openai", "anthropic", "ollama", "address"]
PROVIDERS: Final[tuple[Provider, ...]] = ("openai", "anthropic", "ollama")
OLLAMA: Final = "http://127.0.0.1:11434/v1"
KEYS: Final[dict[Provider, str]] = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
OWN_KEY: Final = "QA_LLM_KEY"
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
    def key(self) -> str | None:
        """The key from the environment; never logged or shown."""
        return os.environ.get(KEYS.get(self.provider, OWN_KEY)) or os.environ.get(OWN_KEY)

    @property
    def lacks_key(self) -> bool:
        return self.provider in KEYS and not self.key

    def __str__(self) -> str:
        """As it may be shown: without key."""
        return f"{self.name} at {self.address}" if self.address else f"{self.provider}:{self.name}"


def language_model() -> LanguageModel | None:
    """The model that `QA_LLM` names; None where it is not set. Raises FootnoteError."""
    written = os.environ.get("QA_LLM", "").strip()
    return LanguageModel.parse(written) if written else None
