"""What words replies and plans questions, put together from the settings.

Nothing is imported where no model is set.
"""

from __future__ import annotations

from asyncio import Semaphore
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Final

from index.errors import FootnoteError
from qa.prose.asking import AgentModel
from qa.prose.planner import SHARE, Planner
from qa.prose.setting import LARGE, ProseSettings, Use
from qa.prose.worder import Worder


@dataclass(frozen=True, slots=True)
class ProseModel:
    """A language model in its uses, of which either may be missing."""

    worder: Worder | None = None
    planner: Planner | None = None


AT_ONCE: Final = 2  # answers that a server of one's own words at once: others would wait in it, unheard
UNSET: Final = ProseModel()


def open_prose(settings: ProseSettings | None) -> ProseModel:
    """The model that is set, in the uses that are set."""
    return ProseModel(open_worder(settings), open_planner(settings))


def open_worder(settings: ProseSettings | None) -> Worder | None:
    """What words replies with the model that is set; None where none is, or not for that.

    Loads what asks it, which may take seconds. Raises FootnoteError where its key is missing, or that is not
    installed.
    """
    model = _model(settings, "wording")
    if settings is None or model is None:
        return None
    from qa.prose.support import Support

    return Worder(
        model,
        Support(),
        settings.model.shown_name,
        patience=settings.seconds,
        tools=settings.tools,
        figures=settings.figures,
        places=nullcontext() if settings.model.provider in LARGE else Semaphore(AT_ONCE),
    )


def open_planner(settings: ProseSettings | None) -> Planner | None:
    """What plans questions, in the same way."""
    model = _model(settings, "planning")
    return Planner(model, settings.seconds * SHARE) if settings and model else None


def _model(settings: ProseSettings | None, use: Use) -> AgentModel | None:
    if settings is None or use not in settings.uses:
        return None
    if settings.model.lacks_key:
        raise FootnoteError(f"QA_LLM is {settings.model}, but {settings.model.key_name} is not set.")
    return AgentModel(settings.model)
