"""Link tokens: they bind a person to an account of the service, once, within ten minutes (D/linking-accounts)."""

from dataclasses import dataclass, field

LIFE_MS = 10 * 60 * 1000


@dataclass
class LinkTokens:
    """Which tokens are open, for whom, since when."""

    open: dict[str, tuple[str, int]] = field(default_factory=dict)

    def issue(self, token: str, user_id: str, now: int) -> None:
        self.open[token] = (user_id, now)

    def take(self, token: str, now: int) -> str | None:
        user_id, issued = self.open.pop(token, ("", now))
        return user_id if user_id and now - issued <= LIFE_MS else None
