"""`qa api key`: made, listed and withdrawn by an operator."""

from __future__ import annotations

import json
import socket
from pathlib import Path

from qa.store.api_keys import FORM
from tests.qa.cli import Run


def test_keys_come_and_go(run: Run, tmp_path: Path) -> None:
    made = run("api", "key", "create", "wiki", "--server", "5", data_dir=tmp_path)
    assert made.code == 0
    assert FORM.fullmatch(made.out.strip())
    assert run("api", "key", "create", "other", data_dir=tmp_path).code == 0
    listed = run("api", "key", "list", "--json", data_dir=tmp_path)
    told = [json.loads(line) for line in listed.out.splitlines()]
    assert [(one["name"], one["server"], one["by"]) for one in told] == [
        ("other", None, None),
        ("wiki", "5", None),
    ]
    assert made.out.strip() not in listed.out
    table = run("api", "key", "list", data_dir=tmp_path)
    assert "wiki" in table.out
    taken = run("api", "key", "create", "wiki", "--server", "5", data_dir=tmp_path)
    assert "There is a key 'wiki' already" in taken.complains(1)
    unknown = run("api", "key", "withdraw", "wiki", data_dir=tmp_path)
    assert "There is no key 'wiki'; see `qa api key list`." in unknown.complains(1)
    assert run("api", "key", "withdraw", "wiki", "--server", "5", data_dir=tmp_path).out == "withdrew wiki\n"
    assert "one line" in run("api", "key", "create", "", data_dir=tmp_path).complains(1)


def test_a_port_that_is_in_use_is_said(run: Run, tmp_path: Path, small_corpus: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = str(held.getsockname()[1])
        done = run("serve", "--port", port, data_dir=tmp_path, corpus=small_corpus)
    assert done.code == 1
