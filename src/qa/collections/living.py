"""Documents that people may take back: what the file of one says no more is quoted no more.

    DATA/collections/NAME/uploads/channel-ID.md      the messages of a channel, as far as they are kept

The index follows seconds later, or once the disk has room again; the file is written at once.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from qa.models import Citation

UPLOADS: Final = "uploads"
LIVING: Final = re.compile(r"channel-\d{15,20}")
"""Ids of documents that follow what people write: those of Discord's channels, which have as many digits."""


def is_living(cited: Citation) -> bool:
    """Whether what is quoted may be taken back."""
    return LIVING.fullmatch(cited.document_id) is not None


def still_says(folder: Path, cited: Citation) -> bool:
    """Whether a document of the collection in `folder` says what is quoted, also by now."""
    if not is_living(cited):
        return True
    try:
        said = (folder / UPLOADS / f"{cited.document_id}.md").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return cited.quote in said
