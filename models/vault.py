"""Column encryption: AES-256-GCM, bound to its place, under keys that can be destroyed one by one.

A ring key (outside the database) wraps the key of each person and ticket; a person's key wraps the key of each
of her messages. Destroying a wrapped key erases what it locks, in backups of other tables too. The ring's first
key is active, the others only open. Associated data is `table|row|column`, so a value copied to another place
does not open there. Nonces are 96 random bits (NIST SP 800-38D).
"""

import base64
import hmac
import os
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
KEY = 32


class WrongKey(Exception):
    """The value was locked with a key that is not here, or for another place."""


class BadRing(ValueError):
    """KLAIBAN_DATA_KEY is not `id:base64[,id:base64...]` with 32-byte keys."""


class Locker:
    """One key and what is locked with it."""

    def __init__(self, key: bytes) -> None:
        self._aead = AESGCM(key)

    def seal(self, where: str, words: str | bytes) -> bytes:
        nonce = os.urandom(NONCE)
        raw = words.encode("utf-8", "surrogatepass") if isinstance(words, str) else words
        return nonce + self._aead.encrypt(nonce, raw, where.encode())

    def open_bytes(self, where: str, sealed: bytes) -> bytes:
        try:
            return self._aead.decrypt(sealed[:NONCE], sealed[NONCE:], where.encode())
        except (InvalidTag, ValueError) as wrong:
            raise WrongKey(where.split("|", maxsplit=1)[0]) from wrong

    def open(self, where: str, sealed: bytes) -> str:
        return self.open_bytes(where, sealed).decode("utf-8", "surrogatepass")

    def new(self, where: str) -> tuple["Locker", bytes]:
        """A fresh key and its wrapped form, to be stored at `where`."""
        key = AESGCM.generate_key(256)
        return Locker(key), self.seal(where, key)

    def inside(self, where: str, wrapped: bytes) -> "Locker":
        return Locker(self.open_bytes(where, wrapped))


class Ring(Locker):
    """The keys of KLAIBAN_DATA_KEY; what is sealed names the key it was sealed with."""

    def __init__(self, keys: dict[str, bytes]) -> None:
        self._active = next(iter(keys))
        self._keys = {name: AESGCM(key) for name, key in keys.items()}

    @property
    def active(self) -> str:
        return self._active

    def seal(self, where: str, words: str | bytes) -> bytes:
        name, nonce = self._active.encode(), os.urandom(NONCE)
        raw = words.encode() if isinstance(words, str) else words
        sealed = self._keys[self._active].encrypt(nonce, raw, f"{where}|{self._active}".encode())
        return bytes([len(name)]) + name + nonce + sealed

    def open_bytes(self, where: str, sealed: bytes) -> bytes:
        size = sealed[0] if sealed else 0
        name, rest = sealed[1 : 1 + size].decode("ascii", "replace"), sealed[1 + size :]
        if name not in self._keys:
            raise WrongKey(where.split("|", maxsplit=1)[0])
        try:
            return self._keys[name].decrypt(rest[:NONCE], rest[NONCE:], f"{where}|{name}".encode())
        except (InvalidTag, ValueError) as wrong:
            raise WrongKey(where.split("|", maxsplit=1)[0]) from wrong


def ring(setting: str) -> Ring:
    """The key ring a setting spells: `id:base64[,id:base64...]` or `@/path` to a file with it."""
    text = Path(setting[1:]).read_text("ascii") if setting.startswith("@") else setting
    keys: dict[str, bytes] = {}
    for part in filter(None, (p.strip() for p in text.strip().split(","))):
        name, colon, code = part.partition(":")
        try:
            key = base64.b64decode(code, validate=True)
        except ValueError:
            key = b""
        if not (colon and name.isalnum() and name.isascii() and len(key) == KEY) or name in keys:
            raise BadRing("KLAIBAN_DATA_KEY must be id:base64[,id:base64...] with 32-byte keys and different ids")
        keys[name] = key
    if not keys:
        raise BadRing("KLAIBAN_DATA_KEY holds no key")
    return Ring(keys)


def new_ring_setting(name: str = "k1") -> str:
    """A fresh one-key ring, as KLAIBAN_DATA_KEY spells it."""
    return f"{name}:{base64.b64encode(os.urandom(KEY)).decode()}"


class Vault:
    """The ring and the index key of one installation."""

    def __init__(self, keys: Ring, index_key: bytes) -> None:
        self.ring = keys
        self._index_key = index_key

    def index(self, kind: str, value: str) -> bytes:
        """A keyed blind index: equal values of a kind give equal 128 bits, and nobody without the key can guess."""
        return hmac.digest(self._index_key, f"{kind}|{value}".encode("utf-8", "surrogatepass"), sha256)[:16]
