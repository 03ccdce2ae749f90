"""One HTTP request to the bot server: signed bytes go out, an outcome in LINE's words comes back."""

import base64
import hashlib
import hmac
import time
from dataclasses import asdict, dataclass
from typing import Any

import aiohttp

PATIENCE_S = 2.0  # D/check-webhook-error-statistics: no response within 2 s is a request_timeout


@dataclass(frozen=True)
class Outcome:
    """What became of one webhook, in the words of LINE's error statistics."""

    status: int | None
    reason: str | None
    ms: int
    detail: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def signature(secret: str, body: bytes) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


@dataclass
class Wire:
    """Signs with one channel secret; opens its HTTP session when first needed."""

    secret: str
    session: aiohttp.ClientSession | None = None

    async def send(self, address: str, body: bytes, signed: str | None = None) -> Outcome:
        """Signs the exact bytes unless a signature is given."""
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "LineBotWebhook/2.0",
            "x-line-signature": signature(self.secret, body) if signed is None else signed,
        }
        started = time.perf_counter()
        status, reason, detail = await self.attempt(address, body, headers)
        return Outcome(status, reason, round((time.perf_counter() - started) * 1000), detail)

    async def attempt(self, address: str, body: bytes, headers: dict[str, str]) -> tuple[int | None, str | None, str]:
        try:
            async with self.line_out().post(address, data=body, headers=headers, allow_redirects=False) as response:
                good = response.status // 100 == 2
                return response.status, None if good else "error_status_code", str(response.status)
        except TimeoutError:
            return None, "request_timeout", "Request timeout"
        except (aiohttp.ClientError, OSError, ValueError) as broken:
            return None, "could_not_connect", str(broken)

    def line_out(self) -> aiohttp.ClientSession:
        if self.session is None:
            # A new connection for each webhook: a kept one that the bot server just closed
            # would look like a failure that LINE's users never see.
            connector = aiohttp.TCPConnector(force_close=True, limit=0)
            self.session = aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=PATIENCE_S))
        return self.session

    async def close(self) -> None:
        if self.session is not None:
            await self.session.close()
