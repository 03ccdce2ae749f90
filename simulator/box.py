"""LINE in a box: all parts of one simulated platform, put together."""

import random
from dataclasses import dataclass, field
from pathlib import Path

from simulator.chats import Chats
from simulator.clock import Clock
from simulator.events import Events
from simulator.faults import Faults
from simulator.feed import Feed
from simulator.ids import Ids
from simulator.journal import Journal
from simulator.link_tokens import LinkTokens
from simulator.postman import Postman
from simulator.quota import Quota
from simulator.rates import Buckets
from simulator.reply_tokens import ReplyTokens
from simulator.retry_keys import RetryKeys
from simulator.wire import Wire
from simulator.world import World


@dataclass(frozen=True)
class Settings:
    """What the command line says."""

    callback: str = "http://127.0.0.1:5000/callback"
    secret: str = "channel-secret"  # noqa: S105
    token: str = "channel-access-token"  # noqa: S105 - a word for a simulated channel
    seed: int | None = None
    state: Path | None = None
    reply_token_seconds: float = 60
    quota: int | None = None
    name: str = "LINE in a box"
    manual_read: bool = False


@dataclass
class Box:
    """Everything a request may need."""

    settings: Settings
    clock: Clock
    chance: random.Random
    ids: Ids
    world: World
    feed: Feed
    journal: Journal
    tokens: ReplyTokens
    events: Events
    postman: Postman
    chats: Chats
    quota: Quota
    faults: Faults = field(default_factory=Faults)
    retry_keys: RetryKeys = field(default_factory=RetryKeys)
    rates: Buckets = field(default_factory=Buckets)
    link_tokens: LinkTokens = field(default_factory=LinkTokens)
    sent: dict[str, int] = field(default_factory=dict)
    endpoint_active: bool = True
    short_tokens: dict[str, int] = field(default_factory=dict)

    def opens(self, token: str) -> bool:
        """Whether this channel access token is good now: the long-lived one, or a stateless one in its time."""
        return token == self.settings.token or self.short_tokens.get(token, 0) > self.clock.now_ms()


def new_box(settings: Settings, clock: Clock | None = None) -> Box:
    """A fresh platform with one official account and nobody on it."""
    clock = clock or Clock()
    chance = random.Random(settings.seed)  # noqa: S311 - chance that can be repeated, no secrets
    ids, feed = Ids(chance), Feed()
    world = World(bot_user_id=ids.user(), bot_name=settings.name)
    journal = Journal(clock, feed)
    tokens = ReplyTokens(settings.reply_token_seconds)
    events = Events(clock, ids, tokens)
    box = Box(
        settings=settings,
        clock=clock,
        chance=chance,
        ids=ids,
        world=world,
        feed=feed,
        journal=journal,
        tokens=tokens,
        events=events,
        postman=Postman(
            callback=settings.callback,
            wire=Wire(settings.secret),
            destination=world.bot_user_id,
            clock=clock,
            journal=journal,
            events=events,
            chance=chance,
            faults=lambda: box.faults,
        ),
        chats=Chats(world, clock, ids, feed, auto_read=not settings.manual_read),
        quota=new_quota(settings),
    )
    return box


def new_quota(settings: Settings) -> Quota:
    return Quota() if settings.quota is None else Quota("limited", settings.quota)
