"""A loader of YAML that reads what data needs, and nothing that a few bytes could blow up.

Dates stay the strings they were written as, only `true` and `false` are booleans, numbers are decimal, and a
key given twice is an error: YAML 1.1 would otherwise turn `2025-03-03` into a date, `no` into False, `1:30`
into 90 and lose the first of two keys. Nesting, the number of values and
what aliases repeat are limited; merge keys are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import yaml

from index.shown import brief

if TYPE_CHECKING:
    from yaml import SafeLoader as BaseLoader
else:  # libyaml is ten times as fast; PyYAML is built without it on some platforms
    BaseLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

DEEPEST: Final = 32
"""Levels of nesting. Composing recurses, with libyaml in C, where too deep ends the process."""

REPEATED: Final = 100_000
"""Nodes that aliases may repeat: whoever walks over what was loaded meets each of them again."""

MOST_NODES: Final = 1_000_000
"""Scalars, lists and mappings of one document, which take some hundred bytes each."""

LONGEST_KEY: Final = 18
"""Characters of a number that is a key: longer ones can be chosen so that a dict searches all of them."""

MOST_TAG_DIRECTIVES: Final = 100
"""Lines `%TAG`, each of which is compared with all before it."""

LONGEST_NUMBER: Final = 40
"""Characters of an integer; Python refuses to write those of some thousand digits."""

_BOOLEAN, _INTEGER, _FLOAT, _MERGE, _TIMESTAMP = (
    f"tag:yaml.org,2002:{name}" for name in ("bool", "int", "float", "merge", "timestamp")
)
_DECIMAL: Final = {
    _INTEGER: re.compile(r"[-+]?(?:0|[1-9][0-9_]*)$"),
    _FLOAT: re.compile(r"[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?$"),
}
_ALIAS: Final = re.compile(r"(?<!\w)\*[\w-]")  # inside a text, too; behind a letter it is always text
_TAG_DIRECTIVE: Final = re.compile("(?:\\A\ufeff?|[\n\r\x85\u2028\u2029])%TAG")
_BUILT: Final = (*(f"tag:yaml.org,2002:{name}" for name in ("null", "str", "seq", "map")), None)


class _Extent(NamedTuple):
    """How many nodes a node holds, itself included, and how deep they are nested.

    What an alias names counts again where the alias stands.
    """

    nodes: int
    depth: int


class Loader(BaseLoader):
    """Composes and constructs one document; raises MarkedYAMLError or, for control characters, ReaderError.

    Values are lists, dicts, strings, numbers, booleans and None.
    """

    # PyYAML files its implicit resolvers under the first letter of a scalar: true and false keep theirs.
    yaml_implicit_resolvers = {  # noqa: RUF012 - the name and shape are PyYAML's
        letter: [
            (tag, _DECIMAL.get(tag, pattern))
            for tag, pattern in resolvers
            if tag != _TIMESTAMP and (tag != _BOOLEAN or letter in "tTfF")
        ]
        for letter, resolvers in BaseLoader.yaml_implicit_resolvers.items()
    }
    yaml_constructors = {tag: BaseLoader.yaml_constructors[tag] for tag in _BUILT}  # noqa: RUF012 - the same

    def __init__(self, stream: str) -> None:
        if sum(1 for _ in _TAG_DIRECTIVE.finditer(stream)) > MOST_TAG_DIRECTIVES:
            raise _problem(f"more than {MOST_TAG_DIRECTIVES} directives %TAG; write the tags out", None)
        super().__init__(stream)
        self._depth = self._nodes = 0
        self._may_alias = _ALIAS.search(stream) is not None  # measuring takes a third of loading

    # PyYAML calls these two around every node that it composes.
    def descend_resolver(self, current_node: yaml.Node | None, current_index: Any) -> None:  # noqa: ANN401, ARG002 - PyYAML's signature
        self._depth += 1
        if self._depth > DEEPEST:
            raise _problem(f"nested more than {DEEPEST} levels deep", current_node)
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise _problem(f"holds more than {MOST_NODES:,} values; divide it", current_node)

    def ascend_resolver(self) -> None:
        self._depth -= 1

    def get_single_node(self) -> yaml.Node | None:
        node = super().get_single_node()
        if node is not None and self._may_alias:
            extents: dict[int, _Extent | None] = {}
            repeated = _extent(node, extents).nodes - len(extents)
            if repeated > REPEATED:
                raise _problem(f"its aliases (*) repeat more than {REPEATED:,} nodes; write them out", node)
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's signature
        seen: set[str] = set()
        for key, _ in node.value:
            if key.tag == _MERGE:  # even of a list: `? !!merge []`
                raise _problem("merge keys (<<) are not read; write the keys out", key)
            if isinstance(key, yaml.ScalarNode):
                if key.tag == _INTEGER and len(key.value) > LONGEST_KEY:
                    raise _problem(f"{brief(key.value)} is too long for a key; put it in quotes", key)
                if key.value in seen:
                    raise _problem(f"the key {brief(key.value)!r} is given twice", key)
                seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def _problem(problem: str, node: yaml.Node | None) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(None, None, problem, node.start_mark if node else None)


def _extent(node: yaml.Node, known: dict[int, _Extent | None]) -> _Extent:
    """The extent of `node`; `known` has that of each node met before by its identity, None if open."""
    if id(node) in known:
        extent = known[id(node)]
        if extent is None:
            raise _problem("an alias (*) stands inside what it names", node)
        return extent
    known[id(node)] = None
    inside = [_extent(part, known) for part in _parts(node)]
    depth = 1 + max((extent.depth for extent in inside), default=0)
    if depth > DEEPEST:
        raise _problem(f"nested more than {DEEPEST} levels deep, aliases (*) included", node)
    known[id(node)] = found = _Extent(1 + sum(extent.nodes for extent in inside), depth)
    return found


def _parts(node: yaml.Node) -> Sequence[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else ()


def _scalar(build: Callable[[Any, yaml.ScalarNode], Any]) -> Callable[[Any, yaml.ScalarNode], Any]:
    """`build`, which makes the value of a scalar, with its faults told by their place."""

    def built(loader: Loader, node: yaml.ScalarNode) -> Any:  # noqa: ANN401 - what YAML holds
        if len(node.value) > LONGEST_NUMBER:
            digits = f"{len(node.value):,} characters"
            raise _problem(f"a number of {digits}; put it in quotes if it is text", node)
        try:
            return build(loader, node)
        except (ValueError, KeyError, IndexError) as error:  # `!!int x`, `!!bool x`, `!!int ""`
            kind = node.tag.rpartition(":")[2]
            raise _problem(f"{brief(node.value)!r} is not of the type {kind}", node) from error

    return built


for _tag in (_BOOLEAN, _INTEGER, _FLOAT):
    Loader.add_constructor(_tag, _scalar(BaseLoader.yaml_constructors[_tag]))
