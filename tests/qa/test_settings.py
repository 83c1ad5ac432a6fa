"""Settings come from the environment, and every one has a default that works."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from qa import settings as module
from qa.settings import Settings, shipped_corpus


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QA_DATA_DIR", "QA_CORPUS", "QA_MODEL", "QA_THRESHOLD", "QA_CONTACT"):
        monkeypatch.delenv(name, raising=False)


def test_defaults() -> None:
    chosen = Settings()
    assert chosen.model == "bundled"
    assert chosen.corpus == shipped_corpus()
    assert (chosen.corpus / "entities.yaml").is_file()
    assert chosen.data_dir.is_absolute()
    assert "footnote" in str(chosen.data_dir)


def test_the_environment_wins_over_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QA_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("QA_CORPUS", "elsewhere")
    monkeypatch.setenv("QA_THRESHOLD", "0.75")
    chosen = Settings()
    assert (chosen.data_dir, chosen.corpus, chosen.threshold) == (tmp_path, Path("elsewhere"), 0.75)
    assert Settings(corpus=tmp_path).corpus == tmp_path


@pytest.mark.parametrize("value", ["1.5", "-0.1", "much"])
def test_a_threshold_is_a_share(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("QA_THRESHOLD", value)
    with pytest.raises(ValidationError, match="threshold"):
        Settings()


def test_a_contact_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().contact == ""
    monkeypatch.setenv("QA_CONTACT", "desk@saltmere.example")
    assert Settings().contact == "desk@saltmere.example"
    monkeypatch.setenv("QA_CONTACT", "x" * 129)
    with pytest.raises(ValidationError, match="contact"):
        Settings()


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().model = "other"  # type: ignore[misc]


def test_an_installed_package_brings_its_own_corpus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "PACKED", tmp_path)
    assert shipped_corpus() == tmp_path
