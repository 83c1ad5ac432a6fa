"""Whether what the bot serves answers: pages, API, operator port."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, Final

import aiohttp

from qa.diagnosis.check_result import CheckResult, broken, ok, warning

PATIENCE: Final = 5.0  # seconds
API_HEALTH: Final = "/api/v1/health"
STARTED: Final = "Start the bot, or correct {}."


async def address_findings(environment: Mapping[str, str]) -> list[CheckResult]:
    """What is found at the addresses that the environment names; nothing of what it does not name."""
    found = []
    limit = aiohttp.ClientTimeout(total=PATIENCE)
    async with aiohttp.ClientSession(timeout=limit) as session:
        if pages := environment.get("FOOTNOTE_PAGES_ADDRESS"):
            found.append(await _pages(session, pages.rstrip("/")))
        if port := environment.get("FOOTNOTE_API_PORT"):
            host = environment.get("FOOTNOTE_API_HOST", "127.0.0.1")
            found.append(await _api(session, f"http://{host}:{port}{API_HEALTH}"))
        if port := environment.get("FOOTNOTE_OPERATION_PORT"):
            host = environment.get("FOOTNOTE_OPERATION_HOST", "127.0.0.1")
            found.append(await _ready(session, f"http://{host}:{port}/ready"))
    return found


async def _pages(session: aiohttp.ClientSession, address: str) -> CheckResult:
    """A page that there is none of is told as missing, by us and not by the proxy."""
    status, body = await _get(session, f"{address}/a/-")
    if status == 404:
        return ok("pages", f"Pages are reached at {address}.")
    said = f"{address} answers {status}." if status else f"{address} cannot be reached: {body}."
    advice = "Start the bot; then let the proxy pass on to FOOTNOTE_PAGES_HOST and FOOTNOTE_PAGES_PORT."
    return warning("pages", said, advice)


async def _api(session: aiohttp.ClientSession, address: str) -> CheckResult:
    status, body = await _get(session, address)
    if status == 200:
        return ok("api", f"The API answers at {address}.")
    said = f"{address} answers {status}." if status else f"{address} cannot be reached: {body}."
    return warning("api", said, STARTED.format("FOOTNOTE_API_PORT"))


async def _ready(session: aiohttp.ClientSession, address: str) -> CheckResult:
    status, body = await _get(session, address)
    if status == 200:
        return ok("bot", "The bot runs and is ready.")
    if not status:
        return warning(
            "bot", f"{address} cannot be reached: {body}.", STARTED.format("FOOTNOTE_OPERATION_PORT")
        )
    reasons: Mapping[str, Any] = body.get("reasons", {}) if isinstance(body, dict) else {}
    told = "; ".join(f"{name}: {why}" for name, why in reasons.items()) or f"it answers {status}"
    return broken(
        "bot", f"The bot runs, but is not ready ({told}).", "Mend what is named; it tries again itself."
    )


async def _get(session: aiohttp.ClientSession, address: str) -> tuple[int, Any]:
    """The status and the JSON, if it is that; 0, and why, where there is no answer."""
    try:
        async with session.get(address, allow_redirects=False) as response:
            is_json = response.content_type == "application/json"
            return response.status, await response.json() if is_json else None
    except (aiohttp.ClientError, TimeoutError, ValueError, asyncio.IncompleteReadError) as error:
        return 0, type(error).__name__
