"""Files of learned weights."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

from index.errors import FootnoteError

Model = TypeVar("Model")


def load_weights(path: Path, make: Callable[..., Model]) -> Model:
    """What `make` makes of the arrays in `path`, by their names.

    Raises FootnoteError where the file is not there, is broken, or does not hold what `make` takes.
    """
    try:
        with path.open("rb") as file, np.load(file) as held:
            return make(**{name: held[name] for name in held.files})
    except (OSError, ValueError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise FootnoteError(f"{path} holds no weights ({error}): see `qa train questions`.") from error


def other_version(path: Path) -> FootnoteError:
    """The error for weights whose shapes this version does not take."""
    return FootnoteError(f"{path} is of another version; learn the weights: `qa train questions`.")
