"""The API does what its description says, whatever is sent: asked by schemathesis over a real socket."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from qa.api.description import description
from qa.api.operations import ASK, COMPARE, HEALTH, KEPT, OPERATIONS
from qa.collections.desk import Desk
from qa.models import Answer
from tests.examples import examples
from tests.qa.api import said_nothing
from tests.qa.api.served import serving


def test_whatever_is_sent_what_is_answered_is_as_described(small_desk: Desk, tmp_path: Path) -> None:
    with serving(small_desk, tmp_path / "data") as (url, key):
        command = [sys.executable, "-m", "schemathesis.cli", "run", f"{url}/openapi.json"]
        command += ["-H", f"Authorization: Bearer {key}", "--checks", "all", "--no-color"]
        command += ["-n", str(examples(10)), "--seed", "1", "--generation-database", "none"]
        command += ["--report", "json", "--report-json-path", str(tmp_path / "report.json")]
        done = subprocess.run(
            command,
            cwd=tmp_path,
            env={**os.environ, "SCHEMATHESIS_HOOKS": said_nothing.__name__, "PYTHONPATH": _path()},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (report["failures"], report["errors"]) == ([], [])
    assert report["test_cases"]["generated"] > 500
    accepted = {
        name: sum(phase["accepted"] for phase in phases.values())
        for name, phases in report["valid_rates"].items()
    }
    assert accepted.keys() == {f"{one.method} {one.path}" for one in OPERATIONS}
    never = [name for name, count in accepted.items() if not count]
    assert never == [f"GET {KEPT.path}"], "no key of an answer is guessed"


def test_the_description_names_every_operation_and_what_it_is_made_of() -> None:
    told = description()
    named = {
        (one["operationId"], path, verb) for path, at in told["paths"].items() for verb, one in at.items()
    }
    assert named == {(one.name, one.path, one.method.lower()) for one in OPERATIONS}
    answer = told["components"]["schemas"]["Answer"]["properties"]
    assert answer.keys() == Answer.model_fields.keys()
    (names,) = [one for one in told["paths"][COMPARE.path]["get"]["parameters"] if one["name"] == "names"]
    assert (names["required"], names["schema"]["minItems"], names["schema"]["maxItems"]) == (True, 2, 5)
    assert told["paths"][HEALTH.path]["get"]["security"] == []
    assert told["paths"][ASK.path]["post"]["security"] == [{"key": []}]


def _path() -> str:
    return os.pathsep.join(sys.path)
