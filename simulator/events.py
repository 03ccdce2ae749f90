"""Webhook event objects, as LINE writes them (R#webhook-event-objects)."""

from typing import Any

from simulator.clock import Clock
from simulator.ids import Ids
from simulator.reply_tokens import ReplyTokens

Json = dict[str, Any]


class Events:
    """Draws fresh ids and tokens for each event, and keeps the reply tokens it hands out."""

    def __init__(self, clock: Clock, ids: Ids, tokens: ReplyTokens) -> None:
        self.clock, self.ids, self.tokens = clock, ids, tokens

    def silent(self, event_type: str, user_id: str, group: str | None = None, **properties: Any) -> Json:
        """An event without a reply token: unfollow, unsend. A group's event names the group first."""
        now = self.clock.now_ms()
        return {
            "type": event_type,
            **properties,
            "webhookEventId": self.ids.event(now),
            "deliveryContext": {"isRedelivery": False},
            "timestamp": now,
            "source": source_of(user_id, group),
            "mode": "active",
        }

    def answerable(self, event_type: str, user_id: str, group: str | None = None, **properties: Any) -> Json:
        event = self.silent(event_type, user_id, group, **properties)
        token = self.ids.reply_token()
        self.tokens.hand_out(token, group or user_id, event["timestamp"])
        return event | {"replyToken": token}

    def unknown(self, user_id: str) -> Json:
        """A type nobody knows yet (D/development-guidelines#assume-non-breaking-changes)."""
        return self.silent("hologram", user_id, hologram={"depth": 3})


def source_of(user_id: str, group: str | None) -> Json:
    """Who speaks, and where (R#source-user, R#source-group)."""
    who = {"userId": user_id} if user_id else {}
    return {"type": "group", "groupId": group} | who if group else {"type": "user"} | who
