"""Stores of both kinds, as the store's own tests have them."""

from __future__ import annotations

from tests.qa.store.conftest import (  # noqa: F401 - fixtures
    address,
    clock,
    database,
    open_store,
    server,
    store,
)
