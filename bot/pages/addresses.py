"""Addresses of pages: public ones, and signed ones that end, for answers that are not for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from itsdangerous import BadSignature, URLSafeTimedSerializer

SALT: Final = "page of an answer"
LASTS: Final = 7 * 86_400  # seconds that a signed address is good for


@dataclass(frozen=True, slots=True)
class Addresses:
    """Makes addresses under `base` ("https://footnote.example"); checks those signed with `secret`."""

    base: str
    secret: str

    def answer(self, key: str, *, signed: bool = False) -> str:
        """The page of an answer; a `signed` address is good for a week, for whoever has it."""
        token = f"?t={self._signer.dumps(key)}" if signed else ""
        return f"{self.base}/a/{quote(key, safe='')}{token}"

    def admits(self, key: str, token: str) -> bool:
        """Whether `token` was signed for `key`, less than a week ago."""
        try:
            return bool(self._signer.loads(token, max_age=LASTS) == key)
        except BadSignature:  # forged, cut, or too old
            return False

    @property
    def _signer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret, salt=SALT)
