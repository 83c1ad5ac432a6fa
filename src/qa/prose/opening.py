"""What words replies, put together from the settings; nothing is imported where no model is set."""

from __future__ import annotations

from index.errors import FootnoteError
from qa.prose.setting import ProseSettings
from qa.prose.worder import Worder


def open_worder(settings: ProseSettings | None) -> Worder | None:
    """What words replies with the model that is set; None where none is, or not for that.

    Loads what asks it, which may take seconds. Raises FootnoteError where its key is missing, or that is not
    installed.
    """
    if settings is None or "wording" not in settings.uses:
        return None
    from qa.prose.asking import AgentModel
    from qa.prose.support import Support

    if settings.model.lacks_key:
        raise FootnoteError(f"QA_LLM is {settings.model}, but {settings.model.key_name} is not set.")
    return Worder(
        AgentModel(settings.model),
        Support(),
        settings.model.shown_name,
        patience=settings.seconds,
        tools=settings.tools,
    )
