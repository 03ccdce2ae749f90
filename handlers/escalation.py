"""Who is alarmed next when nobody takes a ticket, and when: the ladder (DECISIONS 8).

Rungs are rows with due times, climbed by the sweep; a restart neither skips nor repeats one.
"""

from dataclasses import dataclass
from datetime import timedelta

from handlers.vocabulary import Urgency


@dataclass(frozen=True, slots=True)
class Rung:
    """step: its number; after: since the alarm; who: `duty`, `centre` (everybody and the head) or `province`."""

    step: int
    after: timedelta
    who: str


def _rung(step: int, seconds: int, who: str) -> Rung:
    return Rung(step, timedelta(seconds=seconds), who)


LADDERS: dict[Urgency, tuple[Rung, ...]] = {
    Urgency.EMERGENCY: (
        _rung(0, 0, "duty"),
        _rung(1, 60, "duty"),
        _rung(2, 180, "centre"),
        _rung(3, 300, "province"),
        _rung(4, 600, "province"),
    ),
    Urgency.URGENT: (_rung(0, 0, "duty"), _rung(1, 20 * 60, "centre"), _rung(2, 60 * 60, "province")),
    Urgency.NORMAL: (),
}
REPEAT = timedelta(minutes=10)  # after the last rung of an emergency, until somebody takes it


def rung(urgency: Urgency, step: int) -> Rung | None:
    """The rung of this number; an emergency's last one repeats for ever, others end."""
    ladder = LADDERS[urgency]
    if step < len(ladder):
        return ladder[step]
    if urgency is not Urgency.EMERGENCY:
        return None
    last = ladder[-1]
    return Rung(step, last.after + REPEAT * (step - last.step), last.who)
