"""Reply tokens: one use, about a minute, once more after a redelivery (R#send-reply-message-reply-token)."""

from dataclasses import dataclass, field

LAST_CALL_MS = 20 * 60 * 1000  # "never later than 20 minutes after the event", also when redelivered
TIDY_EVERY = 4096


@dataclass(slots=True)
class Token:
    user_id: str
    event_at: int
    handed_at: int
    used: bool = False


@dataclass
class ReplyTokens:
    """The tokens that were handed out and what became of them."""

    life_s: float = 60
    tokens: dict[str, Token] = field(default_factory=dict)

    def hand_out(self, token: str, user_id: str, now: int) -> None:
        if len(self.tokens) % TIDY_EVERY == TIDY_EVERY - 1:
            self.forget_old(now)
        self.tokens[token] = Token(user_id, now, now)

    def redelivered(self, token: str, now: int) -> None:
        """The minute starts again when LINE delivers the same event again."""
        if token in self.tokens:
            self.tokens[token].handed_at = now

    def holder(self, token: str, now: int) -> str | None:
        """Whom this token answers, or None when it is unknown, used or too old."""
        held = self.tokens.get(token)
        return held.user_id if held and not held.used and self.alive(held, now) else None

    def use(self, token: str) -> None:
        self.tokens[token].used = True

    def alive(self, held: Token, now: int) -> bool:
        return now - held.handed_at <= self.life_s * 1000 and now - held.event_at <= LAST_CALL_MS

    def forget_old(self, now: int) -> None:
        self.tokens = {k: t for k, t in self.tokens.items() if now - t.event_at <= LAST_CALL_MS}
