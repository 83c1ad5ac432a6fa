"""JSON of others: whatever is wrong with it is a ValueError."""

from __future__ import annotations

import json
from typing import Any


def parse_json(text: str) -> Any:  # noqa: ANN401 - what JSON holds
    """What `text` says; raises ValueError, for broken JSON the JSONDecodeError that knows the place."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("the JSON is nested too deeply") from error
    except json.JSONDecodeError:
        raise
    except ValueError as error:  # Python reads no whole number of more than 4,300 digits
        raise ValueError("a number in the JSON has too many digits") from error
