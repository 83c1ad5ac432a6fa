"""`.env`: all programs of a folder have the settings that stand there, and the environment comes first."""

from __future__ import annotations

import os
from pathlib import Path
from unittest.mock import patch

from qa.settings import Settings, read_env_file

LINES = """QA_DATA_DIR="{0}/data"
export QA_CONTACT='the desk'
# a remark
QA_MODEL=other # a model
PATH=/nowhere
EMPTY
"""


def test_what_it_says_holds_where_the_environment_says_nothing(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(LINES.format(tmp_path), encoding="utf-8")
    with patch.dict(os.environ, {"QA_MODEL": "bundled", "PATH": "/bin"}, clear=True):
        read_env_file(file)
        settings = Settings()
        assert (settings.data_dir, settings.contact) == (tmp_path / "data", "the desk")
        assert (settings.model, os.environ["PATH"], "EMPTY" in os.environ) == ("bundled", "/bin", False)


def test_there_need_be_none(tmp_path: Path) -> None:
    with patch.dict(os.environ, {}, clear=True):
        read_env_file(tmp_path / ".env")
        assert os.environ == {}
