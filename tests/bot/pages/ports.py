"""Ports to serve at in tests."""

from __future__ import annotations

import socket


def free_port() -> int:
    """A port of the loopback that nobody listens at, at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])
