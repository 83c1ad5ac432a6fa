"""Settings of this room's tests."""

from __future__ import annotations

from hypothesis import settings

# A deadline would measure what else the machine is doing.
settings.register_profile("index", deadline=None)
settings.load_profile("index")
