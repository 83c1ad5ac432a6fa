"""What may go on from what is typed: names of what there are figures of, and of measures."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from qa.knowledge.kinds import Role
from qa.linking.names import NameIndex
from qa.models import Completion
from qa.question.requests import Requests
from qa.wording.wording import Wording

OF_THINGS: Final[Role] = "model"  # what is looked up like this may be a thing that documents have figures of


class Completions:
    """Completes what commands name. Each call goes once through all names, and no more."""

    def __init__(self, names: NameIndex, requests: Requests, wording: Wording) -> None:
        self._names, self._requests, self._wording = names, requests, wording

    def warm(self) -> None:
        """Make what is looked through: who waits for a completion has no time for that."""
        self._requests.things.beginning("", 1)
        self._requests.measures.complete("", 1)

    def names(
        self, prefix: str, roles: Collection[Role] | None, language: str, limit: int
    ) -> tuple[Completion, ...]:
        """Names of kinds with any of `roles`, or of all that has figures; things of documents come last."""
        graph = self._wording.knowledge.entities
        kinds = graph.kinds.scored | graph.kinds.products if roles is None else graph.kinds.having(*roles)
        found = [entity.id for entity in self._names.complete(prefix, kinds, limit)]
        if roles is None or OF_THINGS in roles:
            found += self._requests.things.beginning(prefix, limit - len(found))
        return tuple(Completion(label=graph[one].name(language), value=one) for one in found)

    def measures(self, prefix: str, language: str, limit: int) -> tuple[Completion, ...]:
        """Names of measures, each with the units that documents give its figures in."""
        words = self._wording.words(language)
        units: dict[str, dict[str, None]] = {}
        for one in self._requests.measures.complete(prefix, limit):
            units.setdefault(words.attribute(one.attribute), {})[words.unit(one.attribute.unit)] = None
        signs = {name: words.details(filter(None, held)) for name, held in units.items()}
        return tuple(
            Completion(label=words.text("with-detail", text=name, detail=sign) if sign else name, value=name)
            for name, sign in signs.items()
        )
