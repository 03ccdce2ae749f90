"""Whether a webhook comes from LINE: base64(HMAC-SHA256(channel secret, raw body)) in x-line-signature."""

import base64
import hmac
from collections.abc import Iterable
from hashlib import sha256


def signed(body: bytes, signature: str | None, secrets: Iterable[str]) -> bool:
    """True when one of the secrets made this signature; several are good while one is being replaced."""
    if not signature or not signature.isascii():
        return False
    given = signature.encode()
    return any([hmac.compare_digest(given, _sign(body, secret)) for secret in secrets])  # noqa: C419 - constant time


def _sign(body: bytes, secret: str) -> bytes:
    return base64.b64encode(hmac.digest(secret.encode(), body, sha256))
