"""When to try a letter again, another way, and when to give up.

A reply has no retry key (LINE answers 400 to one), so a reply of unknown outcome is settled by trying the
same token again: 'Invalid reply token' then means LINE had taken it. A push carries the letter's id as retry
key, which LINE remembers for 24 hours; after that the same key would send twice.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

TOKEN_LIFE = timedelta(seconds=50)  # LINE: about a minute from receipt, and not to be relied upon
KEY_LIFE = timedelta(hours=23)
LEASE = timedelta(seconds=60)
URGENT_LEASE = timedelta(seconds=8)
_STEPS = (1, 2, 5, 15, 60, 300)  # seconds before the second, third, ... try; then the last again and again


class Told(StrEnum):
    """What LINE told us of one try."""

    ACCEPTED = "accepted"
    TOKEN_SPENT = "token_spent"  # noqa: S105 - LINE's word for a used or expired reply token
    NOT_NOW = "not_now"  # LINE said no, for now: certainly not taken
    UNKNOWN = "unknown"  # no answer: perhaps taken
    UNDELIVERABLE = "undeliverable"


class Then(StrEnum):
    """What becomes of the letter."""

    SENT = "sent"
    AGAIN = "again"
    PUSH = "push"
    WAIT = "wait"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Try:
    """A letter at its last try. `unsure`: an earlier try, with this token or key, had no known outcome."""

    urgent: bool
    unsure: bool
    tries: int
    first_try_at: datetime
    push_until: datetime | None


def next_step(told: Told, last: Try, now: datetime, retry_after: timedelta | None = None) -> tuple[Then, datetime]:
    """What to do, and when."""
    if told is Told.ACCEPTED or (told is Told.TOKEN_SPENT and last.unsure and not last.urgent):
        return Then.SENT, now
    if told is Told.TOKEN_SPENT:
        return instead_of_reply(last.push_until, now), now
    too_old = now - last.first_try_at > KEY_LIFE and (last.unsure or told is Told.UNKNOWN)
    if told is Told.UNDELIVERABLE or too_old:
        return Then.FAIL, now
    return Then.AGAIN, now + (retry_after or pause(last.tries, urgent=last.urgent))


def instead_of_reply(push_until: datetime | None, now: datetime) -> Then:
    """A reply that can no longer be given: pushed, unless it is too late to push to this person."""
    return Then.PUSH if push_until is None or now < push_until else Then.WAIT


def pause(tries: int, *, urgent: bool) -> timedelta:
    seconds = _STEPS[min(tries, len(_STEPS)) - 1] if tries else 0
    return timedelta(seconds=min(seconds, 15) if urgent else seconds)


def lease(*, urgent: bool, reply: bool) -> timedelta:
    """How long one process owns a letter (DECISIONS 12)."""
    return URGENT_LEASE if urgent or reply else LEASE
