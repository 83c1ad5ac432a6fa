"""Settings of the answering side, from the environment; every one has a default that works."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

BESIDE: Final = Path(__file__).resolve().parents[2] / "corpus"  # in a checkout
PACKED: Final = Path(__file__).with_name("shipped_corpus")  # in a wheel


def shipped_corpus() -> Path:
    """The corpus that comes with Footnote."""
    return PACKED if PACKED.is_dir() else BESIDE


class Settings(BaseSettings):
    """Where the corpus and the built index live, and which model embeds.

    Environment: QA_DATA_DIR, QA_CORPUS, QA_MODEL (`bundled`, or the name or folder of a SentenceTransformer),
    QA_THRESHOLD (the confidence from 0 to 1 under which passages are not taken for an answer).
    """

    model_config = SettingsConfigDict(env_prefix="QA_", frozen=True, extra="ignore")

    data_dir: Path = Field(default_factory=lambda: user_data_path("footnote", appauthor=False))
    corpus: Path = Field(default_factory=shipped_corpus)
    model: str = "bundled"
    threshold: float = Field(default=0.5, ge=0.0, le=1.0)
