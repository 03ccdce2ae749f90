"""Identifiers as LINE shapes them, from one seeded stream of chance."""

import random
import uuid
from dataclasses import dataclass, field

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
URL_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
FIRST_MESSAGE = 568_000_000_000_000_000


@dataclass
class Ids:
    """Every new name on the platform is drawn here, so a seed repeats a whole run."""

    chance: random.Random
    last_message: int = field(default=FIRST_MESSAGE)

    def user(self) -> str:
        return f"U{self.chance.getrandbits(128):032x}"

    def group(self) -> str:
        return f"C{self.chance.getrandbits(128):032x}"

    def message(self) -> str:
        # Message ids are numbers that grow with time, so "after this message" is a comparison.
        self.last_message += self.chance.randrange(1, 9999)
        return str(self.last_message)

    def event(self, at_ms: int) -> str:
        """A ULID: 48 bits of time, 80 of chance."""
        number = (at_ms << 80) | self.chance.getrandbits(80)
        return "".join(CROCKFORD[(number >> shift) & 31] for shift in range(125, -5, -5))

    def reply_token(self) -> str:
        return f"{self.chance.getrandbits(128):032x}"

    def long_token(self, length: int = 86) -> str:
        """A quote, read or link token."""
        return "".join(self.chance.choices(URL_SAFE, k=length))

    def request(self) -> str:
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))

    def rich_menu(self) -> str:
        return f"richmenu-{self.chance.getrandbits(128):032x}"
