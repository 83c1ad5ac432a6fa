"""How soon a connection to PostgreSQL notices that the other side is gone without a word.

A host that vanishes closes nothing: without these the system waits for its answer for a quarter of an hour,
and everything that asks the database with it.
"""

from __future__ import annotations

from typing import Any, Final

ALIVE: Final[dict[str, Any]] = {
    "connect_timeout": 10,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 10_000,  # milliseconds for what was sent
}
"""What libpq is given: whoever is cut off notices it within ten seconds."""
ALIVE_THERE: Final = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=2"
"""What the server is told, so that it does, too, and gives back what was locked."""
