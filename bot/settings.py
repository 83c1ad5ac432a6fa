"""The bot's settings, read from the environment once at start and passed in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.shards import ShardRange, read_shards
from qa.settings import Settings


def _address(text: str) -> str:
    """An address to which paths are added. Raises ValueError for what is none."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("this is no web address; write https://answers.example.org")
    return text.rstrip("/")


class BotSettings(BaseSettings):
    """Every setting has a default that suits one server; only the token has to be given.

    Names in the environment are the field's in capitals after FOOTNOTE_ (FOOTNOTE_COOLDOWN_SECONDS), except
    DISCORD_TOKEN.
    """

    model_config = SettingsConfigDict(env_prefix="FOOTNOTE_", frozen=True, populate_by_name=True)

    discord_token: SecretStr | None = Field(default=None, validation_alias="DISCORD_TOKEN")
    data_dir: Path = Field(default_factory=lambda: Settings().data_dir)
    """Where answers are kept: beside the index (QA_DATA_DIR) unless FOOTNOTE_DATA_DIR says otherwise."""

    database: SecretStr | None = Field(default_factory=lambda: Settings().database)
    """The address of the database of answers, with its password; a file in `data_dir` where it is not set."""

    message_content: bool = False
    """Also read messages that do not name the bot; the privileged intent must be enabled at Discord, too."""
    shards: int | None = Field(default=None, ge=1)
    """Gateway shards; Discord's recommendation when not given."""
    shard_ids: Annotated[tuple[int, ...] | None, NoDecode] = None
    """Which of them this bot has (0-3,7), where others have the rest; needs `shards` and PostgreSQL."""
    processes: int = Field(default=1, ge=1, le=256)
    """Processes that share the shards; more than one need PostgreSQL."""
    reserve: bool = True
    """Whether of several one more is kept prepared, which takes the place of one that ends."""

    threads: int = Field(default=2, ge=1, le=64)
    """Questions answered at the same time."""
    waiting: int = Field(default=5_000, ge=0)
    """Questions that may wait for a thread, which bounds memory; each waits a minute at most."""
    answer_seconds: float = Field(default=60, gt=0)
    """How long one answer may take, not counting how long it waited."""
    cooldown_questions: int = Field(default=5, ge=1)
    """Questions one person may ask within `cooldown_seconds`."""
    cooldown_seconds: float = Field(default=20, gt=0)

    worded_tokens_server: int = Field(default=2_000_000, ge=0)
    """Tokens of a language model (QA_LLM) that one server may use a day."""
    worded_tokens_person: int = Field(default=200_000, ge=0)
    """Those of one person."""

    review_servers: Annotated[frozenset[int], NoDecode] = frozenset()
    """Ids, separated by commas, of the servers whose administrators review findings (`/facts review`)."""

    server_documents: int = Field(default=200, ge=0)
    """Documents that one server may have of its own; with 0 none can be added in Discord."""
    upload_megabytes: float = Field(default=25, gt=0, le=500)
    """How large a file may be that is added in Discord."""

    pages_address: Annotated[str, AfterValidator(_address)] | None = None
    """Where others reach the pages of answers (https://answers.example.org); without it there are none."""
    pages_host: str = "127.0.0.1"
    pages_port: int = Field(default=8080, ge=1, le=65_535)
    """Where the bot itself serves them, for a reverse proxy."""

    api_port: int | None = Field(default=None, ge=1, le=65_535)
    """At which port other programs may ask, with keys that administrators make; without it none may."""
    api_host: str = "127.0.0.1"
    """Where that is, for a reverse proxy."""
    api_per_minute: int = Field(default=60, ge=1)
    """Requests that one key may make in a minute."""

    operation_port: int | None = Field(default=None, ge=1, le=65_535)
    """At which port /metrics, /health and /ready are; without it they are nowhere."""
    operation_host: str = "127.0.0.1"
    """Where that is: whoever reaches it may read all of it."""
    log_format: Literal["text", "json"] = "text"
    shutdown_seconds: float = Field(default=20, ge=0)
    """How long questions in hand are answered once the bot is told to stop."""

    keep_answers: int = Field(default=10_000, ge=1)
    """Answers kept on disk for their buttons; the oldest go first."""
    keep_days: float = Field(default=30, gt=0)
    """Days after which an answer's buttons expire."""

    audit_days: float = Field(default=365, gt=0)
    """Days for which administrators' acts are kept."""
    privacy_address: Annotated[str, AfterValidator(_address)] | None = None
    """Where the operator's privacy policy is, for `/about`; without it there is no link."""
    help_address: Annotated[str, AfterValidator(_address)] | None = None
    """Where people are helped, for `/about`."""

    @property
    def database_address(self) -> str | None:
        """The address as the database takes it: never to be shown."""
        return self.database.get_secret_value() if self.database else None

    @property
    def shard_range(self) -> ShardRange:
        """The shards of the bot; without `shard_ids` all of them."""
        return ShardRange(self.shard_ids, self.shards)

    @field_validator("shard_ids", mode="before")
    @classmethod
    def _read_shards(cls, value: object, info: ValidationInfo) -> object:
        ids = read_shards(value) if isinstance(value, str) else value
        if isinstance(ids, tuple) and max(ids) >= (info.data.get("shards") or 0):
            raise ValueError("it names some of the shards that FOOTNOTE_SHARDS counts from 0")
        return ids

    @field_validator("review_servers", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return value.replace(",", " ").split() if isinstance(value, str) else value
