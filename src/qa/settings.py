"""Settings of the answering side, from the environment; every one has a default that works.

Plain pydantic: importing pydantic-settings costs a tenth of a cold answer, for six variables.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

from platformdirs import user_data_path
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

from index.fields import LONGEST_NAME
from index.shown import is_utf8, shown

if TYPE_CHECKING:
    from index.engines.engine import VectorEngine

BESIDE: Final = Path(__file__).resolve().parents[2] / "corpus"  # in a checkout
THRESHOLD: Final = 0.3
"""The confidence under which passages are not taken for an answer, in whatever language."""
OURS: Final = ("QA_", "FOOTNOTE_", "DISCORD_", "OLLAMA_", "OPENAI_", "ANTHROPIC_", "OTEL_")
"""What the names of variables begin with that are read of a file: it has no say in anything else."""
PACKED: Final = Path(__file__).with_name("shipped_corpus")  # in a wheel


def shipped_corpus() -> Path:
    """The corpus that comes with Footnote."""
    return PACKED if PACKED.is_dir() else BESIDE


def _variable(name: str, otherwise: Callable[[], Any]) -> Callable[[], Any]:
    """A default that is read from the environment when settings are made."""
    return lambda: os.environ.get(name) or otherwise()


def _folder(path: Any) -> Any:  # noqa: ANN401 - what was given, which pydantic makes a path of
    """Refuse a name of bytes that are no text: FAISS and pydantic take none, and no message could show it."""
    if isinstance(path, str | Path) and not is_utf8(path):
        raise ValueError(f"{shown(path)} is not UTF-8; name a folder whose path is")
    return path


Folder = Annotated[Path, BeforeValidator(_folder)]


class Settings(BaseModel):
    """Where the corpus and the built index live, and which model embeds.

    Environment: QA_DATA_DIR, QA_CORPUS, QA_MODEL (`bundled`, or the name or folder of a SentenceTransformer),
    QA_THRESHOLD (the confidence from 0 to 1 under which passages are not taken for an answer), QA_CONTACT
    (whom to ask what the documents do not answer: a name, an address, a channel; nobody where it is not set),
    QA_DATABASE (the address of the database of answers, which may hold a password; a file in the data folder
    where it is not set), QA_INDEX (the address of the engine that holds vectors and terms, which may hold a
    password; FAISS in the data folder where it is not set).
    Raises pydantic's ValidationError for an invalid value.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    data_dir: Folder = Field(
        default_factory=_variable("QA_DATA_DIR", lambda: user_data_path("footnote", appauthor=False))
    )
    corpus: Folder = Field(default_factory=_variable("QA_CORPUS", shipped_corpus))
    model: str = Field(default_factory=_variable("QA_MODEL", lambda: "bundled"))
    threshold: float = Field(default_factory=_variable("QA_THRESHOLD", lambda: THRESHOLD), ge=0.0, le=1.0)
    contact: str = Field(default_factory=_variable("QA_CONTACT", str), max_length=LONGEST_NAME)
    database: SecretStr | None = Field(default_factory=_variable("QA_DATABASE", lambda: None))
    index: SecretStr | None = Field(default_factory=_variable("QA_INDEX", lambda: None))

    @property
    def engine(self) -> VectorEngine | None:
        """What holds vectors and terms; None where the data folder does.

        Raises StorageError for an address that cannot be used.
        """
        if self.index is None:
            return None
        from index.engines.opening import engine_at

        return engine_at(self.index.get_secret_value())

    @property
    def shelf_dir(self) -> Path:
        """The data folder whose library the index is built of."""
        return self.data_dir


def read_env_file(file: Path = Path(".env")) -> None:
    """Put what `.env` says of our variables into the environment; what that says already comes first."""
    if not file.is_file():
        return
    from dotenv import dotenv_values

    for name, value in dotenv_values(file).items():
        if value is not None and name.startswith(OURS):
            os.environ.setdefault(name, value)
