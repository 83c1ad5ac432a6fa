"""What goes wrong with a server, as one line that says what to do; its address as it may be shown."""

from __future__ import annotations

from typing import Final

from sqlalchemy.engine import URL

from index.errors import StorageError
from index.shown import shown

ADVICE: Final = {
    "53": "the database server is out of room, memory or connections",  # by the class of PostgreSQL's code
    "08": "check that the database server runs and can be reached",
    "28": "check the user and the password in the address",
    "3D": "check the name of the database in the address",
    "42": "check what the user of the address may do",
    "55": "try again in a moment",
    "57": "try again in a moment",
    "40": "try again in a moment",
}
OTHERWISE: Final = "check that the database server runs and can be reached"


def shown_url(url: URL) -> str:
    """The address as it may be shown: a password never is."""
    told = url.difference_update_query(tuple(url.query))
    return shown(told.render_as_string(hide_password=True))


def without_secrets(url: URL, text: str) -> str:
    """`text` without the password of the address, should somebody have put it there."""
    secrets = (url.password, *(value for key, value in url.query.items() if "pass" in key))
    for secret in secrets:
        text = text.replace(str(secret), "***") if secret else text
    return text


def server_fault(name: str, url: URL, said: Exception) -> StorageError:
    """What to raise for what a driver said of the database that is shown as `name`."""
    advice = ADVICE.get(str(getattr(said, "sqlstate", None) or "")[:2], OTHERWISE)
    return StorageError(f"{name}: {without_secrets(url, _primary(said))}; {advice}")


def _primary(said: Exception) -> str:
    """The first line of a message: what follows it may repeat what was to be written."""
    primary = getattr(getattr(said, "diag", None), "message_primary", None)
    return str(primary or (str(said).splitlines() or [type(said).__name__])[0])
